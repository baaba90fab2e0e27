/*
 * A gate in words, on the page that explains it: the condition as the author
 * wrote it gives way to the questions it reads.
 */
#ifndef JALON_WEB_RESULT_GATES_H
#define JALON_WEB_RESULT_GATES_H

#include "result.h"

/* Its state, what it holds down, what lifts it, then what decides it, taken
   from the explanation `told`. */
void gates_write(struct result *r, uint32_t gate, struct str told);

#endif
