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

/* --- drawing, in whole units of a page 720 wide --------------------------- */

enum { CHART_WIDTH = 720 };

void draw_text(struct html *h, int x, int y, const char *class_name,
	       const char *anchor, struct str text);
void draw_line(struct html *h, const char *class_name, int x1, int y1, int x2,
	       int y2);
void draw_rect(struct html *h, const char *class_name, int x, int y, int width,
	       int height);
/* A path of M, L, H, V, Z commands. */
void draw_path(struct html *h, const char *class_name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void draw_circle(struct html *h, const char *class_name, int x, int y, int r);
/* At most two lines of at most `chars`, around the middle `y`. */
void draw_label(struct html *h, int x, int y, int chars, struct str text);

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
