// A learning platform as small as can be: scorm-again in a page that frames
// the package, both served on the loopback; and Debian's chromium to open it.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { installed, load, that, unzip } from "./lib.mjs";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript",
	css: "text/css", xml: "text/xml" };

// What the platform was told, and what it keeps from one visit to the next.
const PLATFORM = `<!DOCTYPE html><html lang="en"><title>LMS</title>
<script src="/scorm12.js"></script>
<script>
window.calls = [];
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
var kept = JSON.parse(localStorage.getItem("cmi") || "null");
if (kept) API.loadFromJSON(kept, "");
["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"].forEach(
	function (name) {
	var real = API[name];
	API[name] = function (a, b) {
		var said = real.call(API, a, b);
		calls.push([name, a, b, String(said), API.LMSGetLastError()]);
		if (name === "LMSCommit" || name === "LMSFinish")
			keep();
		return said;
	};
});
function keep() {
	var core = API.cmi.core, exit = "";
	/* cmi.core.exit is write-only, for the platform as well. */
	calls.forEach(function (c) { if (c[1] === "cmi.core.exit") exit = c[2]; });
	localStorage.setItem("cmi", JSON.stringify({
		suspend_data: API.cmi.suspend_data,
		core: { entry: exit === "suspend" ? "resume" : "",
			lesson_status: core.lesson_status,
			lesson_location: core.lesson_location,
			lesson_mode: "normal", credit: "credit",
			score: { raw: core.score.raw, min: core.score.min,
				max: core.score.max } } }));
}
</script>
<iframe title="SCO" name="sco" src="/sco/index.html" width="1000"
 height="700"></iframe></html>`;

export async function openPlatform(package_) {
	const files = await unzip(package_);
	const runtime = readFileSync(installed("scorm-again/dist/scorm12.js"));
	const refused = [];
	const server = createServer((request, response) => {
		const name = request.url.replace(/^\/sco\//, "");
		const body = request.url === "/" ? PLATFORM :
			request.url === "/scorm12.js" ? runtime :
			request.url === "/away" ? "<!DOCTYPE html><p>away" :
			files[name];
		if (body === undefined && request.url !== "/favicon.ico")
			refused.push(request.url);
		response.writeHead(body === undefined ? 404 : 200, {
			"content-type": TYPES[name.replace(/.*\./, "")] ||
				TYPES.html });
		response.end(body);
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return { files, refused, close: () => server.close(),
		url: `http://127.0.0.1:${server.address().port}` };
}

export async function openBrowser() {
	const { chromium } = load("playwright-core");
	return chromium.launch({ executablePath: process.env.CHROMIUM,
		args: ["--no-sandbox", "--disable-gpu",
			"--disable-dev-shm-usage"] });
}

// A visitor: a browser profile that reaches nothing but the platform.
export async function openVisitor(browser, platform, options = {}) {
	const context = await browser.newContext({ locale: "en-CA", ...options });
	const strays = [];
	await context.route((url) => url.origin !== platform.url, (route) => {
		strays.push(route.request().url());
		return route.abort();
	});
	const page = await context.newPage();
	const errors = [];
	page.on("pageerror", (error) => errors.push(error.message));
	page.on("console", (message) => {
		// scorm-again warns of what it is; a page of ours never does.
		if (message.type() === "error" &&
		    !message.text().includes("favicon"))
			errors.push(message.text());
	});
	return { context, page, async close() {
		that(errors.length === 0, `browser: ${errors.join("; ")}`);
		that(strays.length === 0, `reached out: ${strays.join(" ")}`);
		await context.close();
	} };
}

// Opens the platform and waits for the page's script.
export async function visit(page, platform) {
	await page.goto(platform.url + "/");
	const sco = page.frame({ name: "sco" });
	await sco.waitForSelector("html.script");
	return sco;
}

// Leaves the package; what the platform was told, in order.
export async function leave(page) {
	await page.evaluate(() => new Promise((done) => {
		const frame = document.querySelector("iframe");
		frame.onload = done;
		frame.src = "/away";
	}));
	return page.evaluate(() => window.calls);
}
