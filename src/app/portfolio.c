/* The portfolio: members gathered, groups counted, peers. */
#include "app/portfolio.h"

#include "app/rounds.h"
#include "base/arena.h"
#include "portfolio_part.h"

/* --- gathering ------------------------------------------------------------------ */

static uint32_t size_labels(const struct pack *p)
{
	return p->has_catalogue ? p->catalogue.size_count + 1 : 1;
}

static uint32_t sector_labels(const struct pack *p)
{
	return p->sector_question == NO_INDEX
		   ? 1
		   : p->questions[p->sector_question].option_count + 1;
}

/* The last label is « not said ». */
static uint32_t size_of(const struct score *s)
{
	uint32_t labels = size_labels(s->pack);

	return s->answers->staff == 0 || labels == 1
		   ? labels - 1
		   : pack_size_of(s->pack, s->answers->staff);
}

static uint32_t sector_of(const struct score *s)
{
	const struct pack *p = s->pack;
	uint32_t labels = sector_labels(p);

	for (uint32_t i = 0; i + 1 < labels; i++)
		if (str_eq(p->questions[p->sector_question].options[i].id,
			   s->answers->client_sector))
			return i;
	return labels - 1;
}

static struct standing standing_of(const struct scored *s)
{
	return (struct standing){
		.level = s->shown_lo == s->shown_hi ? s->shown_lo
						    : PORTFOLIO_CONFIRM,
		.has_score = !s->raw.absent,
		.score = s->published,
	};
}

struct gathering {
	struct portfolio *p;
	struct portfolio_member *members;
};

static void begin(struct pass *pass, struct arena *a)
{
	struct gathering *g = pass->context;

	g->members = ARENA_ARRAY(a, pass->cases, struct portfolio_member);
	g->p->members = g->members;
	g->p->pack = pass->pack;
}

static void visit(struct pass *pass, struct arena *a,
		  const struct case_record *record, const struct score *s)
{
	struct gathering *g = pass->context;
	struct portfolio_member *m = &g->members[g->p->count++];
	uint32_t dimensions = s->pack->rubric.dimension_count;

	m->id = record->id;
	m->size = size_of(s);
	m->sector = sector_of(s);
	m->standings = ARENA_ARRAY(a, dimensions + 1, struct standing);
	m->standings[0] = standing_of(&s->overall);
	for (uint32_t i = 0; i < dimensions; i++)
		m->standings[i + 1] = standing_of(&s->dimensions[i]);
}

/* --- groups ------------------------------------------------------------------------ */

static void count_in(const struct portfolio *p, struct portfolio_group *g,
		     const struct portfolio_member *m)
{
	g->count++;
	for (uint32_t i = 0; i <= p->pack->rubric.dimension_count; i++)
		g->levels[i * PORTFOLIO_COUNTS + m->standings[i].level]++;
}

static uint32_t *new_levels(struct arena *a, const struct portfolio *p)
{
	return ARENA_ARRAY(a,
			   (p->pack->rubric.dimension_count + 1) *
			       PORTFOLIO_COUNTS,
			   uint32_t);
}

/* `label_of` gives a member's label; `groups` the group of a label. */
static uint32_t label_size(const struct portfolio_member *m)
{
	return m->size;
}

static uint32_t label_sector(const struct portfolio_member *m)
{
	return m->sector;
}

static bool is_merged(const struct portfolio *p, const uint32_t *groups,
		      uint32_t (*label_of)(const struct portfolio_member *),
		      uint32_t group)
{
	uint32_t first = NO_INDEX;

	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t label = label_of(&p->members[i]);

		if (groups[label] != group)
			continue;
		if (first != NO_INDEX && label != first)
			return true;
		first = label;
	}
	return false;
}

