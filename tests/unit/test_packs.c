/*
 * Other people's scoring styles, said with the same blocks: each pack under
 * tests/packs holds answers and `expected.md`, where the values are worked by
 * hand. The table under « In short » is read here: a row is a test, a column
 * is what it says (overall, published, level, lowest, highest, or the id of a
 * criterion). Adding a case is adding a sample and a row.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "engine/score.h"

#ifndef ROOT_DIR
#define ROOT_DIR "."
#endif

enum { COLUMNS = 12, ROWS = 60 };

struct row {
	const char *pack;	/* its folder */
	struct str header[COLUMNS], cells[COLUMNS];
	uint32_t count;
};

/* "| a | b |" cut at its bars. */
static uint32_t cut(struct str line, struct str *cells)
{
	uint32_t n = 0;
	size_t from = 1;

	for (size_t i = 1; i < line.len && n < COLUMNS; i++) {
		if (line.at[i] != '|')
			continue;
		cells[n++] = str_trim(str_sub(line, from, i));
		from = i + 1;
	}
	return n;
}

static struct str next_line(struct str text, size_t *at)
{
	size_t from = *at, end = str_find(text, STR("\n"), from);

	*at = end == SIZE_MAX ? text.len : end + 1;
	return str_sub(text, from, end == SIZE_MAX ? text.len : end);
}

/* The rows of the table that begins with "| answers |". */
static size_t read_table(struct arena *a, const char *pack, struct row *rows)
{
	const char *path = path_join(a, path_join(a, ROOT_DIR "/tests/packs",
						  pack), "expected.md");
	struct str text, header[COLUMNS];
	bool inside = false;
	size_t n = 0, at = 0;

	assert_int_equal(file_read(a, path, 1 << 20, &text), 0);
	while (at < text.len) {
		struct str line = next_line(text, &at);

		if (str_starts(line, "| answers |")) {
			cut(line, header);
			inside = true;
		} else if (inside && str_starts(line, "| ")) {
			rows[n].pack = pack;
			rows[n].count = cut(line, rows[n].cells);
			for (int c = 0; c < COLUMNS; c++)
				rows[n].header[c] = header[c];
			n++;
		}
	}
	return n;
}

static void same(const struct row *row, uint32_t c, struct ratio got)
{
	struct ratio wanted;

	assert_true(ratio_parse(row->cells[c], &wanted));
	if (ratio_cmp(wanted, got) != 0)
		fail_msg("%s, %.*s, %.*s: %.*s by hand, %g by the engine",
			 row->pack, STR_ARGS(row->cells[0]),
			 STR_ARGS(row->header[c]), STR_ARGS(row->cells[c]),
			 ratio_double(got));
}

static void check_cell(const struct row *row, uint32_t c,
		       const struct score *s)
{
	struct str what = row->header[c];
	uint32_t criterion = pack_find_criterion(s->pack, what);

	if (str_is(what, "overall"))
		same(row, c, s->overall.raw.point);
	else if (str_is(what, "published"))
		same(row, c, s->overall.published);
	else if (str_is(what, "level"))
		same(row, c, RATIO(s->overall.level));
	else if (str_is(what, "lowest"))
		same(row, c, s->overall.raw.lo);
	else if (str_is(what, "highest"))
		same(row, c, s->overall.raw.hi);
	else if (criterion != NO_INDEX)
		same(row, c, s->criteria[criterion].raw.point);
	else
		fail_msg("%.*s is no column", STR_ARGS(what));
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	const char *dir = path_join(a, ROOT_DIR "/tests/packs", row->pack);
	struct buf file = buf_make(a);
	struct diags diags;
	struct pack *pack;
	struct answers *answers;
	struct score *score;

	diags_init(&diags, a);
	buf_fmt(&file, "%s/samples/%.*s.yaml", dir, STR_ARGS(row->cells[0]));
	pack = pack_load(a, dir, PACK_SCORING, &diags);
	assert_non_null(pack);
	answers = answers_load(a, pack, str_cstr(a, buf_view(&file)), &diags);
	assert_non_null(answers);
	score = score_case(a, pack, answers, &diags);
	assert_non_null(score);
	for (uint32_t c = 1; c < row->count; c++)
		check_cell(row, c, score);
	arena_close(a);
}

int main(void)
{
	static struct row rows[ROWS];
	struct CMUnitTest tests[ROWS] = { 0 };
	struct arena *a = arena_open();
	size_t packs, n = 0;
	const char **names = file_list(a, ROOT_DIR "/tests/packs", &packs);
	int failed;

	for (size_t p = 0; p < packs; p++)
		n += read_table(a, names[p], rows + n);
	for (size_t i = 0; i < n; i++) {
		struct buf name = buf_make(a);

		buf_fmt(&name, "%s: %.*s", rows[i].pack,
			STR_ARGS(rows[i].cells[0]));
		tests[i].name = str_cstr(a, buf_view(&name));
		tests[i].test_func = test_row;
		tests[i].initial_state = &rows[i];
	}
	failed = _cmocka_run_group_tests("packs", tests, n, NULL, NULL);
	arena_close(a);
	return failed;
}
