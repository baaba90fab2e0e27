/* Dates as days counted, and back. */
#include "base/day.h"

/* March leads, so that a leap day ends its year. */
static int64_t day_of(int64_t year, int64_t month, int64_t date)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t m = (month + 9) % 12;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + date -
	       719469;
}

static bool digits_at(struct str text, size_t from, size_t count, int64_t *n)
{
	*n = 0;
	for (size_t i = from; i < from + count; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		*n = *n * 10 + (text.at[i] - '0');
	}
	return true;
}

bool day_read(struct str date, int64_t *day)
{
	int64_t y, m, d;

	if (date.len != 10 || date.at[4] != '-' || date.at[7] != '-' ||
	    !digits_at(date, 0, 4, &y) || !digits_at(date, 5, 2, &m) ||
	    !digits_at(date, 8, 2, &d))
		return false;
	if (y < 1 || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*day = day_of(y, m, d);
	return true;
}

struct calendar_day day_in_calendar(int64_t day)
{
	struct calendar_day on = { .month = 12 };

	on.year = 1970 + day / (day < 0 ? 365 : 366) - 1;
	while (day_of(on.year + 1, 1, 1) <= day)
		on.year++;
	while (day_of(on.year, on.month, 1) > day)
		on.month--;
	on.date = day - day_of(on.year, on.month, 1) + 1;
	return on;
}

struct str day_write(struct arena *a, int64_t day)
{
	struct calendar_day on = day_in_calendar(day);
	struct buf b = buf_make(a);

	buf_fmt(&b, "%04d-%02d-%02d", (int)on.year, (int)on.month,
		(int)on.date);
	return buf_view(&b);
}

int64_t day_next_monday(int64_t day)
{
	/* 1970-01-01 was a Thursday. */
	return day + 7 - ((day + 3) % 7 + 7) % 7;
}
