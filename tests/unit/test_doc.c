/*
 * Documents: typography, words, the shape of the view, templates and their
 * checker, what each audience may see, and text that tries to be markup.
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

#include "../../src/doc/assets.h"
#include "../../src/doc/charts.h"
#include "doc/typography.h"
#include "../../src/doc/view.h"
#include "base/arena.h"
#include "base/file.h"
#include "format/mustache.h"

#define PACK "questionnaires/ia-pme"
#define NBSP "\xC2\xA0"

/* The shipped pack, loaded once; cases are scored in an arena of their own. */
struct world {
	struct arena *arena;
	struct diags diags;
	struct pack *pack;
};

static struct world world;

static int open_world(void **state)
{
	(void)state;
	world.arena = arena_open();
	diags_init(&world.diags, world.arena);
	world.pack = pack_load(world.arena, PACK, PACK_EVERYTHING,
			       &world.diags);
	return world.pack == NULL;
}

static int close_world(void **state)
{
	(void)state;
	arena_close(world.arena);
	return 0;
}

static bool has(struct str text, const char *part)
{
	return str_find(text, str_from(part), 0) != SIZE_MAX;
}

static void assert_text(struct str got, const char *want)
{
	if (str_is(got, want))
		return;
	fail_msg("got `%.*s`, want `%s`", STR_ARGS(got), want);
}

/* --- typography ----------------------------------------------------------- */

enum typo { TYPO_NUMBER, TYPO_MONEY, TYPO_PERCENT, TYPO_DATE, TYPO_TEXT };

static const struct typo_row {
	const char *name;
	enum typo what;
	enum lang lang;
	const char *input;
	int places;
	const char *want;
} typo_rows[] = {
	{ "a decimal in French", TYPO_NUMBER, LANG_FR, "2.56", 2, "2,56" },
	{ "a decimal in English", TYPO_NUMBER, LANG_EN, "2.56", 2, "2.56" },
	{ "thousands in French", TYPO_NUMBER, LANG_FR, "1234567.5", 1,
	  "1" NBSP "234" NBSP "567,5" },
	{ "thousands in English", TYPO_NUMBER, LANG_EN, "1234567.5", 1,
	  "1,234,567.5" },
	{ "a negative number", TYPO_NUMBER, LANG_FR, "-1200", 0,
	  "-1" NBSP "200" },
	{ "three digits", TYPO_NUMBER, LANG_FR, "999", 0, "999" },
	{ "as many places as needed", TYPO_NUMBER, LANG_FR, "3.50", -1, "3,5" },
	{ "dollars in French", TYPO_MONEY, LANG_FR, "2000", 0,
	  "2" NBSP "000" NBSP "$" },
	{ "dollars in English", TYPO_MONEY, LANG_EN, "2000", 0, "$2,000" },
	{ "a share in French", TYPO_PERCENT, LANG_FR, "0.25", 0,
	  "25" NBSP "%" },
	{ "a share in English", TYPO_PERCENT, LANG_EN, "0.25", 0, "25%" },
	{ "a date in French", TYPO_DATE, LANG_FR, "2026-11-21", 0,
	  "21" NBSP "novembre 2026" },
	{ "the first of a month", TYPO_DATE, LANG_FR, "2027-01-01", 0,
	  "1er" NBSP "janvier 2027" },
	{ "a date in English", TYPO_DATE, LANG_EN, "2026-11-21", 0,
	  "November" NBSP "21, 2026" },
	{ "a leap day", TYPO_DATE, LANG_EN, "2028-02-29", 0,
	  "February" NBSP "29, 2028" },
	{ "an old date", TYPO_DATE, LANG_EN, "1900-03-01", 0,
	  "March" NBSP "1, 1900" },
	{ "a very old date", TYPO_DATE, LANG_EN, "0053-06-02", 0,
	  "June" NBSP "2, 53" },
	{ "a colon", TYPO_TEXT, LANG_FR, "oui : non", 0, "oui" NBSP ": non" },
	{ "a colon in English", TYPO_TEXT, LANG_EN, "yes : no", 0,
	  "yes : no" },
	{ "guillemets", TYPO_TEXT, LANG_FR, "un « mot » ici", 0,
	  "un «" NBSP "mot" NBSP "» ici" },
	{ "per cent and dollars", TYPO_TEXT, LANG_FR, "22 % de 2 000 $", 0,
	  "22" NBSP "% de 2" NBSP "000" NBSP "$" },
	{ "no space before ; ! ?", TYPO_TEXT, LANG_FR, "oui; non! quoi?", 0,
	  "oui; non! quoi?" },
	{ "an apostrophe", TYPO_TEXT, LANG_FR, "l'IA d'\xC3\xA9t\xC3\xA9", 0,
	  "l\xE2\x80\x99IA d\xE2\x80\x99\xC3\xA9t\xC3\xA9" },
	{ "a quote is no apostrophe", TYPO_TEXT, LANG_EN, "'a' b'", 0,
	  "'a' b'" },
	{ "what several have", TYPO_TEXT, LANG_EN, "the clients' views", 0,
	  "the clients\xE2\x80\x99 views" },
	{ "the end of a quotation", TYPO_TEXT, LANG_EN, "say 'as clients' here",
	  0, "say 'as clients' here" },
	{ "what several have, after a quotation mark", TYPO_TEXT, LANG_EN,
	  "it's clients' views", 0,
	  "it\xE2\x80\x99s clients\xE2\x80\x99 views" },
	{ "nothing several have in French", TYPO_TEXT, LANG_FR, "mots' a", 0,
	  "mots' a" },
	{ "English quotation marks", TYPO_TEXT, LANG_EN, "say \"a b\", (\"c\")",
	  0, "say \xE2\x80\x9C" "a b\xE2\x80\x9D, (\xE2\x80\x9C" "c"
	  "\xE2\x80\x9D)" },
	{ "a year and a thousand apart", TYPO_TEXT, LANG_FR, "en 2026, 30", 0,
	  "en 2026, 30" },
};

