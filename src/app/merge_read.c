/* Both journals read: what each side knows of the other, and who is who. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/digest.h"
#include "merge_part.h"

/* --- one side ----------------------------------------------------------- */

static void read_entries(struct merge *m, struct side *s)
{
	struct arena *a = m->d->arena;
	uint32_t count;
	const struct journal_entry *all =
	    store_journal(s->store, a, s->record->id, &count);

	s->entries = ARENA_ARRAY(a, count, struct entry);
	s->count = count;
	for (uint32_t i = 0; i < count; i++) {
		struct entry *e = &s->entries[i];

		e->link = &all[i];
		if (all[i].payload.len == 0)
			continue;
		e->payload = case_value_node(a, all[i].payload);
		e->origin = payload_text(e->payload, "origin");
	}
}

/* Of one of the staff: nobody else is left out. */
static struct respondent_record arrival_of(const struct entry *e)
{
	return (struct respondent_record){
		.id = payload_text(e->payload, "id"),
		.round = payload_text(e->payload, "round"),
		.group = GROUP_STAFF,
	};
}

static void read_people(struct merge *m, struct side *s)
{
	struct arena *a = m->d->arena;
	struct respondent_record *people = NULL;
	size_t count = 0, capacity = 0;

	s->rounds = store_rounds(s->store, a, s->record->id, &s->round_count);
	for (uint32_t i = 0; i < s->round_count; i++) {
		uint32_t n;
		const struct respondent_record *all =
		    store_respondents(s->store, a, s->rounds[i].id, &n);

		for (uint32_t r = 0; r < n; r++) {
			people = arena_grow(a, people, count, &capacity,
					    sizeof(*people));
			people[count++] = all[r];
		}
	}
	for (uint32_t i = 0; i < s->count; i++) {
		if (!s->entries[i].completed ||
		    s->entries[i].link->kind != CHANGE_RESPONDENT)
			continue;
		people = arena_grow(a, people, count, &capacity,
				    sizeof(*people));
		people[count++] = arrival_of(&s->entries[i]);
	}
	s->people = people;
	s->people_count = (uint32_t)count;
}

static void mark_erased(struct side *s, const struct node *numbers)
{
	for (const struct node *n = numbers == NULL ? NULL : numbers->first;
	     n != NULL; n = n->next) {
		uint32_t at;

		if (str_whole(n->text, &at) && at > 0 && at <= s->count)
			s->entries[at - 1].erased = true;
	}
}

static void read_gone(struct merge *m, struct side *s)
{
	struct str *gone = NULL;
	size_t count = 0, capacity = 0;

	for (uint32_t i = 0; i < s->count; i++) {
		const struct node *list;

		if (s->entries[i].link->kind != CHANGE_ERASURE)
			continue;
		mark_erased(s, node_get(s->entries[i].payload, "numbers"));
		list = node_get(s->entries[i].payload, "persons");
		for (const struct node *n = list == NULL ? NULL : list->first;
		     n != NULL; n = n->next) {
			gone = arena_grow(m->d->arena, gone, count, &capacity,
					  sizeof(*gone));
			gone[count++] = n->text;
		}
	}
	s->gone = gone;
	s->gone_count = (uint32_t)count;
}

bool merge_is_gone(const struct side *s, struct str id)
{
	struct digest d = digest_of(id);

	for (uint32_t i = 0; i < s->gone_count; i++)
		if (str_is(s->gone[i], d.hex))
			return true;
	return false;
}

const struct entry *merge_find_erasure(const struct side *s, struct str id)
{
	struct digest d = digest_of(id);

	for (uint32_t i = 0; i < s->count; i++) {
		const struct node *list =
		    node_get(s->entries[i].payload, "persons");

		if (s->entries[i].link->kind != CHANGE_ERASURE)
			continue;
		for (const struct node *n = list == NULL ? NULL : list->first;
		     n != NULL; n = n->next)
			if (str_is(n->text, d.hex))
				return &s->entries[i];
	}
	return NULL;
}

/* --- what HERE leaves out and THERE has --------------------------------- */

/*
 * What was erased here stays away; so does the file of an import, which would
 * tell what somebody erased had said.
 */
