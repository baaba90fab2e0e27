/*
 * Answers from tables, and to tables. A row is a CSV text read against the
 * pack below; `want` describes what was kept, or lists the mistakes as
 * LINE:COLUMN slug. One mistake a file is in tests/bad/table, read against
 * tests/bad/base; its expectations are its last lines, taken off before it is
 * read:
 *
 *	# expect: LINE:COLUMN slug
 *
 * What is written is read back with format/csv.h and held against the fields
 * of the score, and answers at random must survive the round trip.
 *
 *	test_answers_table [TESTS]	the folder tests/, by default the
 *					current one's
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bad_case.h"
#include "doc/form.h"
#include "doc/tables.h"
#include "format/csv.h"
#include "model/answers_table.h"
#include "small_pack.h"

#ifndef TESTS_DIR
#define TESTS_DIR "tests"
#endif

static const char *tests_dir = TESTS_DIR;
static struct arena *keep;
static struct pack *pack, *base, *shipped;

#define ASKED(id, more) "      - {id: " id ", " more "}\n"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr, en]\ntitle: {fr: Essai, en: Trial}\n"
    "renamed: {reach_old: reach}\nsections:\n  - id: s\n"
    "    title: {fr: s, en: s}\n    questions:\n"
    ASKED("people", "type: number, from_client: staff, min: 1, max: 5000, "
	  "for: [leaders, experts], text: {fr: Combien?, en: How many?}")
    ASKED("part", "type: number, min: 0, max: 1, for: [leaders, experts], "
	  "text: {fr: 'Quelle part?', en: 'What share?'}, unit: {fr: part, "
	  "en: share}")
    ASKED("price", "type: number, for: [leaders, experts, staff], "
	  "text: {fr: '- Quel prix?', en: '=What price?'}")
    ASKED("contacts", "type: number, min: 0, max: 1000000, "
	  "text: {fr: Demandes?, en: Requests?}")
    ASKED("reach", "type: level, for: [leaders, staff, experts], na_when: "
	  "true, code: Q1, text: {fr: Joint-on quelqu'un?, en: Can people "
	  "reach someone?}, options: [{fr: Non., en: 'No.'}, {fr: Rarement., "
	  "en: Rarely.}, {fr: 'Parfois, ou à l''œil.', en: Sometimes.}, "
	  "{fr: Souvent., en: Often.}, {fr: Toujours., en: Always.}]")
    ASKED("often", "type: single, for: [leaders, staff, experts], na_when: "
	  "true, when: 'price != 7', text: {fr: Souvent?, en: Often?}, "
	  "options: [{id: never, points: 1, text: {fr: Jamais, en: Never}}, "
	  "{id: always, points: 5, text: {fr: Toujours, en: Always}}, "
	  "{id: unsure, text: {fr: Je ne sais pas, en: I don't know}}, "
	  "{id: twin, text: {fr: Pareil, en: Same}}, "
	  "{id: double, text: {fr: Pareil, en: Alike}}, "
	  "{id: asked, text: {fr: '?', en: '?'}}]")
    ASKED("uses", "type: multiple, for: [leaders, staff, experts], na_when: "
	  "true, text: {fr: Quels usages?, en: Which uses?}, options: ["
	  "{id: write, points: 2, text: {fr: 'Rédiger; traduire', en: "
	  "Write}}, {id: sort, points: 1.5, text: {fr: 'Trier, classer', "
	  "en: Sort}}, {id: none, exclusive: true, text: {fr: Aucun, "
	  "en: None}}]")
    ASKED("bot", "type: boolean, for: [leaders, experts, staff], points: "
	  "{if_true: 5, if_false: 1}, text: {fr: Un robot?, en: A bot?}")
    ASKED("sure", "type: boolean, dont_know: false, points: {if_true: 5, "
	  "if_false: 1}, text: {fr: Certain?, en: Sure?}")
    ASKED("since", "type: date, for: [leaders, experts], text: {fr: Depuis "
	  "quand?, en: Since when?}")
    ASKED("remarks", "type: text, for: [leaders, staff, experts], na_when: "
	  "true, text: {fr: Autre chose?, en: Anything else?}")
    ASKED("twin_a", "type: text, text: {fr: Jumelle?, en: Twin?}")
    ASKED("twin_b", "type: text, text: {fr: Jumelle?, en: Twin?}");

static const char rubric[] =
    "# Grille\n\n```yaml\nlevels: {1: {fr: a, en: a}, 2: {fr: b, en: b}, "
    "3: {fr: c, en: c}, 4: {fr: d, en: d}, 5: {fr: e, en: e}}\n"
    "bands: {2: 1.8, 3: 2.6, 4: 3.4, 5: 4.2}\nround: {places: 3, half: up}\n"
    "```\n\n## `care` Soin\n\nS.\n\n```yaml\nweight: 1\ntarget: 4\n```\n\n"
    "### `care.reach` Joindre\n\nJ.\n\n```yaml\nquestions: [reach, often, "
    "sure]\n```\n\n### `care.bot` =Robot\n\nR.\n\n```yaml\n"
    "questions: [bot, uses]\n```\n\n## `rest` Reste\n\nR.\n\n```yaml\n"
    "weight: 2\n```\n\n"
    "### `rest.none` Rien\n\nR.\n\n```yaml\nquestions: [remarks]\n```\n\n"
    "## Préalables\n\n### `no_bot` Sans robot\n\nP.\n\n```yaml\n"
    "gate:\n  when: not bot\n  cap: {overall: 1}\n```\n";

/* --- describing ---------------------------------------------------------- */

/* Beyond six decimals, the fraction. */
static void write_number(struct buf *out, struct ratio n)
{
	n = ratio_reduce(n);
	ratio_write(out, n, -1);
	if (ratio_cmp(ratio_round(n, 6, ROUND_HALF_UP), n) != 0)
		buf_fmt(out, "~%lld/%lld", (long long)n.num, (long long)n.den);
}

static void write_value(struct buf *out, const struct question *q,
			const struct answer *x)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		buf_int(out, x->choice + 1);
		break;
	case QUESTION_SINGLE:
		buf_str(out, q->options[x->choice].id);
		break;
	case QUESTION_MULTIPLE:
		for (uint32_t i = 0; i < q->option_count; i++)
			if ((x->chosen >> i & 1) != 0)
				buf_fmt(out, "+%.*s",
					STR_ARGS(q->options[i].id));
		break;
	case QUESTION_BOOLEAN:
		buf_text(out, x->truth ? "true" : "false");
		break;
	case QUESTION_NUMBER:
		write_number(out, x->number);
		break;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		buf_str(out, x->text);
		break;
	}
}

