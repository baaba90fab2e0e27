// 400 questions of eight options, all of them ticked: does what SCORM keeps
// stay under its 4,096 characters, and does every answer come back?
//
//	node worst.mjs write DIR	the curriculum
//	node worst.mjs read OUT		its package, in the platform
import { mkdirSync, writeFileSync } from "node:fs";
import { comparisons, same, that } from "./lib.mjs";
import { leave, openBrowser, openPlatform, openVisitor, visit } from "./lms.mjs";

const MODULES = 20, ITEMS = 20, OPTIONS = 8;
const [mode, path] = process.argv.slice(2);
const range = (n, f) => Array.from({ length: n }, (_, i) => f(i));

const curriculum = (modules) => `version: 1.0.0
languages: [fr]
title: {fr: Le pire cas}
questionnaire: ia-pme
modules: [${modules.join(", ")}]
frame: {welcome: 5, closing: 5, break: 15, work: 90, lunch: 60, half_day: 270}
audiences:
  mixed: {text: {fr: Tous}, path: [${modules.join(", ")}]}
support: {fr: le 811}
`;
const module_ = (id) => `---
title: Module ${id}
purpose: Compter.
artifact: Un nombre
requires: []
serves:
  people.roles: {from: 1, to: 2}
objectives:
  count: apply
minutes: {teaching: 0, exercises: 10}
people: {min: 1, max: 20}
materials: [Papier]
---

::: objectives
- \`count\` Compter.
:::

::: discussion {id=talk minutes=10}
### Parler

De nombres.
:::

::: keypoints
- Un nombre.
:::
`;
// Seven of eight are right.
const item = (id) => `## \`${id}\`

Cochez les sept premières.

${range(OPTIONS, (o) => `- [${o < OPTIONS - 1 ? "x" : " "}] Option ${o}
  > Réponse ${o}.
`).join("")}
\`\`\`yaml
objective: count
\`\`\`
`;

function write() {
	const modules = range(MODULES, (m) => `m${m + 1}`);
	mkdirSync(path, { recursive: true });
	writeFileSync(`${path}/curriculum.yaml`, curriculum(modules));
	writeFileSync(`${path}/facts.yaml`, "facts: []\n");
	for (const id of modules) {
		mkdirSync(`${path}/${id}`, { recursive: true });
		writeFileSync(`${path}/${id}/module.fr.md`, module_(id));
		writeFileSync(`${path}/${id}/bank.fr.md`, "# Questions\n\n" +
			range(ITEMS, (n) => item(`${id}_q${n}`)).join("\n"));
	}
}

async function read() {
	const platform = await openPlatform(`${path}/quiz.fr.scorm.zip`);
	const browser = await openBrowser();
	const visitor = await openVisitor(browser, platform);
	try {
		let sco = await visit(visitor.page, platform);
		await sco.evaluate(() => {
			document.querySelectorAll("input").forEach((i) => i.click());
			document.querySelectorAll("form button").forEach((b) =>
				b.click());
		});
		const calls = await leave(visitor.page);
		const data = calls.filter((c) => c[1] === "cmi.suspend_data");
		const longest = Math.max(...data.map((c) => c[2].length));
		same(data.length, MODULES * ITEMS, "each answer is kept at once");
		that(data.every((c) => c[3] === "true"), "accepted");
		that(longest <= 4096, `${longest} characters`);
		// By hand: 1.DIGEST88. and two characters for eight options.
		same(longest, 11 + 2 * MODULES * ITEMS, "characters");
		sco = await visit(visitor.page, platform);
		same(await sco.$$eval("input:checked", (all) => all.length),
			MODULES * ITEMS * OPTIONS, "answers that came back");
		await visitor.close();
		console.log(`${longest} characters of 4096 for ` +
			`${MODULES * ITEMS} questions, ${comparisons()} comparisons`);
	} finally {
		await browser.close();
		platform.close();
	}
}

if (mode === "write") write();
else await read();