static void test_typo(void **state)
{
	const struct typo_row *row = *state;
	struct arena *a = arena_open();
	struct str input = str_from(row->input), got = STR_NONE;
	struct ratio n = RATIO(0);
	int64_t day = 0;

	if (row->what < TYPO_DATE)
		assert_true(ratio_parse(input, &n));
	switch (row->what) {
	case TYPO_NUMBER:
		got = typo_number(a, n, row->places, row->lang);
		break;
	case TYPO_MONEY:
		got = typo_money(a, n, row->lang);
		break;
	case TYPO_PERCENT:
		got = typo_percent(a, n, row->lang);
		break;
	case TYPO_DATE:
		assert_true(day_read(input, &day));
		got = typo_date(a, day, row->lang);
		break;
	case TYPO_TEXT:
		got = typo_text(a, input, row->lang);
		break;
	}
	assert_text(got, row->want);
	arena_close(a);
}

static void test_mondays(void **state)
{
	static const char *const rows[][2] = {
		{ "2026-11-21", "2026-11-23" },	/* a Saturday */
		{ "2026-11-23", "2026-11-30" },	/* a Monday: the next one */
		{ "1969-12-31", "1970-01-05" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t from, to;

		assert_true(day_read(str_from(rows[i][0]), &from));
		assert_true(day_read(str_from(rows[i][1]), &to));
		assert_int_equal(day_next_monday(from), to);
	}
}

/* --- words ---------------------------------------------------------------- */

static unsigned holes(struct str text)
{
	unsigned set = 0;

	for (size_t i = 0; i + 2 < text.len; i++)
		if (text.at[i] == '{' && text.at[i + 2] == '}')
			set |= 1u << (text.at[i + 1] - '0');
	return set;
}

static void test_words(void **state)
{
	(void)state;
	for (int w = 0; w < W_COUNT; w++) {
		struct str fr = word_text((enum word)w, LANG_FR);
		struct str en = word_text((enum word)w, LANG_EN);

		assert_true(fr.len > 0 && en.len > 0);
		if (holes(fr) != holes(en))
			fail_msg("`%.*s` and `%.*s` take other arguments",
				 STR_ARGS(fr), STR_ARGS(en));
	}
}

/* --- cases ---------------------------------------------------------------- */

static const char *const samples[] = {
	"billetterie", "quincaillerie", "meunerie",
};

struct made {
	struct arena *arena;
	struct score *score;
	struct plan *plan;
};

static struct made score_made(struct arena *a, struct answers *answers)
{
	struct made m = { .arena = a };

	m.score = score_case(a, world.pack, answers, &world.diags);
	assert_non_null(m.score);
	m.plan = plan_make(a, m.score, NULL);
	return m;
}

static struct answers *sample_answers(struct arena *a, const char *name)
{
	struct buf path = buf_make(a);
	struct answers *answers;

	buf_fmt(&path, PACK "/samples/%s.yaml", name);
	answers = answers_load(a, world.pack, str_cstr(a, buf_view(&path)),
			       &world.diags);
	assert_non_null(answers);
	return answers;
}

static struct made sample(struct arena *a, const char *name)
{
	return score_made(a, sample_answers(a, name));
}

static struct answers *answers_from(struct arena *a, const char *text)
{
	const struct source *source =
		source_make(a, "test.yaml", str_from(text), &world.diags);
	struct answers *answers;

	assert_non_null(source);
	answers = answers_read(a, world.pack,
			       yaml_parse(a, source, &world.diags),
			       &world.diags);
	assert_non_null(answers);
	return answers;
}

/* What samples do not show: decisions, kept answers, nothing at all. */
static const char *const odd_cases[] = {
	"pack: ia-pme\nversion: 1.0.0\nanswers: {}\n",
	"pack: ia-pme\nversion: 1.0.0\nclient: {name: A}\n"
	"answers: {uses: [no_use], reach_person: 2}\n"
	"plan: {days_per_month: 0, budget: 0}\n",
	"pack: ia-pme\nversion: 1.0.0\ndate: 2026-11-21\n"
	"client: {name: A, staff: 40}\n"
	"sets:\n"
	"  - {respondent: X, group: leaders, answers: {uses: [answer_client],"
	" bot_answers: true, personal_info: true, reach_person: 1,"
	" ai_policy: 4, ai_sponsor: 5, jobs_message: 5, red_lines_decided: 4}}\n"
	"  - {respondent: Y, group: leaders, answers: {ai_policy: 2,"
	" reach_person: {value: 3, note: mesurée}}}\n"
	"  - {group: staff, answers: {jobs_message: 1}}\n"
	"  - {group: staff, together: true, answers: {jobs_message: 2}}\n"
	"  - {respondent: X (in place of an expert), group: experts,"
	" answers: {vendor_checks: 2}}\n"
	"decisions:\n"
	"  - {question: ai_policy, value: 3, kind: consensus, reason: lue,"
	" author: B, date: 2026-11-20}\n"
	"plan: {days_per_month: 1, budget: 100, slots: 1}\n",
};

static struct node *view_of(const struct made *m, enum lang lang,
			    enum audience audience)
{
	struct document_request request = {
		.score = m->score,
		.plan = m->plan,
		.lang = lang,
		.audience = audience,
	};

	return document_view(m->arena, &request);
}

static struct document *document_of(const struct made *m,
				    enum document_kind kind, enum lang lang,
				    enum audience audience)
{
	struct document_request request = {
		.score = m->score,
		.plan = m->plan,
		.lang = lang,
		.audience = audience,
	};
	struct document *d = document_make(m->arena, kind, &request,
					   &world.diags);

	assert_non_null(d);
	return d;
}

static struct str html_of(const struct made *m, enum document_kind kind,
			  enum lang lang, enum audience audience)
{
	struct buf out = buf_make(m->arena);

	document_html(&out, m->arena, document_of(m, kind, lang, audience));
	return buf_view(&out);
}

static struct str markdown_of(const struct made *m, enum document_kind kind,
			      enum lang lang, enum audience audience)
{
	struct buf out = buf_make(m->arena);

	document_markdown(&out, m->arena, document_of(m, kind, lang, audience));
	return buf_view(&out);
}

/* --- the view and its table ----------------------------------------------- */

static bool kind_fits(const struct field *f, const struct node *n)
{
	if (n->kind == NODE_NULL)
		return f->kind != FIELD_FLAG && f->kind != FIELD_LIST;
	switch (f->kind) {
	case FIELD_TEXT:
		return n->kind == NODE_SCALAR && !n->trusted && !n->plain;
	case FIELD_OWN:
		return n->kind == NODE_SCALAR && n->trusted;
	case FIELD_FLAG:
		return n->kind == NODE_SCALAR && n->plain;
	case FIELD_MAP:
		return n->kind == NODE_MAP;
	case FIELD_LIST:
		return n->kind == NODE_LIST;
	case FIELD_ALL:
		break;
	}
	return false;
}

static uint32_t fields_in(int shape)
{
	uint32_t count = 0;

	for (size_t i = 0; i < view_field_count; i++) {
		if (view_fields[i].in != shape)
			continue;
		if (view_fields[i].kind == FIELD_ALL)
			count += fields_in(view_fields[i].shape);
		else
			count++;
	}
	return count;
}

static void walk_map(const struct node *map, int shape, bool *met)
{
	/* Every field is there, and since none is unknown, nothing else is. */
	if (map->count != fields_in(shape))
		fail_msg("shape %d: %u keys in the view, %u in the table",
			 shape, map->count, fields_in(shape));
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		const struct field *f = view_find_field(shape, n->key);

		if (f == NULL)
			fail_msg("`%.*s` of shape %d is not in the table",
				 STR_ARGS(n->key), shape);
		if (!kind_fits(f, n))
			fail_msg("`%.*s` of shape %d is of another kind",
				 STR_ARGS(n->key), shape);
		if (n->kind != NODE_NULL)
			met[f - view_fields] = true;
		if (f->kind == FIELD_MAP && n->kind == NODE_MAP)
			walk_map(n, f->shape, met);
		for (const struct node *item = n->first;
		     f->kind == FIELD_LIST && item != NULL; item = item->next)
			walk_map(item, f->shape, met);
	}
}

