/* Numbers, dates and spaces as each language writes them. */
#include "doc/typography.h"

/* Digits of a decimal by threes, and the language's decimal sign. */
static void write_grouped(struct buf *out, struct str digits, enum lang lang)
{
	size_t dot = str_find(digits, STR("."), 0);
	size_t from = digits.len > 0 && digits.at[0] == '-';
	size_t whole = dot == SIZE_MAX ? digits.len : dot;

	for (size_t i = 0; i < digits.len; i++) {
		if (i == dot) {
			buf_char(out, lang == LANG_FR ? ',' : '.');
			continue;
		}
		if (i > from && i < whole && (whole - i) % 3 == 0)
			buf_text(out, lang == LANG_FR ? NO_BREAK_SPACE : ",");
		buf_char(out, digits.at[i]);
	}
}

struct str typo_number(struct arena *a, struct ratio n, int places,
		       enum lang lang)
{
	struct buf digits = buf_make(a), out = buf_make(a);

	ratio_write(&digits, n, places);
	write_grouped(&out, buf_view(&digits), lang);
	return buf_view(&out);
}

struct str typo_money(struct arena *a, struct ratio n, enum lang lang)
{
	struct buf out = buf_make(a);

	if (lang == LANG_EN)
		buf_char(&out, '$');
	buf_str(&out, typo_number(a, n, 0, lang));
	if (lang == LANG_FR)
		buf_text(&out, NO_BREAK_SPACE "$");
	return buf_view(&out);
}

struct str typo_percent(struct arena *a, struct ratio share, enum lang lang)
{
	struct buf out = buf_make(a);

	buf_int(&out, ratio_floor(ratio_mul(share, RATIO(100))));
	buf_text(&out, lang == LANG_FR ? NO_BREAK_SPACE "%" : "%");
	return buf_view(&out);
}

struct str typo_date(struct arena *a, int64_t day, enum lang lang)
{
	static const char *const months[LANG_COUNT][12] = {
		{ "janvier", "février", "mars", "avril", "mai", "juin",
		  "juillet", "août", "septembre", "octobre", "novembre",
		  "décembre" },
		{ "January", "February", "March", "April", "May", "June",
		  "July", "August", "September", "October", "November",
		  "December" },
	};
	struct buf out = buf_make(a);
	struct calendar_day on = day_in_calendar(day);
	const char *month = months[lang][on.month - 1];

	if (lang == LANG_EN) {
		buf_fmt(&out, "%s" NO_BREAK_SPACE "%d, %d", month,
			(int)on.date, (int)on.year);
	} else {
		buf_fmt(&out, "%d%s" NO_BREAK_SPACE "%s %d", (int)on.date,
			on.date == 1 ? "er" : "", month, (int)on.year);
	}
	return buf_view(&out);
}

/* --- running text --------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Any letter, accented ones included (their bytes are all over 0x7F). */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

static char at(struct str s, size_t i)
{
	return i < s.len ? s.at[i] : '\0';
}

static bool opens_guillemet(struct str s, size_t i)
{
	return at(s, i) == '\xC2' && at(s, i + 1) == '\xAB';
}

static bool closes_guillemet(struct str s, size_t i)
{
	return at(s, i) == '\xC2' && at(s, i + 1) == '\xBB';
}

/* Three digits and no fourth: the rest of a number such as 12 000. */
static bool is_thousand(struct str s, size_t i)
{
	return is_digit(at(s, i)) && is_digit(at(s, i + 1)) &&
	       is_digit(at(s, i + 2)) && !is_digit(at(s, i + 3));
}

/* Whether the space at `i` must not break, in French. */
static bool holds_together(struct str s, size_t i)
{
	char before = i > 0 ? s.at[i - 1] : '\0';

	if (at(s, i + 1) == ':' || closes_guillemet(s, i + 1))
		return true;
	if (i >= 2 && opens_guillemet(s, i - 2))
		return true;
	return is_digit(before) && (at(s, i + 1) == '%' ||
				    at(s, i + 1) == '$' ||
				    is_thousand(s, i + 1));
}

/* A straight apostrophe between a letter and what it elides. */
static bool is_apostrophe(struct str s, size_t i)
{
	return s.at[i] == '\'' && i > 0 && is_letter(s.at[i - 1]) &&
	       (is_letter(at(s, i + 1)) || is_digit(at(s, i + 1)));
}

/* A straight quote that begins a word opens a quotation. */
static bool is_quoted(struct str s, size_t until)
{
	for (size_t i = 0; i < until; i++)
		if (s.at[i] == '\'' &&
		    (i == 0 || s.at[i - 1] == ' ' || s.at[i - 1] == '('))
			return true;
	return false;
}

/* "the clients' views": what several have, named after it, in English. */
static bool is_plural_possessive(struct str s, size_t i)
{
	return i > 0 && s.at[i - 1] == 's' && at(s, i + 1) == ' ' &&
	       is_letter(at(s, i + 2)) && !is_quoted(s, i);
}

/* An English quotation opens after nothing, a space or a bracket. */
static const char *quotation(struct str s, size_t i)
{
	char before = i > 0 ? s.at[i - 1] : ' ';

	return before == ' ' || before == '(' || before == '['
		       ? "\xE2\x80\x9C"
		       : "\xE2\x80\x9D";
}

/* What is written in place of the character at `i`, or NULL. */
static const char *set_at(struct str text, size_t i, enum lang lang)
{
	switch (text.at[i]) {
	case ' ':
		return lang == LANG_FR && holds_together(text, i)
			       ? NO_BREAK_SPACE
			       : NULL;
	case '\'':
		return is_apostrophe(text, i) ||
			       (lang == LANG_EN &&
				is_plural_possessive(text, i))
			       ? "\xE2\x80\x99"
			       : NULL;
	case '"':
		return lang == LANG_EN ? quotation(text, i) : NULL;
	}
	return NULL;
}

struct str typo_text(struct arena *a, struct str text, enum lang lang)
{
	struct buf out = buf_make(a);
	size_t kept = 0;	/* as far as it is in `out` */

	for (size_t i = 0; i < text.len; i++) {
		const char *set = set_at(text, i, lang);

		if (set == NULL)
			continue;
		buf_str(&out, str_sub(text, kept, i));
		buf_text(&out, set);
		kept = i + 1;
	}
	if (kept == 0)
		return text;
	buf_str(&out, str_sub(text, kept, text.len));
	return buf_view(&out);
}

void typo_tree(struct arena *a, struct md *tree, enum lang lang)
{
	if (tree->kind == MD_TEXT)
		tree->text = typo_text(a, tree->text, lang);
	for (struct md *child = tree->first; child != NULL; child = child->next)
		typo_tree(a, child, lang);
}
