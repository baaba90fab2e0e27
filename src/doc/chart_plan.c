/* The plan over 52 weeks, and its initiatives by impact and effort. */
#include "charts.h"

#include "doc/typography.h"

static const struct initiative *initiative_of(const struct view *v,
					      uint32_t line)
{
	return &v->pack->catalogue
			.initiatives[v->plan->lines[line].initiative];
}

static uint32_t line_count(const struct view *v)
{
	return v->plan == NULL ? 0 : v->plan->line_count;
}

static void start_table(struct view *v, struct chart_table *t,
			const enum word *columns, size_t count)
{
	t->column_count = count;
	t->row_count = line_count(v);
	t->cells = ARENA_ARRAY(v->arena, t->row_count * count + 1, struct str);
	for (size_t c = 0; c < count; c++)
		t->columns[c] = columns[c];
	t->right[0] = true;
}

static struct str joined(struct view *v, struct buf *items, enum word word)
{
	return WORDS(v->arena, word, v->lang, buf_view(items));
}

static void add_item(struct view *v, struct buf *items, enum word word,
		     const struct str *args, size_t count)
{
	if (items->len > 0)
		buf_text(items, "; ");
	buf_str(items, word_fill(v->arena, word, v->lang, args, count));
}

/* --- Gantt ---------------------------------------------------------------- */

enum {
	GANTT_CHARS = 42,
	WEEKS_FROM = 10, WEEKS_TO = 990,
	WEEKS_TEXT = 300,	/* what "Weeks 10 to 12" takes on a phone */
	GANTT_TOP = 30, GANTT_LEGEND = 56,
	NUMBER_WIDTH = 24,	/* before a label */
	BAR_ROW = 22,		/* under a label: its bar and what it says */
};

void gantt_table(struct view *v, struct chart_table *t)
{
	static const enum word columns[] = { W_NUMBER, W_INITIATIVE, W_OWNER,
					     W_WEEKS, W_IMPACT_SHORT, W_DAYS,
					     W_COST };
	struct buf items = buf_make(v->arena);

	start_table(v, t, columns, 7);
	t->right[4] = true;
	for (uint32_t i = 0; i < t->row_count; i++) {
		const struct plan_line *l = &v->plan->lines[i];
		struct str *cells = t->cells + i * 7;

		cells[0] = view_count(v, i + 1);
		cells[1] = view_text(v, &initiative_of(v, i)->title);
		cells[2] = view_text(v, &initiative_of(v, i)->owner);
		cells[3] = view_weeks(v, l->start, l->end);
		cells[4] = view_count(v, initiative_of(v, i)->impact);
		cells[5] = view_estimate(v, &l->days, false);
		cells[6] = view_estimate(v, &l->cost, true);
		add_item(v, &items, W_CHART_GANTT_ITEM,
			 (struct str[]){ cells[0], cells[1], cells[3] }, 3);
	}
	t->title = view_word(v, W_CHART_GANTT);
	t->description = joined(v, &items, W_CHART_GANTT_DESC);
}

static int week_place(uint32_t week)
{
	return WEEKS_FROM +
	       (int)((WEEKS_TO - WEEKS_FROM) * week / PLAN_WEEKS);
}

static void draw_horizons(struct html *h, const struct view *v, int bottom)
{
	static const enum word words[] = { W_SHORT_1, W_SHORT_2, W_SHORT_3,
					   W_SHORT_4 };

	for (uint32_t k = 0; k <= HORIZONS; k++) {
		int x = week_place(horizon_start[k]);

		draw_line(h, "grid", x, GANTT_TOP - 6, x, bottom);
		if (k > 0)
			draw_text(h, x, -3, 18, "small", "end",
				  view_word(v, words[k - 1]));
	}
}

enum bar { BAR_GATE, BAR_PAUSE, BAR_PLAIN };

static enum bar bar_of(const struct view *v, uint32_t line)
{
	if (initiative_of(v, line)->kind == INITIATIVE_PAUSE)
		return BAR_PAUSE;
	return v->plan->lines[line].first_steps ? BAR_GATE : BAR_PLAIN;
}

/* Full, dashed or pale: a bar says what it is without colour. */
static const char *bar_class(enum bar bar)
{
	static const char *const classes[] = {
		[BAR_GATE] = "bar gate",
		[BAR_PAUSE] = "bar pause",
		[BAR_PLAIN] = "bar",
	};

	return classes[bar];
}