static void walk_both(const struct made *m, bool *met)
{
	walk_map(view_of(m, LANG_FR, AUDIENCE_CLIENT), SHAPE_ROOT, met);
	walk_map(view_of(m, LANG_EN, AUDIENCE_CONSULTANT), SHAPE_ROOT, met);
}

/*
 * Fields that no case here fills: they need a plan short of its constraints
 * in ways the shipped pack never is.
 */
static bool may_stay_empty(const struct field *f)
{
	static const char *const names[] = { "cuts", "left_out_more",
					     "days_needed", "routine_days",
					     "days_short", "pauses",
					     "standing_pauses",
					     "lifted_by_pause" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(f->name, names[i]) == 0)
			return true;
	return f->kind == FIELD_ALL;
}

static void test_fields(void **state)
{
	struct arena *a = arena_open();
	bool *met = ARENA_ARRAY(a, view_field_count, bool);

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct made m = sample(a, samples[i]);

		walk_both(&m, met);
	}
	for (size_t i = 0; i < sizeof(odd_cases) / sizeof(odd_cases[0]); i++) {
		struct made m = score_made(a, answers_from(a, odd_cases[i]));

		walk_both(&m, met);
		m.plan = NULL;
		walk_both(&m, met);
	}
	for (size_t i = 0; i < view_field_count; i++)
		if (!met[i] && !may_stay_empty(&view_fields[i]))
			fail_msg("`%s` of shape %d is in the table and in no "
				 "view", view_fields[i].name,
				 view_fields[i].in);
	arena_close(a);
}

/* --- shipped templates ---------------------------------------------------- */

static uint32_t count_tags(struct arena *a, struct str name, enum lang lang,
			   struct str tag, enum mustache_tag_kind kind)
{
	const struct source *source = source_make(
		a, "template", asset_template(&asset_report, name, lang), &world.diags);
	const struct mustache *m = mustache_parse(a, source, &world.diags);
	uint32_t found = 0;
	size_t count;
	const struct mustache_tag *tags;

	assert_non_null(m);
	tags = mustache_tags(m, &count);
	for (size_t i = 0; i < count; i++)
		found += tags[i].kind == kind && str_eq(tags[i].name, tag);
	return found;
}

/* The two languages of a template say the same: same tags, as often. */
static void test_same_tags(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (size_t t = 0; t < asset_report.count; t++) {
		struct str name = asset_report.items[t].name;
		const struct source *source = source_make(
			a, "fr", asset_template(&asset_report, name, LANG_FR), &world.diags);
		const struct mustache *m =
			mustache_parse(a, source, &world.diags);
		size_t count;
		const struct mustache_tag *tags;

		assert_non_null(m);
		tags = mustache_tags(m, &count);
		assert_true(count > 0);
		for (size_t i = 0; i < count; i++) {
			uint32_t fr = count_tags(a, name, LANG_FR,
						 tags[i].name, tags[i].kind);
			uint32_t en = count_tags(a, name, LANG_EN,
						 tags[i].name, tags[i].kind);

			if (fr != en)
				fail_msg("%.*s: `%.*s` %u times in French, %u "
					 "in English", STR_ARGS(name),
					 STR_ARGS(tags[i].name), fr, en);
		}
	}
	arena_close(a);
}

/* --- the checker ---------------------------------------------------------- */

