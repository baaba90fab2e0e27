/*
 * A round as an answers document: the tree that answers_read takes, made from
 * records. Nothing is checked here that answers_read checks.
 */
#include "app/collection.h"
#include "app/progress.h"
#include "base/arena.h"
#include "document_part.h"
#include "format/json.h"

/* --- values --------------------------------------------------------------- */

static void put_option(struct json *j, const struct question *q, uint32_t i)
{
	json_str(j, q->options[i].id);
}

struct str case_value(struct arena *a, const struct question *q,
		      const struct answer *answer)
{
	struct buf b = buf_make(a);
	struct json j = json_make(&b, false);

	if (answer->kind != ANSWER_VALUE)
		return STR_NONE;
	switch (q->type) {
	case QUESTION_LEVEL:
		json_int(&j, answer->choice + 1);
		break;
	case QUESTION_SINGLE:
		put_option(&j, q, answer->choice);
		break;
	case QUESTION_MULTIPLE:
		json_begin_array(&j);
		for (uint32_t i = 0; i < q->option_count; i++)
			if (answer->chosen >> i & 1)
				put_option(&j, q, i);
		json_end(&j);
		break;
	case QUESTION_BOOLEAN:
		json_bool(&j, answer->truth);
		break;
	case QUESTION_NUMBER:
		json_ratio(&j, answer->number, 6);
		break;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		json_str(&j, answer->text);
		break;
	}
	return buf_view(&b);
}

/* A JSON text of one line, between quotes, without an escape. */
static bool is_simple_text(struct str json)
{
	return json.len >= 2 && json.at[0] == '"' &&
	       str_find(json, STR("\\"), 0) == SIZE_MAX &&
	       str_find(json, STR("\""), 1) == json.len - 1;
}

/* Levels, numbers and truths stand bare; the many of them, without a parser. */
static struct node *bare_node(struct arena *a, struct str json)
{
	struct node *node = node_text(a, json);

	node->plain = true;
	return node;
}

struct node *case_value_node(struct arena *a, struct str json)
{
	struct node *node;
	struct source *source;
	struct diags heard;

	if (is_simple_text(json))
		return node_text(a, str_sub(json, 1, json.len - 1));
	if (json.len > 0 && json.at[0] != '"' && json.at[0] != '[' &&
	    json.at[0] != '{')
		return bare_node(a, json);
	diags_init(&heard, a);
	source = source_make(a, "case", json, &heard);
	node = source == NULL ? NULL : json_parse(a, source, &heard);
	/* The file of cases only holds JSON: it checks that itself. */
	return node != NULL ? node : node_text(a, json);
}

/* --- one respondent --------------------------------------------------------- */

static struct node *answer_node(struct arena *a, enum answer_kind kind,
				struct str value, struct str reason,
				struct str note)
{
	struct node *map;

	if (kind == ANSWER_VALUE && note.len == 0)
		return case_value_node(a, value);
	map = node_map(a);
	if (kind == ANSWER_VALUE)
		node_set(map, "value", case_value_node(a, value));
	else if (kind == ANSWER_DONT_KNOW)
		node_set(map, "dont_know", node_bool(a, true));
	else
		node_set(map, "na", node_text(a, reason));
	if (note.len > 0)
		node_set(map, "note", node_text(a, note));
	return map;
}

static struct node *answers_node(struct arena *a,
				 const struct answer_record *records,
				 uint32_t count, bool bare)
{
	struct node *map = node_map(a);

	for (uint32_t i = 0; i < count; i++) {
		const struct answer_record *r = &records[i];

		/* The staff's, as published: no reason is kept, none counts. */
		if (r->kind == ANSWER_NA && r->reason.len == 0)
			continue;
		node_set(map, str_cstr(a, r->question),
			 answer_node(a, r->kind, r->value, r->reason,
				     bare ? STR_NONE : r->note));
	}
	return map;
}

/* The stretch of one respondent, in records ordered by respondent. */
static uint32_t find_stretch(const struct answer_record *all, uint32_t count,
			     struct str respondent, uint32_t *from)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (str_cmp(all[middle].respondent, respondent) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*from = low;
	while (high < count && str_eq(all[high].respondent, respondent))
		high++;
	return high - low;
}

struct records {
	const struct answer_record *own, *published;
	uint32_t own_count, published_count;
};

