/* Links given to people: made, looked at, used, taken back. */
#include "access_part.h"

#include "base/arena.h"

enum { INVITED_DAYS = 90, RESUME_DAYS = 365 };

/* --- made ---------------------------------------------------------------- */

struct link_write {
	struct arena *arena;
	struct digest secret;
	struct link link;
	const struct change *change;	/* the respondent that a link makes */
	struct str respondent;		/* its id */
	struct digest token;
	struct session session;
};

static bool is_of_round(struct desk *d, struct str chain, struct str round)
{
	uint32_t count;
	const struct round_record *all =
	    store_rounds(d->store, d->arena, chain, &count);

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, round))
			return true;
	return false;
}

static const struct respondent_record *
respondent_of(struct desk *d, struct str round, struct str id)
{
	uint32_t count;
	const struct respondent_record *all =
	    store_respondents(d->store, d->arena, round, &count);

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, id))
			return &all[i];
	return NULL;
}

/*
 * Somebody invited again under a name typed otherwise is the person who is
 * there, or who has a link: "luc roy" gets the name that "Luc Roy" has, and
 * nobody's name changes.
 */
static struct str known_name(struct desk *d, const struct link *link)
{
	struct str typed = str_trim(link->name), known = typed;
	uint32_t people, links;
	const struct respondent_record *all =
	    store_respondents(d->store, d->arena, link->round, &people);
	const struct link *made =
	    store_links(d->store, d->arena, link->round, &links);

	for (uint32_t i = links; i-- > 0;)
		if (made[i].kind == LINK_PERSON &&
		    made[i].group == link->group &&
		    case_same_person(d->arena, made[i].name, typed))
			known = made[i].name;
	for (uint32_t i = 0; i < people; i++) {
		if (all[i].group != link->group || all[i].agreed ||
		    all[i].together)
			continue;
		if (str_eq(all[i].name, typed))
			return typed;
		if (case_same_person(d->arena, all[i].name, typed))
			known = all[i].name;
	}
	return known;
}

static bool refuse(struct desk *d, enum message message)
{
	access_refuse(d->diags, message, STR_NONE);
	return false;
}

/* Of the person who comes back, the group is theirs. */
static bool complete(struct desk *d, struct link *link)
{
	const struct respondent_record *r = NULL;

	if (link->kind == LINK_SETUP)
		BUG("a set-up link is made with its account");
	if (!is_of_round(d, link->chain, link->round))
		return desk_read_well(d) && refuse(d, MSG_ACCESS_GONE);
	if (link->kind == LINK_PERSON && link->group == GROUP_STAFF)
		return refuse(d, MSG_ACCESS_STAFF_NAMED);
	if (link->kind == LINK_PERSON && !access_name_is_good(d, link->name))
		return false;
	if (link->kind == LINK_RESUME) {
		r = respondent_of(d, link->round, link->respondent);
		if (r == NULL)
			return desk_read_well(d) && refuse(d, MSG_ACCESS_GONE);
		link->group = r->group;
	}
	link->name = link->kind == LINK_PERSON ? known_name(d, link) : STR_NONE;
	return desk_read_well(d);
}

static enum store_result add_link(struct store *s, void *context,
				  struct diags *diags)
{
	const struct link_write *w = context;

	(void)diags;
	/* The one before may be lost, or in other hands. */
	if (w->link.kind == LINK_RESUME)
		store_drop_resumes(s, w->link.respondent);
	store_add_link(s, &w->secret, &w->link);
	return STORE_DONE;
}

struct link access_resume_link(struct desk *d)
{
	return (struct link){
		.kind = LINK_RESUME,
		.made = d->today,
		.expires = date_after(d->arena, d->today, RESUME_DAYS),
	};
}

bool access_add_link(struct desk *d, const struct link *wanted,
		     struct str *secret)
{
	struct link_write w = { .link = *wanted };

	if (!complete(d, &w.link))
		return false;
	w.link.made = d->today;
	if (w.link.expires.len == 0)
		w.link.expires =
		    date_after(d->arena, d->today,
			       w.link.kind == LINK_RESUME ? RESUME_DAYS
							  : INVITED_DAYS);
	w.link.account = STR_NONE;
	if (w.link.kind != LINK_RESUME)
		w.link.respondent = STR_NONE;
	*secret = secret_make(d->arena, &d->chance);
	w.secret = digest_of(*secret);
	return desk_write(d, add_link, &w);
}

static enum store_result revoke(struct store *s, void *context,
				struct diags *diags)
{
	const struct link_write *w = context;

	if (store_revoke_link(s, w->link.chain, w->link.id))
		return STORE_DONE;
	return access_refuse(diags, MSG_ACCESS_GONE, STR_NONE);
}

bool access_revoke_link(struct desk *d, struct str chain, struct str id)
{
	struct link_write w = { .link = { .chain = chain, .id = id } };

	return desk_write(d, revoke, &w);
}

bool access_has_code(struct desk *d, struct str respondent)
{
	bool has = store_has_resume(d->store, respondent);

	return desk_read_well(d) && has;
}

static enum store_result drop_code(struct store *s, void *context,
				   struct diags *diags)
{
	const struct link_write *w = context;

	if (!store_is_respondent(s, w->link.chain, w->link.respondent))
		return access_refuse(diags, MSG_ACCESS_GONE, STR_NONE);
	store_drop_resumes(s, w->link.respondent);
	/* Whoever saw the code may be in already. */
	store_drop_elsewhere(s, w->link.respondent, &w->token);
	return STORE_DONE;
}

