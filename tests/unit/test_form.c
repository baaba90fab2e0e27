/*
 * The blank paper form and its data sheet: conditions in words (rows written
 * by hand), what a short form asks, and properties of the shipped pack's
 * forms, for every group and language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/doc/form_view.h"
#include "format/csv.h"
#include "small_pack.h"

#define NBSP "\xC2\xA0"
#define SHIPPED "questionnaires/ia-pme"

static const char rubric[] =
    "# Grille\n\n```yaml\nlevels: {1: {fr: Un, en: One}, "
    "2: {fr: Deux, en: Two}}\nbands: {2: 2}\n```\n\n## `all` Tout\n\nTout.\n\n"
    "```yaml\nweight: 1\n```\n\n### `all.first` Une\n\nUne.\n\n"
    "```yaml\nquestions: [reach]\n```\n";

/*
 * Six questions whose numbers are their ranks, then the seventh, `asked`,
 * with the condition of the row. The sixth is the experts' alone.
 */
static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr, en]\n"
    "title: {fr: 'Essai \"<b>\\', en: Trial}\n"
    "express: [asked]\n"
    "facts:\n"
    "  has_bot: has(tools, bot)\n"
    "  two: has_bot and open_late\n"
    "  live: {text: {fr: Un robot sert, en: A bot serves}, is: two}\n"
    "  seen: {text: {fr: Un site vu, en: A seen site}, is: site_seen}\n"
    "  kind:\n"
    "    text: {fr: Sorte, en: Kind}\n"
    "    values:\n"
    "      none: {fr: Rien, en: Nothing}\n"
    "      bot: {fr: Un robot, en: A bot}\n"
    "    is: if(has_bot, bot, none)\n"
    "sections:\n"
    "  - id: s\n    title: {fr: S, en: S}\n    questions:\n"
    "      - id: reach\n        type: level\n"
    "        text: {fr: Joindre?, en: Reach?}\n"
    "        options: [{fr: a, en: a}, {fr: b, en: b}, {fr: c, en: c},"
    " {fr: d, en: d}, {fr: e, en: e}]\n"
    "      - id: tools\n        type: multiple\n"
    "        text: {fr: Outils?, en: Tools?}\n        options:\n"
    "          - {id: mail, text: {fr: Courriel, en: Mail}}\n"
    "          - {id: bot, text: {fr: Robot, en: Bot}}\n"
    "      - id: trade\n        type: single\n"
    "        text: {fr: Secteur?, en: Trade?}\n        options:\n"
    "          - {id: shop, text: {fr: Commerce, en: Shop}}\n"
    "          - {id: office, text: {fr: Bureau, en: Office}}\n"
    "          - {id: other, text: {fr: Autre, en: Other}}\n"
    "      - id: people\n        type: number\n"
    "        text: {fr: Combien?, en: How many?}\n"
    "      - id: open_late\n        type: boolean\n"
    "        text: {fr: Le soir?, en: Evenings?}\n"
    "      - id: site_seen\n        type: boolean\n        for: [experts]\n"
    "        text: {fr: Vu?, en: Seen?}\n"
    "      - id: asked\n        type: text\n"
    "        text: {fr: Alors?, en: So?}\n        when: ";

struct made {
	struct arena *arena;
	struct diags diags;
	struct pack *pack;
};

static struct made make(const char *condition)
{
	struct made m = { .arena = arena_open() };
	struct buf text = buf_make(m.arena);

	diags_init(&m.diags, m.arena);
	buf_text(&text, questionnaire);
	buf_text(&text, condition);
	buf_char(&text, '\n');
	m.pack = small_pack(m.arena, str_cstr(m.arena, buf_view(&text)),
			    rubric, &m.diags);
	if (m.pack == NULL)
		small_print(m.arena, &m.diags);
	assert_non_null(m.pack);
	return m;
}

static struct form_request request_of(const struct made *m, enum group group,
				      enum lang lang)
{
	return (struct form_request){ .pack = m->pack, .lang = lang,
				      .group = group };
}

static struct form *form_of(struct made *m, const struct form_request *request)
{
	struct form *form = form_make(m->arena, request, &m->diags);

	assert_non_null(form);
	return form;
}