static const struct check_row {
	const char *name;
	const char *file;
	const char *text;
	const char *slug;	/* NULL: nothing to say */
	const char *suggestion;
	uint32_t line, column;
} check_rows[] = {
	{ "a field of the root", "report.fr.md", "{{client.name}}\n", NULL,
	  NULL, 0, 0 },
	{ "a field of an outer part", "report.fr.md",
	  "{{#findings}}{{client.name}}{{/findings}}\n", NULL, NULL, 0, 0 },
	{ "a field that is none", "report.fr.md", "a\n{{cleint.name}}\n",
	  "unknown-tag", "client", 2, 1 },
	{ "a field of another part", "report.fr.md",
	  "{{#plan}}{{weighted_gap}}{{/plan}}\n", "unknown-tag", NULL, 1, 10 },
	{ "a misspelt field of a part", "plan.en.md",
	  "{{#plan.lines}}{{ownr}}{{/plan.lines}}\n", "unknown-tag", "owner",
	  1, 16 },
	{ "a part printed as a text", "report.fr.md", "{{overall}}\n",
	  "tag-has-parts", NULL, 1, 1 },
	{ "an answer between three braces", "report.fr.md",
	  "{{{client.name}}}\n", "tag-untrusted", NULL, 1, 1 },
	{ "a part that is none", "report.fr.md", "{{>mondai}}\n",
	  "unknown-part", "monday", 1, 1 },
	{ "a chart that is none", "report.fr.md", "```chart profil\n```\n",
	  "unknown-chart", "profile", 1, 10 },
	{ "an own part in its place", "monday.fr.md",
	  "{{#monday}}{{do}}{{dow}}{{/monday}}\n", "unknown-tag", "do", 1,
	  18 },
	{ "a name that is no document", "raport.fr.md", "x\n",
	  "template-unused", "report.fr.md", 1, 1 },
	{ "a name without a language", "plan.md", "x\n", "template-unused",
	  NULL, 1, 1 },
	{ "a section left open", "report.fr.md", "{{#plan}}\n",
	  "mustache-unclosed", NULL, 1, 1 },
};

static void drop_folder(const char *dir, const char *path)
{
	unlink(path);
	rmdir(dir);
}

static void test_check(void **state)
{
	const struct check_row *row = *state;
	struct arena *a = arena_open();
	char dir[] = "/tmp/jalon-test-XXXXXX";
	const struct diag *d;
	struct folder folder;
	struct diags diags;
	const char *path;

	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	path = path_join(a, dir, row->file);
	assert_int_equal(file_write(path, str_from(row->text)), 0);
	folder = folder_at(a, dir);
	documents_check(a, &folder, &diags);
	drop_folder(dir, path);
	assert_int_equal(diags.count, row->slug != NULL);
	if (row->slug != NULL) {
		d = &diags.items[0];
		if (strcmp(row->slug, "mustache-unclosed") != 0)
			assert_string_equal(message_slug(d->message),
					    row->slug);
		assert_int_equal(span_place(d->span).line, row->line);
		assert_int_equal(span_place(d->span).column, row->column);
		if (row->suggestion != NULL)
			assert_text(d->suggestion, row->suggestion);
	}
	arena_close(a);
}

static void test_shipped_are_good(void **state)
{
	struct arena *a = arena_open();
	char dir[] = "/tmp/jalon-test-XXXXXX";
	struct folder folder;
	struct diags diags;

	(void)state;
	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	folder = folder_at(a, dir);
	documents_check(a, &folder, &diags);
	rmdir(dir);
	assert_int_equal(diags.count, 0);
	arena_close(a);
}

/* --- findings ------------------------------------------------------------- */

static uint32_t choose(struct arena *a, const struct made *m, uint32_t *out)
{
	struct document_request request = { .score = m->score };
	struct view v = view_make(a, &request);

	return view_choose_findings(&v, out);
}

static bool chosen(const uint32_t *items, uint32_t count, const char *id)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_is(world.pack->rubric.criteria[items[i]].id, id))
			return true;
	return false;
}

static void test_findings(void **state)
{
	struct arena *a = arena_open();
	uint32_t out[FINDINGS_MOST], count;
	struct made m = sample(a, "billetterie");

	(void)state;
	count = choose(a, &m, out);
	assert_in_range(count, FINDINGS_LEAST, FINDINGS_MOST);
	assert_true(chosen(out, count, "service.reachable"));
	assert_true(chosen(out, count, "measurement.board"));
	assert_false(chosen(out, count, "people.redeployment"));
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = 0; j < i; j++)
			assert_int_not_equal(out[i], out[j]);
	arena_close(a);
}

/* --- audiences ------------------------------------------------------------ */

static void assert_no_claims(struct str page)
{
	assert_false(has(page, "optimal"));
	assert_false(has(page, "Optimal"));
	assert_false(has(page, "la loi exige"));
}

static void test_client(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct made m = sample(a, samples[i]);

		for (int k = 0; k < DOCUMENT_COUNT; k++) {
			for (int l = 0; l < LANG_COUNT; l++) {
				struct str page = html_of(
					&m, (enum document_kind)k,
					(enum lang)l, AUDIENCE_CLIENT);

				assert_no_claims(page);
				assert_false(has(page, " (R)"));
				assert_true(has(page, l == LANG_FR
							  ? "juridique"
							  : "legal advice"));
			}
		}
	}
	arena_close(a);
}

/* A score of 2.56 is 2.5 for a client and 2.56 for a consultant. */
static void test_scores(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "billetterie");
	struct document_request request = { .score = m.score };
	struct view v = view_make(a, &request);

	(void)state;
	assert_text(view_score(&v, ratio_make(64, 25)), "2,5");
	v.consultant = true;
	assert_text(view_score(&v, ratio_make(64, 25)), "2,56");
	v.lang = LANG_EN;
	assert_text(view_score(&v, ratio_make(64, 25)), "2.56");
	arena_close(a);
}

