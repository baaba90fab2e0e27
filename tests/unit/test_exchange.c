/*
 * In and out of the file of cases: what comes in is what the file says, what
 * goes out reads back the same, and files from elsewhere are taken for what
 * they are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "app/exchange.h"
#include "base/file.h"
#include "format/json.h"
#include "store_case.h"

static struct file_of_cases f;
static struct desk d;

static void sit_down(void)
{
	d = (struct desk){
		.store = f.store,
		.arena = f.arena,
		.shelf = shelf_open(),
		.diags = &f.diags,
		.chance = f.chance,
		.now = STR("2026-11-23T09:00:00Z"),
		.today = STR("2026-11-23"),
		.by = STR("Consultante"),
		.pack_dir = "tests/golden/packs/mini",
	};
}

static void open_case(const char *name)
{
	struct case_new wanted = { .name = str_from(name),
				   .client = STR("Boulangerie Été"),
				   .staff = 12, .sector = STR("retail") };

	assert_non_null(case_open_new(&d, &wanted));
}

static int open_one(void **state)
{
	(void)state;
	cases_make(&f, 7);
	sit_down();
	open_case("boul");
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	f.store = d.store;
	d.store = NULL;
	shelf_close(d.shelf);
	cases_drop(&f);
	return 0;
}

static const char *in_folder(const char *name)
{
	return path_join(f.arena, f.folder, name);
}

static const char *write_file(const char *name, const char *text)
{
	const char *path = in_folder(name);

	assert_int_equal(file_write(path, str_from(text)), 0);
	return path;
}

static struct str bytes_of(const char *path)
{
	struct str bytes = STR_NONE;

	assert_int_equal(file_read(f.arena, path, 64u << 20, &bytes), 0);
	return bytes;
}

static struct case_view *look(const char *name)
{
	struct case_view *v = case_view(&d, str_from(name), 0);

	assert_non_null(v);
	return v;
}

static bool import(const char *name, const char *path, enum taking take,
		   struct import_done *done)
{
	struct import_wish wish = { .path = path, .take = take,
				    .format = answers_format_of(path) };

	return exchange_import(&d, look(name), &wish, done);
}

static struct str document_of(const char *name)
{
	struct buf b = buf_make(f.arena);
	struct json j = json_make(&b, false);

	json_node(&j, case_document(&d, look(name), STAFF_NONE, false));
	return buf_view(&b);
}

static uint32_t journal_length(const char *name)
{
	uint32_t n;

	store_journal(d.store, f.arena, look(name)->record->id, &n);
	return n;
}

/* --- names ------------------------------------------------------------------- */

static const struct {
	const char *client, *name;
} names[] = {
	{ "Épicerie du Coin inc.", "epicerie-du-coin-inc" },
	{ "Œuvre", "oeuvre" },
	{ "Le Cœur d'Æsope", "le-coeur-d-aesope" },
	{ "ŒŒ", "oeoe" },
	{ "  Noël & Fils ", "noel-fils" },
	{ "日本", "" },
};

static void names_are_made_from_clients(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str made =
		    case_name_from(f.arena, str_from(names[i].client));

		assert_string_equal(str_cstr(f.arena, made), names[i].name);
	}
}

/* --- answers come in ------------------------------------------------------------ */

#define HEAD                                                                   \
	"pack: mini\nversion: 1.0.0\ndate: 2026-11-21\n"                      \
	"client: {name: Boulangerie Été, staff: 12, sector: retail}\n"

static const char people[] =
    HEAD "sets:\n"
	 "  - respondent: Ana\n"
	 "    group: leaders\n"
	 "    answers:\n"
	 "      channel: [people, bot]\n"
	 "      reach: {value: 2, note: \"dit « oui », puis: non\"}\n"
	 "      replies: 4\n"
	 "  - {respondent: Bo, group: leaders, answers: {reach: {dont_know: "
	 "true}, rules: spoken}}\n"
	 "evidence: {service.replies: shown}\n"
	 "decisions:\n"
	 "  - {question: replies, value: 3, reason: ensemble, author: Conseil,"
	 " date: 2026-11-20}\n"
	 "plan: {budget: 500}\n"
	 "report: {consultant: Nous, introduction: {fr: Bonjour, en: Hello}}\n";

static void a_file_comes_in_once(void **state)
{
	const char *path = write_file("people.yaml", people);
	struct import_done done;
	uint32_t length, count;
	const struct import_record *imports;
	struct str texts[2];

	(void)state;
	assert_true(import("boul", path, TAKE_NOTHING, &done));
	/* Ana 3, Bo 2; evidence, decision, plan, report. */
	assert_int_equal(done.answers, 5);
	assert_int_equal(done.others, 4);
	assert_int_equal(done.new_people, 2);
	length = journal_length("boul");
	imports = store_imports(d.store, f.arena, look("boul")->record->id,
				&count);
	assert_int_equal(count, 1);
	texts[0] = imports[0].id;
	texts[1] = str_from(people);
	assert_true(str_is(imports[0].digest, digest_of_all(texts, 2).hex));
	assert_true(str_is(imports[0].file, "people.yaml"));
	assert_true(import("boul", path, TAKE_NOTHING, &done));
	assert_true(done.again);
	assert_int_equal(journal_length("boul"), length);
}

