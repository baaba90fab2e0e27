/* Where the interview is, and where it goes next. */
#include "interview_part.h"

#include "base/arena.h"

/* --- in order ------------------------------------------------------------ */

/* The place of a question among those asked; past the end, of none. */
static uint32_t place_of(const struct interview *i, uint32_t q)
{
	uint32_t n = 0;

	while (n < i->order_count && i->order[n] != q)
		n++;
	return n;
}

/* The first that applies from a place on, or NO_INDEX. */
static uint32_t first_from(const struct interview *i, uint32_t place)
{
	for (; place < i->order_count; place++)
		if (interview_applies(i, i->order[place]))
			return i->order[place];
	return NO_INDEX;
}

static uint32_t first_open(const struct interview *i, uint32_t from)
{
	for (uint32_t n = from; n < i->order_count; n++)
		if (interview_is_open(i, i->order[n]))
			return i->order[n];
	return NO_INDEX;
}

/* --- the short path ------------------------------------------------------ */

/* Open, and not to be left for later. */
static bool may_pick(const struct interview *i, uint32_t q)
{
	return interview_is_open(i, q) && !i->skipped[q];
}

/* What the short path cannot do without: required, or hiding its questions. */
static uint32_t first_needed(const struct interview *i)
{
	for (uint32_t q = 0; q < i->pack->question_count; q++)
		if (may_pick(i, q) &&
		    (i->pack->questions[q].required || i->deciders[q]))
			return q;
	return NO_INDEX;
}

static uint32_t pick(const struct interview *i)
{
	uint32_t question = first_needed(i);
	struct arena *a;
	bool *among;

	if (question != NO_INDEX)
		return question;
	a = arena_open();
	among = ARENA_ARRAY(a, i->pack->question_count, bool);
	for (uint32_t q = 0; q < i->pack->question_count; q++)
		among[q] = may_pick(i, q);
	question = score_next_among(a, interview_score(i), among).question;
	arena_close(a);
	return question;
}

static void remember(struct interview *i)
{
	i->trail = arena_grow(i->desk->arena, i->trail, i->trail_count,
			      &i->trail_size, sizeof(*i->trail));
	i->trail[i->trail_count++] = i->at;
}

/* --- moving -------------------------------------------------------------- */

/* The question after the furthest answered; else the first still open. */
void interview_place(struct interview *i)
{
	uint32_t from = 0;

	if (i->express) {
		i->at = pick(i);
		return;
	}
	for (uint32_t n = 0; n < i->order_count; n++)
		if (i->said[i->order[n]].kind != ANSWER_MISSING &&
		    interview_applies(i, i->order[n]))
			from = n + 1;
	i->at = first_open(i, from);
	if (i->at == NO_INDEX)
		i->at = first_open(i, 0);
}

void interview_next(struct interview *i)
{
	if (i->at == NO_INDEX) {
		for (uint32_t q = 0; q < i->pack->question_count; q++)
			i->skipped[q] = false;
		i->at = i->express ? pick(i) : NO_INDEX;
		if (i->at == NO_INDEX)
			i->at = first_open(i, 0);
		return;
	}
	if (i->express) {
		remember(i);
		i->at = pick(i);
	} else {
		i->at = first_from(i, place_of(i, i->at) + 1);
	}
}

bool interview_previous(struct interview *i)
{
	uint32_t place = place_of(i, i->at);

	while (i->express && i->trail_count > 0) {
		uint32_t q = i->trail[--i->trail_count];

		if (!interview_applies(i, q))
			continue;
		i->at = q;
		return true;
	}
	while (!i->express && place-- > 0) {
		if (!interview_applies(i, i->order[place]))
			continue;
		i->at = i->order[place];
		return true;
	}
	return false;
}

void interview_skip(struct interview *i)
{
	if (i->at != NO_INDEX)
		i->skipped[i->at] = true;
	interview_next(i);
}

/* --- sections ------------------------------------------------------------ */

static bool section_asks(const struct interview *i, uint32_t section)
{
	const struct section *s = &i->pack->sections[section];

	for (uint32_t n = 0; n < s->question_count; n++)
		if (interview_asks(i, s->questions[n]))
			return true;
	return false;
}

/* What the case says of its client was not asked of anybody. */
static bool is_counted(const struct interview *i, uint32_t q)
{
	return interview_applies(i, q) && interview_from_case(i, q).len == 0;
}

static struct interview_section count_section(const struct interview *i,
					      uint32_t section)
{
	const struct section *s = &i->pack->sections[section];
	struct interview_section out = { .section = section };

	for (uint32_t n = 0; n < s->question_count; n++) {
		uint32_t q = s->questions[n];

		if (!is_counted(i, q))
			continue;
		out.applies++;
		out.answered += interview_said(i, q)->kind != ANSWER_MISSING;
	}
	return out;
}

const struct interview_section *interview_sections(const struct interview *i,
						   struct arena *a,
						   uint32_t *count)
{
	struct interview_section *all =
	    ARENA_ARRAY(a, i->pack->section_count, struct interview_section);

	*count = 0;
	for (uint32_t s = 0; s < i->pack->section_count; s++)
		if (section_asks(i, s))
			all[(*count)++] = count_section(i, s);
	return all;
}

/* --- going somewhere ----------------------------------------------------- */

