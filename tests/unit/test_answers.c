/*
 * Answers: what a good document becomes. What a bad one says is in
 * tests/bad/answers. A row is read against the pack tests/bad/base, as JSON
 * when it begins with a brace; `want` describes what was kept, or lists the
 * mistakes as LINE:COLUMN slug.
 *
 *	test_answers [TESTS]	the folder tests/, by default the current one's
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "model/answers.h"

#ifndef TESTS_DIR
#define TESTS_DIR "tests"
#endif

static const char *tests_dir = TESTS_DIR;
static struct arena *keep;
static struct pack *base;

struct row {
	const char *name;
	const char *text;
	const char *want;
};

#define HEAD "pack: base\nversion: 1.0.0\n"
#define ANSWERS HEAD "answers:\n  "
#define SETS HEAD "sets:\n  - "
#define JSON(rest) "{\"pack\": \"base\", \"version\": \"1.0.0\", " rest "}"

static const struct row answer_rows[] = {
	{ "a level", ANSWERS "reach: 2", "reach=2" },
	{ "an old id", ANSWERS "reach_old: 5", "reach=5" },
	{ "a single", ANSWERS "often: always", "often=always" },
	{ "a multiple", ANSWERS "uses: [sort, write]", "uses=write+sort" },
	{ "an exclusive option alone", ANSWERS "uses: [none]", "uses=none" },
	{ "nothing ticked is an answer", ANSWERS "uses: []", "uses=" },
	{ "true", ANSWERS "bot: true", "bot=true" },
	{ "false", ANSWERS "bot: false", "bot=false" },
	{ "a number", ANSWERS "staff: 28", "staff=28 | staff 28" },
	{ "a decimal", ANSWERS "hours: 2.5", "hours=2.5" },
	{ "the edge of a range", ANSWERS "staff: 500",
	  "staff=500 | staff 500" },
	{ "a date", ANSWERS "since: 2024-02-29", "since=2024-02-29" },
	{ "a text", ANSWERS "remarks: ' a, b '", "remarks=a, b" },
	{ "a text that is a trap elsewhere", ANSWERS "remarks: no",
	  "remarks=no" },
	{ "an empty value is no answer", ANSWERS "reach:\n  bot:", "" },
	{ "no answers at all", HEAD "answers:", "" },
	{ "a value with a note", ANSWERS "reach: {value: 3, note: vu}",
	  "reach=3 (vu)" },
	{ "don't know", ANSWERS "bot: {dont_know: true}", "bot=?" },
	{ "don't know, and why", ANSWERS "bot: {dont_know: true, note: x}",
	  "bot=? (x)" },
	{ "dont_know: false says nothing",
	  ANSWERS "bot: {dont_know: false, value: true}", "bot=true" },
	{ "a note alone", ANSWERS "bot: {note: plus tard}", "" },
	{ "not applicable", ANSWERS "reach: {na: seul ici}",
	  "reach=na:seul ici" },
	{ "an empty value beside a state",
	  ANSWERS "reach: {value: , na: seul ici}", "reach=na:seul ici" },
	{ "JSON", JSON("\"answers\": {\"reach\": 2, \"uses\": [\"write\"], "
		       "\"bot\": false, \"often\": \"never\"}"),
	  "uses=write reach=2 often=never bot=false" },
	{ "JSON states", JSON("\"answers\": {\"bot\": {\"dont_know\": true}, "
		"\"reach\": {\"na\": \"seul\"}, \"since\": null}"),
	  "reach=na:seul bot=?" },
	{ "JSON escapes", JSON("\"answers\": {\"remarks\": \"\\u00e9\\n\"}"),
	  "remarks=\xc3\xa9" },
	{ "a number in quotes in JSON",
	  JSON("\"answers\": {\"staff\": \"28\"}"), "1:59 quoted-value" },
	{ "an exponent in JSON", JSON("\"answers\": {\"staff\": 1e2}"),
	  "1:59 expected-number" },
	{ "a fraction of a level in JSON",
	  JSON("\"answers\": {\"reach\": 2.0}"), "1:59 expected-level" },
	{ "no map", "[1]", "1:1 expected-map" },
	{ "a plan that begins on no day", HEAD "answers:\nplan: {start: 2027-02-30}",
	  "4:15 impossible-date" },
	{ "until no day", HEAD "until: demain\nanswers:",
	  "3:8 impossible-date" },
	{ "every mistake in one run", ANSWERS "reach: 6\n  often: maybe\n"
	  "  since: hier\nplan: {slots: 0}",
	  "4:10 expected-level 5:10 unknown-option 6:10 impossible-date "
	  "7:15 out-of-range" },
};

static const struct row client_rows[] = {
	{ "it answers two questions",
	  HEAD "client: {name: A, staff: 28, sector: farming}\nanswers:",
	  "staff=28 sector=farming | A | staff 28 | farming" },
	{ "it may be repeated", HEAD "client: {staff: 28}\n"
	  "answers: {staff: 28}", "staff=28 | staff 28" },
	{ "or left to the answers", ANSWERS "staff: 7\n  sector: retail",
	  "staff=7 sector=retail | staff 7 | retail" },
	{ "empty", HEAD "client: {name: , staff: , sector: }\nanswers:", "" },
	{ "in every set that is asked", HEAD "client: {staff: 6}\nsets:\n"
	  "  - {respondent: A, group: leaders, answers: }\n"
	  "  - {group: staff, answers: {reach: 1}}",
	  "leaders A: staff=6 ; staff: reach=1 | staff 6" },
};

static const struct row set_rows[] = {
	{ "leaders and staff", SETS
	  "{respondent: Anne, group: leaders, answers: {reach: 2, bot: true}}\n"
	  "  - {group: staff, answers: {reach: 4}}",
	  "leaders Anne: reach=2 bot=true ; staff: reach=4" },
	{ "the staff's one answer", SETS
	  "{group: staff, together: true, answers: {reach: 3}}",
	  "staff together: reach=3" },
	{ "an expert", SETS "{respondent: TI, group: experts, answers: {}}",
	  "experts TI:" },
	{ "a warning keeps the answers", SETS
	  "{respondent: Anne, group: staff, answers: {reach: 4}}",
	  "staff: reach=4" },
};

static const struct row block_rows[] = {
	{ "evidence", HEAD "answers:\nevidence: {care.bot: verified}",
	  " | evidence care.bot verified" },
	{ "evidence with a note",
	  HEAD "answers:\nevidence:\n  care.bot: {status: shown, note: vu}\n"
	       "  care.reach: {status: verified}",
	  " | evidence care.reach verified | evidence care.bot shown (vu)" },
	{ "a note on what is declared",
	  HEAD "answers:\nevidence: {care.bot: {status: declared, note: dit}}",
	  " | evidence care.bot declared (dit)" },
	{ "a consensus", HEAD "answers:\ndecisions:\n  - {question: reach_old, "
	  "value: 4, reason: vu, author: AB, date: 2026-01-02}",
	  " | consensus reach=4 vu AB 2026-01-02" },
	{ "an override beside it", HEAD "answers:\ndecisions:\n"
	  "  - {question: bot, value: true}\n"
	  "  - {question: bot, value: {dont_know: true}, kind: override, "
	  "reason: non}", " | consensus bot=true | override bot=? non" },
	{ "a plan", HEAD "answers:\nplan: {budget: 1000.50, days_per_month: 3, "
	  "slots: 2, exclude: [open_line], done: []}",
	  " | budget 1000.5 | days 3 | slots 2 | exclude open_line" },
	{ "a plan that begins later", HEAD "answers:\nplan: {start: 2027-01-11}",
	  " | start 2027-01-11" },
	{ "a plan that asks", HEAD "answers:\nplan: {include: [open_line], "
	  "exclude: []}", " | include open_line" },
	{ "an edited estimate", HEAD "answers:\nplan: {estimates: {open_line: "
	  "{days: {low: 1, likely: 2, high: 3}}}}",
	  " | estimate open_line days 1 2 3" },
	{ "a report", HEAD "answers:\nreport: {consultant: C, findings: "
	  "{care.reach: {note: N}, care.bot: {hide: true, text: T}}}",
	  " | C | finding care.reach N | finding care.bot hide T" },
	{ "a report in two languages", HEAD "answers:\nreport: {introduction: "
	  "{fr: Bonjour, en: Hello}, next_meeting: mardi, findings: "
	  "{care.reach: {note: {en: Later}, text: {fr: Ici, en: }}}}",
	  " | introduction Bonjour/Hello | next mardi"
	  " | finding care.reach Later Ici" },
	{ "what happens to jobs", HEAD "answers:\nreport: {jobs: {fr: Personne "
	  "ne part., en: Nobody leaves.}}",
	  " | jobs Personne ne part./Nobody leaves." },
	{ "jobs in one language", HEAD "answers:\nreport: {jobs: Rien ne "
	  "change.}", " | jobs Rien ne change." },
	{ "blocks left empty", HEAD "answers:\nevidence:\ndecisions:\nplan:\n"
	  "report:\nclient:\ndate:", "" },
};

/* --- describing ----------------------------------------------------------- */