static struct str markdown_of(struct made *m,
			      const struct form_request *request)
{
	struct buf out = buf_make(m->arena);

	form_markdown(&out, form_of(m, request));
	return buf_view(&out);
}

static size_t count_of(struct str text, const char *part)
{
	struct str needle = str_from(part);
	size_t count = 0, at = 0;

	while ((at = str_find(text, needle, at)) != SIZE_MAX) {
		count++;
		at += needle.len;
	}
	return count;
}

static void assert_str(struct str got, const char *want)
{
	if (!str_is(got, want))
		fail_msg("\ngot  %.*s\nwant %s", STR_ARGS(got), want);
}

/* --- conditions ----------------------------------------------------------- */

struct condition_row {
	const char *when;
	const char *fr, *en;
};

/* What the leaders read; they are not asked `site_seen`. */
static const struct condition_row conditions[] = {
	{ "open_late",
	  "Seulement si vous avez répondu «" NBSP "oui" NBSP "» à la "
	  "question 5.",
	  "Only if you answered “yes” to question 5." },
	{ "not open_late",
	  "Seulement si vous n’avez pas répondu «" NBSP "oui" NBSP "» à la "
	  "question 5.",
	  "Only if you did not answer “yes” to question 5." },
	{ "has(tools, bot)",
	  "Seulement si vous avez répondu «" NBSP "Robot" NBSP "» à la "
	  "question 2.",
	  "Only if you answered “Bot” to question 2." },
	{ "trade == shop",
	  "Seulement si vous avez répondu «" NBSP "Commerce" NBSP "» à la "
	  "question 3.",
	  "Only if you answered “Shop” to question 3." },
	{ "not trade != shop",
	  "Seulement si vous avez répondu «" NBSP "Commerce" NBSP "» à la "
	  "question 3.",
	  "Only if you answered “Shop” to question 3." },
	{ "trade in [shop, office]",
	  "Seulement si vous avez répondu «" NBSP "Commerce" NBSP "» ou «" NBSP
	  "Bureau" NBSP "» à la question 3.",
	  "Only if you answered “Shop” or “Office” to question 3." },
	/* of five levels worth 1 to 5, the first two are under 3 */
	{ "points(reach) < 3",
	  "Seulement si vous avez répondu «" NBSP "1" NBSP "» ou «" NBSP "2"
	  NBSP "» à la question 1.",
	  "Only if you answered “1” or “2” to question 1." },
	{ "people >= 2.5",
	  "Seulement si vous avez répondu au moins 2,5 à la question 4.",
	  "Only if you answered at least 2.5 to question 4." },
	{ "not people >= 5",
	  "Seulement si vous avez répondu moins de 5 à la question 4.",
	  "Only if you answered less than 5 to question 4." },
	{ "people != 1200",
	  "Seulement si vous avez répondu un autre nombre que 1" NBSP "200 à "
	  "la question 4.",
	  "Only if you answered a number other than 1,200 to question 4." },
	{ "open_late and people > 3",
	  "Seulement si vous avez répondu «" NBSP "oui" NBSP "» à la question "
	  "5 et si vous avez répondu plus de 3 à la question 4.",
	  "Only if you answered “yes” to question 5 and if you answered more "
	  "than 3 to question 4." },
	{ "open_late or people <= 3",
	  "Seulement si vous avez répondu «" NBSP "oui" NBSP "» à la question "
	  "5 ou si vous avez répondu au plus 3 à la question 4.",
	  "Only if you answered “yes” to question 5 or if you answered at "
	  "most 3 to question 4." },
	/* facts: by their text; without one, by what they are made of */
	{ "live",
	  "Seulement si c’est le cas" NBSP ": «" NBSP "Un robot sert" NBSP
	  "» (questions 2 et 5).",
	  "Only if this is so: “A bot serves” (questions 2 and 5)." },
	{ "not live",
	  "Seulement si ce n’est pas le cas" NBSP ": «" NBSP "Un robot sert"
	  NBSP "» (questions 2 et 5).",
	  "Only if this is not so: “A bot serves” (questions 2 and 5)." },
	{ "kind == bot",
	  "Seulement si c’est le cas" NBSP ": «" NBSP "Un robot" NBSP
	  "» (question 2).",
	  "Only if this is so: “A bot” (question 2)." },
	{ "not has_bot",
	  "Seulement si vous n’avez pas répondu «" NBSP "Robot" NBSP "» à la "
	  "question 2.",
	  "Only if you did not answer “Bot” to question 2." },
	{ "two",
	  "Seulement si vous avez répondu «" NBSP "Robot" NBSP "» à la question "
	  "2 et si vous avez répondu «" NBSP "oui" NBSP "» à la question 5.",
	  "Only if you answered “Bot” to question 2 and if you answered “yes” "
	  "to question 5." },
	/* decided by the experts */
	{ "seen",
	  "Seulement si c’est le cas" NBSP ": «" NBSP "Un site vu" NBSP
	  "» (voir la première page).",
	  "Only if this is so: “A seen site” (see the first page)." },
	{ "site_seen",
	  "Seulement si l’entreprise a répondu «" NBSP "oui" NBSP "» à la "
	  "question 6 («" NBSP "Vu?" NBSP "»).",
	  "Only if the business answered “yes” to question 6 (“Seen?”)." },
	/* not plain: the questions that decide it */
	{ "not two",
	  "Selon les réponses aux questions 2 et 5. Si vous "
	  "hésitez, répondez.",
	  "Depending on the answers to questions 2 and 5. If in "
	  "doubt, answer." },
	{ "(open_late or people > 3) and trade == shop",
	  "Selon les réponses aux questions 3, 4 et 5. Si vous "
	  "hésitez, répondez.",
	  "Depending on the answers to questions 3, 4 and 5. If "
	  "in doubt, answer." },
	{ "people + 1 > 3",
	  "Selon la réponse à la question 4. Si vous "
	  "hésitez, répondez.",
	  "Depending on the answer to question 4. If in doubt, "
	  "answer." },
	{ "count(tools) > 1",
	  "Selon la réponse à la question 2. Si vous "
	  "hésitez, répondez.",
	  "Depending on the answer to question 2. If in doubt, "
	  "answer." },
	{ "open_late or people > 3 and has_bot",
	  "Selon les réponses aux questions 2, 4 et 5. Si vous "
	  "hésitez, répondez.",
	  "Depending on the answers to questions 2, 4 and 5. If "
	  "in doubt, answer." },
	{ "answered(people)",
	  "Selon la réponse à la question 4. Si vous "
	  "hésitez, répondez.",
	  "Depending on the answer to question 4. If in doubt, "
	  "answer." },
};

