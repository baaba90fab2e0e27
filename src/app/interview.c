/* Beginning an interview: who it is, what they said. */
#include "interview_part.h"

#include "base/arena.h"
#include "recall_part.h"

enum { CODE_DIGITS = 8 };

/* --- may it begin? ------------------------------------------------------- */

static bool name_is_good(struct str name)
{
	return name.len > 0 && utf8_check(name.at, name.len) == name.len &&
	       str_find_unseen(name) == SIZE_MAX &&
	       str_find(name, STR("\n"), 0) == SIZE_MAX &&
	       str_chars(name) <= INTERVIEW_NAME;
}

/* An agreed set would stand for everybody else. */
static bool kinds_agree(struct desk *d, const struct case_view *view,
			bool agreed)
{
	for (uint32_t r = 0; r < view->respondent_count; r++) {
		if (view->respondents[r].agreed == agreed)
			continue;
		DIAG_STR(d->diags, (struct span){ 0 },
			 agreed ? MSG_INTERVIEW_PEOPLE : MSG_INTERVIEW_AGREED,
			 view->record->name);
		return false;
	}
	return true;
}

static bool may_begin(struct desk *d, const struct case_view *view,
		      const struct interview_wish *wish)
{
	if (wish->kind == INTERVIEW_NAMED && !name_is_good(wish->name)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_INTERVIEW_NAME,
			 wish->name);
		return false;
	}
	if (wish->kind == INTERVIEW_STAFF && view->round->closed) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_INTERVIEW_CLOSED,
			 view->record->name);
		return false;
	}
	return kinds_agree(d, view, wish->kind == INTERVIEW_AGREED);
}

/* --- who ----------------------------------------------------------------- */

/* `91BC-3F2A`, however it is typed, as an identifier begins. */
static struct str plain_code(struct arena *a, struct str code)
{
	struct buf b = buf_make(a);

	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (c >= 'A' && c <= 'F')
			buf_char(&b, (char)(c | 0x20));
		else if (c != '-' && c != ' ')
			buf_char(&b, c);
	}
	return buf_view(&b);
}

static bool is_them(const struct interview *i, struct str code,
		    const struct respondent_record *r)
{
	switch (i->kind) {
	case INTERVIEW_AGREED:
		return r->agreed;
	case INTERVIEW_NAMED:
		return !r->agreed && r->group == i->group &&
		       str_eq(r->name, i->name);
	case INTERVIEW_STAFF:
		return code.len >= CODE_DIGITS && r->group == GROUP_STAFF &&
		       !r->together &&
		       str_eq(str_sub(r->id, 0, code.len), code);
	case INTERVIEW_TOGETHER:
		return r->together;
	}
	BUG("interview kind %d", (int)i->kind);
}

/* The nearest name of the group, when this one is new. */
static struct str similar(const struct interview *i)
{
	const struct case_view *v = i->view;
	struct str *names =
	    ARENA_ARRAY(i->desk->arena, v->respondent_count + 1, struct str);
	size_t count = 0;

	for (uint32_t r = 0; r < v->respondent_count; r++)
		if (v->respondents[r].group == i->group)
			names[count++] = v->respondents[r].name;
	return str_nearest(i->desk->arena, i->name, names, count);
}

static bool find_person(struct interview *i, struct str typed)
{
	struct str code = plain_code(i->desk->arena, typed);
	uint32_t found = 0;

	for (uint32_t r = 0; r < i->view->respondent_count; r++) {
		if (!is_them(i, code, &i->view->respondents[r]))
			continue;
		i->id = i->view->respondents[r].id;
		found++;
	}
	i->known = i->resumed = found == 1;
	if (i->kind == INTERVIEW_STAFF && typed.len > 0 && found != 1) {
		DIAG_STR(i->desk->diags, (struct span){ 0 }, MSG_INTERVIEW_CODE,
			 typed);
		return false;
	}
	if (!i->known)
		i->id = desk_new_id(i->desk);
	if (!i->known && i->kind == INTERVIEW_NAMED)
		i->similar = similar(i);
	return true;
}