/* Every change of an import bears its id. */
static void changes_say_where_they_came_from(void **state)
{
	struct import_done done;
	uint32_t count;
	struct str id = look("boul")->record->id;
	const struct journal_entry *all;
	struct str from;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	from = store_imports(d.store, f.arena, id, &count)[0].id;
	all = store_journal(d.store, f.arena, id, &count);
	assert_true(count > 4);
	assert_int_equal(all[2].kind, CHANGE_IMPORT);
	for (uint32_t i = 3; i < count; i++)
		assert_true(str_find(all[i].payload, from, 0) != SIZE_MAX);
}

static void the_staff_come_in_without_name_nor_hour(void **state)
{
	static const char staff[] =
	    HEAD "sets:\n"
		 "  - {group: staff, answers: {rules: {value: spoken, note: "
		 "un secret}}}\n"
		 "  - {group: staff, answers: {rules: written}}\n";
	struct import_done done;
	const struct answer_record *all;
	uint32_t count;

	(void)state;
	assert_true(import("boul", write_file("s.yaml", staff), TAKE_NOTHING,
			   &done));
	assert_int_equal(done.staff, 2);
	assert_int_equal(done.notes_left, 1);
	all = store_answers(d.store, f.arena, look("boul")->round->id, &count);
	assert_int_equal(count, 2);
	for (uint32_t i = 0; i < count; i++) {
		assert_true(str_is(all[i].at, "2026-11-21"));
		assert_int_equal(all[i].note.len, 0);
	}
	assert_true(str_find(document_of("boul"), STR("spoken"), 0) ==
		    SIZE_MAX);
}

/* --- the staff are counted once ------------------------------------------ */

#define SAID(reach, replies)                                                   \
	"  - {group: staff, answers: {channel: [people], reach: " reach         \
	", replies: " replies "}}\n"

/* Beside `first`, as a second file: what is said of it. */
static const struct {
	const char *what, *text, *slug;
} sheets[] = {
	{ "the same, written otherwise",
	  HEAD "sets:\n" SAID("2", "3") "# again\n" SAID("4", "5")
	  SAID("1", "1"), "sheet-again" },
	{ "in another order", HEAD "sets:\n" SAID("1", "1") SAID("2", "3")
	  SAID("4", "5"), "sheet-again" },
	{ "one answer corrected", HEAD "sets:\n" SAID("2", "3")
	  SAID("4", "4") SAID("1", "1"), "sheet-again" },
	{ "others came after", HEAD "sets:\n" SAID("2", "3") SAID("4", "5")
	  SAID("1", "1") SAID("5", "5") SAID("5", "4"), "sheet-again" },
	{ "other people", HEAD "sets:\n" SAID("5", "5") SAID("5", "4"), "" },
	{ "one of them says the same", HEAD "sets:\n" SAID("5", "5")
	  SAID("2", "3"), "" },
	{ "more than the firm has",
	  HEAD "sets:\n" SAID("5", "5") SAID("5", "4") SAID("5", "3")
	  SAID("5", "2") SAID("5", "1") SAID("4", "1") SAID("4", "2")
	  SAID("4", "3") SAID("3", "1") SAID("3", "2"), "more-staff" },
};

static void a_sheet_of_the_staff_counts_once(void **state)
{
	static const char first[] =
	    HEAD "sets:\n" SAID("2", "3") SAID("4", "5") SAID("1", "1");
	struct import_done done;
	struct import_wish wish = { .anyway = true };
	uint32_t length;

	(void)state;
	assert_true(import("boul", write_file("a.yaml", first), TAKE_NOTHING,
			   &done));
	length = journal_length("boul");
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		const char *path = write_file("b.yaml", sheets[i].text);
		bool good = *sheets[i].slug == '\0';
		struct undoing gone;

		print_message("%s\n", sheets[i].what);
		assert_int_equal(import("boul", path, TAKE_NOTHING, &done),
				 good);
		if (!good) {
			assert_string_equal(last_slug(&f), sheets[i].slug);
			assert_int_equal(journal_length("boul"), length);
			wish.path = path;
			assert_true(exchange_import(&d, look("boul"), &wish,
						    &done));
		}
		assert_true(done.staff > 0);
		assert_true(exchange_undo(&d, STR("boul"), STR("b.yaml"), true,
					  &gone));
		assert_int_equal(gone.staff, done.staff);
		assert_int_equal(look("boul")->respondent_count, 3);
		length = journal_length("boul");
	}
}