static struct str line_title(const struct view *v, uint32_t line)
{
	return typo_text(v->arena,
			 view_text(v, &initiative_of(v, line)->title), v->lang);
}

/* Where a bar begins and ends; one that lasts nothing is still seen. */
static void bar_ends(const struct view *v, uint32_t line, int *from, int *to)
{
	const struct plan_line *l = &v->plan->lines[line];

	*from = week_place(l->start);
	*to = week_place(l->end);
	if (*to < *from + 20)
		*to = *from + 20;
}

/* Its weeks stand after a bar, before it, or under one too long for either. */
enum beside { BESIDE_AFTER, BESIDE_BEFORE, BESIDE_UNDER };

static enum beside weeks_stand(int from, int to)
{
	if (to + WEEKS_TEXT <= CHART_WIDTH)
		return BESIDE_AFTER;
	return from >= WEEKS_TEXT ? BESIDE_BEFORE : BESIDE_UNDER;
}

static int line_height(const struct view *v, uint32_t line)
{
	int lines = label_lines(line_title(v, line), GANTT_CHARS);
	int from, to;

	bar_ends(v, line, &from, &to);
	if (weeks_stand(from, to) == BESIDE_UNDER)
		lines++;
	return lines * LINE_HEIGHT + BAR_ROW;
}

static int lines_bottom(const struct view *v)
{
	int bottom = GANTT_TOP;

	for (uint32_t i = 0; i < line_count(v); i++)
		bottom += line_height(v, i);
	return bottom;
}

int gantt_height(const struct view *v)
{
	return lines_bottom(v) + GANTT_LEGEND;
}

static void draw_weeks(struct html *h, struct view *v, uint32_t line, int y)
{
	const struct plan_line *l = &v->plan->lines[line];
	struct str weeks = view_weeks(v, l->start, l->end);
	int from, to;

	bar_ends(v, line, &from, &to);
	switch (weeks_stand(from, to)) {
	case BESIDE_AFTER:
		draw_text(h, to, 5, y + 4, "small", "start", weeks);
		break;
	case BESIDE_BEFORE:
		draw_text(h, from, -5, y + 4, "small", "end", weeks);
		break;
	case BESIDE_UNDER:
		draw_text(h, from, 0, y + 4 + LINE_HEIGHT, "small", "start",
			  weeks);
	}
}

static void draw_line_row(struct html *h, struct view *v, uint32_t line,
			  int top)
{
	struct str title = line_title(v, line);
	int bottom = top + line_height(v, line);
	int y = top + label_lines(title, GANTT_CHARS) * LINE_HEIGHT + 11;
	int from, to;

	draw_line(h, "grid", 0, bottom, CHART_WIDTH, bottom);
	draw_text(h, 0, NUMBER_WIDTH - 8, top + LINE_HEIGHT, "strong", "end",
		  view_count(v, line + 1));
	draw_label(h, NUMBER_WIDTH, top + LINE_HEIGHT, GANTT_CHARS, title);
	bar_ends(v, line, &from, &to);
	draw_rect(h, bar_class(bar_of(v, line)), from, y - 5, to - from, 10);
	draw_weeks(h, v, line, y);
}

static void draw_gantt_legend(struct html *h, const struct view *v, int top)
{
	static const enum word words[] = {
		[BAR_GATE] = W_LEGEND_GATE,
		[BAR_PAUSE] = W_LEGEND_PAUSE,
		[BAR_PLAIN] = W_LEGEND_PLAIN,
	};
	static const enum bar order[] = { BAR_GATE, BAR_PLAIN, BAR_PAUSE };

	for (int k = 0; k < 3; k++) {
		draw_shape(h, bar_class(order[k]), legend_across(k),
			   legend_down(top, k), "M-12 -6H12V6H-12Z");
		draw_entry(h, k, top, view_word(v, words[order[k]]));
	}
}

void gantt_draw(struct html *h, struct view *v)
{
	int top = GANTT_TOP;

	draw_horizons(h, v, lines_bottom(v));
	for (uint32_t i = 0; i < line_count(v); i++) {
		draw_line_row(h, v, i, top);
		top += line_height(v, i);
	}
	draw_gantt_legend(h, v, top + 20);
}

