/*
 * Sheets: pages of answers handed in together. A row is what happens between
 * browsers and one case, a line each:
 *
 *	tab N			the browser's tab the next lines happen in: each
 *				has a file of cases open of its own
 *	as KIND [NAME]		opens the page: leader, keeper (a leader who
 *				keeps the case), expert, staff, together; `as
 *				again` the same once more
 *	blind			this form carries no marks
 *	put ID TEXT, dk ID, na ID TEXT, back ID, none ID
 *				one answer of the form
 *	note TEXT		the comment beside it
 *	send			all of them at once, as a server does: the
 *				respondent's answers are read again first
 *	race			the same, with what was read for the page
 *	got ID RESULT [SLUG]	what became of one: saved, same, stale,
 *				untouched, wrong
 *	is ID SAID		what the tab holds: its value as kept, dk, none,
 *				a reason
 *	noted ID TEXT		its comment
 *	aside N, withdrawn N	see interview_progress
 *	journal N		how many changes there are
 *
 * What each should give is read off the questionnaire below.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "app/sheet.h"
#include "format/json.h"
#include "team_case.h"

#define LEVEL                                                         \
	"type: level, options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, " \
	"{fr: e}], text: {fr: t}"
#define MORE(id) "      - {id: " id ", for: [leaders], " LEVEL "}\n"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n"
    "express: [sure, both]\n"
    "facts: {used: {is: ai}}\n"
    "sections:\n"
    "  - id: profile\n    title: {fr: t}\n    questions:\n"
    "      - {id: heads, type: number, min: 1, max: 5000, "
    "text: {fr: t}, for: [leaders], from_client: staff}\n"
    "      - {id: ai, type: boolean, text: {fr: t}, for: [leaders]}\n"
    "      - id: many\n        type: multiple\n        text: {fr: t}\n"
    "        for: [leaders]\n        when: used\n        options:\n"
    "          - {id: mail, text: {fr: t}}\n"
    "          - {id: chat, text: {fr: t}}\n"
    "          - {id: nothing, exclusive: true, text: {fr: t}}\n"
    "  - id: work\n    title: {fr: t}\n    questions:\n"
    "      - {id: both, for: [leaders, staff], " LEVEL "}\n"
    "      - {id: twin_ai, for: [staff], when: used, " LEVEL "}\n"
    "      - {id: twin_no, for: [staff], when: not used, " LEVEL "}\n"
    "      - {id: deep, for: [experts], when: used, " LEVEL "}\n"
    "      - {id: maybe, for: [leaders], na_when: not used, " LEVEL "}\n"
    "      - {id: sure, for: [leaders], dont_know: false, " LEVEL "}\n"
    "  - id: more\n    title: {fr: t}\n    questions:\n" MORE("s1") MORE("s2")
	MORE("s3") MORE("s4") MORE("s5") MORE("s6") MORE("s7") MORE("s8")
	    MORE("s9") "  - id: extra\n    title: {fr: t}\n"
		       "    optional: true\n    questions:\n"
		       "      - {id: day, type: date, text: {fr: t}, "
		       "for: [leaders]}\n"
		       "      - {id: words, type: text, text: {fr: t}, "
		       "for: [leaders]}\n"
		       "      - {id: cost, type: number, text: {fr: t}, "
		       "for: [leaders]}\n"
		       "      - {id: plan, type: text, text: {fr: t}, "
		       "for: [leaders], na_when: heads < 20}\n";

static const char rubric[] =
    "# R\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, "
    "4: {fr: d}, 5: {fr: e}}\n"
    "bands: {2: 2, 3: 3, 4: 4, 5: 5}\nround: {places: 2, half: up}\n```\n\n"
    "## `d` D\n\n```yaml\nweight: 1\n```\n\n"
    "### `d.c` C\n\n```yaml\nquestions: [both, twin_ai, twin_no, deep, "
    "maybe, sure, s1, s2, s3, s4, s5, s6, s7, s8, s9]\n```\n\n"
    "## Préalables\n\n### `g` G\n\n```yaml\n"
    "gate: {when: points(deep) < 3, cap: {overall: 2}}\n```\n";

/* --- tabs ---------------------------------------------------------------- */

enum { TABS = 2, FIELDS = 16, QUESTIONS = 64 };

struct tab {
	struct desk desk;
	struct diags diags;
	struct interview_wish wish;
	const struct case_view *view;
	struct interview *interview;
	struct str seen[QUESTIONS];	/* marks of the form */
	struct saying sheet[FIELDS];
	uint32_t count;
	bool sent;			/* the next answer begins another */
};

struct office {
	struct team team;
	char pack[96];
	struct tab tabs[TABS];
	struct tab *at;
};

static void write_pack(struct office *o)
{
	char path[128], top[] = "/tmp/jalon-test-XXXXXX";

	assert_non_null(mkdtemp(top));
	snprintf(o->pack, sizeof(o->pack), "%s/small", top);
	assert_int_equal(file_make_directory(o->pack), 0);
	snprintf(path, sizeof(path), "%s/questionnaire.yaml", o->pack);
	assert_int_equal(file_write(path, str_from(questionnaire)), 0);
	snprintf(path, sizeof(path), "%s/rubric.fr.md", o->pack);
	assert_int_equal(file_write(path, str_from(rubric)), 0);
}

static void open_tab(struct office *o, struct tab *t)
{
	struct arena *a = o->team.arena;

	t->desk = o->team.desk;
	diags_init(&t->diags, a);
	t->desk.diags = &t->diags;
	t->desk.recall = recall_open();
	if (!desk_open(&t->desk, store_path(o->team.desk.store), STORE_WRITE))
		team_fail(&o->team, "no tab");
}

static void office_open(struct office *o, int64_t staff)
{
	struct case_record none;
	struct stamp stamp;

	memset(o, 0, sizeof(*o));
	write_pack(o);
	team_open_with(&o->team, o->pack);
	none = *team_view(&o->team)->record;
	none.staff = staff;
	stamp = desk_stamp(&o->team.desk);
	team_save(&o->team, change_case(o->team.arena, &stamp, &none));
	team_settle(&o->team);
	for (int n = 0; n < TABS; n++)
		open_tab(o, &o->tabs[n]);
	o->at = &o->tabs[0];
}

