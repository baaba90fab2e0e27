/* The one table of sentences, in both languages. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Up to `end`; returns what follows it. */
static const char *write_until(struct buf *out, const char *at, char end,
			       bool is_said)
{
	for (; *at != end && *at != '\0'; at++)
		if (is_said)
			buf_char(out, *at);
	return *at == '\0' ? at : at + 1;
}

/* What is no whole number is not one thing either. */
static bool counts_several(struct str number, enum lang lang)
{
	uint32_t n;

	return !str_whole(number, &n) || lang_plural(lang, RATIO(n));
}

/* The half of an argument that is said in this language. */
static struct str half_of(struct str arg, enum lang lang)
{
	size_t between = str_find(arg, STR(DIAG_BETWEEN), 0);

	if (between == SIZE_MAX)
		return arg;
	return lang == LANG_FR ? str_sub(arg, 0, between)
			       : str_sub(arg, between + 1, arg.len);
}

void message_write(struct buf *out, enum message message, enum lang lang,
		   const struct str *args)
{
	const char *at = rows[message].text[lang];

	while (*at != '\0') {
		bool hole = at[0] == '{' && at[1] >= '0' &&
			    at[1] < '0' + DIAG_ARGS;

		if (hole && at[2] == '}') {
			buf_visible(out, half_of(args[at[1] - '0'], lang),
				    true);
			at += 3;
		} else if (hole && at[2] == ':') {
			bool many = counts_several(args[at[1] - '0'], lang);

			at = write_until(out, at + 3, '|', !many);
			at = write_until(out, at, '}', many);
		} else {
			buf_char(out, *at++);
		}
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

#define SAID(error, fr, en)                                                    \
	{ error, { fr, en }, fr DIAG_BETWEEN en }

static const struct {
	int error;
	const char *text[LANG_COUNT], *both;
} errors[] = {
	SAID(ENOSPC, "il n'y a plus de place sur le disque",
	     "No space left on device"),
	SAID(EDQUOT, "le quota du disque est atteint", "Disk quota exceeded"),
	SAID(EPIPE, "le programme qui lit la sortie l'a fermée", "Broken pipe"),
	SAID(EACCES, "permission refusée", "Permission denied"),
	SAID(EPERM, "opération non permise", "Operation not permitted"),
	SAID(EROFS, "le disque est en lecture seule", "Read-only file system"),
	SAID(EIO, "erreur du disque", "Input/output error"),
	SAID(ENOTDIR, "un élément du chemin n'est pas un dossier",
	     "Not a directory"),
	SAID(EISDIR, "c'est un dossier", "Is a directory"),
	SAID(ENOENT, "introuvable", "No such file or directory"),
	SAID(EEXIST, "le fichier existe déjà", "File exists"),
	SAID(EXDEV, "l'autre nom est sur un autre disque",
	     "Invalid cross-device link"),
	SAID(EFBIG, "le fichier est trop grand", "File too large"),
	SAID(ENAMETOOLONG, "le nom est trop long", "File name too long"),
	SAID(ENOMEM, "la mémoire manque", "Cannot allocate memory"),
	SAID(EMFILE, "trop de fichiers sont ouverts", "Too many open files"),
	SAID(EBADF, "elle est fermée", "Bad file descriptor"),
	SAID(EWOULDBLOCK, "un autre `jalon` y écrit",
	     "another `jalon` is writing there"),
};
enum { ERRORS = sizeof(errors) / sizeof(errors[0]) };

const char *error_text(int error, enum lang lang)
{
	for (int i = 0; i < ERRORS; i++)
		if (errors[i].error == error)
			return errors[i].text[lang];
	return strerror(error);
}

const char *error_said(int error)
{
	for (int i = 0; i < ERRORS; i++)
		if (errors[i].error == error)
			return errors[i].both;
	return strerror(error);
}

bool lang_plural(enum lang lang, struct ratio n)
{
	if (ratio_cmp(n, RATIO(0)) < 0)
		n = ratio_neg(n);
	if (lang == LANG_FR)
		return ratio_cmp(n, RATIO(2)) >= 0;
	return ratio_cmp(n, RATIO(1)) != 0;
}

void lang_number(struct buf *out, struct ratio n, int places, enum lang lang)
{
	struct buf b = buf_make(out->arena);

	ratio_write(&b, n, places);
	for (size_t i = 0; i < b.len; i++)
		if (lang == LANG_FR && b.at[i] == '-')
			buf_text(out, "\u2212");
		else
			buf_char(out, lang == LANG_FR && b.at[i] == '.'
					  ? ','
					  : b.at[i]);
}

/* Bytes of a space at `at`: a plain, no-break or narrow one; else 0. */
static size_t space_at(struct str text, size_t at)
{
	static const char *const spaces[] = { " ", "\u00A0", "\u202F" };

	for (size_t s = 0; s < 3; s++)
		if (str_starts(str_sub(text, at, text.len), spaces[s]))
			return strlen(spaces[s]);
	return 0;
}

struct str lang_typed_number(struct arena *a, struct str typed, enum lang lang)
{
	struct buf b = buf_make(a);

	for (size_t c = 0; c < typed.len;) {
		size_t space = space_at(typed, c);

		if (space == 0)
			buf_char(&b, lang == LANG_FR && typed.at[c] == ','
					 ? '.'
					 : typed.at[c]);
		c += space == 0 ? 1 : space;
	}
	return buf_view(&b);
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
