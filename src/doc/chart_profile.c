/* The profile: a dot, its bounds and its target for each dimension. */
#include "charts.h"

#include "doc/typography.h"

enum {
	LABEL_CHARS = 34,
	AXIS_FROM = 45, AXIS_TO = 955,
	TOP = 48,
	UNDER_LABEL = 12,	/* from a label's last line to its marks */
	ROW_REST = 44,		/* of a row, but the label's lines */
	LEGEND = 64,
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

static struct str row_label(const struct view *v, uint32_t row)
{
	return typo_text(v->arena, row_title(v, row), v->lang);
}

static int row_lines(const struct view *v, uint32_t row)
{
	return label_lines(row_label(v, row), LABEL_CHARS);
}

static int row_height(const struct view *v, uint32_t row)
{
	return row_lines(v, row) * LINE_HEIGHT + ROW_REST - LINE_HEIGHT;
}

static int rows_bottom(const struct view *v)
{
	int bottom = TOP;

	for (uint32_t r = 0; r < row_count(v); r++)
		bottom += row_height(v, r);
	return bottom;
}

int profile_height(const struct view *v)
{
	return rows_bottom(v) + LEGEND;
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

/* Names on two heights: five of them side by side are too wide for a phone. */
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
		draw_text(h, middle, 0, 13, "strong", "middle",
			  view_count(v, l));
		draw_text(h, middle, 0, l % 2 == 0 ? 39 : 26, "small",
			  "middle", view_level_name(v, l));
	}
	draw_line(h, "grid", AXIS_TO, TOP - 4, AXIS_TO, bottom);
}

static void draw_bounds(struct html *h, int from, int to, int y)
{
	draw_line(h, "bounds", from, y, to, y);
	draw_line(h, "bounds", from, y - 6, from, y + 6);
	draw_line(h, "bounds", to, y - 6, to, y + 6);
}

static void draw_target(struct html *h, int x, int y)
{
	draw_shape(h, "target", x, y, "M0 -10L10 0L0 10L-10 0Z");
}

static void draw_row(struct html *h, const struct view *v, uint32_t row,
		     int top)
{
	const struct scored *s = row_score(v, row);
	int lines = row_lines(v, row) * LINE_HEIGHT;
	int y = top + lines + UNDER_LABEL, bottom = top + row_height(v, row);

	draw_line(h, "grid", 0, bottom, CHART_WIDTH, bottom);
	draw_label(h, 0, top + LINE_HEIGHT, LABEL_CHARS, row_label(v, row));
	if (s->raw.may_be_present && !number_is_certain(&s->raw))
		draw_bounds(h, place(v, s->published_lo),
			    place(v, s->published_hi), y);
	if (s->target > 0)
		draw_target(h, place(v, level_start(v, s->target)), y);
	if (!s->raw.absent)
		draw_circle(h, "dot", place(v, s->published), y, 5);
	draw_text(h, CHART_WIDTH, 0, top + LINE_HEIGHT, "strong", "end",
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

static void draw_legend(struct html *h, const struct view *v, int top)
{
	draw_circle(h, "dot", legend_across(0), legend_down(top, 0), 5);
	draw_entry(h, 0, top, view_word(v, W_LEGEND_NOW));
	draw_shape(h, "bounds", legend_across(1), legend_down(top, 1),
		   "M-12 -6V6M-12 0H12M12 -6V6");
	draw_entry(h, 1, top, view_word(v, W_LEGEND_BOUNDS));
	if (!has_targets(v))
		return;
	draw_target(h, legend_across(2), legend_down(top, 2));
	draw_entry(h, 2, top, view_word(v, W_LEGEND_TARGET));
}

void profile_draw(struct html *h, struct view *v)
{
	int top = TOP;

	draw_scale(h, v, rows_bottom(v));
	for (uint32_t r = 0; r < row_count(v); r++) {
		draw_row(h, v, r, top);
		top += row_height(v, r);
	}
	draw_legend(h, v, top + 22);
}