static void office_close(struct office *o)
{
	char command[128];

	for (int n = 0; n < TABS; n++) {
		interview_end(o->tabs[n].interview);
		desk_close(&o->tabs[n].desk);
		recall_close(o->tabs[n].desk.recall);
	}
	team_drop(&o->team);
	snprintf(command, sizeof(command), "rm -rf %s", o->pack);
	*strrchr(command, '/') = '\0';
	assert_int_equal(system(command), 0);
}

static void print_diags(struct office *o)
{
	struct buf out = buf_make(o->team.arena);

	diags_write(&out, &o->at->diags, LANG_EN);
	fprintf(stderr, "%.*s\n", STR_ARGS(buf_view(&out)));
}

/* What a tab remembers is what the file says to a desk that remembers
   nothing. */
static void check_as_read(struct office *o)
{
	const struct tab *t = o->at;
	struct desk *d = &o->team.desk;
	const struct case_view *read = case_view(d, STR("equipe"), 0);
	struct interview *i = interview_begin(d, read, &t->wish);
	struct interview_progress was, is;

	assert_non_null(i);
	assert_int_equal(read->respondent_count, t->view->respondent_count);
	assert_int_equal(read->record->staff, t->view->record->staff);
	assert_true(str_eq(read->record->sector, t->view->record->sector));
	assert_int_equal(read->round->closed, t->view->round->closed);
	for (uint32_t q = 0; q < read->pack->question_count; q++)
		assert_true(str_eq(sheet_mark(i, q, d->arena),
				   sheet_mark(t->interview, q, d->arena)));
	was = interview_progress(t->interview);
	is = interview_progress(i);
	assert_memory_equal(&was, &is, sizeof(is));
	interview_end(i);
}

static void begin(struct office *o)
{
	struct tab *t = o->at;
	const struct case_view *last;

	interview_end(t->interview);
	recall_begin(t->desk.recall, 0);
	last = case_view(&t->desk, STR("equipe"), 0);
	assert_non_null(last);
	t->view = recall_round(&t->desk, last->record->id,
				     last->round->id);
	assert_non_null(t->view);
	t->interview = interview_begin(&t->desk, t->view, &t->wish);
	if (t->interview == NULL)
		print_diags(o);
	assert_non_null(t->interview);
	check_as_read(o);
}

static void show_page(struct office *o)
{
	struct tab *t = o->at;

	begin(o);
	assert_true(t->view->pack->question_count <= QUESTIONS);
	for (uint32_t q = 0; q < t->view->pack->question_count; q++)
		t->seen[q] = sheet_mark(t->interview, q, t->desk.arena);
	t->count = 0;
}

/* --- one line ------------------------------------------------------------ */

static struct str word(struct str *rest)
{
	size_t space = str_find(*rest, STR(" "), 0);
	struct str first = str_sub(*rest, 0, space);

	*rest = space == SIZE_MAX ? STR_NONE
				  : str_trim(str_sub(*rest, space, rest->len));
	return first;
}

static void begin_as(struct office *o, struct str rest)
{
	struct interview_wish *w = &o->at->wish;
	struct str kind = word(&rest);

	if (str_is(kind, "again")) {
		if (w->kind == INTERVIEW_STAFF && w->code.len == 0)
			w->code = interview_code(o->at->interview,
						 o->team.arena);
	} else {
		*w = (struct interview_wish){
			.kind = str_is(kind, "staff")	   ? INTERVIEW_STAFF
				: str_is(kind, "together") ? INTERVIEW_TOGETHER
							   : INTERVIEW_NAMED,
			.group = str_is(kind, "expert") ? GROUP_EXPERTS
							: GROUP_LEADERS,
			.name = rest,
			.keeps_case = str_is(kind, "keeper"),
		};
	}
	show_page(o);
}

static uint32_t question(struct office *o, struct str id)
{
	uint32_t q = pack_find_question(o->at->view->pack, id);

	if (q == NO_INDEX)
		fail_msg("no question %.*s", STR_ARGS(id));
	return q;
}

static void add_field(struct office *o, enum saying_kind kind, struct str rest)
{
	struct tab *t = o->at;
	uint32_t q = question(o, word(&rest));

	if (t->sent)
		t->count = 0;
	t->sent = false;
	assert_true(t->count < FIELDS);
	t->sheet[t->count++] = (struct saying){
		.question = q, .kind = kind, .typed = rest, .reason = rest,
		.seen = t->seen[q],
	};
}

static bool fills_in(struct office *o, struct str verb, struct str rest)
{
	static const struct {
		const char *verb;
		enum saying_kind kind;
	} kinds[] = {
		{ "put", SAYING_VALUE },    { "dk", SAYING_DONT_KNOW },
		{ "na", SAYING_NA },	    { "back", SAYING_WITHDRAW },
		{ "none", SAYING_NOTHING },
	};
	struct tab *t = o->at;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (!str_is(verb, kinds[k].verb))
			continue;
		add_field(o, kinds[k].kind, rest);
		return true;
	}
	if (str_is(verb, "note")) {
		t->sheet[t->count - 1].note = rest;
		t->sheet[t->count - 1].has_note = true;
	} else if (str_is(verb, "blind")) {
		memset(t->seen, 0, sizeof(t->seen));
	} else {
		return false;
	}
	return true;
}

static const char *result_name(const struct saying *s)
{
	switch (s->result) {
	case SAYING_UNSAVED:
		return "unsaved";
	case SAYING_SAVED:
		return "saved";
	case SAYING_SAME:
		return "same";
	case SAYING_STALE:
		return s->untouched ? "untouched" : "stale";
	case SAYING_WRONG:
		return "wrong";
	}
	return "?";
}

static struct str result_of(struct office *o, struct str id)
{
	struct buf b = buf_make(o->team.arena);
	uint32_t q = question(o, id);

	for (uint32_t n = 0; n < o->at->count; n++) {
		const struct saying *s = &o->at->sheet[n];

		if (s->question != q)
			continue;
		buf_text(&b, result_name(s));
		if (s->wrong != NULL)
			buf_fmt(&b, " %s", message_slug(s->wrong->message));
	}
	return buf_view(&b);
}

