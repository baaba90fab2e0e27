/* The comparison's page: which rounds, gates, answers, people, work done. */
#include "result_compare.h"

#include "base/arena.h"
#include "app/groups.h"
#include "controls.h"
#include "doc/typography.h"

enum { SHOWN_ANSWERS = 30 };

/* --- gates -------------------------------------------------------------- */

static struct str state_of(const struct comparing *c, enum gate_state state)
{
	static const enum phrase phrases[] = {
		[GATE_MET] = P_COMPARE_MET,
		[GATE_IN_FORCE] = P_COMPARE_IN_FORCE,
		[GATE_TO_CONFIRM] = P_COMPARE_TO_CONFIRM,
		[GATE_SILENT] = P_COMPARE_SILENT,
	};

	return words(c->v, phrases[state]);
}

static void begin_list(struct comparing *c, uint32_t *count,
		       enum phrase heading)
{
	if ((*count)++ > 0)
		return;
	page_heading(c->v, words(c->v, heading));
	html_open(&c->v->html, "ul", NULL);
}

static void write_line(struct comparing *c, struct str title, struct str text)
{
	struct html *h = &c->v->html;

	html_open(h, "li", NULL);
	html_element(h, "strong", NULL, title);
	html_text(h, STR(" · "));
	html_text(h, text);
	html_close(h, "li");
	html_newline(h);
}

static void write_gates(struct comparing *c)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->c->gate_count; i++) {
		const struct compared_gate *g = &c->c->gates[i];
		const struct text *title =
		    g->at.after != NO_INDEX
			? &c->is->rubric.gates[g->at.after].title
			: &c->was->rubric.gates[g->at.before].title;

		if (g->was == g->is)
			continue;
		begin_list(c, &count, P_COMPARE_GATES);
		write_line(c, visit_text(c->r->v, title),
			   PATH(c->v, state_of(c, g->was), STR(" → "),
				state_of(c, g->is)));
	}
	if (count > 0)
		html_close(&c->v->html, "ul");
}

/* --- people ------------------------------------------------------------- */

static struct str names(const struct comparing *c, const struct str *all,
			uint32_t count)
{
	struct buf b = buf_make(c->v->arena);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(&b, i == 0 ? "" : ", ");
		buf_visible(&b, all[i], true);
	}
	return buf_view(&b);
}

static void write_people(struct comparing *c)
{
	uint32_t count = 0;

	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct compare_people *p = &c->c->people[g];

		if (p->left_count > 0) {
			begin_list(c, &count, P_COMPARE_PEOPLE);
			write_line(c, words(c->v, P_COMPARE_FIRST_ONLY),
				   names(c, p->left, p->left_count));
		}
		if (p->joined_count > 0) {
			begin_list(c, &count, P_COMPARE_PEOPLE);
			write_line(c, words(c->v, P_COMPARE_SECOND_ONLY),
				   names(c, p->joined, p->joined_count));
		}
	}
	if (count > 0)
		html_close(&c->v->html, "ul");
}

/* --- answers ------------------------------------------------------------ */

static bool is_listed(const struct compared_answer *a)
{
	return a->at.before != NO_INDEX && a->at.after != NO_INDEX &&
	       (a->change == COMPARE_ANSWER || a->change == COMPARE_NARROWED ||
		a->change == COMPARE_MEANS);
}

static struct str answer_of(const struct comparing *c,
			    const struct question *q, const struct answer *a)
{
	static const enum phrase kinds[] = {
		[ANSWER_MISSING] = P_COMPARE_NO_ANSWER,
		[ANSWER_DONT_KNOW] = P_COMPARE_DONT_KNOW,
		[ANSWER_NA] = P_COMPARE_NA,
		[ANSWER_VALUE] = P_RESULT_NONE,
	};
	struct buf b = buf_make(c->v->arena);
	uint32_t count = 0;

	if (a->kind != ANSWER_VALUE)
		return words(c->v, kinds[a->kind]);
	if (q->type == QUESTION_LEVEL || q->type == QUESTION_SINGLE)
		return visit_text(c->r->v, &q->options[a->choice].text);
	if (q->type != QUESTION_MULTIPLE)
		return spoken_of(c->v->arena, a->kind,
				 case_value(c->v->arena, q, a))
		    .text;
	for (uint32_t i = 0; i < q->option_count; i++) {
		if ((a->chosen >> i & 1) == 0)
			continue;
		buf_text(&b, count++ == 0 ? "" : "; ");
		buf_str(&b, visit_text(c->r->v, &q->options[i].text));
	}
	return count == 0 ? words(c->v, P_RESULT_NONE) : buf_view(&b);
}

