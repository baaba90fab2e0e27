// A consultant's campaign: the first account, a case, links, respondents each
// in a browser of their own, the collection closed, a consensus, the report.
"use strict";
const { LAPTOP, LOGIN, PASSWORD, PHONE, answerOn, at, fits, note, onward,
	openServer, part, picture, run, same, send, setUp, somebody,
	that } = require("./lib.js");

const CASE = "/cases/bijouterie";
let server;

// --- the first account ------------------------------------------------------

async function comeIn(page) {
	const link = server.first;
	server.secrets.push(link.split("/").at(-1), PASSWORD);
	// Whoever looks first, however often, uses nothing up.
	for (let n = 0; n < 2; n++)
		same((await page.request.get(link)).status(), 200, "a look at it");
	await page.goto(link);
	await send(page);
	that(await page.locator(".faults li").count() >= 3, "faults of nothing");
	await picture(page, "setup");
	await setUp(page);
	same((await page.request.get(link)).status(), 404, "the link again");
}

async function openCase(page) {
	await page.click('main a[href="/cases/new"]');
	await page.fill("#client", "Bijouterie");
	await page.fill("#staff", "28");
	await send(page);
	same(at(page).split("/").slice(0, 3).join("/"), CASE, "the new case");
	await picture(page, "case");
}

// --- links ------------------------------------------------------------------

async function makeLink(page, kind, group, name) {
	await page.goto(`${server.base}${CASE}/1/invite/${kind}`);
	if (name) await page.fill("#name", name);
	await page.check(`input[name="group"][value="${group}"]`);
	await send(page);
	const link = (await page.locator("p.code").innerText()).trim();
	that(link.startsWith(server.base + "/go/"), "a link to copy");
	that(await page.locator("svg").count() > 0, "its QR code");
	for (const lang of ["fr", "en"])
		that((await page.inputValue(`#text-${lang}`)).includes(link),
			`the invitation (${lang}) holds the link`);
	await picture(page, `link-${group}`);
	server.secrets.push(link.split("/").at(-1));
	return link;
}

// By a link, in a browser of one's own; who looks before takes nothing.
async function come(link, viewport, locale) {
	const page = await somebody(viewport, locale);
	for (let n = 0; n < 2; n++) {
		await page.goto(link);
		that(at(page).startsWith("/go/"), "a look goes nowhere");
	}
	await send(page);
	that(!page.url().includes(link.split("/").at(-1)),
		"the address is clean again");
	return page;
}

async function answerAll(page, level) {
	for (let n = 0; n < 5; n++) {
		if (at(page) !== "/answers") await page.goto(server.base + "/answers");
		const button = page.locator("main a.button");
		if (await button.count() === 0) break;
		await button.click();
		if (!at(page).includes("/q/")) break;
		await answerOn(page, level);
		// Who came by a shared link is given a code after a page.
		if (at(page) === "/answers/code") await send(page);
	}
}

async function staff(link, level) {
	const page = await come(link, PHONE, level % 2 ? "fr-CA" : "en-CA");
	await answerAll(page, level);
	await page.goto(server.base + "/answers/result");
	that(await page.locator("svg").count() === 0,
		"the staff see no result of the firm");
	same((await page.request.get(server.base + CASE)).status(), 403,
		"nor its case");
	await page.goto(server.base + "/answers");
	await fits(page);
	if (level === 1) await picture(page, "staff");
	await page.context().close();
}

async function named(link, level, shot) {
	const page = await come(link, LAPTOP, "fr-CA");
	await answerAll(page, level);
	await picture(page, shot);
	await page.context().close();
}

// --- closing and agreeing ---------------------------------------------------

async function close(page) {
	await page.goto(`${server.base}${CASE}/1/collection`);
	await onward(page);
	await send(page);
	await picture(page, "closed");
	const counts = (await page.locator("dd").allInnerTexts()).map((text) =>
		parseInt(text, 10));
	that(counts[0] > 0, `questions are published: ${counts}`);
}

async function agree(page) {
	await page.goto(`${server.base}${CASE}/1/consensus`);
	await picture(page, "consensus");
	const item = page.locator('main a[href*="/question/"]').first();
	that(await item.count() > 0, "there is something to settle");
	await item.click();
	const place = at(page);
	await send(page);
	that(await page.locator(".faults li").count() > 0,
		"a decision without value or reason");
	await page.check('input[name="value"] >> nth=1');
	await page.check('input[name="kind"] >> nth=0');
	await page.fill("#reason", "Vu ensemble, avec l’essai de mardi.");
	await send(page);
	same((await page.locator(".faults li").allTextContents()).join(), "",
		"the decision is taken");
	await page.goto(server.base + place);
	that((await page.locator("main").innerText()).includes("essai de mardi"),
		"the reason stands with the decision");
	await page.goto(`${server.base}${CASE}/1/decisions`);
	that((await page.locator("main").innerText()).includes("essai de mardi"),
		"the decision is listed");
	await picture(page, "decision");
}

async function report(page) {
	await page.goto(`${server.base}${CASE}/1/result`);
	that(await page.locator("svg").count() > 0, "the result has figures");
	await picture(page, "result");
	const files = await page.$$eval('main a[href*="/result/"]', (all) =>
		all.map((a) => a.getAttribute("href")));
	const href = files.find((f) => /report.*\.html/.test(f));
	that(href, `a report among ${files}`);
	const file = await page.request.get(server.base + href);
	const text = await file.text();
	that(text.includes("Bijouterie") && text.includes("<svg"),
		"the report is the firm's");
	that(!/https?:\/\/127/.test(text), "it leads back to nowhere");
	await page.goto(`${server.base}${CASE}/1/kit`);
	await fits(page);
}

async function logOut(page) {
	await page.goto(server.base + "/account");
	await picture(page, "account");
	await page.locator('form[action="/logout"] button').first().click();
	await page.goto(server.base + CASE);
	same(at(page), "/login", "after logging out");
	await page.goBack();
	that(!(await page.locator("main").innerText()).includes("claude@"),
		"the way back shows nothing");
	await page.goto(server.base + "/login");
	await page.fill("#login", LOGIN);
	await page.fill("#password", "not this one");
	await send(page);
	same(at(page), "/login", "a wrong password");
	await page.fill("#password", PASSWORD);
	await send(page);
	same(at(page), "/cases", "the right one");
}

async function campaign() {
	const page = await somebody(LAPTOP, "fr-CA");
	await comeIn(page);
	await openCase(page);
	const leader = await makeLink(page, "person", "leaders", "Anne Roy");
	const expert = await makeLink(page, "person", "experts", "Max Roy");
	const shared = await makeLink(page, "group", "staff");
	await Promise.all([named(leader, 4, "leader"), named(expert, 2, "expert")]);
	for (const levels of [[1, 2], [3, 1], [2]])
		await Promise.all(levels.map((level) => staff(shared, level)));
	await page.goto(`${server.base}${CASE}/1/invite`);
	note((await page.locator("main").innerText()).includes("5"),
		"five came by the shared link");
	await picture(page, "invitations");
	await close(page);
	await agree(page);
	await report(page);
	await logOut(page);
}

run(async () => {
	server = await openServer("--contact",
		"renseignements@cabinet.example");
	await part("campaign", campaign);
	return "a campaign from the first account to the report";
});
