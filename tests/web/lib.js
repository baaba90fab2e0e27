// What the web tests share: a server of their own, Debian's chromium, and the
// questionnaire answered as people do. READERS is the folder where npm
// installed the packages, JALON the program, CHROMIUM the browser; JALON_SHOTS
// a folder for pictures of pages, if they are wanted.
"use strict";
const { execFileSync, spawn } = require("child_process");
const fs = require("fs");
const { createRequire } = require("module");
const net = require("net");
const os = require("os");
const path = require("path");

const packages = createRequire(process.env.READERS + "/package.json");
const shots = process.env.JALON_SHOTS;
const work = fs.mkdtempSync(path.join(os.tmpdir(), "jalon-web."));
const root = path.join(__dirname, "../..");
const cases = path.join(work, "cases");
const PHONE = { width: 360, height: 740 }, LAPTOP = { width: 1280, height: 800 };

// --- what was found ---------------------------------------------------------

let checked = 0;
const faults = [];

function that(truth, where) {
	checked++;
	if (!truth) throw new Error(where);
}

function same(found, expected, where) {
	that(found === expected,
		`${where}: found ${JSON.stringify(found)}, ` +
		`expected ${JSON.stringify(expected)}`);
}

// Counted, and the test goes on.
function note(truth, where) {
	checked++;
	if (!truth) faults.push(where);
}

