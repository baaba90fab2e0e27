/*
 * A case with leaders, an expert and staff, over the pack
 * tests/golden/packs/team, for the tests of several respondents. Identifiers
 * are drawn first and in one order, so that two such cases differ in nothing
 * but what is said.
 */
#ifndef TEST_TEAM_CASE_H
#define TEST_TEAM_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/groups.h"
#include "base/arena.h"
#include "base/file.h"

enum { TEAM_STAFF = 12, TEAM_WAITING = 256 };

struct team {
	char folder[64];
	struct arena *arena;
	struct diags diags;
	uint64_t seed;
	struct desk desk;
	struct str chain, round, pack;
	struct str leader, second, expert, together;
	struct str staff[TEAM_STAFF];
	bool again;		/* in the second round */
	struct str later[4];	/* ids of that round and its three */
	/* Saved together: each wait for the disk is long. */
	struct change waiting[TEAM_WAITING];
	size_t waiting_count;
};

static inline void team_fill(void *context, void *bytes, size_t count)
{
	uint64_t *state = context;

	for (size_t i = 0; i < count; i++) {
		*state = *state * 6364136223846793005u + 1442695040888963407u;
		((unsigned char *)bytes)[i] = (unsigned char)(*state >> 56);
	}
}

static inline void team_fail(struct team *t, const char *what)
{
	struct buf out = buf_make(t->arena);

	diags_write(&out, &t->diags, LANG_EN);
	fprintf(stderr, "%s: %.*s\n", what, STR_ARGS(buf_view(&out)));
	abort();
}

static inline void team_settle(struct team *t)
{
	if (t->waiting_count > 0 &&
	    !desk_save(&t->desk, t->waiting, t->waiting_count))
		team_fail(t, "not saved");
	t->waiting_count = 0;
}

static inline void team_save(struct team *t, struct change change)
{
	if (t->waiting_count == TEAM_WAITING)
		team_settle(t);
	t->waiting[t->waiting_count++] = change;
}

/* --- people ------------------------------------------------------------- */

static inline void team_person(struct team *t, struct str id, const char *name,
			       enum group group, bool together)
{
	struct respondent_record r = { .id = id, .round = t->round,
				       .name = str_from(name), .group = group,
				       .together = together };
	struct stamp stamp = group == GROUP_STAFF && !together
				 ? desk_staff_stamp(&t->desk)
				 : desk_stamp(&t->desk);

	team_save(t, change_respondent(t->arena, &stamp, t->chain, &r));
}

/* `json` NULL: a don't-know; "na": not applicable; "": taken back. */
static inline void team_says(struct team *t, struct str who,
			     const char *question, const char *json)
{
	struct answer_record r = { .respondent = who,
				   .question = str_from(question),
				   .kind = ANSWER_VALUE };
	bool named = str_eq(who, t->leader) || str_eq(who, t->second) ||
		     str_eq(who, t->expert) || str_eq(who, t->together);
	struct stamp stamp = named ? desk_stamp(&t->desk)
				   : desk_staff_stamp(&t->desk);

	if (json == NULL)
		r.kind = ANSWER_DONT_KNOW;
	else if (*json == '\0')
		r.kind = ANSWER_MISSING;
	else if (strcmp(json, "na") == 0)
		r.kind = ANSWER_NA;
	else
		r.value = str_from(json);
	if (r.kind == ANSWER_NA)
		r.reason = STR("sans objet pour moi");
	team_save(t, change_answer(t->arena, &stamp, t->chain, &r));
}

/* --- the case ----------------------------------------------------------- */

static inline void team_pack_dir(struct team *t, const char *dir)
{
	char *whole = realpath(dir, NULL);

	if (whole == NULL)
		abort();
	t->desk.pack_dir = str_cstr(t->arena, str_from(whole));
	free(whole);
}

static inline void team_people(struct team *t)
{
	team_person(t, t->leader, "Directrice", GROUP_LEADERS, false);
	team_person(t, t->second, "Associé", GROUP_LEADERS, false);
	team_person(t, t->expert, "Comptable", GROUP_EXPERTS, false);
}

