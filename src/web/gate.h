/*
 * So many at once: what costs much memory or time, whoever asks for it.
 *
 * Any thread may call. A place that was entered is left by whoever entered.
 */
#ifndef JALON_WEB_GATE_H
#define JALON_WEB_GATE_H

#include <stdbool.h>
#include <stdint.h>

struct gate;

struct gate *gate_open(uint32_t places);
/* NULL is allowed. */
void gate_close(struct gate *g);

/* False: no place came free in so many milliseconds. */
bool gate_enter(struct gate *g, uint32_t milliseconds);
void gate_leave(struct gate *g);

#endif
