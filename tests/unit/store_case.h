/*
 * A file of cases for tests: somewhere temporary, with chance that is the
 * same each time, and short ways to make changes.
 */
#ifndef TEST_STORE_CASE_H
#define TEST_STORE_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/cases.h"

/* A generator good enough for salts that need not be secret. */
static inline void fill_counting(void *context, void *bytes, size_t count)
{
	uint64_t *state = context;

	for (size_t i = 0; i < count; i++) {
		*state = *state * 6364136223846793005u + 1442695040888963407u;
		((unsigned char *)bytes)[i] = (unsigned char)(*state >> 56);
	}
}

struct file_of_cases {
	char folder[64];
	char path[96];
	uint64_t seed;
	struct chance chance;
	struct arena *arena;
	struct diags diags;
	struct store *store;
};

static inline void cases_make(struct file_of_cases *f, uint64_t seed)
{
	snprintf(f->folder, sizeof(f->folder), "/tmp/jalon-test-XXXXXX");
	if (mkdtemp(f->folder) == NULL)
		abort();
	snprintf(f->path, sizeof(f->path), "%s/cases.jalon", f->folder);
	f->seed = seed;
	f->chance = (struct chance){ fill_counting, &f->seed };
	f->arena = arena_open();
	diags_init(&f->diags, f->arena);
	f->store = NULL;
	if (store_open(&f->store, f->path, STORE_CREATE, &f->chance,
		       &f->diags) != STORE_DONE)
		abort();
}

static inline void cases_drop(struct file_of_cases *f)
{
	char command[128];

	store_close(f->store);
	arena_close(f->arena);
	snprintf(command, sizeof(command), "rm -rf %s", f->folder);
	if (system(command) != 0)
		abort();
}

/* --- records ---------------------------------------------------------------- */

static const struct stamp noon = { STR_INIT("2026-11-22T12:00:00Z"),
				   STR_INIT("Consultante"), STR_INIT("") };
static const struct stamp that_day = { STR_INIT("2026-11-22"), STR_INIT(""),
				       STR_INIT("") };

static inline struct str new_id(struct file_of_cases *f)
{
	return chance_id(f->arena, &f->chance);
}

static inline struct stored_pack small_stored_pack(struct arena *a,
						   const char *text)
{
	struct stored_file *files = ARENA_ARRAY(a, 2, struct stored_file);
	struct stored_pack p = { .id = STR("mini"), .version = STR("1.0.0"),
				 .files = files, .file_count = 2 };
	struct digest d;

	files[0] = (struct stored_file){ STR("questionnaire.yaml"),
					 str_from(text) };
	files[1] = (struct stored_file){ STR("rubric.fr.md"), STR("# R\n") };
	p.identity = STR("00000000000000000000000000000000"
			 "00000000000000000000000000000000");
	d = stored_pack_digest(a, &p);
	p.digest = str_copy(a, str_from(d.hex));
	return p;
}

/* A case with one round and two people, in one saving. */
struct small_case {
	struct str chain, round, leader, staff, pack;
};

static inline struct change make_case(struct file_of_cases *f, struct str id,
				      const char *name)
{
	struct case_record r = { .id = id, .name = str_from(name),
				 .client = STR("Épicerie du Coin"),
				 .sector = STR("retail"), .staff = 28,
				 .opened = STR("2026-11-22") };

	return change_case(f->arena, &noon, &r);
}

static inline struct change make_person(struct file_of_cases *f,
					struct str chain, struct str round,
					struct str id, const char *name,
					enum group group)
{
	struct respondent_record r = { .id = id, .round = round,
				       .name = str_from(name),
				       .group = group };

	return change_respondent(f->arena,
				 group == GROUP_STAFF ? &that_day : &noon,
				 chain, &r);
}

static inline struct change make_answer(struct file_of_cases *f,
					struct str chain, struct str who,
					const char *question,
					const char *value)
{
	struct answer_record r = { .respondent = who,
				   .question = str_from(question),
				   .kind = ANSWER_VALUE,
				   .value = str_from(value) };

	return change_answer(f->arena, &noon, chain, &r);
}

static inline struct small_case cases_add(struct file_of_cases *f,
					  const char *name)
{
	struct stored_pack pack = small_stored_pack(f->arena, "sections: []\n");
	struct small_case c = { .chain = new_id(f), .round = new_id(f),
				.leader = new_id(f), .staff = new_id(f),
				.pack = pack.digest };
	struct round_record round = { .id = c.round, .date = STR("2026-11-22"),
				      .pack = pack.digest };
	struct change changes[4];

	changes[0] = make_case(f, c.chain, name);
	changes[1] = change_round(f->arena, &noon, c.chain, &round);
	changes[2] = make_person(f, c.chain, c.round, c.leader, "Directrice",
				 GROUP_LEADERS);
	changes[3] = make_person(f, c.chain, c.round, c.staff, "", GROUP_STAFF);
	if (store_add_pack(f->store, &pack, &f->diags) != STORE_DONE ||
	    store_save(f->store, changes, 4, &f->diags) != STORE_DONE)
		abort();
	return c;
}

static inline const char *last_slug(const struct file_of_cases *f)
{
	return f->diags.count == 0
		   ? ""
		   : message_slug(f->diags.items[f->diags.count - 1].message);
}

#endif