/* As one act of the journal, to the last byte; what was before stands. */
static void an_import_is_taken_back(void **state)
{
	static const char before[] =
	    HEAD "sets: [{respondent: Ana, group: leaders, answers: {replies: "
		 "1}}]\n";
	struct import_done done;
	struct undoing gone;
	struct str document;
	uint32_t length, count;

	(void)state;
	assert_true(import("boul", write_file("before.yaml", before),
			   TAKE_NOTHING, &done));
	document = document_of("boul");
	assert_true(import("boul", write_file("p.yaml", people), TAKE_THERE,
			   &done));
	length = journal_length("boul");
	assert_true(exchange_undo(&d, STR("boul"), STR("p.yaml"), false,
				  &gone));
	/* Ana's three answers, Bo's two; Ana stays, Bo does not. Evidence,
	   decision, plan, report. */
	assert_int_equal(gone.answers, 5);
	assert_int_equal(gone.people, 1);
	assert_int_equal(gone.others, 4);
	assert_int_equal(journal_length("boul"), length);
	assert_true(exchange_undo(&d, STR("boul"), STR("p.yaml"), true,
				  &gone));
	assert_int_equal(journal_length("boul"), length + 1);
	assert_true(str_eq(document_of("boul"), document));
	assert_true(str_find(bytes_of(f.path), STR("puis: non"), 0) ==
		    SIZE_MAX);
	store_imports(d.store, f.arena, look("boul")->record->id, &count);
	assert_int_equal(count, 1);
	assert_int_equal(store_doctor(d.store, false, &f.diags), STORE_DONE);
	/* Once; then it may come in again. */
	assert_false(exchange_undo(&d, STR("boul"), STR("p.yaml"), true,
				   &gone));
	assert_string_equal(last_slug(&f), "unknown-import");
	assert_true(import("boul", in_folder("p.yaml"), TAKE_THERE, &done));
	assert_false(done.again);
}

static void what_differs_is_listed_and_decided(void **state)
{
	static const char other[] =
	    HEAD "sets:\n"
		 "  - respondent: Ana\n"
		 "    group: leaders\n"
		 "    answers: {channel: [people, bot], replies: 5, rules: "
		 "spoken}\n";
	const char *path = write_file("other.yaml", other);
	struct import_done done;
	uint32_t length;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	length = journal_length("boul");
	assert_false(import("boul", path, TAKE_NOTHING, &done));
	assert_string_equal(last_slug(&f), "answers-differ");
	assert_int_equal(done.conflict_count, 1);
	assert_true(str_is(done.conflicts[0].what, "replies"));
	assert_true(str_is(done.conflicts[0].who, "Ana"));
	assert_true(str_is(done.conflicts[0].here, "4"));
	assert_true(str_is(done.conflicts[0].there, "5"));
	assert_int_equal(journal_length("boul"), length);
	assert_true(import("boul", path, TAKE_HERE, &done));
	/* Its other answer came in all the same: `rules`. */
	assert_int_equal(done.answers, 1);
	assert_true(str_find(document_of("boul"), STR("\"replies\":4"), 0) !=
		    SIZE_MAX);
}

static void the_file_may_win(void **state)
{
	struct import_done done;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	assert_true(import("boul",
			   write_file("o.yaml", HEAD
				      "sets: [{respondent: Ana, group: "
				      "leaders, answers: {replies: 5}}]\n"),
			   TAKE_THERE, &done));
	assert_true(str_find(document_of("boul"), STR("\"replies\":5"), 0) !=
		    SIZE_MAX);
}

static const struct {
	const char *text, *slug;
} refused[] = {
	{ "pack: mini\nversion: 1.0.0\nanswers: {nothing_such: 2}\n",
	  "unknown-question" },
	{ HEAD "sets: [{group: leaders, answers: {replies: 5}}]\n",
	  "set-without-name" },
	{ HEAD "sets: [{group: leaders, respondent: A, answers: {}}, {group: "
	       "leaders, respondent: A, answers: {replies: 2}}]\n",
	  "respondent-twice" },
	{ HEAD "answers: {replies: 2}\n", "round-has-respondents" },
	{ "pack: mini\nversion: 1.0.0\nsets: [{group: leaders, respondent: A,"
	  " answers: {staff_count: 3}}, {group: leaders, respondent: B, "
	  "answers: {staff_count: 4}}]\n",
	  "client-conflict" },
	{ "pack: mini\nversion: 1.0.0\nclient: {name: Une autre firme}\n"
	  "sets: [{group: leaders, respondent: A, answers: {replies: 2}}]\n",
	  "answers-differ" },
};

