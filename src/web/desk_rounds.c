/* Rounds: the ones there are, two compared, a new one. */
#include "desk.h"

#include "app/rounds.h"

/* --- the ones there are ----------------------------------------------------------- */

static void write_round(struct visit *v, uint32_t number)
{
	const struct round_record *r = &v->view->rounds[number - 1];
	struct str n = visit_number(v, number);

	desk_row(v, PATH(v, desk_case(v), STR("/"), n),
		 WORDS(v, P_D_ROUND_OF, n, visit_date(v, r->date)));
	page_cell(v, r->title.len > 0 ? r->title : STR("–"));
	html_open(&v->html, "td", NULL);
	if (number > 1)
		page_link(v,
			  PATH(v, desk_case(v), STR("/"), n,
			       STR("/result/compare?from="),
			       visit_number(v, number - 1), STR("&to="), n),
			  WORDS(v, P_D_ROUNDS_COMPARE,
				visit_number(v, number - 1), n));
	html_close(&v->html, "td");
	page_row_end(v);
}

static void write_rounds(struct visit *v)
{
	const struct str heads[] = { words(v, P_D_ROUNDS_ROUND),
				     words(v, P_D_ROUNDS_NAME),
				     words(v, P_D_ROUNDS_CHANGES) };

	page_table_begin(v, words(v, P_D_ROUNDS_CAPTION), heads, 3);
	for (uint32_t n = 1; n <= v->view->round_count; n++)
		write_round(v, n);
	page_table_end(v);
}

/* --- a new one ---------------------------------------------------------------------- */

static void write_pack(struct visit *v)
{
	const struct pack *is = desk_today_pack(v->desk), *was = v->view->pack;

	if (is == NULL)
		return;
	if (str_eq(str_from(was->digest.hex), str_from(is->digest.hex)))
		page_text(v, WORDS(v, P_D_ROUNDS_SAME_PACK, is->id,
				   is->version));
	else
		page_text(v, WORDS(v, P_D_ROUNDS_NEW_PACK, is->id, is->version,
				   was->id, was->version));
}

static void write_new(struct visit *v)
{
	struct collection c = collection_of(v->desk, v->view);
	bool waits = rounds_waits(v->desk, v->view);
	bool again = field_has(&v->request->form, "title");

	page_heading(v, words(v, P_D_ROUNDS_BEGIN));
	if (waits)
		page_text(v, WORDS(v, P_D_ROUNDS_WAITS,
				   visit_number(v, v->view->number),
				   visit_date(v, v->view->round->date)));
	page_text(v, words(v, P_D_ROUNDS_LEAD));
	write_pack(v);
	if (c.people > 0 && !c.closed)
		page_text(v, words(v, P_D_ROUNDS_OPEN));
	form_begin(v, PATH(v, desk_case(v), STR("/rounds")));
	control_input(v, &(struct input){
				 .name = STR("title"),
				 .label = words(v, P_D_ROUNDS_NAME_LABEL),
				 .hint = words(v, P_D_ROUNDS_NAME_HINT),
				 .value = waits && !again
					      ? v->view->round->title
					      : visit_field(v, "title"),
				 .autocomplete = "off" });
	control_submit(v, waits ? WORDS(v, P_D_ROUNDS_GO_AGAIN,
					visit_number(v, v->view->number))
				: words(v, P_D_ROUNDS_GO));
	form_end(v);
}

static void write_page(struct visit *v)
{
	desk_begin(v, words(v, P_D_ROUNDS_TITLE), desk_case(v));
	write_rounds(v);
	write_new(v);
	page_end(v);
}

void page_desk_rounds(struct visit *v)
{
	write_page(v);
}

void page_desk_rounds_do(struct visit *v)
{
	struct str title = str_trim(visit_field(v, "title"));

	if (rounds_begin(v->desk, v->view, title)) {
		visit_note(v, "case.round", v->view->record->name);
		desk_done(v, desk_case(v), "round");
	} else if (desk_refused(v, STR("title"))) {
		write_page(v);
	}
}
