/*
 * How a case came to say what it says: its journal, read for people. What
 * stood before a change is the last change of the same thing.
 */
#include <stdlib.h>
#include <string.h>

#include "app/groups.h"
#include "base/arena.h"
#include "exchange_part.h"

enum { DATE_LENGTH = 10 };

/* An event on its way: what it is about, and its order. */
struct told {
	struct event event;
	struct str subject; /* the same for all changes of one thing */
	struct str person;  /* of the staff: their id */
	struct str note;    /* of an answer */
	uint32_t number;
};

struct telling {
	struct arena *arena;
	const struct round_record *rounds;
	uint32_t round_count;
	const struct import_record *imports;
	uint32_t import_count;
	const struct node **persons; /* payloads that tell of arrivals */
	size_t person_count, person_capacity;
	struct told *told;
	size_t count, capacity;
	bool erased;
};

/* --- payloads ----------------------------------------------------------- */

static bool truth_at(const struct node *map, const char *key)
{
	return str_is(payload_text(map, key), "true");
}

static struct spoken answer_at(struct arena *a, const struct node *payload)
{
	return spoken_of(a, payload_kind(payload),
			 payload_json(a, node_get(payload, "value")));
}

static struct spoken said(struct str text)
{
	return (struct spoken){ .kind = text.len > 0 ? ANSWER_VALUE
						     : ANSWER_MISSING,
				.text = text };
}

static uint32_t round_number(const struct telling *t, struct str id)
{
	for (uint32_t i = 0; i < t->round_count; i++)
		if (str_eq(t->rounds[i].id, id))
			return i + 1;
	return 0;
}

static struct str import_file(const struct telling *t, struct str id)
{
	for (uint32_t i = 0; i < t->import_count; i++)
		if (str_eq(t->imports[i].id, id))
			return t->imports[i].file;
	return STR_NONE;
}

static struct str join(struct arena *a, const char *kind, struct str first,
		       struct str second)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%s|%.*s|%.*s", kind, STR_ARGS(first), STR_ARGS(second));
	return buf_view(&b);
}

/* --- steps -------------------------------------------------------------- */

static struct told *add_told(struct telling *t, const struct node *payload,
			     const struct journal_entry *entry)
{
	struct told *s;

	t->told = arena_grow(t->arena, t->told, t->count, &t->capacity,
			     sizeof(*t->told));
	s = &t->told[t->count++];
	*s = (struct told){
		.number = (uint32_t)t->count,
		.event = { .at = payload_text(payload, "at"),
			   .by = payload_text(payload, "by"),
			   .from = import_file(t, payload_text(payload, "from")),
			   .kind = entry->kind,
			   .round =
			       round_number(t, payload_text(payload, "round")) },
	};
	return s;
}

static const struct node *find_person(const struct telling *t, struct str id)
{
	for (size_t i = t->person_count; i-- > 0;)
		if (str_eq(payload_text(t->persons[i], "id"), id))
			return t->persons[i];
	return NULL;
}

/* Of the staff no more is kept than their date, and that it was one of them. */
static void put_person(struct telling *t, struct told *s,
		       const struct node *person)
{
	struct event *e = &s->event;

	e->round = round_number(t, payload_text(person, "round"));
	e->agreed = truth_at(person, "agreed");
	e->together = truth_at(person, "together");
	e->who = payload_text(person, "name");
	if (str_is(payload_text(person, "group"), "experts"))
		e->group = GROUP_EXPERTS;
	if (str_is(payload_text(person, "group"), "staff"))
		e->group = GROUP_STAFF;
	if (e->group != GROUP_STAFF || e->together || e->agreed)
		return;
	*e = (struct event){ .at = str_sub(e->at, 0, DATE_LENGTH),
			     .kind = CHANGE_ANSWER,
			     .group = GROUP_STAFF,
			     .round = e->round,
			     .staff = true };
	s->person = payload_text(person, "id");
}

static void tell_respondent(struct telling *t, struct told *s,
			    const struct node *payload)
{
	t->persons = arena_grow(t->arena, (void *)t->persons, t->person_count,
				&t->person_capacity, sizeof(*t->persons));
	t->persons[t->person_count++] = payload;
	s->subject = join(t->arena, "person", payload_text(payload, "id"), STR_NONE);
	s->event.after = said(payload_text(payload, "name"));
	put_person(t, s, payload);
}

