/* Decisions and evidence: recorded beside what was said, never over it. */
#include "app/groups.h"

#include "base/arena.h"

/* --- the value ---------------------------------------------------------- */

/* An option by its number, where no option is called so. */
static struct str option_meant(const struct question *q, struct str text)
{
	uint32_t n = 0;

	for (uint32_t o = 0; o < q->option_count; o++)
		if (str_eq(q->options[o].id, text))
			return text;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9' || i == 3)
			return text;
		n = n * 10 + (uint32_t)(text.at[i] - '0');
	}
	return n >= 1 && n <= q->option_count ? q->options[n - 1].id : text;
}

static struct str truth_meant(struct str text)
{
	static const struct {
		const char *typed, *meant;
	} words[] = {
		{ "oui", "true" },  { "o", "true" },  { "yes", "true" },
		{ "y", "true" },    { "1", "true" },  { "non", "false" },
		{ "no", "false" },  { "n", "false" }, { "2", "false" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(text, words[i].typed))
			return str_from(words[i].meant);
	return text;
}

/* What may be typed in an interview, as an answers file writes it. */
static struct str value_meant(const struct question *q, struct str text)
{
	switch (q->type) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		return option_meant(q, text);
	case QUESTION_BOOLEAN:
		return truth_meant(text);
	case QUESTION_LEVEL:
	case QUESTION_NUMBER:
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return text;
}

/* As it would stand in an answers file, with a place to point at. */
static struct node *typed(struct desk *d, struct span place, struct str text)
{
	struct node *node = node_text(d->arena, text);

	node->plain = true;
	node->span = place;
	return node;
}

static struct node *typed_list(struct desk *d, const struct question *q,
			       const struct source *source)
{
	struct node *list = node_list(d->arena);
	struct str rest = source->text;
	uint32_t from = 0;

	list->span = (struct span){ source, 0, (uint32_t)rest.len };
	for (bool more = true; more;) {
		size_t comma = str_find(rest, STR(","), from);
		size_t to = comma == SIZE_MAX ? rest.len : comma;
		struct str one = str_trim(str_sub(rest, from, to));
		uint32_t at =
		    one.len == 0 ? from : (uint32_t)(one.at - rest.at);

		node_add(list, typed(d,
				     (struct span){ source, at,
						    at + (uint32_t)one.len },
				     value_meant(q, one)));
		more = comma != SIZE_MAX;
		from = (uint32_t)to + 1;
	}
	return list;
}

static struct node *value_node(struct desk *d, const struct question *q,
			       const struct decision_wish *wish)
{
	const struct source *source =
	    source_make(d->arena, str_cstr(d->arena, wish->question),
			wish->value, d->diags);
	struct str text;
	struct node *map;

	if (source == NULL)
		return NULL;
	text = str_trim(source->text);
	if (q->type != QUESTION_TEXT && str_is(text, "dont_know")) {
		map = node_map(d->arena);
		node_set(map, "dont_know", node_bool(d->arena, true));
		return map;
	}
	if (q->type != QUESTION_TEXT && str_is(text, "na")) {
		map = node_map(d->arena);
		node_set(map, "na", node_text(d->arena, wish->reason));
		return map;
	}
	if (q->type == QUESTION_MULTIPLE)
		return typed_list(d, q, source);
	map = typed(d, (struct span){ source, 0, (uint32_t)source->text.len },
		    value_meant(q, text));
	map->plain = q->type != QUESTION_TEXT;
	return map;
}

/* In the place of those there are on the question. */
static void add_decision(struct desk *d, struct node *document,
			 const struct decision_wish *wish, struct node *value)
{
	struct node *list = node_get(document, "decisions"), *next, *map;

	if (list == NULL)
		list = node_set(document, "decisions", node_list(d->arena));
	next = list->first;
	list->first = list->last = NULL;
	list->count = 0;
	while (next != NULL) {
		struct node *n = next;

		next = n->next;
		n->next = NULL;
		if (!str_eq(node_get(n, "question")->text, wish->question))
			node_add(list, n);
	}
	map = node_add(list, node_map(d->arena));
	node_set(map, "question", node_text(d->arena, wish->question));
	node_set(map, "value", value);
}

static void tell_errors(struct desk *d, const struct diags *heard)
{
	for (size_t i = 0; i < heard->count; i++) {
		const struct diag *from = &heard->items[i];
		struct diag *to;

		if (diag_severity(from) != SEVERITY_ERROR)
			continue;
		to = diag_add_str(d->diags, from->span, from->message,
				  from->args, DIAG_ARGS);
		to->suggestion = from->suggestion;
		to->notes = from->notes;
	}
}

/*
 * The round as it would be: what the reader of answers files refuses, or the
 * engine where not applicable is not allowed, is refused before it is
 * recorded. Warnings of the rest are told when it is scored.
 */
static const struct answer *try_decision(struct desk *d,
					 const struct case_view *v,
					 const struct decision_wish *wish,
					 uint32_t question)
{
	struct node *value = value_node(d, &v->pack->questions[question], wish);
	struct node *document = case_document_seen(d, v, STAFF_NONE, false);
	const struct answer *answer;
	struct answers *answers;
	struct diags heard;

	if (value == NULL || !desk_read_well(d))
		return NULL;
	add_decision(d, document, wish, value);
	diags_init(&heard, d->arena);
	answers = answers_read(d->arena, v->pack, document, &heard);
	answer = answers == NULL
		     ? NULL
		     : &answers->decisions[answers->decision_count - 1].value;
	if (answer != NULL &&
	    (answer->kind != ANSWER_NA ||
	     score_case(d->arena, v->pack, answers, &heard) != NULL))
		return answer;
	tell_errors(d, &heard);
	return NULL;
}

/* --- decisions ---------------------------------------------------------- */

static uint32_t find_question(struct desk *d, const struct case_view *v,
			      struct str id)
{
	uint32_t question = pack_find_question(v->pack, id);

