/*
 * One mistake a file. tests/bad/curriculum/NAME.edit changes the good
 * curriculum tests/golden/curricula/mini, or the pack it serves, and says
 * what must be found, and nothing else:
 *
 *	@ m01/module.fr.md	the file that follows is about
 *	-old line		these lines, once in it...
 *	+new line		... become those; `+` alone adds at the end
 *	@ pack/initiatives.yaml	a file of the pack tests/golden/packs/mini
 *	@ m02/drill.yaml gone	the file is not there
 *	unfollowed		translations stay as they were
 *	expect: LINE:COLUMN slug		in the first of the files
 *	expect: FILE:LINE:COLUMN slug		in another
 *
 * Without an `expect:`, nothing may be found: NAME then says what is good. A
 * translation goes on following its original, unless its marker is changed.
 * Adding a case is adding a file.
 *
 *	test_bad_curriculum [TESTS]	the folder tests/
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bad_case.h"
#include "model/curriculum.h"

#ifndef TESTS_DIR
#define TESTS_DIR "tests"
#endif

enum { CASES_MAX = 1000 };

static const char *const names[] = {
	"curriculum.yaml",	 "facts.yaml",
	"take_away.fr.md",	 "take_away.en.md",
	"m01/module.fr.md",	 "m01/module.en.md",
	"m01/bank.fr.md",	 "m01/bank.en.md",
	"m02/module.fr.md",	 "m02/module.en.md",
	"m02/bank.fr.md",	 "m02/bank.en.md",
	"m02/drill.yaml",	 "pack/questionnaire.yaml",
	"pack/rubric.fr.md",	 "pack/rubric.en.md",
	"pack/initiatives.yaml",
};
enum { FILES = sizeof(names) / sizeof(*names) };

static const char *tests_dir = TESTS_DIR;
static struct arena *keep; /* names and paths of the cases */
static struct CMUnitTest tests[CASES_MAX];
static size_t case_count;

struct course_folder {
	struct arena *arena;
	struct str texts[FILES], good[FILES];
	bool gone[FILES];
	const char *first;	/* the file that most places are in */
	bool unfollowed;
};

/* --- the good one --------------------------------------------------------- */

static const char *good_path(struct arena *a, const char *name)
{
	struct str pack = STR("pack/");

	if (!str_starts(str_from(name), pack.at))
		return path_join(a, path_join(a, tests_dir,
					      "golden/curricula/mini"), name);
	return path_join(a, path_join(a, tests_dir, "golden/packs/mini"),
			 name + pack.len);
}

static void read_good(struct course_folder *f)
{
	for (size_t i = 0; i < FILES; i++)
		f->good[i] = f->texts[i] =
		    read_file(f->arena, good_path(f->arena, names[i]));
}

/* --- the change ----------------------------------------------------------- */

static size_t file_index(struct str name)
{
	for (size_t i = 0; i < FILES; i++)
		if (str_is(name, names[i]))
			return i;
	fail_msg("no file is called %.*s", STR_ARGS(name));
	return 0;
}

static void change(struct course_folder *f, size_t file, const struct buf *from,
		   const struct buf *to)
{
	struct str text = f->texts[file], old = buf_view(from);
	struct buf out = buf_make(f->arena);
	size_t at = old.len == 0 ? text.len : str_find(text, old, 0);

	if (at == SIZE_MAX)
		fail_msg("%s does not hold:\n%.*s", names[file],
			 STR_ARGS(old));
	if (old.len > 0 && str_find(text, old, at + 1) != SIZE_MAX)
		fail_msg("%s holds several times:\n%.*s", names[file],
			 STR_ARGS(old));
	buf_str(&out, str_sub(text, 0, at));
	buf_str(&out, buf_view(to));
	buf_str(&out, str_sub(text, at + old.len, text.len));
	f->texts[file] = buf_view(&out);
}

static struct str next_line(struct str text, size_t *at)
{
	size_t from = *at, end = str_find(text, STR("\n"), from);

	*at = end == SIZE_MAX ? text.len : end + 1;
	return str_sub(text, from, end == SIZE_MAX ? text.len : end);
}

static size_t open_file(struct course_folder *f, struct str rest)
{
	size_t space = str_find(rest, STR(" "), 0);
	size_t file = file_index(str_sub(rest, 0, space));

	if (f->first == NULL)
		f->first = names[file];
	f->gone[file] = str_ends(rest, " gone");
	return file;
}

