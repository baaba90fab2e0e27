/* Changes as JSON: one object each, its members in the order below. */
#include "store/changes.h"

#include "base/arena.h"
#include "format/json.h"

static const char *const kinds[CHANGE_KINDS] = {
	[CHANGE_CASE] = "case",
	[CHANGE_ROUND] = "round",
	[CHANGE_RESPONDENT] = "respondent",
	[CHANGE_ANSWER] = "answer",
	[CHANGE_EVIDENCE] = "evidence",
	[CHANGE_DECISION] = "decision",
	[CHANGE_BLOCK] = "block",
	[CHANGE_COLLECTION] = "collection",
	[CHANGE_PROGRESS] = "progress",
	[CHANGE_READING] = "reading",
	[CHANGE_IMPORT] = "import",
	[CHANGE_ERASURE] = "erasure",
};

const char *change_kind_name(enum change_kind kind)
{
	return kinds[kind];
}

bool change_kind_parse(struct str name, enum change_kind *kind)
{
	for (int k = 0; k < CHANGE_KINDS; k++) {
		if (str_is(name, kinds[k])) {
			*kind = (enum change_kind)k;
			return true;
		}
	}
	return false;
}

const char *progress_name(enum progress progress)
{
	static const char *const names[PROGRESS_COUNT] = {
		[PROGRESS_PLANNED] = "planned",
		[PROGRESS_STARTED] = "started",
		[PROGRESS_DONE] = "done",
		[PROGRESS_STOPPED] = "stopped",
	};

	return names[progress];
}

/* --- one payload --------------------------------------------------------- */

struct payload {
	struct change change;
	struct buf text;
	struct json json;
};

/* Its address is kept: a payload does not move while it is written. */
static void begin(struct payload *p, struct arena *a, struct str chain,
		  enum change_kind kind, const struct stamp *stamp)
{
	p->change = (struct change){ .chain = str_copy(a, chain),
				     .kind = kind };
	p->text = buf_make(a);
	p->json = json_make(&p->text, false);
	json_begin_object(&p->json);
	json_key(&p->json, "at");
	json_str(&p->json, stamp->at);
	if (stamp->by.len > 0) {
		json_key(&p->json, "by");
		json_str(&p->json, stamp->by);
	}
	if (stamp->from.len > 0) {
		json_key(&p->json, "from");
		json_str(&p->json, stamp->from);
	}
}

static void put(struct payload *p, const char *key, struct str value)
{
	json_key(&p->json, key);
	json_str(&p->json, value);
}

static void put_some(struct payload *p, const char *key, struct str value)
{
	if (value.len > 0)
		put(p, key, value);
}

static void put_name(struct payload *p, const char *key, const char *value)
{
	put(p, key, str_from(value));
}

static void put_bool(struct payload *p, const char *key, bool value)
{
	json_key(&p->json, key);
	json_bool(&p->json, value);
}

static void put_json(struct payload *p, const char *key, struct str value)
{
	if (value.len == 0)
		return;
	json_key(&p->json, key);
	json_written(&p->json, value);
}

static struct change end(struct payload *p)
{
	json_end(&p->json);
	p->change.payload = buf_view(&p->text);
	return p->change;
}

/* --- the kinds ----------------------------------------------------------- */

struct change change_case(struct arena *a, const struct stamp *stamp,
			  const struct case_record *record)
{
	struct payload p;

	begin(&p, a, record->id, CHANGE_CASE, stamp);
	put(&p, "name", record->name);
	put(&p, "client", record->client);
	put(&p, "sector", record->sector);
	json_key(&p.json, "staff");
	json_int(&p.json, record->staff);
	put(&p, "opened", record->opened);
	put_some(&p, "keep_until", record->keep_until);
	return end(&p);
}

struct change change_round(struct arena *a, const struct stamp *stamp,
			   struct str chain, const struct round_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_ROUND, stamp);
	put(&p, "id", record->id);
	put(&p, "title", record->title);
	put(&p, "date", record->date);
	put(&p, "pack", record->pack);
	return end(&p);
}