static void what_cannot_come_in_changes_nothing(void **state)
{
	struct import_done done;
	uint32_t length;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	length = journal_length("boul");
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const char *path = write_file("r.yaml", refused[i].text);

		assert_false(import("boul", path, TAKE_NOTHING, &done));
		assert_string_equal(last_slug(&f), refused[i].slug);
		assert_int_equal(journal_length("boul"), length);
	}
}

/* --- answers go out and come back -------------------------------------------------- */

static const struct {
	const char *file;
	enum export_as as;
	enum lang lang;
	bool whole;	/* evidence, decisions, blocks too */
} ways[] = {
	{ "out.yaml", AS_YAML, LANG_FR, true },
	{ "out.json", AS_JSON, LANG_FR, true },
	{ "out.csv", AS_CSV, LANG_FR, false },
	{ "out.csv", AS_CSV, LANG_EN, false },
};

static struct str only_sets(struct str document)
{
	size_t from = str_find(document, STR("\"sets\""), 0);
	size_t to = str_find(document, STR("],\"evidence\""), 0);

	if (to == SIZE_MAX)
		to = str_find(document, STR("],\"plan\""), 0);
	return str_sub(document, from, to);
}

static void what_goes_out_comes_back(void **state)
{
	size_t which = *(const size_t *)*state;
	struct buf out = buf_make(f.arena);
	struct export_done exported;
	struct import_done done;
	struct str here, there;
	const char *path = in_folder(ways[which].file);

	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	assert_true(exchange_export(&d, look("boul"), ways[which].as,
				    ways[which].lang, &out, &exported));
	assert_int_equal(file_write(path, buf_view(&out)), 0);
	open_case("autre");
	assert_true(import("autre", path, TAKE_NOTHING, &done));
	here = document_of("boul");
	there = document_of("autre");
	if (!ways[which].whole) {
		here = only_sets(here);
		there = only_sets(there);
	}
	assert_string_equal(str_cstr(f.arena, there), str_cstr(f.arena, here));
	/* And back where it came from, it says nothing new. */
	assert_true(import("boul", path, TAKE_NOTHING, &done));
	assert_int_equal(done.answers + done.others, 0);
}

/* Of a case that says neither its size nor its sector, two leaders do. */
static void each_says_their_own_of_the_client(void **state)
{
	static const char said[] =
	    "pack: ia-pme\nversion: 1.0.0\nsets:\n"
	    "  - {respondent: Anne, group: leaders, answers: "
	    "{staff: 20, sector: manufacturing}}\n"
	    "  - {respondent: Luc, group: leaders, answers: "
	    "{staff: 25, sector: retail}}\n";
	size_t which = *(const size_t *)*state;
	struct case_new wanted = { .name = STR("sans"),
				   .client = STR("Boulangerie Été") };
	struct buf out = buf_make(f.arena);
	const char *path = in_folder(ways[which].file);
	struct export_done exported;
	struct import_done done;
	struct str here;

	d.pack_dir = "questionnaires/ia-pme";
	assert_non_null(case_open_new(&d, &wanted));
	assert_true(import("sans", write_file("said.yaml", said), TAKE_NOTHING,
			   &done));
	assert_int_equal(done.answers, 4);
	assert_int_equal(look("sans")->record->staff, 0);
	assert_int_equal(look("sans")->record->sector.len, 0);
	here = document_of("sans");
	assert_true(exchange_export(&d, look("sans"), ways[which].as,
				    ways[which].lang, &out, &exported));
	assert_int_equal(file_write(path, buf_view(&out)), 0);
	assert_true(import("sans", path, TAKE_NOTHING, &done));
	assert_int_equal(done.answers + done.others, 0);
	wanted.name = STR("encore");
	assert_non_null(case_open_new(&d, &wanted));
	assert_true(import("encore", path, TAKE_NOTHING, &done));
	assert_string_equal(
	    str_cstr(f.arena, only_sets(document_of("encore"))),
	    str_cstr(f.arena, only_sets(here)));
	/* Where the case says one, who says another is refused. */
	wanted.name = STR("dit");
	wanted.sector = STR("manufacturing");
	assert_non_null(case_open_new(&d, &wanted));
	assert_false(import("dit", path, TAKE_NOTHING, &done));
	assert_string_equal(last_slug(&f), "client-conflict");
}

/* --- a case as a file ---------------------------------------------------------------- */

/* What an outsider does to the file, and what adopting it then meets. */
static const struct {
	const char *done, *slug;
} altered[] = {
	{ "CREATE TABLE mine(x)", "doctor-schema" },
	{ "UPDATE client_case SET staff = 3", "doctor-derived" },
	{ "UPDATE answer SET value = '1' WHERE kind = 'value'",
	  "doctor-derived" },
	{ "UPDATE pack_file SET bytes = x'00' WHERE path LIKE 'q%'",
	  "doctor-pack" },
	{ "PRAGMA user_version = 99", "store-newer" },
};

