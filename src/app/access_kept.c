/* The log of what was done, the register of incidents, and their end. */
#include "access_part.h"

#include "base/arena.h"

enum { LOG_DAYS = 400, TEXT_MOST = 8000, SHORT_MOST = 200 };

/* --- the log ------------------------------------------------------------- */

const struct audit_entry *access_audit(struct desk *d, uint32_t before,
				       uint32_t *count)
{
	const struct audit_entry *all =
	    store_audit(d->store, d->arena, before, count);

	return desk_read_well(d) ? all : NULL;
}

static enum store_result note(struct store *s, void *context,
			      struct diags *diags)
{
	const struct audit_entry *entry = context;

	(void)diags;
	store_note(s, entry);
	return STORE_DONE;
}

bool access_note(struct desk *d, struct str who, const char *what,
		 struct str of)
{
	struct audit_entry entry = { .at = d->now, .who = who,
				     .what = str_from(what), .of = of };

	return desk_write(d, note, &entry);
}

/* --- incidents ----------------------------------------------------------- */

const struct incident *access_incidents(struct desk *d, uint32_t *count)
{
	const struct incident *all =
	    store_incidents(d->store, d->arena, count);

	return desk_read_well(d) ? all : NULL;
}

static bool is_complete(const struct incident *i)
{
	const struct str texts[] = { i->what, i->data, i->people, i->harm,
				     i->told, i->measures };

	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++)
		if (str_chars(texts[t]) > TEXT_MOST)
			return false;
	return date_is_one(i->noticed) && str_trim(i->what).len > 0 &&
	       str_chars(i->happened) <= SHORT_MOST;
}

static enum store_result put(struct store *s, void *context,
			     struct diags *diags)
{
	const struct incident *incident = context;

	(void)diags;
	store_put_incident(s, incident);
	return STORE_DONE;
}

bool access_put_incident(struct desk *d, const struct incident *incident)
{
	struct incident copy = *incident;

	if (!is_complete(incident)) {
		access_refuse(d->diags, MSG_ACCESS_INCIDENT, STR_NONE);
		return false;
	}
	if (copy.id.len == 0)
		copy.id = desk_new_id(d);
	return desk_write(d, put, &copy);
}

/* --- no longer than is needed -------------------------------------------- */

enum { ID_SHOWN = 8 };	/* of an erased case, what is left to say */

bool access_is_alone(struct desk *d, struct str chain)
{
	return store_is_alone(d->store, chain);
}

/* Who began alone was promised a date, and may have lost the way back. */
static bool erase_alone_due(struct desk *d)
{
	const struct stamp stamp = { .at = d->now };
	uint32_t count;
	const struct case_record *all =
	    store_cases_alone_due(d->store, d->arena, d->today, &count);

	for (uint32_t i = 0; i < count; i++)
		if (!desk_did(d, store_erase_case(d->store, &stamp, all[i].id,
						  d->diags)) ||
		    !access_note(d, ACCESS_PROGRAM, "case.expire",
				 str_sub(all[i].id, 0, ID_SHOWN)))
			return false;
	return desk_read_well(d);
}

struct past {
	struct str today, log;
};

static enum store_result forget(struct store *s, void *context,
				struct diags *diags)
{
	const struct past *past = context;

	(void)diags;
	store_forget_past(s, past->today, past->log);
	return STORE_DONE;
}

bool access_forget_past(struct desk *d)
{
	struct past past = {
		.today = d->today,
		.log = date_after(d->arena, d->today, -LOG_DAYS),
	};

	if (!desk_write(d, forget, &past) || !erase_alone_due(d))
		return false;
	store_empty_log(d->store);
	return desk_read_well(d);
}
