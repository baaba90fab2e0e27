/*
 * Writing iCalendar files (RFC 5545): dates that go out to other people's
 * calendars, a follow-up in six months, a milestone of a plan.
 *
 * One calendar, its events, each all day or timed. Times are arguments, the
 * stamp included, so that the same events give the same bytes; so is the UID,
 * for a calendar that meets one again takes it for the same event, moved.
 * Timed events are in UTC or float (the hour on the reader's clock): neither
 * needs a VTIMEZONE, and neither do dates. Nothing here asks anybody to
 * answer: there is no METHOD, ORGANIZER or ATTENDEE.
 *
 * Lines end in CRLF and hold 75 bytes at most, folded between characters.
 */
#ifndef JALON_FORMAT_ICS_H
#define JALON_FORMAT_ICS_H

#include "base/text.h"

enum ics_clock {
	ICS_ALL_DAY,		/* a date; the hour is not looked at */
	ICS_UTC,
	ICS_FLOATING,		/* the hour of whoever reads it */
};

struct ics_time {
	enum ics_clock clock;
	int year;		/* 1 to 9999 */
	uint8_t month, day;	/* from 1 */
	uint8_t hour, minute, second;	/* second: 0 to 59 */
};

struct ics_event {
	struct str uid;		/* never empty; the same for the same event */
	uint32_t sequence;	/* one more each time that it is moved */
	struct ics_time start;
	/* All day: days, the first included, so 1 for a single one. Else
	   minutes. At least 1; ICS_LAST_YEAR is not passed. */
	uint32_t length;
	struct str summary;	/* one line */
	struct str description, location;	/* empty: left out */
	bool has_alarm;		/* a reminder on the screen */
	uint32_t alarm_minutes;	/* before the start; of a day, 00:00 */
};

enum { ICS_LAST_YEAR = 9999 };

struct ics_calendar {
	struct ics_time stamp;	/* when this is written: clock ICS_UTC */
	const struct ics_event *events;
	uint32_t event_count;	/* at least 1: RFC 5545 wants a component */
};

/* Whether the date exists in the Gregorian calendar, and the hour too. */
bool ics_time_is_real(struct ics_time time);

/*
 * The day of a YYYY-MM-DD text, all day. False for another form, or for a
 * day that does not exist.
 */
bool ics_read_date(struct str text, struct ics_time *day);

/* That many days later (years within 1 to ICS_LAST_YEAR), same hour. */
struct ics_time ics_days_after(struct ics_time time, uint32_t days);

/*
 * Appends the calendar. All-day events leave their day free in the reader's
 * agenda (TRANSP:TRANSPARENT); timed ones take their time. In texts, line
 * ends of any kind become \n; other control characters, and marks that turn
 * the direction of writing, become a middle dot. What the comments above ask
 * for and is not so, is a BUG of the caller.
 */
void ics_write(struct buf *out, const struct ics_calendar *calendar);

#endif
