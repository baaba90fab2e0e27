/* The workshop as a whole: its times, what is in it and what is not. */
#include "kit_view.h"

#include "doc/typography.h"

static bool is_practice(enum section_kind kind)
{
	return kind == SECTION_ACTIVITY || kind == SECTION_DISCUSSION ||
	       kind == SECTION_ROLEPLAY || kind == SECTION_DEBRIEF;
}

struct kit_minutes kit_minutes_of(const struct workshop *w, uint32_t module)
{
	const struct curriculum *c = w->request->curriculum;
	struct kit_minutes sum = { 0 };

	for (uint32_t i = 0; i < w->slot_count; i++) {
		const struct slot *s = &w->slots[i];
		bool prompts = s->kind == SLOT_PROMPTS;

		if (s->kind == SLOT_STEP
			    ? module != NO_INDEX && s->module != module
			    : !prompts || module != NO_INDEX)
			continue;
		sum.content += s->minutes;
		if (prompts ||
		    is_practice(c->modules[s->module].steps[s->step].kind))
			sum.practice += s->minutes;
	}
	return sum;
}

static uint32_t minutes_of_kind(const struct workshop *w, enum slot_kind kind)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < w->slot_count; i++)
		if (w->slots[i].kind == kind)
			sum += w->slots[i].minutes;
	return sum;
}

static uint32_t end_of(const struct workshop *w)
{
	const struct slot *last;

	if (w->slot_count == 0)
		return 0;
	last = &w->slots[w->slot_count - 1];
	return last->start + last->minutes;
}

static uint32_t all_lost(const struct workshop *w)
{
	uint32_t sum = end_of(w);

	for (uint32_t i = 0; i < w->slot_count; i++)
		sum -= w->slots[i].minutes;
	return sum;
}

static void put_totals(struct kit *k, struct node *root)
{
	const struct workshop *w = k->workshop;
	struct kit_minutes all = kit_minutes_of(w, NO_INDEX);
	uint32_t pauses = minutes_of_kind(w, SLOT_BREAK) +
			  minutes_of_kind(w, SLOT_LUNCH);
	uint32_t around = minutes_of_kind(w, SLOT_WELCOME) +
			  minutes_of_kind(w, SLOT_CLOSING);

	kit_put_count(k, root, "minutes", end_of(w));
	kit_put_own(k, root, "length", kit_length(k, end_of(w)));
	kit_put_count(k, root, "practice_minutes", all.practice);
	kit_put_own(k, root, "practice_length", kit_length(k, all.practice));
	kit_put_count(k, root, "teaching_minutes", all.content - all.practice);
	kit_put_count(k, root, "pause_minutes", pauses);
	kit_put_count(k, root, "around_minutes", around);
	kit_put_count(k, root, "margin_minutes",
		      minutes_of_kind(w, SLOT_MARGIN));
	kit_put_count(k, root, "lost_minutes", all_lost(w));
	kit_put_own(k, root, "practice_share",
		    all.content == 0
			    ? STR_NONE
			    : typo_percent(k->arena,
					   ratio_make(all.practice,
						      all.content),
					   k->lang));
	/* Breaks, meals and what was not used are no training. */
	kit_put_own(k, root, "training_length",
		    kit_length(k, all.content + around));
}

static void put_jobs(struct kit *k, struct node *root)
{
	const struct workshop *w = k->workshop;
	const struct curriculum *c = k->curriculum;
	bool missing = false;

	for (uint32_t m = 0; m < c->module_count; m++)
		for (uint32_t s = 0; s < c->modules[m].step_count; s++)
			missing |= w->modules[m].in &&
				   w->modules[m].reasons[s] == LEFT_JOBS;
	kit_put(k, root, "jobs", k->request->jobs);
	kit_put_flag(k, root, "debate_left_out", missing);
}

static bool has_roleplay(const struct kit *k)
{
	for (uint32_t i = 0; i < k->workshop->slot_count; i++) {
		const struct slot *s = &k->workshop->slots[i];

		if (s->kind == SLOT_STEP &&
		    k->curriculum->modules[s->module].steps[s->step].kind ==
			    SECTION_ROLEPLAY)
			return true;
	}
	return false;
}

/* The first module of a title, for a workshop that has only that one. */
static struct str modules_title(struct kit *k)
{
	const struct curriculum *c = k->curriculum;
	struct str *titles = ARENA_ARRAY(k->arena, c->module_count + 1,
					 struct str);
	size_t count = 0;

