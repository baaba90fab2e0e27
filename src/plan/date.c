/*
 * From horizons to weeks.
 *
 * What runs over its horizon has its date already. Inside a horizon the
 * others are placed one after the other, each at the first week where a slot
 * is free and its prerequisites are finished; the orders of placing are
 * searched depth first, the most pressing first (gates in the rubric's
 * order, then value, then id), until one works. Every schedule that cannot
 * be moved to the left comes from such an order, so that finding none is a
 * proof. Horizons do not disturb one another but by what runs over.
 */
#include "build.h"

#include <string.h>

struct job {
	uint32_t initiative;
	uint32_t weeks;
	uint32_t release;	/* first week allowed: what it requires that
				   is placed already */
	bool tied;		/* others of this horizon wait for it, or it
				   for them */
};

struct search {
	const struct planner *p;
	const uint8_t *horizon;
	uint32_t slots;
	uint32_t h;
	uint32_t *start;	/* by initiative; NO_INDEX: not placed */
	uint32_t used[PLAN_WEEKS];	/* slots taken, by week */
	struct job *jobs;	/* of this horizon, most pressing first */
	uint32_t count;
	uint32_t steps;		/* left */
};

static const struct initiative *initiative(const struct search *s, uint32_t i)
{
	return &s->p->catalogue->initiatives[i];
}

static void take(struct search *s, uint32_t from, uint32_t weeks, uint32_t n)
{
	for (uint32_t w = from; w < from + weeks; w++)
		s->used[w] += n;
}

static bool is_free(const struct search *s, uint32_t from, uint32_t weeks)
{
	for (uint32_t w = from; w < from + weeks; w++)
		if (s->used[w] >= s->slots)
			return false;
	return true;
}

/* Is this prerequisite part of the choice and not finished already? */
static bool matters(const struct search *s, uint32_t need)
{
	return s->horizon[need] != NOT_CHOSEN &&
	       !s->p->candidates[need].finished;
}

/* The end of its latest prerequisite; false when one is not placed. */
static bool released(const struct search *s, uint32_t i, uint32_t *week)
{
	const struct initiative *it = initiative(s, i);

	*week = horizon_start[s->h];
	for (uint32_t k = 0; k < it->require_count; k++) {
		uint32_t need = it->requires[k], end;

		if (!matters(s, need))
			continue;
		if (s->start[need] == NO_INDEX)
			return false;
		end = s->start[need] + s->p->candidates[need].weeks;
		if (end > *week)
			*week = end;
	}
	return true;
}

bool more_pressing(const struct planner *p, uint32_t a, uint32_t b)
{
	const struct candidate *x = &p->candidates[a];
	const struct candidate *y = &p->candidates[b];
	const struct initiative *all = p->catalogue->initiatives;

	if (x->first_gate != y->first_gate)
		return x->first_gate < y->first_gate;	/* NO_INDEX is last */
	if (x->best_value != y->best_value)
		return x->best_value > y->best_value;
	return str_cmp(all[a].id, all[b].id) < 0;
}

static bool requires_of_horizon(const struct search *s, uint32_t i,
				uint32_t need)
{
	const struct initiative *it = initiative(s, i);

	if (s->horizon[i] != s->h || s->horizon[need] != s->h ||
	    s->p->candidates[need].finished)
		return false;
	for (uint32_t k = 0; k < it->require_count; k++)
		if (it->requires[k] == need)
			return true;
	return false;
}

static void collect_jobs(struct search *s)
{
	s->count = 0;
	for (uint32_t i = 0; i < s->p->count; i++) {
		uint32_t at = s->count;

		if (s->horizon[i] != s->h || s->start[i] != NO_INDEX)
			continue;
		for (; at > 0 && more_pressing(s->p, i,
					       s->jobs[at - 1].initiative);
		     at--)
			s->jobs[at] = s->jobs[at - 1];
		s->jobs[at] = (struct job){
			.initiative = i, .weeks = s->p->candidates[i].weeks };
		s->count++;
	}
	for (uint32_t a = 0; a < s->count; a++)
		for (uint32_t b = 0; b < s->count; b++)
			if (requires_of_horizon(s, s->jobs[a].initiative,
						s->jobs[b].initiative))
				s->jobs[a].tied = s->jobs[b].tied = true;
}

/* The first week at which the job fits, or NO_INDEX. */
static uint32_t first_fit(const struct search *s, const struct job *job)
{
	uint32_t end = horizon_start[s->h + 1];

	for (uint32_t w = job->release; w + job->weeks <= end; w++)
		if (is_free(s, w, job->weeks))
			return w;
	return NO_INDEX;
}

