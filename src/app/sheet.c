/*
 * A sheet is judged whole, then written if what it was judged on still
 * stands; else it is judged again.
 */
#include "base/arena.h"
#include "base/digest.h"
#include "recall_part.h"
#include "sheet_part.h"

/* --- what stands --------------------------------------------------------- */

enum { MARK_DIGITS = 12 };

static struct str mark_of(struct arena *a, const struct answer_record *r,
			  struct str of_case)
{
	const char kind[] = { (char)('0' + r->kind) };
	struct str texts[] = {
		r->question, { kind, 1 }, r->value, r->reason, r->note, of_case,
	};
	struct digest d =
	    digest_of_all(texts, sizeof(texts) / sizeof(texts[0]));

	return str_copy(a, (struct str){ d.hex, MARK_DIGITS });
}

struct str sheet_mark(const struct interview *i, uint32_t question,
		      struct arena *a)
{
	return mark_of(a, &i->said[question],
		       interview_from_case(i, question));
}

/* --- a sheet at work ----------------------------------------------------- */

/* It would be saved, unless something of it is found wrong later. */
static bool is_wanted(const struct saying *s)
{
	return s->result == SAYING_UNSAVED;
}

static void wrong(struct saying *s, const struct diags *heard)
{
	s->result = SAYING_WRONG;
	s->wrong = NULL;
	for (size_t n = 0; n < heard->count && s->wrong == NULL; n++)
		if (diag_severity(&heard->items[n]) == SEVERITY_ERROR)
			s->wrong = &heard->items[n];
	if (s->wrong == NULL)
		BUG("a wrong answer without a diagnostic");
}

/* Each has diagnostics of its own, for as long as the sheet's. */
static struct diags *hearing(const struct sheet *w)
{
	struct diags *heard = ARENA_NEW(w->diags->arena, struct diags);

	diags_init(heard, w->diags->arena);
	return heard;
}

/* --- one answer, by itself ----------------------------------------------- */

static bool can_be_emptied(const struct question *q)
{
	switch (q->type) {
	case QUESTION_MULTIPLE:
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		return true;
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
	case QUESTION_BOOLEAN:
		break;
	}
	return false;
}

/* An empty field is an answer taken back, or left as it is. */
static enum saying_kind kind_of(const struct interview *i,
				const struct saying *s)
{
	if (s->kind != SAYING_VALUE || str_trim(s->typed).len > 0)
		return s->kind;
	if (interview_from_case(i, s->question).len > 0 ||
	    !can_be_emptied(&i->pack->questions[s->question]))
		return SAYING_NOTHING;
	return SAYING_WITHDRAW;
}

static const struct node *na_node(const struct sheet *w,
				  const struct saying *s, struct diags *heard)
{
	const struct question *q = &w->i->pack->questions[s->question];
	struct arena *a = w->i->spare.arena;
	struct node *map = node_map(a);

	if (!q->na_always && q->na_when == NULL) {
		DIAG_STR(heard, (struct span){ 0 }, MSG_ANSWER_NA_NOT_OFFERED,
			 q->id);
		return NULL;
	}
	node_set(map, "na",
		 node_text(a, str_copy(a, str_trim(s->reason))));
	return map;
}

/* As answers_read takes it; NULL after a diagnostic. */
static const struct node *node_of(const struct sheet *w, const struct saying *s,
				  enum saying_kind kind, struct diags *heard)
{
	struct arena *a = w->i->spare.arena;
	struct node *map;

	if (kind == SAYING_NA)
		return na_node(w, s, heard);
	if (kind == SAYING_VALUE)
		return interview_typed(a,
				       &w->i->pack->questions[s->question],
				       s->typed, w->lang, heard);
	map = node_map(a);
	node_set(map, "dont_know", node_bool(a, true));
	return map;
}

static struct answer_record record_of(const struct sheet *w, uint32_t q,
				      const struct answer *said)
{
	struct arena *a = w->i->desk->arena;
	struct answer_record r = { .question = w->i->said[q].question,
				   .note = w->i->said[q].note,
				   .kind = said->kind };

	r.value = case_value(a, &w->i->pack->questions[q], said);
	if (said->kind == ANSWER_NA)
		r.reason = str_copy(a, said->reason);
	return r;
}

static bool put_note(const struct sheet *w, const struct saying *s,
		     struct answer_record *r, struct diags *heard)
{
	struct str note = str_trim(s->note);

	if (!s->has_note)
		return true;
	if (w->i->kind == INTERVIEW_STAFF && note.len > 0) {
		DIAG(heard, (struct span){ 0 }, MSG_INTERVIEW_PRIVATE, "");
		return false;
	}
	if (!interview_text_is_good(note, heard))
		return false;
	r->note = str_copy(w->i->desk->arena, note);
	return true;
}

/* --- what the case answers ----------------------------------------------- */

