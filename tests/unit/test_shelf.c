/*
 * Folders in memory beside those on the disk, and packs at hand: what is kept
 * in the file of cases loads as it did from its folder, once, and what has
 * errors says so and leaves nothing behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>

#include "app/case.h"
#include "base/file.h"
#include "store_case.h"

#include "../../src/app/pack_files.h"

#define ROWS(array) (sizeof(array) / sizeof((array)[0]))

/* --- folders -------------------------------------------------------------- */

static const struct folder_file files[] = {
	{ STR_INIT("documents/plan.fr.md"), STR_INIT("plan") },
	{ STR_INIT("documents/report.fr.md"), STR_INIT("rapport") },
	{ STR_INIT("documents/old/report.fr.md"), STR_INIT("vieux") },
	{ STR_INIT("documentsx"), STR_INIT("x") },
	{ STR_INIT("rubric.fr.md"), STR_INIT("# G") },
};

/* The same on the disk. */
static void lay(struct arena *a, const char *dir)
{
	for (size_t i = 0; i < ROWS(files); i++) {
		const char *path = path_join(a, dir, files[i].path.at);

		assert_int_equal(file_make_directory(path_parent(a, path)), 0);
		assert_int_equal(file_write(path, files[i].bytes), 0);
	}
}

static const struct {
	const char *inside;	/* or NULL */
	const char *file;
	const char *bytes;	/* NULL: it is not there */
} lookups[] = {
	{ NULL, "rubric.fr.md", "# G" },
	{ NULL, "documentsx", "x" },
	{ NULL, "documents/plan.fr.md", "plan" },
	{ NULL, "rubric.en.md", NULL },
	{ "documents", "plan.fr.md", "plan" },
	{ "documents", "report.fr.md", "rapport" },
	{ "documents", "rubric.fr.md", NULL },
	{ "documents", "old/report.fr.md", "vieux" },
	{ "nothing", "plan.fr.md", NULL },
};

static void look_up(struct arena *a, const struct folder *f, size_t row)
{
	struct folder g = lookups[row].inside == NULL
			      ? *f
			      : folder_inside(a, f, lookups[row].inside);
	const char *wanted = lookups[row].bytes;
	struct str bytes = STR_NONE;
	int error = folder_read(a, &g, lookups[row].file, 100, &bytes);

	assert_int_equal(error, wanted == NULL ? ENOENT : 0);
	assert_int_equal(folder_has(a, &g, lookups[row].file), wanted != NULL);
	if (wanted != NULL)
		assert_true(str_is(bytes, wanted));
}

static void list(struct arena *a, const struct folder *f, const char *wanted)
{
	struct buf all = buf_make(a);
	size_t count;
	const char **names = folder_list(a, f, &count);

	for (size_t i = 0; names != NULL && i < count; i++)
		buf_fmt(&all, "%s ", names[i]);
	assert_true(str_is(buf_view(&all), wanted));
	assert_int_equal(folder_exists(f), *wanted != '\0');
}

static void folders_in_memory_are_as_on_the_disk(void **state)
{
	struct arena *a = arena_open();
	char dir[] = "/tmp/jalon-test-XXXXXX", command[64];
	struct folder folders[2];

	(void)state;
	assert_non_null(mkdtemp(dir));
	lay(a, dir);
	folders[0] = folder_at(a, dir);
	folders[1] = folder_of(a, "mini@1.0.0", files, ROWS(files));
	for (size_t i = 0; i < 2; i++) {
		struct folder documents =
		    folder_inside(a, &folders[i], "documents");
		struct folder nothing = folder_inside(a, &folders[i], "none");
		struct str bytes;

		for (size_t row = 0; row < ROWS(lookups); row++)
			look_up(a, &folders[i], row);
		list(a, &folders[i], "documentsx rubric.fr.md ");
		list(a, &documents, "plan.fr.md report.fr.md ");
		list(a, &nothing, "");
		assert_int_equal(folder_read(a, &documents, "plan.fr.md", 3,
					     &bytes), EFBIG);
	}
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0);
	arena_close(a);
}

/* --- packs from memory ----------------------------------------------------- */

static const char *const packs[] = { "questionnaires/ia-pme",
				     "tests/golden/packs/mini",
				     "tests/golden/packs/team" };

