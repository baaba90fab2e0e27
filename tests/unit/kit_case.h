/*
 * Workshops composed from the small curriculum and from the shipped one, and
 * their documents. For test_kit.c and test_kit_pages.c.
 */
#ifndef JALON_TESTS_KIT_CASE_H
#define JALON_TESTS_KIT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/doc/assets.h"
#include "../../src/doc/kit_view.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "format/json.h"

#define MINI "tests/golden/curricula/mini"
#define SHIPPED "curricula/humain-ia"
#define NBSP "\xC2\xA0"

struct world {
	struct arena *arena;
	struct diags diags;
	struct curriculum *mini, *shipped;
};

static struct world world;

static inline int open_world(void **state)
{
	(void)state;
	world.arena = arena_open();
	diags_init(&world.diags, world.arena);
	world.mini = curriculum_load(world.arena, MINI, &world.diags);
	world.shipped = curriculum_load(world.arena, SHIPPED, &world.diags);
	return world.mini == NULL || world.shipped == NULL;
}

static inline int close_world(void **state)
{
	(void)state;
	arena_close(world.arena);
	return 0;
}

static inline bool has(struct str text, const char *part)
{
	return str_find(text, str_from(part), 0) != SIZE_MAX;
}

static inline size_t count_of(struct str text, struct str part)
{
	size_t count = 0, at = 0;

	while (part.len > 0 && (at = str_find(text, part, at)) != SIZE_MAX) {
		count++;
		at += part.len;
	}
	return count;
}

/* --- workshops ------------------------------------------------------------ */

static const struct asked {
	const char *name;
	bool shipped;
	uint32_t minutes, people;
	const char *audience;	/* NULL: the curriculum's order */
	bool jobs;
	uint32_t late;
	const char *from;
} asked_rows[] = {
	{ "both small modules", false, 240, 9, NULL, false, 0, NULL },
	{ "with the leader's sentences", false, 240, 9, NULL, true, 0, NULL },
	{ "twelve people", false, 120, 12, NULL, false, 0, NULL },
	{ "twenty minutes late", false, 180, 9, NULL, false, 20,
	  "m01.sort_contacts" },
	{ "a morning for the front line", true, 240, 12, "front_line", false,
	  0, NULL },
	{ "a day for leaders", true, 420, 8, "leaders", true, 0, NULL },
	{ "everything, all day and night", true, 1440, 12, NULL, true, 0,
	  NULL },
};

enum { ASKED = sizeof(asked_rows) / sizeof(asked_rows[0]) };

struct made {
	struct arena *arena;
	struct workshop_request request;
	struct workshop *workshop;
	struct kit_request kit;
};

/* Composed once a row; each test has a copy to change. */
static inline void compose(struct made *m, const struct asked *row)
{
	const struct curriculum *c = row->shipped ? world.shipped : world.mini;

	m->request = (struct workshop_request){
		.curriculum = c,
		.audience = row->audience == NULL
				    ? NO_INDEX
				    : curriculum_find_audience(
					      c, str_from(row->audience)),
		.minutes = row->minutes,
		.people = row->people,
		.jobs = row->jobs,
		.late = row->late,
		.from = row->from == NULL ? STR_NONE : str_from(row->from),
	};
	m->workshop = workshop_compose(world.arena, &m->request, &world.diags);
	if (m->workshop == NULL)
		fail_msg("`%s` cannot be composed", row->name);
}

static inline struct made *make(struct arena *a, const struct asked *row)
{
	static struct made composed[ASKED];
	struct made *m = ARENA_NEW(a, struct made);
	struct workshop *copy = ARENA_NEW(a, struct workshop);
	size_t n = (size_t)(row - asked_rows);

	if (row < asked_rows || n >= ASKED)
		compose(m, row);
	else if (composed[n].workshop == NULL)
		compose(&composed[n], row);
	if (m->workshop == NULL)
		*m = composed[n];
	*copy = *m->workshop;
	m->workshop = copy;
	m->arena = a;
	m->kit = (struct kit_request){
		.workshop = m->workshop,
		.start = 9 * 60,
		.jobs = row->jobs ? STR("Personne ne perdra son emploi.")
				  : STR_NONE,
	};
	return m;
}

static inline struct kit_document *document(struct made *m, enum kit_kind kind,
				     enum lang lang)
{
	struct kit_request request = m->kit;
	struct kit_document *d;

	request.lang = lang;
	d = kit_make(m->arena, kind, &request, &world.diags);
	if (d == NULL)
		fail_msg("no %s in %s", kit_name(kind), lang_code(lang));
	return d;
}

static inline struct str markdown(struct made *m, enum kit_kind kind, enum lang lang)
{
	struct buf out = buf_make(m->arena);

	kit_markdown(&out, m->arena, document(m, kind, lang));
	return buf_view(&out);
}

static inline struct str html(struct made *m, enum kit_kind kind, enum lang lang)
{
	struct buf out = buf_make(m->arena);

	kit_html(&out, m->arena, document(m, kind, lang));
	return buf_view(&out);
}

/* --- texts ----------------------------------------------------------------- */

/*
 * Letters and digits alone: typography, marks and citations differ between a
 * text of the curriculum and its print.
 */
static inline void squash(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '[' && i + 1 < text.len && text.at[i + 1] == '^') {
			while (i < text.len && text.at[i] != ']')
				i++;
			continue;
		}
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9'))
			buf_char(out, c);
		/* Letters with accents; not spaces, quotes and apostrophes. */
		if ((unsigned char)c == 0xC3 && i + 1 < text.len) {
			buf_char(out, c);
			buf_char(out, text.at[++i]);
		}
	}
}

static inline struct str squashed(struct arena *a, struct str text)
{
	struct buf out = buf_make(a);

	squash(&out, text);
	return buf_view(&out);
}

static inline struct str all_text(struct arena *a, const struct kit_document *d)
{
	return squashed(a, md_plain(a, d->tree));
}

static inline struct str next_line(struct str *text)
{
	size_t end = str_find(*text, STR("\n"), 0);
	struct str line = str_sub(*text, 0, end);

	*text = str_sub(*text, end == SIZE_MAX ? text->len : end + 1,
			text->len);
	return line;
}

/* --- running them ------------------------------------------------------------ */

enum { TESTS_MAX = 200 };

static struct CMUnitTest tests[TESTS_MAX];
static size_t test_count;

static inline void add(const char *group, const char *name, CMUnitTestFunction test,
		const void *row)
{
	char *full = malloc(strlen(group) + strlen(name) + 3);

	assert_non_null(full);
	assert_true(test_count < TESTS_MAX);
	sprintf(full, "%s: %s", group, name);
	tests[test_count++] = (struct CMUnitTest){
		.name = full, .test_func = test, .initial_state = (void *)row,
	};
}

#define ADD_ROWS(group, rows, test)                                            \
	for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++)          \
		add(group, (rows)[i].name, test, &(rows)[i])

static inline int run_all(const char *name)
{
	int failed = _cmocka_run_group_tests(name, tests, test_count,
					     open_world, close_world);

	for (size_t i = 0; i < test_count; i++)
		free((char *)tests[i].name);
	return failed;
}

#endif
