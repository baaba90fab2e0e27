/*
 * What titles and cells are called. People copy a question from a page where
 * spaces do not break and quotes are curly, and spreadsheets correct what is
 * typed: names are compared folded.
 */
#include <string.h>

#include "answers_table.h"
#include "base/arena.h"
#include "load.h"

enum { WORD_BYTES = 64 }; /* of a word that table_is compares */

/* --- folding ------------------------------------------------------------- */

/* Never longer than what was read: every form is as short as its sign. */
static const struct {
	const char *sign, *form;
} signs[] = {
	{ "\u00a0", " " },  { "\u202f", " " },  { "\u2009", " " },
	{ "\u2018", "'" },  { "\u2019", "'" },  { "\u201c", "\"" },
	{ "\u201d", "\"" }, { "\u00ab", "\"" }, { "\u00bb", "\"" },
	{ "\u2010", "-" },  { "\u2011", "-" },  { "\u2026", "..." },
	{ "\u0152", "oe" }, { "\u0153", "oe" }, { "\u00c6", "ae" },
	{ "\u00e6", "ae" },
};

/* U+00C0 to U+00FF; `.` where a letter has no plain form. */
static const char latin[] = "aaaaaa.ceeeeiiii.nooooo.ouuuuy.."
			    "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";

struct folding {
	char *out;
	size_t len;
	bool opened; /* after an opening guillemet: blanks are its own */
};

static void drop_blank(struct folding *f)
{
	if (f->len > 0 && f->out[f->len - 1] == ' ')
		f->len--;
}

static void fold_char(struct folding *f, char c)
{
	if (c == '\t' || c == '\n' || c == '\r')
		c = ' ';
	if (c == ' ' && (f->len == 0 || f->opened || f->out[f->len - 1] == ' '))
		return;
	/* French puts a space before them, more or less. */
	if (c == '?' || c == '!' || c == ':' || c == ';')
		drop_blank(f);
	f->opened = false;
	f->out[f->len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* One sign that is no ASCII: how many of its bytes were read, 0 for none. */
static size_t fold_sign(struct folding *f, struct str rest)
{
	unsigned char next = rest.len > 1 ? (unsigned char)rest.at[1] : 0;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (!str_starts(rest, signs[i].sign))
			continue;
		if (strcmp(signs[i].sign, "\u00bb") == 0)
			drop_blank(f);
		for (const char *c = signs[i].form; *c != '\0'; c++)
			fold_char(f, *c);
		f->opened = strcmp(signs[i].sign, "\u00ab") == 0;
		return strlen(signs[i].sign);
	}
	/* Accents that stand apart from their letter. */
	if ((unsigned char)rest.at[0] == 0xCC && next != 0)
		return 2;
	if ((unsigned char)rest.at[0] != 0xC3 || next < 0x80 || next > 0xBF ||
	    latin[next - 0x80] == '.')
		return 0;
	fold_char(f, latin[next - 0x80]);
	return 2;
}

/* `out` has room for the text. Returns the length. */
static size_t fold_into(char *out, struct str text)
{
	struct folding f = { .out = out };
	size_t i = 0;

	while (i < text.len) {
		size_t read = 0;

		if ((unsigned char)text.at[i] >= 0x80)
			read = fold_sign(&f, str_sub(text, i, text.len));
		if (read == 0)
			fold_char(&f, text.at[i]);
		i += read == 0 ? 1 : read;
	}
	drop_blank(&f);
	if (f.len > 0 && out[f.len - 1] == '.')
		f.len--;
	return f.len;
}

struct str table_fold(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.len + 1);

	return (struct str){ out, fold_into(out, text) };
}

bool table_is(struct str text, const char *folded)
{
	char out[WORD_BYTES];

	return text.len <= WORD_BYTES &&
	       str_is((struct str){ out, fold_into(out, text) }, folded);
}

static bool is_one_of(struct str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (words[i] != NULL && table_is(text, words[i]))
			return true;
	return false;
}

/* --- titles and groups --------------------------------------------------- */

enum { SYNONYMS = 6 };

static const struct {
	const char *in[LANG_COUNT];
	const char *folded[SYNONYMS];
} titles[TITLES] = {
	[TITLE_RESPONDENT] = { { "répondant", "respondent" },
			       { "repondant", "respondent", "repondante" } },
	[TITLE_GROUP] = { { "groupe", "group" }, { "groupe", "group" } },
	[TITLE_QUESTION] = { { "question", "question" }, { "question" } },
	[TITLE_ANSWER] = { { "réponse", "answer" }, { "reponse", "answer" } },
	[TITLE_NOTE] = { { "note", "note" }, { "note" } },
	[TITLE_NA] = { { "sans objet", "na" },
		       { "sans objet", "sans_objet", "na", "n/a",
			 "not applicable" } },
	[TITLE_DATE] = { { "date", "date" }, { "date" } },
	[TITLE_MEAN] = { { "moyenne", "mean" }, { "moyenne", "mean" } },
	[TITLE_COUNT] = { { "nombre", "count" }, { "nombre", "count" } },
	[TITLE_REMARK] = { { "remarque", "remark" }, { "remarque", "remark" } },
	[TITLE_TEXT] = { { "texte", "text" }, { "texte", "text" } },
}, groups[TABLE_GROUPS] = {
	[TABLE_LEADERS] = { { "direction", "leaders" },
			    { "direction", "leaders", "leader", "dirigeants",
			      "dirigeant", "dirigeante" } },
	[TABLE_STAFF] = { { "personnel", "staff" },
			  { "personnel", "staff", "employe", "employee",
			    "employes" } },
	[TABLE_EXPERTS] = { { "experts", "experts" },
			    { "experts", "expert", "experte",
			      "specialistes", "specialiste" } },
	[TABLE_TOGETHER] = { { "ensemble", "together" },
			     { "ensemble", "together", "personnel ensemble",
			       "staff together" } },
	[TABLE_ALL] = { { "tous", "all" }, { "tous", "all" } },
};

