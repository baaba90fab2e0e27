/* Words of the six-month follow-up, listed or asked. */
#ifndef JALON_CMD_FOLLOWUP_H
#define JALON_CMD_FOLLOWUP_H

#include "app/rounds.h"
#include "rows.h"

/* "Ce qui retient le niveau": why such things are asked. */
const char *followup_reason_words(enum followup_reason reason, enum lang lang);
/* The gate or the initiative that an item is about, or nothing. */
struct str followup_about(const struct pack *pack,
			  const struct followup_item *item, enum lang lang);

#endif
