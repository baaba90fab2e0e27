/*
 * How long answering takes, from what is asked: 20 seconds a question, and
 * its words at 200 a minute. An estimate, rounded up to five minutes, so that
 * nobody finds it longer than was said.
 */
#ifndef JALON_APP_MINUTES_H
#define JALON_APP_MINUTES_H

#include "model/pack.h"

uint32_t minutes_for(const struct pack *pack, enum lang lang,
		     const uint32_t *questions, uint32_t count);
/* Of all that a group may be asked; `*count` of them. Conditions leave some
   out. */
uint32_t minutes_for_group(const struct pack *pack, enum lang lang,
			   enum group group, uint32_t *count);

/* Of what the short path may ask a group first: the profile and what the pack
   names for it. */
uint32_t minutes_for_short(const struct pack *pack, enum lang lang,
			   enum group group);

#endif
