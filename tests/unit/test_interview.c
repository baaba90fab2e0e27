/*
 * Interviews without a terminal. A row is a conversation: one line each,
 *
 *	as KIND [NAME]		begins: agreed, leader, expert, staff, together;
 *				`as again` the one before, taken up again
 *	path			the one begun next is on the short path
 *	say TEXT, dk, na TEXT, back, comment TEXT, evidence TEXT
 *	next, prev, skip, go WHERE
 *	... ! SLUG		any of these, refused so (or its beginning)
 *	at ID			the question at hand, or `end`
 *	is ID SAID		what was said: its value as kept, dk, na, none
 *	note ID TEXT		its comment
 *	counts A B C D E	questions that apply, answered, open, waiting,
 *				aside
 *
 * What each should give is read off the questionnaire below.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "app/interview.h"
#include "base/arena.h"
#include "base/file.h"

#define LEVEL                                                         \
	"type: level, options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, " \
	"{fr: e}], text: {fr: t}"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n"
    "express: [both, many]\n"
    "facts: {used: {is: ai}}\n"
    "sections:\n"
    "  - id: profile\n    title: {fr: t}\n    questions:\n"
    "      - {id: heads, code: P1, type: number, min: 1, max: 5000, "
    "text: {fr: t}, for: [leaders], from_client: staff}\n"
    "      - {id: ai, code: P2, type: boolean, text: {fr: t}, "
    "for: [leaders]}\n"
    "      - id: many\n        type: multiple\n        text: {fr: t}\n"
    "        for: [leaders]\n        when: used\n        options:\n"
    "          - {id: mail, points: 1, text: {fr: t}}\n"
    "          - {id: chat, points: 2, text: {fr: t}}\n"
    "          - {id: nothing, points: 0, exclusive: true, "
    "text: {fr: t}}\n"
    "  - id: work\n    title: {fr: t}\n    questions:\n"
    "      - {id: both, for: [leaders, staff], " LEVEL "}\n"
    "      - {id: twin_ai, for: [staff], when: used, " LEVEL "}\n"
    "      - {id: twin_no, for: [staff], when: not used, " LEVEL "}\n"
    "      - {id: deep, for: [experts], when: used, " LEVEL "}\n"
    "      - {id: maybe, for: [leaders], na_when: not used, " LEVEL "}\n"
    "      - {id: sure, for: [leaders], dont_know: false, " LEVEL "}\n"
    "  - id: extra\n    title: {fr: t}\n    optional: true\n"
    "    questions:\n"
    "      - {id: day, type: date, text: {fr: t}, for: [leaders]}\n"
    "      - {id: words, type: text, text: {fr: t}, for: [leaders]}\n"
    "      - {id: cost, type: number, min: 1, max: 5000, "
    "text: {fr: t}, for: [leaders]}\n";

static const char rubric[] =
    "# R\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, "
    "4: {fr: d}, 5: {fr: e}}\n"
    "bands: {2: 2, 3: 3, 4: 4, 5: 5}\nround: {places: 2, half: up}\n```\n\n"
    "## `d` D\n\n```yaml\nweight: 1\n```\n\n"
    "### `d.c` C\n\n```yaml\nquestions: [both, twin_ai, twin_no, deep, "
    "maybe, sure]\n```\n";

/* --- a desk -------------------------------------------------------------- */

struct office {
	char folder[64];
	uint64_t seed;
	struct arena *arena;
	struct diags diags;
	struct desk desk;
	struct case_view *view;
	struct interview *interview;
	struct interview_wish wish;
};

static void fill(void *context, void *bytes, size_t count)
{
	uint64_t *state = context;

	for (size_t i = 0; i < count; i++) {
		*state = *state * 6364136223846793005u + 1442695040888963407u;
		((unsigned char *)bytes)[i] = (unsigned char)(*state >> 56);
	}
}

static void print_diags(struct office *o)
{
	struct buf out = buf_make(o->arena);

	diags_write(&out, &o->diags, LANG_EN);
	fprintf(stderr, "%.*s\n", STR_ARGS(buf_view(&out)));
}

static void write_text(const char *path, const char *text)
{
	assert_int_equal(file_write(path, str_from(text)), 0);
}

