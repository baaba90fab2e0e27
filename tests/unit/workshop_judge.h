/*
 * Every workshop there could be, tried: the judge of test_workshop.c. It
 * shares no code with learn/ and follows the words of learn/workshop.h.
 */
#ifndef JALON_TESTS_WORKSHOP_JUDGE_H
#define JALON_TESTS_WORKSHOP_JUDGE_H

#include <string.h>

#include "workshop_case.h"

enum { MOST = 6, MOST_STEPS = 6, MOST_CRITERIA = 12, FREE = 255 };

/* A day from some minute on. */
struct rest {
	int64_t left;		/* minutes until its end */
	int64_t carried;	/* worked since the last break */
	int64_t tail;		/* prompts and closing */
	bool lunch;		/* still to come */
};

struct judge {
	const struct made *m;
	const struct workshop_request *r;
	const struct module *all;
	uint32_t n;
	bool named;
	bool able[MOST];	/* people, jobs and --modules allow it */
	bool known[MOST];
	bool alone[MOST];	/* may come in for itself */
	bool kept[MOST];	/* must be in */
	bool begun[MOST];
	uint32_t rank[MOST];
	uint32_t raises[MOST][MOST_CRITERIA];
	int64_t weight[MOST_CRITERIA];
	int64_t gain[MOST], depth[MOST];
	/* Length of each step that is given already, or out; or FREE. */
	uint8_t given[MOST][MOST_STEPS];
};

struct worth {
	int64_t value, depth;
	uint32_t path;		/* the first module is the highest bit */
};

/* What is tried, and the best of it. */
struct trial {
	const struct judge *j;
	uint32_t set;
	uint32_t order[MOST], count;
	struct { uint32_t m, s; } steps[MOST * MOST_STEPS];
	uint32_t step_count;
	uint8_t lengths[MOST * MOST_STEPS];
	struct worth worth;
	bool found;
	struct worth best;
	uint32_t best_set;
	uint8_t best_lengths[MOST][MOST_STEPS];
	/* By place in the day, to compare with. */
	uint8_t best_flat[MOST * MOST_STEPS];
};

/* --- what modules are worth ---------------------------------------------- */

static int64_t judged_weight(const struct judge *j, uint32_t c)
{
	const struct rubric *r = &j->m->pack.rubric;
	int64_t d = r->criteria[c].dimension, all = 0, within = 0, num, den;

	/* Made up so: dimensions in hundredths, criteria in halves. */
	for (uint32_t k = 0; k < r->dimension_count; k++)
		all += r->dimensions[k].weight.num * 100 /
		       r->dimensions[k].weight.den;
	for (uint32_t k = 0; k < r->criterion_count; k++)
		if (r->criteria[k].dimension == (uint32_t)d)
			within += r->criteria[k].weight.num * 2 /
				  r->criteria[k].weight.den;
	num = (r->dimensions[d].weight.num * 100 / r->dimensions[d].weight.den) *
	      (r->criteria[c].weight.num * 2 / r->criteria[c].weight.den);
	den = all * within;
	return (2 * 100000 * num + den) / (2 * den);
}

static uint32_t distinct_criteria(const struct judge *j)
{
	uint32_t count = 0;

	for (uint32_t c = 0; c < j->m->pack.rubric.criterion_count; c++) {
		bool used = false;

		for (uint32_t m = 0; m < j->n; m++)
			for (uint32_t s = 0; s < j->all[m].serve_count; s++)
				used = used ||
				       str_eq(j->all[m].serves[s].criterion,
					      j->m->pack.rubric.criteria[c].id);
		count += used;
	}
	return count;
}

