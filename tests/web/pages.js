// Every page that a crawl reaches, as nobody, a leader, a member of the staff
// and an administrator: axe-core at 320 and 1280 pixels (the one light and in
// French, the other dark and in English), the Nu Html Checker, nothing to
// scroll sideways at 320, and the headers of every response. A GET route that
// no crawl reaches is a fault.
"use strict";
const { execFile } = require("child_process");
const fs = require("fs");
const path = require("path");
const { answerOn, command, examine, faults, fits, note, onward, openServer,
	part, picture, root, run, sampleCase, send, setUp, somebody, that,
	violations, work } = require("./lib.js");

const NARROW = { width: 320, height: 740 }, WIDE = { width: 1280, height: 900 };
const SAME_ROUTE = 2;		// pages of one route that one person looks at
let server;

// --- routes -----------------------------------------------------------------

// What /NAME stands for in a route's pattern, as the dispatcher has it.
const routes = fs.readFileSync(path.join(root, "src/web/routes.def"), "utf8")
	.split("\n").map((line) =>
		/^ROUTE\w*\(\w+, HTTP_GET, "([^"]+)", \w+, (.*)\)/.exec(line))
	.filter((found) => found).map(([, pattern, flags]) => ({ pattern,
		seen: false, common: flags.includes("ROUTE_PUBLIC"),
		regex: new RegExp("^" + pattern.replace(/\{round\}/g, "\\d+")
			.replace(/\{\w+\}/g, "[^/]+") + "$") }));

// With a secret, without a link, by the script of the room, or on one's own
// machine alone.
const ELSEWHERE = new RegExp("^/(local|setup|healthz|go|assets|room/seat)|" +
	"/(events|data\\.json|export/staff|collection/closed)$");

