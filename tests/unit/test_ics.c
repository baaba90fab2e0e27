/*
 * iCalendar files. What is written is read back by a reader of its own, made
 * from RFC 5545 alone: CRLF, lines of 75 bytes between whole characters,
 * unfolding, escapes, nesting. Dates are held against a count of days.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "format/ics.h"

#define BYTES(text) ((struct str){ (text), strlen(text) })

/* --- a reader, from RFC 5545 ---------------------------------------------- */

enum { LINES = 200, NESTING = 4 };

struct line {
	struct str name, parameters;	/* parameters: after the first `;` */
	struct str value;		/* as written, unfolded */
};

struct read {
	struct line lines[LINES];
	uint32_t count;
};

/* 3.1: a line ends in CRLF, holds 75 octets at most, and whole characters. */
static void check_physical(struct str text)
{
	size_t from = 0;

	assert_true(text.len > 2);
	while (from < text.len) {
		size_t end = str_find(text, STR("\r\n"), from);

		assert_true(end != SIZE_MAX);
		assert_true(end - from <= 75);
		assert_true(end > from);
		for (size_t i = from; i < end; i++)
			assert_true(text.at[i] == '\t' ||
				    (unsigned char)text.at[i] >= 0x20);
		assert_int_equal(utf8_check(text.at + from, end - from),
				 end - from);
		from = end + 2;
	}
}

/* 3.1: a CRLF and one white space are taken out wherever they stand. */
static struct str unfold(struct arena *a, struct str text)
{
	struct buf out = buf_make(a);

	for (size_t i = 0; i < text.len; i++) {
		if (i + 2 < text.len && text.at[i] == '\r' &&
		    text.at[i + 1] == '\n' &&
		    (text.at[i + 2] == ' ' || text.at[i + 2] == '\t'))
			i += 2;
		else
			buf_char(&out, text.at[i]);
	}
	return buf_view(&out);
}

static struct line parse_line(struct str text)
{
	size_t colon = str_find(text, STR(":"), 0);
	struct str head = str_sub(text, 0, colon);
	size_t semicolon = str_find(head, STR(";"), 0);
	struct line line = { .value = str_sub(text, colon + 1, text.len) };

	assert_true(colon != SIZE_MAX && colon > 0);
	line.name = str_sub(head, 0, semicolon);
	if (semicolon != SIZE_MAX)
		line.parameters = str_sub(head, semicolon + 1, head.len);
	return line;
}

/* 3.4, 3.6: components close in the order they were opened. */
static void check_nesting(const struct read *r)
{
	struct str open[NESTING];
	uint32_t depth = 0;

	for (uint32_t i = 0; i < r->count; i++) {
		if (str_is(r->lines[i].name, "BEGIN")) {
			assert_true(depth < NESTING);
			open[depth++] = r->lines[i].value;
		} else if (str_is(r->lines[i].name, "END")) {
			assert_true(depth > 0);
			assert_true(str_eq(open[--depth], r->lines[i].value));
		} else {
			assert_true(depth > 0);
		}
	}
	assert_int_equal(depth, 0);
}

static struct read *read_ics(struct arena *a, struct str text)
{
	struct read *r = ARENA_NEW(a, struct read);
	struct str all;
	size_t from = 0, end;

	check_physical(text);
	all = unfold(a, text);
	while (from < all.len) {
		end = str_find(all, STR("\r\n"), from);
		assert_true(end != SIZE_MAX);
		assert_true(r->count < LINES);
		r->lines[r->count++] = parse_line(str_sub(all, from, end));
		from = end + 2;
	}
	check_nesting(r);
	return r;
}

/* The n-th line of that name, from 0; it must be there. */
static const struct line *find(const struct read *r, const char *name,
			       uint32_t n)
{
	for (uint32_t i = 0; i < r->count; i++)
		if (str_is(r->lines[i].name, name) && n-- == 0)
			return &r->lines[i];
	fail_msg("no %s", name);
	return NULL;
}

