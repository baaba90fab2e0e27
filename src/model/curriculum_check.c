/* What only the author of a curriculum wants to know. */
#include "curriculum.h"

#include "base/arena.h"
#include "base/file.h"
#include "rubric.h"

enum {
	PRACTICE = 60,		/* per cent of the minutes, at least */
	SAME_PLACE = 60,	/* per cent of the right options, at most */
	PLACED_ITEMS = 6,	/* fewer say nothing about places */
	FEW_OPTIONS = 3,
	MANY_OPTIONS = 4,
};

static struct str number(const struct course *c, uint32_t n)
{
	return number_text(c->reader.arena, n);
}

/* --- the questionnaire it serves ------------------------------------------ */

static struct str *criterion_ids(const struct course *c,
				 const struct pack *pack)
{
	const struct rubric *r = &pack->rubric;
	struct str *ids =
	    ARENA_ARRAY(c->reader.arena, r->criterion_count, struct str);

	for (uint32_t i = 0; i < r->criterion_count; i++)
		ids[i] = r->criteria[i].id;
	return ids;
}

static void served_check(struct course *c, const struct pack *pack,
			 const struct served *s, const struct str *ids,
			 bool *served)
{
	const struct rubric *r = &pack->rubric;
	uint32_t i = pack_find_criterion(pack, s->criterion);

	if (i == NO_INDEX) {
		read_unknown(&c->reader, s->span, MSG_UNKNOWN_CRITERION,
			     s->criterion, ids, r->criterion_count);
		return;
	}
	served[i] = true;
	if (s->to > r->level_count)
		DIAG_STR(c->reader.diags, s->span, MSG_SERVES_LEVEL,
			 s->criterion, number(c, s->to),
			 number(c, r->level_count));
}

static void criteria_check(struct course *c, const struct pack *pack)
{
	const struct rubric *r = &pack->rubric;
	const struct curriculum *it = c->curriculum;
	const struct str *ids = criterion_ids(c, pack);
	bool *served = ARENA_ARRAY(c->reader.arena, r->criterion_count, bool);

	for (uint32_t m = 0; m < it->module_count; m++)
		for (uint32_t s = 0; s < it->modules[m].serve_count; s++)
			served_check(c, pack, &it->modules[m].serves[s], ids,
				     served);
	if (c->reader.diags->errors > c->errors)
		return; /* a module that could not be read may serve it */
	for (uint32_t i = 0; i < r->criterion_count; i++)
		if (!served[i])
			DIAG_STR(c->reader.diags, c->questionnaire_span,
				 MSG_CRITERION_NOT_SERVED, ids[i]);
}

static void initiatives_check(struct course *c, const struct pack *pack)
{
	const struct catalogue *all = &pack->catalogue;

	for (uint32_t i = 0; i < all->initiative_count; i++) {
		const struct initiative *it = &all->initiatives[i];

		if (it->module.len > 0 &&
		    curriculum_find_module(c->curriculum, it->module) ==
			NO_INDEX)
			DIAG_STR(c->reader.diags, it->span,
				 MSG_INITIATIVE_MODULE, it->id, it->module,
				 c->curriculum->id);
	}
}

/* --- modules -------------------------------------------------------------- */

static void practice_check(struct course *c, const struct module *m)
{
	uint32_t all = m->teaching + m->exercises;

	if (all > 0 && m->exercises * 100 < all * PRACTICE)
		DIAG_STR(c->reader.diags, m->span, MSG_MODULE_PRACTICE, m->id,
			 number(c, m->exercises), number(c, all),
			 number(c, m->exercises * 100 / all));
}

static void options_check(struct course *c, const struct item *item)
{
	if (item->option_count > 0 && (item->option_count < FEW_OPTIONS ||
				       item->option_count > MANY_OPTIONS))
		DIAG_STR(c->reader.diags, item->span, MSG_ITEM_OPTIONS,
			 item->id, number(c, item->option_count));
}

/* Where the one right option stands, or NO_INDEX. */
static uint32_t right_place(const struct item *item)
{
	uint32_t place = 0;

	if (item->multiple)
		return NO_INDEX;
	while (place < item->option_count && !item->options[place].right)
		place++;
	return place < item->option_count ? place : NO_INDEX;
}

static void places_check(struct course *c, const struct module *m)
{
	uint32_t at[ITEM_OPTIONS] = { 0 }, placed = 0;

	for (uint32_t i = 0; i < m->item_count; i++) {
		uint32_t place = right_place(&m->items[i]);

		if (place == NO_INDEX)
			continue;
		at[place]++;
		placed++;
	}
	for (uint32_t p = 0; p < ITEM_OPTIONS && placed >= PLACED_ITEMS; p++)
		if (at[p] * 100 > placed * SAME_PLACE)
			DIAG_STR(c->reader.diags, m->items[0].span,
				 MSG_ITEM_SAME_PLACE, number(c, at[p]),
				 number(c, placed), number(c, p + 1));
}

/* --- facts ---------------------------------------------------------------- */

static void fact_warnings(struct course *c, struct str today)
{
	const struct curriculum *it = c->curriculum;

	for (uint32_t i = 0; i < it->fact_count; i++) {
		const struct curriculum_fact *f = &it->facts[i];

		if (!c->cited[i])
			DIAG_STR(c->reader.diags, f->span, MSG_FACT_IDLE,
				 f->id);
		/* Dates written so are in the order of their bytes. */
		if (today.len > 0 && f->review_by.len > 0 &&
		    str_cmp(f->review_by, today) < 0)
			DIAG_STR(c->reader.diags, f->span, MSG_FACT_REVIEW,
				 f->id, f->review_by);
	}
}

/* --- all of it ------------------------------------------------------------ */

static void yaml_texts_compare(struct course *c)
{
	struct arena *a = c->reader.arena;
	const char *dir = c->curriculum->dir;

	parity_file(&c->reader, path_join(a, dir, "curriculum.yaml"));
	parity_file(&c->reader, path_join(a, dir, "facts.yaml"));
	for (uint32_t i = 0; i < c->curriculum->module_count; i++) {
		const char *id = str_cstr(a, c->module_ids[i]);

		parity_file(&c->reader, path_join(a, path_join(a, dir, id),
						  "drill.yaml"));
	}
}

void course_author(struct course *c, const struct pack *pack, struct str today)
{
	const struct curriculum *it = c->curriculum;

	if (pack != NULL && it->module_count > 0) {
		criteria_check(c, pack);
		initiatives_check(c, pack);
	}
	if (c->reader.language_count > 1)
		yaml_texts_compare(c);
	if (c->reader.diags->errors > c->errors)
		return;
	for (uint32_t i = 0; i < it->module_count; i++) {
		practice_check(c, &it->modules[i]);
		for (uint32_t k = 0; k < it->modules[i].item_count; k++)
			options_check(c, &it->modules[i].items[k]);
		places_check(c, &it->modules[i]);
	}
	fact_warnings(c, today);
}