static void a_kept_pack_is_the_one_that_was_read(void **state)
{
	const char *dir = *(const char *const *)*state;
	struct arena *a = arena_open();
	struct shelf *shelf = shelf_open();
	const struct stored_pack *kept;
	const struct pack *read, *back;
	struct diags diags;

	diags_init(&diags, a);
	read = shelf_folder(shelf, dir, &diags);
	assert_non_null(read);
	kept = pack_files_read(a, read, &diags);
	assert_null(shelf_find(shelf, kept->digest));
	back = shelf_kept(shelf, kept, &diags);
	assert_non_null(back);
	assert_ptr_equal(shelf_find(shelf, kept->digest), back);
	assert_ptr_equal(shelf_kept(shelf, kept, &diags), back);
	assert_ptr_equal(shelf_folder(shelf, dir, &diags), read);
	assert_string_equal(read->digest.hex, back->digest.hex);
	assert_true(str_eq(read->id, back->id));
	assert_int_equal(read->question_count, back->question_count);
	assert_int_equal(read->language_count, back->language_count);
	assert_int_equal(read->rubric.gate_count, back->rubric.gate_count);
	assert_int_equal(read->catalogue.initiative_count,
			 back->catalogue.initiative_count);
	assert_int_equal(read->catalogue.opportunity_count,
			 back->catalogue.opportunity_count);
	assert_int_equal(read->has_report_texts, back->has_report_texts);
	/* And kept again it is the same. */
	assert_true(str_eq(pack_files_read(a, back, &diags)->digest,
			   kept->digest));
	assert_int_equal(diags.count, 0);
	shelf_close(shelf);
	arena_close(a);
}

static void what_has_errors_says_so_each_time(void **state)
{
	struct arena *a = arena_open();
	struct shelf *shelf = shelf_open();
	struct stored_file bad = { STR_INIT("questionnaire.yaml"),
				   STR_INIT("version: 1.0\n") };
	struct stored_pack kept = { .digest = STR("d"), .id = STR("small"),
				    .version = STR("2.0.0"), .files = &bad,
				    .file_count = 1 };
	struct diags diags;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct buf picture = buf_make(a);

		diags_init(&diags, a);
		assert_null(shelf_kept(shelf, &kept, &diags));
		assert_true(diags.errors > 0);
		assert_null(shelf_find(shelf, STR("d")));
		diags_write(&picture, &diags, LANG_EN);
		assert_true(str_find(buf_view(&picture),
				     STR("small@2.0.0/questionnaire.yaml:1:"),
				     0) != SIZE_MAX);
	}
	shelf_close(shelf);
	arena_close(a);
}

/* In silence once, aloud when asked, and good when it was mended. */
static void a_folder_is_read_again_until_it_is_good(void **state)
{
	struct arena *a = arena_open();
	struct shelf *shelf = shelf_open();
	char dir[] = "/tmp/jalon-testXXXXXX", command[160];
	const char *pack;
	struct diags diags;

	(void)state;
	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	pack = path_join(a, dir, "mini");
	assert_null(shelf_folder(shelf, pack, NULL));
	assert_null(shelf_folder(shelf, pack, &diags));
	assert_string_equal(message_slug(diags.items[0].message),
			    "no-pack-folder");
	snprintf(command, sizeof(command),
		 "cp -R tests/golden/packs/mini %s/mini", dir);
	assert_int_equal(system(command), 0);
	assert_null(shelf_folder(shelf, pack, NULL));
	assert_non_null(shelf_folder(shelf, pack, &diags));
	assert_non_null(shelf_folder(shelf, pack, NULL));
	assert_int_equal(diags.count, 1);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0);
	shelf_close(shelf);
	arena_close(a);
}

/* What a round keeps is what was loaded, though it was edited since. */
static void what_is_kept_is_what_was_loaded(void **state)
{
	struct arena *a = arena_open();
	struct shelf *shelf = shelf_open();
	char dir[] = "/tmp/jalon-testXXXXXX", command[160];
	const struct stored_pack *kept;
	const struct pack *read, *back;
	const char *pack;
	struct diags diags;

	(void)state;
	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	pack = path_join(a, dir, "mini");
	snprintf(command, sizeof(command),
		 "cp -R tests/golden/packs/mini %s/mini", dir);
	assert_int_equal(system(command), 0);
	read = shelf_folder(shelf, pack, &diags);
	assert_non_null(read);
	snprintf(command, sizeof(command),
		 "echo '# ' >>%s/questionnaire.yaml", pack);
	assert_int_equal(system(command), 0);
	kept = shelf_stored(shelf, pack, &diags);
	assert_non_null(kept);
	back = shelf_kept(shelf, kept, &diags);
	assert_non_null(back);
	assert_string_equal(back->digest.hex, read->digest.hex);
	assert_true(str_is(kept->identity, back->digest.hex));
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0);
	shelf_close(shelf);
	arena_close(a);
}

