/*
 * Where a person's name stands in what others wrote: erasing takes what the
 * person said, not a sentence that speaks of them. Told place by place, as
 * the case says today, so that each can be written again.
 */
#include "exchange_part.h"

#include "base/arena.h"

struct naming {
	struct desk *d;
	struct str name;
	struct name_place *places;
	size_t count, capacity;
};

/* --- a name in a text --------------------------------------------------- */

static bool is_letter_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* Accented Latin letters begin with these; quotes and spaces do not. */
static bool leads_letter(char c)
{
	return c >= '\xC3' && c <= '\xC8';
}

static bool letter_before(struct str text, size_t at)
{
	return (at > 0 && is_letter_byte(text.at[at - 1])) ||
	       (at > 1 && leads_letter(text.at[at - 2]));
}

static bool letter_after(struct str text, size_t at)
{
	return at < text.len &&
	       (is_letter_byte(text.at[at]) || leads_letter(text.at[at]));
}

static struct str lowered(struct arena *a, struct str text)
{
	struct buf b = buf_make(a);

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
	}
	return buf_view(&b);
}

/* As a word of it, not within another: "Ana" is not in "Banane". */
static bool holds(const struct naming *n, struct str text)
{
	struct arena *a = n->d->arena;
	struct str in, name;

	if (text.len < n->name.len)
		return false;
	in = lowered(a, text);
	name = lowered(a, n->name);
	for (size_t at = str_find(in, name, 0); at != SIZE_MAX;
	     at = str_find(in, name, at + 1))
		if (!letter_before(in, at) &&
		    !letter_after(in, at + name.len))
			return true;
	return false;
}

static void look(struct naming *n, struct str text, struct name_place place)
{
	if (!holds(n, text))
		return;
	n->places = arena_grow(n->d->arena, n->places, n->count, &n->capacity,
			       sizeof(*n->places));
	n->places[n->count++] = place;
}

/* --- where to look ------------------------------------------------------ */

static void look_at_decisions(struct naming *n, const struct round_record *r,
			      uint32_t round)
{
	uint32_t count;
	const struct decision_record *all =
	    store_decisions(n->d->store, n->d->arena, r->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct name_place place = { .round = round,
					    .what = all[i].question };

		place.where = NAME_AUTHOR;
		look(n, all[i].author, place);
		place.where = NAME_REASON;
		look(n, all[i].reason, place);
	}
}

static void look_at_evidence(struct naming *n, const struct round_record *r,
			     uint32_t round)
{
	uint32_t count;
	const struct evidence_record *all =
	    store_evidence(n->d->store, n->d->arena, r->id, &count);

	for (uint32_t i = 0; i < count; i++)
		look(n, all[i].note,
		     (struct name_place){ .where = NAME_EVIDENCE,
					  .round = round,
					  .what = all[i].criterion });
}

/* Of the others who answer by name. Of the staff nothing is told. */
static const struct respondent_record *
find_other(const struct respondent_record *all, uint32_t count,
	   const struct naming *n, struct str id)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, id))
			return person_is_alone(&all[i]) ||
				       str_eq(all[i].name, n->name)
				   ? NULL
				   : &all[i];
	return NULL;
}

static void look_at_comments(struct naming *n, const struct round_record *r,
			     uint32_t round, bool answered)
{
	struct store *s = n->d->store;
	struct arena *a = n->d->arena;
	uint32_t count, people;
	const struct answer_record *all =
	    answered ? store_answers(s, a, r->id, &count)
		     : store_comments(s, a, r->id, &count);
	const struct respondent_record *who =
	    store_respondents(s, a, r->id, &people);

	for (uint32_t i = 0; i < count; i++) {
		const struct respondent_record *other =
		    find_other(who, people, n, all[i].respondent);
		struct name_place place = { .where = NAME_COMMENT,
					    .round = round,
					    .what = all[i].question };

		if (other == NULL)
			continue;
		place.who = other->name;
		place.agreed = other->agreed;
		look(n, holds(n, all[i].note) ? all[i].note : all[i].reason,
		     place);
	}
}

static struct str joined(struct arena *a, struct str path,
			 const struct node *child, uint32_t number)
{
	struct buf b = buf_make(a);

	buf_str(&b, path);
	buf_char(&b, '.');
	if (child->key.len > 0)
		buf_str(&b, child->key);
	else
		buf_int(&b, number);
	return buf_view(&b);
}

/* `report.introduction.fr`; items of a list by their number, from 1. */
static void look_in_tree(struct naming *n, const struct node *node,
			 struct str path, uint32_t round)
{
	uint32_t number = 0;

	if (node->kind == NODE_SCALAR)
		look(n, node->text,
		     (struct name_place){ .where = NAME_BLOCK,
					  .round = round,
					  .what = path });
	if (node->kind != NODE_MAP && node->kind != NODE_LIST)
		return;
	for (const struct node *c = node->first; c != NULL; c = c->next)
		look_in_tree(n, c, joined(n->d->arena, path, c, ++number),
			     round);
}

static void look_at_blocks(struct naming *n, const struct round_record *r,
			   uint32_t round)
{
	uint32_t count;
	const struct block_record *all =
	    store_blocks(n->d->store, n->d->arena, r->id, &count);

	for (uint32_t i = 0; i < count; i++)
		look_in_tree(n, case_value_node(n->d->arena, all[i].body),
			     all[i].key, round);
}

static void look_at_work(struct naming *n, struct str chain)
{
	struct store *s = n->d->store;
	struct arena *a = n->d->arena;
	uint32_t count;
	const struct progress_record *progress =
	    store_progress(s, a, chain, &count);
	const struct reading_record *readings;

	for (uint32_t i = 0; i < count; i++)
		look(n, progress[i].note,
		     (struct name_place){ .where = NAME_PROGRESS,
					  .what = progress[i].initiative });
	readings = store_readings(s, a, chain, &count);
	for (uint32_t i = 0; i < count; i++)
		look(n, readings[i].value,
		     (struct name_place){ .where = NAME_READING,
					  .what = readings[i].initiative,
					  .who = readings[i].date });
}

const struct name_place *exchange_name_places(struct desk *d,
					      const struct case_record *record,
					      struct str name, uint32_t *count)
{
	struct naming n = { .d = d, .name = str_trim(name) };
	uint32_t rounds;
	const struct round_record *all =
	    store_rounds(d->store, d->arena, record->id, &rounds);

	*count = 0;
	if (n.name.len == 0)
		return NULL;
	look(&n, record->client, (struct name_place){ .where = NAME_CLIENT });
	for (uint32_t i = 0; i < rounds; i++) {
		look(&n, all[i].title,
		     (struct name_place){ .where = NAME_TITLE,
					  .round = i + 1 });
		look_at_decisions(&n, &all[i], i + 1);
		look_at_evidence(&n, &all[i], i + 1);
		look_at_comments(&n, &all[i], i + 1, true);
		look_at_comments(&n, &all[i], i + 1, false);
		look_at_blocks(&n, &all[i], i + 1);
	}
	look_at_work(&n, record->id);
	*count = (uint32_t)n.count;
	return n.places;
}
