/* The staff's collection: closed, opened again, and what of it is published. */
#include "desk_case.h"
#include "shown.h"

static void write_facts(struct visit *v, const struct collection *c)
{
	struct response_rate rate = access_rate(v->desk, v->view);
	uint32_t expected = rate.invited[GROUP_STAFF];

	page_facts_begin(v);
	page_fact(v, words(v, P_D_COLLECTION_STATE),
		  words(v, c->closed ? P_D_CASES_CLOSED : P_D_CASES_OPEN));
	page_fact(v, words(v, P_D_COLLECTION_CAME),
		  expected > 0 && c->people >= COLLECTION_LEAST
			  ? WORDS(v, P_D_OF, visit_number(v, c->people),
				  visit_number(v, expected))
			  : desk_staff_came(v, c->people));
	page_fact(v, words(v, P_D_COLLECTION_PUBLISHED),
		  WORDS(v, P_D_OF, visit_number(v, c->published),
			visit_number(v, c->asked)));
	if (c->together)
		page_fact(v, words(v, P_D_COLLECTION_TOGETHER),
			  words(v, P_YES));
	page_facts_end(v);
}

/* What may be done next depends on how many came. */
static void write_open(struct visit *v, const struct collection *c)
{
	if (c->people == 0) {
		page_text(v, words(v, P_D_COLLECTION_NOBODY));
		desk_link(v, DESK_AT(v, STR("/invite/group")),
			  P_D_INVITE_GROUP);
	} else if (c->people < COLLECTION_LEAST) {
		page_text(v, words(v, P_D_COLLECTION_FEW));
	}
	if (c->people > 0)
		page_next(v, DESK_AT(v, STR("/collection/close")),
			  words(v, P_D_COLLECTION_CLOSE));
	if (c->people < COLLECTION_LEAST)
		desk_link(v, DESK_AT(v, STR("/interview")),
			  P_D_COLLECTION_ASK_TOGETHER);
}

void page_desk_collection(struct visit *v)
{
	struct collection c = collection_of(v->desk, v->view);

	if (!desk_read_well(v->desk)) {
		visit_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_D_COLLECTION_TITLE), desk_round(v));
	page_text(v, words(v, P_D_COLLECTION_LEAD));
	write_facts(v, &c);
	if (c.closed)
		page_next(v, DESK_AT(v, STR("/collection/reopen")),
			  words(v, P_D_COLLECTION_REOPEN));
	else
		write_open(v, &c);
	page_end(v);
}

/* --- closing ------------------------------------------------------------------------- */

void page_desk_close(struct visit *v)
{
	struct collection c = collection_of(v->desk, v->view);

	desk_begin(v, words(v, P_D_CLOSE_TITLE),
		   DESK_AT(v, STR("/collection")));
	page_text(v, words(v, P_D_CLOSE_LEAD));
	page_text(v, words(v, P_D_CLOSE_WHY));
	write_facts(v, &c);
	form_begin(v, DESK_AT(v, STR("/collection/close")));
	control_danger(v, words(v, P_D_CLOSE_GO));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/collection")), P_D_CANCEL);
	page_end(v);
}

/* The three numbers of a closing, kept as "12 3 4" for the page after it. */
static void keep_done(struct visit *v, const struct closing_done *done)
{
	shown_keep(v, "closing",
		   PATH(v, visit_number(v, done->fresh), STR(" "),
			visit_number(v, done->kept), STR(" "),
			visit_number(v, done->without)));
}

static bool kept_done(struct visit *v, struct closing_done *done)
{
	struct str kept = shown_kept(v, "closing");
	size_t first = str_find(kept, STR(" "), 0);
	size_t second = first == SIZE_MAX
			    ? SIZE_MAX
			    : str_find(kept, STR(" "), first + 1);

	return second != SIZE_MAX &&
	       str_whole(str_sub(kept, 0, first), &done->fresh) &&
	       str_whole(str_sub(kept, first + 1, second), &done->kept) &&
	       str_whole(str_sub(kept, second + 1, kept.len), &done->without);
}

static void write_closed(struct visit *v, const struct closing_done *done)
{
	desk_begin(v, words(v, P_D_CLOSED_TITLE),
		   DESK_AT(v, STR("/collection")));
	page_facts_begin(v);
	page_fact(v, words(v, P_D_CLOSED_FRESH),
		  desk_count(v, done->fresh, P_D_QUESTION_1, P_D_QUESTION_N));
	page_fact(v, words(v, P_D_CLOSED_KEPT),
		  desk_count(v, done->kept, P_D_QUESTION_1, P_D_QUESTION_N));
	page_fact(v, words(v, P_D_CLOSED_WITHOUT),
		  desk_count(v, done->without, P_D_QUESTION_1,
			     P_D_QUESTION_N));
	page_facts_end(v);
	page_text(v, words(v, P_D_CLOSE_WHY));
	if (done->fresh + done->kept == 0)
		desk_link(v, DESK_AT(v, STR("/interview")),
			  P_D_COLLECTION_ASK_TOGETHER);
	page_next(v, DESK_AT(v, STR("/consensus")),
		  words(v, P_D_WAY_CONSENSUS));
	desk_link(v, desk_round(v), P_D_BACK_CASE);
	page_end(v);
}

void page_desk_close_do(struct visit *v)
{
	struct closing_done done;

	if (!collection_close(v->desk, v->view, &done)) {
		desk_troubled(v);
		return;
	}
	visit_note(v, "case.close", v->view->record->name);
	keep_done(v, &done);
	visit_redirect(v, DESK_AT(v, STR("/collection/closed")));
}

/* By Back and reload, as long as it is what was done last. */
void page_desk_closed(struct visit *v)
{
	struct closing_done done;

	if (v->view->round->closed && kept_done(v, &done))
		write_closed(v, &done);
	else
		visit_redirect(v, DESK_AT(v, STR("/collection")));
}

/* --- opening again ------------------------------------------------------------------------ */

void page_desk_reopen(struct visit *v)
{
	desk_begin(v, words(v, P_D_REOPEN_TITLE),
		   DESK_AT(v, STR("/collection")));
	page_text(v, words(v, P_D_REOPEN_LEAD));
	form_begin(v, DESK_AT(v, STR("/collection/reopen")));
	control_submit(v, words(v, P_D_COLLECTION_REOPEN));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/collection")), P_D_CANCEL);
	page_end(v);
}

void page_desk_reopen_do(struct visit *v)
{
	if (!collection_reopen(v->desk, v->view)) {
		desk_troubled(v);
		return;
	}
	visit_note(v, "case.reopen", v->view->record->name);
	desk_done(v, DESK_AT(v, STR("/collection")), "reopened");
}