/* The line that opens with the sign; empty when there is none. */
static struct str condition_line(struct str markdown)
{
	static const char sign[] = "\n\u25B8 ";
	size_t at = str_find(markdown, str_from(sign), 0), end;

	if (at == SIZE_MAX)
		return STR_NONE;
	at += sizeof(sign) - 1;
	end = str_find(markdown, STR("\n"), at);
	return str_sub(markdown, at, end);
}

static void test_condition(void **row)
{
	const struct condition_row *r = *row;
	struct made m = make(r->when);
	struct form_request request = request_of(&m, GROUP_LEADERS, LANG_FR);

	assert_str(condition_line(markdown_of(&m, &request)), r->fr);
	request.lang = LANG_EN;
	assert_str(condition_line(markdown_of(&m, &request)), r->en);
	arena_close(m.arena);
}

/* Without its sixth question the leaders' form needs a box on page one. */
static void test_told(void **state)
{
	struct made m = make("not seen");
	struct form_request request = request_of(&m, GROUP_LEADERS, LANG_FR);
	struct str leaders = markdown_of(&m, &request), all;

	(void)state;
	request.group = GROUP_COUNT;
	all = markdown_of(&m, &request);
	assert_int_equal(count_of(leaders, "- ☐ Un site vu\n"), 1);
	assert_int_equal(count_of(all, "- ☐ Un site vu\n"), 0);
	assert_int_equal(count_of(all, "(question 6)"), 1);
	arena_close(m.arena);
}

/* --- a short form --------------------------------------------------------- */

struct short_row {
	const char *when;
	enum group group;
	const char *asked;	/* a figure for each question of the form */
};

