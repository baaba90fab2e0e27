/*
 * The table of sentences: both languages say something, with the same
 * arguments, in the house's form; slugs are well formed (rows may share one).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"

struct row {
	const char *slug;
	const char *text[LANG_COUNT];
};

static const struct row rows[MSG_COUNT] = {
#define MESSAGE(name, slug, severity, fr, en)                                  \
	[MSG_##name] = { slug, { fr, en } },
#include "base/messages.def"
#undef MESSAGE
};

/* Bit n: the sentence holds {n}. */
static unsigned arguments(const char *text)
{
	unsigned found = 0;

	for (; *text != '\0'; text++)
		if (text[0] == '{' && text[1] >= '0' &&
		    text[1] < '0' + DIAG_ARGS && text[2] == '}')
			found |= 1U << (text[1] - '0');
	return found;
}

static void same_arguments(void **state)
{
	(void)state;
	for (int m = 0; m < MSG_COUNT; m++)
		if (arguments(rows[m].text[LANG_FR]) !=
		    arguments(rows[m].text[LANG_EN]))
			fail_msg("%s: other arguments in the two languages",
				 rows[m].slug);
}

static void no_full_stop(void **state)
{
	(void)state;
	for (int m = 0; m < MSG_COUNT; m++) {
		for (int l = 0; l < LANG_COUNT; l++) {
			const char *text = rows[m].text[l];
			size_t n = strlen(text);

			if (n == 0)
				fail_msg("%s: empty", rows[m].slug);
			/* An ellipsis inside back quotes ends with one. */
			if (text[n - 1] == '.')
				fail_msg("%s: a full stop", rows[m].slug);
		}
	}
}

static void back_quotes_pair(void **state)
{
	(void)state;
	for (int m = 0; m < MSG_COUNT; m++) {
		for (int l = 0; l < LANG_COUNT; l++) {
			unsigned quotes = 0;

			/* A fence is quoted by a longer one. */
			if (strstr(rows[m].text[l], "```") != NULL)
				continue;
			for (const char *c = rows[m].text[l]; *c != '\0'; c++)
				quotes += *c == '`';
			if (quotes % 2 != 0)
				fail_msg("%s: a lone back quote",
					 rows[m].slug);
		}
	}
}

static void slugs_are_slugs(void **state)
{
	(void)state;
	for (int m = 0; m < MSG_COUNT; m++) {
		const char *slug = rows[m].slug;

		if (*slug == '\0' ||
		    strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") !=
			strlen(slug))
			fail_msg("`%s` is no slug", slug);
	}
}

static void arguments_are_put_in(void **state)
{
	struct arena *a = arena_open();
	struct buf out = buf_make(a);
	const struct str args[DIAG_ARGS] = { STR_INIT("x"), STR_INIT("{0}") };

	(void)state;
	message_write(&out, MSG_FILE_UNREADABLE, LANG_EN, args);
	assert_string_equal(str_cstr(a, buf_view(&out)),
			    "cannot read `x` ({0})");
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_arguments),
		cmocka_unit_test(no_full_stop),
		cmocka_unit_test(back_quotes_pair),
		cmocka_unit_test(slugs_are_slugs),
		cmocka_unit_test(arguments_are_put_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
