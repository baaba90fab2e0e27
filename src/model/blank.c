/* A blank file of answers, in which everything to know is a comment. */
#include "blank.h"
#include "model/answers.h"

enum { COMMENT_COLUMNS = 78 };

enum word {
	WORD_HOW,
	WORD_CLIENT,
	WORD_SEVERAL,
	WORD_BOOLEAN,
	WORD_NUMBER,
	WORD_FROM,
	WORD_TO,
	WORD_TEXT,
	WORD_DATE,
	WORD_WHEN,
	WORD_SETS,
	WORD_COUNT
};

static const char *const words[LANG_COUNT][WORD_COUNT] = {
	[LANG_FR] = {
		[WORD_HOW] =
		    "Écrivez chaque réponse après les deux points; ce qui "
		    "reste vide est sans réponse. Autres formes : {dont_know: "
		    "true}, {na: \"la raison\"}, {value: 3, note: \"...\"}.",
		[WORD_CLIENT] =
		    "L'organisation. Le secteur est un de ceux-ci :",
		[WORD_SEVERAL] = "plusieurs choix, entre crochets : [a, b]",
		[WORD_BOOLEAN] = "true (oui) ou false (non)",
		[WORD_NUMBER] = "un nombre",
		[WORD_FROM] = "au moins",
		[WORD_TO] = "au plus",
		[WORD_TEXT] = "un texte",
		[WORD_DATE] = "une date : 2026-11-21",
		[WORD_WHEN] = "posée seulement si : ",
		[WORD_SETS] =
		    "Avec plusieurs répondants, remplacez « answers » par "
		    "« sets » : voyez l'exemple à la fin.",
	},
	[LANG_EN] = {
		[WORD_HOW] =
		    "Write each answer after the colon; what stays empty is "
		    "unanswered. Other forms: {dont_know: true}, "
		    "{na: \"the reason\"}, {value: 3, note: \"...\"}.",
		[WORD_CLIENT] = "The organisation. Its sector is one of these:",
		[WORD_SEVERAL] = "several options, in brackets: [a, b]",
		[WORD_BOOLEAN] = "true (yes) or false (no)",
		[WORD_NUMBER] = "a number",
		[WORD_FROM] = "at least",
		[WORD_TO] = "at most",
		[WORD_TEXT] = "a text",
		[WORD_DATE] = "a date: 2026-11-21",
		[WORD_WHEN] = "asked only if: ",
		[WORD_SETS] =
		    "With several respondents, replace \"answers\" by "
		    "\"sets\": see the example at the end.",
	},
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* The next word of the text from `*at`, or nothing. */
static struct str next_word(struct str text, size_t *at)
{
	size_t from;

	while (*at < text.len && is_space(text.at[*at]))
		++*at;
	from = *at;
	while (*at < text.len && !is_space(text.at[*at]))
		++*at;
	return str_sub(text, from, *at);
}

void blank_comment(struct blank *b, const char *start, struct str text)
{
	size_t at = 0, column = 0;
	struct str word = next_word(text, &at);

	while (word.len > 0) {
		size_t width = str_chars(word);

		if (column == 0 || column + 1 + width > COMMENT_COLUMNS) {
			if (column > 0)
				buf_char(b->out, '\n');
			buf_text(b->out, start);
			column = str_chars(str_from(start));
		} else {
			buf_char(b->out, ' ');
			column++;
		}
		buf_str(b->out, word);
		column += width;
		word = next_word(text, &at);
	}
	if (column > 0)
		buf_char(b->out, '\n');
}

static struct str word(const struct blank *b, enum word which)
{
	return str_from(words[b->lang][which]);
}

static struct str in(const struct blank *b, const struct text *text)
{
	return text_in(text, b->lang, b->pack);
}

static void option(struct blank *b, const char *start, struct str id,
		   const struct text *text)
{
	struct buf line = buf_make(b->out->arena);

	buf_str(&line, id);
	buf_text(&line, b->lang == LANG_FR ? " : " : ": ");
	buf_str(&line, in(b, text));
	blank_comment(b, start, buf_view(&line));
}

static void options(struct blank *b, const char *start,
		    const struct question *q)
{
	static const struct str levels[] = {
		{ "1", 1 }, { "2", 1 }, { "3", 1 }, { "4", 1 }, { "5", 1 },
	};

	for (uint32_t i = 0; i < q->option_count; i++)
		option(b, start,
		       q->type == QUESTION_LEVEL ? levels[i]
						 : q->options[i].id,
		       &q->options[i].text);
}

/*
 * A number for people: 1 000 000,5 in French (with U+00A0), 1,000,000.5 in
 * English.
 */
static void put_number(const struct blank *b, struct buf *out, struct ratio n)
{
	struct buf plain = buf_make(b->out->arena);
	bool french = b->lang == LANG_FR;
	size_t point;

	ratio_write(&plain, n, -1);
	point = str_find(buf_view(&plain), STR("."), 0);
	if (point == SIZE_MAX)
		point = plain.len;
	for (size_t i = 0; i < plain.len; i++) {
		bool first = i == 0 || plain.at[i - 1] == '-';

		if (i < point && !first && (point - i) % 3 == 0)
			buf_text(out, french ? "\u00A0" : ",");
		buf_char(out, i == point && french ? ',' : plain.at[i]);
	}
}

static void number_hint(struct blank *b, const struct question *q)
{
	struct buf line = buf_make(b->out->arena);

	buf_str(&line, word(b, WORD_NUMBER));
	if (in(b, &q->unit).len > 0) {
		buf_text(&line, " (");
		buf_str(&line, in(b, &q->unit));
		buf_char(&line, ')');
	}
	if (q->has_min) {
		buf_fmt(&line, ", %s ", words[b->lang][WORD_FROM]);
		put_number(b, &line, q->min);
	}
	if (q->has_max) {
		buf_fmt(&line, ", %s ", words[b->lang][WORD_TO]);
		put_number(b, &line, q->max);
	}
	blank_comment(b, "  #   ", buf_view(&line));
}

static void hint(struct blank *b, const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		break;
	case QUESTION_MULTIPLE:
		blank_comment(b, "  #   ", word(b, WORD_SEVERAL));
		break;
	case QUESTION_BOOLEAN:
		blank_comment(b, "  #   ", word(b, WORD_BOOLEAN));
		break;
	case QUESTION_NUMBER:
		number_hint(b, q);
		break;
	case QUESTION_TEXT:
		blank_comment(b, "  #   ", word(b, WORD_TEXT));
		break;
	case QUESTION_DATE:
		blank_comment(b, "  #   ", word(b, WORD_DATE));
		break;
	}
}

