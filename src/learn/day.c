/*
 * Minutes of a day: how many of them are for steps.
 *
 * A break follows each full stretch of `work` minutes when something comes
 * after it. So the longer of two days never has less room: just past a full
 * stretch, the minutes that a break would eat are left as a margin. Only a
 * lunch takes more than a minute more can give.
 */
#include "build.h"

uint32_t tail_minutes(const struct composer *c)
{
	return c->curriculum->frame.closing +
	       c->prompt_count * WORKSHOP_PROMPT_MINUTES;
}

static int64_t minutes_left(const struct composer *c)
{
	return (int64_t)c->minutes - c->now;
}

/* No stretch of work is too long when there is no limit. */
static int64_t work_limit(const struct composer *c)
{
	uint32_t work = c->curriculum->frame.work;

	return work == 0 ? INT32_MAX : work;
}

bool lunch_is_due(const struct composer *c)
{
	return !c->lunch_taken &&
	       c->minutes > c->curriculum->frame.half_day &&
	       minutes_left(c) > work_limit(c);
}

uint32_t pause_minutes(const struct composer *c, uint32_t breaks)
{
	const struct frame *f = &c->curriculum->frame;

	if (breaks == 0 || !lunch_is_due(c))
		return breaks * f->pause;
	return (breaks - 1) * f->pause + f->lunch;
}

uint32_t room_for_steps(const struct composer *c)
{
	int64_t left = minutes_left(c), room = 0;

	for (uint32_t k = lunch_is_due(c); pause_minutes(c, k) <= left; k++) {
		int64_t most = (k + 1) * work_limit(c) - c->carried;
		int64_t usable = left - pause_minutes(c, k);

		if (usable > most)
			usable = most;
		if (usable > room)
			room = usable;
		if (most >= left)
			break;
	}
	room -= tail_minutes(c);
	return room > 0 ? (uint32_t)room : 0;
}

bool steps_fit(const struct composer *c, uint32_t minutes)
{
	return minutes_left(c) >= tail_minutes(c) &&
	       room_for_steps(c) >= minutes;
}

uint32_t kept_minutes(const struct composer *c)
{
	uint32_t minutes = 0;

	for (uint32_t m = 0; m < c->count; m++)
		if (c->offers[m].kept)
			minutes += c->offers[m].least;
	return minutes;
}

uint32_t room_to_fill(const struct composer *c)
{
	uint32_t room = room_for_steps(c), must = kept_minutes(c);

	if (room < must && minutes_left(c) >= must + tail_minutes(c))
		return must;
	return room;
}

uint32_t day_for_steps(const struct composer *c, uint32_t minutes)
{
	struct composer day = *c;

	day.minutes = c->now + tail_minutes(c) + minutes;
	while (room_for_steps(&day) < minutes)
		day.minutes++;
	return day.minutes;
}
