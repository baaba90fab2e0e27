/* iCalendar, as RFC 5545 asks it to be written. */
#include "format/ics.h"

#include "base/diag.h"

/* --- dates ---------------------------------------------------------------- */

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static uint8_t days_of(int year, uint8_t month)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30,
					31, 31, 30, 31, 30, 31 };

	return (uint8_t)(days[month - 1] + (month == 2 && is_leap(year)));
}

bool ics_time_is_real(struct ics_time t)
{
	if (t.year < 1 || t.year > ICS_LAST_YEAR || t.month < 1 ||
	    t.month > 12 || t.day < 1 || t.day > days_of(t.year, t.month))
		return false;
	return t.clock == ICS_ALL_DAY ||
	       (t.hour < 24 && t.minute < 60 && t.second < 60);
}

static bool read_digits(struct str text, size_t from, size_t to, int *value)
{
	*value = 0;
	for (size_t i = from; i < to; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		*value = 10 * *value + (text.at[i] - '0');
	}
	return true;
}

bool ics_read_date(struct str text, struct ics_time *day)
{
	int year, month, date;

	if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-' ||
	    !read_digits(text, 0, 4, &year) ||
	    !read_digits(text, 5, 7, &month) ||
	    !read_digits(text, 8, 10, &date))
		return false;
	*day = (struct ics_time){ .clock = ICS_ALL_DAY, .year = year,
				  .month = (uint8_t)month,
				  .day = (uint8_t)date };
	return ics_time_is_real(*day);
}

struct ics_time ics_days_after(struct ics_time t, uint32_t days)
{
	/* Month by month: an event is not centuries long. */
	while (days > 0) {
		uint32_t left = (uint32_t)days_of(t.year, t.month) - t.day;

		if (days <= left) {
			t.day = (uint8_t)(t.day + days);
			return t;
		}
		days -= left + 1;
		t.day = 1;
		if (t.month++ < 12)
			continue;
		t.month = 1;
		if (++t.year > ICS_LAST_YEAR)
			BUG("a date after the year %d", ICS_LAST_YEAR);
	}
	return t;
}

static struct ics_time minutes_after(struct ics_time t, uint32_t minutes)
{
	uint64_t of_day = (uint64_t)t.hour * 60 + t.minute + minutes;

	t = ics_days_after(t, (uint32_t)(of_day / 1440));
	t.hour = (uint8_t)(of_day % 1440 / 60);
	t.minute = (uint8_t)(of_day % 60);
	return t;
}

/* --- lines ---------------------------------------------------------------- */

enum { LINE_BYTES = 75 };	/* CRLF aside; RFC 5545, 3.1 */

/* How much of the text goes on one line, cut between two characters. */
static size_t one_line(struct str text, size_t room)
{
	size_t n = room;

	if (text.len <= room)
		return text.len;
	while (n > 0 && ((unsigned char)text.at[n] & 0xC0) == 0x80)
		n--;
	return n > 0 ? n : room;
}

/* The space that opens a folded line counts among its bytes. */
static void put_line(struct buf *out, struct str line)
{
	size_t n = one_line(line, LINE_BYTES);

	buf_str(out, str_sub(line, 0, n));
	while (n < line.len) {
		line = str_sub(line, n, line.len);
		n = one_line(line, LINE_BYTES - 1);
		buf_text(out, "\r\n ");
		buf_str(out, str_sub(line, 0, n));
	}
	buf_text(out, "\r\n");
}

static void put_words(struct buf *out, const char *words)
{
	put_line(out, str_from(words));
}

/* Line ends of any kind become LF, and what nobody should obey a dot. */
static struct str plain(struct arena *a, struct str text)
{
	struct buf lines = buf_make(a), seen = buf_make(a);

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '\r')
			buf_char(&lines, text.at[i]);
		else if (i + 1 == text.len || text.at[i + 1] != '\n')
			buf_char(&lines, '\n');
	}
	buf_visible(&seen, buf_view(&lines), false);
	return buf_view(&seen);
}

