// What the readers' scripts share. READERS is the folder where npm installed
// the packages of package.json.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
	console.error(error.message);
	process.exit(1);
});

const require = createRequire(process.env.READERS + "/package.json");

export const load = (name) => require(name);
export const installed = (path) => `${process.env.READERS}/node_modules/${path}`;
export const loadModule = (name) =>
	import(pathToFileURL(require.resolve(name)).href);

let count = 0;

export function same(found, expected, where) {
	const a = JSON.stringify(found), b = JSON.stringify(expected);
	count++;
	if (a !== b)
		throw new Error(`${where}\n  found    ${a}\n  expected ${b}`);
}

export function that(truth, where) {
	count++;
	if (!truth) throw new Error(where);
}

export const comparisons = () => count;

// The entries of a zip by name, as text unless `bytes`.
export async function unzip(path, bytes = []) {
	const zip = await loadModule("@zip.js/zip.js");
	const reader = new zip.ZipReader(new zip.BlobReader(
		new Blob([readFileSync(path)])));
	const files = {};
	for (const entry of await reader.getEntries())
		files[entry.filename] = await entry.getData(
			bytes.includes(entry.filename) ?
				new zip.Uint8ArrayWriter() : new zip.TextWriter());
	return files;
}

// --- text -------------------------------------------------------------------

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'",
	"#37": "%" };

export const decode = (text) =>
	text.replace(/&([#\w]+);/g, (whole, name) => {
		if (!(name in ENTITIES)) throw new Error(`entity ${whole}`);
		return ENTITIES[name];
	});

// Spaces and quotation marks are the language's: what is compared is words.
export const squeeze = (text) =>
	text.replace(/[\s\u00A0]+/g, " ").replace(/\u2019/g, "'")
		.replace(/[\u201C\u201D]/g, '"').trim();

// The words of HTML: blocks stand apart, inlines do not.
export function words(html) {
	const inline = /<\/?(em|strong|code|a|sup)\b[^>]*>/g;
	return squeeze(decode(html.replace(inline, "").replace(/<[^>]*>/g, " ")));
}

// --- XML, as small as what is read here --------------------------------------

// {name, attrs, children, text}; the text is that of the whole element.
export function parseXml(source) {
	const root = { name: "", attrs: {}, children: [], text: "" };
	const open = [root];
	const token = /<\?[^]*?\?>|<!DOCTYPE[^>]*>|<(\/?)([\w:.-]+)([^>]*?)(\/?)>|([^<]+)/gy;
	let match, end = 0;
	while ((match = token.exec(source)) !== null) {
		const [, close, name, attrs, empty, text] = match;
		end = token.lastIndex;
		if (text !== undefined) {
			for (const element of open) element.text += decode(text);
		} else if (close) {
			const last = open.pop();
			if (last.name !== name)
				throw new Error(`</${name}> closes <${last.name}>`);
		} else if (name) {
			const element = { name, attrs: {}, children: [], text: "" };
			for (const [, key, value] of
				attrs.matchAll(/([\w:.-]+)="([^"]*)"/g))
				element.attrs[key] = decode(value);
			open.at(-1).children.push(element);
			if (!empty) open.push(element);
		}
	}
	if (end !== source.length || open.length !== 1)
		throw new Error(`XML stops at ${end} of ${source.length}`);
	return root.children[0];
}

export const all = (element, name) =>
	element.children.flatMap((child) =>
		(child.name === name ? [child] : []).concat(all(child, name)));
export const kids = (element, name) =>
	element.children.filter((child) => child.name === name);
export const kid = (element, name) => kids(element, name)[0];