// A name of its own before one that takes anything.
function routeOf(where) {
	const found = routes.filter((r) => r.regex.test(where))
		.sort((a, b) => (a.pattern.match(/\{/g) ?? []).length -
			(b.pattern.match(/\{/g) ?? []).length);
	return found[0];
}

// --- responses --------------------------------------------------------------

const HEADERS = {
	"content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
	"x-content-type-options": /^nosniff$/,
	"referrer-policy": /^(same-origin|no-referrer)$/,
	"cache-control": /no-store|no-cache|immutable/,
};

function headersHold(response, where) {
	const found = response.headers();
	for (const [name, wanted] of Object.entries(HEADERS))
		note(wanted.test(found[name] ?? ""),
			`${where} (${response.status()}): ${name} is ${found[name]}`);
	note(!/unsafe/.test(found["content-security-policy"]),
		`${where}: unsafe scripts or styles`);
}

// One that bounds how often results are made is asked again, as it says.
async function get(page, where) {
	for (;;) {
		const response = await page.request.get(where, { maxRedirects: 0 });
		headersHold(response, where);
		if (response.status() !== 429) return response;
		await new Promise((later) => setTimeout(later, 1000 *
			Number(response.headers()["retry-after"] ?? 1)));
	}
}

// --- pages kept for the Html Checker ----------------------------------------

const kept = new Map();		// a file's name: which page

function keep(html, who, where) {
	const name = `${String(kept.size).padStart(4, "0")}.html`;
	fs.writeFileSync(path.join(work, name), html);
	kept.set(name, `${who} ${where}`);
}

function checkHtml() {
	const jar = path.join(process.env.READERS,
		"node_modules/vnu-jar/build/dist/vnu.jar");
	return new Promise((done) => execFile("java", ["-Xss4m", "-jar", jar,
		"--errors-only", "--format", "json", ...[...kept.keys()].map((name) =>
			path.join(work, name)), path.join(work, "wrong.html")], { maxBuffer: 1 << 26 },
	(error, out, said) => {
		const messages = JSON.parse(said || "{}").messages;
		note(messages !== undefined, `vnu: ${error}`);
		const where = new Map();
		const wrong = (m) => (m.url ?? "").endsWith("/wrong.html");
		note(messages?.some((m) => wrong(m) && /Duplicate ID/.test(m.message)),
			"the Nu Html Checker finds what is wrong");
		for (const m of (messages ?? []).filter((one) => !wrong(one)))
			where.set(m.message, [...where.get(m.message) ?? [],
				`${kept.get(path.basename(m.url ?? ""))} ${m.extract}`]);
		for (const [message, pages] of where)
			faults.push(`${message} (${pages.length} pages): ${pages[0]}`
				.replace(/\s+/g, " "));
		done();
	}));
}

// --- the crawl --------------------------------------------------------------

const links = (html) => [...html.matchAll(/\shref="([^"]+)"/g)].map((m) =>
	m[1].replace(/&amp;/g, "&").replace(/#.*/, "")).filter((href) =>
	href.startsWith("/") && !href.includes("lang="));

// What one person reaches; of each route the first few.
async function crawl(page, who, starts) {
	const todo = [...starts], known = new Set(todo), by = new Map();
	const pages = [];
	while (todo.length > 0) {
		const where = todo.shift();
		const route = routeOf(where.replace(/\?.*/, ""));
		const key = route?.pattern + (where.includes("?") ? "?" : "");
		by.set(key, (by.get(key) ?? 0) + 1);
		if (by.get(key) > SAME_ROUTE) continue;
		const response = await get(page, server.base + where);
		note(response.status() < 400, `${who} ${where}: a link to ` +
			`${response.status()}`);
		if (route) route.seen = true;
		// Its link stands there once something is answered.
		if (/\/interview\/[^/]+$/.test(where)) todo.push(`${where}/check`);
		const next = [];
		if (response.status() >= 300 && response.status() < 400)
			next.push(response.headers().location.replace(server.base, ""));
		else if (/^text\/html/.test(response.headers()["content-type"])) {
			const html = await response.text();
			next.push(...links(html));
			if (!response.headers()["content-disposition"]) {
				pages.push(where);
				keep(html, who, where);
			}
		}
		for (const href of next)
			if (!known.has(href) && !href.startsWith("/assets/")) {
				known.add(href);
				todo.push(href);
			}
	}
	return pages;
}

async function look(page, who, where, wide) {
	const sign = where.includes("?") ? "&" : "?";
	await page.goto(`${server.base}${where}${sign}lang=${wide ? "en" : "fr"}`);
	if (!wide) await fits(page);
	await examine(page, who);
	await picture(page, `${who}-${wide ? "wide" : "narrow"}-` +
		where.slice(1).replace(/[^\w]+/g, "-"));
}

// All of them at one width, in a window of its own.
async function lookAll(context, who, pages, wide) {
	const page = await context.newPage();
	await page.setViewportSize(wide ? WIDE : NARROW);
	await page.emulateMedia({ colorScheme: wide ? "dark" : "light",
		reducedMotion: "reduce" });
	for (const where of pages)
		await part(`${who} ${where}`, () => look(page, who, where, wide));
	await page.close();
}

// What a form says when it is sent empty: another page of each.
async function sendEmpty(page, who, pages) {
	const sent = new Set();
	for (const where of pages) {
		await page.goto(server.base + where);
		const form = page.locator(
			"main form[method=post]:has(.field):not(:has(.danger))");
		if (await form.count() === 0) continue;
		const action = await form.first().getAttribute("action");
		const route = routeOf(action)?.pattern ?? action;
		if (sent.has(route)) continue;
		sent.add(route);
		const [answered] = await Promise.all([page.waitForNavigation(),
			form.first().locator("button").first().click()]);
		headersHold(answered, `POST ${action}`);
		if (await page.locator(".faults").count() === 0) continue;
		keep(await page.content(), who, `POST ${action}`);
		await fits(page);
		await examine(page, who);
	}
}

// What everybody sees alike is looked at once, by nobody.
async function visit(page, who, starts) {
	const pages = await crawl(page, who, starts);
	const own = pages.filter((where) => who === "nobody" ||
		!routeOf(where.replace(/\?.*/, ""))?.common);
	const first = new Map();
	for (const where of own) {
		const key = routeOf(where.replace(/\?.*/, ""))?.pattern ?? where;
		first.set(key, first.get(key) ?? where);
	}
	await Promise.all([lookAll(page.context(), who, own, false),
		lookAll(page.context(), who, [...first.values()], true)]);
	await page.setViewportSize(NARROW);
	await sendEmpty(page, who, own);
}

// --- who comes --------------------------------------------------------------

// The page where one is now, that no crawl can come to.
async function here(page, who, what) {
	keep(await page.content(), who, what);
	await fits(page);
	await examine(page, who);
}

async function administrator() {
	const page = await somebody(NARROW, "fr-CA");
	await page.goto(server.first);
	await here(page, "administrator", "/setup");
	await setUp(page);
	await page.goto(`${server.base}/admin/accounts/new`);
	await page.fill("#name", "Max Roy");
	await page.fill("#login", "max@cabinet.example");
	await page.check('input[name="role"] >> nth=0');
	await send(page);
	await here(page, "administrator", "an account made");
	await page.goto(`${server.base}/admin/incidents/new`);
	await page.fill("#what", "Un imprimé oublié dans la salle.");
	await page.check('input[name="serious"][value="no"]');
	await send(page);
	await page.goto(`${server.base}/cases/quincaillerie/1/room`);
	await send(page);
	await here(page, "administrator", "a room");
	return page;
}

async function bySharedLink(admin, place, group) {
	await admin.goto(`${server.base}/cases/${place}/invite/group`);
	await admin.check(`input[name="group"][value="${group}"]`);
	await send(admin);
	await here(admin, "administrator", `a link for ${group}`);
	const link = (await admin.locator("p.code").innerText()).trim();
	const page = await somebody(NARROW, "fr-CA");
	await page.goto(link);
	await here(page, group, "/go");
	await send(page);
	return page;
}

async function leader() {
	const page = await somebody(NARROW, "fr-CA");
	await page.goto(server.base + "/begin");
	await page.fill("#client", "Scierie");
	await page.fill("#name", "Anne Roy");
	await page.check("#agree_result");
	await send(page);
	await answerOn(page, 3);
	await onward(page);
	await here(page, "leader", "the code");
	await onward(page);
	await answerOn(page, 3);
	for (const place of ["experts", "staff"]) {
		await page.goto(`${server.base}/answers/${place}`);
		await onward(page);
		await answerOn(page, 3, (pages) => pages < 1);
	}
	await page.goto(`${server.base}/answers/invite`);
	await page.check('input[name="group"][value="staff"]');
	await send(page);
	await here(page, "leader", "a link made");
	return page;
}

// By name, once they said it, and by none.
async function others(admin) {
	const expert = await bySharedLink(admin, "billetterie/2", "experts");
	await part("unnamed", () => visit(expert, "expert", ["/answers/name"]));
	await expert.goto(`${server.base}/answers/name`);
	await expert.fill("#name", "Jo Roy");
	await send(expert);
	await onward(expert);
	await answerOn(expert, 3, (pages) => pages < 1);
	await part("expert", () => visit(expert, "expert", ["/answers",
		"/answers/result/compare?from=1&to=2"]));
	const staff = await bySharedLink(admin, "billetterie/2", "staff");
	await onward(staff);
	await answerOn(staff, 3, (pages) => pages < 2);
	await part("staff", () => visit(staff, "staff", ["/answers"]));
}

// A checker that finds nothing in this would prove nothing.
const WRONG = "<!DOCTYPE html><html><title>x</title><p id=a><img src=x id=a>";

async function checkers(page) {
	await page.setContent(WRONG);
	const found = (await violations(page)).map((v) => v.id);
	for (const rule of ["image-alt", "html-has-lang"])
		that(found.includes(rule), `axe-core finds ${rule}`);
	fs.writeFileSync(path.join(work, "wrong.html"), WRONG);
}

// What is no page: refused, and dressed as the others.
async function refused(page) {
	for (const [method, where, status] of [["GET", "/nowhere", 404],
		["GET", "/assets/none.css", 404], ["DELETE", "/", 405],
		["POST", "/begin", 403], ["POST", "/nowhere", 404],
		["GET", "/cases", 303], ["GET", "/answers", 303],
		["GET", "/go/abc", 404], ["GET", "/setup/abc", 404],
		["GET", "/healthz", 200]]) {
		const response = await page.request.fetch(server.base + where,
			{ method, maxRedirects: 0, form: method === "POST" ? {} :
				undefined });
		note(response.status() === status,
			`${method} ${where}: ${response.status()}, not ${status}`);
		headersHold(response, `${method} ${where}`);
		if (method === "GET" && status === 404) {
			keep(await response.text(), "nobody", where);
			await page.goto(server.base + where);
			await examine(page, "nobody");
		}
	}
	for (const href of new Set((await (await page.request.get(server.base))
		.text()).match(/\/assets\/[^"]+/g)))
		headersHold(await page.request.get(server.base + href), href);
}

// Two firms: of one a second round is begun, of the other the collection is
// closed; and one whose time is up.
function before() {
	sampleCase("quincaillerie");
	sampleCase("billetterie");
	command("case", "decide", "billetterie", "reach_person", "3", "--author",
		"Claude Roy", "--reason", "essai fait ensemble");
	command("case", "close", "quincaillerie");
	command("case", "round", "billetterie");
	command("case", "new", "Ancienne", "--keep-until", "2020-01-01");
}

// By a form, or past the first few of their route.
const FIRST = ["/cases/billetterie/1/form/print",
	"/cases/billetterie/1/result/kit.zip", "/cases/quincaillerie/1/room",
	"/cases/billetterie/2/collection", "/cases/billetterie/2/invite/made",
	"/cases/billetterie/1/question/reach_person/withdraw"];

run(async () => {
	before();
	server = await openServer();
	const nobody = await somebody(NARROW, "fr-CA");
	await part("checkers", async () => checkers(await somebody(WIDE, "fr-CA")));
	await part("refused", () => refused(nobody));
	await part("nobody", () => visit(nobody, "nobody", ["/"]));
	await part("leader", async () => visit(await leader(), "leader",
		["/answers", "/answers/applies", "/answers/code",
			"/answers/invite/made", "/answers/close"]));
	await part("administrator", async () => {
		const admin = await administrator();
		await others(admin);
		await visit(admin, "administrator", [...FIRST, "/cases"]);
	});
	await checkHtml();
	for (const route of routes)
		note(route.seen || ELSEWHERE.test(route.pattern),
			`no link leads to ${route.pattern}`);
	return `${kept.size} pages, axe-core at two widths, valid HTML, ` +
		"headers";
});
