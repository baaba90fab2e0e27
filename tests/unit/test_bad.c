/*
 * One mistake a file. tests/bad/<kind>/NAME takes the place of one file of
 * the good pack tests/bad/base, or is a file of answers to it, and says in a
 * comment what must be found in it, and nothing else:
 *
 *	# expect: LINE:COLUMN slug
 *	# expect: FILE:LINE:COLUMN slug		(in another file of the pack)
 *
 * The sentence may be improved freely. Adding a case is adding a file.
 *
 *	test_bad [TESTS]	the folder tests/, by default the current one's
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bad_case.h"
#include "model/answers.h"

#ifndef TESTS_DIR
#define TESTS_DIR "tests"
#endif

enum { CASES_MAX = 1000 };

static const struct {
	const char *folder;
	const char *ending;
	const char *replaces;	/* NULL: answers, read against the base */
} kinds[] = {
	{ "questionnaire", ".yaml", "questionnaire.yaml" },
	{ "rubric", ".en.md", "rubric.en.md" },
	{ "rubric", ".md", "rubric.fr.md" },
	{ "initiatives", ".yaml", "initiatives.yaml" },
	{ "opportunities", ".yaml", "opportunities.yaml" },
	{ "report", ".yaml", "report.yaml" },
	{ "answers", ".yaml", NULL },
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static const char *const pack_files[] = {
	"questionnaire.yaml", "rubric.fr.md", "rubric.en.md",
	"initiatives.yaml", "opportunities.yaml", "report.yaml",
};
enum { PACK_FILES = sizeof(pack_files) / sizeof(*pack_files) };

struct bad {
	const char *path;	/* NULL: the base itself, which is good */
	const char *replaces;
};

static const char *tests_dir = TESTS_DIR;
static struct arena *keep;	/* names and paths of the cases */
static struct bad cases[CASES_MAX];
static struct CMUnitTest tests[CASES_MAX];
static size_t case_count;

/* --- a pack in a temporary folder ----------------------------------------- */

static const char *base_path(struct arena *a, const char *name)
{
	const char *bad = path_join(a, tests_dir, "bad/base");

	return path_join(a, bad, name);
}

static struct str text_of(struct arena *a, const struct bad *bad,
			  const char *name)
{
	if (bad->replaces != NULL && strcmp(bad->replaces, name) == 0)
		return read_file(a, bad->path);
	return read_file(a, base_path(a, name));
}

static void build_pack(struct arena *a, const struct bad *bad, const char *dir)
{
	struct str base = read_file(a, base_path(a, "rubric.fr.md"));

	assert_int_equal(file_make_directory(dir), 0);
	for (size_t i = 0; i < PACK_FILES; i++) {
		struct str text = text_of(a, bad, pack_files[i]);

		if (strcmp(pack_files[i], "rubric.en.md") == 0)
			text = follow(a, text, base,
				      text_of(a, bad, "rubric.fr.md"));
		write_plainly(path_join(a, dir, pack_files[i]), text);
	}
}

static void remove_pack(struct arena *a, const char *dir, const char *temporary)
{
	for (size_t i = 0; i < PACK_FILES; i++)
		unlink(path_join(a, dir, pack_files[i]));
	rmdir(dir);
	rmdir(temporary);
}

/* --- the tests ------------------------------------------------------------ */

static void load(struct arena *a, const struct bad *bad, const char *dir,
		 struct diags *diags)
{
	struct pack *pack;

	if (bad->replaces != NULL) {
		pack_check(a, dir, diags);
		return;
	}
	pack = pack_check(a, dir, diags);
	assert_non_null(pack);
	if (bad->path == NULL)
		assert_non_null(answers_load(a, pack,
					     base_path(a, "answers.yaml"),
					     diags));
	else
		answers_load(a, pack, bad->path, diags);
}

static void test_case(void **state)
{
	const struct bad *bad = *state;
	struct arena *a = arena_open();
	char temporary[] = "/tmp/jalon-bad-XXXXXX";
	struct diags diags;
	struct str want = STR_NONE, got;
	const char *dir, *name;

	diags_init(&diags, a);
	assert_non_null(mkdtemp(temporary));
	dir = path_join(a, temporary, "base");
	build_pack(a, bad, dir);
	load(a, bad, dir, &diags);
	remove_pack(a, dir, temporary);
	if (bad->path != NULL) {
		name = bad->replaces != NULL ? bad->replaces
					     : path_base(a, bad->path);
		want = expected(a, read_file(a, bad->path), name);
		assert_true(want.len > 0);
	}
	got = found(a, &diags);
	if (!str_eq(want, got))
		show(a, &diags);
	assert_string_equal(str_cstr(a, got), str_cstr(a, want));
	arena_close(a);
}

static void add(const char *name, const char *path, const char *replaces)
{
	if (case_count == CASES_MAX)
		die("more than %d bad cases", CASES_MAX);
	cases[case_count] = (struct bad){ path, replaces };
	tests[case_count] = (struct CMUnitTest){
		.name = name,
		.test_func = test_case,
		.initial_state = &cases[case_count],
	};
	case_count++;
}

static void add_file(const char *folder, const char *dir, const char *file)
{
	for (size_t k = 0; k < KINDS; k++) {
		if (strcmp(kinds[k].folder, folder) != 0 ||
		    !str_ends(str_from(file), kinds[k].ending))
			continue;
		add(path_join(keep, folder, file), path_join(keep, dir, file),
		    kinds[k].replaces);
		return;
	}
}

static void add_folder(const char *folder)
{
	const char *bad = path_join(keep, tests_dir, "bad");
	const char *dir = path_join(keep, bad, folder);
	size_t count = 0;
	const char **files = file_list(keep, dir, &count);

	for (size_t i = 0; files != NULL && i < count; i++)
		add_file(folder, dir, files[i]);
}

int main(int argc, char **argv)
{
	int failed;

	if (argc > 1)
		tests_dir = argv[1];
	keep = arena_open();
	add("base, which is good", NULL, NULL);
	for (size_t k = 0; k < KINDS; k++)
		if (k == 0 || strcmp(kinds[k].folder, kinds[k - 1].folder) != 0)
			add_folder(kinds[k].folder);
	failed = _cmocka_run_group_tests("bad", tests, case_count, NULL, NULL);
	arena_close(keep);
	return failed;
}
