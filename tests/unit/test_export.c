/*
 * The exports of tests/readers/traps, a curriculum made of what other
 * programs trip on; how they read it is tests/readers.sh. Here: what must be
 * in them, to the letter, what must not, and the same bytes each time.
 *
 *	test_export [ROOT]	the folder that holds tests/, by default "."
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../src/doc/exports.h"
#include "base/file.h"
#include "read_zip.h"

static const char *root = ".";
static struct arena *keep;
static const struct curriculum *traps;

static int set_up(void **state)
{
	struct diags diags;
	struct buf out;

	(void)state;
	keep = arena_open();
	out = buf_make(keep);
	diags_init(&diags, keep);
	traps = curriculum_load(
	    keep, path_join(keep, root, "tests/readers/traps"), &diags);
	diags_write(&out, &diags, LANG_EN);
	fprintf(stderr, "%.*s", STR_ARGS(buf_view(&out)));
	return traps == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(keep);
	return 0;
}

static struct str made(enum export_kind kind, enum lang lang,
		       const bool *modules)
{
	const struct export_request request = { traps, lang, modules };
	struct buf out = buf_make(keep);

	export_write(&out, keep, kind, &request);
	return buf_view(&out);
}

/* The whole of an export as text: every entry of an archive. */
static struct str text_of(enum export_kind kind, enum lang lang,
			  const bool *modules)
{
	struct str bytes = made(kind, lang, modules);
	struct buf all = buf_make(keep);
	zip_t *zip;

	if (kind == EXPORT_GIFT || kind == EXPORT_MOODLE)
		return bytes;
	zip = zip_of(bytes);
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);

		buf_fmt(&all, "\n%s\n", name);
		buf_str(&all, read_zip(keep, bytes, name));
	}
	zip_discard(zip);
	return buf_view(&all);
}

/* --- what is in them ---------------------------------------------------------
 */

/* A piece of an export, to the letter. French, all modules. */
static const struct piece {
	enum export_kind kind;
	const char *text;
} pieces[] = {
	{ EXPORT_GIFT, "$CATEGORY: traps.fr/m02 Presque rien\n\n" },
	{ EXPORT_GIFT, "Signes\xC2\xA0: ~ = # { } // \\ & < > \"\n\n" },
	{ EXPORT_GIFT, "// [id:signs_everywhere] [tag:m01] [tag:signs]\n"
		       "::signs_everywhere::[html]Que vaut "
		       "<code>x \\= \\{a\\: 1\\} \\~ \\#2</code>, avec \\\\ "
		       "et\xC2\xA0\\: et "
		       "50\xC2\xA0% &amp; &lt;b&gt;? {\n" },
	{ EXPORT_GIFT,
	  "\t~&\\#37;50% d\xE2\x80\x99un \\{ \\~ \\} \\= \\#\xC2\xA0\\: "
	  "\\\\#Non\xC2\xA0\\: // pas un commentaire -&gt;\n" },
	{ EXPORT_GIFT, "#\\= Non\n}\n" },
	{ EXPORT_GIFT, "if (a) \\{\\n\\n\tb \\= &quot;x&quot;; // \\~\\n\\}" },
	{ EXPORT_GIFT, "\t~%33.33333%Une.#Oui, une.\n" },
	{ EXPORT_GIFT, "\t~%-16.66667%B#Non, b.\n" },
	{ EXPORT_MOODLE, "<idnumber>three_of_five</idnumber>\n"
			 "<single>false</single>\n" },
	{ EXPORT_MOODLE, "<answer fraction=\"33.33333\" format=\"html\">"
			 "<text>Une.</text>\n" },
	{ EXPORT_MOODLE, "<answer fraction=\"0\" format=\"html\"><text>]]&amp;"
			 "gt; et\xC2\xA0::titre::" },
	{ EXPORT_QTI, "maxChoices=\"0\"" },
	{ EXPORT_QTI, "<value>C</value>\n<value>H</value>\n" },
	{ EXPORT_QTI, "<prompt>Que vaut <code>x = {a: 1} ~ #2</code>" },
	{ EXPORT_SCORM, "adlcp:scormtype=\"sco\"" },
	{ EXPORT_SCORM, "<title>Pi\xC3\xA8ges\xC2\xA0: \xC2\xAB\xC2\xA0"
			"a\xC2\xA0\xC2\xBB &amp; &lt;b&gt; / l\xE2\x80\x99"
			"\xC5\x93uf</title>" },
	{ EXPORT_SCORM, "Question 6 de 6" },
	{ EXPORT_SCORM, "default-src 'none'; style-src 'self'; script-src "
			"'self'; form-action 'none'" },
	{ EXPORT_EPUB, "<sup><a role=\"doc-noteref\" "
		       "href=\"facts.xhtml#egg_2024\">1</a></sup>" },
	{ EXPORT_EPUB, "<li id=\"second_2025\">" },
	{ EXPORT_EPUB,
	  "La Gazette &amp; Co &lt;L\xC3\xA9vis&gt;, mars 2024 (V)" },
	{ EXPORT_EPUB, "<p>Info-Social, au 811</p>" },
	{ EXPORT_EPUB, "puis <a href=\"https://example.org/?a=1&amp;b=2\">" },
	/* 1 January 2025, and 2,003,004 seconds: the version is 2.3.4. */
	{ EXPORT_EPUB, "2025-01-24T04:23:24Z" },
};