static void a_file_from_elsewhere_is_not_believed(void **state)
{
	struct import_done done;
	struct export_done exported;
	const char *path = in_folder("portable.jalon");
	const struct case_record *all;
	struct file_of_cases there;
	struct desk desk;
	uint32_t count;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	cases_make(&there, 11);
	for (size_t i = 0; i < sizeof(altered) / sizeof(altered[0]); i++) {
		struct str before;
		sqlite3 *db;

		assert_true(exchange_export_case(&d, look("boul"), false, path,
						 &exported));
		assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, altered[i].done, NULL, NULL,
					      NULL), SQLITE_OK);
		sqlite3_close(db);
		before = bytes_of(path);
		desk = d;
		desk.store = there.store;
		desk.diags = &there.diags;
		diags_init(&there.diags, there.arena);
		assert_false(exchange_adopt(&desk, path, STR_NONE, &all,
					    &count));
		assert_string_equal(
		    message_slug(there.diags.items[0].message),
		    altered[i].slug);
		/* It speaks of the file that was given, and left it alone. */
		assert_true(str_is(there.diags.items[0].args[0], path));
		assert_true(str_eq(before, bytes_of(path)));
		store_cases(there.store, there.arena, &count);
		assert_int_equal(count, 0);
	}
	cases_drop(&there);
}

/* What the schema lets through, and no command could read again. */
enum { BAD_QUESTION, BAD_VALUE, BAD_STAFF_VALUE, BAD_INITIATIVE, BAD_CLIENT,
       BAD_NAME, BAD_TITLE, BAD_COUNT };

static size_t make_bad(int which, const struct case_view *v,
		       struct change changes[2])
{
	struct case_record record = *v->record;
	struct round_record round = *v->round;
	struct str chain = record.id, who = new_id(&f);
	struct progress_record progress = { .initiative = STR("nope"),
					    .date = STR("2026-11-22") };
	bool staff = which == BAD_STAFF_VALUE;

	changes[0] = make_person(&f, chain, round.id, who, staff ? "" : "Zoé",
				 staff ? GROUP_STAFF : GROUP_LEADERS);
	changes[1] = make_answer(&f, chain, who,
				 which == BAD_QUESTION ? "nope" : "rules",
				 "99");
	if (which <= BAD_STAFF_VALUE)
		return 2;
	record.client = which == BAD_CLIENT ? STR("A\033[31m") : record.client;
	record.name = which == BAD_NAME ? STR("../../x") : record.name;
	round.title = STR("\xE2\x80\xAE" "x");
	if (which == BAD_INITIATIVE)
		changes[0] = change_progress(f.arena, &noon, chain, &progress);
	else if (which == BAD_TITLE)
		changes[0] = change_round(f.arena, &noon, chain, &round);
	else
		changes[0] = change_case(f.arena, &noon, &record);
	return 1;
}

static void what_no_command_could_read_does_not_come_in(void **state)
{
	const char *path = in_folder("portable.jalon");
	struct merge_wish wish = { .path = path, .take = TAKE_THERE };
	struct file_of_cases there;
	uint32_t before = journal_length("boul"), count;

	(void)state;
	cases_make(&there, 11);
	for (int which = 0; which < BAD_COUNT; which++) {
		const struct case_record *all;
		struct export_done exported;
		struct merge_done *done;
		struct change bad[2];
		struct store *s;
		size_t n;

		assert_true(exchange_export_case(&d, look("boul"), true, path,
						 &exported));
		assert_int_equal(store_open(&s, path, STORE_WRITE, &f.chance,
					    &f.diags), STORE_DONE);
		n = make_bad(which, look("boul"), bad);
		assert_int_equal(store_save(s, bad, n, &f.diags), STORE_DONE);
		assert_int_equal(store_close_as_one(s, &f.diags), STORE_DONE);
		assert_false(exchange_merge(&d, &wish, &done, &count));
		assert_string_equal(last_slug(&f), "case-unfit");
		f.store = d.store;
		d.store = there.store;
		assert_false(exchange_adopt(&d, path, STR_NONE, &all, &count));
		d.store = f.store;
		assert_string_equal(last_slug(&f), "case-unfit");
		store_cases(there.store, there.arena, &count);
		assert_int_equal(count, 0);
	}
	assert_int_equal(journal_length("boul"), before);
	cases_drop(&there);
}

static void a_case_is_taken_over_under_another_name(void **state)
{
	const char *path = in_folder("portable.jalon");
	struct export_done exported;
	struct file_of_cases there;
	const struct case_record *all;
	uint32_t count;

	(void)state;
	assert_true(exchange_export_case(&d, look("boul"), true, path,
					 &exported));
	cases_make(&there, 11);
	cases_add(&there, "boul");
	f.store = d.store;
	d.store = there.store;
	assert_false(exchange_adopt(&d, path, STR_NONE, &all, &count));
	assert_string_equal(last_slug(&f), "case-name-taken");
	assert_true(exchange_adopt(&d, path, STR("boul-2"), &all, &count));
	assert_int_equal(count, 1);
	assert_true(str_is(look("boul-2")->record->client, "Boulangerie Été"));
	assert_int_equal(store_doctor(d.store, false, &f.diags), STORE_DONE);
	d.store = f.store;
	cases_drop(&there);
}

