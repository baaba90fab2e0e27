/*
 * What is kept of one person: given to them, or erased. Told from the journal,
 * which alone knows what they had said before.
 */
#include "exchange_part.h"

#include "base/arena.h"
#include "format/json.h"

struct person {
	struct desk *d;
	const struct case_record *record;
	struct str who;
	enum lang lang;
	const struct journal_entry *journal;
	uint32_t journal_count;
	const struct node **payloads; /* by entry; NULL: no content */
	const struct round_record *rounds;
	uint32_t round_count;
	const struct respondent_record **found; /* by round; NULL: not there */
	uint32_t found_count;
};

/* --- finding them ------------------------------------------------------- */

static void find_in_round(struct person *p, uint32_t round)
{
	struct arena *a = p->d->arena;
	uint32_t count;
	const struct respondent_record *all =
	    store_respondents(p->d->store, a, p->rounds[round].id, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (!person_is(a, &all[i], p->who))
			continue;
		if (p->found[round] != NULL)
			DIAG_STR(p->d->diags, (struct span){ 0 },
				 MSG_PERSON_SEVERAL, p->who);
		p->found[round] = &all[i];
		p->found_count++;
	}
}

static bool is_same_person(const struct respondent_record *x,
			   const struct respondent_record *y)
{
	return person_is_alone(x) ? str_eq(x->id, y->id)
				  : x->group == y->group && !person_is_alone(y);
}

/* Two people may share a name over the rounds, in two groups. */
static bool is_one(const struct person *p)
{
	const struct respondent_record *first = NULL;

	for (uint32_t i = 0; i < p->round_count; i++) {
		if (p->found[i] == NULL)
			continue;
		if (first != NULL && !is_same_person(first, p->found[i])) {
			DIAG_STR(p->d->diags, (struct span){ 0 },
				 MSG_PERSON_SEVERAL, p->who);
			return false;
		}
		first = p->found[i];
	}
	return true;
}

static bool person_find(struct person *p)
{
	struct desk *d = p->d;
	size_t before = d->diags->errors;

	p->rounds =
	    store_rounds(d->store, d->arena, p->record->id, &p->round_count);
	p->found = ARENA_ARRAY(d->arena, p->round_count,
			       const struct respondent_record *);
	for (uint32_t i = 0; i < p->round_count; i++)
		find_in_round(p, i);
	if (!desk_read_well(d) || d->diags->errors > before || !is_one(p))
		return false;
	if (p->found_count == 0)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_PERSON_UNKNOWN,
			 p->who, p->record->name);
	return p->found_count > 0;
}

/* As they stand in the last round they were in. */
static const struct respondent_record *anyone(const struct person *p)
{
	const struct respondent_record *r = NULL;

	for (uint32_t i = 0; i < p->round_count; i++)
		if (p->found[i] != NULL)
			r = p->found[i];
	return r;
}

/* Empty for the staff, who sign nothing. */
static struct str name_of(const struct person *p)
{
	return anyone(p)->name;
}

static void read_journal(struct person *p)
{
	struct desk *d = p->d;

	p->journal =
	    store_journal(d->store, d->arena, p->record->id, &p->journal_count);
	p->payloads =
	    ARENA_ARRAY(d->arena, p->journal_count, const struct node *);
	for (uint32_t i = 0; i < p->journal_count; i++)
		if (p->journal[i].payload.len > 0)
			p->payloads[i] =
			    case_value_node(d->arena, p->journal[i].payload);
}

/* --- what they said ----------------------------------------------------- */

static void put_text(struct json *j, const char *key, struct str text)
{
	if (text.len == 0)
		return;
	json_key(j, key);
	json_str(j, text);
}

/* The members of an answer, or of a decision's value, in an open object. */
static void put_said(struct json *j, struct arena *a,
		     const struct node *payload)
{
	const struct node *value = node_get(payload, "value");

	json_key(j, "kind");
	json_str(j, payload_text(payload, "kind"));
	if (value != NULL) {
		json_key(j, "value");
		json_written(j, payload_json(a, value));
	}
	put_text(j, "note", payload_text(payload, "note"));
	put_text(j, "reason", payload_text(payload, "reason"));
}

static bool is_answer(const struct person *p, uint32_t entry,
		      struct str respondent, struct str question)
{
	const struct node *payload = p->payloads[entry];

	return payload != NULL && p->journal[entry].kind == CHANGE_ANSWER &&
	       str_eq(payload_text(payload, "respondent"), respondent) &&
	       (question.len == 0 ||
		str_eq(payload_text(payload, "question"), question));
}