static void tell_answer(struct telling *t, struct told *s,
			const struct node *payload)
{
	const struct node *person =
	    find_person(t, payload_text(payload, "respondent"));

	if (person == NULL) {
		/* Who they are was erased, or left out: perhaps of the staff.
		 */
		t->erased = true;
		t->count--;
		return;
	}
	s->event.what = payload_text(payload, "question");
	s->event.after = answer_at(t->arena, payload);
	s->note = payload_text(payload, "note");
	s->subject = join(t->arena, "answer", payload_text(payload, "respondent"),
			  s->event.what);
	put_person(t, s, person);
}

static void tell_decision(struct telling *t, struct told *s,
			  const struct node *payload)
{
	struct event *e = &s->event;

	e->what = payload_text(payload, "question");
	e->overrides = truth_at(payload, "overrides");
	e->after = answer_at(t->arena, payload);
	e->reason = payload_text(payload, "reason");
	e->author = payload_text(payload, "author");
	s->subject = join(t->arena, e->overrides ? "override" : "consensus",
			  payload_text(payload, "round"), e->what);
}

/* No number of people is written as 0. */
static struct spoken said_of_case(const struct node *payload,
				  const char *particular)
{
	struct str text = payload_text(payload, particular);
	bool nobody = strcmp(particular, "staff") == 0 && str_is(text, "0");

	return said(nobody ? STR_NONE : text);
}

/* A case opened is one event; corrected, one for each particular. */
static void tell_case(struct telling *t, const struct node *payload,
		      const struct journal_entry *entry)
{
	static const char *const particulars[] = { "client", "name", "sector",
						   "staff", "keep_until" };

	for (size_t i = 0; i < sizeof(particulars) / sizeof(particulars[0]);
	     i++) {
		struct told *s = add_told(t, payload, entry);

		s->event.what = str_from(particulars[i]);
		s->event.after = said_of_case(payload, particulars[i]);
		s->subject = join(t->arena, "case", s->event.what, STR_NONE);
	}
}

static uint32_t count_at(const struct node *payload, const char *key)
{
	const struct node *list = node_get(payload, key);

	return list == NULL ? 0 : list->count;
}

static void tell_one(struct telling *t, struct told *s,
		     const struct node *payload)
{
	struct event *e = &s->event;
	struct str round = payload_text(payload, "round");

	switch (e->kind) {
	case CHANGE_ROUND:
		e->round = round_number(t, payload_text(payload, "id"));
		e->after = said(payload_text(payload, "title"));
		s->subject =
		    join(t->arena, "round", payload_text(payload, "id"), STR_NONE);
		break;
	case CHANGE_RESPONDENT:
		tell_respondent(t, s, payload);
		break;
	case CHANGE_ANSWER:
		tell_answer(t, s, payload);
		break;
	case CHANGE_EVIDENCE:
		e->what = payload_text(payload, "criterion");
		e->after = said(payload_text(payload, "status"));
		e->reason = payload_text(payload, "note");
		s->subject = join(t->arena, "evidence", round, e->what);
		break;
	case CHANGE_DECISION:
		tell_decision(t, s, payload);
		break;
	case CHANGE_BLOCK:
		e->what = payload_text(payload, "key");
		s->subject = join(t->arena, "block", round, e->what);
		break;
	case CHANGE_COLLECTION:
		e->closed = truth_at(payload, "closed");
		e->published = count_at(payload, "questions");
		break;
	case CHANGE_PROGRESS:
		e->what = payload_text(payload, "initiative");
		e->after = said(payload_text(payload, "status"));
		e->reason = payload_text(payload, "note");
		s->subject = join(t->arena, "progress", e->what, STR_NONE);
		break;
	case CHANGE_READING:
		e->what = payload_text(payload, "initiative");
		e->after = said(payload_text(payload, "value"));
		break;
	case CHANGE_IMPORT:
		e->what = payload_text(payload, "file");
		break;
	case CHANGE_ERASURE:
		e->what = payload_text(payload, "scope");
		e->published = count_at(payload, "questions");
		/* Of a person not even the round is told. */
		if (!str_is(e->what, "merge"))
			e->round = e->published = 0;
		break;
	case CHANGE_CASE:
	case CHANGE_KINDS:
		break;
	}
}

