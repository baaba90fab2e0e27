/*
 * Charts: SVG with a title and a description, and the same figures as a
 * table beside. Marks differ by shape and by figure, never by colour alone,
 * so that a grey print says as much. In Markdown a chart is its table.
 */
#ifndef JALON_DOC_CHARTS_H
#define JALON_DOC_CHARTS_H

#include "format/html.h"
#include "view.h"

/* What a chart shows, as text: the table beside it. */
struct chart_table {
	struct str title;
	struct str description;	/* for those who do not see the drawing */
	enum word columns[8];
	bool right[8];		/* figures: aligned to the right */
	size_t column_count;
	struct str *cells;	/* row after row */
	size_t row_count;
};

struct chart {
	const char *name;	/* ```chart NAME */
	void (*table)(struct view *v, struct chart_table *table);
	void (*draw)(struct html *h, struct view *v);
	int (*height)(const struct view *v);	/* of the drawing */
};

extern const struct chart charts[];
extern const size_t chart_count;
/* NULL when there is none of that name. */
const struct chart *chart_find(struct str name);

/*
 * `bare`: without its table, because the template shows another chart's that
 * has the same figures (the body of the fence says `no-table`).
 */
void chart_html(struct html *h, struct view *v, const struct chart *chart,
		bool bare);
/* Always the table: Markdown has no drawing to leave it to. */
void chart_markdown(struct buf *out, struct view *v, const struct chart *chart);
bool chart_is_bare(const struct md *md);

/*
 * --- drawing ---------------------------------------------------------------
 *
 * Across, in thousandths of the width, whatever it is; down, in CSS pixels.
 * So one drawing fills a phone, a screen and paper, and its text keeps its
 * size. `dx`: pixels from there.
 */

enum {
	CHART_WIDTH = 1000,	/* across, the whole of it */
	CHART_NARROW = 280,	/* pixels: a phone's 320, without its margins */
	LINE_HEIGHT = 14,
	LEGEND_ROW = 22,
};

void draw_text(struct html *h, int x, int dx, int y, const char *class_name,
	       const char *anchor, struct str text);
void draw_line(struct html *h, const char *class_name, int x1, int y1, int x2,
	       int y2);
/* `width` across, `height` down. */
void draw_rect(struct html *h, const char *class_name, int x, int y, int width,
	       int height);
/* A shape that keeps its size: `path` is in pixels around x, y. */
void draw_shape(struct html *h, const char *class_name, int x, int y,
		const char *path);
void draw_circle(struct html *h, const char *class_name, int x, int y, int r);
/* How many lines of at most `chars` are drawn for it: 1 or 2. */
int label_lines(struct str text, int chars);
/* Its lines, the first on `y`; what two do not hold is cut, with "…". */
void draw_label(struct html *h, int dx, int y, int chars, struct str text);
/* Where the mark of entry `k` stands in a legend of two columns. */
int legend_across(int k);
int legend_down(int top, int k);
void draw_entry(struct html *h, int k, int top, struct str text);

void profile_table(struct view *v, struct chart_table *table);
void profile_draw(struct html *h, struct view *v);
int profile_height(const struct view *v);
void gantt_table(struct view *v, struct chart_table *table);
void gantt_draw(struct html *h, struct view *v);
int gantt_height(const struct view *v);
void matrix_table(struct view *v, struct chart_table *table);
void matrix_draw(struct html *h, struct view *v);
int matrix_height(const struct view *v);

#endif