	if (question == NO_INDEX)
		diag_suggest(d->diags,
			     DIAG_STR(d->diags, (struct span){ 0 },
				      MSG_DECISION_QUESTION, id, v->pack->id),
			     id, pack_question_names(v->pack),
			     v->pack->question_count);
	return question;
}

static const struct decision_record *find_decision(struct desk *d,
						   const struct case_view *v,
						   struct str question,
						   bool overrides)
{
	uint32_t count;
	const struct decision_record *all =
	    store_decisions(d->store, d->arena, v->round->id, &count);

	for (uint32_t i = 0; i < count; i++)
		if (all[i].overrides == overrides &&
		    str_eq(all[i].question, question))
			return &all[i];
	return NULL;
}

static bool wish_is_whole(struct desk *d, const struct decision_wish *wish)
{
	bool reason = str_trim(wish->reason).len > 0;
	bool author = str_trim(wish->author).len > 0;

	if (!reason)
		DIAG(d->diags, (struct span){ 0 }, MSG_DECISION_NO_REASON);
	if (!author)
		DIAG(d->diags, (struct span){ 0 }, MSG_DECISION_NO_AUTHOR);
	return reason && author && desk_takes_text(d, wish->reason, false) &&
	       desk_takes_text(d, wish->author, true);
}

/* What stood of a question when it was decided on: both kinds, or NULL. */
struct decided_on {
	const struct case_view *view;
	struct str question;
	const struct decision_record *stood[2];
};

static bool same_decision(const struct decision_record *a,
			  const struct decision_record *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return a->kind == b->kind && str_eq(a->value, b->value) &&
	       str_eq(a->reason, b->reason) && str_eq(a->author, b->author) &&
	       str_eq(a->date, b->date);
}

static bool decisions_still(struct desk *inside, const void *context)
{
	const struct decided_on *on = context;

	for (int kind = 0; kind < 2; kind++)
		if (!same_decision(find_decision(inside, on->view, on->question,
						 kind == 1),
				   on->stood[kind]))
			return false;
	return true;
}

static bool save_decision(struct desk *d, const struct case_view *v,
			  const struct decision_record *record,
			  const struct decided_on *on)
{
	struct stamp stamp = desk_stamp(d);
	struct change change = change_decision(d->arena, &stamp, v->record->id,
					       v->round->id, record);

	return desk_save_if(d, &change, decisions_still, on);
}

bool group_decide(struct desk *d, const struct case_view *v,
		  const struct decision_wish *wish, struct decided *out)
{
	uint32_t question = find_question(d, v, wish->question);
	struct decision_record record = {
		.question = wish->question,
		.overrides = wish->overrides,
		.kind = ANSWER_MISSING,
		.reason = wish->reason,
		.author = wish->author,
		.date = d->today,
	};
	struct decided_on on = { .view = v, .question = wish->question };
	const struct decision_record *before;
	const struct answer *value;

	*out = (struct decided){ .question = question };
	if (!wish_is_whole(d, wish) || question == NO_INDEX)
		return false;
	for (int kind = 0; kind < 2; kind++)
		on.stood[kind] =
		    find_decision(d, v, wish->question, kind == 1);
	before = on.stood[wish->overrides ? 1 : 0];
	if (before != NULL)
		out->before = spoken_of(d->arena, before->kind, before->value);
	if (!wish->withdraw) {
		value = try_decision(d, v, wish, question);
		if (value == NULL)
			return false;
		record.kind = value->kind;
		record.value =
		    case_value(d->arena, &v->pack->questions[question], value);
		out->after = spoken_of(d->arena, record.kind, record.value);
	} else if (before == NULL) {
		if (desk_read_well(d))
			DIAG_STR(d->diags, (struct span){ 0 },
				 MSG_DECISION_NONE, wish->question);
		return false;
	}
	return save_decision(d, v, &record, &on);
}

/* --- evidence ----------------------------------------------------------- */

static void unknown_criterion(struct desk *d, const struct pack *pack,
			      struct str id)
{
	const struct rubric *r = &pack->rubric;
	struct str *names =
	    ARENA_ARRAY(d->arena, r->criterion_count, struct str);