bool access_drop_code(struct desk *d, struct str chain, struct str respondent,
		      struct str token)
{
	struct link_write w = { .link = { .chain = chain,
					  .respondent = respondent },
				.token = digest_of(token) };

	return desk_write(d, drop_code, &w);
}

const struct link *access_links(struct desk *d, struct str round,
				uint32_t *count)
{
	const struct link *all = store_links(d->store, d->arena, round, count);

	return desk_read_well(d) ? all : NULL;
}

/* --- looked at ----------------------------------------------------------- */

/* The day on which it expires is its last. */
static bool is_past(const struct desk *d, const struct link *link)
{
	return link->kind == LINK_SETUP
		   ? str_cmp(link->expires, d->now) <= 0
		   : str_cmp(link->expires, d->today) < 0;
}

static bool serves(const struct desk *d, const struct link *link)
{
	return link != NULL && !link->revoked &&
	       !(link->once && link->used > 0) && !is_past(d, link);
}

const struct link *access_link(struct desk *d, struct str secret)
{
	struct digest digest = digest_of(secret_typed(d->arena, secret));
	const struct link *link = store_link(d->store, d->arena, &digest);

	if (!desk_read_well(d))
		return NULL;
	if (serves(d, link))
		return link;
	access_refuse(d->diags, MSG_ACCESS_LINK, STR_NONE);
	return NULL;
}

/* --- used ---------------------------------------------------------------- */

/*
 * Somebody whose name is on a link is of the round as soon as they come: by
 * the same link, or by a second one, they are the same person. Where one
 * agreed set stands for all, nobody is added: the interview says why.
 */
static struct str person(struct store *s, const struct link_write *w)
{
	struct str id = store_respondent_named(s, w->arena, w->link.round,
					       w->link.group, w->link.name);

	if (id.len > 0 || store_is_agreed(s, w->link.round))
		return id;
	store_append(s, w->change, 1);
	return w->respondent;
}

static enum store_result trade(struct store *s, void *context,
			       struct diags *diags)
{
	struct link_write *w = context;

	if (!store_use_link(s, &w->secret))
		return access_refuse(diags, MSG_ACCESS_LINK, STR_NONE);
	if (w->link.kind == LINK_PERSON)
		w->session.respondent = person(s, w);
	store_add_session(s, &w->token, &w->session);
	return STORE_DONE;
}

static struct session session_by(struct desk *d, const struct link *link)
{
	struct session wanted = {
		.kind = SESSION_RESPONDENT,
		.chain = link->chain,
		.round = link->round,
		.respondent = link->respondent,
		.group = link->group,
		.self = link->self,
		.link = link->id,
	};

	return access_session_from(d, &wanted);
}

/* Nobody else typed it: the stamp names nobody. */
static struct change arrival(struct desk *d, const struct link *link,
			     struct str id)
{
	struct respondent_record r = { .id = id, .round = link->round,
				       .name = link->name,
				       .group = link->group };
	struct stamp stamp = { .at = d->now };

	return change_respondent(d->arena, &stamp, link->chain, &r);
}

bool access_trade(struct desk *d, struct str secret, struct str token,
		  const struct session **session)
{
	const struct link *link = access_link(d, secret);
	struct link_write w = { .arena = d->arena };
	struct session *opened;
	struct change change;

	if (link == NULL)
		return false;
	if (link->kind == LINK_SETUP)
		return refuse(d, MSG_ACCESS_LINK);
	w.secret = digest_of(secret_typed(d->arena, secret));
	w.token = digest_of(token);
	w.link = *link;
	w.session = session_by(d, link);
	if (link->kind == LINK_PERSON) {
		w.respondent = desk_new_id(d);
		change = arrival(d, link, w.respondent);
		w.change = &change;
	}
	if (!desk_write(d, trade, &w))
		return false;
	opened = ARENA_NEW(d->arena, struct session);
	*opened = w.session;
	*session = opened;
	return true;
}

/* --- how many came ------------------------------------------------------- */

/* A second link for the same person invites nobody more. */
static bool is_again(const struct link *all, uint32_t at)
{
	for (uint32_t i = 0; i < at; i++)
		if (!all[i].revoked && all[i].kind == LINK_PERSON &&
		    all[i].group == all[at].group &&
		    str_eq(all[i].name, all[at].name))
			return true;
	return false;
}

struct response_rate access_rate(struct desk *d, const struct case_view *view)
{
	struct response_rate rate = { 0 };
	struct str round = view->round->id;
	uint32_t count;
	const struct link *links =
	    store_links(d->store, d->arena, round, &count);

	for (uint32_t i = 0; i < count; i++)
		if (links[i].kind == LINK_PERSON && !links[i].revoked &&
		    !is_again(links, i))
			rate.invited[links[i].group]++;
	rate.invited[GROUP_STAFF] = store_expected(d->store, round);
	for (uint32_t i = 0; i < view->respondent_count; i++)
		if (!view->respondents[i].agreed &&
		    !view->respondents[i].together)
			rate.came[view->respondents[i].group]++;
	desk_read_well(d);
	return rate;
}

struct expecting {
	struct str chain, round;
	uint32_t people;
};

static enum store_result expect(struct store *s, void *context,
				struct diags *diags)
{
	const struct expecting *e = context;

	(void)diags;
	store_expect(s, e->chain, e->round, e->people);
	return STORE_DONE;
}

bool access_expect_staff(struct desk *d, struct str chain, struct str round,
			 uint32_t people)
{
	struct expecting e = { chain, round, people };

	if (!is_of_round(d, chain, round))
		return desk_read_well(d) && refuse(d, MSG_ACCESS_GONE);
	return desk_write(d, expect, &e);
}
