// A leader's whole way: on a phone in French, interrupted twice, then on a
// laptop in English; without JavaScript; by keyboard alone.
"use strict";
const { LAPTOP, PHONE, answer, answerOn, asked, at, chosen, fits, note,
	onward, openServer, part, picture, run, same, send, somebody, tablesFit,
	that } = require("./lib.js");

const h1 = (page) => page.locator("h1").first().innerText();
const langOf = (page) => page.getAttribute("html", "lang");
const checkedOf = (page) => page.$$eval("main .question input:checked",
	(all) => all.map((i) => `${i.name}=${i.value}`).join(" "));
let server;

// --- beginning and coming back ----------------------------------------------

// Until the first page of questions.
async function begin(page, firm) {
	await page.goto(server.base + "/");
	await picture(page, "home");
	await fits(page);
	await page.click('main a[href="/begin"]');
	same(await page.locator("input:checked").count(), 0,
		"purposes ticked by themselves");
	await page.fill("#client", firm);
	await page.fill("#name", "Anne Roy");
	await page.check("#agree_result");
	await send(page);
	that(at(page).startsWith("/answers/q/"), "questions after the beginning");
}

// The page that shows the code, from what leads on to it, until one goes on,
// agreeing to `purposes` besides; gives the code.
async function theCode(page, purposes = []) {
	const place = page.url();
	await picture(page, "code");
	await fits(page);
	const code = (await page.locator("p.code").innerText()).trim();
	same(code.replace(/[^A-Za-z0-9]/g, "").length, 26, "letters of the code");
	server.secrets.push(code, code.replace(/[^A-Za-z0-9]/g, ""));
	await codeAgain(page, code, place);
	same(await page.locator("main input[type=checkbox]").count(), 2,
		"what one may agree to besides");
	same(await page.locator("input:checked").count(), 0,
		"purposes ticked by themselves");
	for (const id of purposes) await page.check(`#${id}`);
	await send(page);
	return code;
}

// By reload and by Back, as long as one has not gone on.
async function codeAgain(page, code, place) {
	const shown = async () => (await page.locator("p.code").innerText()).trim();
	await page.reload();
	same(await shown(), code, "the code after a reload");
	await page.goto(server.base + "/privacy");
	await page.goBack();
	same(page.url(), place, "the browser's way back to the code");
	same(await shown(), code, "the code after Back");
}

async function resume(page, code) {
	await page.goto(server.base + "/");
	await page.click('main a[href="/resume"]');
	// As a person copies it from paper.
	await page.fill("#code", ` ${code.toLowerCase()} `);
	await send(page);
	same(at(page), "/answers", "where the code leads");
}

// Every way of being wrong at once, then the words next to each.
async function faultsOfBeginning(page) {
	await page.goto(server.base + "/begin");
	await send(page);
	same(await page.locator(".faults a").count(), 3, "faults of nothing");
	that((await page.title()).startsWith("Erreur"), "the title says so");
	same(await page.evaluate(() => document.activeElement.id), "faults",
		"what is read first");
	for (const id of ["client", "name", "agree_result"]) {
		same(await page.getAttribute(`#${id}`, "aria-describedby")
			.then((ids) => ids.includes(`${id}-fault`)), true,
		`${id} tells its fault`);
		await page.click(`.faults a[href="#${id}"]`);
		same(await page.evaluate(() => document.activeElement.id), id,
			`the link of ${id}`);
	}
	await picture(page, "faults");
	await fits(page);
}

// --- the phone --------------------------------------------------------------

// A choice saved by itself, the page closed without its button.
async function leaveInTheMiddle(page) {
	const questions = await asked(page);
	const radio = questions.find((q) => q.type === "radio");
	const saved = page.waitForResponse((r) =>
		r.request().method() === "POST" && r.status() === 200);
	await page.check(`[id="${radio.choices[1].id}"]`);
	await saved;
	const place = page.url();
	await page.context().close();
	return { place, said: `${radio.name}=${radio.choices[1].value}` };
}