static void edit(struct course_folder *f, struct str text)
{
	struct buf from = buf_make(f->arena), to = buf_make(f->arena);
	size_t at = 0, file = 0;
	char before = ' ';

	while (at <= text.len) {
		struct str line = next_line(text, &at);
		char c = line.len > 0 ? line.at[0] : ' ';

		if (before == '+' && c != '+') {
			change(f, file, &from, &to);
			from.len = to.len = 0;
		}
		if (str_is(line, "unfollowed"))
			f->unfollowed = true;
		if (c == '@')
			file = open_file(f, str_trim(str_sub(line, 1,
							     line.len)));
		if (c == '-' || c == '+') {
			struct buf *b = c == '-' ? &from : &to;

			buf_str(b, str_sub(line, 1, line.len));
			buf_char(b, '\n');
		}
		before = c;
		if (at == text.len && line.len == 0)
			break;
	}
	if (from.len > 0 || to.len > 0)
		change(f, file, &from, &to);
}

/* --- writing and reading it ----------------------------------------------- */

/* "x/y.en.md" follows "x/y.fr.md". */
static void follow_all(struct course_folder *f)
{
	for (size_t i = 0; i < FILES; i++) {
		struct str name = str_from(names[i]);
		struct buf original = buf_make(f->arena);
		size_t of;

		if (!str_ends(name, ".en.md") || str_starts(name, "pack/"))
			continue;
		buf_str(&original, str_sub(name, 0, name.len - 5));
		buf_text(&original, "fr.md");
		of = file_index(buf_view(&original));
		f->texts[i] = follow(f->arena, f->texts[i], f->good[of],
				     f->texts[of]);
	}
}

static const char *file_path(struct course_folder *f, const char *dir, size_t i)
{
	bool pack = str_starts(str_from(names[i]), "pack/");
	const char *under = pack ? dir : path_join(f->arena, dir, "mini");

	return path_join(f->arena, under, names[i]);
}

static void write_all(struct course_folder *f, const char *dir)
{
	for (size_t i = 0; i < FILES; i++) {
		const char *path = file_path(f, dir, i);

		file_make_directory(path_parent(f->arena, path));
		if (!f->gone[i])
			write_plainly(path, f->texts[i]);
	}
}

static void remove_all(struct course_folder *f, const char *dir)
{
	static const char *const folders[] = { "mini/m01", "mini/m02", "mini",
					       "pack" };

	for (size_t i = 0; i < FILES; i++)
		unlink(file_path(f, dir, i));
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		rmdir(path_join(f->arena, dir, folders[i]));
	rmdir(dir);
}

static void check(struct course_folder *f, struct diags *diags)
{
	char temporary[] = "/tmp/jalon-bad-XXXXXX";
	struct arena *a = f->arena;
	struct pack *pack;

	assert_non_null(mkdtemp(temporary));
	write_all(f, temporary);
	pack = pack_load(a, path_join(a, temporary, "pack"), PACK_CATALOGUE,
			 diags);
	curriculum_check(a, path_join(a, temporary, "mini"), pack,
			 STR("2026-11-21"), diags);
	remove_all(f, temporary);
}

static void test_case(void **state)
{
	const char *path = *state;
	struct arena *a = arena_open();
	struct course_folder f = { .arena = a };
	struct str want = STR_NONE, got;
	struct diags diags;

	diags_init(&diags, a);
	read_good(&f);
	if (path != NULL) {
		struct str text = read_file(a, path);

		edit(&f, text);
		want = expected(a, text, path_base(a, f.first));
	}
	if (!f.unfollowed)
		follow_all(&f);
	check(&f, &diags);
	got = found(a, &diags);
	if (!str_eq(want, got))
		show(a, &diags);
	assert_string_equal(str_cstr(a, got), str_cstr(a, want));
	arena_close(a);
}

static void add(const char *name, const char *path)
{
	if (case_count == CASES_MAX)
		die("more than %d bad cases", CASES_MAX);
	tests[case_count++] = (struct CMUnitTest){
		.name = name,
		.test_func = test_case,
		.initial_state = (void *)(uintptr_t)path,
	};
}

static void add_folder(const char *folder)
{
	const char *dir = path_join(keep, tests_dir, folder);
	size_t count = 0;
	const char **files = file_list(keep, dir, &count);

	for (size_t i = 0; files != NULL && i < count; i++)
		if (str_ends(str_from(files[i]), ".edit"))
			add(files[i], path_join(keep, dir, files[i]));
}

int main(int argc, char **argv)
{
	int failed;

	if (argc > 1)
		tests_dir = argv[1];
	keep = arena_open();
	add("the good one", NULL);
	add_folder("bad/curriculum");
	add_folder("good/curriculum");
	failed = _cmocka_run_group_tests("bad curriculum", tests, case_count,
					 NULL, NULL);
	arena_close(keep);
	return failed;
}