// One after the other; a fault ends its part, not the others.
async function part(name, run) {
	try {
		await run();
	} catch (error) {
		faults.push(`${name}: ${error.message}` + error.stack.split("\n")
			.filter((line) => line.includes("/tests/web/"))
			.map((line) => line.replace(/.*\/tests\/web\//, "\n    ")
				.replace(")", "")).join(""));
	}
}

// --- the server -------------------------------------------------------------

const servers = [];

// Whatever becomes of this script, its servers do not outlive it.
process.on("exit", () => servers.forEach((server) => server.child.kill()));
for (const signal of ["SIGINT", "SIGTERM"])
	process.on(signal, () => process.exit(1));

const freePort = () => new Promise((resolve) => {
	const probe = net.createServer().listen(0, "127.0.0.1", () => {
		const { port } = probe.address();
		probe.close(() => resolve(port));
	});
});

// {base, first}: its address, and the one it says on its first lines.
async function openServer(...args) {
	const base = `http://127.0.0.1:${await freePort()}`;
	const child = spawn(process.env.JALON, ["serve", "--listen", base.slice(7),
		"--cases", cases, ...args], { stdio: ["ignore", "ignore", "pipe"],
		env: { ...process.env, TMPDIR: work, JALON_LANG: "fr" } });
	const server = { base, child, said: "", secrets: [] };
	servers.push(server);
	server.ended = new Promise((resolve) => child.on("exit",
		(code, signal) => resolve(code ?? signal)));
	server.first = await new Promise((resolve, reject) => {
		child.stderr.setEncoding("utf8").on("data", (text) => {
			server.said += text;
			const found = server.said.match(/https?:\/\/\S+/);
			if (found) resolve(found[0]);
		});
		child.on("exit", () => reject(new Error(server.said)));
	});
	server.opening = server.said.length;
	return server;
}

// It stops cleanly, and wrote down no secret that was given to somebody.
async function stop(server) {
	server.child.kill("SIGTERM");
	const code = await server.ended;
	note(code === 0, `the server ended with ${code}: ` +
		server.said.slice(-1500));
	for (const secret of server.secrets)
		note(!server.said.slice(server.opening).includes(secret),
			`the log holds the secret ${secret}`);
}

// --- browsers ---------------------------------------------------------------

let browser;

async function openBrowser() {
	browser = await packages("playwright-core").chromium.launch({
		executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
}

// Somebody with a browser of their own. Whatever a page's console says of
// refused scripts or styles is a fault.
async function somebody(viewport, locale, more = {}) {
	const context = await browser.newContext({ viewport, locale,
		reducedMotion: "reduce", ...more });
	const page = await context.newPage();
	page.setDefaultTimeout(20000);
	page.on("console", (message) => {
		if (message.type() === "error" &&
		    !/status of [45]\d\d|INTERNET_DISCONNECTED/.test(message.text()))
			faults.push(`console of ${page.url()}: ${message.text()}`);
	});
	page.on("pageerror", (error) =>
		faults.push(`script of ${page.url()}: ${error.message}`));
	return page;
}

const at = (page) => new URL(page.url()).pathname;

let shot = 0;

async function picture(page, name) {
	if (!shots) return;
	fs.mkdirSync(shots, { recursive: true });
	const number = String(++shot).padStart(3, "0");
	await page.screenshot({ fullPage: true, path: path.join(shots,
		`${path.basename(process.argv[1], ".js")}-${number}-${name}.png`) });
}

// Nothing to scroll sideways; tables do in a box of their own.
async function fits(page) {
	const [wide, room] = await page.evaluate(() =>
		[document.documentElement.scrollWidth, window.innerWidth]);
	note(wide <= room, `${at(page)} is ${wide} wide in ${room}`);
}

// What is made for a phone: its tables do not scroll either.
async function tablesFit(page) {
	for (const [wide, room] of await page.$$eval(".table", (all) =>
		all.map((table) => [table.scrollWidth, table.clientWidth])))
		note(wide <= room, `${at(page)}: a table ${wide} wide in ${room}`);
}

// Goes on with the page's main button.
async function onward(page) {
	await page.locator("main .button").first().click();
}

// Sends the page's form, and is on the page that answers it. A form may wait
// a little for what is being saved.
async function send(page) {
	await Promise.all([page.waitForNavigation(),
		page.locator("main form button.button").first().click()]);
}

// --- answering --------------------------------------------------------------

// What there is to answer: radios by group, boxes by group, lists, numbers.
const asked = (page) => page.$$eval("main .question", (all) => all.map((one) => {
	const list = one.querySelector(":scope > .field > select");
	if (list)
		return { name: list.name, type: "list", choices: [...list.options]
			.filter((o) => o.value !== "")
			.map((o) => ({ id: list.id, value: o.value })) };
	const inputs = [...one.querySelectorAll(
		"fieldset input[type=radio], fieldset input[type=checkbox], " +
		":scope > .field > input[type=text]")].filter((i) =>
		!i.name.includes(":"));
	return inputs.length === 0 ? null : {
		name: inputs[0].name, type: inputs[0].type,
		choices: inputs.map((i) => ({ id: i.id, value: i.value })),
	};
}).filter((q) => q !== null));

// A firm whose robot answers its customers: it is exposed, and gates wait.
const FIRM = { staff: "28", uses: ["write_email", "answer_client"] };

// The values to give: the firm's own, else the third choice or the last one.
function chosen(question, level) {
	const own = FIRM[question.name];
	if (question.type === "text") return [own ?? "12"];
	if (own) return [own].flat();
	const values = question.choices.map((c) => c.value)
		.filter((v) => !v.startsWith("?"));
	return [values[Math.min(level, values.length) - 1]];
}

// Answers a page as somebody at that level; false: there was nothing on it.
async function answer(page, level = 3) {
	const questions = await asked(page);
	for (const q of questions) {
		const values = chosen(q, level);
		if (q.type === "text")
			await page.fill(`[id="${q.name}"]`, values[0]);
		else if (q.type === "list")
			await page.selectOption(`[id="${q.name}"]`, values[0]);
		else
			for (const choice of q.choices)
				if (values.includes(choice.value))
					await page.check(`[id="${choice.id}"]`);
	}
	return questions;
}

// Answers page after page while `more` says so of the address.
async function answerOn(page, level, more = () => true) {
	let pages = 0;
	while (at(page).includes("/q/") && more(pages)) {
		await answer(page, level);
		await send(page);
		that(await page.locator(".faults").count() === 0,
			`${at(page)} is refused: ` +
			await page.locator(".faults").allTextContents());
		that(++pages < 80, "the questionnaire does not end");
	}
	return pages;
}

// --- accessibility ----------------------------------------------------------

let axe;

// By every default rule of axe-core.
async function violations(page) {
	axe ??= fs.readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
	await page.evaluate(axe);
	return (await page.evaluate(() => window.axe.run(document,
		{ resultTypes: ["violations"] }))).violations;
}

async function examine(page, who) {
	const found = await violations(page);
	note(found.length === 0,
		`${who} ${at(page)} at ${page.viewportSize().width}: ` +
		found.map((v) => `${v.id} (${v.nodes.length}: ` +
			`${v.nodes[0].target} ${v.nodes[0].any.concat(v.nodes[0].all)
				.map((c) => c.message)[0] ?? ""})`).join("; "));
}

// --- what there is before anybody comes -------------------------------------

const command = (...words) => execFileSync(process.env.JALON, [...words,
	"--cases", cases, "--lang", "en"], { cwd: root, stdio: "pipe" });

function sampleCase(name) {
	command("case", "new", name);
	command("case", "import", name,
		`questionnaires/ia-pme/samples/${name}.yaml`, "--take", "file");
}

const PASSWORD = "sept goélands sur le quai", LOGIN = "claude@cabinet.example";

// The first account, on the page of its link.
async function setUp(page) {
	await page.fill("#name", "Claude Roy");
	await page.fill("#login", LOGIN);
	await page.fill("#password", PASSWORD);
	await send(page);
	same(at(page), "/cases", "after the set-up");
}

// --- the end ----------------------------------------------------------------

async function close() {
	if (browser) await browser.close();
	for (const server of servers)
		if (server.child.exitCode === null) await stop(server);
	fs.rmSync(work, { recursive: true, force: true });
}

// The whole of a script: `all` gives what it showed.
async function run(all) {
	let shown = "";
	await part("all of it", async () => {
		await openBrowser();
		shown = await all();
	});
	await part("the end", close);
	for (const fault of faults) console.log(fault);
	console.log(faults.length === 0 ? `${checked} checks: ${shown}` :
		`${faults.length} faults of ${checked} checks`);
	process.exit(faults.length > 0 ? 1 : 0);
}

module.exports = { LAPTOP, LOGIN, PASSWORD, PHONE, answer, answerOn, asked, at,
	chosen, command, examine, faults, fits, note, onward, openServer, part,
	picture, root, run, same, sampleCase, send, setUp, somebody, tablesFit,
	that, violations, work };
