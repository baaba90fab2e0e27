/*
 * Two copies of one case brought together: thing by thing, who knew what
 * decides; where neither side knew of the other, the consultant does.
 */
#include "merge_part.h"

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "format/json.h"

/* --- which side stands -------------------------------------------------- */

struct thing {
	const struct touch *on[SIDES]; /* the last touches; may be NULL */
	int stands;
	bool anew; /* each knows of the other's, and differs */
};

static const struct entry *entry_of(const struct merge *m, int which,
				    const struct touch *t)
{
	return &m->sides[which].entries[t->entry];
}

static bool is_known(const struct merge *m, int which, const struct touch *t)
{
	return entry_of(m, which, t)->known;
}

static bool is_staff(const struct merge *m, const struct touch *t)
{
	return t->person != NO_INDEX &&
	       person_is_alone(&m->sides[HERE].people[t->person]);
}

/* Whether THERE's is the later; of one date, whichever reads greater. */
static bool there_is_later(const struct merge *m, const struct thing *t)
{
	struct str at[SIDES];
	int order;

	for (int i = 0; i < SIDES; i++)
		at[i] = payload_text(entry_of(m, i, t->on[i])->payload, "at");
	order = str_cmp(at[THERE], at[HERE]);
	if (order == 0)
		order = str_cmp(t->on[THERE]->value, t->on[HERE]->value);
	return order > 0;
}

static enum taking taken(const struct merge *m, struct str thing)
{
	for (uint32_t i = 0; i < m->wish->decided_count; i++)
		if (str_eq(m->wish->decided[i].thing, thing))
			return m->wish->decided[i].take;
	return m->wish->take;
}

enum taking merge_decide(struct merge *m, struct merge_conflict c)
{
	c.take = taken(m, c.thing);
	for (uint32_t i = 0; i < m->done->conflict_count; i++)
		if (str_eq(m->conflicts[i].thing, c.thing))
			return c.take;
	m->conflicts =
	    arena_grow(m->d->arena, m->conflicts, m->done->conflict_count,
		       &m->conflict_capacity, sizeof(*m->conflicts));
	m->conflicts[m->done->conflict_count++] = c;
	m->done->conflicts = m->conflicts;
	m->done->undecided += c.take == TAKE_NOTHING;
	m->done->kept_here += c.take == TAKE_HERE;
	return c.take;
}

static void settle_by_person(struct merge *m, struct thing *t)
{
	enum taking take =
	    merge_decide(m, merge_describe(m, t->on[HERE], t->on[THERE]));

	t->stands = take == TAKE_THERE ? THERE : HERE;
}

static void settle_conflict(struct merge *m, struct thing *t)
{
	const struct entry *e = entry_of(m, HERE, t->on[HERE]);

	if (e->link->kind == CHANGE_COLLECTION) {
		/* Open: more may still come, and closing is one command. */
		bool closed =
		    str_is(payload_text(e->payload, "closed"), "true");

		t->stands = closed ? THERE : HERE;
	} else if (is_staff(m, t->on[HERE])) {
		m->done->staff_later++;
		t->stands = there_is_later(m, t) ? THERE : HERE;
	} else {
		settle_by_person(m, t);
	}
}

static void settle(struct merge *m, struct thing *t)
{
	const struct touch *here = t->on[HERE], *there = t->on[THERE];
	bool known_there, known_here;

	t->stands = there == NULL ? HERE : THERE;
	if (there == NULL)
		return;
	known_here = is_known(m, THERE, there);
	if (here == NULL) {
		t->stands = known_here ? HERE : THERE;
		return;
	}
	known_there = is_known(m, HERE, here);
	if (str_eq(here->value, there->value)) {
		t->stands = HERE;
	} else if (known_here != known_there) {
		t->stands = known_here ? HERE : THERE;
	} else {
		t->anew = known_here;
		settle_conflict(m, t);
	}
}

/* --- what is brought ---------------------------------------------------- */

static bool is_brought(struct merge *m, const struct entry *e)
{
	const struct same_person *p;
	enum change_kind kind = e->link->kind;
	uint32_t here;

	if (e->payload == NULL || e->known)
		return false;
	if (kind == CHANGE_ERASURE)
		return str_is(payload_text(e->payload, "scope"), "merge");
	if (kind != CHANGE_ANSWER && kind != CHANGE_RESPONDENT)
		return true;
	p = merge_find_there(m, payload_text(e->payload, kind == CHANGE_ANSWER
							     ? "respondent"
							     : "id"));
	if (p != NULL && p->here.len > 0) {
		here = merge_find_here(m, p->here);
		if (here == NO_INDEX || !m->erased_there[here])
			return true;
	}
	m->done->left_out++;
	return false;
}