static void write_value(struct buf *out, const struct question *q,
			const struct answer *x)
{
	const char *between = "";

	switch (q->type) {
	case QUESTION_LEVEL:
		buf_int(out, x->choice + 1);
		break;
	case QUESTION_SINGLE:
		buf_str(out, q->options[x->choice].id);
		break;
	case QUESTION_MULTIPLE:
		for (uint32_t i = 0; i < q->option_count; i++) {
			if ((x->chosen >> i & 1) == 0)
				continue;
			buf_text(out, between);
			buf_str(out, q->options[i].id);
			between = "+";
		}
		break;
	case QUESTION_BOOLEAN:
		buf_text(out, x->truth ? "true" : "false");
		break;
	case QUESTION_NUMBER:
		ratio_write(out, x->number, -1);
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
	buf_str(out, q->id);
	buf_char(out, '=');
	if (x->kind == ANSWER_DONT_KNOW)
		buf_char(out, '?');
	else if (x->kind == ANSWER_NA)
		buf_fmt(out, "na:%.*s", STR_ARGS(x->reason));
	else
		write_value(out, q, x);
	if (x->note.len > 0)
		buf_fmt(out, " (%.*s)", STR_ARGS(x->note));
}

static void write_set(struct buf *out, const struct answer_set *set)
{
	const char *between = "";

	if (!set->agreed) {
		buf_text(out, group_name(set->group));
		if (set->respondent.len > 0)
			buf_fmt(out, " %.*s", STR_ARGS(set->respondent));
		buf_text(out, set->together ? " together:" : ":");
		between = " ";
	}
	for (uint32_t i = 0; i < base->question_count; i++) {
		if (set->answers[i].kind == ANSWER_MISSING)
			continue;
		buf_text(out, between);
		write_answer(out, &base->questions[i], &set->answers[i]);
		between = " ";
	}
}

static void write_part(struct buf *out, struct str text)
{
	if (text.len > 0)
		buf_fmt(out, " | %.*s", STR_ARGS(text));
}

static void write_decision(struct buf *out, const struct decision *d)
{
	buf_text(out, d->overrides ? " | override " : " | consensus ");
	write_answer(out, &base->questions[d->question], &d->value);
	if (d->reason.len > 0)
		buf_fmt(out, " %.*s", STR_ARGS(d->reason));
	if (d->author.len > 0)
		buf_fmt(out, " %.*s", STR_ARGS(d->author));
	if (d->date.len > 0)
		buf_fmt(out, " %.*s", STR_ARGS(d->date));
}

static struct str initiative(uint32_t i)
{
	return base->catalogue.initiatives[i].id;
}

static void write_plan(struct buf *out, const struct plan_request *p)
{
	if (p->has_budget) {
		buf_text(out, " | budget ");
		ratio_write(out, p->budget, -1);
	}
	if (p->has_days) {
		buf_text(out, " | days ");
		ratio_write(out, p->days_per_month, -1);
	}
	if (p->has_slots)
		buf_fmt(out, " | slots %u", p->slots);
	if (p->start.len > 0)
		buf_fmt(out, " | start %.*s", STR_ARGS(p->start));
	for (uint32_t i = 0; i < p->included_count; i++)
		buf_fmt(out, " | include %.*s",
			STR_ARGS(initiative(p->included[i])));
	for (uint32_t i = 0; i < p->excluded_count; i++)
		buf_fmt(out, " | exclude %.*s",
			STR_ARGS(initiative(p->excluded[i])));
	for (uint32_t i = 0; i < p->done_count; i++)
		buf_fmt(out, " | done %.*s", STR_ARGS(initiative(p->done[i])));
	for (uint32_t i = 0; i < p->estimate_count; i++) {
		const struct edited_estimate *e = &p->estimates[i];

		buf_fmt(out, " | estimate %.*s",
			STR_ARGS(initiative(e->initiative)));
		if (e->has_days)
			buf_fmt(out, " days %d %d %d", (int)e->days.low.num,
				(int)e->days.likely.num,
				(int)e->days.high.num);
	}
}

/* "a", or "a/b" when the languages differ. */
static void write_texts(struct buf *out, const char *before,
			const struct text *text)
{
	struct str fr = text->in[LANG_FR], en = text->in[LANG_EN];

	if (fr.len + en.len == 0)
		return;
	buf_fmt(out, "%s%.*s", before, STR_ARGS(fr));
	if (!str_eq(fr, en))
		buf_fmt(out, "/%.*s", STR_ARGS(en));
}

static void write_report(struct buf *out, const struct report_request *r)
{
	write_part(out, r->consultant);
	write_texts(out, " | introduction ", &r->introduction);
	write_texts(out, " | next ", &r->next_meeting);
	write_texts(out, " | jobs ", &r->jobs);
	for (uint32_t i = 0; i < r->finding_count; i++) {
		const struct finding_edit *f = &r->findings[i];
		struct str id = base->rubric.criteria[f->criterion].id;

		buf_fmt(out, " | finding %.*s%s", STR_ARGS(id),
			f->hide ? " hide" : "");
		write_texts(out, " ", &f->note);
		write_texts(out, " ", &f->text);
	}
}

static void describe(struct buf *out, const struct answers *x)
{
	for (uint32_t i = 0; i < x->set_count; i++) {
		buf_text(out, i == 0 ? "" : " ; ");
		write_set(out, &x->sets[i]);
	}
	write_part(out, x->client_name);
	if (x->staff > 0)
		buf_fmt(out, " | staff %d", (int)x->staff);
	write_part(out, x->client_sector);
	for (uint32_t i = 0; i < base->rubric.criterion_count; i++) {
		struct str note = x->evidence_notes == NULL
				      ? STR_NONE
				      : x->evidence_notes[i];

		if (x->evidence[i] == EVIDENCE_DECLARED && note.len == 0)
			continue;
		buf_fmt(out, " | evidence %.*s %s",
			STR_ARGS(base->rubric.criteria[i].id),
			evidence_name(x->evidence[i]));
		if (note.len > 0)
			buf_fmt(out, " (%.*s)", STR_ARGS(note));
	}
	for (uint32_t i = 0; i < x->decision_count; i++)
		write_decision(out, &x->decisions[i]);
	write_plan(out, &x->plan);
	write_report(out, &x->report);
}

static void write_mistakes(struct buf *out, struct diags *d)
{
	diags_sort(d);
	for (size_t i = 0; i < d->count; i++) {
		struct place place = span_place(d->items[i].span);

		buf_fmt(out, "%s%u:%u %s", i == 0 ? "" : " ", place.line,
			place.column, message_slug(d->items[i].message));
	}
}

/* --- tests ---------------------------------------------------------------- */

static struct answers *read_text(struct arena *a, const struct pack *pack,
				 struct str text, struct diags *diags)
{
	struct source *source;
	struct node *tree;

	diags_init(diags, a);
	source = source_make(a, "answers", text, diags);
	assert_non_null(source);
	tree = str_starts(text, "{") ? json_parse(a, source, diags)
				     : yaml_parse(a, source, diags);
	assert_non_null(tree);
	return answers_read(a, pack, tree, diags);
}

static void test_read(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct buf got = buf_make(a);
	struct answers *answers =
	    read_text(a, base, str_from(row->text), &diags);

	if (answers != NULL)
		describe(&got, answers);
	else
		write_mistakes(&got, &diags);
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

static const struct row json_rows[] = {
	{ "JSON: no comma cuts there", JSON("\"answers\": {}, \"plan\": "
	  "{\"budget\": 1, \"foo\": null}"), "1:75 unknown-key" },
	{ "JSON: a quoted list", JSON("\"answers\": {\"uses\": \"sort\"}"),
	  "1:58 several-choices" },
	{ "JSON: a text in two languages", JSON("\"answers\": {}, "
	  "\"report\": {\"introduction\": {\"en\": \"Hi\"}}"),
	  " | introduction Hi" },
	{ "an older version is read", "pack: base\nversion: 0.10.0\n"
	  "answers: {reach: 2}", "reach=2" },
	{ "the same version, written otherwise", "pack: base\n"
	  "version: 01.0.00\nanswers: {reach: 2}", "reach=2" },
	{ "a newer version, by number", "pack: base\nversion: 1.0.10\n"
	  "answers: {reach: 2}", "2:10 newer-version" },
};

static const struct row date_rows[] = {
	{ "2026-11-21", NULL, "yes" }, { "2000-02-29", NULL, "yes" },
	{ "1900-02-29", NULL, "no" },  { "2023-02-29", NULL, "no" },
	{ "2024-02-29", NULL, "yes" }, { "2026-04-31", NULL, "no" },
	{ "2026-12-31", NULL, "yes" }, { "2026-13-01", NULL, "no" },
	{ "2026-00-10", NULL, "no" },  { "2026-10-00", NULL, "no" },
	{ "0000-01-01", NULL, "no" },  { "2026-1-1", NULL, "no" },
	{ "2026/11/21", NULL, "no" },  { "2026-11-211", NULL, "no" },
	{ "", NULL, "no" },	       { "abcd-ef-gh", NULL, "no" },
};

static void test_date(void **state)
{
	const struct row *row = *state;

	assert_int_equal(date_is_real(str_from(row->name)),
			 strcmp(row->want, "yes") == 0);
}

/* What `jalon new` prints is itself a file of answers, without any. */
static void test_blank(void **state)
{
	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct arena *a = arena_open();
		struct diags diags;
		struct buf text = buf_make(a), got = buf_make(a);
		struct answers *answers;

		answers_blank(&text, base, (enum lang)lang);
		answers = read_text(a, base, buf_view(&text), &diags);
		assert_non_null(answers);
		assert_int_equal(diags.count, 0);
		describe(&got, answers);
		assert_int_equal(got.len, 0);
		arena_close(a);
	}
}

/* Without the `#` of the lines from one on, up to the next that is none. */
static struct str uncommented(struct arena *a, struct str text,
			      const char *first)
{
	size_t at = str_find(text, str_from(first), 0);
	struct buf out = buf_make(a);

	assert_int_not_equal(at, SIZE_MAX);
	buf_str(&out, str_sub(text, 0, at));
	while (at < text.len && text.at[at] == '#') {
		size_t end = str_find(text, STR("\n"), at) + 1;

		buf_str(&out, str_sub(text, at + 1, end));
		at = end;
	}
	buf_str(&out, str_sub(text, at, text.len));
	return buf_view(&out);
}

/* Each block shown at its end serves once its `#` are taken away. */
static void test_blank_examples(void **state)
{
	static const char *const blocks[] = { "#evidence:", "#decisions:",
					      "#plan:", "#report:" };

	(void)state;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct arena *a = arena_open();
		struct diags diags;
		struct buf text = buf_make(a), got = buf_make(a);
		struct str used;

		answers_blank(&text, base, (enum lang)lang);
		used = buf_view(&text);
		for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
			used = uncommented(a, used, blocks[i]);
		describe(&got, read_text(a, base, used, &diags));
		assert_int_equal(diags.count, 0);
		assert_int_not_equal(got.len, 0);
		arena_close(a);
	}
}