static bool case_has(const struct sheet *w, const struct question *q,
		     const struct answer *said)
{
	const struct case_record *r = &w->i->record;

	if (q->from_client == FROM_CLIENT_STAFF)
		return ratio_cmp(said->number, RATIO(r->staff)) == 0;
	return str_eq(q->options[said->choice].id, r->sector);
}

static void correct(struct sheet *w, const struct question *q,
		    const struct answer *said)
{
	if (q->from_client == FROM_CLIENT_STAFF)
		w->record.staff = ratio_floor(said->number);
	else
		w->record.sector = q->options[said->choice].id;
}

/* --- judging one --------------------------------------------------------- */

/* What a saying asks for. */
struct asked {
	enum saying_kind kind;
	const struct node *node;
	struct answer said;	/* read from it */
	struct answer_record record;	/* as it would stand */
	bool replaces;		/* what the respondent had said */
	bool corrects;		/* the case, and not the record */
};

/* What was typed or chosen, read as an answer; false after a diagnostic. */
static bool read_asked(const struct sheet *w, const struct saying *s,
		       struct asked *asked, struct diags *heard)
{
	const struct question *q = &w->i->pack->questions[s->question];

	asked->node = node_of(w, s, asked->kind, heard);
	return asked->node != NULL &&
	       answer_read_alone(w->i->spare.arena, q, asked->node, heard,
				 &asked->said);
}

/* To a question that the case answers, for everybody. */
static bool ask_case(const struct sheet *w, const struct saying *s,
		     struct asked *asked, struct diags *heard)
{
	const struct question *q = &w->i->pack->questions[s->question];
	bool value = asked->kind == SAYING_VALUE;

	if (asked->kind == SAYING_NOTHING ||
	    (value && case_has(w, q, &asked->said)))
		return true;
	asked->corrects = w->i->keeps_case && value;
	if (!asked->corrects)
		DIAG_STR(heard, (struct span){ 0 }, MSG_INTERVIEW_CASE_SAYS,
			 interview_from_case(w->i, s->question));
	return asked->corrects;
}

/* False after a diagnostic. */
static bool ask(const struct sheet *w, const struct saying *s,
		struct asked *asked, struct diags *heard)
{
	const struct interview *i = w->i;
	uint32_t q = s->question;

	*asked = (struct asked){ .kind = kind_of(i, s),
				 .record = i->said[q] };
	if (!interview_asks(i, q)) {
		DIAG_STR(heard, (struct span){ 0 }, MSG_INTERVIEW_OTHER_GROUP,
			 i->pack->questions[q].id);
		return false;
	}
	if (asked->kind != SAYING_NOTHING && asked->kind != SAYING_WITHDRAW &&
	    !read_asked(w, s, asked, heard))
		return false;
	if (interview_from_case(i, q).len > 0) {
		if (!ask_case(w, s, asked, heard))
			return false;
	} else if (asked->kind != SAYING_NOTHING) {
		asked->replaces = true;
		asked->record = record_of(w, q, &asked->said);
	}
	return put_note(w, s, &asked->record, heard);
}

/* The mark that a form would have had that showed what is asked for. */
static struct str mark_asked(const struct sheet *w, uint32_t q,
			     const struct asked *asked)
{
	const struct question *question = &w->i->pack->questions[q];
	struct buf of_case = buf_make(w->diags->arena);

	if (!asked->corrects)
		return mark_of(w->diags->arena, &asked->record,
			       interview_from_case(w->i, q));
	if (question->from_client == FROM_CLIENT_STAFF)
		buf_int(&of_case, ratio_floor(asked->said.number));
	else
		buf_str(&of_case, question->options[asked->said.choice].id);
	return mark_of(w->diags->arena, &asked->record, buf_view(&of_case));
}

static bool is_stale(const struct sheet *w, const struct saying *s)
{
	struct str seen = str_trim(s->seen);

	return seen.len > 0 &&
	       !str_eq(seen, sheet_mark(w->i, s->question, w->diags->arena));
}

static void want(struct sheet *w, struct saying *s, const struct asked *asked)
{
	uint32_t q = s->question;

	s->result = SAYING_UNSAVED;
	w->next[q] = asked->record;
	if (asked->corrects) {
		correct(w, &w->i->pack->questions[q], &asked->said);
		w->corrects = true;
	}
	if (asked->replaces) {
		w->attempt.tried[q] = true;
		w->attempt.nodes[q] = asked->node;
	}
}

static void judge_one(struct sheet *w, struct saying *s)
{
	struct diags *heard = hearing(w);
	struct asked asked;

	s->untouched = false;
	s->wrong = NULL;
	if (!ask(w, s, &asked, heard)) {
		wrong(s, heard);
	} else if (!asked.corrects &&
		   case_same_said(&asked.record, &w->i->said[s->question])) {
		s->result = SAYING_SAME;
	} else if (is_stale(w, s)) {
		s->result = SAYING_STALE;
		s->untouched = str_eq(str_trim(s->seen),
				      mark_asked(w, s->question, &asked));
	} else {
		want(w, s, &asked);
	}
}