static const char *at_office(struct office *o, const char *name)
{
	return path_join(o->arena, o->folder, name);
}

static void office_open(struct office *o, int64_t staff)
{
	struct case_new wanted = { .client = STR("Moulin"), .staff = staff };

	memset(o, 0, sizeof(*o));
	snprintf(o->folder, sizeof(o->folder), "/tmp/jalon-test-XXXXXX");
	assert_non_null(mkdtemp(o->folder));
	o->seed = 7;
	o->arena = arena_open();
	diags_init(&o->diags, o->arena);
	o->desk = (struct desk){
		.arena = o->arena,
		.shelf = shelf_open(),
		.diags = &o->diags,
		.chance = { fill, &o->seed },
		.now = STR("2026-11-22T14:05:09Z"),
		.today = STR("2026-11-22"),
		.by = STR("Consultante"),
		.pack_dir = at_office(o, "small"),
	};
	assert_int_equal(file_make_directory(o->desk.pack_dir), 0);
	write_text(at_office(o, "small/questionnaire.yaml"), questionnaire);
	write_text(at_office(o, "small/rubric.fr.md"), rubric);
	assert_true(desk_open(&o->desk, at_office(o, "cases"), STORE_CREATE));
	if (case_open_new(&o->desk, &wanted) == NULL) {
		print_diags(o);
		fail();
	}
}

static void office_close(struct office *o)
{
	char command[96];

	interview_end(o->interview);
	desk_close(&o->desk);
	shelf_close(o->desk.shelf);
	arena_close(o->arena);
	snprintf(command, sizeof(command), "rm -rf %s", o->folder);
	assert_int_equal(system(command), 0);
}

/* NULL when refused: the reason is the last diagnostic. */
static struct interview *begin(struct office *o)
{
	o->view = case_view(&o->desk, STR("moulin"), 0);
	assert_non_null(o->view);
	o->interview = interview_begin(&o->desk, o->view, &o->wish);
	return o->interview;
}

static uint32_t question(struct office *o, struct str id)
{
	uint32_t q = str_is(id, "end") ? NO_INDEX
				       : pack_find_question(o->view->pack, id);

	assert_true(str_is(id, "end") || q != NO_INDEX);
	return q;
}

/* --- one line of a conversation ------------------------------------------ */

static struct str word(struct str *rest)
{
	size_t space = str_find(*rest, STR(" "), 0);
	struct str first = str_sub(*rest, 0, space);

	*rest = space == SIZE_MAX ? STR_NONE
				  : str_trim(str_sub(*rest, space, rest->len));
	return first;
}

static bool begin_as(struct office *o, struct str rest)
{
	struct str kind = word(&rest);
	struct interview_wish was = o->wish;

	if (str_is(kind, "again")) {
		if (o->wish.kind == INTERVIEW_STAFF && o->wish.code.len == 0)
			o->wish.code = interview_code(o->interview, o->arena);
	} else {
		o->wish = (struct interview_wish){
			.kind = str_is(kind, "agreed")     ? INTERVIEW_AGREED
				: str_is(kind, "staff")    ? INTERVIEW_STAFF
				: str_is(kind, "together") ? INTERVIEW_TOGETHER
							   : INTERVIEW_NAMED,
			.group = str_is(kind, "expert") ? GROUP_EXPERTS
							: GROUP_LEADERS,
			.express = was.express,
			.questions = was.questions,
			.question_count = was.question_count,
			.before = was.before,
		};
		if (o->wish.kind == INTERVIEW_STAFF)
			o->wish.code = rest;
		else
			o->wish.name = rest;
	}
	interview_end(o->interview);
	return begin(o) != NULL;
}

/* Those of which the next respondents are asked. */
static bool list(struct office *o, struct str rest)
{
	uint32_t *questions = ARENA_ARRAY(o->arena, 8, uint32_t);

	o->view = case_view(&o->desk, STR("moulin"), 0);
	assert_non_null(o->view);
	o->wish.question_count = 0;
	while (rest.len > 0)
		questions[o->wish.question_count++] = question(o, word(&rest));
	o->wish.questions = questions;
	return true;
}