static void write_answer(struct buf *out, const struct question *q,
			 const struct answer *x)
{
	if (x->kind == ANSWER_MISSING && x->note.len == 0)
		return;
	buf_fmt(out, " %.*s=", STR_ARGS(q->id));
	if (x->kind == ANSWER_DONT_KNOW)
		buf_char(out, '?');
	else if (x->kind == ANSWER_NA)
		buf_fmt(out, "na:%.*s", STR_ARGS(x->reason));
	else if (x->kind == ANSWER_VALUE)
		write_value(out, q, x);
	if (x->note.len > 0)
		buf_fmt(out, " (%.*s)", STR_ARGS(x->note));
}

static void write_set(struct buf *out, const struct pack *p,
		      const struct answer_set *set)
{
	buf_text(out, set->agreed ? "agreed" : group_name(set->group));
	if (set->respondent.len > 0)
		buf_fmt(out, " %.*s", STR_ARGS(set->respondent));
	buf_text(out, set->together ? " together:" : ":");
	for (uint32_t i = 0; i < p->question_count; i++)
		write_answer(out, &p->questions[i], &set->answers[i]);
}

/* Sets in order; without those of members of the staff if `named`. */
static struct str describe(struct arena *a, const struct pack *p,
			   const struct answers *x, bool named)
{
	struct buf out = buf_make(a);

	for (uint32_t i = 0; i < x->set_count; i++) {
		const struct answer_set *set = &x->sets[i];

		if (named && set->group == GROUP_STAFF && !set->together &&
		    !set->agreed)
			continue;
		buf_text(&out, out.len == 0 ? "" : " ; ");
		write_set(&out, p, set);
	}
	if (x->date.len > 0)
		buf_fmt(&out, " | %.*s", STR_ARGS(x->date));
	return buf_view(&out);
}

static struct str places(struct arena *a, const struct diags *d)
{
	struct buf out = buf_make(a);

	for (size_t i = 0; i < d->count; i++) {
		struct place place = span_place(d->items[i].span);

		buf_fmt(&out, "%s%u:%u %s", i > 0 ? " " : "", place.line,
			place.column, message_slug(d->items[i].message));
		if (d->items[i].suggestion.len > 0)
			buf_fmt(&out, " (%.*s)",
				STR_ARGS(d->items[i].suggestion));
	}
	return buf_view(&out);
}

/* --- rows ---------------------------------------------------------------- */

struct row {
	const char *name;
	const char *text;
	const char *want;
};
struct default_row {
	struct row row;
	struct table_default defaults;
};

#define LONG "respondent,group,question,answer\n"
#define ONE LONG "Anne,leaders,"
#define NOTED "respondent,group,question,answer,note,na,date\n"
#define LEADER(rest) "leaders Anne: " rest

static const struct row layout_rows[] = {
	{ "long", LONG "Anne,leaders,reach,2\nAnne,leaders,bot,yes\n"
	  "7,staff,reach,4\n8,staff,reach,5\nTI,experts,bot,no\n",
	  "leaders Anne: reach=2 bot=true ; staff: reach=4 ; staff: reach=5 ; "
	  "experts TI: bot=false" },
	{ "long, in French, with semicolons, a mark and CRLF",
	  "\xef\xbb\xbfR\u00e9pondant;GROUPE;Question;R\u00e9ponse;Note;"
	  "Sans objet;Date\r\nAnne;direction;part;0,33;vu;;2026-11-20\r\n"
	  "Anne;Direction;reach;;;seul ici;2026-11-21\r\n"
	  "3;Personnel;reach;4;;;\r\n",
	  "leaders Anne: part=0.33 (vu) reach=na:seul ici ; staff: reach=4 | "
	  "2026-11-21" },
	{ "a group said once", LONG "Anne,,bot,yes\nAnne,leaders,reach,2\n"
	  "Anne,,since,2026-01-02\n",
	  LEADER("reach=2 bot=true since=2026-01-02") },
	{ "the same name in two groups", LONG "Anne,leaders,bot,yes\n"
	  "Anne,experts,bot,no\n",
	  "leaders Anne: bot=true ; experts Anne: bot=false" },
	{ "the staff's common answer", LONG "x,together,reach,3\n"
	  ",ensemble,bot,yes\n", "staff together: reach=3 bot=true" },
	{ "one agreed set", LONG ",all,reach,3\n,tous,bot,yes\n",
	  "agreed: reach=3 bot=true" },
	{ "columns that are not read", "question,text,answer,group,mean,count,"
	  "remark\nreach,Joint-on?,2,all,,,\nreach,,,staff,3.4,7,mean\n"
	  ",,,staff,,,left out\n", "agreed: reach=2" },
	{ "an old id", ONE "reach_old,5\n", LEADER("reach=5") },
	{ "a question by its text", LONG "Anne,leaders,\"joint-on "
	  "quelqu\u2019un\u00a0?\",2\n", LEADER("reach=2") },
	{ "wide", "respondent,group,date,reach,bot,bot:note\n"
	  "Anne,leaders,2026-11-20,2,yes,seen\n,staff,2026-11-22,3,,\n"
	  ",staff,,4,?,\n",
	  "leaders Anne: reach=2 bot=true (seen) ; staff: reach=3 ; staff: "
	  "reach=4 bot=? | 2026-11-22" },
	{ "a text of two questions", LONG "Anne,leaders,Jumelle?,a\n",
	  "2:14 ambiguous-question" },
	{ "the latest date comes first", "group,date,respondent,bot\n"
	  "leaders,2026-11-22,Anne,yes\nleaders,2026-11-20,Luc,no\n",
	  "leaders Anne: bot=true ; leaders Luc: bot=false | 2026-11-22" },
	{ "wide, titles as people write them",
	  "R\u00c9PONDANTE;Groupe;reach. Joint-on quelqu'un?;Un robot\u00a0?;"
	  "What share?;uses : note;uses\nAnne;direction;2;oui;0,5;vu;write\n",
	  LEADER("part=0.5 reach=2 uses=+write (vu) bot=true") },
	{ "a note alone", "respondent,group,bot:note\nAnne,leaders,later\n",
	  LEADER("bot= (later)") },
	{ "a data sheet", "question,group,respondent_1,respondent_2,"
	  "respondent_3\nrespondent,,Anne,,\ngroup,,leaders,staff,\n"
	  "date,,2026-11-20,,\nreach,leaders | staff,2,4,\n"
	  "reach:note,,seen,,\nbot,leaders,oui,,\n",
	  "leaders Anne: reach=2 (seen) bot=true ; staff: reach=4 | "
	  "2026-11-20" },
	{ "a data sheet in French",
	  "question;groupe;r\u00e9pondant_1;r\u00e9pondant_2\n"
	  "r\u00e9pondant;;Anne;Luc\ngroupe;;direction;expert\n"
	  "part;;0,33;\u00ab rien \u00bb\nprice;;1 234,50;-2,5\n",
	  "4:12 expected-number" },
	{ "a sheet, half filled in", "question;groupe;a;b\ngroupe;;direction;\n"
	  "r\u00e9pondant;;Anne;\npart;;0,33;\nprice;;1\u00a0234,50;\n",
	  LEADER("part=0.33 price=1234.5") },
};