/* "sets" takes the place of the answers. */
static void test_blank_sets(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a);
	struct str used;
	struct answers *answers;
	size_t from, to;

	(void)state;
	answers_blank(&text, base, LANG_FR);
	used = uncommented(a, buf_view(&text), "#sets:");
	from = str_find(used, STR("\nanswers:"), 0) + 1;
	to = str_find(used, STR("sets:\n"), 0);
	text.len = from;
	buf_str(&text, str_copy(a, str_sub(used, to, used.len)));
	answers = read_text(a, base, buf_view(&text), &diags);
	assert_non_null(answers);
	assert_int_equal(diags.count, 0);
	assert_int_equal(answers->set_count, 2);
	arena_close(a);
}

/* The catalogue is left out of a batch; what names it is not refused. */
static void test_without_catalogue(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	const char *bad = path_join(a, tests_dir, "bad");
	struct pack *pack;
	struct answers *answers;

	(void)state;
	diags_init(&diags, a);
	pack = pack_load(a, path_join(a, bad, "base"), PACK_SCORING, &diags);
	assert_non_null(pack);
	answers = read_text(a, pack,
			    STR(HEAD "answers:\nplan: {done: [open_line], "
				     "estimates: {open_line: {}}}"),
			    &diags);
	assert_non_null(answers);
	assert_int_equal(answers->plan.done_count, 0);
	arena_close(a);
}