/* Another round; what the one before says is known to its interviews. */
static bool begin_round(struct office *o)
{
	o->view = case_view(&o->desk, STR("moulin"), 0);
	assert_non_null(o->view);
	o->wish.before = case_score(&o->desk, o->view, o->view->pack);
	assert_non_null(o->wish.before);
	return case_begin_round(&o->desk, o->view->record, STR("Suivi"));
}

static bool acts(struct office *o, struct str verb, struct str rest)
{
	struct interview *i = o->interview;
	struct diags *d = &o->diags;

	if (str_is(verb, "as"))
		return begin_as(o, rest);
	if (str_is(verb, "list"))
		return list(o, rest);
	if (str_is(verb, "round"))
		return begin_round(o);
	if (str_is(verb, "say"))
		return interview_answer(i, rest, LANG_FR, d);
	if (str_is(verb, "english"))
		return interview_answer(i, rest, LANG_EN, d);
	if (str_is(verb, "dk"))
		return interview_dont_know(i, d);
	if (str_is(verb, "na"))
		return interview_na(i, rest, d);
	if (str_is(verb, "back"))
		return interview_withdraw(i, d);
	if (str_is(verb, "comment"))
		return interview_comment(i, rest, d);
	if (str_is(verb, "evidence"))
		return interview_evidence(i, EVIDENCE_SHOWN, rest, d);
	if (str_is(verb, "prev"))
		return interview_previous(i);
	if (str_is(verb, "go"))
		return interview_go(i, rest, d);
	assert_true(str_is(verb, "next") || str_is(verb, "skip"));
	if (str_is(verb, "next"))
		interview_next(i);
	else
		interview_skip(i);
	return true;
}

static struct str said_text(struct office *o, uint32_t q)
{
	const struct answer *said = interview_said(o->interview, q);

	switch (said->kind) {
	case ANSWER_MISSING:
		return STR("none");
	case ANSWER_DONT_KNOW:
		return STR("dk");
	case ANSWER_NA:
		return said->reason;
	case ANSWER_VALUE:
		break;
	}
	return case_value(o->arena, &o->view->pack->questions[q], said);
}

static struct str counts_text(struct office *o)
{
	struct interview_progress p = interview_progress(o->interview);
	struct buf b = buf_make(o->arena);

	buf_fmt(&b, "%u %u %u %u %u", p.applies, p.answered, p.open, p.waiting,
		p.aside);
	return buf_view(&b);
}

/* What a line that looks finds; an empty text for one that acts. */
static struct str looks(struct office *o, struct str verb, struct str *wanted)
{
	uint32_t at;

	if (str_is(verb, "counts"))
		return counts_text(o);
	if (str_is(verb, "is"))
		return said_text(o, question(o, word(wanted)));
	if (str_is(verb, "note"))
		return interview_comment_on(o->interview,
					    question(o, word(wanted)));
	if (!str_is(verb, "at"))
		return STR_NONE;
	at = interview_at(o->interview);
	return at == NO_INDEX ? STR("end") : o->view->pack->questions[at].id;
}

static bool is_look(struct str verb)
{
	return str_is(verb, "counts") || str_is(verb, "is") ||
	       str_is(verb, "note") || str_is(verb, "at");
}

static void run_line(struct office *o, struct str line)
{
	size_t refused = str_find(line, STR(" ! "), 0);
	struct str rest = str_sub(line, 0, refused), verb = word(&rest);
	struct str slug = refused == SIZE_MAX
			      ? STR_NONE
			      : str_sub(line, refused + 3, line.len);

	o->diags.count = o->diags.errors = 0;
	if (str_is(verb, "path")) {
		o->wish.express = true;
	} else if (is_look(verb)) {
		struct str found = looks(o, verb, &rest);

		if (!str_eq(found, rest))
			fail_msg("%.*s: found `%.*s`", STR_ARGS(line),
				 STR_ARGS(found));
	} else {
		bool good = acts(o, verb, rest);

		if (good != (slug.len == 0))
			print_diags(o);
		if (good != (slug.len == 0))
			fail_msg("%.*s", STR_ARGS(line));
		if (!good && o->diags.count > 0)
			assert_true(str_starts(
			    str_from(message_slug(o->diags.items[0].message)),
			    str_cstr(o->arena, slug)));
	}
}

