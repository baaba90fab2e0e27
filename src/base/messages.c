/* The one table of sentences, in both languages. */
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"

struct row {
	const char *slug;
	enum severity severity;
	const char *text[LANG_COUNT];
};

static const struct row rows[MSG_COUNT] = {
#define MESSAGE(name, slug, severity, fr, en)                                  \
	[MSG_##name] = { slug, SEVERITY_##severity, { fr, en } },
#include "base/messages.def"
#undef MESSAGE
};

const char *message_slug(enum message message)
{
	return rows[message].slug;
}

enum severity message_severity(enum message message)
{
	return rows[message].severity;
}

void message_write(struct buf *out, enum message message, enum lang lang,
		   const struct str *args)
{
	const char *at = rows[message].text[lang];

	for (; *at != '\0'; at++) {
		bool hole = at[0] == '{' && at[1] >= '0' &&
			    at[1] < '0' + DIAG_ARGS && at[2] == '}';

		if (!hole) {
			buf_char(out, *at);
			continue;
		}
		buf_visible(out, args[at[1] - '0'], true);
		at += 2;
	}
}

/* The one thing the process knows beside its arguments: how it says that it
 * cannot go on. */
static enum lang spoken = LANG_FR;

void die_speaks(enum lang lang)
{
	spoken = lang;
}

void die_with(enum message message, const char *argument)
{
	fputs(spoken == LANG_FR ? "jalon\xC2\xA0: " : "jalon: ", stderr);
	for (const char *at = rows[message].text[spoken]; *at != '\0'; at++) {
		if (at[0] == '{' && at[1] == '0' && at[2] == '}') {
			fputs(argument, stderr);
			at += 2;
		} else {
			fputc(*at, stderr);
		}
	}
	fputc('\n', stderr);
	_Exit(3);
}

const char *lang_code(enum lang lang)
{
	return lang == LANG_FR ? "fr" : "en";
}

bool lang_parse(struct str text, enum lang *lang)
{
	for (int l = 0; l < LANG_COUNT; l++) {
		if (str_is(text, lang_code((enum lang)l))) {
			*lang = (enum lang)l;
			return true;
		}
	}
	return false;
}
