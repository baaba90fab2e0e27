// cards.LANG.apkg, read by anki-reader; the database checked by sql.js.
import { readFileSync } from "node:fs";
import { readCurriculum } from "./bank.mjs";
import { comparisons, load, loadModule, same, squeeze, that, unzip, words }
	from "./lib.mjs";

const [out, dir, lang] = process.argv.slice(2);
const bank = readCurriculum(dir, lang);
const path = `${out}/cards.${lang}.apkg`;
const { readAnkiPackage } = await loadModule("anki-reader");
const { collection, media } =
	await readAnkiPackage(new Blob([readFileSync(path)]));
const wanted = bank.modules.flatMap((m) => m.cards.map((c) => ({ ...c,
	module: m.id })));

same(collection.getVersion(), 11, "schema");
same(Object.keys(media), [], "media");
const decks = Object.values(collection.getDecks());
const deck = decks.find((d) => Object.keys(d.getCards()).length > 0);
const cards = Object.values(deck.getCards());
const byFront = new Map(cards.map((c) => [words(c.getFront()), c]));
same(decks.length, 2, "the default deck and ours");
same(cards.length, wanted.length, "cards");
for (const card of wanted) {
	const found = byFront.get(card.front);
	that(found, `no card «${card.front}»`);
	same(words(found.getBack()), card.back, `${card.id}: back`);
}

const SQL = await load("sql.js")();
const files = await unzip(path, ["collection.anki2"]);
const db = new SQL.Database(files["collection.anki2"]);
const rows = (sql) => db.exec(sql)[0].values;
same(rows("PRAGMA integrity_check"), [["ok"]], "integrity");
same(rows("SELECT n.guid, n.tags, c.due FROM notes n " +
	"JOIN cards c ON c.nid = n.id ORDER BY c.due"),
wanted.map((c, n) => [`${bank.id}/${c.module}/${c.id}/${lang}`,
	` ${c.module} `, n + 1]), "guids, tags, order");
const [major, minor, patch] = bank.version.split(".").map(Number);
// A later version replaces the texts of an earlier one.
same(rows("SELECT DISTINCT mod FROM notes"), [[Date.UTC(2025, 0, 1) / 1000 +
	(major * 1000 + minor) * 1000 + patch]], "date of the version");
// Anki refuses ids of the future, and ids are milliseconds.
that(rows("SELECT max(id) FROM notes")[0][0] < Date.UTC(2018, 0, 1), "ids");
const models = JSON.parse(rows("SELECT models FROM col")[0][0]);
same(rows("SELECT DISTINCT mid FROM notes").map((r) => String(r[0])),
	Object.keys(models), "note types");
console.log(`${cards.length} cards of «${squeeze(deck.getName())}», ` +
	`${comparisons()} comparisons`);