static void judge_served(struct judge *j, uint32_t m, uint32_t c,
			 const struct served *s, bool *behind)
{
	const struct score *score = j->r->score;
	uint32_t now = score ? score->criteria[c].level : 0;
	uint32_t target =
	    score ? score->dimensions[j->m->pack.rubric.criteria[c].dimension]
			    .target
		  : 0;
	uint32_t to = target > 0 && s->to > target ? target : s->to;
	uint32_t from = now > s->from ? now : s->from;

	if (to > from && to - from > j->raises[m][c])
		j->raises[m][c] = to - from;
	if (now == 0 || now < to)
		*behind = true;
}

static void judge_worth(struct judge *j, uint32_t m)
{
	const struct rubric *r = &j->m->pack.rubric;
	bool behind = false;

	for (uint32_t s = 0; s < j->all[m].serve_count; s++)
		for (uint32_t c = 0; c < r->criterion_count; c++)
			if (str_eq(r->criteria[c].id,
				   j->all[m].serves[s].criterion))
				judge_served(j, m, c, &j->all[m].serves[s],
					     &behind);
	for (uint32_t c = 0; c < r->criterion_count; c++)
		j->gain[m] += j->weight[c] * j->raises[m][c];
	/* 1 + gain of 100, to the nearest: gain is in 1e-5. */
	j->depth[m] = 1 + (j->gain[m] + 500) / 1000;
	j->known[m] = !j->named && j->all[m].serve_count > 0 && !behind;
}

/* --- who may come in ----------------------------------------------------- */

static void judge_steps(struct judge *j, uint32_t m)
{
	bool any = false;

	for (uint32_t s = 0; s < j->all[m].step_count; s++) {
		const struct module_step *step = &j->all[m].steps[s];
		bool out = (step->needs_jobs && !j->r->jobs) ||
			   step->people > j->r->people;

		j->given[m][s] = out ? LENGTH_OUT : FREE;
		any = any || !out;
	}
	j->able[m] = any && j->r->people >= j->all[m].people_min &&
		     j->r->people <= j->all[m].people_max;
}

static void judge_place(struct judge *j, uint32_t m)
{
	const struct curriculum *c = j->r->curriculum;
	bool on_path = j->r->audience == NO_INDEX, asked = false;
	uint32_t count = 0;

	j->rank[m] = m;
	if (!on_path) {
		const struct curriculum_audience *a = &c->audiences[0];

		count = a->path_count;
		j->rank[m] = count;
		for (uint32_t i = 0; i < count; i++)
			if (a->path[i] == m) {
				on_path = true;
				j->rank[m] = i;
			}
		/* Behind the path, those before it that are off it too. */
		for (uint32_t k = 0; !on_path && k < m; k++) {
			bool off = true;

			for (uint32_t i = 0; i < count; i++)
				off = off && a->path[i] != k;
			j->rank[m] += off;
		}
	}
	for (uint32_t i = 0; i < j->r->module_count; i++)
		asked = asked || j->r->modules[i] == m;
	j->able[m] = j->able[m] && (!j->named || asked);
	j->kept[m] = j->named && asked;
	j->alone[m] = j->named ||
		      (on_path && !(j->r->score != NULL && j->gain[m] == 0 &&
				    j->all[m].serve_count > 0));
}

static struct judge make_judge(const struct made *made)
{
	struct judge j = { .m = made, .r = &made->request,
			   .all = made->curriculum.modules,
			   .n = made->curriculum.module_count,
			   .named = made->request.modules != NULL };

	for (uint32_t c = 0; c < made->pack.rubric.criterion_count; c++) {
		int64_t of = distinct_criteria(&j);

		j.weight[c] = j.r->score ? judged_weight(&j, c)
			      : of == 0  ? 0
					 : (200000 + of) / (2 * of);
	}
	for (uint32_t m = 0; m < j.n; m++) {
		judge_worth(&j, m);
		judge_steps(&j, m);
		judge_place(&j, m);
	}
	return j;
}

/* --- every set, every length --------------------------------------------- */

static bool has(uint32_t set, uint32_t m)
{
	return (set >> m & 1) != 0;
}