const char *table_title(enum table_title title, enum lang lang)
{
	return titles[title].in[lang];
}

const char *table_group(enum table_group group, enum lang lang)
{
	return groups[group].in[lang];
}

enum table_title table_find_title(struct str cell)
{
	int title = 0;

	while (title < TITLES &&
	       !is_one_of(cell, titles[title].folded, SYNONYMS))
		title++;
	return (enum table_title)title;
}

enum table_group table_find_group(struct str cell)
{
	int group = 0;

	while (group < TABLE_GROUPS &&
	       !is_one_of(cell, groups[group].folded, SYNONYMS))
		group++;
	return (enum table_group)group;
}

/* --- questions ----------------------------------------------------------- */

static uint32_t question_by_id(const struct pack *p, struct str id)
{
	uint32_t index = pack_find_question(p, id);

	if (index == NO_INDEX)
		index = pack_find_question(p, pack_renamed(p, id));
	return index;
}

static void fold_questions(struct table *t)
{
	const struct pack *p = t->pack;

	for (int l = 0; l < LANG_COUNT; l++) {
		t->question_texts[l] =
		    ARENA_ARRAY(t->reader.arena, p->question_count, struct str);
		for (uint32_t q = 0; q < p->question_count; q++)
			t->question_texts[l][q] = table_fold(
			    t->reader.arena, p->questions[q].text.in[l]);
	}
}

static uint32_t question_by_text(struct table *t, struct str cell, bool *same)
{
	struct str folded = table_fold(t->reader.arena, cell);
	uint32_t found = NO_INDEX;

	if (t->question_texts[0] == NULL)
		fold_questions(t);
	if (folded.len == 0)
		return NO_INDEX;
	for (uint32_t q = 0; q < t->pack->question_count; q++) {
		if (!str_eq(folded, t->question_texts[LANG_FR][q]) &&
		    !str_eq(folded, t->question_texts[LANG_EN][q]))
			continue;
		*same = *same || found != NO_INDEX;
		found = q;
	}
	return *same ? NO_INDEX : found;
}

uint32_t table_find_question(struct table *t, struct str cell, bool *same)
{
	size_t dot = str_find(cell, STR("."), 0);
	uint32_t index = question_by_id(t->pack, cell);

	*same = false;
	if (index == NO_INDEX && dot != SIZE_MAX)
		index = question_by_id(t->pack, str_sub(cell, 0, dot));
	return index != NO_INDEX ? index : question_by_text(t, cell, same);
}

uint32_t table_find_note(struct table *t, struct str cell)
{
	size_t colon = cell.len;
	bool same;

	while (colon > 0 && cell.at[colon - 1] != ':')
		colon--;
	if (colon == 0 ||
	    table_find_title(str_sub(cell, colon, cell.len)) != TITLE_NOTE)
		return NO_INDEX;
	return table_find_question(t, str_trim(str_sub(cell, 0, colon - 1)),
				   &same);
}

void table_no_question(struct table *t, struct csv_cell cell, bool same)
{
	const struct pack *p = t->pack;

	if (same)
		DIAG_STR(t->reader.diags, cell.span, MSG_TABLE_SAME_TEXT,
			 cell.text);
	else
		read_unknown(&t->reader, cell.span, MSG_TABLE_QUESTION,
			     cell.text, pack_question_names(p),
			     p->question_count);
}

/* --- options ------------------------------------------------------------- */

static const struct str *fold_options(struct table *t, const struct question *q,
				      enum lang lang)
{
	const struct pack *p = t->pack;
	size_t index = (size_t)(q - p->questions);
	struct str *texts;

	if (t->option_texts[lang] == NULL)
		t->option_texts[lang] = ARENA_ARRAY(
		    t->reader.arena, p->question_count, struct str *);
	texts = t->option_texts[lang][index];
	if (texts != NULL)
		return texts;
	texts = ARENA_ARRAY(t->reader.arena, q->option_count, struct str);
	for (uint32_t o = 0; o < q->option_count; o++)
		texts[o] =
		    table_fold(t->reader.arena, q->options[o].text.in[lang]);
	t->option_texts[lang][index] = texts;
	return texts;
}

uint32_t table_find_option(struct table *t, const struct question *q,
			   struct str text)
{
	struct str folded;
	const struct str *fr, *en;
	uint32_t found = NO_INDEX;

	for (uint32_t o = 0; o < q->option_count; o++)
		if (q->options[o].id.len > 0 && str_eq(text, q->options[o].id))
			return o;
	folded = table_fold(t->reader.arena, text);
	fr = fold_options(t, q, LANG_FR);
	en = fold_options(t, q, LANG_EN);
	for (uint32_t o = 0; o < q->option_count && folded.len > 0; o++) {
		if (!str_eq(folded, fr[o]) && !str_eq(folded, en[o]) &&
		    !str_eq(folded, q->options[o].id))
			continue;
		if (found != NO_INDEX)
			return TABLE_SEVERAL;
		found = o;
	}
	return found;
}
