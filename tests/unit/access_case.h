/*
 * A desk for the tests of access: a file of cases somewhere temporary, a
 * clock that the test sets, chance that is the same each time.
 */
#ifndef TEST_ACCESS_CASE_H
#define TEST_ACCESS_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "app/access.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/secret.h"
#include "store_case.h"

struct office {
	struct file_of_cases f;
	struct desk desk;
	struct shelf *shelf;
};

static inline void office_open(struct office *o)
{
	char *pack = realpath("tests/golden/packs/mini", NULL);

	cases_make(&o->f, 5);
	o->shelf = shelf_open();
	o->desk = (struct desk){
		.store = o->f.store,
		.arena = o->f.arena,
		.shelf = o->shelf,
		.diags = &o->f.diags,
		.chance = o->f.chance,
		.now = STR("2026-11-22T14:05:09Z"),
		.today = STR("2026-11-22"),
		.pack_dir = str_cstr(o->f.arena, str_from(pack)),
	};
	free(pack);
}

static inline void office_close(struct office *o)
{
	o->f.store = o->desk.store;
	shelf_close(o->shelf);
	cases_drop(&o->f);
}

/* `time` is of the same day, as the office's clock. */
static inline void office_at(struct office *o, const char *time)
{
	o->desk.now = str_from(time);
	o->desk.today = str_sub(o->desk.now, 0, 10);
}

static inline const char *office_said(const struct office *o)
{
	return last_slug(&o->f);
}

static inline struct str office_token(struct office *o)
{
	return secret_make(o->f.arena, &o->f.chance);
}

/* 2026-11-22T14:05:09Z, by `date -u +%s`. */
enum { OFFICE_NOW = 1795356309 };

static const char good_password[] = "tuile marche bol neuf";

/* The first account. */
static inline const struct account *office_administrator(struct office *o)
{
	const struct account *account = NULL;
	struct str secret;

	if (!access_first_secret(&o->desk, &secret) ||
	    !access_set_up(&o->desk, secret, STR("admin@example.ca"),
			   STR("Ada"), str_from(good_password), &account))
		abort();
	return account;
}

static inline const struct account *office_account(struct office *o,
						   const char *login,
						   enum role role)
{
	struct account wanted = { .login = str_from(login),
				  .name = str_from(login), .role = role };
	const struct account *account = NULL;
	struct str secret;

	if (!access_add_account(&o->desk, &wanted, &secret) ||
	    !access_set_up(&o->desk, secret, STR_NONE, STR_NONE,
			   str_from(good_password), &account))
		abort();
	return account;
}

/* Whether the bytes stand anywhere in the file or beside it. */
static inline bool office_has_bytes(struct office *o, struct str text)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	struct str bytes;

	for (int i = 0; i < 3; i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s%s", o->f.path, endings[i]);
		if (file_read(o->f.arena, path, 64u << 20, &bytes) == 0 &&
		    str_find(bytes, text, 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* What one column of one row says, as an outsider reads it. */
static inline int64_t office_count(struct office *o, const char *query)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t n = -1;

	if (sqlite3_open(o->f.path, &db) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, query, -1, &st, NULL) == SQLITE_OK) {
		if (sqlite3_step(st) == SQLITE_ROW)
			n = sqlite3_column_int64(st, 0);
		sqlite3_finalize(st);
	}
	sqlite3_close(db);
	return n;
}

#endif
