// quiz.LANG.scorm.zip: the page against the bank, then in a platform
// (scorm-again) and a browser: answered, left, resumed, passed and failed.
import { readCurriculum } from "./bank.mjs";
import { comparisons, load, same, squeeze, that } from "./lib.mjs";
import { leave, openBrowser, openPlatform, openVisitor, visit } from "./lms.mjs";

const [out, dir, lang] = process.argv.slice(2);
const bank = readCurriculum(dir, lang);
const count = bank.items.length;
const platform = await openPlatform(`${out}/quiz.${lang}.scorm.zip`);
const browser = await openBrowser();

const value = (calls, name) =>
	calls.filter((c) => c[0] === "LMSSetValue" && c[1] === name).at(-1)?.[2];
const wrongs = (item) => item.options.map((o, n) => n)
	.filter((n) => !item.options[n].right);
const rights = (item) => item.options.map((o, n) => n)
	.filter((n) => item.options[n].right);

// Ticks options of a question and checks it, as a visitor does.
async function answer(sco, item, options) {
	const form = sco.locator(`#q-${item.id}`);
	for (const option of options)
		await form.locator(`[id="${item.id}-${option}"]`).check();
	await form.locator("button").click();
}

// Answers the questions that are left, as many right as asked.
async function answerRest(sco, from, right) {
	const clicks = bank.items.slice(from).map((item, n) => [item.id,
		n < right ? rights(item) : wrongs(item).slice(0, 1)]);
	await sco.evaluate((all) => all.forEach(([id, options]) => {
		options.forEach((o) =>
			document.getElementById(`${id}-${o}`).click());
		document.querySelector(`#q-${id} button`).click();
	}), clicks);
}

const visible = (sco, selector) =>
	sco.$$eval(selector, (all) => all.filter((e) =>
		getComputedStyle(e).display !== "none").length);

// Every call was accepted, the data fit, the time is well formed.
function accepted(calls, where) {
	for (const [name, a, b, said, error] of calls)
		same([name, a, said, error], [name, a, "true", "0"],
			`${where}: ${name}(${a}, ${b})`);
	for (const [, name, data] of calls)
		that(name !== "cmi.suspend_data" || data.length <= 4096,
			`${where}: suspend_data of ${data?.length} characters`);
	that(/^\d{4}:\d\d:\d\d$/.test(value(calls, "cmi.core.session_time")),
		`${where}: session_time`);
	same(value(calls, "cmi.core.exit"), "suspend", `${where}: exit`);
	same(calls.at(-1)[0], "LMSFinish", `${where}: last call`);
}

async function content() {
	const visitor = await openVisitor(browser, platform);
	const sco = await visit(visitor.page, platform);
	const found = await sco.$$eval("form", (forms) => forms.map((form) => ({
		id: form.id.slice(2),
		stem: form.querySelector(".stem").innerText,
		options: [...form.querySelectorAll("li:has(> input)")].map((li) => ({
			right: li.dataset.right === "1",
			text: li.querySelector("label").innerText,
			feedback: li.querySelector(".feedback").textContent })),
		type: [...new Set([...form.querySelectorAll("input")].map((i) =>
			i.type))] })));
	const wanted = bank.items.map((item) => ({ id: item.id, stem: item.stem,
		options: item.options,
		type: [rights(item).length > 1 ? "checkbox" : "radio"] }));
	const tight = (value) => JSON.parse(JSON.stringify(value, (key, v) =>
		typeof v === "string" ? squeeze(v).replace(/ /g, "") : v));
	found.forEach((f, n) => same(tight({ ...f, options: f.options.map(
		({ right, text, feedback }) => ({ right, text, feedback })) }),
	tight(wanted[n]), `page: ${f.id}`));
	same(found.length, count, "questions of the page");
	same(await visible(sco, "#end button"), 0, "nothing to begin again");
	await sco.locator("input").first().check();
	same(await visible(sco, ".feedback"), 0, "no feedback before an answer");
	await leave(visitor.page);
	await visitor.close();
}