static struct str said_text(struct office *o, uint32_t q)
{
	const struct answer *said = interview_said(o->at->interview, q);

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
	return case_value(o->team.arena, &o->at->view->pack->questions[q],
			  said);
}

static struct str number_text(struct office *o, uint32_t n)
{
	struct buf b = buf_make(o->team.arena);

	buf_int(&b, n);
	return buf_view(&b);
}

static struct str finds(struct office *o, struct str verb, struct str *wanted)
{
	struct interview_progress p = interview_progress(o->at->interview);
	uint32_t n = 0;

	if (str_is(verb, "got"))
		return result_of(o, word(wanted));
	if (str_is(verb, "is"))
		return said_text(o, question(o, word(wanted)));
	if (str_is(verb, "noted"))
		return interview_comment_on(o->at->interview,
					    question(o, word(wanted)));
	if (str_is(verb, "aside"))
		return number_text(o, p.aside);
	if (str_is(verb, "withdrawn"))
		return number_text(o, p.withdrawn);
	assert_true(str_is(verb, "journal"));
	store_journal(o->at->desk.store, o->team.arena, o->team.chain, &n);
	return number_text(o, n);
}

static bool send_page(struct office *o, bool anew)
{
	struct tab *t = o->at;

	if (anew)
		begin(o);
	t->sent = true;
	return sheet_say(t->interview, t->sheet, t->count, LANG_FR, &t->diags);
}

