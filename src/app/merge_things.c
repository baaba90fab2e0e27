/* What changes touch: keys, values to compare, and words for both. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "merge_part.h"
#include "model/answers_table.h"

/*
 * By kind: the members that say which thing it is, then those that say what
 * it is now. A case is touched particular by particular; imports, erasures
 * and the publications of a closing are no things.
 */
static const struct shape {
	const char *key[4];
	const char *value[5];
} shapes[CHANGE_KINDS] = {
	[CHANGE_ROUND] = { { "id" }, { "title", "date" } },
	[CHANGE_RESPONDENT] = { { "id" }, { "name" } },
	[CHANGE_ANSWER] = { { "respondent", "question" },
			    { "kind", "value", "note", "reason" } },
	[CHANGE_EVIDENCE] = { { "round", "criterion" }, { "status", "note" } },
	[CHANGE_DECISION] = { { "round", "question", "overrides" },
			      { "kind", "value", "reason", "author", "date" } },
	[CHANGE_BLOCK] = { { "round", "key" }, { "body" } },
	[CHANGE_COLLECTION] = { { "round" }, { "closed" } },
	[CHANGE_PROGRESS] = { { "initiative" }, { "status", "date", "note" } },
	[CHANGE_READING] = { { "initiative", "date" }, { "value" } },
};

const char *const merge_particulars[PARTICULARS] = { "name", "client", "sector",
						     "staff", "keep_until" };

struct str merge_particular_key(struct arena *a, int which)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "case|%s", merge_particulars[which]);
	return buf_view(&b);
}

/* --- touching ----------------------------------------------------------- */

static void touch(struct merge *m, struct side *s, struct touch one)
{
	s->touches = arena_grow(m->d->arena, s->touches, s->touch_count,
				&s->touch_capacity, sizeof(*s->touches));
	s->touches[s->touch_count++] = one;
}

/* Who it is of, by HERE's id; false when they are nobody's here any more. */
static bool find_owner(const struct merge *m, int which, struct str id,
		       struct str *here, uint32_t *person)
{
	const struct same_person *p;

	*here = id;
	if (which == THERE) {
		p = merge_find_there(m, id);
		if (p == NULL || p->here.len == 0)
			return false;
		*here = p->here;
	}
	*person = merge_find_here(m, *here);
	return *person == NO_INDEX || !m->erased_there[*person];
}

static bool put_key(const struct merge *m, int which, struct buf *key,
		    enum change_kind kind, const struct node *payload,
		    uint32_t *person)
{
	const struct shape *shape = &shapes[kind];

	*person = NO_INDEX;
	buf_text(key, change_kind_name(kind));
	for (int i = 0; shape->key[i] != NULL; i++) {
		struct str member = payload_text(payload, shape->key[i]);

		if ((kind == CHANGE_ANSWER || kind == CHANGE_RESPONDENT) &&
		    i == 0 && !find_owner(m, which, member, &member, person))
			return false;
		buf_fmt(key, "|%.*s", STR_ARGS(member));
	}
	return true;
}

static struct str value_of(struct arena *a, enum change_kind kind,
			   const struct node *payload)
{
	struct buf b = buf_make(a);

	for (int i = 0; i < 5 && shapes[kind].value[i] != NULL; i++) {
		buf_str(&b, payload_json(
				a, node_get(payload, shapes[kind].value[i])));
		buf_char(&b, '\n');
	}
	return buf_view(&b);
}

/* A change of the case sets them all; it touches those it alters. */
static void touch_case(struct merge *m, struct side *s, uint32_t entry,
		       struct str now[PARTICULARS])
{
	const struct node *payload = s->entries[entry].payload;
	struct arena *a = m->d->arena;

	for (int i = 0; i < PARTICULARS; i++) {
		struct str value =
		    payload_json(a, node_get(payload, merge_particulars[i]));

		if (now[i].at != NULL && str_eq(now[i], value))
			continue;
		now[i] = value.at == NULL ? STR("") : value;
		touch(m, s,
		      (struct touch){ merge_particular_key(a, i), value, entry,
				      NO_INDEX });
	}
}