enum { PIECES = sizeof(pieces) / sizeof(*pieces) };

static void test_piece(void **state)
{
	const struct piece *p = *state;
	struct str text = text_of(p->kind, LANG_FR, NULL);

	if (str_find(text, str_from(p->text), 0) == SIZE_MAX)
		fail_msg("not in `%s`: %s", export_name(p->kind), p->text);
}

/* Learners' programs get no note, no solution; nobody gets raw HTML. */
static void test_nothing_else(void **state)
{
	static const char *const never[] = {
		"SECRET_",     "<script>alert", "[^",
		"<hr/>",       ":::",           "### ",
	};

	(void)state;
	for (int k = 0; k < EXPORT_COUNT; k++) {
		for (int l = 0; l < LANG_COUNT; l++) {
			struct str text =
			    text_of((enum export_kind)k, (enum lang)l, NULL);

			for (size_t i = 0; i < sizeof(never) / sizeof(*never);
			     i++)
				if (str_find(text, str_from(never[i]), 0) !=
				    SIZE_MAX)
					fail_msg(
					    "`%s` in %s", never[i],
					    export_name((enum export_kind)k));
		}
	}
}

static size_t count_of(struct str text, const char *piece)
{
	size_t n = 0, at = 0;

	while ((at = str_find(text, str_from(piece), at)) != SIZE_MAX) {
		n++;
		at++;
	}
	return n;
}

/* Only the modules asked for. */
static void test_modules(void **state)
{
	const bool second[] = { false, true };

	(void)state;
	assert_int_equal(count_of(made(EXPORT_GIFT, LANG_EN, NULL), "\n::"), 6);
	assert_int_equal(count_of(made(EXPORT_GIFT, LANG_EN, second), "\n::"),
			 2);
	assert_int_equal(
	    count_of(text_of(EXPORT_SCORM, LANG_EN, second), "<form "), 2);
	assert_int_equal(
	    count_of(text_of(EXPORT_EPUB, LANG_EN, second), "signs"), 0);
	assert_int_equal(
	    count_of(text_of(EXPORT_QTI, LANG_EN, second), "<assessmentItem "),
	    2);
}

/* Whatever the clock's zone, and as often as one likes. */
static void test_same_bytes(void **state)
{
	static const char *const zones[] = { "Pacific/Kiritimati",
					     "America/Caracas" };

	(void)state;
	for (int k = 0; k < EXPORT_COUNT; k++) {
		struct str first;

		setenv("TZ", "UTC", 1);
		tzset();
		first = made((enum export_kind)k, LANG_FR, NULL);
		for (size_t z = 0; z < sizeof(zones) / sizeof(*zones); z++) {
			setenv("TZ", zones[z], 1);
			tzset();
			assert_true(str_eq(
			    made((enum export_kind)k, LANG_FR, NULL), first));
		}
		assert_false(
		    str_eq(made((enum export_kind)k, LANG_EN, NULL), first));
	}
}

static void test_names(void **state)
{
	(void)state;
	for (int k = 0; k < EXPORT_COUNT; k++) {
		enum export_kind kind = EXPORT_COUNT;

		assert_true(export_parse(
		    str_from(export_name((enum export_kind)k)), &kind));
		assert_int_equal(kind, k);
		for (int other = 0; other < k; other++)
			assert_false(str_eq(
			    export_file(keep, (enum export_kind)k, LANG_FR),
			    export_file(keep, (enum export_kind)other,
					LANG_FR)));
	}
	assert_false(export_parse(STR("moodles"), &(enum export_kind){ 0 }));
}

