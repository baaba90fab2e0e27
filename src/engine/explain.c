/* Which explanation an id asks for. */
#include "engine/explain.h"

#include "base/arena.h"
#include "explainers.h"

/* What is not an id of the pack, which comes first if it has one so named. */
static bool explain_own(struct teller *t, struct str id)
{
	if (str_is(id, "next_question"))
		explain_next(t);
	else if (str_is(id, "gaps"))
		explain_gaps(t);
	else
		return false;
	return true;
}

bool explain_write(struct buf *out, const struct score *s, struct str id,
		   enum lang lang)
{
	struct teller t = { out, s, lang };
	uint32_t i;

	if (str_is(id, "overall"))
		explain_overall(&t);
	else if ((i = pack_find_question(s->pack, id)) != NO_INDEX)
		explain_question(&t, i);
	else if ((i = pack_find_criterion(s->pack, id)) != NO_INDEX)
		explain_criterion(&t, i);
	else if ((i = pack_find_dimension(s->pack, id)) != NO_INDEX)
		explain_dimension(&t, i);
	else if ((i = pack_find_fact(s->pack, id)) != NO_INDEX)
		explain_fact(&t, i);
	else if ((i = pack_find_gate(s->pack, id)) != NO_INDEX)
		explain_gate(&t, i);
	else
		return explain_own(&t, id);
	return true;
}

const struct str *explain_names(struct arena *a, const struct pack *pack,
				size_t *count)
{
	const struct rubric *r = &pack->rubric;
	size_t most = 3 + pack->question_count + pack->fact_count +
		      r->criterion_count + r->dimension_count + r->gate_count;
	struct str *names = ARENA_ARRAY(a, most, struct str);
	size_t n = 0;

	names[n++] = STR("overall");
	for (uint32_t i = 0; i < pack->question_count; i++)
		names[n++] = pack->questions[i].id;
	for (uint32_t i = 0; i < pack->fact_count; i++)
		names[n++] = pack->facts[i].id;
	for (uint32_t i = 0; i < r->criterion_count; i++)
		names[n++] = r->criteria[i].id;
	for (uint32_t i = 0; i < r->dimension_count; i++)
		names[n++] = r->dimensions[i].id;
	for (uint32_t i = 0; i < r->gate_count; i++)
		names[n++] = r->gates[i].id;
	names[n++] = STR("next_question");
	names[n++] = STR("gaps");
	*count = n;
	return names;
}