/* --- what they said ------------------------------------------------------ */

void interview_mark(struct interview *i)
{
	struct store *s = i->desk->store;

	if (!store_mark(s, i->view->record->id, &i->mark) ||
	    store_left_out(s, i->view->record->id))
		i->mark = (struct store_mark){ 0 };
}

bool interview_load_said(struct interview *i)
{
	struct desk *d = i->desk;
	uint32_t count;
	const struct answer_record *all;

	for (uint32_t q = 0; q < i->pack->question_count; q++)
		i->said[q] = (struct answer_record){
			.question = i->pack->questions[q].id,
		};
	if (!i->known)
		return true;
	all = store_answers_of(d->store, d->arena, i->id, NULL, 0, &count);
	for (uint32_t n = 0; n < count; n++) {
		uint32_t q = pack_find_question(i->pack, all[n].question);

		if (q != NO_INDEX)
			i->said[q] = all[n];
	}
	return desk_read_well(d);
}

/* Of the same moment as the view, which was looked at just now. */
static bool load_with_view(struct interview *i)
{
	if (!recall_mark(i->desk, i->view, &i->mark))
		interview_mark(i);
	i->recalled = i->known &&
		      recall_said(i->desk, i->view, i->id, i->said,
				  &i->spare.asked);
	return i->recalled || interview_load_said(i);
}

/* --- beginning ----------------------------------------------------------- */

static enum group group_of(const struct interview_wish *wish)
{
	if (wish->kind == INTERVIEW_AGREED)
		return GROUP_LEADERS;
	return wish->kind == INTERVIEW_NAMED ? wish->group : GROUP_STAFF;
}

/* One of a list, after those of it that decide whether it is asked. */
static void put_listed(struct interview *i, const struct interview_wish *wish,
		       uint32_t question)
{
	const struct question *q = &i->pack->questions[question];

	if (i->listed[question])
		return;
	i->listed[question] = true;
	for (uint32_t n = 0; n < wish->question_count; n++)
		if (question_reads(q, wish->questions[n]))
			put_listed(i, wish, wish->questions[n]);
	i->order[i->order_count++] = question;
}

/* All of the pack, or those wished for. */
static void put_in_order(struct interview *i,
			 const struct interview_wish *wish)
{
	uint32_t questions = i->pack->question_count;

	i->order = ARENA_ARRAY(i->desk->arena, questions, uint32_t);
	if (wish->questions != NULL)
		i->listed = ARENA_ARRAY(i->desk->arena, questions, bool);
	for (uint32_t n = 0; n < wish->question_count; n++)
		put_listed(i, wish, wish->questions[n]);
	for (uint32_t q = 0; i->listed == NULL && q < questions; q++)
		i->order[i->order_count++] = q;
}

static struct interview *make(struct desk *d, const struct case_view *view,
			      const struct interview_wish *wish)
{
	struct interview *i = ARENA_NEW(d->arena, struct interview);
	uint32_t questions = view->pack->question_count;

	i->desk = d;
	i->view = view;
	i->record = *view->record;
	i->pack = view->pack;
	i->kind = wish->kind;
	i->group = group_of(wish);
	i->name = wish->kind == INTERVIEW_NAMED ? wish->name : STR_NONE;
	i->express = wish->express;
	put_in_order(i, wish);
	i->keeps_case = wish->keeps_case || wish->kind == INTERVIEW_AGREED;
	i->scorer = shelf_lend(d->shelf, i->pack);
	i->said = ARENA_ARRAY(d->arena, questions, struct answer_record);
	i->firm = ARENA_ARRAY(d->arena, questions, struct str);
	i->unsaved = ARENA_ARRAY(d->arena, questions, bool);
	i->skipped = ARENA_ARRAY(d->arena, questions, bool);
	i->deciders = interview_deciding_short_path(i);
	i->at = NO_INDEX;
	i->now.arena = i->scorer->now;
	i->now.asked = asked_now_make(d->arena, questions);
	i->spare.arena = i->scorer->spare;
	i->spare.asked = asked_now_make(d->arena, questions);
	return i;
}

