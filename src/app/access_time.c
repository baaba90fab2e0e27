/* Times and dates, so much later. */
#include "access_part.h"

#include <time.h>

#include "base/arena.h"

static int number_at(struct str s, size_t from, size_t len)
{
	int n = 0;

	for (size_t i = from; i < from + len && i < s.len; i++)
		n = 10 * n + (s.at[i] - '0');
	return n;
}

/* Of `2026-11-22T14:05:09Z`, or of a date at midnight. */
static time_t seconds_of(struct str s)
{
	struct tm t = {
		.tm_year = number_at(s, 0, 4) - 1900,
		.tm_mon = number_at(s, 5, 2) - 1,
		.tm_mday = number_at(s, 8, 2),
	};

	if (s.len > 10) {
		t.tm_hour = number_at(s, 11, 2);
		t.tm_min = number_at(s, 14, 2);
		t.tm_sec = number_at(s, 17, 2);
	}
	return timegm(&t);
}

static struct str text_of(struct arena *a, time_t when, bool date)
{
	char text[32];
	struct tm t;
	size_t len;

	gmtime_r(&when, &t);
	len = date ? strftime(text, sizeof(text), "%Y-%m-%d", &t)
		   : strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &t);
	return str_copy(a, (struct str){ text, len });
}

struct str time_after(struct arena *a, struct str time, int64_t seconds)
{
	return text_of(a, seconds_of(time) + (time_t)seconds, false);
}

struct str date_after(struct arena *a, struct str date, int64_t days)
{
	return text_of(a, seconds_of(date) + (time_t)(days * DAY), true);
}

/* One that exists comes back as it was. */
bool date_is_one(struct str date)
{
	struct tm t;
	char text[16];
	time_t when;

	if (date.len != 10 || date.at[4] != '-' || date.at[7] != '-')
		return false;
	for (size_t i = 0; i < date.len; i++)
		if (i != 4 && i != 7 &&
		    (date.at[i] < '0' || date.at[i] > '9'))
			return false;
	when = seconds_of(date);
	gmtime_r(&when, &t);
	return strftime(text, sizeof(text), "%Y-%m-%d", &t) == 10 &&
	       str_is(date, text);
}