/* A range shown with fewer decimals holds what it held. */
static void test_bounds(void **state)
{
	static const struct bound_row {
		int64_t hundredths;
		const char *low, *high;
	} rows[] = {
		{ 250, "2,5", "2,5" },
		{ 257, "2,5", "2,6" },
		{ 275, "2,7", "2,8" },
		{ 299, "2,9", "3,0" },
	};
	struct arena *a = arena_open();
	struct made m = sample(a, "billetterie");
	struct document_request request = { .score = m.score };
	struct view v = view_make(a, &request);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ratio n = ratio_make(rows[i].hundredths, 100);

		assert_text(view_score(&v, n), rows[i].low);
		assert_text(view_score_high(&v, n), rows[i].high);
	}
	v.consultant = true;
	assert_text(view_score_high(&v, ratio_make(275, 100)), "2,75");
	arena_close(a);
}

static void test_units(void **state)
{
	static const struct unit_row {
		enum lang lang;
		int64_t quarters;
		const char *want;
	} rows[] = {
		{ LANG_FR, 2, "0,5 jour-personne" },
		{ LANG_FR, 6, "1,5 jour-personne" },
		{ LANG_FR, 8, "2 jours-personnes" },
		{ LANG_EN, 2, "0.5 person-days" },
		{ LANG_EN, 4, "1 person-day" },
		{ LANG_EN, 6, "1.5 person-days" },
	};
	struct arena *a = arena_open();
	struct made m = sample(a, "billetterie");
	struct document_request request = { .score = m.score };
	struct view v = view_make(a, &request);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v.lang = rows[i].lang;
		assert_text(view_person_days(&v,
					     ratio_make(rows[i].quarters, 4)),
			    rows[i].want);
	}
	arena_close(a);
}

static void test_ranges(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "billetterie");
	struct document_request request = { .score = m.score };
	struct view v = view_make(a, &request);
	struct scored s = { .shown_lo = 2, .shown_hi = 3 };

	(void)state;
	assert_text(view_level(&v, &s), "de 2 à 3, à confirmer");
	assert_text(view_level_named(&v, &s),
		    "de 2 (Exploratoire) à 3 (Encadré), à confirmer");
	assert_text(view_at_level(&v, &s),
		    "niveau entre 2 et 3, à confirmer");
	assert_text(view_at_level_named(&v, &s),
		    "niveau entre 2 (Exploratoire) et 3 (Encadré), à confirmer");
	s.shown_lo = 3;
	assert_text(view_level_named(&v, &s), "3, Encadré");
	s.shown_lo = 0;
	assert_text(view_level(&v, &s), "au plus 3, à confirmer");
	s.shown_hi = 0;
	assert_text(view_level(&v, &s), "");
	arena_close(a);
}

/* One staff member's words, and fewer than five answers, show nowhere. */
static void test_staff(void **state)
{
	static const char text[] =
		"pack: ia-pme\nversion: 1.0.0\n"
		"client: {name: A, staff: 40}\n"
		"sets:\n"
		"  - {respondent: Rosemonde, group: leaders, answers: {ai_policy:"
		" {value: 2, note: motdirection}}}\n"
		"  - {group: staff, answers: {hidden_use: {value: 2, note:"
		" motsecret}, ai_policy: {value: 5, note: motsecret}}}\n";
	struct arena *a = arena_open();
	struct made m = score_made(a, answers_from(a, text));
	struct str page;

	(void)state;
	for (int audience = 0; audience <= AUDIENCE_CONSULTANT; audience++) {
		page = html_of(&m, DOCUMENT_REPORT, LANG_FR,
			       (enum audience)audience);
		assert_false(has(page, "motsecret"));
		assert_true(has(page, "motdirection"));
		assert_int_equal(has(page, "Rosemonde"),
				 audience == AUDIENCE_CONSULTANT);
		/* Answers by name, in the consultant's appendix alone. */
		assert_int_equal(has(page, "Rosemonde (direction)" NBSP ": 2."),
				 audience == AUDIENCE_CONSULTANT);
	}
	arena_close(a);
}

/* --- who said it ---------------------------------------------------------- */

#define SETS_OF(more)                                                          \
	"pack: ia-pme\nversion: 1.0.0\nclient: {name: A, staff: 8}\n"          \
	"sets:\n"                                                              \
	"  - {respondent: Anne, group: leaders, answers:"                      \
	" {uses: [answer_client], bot_answers: true, ai_policy: 4}}\n" more

#define PROXY(answers)                                                         \
	"  - {respondent: Anne (à la place d'un spécialiste), group: experts,"  \
	" answers: " answers "}\n"
#define EXPERT(answers)                                                        \
	"  - {respondent: Zoé, group: experts, answers: " answers "}\n"

enum { PARTS = 4 };

