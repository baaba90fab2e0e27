/* Cells, and the tables of scores and of questions. */
#include "tables.h"

#include "model/answers_table.h"

/* --- cells --------------------------------------------------------------- */

struct table_style table_style(enum lang lang)
{
	bool french = lang == LANG_FR;

	return (struct table_style){
		.lang = lang,
		.separator = french ? ';' : ',',
		.decimal_comma = french,
		.mark = french,
	};
}

struct table_out table_begin(struct buf *out, const struct table_style *style)
{
	if (style->separator != ',' && style->separator != ';')
		BUG("`%c` separates no cells", style->separator);
	if (style->mark)
		buf_text(out, "\ufeff");
	return (struct table_out){ .out = out, .style = style };
}

void table_end_line(struct table_out *t)
{
	buf_char(t->out, '\n');
	t->column = 0;
}

void table_skip(struct table_out *t, uint32_t cells)
{
	for (uint32_t i = 0; i < cells; i++)
		table_id(t, STR_NONE);
}

static bool needs_quotes(struct str cell, char separator)
{
	for (size_t i = 0; i < cell.len; i++)
		if (cell.at[i] == separator || cell.at[i] == '"' ||
		    cell.at[i] == '\n' || cell.at[i] == '\t')
			return true;
	return false;
}

void table_id(struct table_out *t, struct str id)
{
	if (t->column++ > 0)
		buf_char(t->out, t->style->separator);
	if (!needs_quotes(id, t->style->separator)) {
		buf_str(t->out, id);
		return;
	}
	buf_char(t->out, '"');
	for (size_t i = 0; i < id.len; i++) {
		if (id.at[i] == '"')
			buf_char(t->out, '"');
		buf_char(t->out, id.at[i]);
	}
	buf_char(t->out, '"');
}

void table_word(struct table_out *t, const char *word)
{
	table_id(t, str_from(word));
}

void table_text(struct table_out *t, struct str text)
{
	struct buf guarded;

	if (!table_guarded(text)) {
		table_id(t, text);
		return;
	}
	guarded = buf_make(t->out->arena);
	buf_char(&guarded, '\'');
	buf_str(&guarded, text);
	table_id(t, buf_view(&guarded));
}

enum { PLACES = 9 }; /* that a number of an answer may have */

/* Every decimal, and none that is zero at the end. */
static struct str plain_digits(struct arena *a, struct ratio n)
{
	struct buf b = buf_make(a);
	int64_t rest = n.num < 0 ? -(n.num % n.den) : n.num % n.den;
	struct str digits;

	if (n.num < 0 && n.num / n.den == 0)
		buf_char(&b, '-');
	buf_int(&b, n.num / n.den);
	buf_char(&b, '.');
	for (int i = 0; i < PLACES; i++) {
		rest = rest % n.den * 10;
		buf_char(&b, (char)('0' + rest / n.den));
	}
	digits = buf_view(&b);
	while (digits.at[digits.len - 1] == '0')
		digits.len--;
	if (digits.at[digits.len - 1] == '.')
		digits.len--;
	return digits;
}

void table_write_number(struct buf *out, const struct table_style *style,
			struct ratio n)
{
	struct str digits = plain_digits(out->arena, n);
	size_t dot = str_find(digits, STR("."), 0);

	buf_str(out, str_sub(digits, 0, dot));
	if (dot == SIZE_MAX)
		return;
	buf_char(out, style->decimal_comma ? ',' : '.');
	buf_str(out, str_sub(digits, dot + 1, digits.len));
	/* 1,234 would read as a thousand to some; 1,2340 to nobody. */
	if (style->decimal_comma && digits.len - dot == 4)
		buf_char(out, '0');
}

void table_number(struct table_out *t, struct ratio n)
{
	struct buf b = buf_make(t->out->arena);

	table_write_number(&b, t->style, n);
	table_id(t, buf_view(&b));
}

void table_int(struct table_out *t, int64_t n)
{
	table_number(t, RATIO(n));
}

/* --- scores -------------------------------------------------------------- */

static const char *const score_titles[LANG_COUNT][11] = {
	[LANG_FR] = { "sorte", "identifiant", "titre", "score", "minimum",
		      "maximum", "niveau de", "niveau à", "niveau calculé",
		      "préalable", "cible" },
	[LANG_EN] = { "kind", "id", "title", "score", "low", "high",
		      "level from", "level to", "computed level", "gate",
		      "target" },
};