static uint32_t count(const struct read *r, const char *name)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < r->count; i++)
		n += str_is(r->lines[i].name, name);
	return n;
}

/* 3.3.11: \\ \; \, \n and \N; nothing else is escaped, nothing is left bare. */
static struct str read_text(struct arena *a, struct str value)
{
	struct buf out = buf_make(a);

	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];

		assert_true(c != ';' && c != ',');
		if (c != '\\') {
			buf_char(&out, c);
			continue;
		}
		assert_true(++i < value.len);
		c = value.at[i];
		assert_non_null(strchr("\\;,nN", c));
		buf_char(&out, c == 'n' || c == 'N' ? '\n' : c);
	}
	return buf_view(&out);
}

static void text_is(struct arena *a, const struct read *r, const char *name,
		    struct str want)
{
	struct str got = read_text(a, find(r, name, 0)->value);

	if (!str_eq(got, want))
		fail_msg("%s: `%.*s`, not `%.*s`", name, STR_ARGS(got),
			 STR_ARGS(want));
}

/* --- what is written ------------------------------------------------------ */

static const struct ics_time stamp = { ICS_UTC, 2026, 1, 5, 14, 0, 0 };

static struct str write_one(struct arena *a, const struct ics_event *event)
{
	struct ics_calendar c = { stamp, event, 1 };
	struct buf out = buf_make(a);

	ics_write(&out, &c);
	return buf_view(&out);
}

/* The festival of RFC 5545, 3.6.1: from 28 June to 8 July, both included. */
static void test_whole(void **state)
{
	struct arena *a = arena_open();
	const struct ics_event event = {
		.uid = STR("20070423T123432Z-541111@example.com"),
		.start = { .clock = ICS_ALL_DAY, .year = 2007, .month = 6,
			   .day = 28 },
		.length = 11,
		.summary = STR("Festival International de Jazz de Montreal"),
		.has_alarm = true, .alarm_minutes = 1440,
	};
	struct str got = write_one(a, &event);

	(void)state;
	assert_true(str_is(got,
		"BEGIN:VCALENDAR\r\n"
		"VERSION:2.0\r\n"
		"PRODID:-//Jalon//Jalon//FR\r\n"
		"CALSCALE:GREGORIAN\r\n"
		"BEGIN:VEVENT\r\n"
		"UID:20070423T123432Z-541111@example.com\r\n"
		"DTSTAMP:20260105T140000Z\r\n"
		"SEQUENCE:0\r\n"
		"DTSTART;VALUE=DATE:20070628\r\n"
		"DTEND;VALUE=DATE:20070709\r\n"
		"SUMMARY:Festival International de Jazz de Montreal\r\n"
		"TRANSP:TRANSPARENT\r\n"
		"BEGIN:VALARM\r\n"
		"ACTION:DISPLAY\r\n"
		"DESCRIPTION:Festival International de Jazz de Montreal\r\n"
		"TRIGGER:-PT1440M\r\n"
		"END:VALARM\r\n"
		"END:VEVENT\r\n"
		"END:VCALENDAR\r\n"));
	arena_close(a);
}

struct timed {
	const char *name;
	struct ics_event event;
	const char *start, *end;	/* parameters:value */
};