/* Said, and never said, by the report to its client. */
static const struct said_row {
	const char *name, *text;
	enum lang lang;
	const char *said[PARTS], *never[PARTS];
} said_rows[] = {
	{ "the staff's common answer", SETS_OF(
	  "  - {group: staff, together: true, answers: {ai_policy: 2}}\n"),
	  LANG_FR,
	  { "direction" NBSP ": 4,0 (1); réponse commune du personnel, donnée "
	    "ensemble" NBSP ": 2,0",
	    "selon la direction, la situation est plus avancée que selon la "
	    "réponse commune du personnel, de 2,0 points",
	    "Ou bien, comme ici, il répond ensemble",
	    "l’écart avec elle donne de quoi parler" },
	  { "personnel" NBSP ": 2,0", "plus avancée que le personnel" } },
	{ "the staff's common answer in English", SETS_OF(
	  "  - {group: staff, together: true, answers: {ai_policy: 2}}\n"),
	  LANG_EN,
	  { "leaders: 4.0 (1); the staff’s common answer, given together: 2.0",
	    "leaders put the situation further along than the staff’s common "
	    "answer does, by 2.0 points",
	    "Or, as here, they answer together",
	    "the gap to it is something to talk about" },
	  { "staff: 2.0", "further along than staff do" } },
	{ "a common answer that is the firm's", SETS_OF(
	  "  - {group: staff, together: true, answers: {jobs_message: 2}}\n"),
	  LANG_FR, { "· réponse commune du personnel, donnée ensemble" },
	  { "personnel" NBSP ": 2,0", "donnée ensemble" NBSP ":" } },
	{ "a proxy alone", SETS_OF(PROXY("{vendor_checks: 3, equal_service: {dont_know: true}}")),
	  LANG_FR,
	  { "spécialistes" NBSP ": 3,0 (1 réponse, donnée à leur place)",
	    "spécialistes" NBSP ": 1 réponse, donnée à leur place",
	    "2 réponses ont été données à la place de spécialistes; l’annexe" },
	  { "dont une" } },
	{ "a proxy and an expert", SETS_OF(
	  PROXY("{vendor_checks: 3}") EXPERT("{vendor_checks: 4}")),
	  LANG_FR,
	  { "spécialistes" NBSP ": 4,0 (1)" },
	  { "Zoé", "Anne (", "à leur place", "à discuter (moyenne" } },
	{ "a proxy and an expert who does not know", SETS_OF(
	  PROXY("{vendor_checks: 3}") EXPERT("{vendor_checks: {dont_know: true}}")),
	  LANG_EN,
	  { "experts: 3.0 (1 answer, given in their place)",
	    "1 answer was given in the place of an expert; appendix A" },
	  { "Zoé", "Anne (" } },
	{ "neither of them knows", SETS_OF(
	  PROXY("{vendor_checks: {dont_know: true}}")
	  EXPERT("{vendor_checks: {dont_know: true}}")),
	  LANG_EN,
	  { "experts: 2 answers, one of them given in their place" },
	  { "Zoé", "Anne (" } },
	{ "an expert alone", SETS_OF(EXPERT("{vendor_checks: 4}")), LANG_FR,
	  { "spécialistes" NBSP ": 4,0 (1)" },
	  { "à leur place", "à la place d" } },
	{ "a budget that nobody chose",
	  "pack: ia-pme\nversion: 1.0.0\nclient: {name: A, staff: 8}\n"
	  "answers: {uses: [answer_client], bot_answers: true}\n", LANG_FR,
	  { "Le budget retenu pour le calcul, 5" NBSP "000" NBSP "$ pour "
	    "l’année, est la valeur de départ du questionnaire; rien n’a été "
	    "choisi." }, { "Le budget choisi" } },
	{ "a budget chosen",
	  "pack: ia-pme\nversion: 1.0.0\nclient: {name: A, staff: 8}\n"
	  "answers: {uses: [answer_client], bot_answers: true}\n"
	  "plan: {budget: 12000}\n", LANG_EN,
	  { "The budget chosen is $12,000 for the year." },
	  { "starting value" } },
	{ "no budget, and no plan",
	  "pack: ia-pme\nversion: 1.0.0\nclient: {name: A, staff: 8}\n"
	  "answers: {uses: [answer_client], bot_answers: true}\n"
	  "plan: {budget: 0, days_per_month: 0}\n", LANG_FR,
	  { "Aucune initiative n’entre", "Le budget choisi est de 0" NBSP "$" },
	  { "valeur de départ" } },
	{ "no common answer", SETS_OF(
	  "  - {group: staff, answers: {ai_policy: 2}}\n"),
	  LANG_FR, { "en deçà de cinq par question.",
		     "personnel" NBSP ": moins de cinq réponses" },
	  { "réponse commune", "Ou bien" } },
};

static void test_said(void **state)
{
	const struct said_row *row = *state;
	struct arena *a = arena_open();
	struct made m = score_made(a, answers_from(a, row->text));
	struct str pages[] = {
		markdown_of(&m, DOCUMENT_REPORT, row->lang, AUDIENCE_CLIENT),
		html_of(&m, DOCUMENT_REPORT, row->lang, AUDIENCE_CLIENT),
	};

	for (size_t p = 0; p < sizeof(pages) / sizeof(pages[0]); p++) {
		for (int i = 0; i < PARTS; i++) {
			if (row->said[i] != NULL && !has(pages[p], row->said[i]))
				fail_msg("not said: %s", row->said[i]);
			if (row->never[i] != NULL && has(pages[p], row->never[i]))
				fail_msg("said: %s", row->never[i]);
		}
	}
	arena_close(a);
}

/* What only the staff answered is said once, as their mean. */
static void test_staff_mean(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "quincaillerie");
	struct str page = markdown_of(&m, DOCUMENT_REPORT, LANG_FR,
				      AUDIENCE_CLIENT);

	(void)state;
	assert_true(has(page, "réponses du personnel" NBSP
			      ": moyenne 2,0 (6 réponses)"));
	assert_false(has(page, "sans réponse (moyenne"));
	arena_close(a);
}

/* Foreign law only for those who sell there; every code is explained. */
static void test_references(void **state)
{
	struct arena *a = arena_open();
	struct answers *answers = sample_answers(a, "quincaillerie");
	uint32_t q = pack_find_question(world.pack, STR("sells_in_eu"));
	struct made m = score_made(a, answers);
	struct str page = markdown_of(&m, DOCUMENT_REPORT, LANG_FR,
				      AUDIENCE_CLIENT);

	(void)state;
	assert_true(has(page, "**P-39.1**"));
	assert_false(has(page, "Ley 10/2025"));
	assert_false(has(page, "EU AI Act"));
	for (uint32_t i = 0; i < answers->set_count; i++)
		answers->sets[i].answers[q].truth = true;
	m = score_made(a, answers);
	page = markdown_of(&m, DOCUMENT_REPORT, LANG_FR, AUDIENCE_CLIENT);
	assert_true(has(page, "**EU AI Act**"));
	arena_close(a);
}