// Saved, changed again and sent before the phone heard that it was saved.
async function hurried(page) {
	const place = page.url();
	const radio = (await asked(page)).find((q) => q.type === "radio");
	await answer(page);
	await page.waitForLoadState("networkidle");
	const reached = new Promise((done) => page.route("**/answers/q/*",
		async (route) => {
			if (!route.request().headers()["x-jalon"])
				return route.continue();
			const response = await route.fetch();
			done();
			await new Promise((late) => setTimeout(late, 500));
			await route.fulfill({ response }).catch(() => {});
		}));
	await page.check(`[id="${radio.choices[0].id}"]`);
	await reached;
	await page.check(`[id="${radio.choices[1].id}"]`);
	await send(page);
	same(await page.locator(".faults").count(), 0, "faults of the hurried");
	await page.unrouteAll({ behavior: "ignoreErrors" });
	const next = page.url();
	await page.goto(place);
	that((await checkedOf(page)).includes(
		`${radio.name}=${radio.choices[1].value}`), "the last choice stands");
	await page.goto(next);
}

const told = (page, text) => page.waitForFunction((wanted) =>
	document.querySelector("[data-saved]").textContent.includes(wanted), text);

// On a slow line: what is saved by itself comes to the server `before` ms late,
// and the page hears of it `after` ms later.
const slowly = (page, before, after) => page.route("**/answers/q/*",
	async (route) => {
		if (!route.request().headers()["x-jalon"])
			return route.continue();
		const wait = (ms) => new Promise((late) => setTimeout(late, ms));
		await wait(before);
		const response = await route.fetch().catch(() => null);
		await wait(after);
		if (response) await route.fulfill({ response }).catch(() => {});
	});

const quick = (page) => page.unrouteAll({ behavior: "ignoreErrors" });

// Two choices while the first is still under way: nothing says that they are
// saved, and whatever one does then, the second stands, not called "elsewhere".
async function slow(page, how, act) {
	const place = page.url();
	const radio = (await asked(page)).find((q) => q.type === "radio");
	await page.check(`[id="${radio.choices[2].id}"]`);
	await told(page, "Enregistré à");
	await slowly(page, ...how);
	await page.check(`[id="${radio.choices[0].id}"]`);
	await told(page, "Enregistrement…");
	await page.waitForTimeout(200);
	await page.check(`[id="${radio.choices[1].id}"]`);
	await told(page, "Enregistrement…");
	await act(page);
	same(await page.locator(".faults").count(), 0, "faults on a slow line");
	await page.waitForTimeout(how[0] + how[1] + 200);
	await quick(page);
	await page.goto(place);
	same((await checkedOf(page)).split(" ").find((one) =>
		one.startsWith(`${radio.name}=`)),
	`${radio.name}=${radio.choices[1].value}`, `the last choice, ${how}`);
}

// Typed, and the page read again before that has arrived.
async function reloaded(page) {
	const place = page.url();
	const text = page.locator("details.note textarea").first();
	await page.locator("details.note summary").first().click();
	await slowly(page, 1000, 0);
	await text.fill("tapé, puis rechargé");
	await page.reload();
	same(await text.inputValue(), "tapé, puis rechargé", "after a reload");
	await text.evaluate((one) => { one.closest("details").open = true; });
	await text.fill("tapé, rechargé, corrigé");
	await text.blur();
	await told(page, "Enregistré à");
	await quick(page);
	await text.fill("corrigé encore");
	await send(page);
	same(await page.locator(".faults").count(), 0, "faults of a reload");
	await page.goto(place);
	same(await text.inputValue(), "corrigé encore", "the last that was typed");
	await text.fill("");
	await text.blur();
	await told(page, "Enregistré à");
	await page.goto(place);
}

// The line is slow on the way there, or on the way back; one goes on, or leaves.
async function slowLine(page) {
	for (const how of [[2000, 0], [0, 2000]]) {
		await slow(page, how, send);
		await slow(page, how, () => page.goto(server.base + "/answers"));
	}
	await reloaded(page);
}

// Said when it is saved, and when it is not; what waits is sent again when the
// network is back, and what is typed when the page is left.
async function offline(page) {
	const place = page.url();
	const radio = (await asked(page)).find((q) => q.type === "radio");
	await page.check(`[id="${radio.choices[0].id}"]`);
	await told(page, "Enregistré à");
	await page.context().setOffline(true);
	await page.check(`[id="${radio.choices[1].id}"]`);
	await told(page, "Pas encore enregistré");
	await page.context().setOffline(false);
	await told(page, "Enregistré à");
	const note = page.locator("details.note").first();
	await note.locator("summary").click();
	await note.locator("textarea").fill("tapé, puis la page quittée");
	await page.goto(server.base + "/answers");
	await page.goto(place);
	that((await checkedOf(page)).includes(
		`${radio.name}=${radio.choices[1].value}`), "sent again");
	same(await page.locator("details.note textarea").first().inputValue(),
		"tapé, puis la page quittée", "what was typed when one left");
}

