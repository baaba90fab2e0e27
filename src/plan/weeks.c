/* When the weeks of a plan are. */
#include "plan/weeks.h"

#include "base/day.h"

enum { FRIDAY_TO_MONDAY = 3 };

bool plan_begins(const struct answers *answers, int64_t *monday)
{
	int64_t day, until;

	if (day_read(answers->plan.start, &day)) {
		*monday = day_next_monday(day - 1);
		return true;
	}
	if (!day_read(answers->date, &day))
		return false;
	if (day_read(answers->until, &until) && until > day)
		day = until;
	*monday = day_next_monday(day);
	return true;
}

int64_t plan_week_begins(int64_t monday, uint32_t week)
{
	return monday + 7 * (int64_t)week;
}

int64_t plan_weeks_end(int64_t monday, uint32_t end)
{
	return plan_week_begins(monday, end) - FRIDAY_TO_MONDAY;
}