/*
 * A server holds its packs as long as it runs: their files and what these say,
 * not what it took to read them, which is several times as much.
 */
static void a_pack_at_hand_is_small(void **state)
{
	struct arena *a = arena_open();
	struct shelf *shelf = shelf_open();
	const struct stored_pack *stored;
	const struct pack *pack;
	struct diags diags;
	size_t bytes = 0;

	(void)state;
	diags_init(&diags, a);
	pack = shelf_folder(shelf, packs[0], &diags);
	stored = shelf_stored(shelf, packs[0], &diags);
	assert_non_null(stored);
	for (uint32_t i = 0; i < stored->file_count; i++)
		bytes += stored->files[i].bytes.len;
	assert_in_range(arena_used(pack->arena), bytes, 4 * bytes);
	shelf_close(shelf);
	arena_close(a);
}

/* --- desks ----------------------------------------------------------------- */

static void a_desk_without_a_pack_reads_kept_ones(void **state)
{
	struct case_new wanted = { .client = STR("Moulin"), .staff = 12 };
	struct file_of_cases f;
	struct desk d;
	const struct case_view *view;

	(void)state;
	cases_make(&f, 5);
	d = (struct desk){ .store = f.store, .arena = f.arena,
			   .shelf = shelf_open(), .diags = &f.diags,
			   .chance = f.chance,
			   .now = STR("2026-11-22T12:00:00Z"),
			   .today = STR("2026-11-22"),
			   .pack_dir = "tests/golden/packs/mini" };
	assert_non_null(case_open_new(&d, &wanted));
	shelf_close(d.shelf);
	d.shelf = shelf_open();
	d.pack_dir = NULL;
	d.pack_wanted = STR("ia-pme");
	view = case_view(&d, STR("moulin"), 0);
	assert_non_null(view);
	assert_string_equal(view->pack->folder.name, "mini@1.0.0");
	assert_int_equal(f.diags.count, 0);
	assert_false(case_begin_round(&d, view->record, STR_NONE));
	assert_string_equal(last_slug(&f), "pack-not-found");
	/* The same one on the disk serves, with its documents of today. */
	d.pack_dir = "tests/golden/packs/mini";
	view = case_view(&d, STR("moulin"), 0);
	assert_string_equal(view->pack->folder.name,
			    "tests/golden/packs/mini");
	/* A broken one is told of once; asked for by name, none other does. */
	d.pack_dir = "tests/golden/packs/none";
	assert_non_null(case_view(&d, STR("moulin"), 0));
	assert_non_null(case_view(&d, STR("moulin"), 0));
	assert_int_equal(f.diags.count, 2);
	assert_string_equal(last_slug(&f), "pack-broken");
	d.pack_asked = true;
	assert_null(case_view(&d, STR("moulin"), 0));
	assert_string_equal(last_slug(&f), "no-pack-folder");
	shelf_close(d.shelf);
	cases_drop(&f);
}

int main(void)
{
	struct CMUnitTest rows[ROWS(packs) + 6];
	size_t n = 0;

	for (size_t i = 0; i < ROWS(packs); i++)
		rows[n++] = (struct CMUnitTest){
			packs[i], a_kept_pack_is_the_one_that_was_read, NULL,
			NULL, (void *)(uintptr_t)&packs[i] };
	rows[n++] = (struct CMUnitTest)
	    cmocka_unit_test(folders_in_memory_are_as_on_the_disk);
	rows[n++] = (struct CMUnitTest)
	    cmocka_unit_test(what_has_errors_says_so_each_time);
	rows[n++] = (struct CMUnitTest)
	    cmocka_unit_test(a_folder_is_read_again_until_it_is_good);
	rows[n++] = (struct CMUnitTest)
	    cmocka_unit_test(what_is_kept_is_what_was_loaded);
	rows[n++] = (struct CMUnitTest)
	    cmocka_unit_test(a_pack_at_hand_is_small);
	rows[n++] = (struct CMUnitTest)
	    cmocka_unit_test(a_desk_without_a_pack_reads_kept_ones);
	return _cmocka_run_group_tests("shelf", rows, n, NULL, NULL);
}