static void touch_one(struct merge *m, int which, uint32_t entry)
{
	struct side *s = &m->sides[which];
	const struct entry *e = &s->entries[entry];
	struct buf key = buf_make(m->d->arena);
	struct touch one = { .entry = entry };

	if (shapes[e->link->kind].key[0] == NULL ||
	    !put_key(m, which, &key, e->link->kind, e->payload, &one.person))
		return;
	one.key = buf_view(&key);
	one.value = value_of(m->d->arena, e->link->kind, e->payload);
	touch(m, s, one);
}

static int by_key(const void *a, const void *b)
{
	const struct touch *x = a, *y = b;
	int order = str_cmp(x->key, y->key);

	return order != 0 ? order
			  : (x->entry > y->entry) - (x->entry < y->entry);
}

void merge_touch_all(struct merge *m)
{
	for (int which = 0; which < SIDES; which++) {
		struct side *s = &m->sides[which];
		struct str now[PARTICULARS] = { { NULL, 0 } };

		for (uint32_t i = 0; i < s->count; i++) {
			if (s->entries[i].payload == NULL)
				continue;
			if (s->entries[i].link->kind == CHANGE_CASE)
				touch_case(m, s, i, now);
			else
				touch_one(m, which, i);
		}
		if (s->touch_count > 1)
			qsort(s->touches, s->touch_count, sizeof(*s->touches),
			      by_key);
	}
}