/* The last change of the same answer, or NO_INDEX when this is it. */
static uint32_t later(const struct person *p, uint32_t entry,
		      struct str respondent, struct str question)
{
	for (uint32_t i = p->journal_count; i-- > entry + 1;)
		if (is_answer(p, i, respondent, question))
			return i;
	return NO_INDEX;
}

static void put_one(struct json *j, struct arena *a, const struct node *payload)
{
	put_said(j, a, payload);
	json_key(j, "at");
	json_str(j, payload_text(payload, "at"));
}

static void put_answer(struct person *p, struct json *j, uint32_t entry,
		       const struct pack *pack, struct str respondent)
{
	struct arena *a = p->d->arena;
	struct str question = payload_text(p->payloads[entry], "question");
	uint32_t q = pack_find_question(pack, question);

	json_begin_object(j);
	json_key(j, "question");
	json_str(j, question);
	if (q != NO_INDEX)
		put_text(j, "text", pack->questions[q].text.in[p->lang]);
	put_one(j, a, p->payloads[entry]);
	json_key(j, "history");
	json_begin_array(j);
	for (uint32_t i = 0; i < entry; i++) {
		if (!is_answer(p, i, respondent, question))
			continue;
		json_begin_object(j);
		put_one(j, a, p->payloads[i]);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void put_round(struct person *p, struct json *j, uint32_t round)
{
	const struct round_record *r = &p->rounds[round];
	struct str respondent = p->found[round]->id;
	const struct pack *pack = desk_pack(p->d, r->pack);

	if (pack == NULL)
		return;
	json_begin_object(j);
	json_key(j, "round");
	json_int(j, round + 1);
	json_key(j, "date");
	json_str(j, r->date);
	put_text(j, "title", r->title);
	json_key(j, "answers");
	json_begin_array(j);
	for (uint32_t i = 0; i < p->journal_count; i++)
		if (is_answer(p, i, respondent, STR_NONE) &&
		    later(p, i, respondent,
			  payload_text(p->payloads[i], "question")) == NO_INDEX)
			put_answer(p, j, i, pack, respondent);
	json_end(j);
	json_end(j);
}

static uint32_t round_number(const struct person *p, struct str id)
{
	for (uint32_t i = 0; i < p->round_count; i++)
		if (str_eq(p->rounds[i].id, id))
			return i + 1;
	return 0;
}

/* Those they signed. */
static void put_decisions(struct person *p, struct json *j)
{
	json_key(j, "decisions");
	json_begin_array(j);
	for (uint32_t i = 0; i < p->journal_count; i++) {
		const struct node *payload = p->payloads[i];

		if (payload == NULL || p->journal[i].kind != CHANGE_DECISION ||
		    name_of(p).len == 0 ||
		    !str_eq(payload_text(payload, "author"), name_of(p)))
			continue;
		json_begin_object(j);
		json_key(j, "round");
		json_int(j, round_number(p, payload_text(payload, "round")));
		json_key(j, "question");
		json_str(j, payload_text(payload, "question"));
		put_said(j, p->d->arena, payload);
		json_key(j, "date");
		json_str(j, payload_text(payload, "date"));
		json_end(j);
	}
	json_end(j);
}

static void put_who(struct person *p, struct json *j)
{
	const struct respondent_record *r = anyone(p);

	json_key(j, "person");
	json_begin_object(j);
	if (person_is_alone(r))
		put_text(j, "code", person_code(p->d->arena, r->id));
	else
		put_text(j, "name", r->name);
	json_key(j, "group");
	json_text(j, group_name(r->group));
	json_end(j);
}

bool exchange_person(struct desk *d, const struct case_view *view,
		     struct str who, enum lang lang, struct buf *out)
{
	struct person p = {
		.d = d, .record = view->record, .who = who, .lang = lang
	};
	struct json j = json_make(out, true);

	if (!person_find(&p))
		return false;
	read_journal(&p);
	json_begin_object(&j);
	json_key(&j, "format");
	json_text(&j, "jalon-person/1");
	json_key(&j, "case");
	json_str(&j, p.record->name);
	json_key(&j, "client");
	json_str(&j, p.record->client);
	put_who(&p, &j);
	json_key(&j, "rounds");
	json_begin_array(&j);
	for (uint32_t i = 0; i < p.round_count; i++)
		if (p.found[i] != NULL)
			put_round(&p, &j, i);
	json_end(&j);
	put_decisions(&p, &j);
	json_end(&j);
	buf_char(out, '\n');
	return desk_read_well(d);
}

/* --- erasing ------------------------------------------------------------ */

static bool names_them(const struct person *p, uint32_t entry)
{
	const struct node *payload = p->payloads[entry];

	for (uint32_t i = 0; payload != NULL && i < p->round_count; i++) {
		if (p->found[i] == NULL)
			continue;
		if (is_answer(p, entry, p->found[i]->id, STR_NONE) ||
		    (p->journal[entry].kind == CHANGE_RESPONDENT &&
		     str_eq(payload_text(payload, "id"), p->found[i]->id)))
			return true;
	}
	return false;
}

/* Whether what they said came in a file, directly or by a merge. */
static bool brought_them(const struct person *p, uint32_t entry)
{
	const struct node *import = p->payloads[entry];

	if (import == NULL || p->journal[entry].kind != CHANGE_IMPORT ||
	    str_is(payload_text(import, "format"), "merge"))
		return false;
	for (uint32_t i = 0; i < p->journal_count; i++) {
		struct str from = payload_text(p->payloads[i], "from");

		if (from.len > 0 && names_them(p, i) &&
		    (str_eq(from, payload_text(import, "id")) ||
		     str_eq(from, payload_text(import, "from"))))
			return true;
	}
	return false;
}

static void count_round(struct person *p, uint32_t round, struct erasing *out)
{
	struct desk *d = p->d;
	uint32_t count;
	const struct respondent_record *all =
	    store_respondents(d->store, d->arena, p->rounds[round].id, &count);

	out->rounds++;
	for (uint32_t i = 0; i < count; i++) {
		out->staff += person_is_alone(&all[i]);
		out->people += !person_is_alone(&all[i]);
	}
	store_answers(d->store, d->arena, p->rounds[round].id, &count);
	out->answers += count;
}

static void count_case(struct person *p, struct erasing *out)
{
	p->rounds = store_rounds(p->d->store, p->d->arena, p->record->id,
				 &p->round_count);
	for (uint32_t i = 0; i < p->round_count; i++)
		count_round(p, i, out);
	for (uint32_t i = 0; i < p->journal_count; i++)
		out->changes += p->payloads[i] != NULL;
}

static void count_person(struct person *p, struct erasing *out)
{
	for (uint32_t i = 0; i < p->round_count; i++) {
		uint32_t count;
		const struct answer_record *all;

		if (p->found[i] == NULL)
			continue;
		out->rounds++;
		all = store_answers(p->d->store, p->d->arena, p->rounds[i].id,
				    &count);
		for (uint32_t n = 0; n < count; n++)
			out->answers +=
			    str_eq(all[n].respondent, p->found[i]->id);
	}
	for (uint32_t i = 0; i < p->journal_count; i++)
		out->changes += names_them(p, i) || brought_them(p, i);
	out->places = exchange_name_places(p->d, p->record, name_of(p),
					   &out->place_count);
	/* Of one member of the staff not even a number is told. */
	if (person_is_alone(anyone(p)))
		*out = (struct erasing){ .alone = true, .rounds = out->rounds };
}

/* Each of their rounds in its turn: one erased more is never a loss. */
static bool erase_person(struct person *p)
{
	struct stamp stamp = desk_stamp(p->d);

	for (uint32_t i = 0; i < p->round_count; i++)
		if (p->found[i] != NULL &&
		    !desk_did(p->d, store_erase_person(
					p->d->store, &stamp, p->record->id,
					p->found[i]->id, p->d->diags)))
			return false;
	return true;
}

static bool erase_case(struct person *p)
{
	struct stamp stamp = desk_stamp(p->d);

	return desk_did(p->d, store_erase_case(p->d->store, &stamp,
					       p->record->id, p->d->diags));
}

bool exchange_erase(struct desk *d, struct str name, struct str who,
		    bool really, struct erasing *out)
{
	struct person p = { .d = d, .who = who };
	bool one = who.len > 0;

	*out = (struct erasing){ 0 };
	p.record = case_find(d, name);
	if (p.record == NULL || (one && !person_find(&p)))
		return false;
	read_journal(&p);
	if (one)
		count_person(&p, out);
	else
		count_case(&p, out);
	if (!desk_read_well(d))
		return false;
	if (!really)
		return true;
	out->done = one ? erase_person(&p) : erase_case(&p);
	return out->done;
}
