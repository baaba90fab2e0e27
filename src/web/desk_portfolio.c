/*
 * Across cases: how organisations are spread over the levels, and where one
 * client stands among the others. No name, no rank.
 */
#include "app/portfolio.h"
#include "desk.h"

/* --- words --------------------------------------------------------------------- */

static struct str size_words(const struct visit *v, const struct pack *p,
			     uint32_t size)
{
	const struct catalogue *c = &p->catalogue;

	if (!p->has_catalogue || size >= c->size_count)
		return words(v, P_D_PORTFOLIO_NO_SIZE);
	if (size + 1 < c->size_count)
		return WORDS(v, P_D_PORTFOLIO_SIZE,
			     visit_number(v, c->size_from[size]),
			     visit_number(v, c->size_from[size + 1] - 1));
	return WORDS(v, P_D_PORTFOLIO_LARGEST,
		     visit_number(v, c->size_from[size]));
}

static struct str sector_words(const struct visit *v, const struct pack *p,
			       uint32_t sector)
{
	if (p->sector_question != NO_INDEX) {
		const struct question *q = &p->questions[p->sector_question];

		if (sector < q->option_count)
			return visit_text_of(v, &q->options[sector].text, p);
	}
	return words(v, P_D_PORTFOLIO_NO_SECTOR);
}

static struct str which_words(const struct visit *v, const struct pack *p,
			      uint32_t which)
{
	return which == 0 ? words(v, P_D_PORTFOLIO_OVERALL)
			  : visit_text_of(
				v, &p->rubric.dimensions[which - 1].title, p);
}

/* --- tables ---------------------------------------------------------------------- */

static void begin_table(struct visit *v, const struct portfolio *p,
			struct str caption, enum phrase first)
{
	struct str heads[PACK_LEVELS + 3];
	uint32_t count = 0;

	heads[count++] = words(v, first);
	for (uint32_t l = 1; l <= p->pack->rubric.level_count; l++)
		heads[count++] = WORDS(v, P_D_PORTFOLIO_LEVEL,
				       visit_number(v, l));
	heads[count++] = words(v, P_D_PORTFOLIO_CONFIRM);
	heads[count++] = words(v, P_D_PORTFOLIO_NONE);
	page_table_begin(v, caption, heads, count);
}

static void write_count(struct visit *v, uint32_t count, bool hidden)
{
	if (hidden)
		page_cell(v, words(v, P_D_PORTFOLIO_HIDDEN));
	else
		page_cell_number(v, count);
}

static void write_counts(struct visit *v, const struct portfolio *p,
			 struct str label, const uint32_t *levels)
{
	bool hidden[PORTFOLIO_COUNTS];

	portfolio_hide(levels, hidden);
	desk_row(v, STR_NONE, label);
	for (uint32_t l = 1; l <= p->pack->rubric.level_count; l++)
		write_count(v, levels[l], hidden[l]);
	write_count(v, levels[PORTFOLIO_CONFIRM], hidden[PORTFOLIO_CONFIRM]);
	write_count(v, levels[0], hidden[0]);
	page_row_end(v);
}

static void write_all(struct visit *v, const struct portfolio *p)
{
	begin_table(v, p, words(v, P_D_PORTFOLIO_BY_LEVEL),
		    P_D_PORTFOLIO_WHICH);
	for (uint32_t w = 0; w <= p->pack->rubric.dimension_count; w++)
		write_counts(v, p, which_words(v, p->pack, w),
			     &p->all.levels[w * PORTFOLIO_COUNTS]);
	page_table_end(v);
}

static struct str group_words(const struct visit *v, const struct portfolio *p,
			      uint32_t label, bool sizes)
{
	if (label == NO_INDEX)
		return words(v, P_D_PORTFOLIO_OTHERS);
	return sizes ? size_words(v, p->pack, label)
		     : sector_words(v, p->pack, label);
}

/* How many are in each, where their levels may not be told. */
static void write_group_counts(struct visit *v, const struct portfolio *p,
			       const struct portfolio_group *groups,
			       uint32_t count, bool sizes)
{
	page_facts_begin(v);
	for (uint32_t i = 0; i < count; i++)
		page_fact(v, group_words(v, p, groups[i].label, sizes),
			  visit_number(v, groups[i].count));
	page_facts_end(v);
	page_hint(v, words(v, P_D_PORTFOLIO_NOT_CROSSED));
}

static void write_groups(struct visit *v, const struct portfolio *p,
			 bool sizes)
{
	const struct portfolio_group *groups = sizes ? p->sizes : p->sectors;
	uint32_t count = sizes ? p->size_count : p->sector_count;
	struct str caption = words(v, sizes ? P_D_PORTFOLIO_BY_SIZE
					    : P_D_PORTFOLIO_BY_SECTOR);

	if (count == 0)
		return;
	if (!portfolio_may_cross(groups, count, 0)) {
		page_heading(v, caption);
		write_group_counts(v, p, groups, count, sizes);
		return;
	}
	begin_table(v, p, caption, P_D_PORTFOLIO_GROUP);
	for (uint32_t i = 0; i < count; i++)
		write_counts(v, p,
			     WORDS(v, P_D_PORTFOLIO_LABEL,
				   group_words(v, p, groups[i].label, sizes),
				   visit_number(v, groups[i].count)),
			     groups[i].levels);
	page_table_end(v);
}

