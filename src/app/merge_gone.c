/*
 * Who was erased at the other side: whether they go here too is asked, and
 * who was only left out here does not come back by a third copy.
 */
#include "base/arena.h"
#include "merge_part.h"
#include "model/answers_table.h"

/* --- asked -------------------------------------------------------------- */

/* Who were the other's, before two copies were merged, have two ids. */
static const struct entry *erasure_of(const struct merge *m, uint32_t person)
{
	const struct side *here = &m->sides[HERE], *there = &m->sides[THERE];
	struct str id = here->people[person].id;
	const struct entry *e = merge_find_erasure(there, id);

	for (uint32_t i = 0; e == NULL && i < here->count; i++) {
		const struct node *payload = here->entries[i].payload;
		struct str was = payload_text(payload, "was");

		if (here->entries[i].link->kind == CHANGE_RESPONDENT &&
		    was.len > 0 && str_eq(payload_text(payload, "id"), id))
			e = merge_find_erasure(there, was);
	}
	return e;
}

static struct str name_erasing(const struct merge *m,
			       const struct respondent_record *r)
{
	const struct side *s = &m->sides[HERE];
	bool fr = m->wish->lang == LANG_FR;
	struct buf b = buf_make(m->d->arena);
	uint32_t round = 0;

	while (round < s->round_count && !str_eq(s->rounds[round].id, r->round))
		round++;
	if (r->name.len > 0)
		buf_fmt(&b, fr ? "effacement de %.*s (%s)" : "erasure of %.*s (%s)",
			STR_ARGS(r->name),
			table_group((enum table_group)r->group, m->wish->lang));
	else if (person_is_alone(r))
		buf_text(&b, fr ? "effacement au sein du personnel"
				: "erasure among the staff");
	else
		buf_text(&b, fr ? "effacement d'une réponse commune"
				: "erasure of an agreed answer");
	buf_fmt(&b, fr ? " · ronde %u" : " · round %u", round + 1);
	return buf_view(&b);
}

/* Of the staff nothing is told, not even how many. */
void merge_ask_erasures(struct merge *m)
{
	bool fr = m->wish->lang == LANG_FR;

	for (uint32_t i = 0; i < m->sides[HERE].people_count; i++) {
		const struct respondent_record *r = &m->sides[HERE].people[i];
		const struct entry *e;
		struct merge_conflict c = { 0 };

		if (!m->erased_there[i])
			continue;
		e = erasure_of(m, i);
		c.thing = name_erasing(m, r);
		c.here.value = str_from(fr ? "gardé" : "kept");
		c.there.value = str_from(fr ? "effacé" : "erased");
		if (e != NULL && !person_is_alone(r)) {
			c.there.by = payload_text(e->payload, "by");
			c.there.at = payload_text(e->payload, "at");
		}
		if (merge_decide(m, c) == TAKE_HERE)
			m->erased_there[i] = false;
	}
}

/* --- kept away ---------------------------------------------------------- */

/* `digits`, as a payload numbers a change. */
static bool is_left_out(const struct merge *m, struct str digits,
			uint32_t *number)
{
	return str_whole(digits, number) && *number > 0 &&
	       *number <= m->common &&
	       m->sides[HERE].entries[*number - 1].link->left_out;
}

/* Whether an erasure of THERE took what HERE leaves out, unknown to HERE. */
static bool takes_left_out(const struct merge *m, const struct entry *e)
{
	const struct node *persons = node_get(e->payload, "persons");
	const struct node *numbers = node_get(e->payload, "numbers");
	uint32_t number;

	if (e->link->kind != CHANGE_ERASURE || e->known || persons == NULL ||
	    persons->first == NULL || numbers == NULL)
		return false;
	for (uint32_t i = 0; i < m->sides[HERE].gone_count; i++)
		if (str_eq(m->sides[HERE].gone[i], persons->first->text))
			return false;
	for (const struct node *n = numbers->first; n != NULL; n = n->next)
		if (is_left_out(m, n->text, &number))
			return true;
	return false;
}

static struct str payload_of(struct merge *m, const struct entry *e)
{
	struct buf b = buf_make(m->d->arena);
	struct json j = json_make(&b, false);
	const struct node *numbers = node_get(e->payload, "numbers");
	uint32_t number;

	merge_begin_erasure(m, &j, "person");
	json_key(&j, "persons");
	json_node(&j, node_get(e->payload, "persons"));
	json_key(&j, "numbers");
	json_begin_array(&j);
	for (const struct node *n = numbers->first; n != NULL; n = n->next)
		if (is_left_out(m, n->text, &number))
			json_int(&j, number);
	json_end(&j);
	json_end(&j);
	return buf_view(&b);
}

/* There is nothing of them here to erase: that they are gone is noted. */
void merge_keep_away(struct merge *m)
{
	const struct side *there = &m->sides[THERE];

	for (uint32_t i = 0; i < there->count; i++)
		if (takes_left_out(m, &there->entries[i]))
			changes_add(m->d->arena, &m->changes,
				    (struct change){
					.chain = m->sides[HERE].record->id,
					.kind = CHANGE_ERASURE,
					.payload = payload_of(
					    m, &there->entries[i]) });
}
