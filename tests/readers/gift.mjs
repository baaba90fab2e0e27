// questions.LANG.gift, read by gift-pegjs.
import { readFileSync } from "node:fs";
import { GRADES, readCurriculum, worth } from "./bank.mjs";
import { comparisons, load, same, that, words, squeeze } from "./lib.mjs";

const [out, dir, lang] = process.argv.slice(2);
const bank = readCurriculum(dir, lang);
const text = readFileSync(`${out}/questions.${lang}.gift`, "utf8");
const parsed = load("gift-pegjs").parse(text);
const questions = parsed.filter((q) => q.type !== "Category");
const categories = parsed.filter((q) => q.type === "Category");

same(categories.map((c) => squeeze(c.title)),
	bank.modules.filter((m) => m.items.length > 0).map((m) =>
		`${bank.id}.${lang}/${m.id} ${m.title.replace(/\//g, "//")}`),
	"categories");
same(questions.map((q) => q.title), bank.items.map((i) => i.id), "titles");
questions.forEach((q, n) => {
	const item = bank.items[n];
	const several = item.options.filter((o) => o.right).length > 1;
	same(q.type, "MC", `${item.id}: type`);
	same([q.id, q.tags], [item.id, [item.module, item.objective]],
		`${item.id}: id and tags`);
	same(q.stem.format, "html", `${item.id}: format`);
	same(words(q.stem.text), item.stem, `${item.id}: stem`);
	same(q.choices.map((c) => words(c.text.text)),
		item.options.map((o) => o.text), `${item.id}: options`);
	same(q.choices.map((c) => c.feedback ? words(c.feedback.text) : ""),
		item.options.map((o) => o.feedback), `${item.id}: feedback`);
	q.choices.forEach((c, o) => {
		const option = item.options[o];
		if (several) {
			same(Number(c.weight), worth(item, option),
				`${item.id}: weight ${o}`);
			that(GRADES.includes(Math.abs(Number(c.weight))),
				`${item.id}: Moodle has no grade ${c.weight}`);
		} else {
			same([c.isCorrect, c.weight], [option.right, null],
				`${item.id}: right ${o}`);
		}
	});
});
// A line end of a program is not lost.
that(!bank.items.some((i) => i.id === "long_stem") ||
	questions[1].stem.text.includes("{\n\n\tb = "), "line ends in code");
console.log(`${questions.length} questions, ${comparisons()} comparisons`);
