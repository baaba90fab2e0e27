/*
 * Checking an expression: names and values (check_names.c), functions
 * (check_call.c), operators and the rest (check.c). Private to expr/.
 *
 * Whatever returns a tree returns NULL after a diagnostic.
 */
#ifndef EXPR_CHECK_H
#define EXPR_CHECK_H

#include "raw.h"

struct checker {
	struct arena *arena;
	struct diags *diags;
	const struct expr_scope *scope;
};

/* What the place wants; EXPR_OTHER: anything that is a value. */
struct want {
	enum expr_type type;
	const struct expr_values *values;
};

#define WANT_ANYTHING ((struct want){ EXPR_OTHER, NULL })
#define WANT_NUMBER ((struct want){ EXPR_NUMBER, NULL })
#define WANT_TRUTH ((struct want){ EXPR_BOOL, NULL })

struct expr *check_expr(struct checker *c, const struct raw *r,
			struct want want);
struct expr *check_call(struct checker *c, const struct raw *r,
			struct want want);

/* Whether a set is read as questions, or as things that have a score. */
enum reading { AS_QUESTIONS, AS_SCORED };

struct expr *check_set(struct checker *c, const struct raw *r,
		       enum reading reading);

struct expr *check_new(struct checker *c, enum expr_op op, enum expr_type type,
		       const struct raw *r);

/* --- names and values ------------------------------------------------------ */

bool check_find(struct checker *c, const struct raw *r,
		struct expr_symbol *symbol);
/* UINT32_MAX when it is none of them. */
uint32_t check_value_index(const struct expr_values *values, struct str id);
bool check_same_values(const struct expr_values *a,
		       const struct expr_values *b);
/* Both must be of one type, and of one list of values. */
bool check_agree(struct checker *c, const struct raw *ra, const struct raw *rb,
		 const struct expr *a, const struct expr *b);
struct want check_want_like(const struct expr *e);

/* --- what is said ---------------------------------------------------------- */

struct expr *check_fail(struct checker *c, const struct raw *r,
			enum message message, struct str a, struct str b);
struct expr *check_wrong_type(struct checker *c, const struct raw *r,
			      struct str found, struct str want);
struct expr *check_unknown_value(struct checker *c, const struct raw *r,
				 const struct expr_values *values);
/* Types, kinds and values in words. */
const char *check_type_name(enum expr_type type);
const char *check_symbol_name(const struct expr_symbol *symbol);
struct str check_wanted(struct want want);
struct str check_values_listed(struct checker *c,
			       const struct expr_values *values);

#endif