/* TEXT: backslash, semicolon and comma are escaped, and line ends written. */
static void put_text(struct buf *out, const char *name, struct str text)
{
	struct buf line = buf_make(out->arena);

	text = plain(out->arena, text);
	buf_text(&line, name);
	buf_char(&line, ':');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '\\' || c == ';' || c == ',' || c == '\n')
			buf_char(&line, '\\');
		buf_char(&line, c == '\n' ? 'n' : c);
	}
	put_line(out, buf_view(&line));
}

static void put_text_if_any(struct buf *out, const char *name, struct str text)
{
	if (text.len > 0)
		put_text(out, name, text);
}

static void put_time(struct buf *out, const char *name, struct ics_time t)
{
	struct buf line = buf_make(out->arena);

	buf_fmt(&line, "%s%s:%04d%02d%02d", name,
		t.clock == ICS_ALL_DAY ? ";VALUE=DATE" : "", t.year, t.month,
		t.day);
	if (t.clock != ICS_ALL_DAY)
		buf_fmt(&line, "T%02d%02d%02d%s", t.hour, t.minute, t.second,
			t.clock == ICS_UTC ? "Z" : "");
	put_line(out, buf_view(&line));
}

/* --- events --------------------------------------------------------------- */

/* DTEND is the first moment after the event: the day after its last. */
static struct ics_time end_of(const struct ics_event *e)
{
	if (e->start.clock == ICS_ALL_DAY)
		return ics_days_after(e->start, e->length);
	return minutes_after(e->start, e->length);
}

static void put_alarm(struct buf *out, const struct ics_event *e)
{
	struct buf line = buf_make(out->arena);

	put_words(out, "BEGIN:VALARM");
	put_words(out, "ACTION:DISPLAY");
	put_text(out, "DESCRIPTION", e->summary);
	buf_fmt(&line, "TRIGGER:-PT%uM", e->alarm_minutes);
	put_line(out, buf_view(&line));
	put_words(out, "END:VALARM");
}

static void check_event(const struct ics_event *e)
{
	if (e->uid.len == 0)
		BUG("an event without a UID");
	if (!ics_time_is_real(e->start) || e->length == 0)
		BUG("an event without a time");
}

static void put_event(struct buf *out, const struct ics_event *e,
		      struct ics_time stamp)
{
	struct buf sequence = buf_make(out->arena);

	check_event(e);
	put_words(out, "BEGIN:VEVENT");
	put_text(out, "UID", e->uid);
	put_time(out, "DTSTAMP", stamp);
	buf_fmt(&sequence, "SEQUENCE:%u", e->sequence);
	put_line(out, buf_view(&sequence));
	put_time(out, "DTSTART", e->start);
	put_time(out, "DTEND", end_of(e));
	put_text(out, "SUMMARY", e->summary);
	put_text_if_any(out, "DESCRIPTION", e->description);
	put_text_if_any(out, "LOCATION", e->location);
	put_words(out, e->start.clock == ICS_ALL_DAY ? "TRANSP:TRANSPARENT"
						     : "TRANSP:OPAQUE");
	if (e->has_alarm)
		put_alarm(out, e);
	put_words(out, "END:VEVENT");
}

void ics_write(struct buf *out, const struct ics_calendar *c)
{
	if (c->event_count == 0)
		BUG("a calendar without events");
	if (c->stamp.clock != ICS_UTC || !ics_time_is_real(c->stamp))
		BUG("a stamp that is not a time in UTC");
	put_words(out, "BEGIN:VCALENDAR");
	put_words(out, "VERSION:2.0");
	put_words(out, "PRODID:-//Jalon//Jalon//FR");
	put_words(out, "CALSCALE:GREGORIAN");
	for (uint32_t i = 0; i < c->event_count; i++)
		put_event(out, &c->events[i], c->stamp);
	put_words(out, "END:VCALENDAR");
}
