/* The list of charts, their frame and their tables. */
#include "charts.h"

#include "doc/typography.h"

const struct chart charts[] = {
	{ "profile", profile_table, profile_draw, profile_height },
	{ "gantt", gantt_table, gantt_draw, gantt_height },
	{ "matrix", matrix_table, matrix_draw, matrix_height },
};

const size_t chart_count = sizeof(charts) / sizeof(charts[0]);

const struct chart *chart_find(struct str name)
{
	for (size_t i = 0; i < chart_count; i++)
		if (str_is(name, charts[i].name))
			return &charts[i];
	return NULL;
}

/* --- drawing -------------------------------------------------------------- */

static struct str number(struct html *h, int n)
{
	struct buf b = buf_make(h->out->arena);

	buf_int(&b, n);
	return buf_view(&b);
}

static struct str across(struct html *h, int thousandths)
{
	struct buf b = buf_make(h->out->arena);

	buf_int(&b, thousandths / 10);
	if (thousandths % 10 > 0)
		buf_fmt(&b, ".%d", thousandths % 10);
	buf_char(&b, '%');
	return buf_view(&b);
}

void draw_text(struct html *h, int x, int dx, int y, const char *class_name,
	       const char *anchor, struct str text)
{
	HTML_OPEN(h, "text", { "x", across(h, x) }, { "dx", number(h, dx) },
		  { "y", number(h, y) }, { "class", str_from(class_name) },
		  { "text-anchor", str_from(anchor) });
	html_text(h, text);
	html_close(h, "text");
	html_newline(h);
}

void draw_line(struct html *h, const char *class_name, int x1, int y1, int x2,
	       int y2)
{
	HTML_VOID(h, "line", { "class", str_from(class_name) },
		  { "x1", across(h, x1) }, { "y1", number(h, y1) },
		  { "x2", across(h, x2) }, { "y2", number(h, y2) });
	html_newline(h);
}

void draw_rect(struct html *h, const char *class_name, int x, int y, int width,
	       int height)
{
	HTML_VOID(h, "rect", { "class", str_from(class_name) },
		  { "x", across(h, x) }, { "y", number(h, y) },
		  { "width", across(h, width) },
		  { "height", number(h, height) });
	html_newline(h);
}

/* A path knows no percentage: a drawing within the drawing carries it. */
void draw_shape(struct html *h, const char *class_name, int x, int y,
		const char *path)
{
	HTML_OPEN(h, "svg", { "x", across(h, x) }, { "y", number(h, y) });
	HTML_VOID(h, "path", { "class", str_from(class_name) },
		  { "d", str_from(path) });
	html_close(h, "svg");
	html_newline(h);
}

void draw_circle(struct html *h, const char *class_name, int x, int y, int r)
{
	HTML_VOID(h, "circle", { "class", str_from(class_name) },
		  { "cx", across(h, x) }, { "cy", number(h, y) },
		  { "r", number(h, r) });
	html_newline(h);
}

/* Where to break so that the first part has at most `chars` characters. */
static size_t break_at(struct str text, int chars)
{
	size_t last = 0, i = 0;

	for (int seen = 0; i < text.len && seen <= chars; i++) {
		if (((unsigned char)text.at[i] & 0xC0) == 0x80)
			continue;
		if (text.at[i] == ' ')
			last = i;
		seen++;
	}
	return last == 0 ? i : last;
}

static struct str clipped(struct html *h, struct str text, int chars)
{
	struct buf out = buf_make(h->out->arena);

	if (str_chars(text) <= (size_t)chars)
		return text;
	buf_str(&out, str_trim(str_sub(text, 0, break_at(text, chars - 1))));
	buf_text(&out, "…");
	return buf_view(&out);
}

int label_lines(struct str text, int chars)
{
	return str_chars(text) <= (size_t)chars ? 1 : 2;
}

void draw_label(struct html *h, int dx, int y, int chars, struct str text)
{
	size_t cut = text.len;

	if (label_lines(text, chars) == 2)
		cut = break_at(text, chars);
	draw_text(h, 0, dx, y, "row-label", "start", str_sub(text, 0, cut));
	if (cut < text.len)
		draw_text(h, 0, dx, y + LINE_HEIGHT, "row-label", "start",
			  clipped(h, str_trim(str_sub(text, cut, text.len)),
				  chars));
}

int legend_across(int k)
{
	return 55 + k % 2 * 505;
}

int legend_down(int top, int k)
{
	return top + k / 2 * LEGEND_ROW;
}

void draw_entry(struct html *h, int k, int top, struct str text)
{
	draw_text(h, legend_across(k), 18, legend_down(top, k) + 4, "small",
		  "start", text);
}

/* --- frame ---------------------------------------------------------------- */

static struct str chart_id(struct html *h, const struct chart *chart,
			   const char *part)
{
	struct buf id = buf_make(h->out->arena);

	buf_fmt(&id, "chart-%s%s", chart->name, part);
	return buf_view(&id);
}