static const struct default_row default_rows[] = {
	{ { "nobody's name, one agreed set", "reach,bot\n2,yes\n",
	    "agreed: reach=2 bot=true" }, { .agreed = true } },
	{ { "a name does not matter there", "respondent,reach\nAnne,2\n",
	    "agreed: reach=2" }, { .agreed = true } },
	{ { "two respondents are not agreed",
	    "respondent,reach\nAnne,2\nLuc,3\n",
	    "leaders Anne: reach=2 ; leaders Luc: reach=3" },
	  { .agreed = true, .has_group = true, .group = GROUP_LEADERS } },
	{ { "nor is one who has a group",
	    "respondent,group,reach\nAnne,leaders,2\n",
	    "leaders Anne: reach=2" }, { .agreed = true } },
	{ { "a default group", "reach\n2\n3\n",
	    "staff: reach=2 ; staff: reach=3" },
	  { .has_group = true, .group = GROUP_STAFF } },
	{ { "a default date", "reach\n2\n", "agreed: reach=2 | 2026-03-04" },
	  { .agreed = true, .date = STR_INIT("2026-03-04") } },
};

static const struct row cell_rows[] = {
	{ "a level by its text", ONE "reach,rarement\n", LEADER("reach=2") },
	{ "a level by its text, English", ONE "reach,Always.\n",
	  LEADER("reach=5") },
	{ "a level by a text with accents", ONE "reach,\"PARFOIS, OU A "
	  "L\u2019OEIL\"\n", LEADER("reach=3") },
	{ "a level as programs write it", ONE "reach,3.0\n",
	  LEADER("reach=3") },
	{ "half a level", ONE "reach,\"2,5\"\n", "2:20 expected-level" },
	{ "level 6", ONE "reach,6\n", "2:20 expected-level" },
	{ "a single by id", ONE "often,never\n", LEADER("often=never") },
	{ "a single in capitals", ONE "often,NEVER\n", LEADER("often=never") },
	{ "a single by its text", ONE "often,Toujours\n",
	  LEADER("often=always") },
	{ "an option called don't know", ONE "often,je ne sais pas\n",
	  LEADER("often=unsure") },
	{ "don't know beside it", ONE "often,nsp\n", LEADER("often=?") },
	{ "never an option of that name", ONE "often,?\n",
	  LEADER("often=?") },
	{ "a text of two options", ONE "often,pareil\n",
	  "2:20 ambiguous-option" },
	{ "a misspelt option", ONE "often,nevr\n",
	  "2:20 unknown-option (never)" },
	{ "a misspelt text", ONE "often,Toujour\n",
	  "2:20 unknown-option (Toujours)" },
	{ "two options where one is expected", ONE "often,never | always\n",
	  "2:20 one-choice" },
	{ "several, bar", ONE "uses,write | sort\n",
	  LEADER("uses=+write+sort") },
	{ "several, semicolon", ONE "uses,sort;write\n",
	  LEADER("uses=+write+sort") },
	{ "several, plus", ONE "uses,Write + Sort\n",
	  LEADER("uses=+write+sort") },
	{ "several by text, a comma in it", ONE "uses,\"Trier, classer|write\""
	  "\n", LEADER("uses=+write+sort") },
	{ "a text with a mark, alone", ONE "uses,R\u00e9diger; traduire\n",
	  LEADER("uses=+write") },
	{ "marks without anything between", ONE "uses,write|;\n",
	  LEADER("uses=+write") },
	{ "nothing ticked", ONE "uses,[]\n", LEADER("uses=") },
	{ "an unknown option among several", ONE "uses,write | sor | no\n",
	  "2:27 unknown-option (sort) 2:33 unknown-option" },
	{ "the same, quoted", ONE "uses,\"write | sor\"\n",
	  "2:28 unknown-option (sort)" },
	{ "twice the same option", ONE "uses,write | write\n",
	  "2:27 repeated-item" },
	{ "none with another", ONE "uses,none | write\n",
	  "2:19 exclusive-option" },
	{ "vrai", ONE "bot,VRAI\n", LEADER("bot=true") },
	{ "0", ONE "bot,0\n", LEADER("bot=false") },
	{ "peut-\u00eatre", ONE "bot,peut-\u00eatre\n", "2:18 expected-bool" },
	{ "don't know", ONE "bot,?\n", LEADER("bot=?") },
	{ "don't know in French", ONE "bot,Je ne sais pas.\n",
	  LEADER("bot=?") },
	{ "don't know, with a curly quote", ONE "bot,don\u2019t know\n",
	  LEADER("bot=?") },
	{ "don't know where it is not offered", ONE "sure,?\n",
	  "2:19 dont-know-not-offered" },
	{ "not applicable", ONE "reach,sans objet\u00a0: seul ici\n",
	  LEADER("reach=na:seul ici") },
	{ "not applicable, English", ONE "reach,N/A: alone\n",
	  LEADER("reach=na:alone") },
	{ "not applicable, no reason", ONE "reach,na\n",
	  "2:20 na-without-reason" },
	{ "not applicable where it is not offered", ONE "bot,na: alone\n",
	  "2:18 na-not-offered" },
	{ "a reason beside a bare na", NOTED "Anne,leaders,reach,na,,alone,\n",
	  LEADER("reach=na:alone") },
	{ "a reason beside an answer", NOTED "Anne,leaders,reach,3,,alone,\n",
	  "2:23 two-states" },
	{ "don't know, and why", NOTED "Anne,leaders,bot,?,ask IT,,\n",
	  LEADER("bot=? (ask IT)") },
	{ "a date", ONE "since,2024-02-29\n", LEADER("since=2024-02-29") },
	{ "a date the other way", ONE "since,29/02/2024\n",
	  "2:20 impossible-date" },
	{ "a text", ONE "remarks,\"a, \"\"b\"\"\nc\"\n",
	  LEADER("remarks=a, \"b\"\nc") },
	{ "a text that was guarded", ONE "remarks,'=1+1\n",
	  LEADER("remarks==1+1") },
	{ "a text that looks like a state, guarded", ONE "remarks,'?\n",
	  LEADER("remarks=?") },
	{ "an apostrophe of its own", ONE "remarks,'tis\n",
	  LEADER("remarks='tis") },
	{ "a text typed by hand", ONE "remarks,=1+1\n",
	  LEADER("remarks==1+1") },
};