/* `express: [asked]`, and what decides whether it is asked. */
static const struct short_row short_rows[] = {
	{ "open_late", GROUP_LEADERS, "57" },
	{ "live", GROUP_LEADERS, "257" },
	{ "seen", GROUP_LEADERS, "7" },
	{ "seen", GROUP_COUNT, "67" },
	{ "seen", GROUP_EXPERTS, "" },
};

static void test_short(void **row)
{
	const struct short_row *r = *row;
	struct made m = make(r->when);
	struct form_request request = request_of(&m, r->group, LANG_FR);
	struct buf got = buf_make(m.arena);
	const bool *asked;

	request.express = true;
	asked = form_questions(m.arena, &request);
	for (uint32_t q = 0; q < m.pack->question_count; q++)
		if (asked[q])
			buf_int(&got, q + 1);
	assert_str(buf_view(&got), r->asked);
	arena_close(m.arena);
}

/* --- the shipped pack ----------------------------------------------------- */

static struct made shipped(void)
{
	struct made m = { .arena = arena_open() };

	diags_init(&m.diags, m.arena);
	m.pack = pack_load(m.arena, SHIPPED, PACK_SCORING, &m.diags);
	assert_non_null(m.pack);
	return m;
}

/* Spaces and apostrophes differ once typography has passed. */
static struct str squashed(struct arena *a, struct str text)
{
	struct buf out = buf_make(a);

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9'))
			buf_char(&out, (char)c);
	}
	return buf_view(&out);
}

static bool is_of(const struct question *q, enum group group)
{
	return group == GROUP_COUNT || (q->groups & 1u << group) != 0;
}

static const struct md *next_section(const struct md *at, const char *name)
{
	while (at != NULL &&
	       !(at->kind == MD_SECTION && str_is(at->name, name)))
		at = at->next;
	return at;
}

static void check_holds(struct arena *a, struct str block, struct str text)
{
	struct str want = squashed(a, text);

	if (str_find(block, want, 0) == SIZE_MAX)
		fail_msg("`%.*s` is not printed", STR_ARGS(text));
}

/* One block a question, in order: id, text, help, every option with its id. */
static void check_block(struct made *m, const struct md *block,
			const struct question *q, enum lang lang)
{
	struct arena *a = m->arena;
	struct str all = squashed(a, md_plain(a, block));
	const struct md *code = md_first_code(block);

	assert_non_null(code);
	assert_true(str_eq(code->text, q->id));
	check_holds(a, all, q->text.in[lang]);
	check_holds(a, all, q->help.in[lang]);
	check_holds(a, all, q->unit.in[lang]);
	for (uint32_t i = 0; i < q->option_count; i++) {
		check_holds(a, all, q->options[i].text.in[lang]);
		check_holds(a, all, q->options[i].id);
	}
}

static void test_whole(void **state)
{
	struct made m = shipped();

	(void)state;
	for (int n = 0; n < (GROUP_COUNT + 1) * LANG_COUNT; n++) {
		enum group group = (enum group)(n / LANG_COUNT);
		enum lang lang = (enum lang)(n % LANG_COUNT);
		struct form_request request = request_of(&m, group, lang);
		const struct md *block = form_of(&m, &request)->tree->first;

		for (uint32_t q = 0; q < m.pack->question_count; q++) {
			if (!is_of(&m.pack->questions[q], group))
				continue;
			block = next_section(block, "question");
			assert_non_null(block);
			check_block(&m, block, &m.pack->questions[q], lang);
			block = block->next;
		}
		assert_null(next_section(block, "question"));
	}
	assert_int_equal(m.diags.count, 0);
	arena_close(m.arena);
}

/* The same tree in both languages, texts apart. */
static void check_same(const struct md *fr, const struct md *en)
{
	assert_int_equal(fr->kind, en->kind);
	assert_int_equal(fr->level, en->level);
	assert_true(str_eq(fr->name, en->name));
	if (fr->kind == MD_PARAGRAPH || fr->kind == MD_HEADING)
		return;
	fr = fr->first;
	en = en->first;
	for (; fr != NULL && en != NULL; fr = fr->next, en = en->next)
		check_same(fr, en);
	assert_true(fr == NULL && en == NULL);
}

