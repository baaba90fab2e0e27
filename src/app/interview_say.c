/* What was typed, checked and saved. */
#include "interview_part.h"

#include "base/arena.h"

/* --- from what was typed to a value -------------------------------------- */

struct typing {
	const struct question *q;
	struct arena *arena;
	enum lang lang;
	struct diags *diags;
};

static struct str number_text(struct arena *a, uint32_t n)
{
	struct buf b = buf_make(a);

	buf_int(&b, n);
	return buf_view(&b);
}

static void no_choice(const struct typing *t, struct str typed)
{
	enum message message = MSG_INTERVIEW_CHOICE;

	if (t->q->type == QUESTION_MULTIPLE)
		message = MSG_INTERVIEW_CHOICES;
	if (t->q->type == QUESTION_BOOLEAN)
		message = MSG_INTERVIEW_YES_NO;
	DIAG_STR(t->diags, (struct span){ 0 }, message, typed,
		 number_text(t->diags->arena, t->q->option_count));
}

/* An option by its number or its id; NO_INDEX when it is neither. */
static uint32_t find_option(const struct question *q, struct str typed)
{
	uint32_t n = 0;

	for (uint32_t o = 0; o < q->option_count; o++)
		if (typed.len > 0 && str_eq(q->options[o].id, typed))
			return o;
	for (size_t c = 0; c < typed.len; c++) {
		if (typed.at[c] < '0' || typed.at[c] > '9' || c == 3)
			return NO_INDEX;
		n = n * 10 + (uint32_t)(typed.at[c] - '0');
	}
	return n >= 1 && n <= q->option_count ? n - 1 : NO_INDEX;
}

static struct node *plain(struct arena *a, struct str text)
{
	struct node *node = node_text(a, text);

	node->plain = true;
	return node;
}

static struct node *one_option(const struct typing *t, struct str typed)
{
	uint32_t o = find_option(t->q, typed);

	if (o == NO_INDEX) {
		no_choice(t, typed);
		return NULL;
	}
	if (t->q->type == QUESTION_LEVEL)
		return plain(t->arena, number_text(t->arena, o + 1));
	return node_text(t->arena, t->q->options[o].id);
}

static bool parts_words(char c)
{
	return c == ',' || c == ';' || c == ' ';
}

/* Those chosen, as bits; false after a diagnostic. */
static bool read_options(const struct typing *t, struct str typed,
			 uint64_t *chosen)
{
	size_t at = 0;

	*chosen = 0;
	while (at < typed.len) {
		size_t end = at;
		uint32_t o;

		while (end < typed.len && !parts_words(typed.at[end]))
			end++;
		if (end > at) {
			o = find_option(t->q, str_sub(typed, at, end));
			if (o == NO_INDEX) {
				no_choice(t, str_sub(typed, at, end));
				return false;
			}
			*chosen |= (uint64_t)1 << o;
		}
		at = end + 1;
	}
	if (*chosen == 0)
		no_choice(t, typed);
	return *chosen != 0;
}

/* By the number that was typed rather than by the option's id. */
static bool stand_alone(const struct typing *t, uint64_t chosen)
{
	for (uint32_t o = 0; o < t->q->option_count; o++) {
		if ((chosen >> o & 1) == 0 || !t->q->options[o].exclusive ||
		    chosen == (uint64_t)1 << o)
			continue;
		DIAG_STR(t->diags, (struct span){ 0 }, MSG_ANSWER_EXCLUSIVE,
			 number_text(t->diags->arena, o + 1));
		return false;
	}
	return true;
}

static struct node *several_options(const struct typing *t, struct str typed)
{
	struct node *list = node_list(t->arena);
	uint64_t chosen;

	if (!read_options(t, typed, &chosen) || !stand_alone(t, chosen))
		return NULL;
	for (uint32_t o = 0; o < t->q->option_count; o++)
		if ((chosen >> o & 1) != 0)
			node_add(list,
				 node_text(t->arena, t->q->options[o].id));
	return list;
}

static struct node *yes_or_no(const struct typing *t, struct str typed)
{
	static const char *const yes[] = { "1", "o", "O",   "oui", "Oui", "OUI",
					   "y", "Y", "yes", "Yes", "YES",
					   "true" };
	static const char *const no[] = { "2",   "n",  "N",  "non", "Non",
					  "NON", "no", "No", "NO", "false" };

