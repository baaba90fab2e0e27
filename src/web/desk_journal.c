/* Who changed what and when, and whether it still holds. */
#include "desk.h"

enum { DATE_LENGTH = 10, LINK_DIGITS = 12, EVENTS = 200 };

/* --- one event, in words ---------------------------------------------------------- */

static const struct question *question_of(const struct visit *v,
					  const struct event *e)
{
	uint32_t at = pack_find_question(v->view->pack, e->what);

	return at == NO_INDEX ? NULL : &v->view->pack->questions[at];
}

static struct str question_words(const struct visit *v, const struct event *e)
{
	const struct question *q = question_of(v, e);

	return q == NULL ? e->what : visit_text(v, &q->text);
}

static struct str change_words(const struct visit *v, const struct event *e,
			       const struct question *q)
{
	return desk_change(v, desk_spoken(v, q, &e->before),
			   desk_spoken(v, q, &e->after));
}

static struct str person(const struct visit *v, const struct event *e)
{
	return desk_who(v, e->who, e->group, e->agreed, e->together);
}

/* A particular may be taken back, and nothing stands in its place. */
static struct str particular_words(const struct visit *v,
				   const struct event *e,
				   const struct question *q)
{
	if (e->after.kind != ANSWER_MISSING)
		return change_words(v, e, q);
	return desk_change(v, desk_spoken(v, q, &e->before),
			   words(v, P_D_JOURNAL_NOT_GIVEN));
}

static struct str case_words(const struct visit *v, const struct event *e)
{
	static const struct {
		const char *particular;
		enum phrase phrase;
	} names[] = {
		{ "client", P_D_CASES_CLIENT }, { "name", P_D_ABOUT_NAME },
		{ "sector", P_D_JOURNAL_SECTOR },
		{ "staff", P_D_JOURNAL_STAFF },
		{ "keep_until", P_D_CASE_KEEP },
	};

	uint32_t sector = v->view->pack->sector_question;
	const struct question *q =
	    str_is(e->what, "sector") && sector != NO_INDEX
		? &v->view->pack->questions[sector]
		: NULL;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(e->what, names[i].particular))
			return desk_pair(v, words(v, names[i].phrase),
					 particular_words(v, e, q));
	return desk_pair(v, e->what, particular_words(v, e, q));
}

static struct str round_words(const struct visit *v, const struct event *e)
{
	struct str n = visit_number(v, e->round);

	if (e->before.kind == ANSWER_MISSING &&
	    e->after.kind == ANSWER_MISSING)
		return WORDS(v, P_D_JOURNAL_ROUND, n);
	return desk_pair(v,
			 WORDS(v, e->before.kind == ANSWER_MISSING
				      ? P_D_JOURNAL_ROUND
				      : P_D_JOURNAL_ROUND_NAMED,
			       n),
			 change_words(v, e, NULL));
}

static struct str collection_words(const struct visit *v, const struct event *e)
{
	return e->closed ? WORDS(v, P_D_JOURNAL_CLOSED,
				 desk_count(v, e->published, P_D_QUESTION_1,
					    P_D_QUESTION_N))
			 : words(v, P_D_JOURNAL_REOPENED);
}

static struct str decision_words(const struct visit *v, const struct event *e)
{
	const struct question *q = question_of(v, e);

	return WORDS(v, e->overrides ? P_D_JOURNAL_OVERRIDE
				     : P_D_JOURNAL_CONSENSUS,
		     question_words(v, e), change_words(v, e, q), e->author);
}

/* A word of the format, as people read it; any other stays. */
static struct str status_words(const struct visit *v, const struct spoken *s)
{
	static const enum evidence all[] = { EVIDENCE_DECLARED, EVIDENCE_SHOWN,
					     EVIDENCE_VERIFIED };

