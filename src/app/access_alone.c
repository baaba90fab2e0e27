/* A leader who begins alone, and what people agree to. */
#include "access_part.h"

#include "base/arena.h"

enum { SLUG_MOST = 40, NAME_DIGITS = 6 };

/* All that beginning writes, in one write. */
struct beginning {
	struct change changes[3];
	struct str chain, respondent, today;
	const bool *agreed;
	struct digest token, secret;
	struct session session;
	struct link link;
};

/*
 * Others may have begun under the same name: the case's own has some digits
 * of its id besides, so that nobody is refused, nor learns that they did.
 */
static struct str name_of(struct arena *a, struct str client, struct str id)
{
	struct str slug = str_sub(case_name_from(a, client), 0, SLUG_MOST);
	struct buf name = buf_make(a);

	buf_str(&name, slug.len > 0 ? slug : STR("entreprise"));
	buf_char(&name, '-');
	buf_str(&name, str_sub(id, 0, NAME_DIGITS));
	return buf_view(&name);
}

/* The stamps name nobody: what a person typed themselves is erased with
   them, and the case's own beginning stays. */
static void begin_changes(struct desk *d, const struct alone *wanted,
			  struct str pack, struct beginning *b)
{
	struct stamp stamp = { .at = d->now };
	struct case_record record = { .id = b->chain, .opened = d->today };
	struct round_record round = { .id = b->session.round,
				      .date = d->today, .pack = pack };
	struct respondent_record leader = { .id = b->respondent,
					    .round = round.id,
					    .name = str_trim(wanted->name),
					    .group = GROUP_LEADERS };

	record.name = name_of(d->arena, wanted->client, b->chain);
	record.client = str_trim(wanted->client).len > 0
			    ? str_trim(wanted->client)
			    : record.name;
	record.keep_until = date_after(d->arena, d->today, ALONE_KEPT_DAYS);
	b->changes[0] = change_case(d->arena, &stamp, &record);
	b->changes[1] = change_round(d->arena, &stamp, b->chain, &round);
	b->changes[2] = change_respondent(d->arena, &stamp, b->chain, &leader);
}

static enum store_result begin(struct store *s, void *context,
			       struct diags *diags)
{
	const struct beginning *b = context;

	(void)diags;
	store_append(s, b->changes, 3);
	store_mark_alone(s, b->chain, b->respondent);
	store_agree(s, b->chain, b->respondent, b->agreed, b->today);
	store_add_session(s, &b->token, &b->session);
	store_add_link(s, &b->secret, &b->link);
	return STORE_DONE;
}

static void begin_access(struct desk *d, struct beginning *b)
{
	struct session wanted = {
		.kind = SESSION_RESPONDENT,
		.chain = b->chain,
		.round = desk_new_id(d),
		.respondent = b->respondent,
		.group = GROUP_LEADERS,
		.self = true,
	};

	b->session = access_session_from(d, &wanted);
	b->link = access_resume_link(d);
	b->link.chain = b->chain;
	b->link.round = wanted.round;
	b->link.respondent = b->respondent;
	b->link.group = GROUP_LEADERS;
	b->link.self = true;
}

bool access_begin_alone(struct desk *d, const struct alone *wanted,
			struct str token, struct str *secret)
{
	struct beginning b = { .agreed = wanted->agreed, .today = d->today };
	struct str pack;

	if (!access_name_is_good(d, wanted->name) ||
	    (str_trim(wanted->client).len > 0 &&
	     !access_name_is_good(d, wanted->client)))
		return false;
	if (!wanted->agreed[PURPOSE_RESULT]) {
		access_refuse(d->diags, MSG_ACCESS_PURPOSE, STR_NONE);
		return false;
	}
	pack = desk_keep_pack(d);
	if (pack.len == 0)
		return false;
	*secret = secret_make(d->arena, &d->chance);
	b.secret = digest_of(*secret);
	b.token = digest_of(token);
	b.chain = desk_new_id(d);
	b.respondent = desk_new_id(d);
	begin_access(d, &b);
	begin_changes(d, wanted, pack, &b);
	return desk_write(d, begin, &b);
}

/* --- what they agree to -------------------------------------------------- */

bool access_agreed(struct desk *d, struct str respondent,
		   bool agreed[PURPOSE_COUNT])
{
	store_agreed(d->store, respondent, agreed);
	return desk_read_well(d);
}

struct agreeing {
	struct str chain, respondent, today;
	const bool *agreed;
};

static enum store_result agree(struct store *s, void *context,
			       struct diags *diags)
{
	const struct agreeing *g = context;

	if (!store_is_respondent(s, g->chain, g->respondent))
		return access_refuse(diags, MSG_ACCESS_GONE, STR_NONE);
	store_agree(s, g->chain, g->respondent, g->agreed, g->today);
	return STORE_DONE;
}

bool access_agree(struct desk *d, struct str chain, struct str respondent,
		  const bool agreed[PURPOSE_COUNT])
{
	struct agreeing g = { chain, respondent, d->today, agreed };

	return desk_write(d, agree, &g);
}