static void write_drawing(struct html *h, struct view *v,
			  const struct chart *chart,
			  const struct chart_table *table)
{
	struct str title = chart_id(h, chart, "-title");
	struct str desc = chart_id(h, chart, "-desc");
	struct buf ids = buf_make(v->arena);

	buf_fmt(&ids, "%.*s %.*s", STR_ARGS(title), STR_ARGS(desc));
	HTML_OPEN(h, "svg", { "xmlns", STR("http://www.w3.org/2000/svg") },
		  { "width", STR("100%") },
		  { "height", number(h, chart->height(v)) },
		  { "role", STR("img") },
		  { "aria-labelledby", buf_view(&ids) });
	html_newline(h);
	HTML_OPEN(h, "title", { "id", title });
	html_text(h, table->title);
	html_close(h, "title");
	HTML_OPEN(h, "desc", { "id", desc });
	html_text(h, table->description);
	html_close(h, "desc");
	html_newline(h);
	chart->draw(h, v);
	html_close(h, "svg");
	html_newline(h);
}

static struct str cell(const struct chart_table *t, size_t row, size_t column)
{
	struct str text = t->cells[row * t->column_count + column];

	return text;
}

static void write_head(struct html *h, const struct view *v,
		       const struct chart_table *t)
{
	html_open(h, "thead", NULL);
	html_open(h, "tr", NULL);
	for (size_t c = 0; c < t->column_count; c++) {
		HTML_OPEN(h, "th", { "scope", STR("col") },
			  { "class", t->right[c] ? STR("right") : STR("left") });
		html_text(h, view_word(v, t->columns[c]));
		html_close(h, "th");
	}
	html_close(h, "tr");
	html_close(h, "thead");
	html_newline(h);
}

static void write_table(struct html *h, const struct view *v,
			const struct chart_table *t)
{
	HTML_OPEN(h, "table", { "class", STR("figures") });
	html_element(h, "caption", NULL, t->title);
	write_head(h, v, t);
	html_open(h, "tbody", NULL);
	for (size_t r = 0; r < t->row_count; r++) {
		html_open(h, "tr", NULL);
		for (size_t c = 0; c < t->column_count; c++)
			html_element(h, "td", t->right[c] ? "right" : NULL,
				     typo_text(v->arena, cell(t, r, c),
					       v->lang));
		html_close(h, "tr");
		html_newline(h);
	}
	html_close(h, "tbody");
	html_close(h, "table");
	html_newline(h);
}

static struct chart_table make_table(struct view *v, const struct chart *chart)
{
	struct chart_table t = { 0 };

	chart->table(v, &t);
	t.title = typo_text(v->arena, t.title, v->lang);
	t.description = typo_text(v->arena, t.description, v->lang);
	return t;
}

bool chart_is_bare(const struct md *md)
{
	return str_is(str_trim(md->text), "no-table");
}

void chart_html(struct html *h, struct view *v, const struct chart *chart,
		bool bare)
{
	struct chart_table t = make_table(v, chart);

	if (t.row_count == 0) {
		html_element(h, "p", "empty", view_word(v, W_CHART_EMPTY));
		return;
	}
	HTML_OPEN(h, "figure", { "class", chart_id(h, chart, "") });
	write_drawing(h, v, chart, &t);
	html_close(h, "figure");
	html_newline(h);
	if (!bare)
		write_table(h, v, &t);
}

/* --- Markdown ------------------------------------------------------------- */

static void markdown_cell(struct buf *out, const struct view *v,
			  struct str text)
{
	text = typo_text(v->arena, text, v->lang);
	buf_char(out, ' ');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n') {
			buf_char(out, ' ');
			continue;
		}
		if (text.at[i] == '|' || text.at[i] == '\\')
			buf_char(out, '\\');
		buf_char(out, text.at[i]);
	}
	buf_text(out, " |");
}

void chart_markdown(struct buf *out, struct view *v, const struct chart *chart)
{
	struct chart_table t = make_table(v, chart);

	if (t.row_count == 0) {
		buf_str(out, view_word(v, W_CHART_EMPTY));
		buf_char(out, '\n');
		return;
	}
	buf_text(out, "**");
	buf_str(out, t.title);
	buf_text(out, "**\n\n|");
	for (size_t c = 0; c < t.column_count; c++)
		markdown_cell(out, v, view_word(v, t.columns[c]));
	buf_text(out, "\n|");
	for (size_t c = 0; c < t.column_count; c++)
		buf_text(out, t.right[c] ? " ---: |" : " --- |");
	for (size_t r = 0; r < t.row_count; r++) {
		buf_text(out, "\n|");
		for (size_t c = 0; c < t.column_count; c++)
			markdown_cell(out, v, cell(&t, r, c));
	}
	buf_char(out, '\n');
}
