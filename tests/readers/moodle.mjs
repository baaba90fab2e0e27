// questions.LANG.xml: the structure that Moodle's importer reads.
import { readFileSync } from "node:fs";
import { GRADES, readCurriculum, worth } from "./bank.mjs";
import { comparisons, kid, kids, parseXml, same, squeeze, that, words }
	from "./lib.mjs";

const [out, dir, lang] = process.argv.slice(2);
const bank = readCurriculum(dir, lang);
const quiz = parseXml(readFileSync(`${out}/questions.${lang}.xml`, "utf8"));
const ofType = (type) =>
	kids(quiz, "question").filter((q) => q.attrs.type === type);
const categories = ofType("category"), questions = ofType("multichoice");
const text = (element, name) => kid(kid(element, name), "text").text;
const html = (element, name) => {
	same(kid(element, name).attrs.format, "html", `${name}: format`);
	return words(text(element, name));
};

same(quiz.name, "quiz", "root");
same(categories.length + questions.length, quiz.children.length, "types");
same(categories.map((c) => squeeze(text(c, "category"))),
	bank.modules.filter((m) => m.items.length > 0).map((m) =>
		`$course$/top/${bank.id}.${lang}/${m.id} ` +
		m.title.replace(/\//g, "//")), "categories");
same(questions.map((q) => text(q, "name")), bank.items.map((i) => i.id),
	"names");
questions.forEach((q, n) => {
	const item = bank.items[n];
	const several = item.options.filter((o) => o.right).length > 1;
	const answers = kids(q, "answer");
	const value = (name) => kid(q, name).text;
	same(html(q, "questiontext"), item.stem, `${item.id}: text`);
	same([value("idnumber"), value("single"), value("defaultgrade"),
		value("shuffleanswers"), value("answernumbering")],
	[item.id, String(!several), "1", "true", "abc"], `${item.id}: settings`);
	same(kids(kid(q, "tags"), "tag").map((t) => kid(t, "text").text),
		[item.module, item.objective], `${item.id}: tags`);
	same(answers.map((a) => words(kid(a, "text").text)),
		item.options.map((o) => o.text), `${item.id}: options`);
	same(answers.map((a) => html(a, "feedback")),
		item.options.map((o) => o.feedback), `${item.id}: feedback`);
	same(answers.map((a) => Number(a.attrs.fraction)),
		item.options.map((o) => worth(item, o)), `${item.id}: fractions`);
	that(answers.every((a) => GRADES.includes(
		Math.abs(Number(a.attrs.fraction)))), `${item.id}: grade list`);
});
console.log(`${questions.length} questions, ${comparisons()} comparisons`);