static void test_digest(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct answers *one = read_text(a, base, STR(ANSWERS "reach: 2"),
					&diags);
	struct answers *two = read_text(a, base, STR(ANSWERS "reach: 3"),
					&diags);

	(void)state;
	assert_string_not_equal(digest_of(one->document).hex,
				digest_of(two->document).hex);
	assert_string_equal(digest_of(one->document).hex,
			    digest_of(STR(ANSWERS "reach: 2")).hex);
	assert_string_equal(one->file, "answers");
	arena_close(a);
}

static void test_many_sets(void **state)
{
	(void)state;
	for (int over = 0; over <= 1; over++) {
		struct arena *a = arena_open();
		struct diags diags;
		struct buf text = buf_make(a);

		buf_text(&text, HEAD "sets:\n");
		for (int i = 0; i < ANSWERS_SETS + over; i++)
			buf_text(&text, "  - {group: staff, answers: }\n");
		assert_int_equal(
		    read_text(a, base, buf_view(&text), &diags) == NULL, over);
		assert_int_equal(diags.count, over);
		arena_close(a);
	}
}

/*
 * A hostile document: a hundred thousand unknown questions take no longer
 * than their number. NOTE: suggestions stop with the diagnostics.
 */
static void test_many_mistakes(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct buf text = buf_make(a);

	(void)state;
	buf_text(&text, "{\"pack\": \"base\", \"version\": \"1.0.0\", "
			"\"answers\": {\"x\": 1");
	for (int i = 0; i < 100000; i++)
		buf_fmt(&text, ", \"x%d\": 1", i);
	buf_text(&text, "}}");
	assert_null(read_text(a, base, buf_view(&text), &diags));
	assert_int_equal(diags.errors, 100001);
	arena_close(a);
}