#define AT(kind, y, mo, d, h, mi) { kind, y, mo, d, h, mi, 0 }
/* Ends counted by hand. */
static const struct timed timed[] = {
	{ "one day", { .start = AT(ICS_ALL_DAY, 2026, 7, 5, 0, 0),
		       .length = 1 },
	  "VALUE=DATE:20260705", "VALUE=DATE:20260706" },
	{ "the last of a year", { .start = AT(ICS_ALL_DAY, 2026, 12, 31, 0, 0),
				  .length = 1 },
	  "VALUE=DATE:20261231", "VALUE=DATE:20270101" },
	{ "the 28th of February", { .start = AT(ICS_ALL_DAY, 2026, 2, 28, 0, 0),
				    .length = 1 },
	  "VALUE=DATE:20260228", "VALUE=DATE:20260301" },
	{ "the same in a leap year",
	  { .start = AT(ICS_ALL_DAY, 2028, 2, 28, 0, 0), .length = 1 },
	  "VALUE=DATE:20280228", "VALUE=DATE:20280229" },
	{ "1900 had no 29th", { .start = AT(ICS_ALL_DAY, 1900, 2, 28, 0, 0),
				.length = 1 },
	  "VALUE=DATE:19000228", "VALUE=DATE:19000301" },
	{ "2000 had one", { .start = AT(ICS_ALL_DAY, 2000, 2, 28, 0, 0),
			    .length = 2 },
	  "VALUE=DATE:20000228", "VALUE=DATE:20000301" },
	{ "an hour in UTC", { .start = AT(ICS_UTC, 2026, 7, 5, 13, 30),
			      .length = 60 },
	  ":20260705T133000Z", ":20260705T143000Z" },
	{ "past midnight", { .start = AT(ICS_FLOATING, 2026, 12, 31, 23, 15),
			     .length = 90 },
	  ":20261231T231500", ":20270101T004500" },
	{ "two days and a minute",
	  { .start = AT(ICS_FLOATING, 2026, 2, 27, 0, 0), .length = 2881 },
	  ":20260227T000000", ":20260301T000100" },
};

static void time_is(struct arena *a, const struct read *r, const char *name,
		    const char *want)
{
	const struct line *line = find(r, name, 0);
	struct buf got = buf_make(a);

	buf_str(&got, line->parameters);
	buf_char(&got, ':');
	buf_str(&got, line->value);
	if (!str_is(buf_view(&got), want))
		fail_msg("%s: %.*s, not %s", name, STR_ARGS(buf_view(&got)),
			 want);
}

static void test_timed(void **state)
{
	const struct timed *row = *state;
	struct arena *a = arena_open();
	struct ics_event event = row->event;
	struct read *r;

	event.uid = STR("a@b");
	event.summary = STR("s");
	r = read_ics(a, write_one(a, &event));
	time_is(a, r, "DTSTART", row->start);
	time_is(a, r, "DTEND", row->end);
	text_is(a, r, "TRANSP", event.start.clock == ICS_ALL_DAY
				    ? STR("TRANSPARENT")
				    : STR("OPAQUE"));
	arena_close(a);
}

struct escaped {
	const char *name;
	const char *text;
	const char *value;	/* as written, on one line */
	const char *back;	/* as read; NULL: the text itself */
};

static const struct escaped escapes[] = {
	/* RFC 5545, 3.3.11 */
	{ "the RFC's own example",
	  "Project XYZ Final Review\nConference Room - 3B\nCome Prepared.",
	  "Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.",
	  NULL },
	{ "all four", "a\\b;c,d\ne", "a\\\\b\\;c\\,d\\ne", NULL },
	{ "a backslash before an n", "a\\nb", "a\\\\nb", NULL },
	{ "colons and quotes stand", "10:30 \"x\" = y", "10:30 \"x\" = y",
	  NULL },
	{ "line ends of other machines", "a\r\nb\rc\r\r\nd", "a\\nb\\nc\\n\\nd",
	  "a\nb\nc\n\nd" },
	{ "no property can be slipped in", "a\r\nATTENDEE:mailto:x@y.example",
	  "a\\nATTENDEE:mailto:x@y.example",
	  "a\nATTENDEE:mailto:x@y.example" },
	{ "control characters", "a\x01\x7F" "b\tc",
	  "a\xC2\xB7\xC2\xB7" "b\tc", "a\xC2\xB7\xC2\xB7" "b\tc" },
	{ "a turned direction", "a\xE2\x80\xAE" "b", "a\xC2\xB7" "b",
	  "a\xC2\xB7" "b" },
	{ "accents", "Suivi \xC3\xA0 six mois\xC2\xA0: D\xC3\xA9p\xC3\xB4t",
	  "Suivi \xC3\xA0 six mois\xC2\xA0: D\xC3\xA9p\xC3\xB4t", NULL },
};