/*
 * What a person means by each; `price` has no bounds, `part` goes from 0 to
 * 1, `people` counts people up to 5000, `contacts` goes up to a million.
 */
static const struct row number_rows[] = {
	{ "point", ONE "price,0.33\n", LEADER("price=0.33") },
	{ "comma", ONE "price,\"0,33\"\n", LEADER("price=0.33") },
	{ "comma, three decimals under one", ONE "price,\"0,333\"\n",
	  LEADER("price=0.333") },
	{ "minus", ONE "price,-2.50\n", LEADER("price=-2.5") },
	{ "a typographic minus", ONE "price,\u22122\n", LEADER("price=-2") },
	{ "plus", ONE "price,+2\n", LEADER("price=2") },
	{ "zeros before", ONE "price,007\n", LEADER("price=7") },
	{ "thousands by spaces", ONE "price,1 234 567\n",
	  LEADER("price=1234567") },
	{ "by spaces that do not break", ONE "price,\"1\u00a0234\u202f567,25\""
	  "\n", LEADER("price=1234567.25") },
	{ "by commas, and a point", ONE "price,\"1,234.5\"\n",
	  LEADER("price=1234.5") },
	{ "by points, and a comma", ONE "price,\"1.234,5\"\n",
	  LEADER("price=1234.5") },
	{ "two commas", ONE "price,\"1,234,567\"\n", LEADER("price=1234567") },
	{ "a point and three digits", ONE "price,1.234\n",
	  LEADER("price=1.234") },
	{ "one or a thousand", ONE "price,\"1,234\"\n",
	  "2:20 ambiguous-number" },
	{ "a thousand contacts, or one", ONE "contacts,\"1,234\"\n",
	  "2:23 ambiguous-number" },
	{ "bounds decide", ONE "part,\"0,250\"\n", LEADER("part=0.25") },
	{ "people are counted whole", ONE "people,\"1,234\"\n",
	  LEADER("people=1234") },
	{ "neither fits", ONE "part,\"1,234\"\n", "2:19 ambiguous-number" },
	{ "four digits before a comma", ONE "price,\"1234,567\"\n",
	  LEADER("price=1234.567") },
	{ "a unit", ONE "price,12 $\n", "2:20 expected-number" },
	{ "per cent", ONE "part,33%\n", "2:19 expected-number" },
	{ "odd groups", ONE "price,12 34\n", "2:20 expected-number" },
	{ "two points", ONE "price,1.2.3\n", "2:20 expected-number" },
	{ "over the maximum", ONE "part,2\n", "2:19 out-of-range" },
	{ "cut by a comma", "respondent,group,question,answer,note\n"
	  "Anne,leaders,part,0,33\n", "2:19 cut-number" },
	{ "a quoted note of digits", "respondent,group,question,answer,note\n"
	  "Anne,leaders,price,0,\"33\"\n", LEADER("price=0 (33)") },
	{ "cut in a wide line", "group,respondent,part,price,bot\n"
	  "leaders,Anne,0,33,7,yes\n", "2:14 cut-number" },
	{ "two numbers side by side", "group,respondent,part,price\n"
	  "leaders,Anne,0,33\n", LEADER("part=0 price=33") },
	{ "cut in a wide line whose end is empty",
	  "group,respondent,part,price,bot\nleaders,Anne,0,33,7,\n",
	  "2:14 cut-number" },
	{ "cut in a sheet", "question,group,a,b\ngroup,,leaders,leaders\n"
	  "respondent,,Anne,Luc\npart,,0,33,1\n", "4:7 cut-number" },
};

static void check_row(const struct row *row,
		      const struct table_default *defaults)
{
	struct arena *a = arena_open();
	const struct answers *answers = NULL;
	struct source *source;
	struct diags diags;
	struct str got;

	diags_init(&diags, a);
	source = source_make(a, "table.csv", str_from(row->text), &diags);
	assert_non_null(source);
	answers = answers_from_table(a, pack, source, defaults, &diags);
	assert_int_equal(answers == NULL, diags.errors > 0);
	diags_sort(&diags);
	got = answers != NULL && diags.count == 0
		  ? describe(a, pack, answers, false)
		  : places(a, &diags);
	if (!str_is(got, row->want))
		show(a, &diags);
	assert_string_equal(str_cstr(a, got), row->want);
	arena_close(a);
}

static void test_row(void **state)
{
	check_row(*state, NULL);
}

static void test_default_row(void **state)
{
	const struct default_row *row = *state;

	check_row(&row->row, &row->defaults);
}

/* --- mistakes, a file each ----------------------------------------------- */

static void test_bad_file(void **state)
{
	struct arena *a = arena_open();
	struct str text = read_file(a, *state);
	size_t end = str_find(text, STR("# expect:"), 0);
	const char *name = path_base(a, *state);
	struct source *source;
	struct str want, got;
	struct diags diags;

	diags_init(&diags, a);
	assert_true(end != SIZE_MAX);
	want = expected(a, text, name);
	source = source_make(a, name, str_sub(text, 0, end), &diags);
	assert_non_null(source);
	answers_from_table(a, base, source, NULL, &diags);
	got = found(a, &diags);
	if (!str_eq(want, got))
		show(a, &diags);
	assert_string_equal(str_cstr(a, got), str_cstr(a, want));
	arena_close(a);
}

/* --- guards -------------------------------------------------------------- */