static void test_file(void **state)
{
	struct arena *a = arena_open();
	struct diags diags;
	char path[] = "/tmp/jalon-answers-XXXXXX.JSON";
	int fd = mkstemps(path, 5);
	static const char text[] = JSON("\"answers\": {\"reach\": 4}");
	struct answers *answers;

	(void)state;
	diags_init(&diags, a);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, sizeof(text) - 1), sizeof(text) - 1);
	close(fd);
	answers = answers_load(a, base, path, &diags);
	unlink(path);
	assert_non_null(answers);
	assert_string_equal(answers->file, path);
	assert_null(answers_load(a, base, path, &diags));
	assert_string_equal(message_slug(diags.items[0].message),
			    "file-missing");
	arena_close(a);
}

static const struct {
	const char *name;
	CMUnitTestFunction function;
} others[] = {
	{ "a blank file reads as nothing", test_blank },
	{ "the examples of a blank file", test_blank_examples },
	{ "the sets of a blank file", test_blank_sets },
	{ "a plan without the catalogue", test_without_catalogue },
	{ "the digest", test_digest },
	{ "500 sets, not 501", test_many_sets },
	{ "a hundred thousand mistakes", test_many_mistakes },
	{ "a JSON file", test_file },
};

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
enum { TESTS = COUNT(answer_rows) + COUNT(client_rows) + COUNT(set_rows) +
	       COUNT(block_rows) + COUNT(json_rows) + COUNT(date_rows) + COUNT(others) };

static struct CMUnitTest tests[TESTS];
static size_t test_count;

static void add(CMUnitTestFunction function, const struct row *rows,
		size_t count)
{
	for (size_t i = 0; i < count; i++)
		tests[test_count++] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = function,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
}

static int set_up(void **state)
{
	struct diags diags;
	const char *bad;

	(void)state;
	keep = arena_open();
	diags_init(&diags, keep);
	bad = path_join(keep, tests_dir, "bad");
	base = pack_load(keep, path_join(keep, bad, "base"), PACK_EVERYTHING,
			 &diags);
	return base == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(keep);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		tests_dir = argv[1];
	add(test_read, answer_rows, COUNT(answer_rows));
	add(test_read, client_rows, COUNT(client_rows));
	add(test_read, set_rows, COUNT(set_rows));
	add(test_read, block_rows, COUNT(block_rows));
	add(test_read, json_rows, COUNT(json_rows));
	add(test_date, date_rows, COUNT(date_rows));
	for (size_t i = 0; i < COUNT(others); i++)
		tests[test_count++] = (struct CMUnitTest){
			.name = others[i].name,
			.test_func = others[i].function,
		};
	return _cmocka_run_group_tests("answers", tests, test_count, set_up,
				       tear_down);
}
