/* The path of pages: which questions stand together, and in which order. */
#include "app/sheet.h"

#include "base/arena.h"
#include "interview_part.h"

struct laying {
	const struct interview *i;
	const struct pack *pack;
	struct arena *arena;
	/* By question: asked of this respondent, now or by another answer;
	   asked now; in a step already. */
	bool *asked, *applies, *taken;
	struct path_step *steps;
	uint32_t step_count;
};

static const struct question *question_of(const struct laying *l, uint32_t q)
{
	return &l->pack->questions[q];
}

/* --- which questions a step has ------------------------------------------ */

static bool is_profile(const struct laying *l, const struct section *s)
{
	bool decides = false;

	for (uint32_t n = 0; n < s->question_count; n++) {
		const struct question *q = question_of(l, s->questions[n]);

		if (q->scored)
			return false;
		decides = decides || q->read_by_facts ||
			  q->from_client != FROM_NOWHERE;
	}
	return decides;
}

/* To be asked now, on some page. */
static bool is_free(const struct laying *l, uint32_t q)
{
	return l->applies[q] && !l->taken[q];
}

enum beside { BESIDE_NAMED, BESIDE_GATING, BESIDE_ANY };

static bool may_stand(const struct laying *l, uint32_t q, enum beside beside)
{
	switch (beside) {
	case BESIDE_NAMED:
		return question_of(l, q)->express;
	case BESIDE_GATING:
		return question_of(l, q)->gating;
	case BESIDE_ANY:
		break;
	}
	return !question_of(l, q)->optional;
}

/* Marks more of a section until `least` are; returns how many were added. */
static uint32_t choose(const struct laying *l, const struct section *s,
		       enum beside beside, uint32_t least, bool *chosen)
{
	uint32_t added = 0;

	for (uint32_t n = 0; n < s->question_count && added < least; n++) {
		uint32_t q = s->questions[n];

		if (chosen[q] || !is_free(l, q) || !may_stand(l, q, beside))
			continue;
		chosen[q] = true;
		added++;
	}
	return added;
}

static uint32_t left_out(const struct laying *l, const struct section *s,
			 const bool *chosen)
{
	uint32_t left = 0;

	for (uint32_t n = 0; n < s->question_count; n++)
		left += is_free(l, s->questions[n]) &&
			!chosen[s->questions[n]];
	return left;
}

/*
 * What the short path asks of a section: what is named and, beside it, what
 * is most telling until a page is full enough. One alone is not left for a
 * page of its own.
 */
static void choose_short(const struct laying *l, const struct section *s,
			 bool *chosen)
{
	uint32_t count =
	    choose(l, s, BESIDE_NAMED, s->question_count, chosen);

	if (count < SHEET_LEAST)
		count += choose(l, s, BESIDE_GATING, SHEET_LEAST - count,
				chosen);
	if (count < SHEET_LEAST)
		count += choose(l, s, BESIDE_ANY, SHEET_LEAST - count, chosen);
	if (left_out(l, s, chosen) == 1)
		choose(l, s, BESIDE_ANY, 1, chosen);
}

/* --- pages --------------------------------------------------------------- */

struct pages {
	struct sheet_page *all;
	uint32_t count;
	uint32_t *run;		/* what may stand on one page, so far */
	uint32_t run_count;
};

/* Whether an answer of the run decides if a question is asked. */
static bool waits_for(const struct laying *l, const struct pages *p, uint32_t q)
{
	for (uint32_t n = 0; n < p->run_count; n++)
		if (question_reads(question_of(l, q), p->run[n]))
			return true;
	return false;
}

/* As few pages as can be, and as alike. */
static void lay_run(struct pages *p)
{
	uint32_t pages = (p->run_count + SHEET_MOST - 1) / SHEET_MOST;

	for (uint32_t n = 0; n < pages; n++) {
		uint32_t from = p->run_count * n / pages;
		uint32_t to = p->run_count * (n + 1) / pages;

		p->all[p->count++] =
		    (struct sheet_page){ p->run + from, to - from };
	}
	p->run += p->run_count;
	p->run_count = 0;
}