static void test_guarded(void **state)
{
	static const char *const yes[] = {
		"=1+1", "+1+1", "-1+1", "@SUM(A1)", "- a list", "+1 418",
		"\uff1dA1", "'=1", "''@x", "?", "nsp", "NA", "na: x",
		"sans objet", "'?", "-", "-1-2", "-1.", "-,5",
	};
	static const char *const no[] = {
		"", "a", "'tis", "'", "1", "-1", "+2,5", "-0.5", "a=b",
		" =", "note: x", "na x", "?!",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (!table_guarded(str_from(yes[i])))
			fail_msg("`%s` is not guarded", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (table_guarded(str_from(no[i])))
			fail_msg("`%s` is guarded", no[i]);
}

/* --- tables that were written, read as any CSV --------------------------- */

static struct csv *parsed(struct arena *a, const struct buf *out)
{
	struct diags diags;
	struct source *source;
	struct csv *csv;

	diags_init(&diags, a);
	source = source_make(a, "written.csv", buf_view(out), &diags);
	assert_non_null(source);
	csv = csv_parse(a, source, &diags);
	if (csv == NULL)
		show(a, &diags);
	assert_non_null(csv);
	return csv;
}

static struct str cell(const struct csv *csv, uint32_t row, uint32_t column)
{
	assert_true(row < csv->row_count);
	return csv_cell(&csv->rows[row], column).text;
}

/* A comma is the decimal sign, or there is none. */
static void same_number(struct str got, bool present, struct ratio want)
{
	struct ratio n = RATIO(0);
	char digits[40];

	assert_int_equal(got.len > 0, present);
	if (!present)
		return;
	assert_true(got.len < sizeof(digits));
	for (size_t i = 0; i < got.len; i++)
		digits[i] = got.at[i] == ',' ? '.' : got.at[i];
	assert_true(ratio_parse((struct str){ digits, got.len }, &n));
	assert_int_equal(ratio_cmp(n, want), 0);
}

static void same_level(struct str got, uint8_t want)
{
	same_number(got, want != 0, RATIO(want));
}

static void same_scored(const struct csv *csv, uint32_t row,
			const struct score *s, const struct scored *want)
{
	same_number(cell(csv, row, 3), !want->raw.absent, want->published);
	same_number(cell(csv, row, 4), want->raw.may_be_present,
		    want->published_lo);
	same_number(cell(csv, row, 5), want->raw.may_be_present,
		    want->published_hi);
	same_level(cell(csv, row, 6), want->shown_lo);
	same_level(cell(csv, row, 7), want->shown_hi);
	same_level(cell(csv, row, 8), want->level);
	assert_int_equal(cell(csv, row, 9).len > 0, want->gate != NO_INDEX);
	if (want->gate != NO_INDEX)
		assert_true(str_eq(cell(csv, row, 9),
				   s->pack->rubric.gates[want->gate].id));
	same_level(cell(csv, row, 10), want->target);
}

static void check_scores(struct arena *a, const struct score *s,
			 enum lang lang)
{
	struct table_style style = table_style(lang);
	const struct rubric *r = &s->pack->rubric;
	struct buf out = buf_make(a);
	const struct csv *csv;
	uint32_t row = 1;

	table_scores(&out, s, &style);
	csv = parsed(a, &out);
	assert_int_equal(csv->separator, style.separator);
	assert_int_equal(str_starts(buf_view(&out), "\xef\xbb\xbf"),
			 lang == LANG_FR);
	assert_int_equal(csv->row_count,
			 2 + r->dimension_count + r->criterion_count);
	same_scored(csv, row++, s, &s->overall);
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		const struct dimension *dim = &r->dimensions[d];

		assert_true(str_eq(cell(csv, row, 1), dim->id));
		same_scored(csv, row++, s, &s->dimensions[d]);
		for (uint32_t c = 0; c < dim->criterion_count; c++) {
			uint32_t i = dim->first_criterion + c;

			assert_true(
			    str_eq(cell(csv, row, 1), r->criteria[i].id));
			same_scored(csv, row++, s, &s->criteria[i]);
		}
	}
}

static const struct answers *read_yaml(struct arena *a, const struct pack *p,
				       const char *text, struct diags *diags)
{
	struct source *source = source_make(a, "a.yaml", str_from(text), diags);
	const struct node *tree = yaml_parse(a, source, diags);
	const struct answers *answers =
	    tree == NULL ? NULL : answers_read(a, p, tree, diags);

	if (answers == NULL)
		show(a, diags);
	assert_non_null(answers);
	return answers;
}

static const struct score *scored(struct arena *a, const char *text)
{
	struct diags diags;
	const struct score *s;

	diags_init(&diags, a);
	s = score_case(a, pack, read_yaml(a, pack, text, &diags), &diags);
	if (s == NULL)
		show(a, &diags);
	assert_non_null(s);
	return s;
}

#define HEAD "pack: small\nversion: 1.0.0\ndate: 2026-11-21\n"

static struct str written(struct arena *a, const struct score *s,
			  enum lang lang)
{
	struct table_style style = table_style(lang);
	struct buf out = buf_make(a);

	table_answers(&out, s, &style);
	return buf_view(&out);
}

/*
 * By hand: price 1 shows `often`. reach 4, often always = 5, sure no = 1: their
 * mean is 10/3, published 3.333. bot no = 1, uses write + sort = 3.5: 2.25.
 * care is the mean of both, 67/24 = 2.7916..., published 2.792; the other
 * dimension has nothing to score, so the overall is the same: level 3 by the
 * bands (2.6 to 3.4), capped at 1 by the gate.
 */
static void test_scores(void **state)
{
	struct arena *a = arena_open();
	struct table_style style = table_style(LANG_FR);
	struct buf out = buf_make(a);
	const struct score *s = scored(a, HEAD
	    "answers: {price: 1, reach: 4, often: always, sure: false, "
	    "bot: false, uses: [write, sort]}\n");

	(void)state;
	table_scores(&out, s, &style);
	assert_string_equal(str_cstr(a, buf_view(&out)), "\xef\xbb\xbf"
	    "sorte;identifiant;titre;score;minimum;maximum;niveau de;"
	    "niveau \u00e0;niveau calcul\u00e9;pr\u00e9alable;cible\n"
	    "global;overall;Grille;2,7920;2,7920;2,7920;1;1;3;no_bot;\n"
	    "dimension;care;Soin;2,7920;2,7920;2,7920;3;3;3;;4\n"
	    "crit\u00e8re;care.reach;Joindre;3,3330;3,3330;3,3330;3;3;3;;4\n"
	    "crit\u00e8re;care.bot;'=Robot;2,25;2,25;2,25;2;2;2;;4\n"
	    "dimension;rest;Reste;;;;;;;;\n"
	    "crit\u00e8re;rest.none;Rien;;;;;;;;\n");
	for (int l = 0; l < LANG_COUNT; l++)
		check_scores(a, s, (enum lang)l);
	/* The gate is to be confirmed: a range from 1. */
	s = scored(a, HEAD "answers: {reach: 4, bot: {dont_know: true}}\n");
	assert_int_equal(s->overall.shown_lo, 1);
	assert_true(s->overall.shown_hi > 1);
	for (int l = 0; l < LANG_COUNT; l++)
		check_scores(a, s, (enum lang)l);
	/* With everything open, bounds are apart and points absent. */
	s = scored(a, HEAD "answers: {bot: {dont_know: true}}\n");
	for (int l = 0; l < LANG_COUNT; l++)
		check_scores(a, s, (enum lang)l);
	arena_close(a);
}

#define STAFF(answers) "  - {group: staff, answers: {" answers "}}\n"

/*
 * Five members of the staff on `reach`, levels 1, 2, 2, 5 and 5: their mean is
 * 15 / 5 = 3. Four on `bot`: nothing may show, nor which question it was.
 */
static void test_staff(void **state)
{
	struct arena *a = arena_open();
	const struct score *s = scored(a, HEAD "sets:\n"
	    "  - {respondent: Anne, group: leaders, answers: {reach: 4}}\n"
	    STAFF("reach: 1, bot: true, remarks: SECRET")
	    STAFF("reach: {value: 2, note: SECRET}, bot: true, price: 9099")
	    STAFF("reach: 2, bot: true, often: {na: SECRET}")
	    STAFF("reach: 5, bot: true")
	    STAFF("reach: 5, uses: [sort]"));
	struct str fr = written(a, s, LANG_FR), en = written(a, s, LANG_EN);

	(void)state;
	assert_string_equal(str_cstr(a, fr), "\xef\xbb\xbf"
	    "r\u00e9pondant;groupe;question;r\u00e9ponse;note;sans objet;date;"
	    "moyenne;nombre;remarque\n"
	    "Anne;direction;reach;4;;;2026-11-21;;;\n"
	    ";personnel;reach;;;;2026-11-21;3;5;moyenne du groupe\n"
	    ";personnel;;;;;;;;les questions auxquelles moins de cinq membres "
	    "du personnel ont r\u00e9pondu ne sont pas ici\n");
	assert_int_equal(str_find(en, STR("SECRET"), 0), SIZE_MAX);
	assert_int_equal(str_find(en, STR("9099"), 0), SIZE_MAX);
	assert_int_equal(str_find(en, STR("bot"), 0), SIZE_MAX);
	assert_true(str_find(en, STR(",staff,reach,,,,2026-11-21,3,5,"), 0) !=
		    SIZE_MAX);
	arena_close(a);
}

/* One common answer is no mean of five: it is there as an answer. */
static void test_together(void **state)
{
	struct arena *a = arena_open();
	const struct score *s = scored(a, HEAD "sets:\n"
	    "  - {group: staff, together: true, answers: {reach: 4}}\n"
	    STAFF("bot: true"));

	(void)state;
	assert_string_equal(str_cstr(a, written(a, s, LANG_EN)),
	    "respondent,group,question,answer,note,na,date,mean,count,remark\n"
	    ",together,reach,4,,,2026-11-21,,,\n"
	    ",staff,,,,,,,,questions that fewer than five of the staff "
	    "answered are left out\n");
	arena_close(a);
}

static void test_dictionary(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		struct table_style style = table_style((enum lang)l);
		struct buf out = buf_make(a);
		const struct csv *csv;

		table_dictionary(&out, pack, &style);
		csv = parsed(a, &out);
		/* Titles, the ten columns, the questions. */
		assert_int_equal(csv->row_count, 11 + pack->question_count);
		for (uint32_t q = 0; q < pack->question_count; q++) {
			const struct question *x = &pack->questions[q];
			uint32_t row = 11 + q;

			assert_true(str_eq(cell(csv, row, 1), x->id));
			assert_true(str_is(cell(csv, row, 5),
					   question_type_name(x->type)));
			same_number(cell(csv, row, 8), x->has_min, x->min);
			same_number(cell(csv, row, 9), x->has_max, x->max);
		}
		assert_string_equal(str_cstr(a, cell(csv, 13, 3)),
				    "'- Quel prix?");
		assert_string_equal(str_cstr(a, cell(csv, 13, 4)),
				    "'=What price?");
		/* uses: 2 and 1.5 points, none for the last. */
		assert_string_equal(
		    str_cstr(a, cell(csv, 17, 6)),
		    l == LANG_FR
			? "write=R\u00e9diger; traduire=2 | sort=Trier, "
			  "classer=1,5 | none=Aucun"
			: "write=Write=2 | sort=Sort=1.5 | none=None");
		assert_string_equal(str_cstr(a, cell(csv, 18, 6)),
				    l == LANG_FR
					? "true=oui=5 | false=non=1"
					: "true=yes=5 | false=no=1");
		assert_string_equal(str_cstr(a, cell(csv, 16, 12)),
				    "price != 7");
		assert_string_equal(str_cstr(a, cell(csv, 16, 13)), "true");
		assert_string_equal(str_cstr(a, cell(csv, 16, 11)),
				    "care.reach");
	}
	arena_close(a);
}

