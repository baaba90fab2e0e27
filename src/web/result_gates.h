/*
 * Gates in words: on the page that explains one, and in a document, where the
 * condition as the author wrote it gives way to the questions it reads.
 */
#ifndef JALON_WEB_RESULT_GATES_H
#define JALON_WEB_RESULT_GATES_H

#include "result.h"

/* Its state, what it holds down, what lifts it, then what decides it, taken
   from the explanation `told`. */
void gates_write(struct result *r, uint32_t gate, struct str told);
/* Takes conditions out of the items of a document's tree: the explanation of
   each gate holds its own. Before titles become links. */
void gates_without_conditions(const struct result *r, struct md *tree);

#endif