static bool is_trace(const struct entry *e)
{
	return e->link->kind == CHANGE_IMPORT &&
	       str_is(payload_text(e->payload, "format"), "merge");
}

/* That the other side merged is no news by itself. */
static void mark_brought(struct merge *m)
{
	struct side *s = &m->sides[THERE];
	bool news = false;

	for (uint32_t i = m->common; i < s->count; i++) {
		struct entry *e = &s->entries[i];

		e->brought = is_brought(m, e);
		news = news || (e->brought && !is_trace(e));
	}
	for (uint32_t i = m->common; i < s->count; i++) {
		s->entries[i].brought = news && s->entries[i].brought;
		m->done->brought += s->entries[i].brought;
	}
}

/* Whom a payload speaks of, by their id here. */
static struct str here_id(const struct merge *m, int which, struct str id)
{
	const struct same_person *p =
	    which == THERE ? merge_find_there(m, id) : NULL;

	return p == NULL ? id : p->here;
}

static void put_member(struct merge *m, int which, struct node *map,
		       const struct node *n, enum change_kind kind)
{
	struct arena *a = m->d->arena;
	struct node *copy = ARENA_NEW(a, struct node);
	bool person = (kind == CHANGE_ANSWER && str_is(n->key, "respondent")) ||
		      (kind == CHANGE_RESPONDENT && str_is(n->key, "id"));

	*copy = *n;
	copy->next = NULL;
	if (person)
		copy->text = here_id(m, which, n->text);
	node_set(map, str_cstr(a, n->key), copy);
	if (kind == CHANGE_RESPONDENT && person && !str_eq(copy->text, n->text))
		node_set(map, "was", node_text(a, n->text));
}

/* The change of an entry, as it is appended here. */
static struct change change_again(struct merge *m, int which,
				  const struct entry *e, struct str origin)
{
	struct arena *a = m->d->arena;
	struct node *map = node_map(a);
	bool was = node_get(e->payload, "was") != NULL;

	for (const struct node *n = e->payload->first; n != NULL; n = n->next) {
		if (str_is(n->key, "from") || str_is(n->key, "origin"))
			continue;
		if (was && str_is(n->key, "id")) {
			/* It says already who they were elsewhere. */
			node_set(map, "id",
				 node_text(a, here_id(m, which, n->text)));
			continue;
		}
		put_member(m, which, map, n, e->link->kind);
	}
	node_set(map, "from", node_text(a, m->import));
	if (origin.len > 0)
		node_set(map, "origin", node_text(a, origin));
	return (struct change){ .chain = m->sides[HERE].record->id,
				.kind = e->link->kind,
				.payload = payload_json(a, map) };
}

static void append_brought(struct merge *m)
{
	struct side *s = &m->sides[THERE];

	for (uint32_t i = m->common; i < s->count; i++)
		if (s->entries[i].brought)
			changes_add(
			    m->d->arena, &m->changes,
			    change_again(m, THERE, &s->entries[i],
					 merge_identity(&s->entries[i])));
}

/* --- what stands is said last ------------------------------------------- */

/* What the case here says of a thing once everything is appended. */
static const struct touch *after_append(const struct merge *m,
					const struct thing *t, int *which)
{
	const struct side *s = &m->sides[THERE];
	const struct touch *there = t->on[THERE];

	*which = THERE;
	for (const struct touch *x = there;
	     x != NULL && x >= s->touches && str_eq(x->key, there->key); x--) {
		if (s->entries[x->entry].brought)
			return x;
		if (x == s->touches)
			break;
	}
	*which = HERE;
	return t->on[HERE];
}

static bool is_particular(const struct touch *t)
{
	return str_starts(t->key, "case|");
}

static void say_last(struct merge *m, const struct thing *t)
{
	const struct touch *wanted = t->on[t->stands], *now;
	const struct entry *e;
	int which;

	if (wanted == NULL || is_particular(wanted))
		return;
	now = after_append(m, t, &which);
	if (now != NULL && str_eq(now->value, wanted->value))
		return;
	e = entry_of(m, t->stands, wanted);
	if (e->link->kind == CHANGE_COLLECTION) {
		struct stamp stamp = desk_stamp(m->d);

		stamp.from = m->import;
		changes_add(
		    m->d->arena, &m->changes,
		    change_collection(
			m->d->arena, &stamp, m->sides[HERE].record->id,
			payload_text(e->payload, "round"),
			str_is(payload_text(e->payload, "closed"), "true"),
			NULL, 0));
		return;
	}
	changes_add(m->d->arena, &m->changes,
		    change_again(m, t->stands, e,
				 t->anew ? STR_NONE : merge_identity(e)));
}