/* --- answers at random, there and back ----------------------------------- */

static uint64_t chance_state;

static uint32_t chance(uint32_t below)
{
	chance_state = chance_state * 6364136223846793005u +
		       1442695040888963407u;
	return (uint32_t)(chance_state >> 33) % below;
}

/* As YAML in double quotes: what CSV, spreadsheets or we might trip on. */
static void put_text(struct buf *out)
{
	static const char *const pieces[] = {
		"=", "+", "-", "@", "'", "\\\"", ",", ";", "|", "\\n", " ",
		"a", "\u00e9", "\u00a0", "?", "na: ", "nsp", "1,234", ":",
		"sans objet", "[]", "#", "0", "\uff1d", "\\t", "Anne",
	};
	uint32_t count = 1 + chance(5);

	buf_text(out, "\"");
	if (chance(3) == 0)
		buf_text(out, pieces[chance(5)]);
	for (uint32_t i = 0; i < count; i++)
		buf_text(out, pieces[chance(sizeof(pieces) / sizeof(*pieces))]);
	/* Never empty once it is trimmed. */
	buf_text(out, chance(2) == 0 ? "x\"" : ".\"");
}

/* Within the bounds, with up to nine decimals. */
static void put_number(struct buf *out, const struct question *q)
{
	int64_t least = q->has_min ? ratio_floor(q->min) : 0;
	int64_t most = q->has_max ? ratio_floor(q->max) : 3000;

	if (most - least > 3000)
		most = least + 3000;
	if (!q->has_min && chance(3) == 0)
		buf_char(out, '-');
	buf_int(out, least + chance((uint32_t)(most - least)));
	if (q->from_client == FROM_CLIENT_STAFF || chance(3) == 0)
		return;
	buf_char(out, '.');
	for (uint32_t i = chance(9) + 1; i > 0; i--)
		buf_char(out, (char)('0' + chance(10)));
}

