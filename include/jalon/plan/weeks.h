/*
 * When the weeks of a plan are, on the calendar.
 *
 * Whatever prints a date of a plan takes it from here: documents, the
 * calendar, the page of its progress.
 */
#ifndef JALON_PLAN_WEEKS_H
#define JALON_PLAN_WEEKS_H

#include "model/answers.h"

/*
 * The Monday on which a plan begins, as a day of base/day.h: the first from
 * the day that the answers' `plan:` block asks for or, where it asks for none,
 * the one after the last day of the round. False where the answers have no
 * date either: weeks then have numbers alone.
 */
bool plan_begins(const struct answers *answers, int64_t *monday);

/* The Monday of a week, from 0. */
int64_t plan_week_begins(int64_t monday, uint32_t week);
/* The Friday of the last of the weeks before `end`. */
int64_t plan_weeks_end(int64_t monday, uint32_t end);

#endif