/* Finds what is asked, and remembers it, where it is not remembered. */
static bool find_asked(struct interview *i)
{
	struct attempt none = interview_attempt(i, NO_INDEX, NULL);
	struct desk *d = i->desk;

	if (i->recalled && i->listed == NULL)
		return interview_read(i, d->diags);
	if (!interview_try(i, &none, d->diags))
		return false;
	interview_withdrawn(i, &none);
	/* Not applicable no more, by what the firm said since: the file still
	   says so, until the next save withdraws it. */
	if (i->withdrawn > 0)
		i->mark = (struct store_mark){ 0 };
	else if (i->known && i->listed == NULL)
		recall_keep_said(d, i->view, i->id, i->said, &i->spare.asked);
	return true;
}

struct interview *interview_begin(struct desk *d, const struct case_view *view,
				  const struct interview_wish *wish)
{
	struct interview_wish clean = *wish;
	struct interview *i;

	clean.name = str_trim(wish->name);
	clean.code = str_trim(wish->code);
	if (!may_begin(d, view, &clean))
		return NULL;
	i = make(d, view, &clean);
	if (!find_person(i, clean.code) || !load_with_view(i)) {
		interview_end(i);
		return NULL;
	}
	interview_load_firm(i, wish->before);
	if (!find_asked(i)) {
		interview_end(i);
		return NULL;
	}
	interview_turn(i);
	interview_place(i);
	return i;
}

void interview_end(struct interview *i)
{
	if (i == NULL || i->scorer == NULL)
		return;
	shelf_give_back(i->desk->shelf, i->scorer);
	i->scorer = NULL;
}

/* --- told to the front end ----------------------------------------------- */

enum interview_kind interview_kind(const struct interview *i)
{
	return i->kind;
}

enum group interview_group(const struct interview *i)
{
	return i->group;
}

struct str interview_name(const struct interview *i)
{
	return i->name;
}

bool interview_is_there(const struct interview *i)
{
	return i->known;
}

bool interview_resumed(const struct interview *i)
{
	return i->resumed;
}

struct str interview_similar(const struct interview *i)
{
	return i->similar;
}

struct str interview_respondent(const struct interview *i)
{
	return i->id;
}

struct str interview_code(const struct interview *i, struct arena *a)
{
	struct buf b = buf_make(a);

	for (size_t n = 0; n < CODE_DIGITS; n++) {
		char c = i->id.at[n];

		if (n == CODE_DIGITS / 2)
			buf_char(&b, '-');
		buf_char(&b, c >= 'a' ? (char)(c & ~0x20) : c);
	}
	return buf_view(&b);
}

/* --- the result ---------------------------------------------------------- */

/* The round as it stands now, and not as it began. */
static struct case_view *look(const struct interview *i, struct diags *unheard)
{
	struct desk *d = i->desk;
	struct diags *kept = d->diags;
	struct case_view *view;

	diags_init(unheard, d->arena);
	d->diags = unheard;
	view = case_view(d, i->record.id, i->view->number);
	d->diags = kept;
	return view;
}

static bool sees_all(const struct interview *i, const struct case_view *view)
{
	return i->kind == INTERVIEW_AGREED ||
	       (i->kind == INTERVIEW_NAMED &&
		(i->keeps_case || (view != NULL && view->round->closed)));
}

bool interview_sees_all(const struct interview *i)
{
	struct diags unheard;

	return sees_all(i, look(i, &unheard));
}

struct score *interview_result(const struct interview *i)
{
	struct desk *d = i->desk;
	struct diags *kept = d->diags, unheard;
	struct case_view *view;
	struct score *s = NULL;

	if (i->kind == INTERVIEW_STAFF || i->kind == INTERVIEW_TOGETHER)
		return NULL;
	view = look(i, &unheard);
	if (!sees_all(i, view))
		return score_case(d->arena, i->pack, i->now.answers, &unheard);
	d->diags = &unheard;
	if (view != NULL)
		s = case_score(d, view, i->pack);
	d->diags = kept;
	return s;
}