/* Nothing is known yet, and the page does not say that all is well. */
static void test_blank(void **state)
{
	static const char *const never[] = { "Aucun geste ne presse", "  **",
					     "# " NBSP, "Nothing is urgent" };
	struct arena *a = arena_open();
	struct made m = score_made(a, answers_from(a, odd_cases[0]));

	(void)state;
	for (int k = 0; k < DOCUMENT_COUNT; k++) {
		for (int l = 0; l < LANG_COUNT; l++) {
			struct str page = markdown_of(
				&m, (enum document_kind)k, (enum lang)l,
				AUDIENCE_CLIENT);

			for (size_t i = 0;
			     i < sizeof(never) / sizeof(never[0]); i++)
				assert_false(has(page, never[i]));
		}
	}
	assert_true(has(html_of(&m, DOCUMENT_REPORT, LANG_FR, AUDIENCE_CLIENT),
			">Diagnostic de maturité en IA</h1>"));
	arena_close(a);
}

/* A pause that nothing lets end is said, and no new use stands beside. */
static void test_pauses_stand(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "billetterie");

	(void)state;
	m.plan->pauses_stand = true;
	m.plan->opportunity_count = 0;
	for (int k = 0; k < DOCUMENT_COUNT; k++) {
		struct str page = markdown_of(&m, (enum document_kind)k,
					      LANG_FR, AUDIENCE_CLIENT);

		assert_true(has(page, "Un usage reste en pause"));
		assert_true(has(page, "Aucun nouvel usage n’est proposé"));
	}
	arena_close(a);
}

/* A template that calls itself is told, not printed by half. */
static void test_cut(void **state)
{
	static const char text[] = "{{>report}}{{>report}}{{>report}}\n";
	struct arena *a = arena_open();
	char dir[] = "/tmp/jalon-test-XXXXXX";
	struct made m = sample(a, "meunerie");
	struct pack pack = *world.pack;
	struct document_request request = { .score = m.score };
	struct diags diags;
	const char *documents, *path;

	(void)state;
	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	documents = path_join(a, dir, "documents");
	path = path_join(a, documents, "report.fr.md");
	assert_int_equal(file_make_directory(documents), 0);
	assert_int_equal(file_write(path, str_from(text)), 0);
	pack.folder = folder_at(a, dir);
	m.score->pack = &pack;
	assert_null(document_make(a, DOCUMENT_REPORT, &request, &diags));
	assert_int_equal(diags.count, 1);
	assert_string_equal(message_slug(diags.items[0].message),
			    "template-endless");
	drop_folder(documents, path);
	rmdir(dir);
	arena_close(a);
}

/* --- text that tries to be markup ------------------------------------------ */

static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"</title><img src=x onerror=alert(1)>",
	"{{{notice}}} {{#plan}}",
	"a | b\n\n# c\n\n::: notice",
	"[x](javascript:alert(1)) ![y](http://example.org/y.png)",
	"```chart profile",
	"*a* _b_ `c` &lt;d&gt; \\",
};

static bool has_link(const struct md *md)
{
	if (md->kind == MD_LINK || md->kind == MD_IMAGE ||
	    md->kind == MD_HTML)
		return true;
	for (const struct md *child = md->first; child; child = child->next)
		if (has_link(child))
			return true;
	return false;
}

/* The Markdown that goes out, read again by whoever receives it. */
static bool links_somewhere(struct arena *a, struct str markdown)
{
	const struct source *source =
		source_make(a, "out.md", markdown, &world.diags);
	const struct md *md = markdown_parse(a, source, &world.diags);

	assert_non_null(md);
	return has_link(md);
}

static void test_hostile(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct answers *answers = sample_answers(a, "billetterie");
		struct made m;
		struct str page, md;

		answers->client_name = str_from(hostile[i]);
		answers->report.introduction.in[LANG_FR] =
			str_from(hostile[i]);
		answers->report.next_meeting.in[LANG_FR] =
			str_from(hostile[i]);
		m = score_made(a, answers);
		page = html_of(&m, DOCUMENT_REPORT, LANG_FR, AUDIENCE_CLIENT);
		assert_false(has(page, "<script"));
		assert_false(has(page, "<img"));
		assert_false(has(page, "href=\"javascript"));
		md = markdown_of(&m, DOCUMENT_REPORT, LANG_FR,
				 AUDIENCE_CLIENT);
		assert_false(has(md, "\n# c"));
		assert_false(links_somewhere(a, md));
	}
	arena_close(a);
}

static void test_own_style(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "meunerie");
	struct document *d = document_of(&m, DOCUMENT_PLAN, LANG_FR,
					 AUDIENCE_CLIENT);
	struct buf out = buf_make(a);

	(void)state;
	d->request.style = STR("h1 { color: red } </style><script>x</script>");
	document_html(&out, a, d);
	assert_true(has(buf_view(&out), "h1 { color: red }"));
	assert_false(has(buf_view(&out), "<script"));
	arena_close(a);
}

/* A firm's documents carry its name and its colour, escaped and in order. */
static void test_look(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "quincaillerie");
	struct document_request request = {
		.score = m.score,
		.plan = m.plan,
		.firm = STR("Roy & filles"),
		.accent = STR("#884400"),
		.style = STR(":root{--deep:#123456}"),
	};
	struct buf page = buf_make(a), text = buf_make(a);
	struct document *d;
	size_t ours, theirs;

	(void)state;
	d = document_make(a, DOCUMENT_REPORT, &request, &world.diags);
	document_html(&page, a, d);
	document_markdown(&text, a, d);
	assert_true(has(buf_view(&page), "<p class=\"firm\">Roy &amp; filles<"));
	assert_true(has(buf_view(&text), " · Roy & filles · 34 personnes"));
	ours = str_find(buf_view(&page), STR(":root{--deep:#884400}"), 0);
	theirs = str_find(buf_view(&page), STR(":root{--deep:#123456}"), 0);
	assert_true(ours != SIZE_MAX && ours < theirs && theirs != SIZE_MAX);
	request.logo = STR("data:image/png;base64,AA==");
	page = buf_make(a);
	document_html(&page, a, document_make(a, DOCUMENT_PLAN, &request,
					      &world.diags));
	assert_true(has(buf_view(&page), "alt=\"Roy &amp; filles\""));
	assert_false(has(buf_view(&page), "class=\"firm\""));
	request.firm = STR_NONE;
	page = buf_make(a);
	document_html(&page, a, document_make(a, DOCUMENT_PLAN, &request,
					      &world.diags));
	assert_true(has(buf_view(&page), "alt=\"Logo\""));
	arena_close(a);
}