	for (int i = 0; i < 3 && s->kind == ANSWER_VALUE; i++)
		if (str_is(s->text, evidence_name(all[i])))
			return desk_evidence(v, all[i]);
	for (int i = 0; i < PROGRESS_COUNT && s->kind == ANSWER_VALUE; i++)
		if (str_is(s->text, progress_name((enum progress)i)))
			return desk_progress(v, (enum progress)i);
	return desk_spoken(v, NULL, s);
}

static struct str status_change(const struct visit *v, const struct event *e)
{
	return desk_change(v, status_words(v, &e->before),
			   status_words(v, &e->after));
}

static struct str answer_words(const struct visit *v, const struct event *e)
{
	return WORDS(v, P_D_JOURNAL_ANSWER, person(v, e), question_words(v, e),
		     e->note_alone ? words(v, P_D_JOURNAL_NOTE_ALONE)
				   : change_words(v, e, question_of(v, e)));
}

/* A block of the case, by its key in answers. */
static struct str block_words(const struct visit *v, const struct event *e)
{
	if (str_is(e->what, "plan"))
		return words(v, P_D_JOURNAL_PLAN);
	return str_is(e->what, "report") ? words(v, P_D_JOURNAL_REPORT)
					 : e->what;
}

static struct str criterion_words(const struct visit *v, const struct event *e)
{
	uint32_t c = pack_find_criterion(v->view->pack, e->what);

	return c == NO_INDEX
		   ? e->what
		   : visit_text(v, &v->view->pack->rubric.criteria[c].title);
}

static struct str initiative_words(const struct visit *v, const struct event *e)
{
	const struct pack *p = v->view->pack;
	uint32_t i = p->has_catalogue ? pack_find_initiative(p, e->what)
				      : NO_INDEX;

	return i == NO_INDEX ? e->what
			     : visit_text(
				   v, &p->catalogue.initiatives[i].title);
}

static struct str erasure_words(const struct visit *v, const struct event *e)
{
	if (str_is(e->what, "merge"))
		return WORDS(v, P_D_JOURNAL_WITHDRAWN,
			     desk_count(v, e->published, P_D_QUESTION_1,
					P_D_QUESTION_N));
	return words(v, str_is(e->what, "case")     ? P_D_JOURNAL_CASE_ERASED
			: str_is(e->what, "import") ? P_D_JOURNAL_TAKEN_BACK
						    : P_D_JOURNAL_PERSON_ERASED);
}

static struct str what_words(const struct visit *v, const struct event *e)
{
	switch (e->kind) {
	case CHANGE_CASE:
		return case_words(v, e);
	case CHANGE_ROUND:
		return round_words(v, e);
	case CHANGE_RESPONDENT:
		return WORDS(v, e->before.kind == ANSWER_MISSING
				    ? P_D_JOURNAL_BEGINS
				    : P_D_JOURNAL_RENAMED,
			     person(v, e));
	case CHANGE_ANSWER:
		return answer_words(v, e);
	case CHANGE_EVIDENCE:
		return WORDS(v, P_D_JOURNAL_EVIDENCE, criterion_words(v, e),
			     status_change(v, e));
	case CHANGE_DECISION:
		return decision_words(v, e);
	case CHANGE_BLOCK:
		return block_words(v, e);
	case CHANGE_COLLECTION:
		return collection_words(v, e);
	case CHANGE_PROGRESS:
	case CHANGE_READING:
		return WORDS(v, P_D_JOURNAL_INITIATIVE, initiative_words(v, e),
			     status_change(v, e));
	case CHANGE_IMPORT:
		return WORDS(v, P_D_JOURNAL_IMPORT, e->what);
	case CHANGE_ERASURE:
		return erasure_words(v, e);
	case CHANGE_KINDS:
		break;
	}
	return STR_NONE;
}

/* --- lines -------------------------------------------------------------------------- */

static struct str when(const struct visit *v, const struct event *e)
{
	if (e->staff)
		return words(v, P_D_JOURNAL_THAT_DAY);
	return e->at.len > DATE_LENGTH
		   ? str_sub(e->at, DATE_LENGTH + 1, DATE_LENGTH + 6)
		   : STR("–");
}