static const struct portfolio_group *
make_groups(struct arena *a, const struct portfolio *p, const uint32_t *groups,
	    uint32_t labels,
	    uint32_t (*label_of)(const struct portfolio_member *),
	    uint32_t *count)
{
	struct portfolio_group *all =
	    ARENA_ARRAY(a, labels, struct portfolio_group);
	uint32_t *place = ARENA_ARRAY(a, labels, uint32_t);

	*count = 0;
	for (int merged = 0; merged < 2; merged++) {
		for (uint32_t l = 0; l < labels; l++) {
			bool is = is_merged(p, groups, label_of, l);

			if (groups[l] != l || is != (merged == 1))
				continue;
			place[l] = *count;
			all[*count].label = is ? NO_INDEX : l;
			all[(*count)++].levels = new_levels(a, p);
		}
	}
	for (uint32_t i = 0; i < p->count; i++)
		count_in(p, &all[place[groups[label_of(&p->members[i])]]],
			 &p->members[i]);
	return all;
}

/* Without those that nobody is in; none when there is nothing to compare. */
static const struct portfolio_group *
keep_groups(const struct portfolio_group *all, struct arena *a,
	    uint32_t *count)
{
	struct portfolio_group *kept =
	    ARENA_ARRAY(a, *count, struct portfolio_group);
	uint32_t n = 0;

	for (uint32_t i = 0; i < *count; i++)
		if (all[i].count > 0)
			kept[n++] = all[i];
	*count = n > 1 ? n : 0;
	return kept;
}

static void group_all(struct arena *a, struct portfolio *p)
{
	uint32_t sizes = size_labels(p->pack);
	uint32_t sectors = sector_labels(p->pack);
	uint32_t *size_groups = ARENA_ARRAY(a, sizes, uint32_t);
	uint32_t *sector_groups = ARENA_ARRAY(a, sectors, uint32_t);
	uint32_t *rows = ARENA_ARRAY(a, p->count, uint32_t);
	uint32_t *columns = ARENA_ARRAY(a, p->count, uint32_t);

	for (uint32_t i = 0; i < p->count; i++) {
		rows[i] = p->members[i].size;
		columns[i] = p->members[i].sector;
	}
	portfolio_merge(a, rows, columns, p->count, sizes, sectors,
			size_groups, sector_groups);
	p->sizes = keep_groups(make_groups(a, p, size_groups, sizes,
					   label_size, &p->size_count),
			       a, &p->size_count);
	p->sectors = keep_groups(make_groups(a, p, sector_groups, sectors,
					     label_sector, &p->sector_count),
				 a, &p->sector_count);
	p->all.label = NO_INDEX;
	p->all.levels = new_levels(a, p);
	for (uint32_t i = 0; i < p->count; i++)
		count_in(p, &p->all, &p->members[i]);
}

struct portfolio *portfolio_seen(struct desk *d, const struct account *account)
{
	struct portfolio *p = ARENA_NEW(d->arena, struct portfolio);
	struct gathering g = { .p = p };
	struct pass pass = { .account = account, .begin = begin,
			     .visit = visit, .context = &g };

	if (!portfolio_pass(d, &pass))
		return NULL;
	p->other_pack = pass.other_pack;
	p->without_score = pass.without_score;
	p->unreadable = pass.unreadable;
	if (p->count >= PORTFOLIO_LEAST)
		group_all(d->arena, p);
	return p;
}

struct portfolio *portfolio_of(struct desk *d)
{
	return portfolio_seen(d, NULL);
}

/* --- what may be printed --------------------------------------------------- */

static bool is_few(uint32_t count)
{
	return count > 0 && count < PORTFOLIO_LEAST;
}

/* The least of those that show and are not 0; PORTFOLIO_COUNTS: none. */
static uint32_t least_shown(const uint32_t counts[PORTFOLIO_COUNTS],
			    const bool hidden[PORTFOLIO_COUNTS])
{
	uint32_t least = PORTFOLIO_COUNTS;

	for (uint32_t l = 0; l < PORTFOLIO_COUNTS; l++)
		if (!hidden[l] && counts[l] > 0 &&
		    (least == PORTFOLIO_COUNTS || counts[l] < counts[least]))
			least = l;
	return least;
}