static inline void team_begin(struct team *t)
{
	struct case_record r = { .id = t->chain, .name = STR("equipe"),
				 .client = STR("Équipe du Fleuve"),
				 .sector = STR_NONE, .staff = 12,
				 .opened = STR("2026-11-20") };
	struct round_record round = { .id = t->round,
				      .date = STR("2026-11-20") };
	struct stamp stamp = desk_stamp(&t->desk);

	t->pack = desk_keep_pack(&t->desk);
	round.pack = t->pack;
	if (t->pack.len == 0)
		team_fail(t, "no pack");
	team_save(t, change_case(t->arena, &stamp, &r));
	team_save(t, change_round(t->arena, &stamp, t->chain, &round));
	team_people(t);
}

/* A file of cases with a case, its round, two leaders and an expert. */
static inline void team_open_with(struct team *t, const char *pack)
{
	char path[96];

	memset(t, 0, sizeof(*t));
	snprintf(t->folder, sizeof(t->folder), "/tmp/jalon-test-XXXXXX");
	if (mkdtemp(t->folder) == NULL)
		abort();
	snprintf(path, sizeof(path), "%s/cases.jalon", t->folder);
	t->arena = arena_open();
	diags_init(&t->diags, t->arena);
	t->seed = 4;
	t->desk = (struct desk){
		.arena = t->arena,
		.shelf = shelf_open(),
		.diags = &t->diags,
		.chance = { team_fill, &t->seed },
		.now = STR("2026-11-22T14:05:09Z"),
		.today = STR("2026-11-22"),
		.by = STR("Consultante"),
	};
	team_pack_dir(t, pack);
	t->chain = desk_new_id(&t->desk);
	t->round = desk_new_id(&t->desk);
	t->leader = desk_new_id(&t->desk);
	t->second = desk_new_id(&t->desk);
	t->expert = desk_new_id(&t->desk);
	t->together = desk_new_id(&t->desk);
	for (int i = 0; i < TEAM_STAFF; i++)
		t->staff[i] = desk_new_id(&t->desk);
	for (int i = 0; i < 4; i++)
		t->later[i] = desk_new_id(&t->desk);
	if (!desk_open(&t->desk, str_cstr(t->arena, str_from(path)),
		       STORE_CREATE))
		team_fail(t, "not opened");
	team_begin(t);
}

static inline void team_open(struct team *t)
{
	team_open_with(t, "tests/golden/packs/team");
}

static inline void team_drop(struct team *t)
{
	char command[128];

	desk_close(&t->desk);
	shelf_close(t->desk.shelf);
	arena_close(t->arena);
	snprintf(command, sizeof(command), "rm -rf %s", t->folder);
	if (system(command) != 0)
		abort();
}

/* --- what is done ------------------------------------------------------- */

static inline const struct case_view *team_view(struct team *t)
{
	const struct case_view *v;

	team_settle(t);
	v = case_view(&t->desk, STR("equipe"), 0);
	if (v == NULL)
		team_fail(t, "no view");
	return v;
}

static inline struct closing_done team_close(struct team *t)
{
	struct closing_done done;

	if (!collection_close(&t->desk, team_view(t), &done))
		team_fail(t, "not closed");
	return done;
}

static inline void team_reopen(struct team *t)
{
	if (!collection_reopen(&t->desk, team_view(t)))
		team_fail(t, "not reopened");
}

static inline void team_erase(struct team *t, struct str who)
{
	struct stamp stamp = desk_stamp(&t->desk);

	team_settle(t);
	if (store_erase_person(t->desk.store, &stamp, t->chain, who,
			       &t->diags) != STORE_DONE)
		team_fail(t, "not erased");
}

/* A second round, with the same three; whoever of the staff comes is new. */
static inline void team_again(struct team *t)
{
	struct round_record round = { .id = t->later[0],
				      .date = STR("2027-05-20"),
				      .pack = t->pack };
	struct stamp stamp = desk_stamp(&t->desk);

	t->again = true;
	t->round = t->later[0];
	t->leader = t->later[1];
	t->second = t->later[2];
	t->expert = t->later[3];
	team_save(t, change_round(t->arena, &stamp, t->chain, &round));
	team_people(t);
}

static inline void team_on(struct team *t, const char *date)
{
	struct buf now = buf_make(t->arena);

	buf_fmt(&now, "%sT14:05:09Z", date);
	t->desk.now = buf_view(&now);
	t->desk.today = str_from(date);
}

#endif