static struct str means_of(const struct comparing *c,
			   const struct compared_answer *a)
{
	struct buf b = buf_make(c->v->arena);

	for (int g = 0; g < GROUP_COUNT; g++) {
		if (!a->has_mean[g] ||
		    ratio_cmp(a->was_mean[g], a->is_mean[g]) == 0)
			continue;
		buf_text(&b, b.len > 0 ? "; " : "");
		buf_str(&b, WORDS(c->v, P_COMPARE_MEAN,
				  result_group(c->r, (enum group)g),
				  result_number(c->r, a->was_mean[g], 2),
				  result_number(c->r, a->is_mean[g], 2)));
	}
	return b.len > 0 ? buf_view(&b) : words(c->v, P_COMPARE_ONE_SIDE);
}

static void write_answer(struct comparing *c, const struct compared_answer *a)
{
	const struct question *q = &c->is->questions[a->at.after];
	struct visit *v = c->v;

	page_row_begin(v);
	HTML_OPEN(&v->html, "th", { "scope", STR("row") });
	html_text(&v->html, visit_text(c->r->v, &q->text));
	if (a->reworded) {
		html_text(&v->html, STR(" "));
		html_element(&v->html, "span", "hint",
			     words(v, P_COMPARE_REWORDED));
	}
	html_close(&v->html, "th");
	if (a->change == COMPARE_MEANS) {
		HTML_OPEN(&v->html, "td", { "colspan", STR("2") });
		html_text(&v->html, means_of(c, a));
		html_close(&v->html, "td");
	} else {
		page_cell(v, answer_of(c, &c->was->questions[a->at.before],
				       a->was));
		page_cell(v, answer_of(c, q, a->is));
	}
	page_row_end(v);
}

static void answers_begin(struct comparing *c)
{
	struct visit *v = c->v;
	const struct str heads[] = {
		words(v, P_COMPARE_QUESTION),
		WORDS(v, P_COMPARE_ROUND,
		      visit_number(v, c->rounds->before->number)),
		WORDS(v, P_COMPARE_ROUND,
		      visit_number(v, c->rounds->after->number)),
	};

	page_table_begin(v, words(v, P_COMPARE_ANSWERS_FROM), heads, 3);
}

static void write_answers(struct comparing *c)
{
	uint32_t listed = 0;

	page_heading(c->v, words(c->v, P_COMPARE_ANSWERS));
	for (uint32_t i = 0; i < c->c->answer_count; i++) {
		if (!is_listed(&c->c->answers[i]))
			continue;
		if (listed == 0)
			answers_begin(c);
		if (listed++ < SHOWN_ANSWERS)
			write_answer(c, &c->c->answers[i]);
	}
	if (listed > 0)
		page_table_end(c->v);
	else
		page_text(c->v, words(c->v, P_COMPARE_NO_ANSWERS));
	if (listed > SHOWN_ANSWERS)
		page_hint(c->v, WORDS(c->v, P_COMPARE_MORE,
				      visit_number(c->v,
						   listed - SHOWN_ANSWERS)));
}

/* --- work done ---------------------------------------------------------- */

static void write_done(struct comparing *c)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->rounds->done_count; i++) {
		const struct progress_record *done = &c->rounds->done[i];
		uint32_t at = pack_find_initiative(c->is, done->initiative);

		begin_list(c, &count, P_COMPARE_DONE);
		write_line(c, visit_date(c->v, done->date),
			   at == NO_INDEX
			       ? done->initiative
			       : visit_text(c->r->v, &c->is->catalogue
							.initiatives[at]
							.title));
	}
	if (count > 0)
		html_close(&c->v->html, "ul");
}

/* --- which rounds ------------------------------------------------------- */

static uint32_t number_in(struct visit *v, const char *name, uint32_t usual)
{
	uint32_t n;

	return str_whole(visit_field(v, name), &n) && n > 0 ? n : usual;
}