static void tell_entry(struct telling *t, const struct journal_entry *entry)
{
	const struct node *payload;

	if (entry->payload.len == 0) {
		t->erased = true;
		return;
	}
	payload = case_value_node(t->arena, entry->payload);
	if (entry->kind == CHANGE_CASE)
		tell_case(t, payload, entry);
	else
		tell_one(t, add_told(t, payload, entry), payload);
}

/* --- before ------------------------------------------------------------- */

static int by_subject(const void *a, const void *b)
{
	const struct told *x = *(const struct told *const *)a;
	const struct told *y = *(const struct told *const *)b;
	int order = str_cmp(x->subject, y->subject);

	return order != 0 ? order
			  : (x->number > y->number) - (x->number < y->number);
}

static bool same_spoken(const struct spoken *a, const struct spoken *b)
{
	return a->kind == b->kind && str_eq(a->text, b->text);
}

static void fill_before(struct telling *t)
{
	struct told **sorted = ARENA_ARRAY(t->arena, t->count, struct told *);

	for (size_t i = 0; i < t->count; i++)
		sorted[i] = &t->told[i];
	if (t->count > 1)
		qsort(sorted, t->count, sizeof(*sorted), by_subject);
	for (size_t i = 0; i < t->count; i++) {
		struct event *e = &sorted[i]->event;
		struct str note = STR_NONE;

		if (e->staff || sorted[i]->subject.len == 0)
			continue;
		if (i > 0 &&
		    str_eq(sorted[i]->subject, sorted[i - 1]->subject)) {
			e->before = sorted[i - 1]->event.after;
			note = sorted[i - 1]->note;
		}
		e->note_alone = same_spoken(&e->before, &e->after) &&
				!str_eq(sorted[i]->note, note);
	}
}

/* A particular of the case that did not change, or was never given. */
static bool says_nothing(const struct told *s)
{
	return s->event.kind == CHANGE_CASE &&
	       same_spoken(&s->event.before, &s->event.after);
}

/* --- in order ----------------------------------------------------------- */

static int by_date(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int order = str_cmp(str_sub(x->event.at, 0, DATE_LENGTH),
			    str_sub(y->event.at, 0, DATE_LENGTH));

	if (order == 0)
		order = (int)x->event.staff - (int)y->event.staff;
	if (order == 0 && x->event.staff)
		order = (int)x->event.round - (int)y->event.round;
	if (order == 0 && x->event.staff)
		return str_cmp(x->person, y->person);
	return order != 0 ? order
			  : (x->number > y->number) - (x->number < y->number);
}

/* The staff's changes of one date and round, as one event. */
static size_t fold_staff(const struct told *from, size_t count,
			 struct event *out)
{
	size_t n = 0;
	uint32_t people = 0;

	*out = from[0].event;
	while (n < count && from[n].event.staff &&
	       from[n].event.round == from[0].event.round &&
	       str_eq(from[n].event.at, from[0].event.at)) {
		people += n == 0 || !str_eq(from[n].person, from[n - 1].person);
		n++;
	}
	out->people = people < COLLECTION_LEAST ? 0 : people;
	return n;
}

static void put_in_order(struct telling *t, struct history *out)
{
	struct event *events = ARENA_ARRAY(t->arena, t->count, struct event);

	if (t->count > 1)
		qsort(t->told, t->count, sizeof(*t->told), by_date);
	for (size_t i = 0; i < t->count;) {
		const struct told *s = &t->told[i];

		if (s->event.staff) {
			i += fold_staff(s, t->count - i, &events[out->count++]);
			continue;
		}
		if (!says_nothing(s))
			events[out->count++] = s->event;
		i++;
	}
	out->events = events;
	out->erased = t->erased;
}

bool group_history(struct desk *d, const struct case_record *record,
		   struct history *out)
{
	struct telling t = { .arena = d->arena };
	const struct journal_entry *all;
	uint32_t count;

	*out = (struct history){ .last = STR_NONE };
	t.rounds = store_rounds(d->store, d->arena, record->id, &t.round_count);
	t.imports =
	    store_imports(d->store, d->arena, record->id, &t.import_count);
	all = store_journal(d->store, d->arena, record->id, &count);
	for (uint32_t i = 0; i < count; i++)
		tell_entry(&t, &all[i]);
	fill_before(&t);
	put_in_order(&t, out);
	if (count > 0)
		out->last = all[count - 1].hash;
	out->broken = store_broken_link(d->store, record->id);
	return desk_read_well(d);
}