static void put_options(struct buf *out, const struct question *q)
{
	uint32_t only = chance(q->option_count);
	bool first = true;

	buf_char(out, '[');
	for (uint32_t i = 0; i < q->option_count; i++) {
		bool alone = q->options[only].exclusive;

		if ((alone && i != only) || q->options[i].exclusive != alone ||
		    chance(2) == 0)
			continue;
		buf_fmt(out, "%s%.*s", first ? "" : ", ",
			STR_ARGS(q->options[i].id));
		first = false;
	}
	buf_char(out, ']');
}

static void put_value(struct buf *out, const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		buf_int(out, 1 + chance(5));
		break;
	case QUESTION_SINGLE:
		buf_str(out, q->options[chance(q->option_count)].id);
		break;
	case QUESTION_MULTIPLE:
		put_options(out, q);
		break;
	case QUESTION_BOOLEAN:
		buf_text(out, chance(2) == 0 ? "true" : "false");
		break;
	case QUESTION_NUMBER:
		put_number(out, q);
		break;
	case QUESTION_DATE:
		buf_fmt(out, "20%u-1%u-2%u", 10 + chance(90), chance(3),
			chance(9));
		break;
	case QUESTION_TEXT:
		put_text(out);
		break;
	}
}

static void put_random_answer(struct buf *out, const struct question *q)
{
	uint32_t kind = chance(10);

	buf_fmt(out, "      %.*s: {", STR_ARGS(q->id));
	if (kind == 0 && q->dont_know)
		buf_text(out, "dont_know: true, ");
	if (kind == 1 && q->na_always) {
		buf_text(out, "na: ");
		put_text(out);
		buf_text(out, ", ");
	}
	if (kind > 1) {
		buf_text(out, "value: ");
		put_value(out, q);
		buf_text(out, ", ");
	}
	if (chance(3) == 0) {
		buf_text(out, "note: ");
		put_text(out);
	}
	buf_text(out, "}\n");
}

static void put_answers(struct buf *out, const struct pack *p)
{
	/* One at least: who says nothing is not in the table. */
	uint32_t surely = chance(p->question_count);

	for (uint32_t q = 0; q < p->question_count; q++)
		if (q == surely)
			buf_fmt(out, "      %.*s: {note: here}\n",
				STR_ARGS(p->questions[q].id));
		else if (chance(3) > 0)
			put_random_answer(out, &p->questions[q]);
}

static const char *random_answers(struct arena *a, const struct pack *p)
{
	struct buf out = buf_make(a);
	uint32_t sets = 1 + chance(8);
	bool together = false;

	buf_fmt(&out, "pack: %.*s\nversion: %.*s\ndate: 2026-11-21\n",
		STR_ARGS(p->id), STR_ARGS(p->version));
	if (chance(4) == 0) {
		buf_text(&out, "answers:\n");
		put_answers(&out, p);
		return str_cstr(a, buf_view(&out));
	}
	buf_text(&out, "sets:\n  - group: leaders\n    respondent: A\n"
		       "    answers:\n");
	put_answers(&out, p);
	for (uint32_t i = 0; i < sets; i++) {
		uint32_t group = chance(4);

		buf_fmt(&out, "  - group: %s\n",
			group_name((enum group)(group % 3)));
		if (group == GROUP_STAFF && !together && chance(3) == 0) {
			buf_text(&out, "    together: true\n");
			together = true;
		} else if (group != GROUP_STAFF) {
			buf_fmt(&out, "    respondent: \"%u",
				i);	/* names apart */
			buf_text(&out, chance(2) == 0 ? "=, Luc\"\n"
						      : "\"\n");
		}
		buf_text(&out, "    answers:\n");
		put_answers(&out, p);
	}
	return str_cstr(a, buf_view(&out));
}

/* cmocka cuts long texts before they differ. */
static void same_text(struct str got, struct str want)
{
	size_t i = 0;

	while (i < got.len && i < want.len && got.at[i] == want.at[i])
		i++;
	if (!str_eq(got, want))
		fail_msg("`%.*s` came back for `%.*s`",
			 STR_ARGS(str_sub(got, i, i + 60)),
			 STR_ARGS(str_sub(want, i, i + 60)));
}

static void there_and_back(struct arena *a, const struct pack *p,
			   const char *text)
{
	struct diags diags;
	const struct answers *answers, *again;
	const struct score *s;

	diags_init(&diags, a);
	answers = read_yaml(a, p, text, &diags);
	s = score_case(a, p, answers, &diags);
	if (s == NULL)
		show(a, &diags);
	assert_non_null(s);
	for (int l = 0; l < LANG_COUNT; l++) {
		struct str table = written(a, s, (enum lang)l);

		diags_init(&diags, a);
		again = answers_from_table(
		    a, p, source_make(a, "table.csv", table, &diags), NULL,
		    &diags);
		if (again == NULL) {
			show(a, &diags);
			fprintf(stderr, "%.*s\n", STR_ARGS(table));
		}
		assert_non_null(again);
		same_text(describe(a, p, again, true),
			  describe(a, p, answers, true));
	}
}

static void test_random(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		arena_reset(a);
		chance_state = seed;
		there_and_back(a, pack, random_answers(a, pack));
	}
	/* The real one, whose "not applicable" depends: none at random. */
	for (uint64_t seed = 1; seed <= 20; seed++) {
		arena_reset(a);
		chance_state = seed;
		there_and_back(a, shipped, random_answers(a, shipped));
	}
	arena_close(a);
}