static bool wants(const struct judge *j, uint32_t m, uint32_t need)
{
	for (uint32_t i = 0; i < j->all[m].require_count; i++)
		if (j->all[m].requires[i] == need)
			return true;
	return false;
}

/* Does module m stand in this set? */
static bool stands(const struct judge *j, uint32_t set, uint32_t m)
{
	bool wanted = j->alone[m];

	if (!has(set, m))
		return !j->kept[m];
	if (j->begun[m])
		return true;
	for (uint32_t k = 0; k < j->n; k++) {
		wanted = wanted || (has(set, k) && k != m && wants(j, k, m));
		if (!j->named && wants(j, m, k) && !has(set, k) && !j->known[k])
			return false;
	}
	return j->able[m] && wanted && !(j->known[m] && !j->alone[m]);
}

/* Those begun, in their order, then whatever may come, the first first. */
static void put_in_order(struct trial *t, const uint32_t *begun,
			 uint32_t begun_count)
{
	const struct judge *j = t->j;
	uint32_t left = t->set;

	t->count = 0;
	for (uint32_t i = 0; i < begun_count; i++)
		if (has(left, begun[i])) {
			t->order[t->count++] = begun[i];
			left &= ~(1u << begun[i]);
		}
	while (left != 0) {
		uint32_t next = NO_INDEX;

		for (uint32_t m = 0; m < j->n && next == NO_INDEX; m++) {
			bool ready = has(left, m);

			for (uint32_t k = 0; k < j->n; k++)
				ready = ready && !(wants(j, m, k) &&
						   has(left, k));
			next = ready ? m : NO_INDEX;
		}
		for (uint32_t m = 0; m < j->n && next == NO_INDEX; m++)
			next = has(left, m) ? m : NO_INDEX;
		t->order[t->count++] = next;
		left &= ~(1u << next);
	}
}

static void set_worth(struct trial *t)
{
	const struct judge *j = t->j;

	t->worth = (struct worth){ 0, 0, 0 };
	for (uint32_t c = 0; c < j->m->pack.rubric.criterion_count; c++) {
		uint32_t best = 0;

		for (uint32_t m = 0; m < j->n; m++)
			if (has(t->set, m) && j->raises[m][c] > best)
				best = j->raises[m][c];
		t->worth.value += j->weight[c] * best;
	}
	for (uint32_t m = 0; m < j->n; m++)
		if (has(t->set, m))
			t->worth.path |= 1u << (31 - j->rank[m]);
}

static uint32_t step_takes(const struct module_step *s, int length)
{
	return length == LENGTH_OUT ? 0
	       : length == LENGTH_FULL ? s->full : s->brief;
}

static int compare_trial(const struct trial *t)
{
	const struct worth *a = &t->worth, *b = &t->best;

	if (!t->found)
		return 1;
	if (a->value != b->value)
		return a->value > b->value ? 1 : -1;
	if (a->depth != b->depth)
		return a->depth > b->depth ? 1 : -1;
	if (a->path != b->path)
		return a->path > b->path ? 1 : -1;
	return memcmp(t->lengths, t->best_flat, t->step_count);
}

/* Optional steps may go, but not all of a module that holds no other. */
static bool is_whole(const struct trial *t)
{
	const struct judge *j = t->j;

	for (uint32_t i = 0; i < t->count; i++) {
		uint32_t m = t->order[i], first = NO_INDEX;
		bool any = j->begun[m];

		for (uint32_t k = 0; k < t->step_count; k++) {
			if (t->steps[k].m != m)
				continue;
			first = first == NO_INDEX ? k : first;
			any = any || !j->all[m].steps[t->steps[k].s].optional;
		}
		if (!any && first != NO_INDEX &&
		    t->lengths[first] == LENGTH_OUT)
			return false;
	}
	return true;
}

