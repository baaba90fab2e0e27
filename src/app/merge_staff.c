/*
 * Figures of the staff that two prints would give away. One side published a
 * question while the other collected answers to it; played one after the
 * other in one journal, the closing would publish all of them, and differ from
 * what that side printed by the others' answers alone.
 */
#include "base/arena.h"
#include "format/json.h"
#include "merge_part.h"

static bool is_alone_id(const struct side *s, struct str id)
{
	for (uint32_t i = 0; i < s->people_count; i++)
		if (str_eq(s->people[i].id, id))
			return person_is_alone(&s->people[i]);
	return false;
}

static struct str round_of(const struct side *s, struct str person)
{
	for (uint32_t i = 0; i < s->people_count; i++)
		if (str_eq(s->people[i].id, person))
			return s->people[i].round;
	return STR_NONE;
}

/* Whether a side collected, unknown to the other, answers to a question. */
static bool collected(const struct side *s, struct str round,
		      struct str question)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];
		struct str who = payload_text(e->payload, "respondent");

		if (!e->known && e->link->kind == CHANGE_ANSWER &&
		    str_eq(payload_text(e->payload, "question"), question) &&
		    is_alone_id(s, who) && str_eq(round_of(s, who), round))
			return true;
	}
	return false;
}

struct withdrawal {
	struct str *questions;
	size_t count, capacity;
};

static void add_question(struct merge *m, struct withdrawal *w,
			 struct str question)
{
	for (size_t i = 0; i < w->count; i++)
		if (str_eq(w->questions[i], question))
			return;
	w->questions = arena_grow(m->d->arena, w->questions, w->count,
				  &w->capacity, sizeof(*w->questions));
	w->questions[w->count++] = question;
}

/* Of one round, what one side published and the other collected. */
static void look_at(struct merge *m, int which, struct str round,
		    struct withdrawal *w)
{
	const struct side *s = &m->sides[which];

	for (uint32_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];
		const struct node *list = node_get(e->payload, "questions");

		if (e->known || e->link->kind != CHANGE_COLLECTION ||
		    list == NULL ||
		    !str_eq(payload_text(e->payload, "round"), round))
			continue;
		for (const struct node *n = list->first; n != NULL; n = n->next)
			if (collected(&m->sides[1 - which], round, n->text))
				add_question(m, w, n->text);
	}
}

static struct str payload_of(struct merge *m, struct str round,
			     const struct withdrawal *w)
{
	struct buf b = buf_make(m->d->arena);
	struct json j = json_make(&b, false);

	json_begin_object(&j);
	json_key(&j, "at");
	json_str(&j, m->d->now);
	json_key(&j, "from");
	json_str(&j, m->import);
	json_key(&j, "scope");
	json_text(&j, "merge");
	json_key(&j, "round");
	json_str(&j, round);
	json_key(&j, "questions");
	json_begin_array(&j);
	for (size_t i = 0; i < w->count; i++)
		json_str(&j, w->questions[i]);
	json_end(&j);
	json_end(&j);
	return buf_view(&b);
}

void merge_withdraw(struct merge *m)
{
	const struct side *here = &m->sides[HERE];

	for (uint32_t r = 0; r < here->round_count; r++) {
		struct withdrawal w = { 0 };
		struct str round = here->rounds[r].id;

		for (int which = 0; which < SIDES; which++)
			look_at(m, which, round, &w);
		if (w.count == 0)
			continue;
		m->done->withdrawn += (uint32_t)w.count;
		changes_add(
		    m->d->arena, &m->changes,
		    (struct change){ .chain = here->record->id,
				     .kind = CHANGE_ERASURE,
				     .payload = payload_of(m, round, &w) });
	}
}