static struct str round_name(struct visit *v, uint32_t number)
{
	const struct round_record *round = &v->view->rounds[number - 1];
	struct str name = WORDS(v, P_COMPARE_ROUND_OF, visit_number(v, number),
				visit_date(v, round->date));

	return round->title.len == 0 ? name
				     : PATH(v, name, STR(" · "), round->title);
}

static void write_select(struct result *r, const char *name, enum phrase label,
			 uint32_t least, uint32_t most, uint32_t chosen)
{
	struct choice *items =
	    ARENA_ARRAY(r->v->arena, most - least + 1, struct choice);

	for (uint32_t n = least; n <= most; n++)
		items[n - least] = (struct choice){
			.value = visit_number(r->v, n),
			.label = round_name(r->v, n),
			.chosen = n == chosen,
		};
	control_select(r->v, str_from(name), words(r->v, label), items,
		       most - least + 1);
}

static void write_choice(struct result *r, uint32_t from, uint32_t to,
			 uint32_t last)
{
	struct html *h = &r->v->html;

	if (last < 3)
		return;
	HTML_OPEN(h, "form", { "method", STR("get") },
		  { "action", result_path(r, STR("compare")) },
		  { "class", STR("no-print") });
	write_select(r, "from", P_COMPARE_FROM, 1, last - 1, from);
	write_select(r, "to", P_COMPARE_TO, 2, last, to);
	control_submit(r->v, words(r->v, P_COMPARE_GO));
	html_close(h, "form");
	html_newline(h);
}

/* --- the page ----------------------------------------------------------- */

static void write_rounds(struct comparing *c)
{
	const struct rounds_compared *r = c->rounds;
	struct visit *v = c->v;

	page_text(v, PATH(v, round_name(v, r->before->number), STR(" → "),
			  round_name(v, r->after->number)));
	if (r->two_packs)
		page_hint(v, words(v, P_COMPARE_TWO_PACKS));
	else if (r->was.other_pack)
		page_hint(v, words(v, P_COMPARE_REREAD));
}

static void write_comparison(struct result *r,
			     const struct rounds_compared *rounds)
{
	struct comparing c = {
		.r = r, .v = r->v, .rounds = rounds,
		.c = rounds->comparison,
		.was = rounds->comparison->before->pack,
		.is = rounds->comparison->after->pack,
		.current = rounds->after->number == r->v->view->number,
	};

	write_rounds(&c);
	compare_figures(&c);
	write_gates(&c);
	write_answers(&c);
	write_people(&c);
	write_done(&c);
	compare_untold(&c);
}

static bool compare(struct result *r, uint32_t from, uint32_t to,
		    struct rounds_compared *out)
{
	struct desk *d = r->v->desk;
	struct str id = r->v->view->record->id;
	const struct case_view *before = case_view(d, id, from);
	const struct case_view *after = case_view(d, id, to);

	return before != NULL && after != NULL &&
	       rounds_compare(d, before, after, out);
}

static void write_page(struct result *r)
{
	struct visit *v = r->v;
	/* A respondent's round may not be the last; later ones are not
	   theirs. */
	uint32_t last = r->client ? v->view->number : v->view->round_count;
	uint32_t to = number_in(v, "to", v->view->number);
	uint32_t from = number_in(v, "from", to > 1 ? to - 1 : 1);
	struct rounds_compared rounds;

	if (last < 2 || to > last || from >= to) {
		result_begin(r, RESULT_AT_COMPARE, words(v, P_COMPARE_TITLE));
		page_text(v, words(v, last < 2 ? P_COMPARE_ONE
					       : P_COMPARE_ORDER));
	} else if (compare(r, from, to, &rounds)) {
		result_begin(r, RESULT_AT_COMPARE, words(v, P_COMPARE_TITLE));
		write_choice(r, from, to, last);
		write_comparison(r, &rounds);
		result_end(r);
		return;
	} else {
		visit_troubled(v);
		return;
	}
	write_choice(r, 1, last, last);
	result_end(r);
}

void page_result_compare(struct visit *v)
{
	struct result r;

	if (!result_open(v, RESULT_SCORE, &r))
		return;
	write_page(&r);
}