/* --- the particulars of the case ---------------------------------------- */

static const struct node *last_case(const struct merge *m, int which,
				    bool brought)
{
	const struct side *s = &m->sides[which];

	for (uint32_t i = s->count; i-- > 0;)
		if (s->entries[i].link->kind == CHANGE_CASE &&
		    s->entries[i].payload != NULL &&
		    (!brought || s->entries[i].brought))
			return s->entries[i].payload;
	return NULL;
}

static int64_t number_of(struct str digits)
{
	int64_t n = 0;

	for (size_t i = 0; i < digits.len; i++)
		n = n * 10 + (digits.at[i] - '0');
	return n;
}

static struct change case_of(struct merge *m, const struct str *values)
{
	struct stamp stamp = desk_stamp(m->d);
	const struct case_record *now = m->sides[HERE].record;
	struct case_record record = {
		.id = now->id,
		.name = values[0],
		.client = values[1],
		.sector = values[2],
		.staff = number_of(values[3]),
		.opened = now->opened,
		.keep_until = values[4],
	};

	stamp.from = m->import;
	return change_case(m->d->arena, &stamp, &record);
}

static void say_particulars(struct merge *m, const struct thing *things)
{
	const struct node *now = last_case(m, THERE, true);
	struct str values[PARTICULARS];
	bool differs = false;

	if (now == NULL)
		now = last_case(m, HERE, false);
	for (int i = 0; i < PARTICULARS; i++) {
		const struct thing *t = &things[i];
		const struct touch *wanted = t->on[t->stands];
		const struct node *from =
		    wanted == NULL ? NULL
				   : entry_of(m, t->stands, wanted)->payload;

		values[i] = payload_text(from, merge_particulars[i]);
		differs =
		    differs ||
		    !str_eq(values[i], payload_text(now, merge_particulars[i]));
	}
	if (differs)
		changes_add(m->d->arena, &m->changes, case_of(m, values));
}

/* --- thing by thing ----------------------------------------------------- */

static struct thing thing_of(struct merge *m, struct str key)
{
	struct thing t = { { merge_last_touch(&m->sides[HERE], key),
			     merge_last_touch(&m->sides[THERE], key) },
			   HERE,
			   false };

	settle(m, &t);
	return t;
}

struct things {
	struct thing *items;
	size_t count, capacity;
};

static void add_thing(struct merge *m, struct things *all, struct str key)
{
	struct thing t = thing_of(m, key);

	all->items = arena_grow(m->d->arena, all->items, all->count,
				&all->capacity, sizeof(*all->items));
	all->items[all->count++] = t;
}

/* Every thing of THERE; what HERE alone touched stands as it is. */
static void settle_all(struct merge *m, struct things *all,
		       struct thing particulars[PARTICULARS])
{
	const struct side *s = &m->sides[THERE];

	for (int i = 0; i < PARTICULARS; i++)
		particulars[i] =
		    thing_of(m, merge_particular_key(m->d->arena, i));
	for (size_t i = 0; i < s->touch_count; i++)
		if (!is_particular(&s->touches[i]) &&
		    (i + 1 == s->touch_count ||
		     !str_eq(s->touches[i].key, s->touches[i + 1].key)))
			add_thing(m, all, s->touches[i].key);
}

static uint32_t count_erased(const struct merge *m)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < m->sides[HERE].people_count; i++)
		n += m->erased_there[i];
	return n;
}

static struct change import_change(struct merge *m, struct str digest)
{
	struct stamp stamp = desk_stamp(m->d);
	struct import_record record = {
		.id = m->import,
		.format = STR("merge"),
		.file = str_from(path_base(m->d->arena, m->wish->path)),
		.digest = digest,
	};

	return change_import(m->d->arena, &stamp, m->sides[HERE].record->id,
			     &record);
}

static void compose(struct merge *m, struct str digest)
{
	struct thing particulars[PARTICULARS];
	struct things all = { 0 };

	m->import = desk_new_id(m->d);
	changes_add(m->d->arena, &m->changes, import_change(m, digest));
	merge_ask_erasures(m);
	merge_touch_all(m);
	settle_all(m, &all, particulars);
	mark_brought(m);
	append_brought(m);
	for (size_t i = 0; i < all.count; i++)
		say_last(m, &all.items[i]);
	say_particulars(m, particulars);
	merge_withdraw(m);
	merge_keep_away(m);
	m->done->erased = count_erased(m);
}