// With the keyboard alone: one answer right, one wrong; away, and back.
async function resumes() {
	const visitor = await openVisitor(browser, platform);
	let sco = await visit(visitor.page, platform);
	const [first, second] = bank.items;
	const focus = (selector) => sco.locator(selector).focus();
	await focus(`#q-${first.id} button`);
	await visitor.page.keyboard.press("Enter");
	that((await sco.locator(`#q-${first.id} .said`).innerText()) !== "",
		"an empty answer is said");
	await focus(`[id="${first.id}-${rights(first)[0]}"]`);
	await visitor.page.keyboard.press("Space");
	await visitor.page.keyboard.press("Enter");
	same(await sco.evaluate(() => document.activeElement.className), "said",
		"the focus goes to what is said");
	await answer(sco, second, wrongs(second).slice(0, 1));
	const shown = await visible(sco, ".feedback");
	same(shown, first.options.length + second.options.length, "feedback shown");
	const before = await sco.$$eval(".done", (all) => all.map((f) =>
		f.innerText));
	let calls = await leave(visitor.page);
	accepted(calls, "first visit");
	same([value(calls, "cmi.core.lesson_status"),
		value(calls, "cmi.core.score.raw"),
		value(calls, "cmi.core.lesson_location")],
	["incomplete", undefined, "3"], "first visit: nothing is judged yet");

	sco = await visit(visitor.page, platform);
	same(await sco.$$eval(".done", (all) => all.map((f) => f.innerText)),
		before, "the answers are still there");
	same(await sco.$$eval("input:checked", (all) => all.map((i) => i.id)),
		[`${first.id}-${rights(first)[0]}`,
			`${second.id}-${wrongs(second)[0]}`], "and ticked");
	await answerRest(sco, 2, count);
	const score = Math.floor(100 * (count - 1) / count);
	calls = await leave(visitor.page);
	accepted(calls, "second visit");
	same(["raw", "min", "max"].map((s) =>
		value(calls, `cmi.core.score.${s}`)), [String(score), "0", "100"],
	"score");
	same(value(calls, "cmi.core.lesson_status"),
		score >= 80 ? "passed" : "failed", "status");

	// A worse try afterwards takes nothing away.
	sco = await visit(visitor.page, platform);
	same(await sco.$$eval("input:checked", (all) => all.map((i) => i.id)),
		bank.items.flatMap((item, n) =>
			(n === 1 ? wrongs(item).slice(0, 1) : rights(item))
				.map((o) => `${item.id}-${o}`)), "all came back");
	await sco.locator("#end button").click();
	same(await visible(sco, ".done"), 0, "begun again");
	await answerRest(sco, 0, 0);
	calls = await leave(visitor.page);
	same([value(calls, "cmi.core.score.raw"),
		value(calls, "cmi.core.lesson_status")], [undefined, undefined],
	"a worse try");
	await visitor.close();
}

// Just under and just over 80 %.
async function judged() {
	const enough = Math.ceil(count * 0.8);
	for (const [right, status] of [[enough, "passed"],
		[enough - 1, "failed"], [0, "failed"]]) {
		const visitor = await openVisitor(browser, platform);
		const sco = await visit(visitor.page, platform);
		await answerRest(sco, 0, right);
		const calls = await leave(visitor.page);
		accepted(calls, `${right} right`);
		same([value(calls, "cmi.core.lesson_status"),
			value(calls, "cmi.core.score.raw")],
		[status, String(Math.floor(100 * right / count))],
		`${right} right of ${count}`);
		await visitor.close();
	}
}

// A package whose questions changed says so and begins again.
async function changed() {
	const visitor = await openVisitor(browser, platform);
	await visitor.page.goto(platform.url + "/away");
	await visitor.page.evaluate(() => localStorage.setItem("cmi",
		JSON.stringify({ suspend_data: "1.00000000.111",
			core: { entry: "resume", lesson_status: "incomplete",
				lesson_mode: "normal" } })));
	const sco = await visit(visitor.page, platform);
	same(await visible(sco, ".done"), 0, "other questions: no answer");
	await visitor.close();
}

// Without a platform, and without a script.
async function alone() {
	let visitor = await openVisitor(browser, platform);
	await visitor.page.goto(platform.url + "/sco/index.html");
	await visitor.page.waitForSelector("html.script");
	await answerRest(visitor.page, 0, count);
	that((await visitor.page.locator(".score").innerText()).includes("100"),
		"a score without a platform");
	await visitor.close();

	visitor = await openVisitor(browser, platform,
		{ javaScriptEnabled: false });
	await visitor.page.goto(platform.url + "/sco/index.html");
	const feedback = visitor.page.locator(".feedback");
	that(!await feedback.nth(1).isVisible(), "hidden until ticked");
	await visitor.page.locator("input").nth(1).check();
	that(await feedback.nth(1).isVisible(), "shown once ticked, no script");
	that(!await feedback.nth(0).isVisible(), "and no other");
	await visitor.close();
}

// WCAG 2.2 AA, by axe: before, with answers, wide and narrow.
async function accessible() {
	const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
		"wcag22aa", "best-practice"] };
	for (const width of [1200, 320]) {
		const visitor = await openVisitor(browser, platform,
			{ bypassCSP: true, viewport: { width, height: 700 } });
		await visitor.page.goto(platform.url + "/sco/index.html");
		await visitor.page.waitForSelector("html.script");
		await answer(visitor.page, bank.items[0], rights(bank.items[0]));
		await answer(visitor.page, bank.items[1],
			wrongs(bank.items[1]).slice(0, 1));
		await visitor.page.addScriptTag({ content: load("axe-core").source });
		const { violations } = await visitor.page.evaluate(
			(options) => axe.run(document, options), rules);
		same(violations.map((v) => [v.id, v.nodes[0].html]), [],
			`axe at ${width} pixels`);
		that(await visitor.page.evaluate(() =>
			document.documentElement.scrollWidth <= innerWidth),
		`no sideways scrolling at ${width} pixels`);
		await visitor.close();
	}
}

try {
	await content();
	await resumes();
	await judged();
	await changed();
	await alone();
	await accessible();
	same(platform.refused, [], "files that are not in the package");
} finally {
	await browser.close();
	platform.close();
}
console.log(`${count} questions, ${comparisons()} comparisons`);