static void run(struct office *o, const char *script)
{
	struct str rest = str_from(script);

	while (rest.len > 0) {
		size_t end = str_find(rest, STR("\n"), 0);

		run_line(o, str_sub(rest, 0, end));
		rest = end == SIZE_MAX ? STR_NONE
				       : str_sub(rest, end + 1, rest.len);
	}
}

/* --- conversations ------------------------------------------------------- */

static const struct talk {
	const char *name;
	int64_t staff; /* that the case says */
	const char *script;
} talks[] = {
	{ "in order, hidden ones passed over", 0,
	  "as agreed\nat heads\n"
	  /* heads ai both maybe sure + 3 optional; many and four twins wait */
	  "counts 8 0 5 4 0\n"
	  "say 12\nnext\nat ai\nsay non\n"
	  /* twin_no comes, many, twin_ai and deep are gone for good */
	  "counts 9 2 4 0 0\n"
	  "next\nat both\nsay 3\nnext\nat twin_no\nprev\nat both\nis both 3\n"
	  "prev\nprev\nprev ! nothing\nat heads" },
	{ "an answer reveals and hides, and what was said is kept", 0,
	  "as agreed\ngo ai\nsay o\nnext\nat many\nsay 1,2\n"
	  "go ai\nsay n\nis many [\"mail\",\"chat\"]\ncounts 9 1 5 0 1\n"
	  "next\nat both\ngo many ! question-hidden\n"
	  "go ai\nsay 1\ncounts 11 2 6 0 0\nis many [\"mail\",\"chat\"]" },
	{ "not applicable, until an answer says otherwise", 0,
	  "as agreed\ngo ai\nsay n\ngo maybe\nna pas d'IA\n"
	  "is maybe pas d'IA\ngo ai\nsay o\nis maybe none\n"
	  "as again\nis maybe none\ngo maybe\n"
	  "na encore ! na-refused\nis maybe none\nsay 2\nis maybe 2" },
	{ "what is not offered", 0,
	  "as agreed\ngo sure\ndk ! dont-know-not-offered\n"
	  "na raison ! na-not-offered\nis sure none\nnext\nat day\n"
	  "as again\nat heads" },
	{ "numbers", 0,
	  "as agreed\ngo cost\nsay 0 ! out-of-range\n"
	  "say douze ! expected-number\n"
	  "say 1 234,5\nis cost 1234.5\nenglish 1,234 ! expected-number\n"
	  "english 2000.25\nis cost 2000.25\nsay 5001 ! out-of-range\n"
	  "is cost 2000.25" },
	{ "people are counted whole", 0,
	  "as agreed\nsay 12,5 ! expected-integer\nis heads none\n"
	  "say 1 234\nis heads 1234" },
	{ "yes and no", 0,
	  "as agreed\ngo ai\nsay peut-être ! no-such-choice\nis ai none\n"
	  "say N\nis ai false\nsay yes\nis ai true\nsay 2\nis ai false\n"
	  "english y\nis ai true\nsay 3 ! no-such-choice" },
	{ "one option", 0,
	  "as agreed\ngo both\nsay 6 ! no-such-choice\n"
	  "say 0 ! no-such-choice\nsay 1,2 ! no-such-choice\n"
	  "say -1 ! no-such-choice\nsay 5\nis both 5\n"
	  "say 999999999999 ! no-such-choice\nis both 5" },
	{ "several options", 0,
	  "as agreed\ngo ai\nsay o\nnext\nsay 2 1\n"
	  "is many [\"mail\",\"chat\"]\nsay 1, 1\nis many [\"mail\"]\n"
	  "say chat\nis many [\"chat\"]\nsay 3;1 ! exclusive-option\n"
	  "say 1,4 ! no-such-choice\nis many [\"chat\"]\nsay 3\n"
	  "is many [\"nothing\"]" },
	{ "dates and texts", 0,
	  "as agreed\ngo day\nsay 21/11/2026 ! impossible-date\n"
	  "say 2026-11-21\nis day \"2026-11-21\"\nnext\n"
	  "say il dit « oui », \"non\"\n"
	  "is words \"il dit « oui », \\\"non\\\"\"\n"
	  "as again\nis words \"il dit « oui », \\\"non\\\"\"" },
	{ "taken back, and its comment kept", 0,
	  "as agreed\ncomment à demander\nsay 12\nback\nis heads none\n"
	  "note heads à demander\nas again\nnote heads à demander\n"
	  "say 9\nnote heads à demander\nas again\nis heads 9\n"
	  "note heads à demander" },
	{ "taken up again after the furthest answer", 0,
	  "as leader Anne Roy\nsay 12\nnext\nskip\nat both\nsay 2\n"
	  "as again\nat maybe\nsay 3\nnext\nsay 1\nas again\nat ai" },
	{ "two leaders are two", 0,
	  "as leader Anne Roy\nsay 12\nas leader Luc Roy\n"
	  "is heads none\ncounts 8 0 5 1 0\nat heads\n"
	  "as expert Anne Roy\ncounts 0 0 0 1 0\nat end" },
	{ "the end, and back to what is open", 0,
	  "as leader A\nsay 12\nnext\nsay n\nnext\nskip\nsay 1\nnext\nsay 1\n"
	  "next\nat day\nnext\nnext\nnext\nat end\nnext\nat both\n"
	  "say 1\ngo ! nothing-open\nnext\nat maybe" },
	{ "going somewhere", 0,
	  "as leader A\ngo 2\nat both\ngo 4 ! unknown-section\n"
	  "go 0 ! unknown-section\ngo p2\nat ai\ngo twin_ai ! "
	  "question-other-group\ngo twins ! unknown-question\n"
	  "go many ! question-waits\nat ai\ngo\nat heads" },
	{ "staff wait for what the firm says", 0,
	  "as staff\ncounts 1 0 1 2 0\nsay 2\n"
	  "as leader A\ngo ai\nsay o\n"
	  "as staff\ncounts 2 0 2 0 0\ngo twin_ai\n"
	  "go twin_no ! question-hidden\n"
	  "as together\ncounts 2 0 2 0 0\n"
	  "as expert E\ncounts 1 0 1 0 0\nat deep" },
	{ "what leaders do not agree on is not said", 0,
	  "as leader A\ngo ai\nsay o\nas leader B\ngo ai\nsay n\n"
	  "as staff\ncounts 1 0 1 2 0" },
	{ "a member of the staff comes back", 0,
	  "as staff\nsay 2\nas again\nis both 2\ngo both\n"
	  "comment qui je suis ! staff-stay-private\n"
	  "evidence une photo ! staff-stay-private\n"
	  "as staff 12345678 ! interview-code\n"
	  "as staff 1234 ! interview-code" },
	{ "one kind of answers in a round", 0,
	  "as agreed\nsay 12\nas leader A ! round-is-agreed\n"
	  "as staff ! round-is-agreed\nas agreed\nis heads 12" },
	{ "the other kind", 0,
	  "as leader A\nsay 12\nas agreed ! round-has-respondents\n"
	  "as staff\nat both" },
	{ "nothing is kept of who says nothing", 0,
	  "as leader A\nnext\nas agreed\nsay 12" },
	{ "no name", 0, "as leader ! interview-name" },
	{ "the case knows, and is corrected", 28,
	  "as agreed\nat ai\ncounts 7 0 4 4 0\nprev\nis heads 28\nsay 28\n"
	  "say 30\nis heads 30\nas again\nprev\nis heads 30\n"
	  "dk ! case-says\nback ! case-says\nsay 0 ! out-of-range\n"
	  "is heads 30" },
	{ "the case knows better than one respondent", 28,
	  "as leader A\nprev\nsay 30 ! case-says\nis heads 28\nsay 28" },
	{ "evidence belongs to a criterion", 0,
	  "as leader A\nevidence un registre ! no-evidence-here\n"
	  "go both\nevidence un registre" },
	{ "a list, in its order, and nothing else", 0,
	  "list maybe both both\nas agreed\nat maybe\ncounts 2 0 2 0 0\n"
	  "say 2\nnext\nat both\nprev\nat maybe\nnext\nsay 3\nnext\nat end\n"
	  "go sure ! question-not-listed\nas again\nat end\n"
	  "counts 2 2 0 0 0\nis maybe 2" },
	{ "a list: what decides comes first", 0,
	  "list many ai\nas agreed\nat ai\ncounts 1 0 1 1 0\nsay o\nnext\n"
	  "at many\nsay 1\nnext\nat end\ngo ai\nsay n\ncounts 1 1 0 0 1" },
	{ "a list: what decides and is not in it stands as before", 0,
	  "as agreed\ngo ai\nsay o\nround\nlist many\nas agreed\nat many\n"
	  "counts 1 0 1 0 0\nis ai true\nsay 2\nnext\nat end\n"
	  "counts 1 1 0 0 0" },
	{ "a list: nothing before, and it waits", 0,
	  "list many\nas agreed\nat end\ncounts 0 0 0 1 0" },
	{ "a list: said this time, whatever was said before", 0,
	  "as leader A\ngo ai\nsay o\nround\nas leader A\ngo ai\nsay n\n"
	  "list many\nas leader A\nat end\ncounts 0 0 0 0 0" },
	{ "a list: each is asked what is theirs", 0,
	  "as leader A\ngo ai\nsay o\nround\nlist both deep maybe\n"
	  "as expert B\nat deep\ncounts 1 0 1 0 0\nsay 2\nnext\nat end\n"
	  "as leader A\nat both\ncounts 2 0 2 0 0" },
	{ "the short path: what decides it, its list, then the rest", 0,
	  "path\nas leader A\nat ai\nsay o\nnext\nat both\nskip\nat many\n"
	  "say 1\nnext\nat maybe\nprev\nat many\nnext\nat maybe\ndk\n"
	  "next\nat sure\nsay 2\nnext\nat end\nnext\nat both\nsay 3\nnext\n"
	  /* A number narrows nothing: the order of the questionnaire. */
	  "at end\nnext\nat heads" },
};

