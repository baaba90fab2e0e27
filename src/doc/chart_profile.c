/* The profile: a dot, its bounds and its target for each dimension. */
#include "charts.h"

#include "doc/typography.h"

enum {
	LABEL_CHARS = 34,
	AXIS_FROM = 250, AXIS_TO = 660,
	TOP = 40, ROW = 36,
	LEGEND = 44,
};

static const struct scored *row_score(const struct view *v, uint32_t row)
{
	return row < v->pack->rubric.dimension_count
		       ? &v->score->dimensions[row]
		       : &v->score->overall;
}

static struct str row_title(const struct view *v, uint32_t row)
{
	return row < v->pack->rubric.dimension_count
		       ? view_text(v, &v->pack->rubric.dimensions[row].title)
		       : view_word(v, W_OVERALL);
}

/* The overall too, unless it is counted on another scale. */
static uint32_t row_count(const struct view *v)
{
	const struct rubric *r = &v->pack->rubric;
	bool same = r->overall_score == NULL && r->overall_max == NULL;

	return r->dimension_count + same;
}

int profile_height(const struct view *v)
{
	return TOP + ROW * (int)row_count(v) + LEGEND;
}

static struct str or_dash(const struct view *v, struct str text)
{
	return text.len > 0 ? text : view_word(v, W_NONE);
}

static struct str bounds_text(const struct view *v, const struct scored *s)
{
	struct str low, high;

	if (!s->raw.may_be_present)
		return view_word(v, W_NONE);
	low = view_score(v, s->published_lo);
	high = view_score_high(v, s->published_hi);
	if (number_is_certain(&s->raw) || str_eq(low, high))
		return view_word(v, W_NONE);
	return WORDS(v->arena, W_RANGE, v->lang, low, high);
}

static void add_row(struct view *v, struct str *cells, uint32_t row)
{
	const struct scored *s = row_score(v, row);

	cells[0] = row_title(v, row);
	cells[1] = s->raw.absent ? view_word(v, W_NONE)
				 : view_score(v, s->published);
	cells[2] = bounds_text(v, s);
	cells[3] = or_dash(v, view_level(v, s));
	cells[4] = s->target == 0 ? view_word(v, W_NONE)
				  : view_count(v, s->target);
}

void profile_table(struct view *v, struct chart_table *t)
{
	static const enum word columns[] = { W_DIMENSION, W_SCORE, W_BOUNDS,
					     W_LEVEL, W_TARGET };
	struct buf items = buf_make(v->arena);

	t->column_count = 5;
	t->row_count = row_count(v);
	t->cells = ARENA_ARRAY(v->arena, t->row_count * 5, struct str);
	for (size_t c = 0; c < 5; c++) {
		t->columns[c] = columns[c];
		t->right[c] = c == 1 || c == 4;
	}
	for (uint32_t r = 0; r < t->row_count; r++) {
		struct str *cells = t->cells + r * 5;

		add_row(v, cells, r);
		if (items.len > 0)
			buf_text(&items, "; ");
		buf_str(&items, WORDS(v->arena, W_CHART_PROFILE_ITEM, v->lang,
				      cells[0], cells[1], cells[3], cells[4]));
	}
	t->title = view_word(v, W_CHART_PROFILE);
	t->description = WORDS(v->arena, W_CHART_PROFILE_DESC, v->lang,
			       buf_view(&items));
}

/* --- drawing -------------------------------------------------------------- */

static int place(const struct view *v, struct ratio score)
{
	const struct rubric *r = &v->pack->rubric;
	struct ratio width = ratio_sub(r->range_max, r->range_min), share;

	if (!ratio_div(ratio_sub(score, r->range_min), width, &share))
		return AXIS_FROM;
	share = ratio_max(RATIO(0), ratio_min(RATIO(1), share));
	share = ratio_mul(share, RATIO(AXIS_TO - AXIS_FROM));
	return AXIS_FROM + (int)ratio_floor(share);
}