static void test_escapes(void **state)
{
	const struct escaped *row = *state;
	struct arena *a = arena_open();
	struct ics_event event = {
		.uid = STR("a@b"), .start = AT(ICS_ALL_DAY, 2026, 7, 5, 0, 0),
		.length = 1, .summary = BYTES(row->text),
		.description = BYTES(row->text), .location = BYTES(row->text),
		.has_alarm = true, .alarm_minutes = 30,
	};
	struct read *r = read_ics(a, write_one(a, &event));
	struct str back = BYTES(row->back == NULL ? row->text : row->back);

	assert_true(str_is(find(r, "SUMMARY", 0)->value, row->value));
	text_is(a, r, "SUMMARY", back);
	text_is(a, r, "LOCATION", back);
	/* The event's and the alarm's. */
	assert_int_equal(count(r, "DESCRIPTION"), 2);
	for (uint32_t n = 0; n < 2; n++)
		assert_true(str_eq(
		    read_text(a, find(r, "DESCRIPTION", n)->value), back));
	assert_true(str_is(find(r, "TRIGGER", 0)->value, "-PT30M"));
	assert_int_equal(count(r, "ATTENDEE"), 0);
	arena_close(a);
}

/* --- folding -------------------------------------------------------------- */

/* Characters of 1 to 4 bytes, at every place where a line may end. */
static void test_folding(void **state)
{
	static const char *const characters[] = {
		"x", "\xC3\xA9", "\xE2\x80\x99", "\xF0\x9F\x93\x85", ";",
	};
	struct arena *a = arena_open();

	(void)state;
	for (size_t c = 0; c < sizeof(characters) / sizeof(*characters); c++) {
		for (uint32_t before = 0; before < 80; before++) {
			struct buf text = buf_make(a);
			struct ics_event event = {
				.uid = STR("a@b"), .length = 1,
				.start = AT(ICS_ALL_DAY, 2026, 7, 5, 0, 0),
			};

			for (uint32_t i = 0; i < before; i++)
				buf_char(&text, 'a');
			for (uint32_t i = 0; i < 60; i++)
				buf_text(&text, characters[c]);
			event.summary = buf_view(&text);
			text_is(a, read_ics(a, write_one(a, &event)),
				"SUMMARY", event.summary);
			arena_reset(a);
		}
	}
	arena_close(a);
}

/* 75 bytes stand on one line; one more and the line is folded. */
static void test_edge(void **state)
{
	struct arena *a = arena_open();

	(void)state;
	for (size_t n = 67; n <= 68; n++) {	/* "SUMMARY:" is 8 */
		char text[80] = { 0 };
		struct ics_event event = {
			.uid = STR("a@b"), .length = 1,
			.start = AT(ICS_ALL_DAY, 2026, 7, 5, 0, 0),
		};
		struct str got;

		memset(text, 'a', n);
		event.summary = BYTES(text);
		got = write_one(a, &event);
		assert_int_equal(str_find(got, STR("\r\n "), 0) != SIZE_MAX,
				 n == 68);
		read_ics(a, got);
	}
	arena_close(a);
}

/* --- the rest ------------------------------------------------------------- */