static void add_set(struct arena *a, struct node *sets,
		    const struct respondent_record *who,
		    const struct answer_record *records, uint32_t count,
		    bool bare)
{
	struct node *set = node_add(sets, node_map(a));

	node_set(set, "group", node_text(a, str_from(group_name(who->group))));
	if (who->group != GROUP_STAFF)
		node_set(set, "respondent", node_text(a, who->name));
	if (who->together)
		node_set(set, "together", node_bool(a, true));
	node_set(set, "answers", answers_node(a, records, count, bare));
}

/* What may be read of one respondent: see enum case_staff. */
static const struct answer_record *records_of(const struct records *all,
					      const struct respondent_record *who,
					      enum case_staff staff,
					      uint32_t *count)
{
	bool alone = who->group == GROUP_STAFF && !who->together;
	const struct answer_record *from = alone ? all->published : all->own;
	uint32_t at = 0;

	*count = 0;
	if (!alone || staff == STAFF_PUBLISHED)
		*count = find_stretch(from, alone ? all->published_count
						  : all->own_count,
				      who->id, &at);
	return from == NULL ? NULL : from + at;
}

static void put_answers(struct arena *a, struct node *document,
			const struct case_view *v, const struct records *all,
			enum case_staff staff, bool bare)
{
	struct node *sets = node_list(a);
	uint32_t count;

	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *who = &v->respondents[i];
		const struct answer_record *records =
		    records_of(all, who, staff, &count);

		if (who->agreed) {
			node_set(document, "answers",
				 answers_node(a, records, count, bare));
			return;
		}
		if (count > 0)
			add_set(a, sets, who, records, count, bare);
	}
	/* Nobody yet: an agreed set of nothing. */
	if (sets->count == 0)
		node_set(document, "answers", node_map(a));
	else
		node_set(document, "sets", sets);
}

/* --- what stands beside ------------------------------------------------------ */

static void put_client(struct arena *a, struct node *document,
		       const struct case_record *record)
{
	struct node *client = node_set(document, "client", node_map(a));

	node_set(client, "name", node_text(a, record->client));
	if (record->staff > 0)
		node_set(client, "staff", node_int(a, record->staff));
	if (record->sector.len > 0)
		node_set(client, "sector", node_text(a, record->sector));
}

/* `shown`, or {status: shown, note: ...} where something is noted. */
static struct node *evidence_node(struct arena *a,
				  const struct evidence_record *r, bool bare)
{
	struct node *status = node_text(a, str_from(evidence_name(r->status)));
	struct node *map;

	if (bare || r->note.len == 0)
		return status;
	map = node_map(a);
	node_set(map, "status", status);
	node_set(map, "note", node_text(a, r->note));
	return map;
}

static void put_evidence(struct desk *d, struct node *document,
			 const struct case_view *v, bool bare)
{
	uint32_t count;
	const struct evidence_record *all =
	    store_evidence(d->store, d->arena, v->round->id, &count);
	struct node *map;

	if (count == 0)
		return;
	map = node_set(document, "evidence", node_map(d->arena));
	for (uint32_t i = 0; i < count; i++)
		node_set(map, str_cstr(d->arena, all[i].criterion),
			 evidence_node(d->arena, &all[i], bare));
}

static void put_decision(struct arena *a, struct node *list,
			 const struct decision_record *r)
{
	struct node *map = node_add(list, node_map(a));

	node_set(map, "question", node_text(a, r->question));
	node_set(map, "kind",
		 node_text(a, r->overrides ? STR("override")
					   : STR("consensus")));
	node_set(map, "value",
		 answer_node(a, r->kind, r->value, STR("-"), STR_NONE));
	if (r->reason.len > 0)
		node_set(map, "reason", node_text(a, r->reason));
	if (r->author.len > 0)
		node_set(map, "author", node_text(a, r->author));
	node_set(map, "date", node_text(a, r->date));
}

void document_put_decisions(struct desk *d, struct node *document,
			    const struct case_view *v)
{
	uint32_t count;
	const struct decision_record *all =
	    store_decisions(d->store, d->arena, v->round->id, &count);
	struct node *list;

	if (count == 0)
		return;
	list = node_set(document, "decisions", node_list(d->arena));
	for (uint32_t i = 0; i < count; i++)
		put_decision(d->arena, list, &all[i]);
}

