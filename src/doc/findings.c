/* The choice of findings. */
#include "findings.h"

#include "base/arena.h"

const struct finding_edit *findings_edit(const struct score *s,
					 uint32_t criterion)
{
	const struct report_request *r = &s->answers->report;

	for (uint32_t i = 0; i < r->finding_count; i++)
		if (r->findings[i].criterion == criterion)
			return &r->findings[i];
	return NULL;
}

/* The criterion's share of its dimension, times the dimension's weight. */
static struct ratio weight_of(const struct rubric *r, uint32_t criterion)
{
	const struct criterion *c = &r->criteria[criterion];
	const struct dimension *d = &r->dimensions[c->dimension];
	struct ratio sum = RATIO(0), share;

	for (uint32_t i = 0; i < d->criterion_count; i++)
		sum = ratio_add(sum, r->criteria[d->first_criterion + i].weight);
	if (!ratio_div(c->weight, sum, &share))
		return RATIO(0);
	return ratio_mul(share, d->weight);
}

struct ratio findings_gap(const struct score *s, uint32_t criterion)
{
	const struct rubric *r = &s->pack->rubric;
	const struct scored *now = &s->criteria[criterion];
	struct ratio wanted = r->range_max, distance;
	uint8_t target = now->target;

	if (target == 0)
		target = s->dimensions[r->criteria[criterion].dimension].target;
	if (now->raw.absent)
		return RATIO(0);
	if (target > 0 && now->shown_lo >= target)
		return RATIO(0);
	if (target > 0)
		wanted = RATIO(target);
	distance = ratio_sub(wanted, now->raw.point);
	if (ratio_cmp(distance, RATIO(0)) <= 0)
		return RATIO(0);
	return ratio_mul(distance, weight_of(r, criterion));
}

/* The best not taken; `edited` only among those the consultant wrote about. */
static uint32_t best_left(const struct score *s, const bool *taken, bool edited)
{
	struct ratio best_gap = RATIO(0);
	uint32_t best = NO_INDEX;

	for (uint32_t c = 0; c < s->pack->rubric.criterion_count; c++) {
		const struct finding_edit *edit = findings_edit(s, c);
		struct ratio gap = findings_gap(s, c);

		if (taken[c] || (edit != NULL && edit->hide))
			continue;
		if (edited && edit == NULL)
			continue;
		if (ratio_is_zero(gap) && !edited)
			continue;
		if (best != NO_INDEX && ratio_cmp(gap, best_gap) <= 0)
			continue;
		best = c;
		best_gap = gap;
	}
	return best;
}

static void sort_by_gap(const struct score *s, uint32_t *items, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		uint32_t moved = items[i], j = i;

		for (; j > 0; j--) {
			int order = ratio_cmp(findings_gap(s, moved),
					      findings_gap(s, items[j - 1]));

			if (order < 0 || (order == 0 && moved > items[j - 1]))
				break;
			items[j] = items[j - 1];
		}
		items[j] = moved;
	}
}

uint32_t findings_choose(struct arena *a, const struct score *s, uint32_t *out)
{
	bool *taken = ARENA_ARRAY(a, s->pack->rubric.criterion_count, bool);
	struct ratio half = RATIO(0);
	uint32_t count = 0;

	for (int edited = 1; edited >= 0; edited--) {
		while (count < FINDINGS_MOST) {
			uint32_t c = best_left(s, taken, edited);

			if (c == NO_INDEX)
				break;
			if (!edited && ratio_is_zero(half))
				half = ratio_mul(findings_gap(s, c),
						 ratio_make(1, 2));
			if (!edited && count >= FINDINGS_LEAST &&
			    ratio_cmp(findings_gap(s, c), half) < 0)
				break;
			taken[c] = true;
			out[count++] = c;
		}
	}
	sort_by_gap(s, out, count);
	return count;
}
