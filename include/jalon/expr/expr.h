/*
 * The expression language of packs: small, typed, total.
 *
 * An expression is read and checked once, when its pack is loaded: names,
 * types and the use of options are settled then, with a caret in the author's
 * file for every mistake. What is left is a tree that cannot fail; it is
 * walked, not compiled.
 *
 * One walk gives two things at once for every value: the *point* (what the
 * answers say today) and *bounds* that surely hold the value whatever the
 * open questions turn out to be. Absence is a value of its own.
 *
 * This part knows nothing of packs: names come from a `struct expr_scope`,
 * values from a `struct expr_env` of flat arrays.
 *
 *	or < and < not < comparison, in < + - < * / < unary minus
 */
#ifndef JALON_EXPR_EXPR_H
#define JALON_EXPR_EXPR_H

#include "base/diag.h"
#include "base/ratio.h"

struct arena;

enum {
	EXPR_DEPTH = 48,	/* nesting of an expression */
	EXPR_OPTIONS = 64,	/* options of a question, values of a fact */
	EXPR_GROUPS = 3,	/* leaders, staff, experts */
};

enum expr_type {
	EXPR_BOOL,
	EXPR_NUMBER,
	EXPR_CHOICE,		/* one of a list: a single, a fact with values */
	EXPR_OPTIONS_SET,	/* a multiple */
	EXPR_OTHER,		/* text and date: only answered(), state() */
	EXPR_LEVEL,		/* an anchored question: only points() */
	EXPR_ITEMS,		/* a set of questions, criteria or dimensions */
	EXPR_NUMBERS,		/* points(set), score(set)...: to be reduced */
};

/* The values a choice can take, in order. */
struct expr_values {
	const struct str *ids;
	uint32_t count;
};

enum expr_symbol_kind {
	EXPR_QUESTION,
	EXPR_FACT,
	EXPR_LET,
	EXPR_CRITERION,
	EXPR_DIMENSION,
	EXPR_SET,		/* section, tag, own */
};

struct expr_symbol {
	enum expr_symbol_kind kind;
	uint32_t index;		/* among its kind; unused for EXPR_SET */
	enum expr_type type;	/* questions, facts, lets */
	struct expr_values values;	/* choices and option sets */
	const uint32_t *questions;	/* the questions it stands for:
					   sections, tags, own, criteria,
					   dimensions; ascending */
	uint32_t count;
};

/* What an expression may speak of at its place. */
struct expr_scope {
	/*
	 * Finds `name` (a dotted id, "tag.x" or "own"). False when there is
	 * none; true with `symbol->kind` set otherwise. May report a cycle
	 * among facts at `where` and still return true.
	 */
	bool (*find)(void *context, struct str name, struct span where,
		     struct expr_symbol *symbol);
	/* All names in scope, for suggestions. */
	const struct str *names;
	size_t name_count;
	uint32_t dimensions;	/* how many there are */
	bool scores;		/* score() and level() are allowed here */
	bool capped;		/* capped() is allowed here */
	void *context;
};

struct expr;

/*
 * Reads and checks `text`, found at `where` in the author's file (`where`
 * may include quotes; when the text does not stand there unchanged, the whole
 * stretch is underlined). `want` is the type it must have; for EXPR_CHOICE
 * `values` are those it may take, and a bare word is one of them. For a fact
 * whose type is free, pass want = EXPR_OTHER and read it with expr_type().
 * NULL after at least one diagnostic.
 */
struct expr *expr_parse(struct arena *a, struct str text, struct span where,
			const struct expr_scope *scope, enum expr_type want,
			const struct expr_values *values, struct diags *diags);

enum expr_type expr_type(const struct expr *e);
/* The text as the author wrote it. */
struct str expr_text(const struct expr *e);
struct span expr_span(const struct expr *e);

/* A constant number as an expression (for `cap: 2`). */
struct expr *expr_constant(struct arena *a, struct ratio value,
			   struct span where);

/*
 * Calls `use` for every name the expression reads, in order of the text,
 * once for each occurrence: questions (those of a set one by one), facts,
 * lets, criteria and dimensions whose score, level or cap is read.
 */
typedef void expr_use(void *context, enum expr_symbol_kind kind,
		      uint32_t index, struct span where);
void expr_uses(const struct expr *e, expr_use *use, void *context);
/* True when the expression reads a level after caps. */
bool expr_reads_capped(const struct expr *e);

/* A number: the point, and the bounds over every completion. */
struct expr_number {
	struct ratio point;	/* meaningless when absent */
	struct ratio lo, hi;	/* meaningless when !may_be_present */
	bool absent;		/* the point is absent */
	bool may_be_absent;	/* some completion leaves it absent */
	bool may_be_present;	/* some completion gives it a value */
};

