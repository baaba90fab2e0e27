/* Beginning an interview: who it is, what they said, what the firm says. */
#include "interview_part.h"

#include "base/arena.h"

enum { NAME_CHARS = 200, CODE_DIGITS = 8 };

/* --- may it begin? ------------------------------------------------------- */

static bool name_is_good(struct str name)
{
	return name.len > 0 && utf8_check(name.at, name.len) == name.len &&
	       str_find_unseen(name) == SIZE_MAX &&
	       str_find(name, STR("\n"), 0) == SIZE_MAX &&
	       str_chars(name) <= NAME_CHARS;
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

static void load_said(struct interview *i, const struct answer_record *all,
		      uint32_t count)
{
	for (uint32_t r = 0; r < count; r++) {
		uint32_t q = pack_find_question(i->pack, all[r].question);

		if (q != NO_INDEX && str_eq(all[r].respondent, i->id))
			i->said[q] = all[r];
	}
}

static bool load_all_said(struct interview *i)
{
	struct desk *d = i->desk;
	uint32_t count;
	const struct answer_record *all;

	for (uint32_t q = 0; q < i->pack->question_count; q++)
		i->said[q].question = i->pack->questions[q].id;
	if (!i->known)
		return true;
	all = store_comments(d->store, d->arena, i->view->round->id, &count);
	load_said(i, all, count);
	all = store_answers(d->store, d->arena, i->view->round->id, &count);
	load_said(i, all, count);
	return desk_read_well(d);
}

/* --- what the firm says -------------------------------------------------- */

struct following {
	const struct pack *pack;
	bool *questions; /* read, found so far */
	bool *facts;     /* already followed */
};

static void follow(void *context, enum expr_symbol_kind kind, uint32_t index,
		   struct span where)
{
	struct following *f = context;

	(void)where;
	if (kind == EXPR_QUESTION)
		f->questions[index] = true;
	if (kind == EXPR_FACT && !f->facts[index]) {
		f->facts[index] = true;
		expr_uses(f->pack->facts[index].is, follow, f);
	}
}

static void follow_some(struct following *f, const struct expr *e)
{
	if (e != NULL)
		expr_uses(e, follow, f);
}

/* What the conditions of a question read. */
static void follow_question(struct following *f, uint32_t question)
{
	const struct question *q = &f->pack->questions[question];

	follow_some(f, q->when);
	follow_some(f, q->na_when);
	follow_some(f, f->pack->sections[q->section].when);
}

static struct following following(struct arena *a, const struct pack *pack)
{
	return (struct following){
		.pack = pack,
		.questions = ARENA_ARRAY(a, pack->question_count, bool),
		.facts = ARENA_ARRAY(a, pack->fact_count, bool),
	};
}

static const bool *deciding(const struct interview *i)
{
	struct following f = following(i->desk->arena, i->pack);

	for (uint32_t q = 0; q < i->pack->question_count; q++)
		if (interview_asks(i, q))
			follow_question(&f, q);
	return f.questions;
}

static const bool *deciding_short_path(const struct interview *i)
{
	struct following f = following(i->desk->arena, i->pack);

	for (uint32_t n = 0; n < i->pack->express_count; n++)
		follow_question(&f, i->pack->express[n]);
	return f.questions;
}

/*
 * Through the score of the round, in which only published answers of the
 * staff are. A round that cannot be scored leaves everything waiting.
 */
static void load_firm(struct interview *i)
{
	struct desk *d = i->desk;
	struct diags *kept = d->diags, unheard;
	const bool *reads = deciding(i);
	const struct score *s;

	diags_init(&unheard, d->arena);
	d->diags = &unheard;
	s = case_score(d, i->view, i->pack);
	d->diags = kept;
	for (uint32_t q = 0; s != NULL && q < i->pack->question_count; q++)
		if (reads[q] && !interview_asks(i, q))
			i->firm[q] =
			    case_value(d->arena, &i->pack->questions[q],
				       s->questions[q].firm);
}

/* --- beginning ----------------------------------------------------------- */

static enum group group_of(const struct interview_wish *wish)
{
	if (wish->kind == INTERVIEW_AGREED)
		return GROUP_LEADERS;
	return wish->kind == INTERVIEW_NAMED ? wish->group : GROUP_STAFF;
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
	i->said = ARENA_ARRAY(d->arena, questions, struct answer_record);
	i->firm = ARENA_ARRAY(d->arena, questions, struct str);
	i->unsaved = ARENA_ARRAY(d->arena, questions, bool);
	i->skipped = ARENA_ARRAY(d->arena, questions, bool);
	i->deciders = deciding_short_path(i);
	i->at = NO_INDEX;
	i->now.arena = arena_open();
	i->spare.arena = arena_open();
	return i;
}

struct interview *interview_begin(struct desk *d, const struct case_view *view,
				  const struct interview_wish *wish)
{
	struct interview_wish clean = *wish;
	struct attempt none;
	struct interview *i;

	clean.name = str_trim(wish->name);
	clean.code = str_trim(wish->code);
	if (!may_begin(d, view, &clean))
		return NULL;
	i = make(d, view, &clean);
	none = interview_attempt(i, NO_INDEX, NULL);
	if (!find_person(i, clean.code) || !load_all_said(i)) {
		interview_end(i);
		return NULL;
	}
	load_firm(i);
	if (!interview_try(i, &none, d->diags)) {
		interview_end(i);
		return NULL;
	}
	/* Not applicable no more, by what the firm said since. */
	interview_withdrawn(i, &none);
	interview_turn(i);
	interview_place(i);
	return i;
}

void interview_end(struct interview *i)
{
	if (i == NULL)
		return;
	arena_close(i->now.arena);
	arena_close(i->spare.arena);
	i->now.arena = i->spare.arena = NULL;
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

bool interview_resumed(const struct interview *i)
{
	return i->resumed;
}

struct str interview_similar(const struct interview *i)
{
	return i->similar;
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

struct score *interview_result(const struct interview *i)
{
	struct desk *d = i->desk;
	struct diags *kept = d->diags, unheard;
	struct score *s = NULL;
	struct case_view *view;

	if (i->kind == INTERVIEW_STAFF || i->kind == INTERVIEW_TOGETHER)
		return NULL;
	diags_init(&unheard, d->arena);
	d->diags = &unheard;
	view = case_view(d, i->record.id, i->view->number);
	if (view != NULL)
		s = case_score(d, view, i->pack);
	d->diags = kept;
	return s;
}
