/*
 * What a respondent said, as an answers document read and scored: the same
 * reader, the same engine and the same mistakes as an answers file's.
 */
#include "interview_part.h"

#include "base/arena.h"

/* --- the document -------------------------------------------------------- */

static struct node *marked(struct arena *a, const char *key,
			   struct node *mark)
{
	struct node *map = node_map(a);

	node_set(map, key, mark);
	return map;
}

struct node *interview_node(struct arena *a, const struct answer_record *r)
{
	switch (r->kind) {
	case ANSWER_MISSING:
		return NULL;
	case ANSWER_VALUE:
		return case_value_node(a, r->value);
	case ANSWER_DONT_KNOW:
		return marked(a, "dont_know", node_bool(a, true));
	case ANSWER_NA:
		return marked(a, "na", node_text(a, r->reason));
	}
	BUG("answer kind %d", (int)r->kind);
}

/* node_set takes what it can change; a tried node stands in one place only. */
static void put(struct arena *a, struct node *map, struct str id,
		const struct node *node)
{
	struct node *copy = ARENA_NEW(a, struct node);

	*copy = *node;
	copy->next = NULL;
	node_set(map, str_cstr(a, id), copy);
}

static void put_answers(const struct interview *i, struct node *map,
			const struct attempt *attempt)
{
	struct arena *a = i->spare.arena;

	for (uint32_t q = 0; q < i->pack->question_count; q++) {
		const struct node *node;

		if (attempt->tried[q])
			node = attempt->nodes[q];
		else if (attempt->refused[q])
			node = NULL;
		else if (i->firm[q].len > 0)
			node = case_value_node(a, i->firm[q]);
		else if (interview_from_case(i, q).len > 0)
			node = NULL;
		else
			node = interview_node(a, &i->said[q]);
		if (node != NULL)
			put(a, map, i->pack->questions[q].id, node);
	}
}

static void put_client(struct arena *a, const struct interview *i,
		       struct node *document)
{
	struct node *client = node_set(document, "client", node_map(a));

	if (i->record.staff > 0)
		node_set(client, "staff", node_int(a, i->record.staff));
	if (i->record.sector.len > 0)
		node_set(client, "sector", node_text(a, i->record.sector));
}

struct node *interview_document(struct arena *a, const struct interview *i)
{
	struct node *document = node_map(a);

	node_set(document, "pack", node_text(a, i->pack->id));
	node_set(document, "version", node_text(a, i->pack->version));
	put_client(a, i, document);
	return document;
}

static const struct answers *read_said(const struct interview *i,
				       const struct attempt *attempt,
				       struct diags *diags)
{
	struct arena *a = i->spare.arena;
	struct node *document = interview_document(a, i);

	put_answers(i, node_set(document, "answers", node_map(a)), attempt);
	return answers_read(a, i->pack, document, diags);
}

struct arena *interview_paper(struct interview *i)
{
	arena_reset(i->spare.arena);
	return i->spare.arena;
}

struct attempt interview_attempt(const struct interview *i, uint32_t question,
				 const struct node *node)
{
	struct arena *a = i->desk->arena;
	uint32_t questions = i->pack->question_count;
	struct attempt attempt = {
		.tried = ARENA_ARRAY(a, questions, bool),
		.nodes = ARENA_ARRAY(a, questions, const struct node *),
		.refused = ARENA_ARRAY(a, questions, bool),
	};

	if (question != NO_INDEX) {
		attempt.tried[question] = true;
		attempt.nodes[question] = node;
	}
	return attempt;
}

/* --- what is asked ------------------------------------------------------- */

struct asked_now asked_now_make(struct arena *a, uint32_t questions)
{
	return (struct asked_now){
		.shown = ARENA_ARRAY(a, questions, bool),
		.maybe_hidden = ARENA_ARRAY(a, questions, bool),
	};
}

void asked_now_copy(struct asked_now *to, const struct asked_now *from,
		uint32_t questions)
{
	memcpy(to->shown, from->shown, questions * sizeof(*to->shown));
	memcpy(to->maybe_hidden, from->maybe_hidden,
	       questions * sizeof(*to->maybe_hidden));
	to->preview = from->preview;
}

/* --- the engine's word --------------------------------------------------- */

/*
 * Marks every "not applicable" that these answers no longer allow. False when
 * one is being tried.
 */