/* Three truths, and the set of those that completions can give. */
enum { TRUTH_FALSE = 1, TRUTH_TRUE = 2, TRUTH_ABSENT = 4 };
struct expr_truth {
	uint8_t point;		/* one of the three */
	uint8_t can;		/* any of them, or'ed; holds `point` */
};

struct expr_choice {
	uint8_t point;		/* index of the value; EXPR_OPTIONS: absent */
	bool may_be_absent;
	uint64_t can;		/* bit i: value i is possible */
};

/* What a multiple holds. */
struct expr_chosen {
	uint64_t point;		/* bit i: option i chosen */
	uint64_t surely;	/* chosen in every completion that answers */
	uint64_t maybe;		/* chosen in some completion */
	bool absent;
	bool may_be_absent;
};

enum expr_state {
	STATE_ANSWERED,
	STATE_NA,
	STATE_DONT_KNOW,
	STATE_HIDDEN,
	STATE_UNANSWERED,
	STATE_COUNT
};
/* "answered", "na", "dont_know", "hidden", "unanswered". */
const char *expr_state_name(enum expr_state state);

/* A question as expressions see it. */
struct expr_answer {
	union {
		struct expr_truth truth;	/* boolean */
		struct expr_choice choice;	/* single */
		struct expr_chosen chosen;	/* multiple */
		struct expr_number number;	/* number */
	};
	uint8_t state;		/* enum expr_state, of the point */
	uint8_t can_state;	/* bit s: completions can give state s */
};

struct expr_value {
	enum expr_type type;	/* BOOL, NUMBER or CHOICE */
	union {
		struct expr_truth truth;
		struct expr_number number;
		struct expr_choice choice;
	};
};

/* Where values come from: arrays indexed as the symbols are. */
struct expr_env {
	const struct expr_answer *answers;	/* by question */
	const struct expr_number *points;	/* by question, of its options:
						   of the firm's one answer,
						   or as the score reads them */
	const struct ratio *max_points;		/* by question, static */
	const struct expr_value *facts;
	const struct expr_number *lets;
	const struct expr_number *criteria;	/* unrounded scores */
	const struct expr_number *dimensions;
	const struct expr_number *criteria_of[EXPR_GROUPS];	/* may be NULL */
	const struct expr_number *dimensions_of[EXPR_GROUPS];
	const struct expr_number *criterion_levels;
	const struct expr_number *dimension_levels;
	const struct expr_number *capped;	/* by dimension */
	uint32_t dimension_count;
};

struct expr_value expr_eval(const struct expr *e, const struct expr_env *env);
/* The same for an expression known to be a condition. */
struct expr_truth expr_condition(const struct expr *e,
				 const struct expr_env *env);
/* True when the value depends on no answer at all. */
bool expr_is_constant(const struct expr *e);

/* Absent in the point and in every completion. */
static inline struct expr_number number_absent(void)
{
	return (struct expr_number){ .point = RATIO(0), .lo = RATIO(0),
				     .hi = RATIO(0), .absent = true,
				     .may_be_absent = true };
}

static inline struct expr_number number_exactly(struct ratio value)
{
	return (struct expr_number){ .point = value, .lo = value, .hi = value,
				     .may_be_present = true };
}

/* number_exactly in place, part by part: see ratio_parts. */
static inline void number_put_exactly(struct expr_number *n,
				      struct ratio value)
{
	n->point = ratio_parts(value);
	n->lo = ratio_parts(value);
	n->hi = ratio_parts(value);
	n->absent = n->may_be_absent = false;
	n->may_be_present = true;
}

/* Whether every completion gives the point: absent, or one value. */
static inline bool number_is_certain(const struct expr_number *n)
{
	if (n->absent)
		return !n->may_be_present;
	return !n->may_be_absent && ratio_cmp(n->lo, n->hi) == 0;
}

/*
 * A weighted mean of numbers some of which may be absent. Exact bounds: the
 * surest members first, then optional ones in order of their value as long as
 * they pull the mean further (sort and scan). `weights` NULL: all equal.
 */
struct expr_number number_mean(const struct expr_number *items,
			       const struct ratio *weights, uint32_t count);
/* The plain mean of the items at the given indices, into *mean. */
void number_mean_at(const struct expr_number *items, const uint32_t *at,
		    uint32_t count, struct expr_number *mean);
struct expr_number number_sum(const struct expr_number *items, uint32_t count);
struct expr_number number_min(const struct expr_number *items, uint32_t count);
struct expr_number number_max(const struct expr_number *items, uint32_t count);

#endif