static void test_languages(void **state)
{
	struct made m = shipped();

	(void)state;
	for (int g = 0; g <= GROUP_COUNT; g++) {
		struct form_request fr = request_of(&m, (enum group)g, LANG_FR);
		struct form_request en = request_of(&m, (enum group)g, LANG_EN);

		check_same(form_of(&m, &fr)->tree, form_of(&m, &en)->tree);
	}
	arena_close(m.arena);
}

/* Staff are asked for no name, and told of the five. */
static void test_names(void **state)
{
	struct made m = shipped();
	struct form_request request = request_of(&m, GROUP_STAFF, LANG_FR);
	struct str staff = markdown_of(&m, &request), leaders;

	(void)state;
	request.group = GROUP_LEADERS;
	leaders = markdown_of(&m, &request);
	assert_int_equal(count_of(staff, "Votre nom" NBSP ":"), 0);
	assert_int_equal(count_of(leaders, "Votre nom" NBSP ":"), 1);
	assert_int_equal(count_of(staff, "au moins cinq réponses"), 1);
	assert_int_equal(count_of(leaders, "cinq réponses du"), 0);
	arena_close(m.arena);
}

/* --- the page ------------------------------------------------------------- */

static void test_page(void **state)
{
	struct made m = make("open_late");
	struct form_request request = request_of(&m, GROUP_COUNT, LANG_FR);
	struct buf out = buf_make(m.arena), known = buf_make(m.arena);
	struct str page;

	(void)state;
	form_html(&out, m.arena, form_of(&m, &request));
	page = buf_view(&out);
	buf_fmt(&known, "content: \"small 1.0.0 \u00B7 SHA-256 %.12s\"",
		m.pack->digest.hex);
	assert_int_equal(count_of(page, str_cstr(m.arena, buf_view(&known))),
			 1);
	/* The title ends neither the string nor the style. */
	assert_int_equal(
	    count_of(page, "content: \"Essai \\22 \\3c b>\\5c \""), 1);
	assert_int_equal(count_of(page, "</style>"), 1);
	assert_int_equal(count_of(page, "<section class=\"question\">"), 7);
	assert_int_equal(count_of(page, "<script"), 0);
	assert_int_equal(count_of(page, "url("), 0);
	assert_int_equal(count_of(page, "http://"), 0);
	assert_int_equal(count_of(page, "https://"), 0);
	arena_close(m.arena);
}

/* --- the data sheet ------------------------------------------------------- */

static struct csv *sheet_of(struct made *m, const struct form_request *request)
{
	struct buf out = buf_make(m->arena);
	const struct source *source;
	struct csv *csv;

	form_sheet(&out, m->arena, request, 3);
	source = source_make(m->arena, "sheet.csv", buf_view(&out), &m->diags);
	assert_non_null(source);
	csv = csv_parse(m->arena, source, &m->diags);
	assert_non_null(csv);
	return csv;
}

static void assert_cells(const struct csv_row *row, const char *first,
			 const char *second)
{
	assert_str(csv_cell(row, 0).text, first);
	assert_str(csv_cell(row, 1).text, second);
	for (uint32_t i = 2; i < row->count; i++)
		assert_int_equal(row->cells[i].text.len, 0);
}

static void check_sheet(struct made *m, enum group group, enum lang lang)
{
	struct form_request request = request_of(m, group, lang);
	const struct csv *csv = sheet_of(m, &request);
	uint32_t row = 1;

	assert_int_equal(csv->separator, lang == LANG_FR ? ';' : ',');
	assert_int_equal(csv->rows[0].count, 5);
	assert_str(csv->rows[0].cells[0].text, "question");
	assert_str(csv->rows[0].cells[1].text, "group");
	assert_str(csv->rows[0].cells[4].text, "respondent_3");
	assert_cells(&csv->rows[row++], "respondent", "");
	assert_cells(&csv->rows[row++], "group", "");
	assert_cells(&csv->rows[row++], "date", "");
	for (uint32_t q = 0; q < m->pack->question_count; q++) {
		struct str id = m->pack->questions[q].id, note;

		if (!is_of(&m->pack->questions[q], group))
			continue;
		assert_true(str_eq(csv_cell(&csv->rows[row++], 0).text, id));
		note = csv_cell(&csv->rows[row++], 0).text;
		assert_true(str_eq(str_sub(note, 0, id.len), id));
		assert_str(str_sub(note, id.len, note.len), ":note");
	}
	assert_int_equal(row, csv->row_count);
}

