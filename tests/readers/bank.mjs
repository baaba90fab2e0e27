// Reads a curriculum's questions and cards a second time, line by line, with
// none of Jalon's code: what the exports are compared with.
import { readFileSync } from "node:fs";
import { squeeze } from "./lib.mjs";

const lines = (path) => readFileSync(path, "utf8").split("\n");

// The value of `key: value` on a line of YAML; a folded one goes on below.
function yaml(all, n) {
	const [, indent, value] = all[n].match(/^(\s*)(?:- )?\w+: (.*)/);
	if (value.startsWith('"')) return JSON.parse(value);
	if (!/^>-?$/.test(value)) return value.replace(/^'(.*)'$/, "$1");
	const rest = all.slice(n + 1);
	const end = rest.findIndex((line) => line.trim() !== "" &&
		line.search(/\S/) <= indent.length);
	return squeeze(rest.slice(0, end).join(" "));
}

// The source of each fact, by id: one title, or a line for each language.
function readFacts(dir, lang) {
	const sources = {};
	const all = lines(dir + "/facts.yaml");
	let id = "", described = false;
	all.forEach((line, n) => {
		if (/^\s*- id: /.test(line)) id = yaml(all, n);
		if (/^\s*source: /.test(line)) sources[id] = yaml(all, n);
		if (/^    \w/.test(line)) described = /^    source:\s*$/.test(line);
		if (described && line.startsWith(`      ${lang}: `))
			sources[id] = yaml(all, n);
	});
	return sources;
}

// One line of Markdown as words. Code keeps its signs.
function inline(text, facts) {
	return text.split(/(`[^`]*`)/).map((part) => {
		if (part.startsWith("`")) return part.slice(1, -1);
		return part
			.replace(/\[\^(\w+)\]/g, (w, id) => ` (${facts[id]})`)
			.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
			.replace(/\*\*|(?<!\w)_|_(?!\w)|\*/g, "")
			.replace(/\\([^\w\s])/g, "$1");
	}).join("");
}

// Several lines as words: code blocks, lists and tables lose their marks.
export function plain(block, facts) {
	let code = false;
	return squeeze(block.map((line) => {
		if (/^\s*(~~~|```)/.test(line)) {
			code = !code;
			return "";
		}
		if (code) return line;
		return inline(line.replace(/^\s*(-|\d+\.)\s/, ""), facts);
	}).join("\n"));
}

function readBank(path, facts) {
	const items = [];
	let item, option, yaml = false;
	for (const line of lines(path)) {
		const head = line.match(/^## `(\w+)`/);
		const tick = line.match(/^- \[([x ])\] (.*)/);
		const objective = line.match(/^objective: (\w+)/);
		if (/^(```|~~~)yaml/.test(line)) yaml = true;
		else if (yaml && /^(```|~~~)/.test(line)) yaml = false;
		else if (yaml) item.objective = objective ? objective[1] : item.objective;
		else if (head) {
			item = { id: head[1], stem: [], options: [] };
			option = null;
			items.push(item);
		} else if (tick) {
			option = { right: tick[1] === "x", text: [tick[2]],
				feedback: [] };
			item.options.push(option);
		} else if (/^  >/.test(line)) {
			option.feedback.push(line.slice(4));
		} else if (item) {
			(option ? option.text : item.stem).push(line);
		}
	}
	return items.map((i) => ({ ...i, stem: plain(i.stem, facts),
		options: i.options.map((o) => ({ right: o.right,
			text: plain(o.text, facts),
			feedback: plain(o.feedback, facts) })) }));
}

function readCards(path, facts) {
	const cards = [];
	let inside = false;
	for (const line of lines(path)) {
		const card = line.match(/^- `(\w+)` (.*)/);
		if (/^::: flashcards/.test(line)) inside = true;
		else if (/^:::/.test(line)) inside = false;
		else if (inside && card)
			cards.push({ id: card[1], front: plain([card[2]], facts),
				back: [] });
		else if (inside && /^  >/.test(line))
			cards.at(-1).back.push(line.slice(4));
	}
	return cards.map((c) => ({ ...c, back: plain(c.back, facts) }));
}

function readTitle(path) {
	const all = lines(path);
	return squeeze(yaml(all, all.findIndex((l) => l.startsWith("title: "))));
}

export function readCurriculum(dir, lang) {
	const all = lines(dir + "/curriculum.yaml");
	const value = (key) =>
		yaml(all, all.findIndex((line) => line.startsWith(key + ": ")));
	const ids = value("modules").replace(/[[\]]/g, "").split(/,\s*/);
	const version = value("version");
	const facts = readFacts(dir, lang);
	const modules = ids.map((id) => {
		const at = `${dir}/${id}`;
		const first = readBank(`${at}/bank.fr.md`, facts);
		const items = readBank(`${at}/bank.${lang}.md`, facts);
		// Only the first language says which objective is served.
		items.forEach((item, n) => { item.objective = first[n].objective; });
		return { id, items, title: readTitle(`${at}/module.${lang}.md`),
			cards: readCards(`${at}/module.${lang}.md`, facts) };
	});
	return { id: dir.replace(/.*\//, ""), lang, version, modules,
		items: modules.flatMap((m) => m.items.map((i) => ({ ...i,
			module: m.id }))) };
}

// Moodle's list of grades, per cent; others are refused when imported.
export const GRADES = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40,
	33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0];

// What an option is worth: right ones share 100, wrong ones cost as much.
export function worth(item, option) {
	const right = item.options.filter((o) => o.right).length;
	const share = option.right ? right : item.options.length - right;
	if (right === 1) return option.right ? 100 : 0;
	return (option.right ? 1 : -1) * Math.round(1e7 / share) / 1e5;
}
