/* An import taken back: what it brought goes, as one erasure. */
#include "exchange_part.h"

#include "base/arena.h"

enum { DATE_LENGTH = 10 };

struct undo {
	struct desk *d;
	const struct case_record *record;
	const struct node **payloads;
	const struct journal_entry *journal;
	uint32_t count;
};

static void read_journal(struct undo *u)
{
	struct arena *a = u->d->arena;

	u->journal =
	    store_journal(u->d->store, a, u->record->id, &u->count);
	u->payloads = ARENA_ARRAY(a, u->count, const struct node *);
	for (uint32_t i = 0; i < u->count; i++)
		if (u->journal[i].payload.len > 0)
			u->payloads[i] =
			    case_value_node(a, u->journal[i].payload);
}

static bool is_import(const struct undo *u, uint32_t i)
{
	return u->journal[i].kind == CHANGE_IMPORT && u->payloads[i] != NULL &&
	       !str_is(payload_text(u->payloads[i], "format"), "merge");
}

static bool is_listed(const struct brought *all, uint32_t count,
		      struct str file)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].file, file))
			return true;
	return false;
}

/* Of a name only the last counts: that is the one that would go. */
const struct brought *exchange_brought(struct desk *d,
				       const struct case_record *record,
				       uint32_t *count)
{
	struct undo u = { .d = d, .record = record };
	struct brought *all, *seen;
	uint32_t seen_count = 0;

	*count = 0;
	read_journal(&u);
	all = ARENA_ARRAY(d->arena, u.count, struct brought);
	seen = ARENA_ARRAY(d->arena, u.count, struct brought);
	for (uint32_t i = u.count; i-- > 0;) {
		const struct node *p = u.payloads[i];
		struct brought b;

		if (!is_import(&u, i))
			continue;
		b.file = payload_text(p, "file");
		b.date = str_sub(payload_text(p, "at"), 0, DATE_LENGTH);
		if (is_listed(seen, seen_count, b.file))
			continue;
		seen[seen_count++] = b;
		if (payload_text(p, "from").len == 0)
			all[(*count)++] = b;
	}
	return all;
}

/* The last that came by a file of that name; its id, empty after a
   diagnostic. */
static struct str find_import(const struct undo *u, struct str file)
{
	for (uint32_t i = u->count; i-- > 0;) {
		const struct node *p = u->payloads[i];

		if (!is_import(u, i) || !str_eq(payload_text(p, "file"), file))
			continue;
		if (payload_text(p, "from").len == 0)
			return payload_text(p, "id");
		/* A merge has mixed what it brought with all the rest. */
		DIAG_STR(u->d->diags, (struct span){ 0 }, MSG_IMPORT_MERGED,
			 file, u->record->name);
		return STR_NONE;
	}
	DIAG_STR(u->d->diags, (struct span){ 0 }, MSG_IMPORT_UNKNOWN, file,
		 u->record->name);
	return STR_NONE;
}

/* Whether somebody has answered otherwise than by that import. */
static bool stays(const struct undo *u, struct str person, struct str import)
{
	for (uint32_t i = 0; i < u->count; i++)
		if (u->journal[i].kind == CHANGE_ANSWER &&
		    u->payloads[i] != NULL &&
		    str_eq(payload_text(u->payloads[i], "respondent"),
			   person) &&
		    !str_eq(payload_text(u->payloads[i], "from"), import))
			return true;
	return false;
}

static bool is_alone(const struct node *arrival)
{
	return str_is(payload_text(arrival, "group"), "staff") &&
	       !str_is(payload_text(arrival, "together"), "true");
}

static void count_what_goes(const struct undo *u, struct str import,
			    struct undoing *out)
{
	for (uint32_t i = 0; i < u->count; i++) {
		const struct node *p = u->payloads[i];
		bool arrival = u->journal[i].kind == CHANGE_RESPONDENT;

		if (p == NULL || !str_eq(payload_text(p, "from"), import))
			continue;
		if (arrival && stays(u, payload_text(p, "id"), import))
			continue;
		if (u->journal[i].kind == CHANGE_ANSWER)
			out->answers++;
		else if (!arrival)
			out->others++;
		else if (is_alone(p))
			out->staff++;
		else
			out->people++;
	}
}

bool exchange_undo(struct desk *d, struct str name, struct str file,
		   bool really, struct undoing *out)
{
	struct undo u = { .d = d, .record = case_find(d, name) };
	struct stamp stamp = desk_stamp(d);
	struct str import;

	*out = (struct undoing){ 0 };
	if (u.record == NULL)
		return false;
	read_journal(&u);
	if (!desk_read_well(d))
		return false;
	import = find_import(&u, file);
	if (import.len == 0)
		return false;
	count_what_goes(&u, import, out);
	return !really ||
	       desk_did(d, store_erase_import(d->store, &stamp, u.record->id,
					      import, d->diags));
}
