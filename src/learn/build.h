/*
 * What the files of learn/ share while a workshop is being composed.
 *
 * Everything that is weighed is a whole number here: minutes, levels, and
 * hundred-thousandths of weight.
 */
#ifndef JALON_LEARN_BUILD_H
#define JALON_LEARN_BUILD_H

#include "base/arena.h"
#include "learn/workshop.h"

enum {
	WEIGHT_UNIT = 100000,
	WORKSHOP_NODES = 20000,	/* of each call of the library */
	MORE_MINUTES = 30,	/* for the additions */
};

/* A module as the choice sees it. */
struct offer {
	enum workshop_left_out barred;	/* LEFT_IN: it may be chosen */
	/* Why it is out when it is not chosen. Not for time: it comes in only
	   beside a module that requires it. */
	enum workshop_left_out otherwise;
	bool kept;		/* asked for, or begun: it is in */
	bool begun;		/* before a recut */
	bool known;		/* what it teaches is there already */
	uint32_t rank;		/* place on the path, then in the curriculum */
	uint32_t least;		/* minutes still to come, at the shortest */
	uint32_t held;		/* an optional step that stays, because all
				   are; or NO_INDEX */
	int64_t gain;		/* alone, in WEIGHT_UNIT x levels */
	int64_t depth;		/* worth of a minute: 1 + gain of 100 */
	/* By step. What is settled is out for a reason of its own, or behind
	   the place of a recut; the rest is for the choice. */
	bool *settled;
	uint8_t *lengths, *reasons;
};

/* A module that raises a criterion by some levels. */
struct raise {
	uint32_t module;
	uint32_t levels;
};

/* A criterion with all modules that raise it, in the curriculum's order. */
struct served_criterion {
	struct str id;
	int64_t weight;		/* in WEIGHT_UNIT */
	struct raise *at;
	uint32_t count;
};

struct composer {
	struct arena *arena;
	const struct workshop_request *request;
	const struct curriculum *curriculum;
	uint32_t count;			/* modules */
	uint32_t minutes;		/* all told: the day's length */
	struct offer *offers;		/* by module */
	struct served_criterion *criteria;
	uint32_t criterion_count;
	uint32_t *prompts;
	uint32_t prompt_count;
	const char *prompts_missing;
	/* The agenda so far: the welcome, or all that is before a recut. */
	struct slot *slots;
	uint32_t slot_count;
	uint32_t now;			/* minutes after the start */
	uint32_t carried;		/* worked since the last break */
	uint32_t worked;		/* since the start, breaks apart */
	bool lunch_taken;
	/* The choice. */
	bool *in;			/* by module */
	uint8_t **lengths;		/* by module and step */
	uint32_t *order;		/* chosen modules, as they are given */
	uint32_t order_count;
	bool proved;
	uint64_t nodes;
	uint32_t solves;
};

/* The least and the most minutes a step takes. */
static inline uint32_t step_least(const struct module_step *s)
{
	return s->brief < s->full ? s->brief : s->full;
}

static inline uint32_t step_minutes(const struct module_step *s,
				    enum length length)
{
	return length == LENGTH_OUT ? 0
	       : length == LENGTH_FULL ? s->full : step_least(s);
}

/* Whether the choice may leave out a step that is not settled. */
static inline bool may_skip(const struct composer *c, uint32_t module,
			    uint32_t step)
{
	return c->curriculum->modules[module].steps[step].optional &&
	       c->offers[module].held != step;
}

/* Fills offers and criteria (offer.c). */
void make_offers(struct composer *c);
/* What is settled about a module's steps changed: its least minutes. */
void weigh_offer(struct composer *c, uint32_t module);
/* Levels gained and what they weigh, alone (gain.c). */
void find_gains(struct composer *c);
/* The modules to compose from were named. */
static inline bool is_by_name(const struct composer *c)
{
	return c->request->modules != NULL && c->request->module_count > 0;
}

/* Whether the firm is already where the module leads (gain.c). */
bool is_known(const struct composer *c, const struct module *m);
/* By module: what objective 1 counts of it (gain.c). */
int64_t count_gains(const struct composer *c, const bool *in,
		    int64_t *counted);

/*
 * Time (day.c). Minutes for steps from `now` on: what is left without the
 * breaks that so much work needs, the prompts and the closing.
 */
uint32_t room_for_steps(const struct composer *c);
/* One of the breaks still to come must be the lunch. */
bool lunch_is_due(const struct composer *c);
/* Minutes of so many breaks still to come. */
uint32_t pause_minutes(const struct composer *c, uint32_t breaks);
/* Minutes that follow the last step. */
uint32_t tail_minutes(const struct composer *c);
/* Minutes at the shortest of all that must be in. */
uint32_t kept_minutes(const struct composer *c);
/* There is room for them, and for what follows. */
bool steps_fit(const struct composer *c, uint32_t minutes);
/* The same, or what must come whatever the breaks, when that is more. */
uint32_t room_to_fill(const struct composer *c);
/* The least day in which so many minutes of steps have room. */
uint32_t day_for_steps(const struct composer *c, uint32_t minutes);

/* Minutes of the module and of all it requires; false when barred
   (offer.c). */
bool closure_minutes(const struct composer *c, uint32_t module,
		     uint32_t *minutes);
/* It may be chosen for itself (offer.c). */
bool stands_alone(const struct offer *o);
/* Steps of the shortest module with what it requires; false: there is none
   (offer.c). */
bool shortest_steps(const struct composer *c, uint32_t *shortest);

/* Chooses within `room`: in, lengths, proved (choose.c). */
void choose_modules(struct composer *c, uint32_t room);
/* Lengths of the chosen modules' steps (lengths.c). */
void choose_lengths(struct composer *c, uint32_t room);
/* Fills `order`: what a module requires before it (agenda.c). */
void order_modules(struct composer *c);
/* Adds steps, breaks, closing and margin to the slots (agenda.c). */
void place_slots(struct composer *c);

/* Questions for the prompts, widest gap first (prompts.c). */
void find_prompts(struct composer *c);

/* Settles what is before the place of a recut (recut.c). */
bool begin_recut(struct composer *c, struct diags *diags);

/* What so many more minutes would add to the choice (additions.c). */
uint32_t add_minutes(const struct composer *c, uint32_t minutes,
		     struct addition **out);

#endif