void portfolio_hide(const uint32_t counts[PORTFOLIO_COUNTS],
		    bool hidden[PORTFOLIO_COUNTS])
{
	uint32_t cells = 0, told = 0;

	for (uint32_t l = 0; l < PORTFOLIO_COUNTS; l++) {
		hidden[l] = is_few(counts[l]);
		cells += hidden[l];
		told += hidden[l] ? counts[l] : 0;
	}
	while (cells > 0 && (cells < 2 || told < PORTFOLIO_LEAST)) {
		uint32_t next = least_shown(counts, hidden);

		if (next == PORTFOLIO_COUNTS)
			return;
		hidden[next] = true;
		cells++;
		told += counts[next];
	}
}

bool portfolio_may_cross(const struct portfolio_group *groups, uint32_t count,
			 uint32_t which)
{
	for (uint32_t g = 0; g < count; g++)
		for (uint32_t l = 0; l < PORTFOLIO_COUNTS; l++)
			if (is_few(groups[g]
				       .levels[which * PORTFOLIO_COUNTS + l]))
				return false;
	return true;
}

/* --- peers --------------------------------------------------------------------------- */

const char *peer_place_name(enum peer_place place)
{
	switch (place) {
	case PEERS_TOO_FEW:
		return "too_few";
	case PEERS_UNKNOWN:
		return "unknown";
	case PEERS_TOP_QUARTER:
		return "top_quarter";
	case PEERS_UPPER:
		return "upper";
	case PEERS_MIDDLE:
		return "middle";
	case PEERS_LOWER:
		return "lower";
	case PEERS_BOTTOM_QUARTER:
		return "bottom_quarter";
	}
	BUG("place %d", (int)place);
}

static bool is_peer(const struct portfolio_member *m,
		    const struct portfolio_member *self, uint32_t size)
{
	return m != self && (size == NO_INDEX || m->size == size);
}

static uint32_t count_peers(const struct portfolio *p,
			    const struct portfolio_member *self, uint32_t size)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < p->count; i++)
		count += is_peer(&p->members[i], self, size);
	return count;
}

static enum peer_place place_of(const struct portfolio *p,
				const struct portfolio_member *self,
				uint32_t size, uint32_t which)
{
	const struct standing *mine = &self->standings[which];
	uint32_t below = 0, above = 0, count = 0;

	if (!mine->has_score || mine->level == PORTFOLIO_CONFIRM)
		return PEERS_UNKNOWN;
	for (uint32_t i = 0; i < p->count; i++) {
		const struct standing *s = &p->members[i].standings[which];
		int order;

		if (!is_peer(&p->members[i], self, size) || !s->has_score)
			continue;
		order = ratio_cmp(s->score, mine->score);
		count++;
		below += order < 0;
		above += order > 0;
	}
	if (count < PORTFOLIO_LEAST)
		return PEERS_TOO_FEW;
	if (below * 4 >= count * 3)
		return PEERS_TOP_QUARTER;
	if (above * 4 >= count * 3)
		return PEERS_BOTTOM_QUARTER;
	return below == above ? PEERS_MIDDLE
	       : below > above ? PEERS_UPPER
			       : PEERS_LOWER;
}

bool portfolio_peers(struct desk *d, const struct portfolio *p,
		     const struct case_record *record, struct peers *out)
{
	const struct portfolio_member *self = NULL;
	uint32_t places = p->pack->rubric.dimension_count + 1;

	for (uint32_t i = 0; i < p->count; i++)
		if (str_eq(p->members[i].id, record->id))
			self = &p->members[i];
	if (self == NULL) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PORTFOLIO_CASE,
			 record->name, p->pack->id);
		return false;
	}
	*out = (struct peers){ .size = self->size };
	if (self->size + 1 == size_labels(p->pack) ||
	    count_peers(p, self, self->size) < PORTFOLIO_LEAST)
		out->size = NO_INDEX;
	out->count = count_peers(p, self, out->size);
	out->places = ARENA_ARRAY(d->arena, places, enum peer_place);
	for (uint32_t i = 0; i < places; i++)
		out->places[i] = place_of(p, self, out->size, i);
	return true;
}
