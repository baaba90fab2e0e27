/*
 * From text to shape: a hand-written descent, one function for each level
 * of precedence, loosest first.
 */
#include "base/arena.h"
#include "raw.h"

#include <string.h>

enum token {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_NAME,
	TOKEN_PUNCTUATION,	/* held in `text` */
	TOKEN_BAD,
};

struct parser {
	struct arena *arena;
	struct diags *diags;
	struct str text;
	struct span where;
	size_t shift;		/* text begins at where.from + shift */
	bool exact;		/* the text stands in the source unchanged */
	size_t at;		/* after the current token */
	size_t last;		/* after the one before it */
	enum token token;
	struct str word;	/* of the current token */
	size_t from;		/* its offset */
	int depth;
	bool failed;
};

static struct span span_of(const struct parser *p, size_t from, size_t to)
{
	if (!p->exact)
		return p->where;
	return span_make(p->where.source, p->where.from + p->shift + from,
			 p->where.from + p->shift + to);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char char_at(const struct parser *p, size_t i)
{
	return i < p->text.len ? p->text.at[i] : '\0';
}

static size_t name_end(const struct parser *p, size_t i)
{
	while (is_letter(char_at(p, i)) || is_digit(char_at(p, i)) ||
	       (char_at(p, i) == '.' && is_letter(char_at(p, i + 1))))
		i++;
	return i;
}

static size_t number_end(const struct parser *p, size_t i)
{
	while (is_digit(char_at(p, i)) || char_at(p, i) == '.' ||
	       is_letter(char_at(p, i)))
		i++;
	return i;
}

static size_t punctuation_end(const struct parser *p, size_t i)
{
	char c = char_at(p, i), after = char_at(p, i + 1);

	if ((c == '<' || c == '>' || c == '=' || c == '!') && after == '=')
		return i + 2;
	if (memchr("<>+-*/()[],&", c, 12) != NULL && c != '\0')
		return i + 1;
	return i;
}

static void advance(struct parser *p)
{
	size_t i = p->at, end;

	p->last = p->at;
	while (i < p->text.len && (p->text.at[i] == ' ' ||
				   p->text.at[i] == '\n' ||
				   p->text.at[i] == '\t'))
		i++;
	p->from = i;
	if (i == p->text.len) {
		p->token = TOKEN_END;
		end = i;
	} else if (is_letter(p->text.at[i])) {
		p->token = TOKEN_NAME;
		end = name_end(p, i);
	} else if (is_digit(p->text.at[i])) {
		p->token = TOKEN_NUMBER;
		end = number_end(p, i);
	} else if ((end = punctuation_end(p, i)) > i) {
		p->token = TOKEN_PUNCTUATION;
	} else {
		p->token = TOKEN_BAD;
		end = i + 1;
		while (end < p->text.len &&
		       ((unsigned char)p->text.at[end] & 0xC0) == 0x80)
			end++;
	}
	p->word = str_sub(p->text, i, end);
	p->at = end;
}

static struct raw *fail(struct parser *p, enum message message, struct str a,
			struct str b)
{
	if (!p->failed)
		DIAG_STR(p->diags, span_of(p, p->from, p->at), message, a, b);
	p->failed = true;
	return NULL;
}

static struct raw *unexpected(struct parser *p, const char *wanted)
{
	if (p->token == TOKEN_END)
		return fail(p, MSG_EXPR_ENDS, STR_NONE, STR_NONE);
	if (p->token == TOKEN_BAD)
		return fail(p, MSG_EXPR_CHARACTER, p->word, STR_NONE);
	if (wanted == NULL)
		return fail(p, MSG_EXPR_EXPECTED_VALUE, p->word, STR_NONE);
	return fail(p, MSG_EXPR_EXPECTED, p->word, str_from(wanted));
}

static bool sees(const struct parser *p, const char *word)
{
	return (p->token == TOKEN_NAME || p->token == TOKEN_PUNCTUATION) &&
	       str_is(p->word, word);
}

static bool take(struct parser *p, const char *word)
{
	if (!sees(p, word))
		return false;
	advance(p);
	return true;
}

static struct raw *raw_new(struct parser *p, enum raw_kind kind, size_t from)
{
	struct raw *r = ARENA_NEW(p->arena, struct raw);