/* --- judging all together ------------------------------------------------ */

/*
 * A "not applicable" of the sheet that the rest of it makes impossible is
 * wrong, and what stood before stays. False when there is none: the trouble
 * is elsewhere.
 */
static bool drop_refused(struct sheet *w, const struct diags *heard)
{
	bool dropped = false;

	for (uint32_t n = 0; n < w->count; n++) {
		uint32_t q = w->all[n].question;

		if (!w->attempt.tried[q] || !w->attempt.refused[q])
			continue;
		w->attempt.tried[q] = w->attempt.refused[q] = false;
		w->next[q] = w->i->said[q];
		wrong(&w->all[n], heard);
		dropped = true;
	}
	return dropped;
}

/* Scores it all in the spare turn, under the case as it would be. */
static bool try_all(struct sheet *w)
{
	struct interview *i = w->i;
	struct case_record before = i->record;
	struct diags *heard;
	bool good;

	i->record = w->record;
	do {
		heard = hearing(w);
		good = interview_try(i, &w->attempt, heard);
	} while (!good && drop_refused(w, heard));
	i->record = before;
	for (size_t n = 0; !good && n < heard->count; n++)
		diag_add_str(w->diags, heard->items[n].span,
			     heard->items[n].message, heard->items[n].args,
			     DIAG_ARGS);
	return good;
}

/* "Not applicable" that stood, and no more. */
static void withdraw_refused(struct sheet *w)
{
	for (uint32_t q = 0; q < w->i->pack->question_count; q++) {
		if (!w->attempt.refused[q])
			continue;
		w->next[q].kind = ANSWER_MISSING;
		w->next[q].value = w->next[q].reason = STR_NONE;
	}
}

static bool judge(struct sheet *w)
{
	struct interview *i = w->i;
	bool wanted = false;

	interview_paper(i);
	w->attempt = interview_attempt(i, NO_INDEX, NULL);
	w->record = i->record;
	w->corrects = false;
	for (uint32_t q = 0; q < i->pack->question_count; q++)
		w->next[q] = i->said[q];
	for (uint32_t n = 0; n < w->count; n++) {
		judge_one(w, &w->all[n]);
		wanted = wanted || is_wanted(&w->all[n]);
	}
	if (!wanted)
		return true;
	if (!try_all(w))
		return false;
	withdraw_refused(w);
	return true;
}

/* --- what is on the disk now --------------------------------------------- */

static void take(struct sheet *w)
{
	struct interview *i = w->i;

	for (uint32_t n = 0; n < w->count; n++) {
		if (!is_wanted(&w->all[n]))
			continue;
		w->all[n].result = SAYING_SAVED;
		i->unsaved[w->all[n].question] = false;
	}
	if (w->corrects || !i->known)
		recall_forget(i->desk, i->view);
	else
		recall_move(i->desk, i->view, &(struct recall_move){
			.respondent = i->id,
			.before = &i->mark,
			.now = &w->mark,
			.was = i->said,
			.is = w->next,
			.asked = &i->spare.asked,
		});
	for (uint32_t q = 0; q < i->pack->question_count; q++)
		i->said[q] = w->next[q];
	i->mark = w->mark;
	i->known = i->known || w->change_count > (w->corrects ? 1 : 0);
	i->record = w->record;
	interview_withdrawn(i, &w->attempt);
	interview_turn(i);
}

static bool give_up(struct sheet *w)
{
	for (uint32_t n = 0; n < w->count; n++)
		if (is_wanted(&w->all[n]))
			w->i->unsaved[w->all[n].question] = true;
	return false;
}

/* Nothing was wanted, but somebody else's answers were read: they count. */
static bool turn_alone(struct sheet *w)
{
	if (!w->moved)
		return true;
	if (!try_all(w))
		return false;
	interview_withdrawn(w->i, &w->attempt);
	interview_turn(w->i);
	return true;
}

bool sheet_say(struct interview *i, struct saying *all, uint32_t count,
	       enum lang lang, struct diags *diags)
{
	struct sheet w = { .i = i, .all = all, .count = count, .lang = lang,
			   .diags = diags };

	w.next = ARENA_ARRAY(i->desk->arena, i->pack->question_count,
			     struct answer_record);
	/* Each time round, somebody else has written: it ends with them. */
	for (;;) {
		if (!judge(&w))
			return give_up(&w);
		sheet_changes(&w);
		if (w.change_count == 0)
			return turn_alone(&w);
		if (!sheet_write(&w))
			return give_up(&w);
		if (!w.moved)
			break;
		if (!sheet_look_again(&w))
			return give_up(&w);
	}
	take(&w);
	return true;
}