static bool note_refused(struct interview *i, struct attempt *attempt,
			 const struct diags *heard, struct diags *diags)
{
	bool good = true;

	for (size_t n = 0; n < heard->count; n++) {
		uint32_t q;

		if (heard->items[n].message != MSG_NA_REFUSED)
			continue;
		q = pack_find_question(i->pack, heard->items[n].args[0]);
		attempt->refused[q] = true;
		if (!attempt->tried[q])
			continue;
		DIAG(diags, (struct span){ 0 }, MSG_INTERVIEW_NA, "");
		good = false;
	}
	return good;
}

static void note_asked(struct asked_now *asked, const struct score *score,
		       uint32_t questions)
{
	for (uint32_t q = 0; q < questions; q++) {
		asked->shown[q] = score->questions[q].shown;
		asked->maybe_hidden[q] = score->questions[q].maybe_hidden;
	}
	asked->preview = score->preview;
}

bool interview_try(struct interview *i, struct attempt *attempt,
		   struct diags *diags)
{
	struct turn *t = &i->spare;
	struct scorer *scorer = i->scorer;
	bool good = true;

	scorer->score = NULL;
	/* Each time round withdraws one more, at least. */
	while (good && scorer->score == NULL) {
		struct diags heard;

		diags_init(&heard, t->arena);
		t->answers = read_said(i, attempt, diags);
		if (t->answers == NULL)
			return false;
		scorer->score =
		    score_asked(scorer->engine, t->answers, &heard);
		if (scorer->score == NULL)
			good = note_refused(i, attempt, &heard, diags);
	}
	if (good)
		note_asked(&t->asked, scorer->score, i->pack->question_count);
	return good;
}

bool interview_read(struct interview *i, struct diags *diags)
{
	const struct attempt none = interview_attempt(i, NO_INDEX, NULL);

	i->spare.answers = read_said(i, &none, diags);
	return i->spare.answers != NULL;
}

/* The engine holds one score: what was tried and not kept took its place. */
const struct score *interview_score(const struct interview *i)
{
	struct scorer *s = i->scorer;

	if (s->score == NULL || s->score->answers != i->now.answers)
		s->score = score_asked(s->engine, i->now.answers, NULL);
	return s->score->whole ? s->score : score_rest(s->engine);
}

void interview_turn(struct interview *i)
{
	struct turn now = i->now;

	i->now = i->spare;
	i->spare = now;
}

void interview_withdrawn(struct interview *i, const struct attempt *attempt)
{
	for (uint32_t q = 0; q < i->pack->question_count; q++) {
		if (!attempt->refused[q])
			continue;
		i->said[q].kind = ANSWER_MISSING;
		i->withdrawn++;
	}
}

/* --- one question -------------------------------------------------------- */

bool interview_asks(const struct interview *i, uint32_t question)
{
	if (i->listed != NULL && !i->listed[question])
		return false;
	return i->kind == INTERVIEW_AGREED ||
	       (i->pack->questions[question].groups >> i->group & 1) != 0;
}

bool interview_applies(const struct interview *i, uint32_t question)
{
	return interview_asks(i, question) &&
	       i->now.asked.shown[question];
}

const struct answer *interview_said(const struct interview *i,
				    uint32_t question)
{
	return &i->now.answers->sets[0].answers[question];
}

bool interview_is_open(const struct interview *i, uint32_t question)
{
	return interview_applies(i, question) &&
	       !i->pack->questions[question].optional &&
	       interview_said(i, question)->kind == ANSWER_MISSING;
}

struct str interview_comment_on(const struct interview *i, uint32_t question)
{
	return i->said[question].note;
}

bool interview_may_na(const struct interview *i)
{
	const struct question *q = &i->pack->questions[i->at];

	return q->na_always || q->na_when != NULL;
}

struct str interview_from_case(const struct interview *i, uint32_t question)
{
	struct buf b = buf_make(i->desk->arena);

	switch (i->pack->questions[question].from_client) {
	case FROM_CLIENT_STAFF:
		if (i->record.staff > 0)
			buf_int(&b, i->record.staff);
		return buf_view(&b);
	case FROM_CLIENT_SECTOR:
		return i->record.sector;
	case FROM_NOWHERE:
		break;
	}
	return STR_NONE;
}
