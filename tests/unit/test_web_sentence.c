/*
 * Diagnostics as pages say them: rows for how, and every error that a page
 * can come to say held against what no page says: a command, one of its
 * flags, the marks that a terminal sets around what was typed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "../../src/web/visit.h"
#include "base/arena.h"

static struct arena *a;

static int open_arena(void **state)
{
	(void)state;
	a = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(a);
	return 0;
}

static struct str said(enum message message, enum lang lang,
		       const struct str args[DIAG_ARGS])
{
	struct visit v = { .arena = a, .lang = lang };
	struct diags diags;

	diags_init(&diags, a);
	return visit_sentence(&v, diag_add_str(&diags, (struct span){ 0 },
					       message, args, DIAG_ARGS));
}

/* --- how -------------------------------------------------------------------- */

static const struct {
	enum message message;
	enum lang lang;
	const char *arg;
	const char *text;
} rows[] = {
	/* Said otherwise. */
	{ MSG_INTERVIEW_NUMBER, LANG_FR, "douze",
	  "«\u00a0douze\u00a0» n’est pas un nombre. Écrivez-le en chiffres, "
	  "comme 12 ou 12,5." },
	{ MSG_INTERVIEW_NUMBER, LANG_EN, "twelve",
	  "“twelve” is not a number. Write it in digits, like 12 or 12.5." },
	{ MSG_INTERVIEW_YES_NO, LANG_EN, "maybe",
	  "Choose one of the answers offered." },
	{ MSG_INTERVIEW_CASE_SAYS, LANG_EN, "42",
	  "The case says “42”, for all who answer. Keep this value, and tell "
	  "whoever keeps the case about the mistake." },
	{ MSG_PERSON_UNKNOWN, LANG_EN, "Jo",
	  "Nobody in this case is called “Jo”. Give the name as the case "
	  "writes it, or the code of eight signs of a member of the staff." },
	{ MSG_WORKSHOP_TOO_SHORT, LANG_FR, "5",
	  "Aucun module ne tient en 5 minutes; l’atelier le plus court en "
	  "demande ." },
	/* As it is, with the marks of a page. */
	{ MSG_INTERVIEW_HIDDEN, LANG_FR, "uses",
	  "«\u00a0uses\u00a0» ne se pose pas, vu les réponses données" },
	{ MSG_INTERVIEW_HIDDEN, LANG_EN, "uses",
	  "“uses” is not asked, given the answers so far" },
	/* What was typed holds a mark: it turns nothing around. */
	{ MSG_INTERVIEW_HIDDEN, LANG_EN, "a`b",
	  "“a’b” is not asked, given the answers so far" },
};

static void test_row(void **state)
{
	size_t i = (size_t)(uintptr_t)*state;
	const struct str args[DIAG_ARGS] = { str_from(rows[i].arg) };
	struct str text = said(rows[i].message, rows[i].lang, args);

	assert_string_equal(str_cstr(a, text), rows[i].text);
}

/* A line is named, but of a sentence about the whole file. */
static void test_line(void **state)
{
	static const struct {
		enum message message;
		bool named;
	} cases[] = {
		{ MSG_TABLE_TITLE, true },
		{ MSG_TABLE_LAYOUT, false },
		{ MSG_TABLE_NOBODY, false },
		{ MSG_IMPORT_SHEET_AGAIN, false },
		{ MSG_IMPORT_MORE_STAFF, false },
	};
	struct visit v = { .arena = a, .lang = LANG_FR };
	struct diags diags;
	struct source *source;

	(void)state;
	diags_init(&diags, a);
	source = source_make(a, "a.csv", STR("q;r\n1;2\n"), &diags);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct diag *d =
		    diag_add_str(&diags, span_make(source, 0, 1),
				 cases[i].message, NULL, 0);

		assert_int_equal(str_starts(visit_sentence(&v, d), "ligne 1"),
				 cases[i].named);
	}
}

/* --- what no page says ------------------------------------------------------ */

static const struct {
	const char *name;
	enum message message;
} messages[] = {
#define MESSAGE(name, slug, severity, fr, en) { #name, MSG_##name },
#include "base/messages/app.def"
#include "base/messages/base.def"
#include "base/messages/engine.def"
#include "base/messages/format.def"
#include "base/messages/learn.def"
#include "base/messages/model.def"
#include "base/messages/plan.def"
#include "base/messages/store.def"
#include "base/messages/table.def"
#undef MESSAGE
};

/* No page comes to say these: they answer commands (another file of cases,
   two copies brought together, a file mended), or the machine is at fault and
   the page says that alone. */
static const enum message of_commands[] = {
	MSG_CASE_UNKNOWN,	 MSG_CASE_SEVERAL,
	MSG_EXCHANGE_OVER_CASES, MSG_EXCHANGE_OVER_OPEN,
	MSG_MERGE_ABSENT,	 MSG_MERGE_CONFLICTS,
	MSG_STORE_MISSING,	 MSG_STORE_OLDER,
	MSG_STORE_READONLY,	 MSG_STORE_LOG_LEFT,
	MSG_DOCTOR_LOG,
	MSG_DOCTOR_DERIVED,	 MSG_DOCTOR_BLANK,
};

static bool is_of_commands(enum message message)
{
	for (size_t i = 0; i < sizeof(of_commands) / sizeof(*of_commands); i++)
		if (of_commands[i] == message)
			return true;
	return false;
}

static const char *const never[] = {
	"`",		" --",	     " -o",	    "jalon ",
	"TMPDIR",	"a command", "no command",  "the command",
	"une commande", "la commande", "aucune commande",
};

/* A row for each word that no page says. */
static void test_never(void **state)
{
	const struct str args[DIAG_ARGS] = { STR("1"), STR("2"), STR("3"),
					     STR("4") };
	const char *word = *state;
	uint32_t faults = 0;

	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			enum message message = messages[i].message;
			struct str text = said(message, (enum lang)lang, args);

			if (message_severity(message) != SEVERITY_ERROR ||
			    is_of_commands(message) ||
			    str_find(text, str_from(word), 0) == SIZE_MAX)
				continue;
			fprintf(stderr, "%s: %.*s\n", messages[i].name,
				STR_ARGS(text));
			faults++;
		}
	assert_int_equal(faults, 0);
}

int main(void)
{
	enum { ROWS = sizeof(rows) / sizeof(*rows),
	       WORDS_COUNT = sizeof(never) / sizeof(*never) };
	struct CMUnitTest tests[ROWS + WORDS_COUNT + 1];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].text,
			.test_func = test_row,
			.initial_state = (void *)(uintptr_t)i,
		};
	for (size_t i = 0; i < WORDS_COUNT; i++)
		tests[ROWS + i] = (struct CMUnitTest){
			.name = never[i],
			.test_func = test_never,
			.initial_state = (void *)(uintptr_t)never[i],
		};
	tests[ROWS + WORDS_COUNT] =
	    (struct CMUnitTest)cmocka_unit_test(test_line);
	return cmocka_run_group_tests_name("web sentences", tests, open_arena,
					   close_arena);
}