	for (uint32_t c = 0; c < r->criterion_count; c++)
		names[c] = r->criteria[c].id;
	diag_suggest(d->diags,
		     DIAG_STR(d->diags, (struct span){ 0 },
			      MSG_EVIDENCE_CRITERION, id, pack->id),
		     id, names, r->criterion_count);
}

/* What stood of a criterion when it was judged. */
struct judged_on {
	const struct case_view *view;
	struct str criterion;
	const struct evidence_record *stood;	/* or NULL */
};

static const struct evidence_record *find_evidence(struct desk *d,
						   const struct case_view *v,
						   struct str criterion)
{
	uint32_t count;
	const struct evidence_record *all =
	    store_evidence(d->store, d->arena, v->round->id, &count);

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].criterion, criterion))
			return &all[i];
	return NULL;
}

static bool evidence_still(struct desk *inside, const void *context)
{
	const struct judged_on *on = context;
	const struct evidence_record *now =
	    find_evidence(inside, on->view, on->criterion);

	if (now == NULL || on->stood == NULL)
		return now == on->stood;
	return now->status == on->stood->status &&
	       str_eq(now->note, on->stood->note);
}

bool group_note_evidence(struct desk *d, const struct case_view *v,
			 const struct evidence_record *wish,
			 enum evidence *before)
{
	struct stamp stamp = desk_stamp(d);
	struct judged_on on = { .view = v, .criterion = wish->criterion };
	struct change change;

	*before = EVIDENCE_DECLARED;
	if (!desk_takes_text(d, wish->note, false))
		return false;
	if (pack_find_criterion(v->pack, wish->criterion) == NO_INDEX) {
		unknown_criterion(d, v->pack, wish->criterion);
		return false;
	}
	on.stood = find_evidence(d, v, wish->criterion);
	if (on.stood != NULL)
		*before = on.stood->status;
	change = change_evidence(d->arena, &stamp, v->record->id, v->round->id,
				 wish);
	return desk_read_well(d) &&
	       desk_save_if(d, &change, evidence_still, &on);
}