	r->kind = kind;
	r->span = span_of(p, from, from);
	r->text = str_sub(p->text, from, from);
	return r;
}

/* What is under a node, at its deepest. */
static uint32_t raw_height(const struct raw *r)
{
	uint32_t height = r->a == NULL ? 0 : r->a->height;

	if (r->b != NULL && r->b->height > height)
		height = r->b->height;
	for (const struct raw *arg = r->args; arg != NULL; arg = arg->next)
		if (arg->height > height)
			height = arg->height;
	return height;
}

/*
 * The node reaches to the end of the last token taken. NULL when it is too
 * deep: a chain is a tree as deep as it is long, and so are chains within.
 */
static struct raw *raw_done(struct parser *p, struct raw *r, size_t from,
			    size_t to)
{
	r->height = raw_height(r) + 1;
	if (r->height > EXPR_DEPTH)
		return fail(p, MSG_EXPR_DEEP, STR_NONE, STR_NONE);
	r->span = span_of(p, from, to);
	r->text = str_trim(str_sub(p->text, from, to));
	return r;
}

static struct raw *parse_or(struct parser *p);

static struct raw *parse_argument(struct parser *p)
{
	size_t from = p->from;
	struct raw *left = parse_or(p);

	while (left != NULL && sees(p, "&")) {
		struct raw *both = raw_new(p, RAW_BOTH, from);

		advance(p);
		both->a = left;
		both->b = parse_or(p);
		if (both->b == NULL)
			return NULL;
		left = raw_done(p, both, from, p->last);
	}
	return left;
}

/* Arguments up to `close`, which is taken. */
static bool parse_arguments(struct parser *p, struct raw *owner,
			    const char *close)
{
	struct raw **end = &owner->args;

	if (take(p, close))
		return true;
	for (;;) {
		struct raw *arg = parse_argument(p);

		if (arg == NULL)
			return false;
		*end = arg;
		end = &arg->next;
		owner->arg_count++;
		if (take(p, close))
			return true;
		if (!take(p, ",")) {
			unexpected(p, close);
			return false;
		}
	}
}

static struct raw *parse_name(struct parser *p)
{
	size_t from = p->from, end = p->at;
	struct raw *r = raw_new(p, RAW_NAME, from);

	r->name = p->word;
	advance(p);
	if (!sees(p, "("))
		return raw_done(p, r, from, end);
	advance(p);
	r->kind = RAW_CALL;
	if (!parse_arguments(p, r, ")"))
		return NULL;
	return raw_done(p, r, from, p->last);
}

static struct raw *parse_number(struct parser *p)
{
	struct raw *r = raw_new(p, RAW_NUMBER, p->from);
	size_t from = p->from, end = p->at;

	if (!ratio_parse(p->word, &r->number))
		return fail(p, MSG_EXPR_NUMBER, p->word, STR_NONE);
	advance(p);
	return raw_done(p, r, from, end);
}

static struct raw *parse_primary(struct parser *p)
{
	struct raw *inner;

	if (p->token == TOKEN_NUMBER)
		return parse_number(p);
	if (sees(p, "and") || sees(p, "or") || sees(p, "in") ||
	    sees(p, "not"))
		return unexpected(p, NULL);
	if (p->token == TOKEN_NAME)
		return parse_name(p);
	if (!take(p, "("))
		return unexpected(p, NULL);
	inner = parse_or(p);
	if (inner != NULL && !take(p, ")"))
		return unexpected(p, ")");
	if (inner != NULL)
		inner->grouped = true;
	return inner;
}

static struct raw *parse_unary(struct parser *p, enum expr_op op,
			       struct raw *(*operand)(struct parser *))
{
	size_t from = p->from;
	struct raw *r = raw_new(p, RAW_UNARY, from);

	if (++p->depth > EXPR_DEPTH)
		return fail(p, MSG_EXPR_DEEP, STR_NONE, STR_NONE);
	advance(p);
	r->op = op;
	r->a = operand(p);
	p->depth--;
	return r->a == NULL ? NULL : raw_done(p, r, from, p->last);
}

static struct raw *parse_factor(struct parser *p)
{
	if (sees(p, "-"))
		return parse_unary(p, OP_NEG, parse_factor);
	return parse_primary(p);
}

struct operator {
	const char *word;
	enum expr_op op;
};

static const struct operator *operator_seen(const struct parser *p,
					    const struct operator *table)
{
	for (; table->word != NULL; table++)
		if (sees(p, table->word))
			return table;
	return NULL;
}

/* operand (operator operand)*, from left to right. */
static struct raw *parse_left(struct parser *p, const struct operator *table,
			      struct raw *(*operand)(struct parser *))
{
	size_t from = p->from;
	struct raw *left = operand(p);
	const struct operator *found;

