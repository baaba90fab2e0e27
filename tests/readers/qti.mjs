// questions.LANG.qti.zip: manifest, test and items, and what the response
// processing gives. Writes the files under the fourth argument for xmllint.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readCurriculum } from "./bank.mjs";
import { all, comparisons, kid, kids, parseXml, same, that, unzip, words }
	from "./lib.mjs";

const [out, dir, lang, unpacked] = process.argv.slice(2);
const bank = readCurriculum(dir, lang);
const files = await unzip(`${out}/questions.${lang}.qti.zip`);
for (const [name, text] of Object.entries(files)) {
	mkdirSync(dirname(`${unpacked}/${name}`), { recursive: true });
	writeFileSync(`${unpacked}/${name}`, text);
}

const manifest = parseXml(files["imsmanifest.xml"]);
const resources = all(manifest, "resource");
const listed = all(manifest, "file").map((f) => f.attrs.href);
same(listed.concat("imsmanifest.xml").sort(), Object.keys(files).sort(),
	"files of the manifest");
same(all(manifest, "dependency").map((d) => d.attrs.identifierref),
	resources.slice(1).map((r) => r.attrs.identifier), "dependencies");

const test = parseXml(files["test.xml"]);
const refs = all(test, "assessmentItemRef");
same(refs.map((r) => r.attrs.href), bank.items.map((i) => `items/${i.id}.xml`),
	"items of the test");
same(all(test, "assessmentSection").map((s) => s.attrs.identifier),
	bank.modules.filter((m) => m.items.length > 0).map((m) => m.id), "sections");

// The markup of an element's inside, from the file's text.
const inside = (text, pattern) => words(text.match(pattern)[1]);

bank.items.forEach((item) => {
	const text = files[`items/${item.id}.xml`];
	const root = parseXml(text);
	const several = item.options.filter((o) => o.right).length > 1;
	const ids = item.options.map((o, n) => "ABCDEFGH"[n]);
	const interaction = all(root, "choiceInteraction")[0];
	const response = kid(root, "responseDeclaration").attrs;
	same([root.attrs.identifier, root.attrs["xml:lang"]],
		[item.id, `${lang}-CA`], `${item.id}: attributes`);
	same([response.cardinality, interaction.attrs.maxChoices],
		several ? ["multiple", "0"] : ["single", "1"], `${item.id}: kind`);
	same(all(kid(root, "responseDeclaration"), "value").map((v) => v.text),
		ids.filter((id, n) => item.options[n].right), `${item.id}: right`);
	same(inside(text, /<itemBody>([^]*?)<simpleChoice/), item.stem,
		`${item.id}: stem`);
	ids.forEach((id, n) => {
		same(inside(text, RegExp(`<simpleChoice identifier="${id}">` +
			"([^]*?)</simpleChoice>")), item.options[n].text,
		`${item.id}: option ${id}`);
		same(inside(text, RegExp(`<modalFeedback [^>]*identifier="${id}"` +
			"[^>]*>([^]*?)</modalFeedback>")), item.options[n].feedback,
		`${item.id}: feedback ${id}`);
	});
	// <match> of the response and the right one gives 1, else 0; the
	// feedback is what was chosen.
	const [condition, feedback] = kid(root, "responseProcessing").children;
	same(condition.children.map((c) => c.name + c.text.trim()),
		["responseIf1", "responseElse0"], `${item.id}: score`);
	same(kid(condition.children[0], "match").children.map((c) => c.name +
		" " + c.attrs.identifier), ["variable RESPONSE", "correct RESPONSE"],
	`${item.id}: match`);
	same([feedback.attrs.identifier, feedback.children[0].attrs.identifier],
		["FEEDBACK", "RESPONSE"], `${item.id}: feedback rule`);
	that(kids(root, "modalFeedback").every((m) =>
		m.attrs.outcomeIdentifier === "FEEDBACK"), `${item.id}: outcome`);
});
console.log(`${bank.items.length} items, ${comparisons()} comparisons`);