/* --- impact and effort ---------------------------------------------------- */

enum {
	IMPACTS = 5,
	PLOT_FROM = 90, PLOT_TO = 990,
	PLOT_TOP = 20, EMPTY_BAND = 22, LANE = 30, MARK = 11,
	/* Across, on a phone: half a mark, and one with what parts it. */
	MARK_HALF = 1000 * (MARK + 4) / CHART_NARROW,
	MARK_APART = 1000 * (2 * MARK + 6) / CHART_NARROW,
	TICK_APART = 1000 * 20 / CHART_NARROW,
};

static struct ratio most_days(const struct view *v)
{
	struct ratio most = RATIO(1);

	for (uint32_t i = 0; i < line_count(v); i++)
		most = ratio_max(most, v->plan->lines[i].days.likely);
	return most;
}

static int64_t square_root(int64_t n)
{
	int64_t root = 0;

	while ((root + 1) * (root + 1) <= n)
		root++;
	return root;
}

/* Small efforts are many: the scale is their square root. */
static int effort_place(struct ratio days, struct ratio most)
{
	int64_t width = PLOT_TO - PLOT_FROM - 2 * MARK_HALF;
	struct ratio share;

	if (!ratio_div(days, most, &share))
		return PLOT_FROM + MARK_HALF;
	return PLOT_FROM + MARK_HALF +
	       (int)square_root(ratio_floor(
		       ratio_mul(share, RATIO(width * width))));
}

/* The least effort of that impact without a lane yet. */
static uint32_t next_mark(const struct view *v, uint32_t impact,
			  const uint32_t *lanes)
{
	uint32_t next = NO_INDEX;

	for (uint32_t i = 0; i < line_count(v); i++) {
		if (lanes[i] > 0 || initiative_of(v, i)->impact != impact)
			continue;
		if (next == NO_INDEX ||
		    ratio_cmp(v->plan->lines[i].days.likely,
			      v->plan->lines[next].days.likely) < 0)
			next = i;
	}
	return next;
}

/*
 * The lane of each line of that impact, from 1: the first where no mark hides
 * another, even on a phone. The number of lanes.
 */
static uint32_t lay_lanes(const struct view *v, uint32_t impact,
			  uint32_t *lanes)
{
	struct ratio most = most_days(v);
	int *room = ARENA_ARRAY(v->arena, line_count(v) + 1, int);
	uint32_t next, count = 0;

	while ((next = next_mark(v, impact, lanes)) != NO_INDEX) {
		int x = effort_place(v->plan->lines[next].days.likely, most);
		uint32_t lane = 0;

		while (lane < count && room[lane] > x)
			lane++;
		if (lane == count)
			count++;
		room[lane] = x + MARK_APART;
		lanes[next] = lane + 1;
	}
	return count;
}

static uint32_t *make_lanes(const struct view *v)
{
	return ARENA_ARRAY(v->arena, line_count(v) + 1, uint32_t);
}

static int band_height(const struct view *v, uint32_t impact)
{
	uint32_t count = lay_lanes(v, impact, make_lanes(v));

	return count == 0 ? EMPTY_BAND : (int)count * LANE + 10;
}

/* The greatest impact is on top. */
static int band_top(const struct view *v, uint32_t impact)
{
	int top = PLOT_TOP;

	for (uint32_t i = IMPACTS; i > impact; i--)
		top += band_height(v, i);
	return top;
}

static int plot_bottom(const struct view *v)
{
	return band_top(v, 0);
}

static int band_middle(const struct view *v, uint32_t impact)
{
	return band_top(v, impact) + band_height(v, impact) / 2;
}

void matrix_table(struct view *v, struct chart_table *t)
{
	static const enum word columns[] = { W_NUMBER, W_INITIATIVE, W_IMPACT,
					     W_EFFORT, W_HORIZON };
	static const enum word horizons[HORIZONS] = { W_HORIZON_1, W_HORIZON_2,
						      W_HORIZON_3, W_HORIZON_4 };
	struct buf items = buf_make(v->arena);

	start_table(v, t, columns, 5);
	t->right[2] = t->right[3] = true;
	for (uint32_t i = 0; i < t->row_count; i++) {
		const struct plan_line *l = &v->plan->lines[i];
		struct str *cells = t->cells + i * 5;

		cells[0] = view_count(v, i + 1);
		cells[1] = view_text(v, &initiative_of(v, i)->title);
		cells[2] = view_count(v, initiative_of(v, i)->impact);
		cells[3] = view_days(v, l->days.likely);
		cells[4] = view_word(v, horizons[l->horizon]);
		add_item(v, &items, W_CHART_MATRIX_ITEM, cells, 4);
	}
	t->title = view_word(v, W_CHART_MATRIX);
	t->description = joined(v, &items, W_CHART_MATRIX_DESC);
}