async function agreed(page, purposes) {
	await page.goto(server.base + "/answers/me");
	same((await page.$$eval("main input:checked",
		(all) => all.map((i) => i.name))).join(), purposes.join(),
	"what one agreed to");
}

async function onPhone() {
	let page = await somebody(PHONE, "fr-CA");
	await faultsOfBeginning(page);
	await begin(page, "Quincaillerie du Bas-du-Fleuve");
	await picture(page, "profile");
	await answerOn(page, 3);
	same(at(page), "/answers/applies", "after the profile");
	that(await page.locator("main li").count() > 0, "something applies");
	await picture(page, "applies");
	await fits(page);
	await onward(page);
	same(at(page), "/answers/code", "what applies leads to the code");
	const code = await theCode(page, ["agree_statistics"]);
	that(at(page).startsWith("/answers/q/"), "the code leads on");
	await page.goBack();
	same(at(page), "/answers/applies", "Back, past the code that was noted");
	await agreed(page, ["agree_result", "agree_statistics"]);
	await page.goto(server.base + "/answers");
	await picture(page, "tasks");
	await fits(page);
	await onward(page);
	const left = await leaveInTheMiddle(page);
	page = await somebody(PHONE, "fr-CA");
	await resume(page, code);
	await page.goto(left.place);
	that((await checkedOf(page)).includes(left.said),
		`${left.said} was kept without the button`);
	await hurried(page);
	await slowLine(page);
	await offline(page);
	await answerOn(page, 3);
	same(at(page), "/answers/result", "after the short path");
	that(await page.locator("svg").count() > 0, "the preview has figures");
	await picture(page, "preview");
	await fits(page);
	await page.context().close();
	return code;
}

// --- the laptop -------------------------------------------------------------

async function check(page) {
	await page.goto(server.base + "/answers/check");
	that(await page.locator("dt").count() > 30, "answers to check");
	await picture(page, "check");
	const change = page.locator("dd a").nth(20);
	const target = new URL(await change.getAttribute("href"), page.url());
	await change.click();
	that(await page.locator(target.hash).count() === 1,
		`${target.hash} is on the page that changes it`);
	await page.goto(server.base + "/answers/check");
}

// All of hers is answered: what is left is for who knows the systems, and no
// page sends her back to what she has done.
async function nextForHer(page) {
	same(await page.locator('main a.button[href="/answers/invite"]').count(),
		1, "the result's main button invites");
	await page.goto(server.base + "/answers");
	that((await page.locator("main").innerText()).includes("is complete"),
		"the list says that her part is complete");
	await onward(page);
	same(at(page), "/answers/result", "where the list leads at the end");
}