static void the_file_of_cases_is_not_written_over(void **state)
{
	struct export_done exported;
	struct str before = bytes_of(f.path);

	(void)state;
	assert_false(exchange_export_case(&d, look("boul"), true, f.path,
					  &exported));
	assert_string_equal(last_slug(&f), "over-the-cases");
	assert_true(str_eq(before, bytes_of(f.path)));
}

/* --- one person ------------------------------------------------------------------------ */

static struct node *person_json(const char *who)
{
	struct buf out = buf_make(f.arena);
	struct source *source;

	if (!exchange_person(&d, look("boul"), str_from(who), LANG_FR, &out))
		return NULL;
	source = source_make(f.arena, "person", buf_view(&out), &f.diags);
	assert_non_null(source);
	return json_parse(f.arena, source, &f.diags);
}

static void a_person_gets_all_they_said(void **state)
{
	struct import_done done;
	const struct node *answers;
	uint32_t with_history = 0;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	assert_true(import("boul",
			   write_file("o.yaml", HEAD
				      "sets: [{respondent: Ana, group: "
				      "leaders, answers: {replies: 5}}]\n"),
			   TAKE_THERE, &done));
	answers = node_get(node_get(person_json("Ana"), "rounds")->first,
			   "answers");
	assert_int_equal(answers->count, 3);
	for (const struct node *n = answers->first; n != NULL; n = n->next)
		with_history += node_get(n, "history")->count;
	assert_int_equal(with_history, 1);
	assert_int_equal(node_get(person_json("Bo"), "rounds")->count, 1);
	assert_non_null(person_json("leaders:Ana"));
	assert_non_null(person_json("direction\xC2\xA0: Ana"));
	assert_null(person_json("spécialistes : Ana"));
	assert_null(person_json("Zoé"));
	assert_string_equal(last_slug(&f), "unknown-person");
}

static void a_member_of_the_staff_comes_with_a_code(void **state)
{
	struct import_done done;
	struct erasing gone;
	char code[16];
	const struct case_view *v;
	const struct node *person;

	(void)state;
	assert_true(import("boul",
			   write_file("s.yaml", HEAD
				      "sets: [{group: staff, answers: {rules: "
				      "written}}]\n"),
			   TAKE_NOTHING, &done));
	v = look("boul");
	assert_int_equal(v->respondent_count, 1);
	/* As the interview prints it: four digits, four digits, capitals. */
	snprintf(code, sizeof(code), "%.4s-%.4s", v->respondents[0].id.at,
		 v->respondents[0].id.at + 4);
	person = person_json(code);
	assert_non_null(person);
	assert_null(node_get(node_get(person, "person"), "name"));
	assert_int_equal(node_get(node_get(person, "rounds")->first,
				  "answers")->count, 1);
	assert_true(exchange_erase(&d, STR("boul"), str_from(code), true,
				   &gone));
	assert_true(gone.alone && gone.answers == 0);
	assert_int_equal(look("boul")->respondent_count, 0);
	assert_int_equal(store_doctor(d.store, false, &f.diags), STORE_DONE);
}

static void erasing_asks_first(void **state)
{
	struct import_done done;
	struct erasing gone;
	uint32_t count;

	(void)state;
	assert_true(import("boul", write_file("p.yaml", people), TAKE_NOTHING,
			   &done));
	assert_true(exchange_erase(&d, STR("boul"), STR("Ana"), false, &gone));
	/* The import, an arrival and three answers. */
	assert_int_equal(gone.changes, 5);
	assert_int_equal(gone.answers, 3);
	assert_false(gone.done);
	assert_int_equal(look("boul")->respondent_count, 2);
	assert_true(exchange_erase(&d, STR("boul"), STR("Ana"), true, &gone));
	assert_int_equal(look("boul")->respondent_count, 1);
	assert_true(exchange_erase(&d, STR("boul"), STR_NONE, true, &gone));
	store_cases(d.store, f.arena, &count);
	assert_int_equal(count, 0);
}

