/*
 * What the form's template is filled with, and conditions in words.
 *
 * Nothing here knows answers: the helpers of view.h are used for their
 * wording and for putting values under keys, with a view that has no score.
 * Sentences are the template's; the view only says which one fits.
 */
#ifndef JALON_DOC_FORM_VIEW_H
#define JALON_DOC_FORM_VIEW_H

#include "assets.h"
#include "doc/form.h"
#include "view.h"

/* --- conditions, as a person may be told them (form_when.c) --------------- */

enum form_clause_kind {
	CLAUSE_FACT,	/* the fact `index` holds, or is one of `chosen` */
	CLAUSE_TRUTH,	/* the boolean question `index` is a yes */
	CLAUSE_CHOICE,	/* one of `chosen` is ticked at the question `index` */
	CLAUSE_NUMBER,	/* the question `index` compared with `number` */
};

enum form_comparison {
	COMPARE_LESS,
	COMPARE_AT_MOST,
	COMPARE_MORE,
	COMPARE_AT_LEAST,
	COMPARE_EQUAL,
	COMPARE_OTHER,
};

struct form_clause {
	enum form_clause_kind kind;
	bool negated;		/* never set for CLAUSE_NUMBER */
	uint32_t index;
	uint64_t chosen;	/* bit i: option i, or value i of the fact */
	enum form_comparison comparison;
	struct ratio number;
};

enum { FORM_CLAUSES = 6, FORM_CHOICES = 8 };

/*
 * Clauses that hold together, or any of them. A fact stands for itself when
 * it has a text, else for what it is made of.
 */
struct form_condition {
	struct form_clause clauses[FORM_CLAUSES];
	uint32_t count;		/* 0: not plain enough to be said */
	bool any;		/* joined by "or" */
};

struct form_condition form_condition_read(const struct pack *pack,
					  const struct expr *e);

/* By question: those that it reads, through facts and `let` names. */
bool *form_deciders(struct arena *a, const struct pack *pack,
		    const struct expr *e);

/* --- the view ------------------------------------------------------------- */

struct form_work {
	struct view view;		/* its score is NULL */
	const struct form_request *request;
	const struct pack *pack;
	const bool *asked;		/* by question */
	bool coded;			/* every question has a code */
};

/* --- parts ---------------------------------------------------------------- */

/* Every key of a condition under `key`; null without one. */
void form_put_condition(struct form_work *w, struct node *map, const char *key,
			const struct expr *e);
/* `told`: what whoever hands the form out ticks on its first page. */
void form_put_told(struct form_work *w, struct node *root);
/* What a person calls the question: its code, else its rank in the pack. */
struct str form_number(const struct form_work *w, uint32_t question);

enum form_shape {
	FORM_SHAPE_NONE,
	FORM_SHAPE_ROOT, FORM_SHAPE_TOLD, FORM_SHAPE_SECTION,
	FORM_SHAPE_QUESTION, FORM_SHAPE_OPTION, FORM_SHAPE_CONDITION,
	FORM_SHAPE_CLAUSE, FORM_SHAPE_TEXT,
	FORM_SHAPE_COUNT
};

extern const struct field_table form_field_table;
/* The shipped templates, and the style that follows the report's. */
extern const struct asset_templates asset_form;
struct str asset_form_style(void);
/* As documents_check, which calls it: the form's templates in a folder. */
void form_templates_check(struct arena *a, const struct folder *folder,
			  struct diags *diags);

#endif