/* Hidden ones part pages too: they stay the same when they are revealed. */
static struct pages lay_pages(struct laying *l, const struct section *s,
			      const bool *chosen)
{
	struct pages p = {
		.all = ARENA_ARRAY(l->arena, s->question_count,
				   struct sheet_page),
		.run = ARENA_ARRAY(l->arena, s->question_count, uint32_t),
	};

	for (uint32_t n = 0; n < s->question_count; n++) {
		uint32_t q = s->questions[n];

		if (!l->asked[q] || l->taken[q] ||
		    (chosen != NULL && !chosen[q]))
			continue;
		if (waits_for(l, &p, q))
			lay_run(&p);
		if (!l->applies[q])
			continue;
		p.run[p.run_count++] = q;
		l->taken[q] = true;
	}
	lay_run(&p);
	return p;
}

/* --- steps --------------------------------------------------------------- */

/* All that stands on a page applies. */
static void count_page(const struct laying *l, const struct sheet_page *page,
		       struct path_step *step)
{
	for (uint32_t n = 0; n < page->count; n++) {
		uint32_t q = page->questions[n];
		bool answered =
		    interview_said(l->i, q)->kind != ANSWER_MISSING;

		step->answered += answered;
		step->open += !answered && !question_of(l, q)->optional;
	}
	step->asked += page->count;
}

/* `chosen` NULL: all that is free. */
static void add_step(struct laying *l, enum path_kind kind, uint32_t section,
		     const bool *chosen)
{
	const struct section *s = &l->pack->sections[section];
	struct pages pages = lay_pages(l, s, chosen);
	struct path_step *step = &l->steps[l->step_count];

	if (pages.count == 0)
		return;
	*step = (struct path_step){
		.kind = kind,
		.section = section,
		.optional = s->optional,
		.pages = pages.all,
		.page_count = pages.count,
	};
	for (uint32_t p = 0; p < pages.count; p++)
		count_page(l, &pages.all[p], step);
	l->step_count++;
}

static void lay_profile(struct laying *l)
{
	for (uint32_t s = 0; s < l->pack->section_count; s++)
		if (is_profile(l, &l->pack->sections[s]))
			add_step(l, PATH_PROFILE, s, NULL);
}

static void lay_short(struct laying *l)
{
	for (uint32_t n = 0; n < l->pack->express_count; n++) {
		uint32_t q = l->pack->express[n];
		uint32_t section = question_of(l, q)->section;
		bool *chosen;

		if (!is_free(l, q))
			continue;
		chosen = ARENA_ARRAY(l->arena, l->pack->question_count, bool);
		choose_short(l, &l->pack->sections[section], chosen);
		add_step(l, PATH_SHORT, section, chosen);
	}
}

/* --- who else ------------------------------------------------------------ */

/* The staff's own are those that nobody else is asked. */
static enum group whose(const struct question *q)
{
	if ((q->groups >> GROUP_EXPERTS & 1) != 0)
		return GROUP_EXPERTS;
	return (q->groups >> GROUP_LEADERS & 1) != 0 ? GROUP_LEADERS
						     : GROUP_STAFF;
}

static bool waits_for_others(const struct laying *l,
			     const struct score *round, uint32_t q)
{
	const struct question_result *r =
	    round == NULL ? NULL : &round->questions[q];

	if (l->asked[q] || question_of(l, q)->optional)
		return false;
	if (r == NULL)
		return l->i->now.asked.shown[q] && l->i->firm[q].len == 0;
	return r->shown && r->state == STATE_UNANSWERED;
}