static void test_talk(void **state)
{
	const struct talk *t = *state;
	struct office o;

	office_open(&o, t->staff);
	run(&o, t->script);
	office_close(&o);
}

/* --- what is kept, and of whom ------------------------------------------- */

static void test_stamps(void **state)
{
	struct office o;
	const struct journal_entry *all;
	uint32_t count;
	bool staff = false;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Anne Roy\nsay 12\nas staff\nsay 4");
	all = store_journal(o.desk.store, o.arena, o.view->record->id, &count);
	/* The case, its round, then twice a person and what they say. */
	assert_int_equal(count, 6);
	for (uint32_t n = 2; n < count; n++) {
		struct str p = all[n].payload;

		staff = n >= 4;
		assert_int_equal(str_find(p, STR("T14:05:09Z"), 0) == SIZE_MAX,
				 staff);
		assert_int_equal(str_find(p, STR("Consultante"), 0) == SIZE_MAX,
				 staff);
	}
	office_close(&o);
}

static void test_closed(void **state)
{
	struct office o;
	struct change close;

	(void)state;
	office_open(&o, 0);
	run(&o, "as staff\nsay 2");
	close = change_collection(o.arena, &(struct stamp){ .at = o.desk.now },
				  o.view->record->id, o.view->round->id, true,
				  NULL, 0);
	assert_true(desk_save(&o.desk, &close, 1));
	run(&o, "as staff ! collection-closed\nas leader A\nat heads");
	office_close(&o);
}