async function result(page) {
	await onward(page);
	same(at(page), "/answers/result", "after the check");
	await picture(page, "result");
	await nextForHer(page);
	await page.locator('main a[href*="/explain/"]').first().click();
	that(at(page).includes("/explain/"), "a number is explained");
	await picture(page, "explain");
	await page.goto(server.base + "/answers/result/plan");
	that(await page.locator("svg").count() > 0, "the plan has its chart");
	await picture(page, "plan");
	await page.setViewportSize({ width: 390, height: 844 });
	await tablesFit(page);
	await picture(page, "plan-phone");
	await page.setViewportSize(LAPTOP);
	await page.goto(server.base + "/answers/result");
	const kinds = new Set();
	for (const href of await page.$$eval("main a", (all) => all.map((a) =>
		a.getAttribute("href")))) {
		const kind = /\/answers\/result\/[^/?#]+\.(\w+)$/.exec(href);
		if (!kind) continue;
		const file = await page.request.get(server.base + href);
		same(file.status(), 200, href);
		that((await file.body()).length > 100, `${href} holds something`);
		that(file.headers()["content-disposition"]?.startsWith("attachment"),
			`${href} is to keep`);
		kinds.add(kind[1]);
	}
	for (const kind of ["html", "md", "json", "csv"])
		that(kinds.has(kind), `the result as ${kind}`);
}

async function onLaptop(code) {
	const page = await somebody(LAPTOP, "en-CA");
	await resume(page, code);
	same(await langOf(page), "en-CA", "the laptop's language");
	await picture(page, "tasks");
	await onward(page);
	await answer(page, 2);
	await told(page, "Saved at");
	that(!(await page.innerText("[data-saved]")).includes(".."),
		"one period ends what is said of saving");
	await answerOn(page, 2);
	same(at(page), "/answers/check", "after the last section");
	await check(page);
	await result(page);
	await page.goto(server.base + "/answers/me");
	const mine = await page.request.get(server.base + "/answers/me/data.json");
	that((await mine.text()).includes("Anne Roy"), "one's own information");
	const english = await h1(page);
	await page.click("a.language");
	same(await langOf(page), "fr-CA", "the language is changed");
	that(await h1(page) !== english, "so are the words");
	await page.locator('form[action="/answers/leave"] button').click();
	await page.goto(server.base + "/answers");
	same(at(page), "/resume", "after leaving");
	await page.context().close();
}

// --- without JavaScript -----------------------------------------------------

async function twoTabs(page) {
	const other = await page.context().newPage();
	const place = page.url();
	const radio = (await asked(page)).find((q) => q.type === "radio");
	await other.goto(place);
	await answer(page, 2);
	await send(page);
	await answer(other, 4);
	await send(other);
	that(await other.locator(".faults li").count() > 0,
		"an older form is told that the answer is newer");
	await other.goto(place);
	that((await checkedOf(other)).includes(
		`${radio.name}=${radio.choices[1].value}`),
	"an older form changes nothing");
	await other.close();
	await page.goBack();
	same(page.url(), place, "the browser's way back");
	that((await checkedOf(page)).includes(
		`${radio.name}=${radio.choices[1].value}`), "with what was saved");
}

// What is no number is refused, said, and left as it was typed.
async function mistyped(page) {
	await answer(page);
	await page.fill("#staff", "beaucoup");
	await send(page);
	same(await page.locator('.faults a[href="#staff"]').count(), 1,
		"what is no number");
	same(await page.inputValue("#staff"), "beaucoup", "what was typed");
	that((await checkedOf(page)).includes("uses=answer_client"),
		"what was right beside it");
	await picture(page, "mistyped");
}

// To the list before anything applies: the code first, and then the list.
async function leaveAtOnce(page) {
	await page.locator('main button[name="then"]').click();
	same(at(page), "/answers/code", "whoever leaves sees the code");
	await theCode(page);
	same(at(page), "/answers", "the list after the code");
	await page.goBack();
	same(at(page), "/answers/me", "Back to a code that was noted");
	await page.goto(server.base + "/answers");
	await onward(page);
}

async function withoutScript() {
	const page = await somebody(PHONE, "fr-CA", { javaScriptEnabled: false });
	await begin(page, "Meunerie des Érables");
	await leaveAtOnce(page);
	await mistyped(page);
	await answerOn(page, 3);
	same(at(page), "/answers/applies", "after the profile");
	await onward(page);
	await twoTabs(page);
	await answerOn(page, 4);
	same(at(page), "/answers/result", "after the short path");
	await page.goto(server.base + "/answers");
	await onward(page);
	await answerOn(page, 4);
	same(at(page), "/answers/check", "after the sections");
	await onward(page);
	same(at(page), "/answers/result", "after the check");
	await fits(page);
	await page.context().close();
}

// --- by keyboard ------------------------------------------------------------

// Tab, and where one is then: to be seen, and on the screen.
async function tab(page) {
	await page.keyboard.press("Tab");
	const f = await page.evaluate(async () => {
		await new Promise(requestAnimationFrame);
		const e = document.activeElement, box = e.getBoundingClientRect();
		const style = getComputedStyle(e);
		const group = e.name ? [...document.getElementsByName(e.name)] : [];
		return { tag: e.tagName, type: e.type, name: e.name, id: e.id,
			main: e.classList.contains("button"), href: e.href ?? "",
			checked: e.checked, at: group.indexOf(e),
			picked: group.findIndex((i) => i.checked),
			value: e.value,
			outlined: style.outlineStyle !== "none" &&
				parseFloat(style.outlineWidth) >= 2,
			shown: box.bottom > 0 && box.top < innerHeight };
	});
	note(f.tag === "BODY" || (f.outlined && f.shown),
		`${at(page)}: the focus does not show on ${f.tag} ${f.id || f.href}`);
	return f;
}

// The first that is wanted, however many Tabs away.
async function tabTo(page, wanted, what) {
	for (let n = 0; n < 150; n++) {
		const f = await tab(page);
		if (wanted(f)) return f;
	}
	throw new Error(`${at(page)}: no Tab leads to ${what}`);
}

async function press(page, wanted, what) {
	await tabTo(page, wanted, what);
	await Promise.all([page.waitForNavigation(),
		page.keyboard.press("Enter")]);
}

const pressMain = (page) => press(page, (f) => f.main, "the main button");

// One stop of the Tab key on a page of questions.
async function answerByKeys(page, f, question, values) {
	const keys = page.keyboard;
	if (f.type === "radio") {
		const wanted = question.choices.findIndex((c) =>
			values.includes(c.value));
		const from = Math.max(f.picked, 0);
		if (f.picked < 0 && wanted === 0) await keys.press("Space");
		for (let n = from; n < wanted; n++) await keys.press("ArrowDown");
		for (let n = from; n > wanted; n--) await keys.press("ArrowUp");
	} else if (f.type === "select-one") {
		const wanted = question.choices.findIndex((c) =>
			c.value === values[0]);
		await keys.press("Home");
		for (let n = 0; n <= wanted; n++) await keys.press("ArrowDown");
	} else if (f.type === "checkbox") {
		if (f.checked !== values.includes(f.value)) await keys.press("Space");
	} else {
		await keys.press("Control+A");
		await keys.type(values[0]);
	}
}

async function pageByKeys(page) {
	const questions = new Map((await asked(page)).map((q) => [q.name, q]));
	for (let n = 0; n < 200; n++) {
		const f = await tab(page);
		if (f.main) break;
		const question = questions.get(f.name);
		if (question)
			await answerByKeys(page, f, question, chosen(question, 3));
	}
	await Promise.all([page.waitForNavigation(),
		page.keyboard.press("Enter")]);
	same((await page.locator(".faults li").allTextContents()).join(), "",
		`faults at ${at(page)}`);
}

async function byKeyboard() {
	const page = await somebody(LAPTOP, "en-CA");
	await page.goto(server.base + "/");
	const first = await tab(page);
	that(first.href.endsWith("#main"), "the first stop skips the header");
	await page.keyboard.press("Enter");
	await press(page, (f) => f.href.endsWith("/begin"), "the beginning");
	await tabTo(page, (f) => f.name === "client", "the firm");
	await page.keyboard.type("Billetterie du Fleuve");
	await tabTo(page, (f) => f.name === "name", "the name");
	await page.keyboard.type("Jo Roy");
	await tabTo(page, (f) => f.name === "agree_result", "the purpose");
	await page.keyboard.press("Space");
	await pressMain(page);
	for (let n = 0; at(page) !== "/answers/check"; n++) {
		if (at(page).includes("/q/")) await pageByKeys(page);
		else if (at(page) === "/answers/applies") {
			await pressMain(page);
			same(at(page), "/answers/code", "the code, by keyboard");
			await pressMain(page);
		}
		else if (at(page) === "/answers/result") {
			await page.goto(server.base + "/answers");
			await pressMain(page);
		} else throw new Error(`lost at ${at(page)}`);
		that(n < 80, "the questionnaire does not end");
	}
	await pressMain(page);
	same(at(page), "/answers/result", "after the check");
	await press(page, (f) => f.href.includes("/explain/"), "an explanation");
	await press(page, (f) => f.href.endsWith("/answers/result"), "the way back");
	await page.context().close();
}

run(async () => {
	server = await openServer();
	await part("phone and laptop", async () => onLaptop(await onPhone()));
	await part("without JavaScript", withoutScript);
	await part("keyboard", byKeyboard);
	return "a leader finishes on a phone, a laptop, without JavaScript " +
		"and by keyboard";
});