int matrix_height(const struct view *v)
{
	return plot_bottom(v) + 100;
}

static void draw_effort_axis(struct html *h, const struct view *v,
			     struct ratio most)
{
	static const int ticks[] = { 0, 1, 2, 5, 10, 20, 50, 100, 200, 500 };
	int bottom = plot_bottom(v), last = -TICK_APART;

	for (size_t i = 0; i < sizeof(ticks) / sizeof(ticks[0]); i++) {
		int x = effort_place(RATIO(ticks[i]), most);

		if (ratio_cmp(RATIO(ticks[i]), most) > 0)
			break;
		if (x < last + TICK_APART)
			continue;
		last = x;
		draw_line(h, "grid", x, PLOT_TOP, x, bottom);
		draw_text(h, x, 0, bottom + 16, "small", "middle",
			  view_count(v, (uint64_t)ticks[i]));
	}
	draw_text(h, PLOT_TO, 0, bottom + 32, "small", "end",
		  view_word(v, W_EFFORT));
}

static void draw_impact_axis(struct html *h, const struct view *v)
{
	for (uint32_t i = 1; i <= IMPACTS; i++) {
		if (i % 2 == 0)
			draw_rect(h, "band", PLOT_FROM,
				  band_top(v, i), PLOT_TO - PLOT_FROM,
				  band_height(v, i));
		draw_text(h, PLOT_FROM, -10, band_middle(v, i) + 5, "strong",
			  "end", view_count(v, i));
	}
	draw_text(h, 0, 0, 12, "small", "start", view_word(v, W_IMPACT));
}

/* A shape for each horizon, its number inside. */
static void draw_mark(struct html *h, uint32_t horizon, int x, int y,
		      struct str number)
{
	switch (horizon) {
	case 0:
		draw_circle(h, "mark first", x, y, MARK);
		break;
	case 1:
		draw_shape(h, "mark", x, y, "M-11 -11H11V11H-11Z");
		break;
	case 2:
		draw_shape(h, "mark", x, y, "M0 -16L14 9L-14 9Z");
		break;
	default:
		draw_shape(h, "mark", x, y, "M0 -14L14 0L0 14L-14 0Z");
	}
	if (number.len > 0)
		draw_text(h, x, 0, y + 4,
			  horizon == 0 ? "figure first" : "figure", "middle",
			  number);
}

static void draw_band(struct html *h, struct view *v, uint32_t impact,
		      struct ratio most)
{
	uint32_t *lanes = make_lanes(v);
	int top = band_top(v, impact) + 5 + LANE / 2;

	lay_lanes(v, impact, lanes);
	for (uint32_t i = 0; i < line_count(v); i++) {
		const struct plan_line *l = &v->plan->lines[i];

		if (lanes[i] > 0)
			draw_mark(h, l->horizon,
				  effort_place(l->days.likely, most),
				  top + (int)(lanes[i] - 1) * LANE,
				  view_count(v, i + 1));
	}
}

static void draw_matrix_legend(struct html *h, const struct view *v, int top)
{
	static const enum word words[HORIZONS] = { W_HORIZON_1, W_HORIZON_2,
						   W_HORIZON_3, W_HORIZON_4 };

	for (int k = 0; k < HORIZONS; k++) {
		draw_mark(h, (uint32_t)k, legend_across(k),
			  legend_down(top, k) + k / 2 * 8, STR_NONE);
		draw_entry(h, k, top + k / 2 * 8, view_word(v, words[k]));
	}
}

void matrix_draw(struct html *h, struct view *v)
{
	struct ratio most = most_days(v);

	draw_impact_axis(h, v);
	draw_effort_axis(h, v, most);
	for (uint32_t i = 1; i <= IMPACTS; i++)
		draw_band(h, v, i, most);
	draw_matrix_legend(h, v, plot_bottom(v) + 54);
}