/* --- saving ------------------------------------------------------------- */

static bool keep_packs(struct merge *m, struct store *there)
{
	struct desk *d = m->d;
	const struct side *s = &m->sides[THERE];

	for (uint32_t i = 0; i < s->round_count; i++) {
		const struct stored_pack *pack =
		    store_pack(there, d->arena, s->rounds[i].pack, true);

		if (pack == NULL ||
		    !desk_did(d, store_add_pack(d->store, pack, d->diags)))
			return false;
	}
	return true;
}

static bool erase_people(struct merge *m)
{
	const struct side *s = &m->sides[HERE];
	struct stamp stamp = desk_stamp(m->d);

	stamp.from = m->import;
	for (uint32_t i = 0; i < s->people_count; i++)
		if (m->erased_there[i] &&
		    !desk_did(m->d, store_erase_person(
					m->d->store, &stamp, s->record->id,
					s->people[i].id, m->d->diags)))
			return false;
	return true;
}

static bool complete(struct merge *m, struct store *there)
{
	const struct side *s = &m->sides[HERE];
	uint32_t *numbers =
	    ARENA_ARRAY(m->d->arena, m->done->completed, uint32_t);
	size_t count = 0;

	for (uint32_t i = 0; i < s->count; i++)
		if (s->entries[i].completed)
			numbers[count++] = s->entries[i].link->number;
	return count == 0 ||
	       desk_did(m->d, store_complete(m->d->store, there, s->record->id,
					     numbers, count, m->d->diags));
}

static bool save(struct merge *m, struct store *there)
{
	struct desk *d = m->d;

	if (m->done->undecided > 0) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_MERGE_CONFLICTS,
			 exchange_number(d->arena, m->done->undecided),
			 m->done->name);
		return false;
	}
	if (m->wish->dry)
		return true;
	if (!erase_people(m) || !complete(m, there))
		return false;
	/* The import alone: nothing was to be said. */
	if (m->changes.count == 1)
		return true;
	return keep_packs(m, there) &&
	       desk_save(d, m->changes.items, m->changes.count);
}

static const struct case_record *find_here(struct desk *d,
					   const struct case_record *there)
{
	uint32_t count;
	const struct case_record *record =
	    store_cases_named(d->store, d->arena, there->id, &count);

	if (count > 0)
		return record;
	store_journal(d->store, d->arena, there->id, &count);
	if (count > 0)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_EXCHANGE_ERASED_HERE,
			 there->name);
	else
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_MERGE_ABSENT,
			 there->name, str_from(store_path(d->store)));
	return NULL;
}

static bool merge_one(struct desk *d, const struct merge_wish *wish,
		      struct store *store, const struct case_record *there,
		      struct str digest, struct merge_done *done)
{
	struct merge m = { .d = d, .wish = wish, .done = done };
	const struct case_record *here = find_here(d, there);

	done->name = there->name;
	if (here == NULL)
		return false;
	done->name = here->name;
	if (!merge_read(&m, store, here))
		return false;
	compose(&m, digest);
	return save(&m, store);
}

enum { FILE_LIMIT = 1 << 30 };

/* Of the file as it was given. */
static struct str digest_of_file(struct desk *d, const char *path)
{
	struct arena *a = arena_open();
	struct digest digest = digest_of(STR_NONE);
	struct str bytes;

	if (file_read(a, path, FILE_LIMIT, &bytes) == 0)
		digest = digest_of(bytes);
	arena_close(a);
	return str_copy(d->arena, str_from(digest.hex));
}

bool exchange_merge(struct desk *d, const struct merge_wish *wish,
		    struct merge_done **done, uint32_t *count)
{
	struct portable p;
	const struct case_record *all;
	struct str digest;
	bool good = true, fit = true;

	*count = 0;
	*done = NULL;
	if (!portable_open(d, wish->path, &p)) {
		portable_close(&p);
		return false;
	}
	all = store_cases(p.store, d->arena, count);
	digest = digest_of_file(d, wish->path);
	*done = ARENA_ARRAY(d->arena, *count, struct merge_done);
	if (*count == 0) {
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_NO_CASE,
		     wish->path);
		good = false;
	}
	for (uint32_t i = 0; i < *count; i++)
		fit = portable_check(d, &p, wish->path, &all[i]) && fit;
	good = good && fit;
	for (uint32_t i = 0; fit && i < *count; i++)
		good =
		    merge_one(d, wish, p.store, &all[i], digest, &(*done)[i]) &&
		    good;
	portable_close(&p);
	return good;
}