/* A member of the staff sees their own questions, and no others. */
static void find_others(const struct laying *l, const struct score *round,
			struct path_others *others)
{
	uint32_t *questions[GROUP_COUNT];
	uint32_t count = l->pack->question_count;

	for (int g = 0; g < GROUP_COUNT; g++) {
		questions[g] = ARENA_ARRAY(l->arena, count, uint32_t);
		others[g].questions = questions[g];
	}
	if (l->i->kind == INTERVIEW_STAFF)
		return;
	for (uint32_t q = 0; q < count; q++) {
		enum group g = whose(question_of(l, q));

		if (!waits_for_others(l, round, q))
			continue;
		questions[g][others[g].count++] = q;
		others[g].gating += question_of(l, q)->gating;
	}
}

/* --- the whole ----------------------------------------------------------- */

static bool page_is_open(const struct interview *i,
			 const struct sheet_page *page)
{
	for (uint32_t n = 0; n < page->count; n++)
		if (interview_is_open(i, page->questions[n]))
			return true;
	return false;
}

static void find_next(const struct interview *i, struct path *p)
{
	for (p->next = 0; p->next < p->step_count; p->next++) {
		const struct path_step *step = &p->steps[p->next];

		if (step->open == 0)
			continue;
		while (!page_is_open(i, &step->pages[p->next_page]))
			p->next_page++;
		return;
	}
}

struct path *sheet_path(const struct interview *i, const struct score *round,
			struct arena *a)
{
	const struct pack *pack = i->pack;
	struct path *path = ARENA_NEW(a, struct path);
	struct laying l = {
		.i = i,
		.pack = pack,
		.arena = a,
		.asked = ARENA_ARRAY(a, pack->question_count, bool),
		.applies = ARENA_ARRAY(a, pack->question_count, bool),
		.taken = ARENA_ARRAY(a, pack->question_count, bool),
		/* A section has one step of each kind at most. */
		.steps = ARENA_ARRAY(a, (size_t)pack->section_count * 2,
				     struct path_step),
	};

	for (uint32_t q = 0; q < pack->question_count; q++) {
		l.asked[q] = interview_asks(i, q);
		l.applies[q] = l.asked[q] && i->now.asked.shown[q];
	}
	lay_profile(&l);
	lay_short(&l);
	for (uint32_t s = 0; s < pack->section_count; s++)
		add_step(&l, PATH_SECTION, s, NULL);
	path->steps = l.steps;
	path->step_count = l.step_count;
	find_next(i, path);
	path->preview = round == NULL ? i->now.asked.preview : round->preview;
	find_others(&l, round, path->others);
	return path;
}

static bool page_holds(const struct sheet_page *page, uint32_t question)
{
	for (uint32_t n = 0; n < page->count; n++)
		if (page->questions[n] == question)
			return true;
	return false;
}

bool sheet_after(const struct path *p, uint32_t question, uint32_t *step,
		 uint32_t *page)
{
	bool found = false;

	for (*step = 0; *step < p->step_count; ++*step) {
		for (*page = 0; *page < p->steps[*step].page_count; ++*page) {
			if (found)
				return true;
			found = page_holds(&p->steps[*step].pages[*page],
					   question);
		}
	}
	return false;
}

/* --- in the place of an expert ------------------------------------------- */

/* The first `chars` characters. */
static struct str first_chars(struct str text, size_t chars)
{
	size_t at = 0;

	while (at < text.len && chars-- > 0) {
		at++;
		while (at < text.len && ((unsigned char)text.at[at] & 0xC0) ==
					    0x80)
			at++;
	}
	return str_trim(str_sub(text, 0, at));
}

struct str sheet_proxy_name(struct arena *a, struct str leader, enum lang lang)
{
	struct str place = answers_proxy_mark(lang);
	struct buf b = buf_make(a);

	buf_str(&b, first_chars(str_trim(leader),
				INTERVIEW_NAME - str_chars(place)));
	buf_str(&b, place);
	return buf_view(&b);
}
