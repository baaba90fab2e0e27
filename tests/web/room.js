// A live room: the consultant's screen and people's phones, each a browser of
// its own, one of them without JavaScript. Three answers show nothing but
// their number; six show how they divide.
"use strict";
const { LAPTOP, PHONE, at, examine, fits, openServer, part, picture, run,
	same, sampleCase, send, setUp, somebody, that } = require("./lib.js");

const ROOM = "/cases/quincaillerie/1/room";
let server;

const numbers = async (page) => [await page.innerText("[data-count]"),
	await page.innerText("[data-people]")].map(Number).join("/");

// Within a few seconds, and without anybody's hand.
async function soon(what, found) {
	for (let n = 0; n < 60; n++) {
		if (await found().catch(() => false)) return;
		await new Promise((later) => setTimeout(later, 200));
	}
	throw new Error(`not within twelve seconds: ${what}`);
}

async function join(code, more) {
	const page = await somebody(PHONE, "fr-CA", more);
	await page.goto(server.base + "/");
	await page.click('main a[href="/room"]');
	await page.fill("#code", "ZZZZ");
	await send(page);
	that(await page.locator(".faults li").count() > 0, "a wrong code");
	await page.fill("#code", code.toLowerCase());
	await send(page);
	same(at(page), "/room/seat", "where the code leads");
	return page;
}

// The question comes to the phone by itself.
async function comes(page, question) {
	await soon(`${question} on a phone`, async () => await page.locator(
		`input[name="question"][value="${question}"]`).count() > 0);
}

async function say(page, question, value) {
	await comes(page, question);
	same(await page.locator("input:checked").count(), 0, "nothing is chosen");
	await page.check(`input[name="value"][value="${value}"]`);
	await send(page);
	same(await page.locator(".faults").count(), 0, "the answer is taken");
}

async function ask(screen, question) {
	await screen.goto(`${server.base}${screen.place}/questions`);
	await screen.click(`main a[href$="/questions/${question}"]`);
	await send(screen);
	same(at(screen), screen.place, "the question is asked");
	that(await screen.locator("figure, table").count() === 0,
		"nothing shows before it closes");
}

async function openRoom() {
	const screen = await somebody(LAPTOP, "fr-CA");
	await screen.goto(server.first);
	await setUp(screen);
	await screen.goto(server.base + ROOM);
	await send(screen);
	screen.place = at(screen);
	that(screen.place.startsWith(`${ROOM}/`), "the room is open");
	screen.code = (await screen.innerText(".room-code")).trim();
	that(await screen.locator("svg").count() > 0, "the QR code of the room");
	await picture(screen, "waiting");
	await examine(screen, "screen");
	return screen;
}

async function three(screen, phones) {
	await soon("three seats on the screen", async () =>
		Number(await screen.innerText("[data-people]")) === 3);
	await ask(screen, "ai_policy");
	await say(phones[0], "ai_policy", 2);
	await soon("one answer", async () => await numbers(screen) === "1/3");
	await comes(phones[1], "ai_policy");
	await examine(phones[1], "phone");
	await fits(phones[1]);
	await say(phones[1], "ai_policy", 4);
	// Without JavaScript its page has asked for itself again.
	await say(phones[2], "ai_policy", 3);
	await soon("three answers", async () => await numbers(screen) === "3/3");
	await picture(screen, "asking");
	await examine(screen, "screen");
	await send(screen);
	that(await screen.locator("main table").count() === 0,
		"under five nothing shows");
	await soon("a phone hears that it is closed", async () =>
		await phones[0].locator("[data-moment^=closed]").count() === 1);
	that(await phones[0].locator("main table").count() === 0,
		"nor on the phones");
}

async function six(screen, phones) {
	await ask(screen, "data_forbidden");
	for (const [n, page] of phones.entries())
		await say(page, "data_forbidden", 1 + n % 3);
	// Whoever thinks again counts once.
	await phones[0].click('main a[href*="change="]');
	await phones[0].check('input[name="value"][value="2"]');
	await send(phones[0]);
	await soon("six answers", async () => await numbers(screen) === "6/6");
	await send(screen);
	that(await screen.locator("main table").count() > 0, "six answers show");
	const table = await screen.locator("main table").innerText();
	// 1, 2, 3, 1, 2, 3, the first of them changed into 2.
	const counts = (await screen.$$eval("main table tbody tr", (rows) =>
		rows.map((row) => row.lastElementChild.innerText.trim())))
		.map((text) => parseInt(text, 10));
	same(counts.slice(0, 5).join(), "1,3,2,0,0", `how they divide: ${table}`);
	await picture(screen, "spread");
	await examine(screen, "screen");
	await soon("a phone shows them too", async () =>
		await phones[0].locator("main table").count() > 0);
	await picture(phones[0], "spread");
	await fits(phones[0]);
	await examine(phones[0], "phone");
}

async function agree(screen) {
	const form = screen.locator('form[action$="/consensus"]');
	await form.locator("button.button").click();
	that(await screen.locator(".faults li").count() > 0,
		"a consensus without value or reason");
	await screen.check('input[name="value"][value="2"]');
	await screen.fill("#reason", "Vu ensemble dans la salle.");
	await Promise.all([screen.waitForNavigation(),
		form.locator("button.button").click()]);
	await screen.goto(`${server.base}/cases/quincaillerie/1/decisions`);
	that((await screen.innerText("main")).includes("Vu ensemble dans la salle"),
		"the consensus is among the decisions");
}

async function end(screen, phones) {
	await screen.goto(`${server.base}${screen.place}/end`);
	await send(screen);
	await soon("a phone hears that it is over", async () =>
		await phones[0].locator("form, [data-room]").count() === 0);
	const late = await somebody(PHONE, "fr-CA");
	await late.goto(server.base + "/room");
	await late.fill("#code", screen.code);
	await send(late);
	that(await late.locator(".faults li").count() > 0,
		"the code of a room that is over");
}

async function room() {
	const screen = await openRoom();
	const phones = [await join(screen.code), await join(screen.code),
		await join(screen.code, { javaScriptEnabled: false })];
	await three(screen, phones);
	for (let n = 0; n < 3; n++) phones.push(await join(screen.code));
	await six(screen, phones);
	await agree(screen);
	await end(screen, phones);
}

run(async () => {
	sampleCase("quincaillerie");
	server = await openServer();
	await part("room", room);
	return "a screen and six phones in a live room";
});