	while (left != NULL && (found = operator_seen(p, table)) != NULL) {
		struct raw *r = raw_new(p, RAW_BINARY, from);

		advance(p);
		r->op = found->op;
		r->a = left;
		r->b = operand(p);
		if (r->b == NULL)
			return NULL;
		left = raw_done(p, r, from, p->last);
	}
	return left;
}

static struct raw *parse_term(struct parser *p)
{
	static const struct operator table[] = {
		{ "*", OP_MUL }, { "/", OP_DIV }, { NULL, OP_MUL }
	};

	return parse_left(p, table, parse_factor);
}

static struct raw *parse_sum(struct parser *p)
{
	static const struct operator table[] = {
		{ "+", OP_ADD }, { "-", OP_SUB }, { NULL, OP_ADD }
	};

	return parse_left(p, table, parse_term);
}

static const struct operator comparisons[] = {
	{ "<=", OP_LE }, { ">=", OP_GE }, { "==", OP_EQ },  { "!=", OP_NE },
	{ "<", OP_LT },	 { ">", OP_GT },  { "in", OP_IN }, { NULL, OP_LT },
};

static struct raw *parse_list(struct parser *p)
{
	size_t from = p->from;
	struct raw *list = raw_new(p, RAW_LIST, from);

	if (!take(p, "["))
		return unexpected(p, "[");
	if (!parse_arguments(p, list, "]"))
		return NULL;
	return raw_done(p, list, from, p->last);
}

static struct raw *parse_comparison(struct parser *p)
{
	size_t from = p->from;
	struct raw *left = parse_sum(p), *r;
	const struct operator *found;

	if (left == NULL || (found = operator_seen(p, comparisons)) == NULL)
		return left;
	r = raw_new(p, RAW_BINARY, from);
	advance(p);
	r->op = found->op;
	r->a = left;
	r->b = found->op == OP_IN ? parse_list(p) : parse_sum(p);
	if (r->b == NULL || raw_done(p, r, from, p->last) == NULL)
		return NULL;
	if (operator_seen(p, comparisons) != NULL)
		return fail(p, MSG_EXPR_CHAIN, STR_NONE, STR_NONE);
	return r;
}

static struct raw *parse_not(struct parser *p)
{
	if (sees(p, "not"))
		return parse_unary(p, OP_NOT, parse_not);
	return parse_comparison(p);
}

static struct raw *parse_and(struct parser *p)
{
	static const struct operator table[] = { { "and", OP_AND },
						 { NULL, OP_AND } };

	return parse_left(p, table, parse_not);
}

static struct raw *parse_or(struct parser *p)
{
	static const struct operator table[] = { { "or", OP_OR },
						 { NULL, OP_OR } };
	struct raw *r;

	if (++p->depth > EXPR_DEPTH)
		return fail(p, MSG_EXPR_DEEP, STR_NONE, STR_NONE);
	r = parse_left(p, table, parse_and);
	p->depth--;
	return r;
}

/* Finds where the text stands unchanged in `where` (inside quotes or not). */
static void find_place(struct parser *p)
{
	struct str there = span_text(p->where);
	size_t at = there.len == 0 ? SIZE_MAX : str_find(there, p->text, 0);

	p->exact = at != SIZE_MAX && at <= 1 && p->text.len > 0;
	p->shift = p->exact ? at : 0;
}

struct raw *raw_parse(struct arena *a, struct str text, struct span where,
		      struct diags *diags)
{
	struct parser p = { .arena = a, .diags = diags, .text = text,
			    .where = where };
	struct raw *r;

	find_place(&p);
	advance(&p);
	if (p.token == TOKEN_END) {
		DIAG(diags, where, MSG_EXPR_EMPTY);
		return NULL;
	}
	r = parse_or(&p);
	if (r == NULL)
		return NULL;
	if (sees(&p, "&"))
		return fail(&p, MSG_EXPR_SET_NOT_HERE, STR_NONE, STR_NONE);
	if (p.token != TOKEN_END)
		return unexpected(&p, "and");
	return r;
}