static void put_level(struct table_out *t, uint8_t level)
{
	if (level == 0)
		table_skip(t, 1);
	else
		table_int(t, level);
}

static void put_scored(struct table_out *t, const struct score *s,
		       const struct scored *scored)
{
	if (scored->raw.absent)
		table_skip(t, 1);
	else
		table_number(t, scored->published);
	if (scored->raw.may_be_present) {
		table_number(t, scored->published_lo);
		table_number(t, scored->published_hi);
	} else {
		table_skip(t, 2);
	}
	put_level(t, scored->shown_lo);
	put_level(t, scored->shown_hi);
	put_level(t, scored->level);
	table_id(t, scored->gate == NO_INDEX
			? STR_NONE
			: s->pack->rubric.gates[scored->gate].id);
	put_level(t, scored->target);
	table_end_line(t);
}

static void put_criteria(struct table_out *t, const struct score *s,
			 const struct dimension *d)
{
	const struct rubric *r = &s->pack->rubric;
	enum lang lang = t->style->lang;

	for (uint32_t i = 0; i < d->criterion_count; i++) {
		const struct criterion *c =
		    &r->criteria[d->first_criterion + i];

		table_word(t, lang == LANG_FR ? "critère" : "criterion");
		table_id(t, c->id);
		table_text(t, text_in(&c->title, lang, s->pack));
		put_scored(t, s, &s->criteria[d->first_criterion + i]);
	}
}

void table_scores(struct buf *out, const struct score *s,
		  const struct table_style *style)
{
	struct table_out t = table_begin(out, style);
	const struct rubric *r = &s->pack->rubric;

	for (int i = 0; i < 11; i++)
		table_word(&t, score_titles[style->lang][i]);
	table_end_line(&t);
	table_word(&t, style->lang == LANG_FR ? "global" : "overall");
	table_word(&t, "overall");
	table_text(&t, text_in(&r->title, style->lang, s->pack));
	put_scored(&t, s, &s->overall);
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		table_word(&t, "dimension");
		table_id(&t, r->dimensions[d].id);
		table_text(
		    &t, text_in(&r->dimensions[d].title, style->lang, s->pack));
		put_scored(&t, s, &s->dimensions[d]);
		put_criteria(&t, s, &r->dimensions[d]);
	}
}

/* --- the dictionary ------------------------------------------------------ */

enum { DICTIONARY_COLUMNS = 15 };

static const char *const dictionary_titles[LANG_COUNT][DICTIONARY_COLUMNS] = {
	[LANG_FR] = { "sorte", "identifiant", "code", "texte français",
		      "texte anglais", "type", "choix", "unité", "minimum",
		      "maximum", "groupes", "critère", "montrée si",
		      "sans objet si", "ne sait pas" },
	[LANG_EN] = { "kind", "id", "code", "French text", "English text",
		      "type", "options", "unit", "min", "max", "groups",
		      "criterion", "shown when", "not applicable when",
		      "don't know" },
};

static const char *const column_texts[LANG_COUNT][TITLES] = {
	[LANG_FR] = {
		"qui a répondu; rien pour le personnel",
		"direction, personnel ou experts; ensemble : la réponse "
		"commune du personnel; tous : une réponse commune à tous",
		"identifiant de la question",
		"la réponse; rien si la question n'a pas de réponse",
		"ce que le répondant a ajouté",
		"pourquoi la question est sans objet",
		"date de la ronde, AAAA-MM-JJ",
		"moyenne des points d'un groupe, quand personne n'est nommé",
		"nombre de réponses dans cette moyenne",
		"ce qui est à savoir de cette ligne",
		"texte de la question",
	},
	[LANG_EN] = {
		"who answered; nothing for staff",
		"leaders, staff or experts; together: the staff's one common "
		"answer; all: one agreed set",
		"id of the question",
		"the answer; nothing when the question has none",
		"what the respondent added",
		"why the question does not apply",
		"date of the round, YYYY-MM-DD",
		"mean of a group's points, where nobody is named",
		"how many answers are in that mean",
		"what to know about this line",
		"text of the question",
	},
};

/* table_answers writes no `text`. */
static void put_columns(struct table_out *t)
{
	enum lang lang = t->style->lang;

	for (int i = 0; i < TITLE_TEXT; i++) {
		table_word(t, lang == LANG_FR ? "colonne" : "column");
		table_word(t, table_title((enum table_title)i, lang));
		table_skip(t, 1);
		table_word(t, column_texts[LANG_FR][i]);
		table_word(t, column_texts[LANG_EN][i]);
		table_skip(t, DICTIONARY_COLUMNS - 5);
		table_end_line(t);
	}
}

