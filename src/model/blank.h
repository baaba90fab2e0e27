/* A blank answers file: what its two halves share. Private to model/. */
#ifndef MODEL_BLANK_H
#define MODEL_BLANK_H

#include "load.h"

struct blank {
	struct buf *out;
	const struct pack *pack;
	enum lang lang;
};

/* Lines that begin with `start`; the words after it, folded. */
void blank_comment(struct blank *b, const char *start, struct str text);

/* blank_examples.c: the blocks one may add, all of them comments. */
void blank_examples(struct blank *b);

#endif