static void run_line(struct office *o, struct str line)
{
	struct str rest = line, verb = word(&rest), found;

	if (str_is(verb, "tab")) {
		o->at = &o->tabs[rest.at[0] - '1'];
	} else if (str_is(verb, "as")) {
		begin_as(o, rest);
	} else if (str_is(verb, "send") || str_is(verb, "race")) {
		if (!send_page(o, str_is(verb, "send")))
			print_diags(o);
		assert_int_equal(o->at->diags.errors, 0);
	} else if (!fills_in(o, verb, rest)) {
		found = finds(o, verb, &rest);
		if (!str_eq(found, rest))
			fail_msg("%.*s: found `%.*s`", STR_ARGS(line),
				 STR_ARGS(found));
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

/* --- rows ---------------------------------------------------------------- */

/* A case, a round, three people, the case once more: six changes. */
static const struct row {
	const char *name;
	int64_t staff; /* that the case says */
	const char *script;
} rows[] = {
	{ "a page is saved at once", 0,
	  "as leader Directrice\njournal 6\nput heads 12\nput ai oui\n"
	  "dk both\nput day 2026-02-28\nput words il dit « oui »\n"
	  "put cost 1 234,5\nsend\n"
	  "got heads saved\ngot ai saved\ngot both saved\ngot day saved\n"
	  "got words saved\ngot cost saved\njournal 12\nas again\n"
	  "is heads 12\nis ai true\nis both dk\nis day \"2026-02-28\"\n"
	  "is words \"il dit « oui »\"\nis cost 1234.5" },
	{ "the good ones though others are wrong", 0,
	  "as leader Directrice\nput heads 0\nput ai peut-être\nput both 3\n"
	  "put maybe 9\ndk sure\nput day 2026-02-30\nput cost douze\n"
	  "na s1 raison\nsend\n"
	  "got heads wrong out-of-range\ngot ai wrong no-such-choice\n"
	  "got both saved\ngot maybe wrong no-such-choice\n"
	  "got sure wrong dont-know-not-offered\n"
	  "got day wrong impossible-date\ngot cost wrong expected-number\n"
	  "got s1 wrong na-not-offered\njournal 7\n"
	  "is both 3\nis heads none\nas again\nis both 3\nis ai none" },
	{ "nothing to say", 0,
	  "as leader Directrice\nnone heads\nput ai\nput cost\nput words  \n"
	  "back both\nsend\ngot heads same\ngot ai same\ngot cost same\n"
	  "got words same\ngot both same\njournal 6" },
	{ "the same again is not written", 0,
	  "as leader Directrice\nput ai oui\nput many mail,chat\nput cost 12\n"
	  "dk both\nsend\njournal 10\nas again\nput ai 1\nput many 2 1\n"
	  "put cost 12,0\ndk both\nsend\ngot ai same\ngot many same\n"
	  "got cost same\ngot both same\njournal 10" },
	{ "a field emptied takes its answer back, a choice stays", 0,
	  "as leader Directrice\nput ai oui\nput many mail\nput cost 12\n"
	  "put both 2\nsend\nas again\nput ai\nput many\nput cost\nput both\n"
	  "send\ngot ai same\ngot many saved\ngot cost saved\ngot both same\n"
	  "is many none\nis cost none\nis both 2\nas again\nis many none" },
	{ "comments", 0,
	  "as leader Directrice\nput both 2\nnote au bureau\nnone ai\n"
	  "note à demander\nsend\ngot both saved\ngot ai saved\nas again\n"
	  "noted both au bureau\nnoted ai à demander\nis ai none\n"
	  "put both 2\nput ai o\nsend\ngot both same\ngot ai saved\n"
	  "noted both au bureau\nnoted ai à demander\nas again\n"
	  "back both\nnone ai\nnote\nsend\nas again\nis both none\n"
	  "noted both au bureau\nnoted ai" },
	{ "what reveals and what is revealed, in one page", 0,
	  "as leader Directrice\nput many mail\nput ai oui\nsend\n"
	  "got many saved\ngot ai saved\naside 0\nis many [\"mail\"]" },
	{ "what hides keeps what is hidden", 0,
	  "as leader Directrice\nput ai oui\nput many mail\nsend\nas again\n"
	  "put ai non\nput many chat\nsend\ngot many saved\naside 1\n"
	  "is many [\"chat\"]\nas again\naside 1\nis many [\"chat\"]" },
	{ "hidden since by another tab, and kept", 0,
	  "as leader Directrice\nput ai oui\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput ai non\nsend\n"
	  "tab 1\nput many mail\nsend\ngot many saved\naside 1\nas again\n"
	  "is many [\"mail\"]\naside 1" },
	{ "not applicable that the page itself allows", 0,
	  "as leader Directrice\nput ai oui\nsend\nas again\n"
	  "na maybe pas d'IA\nput ai non\nsend\ngot maybe saved\n"
	  "is maybe pas d'IA" },
	{ "not applicable that the page itself refuses", 0,
	  "as leader Directrice\nput ai non\nput maybe 2\nsend\nas again\n"
	  "na maybe pas d'IA\nput ai oui\nput both 4\nsend\n"
	  "got maybe wrong na-refused\ngot ai saved\ngot both saved\n"
	  "is maybe 2\nas again\nis maybe 2\nis ai true" },
	{ "not applicable that stood is withdrawn in the same write", 0,
	  "as leader Directrice\nput ai non\nna maybe pas d'IA\n"
	  "note voir\nsend\nas again\nput ai oui\nsend\nwithdrawn 1\n"
	  "is maybe none\nnoted maybe voir\njournal 10\nas again\n"
	  "is maybe none\nnoted maybe voir" },
	{ "not applicable wants a reason", 0,
	  "as leader Directrice\nna maybe\nsend\ngot maybe wrong "
	  "na-without-reason\njournal 6" },
	{ "a stale form writes over nothing", 0,
	  "as leader Directrice\nput both 2\nput ai oui\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput both 3\nsend\n"
	  "tab 1\nput both 4\nput ai non\nsend\ngot both stale\n"
	  "got ai saved\nis both 3\nis ai false\nas again\nis both 3\n"
	  "put both 4\nsend\ngot both saved" },
	{ "a stale form sent back as it was", 0,
	  "as leader Directrice\nput both 2\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput both 3\nsend\n"
	  "tab 1\nput both 2\nsend\ngot both untouched\nis both 3" },
	{ "a stale form that says what stands", 0,
	  "as leader Directrice\nput both 2\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput both 3\nsend\n"
	  "tab 1\nput both 3\nsend\ngot both same\nis both 3" },
	{ "a comment that another tab wrote is seen too", 0,
	  "as leader Directrice\n"
	  "tab 2\nas leader Directrice\nnone both\nnote voir Luc\nsend\n"
	  "tab 1\nput both 2\nsend\ngot both stale\nas again\nput both 2\n"
	  "send\ngot both saved\nnoted both voir Luc" },
	{ "a form without marks writes", 0,
	  "as leader Directrice\nblind\n"
	  "tab 2\nas leader Directrice\nput both 3\nsend\n"
	  "tab 1\nput both 4\nsend\ngot both saved\nis both 4" },
	{ "two tabs, two questions, both kept", 0,
	  "as leader Directrice\ntab 2\nas leader Directrice\nput both 3\n"
	  "send\ntab 1\nput ai oui\nsend\ngot ai saved\nis both 3\n"
	  "as again\nis both 3\nis ai true" },
	{ "the same form sent twice", 0,
	  "as leader Directrice\nput both 3\nput ai oui\nsend\njournal 8\n"
	  "send\ngot both same\ngot ai same\njournal 8" },
	{ "two first pages of one new name are one person", 0,
	  "as leader Anne\ntab 2\nas leader Anne\nput both 3\nsend\n"
	  "tab 1\nput ai oui\nrace\ngot ai saved\njournal 9\nas again\n"
	  "is both 3\nis ai true" },
	{ "whoever says nothing did not come", 0,
	  "as leader Anne\nnone both\nput ai bof\nsend\njournal 6" },
	{ "whoever says something comes once", 0,
	  "as expert Luc\nput deep 2\nsend\njournal 8\nput deep 3\nsend\n"
	  "got deep stale\nas again\nput deep 3\nsend\njournal 9" },
	{ "not asked of this group", 0,
	  "as leader Directrice\nput deep 2\nput both 1\nsend\n"
	  "got deep wrong question-other-group\ngot both saved" },
	{ "the case answers, for everybody", 28,
	  "as leader Directrice\nis heads 28\nput heads 28\nput both 2\nsend\n"
	  "got heads same\ngot both saved\nas again\nput heads 30\nsend\n"
	  "got heads wrong case-says\nis heads 28\njournal 7\n"
	  "as again\ndk heads\nsend\ngot heads wrong case-says\nis heads 28\n"
	  "as again\nput heads\nnote à voir\nsend\ngot heads saved\n"
	  "is heads 28\nnoted heads à voir\njournal 8" },
	{ "whoever began alone keeps the case", 28,
	  "as keeper Directrice\nput heads 30\nput both 2\nsend\n"
	  "got heads saved\ngot both saved\nis heads 30\njournal 8\n"
	  "tab 2\nas leader Associé\nis heads 30\ntab 1\nas again\n"
	  "is heads 30\nput heads 0\nsend\ngot heads wrong out-of-range\n"
	  "as again\nput heads\nsend\ngot heads same\nback heads\nsend\n"
	  "is heads 30" },
	{ "two at the same time: the second is compared again", 0,
	  "as leader Directrice\nput both 2\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput both 3\nsend\n"
	  "tab 1\nput both 4\nput ai oui\nrace\ngot both stale\n"
	  "got ai saved\nis both 3\nis ai true\njournal 9" },
	{ "two at the same time: what the other hid", 0,
	  "as leader Directrice\nput ai oui\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput ai non\nsend\n"
	  "tab 1\nput many mail\nrace\ngot many saved\naside 1\n"
	  "is ai false" },
	{ "two at the same time: not applicable no more", 0,
	  "as leader Directrice\nput ai non\nsend\nas again\n"
	  "tab 2\nas leader Directrice\nput ai oui\nsend\n"
	  "tab 1\nna maybe pas d'IA\nput both 2\nrace\n"
	  "got maybe wrong na-refused\ngot both saved\nis maybe none" },
	{ "two at the same time: all stale, nothing to write", 0,
	  "as leader Directrice\ntab 2\nas leader Directrice\n"
	  "put both 3\nsend\ntab 1\nput both 4\nrace\ngot both stale\n"
	  "is both 3\njournal 7" },
	{ "two at the same time, of who keeps the case", 28,
	  "as keeper Directrice\ntab 2\nas keeper Directrice\nput heads 30\n"
	  "send\ntab 1\nput heads 31\nput ai oui\nrace\ngot heads stale\n"
	  "got ai saved\nis heads 30\nas again\nis heads 30" },
	{ "two tabs of who keeps the case", 28,
	  "as keeper Directrice\ntab 2\nas keeper Directrice\nput heads 30\n"
	  "send\ntab 1\nput heads 31\nput ai oui\nsend\ngot heads stale\n"
	  "got ai saved\nis heads 30\nas again\nis heads 30" },
	{ "what was said before the case did gives way to it", 0,
	  "as leader Directrice\nput heads 12\nsend\n"
	  "tab 2\nas leader Associé\nput heads 14\nsend\nis heads 14\n"
	  "tab 1\nas keeper Directrice\nis heads 12" },
	{ "the staff have no name, no comment, and come back", 0,
	  "as staff\nput both 2\nrace\ngot both saved\nas again\nis both 2\n"
	  "put both 3\nnote c'est moi\nsend\n"
	  "got both wrong staff-stay-private\nis both 2\nput ai oui\nsend\n"
	  "got ai wrong question-other-group" },
	{ "two at the same time: somebody else came", 0,
	  "as leader Directrice\nput both 2\nsend\nas again\n"
	  "tab 2\nas leader Nadia\nput both 3\nsend\n"
	  "tab 1\nput ai oui\nrace\ngot ai saved\nas again\nis ai true" },
	{ "not applicable no more, by what the case says since", 12,
	  "as leader Directrice\nna plan trop petits\nsend\ngot plan saved\n"
	  "tab 2\nas keeper Associé\nput heads 30\nsend\n"
	  "tab 1\nas again\nis plan none\nwithdrawn 1\n"
	  "put both 2\nsend\ngot both saved\nas again\nis plan none\n"
	  "withdrawn 0\njournal 10" },
	{ "the staff together", 0,
	  "as together\nput both 2\nnote ensemble\nsend\ngot both saved\n"
	  "as again\nis both 2\nnoted both ensemble" },
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct office o;

	office_open(&o, row->staff);
	run(&o, row->script);
	office_close(&o);
}

/* --- marks --------------------------------------------------------------- */

static void test_marks(void **state)
{
	struct office o;
	struct str first, second;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Directrice");
	first = o.at->seen[question(&o, STR("both"))];
	assert_int_equal(first.len, 12);
	for (size_t n = 0; n < first.len; n++)
		assert_non_null(strchr("0123456789abcdef", first.at[n]));
	assert_false(str_eq(first, o.at->seen[question(&o, STR("ai"))]));
	run(&o, "as again");
	assert_true(str_eq(first, o.at->seen[question(&o, STR("both"))]));
	run(&o, "put both 2\nsend\nas again");
	second = o.at->seen[question(&o, STR("both"))];
	assert_false(str_eq(first, second));
	run(&o, "none both\nnote a\nsend\nas again");
	assert_false(str_eq(second, o.at->seen[question(&o, STR("both"))]));
	run(&o, "none both\nnote\nsend\nas again");
	assert_true(str_eq(second, o.at->seen[question(&o, STR("both"))]));
	run(&o, "put ai non\nna maybe un\nsend\nas again");
	first = o.at->seen[question(&o, STR("maybe"))];
	run(&o, "na maybe deux\nsend\nas again");
	assert_false(str_eq(first, o.at->seen[question(&o, STR("maybe"))]));
	/* Of one who is not there yet too, whatever chance makes of them. */
	run(&o, "as leader Zoé");
	first = o.at->seen[0];
	run(&o, "as leader Zoé");
	assert_true(str_eq(first, o.at->seen[0]));
	office_close(&o);
}

/* --- what is kept of the staff ------------------------------------------- */

static void test_stamps(void **state)
{
	struct office o;
	const struct journal_entry *all;
	uint32_t count;

	(void)state;
	office_open(&o, 0);
	run(&o, "as staff\nput both 4\nrace");
	all = store_journal(o.at->desk.store, o.team.arena, o.team.chain,
			    &count);
	assert_int_equal(count, 8);
	for (uint32_t n = 6; n < count; n++) {
		assert_true(str_find(all[n].payload, STR("T14:05:09Z"), 0) ==
			    SIZE_MAX);
		assert_true(str_find(all[n].payload, STR("Consultante"), 0) ==
			    SIZE_MAX);
	}
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
	char wal[160];
	uint32_t count;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	office_open(&o, 28);
	run(&o, "as keeper Directrice\nput both 1\nsend\nas again\n"
		"put heads 30\nput both 2\nput ai bof\nput s1 3");
	snprintf(wal, sizeof(wal), "%s-wal", store_path(o.at->desk.store));
	assert_int_equal(stat(wal, &size), 0);
	set_limit((rlim_t)size.st_size);
	assert_false(send_page(&o, true));
	set_limit(RLIM_INFINITY);
	assert_true(o.at->desk.failed);
	assert_true(o.at->diags.errors > 0);
	o.at->diags.count = o.at->diags.errors = 0;
	run(&o, "got heads unsaved\ngot both unsaved\n"
		"got ai wrong no-such-choice\ngot s1 unsaved\n"
		"is heads 28\nis both 1\nis s1 none\njournal 7");
	assert_non_null(interview_unsaved(o.at->interview, o.team.arena,
					  &count));
	assert_int_equal(count, 3);
	run(&o, "send\ngot heads saved\ngot both saved\ngot s1 saved");
	assert_null(interview_unsaved(o.at->interview, o.team.arena, &count));
	run(&o, "as again\nis heads 30\nis both 2\nis s1 3");
	office_close(&o);
}

/* --- what is there no more ----------------------------------------------- */

static void check_refused(struct office *o)
{
	assert_false(send_page(o, false));
	assert_false(o->at->desk.failed);
	assert_true(o->at->diags.errors > 0);
	o->at->diags.count = o->at->diags.errors = 0;
	run(o, "got both unsaved");
}

static void test_erased(void **state)
{
	struct office o;
	struct stamp stamp;

	(void)state;
	office_open(&o, 28);
	stamp = desk_stamp(&o.team.desk);
	run(&o, "as leader Directrice\nput both 1\nsend\nas again\nblind\n"
		"put both 2");
	team_erase(&o.team, o.team.leader);
	check_refused(&o);
	run(&o, "as keeper Associé\nblind\nput heads 30\nput both 2");
	assert_int_equal(store_erase_case(o.team.desk.store, &stamp,
					  o.team.chain, &o.team.diags),
			 STORE_DONE);
	check_refused(&o);
	office_close(&o);
}

/* --- two threads, one saver ---------------------------------------------- */

enum { SENT = 60 };

struct sender {
	struct office *o;
	struct tab *tab;
	struct str before[SENT], after[SENT];	/* marks, of each saved */
	uint32_t saved, other;
	bool failed;
};

static void send_one(struct sender *s, uint32_t number)
{
	struct desk *d = &s->tab->desk;
	const struct case_view *v = case_view(d, STR("equipe"), 0);
	struct interview *i = interview_begin(d, v, &s->tab->wish);
	struct buf typed = buf_make(d->arena);
	struct saying one = { .kind = SAYING_VALUE };

	one.question = pack_find_question(v->pack, STR("cost"));
	one.seen = sheet_mark(i, one.question, d->arena);
	buf_fmt(&typed, "%u", number);
	one.typed = buf_view(&typed);
	if (!sheet_say(i, &one, 1, LANG_FR, d->diags)) {
		s->failed = true;
	} else if (one.result == SAYING_SAVED) {
		s->before[s->saved] = one.seen;
		s->after[s->saved++] = sheet_mark(i, one.question, d->arena);
	} else {
		s->failed = s->failed || one.result != SAYING_STALE;
		s->other++;
	}
	interview_end(i);
}

static void *send_many(void *context)
{
	struct sender *s = context;

	for (uint32_t n = 0; n < SENT && !s->failed; n++)
		send_one(s, (uint32_t)(s->tab - s->o->tabs) * SENT + n + 1);
	return NULL;
}

/* Each was written over what its form had shown: they are links of a chain. */
static void check_chain(struct sender *s, uint32_t total, struct str at)
{
	uint32_t next[TABS] = { 0 };

	for (uint32_t n = 0; n < total; n++) {
		int which = 0;

		while (which < TABS &&
		       (next[which] == s[which].saved ||
			!str_eq(s[which].before[next[which]], at)))
			which++;
		assert_true(which < TABS);
		at = s[which].after[next[which]++];
	}
}

static void test_threads(void **state)
{
	struct office o;
	struct sender senders[TABS];
	pthread_t threads[TABS];
	struct saver *saver;
	struct str first;
	uint32_t count;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Directrice\ntab 2\nas leader Directrice");
	first = o.at->seen[question(&o, STR("cost"))];
	saver = saver_open(o.team.desk.store);
	for (int n = 0; n < TABS; n++) {
		o.tabs[n].desk.arena = arena_open();
		o.tabs[n].desk.saver = saver;
		senders[n] = (struct sender){ .o = &o, .tab = &o.tabs[n] };
		diags_init(&o.tabs[n].diags, o.tabs[n].desk.arena);
		assert_int_equal(pthread_create(&threads[n], NULL, send_many,
						&senders[n]),
				 0);
	}
	for (int n = 0; n < TABS; n++) {
		pthread_join(threads[n], NULL);
		assert_false(senders[n].failed);
		assert_int_equal(senders[n].saved + senders[n].other, SENT);
	}
	saver_close(saver);
	store_journal(o.at->desk.store, o.team.arena, o.team.chain, &count);
	assert_int_equal(count, 6 + senders[0].saved + senders[1].saved);
	check_chain(senders, senders[0].saved + senders[1].saved, first);
	for (int n = 0; n < TABS; n++) {
		interview_end(o.tabs[n].interview);
		o.tabs[n].interview = NULL;
		arena_close(o.tabs[n].desk.arena);
		o.tabs[n].desk.arena = o.team.arena;
	}
	office_close(&o);
}

/* --- the oracle: the same, one by one ------------------------------------ */

static uint32_t some(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static struct saying saying_somehow(struct office *o, uint64_t *seed)
{
	static const char *const ids[] = { "heads", "ai",   "ai",  "many",
					   "both",  "maybe", "maybe", "sure",
					   "words", "cost",  "s1",    "deep" };
	static const char *const lines[] = {
		"1", "2", "5", "1,2", "o", "n", "12", "x", "", "30",
	};
	static const enum saying_kind kinds[] = {
		SAYING_VALUE,	  SAYING_VALUE, SAYING_VALUE,	 SAYING_VALUE,
		SAYING_DONT_KNOW, SAYING_NA,	SAYING_WITHDRAW, SAYING_NOTHING,
	};
	struct saying s = {
		.question = question(o, str_from(ids[some(seed, 12)])),
		.kind = kinds[some(seed, 8)],
		.typed = str_from(lines[some(seed, 10)]),
		.reason = STR("sans objet"),
		.note = str_from(lines[some(seed, 10)]),
		.has_note = some(seed, 4) == 0,
	};

	s.seen = o->at->seen[s.question];
	return s;
}

static void page_somehow(struct office *o, uint64_t *seed)
{
	struct tab *t = o->at;

	show_page(o);
	for (uint32_t n = some(seed, 6); n-- > 0;) {
		struct saying s = saying_somehow(o, seed);
		bool there = false;

		for (uint32_t k = 0; k < t->count; k++)
			there = there || t->sheet[k].question == s.question;
		if (!there)
			t->sheet[t->count++] = s;
	}
}

/* False when it must wait for another answer of the page. */
static bool say_alone(struct office *o, const struct saying *s)
{
	struct interview *i = o->at->interview;
	const struct question *q = &o->at->view->pack->questions[s->question];
	struct diags heard;
	bool good = true;

	diags_init(&heard, o->team.arena);
	if (!interview_go(i, q->id, &heard))
		return false;
	if (s->kind == SAYING_VALUE && s->typed.len > 0)
		good = interview_answer(i, s->typed, LANG_FR, &heard);
	else if (s->kind == SAYING_VALUE && q->type != QUESTION_LEVEL &&
		 q->type != QUESTION_BOOLEAN &&
		 (q->from_client == FROM_NOWHERE ||
		  o->at->view->record->staff == 0))
		good = interview_withdraw(i, &heard);
	else if (s->kind == SAYING_DONT_KNOW)
		good = interview_dont_know(i, &heard);
	else if (s->kind == SAYING_NA)
		good = interview_na(i, s->reason, &heard);
	else if (s->kind == SAYING_WITHDRAW)
		good = interview_withdraw(i, &heard);
	if (good && s->has_note)
		assert_true(interview_comment(i, s->note, &heard));
	return good;
}

/*
 * Those that are asked now, then what decides which are, then those that it
 * revealed or allowed.
 */
static void say_one_by_one(struct office *o, const struct tab *page)
{
	bool done[FIELDS] = { false };

	show_page(o);
	for (int pass = 0; pass < 3; pass++) {
		for (uint32_t n = 0; n < page->count; n++) {
			const struct saying *s = &page->sheet[n];
			bool decides = s->question == question(o, STR("ai"));

			if (!done[n] && decides == (pass == 1) &&
			    s->result == SAYING_SAVED)
				done[n] = say_alone(o, s);
		}
	}
	/* Neither before nor after: such a page was never shown. */
	for (uint32_t n = 0; n < page->count; n++)
		if (page->sheet[n].result == SAYING_SAVED && !done[n])
			assert_false(interview_applies(
			    o->at->interview, page->sheet[n].question));
}

static struct str document_of(struct office *o)
{
	struct desk *d = &o->at->desk;
	const struct case_view *v = case_view(d, STR("equipe"), 0);
	struct buf out = buf_make(d->arena);
	struct json j = json_make(&out, true);

	json_node(&j, case_document(d, v, STAFF_PUBLISHED, false));
	return buf_view(&out);
}

static bool was_saved(struct office *o, const char *id)
{
	const struct tab *t = o->at;

	for (uint32_t n = 0; n < t->count; n++)
		if (t->sheet[n].result == SAYING_SAVED &&
		    t->sheet[n].question == question(o, str_from(id)))
			return true;
	return false;
}

/* A page may hold what is hidden; one by one it cannot be said. */
static bool was_hidden(struct office *o)
{
	return was_saved(o, "many");
}

static void compare_ways(uint64_t seed)
{
	static struct office pages, alone;
	int64_t staff = some(&seed, 2) == 0 ? 0 : 28;
	const char *who = some(&seed, 2) == 0 ? "as leader Directrice"
					      : "as keeper Directrice";

	office_open(&pages, staff);
	office_open(&alone, staff);
	run(&pages, who);
	run(&alone, who);
	for (int n = 0; n < 8; n++) {
		page_somehow(&pages, &seed);
		assert_true(send_page(&pages, some(&seed, 2) == 0));
		if (was_hidden(&pages) &&
		    !str_is(said_text(&pages, question(&pages, STR("ai"))),
			    "true"))
			break;
		say_one_by_one(&alone, pages.at);
		assert_string_equal(str_cstr(pages.team.arena,
					     document_of(&pages)),
				    str_cstr(alone.team.arena,
					     document_of(&alone)));
	}
	office_close(&pages);
	office_close(&alone);
}

static void test_one_by_one(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++)
		compare_ways(seed * 2654435761u);
}

/* --- the path ------------------------------------------------------------ */

/* `profile: heads ai | many (0/3); short work: ...` */
static struct str path_text(struct office *o, const struct path *p)
{
	static const char *const kinds[] = { "profile", "short", "section" };
	const struct pack *pack = o->at->view->pack;
	struct buf b = buf_make(o->team.arena);

	for (uint32_t s = 0; s < p->step_count; s++) {
		const struct path_step *step = &p->steps[s];

		buf_fmt(&b, "%s %.*s:", kinds[step->kind],
			STR_ARGS(pack->sections[step->section].id));
		for (uint32_t n = 0; n < step->page_count; n++) {
			buf_text(&b, n == 0 ? "" : " |");
			for (uint32_t k = 0; k < step->pages[n].count; k++)
				buf_fmt(&b, " %.*s",
					STR_ARGS(pack->questions
						     [step->pages[n]
							  .questions[k]]
							 .id));
		}
		buf_fmt(&b, " (%u/%u, %u open)\n", step->answered, step->asked,
			step->open);
	}
	buf_fmt(&b, "next %u.%u%s, experts %u of %u, staff %u of %u",
		p->next, p->next_page, p->preview ? ", preview" : "",
		p->others[GROUP_EXPERTS].gating,
		p->others[GROUP_EXPERTS].count, p->others[GROUP_STAFF].gating,
		p->others[GROUP_STAFF].count);
	return buf_view(&b);
}

/* The whole round's, whoever answers. */
static const struct score *round_score(struct tab *t)
{
	const struct case_view *v = case_view(&t->desk, STR("equipe"), 0);

	assert_non_null(v);
	return case_score(&t->desk, v, v->pack);
}

static void path_is(struct office *o, bool round, const char *wanted)
{
	struct arena *a = o->team.arena;
	const struct score *score = round ? round_score(o->at) : NULL;

	assert_string_equal(
	    str_cstr(a, path_text(o, sheet_path(o->at->interview, score, a))),
	    wanted);
}

#define REST "section more: s1 s2 s3 s4 | s5 s6 s7 s8 s9 (0/9, 9 open)\n" \
	     "section extra: day words cost plan (0/4, 0 open)\n"

static void test_path(void **state)
{
	struct office o;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Directrice");
	/* What the answer to `ai` decides is on the page after. */
	path_is(&o, false,
		"profile profile: heads ai (0/2, 2 open)\n"
		"short work: both maybe sure (0/3, 3 open)\n" REST
		"next 0.0, experts 0 of 0, staff 0 of 0");
	run(&o, "put heads 12\nput ai oui\nsend");
	path_is(&o, false,
		"profile profile: heads ai | many (2/3, 1 open)\n"
		"short work: both maybe sure (0/3, 3 open)\n" REST
		"next 0.1, preview, experts 1 of 1, staff 0 of 1");
	run(&o, "as again\nput many mail\nput both 2\nput maybe 2\ndk cost\n"
		"send");
	path_is(&o, true,
		"profile profile: heads ai | many (3/3, 0 open)\n"
		"short work: both maybe sure (2/3, 1 open)\n"
		"section more: s1 s2 s3 s4 | s5 s6 s7 s8 s9 (0/9, 9 open)\n"
		"section extra: day words cost plan (1/4, 0 open)\n"
		"next 1.0, preview, experts 1 of 1, staff 0 of 1");
	run(&o, "tab 2\nas expert Comptable");
	path_is(&o, false,
		"section work: deep (0/1, 1 open)\n"
		"next 0.0, preview, experts 0 of 0, staff 0 of 1");
	run(&o, "put deep 3\nsend\ntab 1\nas again");
	path_is(&o, true,
		"profile profile: heads ai | many (3/3, 0 open)\n"
		"short work: both maybe sure (2/3, 1 open)\n"
		"section more: s1 s2 s3 s4 | s5 s6 s7 s8 s9 (0/9, 9 open)\n"
		"section extra: day words cost plan (1/4, 0 open)\n"
		"next 1.0, experts 0 of 0, staff 0 of 1");
	run(&o, "as staff");
	path_is(&o, false,
		"short work: both twin_ai (0/2, 2 open)\n"
		"next 0.0, preview, experts 0 of 0, staff 0 of 0");
	office_close(&o);
}

static void test_after(void **state)
{
	struct office o;
	const struct path *p;
	uint32_t step, page;

	(void)state;
	office_open(&o, 0);
	run(&o, "as leader Directrice\nput ai oui\nsend");
	p = sheet_path(o.at->interview, NULL, o.team.arena);
	assert_true(sheet_after(p, question(&o, STR("heads")), &step, &page));
	assert_int_equal(step * 10 + page, 1);
	assert_true(sheet_after(p, question(&o, STR("many")), &step, &page));
	assert_int_equal(step * 10 + page, 10);
	assert_true(sheet_after(p, question(&o, STR("s4")), &step, &page));
	assert_int_equal(step * 10 + page, 21);
	assert_false(sheet_after(p, question(&o, STR("cost")), &step, &page));
	assert_false(sheet_after(p, question(&o, STR("deep")), &step, &page));
	office_close(&o);
}

/* Of the pack that is shipped: nothing twice, nothing left out, pages full. */
static void check_whole_path(struct team *t, const struct interview *i)
{
	const struct pack *pack = team_view(t)->pack;
	const struct path *p = sheet_path(i, NULL, t->arena);
	uint32_t *seen = ARENA_ARRAY(t->arena, pack->question_count, uint32_t);
	bool *named = ARENA_ARRAY(t->arena, pack->question_count, bool);

	for (uint32_t s = 0; s < p->step_count; s++) {
		for (uint32_t n = 0; n < p->steps[s].page_count; n++) {
			const struct sheet_page *page = &p->steps[s].pages[n];

			assert_in_range(page->count, 1, SHEET_MOST);
			for (uint32_t k = 0; k < page->count; k++) {
				uint32_t q = page->questions[k];

				assert_int_equal(pack->questions[q].section,
						 p->steps[s].section);
				assert_true(k == 0 ||
					    q > page->questions[k - 1]);
				seen[q]++;
				named[q] = p->steps[s].kind == PATH_SHORT;
			}
			if (p->steps[s].page_count > 1 &&
			    p->steps[s].kind != PATH_PROFILE)
				assert_true(page->count >= SHEET_LEAST);
		}
	}
	for (uint32_t q = 0; q < pack->question_count; q++)
		assert_int_equal(seen[q], interview_applies(i, q));
	for (uint32_t n = 0; n < pack->express_count; n++)
		assert_int_equal(named[pack->express[n]],
				 interview_applies(i, pack->express[n]));
}

static void test_shipped(void **state)
{
	static const char *const uses[] = { "no_use", "write_email",
					    "answer_client" };
	struct team t;
	struct interview *i;
	const struct path *p;

	(void)state;
	team_open_with(&t, "questionnaires/ia-pme");
	for (int n = 0; n < 3; n++) {
		struct interview_wish wish = { .kind = INTERVIEW_NAMED,
					       .name = STR("Directrice") };
		struct saying one = { .kind = SAYING_VALUE,
				      .typed = str_from(uses[n]) };
		const struct case_view *v = team_view(&t);

		i = interview_begin(&t.desk, v, &wish);
		assert_non_null(i);
		check_whole_path(&t, i);
		p = sheet_path(i, NULL, t.arena);
		assert_int_equal(p->steps[0].kind, PATH_PROFILE);
		/* P1, P2, P5: what P5 says decides what comes after. */
		assert_int_equal(p->steps[0].pages[0].count, 3);
		one.question = pack_find_question(v->pack, STR("uses"));
		assert_true(sheet_say(i, &one, 1, LANG_FR, &t.diags));
		assert_int_equal(one.result, SAYING_SAVED);
		check_whole_path(&t, i);
		interview_end(i);
	}
	team_drop(&t);
}

/* --- in the place of an expert ------------------------------------------- */

static void test_proxy(void **state)
{
	struct arena *a = arena_open();
	struct buf name = buf_make(a);
	struct str proxy;

	(void)state;
	assert_true(str_is(sheet_proxy_name(a, STR(" Anne Roy "), LANG_FR),
			   "Anne Roy (à la place d'un spécialiste)"));
	assert_true(str_is(sheet_proxy_name(a, STR("Anne Roy"), LANG_EN),
			   "Anne Roy (in place of an expert)"));
	for (int n = 0; n < 200; n++)
		buf_text(&name, "é");
	proxy = sheet_proxy_name(a, buf_view(&name), LANG_FR);
	assert_int_equal(str_chars(proxy), 200);
	assert_int_equal(utf8_check(proxy.at, proxy.len), proxy.len);
	arena_close(a);
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_stamps),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_erased),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_one_by_one),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_after),
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_proxy),
	};
	enum {
		ROWS = sizeof(rows) / sizeof(*rows),
		OTHERS = sizeof(others) / sizeof(*others),
	};
	static struct CMUnitTest tests[ROWS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] =
		    (struct CMUnitTest){ rows[i].name, test_row, NULL, NULL,
					 (void *)(uintptr_t)&rows[i] };
	memcpy(tests + ROWS, others, sizeof(others));
	return _cmocka_run_group_tests("sheet", tests, ROWS + OTHERS, NULL,
				       NULL);
}