	for (size_t w = 0; w < sizeof(yes) / sizeof(yes[0]); w++)
		if (str_is(typed, yes[w]))
			return node_bool(t->arena, true);
	for (size_t w = 0; w < sizeof(no) / sizeof(no[0]); w++)
		if (str_is(typed, no[w]))
			return node_bool(t->arena, false);
	no_choice(t, typed);
	return NULL;
}

static struct node *number(const struct typing *t, struct str typed)
{
	struct str digits = lang_typed_number(t->arena, typed, t->lang);
	struct ratio value;

	if (ratio_parse(digits, &value))
		return plain(t->arena, digits);
	DIAG_STR(t->diags, (struct span){ 0 }, MSG_INTERVIEW_NUMBER, typed);
	return NULL;
}

static const struct node *typed_node(const struct typing *t, struct str typed)
{
	switch (t->q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		return one_option(t, typed);
	case QUESTION_MULTIPLE:
		return several_options(t, typed);
	case QUESTION_BOOLEAN:
		return yes_or_no(t, typed);
	case QUESTION_NUMBER:
		return number(t, typed);
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return node_text(t->arena, str_copy(t->arena, typed));
}

const struct node *interview_typed(struct arena *a, const struct question *q,
				   struct str typed, enum lang lang,
				   struct diags *diags)
{
	struct typing t = { .q = q, .arena = a, .lang = lang, .diags = diags };

	return typed_node(&t, str_trim(typed));
}

/* --- saving -------------------------------------------------------------- */

struct stamp interview_stamp(const struct interview *i)
{
	return i->kind == INTERVIEW_STAFF ? desk_staff_stamp(i->desk)
					  : desk_stamp(i->desk);
}

static bool save(struct interview *i, const struct change *changes,
		 size_t count, struct diags *diags)
{
	struct diags *kept = i->desk->diags;
	bool saved;

	i->desk->diags = diags;
	saved = desk_save(i->desk, changes, count);
	i->desk->diags = kept;
	i->unsaved[i->at] = !saved;
	return saved;
}

bool interview_is_named(const struct interview *i,
			const struct respondent_record *r)
{
	return i->kind != INTERVIEW_STAFF && r->group == i->group &&
	       r->agreed == (i->kind == INTERVIEW_AGREED) &&
	       r->together == (i->kind == INTERVIEW_TOGETHER) &&
	       str_eq(r->name, i->name);
}

/* Somebody may have begun under the same name meanwhile, elsewhere. */
static void look_again(struct interview *i)
{
	uint32_t count;
	const struct respondent_record *all = store_respondents(
	    i->desk->store, i->desk->arena, i->view->round->id, &count);

	for (uint32_t r = 0; r < count; r++) {
		if (!interview_is_named(i, &all[r]))
			continue;
		i->id = all[r].id;
		i->known = true;
	}
}

struct change interview_arrival(const struct interview *i,
				const struct stamp *stamp)
{
	struct respondent_record who = {
		.id = i->id,
		.round = i->view->round->id,
		.name = i->name,
		.group = i->group,
		.agreed = i->kind == INTERVIEW_AGREED,
		.together = i->kind == INTERVIEW_TOGETHER,
	};

	return change_respondent(i->desk->arena, stamp, i->record.id, &who);
}

bool interview_arrive(struct interview *i)
{
	struct stamp stamp = interview_stamp(i);
	struct change change;

	if (!i->known)
		look_again(i);
	if (i->known)
		return true;
	change = interview_arrival(i, &stamp);
	i->known = desk_save(i->desk, &change, 1);
	return i->known;
}

/*
 * Saves one record of theirs with all that follows from it: the arrival of
 * whoever speaks for the first time, and what is not applicable no more.
 */
static bool save_record(struct interview *i, const struct answer_record *record,
			const struct attempt *attempt, struct diags *diags)
{
	struct arena *a = i->desk->arena;
	uint32_t questions = i->pack->question_count;
	struct change *changes = ARENA_ARRAY(a, questions + 2, struct change);
	struct stamp stamp = interview_stamp(i);
	struct answer_record theirs = *record;
	size_t n = 0;

	if (!i->known)
		look_again(i);
	if (!i->known)
		changes[n++] = interview_arrival(i, &stamp);
	theirs.respondent = i->id;
	changes[n++] = change_answer(a, &stamp, i->record.id, &theirs);
	for (uint32_t q = 0; q < questions; q++) {
		struct answer_record back = i->said[q];

		if (!attempt->refused[q])
			continue;
		back.respondent = i->id;
		back.kind = ANSWER_MISSING;
		back.value = back.reason = STR_NONE;
		changes[n++] = change_answer(a, &stamp, i->record.id, &back);
	}
	if (!save(i, changes, n, diags))
		return false;
	i->known = true;
	return true;
}

/* What the spare turn read, as a record. */
static struct answer_record record_of(const struct interview *i, uint32_t q,
				      struct str note)
{
	struct arena *a = i->desk->arena;
	const struct answer *said = &i->spare.answers->sets[0].answers[q];

	return (struct answer_record){
		.question = i->pack->questions[q].id,
		.kind = said->kind,
		.value = case_value(a, &i->pack->questions[q], said),
		.reason = said->kind == ANSWER_NA ? str_copy(a, said->reason)
						  : STR_NONE,
		.note = note,
	};
}

/* `node` NULL: nothing is said to the question any more. */
static bool say(struct interview *i, const struct node *node, struct str note,
		struct diags *diags)
{
	struct attempt attempt = interview_attempt(i, i->at, node);
	struct answer_record record;

	if (!interview_try(i, &attempt, diags))
		return false;
	record = record_of(i, i->at, note);
	/* Without a node the case may still answer; that is not theirs. */
	if (node == NULL) {
		record.kind = ANSWER_MISSING;
		record.value = record.reason = STR_NONE;
	}
	if (!save_record(i, &record, &attempt, diags))
		return false;
	i->said[i->at] = record;
	interview_withdrawn(i, &attempt);
	interview_turn(i);
	return true;
}

/* --- what the case already says ------------------------------------------ */

static bool correct_case(struct interview *i, struct answer said,
			 struct diags *diags)
{
	const struct question *q = &i->pack->questions[i->at];
	struct case_record corrected = i->record, before = i->record;
	struct attempt none = interview_attempt(i, NO_INDEX, NULL);
	struct stamp stamp = desk_stamp(i->desk);
	struct change change;

	if (q->from_client == FROM_CLIENT_STAFF)
		corrected.staff = ratio_floor(said.number);
	else
		corrected.sector = q->options[said.choice].id;
	change = change_case(i->desk->arena, &stamp, &corrected);
	i->record = corrected;
	if (interview_try(i, &none, diags) && save(i, &change, 1, diags)) {
		interview_withdrawn(i, &none);
		interview_turn(i);
		return true;
	}
	i->record = before;
	return false;
}

bool interview_case_decides(const struct interview *i, uint32_t question)
{
	return !i->keeps_case && interview_from_case(i, question).len > 0;
}

/*
 * The case answers for everybody: the same value is no news, another one
 * corrects the case or is refused.
 */
static bool answer_for_case(struct interview *i, const struct node *node,
			    struct diags *diags)
{
	uint32_t q = i->at;
	struct case_record kept = i->record;
	struct attempt attempt = interview_attempt(i, q, node);
	const struct answer *typed;
	bool good;

	/* Read by itself: beside what the case says it would be a mistake. */
	i->record.staff = 0;
	i->record.sector = STR_NONE;
	good = interview_try(i, &attempt, diags);
	i->record = kept;
	if (!good)
		return false;
	typed = &i->spare.answers->sets[0].answers[q];
	if (answer_same(&i->pack->questions[q], typed, interview_said(i, q)))
		return true;
	if (i->keeps_case)
		return correct_case(i, *typed, diags);
	DIAG_STR(diags, (struct span){ 0 }, MSG_INTERVIEW_CASE_SAYS,
		 interview_from_case(i, q));
	return false;
}

/* --- the ways of answering ----------------------------------------------- */

bool interview_answer(struct interview *i, struct str typed, enum lang lang,
		      struct diags *diags)
{
	const struct node *node =
	    interview_typed(interview_paper(i), &i->pack->questions[i->at],
			    typed, lang, diags);

	if (node == NULL)
		return false;
	if (interview_from_case(i, i->at).len > 0)
		return answer_for_case(i, node, diags);
	return say(i, node, i->said[i->at].note, diags);
}

/* Neither don't know nor not applicable can stand beside what is known. */
static bool case_answers_it(const struct interview *i, struct diags *diags)
{
	struct str value = interview_from_case(i, i->at);

	if (value.len > 0)
		DIAG_STR(diags, (struct span){ 0 }, MSG_INTERVIEW_CASE_SAYS,
			 value);
	return value.len > 0;
}

bool interview_dont_know(struct interview *i, struct diags *diags)
{
	struct arena *a = interview_paper(i);
	struct node *map = node_map(a);

	if (case_answers_it(i, diags))
		return false;
	node_set(map, "dont_know", node_bool(a, true));
	return say(i, map, i->said[i->at].note, diags);
}

bool interview_na(struct interview *i, struct str reason, struct diags *diags)
{
	struct arena *a = interview_paper(i);
	struct node *map = node_map(a);

	if (case_answers_it(i, diags))
		return false;
	if (!interview_may_na(i)) {
		DIAG_STR(diags, (struct span){ 0 }, MSG_ANSWER_NA_NOT_OFFERED,
			 i->pack->questions[i->at].id);
		return false;
	}
	node_set(map, "na", node_text(a, str_copy(a, str_trim(reason))));
	return say(i, map, i->said[i->at].note, diags);
}

bool interview_withdraw(struct interview *i, struct diags *diags)
{
	interview_paper(i);
	if (case_answers_it(i, diags))
		return false;
	return say(i, NULL, i->said[i->at].note, diags);
}

/* --- beside the answer --------------------------------------------------- */

static bool is_private(const struct interview *i, struct diags *diags)
{
	if (i->kind == INTERVIEW_STAFF)
		DIAG(diags, (struct span){ 0 }, MSG_INTERVIEW_PRIVATE, "");
	return i->kind == INTERVIEW_STAFF;
}

/* The same texts as in an answers file. */
bool interview_text_is_good(struct str text, struct diags *diags)
{
	if (str_find_unseen(text) != SIZE_MAX) {
		DIAG(diags, (struct span){ 0 }, MSG_TEXT_UNSEEN, "");
		return false;
	}
	if (text.len > ANSWERS_TEXT) {
		DIAG_STR(diags, (struct span){ 0 }, MSG_TEXT_TOO_LONG,
			 number_text(diags->arena, (uint32_t)text.len),
			 number_text(diags->arena, ANSWERS_TEXT));
		return false;
	}
	return true;
}

bool interview_comment(struct interview *i, struct str text,
		       struct diags *diags)
{
	struct attempt none = interview_attempt(i, NO_INDEX, NULL);
	struct answer_record record = i->said[i->at];

	text = str_trim(text);
	if (is_private(i, diags) || !interview_text_is_good(text, diags))
		return false;
	record.note = str_copy(i->desk->arena, text);
	if (!save_record(i, &record, &none, diags))
		return false;
	i->said[i->at] = record;
	return true;
}

bool interview_evidence(struct interview *i, enum evidence status,
			struct str text, struct diags *diags)
{
	uint32_t criterion = i->pack->questions[i->at].criterion;
	struct evidence_record record = { .status = status,
					  .note = str_trim(text) };
	struct stamp stamp = desk_stamp(i->desk);
	struct change change;

	if (is_private(i, diags) || !interview_text_is_good(record.note, diags))
		return false;
	if (criterion == NO_INDEX) {
		DIAG(diags, (struct span){ 0 }, MSG_INTERVIEW_NO_CRITERION, "");
		return false;
	}
	record.criterion = i->pack->rubric.criteria[criterion].id;
	change = change_evidence(i->desk->arena, &stamp, i->record.id,
				 i->view->round->id, &record);
	return save(i, &change, 1, diags);
}

const struct str *interview_unsaved(const struct interview *i, struct arena *a,
				    uint32_t *count)
{
	struct str *all = ARENA_ARRAY(a, i->pack->question_count, struct str);

	*count = 0;
	for (uint32_t q = 0; q < i->pack->question_count; q++)
		if (i->unsaved[q])
			all[(*count)++] = i->pack->questions[q].id;
	return *count == 0 ? NULL : all;
}