/* Who answers, unless it is the leaders alone. */
static void groups(struct buf *line, const struct question *q)
{
	const char *before = " (";

	if (q->groups == 1u << GROUP_LEADERS)
		return;
	for (int g = 0; g < GROUP_COUNT; g++) {
		if ((q->groups >> g & 1) == 0)
			continue;
		buf_text(line, before);
		buf_text(line, group_name((enum group)g));
		before = ", ";
	}
	buf_char(line, ')');
}

static void condition(struct blank *b, const char *start,
		      const struct expr *when)
{
	struct buf line = buf_make(b->out->arena);

	if (when == NULL)
		return;
	buf_str(&line, word(b, WORD_WHEN));
	buf_str(&line, expr_text(when));
	blank_comment(b, start, buf_view(&line));
}

static void heading(struct blank *b, const struct question *q)
{
	struct buf line = buf_make(b->out->arena);

	if (q->code.len > 0) {
		buf_str(&line, q->code);
		buf_text(&line, ". ");
	}
	buf_str(&line, in(b, &q->text));
	groups(&line, q);
	blank_comment(b, "  # ", buf_view(&line));
}

static void question(struct blank *b, const struct question *q)
{
	if (q->from_client != FROM_NOWHERE)
		return;
	buf_char(b->out, '\n');
	heading(b, q);
	blank_comment(b, "  # ", in(b, &q->help));
	condition(b, "  #   ", q->when);
	hint(b, q);
	options(b, "  #   ", q);
	buf_text(b->out, "  ");
	buf_str(b->out, q->id);
	buf_text(b->out, ":\n");
}

static void section(struct blank *b, const struct section *s)
{
	struct buf line = buf_make(b->out->arena);

	buf_text(&line, "--- ");
	buf_str(&line, in(b, &s->title));
	buf_text(&line, " ---");
	buf_char(b->out, '\n');
	blank_comment(b, "  # ", buf_view(&line));
	blank_comment(b, "  # ", in(b, &s->intro));
	condition(b, "  # ", s->when);
	for (uint32_t i = 0; i < s->question_count; i++)
		question(b, &b->pack->questions[s->questions[i]]);
}

static void client(struct blank *b)
{
	const struct pack *p = b->pack;

	buf_char(b->out, '\n');
	if (p->sector_question != NO_INDEX) {
		blank_comment(b, "# ", word(b, WORD_CLIENT));
		options(b, "#   ", &p->questions[p->sector_question]);
	}
	buf_text(b->out, "client:\n  name:\n  staff:\n  sector:\n\n");
}

void answers_blank(struct buf *out, const struct pack *pack, enum lang lang)
{
	struct blank b = { .out = out, .pack = pack, .lang = lang };

	blank_comment(&b, "# ", in(&b, &pack->title));
	blank_comment(&b, "# ", word(&b, WORD_HOW));
	buf_text(out, "pack: ");
	buf_str(out, pack->id);
	buf_text(out, "\nversion: ");
	buf_str(out, pack->version);
	buf_text(out, "\ndate:\n");
	client(&b);
	blank_comment(&b, "# ", word(&b, WORD_SETS));
	buf_text(out, "answers:\n");
	for (uint32_t i = 0; i < pack->section_count; i++)
		section(&b, &pack->sections[i]);
	blank_examples(&b);
}