	for (uint32_t m = 0; m < c->module_count; m++)
		if (k->workshop->modules[m].in)
			titles[count++] = kit_text(k, &c->modules[m].title);
	return count == 1 ? titles[0] : STR_NONE;
}

void kit_head(struct kit *k, struct node *root)
{
	const struct kit_request *r = k->request;
	const struct curriculum *c = k->curriculum;
	uint32_t audience = k->workshop->request->audience;

	kit_put_own(k, root, "language", str_from(lang_code(k->lang)));
	kit_put_flag(k, root, "french", k->lang == LANG_FR);
	kit_put_flag(k, root, "english", k->lang == LANG_EN);
	kit_put_text(k, root, "title", &c->title);
	kit_put_own(k, root, "subject", modules_title(k));
	kit_put_own(k, root, "version", c->version);
	kit_put_own(k, root, "audience",
		    audience == NO_INDEX
			    ? STR_NONE
			    : kit_text(k, &c->audiences[audience].text));
	kit_put_own(k, root, "date", kit_date(k, r->date));
	kit_put(k, root, "client", r->client);
	kit_put(k, root, "trainer", r->trainer);
	kit_put_own(k, root, "start", kit_clock(k, 0));
	kit_put_own(k, root, "end", kit_clock(k, end_of(k->workshop)));
	kit_put_own(k, root, "people",
		    kit_units(k, W_N_PEOPLE, k->workshop->request->people));
	kit_put_flag(k, root, "has_roleplay", has_roleplay(k));
	kit_put_text(k, root, "support", &c->support);
	put_totals(k, root);
	put_jobs(k, root);
}

/* --- the agenda ----------------------------------------------------------- */

static struct str slot_title(struct kit *k, const struct slot *s)
{
	static const enum word words[] = {
		[SLOT_WELCOME] = W_SLOT_WELCOME, [SLOT_BREAK] = W_SLOT_BREAK,
		[SLOT_LUNCH] = W_SLOT_LUNCH, [SLOT_PROMPTS] = W_SLOT_PROMPTS,
		[SLOT_CLOSING] = W_SLOT_CLOSING, [SLOT_MARGIN] = W_SLOT_MARGIN,
	};

	if (s->kind == SLOT_STEP)
		return kit_text(k, &k->curriculum->modules[s->module]
					    .steps[s->step].title);
	return kit_word(k, words[s->kind]);
}

static void put_slot_flags(struct kit *k, struct node *map,
			   const struct slot *s)
{
	kit_put_flag(k, map, "is_lost", false);
	kit_put_flag(k, map, "is_welcome", s->kind == SLOT_WELCOME);
	kit_put_flag(k, map, "is_step", s->kind == SLOT_STEP);
	kit_put_flag(k, map, "is_pause",
		     s->kind == SLOT_BREAK || s->kind == SLOT_LUNCH);
	kit_put_flag(k, map, "is_lunch", s->kind == SLOT_LUNCH);
	kit_put_flag(k, map, "is_prompts", s->kind == SLOT_PROMPTS);
	kit_put_flag(k, map, "is_closing", s->kind == SLOT_CLOSING);
	kit_put_flag(k, map, "is_margin", s->kind == SLOT_MARGIN);
	kit_put_flag(k, map, "brief", s->kind == SLOT_STEP && s->brief);
}

/* The module's first step among the slots opens it, its last closes it. */
static bool opens(const struct workshop *w, uint32_t slot)
{
	for (uint32_t i = 0; i < slot; i++)
		if (w->slots[i].kind == SLOT_STEP &&
		    w->slots[i].module == w->slots[slot].module)
			return false;
	return true;
}

/* Minutes after midnight as a bare number, for the clock of the slides. */
static struct str bare(struct kit *k, uint32_t minutes)
{
	struct buf out = buf_make(k->arena);

	buf_int(&out, k->request->start + minutes);
	return buf_view(&out);
}

static void put_slot(struct kit *k, struct node *map, uint32_t slot)
{
	const struct slot *s = &k->workshop->slots[slot];
	bool step = s->kind == SLOT_STEP;

	kit_put_own(k, map, "time", kit_clock(k, s->start));
	kit_put_own(k, map, "until", kit_clock(k, s->start + s->minutes));
	kit_put_count(k, map, "minutes", s->minutes);
	kit_put_own(k, map, "ends", bare(k, s->start + s->minutes));
	kit_put_own(k, map, "name", slot_title(k, s));
	put_slot_flags(k, map, s);
	if (step && opens(k->workshop, slot))
		kit_put_module(k, kit_put_map(k, map, "opens"), s->module);
	else
		kit_put_null(k, map, "opens");
	if (step)
		kit_put_step(k, kit_put_map(k, map, "step"), s->module,
			     s->step,
			     k->kind == KIT_GUIDE || k->kind == KIT_SLIDES);
	else
		kit_put_null(k, map, "step");
}