static bool may_come(const struct merge *m, const struct entry *here,
		     const struct entry *there)
{
	const struct side *s = &m->sides[HERE];

	if (!here->link->left_out || here->erased || there->payload == NULL)
		return false;
	if (here->link->kind == CHANGE_IMPORT)
		return s->gone_count == 0;
	return !merge_is_gone(
	    s, payload_text(there->payload,
			    here->link->kind == CHANGE_ANSWER ? "respondent"
							      : "id"));
}

static void complete(struct merge *m)
{
	for (uint32_t i = 0; i < m->common; i++) {
		struct entry *e = &m->sides[HERE].entries[i];
		const struct entry *there = &m->sides[THERE].entries[i];

		if (!may_come(m, e, there))
			continue;
		e->payload = there->payload;
		e->origin = there->origin;
		e->completed = true;
		m->done->completed++;
	}
}

/* --- what each knows ---------------------------------------------------- */

struct str merge_identity(const struct entry *e)
{
	return e->origin.len > 0 ? e->origin : e->link->hash;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The identities of a side, sorted; links too, where a payload is gone. */
static struct str *identities(struct arena *a, const struct side *s,
			      size_t *count)
{
	struct str *all = ARENA_ARRAY(a, 2 * (size_t)s->count + 1, struct str);

	*count = 0;
	for (uint32_t i = 0; i < s->count; i++) {
		all[(*count)++] = s->entries[i].link->hash;
		if (s->entries[i].origin.len > 0)
			all[(*count)++] = s->entries[i].origin;
	}
	if (*count > 1)
		qsort(all, *count, sizeof(*all), by_text);
	return all;
}

static bool among(const struct str *all, size_t count, struct str wanted)
{
	return count > 0 && wanted.len > 0 &&
	       bsearch(&wanted, all, count, sizeof(*all), by_text) != NULL;
}

static void mark_known(struct merge *m, int which)
{
	struct side *s = &m->sides[which];
	size_t count;
	const struct str *other =
	    identities(m->d->arena, &m->sides[1 - which], &count);

	for (uint32_t i = 0; i < s->count; i++) {
		struct entry *e = &s->entries[i];

		e->known = among(other, count, e->link->hash) ||
			   among(other, count, e->origin);
	}
}

static uint32_t common_beginning(const struct merge *m)
{
	const struct side *x = &m->sides[HERE], *y = &m->sides[THERE];
	uint32_t n = 0;

	while (n < x->count && n < y->count &&
	       str_eq(x->entries[n].link->hash, y->entries[n].link->hash))
		n++;
	return n;
}

/* --- who is who --------------------------------------------------------- */

uint32_t merge_find_here(const struct merge *m, struct str id)
{
	const struct side *s = &m->sides[HERE];

	for (uint32_t i = 0; i < s->people_count; i++)
		if (str_eq(s->people[i].id, id))
			return i;
	return NO_INDEX;
}

const struct same_person *merge_find_there(const struct merge *m, struct str id)
{
	for (uint32_t i = 0; i < m->people_count; i++)
		if (str_eq(m->people[i].there->id, id))
			return &m->people[i];
	return NULL;
}

/* The entry that tells of an arrival, or NO_INDEX. */
static uint32_t find_arrival(const struct side *s, struct str id)
{
	for (uint32_t i = 0; i < s->count; i++)
		if (s->entries[i].link->kind == CHANGE_RESPONDENT &&
		    str_eq(payload_text(s->entries[i].payload, "id"), id))
			return i;
	return NO_INDEX;
}

/* Whom the copy of that arrival here speaks of; empty: nobody any more. */
static struct str arrived_here(const struct merge *m, const struct entry *e)
{
	const struct side *s = &m->sides[HERE];

