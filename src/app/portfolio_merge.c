/*
 * Groups merged until no combination of published figures tells of fewer than
 * five organisations: see the graph of app/portfolio.h.
 */
#include <string.h>

#include "app/portfolio.h"
#include "base/arena.h"

/* Labels of both kinds are the points, rows first. */
struct merging {
	struct arena *arena;
	uint32_t rows, points;
	uint32_t *groups;	/* by point: the least of its group */
	uint32_t *weights;	/* points x points, by group; symmetric */
	uint32_t *sizes;	/* by group: organisations */
	uint32_t others[2];	/* the merged group of each kind, or NO_INDEX */
};

static uint32_t *weight(const struct merging *m, uint32_t a, uint32_t b)
{
	return &m->weights[(size_t)a * m->points + b];
}

/* --- merging -------------------------------------------------------------------- */

static uint32_t kind_of(const struct merging *m, uint32_t point)
{
	return point < m->rows ? 0 : 1;
}

static bool is_group(const struct merging *m, uint32_t point)
{
	return m->groups[point] == point && m->sizes[point] > 0;
}

static uint32_t count_groups(const struct merging *m, uint32_t kind)
{
	uint32_t count = 0;

	for (uint32_t p = 0; p < m->points; p++)
		count += is_group(m, p) && kind_of(m, p) == kind;
	return count;
}

/* The smallest of a kind, but for one; the last of equals. */
static uint32_t smallest(const struct merging *m, uint32_t kind,
			 uint32_t except)
{
	uint32_t least = NO_INDEX;

	for (uint32_t p = 0; p < m->points; p++)
		if (is_group(m, p) && kind_of(m, p) == kind && p != except &&
		    (least == NO_INDEX || m->sizes[p] <= m->sizes[least]))
			least = p;
	return least;
}

static uint32_t join(struct merging *m, uint32_t a, uint32_t b)
{
	uint32_t into = a < b ? a : b, from = a < b ? b : a;

	for (uint32_t p = 0; p < m->points; p++) {
		if (m->groups[p] == from)
			m->groups[p] = into;
		*weight(m, into, p) += *weight(m, from, p);
		*weight(m, p, into) += *weight(m, p, from);
		*weight(m, from, p) = *weight(m, p, from) = 0;
	}
	m->sizes[into] += m->sizes[from];
	m->sizes[from] = 0;
	return into;
}

static void merge_smallest(struct merging *m, uint32_t kind)
{
	uint32_t other = m->others[kind];
	uint32_t one = smallest(m, kind, other);

	if (other == NO_INDEX)
		other = smallest(m, kind, one);
	m->others[kind] = join(m, one, other);
}

/* --- the least cut ---------------------------------------------------------------- */

/* A copy of one piece of the graph, in which points are joined as it goes. */
struct cutting {
	uint32_t count;
	uint32_t *points;	/* of the merging */
	uint32_t *weights;	/* count x count */
	bool *gone;
};

static void gather_piece(const struct merging *m, uint32_t from, bool *seen,
			 struct cutting *c)
{
	c->count = 0;
	c->points[c->count++] = from;
	seen[from] = true;
	for (uint32_t i = 0; i < c->count; i++) {
		for (uint32_t p = 0; p < m->points; p++) {
			if (seen[p] || *weight(m, c->points[i], p) == 0)
				continue;
			seen[p] = true;
			c->points[c->count++] = p;
		}
	}
	for (uint32_t i = 0; i < c->count; i++) {
		c->gone[i] = false;
		for (uint32_t k = 0; k < c->count; k++)
			c->weights[i * c->count + k] =
			    *weight(m, c->points[i], c->points[k]);
	}
}

/*
 * One phase of Stoer and Wagner (1997, Journal of the ACM 44(4), 585-591):
 * points are taken by how strongly they hang on those taken before; the last
 * one's weight is a cut, and the last two are joined. Returns the cut.
 */