static void try_trial(struct trial *t)
{
	if (!is_whole(t) || compare_trial(t) <= 0)
		return;
	t->found = true;
	t->best = t->worth;
	t->best_set = t->set;
	memcpy(t->best_flat, t->lengths, sizeof(t->lengths));
	memset(t->best_lengths, 0, sizeof(t->best_lengths));
	for (uint32_t m = 0; m < t->j->n; m++)
		for (uint32_t s = 0; s < t->j->all[m].step_count; s++)
			if (has(t->set, m) && t->j->given[m][s] != FREE)
				t->best_lengths[m][s] = t->j->given[m][s];
	for (uint32_t i = 0; i < t->step_count; i++)
		t->best_lengths[t->steps[i].m][t->steps[i].s] = t->lengths[i];
}

static void try_lengths(struct trial *t, uint32_t i, int64_t room)
{
	const struct module_step *s;

	if (room < 0)
		return;
	if (i == t->step_count) {
		try_trial(t);
		return;
	}
	s = &t->j->all[t->steps[i].m].steps[t->steps[i].s];
	for (int l = LENGTH_OUT; l <= LENGTH_FULL; l++) {
		int64_t takes = step_takes(s, l);
		int64_t deep = takes * t->j->depth[t->steps[i].m];

		if ((l == LENGTH_OUT && !s->optional) ||
		    (l == LENGTH_SHORT && s->brief == s->full))
			continue;
		t->lengths[i] = (uint8_t)l;
		t->worth.depth += deep;
		try_lengths(t, i + 1, room - takes);
		t->worth.depth -= deep;
	}
}

static void list_free(struct trial *t)
{
	t->step_count = 0;
	for (uint32_t i = 0; i < t->count; i++) {
		uint32_t m = t->order[i];

		for (uint32_t s = 0; s < t->j->all[m].step_count; s++) {
			if (t->j->given[m][s] != FREE)
				continue;
			t->steps[t->step_count].m = m;
			t->steps[t->step_count++].s = s;
		}
	}
}

/* The best of all that fit in `room` minutes of steps. */
static void best_of_all(const struct judge *j, struct trial *t, int64_t room,
			const uint32_t *begun, uint32_t begun_count)
{
	memset(t, 0, sizeof(*t));
	t->j = j;
	for (uint32_t set = 1; set < 1u << j->n; set++) {
		bool stand = true;

		for (uint32_t m = 0; m < j->n; m++)
			stand = stand && stands(j, set, m);
		t->set = set;
		if (!stand)
			continue;
		put_in_order(t, begun, begun_count);
		set_worth(t);
		if (t->found && t->worth.value < t->best.value)
			continue;
		list_free(t);
		try_lengths(t, 0, room);
	}
}

/* --- minutes ------------------------------------------------------------- */

static int64_t breaks_take(const struct judge *j, const struct rest *r,
			   int64_t count)
{
	const struct frame *f = &j->m->curriculum.frame;

	return count * f->pause +
	       (count > 0 && r->lunch ? (int64_t)f->lunch - f->pause : 0);
}

/* Minutes for steps: the most that some number of breaks leaves. */
static int64_t room_in(const struct judge *j, const struct rest *r)
{
	int64_t work = j->m->curriculum.frame.work, best = 0;

	for (int64_t k = r->lunch ? 1 : 0; k < 100; k++) {
		int64_t free = r->left - breaks_take(j, r, k);

		if (free > (k + 1) * work - r->carried)
			free = (k + 1) * work - r->carried;
		best = free > best ? free : best;
	}
	return best > r->tail ? best - r->tail : 0;
}

static struct rest whole_day(const struct judge *j, uint32_t minutes,
			     uint32_t prompts)
{
	const struct frame *f = &j->m->curriculum.frame;
	int64_t left = (int64_t)minutes - f->welcome;

	return (struct rest){ left, f->welcome, f->closing + 10 * prompts,
			      minutes > f->half_day && left > f->work };
}

#endif