static void write_left_out(struct visit *v, const struct portfolio *p)
{
	if (p->other_pack + p->without_score + p->unreadable == 0)
		return;
	page_hint(v, WORDS(v, P_D_PORTFOLIO_LEFT_OUT,
			   visit_number(v, p->other_pack),
			   visit_number(v, p->without_score),
			   visit_number(v, p->unreadable)));
}

/* --- one among the others ----------------------------------------------------------- */

static struct str place_words(const struct visit *v, enum peer_place place)
{
	switch (place) {
	case PEERS_TOO_FEW:
		return words(v, P_D_PEERS_TOO_FEW);
	case PEERS_UNKNOWN:
		return words(v, P_D_PEERS_UNKNOWN);
	case PEERS_TOP_QUARTER:
		return words(v, P_D_PEERS_TOP);
	case PEERS_UPPER:
		return words(v, P_D_PEERS_UPPER);
	case PEERS_MIDDLE:
		return words(v, P_D_PEERS_MIDDLE);
	case PEERS_LOWER:
		return words(v, P_D_PEERS_LOWER);
	case PEERS_BOTTOM_QUARTER:
		return words(v, P_D_PEERS_BOTTOM);
	}
	BUG("place %d", (int)place);
}

static void write_places(struct visit *v, const struct portfolio *p,
			 const struct case_record *record,
			 const struct peers *peers)
{
	const struct str heads[] = { words(v, P_D_PORTFOLIO_WHICH),
				     words(v, P_D_PEERS_PLACE) };
	struct str caption = WORDS(v, P_D_PEERS_CAPTION, record->client,
				   visit_number(v, peers->count));

	if (peers->size != NO_INDEX)
		caption = PATH(v, caption, STR(" · "),
			       size_words(v, p->pack, peers->size));
	page_table_begin(v, caption, heads, 2);
	for (uint32_t w = 0; w <= p->pack->rubric.dimension_count; w++) {
		desk_row(v, STR_NONE, which_words(v, p->pack, w));
		page_cell(v, place_words(v, peers->places[w]));
		page_row_end(v);
	}
	page_table_end(v);
	page_hint(v, words(v, P_D_PEERS_NOTE));
}

/* Only a case that the account sees is looked up. */
static const struct case_record *asked_case(struct visit *v,
					    const struct case_record *all,
					    uint32_t count)
{
	struct str id = visit_field(v, "case");

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, id))
			return &all[i];
	return NULL;
}

static void write_peers(struct visit *v, const struct portfolio *p,
			const struct case_record *record)
{
	size_t before = v->diags->count;
	struct peers peers;

	if (!portfolio_peers(v->desk, p, record, &peers))
		page_diags(v, before);
	else if (peers.count < PORTFOLIO_LEAST)
		page_text(v, words(v, P_D_PORTFOLIO_FEW));
	else
		write_places(v, p, record, &peers);
}

static void write_choose(struct visit *v, const struct case_record *all,
			 uint32_t count, const struct case_record *chosen)
{
	struct choice *items = ARENA_ARRAY(v->arena, count + 1, struct choice);

	for (uint32_t i = 0; i < count; i++)
		items[i] = (struct choice){ .value = all[i].id,
					    .label = all[i].client,
					    .chosen = &all[i] == chosen };
	desk_ask_begin(v, STR("/portfolio"));
	control_select(v, STR("case"), words(v, P_D_PEERS_CHOOSE), items,
		       count);
	desk_ask_end(v, words(v, P_D_PEERS_GO), false);
}

/* --- the page -------------------------------------------------------------------------- */

static void write_portfolio(struct visit *v, const struct portfolio *p)
{
	uint32_t count;
	const struct case_record *all =
	    access_cases(v->desk, v->account, &count);
	const struct case_record *one = asked_case(v, all, count);

	page_hint(v, WORDS(v, P_D_PORTFOLIO_HEAD, p->pack->id,
			   p->pack->version,
			   desk_count(v, p->count, P_D_PORTFOLIO_ONE,
				      P_D_PORTFOLIO_MANY),
			   visit_date(v, v->desk->today)));
	page_hint(v, words(v, P_D_PORTFOLIO_SCOPE));
	write_left_out(v, p);
	if (p->all.count == 0) {
		page_text(v, words(v, P_D_PORTFOLIO_FEW));
		return;
	}
	write_all(v, p);
	write_groups(v, p, true);
	write_groups(v, p, false);
	page_text(v, words(v, P_D_PORTFOLIO_LEGEND));
	page_heading(v, words(v, P_D_PEERS_TITLE));
	if (count > 0)
		write_choose(v, all, count, one);
	if (one != NULL)
		write_peers(v, p, one);
}

void page_desk_portfolio(struct visit *v)
{
	const struct portfolio *p;

	/* Every case is scored for it. */
	if (!visit_attempt(v, ATTEMPT_RESULT, STR_NONE))
		return;
	p = portfolio_seen(v->desk, v->account);
	if (p == NULL) {
		visit_troubled(v);
		return;
	}
	desk_begin_wide(v, words(v, P_D_PORTFOLIO_TITLE), STR("/cases"));
	write_portfolio(v, p);
	page_end(v);
}