/* By a digest and what the others said, what one said is soon found. */
static void a_digest_does_not_outlive_what_it_tells_of(void **state)
{
	struct import_done done;
	struct export_done exported;
	struct erasing gone;
	uint32_t count;
	const char *path = in_folder("without.jalon");
	const struct import_record *imports;
	struct str digest;

	(void)state;
	assert_true(import("boul", write_file("fiche-de-bo.yaml", people),
			   TAKE_NOTHING, &done));
	imports = store_imports(d.store, f.arena, look("boul")->record->id,
				&count);
	digest = imports[0].digest;
	assert_true(exchange_export_case(&d, look("boul"), true, path,
					 &exported));
	assert_true(str_find(bytes_of(path), digest, 0) != SIZE_MAX);
	assert_true(exchange_export_case(&d, look("boul"), false, path,
					 &exported));
	assert_true(str_find(bytes_of(path), digest, 0) == SIZE_MAX);
	assert_true(str_find(bytes_of(path), STR("fiche-de-bo"), 0) ==
		    SIZE_MAX);
	assert_true(exchange_erase(&d, STR("boul"), STR("Bo"), true, &gone));
	assert_true(str_find(bytes_of(f.path), digest, 0) == SIZE_MAX);
	assert_true(str_find(bytes_of(f.path), STR("fiche-de-bo"), 0) ==
		    SIZE_MAX);
	store_imports(d.store, f.arena, look("boul")->record->id, &count);
	assert_int_equal(count, 0);
	assert_int_equal(store_doctor(d.store, false, &f.diags), STORE_DONE);
}

/* --- the whole file ----------------------------------------------------------------------- */

static const char *take_copy(void)
{
	const char *path = in_folder("copy.jalon");

	assert_int_equal(store_backup(d.store, path, &f.diags), STORE_DONE);
	return path;
}

static bool restore(const char *copy, struct restoring *r)
{
	return exchange_restore(&d, f.path, copy, true, r);
}

static uint32_t count_cases_at(const char *path)
{
	struct store *s;
	uint32_t count;

	assert_int_equal(store_open(&s, path, STORE_WRITE, &f.chance,
				    &f.diags), STORE_DONE);
	store_cases(s, f.arena, &count);
	assert_int_equal(store_doctor(s, false, &f.diags), STORE_DONE);
	store_close(s);
	return count;
}

static void a_copy_takes_the_place_of_the_file(void **state)
{
	const char *copy = take_copy();
	struct restoring r;

	(void)state;
	open_case("deux");
	store_close(d.store);
	d.store = NULL;
	assert_true(restore(copy, &r));
	assert_int_equal(r.cases, 1);
	assert_int_equal(count_cases_at(f.path), 1);
	assert_int_equal(count_cases_at(r.aside), 2);
}