/* Another answers under the same name before this one's first answer. */
static void test_same_name(void **state)
{
	struct office o;
	struct interview *first;
	uint32_t count;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Anne Roy");
	first = o.interview;
	o.interview = NULL;
	run(&o, "as leader Anne Roy\nsay 12");
	assert_true(interview_go(first, STR("both"), &o.diags));
	assert_true(interview_answer(first, STR("3"), LANG_FR, &o.diags));
	interview_end(first);
	run(&o, "as again\nis heads 12\nis both 3");
	store_respondents(o.desk.store, o.arena, o.view->round->id, &count);
	assert_int_equal(count, 1);
	office_close(&o);
}

static void test_similar(void **state)
{
	struct office o;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Anne Roy\nsay 12\nas leader Anne Roi");
	assert_true(str_is(interview_similar(o.interview), "Anne Roy"));
	run(&o, "as leader Anne Roy");
	assert_int_equal(interview_similar(o.interview).len, 0);
	run(&o, "as expert Anne Roi");
	assert_int_equal(interview_similar(o.interview).len, 0);
	office_close(&o);
}

/* Nothing of the staff's view follows what others say but what is asked. */
static void test_results(void **state)
{
	struct office o;
	struct interview_progress p;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader A\ngo both\nsay 1\ngo sure\nsay 1");
	p = interview_progress(o.interview);
	assert_int_equal(p.level_lo, 1);
	assert_non_null(interview_result(o.interview));
	run(&o, "as staff\nsay 5");
	p = interview_progress(o.interview);
	assert_int_equal(p.level_hi, 0);
	assert_null(interview_result(o.interview));
	run(&o, "as together");
	assert_null(interview_result(o.interview));
	office_close(&o);
}