static void test_sheet(void **state)
{
	struct made m = shipped();
	struct form_request request = request_of(&m, GROUP_COUNT, LANG_FR);
	const struct csv *csv = sheet_of(&m, &request);

	(void)state;
	for (int g = 0; g <= GROUP_COUNT; g++) {
		check_sheet(&m, (enum group)g, LANG_FR);
		check_sheet(&m, (enum group)g, LANG_EN);
	}
	/* for: [leaders] in the questionnaire, its first question */
	assert_cells(&csv->rows[4], "staff", "leaders");
	arena_close(m.arena);
}

/* --- the view's shape ----------------------------------------------------- */

static uint32_t fields_in(int shape)
{
	uint32_t count = 0;

	for (size_t i = 0; i < form_field_table.count; i++)
		count += form_field_table.fields[i].in == shape;
	return count;
}

static void walk(const struct node *map, int shape, bool *met)
{
	assert_int_equal(map->count, fields_in(shape));
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		const struct field *f =
		    field_find(&form_field_table, shape, n->key);

		if (f == NULL)
			fail_msg("`%.*s` of shape %d is not in the table",
				 STR_ARGS(n->key), shape);
		if (n->kind != NODE_NULL)
			met[f - form_field_table.fields] = true;
		if (f->kind == FIELD_MAP && n->kind == NODE_MAP)
			walk(n, f->shape, met);
		for (const struct node *item = n->first;
		     f->kind == FIELD_LIST && item != NULL; item = item->next)
			walk(item, f->shape, met);
	}
}

static void test_fields(void **state)
{
	/* with a section that waits, and a date */
	struct made m = shipped();
	struct made small = make("people > 3\n  - id: t\n    when: open_late\n"
				 "    title: {fr: T, en: T}\n    questions:\n"
				 "      - id: last\n        type: date\n"
				 "        text: {fr: Quand?, en: When?}");
	bool *met = ARENA_ARRAY(m.arena, form_field_table.count, bool);

	(void)state;
	for (int g = 0; g <= GROUP_COUNT; g++) {
		struct form_request request =
		    request_of(&m, (enum group)g, (enum lang)(g % 2));

		walk(form_view(m.arena, &request), FORM_SHAPE_ROOT, met);
		request.pack = small.pack;
		walk(form_view(m.arena, &request), FORM_SHAPE_ROOT, met);
	}
	for (size_t i = 0; i < form_field_table.count; i++)
		if (!met[i])
			fail_msg("`%s` is in the table and in no view",
				 form_field_table.fields[i].name);
	arena_close(small.arena);
	arena_close(m.arena);
}

int main(void)
{
	enum {
		CONDITIONS = sizeof(conditions) / sizeof(conditions[0]),
		SHORTS = sizeof(short_rows) / sizeof(short_rows[0]),
		OTHERS = 7,
	};
	struct CMUnitTest tests[CONDITIONS + SHORTS + OTHERS] = {
		cmocka_unit_test(test_told),	  cmocka_unit_test(test_whole),
		cmocka_unit_test(test_languages), cmocka_unit_test(test_names),
		cmocka_unit_test(test_page),	  cmocka_unit_test(test_sheet),
		cmocka_unit_test(test_fields),
	};

	for (size_t i = 0; i < CONDITIONS; i++)
		tests[OTHERS + i] = (struct CMUnitTest){
			.name = conditions[i].when,
			.test_func = test_condition,
			.initial_state = (void *)(uintptr_t)&conditions[i],
		};
	for (size_t i = 0; i < SHORTS; i++)
		tests[OTHERS + CONDITIONS + i] = (struct CMUnitTest){
			.name = short_rows[i].when,
			.test_func = test_short,
			.initial_state = (void *)(uintptr_t)&short_rows[i],
		};
	return _cmocka_run_group_tests("form", tests,
				       sizeof(tests) / sizeof(tests[0]), NULL,
				       NULL);
}