/* --- numbers
 * ------------------------------------------------------------------- */

/* Moodle's list of grades, question/engine/bank.php, per cent. */
static bool in_moodles_list(double percent)
{
	static const double list[] = {
		100,      90, 83.33333, 80,   75,       70, 66.66667,
		60,       50, 40,       30,   33.33333, 25, 20,
		16.66667, 10, 14.28571, 12.5, 11.11111, 5,  0
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (percent == list[i] || percent == -list[i])
			return true;
	return false;
}

/* Right ones make 100; ticking everything makes nothing. */
static void test_fractions(void **state)
{
	(void)state;
	for (uint32_t options = 3; options <= ITEM_OPTIONS; options++) {
		for (uint32_t right = 2; right < options; right++) {
			struct item_option all[ITEM_OPTIONS] = { 0 };
			const struct item item = { .multiple = true,
						   .options = all,
						   .option_count = options };
			double sum = 0, good = 0;

			for (uint32_t o = 0; o < right; o++)
				all[o].right = true;
			for (uint32_t o = 0; o < options; o++) {
				double f =
				    atof(export_fraction(&item, &all[o]));

				assert_true(in_moodles_list(f));
				sum += f;
				good += f > 0 ? f : 0;
			}
			assert_true(good > 99.999 && good < 100.001);
			assert_true(sum > -0.001 && sum < 0.001);
		}
	}
}

/* Later versions later, and none in the future. */
static void test_dates(void **state)
{
	static const char *const versions[] = { "0.0.1", "0.1.0",  "0.1.1",
						"1",     "1.0.1",  "1.2",
						"2.0.0", "10.0.0", "30.0.0",
						"99.9.9" };
	int64_t last = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		struct curriculum c = { .version = str_from(versions[i]) };
		int64_t at = export_modified(&c);

		assert_true(at > last);
		/* 1 January 2026. */
		assert_true(at < 1767225600);
		last = at;
	}
}

/* SCORM 1.2: 4,096 characters, the head among them. */
static size_t kept_characters(uint32_t modules, uint32_t items)
{
	struct curriculum c = *traps;
	struct module *all = ARENA_ARRAY(keep, modules, struct module);
	struct item *eight = ARENA_ARRAY(keep, items, struct item);
	const struct export_request request = { &c, LANG_FR, NULL };
	struct exporter e = exporter_make(keep, &request);
	struct buf out = buf_make(keep);
	struct str page;
	size_t sum = 0, at = 0;

	/* Its fourth question has eight options. */
	for (uint32_t i = 0; i < items; i++)
		eight[i] = traps->modules[0].items[3];
	for (uint32_t m = 0; m < modules; m++) {
		all[m] = traps->modules[0];
		all[m].items = eight;
		all[m].item_count = items;
	}
	c.modules = all;
	c.module_count = modules;
	export_scorm(&out, &e);
	page = read_zip(keep, buf_view(&out), "index.html");
	while ((at = str_find(page, STR("data-chars=\""), at)) != SIZE_MAX) {
		at += 12;
		sum += (size_t)(page.at[at] - '0');
	}
	return sum;
}

static void test_suspend(void **state)
{
	(void)state;
	/* 400 questions of eight options: two characters each. */
	assert_int_equal(kept_characters(20, 20), 800);
	/* More than there is room for: what is kept stays under the limit,
	   with sixteen characters for the head. */
	assert_int_equal(kept_characters(400, 8), 4096 - 16);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest fixed[] = {
		cmocka_unit_test(test_nothing_else),
		cmocka_unit_test(test_modules),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_fractions),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_suspend),
	};
	enum { FIXED = sizeof(fixed) / sizeof(*fixed) };
	struct CMUnitTest tests[FIXED + PIECES];

	if (argc > 1)
		root = argv[1];
	memcpy(tests, fixed, sizeof(fixed));
	for (size_t i = 0; i < PIECES; i++)
		tests[FIXED + i] =
		    (struct CMUnitTest){ pieces[i].text, test_piece, NULL, NULL,
					 (void *)&pieces[i] };
	return _cmocka_run_group_tests("export", tests, FIXED + PIECES, set_up,
				       tear_down);
}