/* Two of the same name, three of none: told apart by a number. */
static void test_same_names(void **state)
{
	struct arena *a = arena_open();
	const struct score *s = scored(a, HEAD "sets:\n"
	    "  - {respondent: Anne, group: leaders, answers: {reach: 1}}\n"
	    "  - {respondent: Anne, group: leaders, answers: {reach: 2}}\n"
	    "  - {respondent: Anne (2), group: leaders, answers: {reach: 3}}\n"
	    "  - {group: leaders, answers: {reach: 4}}\n"
	    "  - {group: leaders, answers: {reach: 5}}\n");
	struct diags diags;
	const struct answers *again;

	(void)state;
	diags_init(&diags, a);
	again = answers_from_table(a, pack,
				   source_make(a, "t", written(a, s, LANG_FR),
					       &diags),
				   NULL, &diags);
	assert_non_null(again);
	assert_string_equal(
	    str_cstr(a, describe(a, pack, again, false)),
	    "leaders Anne: reach=1 ; leaders Anne (3): reach=2 ; "
	    "leaders Anne (2): reach=3 ; leaders: reach=4 ; leaders (2): "
	    "reach=5 | 2026-11-21");
	arena_close(a);
}

/* --- the data sheet of the printed form ---------------------------------- */

static const char *typed_in(struct str field)
{
	static const char *const cells[][2] = {
		{ "respondent", "Anne" }, { "group", "direction" },
		{ "date", "2026-11-21" }, { "reach", "4" },
		{ "reach:note", "vu" },   { "bot", "oui" },
		{ "price", "0.5" },
	};

	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
		if (str_is(field, cells[i][0]))
			return cells[i][1];
	return "";
}

/* The second of its columns filled in, as somebody would type it. */
static struct str typed(struct arena *a, const struct csv *blank)
{
	struct buf out = buf_make(a);

	for (uint32_t r = 0; r < blank->row_count; r++)
		for (uint32_t c = 0; c < blank->rows[0].count; c++) {
			struct str text = cell(blank, r, c);

			if (c > 0)
				buf_char(&out, blank->separator);
			if (c == 3 && r > 0)
				text = str_from(typed_in(cell(blank, r, 0)));
			buf_str(&out, text);
			if (c + 1 == blank->rows[0].count)
				buf_char(&out, '\n');
		}
	return buf_view(&out);
}

static void test_form_sheet(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++) {
		struct form_request request = { .pack = pack,
						.lang = (enum lang)l,
						.group = GROUP_COUNT };
		struct buf out = buf_make(a);
		const struct answers *answers;
		struct diags diags;

		form_sheet(&out, a, &request, 3);
		diags_init(&diags, a);
		assert_null(answers_from_table(
		    a, pack, source_make(a, "form.csv", buf_view(&out), &diags),
		    NULL, &diags));
		assert_string_equal(str_cstr(a, places(a, &diags)),
				    "1:1 table-empty");
		diags_init(&diags, a);
		answers = answers_from_table(
		    a, pack,
		    source_make(a, "form.csv", typed(a, parsed(a, &out)),
				&diags),
		    NULL, &diags);
		assert_non_null(answers);
		assert_string_equal(
		    str_cstr(a, describe(a, pack, answers, false)),
		    "leaders Anne: price=0.5 reach=4 (vu) bot=true | "
		    "2026-11-21");
	}
	arena_close(a);
}

/* --- limits -------------------------------------------------------------- */

static void test_crowd(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	struct diags diags;

	(void)state;
	buf_text(&out, "group,reach\n");
	for (int i = 0; i < ANSWERS_SETS; i++)
		buf_text(&out, "staff,3\n");
	diags_init(&diags, a);
	assert_non_null(answers_from_table(
	    a, pack, source_make(a, "t", buf_view(&out), &diags), NULL,
	    &diags));
	buf_text(&out, "staff,3\nstaff,3\n");
	diags_init(&diags, a);
	assert_null(answers_from_table(
	    a, pack, source_make(a, "t", buf_view(&out), &diags), NULL,
	    &diags));
	assert_string_equal(str_cstr(a, places(a, &diags)), "502:1 too-many");
	arena_close(a);
}

/* --- running ------------------------------------------------------------- */

static struct pack *load(const char *dir)
{
	struct diags diags;
	struct pack *p;

	diags_init(&diags, keep);
	p = pack_load(keep, dir, PACK_SCORING, &diags);
	if (p == NULL)
		show(keep, &diags);
	return p;
}

static bool load_packs(void)
{
	struct diags diags;

	diags_init(&diags, keep);
	pack = small_pack(keep, questionnaire, rubric, &diags);
	if (pack == NULL)
		small_print(keep, &diags);
	base = load(path_join(keep, tests_dir, "bad/base"));
	shipped = load(path_join(keep, tests_dir, "../questionnaires/ia-pme"));
	return pack != NULL && base != NULL && shipped != NULL;
}

enum { TESTS_MAX = 400 };

static struct CMUnitTest tests[TESTS_MAX];
static size_t test_count;

static void add(const char *name, CMUnitTestFunction function,
		const void *state)
{
	if (test_count == TESTS_MAX)
		die("more than %d tests", TESTS_MAX);
	tests[test_count++] = (struct CMUnitTest){
		.name = name,
		.test_func = function,
		.initial_state = (void *)(uintptr_t)state,
	};
}

static void add_files(void)
{
	const char *dir = path_join(keep, tests_dir, "bad/table");
	size_t count = 0;
	const char **files = file_list(keep, dir, &count);

	for (size_t i = 0; files != NULL && i < count; i++)
		if (str_ends(str_from(files[i]), ".csv"))
			add(files[i], test_bad_file,
			    path_join(keep, dir, files[i]));
}

#define ADD_ROWS(rows)                                                         \
	for (size_t i = 0; i < sizeof(rows) / sizeof(*(rows)); i++)            \
		add((rows)[i].name, test_row, &(rows)[i])

int main(int argc, char **argv)
{
	int failed;

	if (argc > 1)
		tests_dir = argv[1];
	/* A case here is a whole file: no other one is written. */
	(void)follow;
	(void)write_plainly;
	keep = arena_open();
	if (!load_packs())
		return 1;
	ADD_ROWS(layout_rows);
	for (size_t i = 0; i < sizeof(default_rows) / sizeof(*default_rows);
	     i++)
		add(default_rows[i].row.name, test_default_row,
		    &default_rows[i]);
	ADD_ROWS(cell_rows);
	ADD_ROWS(number_rows);
	add_files();
	add("guarded", test_guarded, NULL);
	add("scores", test_scores, NULL);
	add("staff", test_staff, NULL);
	add("the staff's common answer", test_together, NULL);
	add("dictionary", test_dictionary, NULL);
	add("random answers, there and back", test_random, NULL);
	add("the same name twice", test_same_names, NULL);
	add("the form's data sheet", test_form_sheet, NULL);
	add("too many respondents", test_crowd, NULL);
	failed = _cmocka_run_group_tests("answers_table", tests, test_count,
					 NULL, NULL);
	arena_close(keep);
	return failed;
}