static struct str staff_words(const struct visit *v, const struct event *e)
{
	return e->people == 0
		   ? words(v, P_D_JOURNAL_STAFF_FEW)
		   : WORDS(v, P_D_JOURNAL_STAFF_CAME,
			   visit_number(v, e->people));
}

static void write_event(struct visit *v, const struct event *e)
{
	struct html *h = &v->html;

	page_row_begin(v);
	page_cell(v, when(v, e));
	page_cell(v, e->by.len > 0 && !e->staff ? e->by : STR("–"));
	html_open(h, "td", NULL);
	html_text(h, e->staff ? staff_words(v, e) : what_words(v, e));
	if (e->reason.len > 0)
		html_element(h, "p", "hint",
			     WORDS(v, P_D_JOURNAL_REASON, e->reason));
	if (e->from.len > 0)
		html_element(h, "p", "hint",
			     WORDS(v, P_D_JOURNAL_FROM, e->from));
	html_close(h, "td");
	page_cell(v, e->round > 0 ? visit_number(v, e->round) : STR("–"));
	page_row_end(v);
}

static bool same_date(const struct event *a, const struct event *b)
{
	return str_eq(str_sub(a->at, 0, DATE_LENGTH),
		      str_sub(b->at, 0, DATE_LENGTH));
}

/* A table for each day. */
static void write_events(struct visit *v, const struct history *h,
			 uint32_t from, uint32_t to)
{
	const struct str heads[] = { words(v, P_D_JOURNAL_HOUR),
				     words(v, P_D_JOURNAL_BY),
				     words(v, P_D_JOURNAL_WHAT),
				     words(v, P_D_ROUNDS_ROUND) };

	for (uint32_t i = from; i < to; i++) {
		const struct event *e = &h->events[i];

		if (i > from && !same_date(e, e - 1))
			page_table_end(v);
		if (i == from || !same_date(e, e - 1))
			page_table_begin(v, visit_date(v, e->at), heads, 4);
		write_event(v, e);
	}
	if (to > from)
		page_table_end(v);
}

/* --- the page ------------------------------------------------------------------------- */

static void write_verified(struct visit *v, const struct history *h)
{
	if (h->broken == 0)
		page_notice(v, WORDS(v, P_D_JOURNAL_HOLDS,
				     str_sub(h->last, 0, LINK_DIGITS)));
	else
		html_element(&v->html, "p", "fault",
			     WORDS(v, P_D_JOURNAL_BROKEN,
				   visit_number(v, h->broken)));
	if (h->erased)
		page_text(v, words(v, P_D_JOURNAL_ERASED));
}

/* The last page unless another is asked for; pages count from 1. */
static uint32_t page_asked(const struct visit *v, uint32_t pages)
{
	uint32_t n;

	return str_whole(visit_field(v, "page"), &n) && n > 0 && n <= pages
		       ? n
		       : pages;
}

static void write_other_page(struct visit *v, uint32_t page, enum phrase text)
{
	desk_link(v,
		  PATH(v, desk_case(v), STR("/journal?page="),
		       visit_number(v, page)),
		  text);
}

void page_desk_journal(struct visit *v)
{
	struct history h;
	uint32_t pages, page, to;

	if (!group_history(v->desk, v->view->record, &h)) {
		visit_troubled(v);
		return;
	}
	pages = h.count == 0 ? 1 : (h.count - 1) / EVENTS + 1;
	page = page_asked(v, pages);
	to = page * EVENTS < h.count ? page * EVENTS : h.count;
	desk_begin_wide(v, words(v, P_D_JOURNAL_TITLE), desk_case(v));
	page_text(v, words(v, P_D_JOURNAL_LEAD));
	write_verified(v, &h);
	if (page > 1)
		write_other_page(v, page - 1, P_D_JOURNAL_BEFORE);
	write_events(v, &h, (page - 1) * EVENTS, to);
	if (page < pages)
		write_other_page(v, page + 1, P_D_JOURNAL_AFTER);
	page_end(v);
}