/* Minutes that passed with nothing in them: a workshop recut after a delay. */
static uint32_t lost_before(const struct workshop *w, uint32_t slot)
{
	const struct slot *s = &w->slots[slot];
	uint32_t done = slot == 0 ? 0
				  : w->slots[slot - 1].start +
					    w->slots[slot - 1].minutes;

	return s->start > done ? s->start - done : 0;
}

static void put_lost(struct kit *k, struct node *map, uint32_t from,
		     uint32_t minutes)
{
	static const char *const others[] = {
		"is_welcome", "is_step", "is_pause", "is_lunch", "is_prompts",
		"is_closing", "is_margin", "brief",
	};

	kit_put_own(k, map, "time", kit_clock(k, from));
	kit_put_own(k, map, "until", kit_clock(k, from + minutes));
	kit_put_count(k, map, "minutes", minutes);
	kit_put_own(k, map, "ends", bare(k, from + minutes));
	kit_put_own(k, map, "name", kit_word(k, W_SLOT_LOST));
	kit_put_flag(k, map, "is_lost", true);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		kit_put_flag(k, map, others[i], false);
	kit_put_flag(k, map, "new_table", false);
	kit_put_null(k, map, "opens");
	kit_put_null(k, map, "step");
}

/*
 * Long agendas are several tables: after the lunch, after a break once there
 * is much above it, and anywhere before a table reaches the size of a
 * paragraph that is read at all. Escapes may double what is counted.
 */
enum { TABLE_MUCH = 4000, TABLE_MOST = 6500, ROW_AROUND = 90 };

static uint32_t row_bytes(struct kit *k, uint32_t slot)
{
	const struct slot *s = &k->workshop->slots[slot];
	size_t bytes = slot_title(k, s).len + ROW_AROUND;

	if (s->kind == SLOT_STEP && opens(k->workshop, slot)) {
		const struct module *m = &k->curriculum->modules[s->module];

		bytes += kit_text(k, &m->title).len +
			 kit_text(k, &m->artifact).len + ROW_AROUND;
	}
	return (uint32_t)bytes;
}

static bool is_new_table(const struct workshop *w, uint32_t slot,
			 uint32_t above)
{
	enum slot_kind before = slot > 0 ? w->slots[slot - 1].kind
					 : SLOT_WELCOME;

	return before == SLOT_LUNCH || above > TABLE_MOST ||
	       (before == SLOT_BREAK && above > TABLE_MUCH);
}

void kit_slots(struct kit *k, struct node *root)
{
	const struct workshop *w = k->workshop;
	struct node *list = kit_put_list(k, root, "slots");
	uint32_t above = 0;

	for (uint32_t i = 0; i < w->slot_count; i++) {
		uint32_t lost = lost_before(w, i);
		bool cut = is_new_table(w, i, above);
		struct node *map;

		if (lost > 0)
			put_lost(k, kit_add_map(k, list),
				 w->slots[i].start - lost, lost);
		map = kit_add_map(k, list);
		put_slot(k, map, i);
		kit_put_flag(k, map, "new_table", cut);
		above = (cut ? 0 : above) + row_bytes(k, i);
	}
}

/* --- what is not in it ---------------------------------------------------- */

static const enum word reasons[] = {
	[LEFT_TIME] = W_LEFT_TIME, [LEFT_NOT_ASKED] = W_LEFT_NOT_ASKED,
	[LEFT_NO_GAP] = W_LEFT_NO_GAP, [LEFT_PEOPLE] = W_LEFT_PEOPLE,
	[LEFT_JOBS] = W_LEFT_JOBS, [LEFT_AUDIENCE] = W_LEFT_AUDIENCE,
	[LEFT_REQUIRES] = W_LEFT_REQUIRES,
};

enum { REASONS = sizeof(reasons) / sizeof(reasons[0]) };

static void put_left(struct kit *k, struct node *list, struct str titles,
		     struct str module, int reason)
{
	struct node *map = kit_add_map(k, list);

