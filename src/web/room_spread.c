/*
 * How a room's answers divide: bars told apart by their length, their sign
 * and their figure, none by colour; the same in a table, with the options'
 * words.
 */
#include "room.h"

enum {
	WIDTH = 400,
	ROW = 40,
	BAR_FROM = 36,
	BAR_MOST = 310,
	BAR_HIGH = 24,
};

static uint32_t most_of(const struct room_spread *s)
{
	uint32_t most = s->dont_know;

	for (uint32_t o = 0; o < s->option_count; o++)
		most = s->options[o] > most ? s->options[o] : most;
	return most == 0 ? 1 : most;
}

static void write_label(struct visit *v, uint32_t x, uint32_t y,
			const char *anchor, struct str text)
{
	HTML_OPEN(&v->html, "text", { "class", STR("room-label") },
		  { "x", visit_number(v, x) }, { "y", visit_number(v, y) },
		  { "text-anchor", str_from(anchor) });
	html_text(&v->html, text);
	html_close(&v->html, "text");
}

/* A bar of its row; the one that is counted apart is hollow. */
static void write_bar(struct visit *v, uint32_t row, struct str sign,
		      uint32_t n, uint32_t most, bool apart)
{
	uint32_t wide = n * BAR_MOST / most, y = row * ROW;

	write_label(v, BAR_FROM - 12, y + 26, "end", sign);
	HTML_VOID(&v->html, "rect",
		  { "class", apart ? STR("room-bar apart") : STR("room-bar") },
		  { "x", visit_number(v, BAR_FROM) },
		  { "y", visit_number(v, y + 8) },
		  { "width", visit_number(v, wide > 2 ? wide : 2) },
		  { "height", visit_number(v, BAR_HIGH) });
	write_label(v, BAR_FROM + wide + 10, y + 26, "start",
		    visit_number(v, n));
	html_newline(&v->html);
}

static void write_figure(struct visit *v, const struct question *q,
			 const struct room_spread *s)
{
	struct html *h = &v->html;
	uint32_t rows = s->option_count + (q->dont_know ? 1 : 0);
	uint32_t most = most_of(s);

	HTML_OPEN(h, "svg", { "class", STR("room-figure") },
		  { "viewBox", PATH(v, STR("0 0 "), visit_number(v, WIDTH),
				    STR(" "), visit_number(v, rows * ROW)) },
		  { "role", STR("img") },
		  { "aria-label", words(v, P_ROOM_FIGURE) });
	html_element(h, "title", NULL, words(v, P_ROOM_FIGURE));
	for (uint32_t o = 0; o < s->option_count; o++)
		write_bar(v, o, room_sign(v, q, o), s->options[o], most,
			  false);
	if (q->dont_know)
		write_bar(v, s->option_count, STR("?"), s->dont_know, most,
			  true);
	html_close(h, "svg");
	html_newline(h);
}

static void write_row(struct visit *v, struct str sign, struct str text,
		      uint32_t n)
{
	struct html *h = &v->html;

	page_row_begin(v);
	page_cell(v, sign);
	HTML_OPEN(h, "th", { "scope", STR("row") });
	html_text(h, text);
	html_close(h, "th");
	page_cell_number(v, n);
	page_row_end(v);
}

static void write_table(struct visit *v, const struct question *q,
			const struct room_spread *s)
{
	const struct str heads[] = { words(v, P_ROOM_SIGN),
				     words(v, P_ROOM_CHOICE),
				     words(v, P_ROOM_ANSWERS) };

	page_table_begin(v, WORDS(v, P_ROOM_SPREAD,
				  visit_number(v, s->counting)),
			 heads, 3);
	for (uint32_t o = 0; o < s->option_count; o++)
		write_row(v, room_sign(v, q, o), question_option(v, q, o),
			  s->options[o]);
	if (q->dont_know)
		write_row(v, STR("?"), words(v, P_QUESTION_DONT_KNOW),
			  s->dont_know);
	page_table_end(v);
}

void room_write_spread(struct visit *v, const struct room *room,
		       const struct question *q)
{
	const struct room_spread *s = room_spread(v->desk, v->view, room);

	if (s == NULL) {
		page_text(v, WORDS(v, P_ROOM_TOO_FEW,
				   visit_number(v, ROOM_LEAST)));
		return;
	}
	write_figure(v, q, s);
	write_table(v, q, s);
	page_hint(v, words(v, q->type == QUESTION_MULTIPLE ? P_ROOM_SEVERAL
							   : P_ROOM_ONCE));
}
