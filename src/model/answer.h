/*
 * Answers, from a tree: one of them, and the document around them. Private
 * to model/.
 */
#ifndef MODEL_ANSWER_H
#define MODEL_ANSWER_H

#include "model/answers.h"
#include "read.h"

/*
 * A value, or {value, dont_know, na, note}; nothing at all is ANSWER_MISSING.
 * False after a diagnostic.
 */
bool answer_read(struct reader *r, const struct question *q,
		 const struct node *node, struct answer *out);

/* A date that exists. */
bool node_read_date(struct reader *r, const struct node *node,
		    struct str *date);

/* A text to print, of ANSWERS_TEXT bytes at most. */
bool node_read_words(struct reader *r, const struct node *node,
		     struct str *words);

/* "`a`, `b`, `c`": all the options, to be chosen from. */
struct str answer_options(struct reader *r, const struct question *q);

/* --- the document --------------------------------------------------------- */

struct reading {
	struct reader reader;
	const struct pack *pack;
	struct answers *answers;
	struct answer staff, sector;	/* of the client block */
	bool together;		/* a set of the staff's one answer was met */
};

/* An empty value in answers means that nothing was said: NULL then. */
const struct node *node_given(const struct node *node);
/* The same for a child. */
const struct node *read_given(struct read_map *m, const char *key);
/* A text that may be left out, or empty. */
void read_optional(struct read_map *m, const char *key, struct str *text);
/* The same in one language or several: a text, or {fr: ..., en: ...}. */
void read_texts(struct read_map *m, const char *key, struct text *text);
/* The question of that id, old or new, or NO_INDEX after a diagnostic. */
uint32_t answers_find_question(struct reading *g, struct str id,
			       struct span span);

/* answers_blocks.c: what stands beside the answers. */
void answers_evidence(struct reading *g, const struct node *map);
void answers_decisions(struct reading *g, const struct node *list);
void answers_plan(struct reading *g, const struct node *node);
void answers_report(struct reading *g, const struct node *node);

#endif