/* Initiatives done count as done in the plan that follows. */
static void put_done(struct desk *d, struct node *plan,
		     const struct case_view *v)
{
	struct noted n = progress_noted(d, v, v->pack);
	struct node *list = node_get(plan, "done");

	for (uint32_t i = 0; i < n.progress_count; i++) {
		struct str id = n.progress[i].initiative;

		if (n.progress[i].status != PROGRESS_DONE ||
		    pack_find_initiative(v->pack, id) == NO_INDEX)
			continue;
		if (list == NULL)
			list = node_set(plan, "done", node_list(d->arena));
		node_add(list, node_text(d->arena, id));
	}
}

static void put_blocks(struct desk *d, struct node *document,
		       const struct case_view *v)
{
	uint32_t count;
	const struct block_record *all =
	    store_blocks(d->store, d->arena, v->round->id, &count);
	struct node *plan;

	for (uint32_t i = 0; i < count; i++)
		node_set(document, str_cstr(d->arena, all[i].key),
			 case_value_node(d->arena, all[i].body));
	plan = node_get(document, "plan");
	if (plan == NULL)
		plan = node_set(document, "plan", node_map(d->arena));
	put_done(d, plan, v);
}

static bool case_says(const struct case_view *v, struct str question)
{
	const struct pack *p = v->pack;

	return (v->record->staff > 0 && p->staff_question != NO_INDEX &&
		str_eq(p->questions[p->staff_question].id, question)) ||
	       (v->record->sector.len > 0 && p->sector_question != NO_INDEX &&
		str_eq(p->questions[p->sector_question].id, question));
}

/*
 * What the case says of the client stands in the place of what somebody had
 * said before it did.
 */
static const struct answer_record *leave_to_case(
    struct arena *a, const struct case_view *v,
    const struct answer_record *records, uint32_t *count)
{
	struct answer_record *left = NULL;
	uint32_t n = 0;

	for (uint32_t i = 0; i < *count; i++) {
		bool said = case_says(v, records[i].question);

		if (said && left == NULL) {
			left = ARENA_ARRAY(a, *count, struct answer_record);
			for (n = 0; n < i; n++)
				left[n] = records[n];
		}
		if (!said && left != NULL)
			left[n++] = records[i];
	}
	if (left == NULL)
		return records;
	*count = n;
	return left;
}

/* --- how long it lasted -------------------------------------------------------- */

static void be_later(struct str *latest, struct str time)
{
	struct str date = str_sub(time, 0, 10);

	if (str_cmp(date, *latest) > 0)
		*latest = date;
}

/*
 * The day of the last closing, or of what was last said by name: when one of
 * the staff answered is nobody's business.
 */
static struct str last_day(struct desk *d, const struct case_view *v,
			   const struct records *all)
{
	struct str latest = v->round->date;
	uint32_t count, from;
	const struct decision_record *decided =
	    store_decisions(d->store, d->arena, v->round->id, &count);

	for (uint32_t i = 0; i < count; i++)
		be_later(&latest, decided[i].date);
	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *who = &v->respondents[i];

		if (who->group == GROUP_STAFF && !who->together)
			continue;
		count = find_stretch(all->own, all->own_count, who->id, &from);
		for (uint32_t n = from; n < from + count; n++)
			be_later(&latest, all->own[n].at);
	}
	if (v->round->closings > 0)
		be_later(&latest, store_closed_on(d->store, d->arena,
						  v->round->id));
	return latest;
}

static void put_dates(struct desk *d, struct node *document,
		      const struct case_view *v, const struct records *all)
{
	struct str until = last_day(d, v, all);

	node_set(document, "date", node_text(d->arena, v->round->date));
	if (str_cmp(until, v->round->date) > 0)
		node_set(document, "until", node_text(d->arena, until));
}

struct node *case_document(struct desk *d, const struct case_view *v,
			   enum case_staff staff, bool bare)
{
	struct arena *a = d->arena;
	struct node *document = node_map(a);
	struct records all = { 0 };

	node_set(document, "pack", node_text(a, v->pack->id));
	node_set(document, "version", node_text(a, v->pack->version));
	all.own = store_answers(d->store, a, v->round->id, &all.own_count);
	put_dates(d, document, v, &all);
	put_client(a, document, v->record);
	/* Statistics of a model need what one person said to two questions. */
	if (bare)
		all.published = store_published(d->store, a, v->round->id,
						&all.published_count);
	else
		all.published = collection_published(
		    d, v->round->id, v->respondents, v->respondent_count,
		    &all.published_count);
	all.own = leave_to_case(a, v, all.own, &all.own_count);
	all.published = leave_to_case(a, v, all.published,
				      &all.published_count);
	put_answers(a, document, v, &all, staff, bare);
	put_evidence(d, document, v, bare);
	document_put_decisions(d, document, v);
	put_blocks(d, document, v);
	return document;
}