static void test_several(void **state)
{
	struct arena *a = arena_open();
	const struct ics_event events[] = {
		{ .uid = STR("1@x"), .start = AT(ICS_UTC, 2026, 7, 5, 9, 0),
		  .length = 30, .summary = STR("un"), .sequence = 3 },
		{ .uid = STR("2@x"),
		  .start = AT(ICS_ALL_DAY, 2026, 7, 6, 0, 0), .length = 1,
		  .summary = STR("deux") },
	};
	struct ics_calendar c = { stamp, events, 2 };
	struct buf out = buf_make(a), again = buf_make(a);
	struct read *r;

	(void)state;
	ics_write(&out, &c);
	ics_write(&again, &c);
	assert_true(str_eq(buf_view(&out), buf_view(&again)));
	r = read_ics(a, buf_view(&out));
	assert_int_equal(count(r, "BEGIN"), 3);
	assert_int_equal(count(r, "VERSION"), 1);
	assert_int_equal(count(r, "PRODID"), 1);
	/* 3.6.1: each event has one UID and one DTSTAMP, in UTC. */
	for (uint32_t i = 0; i < 2; i++) {
		assert_true(str_eq(find(r, "UID", i)->value, events[i].uid));
		assert_true(str_is(find(r, "DTSTAMP", i)->value,
				   "20260105T140000Z"));
	}
	assert_true(str_is(find(r, "SEQUENCE", 0)->value, "3"));
	assert_true(str_is(find(r, "SEQUENCE", 1)->value, "0"));
	assert_int_equal(count(r, "DESCRIPTION"), 0);
	assert_int_equal(count(r, "LOCATION"), 0);
	arena_close(a);
}

static void is_day(struct ics_time day, int year, struct ics_time other)
{
	assert_int_equal(day.year, year);
	assert_int_equal(day.month, other.month);
	assert_int_equal(day.day, other.day);
}

/*
 * 400 Gregorian years are 146,097 days: from any day, that many days later is
 * the same date. And a walk of single days meets each date once.
 */
static void test_days(void **state)
{
	struct ics_time from = AT(ICS_ALL_DAY, 1896, 2, 28, 0, 0), day = from;

	(void)state;
	for (uint32_t n = 0; n < 3000; n++) {
		assert_true(ics_time_is_real(day));
		is_day(ics_days_after(from, n), day.year, day);
		is_day(ics_days_after(day, 146097), day.year + 400, day);
		day = ics_days_after(day, 1);
	}
	is_day(day, 1904, (struct ics_time)AT(ICS_ALL_DAY, 0, 5, 17, 0, 0));
}

static void test_dates(void **state)
{
	static const struct {
		const char *text;
		bool real;
	} dates[] = {
		{ "2026-07-05", true },	  { "2024-02-29", true },
		{ "2026-02-29", false },  { "1900-02-29", false },
		{ "2000-02-29", true },	  { "2026-13-01", false },
		{ "2026-00-10", false },  { "2026-04-31", false },
		{ "2026-04-00", false },  { "0000-01-01", false },
		{ "2026-7-5", false },	  { "2026/07/05", false },
		{ "2026-07-05T", false }, { "", false },
		{ "2O26-07-05", false },
	};
	struct ics_time day;

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		if (ics_read_date(BYTES(dates[i].text), &day) !=
		    dates[i].real)
			fail_msg("%s", dates[i].text);
	assert_true(ics_read_date(STR("2026-07-05"), &day));
	assert_int_equal(day.clock, ICS_ALL_DAY);
	assert_int_equal(day.year, 2026);
	assert_int_equal(day.month, 7);
	assert_int_equal(day.day, 5);
	day.clock = ICS_UTC;
	day.hour = 24;
	assert_false(ics_time_is_real(day));
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_edge),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_dates),
	};
	enum {
		TIMED = sizeof(timed) / sizeof(*timed),
		ESCAPES = sizeof(escapes) / sizeof(*escapes),
		OTHERS = sizeof(others) / sizeof(*others),
	};
	static struct CMUnitTest tests[TIMED + ESCAPES + OTHERS];

	for (size_t i = 0; i < TIMED; i++)
		tests[i] = (struct CMUnitTest){
			timed[i].name, test_timed, NULL, NULL,
			(void *)(uintptr_t)&timed[i]
		};
	for (size_t i = 0; i < ESCAPES; i++)
		tests[TIMED + i] = (struct CMUnitTest){
			escapes[i].name, test_escapes, NULL, NULL,
			(void *)(uintptr_t)&escapes[i]
		};
	memcpy(tests + TIMED + ESCAPES, others, sizeof(others));
	return _cmocka_run_group_tests("ics", tests,
				       TIMED + ESCAPES + OTHERS, NULL, NULL);
}
