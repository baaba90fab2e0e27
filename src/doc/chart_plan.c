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
	WEEKS_FROM = 292, WEEKS_TO = 712,
	GANTT_TOP = 30, GANTT_ROW = 28, GANTT_LEGEND = 36,
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

int gantt_height(const struct view *v)
{
	return GANTT_TOP + GANTT_ROW * (int)line_count(v) + GANTT_LEGEND;
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
			draw_text(h, x - 3, 18, "small", "end",
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
static void draw_bar(struct html *h, enum bar bar, int from, int to, int y)
{
	static const char *const classes[] = {
		[BAR_GATE] = "bar gate",
		[BAR_PAUSE] = "bar pause",
		[BAR_PLAIN] = "bar",
	};

	if (to < from + 6)
		to = from + 6;
	draw_rect(h, classes[bar], from, y - 6, to - from, 12);
}

static void draw_line_row(struct html *h, struct view *v, uint32_t line, int y)
{
	const struct plan_line *l = &v->plan->lines[line];
	int from = week_place(l->start), to = week_place(l->end);
	bool left = to > WEEKS_TO - 60;

	draw_line(h, "grid", 0, y + GANTT_ROW / 2, CHART_WIDTH,
		  y + GANTT_ROW / 2);
	draw_text(h, 16, y + 4, "strong", "end", view_count(v, line + 1));
	draw_label(h, 24, y, GANTT_CHARS,
		   typo_text(v->arena,
			     view_text(v, &initiative_of(v, line)->title),
			     v->lang));
	draw_bar(h, bar_of(v, line), from, to, y);
	draw_text(h, left ? from - 5 : to + 5, y + 4, "small",
		  left ? "end" : "start", view_weeks(v, l->start, l->end));
}

static void draw_gantt_legend(struct html *h, const struct view *v, int y)
{
	draw_bar(h, BAR_GATE, 30, 54, y);
	draw_text(h, 60, y + 4, "small", "start", view_word(v, W_LEGEND_GATE));
	draw_bar(h, BAR_PLAIN, 230, 254, y);
	draw_text(h, 260, y + 4, "small", "start",
		  view_word(v, W_LEGEND_PLAIN));
	draw_bar(h, BAR_PAUSE, 420, 444, y);
	draw_text(h, 450, y + 4, "small", "start",
		  view_word(v, W_LEGEND_PAUSE));
}

void gantt_draw(struct html *h, struct view *v)
{
	int rows = (int)line_count(v);
	int bottom = GANTT_TOP + GANTT_ROW * rows;

	draw_horizons(h, v, bottom);
	for (int i = 0; i < rows; i++)
		draw_line_row(h, v, (uint32_t)i,
			      GANTT_TOP + GANTT_ROW * i + GANTT_ROW / 2);
	draw_gantt_legend(h, v, bottom + 20);
}

/* --- impact and effort ---------------------------------------------------- */

enum {
	IMPACTS = 5, LANES = 3,
	PLOT_FROM = 46, PLOT_TO = 706,
	PLOT_TOP = 20, BAND = 74, EMPTY_BAND = 22, LANE = 24, MARK = 11,
};

static int band_height(const struct view *v, uint32_t impact)
{
	for (uint32_t i = 0; i < line_count(v); i++)
		if (initiative_of(v, i)->impact == impact)
			return BAND;
	return EMPTY_BAND;
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
	return plot_bottom(v) + 62;
}

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
	int64_t width = PLOT_TO - PLOT_FROM - 2 * MARK;
	struct ratio share;

	if (!ratio_div(days, most, &share))
		return PLOT_FROM + MARK;
	return PLOT_FROM + MARK +
	       (int)square_root(ratio_floor(
		       ratio_mul(share, RATIO(width * width))));
}

static void draw_effort_axis(struct html *h, const struct view *v,
			     struct ratio most)
{
	static const int ticks[] = { 0, 1, 2, 5, 10, 20, 50, 100, 200, 500 };
	int bottom = plot_bottom(v);

	for (size_t i = 0; i < sizeof(ticks) / sizeof(ticks[0]); i++) {
		int x = effort_place(RATIO(ticks[i]), most);

		if (ratio_cmp(RATIO(ticks[i]), most) > 0)
			break;
		draw_line(h, "grid", x, PLOT_TOP, x, bottom);
		draw_text(h, x, bottom + 16, "small", "middle",
			  view_count(v, (uint64_t)ticks[i]));
	}
	draw_text(h, PLOT_TO, bottom + 32, "small", "end",
		  view_word(v, W_EFFORT));
}

static void draw_impact_axis(struct html *h, const struct view *v)
{
	for (uint32_t i = 1; i <= IMPACTS; i++) {
		if (i % 2 == 0)
			draw_rect(h, "band", PLOT_FROM,
				  band_top(v, i), PLOT_TO - PLOT_FROM,
				  band_height(v, i));
		draw_text(h, PLOT_FROM - 10, band_middle(v, i) + 5, "strong",
			  "end", view_count(v, i));
	}
	draw_text(h, 0, 12, "small", "start", view_word(v, W_IMPACT));
}

/* A shape for each horizon, its number inside. */
static void draw_mark(struct html *h, uint32_t horizon, int x, int y,
		      struct str number)
{
	int r = MARK;

	switch (horizon) {
	case 0:
		draw_circle(h, "mark first", x, y, r);
		break;
	case 1:
		draw_rect(h, "mark", x - r, y - r, 2 * r, 2 * r);
		break;
	case 2:
		draw_path(h, "mark", "M%d %dL%d %dL%d %dZ", x, y - r - 5,
			  x + r + 3, y + r - 2, x - r - 3, y + r - 2);
		break;
	default:
		draw_path(h, "mark", "M%d %dL%d %dL%d %dL%d %dZ", x,
			  y - r - 3, x + r + 3, y, x, y + r + 3, x - r - 3, y);
	}
	draw_text(h, x, y + 4, horizon == 0 ? "figure first" : "figure",
		  "middle", number);
}

/* The least effort of that impact not drawn yet. */
static uint32_t next_mark(const struct view *v, uint32_t impact,
			  const bool *drawn)
{
	uint32_t next = NO_INDEX;

	for (uint32_t i = 0; i < line_count(v); i++) {
		if (drawn[i] || initiative_of(v, i)->impact != impact)
			continue;
		if (next == NO_INDEX ||
		    ratio_cmp(v->plan->lines[i].days.likely,
			      v->plan->lines[next].days.likely) < 0)
			next = i;
	}
	return next;
}

/* The first lane with room at x, else the one that has room soonest. */
static int choose_lane(const int *room, int x)
{
	int lane = 0;

	for (int k = 1; k < LANES && room[lane] > x; k++)
		if (room[k] < room[lane])
			lane = k;
	return lane;
}

/* Marks of one impact, in three lanes so that none hides another. */
static void draw_band(struct html *h, struct view *v, uint32_t impact,
		      struct ratio most)
{
	static const int offsets[LANES] = { 0, -LANE, LANE };
	int room[LANES] = { 0 };
	bool *drawn = ARENA_ARRAY(v->arena, line_count(v) + 1, bool);
	uint32_t next;

	while ((next = next_mark(v, impact, drawn)) != NO_INDEX) {
		const struct plan_line *l = &v->plan->lines[next];
		int x = effort_place(l->days.likely, most);
		int lane = choose_lane(room, x);

		if (room[lane] > x)
			x = room[lane];
		room[lane] = x + 2 * MARK + 8;
		drawn[next] = true;
		draw_mark(h, l->horizon, x,
			  band_middle(v, impact) + offsets[lane],
			  view_count(v, next + 1));
	}
}

static void draw_matrix_legend(struct html *h, const struct view *v, int y)
{
	static const enum word words[HORIZONS] = { W_HORIZON_1, W_HORIZON_2,
						   W_HORIZON_3, W_HORIZON_4 };

	for (uint32_t k = 0; k < HORIZONS; k++) {
		int x = PLOT_FROM + MARK + 165 * (int)k;

		draw_mark(h, k, x, y, STR_NONE);
		draw_text(h, x + MARK + 10, y + 4, "small", "start",
			  view_word(v, words[k]));
	}
}

void matrix_draw(struct html *h, struct view *v)
{
	struct ratio most = most_days(v);

	draw_impact_axis(h, v);
	draw_effort_axis(h, v, most);
	for (uint32_t i = 1; i <= IMPACTS; i++)
		draw_band(h, v, i, most);
	draw_matrix_legend(h, v, plot_bottom(v) + 46);
}