/* Two untied jobs of the same length and release stand for one another. */
static bool tried_alike(const struct search *s, uint32_t at)
{
	const struct job *job = &s->jobs[at];

	for (uint32_t k = 0; k < at && !job->tied; k++) {
		const struct job *other = &s->jobs[k];

		if (s->start[other->initiative] == NO_INDEX && !other->tied &&
		    other->weeks == job->weeks &&
		    other->release == job->release)
			return true;
	}
	return false;
}

/*
 * Refreshes releases; false when some job has no place left whatever comes,
 * or the weeks still to be placed are more than those that are free.
 */
static bool hopeful(struct search *s)
{
	uint32_t needed = 0, room = 0;

	for (uint32_t k = 0; k < s->count; k++) {
		struct job *job = &s->jobs[k];

		if (s->start[job->initiative] != NO_INDEX)
			continue;
		if (!released(s, job->initiative, &job->release))
			job->release = horizon_start[s->h];
		if (first_fit(s, job) == NO_INDEX)
			return false;
		needed += job->weeks;
	}
	for (uint32_t w = horizon_start[s->h]; w < horizon_start[s->h + 1]; w++)
		room += s->slots > s->used[w] ? s->slots - s->used[w] : 0;
	return needed <= room;
}

static enum dating place(struct search *s, uint32_t left)
{
	uint32_t week;

	if (left == 0)
		return DATED;
	if (s->steps == 0)
		return GAVE_UP;
	s->steps--;
	if (!hopeful(s))
		return UNDATABLE;
	for (uint32_t k = 0; k < s->count; k++) {
		struct job job = s->jobs[k];
		enum dating found;

		if (s->start[job.initiative] != NO_INDEX ||
		    !released(s, job.initiative, &week) || tried_alike(s, k))
			continue;
		s->start[job.initiative] = first_fit(s, &job);
		take(s, s->start[job.initiative], job.weeks, 1);
		found = place(s, left - 1);
		if (found != UNDATABLE)
			return found;
		take(s, s->start[job.initiative], job.weeks, (uint32_t)-1);
		s->start[job.initiative] = NO_INDEX;
		/* hopeful() of the deeper levels moved the releases */
		(void)hopeful(s);
	}
	return UNDATABLE;
}

/* What runs over its horizon; false when it cannot stand there. */
static bool place_overruns(struct search *s)
{
	for (uint32_t i = 0; i < s->p->count; i++) {
		const struct candidate *c = &s->p->candidates[i];
		uint32_t h = s->horizon[i];

		s->start[i] = NO_INDEX;
		if (h == NOT_CHOSEN || c->weeks <= horizon_weeks(h))
			continue;
		s->start[i] = horizon_start[h];
		take(s, horizon_start[h], c->weeks, 1);
	}
	for (uint32_t w = 0; w < PLAN_WEEKS; w++)
		if (s->used[w] > s->slots)
			return false;
	return true;
}

/* Overruns start with their horizon: are they in time after the others? */
static bool overruns_hold(struct search *s)
{
	for (uint32_t i = 0; i < s->p->count; i++) {
		uint32_t week;

		s->h = s->horizon[i];
		if (s->h == NOT_CHOSEN ||
		    s->p->candidates[i].weeks <= horizon_weeks(s->h))
			continue;
		if (!released(s, i, &week) || week > s->start[i])
			return false;
	}
	return true;
}

enum dating date_choice(const struct planner *p, const uint8_t *horizon,
			uint32_t slots, uint32_t *start)
{
	struct arena *scratch = arena_open();
	struct search s = { .p = p, .horizon = horizon, .slots = slots,
			    .steps = DATE_STEPS };
	enum dating found = DATED;

	s.start = ARENA_ARRAY(scratch, p->count, uint32_t);
	s.jobs = ARENA_ARRAY(scratch, p->count, struct job);
	if (!place_overruns(&s))
		found = UNDATABLE;
	for (uint32_t h = 0; h < HORIZONS && found == DATED; h++) {
		s.h = h;
		collect_jobs(&s);
		found = place(&s, s.count);
	}
	if (found == DATED && !overruns_hold(&s))
		found = UNDATABLE;
	if (found == DATED)
		memcpy(start, s.start, p->count * sizeof *start);
	arena_close(scratch);
	return found;
}

void date_conflict(const struct planner *p, uint8_t *horizon)
{
	struct arena *scratch = arena_open();
	uint32_t *start = ARENA_ARRAY(scratch, p->count, uint32_t);

	for (uint32_t k = p->count; k-- > 0;) {
		uint32_t i = p->by_id[k];
		uint8_t kept = horizon[i];

		if (kept == NOT_CHOSEN)
			continue;
		horizon[i] = NOT_CHOSEN;
		/* Giving up is no proof of a conflict: keep it in. */
		if (date_choice(p, horizon, p->slots, start) != UNDATABLE)
			horizon[i] = kept;
	}
	arena_close(scratch);
}