struct change change_respondent(struct arena *a, const struct stamp *stamp,
				struct str chain,
				const struct respondent_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_RESPONDENT, stamp);
	put(&p, "id", record->id);
	put(&p, "round", record->round);
	put(&p, "name", record->name);
	put_name(&p, "group", group_name(record->group));
	put_bool(&p, "agreed", record->agreed);
	put_bool(&p, "together", record->together);
	return end(&p);
}

static const char *kind_name(enum answer_kind kind)
{
	static const char *const names[] = {
		[ANSWER_MISSING] = "missing",
		[ANSWER_VALUE] = "value",
		[ANSWER_DONT_KNOW] = "dont_know",
		[ANSWER_NA] = "na",
	};

	return names[kind];
}

struct change change_answer(struct arena *a, const struct stamp *stamp,
			    struct str chain,
			    const struct answer_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_ANSWER, stamp);
	put(&p, "respondent", record->respondent);
	put(&p, "question", record->question);
	put_name(&p, "kind", kind_name(record->kind));
	put_json(&p, "value", record->value);
	put_some(&p, "note", record->note);
	put_some(&p, "reason", record->reason);
	return end(&p);
}

struct change change_evidence(struct arena *a, const struct stamp *stamp,
			      struct str chain, struct str round,
			      const struct evidence_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_EVIDENCE, stamp);
	put(&p, "round", round);
	put(&p, "criterion", record->criterion);
	put_name(&p, "status", evidence_name(record->status));
	put_some(&p, "note", record->note);
	return end(&p);
}

struct change change_decision(struct arena *a, const struct stamp *stamp,
			      struct str chain, struct str round,
			      const struct decision_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_DECISION, stamp);
	put(&p, "round", round);
	put(&p, "question", record->question);
	put_bool(&p, "overrides", record->overrides);
	put_name(&p, "kind", kind_name(record->kind));
	put_json(&p, "value", record->value);
	put(&p, "reason", record->reason);
	put(&p, "author", record->author);
	put(&p, "date", record->date);
	return end(&p);
}

struct change change_block(struct arena *a, const struct stamp *stamp,
			   struct str chain, struct str round,
			   const struct block_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_BLOCK, stamp);
	put(&p, "round", round);
	put(&p, "key", record->key);
	put_json(&p, "body", record->body);
	return end(&p);
}

struct change change_collection(struct arena *a, const struct stamp *stamp,
				struct str chain, struct str round,
				bool closed, const struct str *questions,
				uint32_t count)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_COLLECTION, stamp);
	put(&p, "round", round);
	put_bool(&p, "closed", closed);
	json_key(&p.json, "questions");
	json_begin_array(&p.json);
	for (uint32_t i = 0; i < count; i++)
		json_str(&p.json, questions[i]);
	json_end(&p.json);
	return end(&p);
}

struct change change_progress(struct arena *a, const struct stamp *stamp,
			      struct str chain,
			      const struct progress_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_PROGRESS, stamp);
	put(&p, "initiative", record->initiative);
	put_name(&p, "status", progress_name(record->status));
	put(&p, "date", record->date);
	put_some(&p, "note", record->note);
	return end(&p);
}

struct change change_reading(struct arena *a, const struct stamp *stamp,
			     struct str chain,
			     const struct reading_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_READING, stamp);
	put(&p, "initiative", record->initiative);
	put(&p, "date", record->date);
	put(&p, "value", record->value);
	return end(&p);
}

struct change change_import(struct arena *a, const struct stamp *stamp,
			    struct str chain,
			    const struct import_record *record)
{
	struct payload p;

	begin(&p, a, chain, CHANGE_IMPORT, stamp);
	put(&p, "id", record->id);
	put(&p, "format", record->format);
	put(&p, "file", record->file);
	put(&p, "digest", record->digest);
	return end(&p);
}