static struct str number_text(struct arena *a, uint32_t n)
{
	struct buf b = buf_make(a);

	buf_int(&b, n);
	return buf_view(&b);
}

static bool whole_number(struct str text, uint32_t *n)
{
	*n = 0;
	for (size_t c = 0; c < text.len; c++) {
		if (text.at[c] < '0' || text.at[c] > '9' || c == 4)
			return false;
		*n = *n * 10 + (uint32_t)(text.at[c] - '0');
	}
	return text.len > 0;
}

static bool go_to_section(struct interview *i, uint32_t number,
			  struct diags *diags)
{
	uint32_t count;
	const struct interview_section *all =
	    interview_sections(i, diags->arena, &count);
	const struct section *s;

	if (number == 0 || number > count) {
		DIAG_STR(diags, (struct span){ 0 }, MSG_INTERVIEW_NO_SECTION,
			 number_text(diags->arena, number),
			 number_text(diags->arena, count));
		return false;
	}
	s = &i->pack->sections[all[number - 1].section];
	for (uint32_t n = 0; n < s->question_count; n++) {
		if (!interview_applies(i, s->questions[n]))
			continue;
		i->at = s->questions[n];
		return true;
	}
	DIAG_STR(diags, (struct span){ 0 }, MSG_INTERVIEW_EMPTY_SECTION,
		 number_text(diags->arena, number));
	return false;
}

/* By id, or by code whatever its letters' case. */
static uint32_t find_named(const struct interview *i, struct str name)
{
	uint32_t found = pack_find_question(i->pack, name);

	for (uint32_t q = 0; q < i->pack->question_count && found == NO_INDEX;
	     q++) {
		struct str code = i->pack->questions[q].code;
		size_t c = 0;

		while (c < code.len && c < name.len &&
		       (code.at[c] | 0x20) == (name.at[c] | 0x20))
			c++;
		if (code.len > 0 && c == code.len && c == name.len)
			found = q;
	}
	return found;
}

static void unknown(const struct interview *i, struct str name,
		    struct diags *diags)
{
	const struct pack *p = i->pack;
	struct str *names =
	    ARENA_ARRAY(diags->arena, p->question_count, struct str);
	size_t count = 0;

	for (uint32_t q = 0; q < p->question_count; q++)
		if (interview_asks(i, q))
			names[count++] = p->questions[q].id;
	diag_suggest(
	    diags,
	    DIAG_STR(diags, (struct span){ 0 }, MSG_INTERVIEW_UNKNOWN, name),
	    name, names, count);
}

static bool go_to_question(struct interview *i, struct str name,
			   struct diags *diags)
{
	uint32_t q = find_named(i, name);

	if (q == NO_INDEX) {
		unknown(i, name, diags);
		return false;
	}
	if (interview_applies(i, q)) {
		if (i->express && i->at != NO_INDEX)
			remember(i);
		i->at = q;
		return true;
	}
	DIAG_STR(diags, (struct span){ 0 },
		 i->listed != NULL && !i->listed[q]
		     ? MSG_INTERVIEW_NOT_LISTED
		 : !interview_asks(i, q) ? MSG_INTERVIEW_OTHER_GROUP
		 : i->now.asked.maybe_hidden[q]
		     ? MSG_INTERVIEW_WAITS
		     : MSG_INTERVIEW_HIDDEN,
		 name);
	return false;
}

bool interview_go(struct interview *i, struct str where, struct diags *diags)
{
	uint32_t number;

	where = str_trim(where);
	if (whole_number(where, &number))
		return go_to_section(i, number, diags);
	if (where.len > 0)
		return go_to_question(i, where, diags);
	number = first_open(i, 0);
	if (number == NO_INDEX) {
		DIAG(diags, (struct span){ 0 }, MSG_INTERVIEW_NONE_OPEN, "");
		return false;
	}
	i->at = number;
	return true;
}

uint32_t interview_at(const struct interview *i)
{
	return i->at;
}

/* --- how far ------------------------------------------------------------- */

static bool on_short_path(const struct interview *i, uint32_t q)
{
	const struct question *one = &i->pack->questions[q];

	return one->required || one->express || i->deciders[q];
}

static void count_question(const struct interview *i, uint32_t q,
			   struct interview_progress *p)
{
	bool answered = interview_said(i, q)->kind != ANSWER_MISSING;

	if (!interview_asks(i, q))
		return;
	if (!interview_applies(i, q)) {
		p->waiting += i->now.asked.maybe_hidden[q];
		p->aside += answered;
		return;
	}
	if (!is_counted(i, q))
		return;
	p->applies++;
	p->answered += answered;
	p->open += interview_is_open(i, q);
	p->short_path += interview_is_open(i, q) && on_short_path(i, q);
	if (q == i->at)
		p->number = p->applies;
}

struct interview_progress interview_progress(const struct interview *i)
{
	const struct scored *overall = &interview_score(i)->overall;
	struct interview_progress p = { .withdrawn = i->withdrawn };

	for (uint32_t n = 0; n < i->order_count; n++)
		count_question(i, i->order[n], &p);
	if (i->kind == INTERVIEW_AGREED || i->kind == INTERVIEW_NAMED) {
		p.level_lo = overall->capped_lo;
		p.level_hi = overall->capped_hi;
	}
	return p;
}