	for (uint32_t i = 0; i < s->count; i++) {
		const struct entry *o = &s->entries[i];

		if (o->payload != NULL &&
		    (str_eq(merge_identity(o), merge_identity(e)) ||
		     str_eq(o->link->hash, e->link->hash)))
			return payload_text(o->payload, "id");
	}
	return STR_NONE;
}

/* Leaders and experts by name; one agreed set, one common answer. */
static struct str same_name(const struct merge *m,
			    const struct respondent_record *r)
{
	const struct side *s = &m->sides[HERE];

	for (uint32_t i = 0; i < s->people_count && !person_is_alone(r); i++) {
		const struct respondent_record *o = &s->people[i];

		if (str_eq(o->round, r->round) && o->group == r->group &&
		    o->agreed == r->agreed && o->together == r->together &&
		    str_eq(o->name, r->name))
			return o->id;
	}
	return STR_NONE;
}

static struct same_person who_is(const struct merge *m,
				 const struct respondent_record *r)
{
	const struct side *there = &m->sides[THERE];
	uint32_t arrival = find_arrival(there, r->id), known;
	struct same_person p = { .there = r, .here = r->id };

	if (merge_find_here(m, r->id) != NO_INDEX)
		return p;
	if (merge_is_gone(&m->sides[HERE], r->id) || arrival == NO_INDEX ||
	    arrival < m->common) {
		p.here = STR_NONE;
		return p;
	}
	if (there->entries[arrival].known) {
		p.here = arrived_here(m, &there->entries[arrival]);
		known = merge_find_here(m, p.here);
		if (known == NO_INDEX)
			p.here = STR_NONE;
		return p;
	}
	p.here = same_name(m, r);
	p.fresh = p.here.len == 0;
	if (p.fresh)
		p.here = r->id;
	return p;
}

/* By their own id, or by the one they had in another copy. */
static bool erased_elsewhere(const struct merge *m, uint32_t person)
{
	const struct side *here = &m->sides[HERE], *there = &m->sides[THERE];
	struct str id = here->people[person].id;

	if (there->gone_count == 0)
		return false;
	if (merge_is_gone(there, id))
		return true;
	for (uint32_t i = 0; i < here->count; i++) {
		const struct node *payload = here->entries[i].payload;
		struct str was = payload_text(payload, "was");

		if (here->entries[i].link->kind == CHANGE_RESPONDENT &&
		    was.len > 0 && str_eq(payload_text(payload, "id"), id) &&
		    merge_is_gone(there, was))
			return true;
	}
	return false;
}

static void find_people(struct merge *m)
{
	struct arena *a = m->d->arena;
	const struct side *here = &m->sides[HERE], *there = &m->sides[THERE];

	m->people_count = there->people_count;
	m->people = ARENA_ARRAY(a, there->people_count, struct same_person);
	for (uint32_t i = 0; i < there->people_count; i++)
		m->people[i] = who_is(m, &there->people[i]);
	m->erased_there = ARENA_ARRAY(a, here->people_count, bool);
	for (uint32_t i = 0; i < here->people_count; i++)
		m->erased_there[i] = erased_elsewhere(m, i);
}

/* An agreed set stands for everybody else: a round has one or the others. */
static bool kinds_agree(const struct merge *m)
{
	const struct side *here = &m->sides[HERE];

	for (uint32_t i = 0; i < m->people_count; i++) {
		if (!m->people[i].fresh)
			continue;
		for (uint32_t r = 0; r < here->people_count; r++)
			if (str_eq(here->people[r].round,
				   m->people[i].there->round) &&
			    here->people[r].agreed !=
				m->people[i].there->agreed)
				return false;
	}
	return true;
}

bool merge_read(struct merge *m, struct store *there,
		const struct case_record *record)
{
	struct desk *d = m->d;

	m->sides[HERE].store = d->store;
	m->sides[THERE].store = there;
	m->sides[HERE].record = m->sides[THERE].record = record;
	for (int i = 0; i < SIDES; i++) {
		read_entries(m, &m->sides[i]);
		read_gone(m, &m->sides[i]);
	}
	m->common = common_beginning(m);
	complete(m);
	for (int i = 0; i < SIDES; i++)
		read_people(m, &m->sides[i]);
	if (!desk_read_well(d) || !desk_did(d, store_trouble(there, d->diags)))
		return false;
	if (m->common == 0) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_MERGE_APART,
			 record->name);
		return false;
	}
	for (int i = 0; i < SIDES; i++)
		mark_known(m, i);
	find_people(m);
	if (kinds_agree(m))
		return true;
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_MERGE_KINDS, record->name);
	return false;
}
