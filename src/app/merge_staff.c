/*
 * Figures of the staff that two prints would give away. One side published
 * while the other collected answers, or erased somebody; played one after the
 * other in one journal, the closing would publish what both hold, and differ
 * from what that side printed by the others' answers alone.
 */
#include "base/arena.h"
#include "merge_part.h"

static const struct respondent_record *find_person(const struct side *s,
						   struct str id)
{
	for (uint32_t i = 0; i < s->people_count; i++)
		if (str_eq(s->people[i].id, id))
			return &s->people[i];
	return NULL;
}

/* One of the staff, alone, in that round. */
static bool is_staff_of(const struct respondent_record *r, struct str round)
{
	return r != NULL && person_is_alone(r) && str_eq(r->round, round);
}

/* The questions of a closing of the round, or NULL. */
static const struct node *closing_of(const struct entry *e, struct str round)
{
	const struct node *list = node_get(e->payload, "questions");

	if (e->link->kind != CHANGE_COLLECTION || list == NULL ||
	    list->first == NULL ||
	    !str_eq(payload_text(e->payload, "round"), round))
		return NULL;
	return list;
}

/* Whether a side published, unknown to the other, before that entry. */
static bool published(const struct side *s, struct str round, uint32_t before)
{
	for (uint32_t i = 0; i < before; i++)
		if (!s->entries[i].known &&
		    closing_of(&s->entries[i], round) != NULL)
			return true;
	return false;
}

/* Whether a side heard the staff, unknown to the other. */
static bool collected(const struct side *s, struct str round)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];

		if (!e->known && e->link->kind == CHANGE_ANSWER &&
		    is_staff_of(find_person(s, payload_text(e->payload,
							    "respondent")),
				round))
			return true;
	}
	return false;
}

/* Whether answers of the staff come to where they were left out. */
static bool completed(const struct side *s, struct str round)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];

		if (e->completed && e->link->kind == CHANGE_ANSWER &&
		    is_staff_of(find_person(s, payload_text(e->payload,
							    "respondent")),
				round))
			return true;
	}
	return false;
}

/* Whether one of a side's staff was erased at the other. */
static bool erased_beside(const struct merge *m, int which, struct str round)
{
	const struct side *s = &m->sides[which];

	for (uint32_t i = 0; i < s->people_count; i++)
		if (is_staff_of(&s->people[i], round) &&
		    merge_is_gone(&m->sides[1 - which], s->people[i].id))
			return true;
	return false;
}

/*
 * THERE printed with somebody, then erased them: what was withdrawn there
 * would be published here, without them.
 */
static bool erased_after(const struct merge *m, struct str round)
{
	const struct side *s = &m->sides[THERE];

	for (uint32_t i = 0; i < s->count; i++) {
		const struct entry *e = &s->entries[i];

		if (e->link->kind == CHANGE_ERASURE &&
		    !str_is(payload_text(e->payload, "scope"), "merge") &&
		    str_eq(payload_text(e->payload, "round"), round) &&
		    published(s, round, i))
			return true;
	}
	return false;
}

static bool would_tell(const struct merge *m, struct str round)
{
	for (int which = 0; which < SIDES; which++) {
		const struct side *s = &m->sides[which];

		if (published(s, round, s->count) &&
		    (collected(&m->sides[1 - which], round) ||
		     completed(s, round) ||
		     erased_beside(m, which, round)))
			return true;
	}
	return erased_after(m, round);
}

/* --- withdrawing -------------------------------------------------------- */

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

/*
 * All that was published of the round on either side: to take out some would
 * tell which questions the other side had heard answers to.
 */
static struct withdrawal all_published(struct merge *m, struct str round)
{
	struct withdrawal w = { 0 };

	for (int which = 0; which < SIDES; which++) {
		const struct side *s = &m->sides[which];

		for (uint32_t i = 0; i < s->count; i++) {
			const struct node *list =
			    closing_of(&s->entries[i], round);

			for (const struct node *n =
				 list == NULL ? NULL : list->first;
			     n != NULL; n = n->next)
				add_question(m, &w, n->text);
		}
	}
	return w;
}

void merge_begin_erasure(const struct merge *m, struct json *j,
			 const char *scope)
{
	json_begin_object(j);
	json_key(j, "at");
	json_str(j, m->d->now);
	json_key(j, "from");
	json_str(j, m->import);
	json_key(j, "scope");
	json_text(j, scope);
}

static struct str payload_of(struct merge *m, struct str round,
			     const struct withdrawal *w)
{
	struct buf b = buf_make(m->d->arena);
	struct json j = json_make(&b, false);

	merge_begin_erasure(m, &j, "merge");
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
		struct str round = here->rounds[r].id;
		struct withdrawal w;

		if (!would_tell(m, round))
			continue;
		w = all_published(m, round);
		m->done->withdrawn += (uint32_t)w.count;
		changes_add(
		    m->d->arena, &m->changes,
		    (struct change){ .chain = here->record->id,
				     .kind = CHANGE_ERASURE,
				     .payload = payload_of(m, round, &w) });
	}
}