/* The score at which a level begins; the level itself without bands. */
static struct ratio level_start(const struct view *v, uint32_t level)
{
	const struct rubric *r = &v->pack->rubric;

	if (level <= 1)
		return r->range_min;
	if (r->has_bands && !r->bands_are_shares && level <= r->level_count)
		return r->bands[level];
	return RATIO(level);
}

static void draw_scale(struct html *h, const struct view *v, int bottom)
{
	const struct rubric *r = &v->pack->rubric;

	for (uint32_t l = 1; l <= r->level_count; l++) {
		int from = place(v, level_start(v, l));
		int to = l < r->level_count ? place(v, level_start(v, l + 1))
					    : AXIS_TO;
		int middle = (from + to) / 2;

		if (l % 2 == 0)
			draw_rect(h, "band", from, TOP - 4, to - from,
				  bottom - TOP + 4);
		draw_line(h, "grid", from, TOP - 4, from, bottom);
		draw_text(h, middle, 14, "strong", "middle", view_count(v, l));
		draw_text(h, middle, 28, "small", "middle",
			  view_level_name(v, l));
	}
	draw_line(h, "grid", AXIS_TO, TOP - 4, AXIS_TO, bottom);
	draw_text(h, CHART_WIDTH - 4, 28, "small", "end", view_word(v, W_SCORE));
}

static void draw_bounds(struct html *h, int from, int to, int y)
{
	draw_path(h, "bounds", "M%d %dV%dM%d %dH%dM%d %dV%d", from, y - 6,
		  y + 6, from, y, to, to, y - 6, y + 6);
}

static void draw_target(struct html *h, int x, int y)
{
	draw_path(h, "target", "M%d %dL%d %dL%d %dL%d %dZ", x, y - 10, x + 10,
		  y, x, y + 10, x - 10, y);
}

static void draw_row(struct html *h, const struct view *v, uint32_t row, int y)
{
	const struct scored *s = row_score(v, row);

	draw_line(h, "grid", 0, y + ROW / 2, CHART_WIDTH, y + ROW / 2);
	draw_label(h, 0, y, LABEL_CHARS,
		   typo_text(v->arena, row_title(v, row), v->lang));
	if (s->raw.may_be_present && !number_is_certain(&s->raw))
		draw_bounds(h, place(v, s->published_lo),
			    place(v, s->published_hi), y);
	if (s->target > 0)
		draw_target(h, place(v, level_start(v, s->target)), y);
	if (!s->raw.absent)
		draw_circle(h, "dot", place(v, s->published), y, 5);
	draw_text(h, CHART_WIDTH - 4, y + 5, "strong", "end",
		  s->raw.absent ? view_word(v, W_NONE)
				: view_score(v, s->published));
}

static bool has_targets(const struct view *v)
{
	for (uint32_t d = 0; d < v->pack->rubric.dimension_count; d++)
		if (v->score->dimensions[d].target > 0)
			return true;
	return false;
}

static void draw_legend(struct html *h, const struct view *v, int y)
{
	draw_circle(h, "dot", 258, y, 5);
	draw_text(h, 270, y + 4, "small", "start", view_word(v, W_LEGEND_NOW));
	draw_bounds(h, 366, 392, y);
	draw_text(h, 400, y + 4, "small", "start",
		  view_word(v, W_LEGEND_BOUNDS));
	if (!has_targets(v))
		return;
	draw_target(h, 474, y);
	draw_text(h, 490, y + 4, "small", "start",
		  view_word(v, W_LEGEND_TARGET));
}

void profile_draw(struct html *h, struct view *v)
{
	int rows = (int)row_count(v);
	int bottom = TOP + ROW * rows;

	draw_scale(h, v, bottom);
	for (int r = 0; r < rows; r++)
		draw_row(h, v, (uint32_t)r, TOP + ROW * r + ROW / 2);
	draw_legend(h, v, bottom + 26);
}