/* What a leader sees of the firm is theirs, whatever the other one says. */
static void test_own_result(void **state)
{
	struct office o;
	struct change close;
	struct score *mine, *then;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader A\ngo both\nsay 1\ngo sure\nsay 1");
	mine = interview_result(o.interview);
	assert_non_null(mine);
	assert_false(interview_sees_all(o.interview));
	assert_int_equal(mine->answers->set_count, 1);
	assert_int_equal(mine->overall.capped_hi,
			 interview_progress(o.interview).level_hi);
	run(&o, "as leader B\ngo both\nsay 5\ngo sure\nsay 5\nas leader A");
	then = interview_result(o.interview);
	assert_int_equal(then->answers->set_count, 1);
	assert_true(ratio_cmp(then->overall.published,
			      mine->overall.published) == 0);
	close = change_collection(o.arena, &(struct stamp){ .at = o.desk.now },
				  o.view->record->id, o.view->round->id, true,
				  NULL, 0);
	assert_true(desk_save(&o.desk, &close, 1));
	assert_true(interview_sees_all(o.interview));
	assert_int_equal(interview_result(o.interview)->answers->set_count, 2);
	office_close(&o);
}

/* --- a disk that is full ------------------------------------------------- */

static void set_limit(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_full(void **state)
{
	struct office o;
	struct stat size;
	uint32_t count;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	office_open(&o, 0);
	run(&o, "as leader A\nsay 12\nnext");
	assert_int_equal(stat(at_office(&o, "cases-wal"), &size), 0);
	set_limit((rlim_t)size.st_size);
	run(&o, "say o ! store-\nat ai\nis ai none");
	assert_non_null(interview_unsaved(o.interview, o.arena, &count));
	assert_int_equal(count, 1);
	run(&o, "skip\nsay 4 ! store-");
	interview_unsaved(o.interview, o.arena, &count);
	assert_int_equal(count, 2);
	set_limit(RLIM_INFINITY);
	run(&o, "say 4\nis both 4\ngo ai\nsay o\nis ai true");
	assert_null(interview_unsaved(o.interview, o.arena, &count));
	run(&o, "as again\nis heads 12\nis ai true\nis both 4");
	office_close(&o);
}

/* --- anything, in any order ---------------------------------------------- */

static uint32_t some(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static void act_somehow(struct office *o, uint64_t *seed)
{
	static const char *const lines[] = {
		"1", "2",  "3", "5",          "1,2",        "o",
		"n", "12", "x", "2026-02-30", "2026-02-28",
	};
	struct interview *i = o->interview;
	struct str line = str_from(lines[some(seed, 11)]);
	uint32_t what = some(seed, 10);

	if (interview_at(i) == NO_INDEX || what == 0)
		interview_next(i);
	else if (what == 1)
		interview_previous(i);
	else if (what == 2)
		interview_dont_know(i, &o->diags);
	else if (what == 3)
		interview_na(i, line, &o->diags);
	else if (what == 4)
		interview_withdraw(i, &o->diags);
	else if (what == 5)
		interview_comment(i, line, &o->diags);
	else if (what == 6)
		interview_skip(i);
	else
		interview_answer(i, line, LANG_FR, &o->diags);
}

/* What the case says of its client is asked of nobody, and not counted. */
static bool case_says(const struct office *o, uint32_t question)
{
	const struct case_record *r = o->view->record;

	switch (o->view->pack->questions[question].from_client) {
	case FROM_CLIENT_STAFF:
		return r->staff > 0;
	case FROM_CLIENT_SECTOR:
		return r->sector.len > 0;
	case FROM_NOWHERE:
		break;
	}
	return false;
}

/* What one begun anew finds is what this one holds. */
static void compare_anew(struct office *o)
{
	struct interview *before = o->interview, *anew;
	struct interview_progress p = interview_progress(before);
	uint32_t applies = 0;

	if (o->wish.kind == INTERVIEW_STAFF)
		o->wish.code = interview_code(before, o->arena);
	anew = begin(o);
	/* A member of the staff who said nothing is not there. */
	for (uint32_t q = 0; anew != NULL && q < o->view->pack->question_count;
	     q++) {
		struct str now;

		o->interview = before;
		now = str_copy(o->arena, said_text(o, q));
		o->interview = anew;
		assert_true(str_eq(now, said_text(o, q)));
		assert_true(str_eq(interview_comment_on(before, q),
				   interview_comment_on(anew, q)));
		assert_int_equal(interview_applies(before, q),
				 interview_applies(anew, q));
		applies += interview_applies(anew, q) && !case_says(o, q);
	}
	if (anew != NULL) {
		assert_int_equal(applies, p.applies);
		assert_true(interview_at(before) == NO_INDEX ||
			    interview_applies(before, interview_at(before)));
	}
	interview_end(anew);
	o->interview = before;
}

static void wander(uint64_t seed)
{
	static const char *const starts[] = {
		"as agreed", "as leader A", "as expert E",
		"as staff",  "as together", "path\nas agreed",
	};
	struct office o;

	office_open(&o, some(&seed, 2) == 0 ? 0 : 28);
	if (some(&seed, 2) == 0)
		run(&o, "as leader B\ngo ai\nsay o");
	o.wish = (struct interview_wish){ .express = false };
	o.diags.count = 0;
	/* An agreed set may not stand beside the leader's. */
	if (o.interview != NULL)
		run(&o, starts[1 + some(&seed, 4)]);
	else
		run(&o, starts[some(&seed, 6)]);
	for (int n = 0; n < 40; n++) {
		o.diags.count = o.diags.errors = 0;
		act_somehow(&o, &seed);
		compare_anew(&o);
	}
	office_close(&o);
}

static void test_wandering(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 30; seed++)
		wander(seed * 2654435761u);
}

/* --- what to ask next, among some ---------------------------------------- */

static void test_among(void **state)
{
	struct office o;
	const struct score *s;
	bool *among;
	struct next_question all, rest;

	(void)state;
	office_open(&o, 0);
	run(&o, "as agreed\ngo ai\nsay n\ngo both\nsay 3");
	s = interview_result(o.interview);
	assert_non_null(s);
	among = ARENA_ARRAY(o.arena, s->pack->question_count, bool);
	assert_int_equal(score_next_among(o.arena, s, among).question,
			 NO_INDEX);
	memset(among, true, s->pack->question_count * sizeof(bool));
	all = score_next(o.arena, s);
	assert_int_equal(score_next_among(o.arena, s, among).question,
			 all.question);
	among[all.question] = false;
	rest = score_next_among(o.arena, s, among);
	assert_int_not_equal(rest.question, all.question);
	assert_int_not_equal(rest.question, NO_INDEX);
	/* The best of the rest narrows no more than the best. */
	assert_true(ratio_cmp(all.level_width, rest.level_width) <= 0);
	office_close(&o);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_stamps),
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_same_name),
		cmocka_unit_test(test_similar),
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_own_result),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_wandering),
		cmocka_unit_test(test_among),
	};
	enum {
		TALKS = sizeof(talks) / sizeof(*talks),
		OTHERS = sizeof(others) / sizeof(*others),
	};
	static struct CMUnitTest tests[TALKS + OTHERS];

	for (size_t i = 0; i < TALKS; i++)
		tests[i] =
		    (struct CMUnitTest){ talks[i].name, test_talk, NULL, NULL,
					 (void *)(uintptr_t)&talks[i] };
	memcpy(tests + TALKS, others, sizeof(others));
	return _cmocka_run_group_tests("interview", tests, TALKS + OTHERS, NULL,
				       NULL);
}