static uint32_t cut_phase(struct cutting *c, uint32_t *weights, bool *taken)
{
	uint32_t last = NO_INDEX, before = NO_INDEX, cut = 0;

	memset(weights, 0, c->count * sizeof(*weights));
	memset(taken, 0, c->count * sizeof(*taken));
	for (;;) {
		uint32_t next = NO_INDEX;

		for (uint32_t i = 0; i < c->count; i++)
			if (!c->gone[i] && !taken[i] &&
			    (next == NO_INDEX || weights[i] > weights[next]))
				next = i;
		if (next == NO_INDEX)
			break;
		taken[next] = true;
		cut = weights[next];
		before = last;
		last = next;
		for (uint32_t i = 0; i < c->count; i++)
			weights[i] += c->weights[next * c->count + i];
	}
	for (uint32_t i = 0; i < c->count; i++) {
		c->weights[before * c->count + i] +=
		    c->weights[last * c->count + i];
		c->weights[i * c->count + before] =
		    c->weights[before * c->count + i];
	}
	c->weights[before * c->count + before] = 0;
	c->gone[last] = true;
	return cut;
}

static uint32_t least_cut(struct arena *a, struct cutting *c)
{
	uint32_t *weights = ARENA_ARRAY(a, c->count, uint32_t);
	bool *taken = ARENA_ARRAY(a, c->count, bool);
	uint32_t least = UINT32_MAX;

	for (uint32_t left = c->count; left > 1; left--) {
		uint32_t cut = cut_phase(c, weights, taken);

		if (cut < least)
			least = cut;
	}
	return least;
}

/* Whether some cut of some piece has fewer than five. */
static bool is_told(const struct merging *m)
{
	struct arena *scratch = arena_open();
	bool *seen = ARENA_ARRAY(scratch, m->points, bool), told = false;
	struct cutting c = {
		.points = ARENA_ARRAY(scratch, m->points, uint32_t),
		.weights = ARENA_ARRAY(scratch, m->points * m->points,
				       uint32_t),
		.gone = ARENA_ARRAY(scratch, m->points, bool),
	};

	for (uint32_t p = 0; p < m->points && !told; p++) {
		if (seen[p] || !is_group(m, p))
			continue;
		gather_piece(m, p, seen, &c);
		told = least_cut(scratch, &c) < PORTFOLIO_LEAST;
	}
	arena_close(scratch);
	return told;
}

/* --- all of it ---------------------------------------------------------------------- */

/* Which kind to merge next: one with a small group, else the one with more. */
static uint32_t kind_to_merge(const struct merging *m)
{
	uint32_t counts[2] = { count_groups(m, 0), count_groups(m, 1) };

	for (uint32_t kind = 0; kind < 2; kind++)
		if (counts[kind] > 1 &&
		    m->sizes[smallest(m, kind, NO_INDEX)] < PORTFOLIO_LEAST)
			return kind;
	return counts[0] > counts[1] ? 0 : 1;
}

void portfolio_merge(struct arena *a, const uint32_t *rows,
		     const uint32_t *columns, uint32_t count,
		     uint32_t row_labels, uint32_t column_labels,
		     uint32_t *row_groups, uint32_t *column_groups)
{
	uint32_t points = row_labels + column_labels;
	struct merging m = {
		.arena = a,
		.rows = row_labels,
		.points = points,
		.groups = ARENA_ARRAY(a, points, uint32_t),
		.weights = ARENA_ARRAY(a, (size_t)points * points, uint32_t),
		.sizes = ARENA_ARRAY(a, points, uint32_t),
		.others = { NO_INDEX, NO_INDEX },
	};

	for (uint32_t p = 0; p < points; p++)
		m.groups[p] = p;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t column = row_labels + columns[i];

		m.sizes[rows[i]]++;
		m.sizes[column]++;
		++*weight(&m, rows[i], column);
		++*weight(&m, column, rows[i]);
	}
	while (count_groups(&m, 0) + count_groups(&m, 1) > 2 && is_told(&m))
		merge_smallest(&m, kind_to_merge(&m));
	for (uint32_t p = 0; p < row_labels; p++)
		row_groups[p] = m.groups[p];
	for (uint32_t p = 0; p < column_labels; p++)
		column_groups[p] = m.groups[row_labels + p] - row_labels;
}