	kit_put_own(k, map, "titles", titles);
	kit_put_own(k, map, "of", module);
	kit_put_own(k, map, "reason",
		    reason == LEFT_IN ? STR_NONE : kit_word(k, reasons[reason]));
}

/* One row a reason: most of a curriculum is out of most workshops. */
static void put_left_modules(struct kit *k, struct node *root)
{
	const struct curriculum *c = k->curriculum;
	struct node *list = kit_put_list(k, root, "left_modules");
	struct str *titles = ARENA_ARRAY(k->arena, c->module_count + 1,
					 struct str);

	for (int reason = LEFT_IN + 1; reason < REASONS; reason++) {
		size_t count = 0;

		for (uint32_t m = 0; m < c->module_count; m++)
			if (!k->workshop->modules[m].in &&
			    (int)k->workshop->modules[m].reason == reason)
				titles[count++] = kit_quoted(
					k, kit_text(k, &c->modules[m].title));
		if (count > 0)
			put_left(k, list, kit_join(k, titles, count), STR_NONE,
				 reason);
	}
	kit_put_flag(k, root, "has_left_modules", list->count > 0);
}

/* The steps that one module leaves out for one reason; one row. */
static void put_left_of(struct kit *k, struct node *list, uint32_t module,
			int reason)
{
	const struct module *m = &k->curriculum->modules[module];
	const struct module_choice *choice = &k->workshop->modules[module];
	struct str *titles =
		ARENA_ARRAY(k->arena, m->step_count + 1, struct str);
	size_t count = 0;

	for (uint32_t s = 0; s < m->step_count; s++)
		if (choice->lengths[s] == LENGTH_OUT &&
		    (int)choice->reasons[s] == reason)
			titles[count++] = kit_quoted(
				k, kit_text(k, &m->steps[s].title));
	if (count > 0)
		put_left(k, list, kit_join(k, titles, count),
			 kit_text(k, &m->title), reason);
}

static void put_left_steps(struct kit *k, struct node *root)
{
	const struct curriculum *c = k->curriculum;
	struct node *list = kit_put_list(k, root, "left_steps");

	for (uint32_t m = 0; m < c->module_count; m++)
		for (int reason = LEFT_IN + 1;
		     k->workshop->modules[m].in && reason < REASONS; reason++)
			put_left_of(k, list, m, reason);
	kit_put_flag(k, root, "has_left_steps", list->count > 0);
}

static void put_additions(struct kit *k, struct node *root)
{
	const struct workshop *w = k->workshop;
	struct node *list = kit_put_list(k, root, "additions");

	for (uint32_t i = 0; i < w->addition_count; i++) {
		const struct addition *add = &w->additions[i];
		const struct module *m =
			&k->curriculum->modules[add->module];
		struct node *map = kit_add_map(k, list);
		bool whole = add->step == NO_INDEX;

		kit_put_own(k, map, "titles",
			    kit_inner(k, kit_text(k, whole
						? &m->title
						: &m->steps[add->step].title)));
		kit_put_own(k, map, "of",
			    whole ? STR_NONE : kit_text(k, &m->title));
		kit_put_own(k, map, "reason",
			    whole ? STR_NONE
				  : kit_word(k, add->length == LENGTH_FULL
							? W_ADD_FULL
							: W_ADD_SHORT));
	}
	kit_put_flag(k, root, "has_additions", list->count > 0);
}

void kit_left_out(struct kit *k, struct node *root)
{
	put_left_modules(k, root);
	put_left_steps(k, root);
	put_additions(k, root);
}

/* --- disagreements, discussed --------------------------------------------- */

void kit_prompts(struct kit *k, struct node *root)
{
	const struct workshop *w = k->workshop;
	struct node *list = kit_put_list(k, root, "prompts");
	struct str missing = w->prompts_missing == NULL
				     ? STR_NONE
				     : str_from(w->prompts_missing);

	for (uint32_t i = 0; i < w->prompt_count; i++) {
		const struct pack *pack = w->request->score->pack;
		struct node *map = kit_add_map(k, list);
		const struct question *q = &pack->questions[w->prompts[i]];

		kit_put_count(k, map, "number", i + 1);
		kit_put_own(k, map, "question",
			    text_in(&q->text, k->lang, pack));
	}
	kit_put_flag(k, root, "has_prompts", list->count > 0);
	kit_put_flag(k, root, "prompts_lack_jobs", str_is(missing, "jobs"));
	kit_put_flag(k, root, "prompts_lack_groups",
		     str_is(missing, "groups"));
}