/* --- texts that the rules refuse ---------------------------------------------- */

/* At the end of a character. */
static struct str cut(struct str text, size_t most)
{
	if (text.len <= most)
		return text;
	while (most > 0 && ((unsigned char)text.at[most] & 0xC0) == 0x80)
		most--;
	return str_sub(text, 0, most);
}

static struct str as_utf8(struct arena *a, struct str text)
{
	struct buf b = buf_make(a);

	for (;;) {
		size_t good = utf8_check(text.at, text.len);

		buf_str(&b, str_sub(text, 0, good));
		if (good == text.len)
			return buf_view(&b);
		buf_text(&b, "\xEF\xBF\xBD");
		text = str_sub(text, good + 1, text.len);
	}
}

static bool is_good(struct str text)
{
	return text.len <= ANSWERS_TEXT &&
	       str_find_unseen(text) == SIZE_MAX &&
	       utf8_check(text.at, text.len) == text.len;
}

/* Whether any was mended. */
static bool mend_texts(struct arena *a, struct node *node)
{
	bool any = false;
	struct buf seen;

	for (struct node *n = node->first; n != NULL; n = n->next)
		any |= mend_texts(a, n);
	if (node->kind != NODE_SCALAR || node->plain || is_good(node->text))
		return any;
	seen = buf_make(a);
	buf_visible(&seen, as_utf8(a, node->text), false);
	node->text = cut(buf_view(&seen), ANSWERS_TEXT);
	return true;
}

static void tell_mended(struct desk *d, const struct case_view *v)
{
	for (size_t i = 0; i < d->diags->count; i++)
		if (d->diags->items[i].message == MSG_CASE_TEXT_MENDED)
			return;
	DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_TEXT_MENDED,
		 v->record->name);
}

struct node *case_document_seen(struct desk *d, const struct case_view *v,
				enum case_staff staff, bool bare)
{
	struct node *document = case_document(d, v, staff, bare);

	if (mend_texts(d->arena, document))
		tell_mended(d, v);
	return document;
}

struct node *document_of_staff(struct desk *d, const struct case_view *v)
{
	struct arena *a = d->arena;
	struct node *document = node_map(a), *sets = node_list(a);
	uint32_t all, count, at;
	const struct answer_record *own =
	    store_answers(d->store, a, v->round->id, &all);

	node_set(document, "pack", node_text(a, v->pack->id));
	node_set(document, "version", node_text(a, v->pack->version));
	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *who = &v->respondents[i];

		if (who->group != GROUP_STAFF || who->together || who->agreed)
			continue;
		count = find_stretch(own, all, who->id, &at);
		if (count > 0)
			add_set(a, sets, who, own + at, count, false);
	}
	if (sets->count == 0)
		node_set(document, "answers", node_map(a));
	else
		node_set(document, "sets", sets);
	return document;
}

/* --- read and scored ---------------------------------------------------------- */

/*
 * Through its text: a case then has the identity that the same answers have
 * in a file, and mistakes have a place in it.
 */
struct answers *case_answers(struct desk *d, const struct case_view *v,
			     const struct pack *pack)
{
	struct node *document =
	    case_document_seen(d, v, STAFF_PUBLISHED, false);
	struct buf text = buf_make(d->arena), name = buf_make(d->arena);
	struct json j = json_make(&text, true);
	size_t told = d->diags->count;
	struct answers *answers;
	struct source *source;

	if (!desk_read_well(d))
		return NULL;
	json_node(&j, document);
	buf_str(&name, v->record->name);
	source = source_make(d->arena, str_cstr(d->arena, buf_view(&name)),
			     buf_view(&text), d->diags);
	document = source == NULL ? NULL
				  : json_parse(d->arena, source, d->diags);
	if (document == NULL)
		return NULL;
	answers = answers_read(d->arena, pack, document, d->diags);
	progress_tell_aside(d, v, pack);
	collection_hide_places(answers, pack->question_count, d->diags, told);
	return answers;
}

struct score *case_score(struct desk *d, const struct case_view *v,
			 const struct pack *pack)
{
	struct answers *answers = case_answers(d, v, pack);

	return answers == NULL ? NULL
			       : score_case(d->arena, pack, answers, d->diags);
}
