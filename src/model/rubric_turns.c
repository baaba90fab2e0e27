/* What an expression of the rubric may read when its turn comes. */
#include "rubric.h"

uint32_t turn_of_criterion(uint32_t index)
{
	return 2 * index;
}

uint32_t turn_of_dimension(const struct rubric *r, uint32_t index)
{
	return 2 * (r->criterion_count + index);
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '.';
}

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.len &&
	       (s.at[at] == ' ' || s.at[at] == '\n' || s.at[at] == '\t'))
		at++;
	return at;
}

static struct str word_at(struct str s, size_t at)
{
	size_t end = at;

	while (end < s.len && is_word(s.at[end]))
		end++;
	return str_sub(s, at, end);
}

/* When the score of a criterion or dimension is settled. */
static uint32_t turn_of_name(const struct loading *l, struct str name)
{
	const struct rubric *r = &l->pack->rubric;
	const struct name *n = names_find(l->pack->names, name);

	if (str_is(name, "dimensions") && r->dimension_count > 0)
		return turn_of_dimension(r, r->dimension_count - 1);
	if (n != NULL && n->kind == NAME_DIMENSION)
		return turn_of_dimension(r, n->index);
	return n != NULL && n->kind == NAME_CRITERION
		   ? turn_of_criterion(n->index)
		   : 0;
}

static void call_check(struct loading *l, const struct expr *e, uint32_t turn,
		       struct str function, struct str name)
{
	bool level = str_is(function, "level");

	if ((level || str_is(function, "score")) &&
	    turn_of_name(l, name) + level >= turn)
		DIAG_STR(l->reader.diags, expr_span(e), MSG_RUBRIC_TOO_EARLY,
			 function, name);
}

/*
 * The checked tree does not say whether a name is read by score() or by
 * level(); the text does, since both take one bare name.
 */
void turn_check(struct loading *l, const struct expr *e, uint32_t turn)
{
	struct str text = expr_text(e);
	size_t at = 0;

	while (at < text.len) {
		struct str word = word_at(text, at);
		size_t open = skip_space(text, at + word.len);

		if (word.len > 0 && open < text.len && text.at[open] == '(') {
			open = skip_space(text, open + 1);
			call_check(l, e, turn, word, word_at(text, open));
		}
		at += word.len > 0 ? word.len : 1;
	}
}
