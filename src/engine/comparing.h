/*
 * Comparing rounds, one file a subject. Private to engine/.
 *
 *	compare_pairs.c		what is the same thing, and defined alike
 *	compare_reads.c		what a figure is made from
 *	compare_ruler.c		whether two figures were taken alike
 *	compare_people.c	who speaks to each question
 *	compare_answers.c	the answers that changed
 *	compare.c		the claims
 */
#ifndef ENGINE_COMPARING_H
#define ENGINE_COMPARING_H

#include "engine/compare.h"

/* --- pairs ---------------------------------------------------------------- */

enum pair_kind {
	PAIR_QUESTION,
	PAIR_CRITERION,
	PAIR_DIMENSION,
	PAIR_GATE,
	PAIR_FACT,
	PAIR_LET,
	PAIR_KINDS
};

struct pairs {
	uint32_t *to_after;	/* by index before; NO_INDEX */
	uint32_t *to_before;
	uint32_t before_count, after_count;
};

/* Whether a fact or a let is defined alike: found once, then kept. */
enum alike { ALIKE_UNKNOWN, ALIKE_YES, ALIKE_NO };

struct names {
	struct str *at;		/* in order */
	uint32_t count;
};

struct comparing {
	struct arena *arena;
	const struct score *before, *after;
	struct pairs pairs[PAIR_KINDS];
	bool *same_question;	/* by question after, when paired */
	bool *same_people;	/* the same */
	bool same_scale;	/* of the rubric */
	struct names were[GROUP_COUNT], are[GROUP_COUNT];	/* members of
					   the leaders, of the experts */
	uint8_t *facts, *lets;	/* enum alike, by index after */
	/* What each is made from, in the order of `comparison`. */
	struct reading_of *criteria, *gates;
};

void pair_all(struct comparing *c);
/* The two expressions say the same, and so does what they name. NULLs too. */
bool same_expr(struct comparing *c, const struct expr *before,
	       const struct expr *after);
/* Both give the same answer; options are told by their ids. */
bool same_said(const struct question *before, const struct answer *was,
	       const struct question *after, const struct answer *is);
bool is_reworded(const struct question *before, const struct question *after);

/* --- what a figure is made from ------------------------------------------- */

struct marks {
	const struct pack *pack;
	bool *questions, *facts, *lets, *criteria, *dimensions;
	bool overall;		/* the overall's own formula is read */
};

struct marks marks_make(struct arena *a, const struct pack *pack);
void mark_criterion(struct marks *m, uint32_t criterion);
void mark_dimension(struct marks *m, uint32_t dimension);
void mark_overall(struct marks *m);
/* The condition of a gate; its caps too when `caps`. */
void mark_gate(struct marks *m, uint32_t gate, bool caps);

/* The two sides; a side where the thing is not has no marks. */
struct reading_of {
	struct marks before, after;
};

/* --- the ruler ------------------------------------------------------------ */

/* Why the figures do not compare, GATES and EXPOSURE aside. */
enum compare_reason other_ruler(struct comparing *c,
				const struct reading_of *m);

/* A way in which a question that counts differs between the sides. */
typedef bool differs(const struct comparing *c, const struct reading_of *m,
		     struct compare_pair at);
differs on_one_side, other_options, applies_once, other_people;

bool some_differ(const struct comparing *c, const struct reading_of *m,
		 differs *test);
/* Fills the questions of `out` with those. */
void tell_which(struct comparing *c, const struct reading_of *m, differs *test,
		struct compared *out);

/* --- people --------------------------------------------------------------- */

/* Fills `people` of the comparison, members, then same_people. */
void pair_people(struct comparing *c, struct comparison *out);

/* --- answers -------------------------------------------------------------- */

/* Once claims are made. */
void list_answers(struct comparing *c, struct comparison *out);

/* Whether the figures of a score, or of a level, are the same. */
bool same_score(const struct scored *was, const struct scored *is);
bool same_level(const struct scored *was, const struct scored *is);

#endif
