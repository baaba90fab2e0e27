/*
 * Whether the cases of a file from elsewhere can be read here: what is taken
 * over or merged is never taken away again, as nothing leaves a journal.
 */
#include "app/exchange.h"
#include "base/arena.h"
#include "document_part.h"
#include "exchange_part.h"
#include "format/json.h"

struct checking {
	struct desk *d;
	struct desk there; /* the same, with the other file and its own ears */
	const char *path;
	const struct case_record *record;
};

static void refuse(struct checking *c, struct str what)
{
	DIAG_STR(c->d->diags, (struct span){ 0 }, MSG_EXCHANGE_UNFIT,
		 str_from(c->path), c->record->name, what);
}

/* --- texts -------------------------------------------------------------- */

/* Those that no answers file holds. */
static void check_text(struct checking *c, struct str text)
{
	if (str_find_unseen(text) != SIZE_MAX)
		refuse(c, STR("text-unseen"));
}

/* --- answers ------------------------------------------------------------ */

/*
 * As any answers file. Of the staff, whom nobody may read one by one, only
 * that something is wrong is told.
 */
static bool reads(struct checking *c, const struct pack *pack,
		  const struct node *document)
{
	struct desk *there = &c->there;
	struct buf text = buf_make(there->arena);
	struct json j = json_make(&text, true);
	struct source *source;
	struct node *tree;

	json_node(&j, document);
	source = source_make(there->arena, c->path, buf_view(&text),
			     there->diags);
	tree = source == NULL ? NULL
			      : json_parse(there->arena, source, there->diags);
	return tree != NULL &&
	       answers_read(there->arena, pack, tree, there->diags) != NULL &&
	       there->diags->errors == 0;
}

/* A pack that cannot be loaded here may still be carried. */
static void check_round(struct checking *c, const struct round_record *round,
			uint32_t number)
{
	struct desk *there = &c->there;
	const struct case_view *v;

	check_text(c, round->title);
	if (desk_pack(there, round->pack) == NULL)
		return;
	diags_init(there->diags, there->arena);
	v = case_view(there, c->record->id, number);
	if (v != NULL) {
		if (reads(c, v->pack, case_document(there, v, STAFF_NONE,
						    false)) &&
		    reads(c, v->pack, document_of_staff(there, v)))
			return;
	}
	refuse(c, there->diags->errors == 0
		      ? STR("pack")
		      : str_from(message_slug(
			    there->diags->items[0].message)));
}

/* --- initiatives -------------------------------------------------------- */

static bool has_initiative(const struct pack *pack, struct str id)
{
	for (uint32_t i = 0; i < pack->catalogue.initiative_count; i++)
		if (str_eq(pack->catalogue.initiatives[i].id, id))
			return true;
	return false;
}

/* One that any round's pack has or had. */
static void check_initiative(struct checking *c,
			     const struct round_record *rounds, uint32_t count,
			     struct str id)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct pack *pack = desk_pack(&c->there, rounds[i].pack);

		if (pack == NULL || has_initiative(pack, id))
			return;
	}
	refuse(c, STR("unknown-initiative"));
}

static void check_work(struct checking *c, const struct round_record *rounds,
		       uint32_t count)
{
	struct desk *there = &c->there;
	uint32_t n;
	const struct progress_record *progress =
	    store_progress(there->store, there->arena, c->record->id, &n);
	const struct reading_record *readings;

	for (uint32_t i = 0; i < n; i++) {
		check_initiative(c, rounds, count, progress[i].initiative);
		check_text(c, progress[i].note);
	}
	readings =
	    store_readings(there->store, there->arena, c->record->id, &n);
	for (uint32_t i = 0; i < n; i++) {
		check_initiative(c, rounds, count, readings[i].initiative);
		check_text(c, readings[i].value);
	}
}

/* --- a case ------------------------------------------------------------- */

bool portable_check(struct desk *d, const struct portable *p, const char *path,
		    const struct case_record *record)
{
	struct checking c = {
		.d = d, .there = *d, .path = path, .record = record
	};
	size_t before = d->diags->errors;
	const struct round_record *rounds;
	struct diags heard;
	uint32_t count;

	diags_init(&heard, d->arena);
	c.there.store = p->store;
	c.there.saver = NULL;
	c.there.diags = &heard;
	rounds = store_rounds(p->store, d->arena, record->id, &count);
	if (!case_name_is_good(record->name))
		refuse(&c, STR("case-name-bad"));
	if (count == 0)
		refuse(&c, STR("case-no-round"));
	check_text(&c, record->client);
	check_text(&c, record->sector);
	for (uint32_t i = 1; i <= count && d->diags->errors == before; i++)
		check_round(&c, &rounds[i - 1], i);
	if (d->diags->errors == before)
		check_work(&c, rounds, count);
	return desk_did(d, store_trouble(p->store, d->diags)) &&
	       d->diags->errors == before;
}