static void add_option(struct buf *b, const struct table_out *t, struct str id,
		       struct str text, const struct ratio *points)
{
	if (b->len > 0)
		buf_text(b, " | ");
	buf_str(b, id);
	buf_char(b, '=');
	buf_str(b, text);
	if (points == NULL)
		return;
	buf_char(b, '=');
	table_write_number(b, t->style, *points);
}

static void add_options(struct buf *b, const struct table_out *t,
			const struct pack *pack, const struct question *q)
{
	static const char digits[] = "123456789";

	for (uint32_t i = 0; i < q->option_count; i++) {
		const struct option *o = &q->options[i];
		struct ratio level = RATIO(i + 1);
		struct str text = text_in(&o->text, t->style->lang, pack);

		if (q->type == QUESTION_LEVEL)
			add_option(b, t, (struct str){ digits + i, 1 }, text,
				   &level);
		else
			add_option(b, t, o->id, text,
				   o->has_points ? &o->points : NULL);
	}
}

static void put_options(struct table_out *t, const struct pack *pack,
			const struct question *q)
{
	struct buf b = buf_make(t->out->arena);
	bool french = t->style->lang == LANG_FR;

	if (q->type == QUESTION_BOOLEAN) {
		add_option(&b, t, STR("true"), str_from(french ? "oui" : "yes"),
			   q->scored ? &q->if_true : NULL);
		add_option(&b, t, STR("false"), str_from(french ? "non" : "no"),
			   q->scored ? &q->if_false : NULL);
	}
	add_options(&b, t, pack, q);
	table_text(t, buf_view(&b));
}

static void put_groups(struct table_out *t, const struct question *q)
{
	struct buf b = buf_make(t->out->arena);

	for (int g = 0; g < GROUP_COUNT; g++) {
		if ((q->groups >> g & 1) == 0)
			continue;
		buf_text(&b, b.len > 0 ? " | " : "");
		buf_text(&b, table_group((enum table_group)g, t->style->lang));
	}
	table_id(t, buf_view(&b));
}

static void put_when(struct table_out *t, const struct pack *pack,
		     const struct question *q)
{
	const struct expr *section = pack->sections[q->section].when;
	struct buf b = buf_make(t->out->arena);

	if (section != NULL && q->when != NULL) {
		buf_char(&b, '(');
		buf_str(&b, expr_text(section));
		buf_text(&b, ") and (");
		buf_str(&b, expr_text(q->when));
		buf_char(&b, ')');
	} else if (section != NULL || q->when != NULL) {
		buf_str(&b, expr_text(section != NULL ? section : q->when));
	}
	table_text(t, buf_view(&b));
}

static void put_na(struct table_out *t, const struct question *q)
{
	if (q->na_always)
		table_word(t, "true");
	else
		table_text(t, q->na_when == NULL ? STR_NONE
						 : expr_text(q->na_when));
}

static void put_bound(struct table_out *t, bool has, struct ratio bound)
{
	if (has)
		table_number(t, bound);
	else
		table_skip(t, 1);
}

static void put_question(struct table_out *t, const struct pack *pack,
			 const struct question *q)
{
	bool french = t->style->lang == LANG_FR;

	table_word(t, "question");
	table_id(t, q->id);
	table_text(t, q->code);
	table_text(t, q->text.in[LANG_FR]);
	table_text(t, q->text.in[LANG_EN]);
	table_word(t, question_type_name(q->type));
	put_options(t, pack, q);
	table_text(t, text_in(&q->unit, t->style->lang, pack));
	put_bound(t, q->has_min, q->min);
	put_bound(t, q->has_max, q->max);
	put_groups(t, q);
	table_id(t, q->criterion == NO_INDEX
			? STR_NONE
			: pack->rubric.criteria[q->criterion].id);
	put_when(t, pack, q);
	put_na(t, q);
	table_word(t, q->dont_know ? (french ? "oui" : "yes")
				   : (french ? "non" : "no"));
	table_end_line(t);
}

void table_dictionary(struct buf *out, const struct pack *pack,
		      const struct table_style *style)
{
	struct table_out t = table_begin(out, style);

	for (int i = 0; i < DICTIONARY_COLUMNS; i++)
		table_word(&t, dictionary_titles[style->lang][i]);
	table_end_line(&t);
	put_columns(&t);
	for (uint32_t q = 0; q < pack->question_count; q++)
		put_question(&t, pack, &pack->questions[q]);
}