static int64_t number_in(const char *query)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &st, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void run_sql(const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/*
 * What was ended since the copy was taken stays ended: links 1 (revoked), 2
 * (used up) and 3 (taken away), an account, sessions, a link to set it up.
 * Link 4 was given to people, and nothing ended it.
 */
static void a_copy_opens_nothing_that_was_ended(void **state)
{
	static const char given[] =
	    "INSERT INTO account VALUES('0000000000000000000000000000000a', "
	    "'une@exemple.test', 'Une', 'trainer', NULL, NULL, 0, 0, "
	    "'2026-11-20');"
	    "INSERT INTO session VALUES(zeroblob(32), 'account', "
	    "'0000000000000000000000000000000a', NULL, NULL, NULL, 'leaders', "
	    "0, NULL, NULL, 0, '2026-11-20', '2026-11-20', '2099-01-01');"
	    "WITH h(n) AS (VALUES(1), (2), (3), (4)) INSERT INTO link "
	    "SELECT lower(hex(substr(printf('%d%031d', n, 0), 1, 16))), CAST(printf('%d%031d', n, 0) AS BLOB), 'group', "
	    "r.chain, r.id, NULL, NULL, 'leaders', 0, NULL, n, '2026-11-20', "
	    "'2027-11-20', n = 2, 0, 0 FROM h, round r;"
	    "INSERT INTO link VALUES(lower(hex(substr(zeroblob(32), 1, 16))), "
	    "zeroblob(32), 'setup', NULL, NULL, NULL, NULL, 'leaders', 0, "
	    "'0000000000000000000000000000000a', NULL, '2026-11-20', "
	    "'2027-11-20', 1, 0, 0)";
	const char *copy;
	struct restoring r;

	(void)state;
	run_sql(given);
	copy = take_copy();
	run_sql("UPDATE link SET revoked = 1 WHERE number = 1; "
		"UPDATE link SET used = 1 WHERE number = 2; "
		"DELETE FROM link WHERE number = 3; "
		"UPDATE account SET disabled = 1");
	store_close(d.store);
	d.store = NULL;
	assert_true(restore(copy, &r));
	assert_int_equal(number_in("SELECT count(*) FROM session"), 0);
	assert_int_equal(number_in("SELECT count(*) FROM link WHERE kind = "
				   "'setup'"), 0);
	assert_int_equal(number_in("SELECT sum(number) FROM link WHERE "
				   "revoked = 1"), 1 + 2 + 3);
	assert_int_equal(number_in("SELECT number FROM link WHERE revoked = 0"),
			 4);
	assert_int_equal(number_in("SELECT disabled FROM account"), 1);
}

/* An open file is left alone. */
static void a_file_in_use_is_not_replaced(void **state)
{
	const char *copy = take_copy();
	struct store *mine = d.store;
	struct restoring r;

	(void)state;
	open_case("deux");
	d.store = NULL;
	assert_false(restore(copy, &r));
	assert_string_equal(last_slug(&f), "store-open-elsewhere");
	assert_true(d.failed);
	assert_false(file_exists(r.aside));
	d.store = mine;
	assert_non_null(look("deux"));
}

/*
 * A file that was never closed, its last case in the log alone: the copy must
 * not read that log, and the file kept aside must not lose it.
 */
static void a_log_stays_with_its_file(void **state)
{
	const char *copy = take_copy();
	const char *left = in_folder("left.jalon");
	struct store *mine = d.store;
	struct restoring r;

	(void)state;
	open_case("deux");
	assert_int_equal(file_write(left, bytes_of(f.path)), 0);
	assert_int_equal(file_write(in_folder("left.jalon-wal"),
				    bytes_of(in_folder("cases.jalon-wal"))),
			 0);
	d.store = NULL;
	assert_true(exchange_restore(&d, left, copy, true, &r));
	d.store = mine;
	assert_int_equal(count_cases_at(left), 1);
	assert_int_equal(count_cases_at(r.aside), 2);
}

static void what_is_no_file_of_cases_is_moved_aside(void **state)
{
	const char *copy = take_copy();
	const char *broken = write_file("broken.jalon", "abîmé");
	struct restoring r;

	(void)state;
	assert_true(exchange_restore(&d, broken, copy, true, &r));
	assert_int_equal(count_cases_at(broken), 1);
	assert_true(str_is(bytes_of(r.aside), "abîmé"));
	assert_true(exchange_restore(&d, in_folder("new/cases.jalon"), copy,
				     true, &r));
	assert_false(r.replaces);
	assert_int_equal(count_cases_at(in_folder("new/cases.jalon")), 1);
}

static void a_bad_copy_moves_nothing(void **state)
{
	const char *bad = write_file("bad.jalon", "SQLite format 3");
	struct restoring r;
	size_t count;

	(void)state;
	assert_false(restore(bad, &r));
	assert_non_null(look("boul"));
	assert_false(restore(f.path, &r));
	assert_string_equal(last_slug(&f), "restore-itself");
	/* The file and its log, nothing else. */
	file_list(f.arena, f.folder, &count);
	assert_int_equal(count, 4);
}

/* --- the groups ----------------------------------------------------------------------------- */

#define TEST(function)                                                         \
	{ #function, function, open_one, close_one, NULL }

static const struct CMUnitTest plain[] = {
	TEST(names_are_made_from_clients),
	TEST(a_file_comes_in_once),
	TEST(changes_say_where_they_came_from),
	TEST(the_staff_come_in_without_name_nor_hour),
	TEST(a_sheet_of_the_staff_counts_once),
	TEST(an_import_is_taken_back),
	TEST(what_differs_is_listed_and_decided),
	TEST(the_file_may_win),
	TEST(what_cannot_come_in_changes_nothing),
	TEST(a_file_from_elsewhere_is_not_believed),
	TEST(what_no_command_could_read_does_not_come_in),
	TEST(a_case_is_taken_over_under_another_name),
	TEST(the_file_of_cases_is_not_written_over),
	TEST(a_person_gets_all_they_said),
	TEST(a_member_of_the_staff_comes_with_a_code),
	TEST(erasing_asks_first),
	TEST(a_digest_does_not_outlive_what_it_tells_of),
	TEST(a_copy_takes_the_place_of_the_file),
	TEST(a_copy_opens_nothing_that_was_ended),
	TEST(a_file_in_use_is_not_replaced),
	TEST(a_log_stays_with_its_file),
	TEST(what_is_no_file_of_cases_is_moved_aside),
	TEST(a_bad_copy_moves_nothing),
};

int main(void)
{
	enum { WAYS = sizeof(ways) / sizeof(ways[0]) };
	static size_t numbers[WAYS];
	struct CMUnitTest rows[2 * WAYS];
	int failed;

	for (size_t i = 0; i < WAYS; i++) {
		numbers[i] = i;
		rows[i] = (struct CMUnitTest){ ways[i].file,
					       what_goes_out_comes_back,
					       open_one, close_one,
					       &numbers[i] };
		rows[WAYS + i] = rows[i];
		rows[WAYS + i].test_func = each_says_their_own_of_the_client;
	}
	failed = _cmocka_run_group_tests("exchange", plain,
					 sizeof(plain) / sizeof(plain[0]),
					 NULL, NULL);
	return failed +
	       _cmocka_run_group_tests("out and in", rows, 2 * WAYS, NULL, NULL);
}