const struct touch *merge_last_touch(const struct side *s, struct str key)
{
	size_t low = 0, high = s->touch_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(s->touches[middle].key, key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && str_eq(s->touches[low - 1].key, key)
		   ? &s->touches[low - 1]
		   : NULL;
}

/* --- in words ----------------------------------------------------------- */

static const char *words(const struct merge *m, const char *fr, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
static const char *words(const struct merge *m, const char *fr, const char *en)
{
	return m->wish->lang == LANG_FR ? fr : en;
}

static uint32_t round_number(const struct merge *m, struct str id)
{
	const struct side *s = &m->sides[HERE];

	for (uint32_t i = 0; i < s->round_count; i++)
		if (str_eq(s->rounds[i].id, id))
			return i + 1;
	return 0;
}

static void put_person(const struct merge *m, struct buf *b,
		       const struct touch *t, const struct node *payload)
{
	const struct respondent_record *r = &m->sides[HERE].people[t->person];

	if (r->agreed)
		buf_text(b, words(m, "réponse commune", "agreed answer"));
	else if (r->together)
		buf_text(b, words(m, "réponse du personnel ensemble",
				  "answer of the staff together"));
	else
		buf_fmt(b,
			words(m, "réponse de %.*s (%s)", "answer of %.*s (%s)"),
			STR_ARGS(r->name),
			table_group((enum table_group)r->group, m->wish->lang));
	buf_fmt(b, " · %.*s", STR_ARGS(payload_text(payload, "question")));
	buf_fmt(b, words(m, " · ronde %u", " · round %u"),
		round_number(m, r->round));
}

/* What the thing is, without its value. */
static struct str name_thing(const struct merge *m, const struct touch *t)
{
	const struct entry *e = &m->sides[HERE].entries[t->entry];
	const struct node *p = e->payload;
	struct buf b = buf_make(m->d->arena);
	struct str round = payload_text(p, "round");

	switch (e->link->kind) {
	case CHANGE_ANSWER:
		put_person(m, &b, t, p);
		return buf_view(&b);
	case CHANGE_CASE:
		buf_fmt(&b, words(m, "dossier · %.*s", "case · %.*s"),
			STR_ARGS(str_sub(t->key, 5, t->key.len)));
		return buf_view(&b);
	case CHANGE_EVIDENCE:
		buf_fmt(&b, words(m, "preuve · %.*s", "evidence · %.*s"),
			STR_ARGS(payload_text(p, "criterion")));
		break;
	case CHANGE_DECISION:
		buf_fmt(&b, "%s · %.*s",
			str_is(payload_text(p, "overrides"), "true")
			    ? words(m, "dérogation", "override")
			    : "consensus",
			STR_ARGS(payload_text(p, "question")));
		break;
	case CHANGE_BLOCK:
		buf_fmt(&b, words(m, "bloc · %.*s", "block · %.*s"),
			STR_ARGS(payload_text(p, "key")));
		break;
	case CHANGE_PROGRESS:
		buf_fmt(&b, words(m, "avancement · %.*s", "progress · %.*s"),
			STR_ARGS(payload_text(p, "initiative")));
		return buf_view(&b);
	case CHANGE_READING:
		buf_fmt(
		    &b,
		    words(m, "mesure · %.*s · %.*s", "reading · %.*s · %.*s"),
		    STR_ARGS(payload_text(p, "initiative")),
		    STR_ARGS(payload_text(p, "date")));
		return buf_view(&b);
	case CHANGE_RESPONDENT:
		buf_fmt(&b, words(m, "nom · %.*s", "name · %.*s"),
			STR_ARGS(payload_text(p, "name")));
		break;
	case CHANGE_ROUND:
		buf_text(&b, words(m, "titre et date", "title and date"));
		round = payload_text(p, "id");
		break;
	case CHANGE_COLLECTION:
		buf_text(&b, words(m, "collecte", "collection"));
		break;
	case CHANGE_IMPORT:
	case CHANGE_ERASURE:
	case CHANGE_KINDS:
		BUG("kind %d is no thing", (int)e->link->kind);
	}
	buf_fmt(&b, words(m, " · ronde %u", " · round %u"),
		round_number(m, round));
	return buf_view(&b);
}

static struct str text_of(struct arena *a, const struct node *p,
			  const char *key)
{
	const struct node *n = node_get(p, key);

	return n == NULL || n->kind == NODE_SCALAR ? payload_text(p, key)
						   : payload_json(a, n);
}

/* Members one after the other, the last in brackets where it is there. */
static struct str show(struct arena *a, const struct node *p, const char *one,
		       const char *two, const char *note)
{
	struct buf b = buf_make(a);
	struct str second = two == NULL ? STR_NONE : text_of(a, p, two);
	struct str last = note == NULL ? STR_NONE : text_of(a, p, note);

	buf_str(&b, text_of(a, p, one));
	if (second.len > 0)
		buf_fmt(&b, " %.*s", STR_ARGS(second));
	if (last.len > 0)
		buf_fmt(&b, " (%.*s)", STR_ARGS(last));
	return buf_view(&b);
}

static struct str show_value(struct arena *a, const struct entry *e,
			     const struct touch *t)
{
	const struct node *p = e->payload;

	switch (e->link->kind) {
	case CHANGE_ANSWER:
		return exchange_said(a, payload_kind(p), text_of(a, p, "value"),
				     payload_text(p, "reason"),
				     payload_text(p, "note"));
	case CHANGE_DECISION:
		return exchange_said(a, payload_kind(p), text_of(a, p, "value"),
				     STR_NONE, payload_text(p, "reason"));
	case CHANGE_CASE:
		return text_of(a, p,
			       str_cstr(a, str_sub(t->key, 5, t->key.len)));
	case CHANGE_EVIDENCE:
		return show(a, p, "status", NULL, "note");
	case CHANGE_PROGRESS:
		return show(a, p, "status", "date", "note");
	case CHANGE_ROUND:
		return show(a, p, "date", "title", NULL);
	case CHANGE_BLOCK:
		return show(a, p, "body", NULL, NULL);
	case CHANGE_READING:
		return show(a, p, "value", NULL, NULL);
	case CHANGE_RESPONDENT:
		return show(a, p, "name", NULL, NULL);
	case CHANGE_COLLECTION:
		return show(a, p, "closed", NULL, NULL);
	case CHANGE_IMPORT:
	case CHANGE_ERASURE:
	case CHANGE_KINDS:
		break;
	}
	BUG("kind %d has no value", (int)e->link->kind);
}

static struct merge_side describe_side(const struct merge *m, int which,
				       const struct touch *t)
{
	const struct entry *e = &m->sides[which].entries[t->entry];

	return (struct merge_side){
		.value = show_value(m->d->arena, e, t),
		.by = payload_text(e->payload, "by"),
		.at = payload_text(e->payload, "at"),
	};
}

struct merge_conflict merge_describe(const struct merge *m,
				     const struct touch *here,
				     const struct touch *there)
{
	return (struct merge_conflict){
		.thing = name_thing(m, here),
		.here = describe_side(m, HERE, here),
		.there = describe_side(m, THERE, there),
	};
}