/* --- drawings ------------------------------------------------------------- */

/* Across, nothing is in pixels and nothing leaves the drawing. */
static void holds_across(struct str page, const char *attribute)
{
	struct str needle = str_from(attribute);
	size_t at = 0;

	while ((at = str_find(page, needle, at)) != SIZE_MAX) {
		char *end;
		double share = strtod(page.at + at + needle.len, &end);

		assert_true(share >= 0 && share <= 100);
		assert_int_equal(*end, '%');
		at += needle.len;
	}
}

/*
 * By hand: scores 1 to 5 run from 4.5% to 95.5%. Strategy's 2.25 is 1.25 / 4
 * of the way, 4.5 + 0.3125 * 91 = 32.9; level 3 starts at 2.60, so its target
 * is at 4.5 + 0.4 * 91 = 40.9. Weeks 0 to 52 run from 1% to 99%: the first
 * four take 98 * 4 / 52 = 7.5.
 */
static void test_drawings(void **state)
{
	struct arena *a = arena_open();
	struct made m = sample(a, "quincaillerie");
	struct str page = html_of(&m, DOCUMENT_REPORT, LANG_FR,
				  AUDIENCE_CLIENT);

	(void)state;
	assert_true(has(page, "<circle class=\"dot\" cx=\"32.9%\""));
	assert_true(has(page, "<svg x=\"40.9%\""));
	assert_true(has(page, "<rect class=\"bar gate\" x=\"1%\" y="));
	assert_true(has(page, "width=\"7.5%\" height="));
	assert_false(has(page, "viewBox"));
	holds_across(page, " x=\"");
	holds_across(page, " x1=\"");
	holds_across(page, " x2=\"");
	holds_across(page, " cx=\"");
	arena_close(a);
}

/* --- odd cases still make pages ------------------------------------------- */

static void test_odd(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(odd_cases) / sizeof(odd_cases[0]); i++) {
		struct made m = score_made(a, answers_from(a, odd_cases[i]));

		for (int p = 0; p < 2; p++) {
			for (int k = 0; k < DOCUMENT_COUNT; k++) {
				struct str page = html_of(
					&m, (enum document_kind)k, LANG_FR,
					AUDIENCE_CONSULTANT);

				assert_true(has(page, "</html>"));
				assert_false(has(page, "{{"));
			}
			m.plan = NULL;
		}
	}
	arena_close(a);
}

/* Same inputs, same bytes. */
static void test_same_bytes(void **state)
{
	struct arena *a = arena_open(), *b = arena_open();
	struct made first = sample(a, "quincaillerie");
	struct made second = sample(b, "quincaillerie");
	struct str one = html_of(&first, DOCUMENT_REPORT, LANG_EN,
				 AUDIENCE_CONSULTANT);
	struct str two = html_of(&second, DOCUMENT_REPORT, LANG_EN,
				 AUDIENCE_CONSULTANT);

	(void)state;
	assert_true(str_eq(one, two));
	arena_close(a);
	arena_close(b);
}

/* --- the list ------------------------------------------------------------- */

enum {
	TYPOS = sizeof(typo_rows) / sizeof(typo_rows[0]),
	CHECKS = sizeof(check_rows) / sizeof(check_rows[0]),
	SAIDS = sizeof(said_rows) / sizeof(said_rows[0]),
};

static const struct CMUnitTest single[] = {
	cmocka_unit_test(test_mondays),
	cmocka_unit_test(test_words),
	cmocka_unit_test(test_fields),
	cmocka_unit_test(test_same_tags),
	cmocka_unit_test(test_shipped_are_good),
	cmocka_unit_test(test_findings),
	cmocka_unit_test(test_client),
	cmocka_unit_test(test_scores),
	cmocka_unit_test(test_ranges),
	cmocka_unit_test(test_bounds),
	cmocka_unit_test(test_units),
	cmocka_unit_test(test_staff),
	cmocka_unit_test(test_staff_mean),
	cmocka_unit_test(test_references),
	cmocka_unit_test(test_blank),
	cmocka_unit_test(test_pauses_stand),
	cmocka_unit_test(test_cut),
	cmocka_unit_test(test_hostile),
	cmocka_unit_test(test_own_style),
	cmocka_unit_test(test_look),
	cmocka_unit_test(test_drawings),
	cmocka_unit_test(test_odd),
	cmocka_unit_test(test_same_bytes),
};

enum { SINGLES = sizeof(single) / sizeof(single[0]) };

int main(void)
{
	static struct CMUnitTest tests[TYPOS + CHECKS + SAIDS + SINGLES];
	size_t n = 0;

	for (size_t i = 0; i < TYPOS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = typo_rows[i].name,
			.test_func = test_typo,
			.initial_state = (void *)(uintptr_t)&typo_rows[i],
		};
	for (size_t i = 0; i < CHECKS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = check_rows[i].name,
			.test_func = test_check,
			.initial_state = (void *)(uintptr_t)&check_rows[i],
		};
	for (size_t i = 0; i < SAIDS; i++)
		tests[n++] = (struct CMUnitTest){
			.name = said_rows[i].name,
			.test_func = test_said,
			.initial_state = (void *)(uintptr_t)&said_rows[i],
		};
	for (size_t i = 0; i < SINGLES; i++)
		tests[n++] = single[i];
	return _cmocka_run_group_tests("doc", tests, n, open_world,
				       close_world);
}
