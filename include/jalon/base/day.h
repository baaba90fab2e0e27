/*
 * Days of the calendar, counted: what is so many days later, which is a
 * Monday. Dates are texts, YYYY-MM-DD, everywhere else.
 */
#ifndef JALON_BASE_DAY_H
#define JALON_BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/*
 * Days since 1970-01-01, of the proleptic Gregorian calendar; false when the
 * text is no YYYY-MM-DD. A 31st of a month of 30 is the next one's first.
 */
bool day_read(struct str date, int64_t *day);
/* A day as the calendar has it: its year, its month from 1, its date. */
struct calendar_day {
	int64_t year, month, date;
};
struct calendar_day day_in_calendar(int64_t day);
/* YYYY-MM-DD, of the years 1 to 9999. */
struct str day_write(struct arena *a, int64_t day);
/* The first Monday after that day. */
int64_t day_next_monday(int64_t day);

#endif
