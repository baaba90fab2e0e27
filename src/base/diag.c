/* Collecting diagnostics, sorting them, and drawing their carets. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void diags_init(struct diags *d, struct arena *a)
{
	*d = (struct diags){ .arena = a };
}

struct diag *diag_add_str(struct diags *d, struct span span,
			  enum message message, const struct str *args,
			  size_t count)
{
	struct diag *diag;

	if (message_severity(message) == SEVERITY_ERROR)
		d->errors++;
	if (d->count == DIAGS_MAX) {
		d->dropped++;
		return ARENA_NEW(d->arena, struct diag);
	}
	d->items = arena_grow(d->arena, d->items, d->count, &d->capacity,
			      sizeof(*d->items));
	diag = &d->items[d->count];
	*diag = (struct diag){ .message = message, .span = span };
	diag->order = (uint32_t)d->count++;
	for (size_t i = 0; i < count && i < DIAG_ARGS; i++)
		diag->args[i] = str_copy(d->arena, args[i]);
	return diag;
}

struct diag *diag_add(struct diags *d, struct span span, enum message message,
		      ...)
{
	struct str args[DIAG_ARGS];
	size_t count = 0;
	va_list list;

	va_start(list, message);
	while (count < DIAG_ARGS) {
		const char *text = va_arg(list, const char *);

		if (text == NULL)
			break;
		args[count++] = str_from(text);
	}
	va_end(list);
	return diag_add_str(d, span, message, args, count);
}

void diag_note_str(struct diags *d, struct diag *diag, struct span span,
		   enum message message, const struct str *args, size_t count)
{
	struct diag_note **end = &diag->notes;
	struct diag_note *note = ARENA_NEW(d->arena, struct diag_note);

	note->span = span;
	note->message = message;
	for (size_t i = 0; i < count && i < DIAG_ARGS; i++)
		note->args[i] = str_copy(d->arena, args[i]);
	while (*end != NULL)
		end = &(*end)->next;
	*end = note;
}

void diag_suggest(struct diags *d, struct diag *diag, struct str wrong,
		  const struct str *names, size_t count)
{
	diag->suggestion = str_copy(
	    d->arena, str_nearest(d->arena, wrong, names, count));
}

static const char *diag_file(const struct diag *diag)
{
	if (diag->span.source != NULL)
		return diag->span.source->name;
	return diag->file == NULL ? "" : diag->file;
}

static int by_place(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int order = strcmp(diag_file(a), diag_file(b));
	uint32_t line_a = 0, line_b = 0;

	if (order != 0)
		return order;
	if (a->span.source != NULL && b->span.source != NULL) {
		line_a = a->span.source->first_line;
		line_b = b->span.source->first_line;
	}
	if (line_a != line_b)
		return line_a < line_b ? -1 : 1;
	if (a->span.from != b->span.from)
		return a->span.from < b->span.from ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

void diags_sort(struct diags *d)
{
	if (d->count > 1)
		qsort(d->items, d->count, sizeof(*d->items), by_place);
}

enum severity diag_severity(const struct diag *diag)
{
	return message_severity(diag->message);
}

static const char *const severity_words[LANG_COUNT][3] = {
	[LANG_FR] = { "erreur", "avertissement", "note" },
	[LANG_EN] = { "error", "warning", "note" },
};

enum { LINE_SHOWN = 120 };	/* characters of a source line in a picture */

/* Bytes of the first `chars` characters. */
static size_t prefix_bytes(struct str s, size_t chars)
{
	size_t i = 0;

	while (i < s.len && chars > 0) {
		i++;
		while (i < s.len && ((unsigned char)s.at[i] & 0xC0) == 0x80)
			i++;
		chars--;
	}
	return i;
}

/* A line of the source, with its tabs, for a terminal. */
static void write_shown(struct buf *out, struct str line)
{
	buf_visible(out, line, false);
}

static void write_picture(struct buf *out, struct span span)
{
	struct str line = source_line(span.source, span.from);
	struct place place = span_place(span);
	size_t before = (size_t)(place.column - 1), carets, shift = 0;
	struct str shown, lead;
	char number[16];
	int width;

	if (before > LINE_SHOWN - 20)
		shift = before - (LINE_SHOWN - 20);
	shown = str_sub(line, prefix_bytes(line, shift), line.len);
	shown = str_sub(shown, 0, prefix_bytes(shown, LINE_SHOWN));
	lead = str_sub(shown, 0, prefix_bytes(shown, before - shift));
	width = snprintf(number, sizeof(number), "%u", place.line);
	buf_fmt(out, "%*s |\n%s | ", width, "", number);
	write_shown(out, shown);
	buf_fmt(out, "\n%*s | ", width, "");
	for (size_t i = 0; i < lead.len; i++)
		if (((unsigned char)lead.at[i] & 0xC0) != 0x80)
			buf_char(out, lead.at[i] == '\t' ? '\t' : ' ');
	carets = str_chars(span_text(span));
	if (carets > str_chars(shown) - str_chars(lead))
		carets = str_chars(shown) - str_chars(lead);
	for (size_t i = 0; i == 0 || i < carets; i++)
		buf_char(out, '^');
	buf_char(out, '\n');
}

static void write_place(struct buf *out, struct span span)
{
	struct place place = span_place(span);

	buf_text(out, "  --> ");
	buf_visible(out, str_from(span.source->name), true);
	if (span.source->text.len > 0)
		buf_fmt(out, ":%u:%u", place.line, place.column);
	buf_char(out, '\n');
	if (span.source->text.len > 0)
		write_picture(out, span);
}

void diag_write(struct buf *out, const struct diag *diag, enum lang lang)
{
	buf_fmt(out, "%s[%s]%s ",
		severity_words[lang][diag_severity(diag)],
		message_slug(diag->message), lang == LANG_FR ? " :" : ":");
	message_write(out, diag->message, lang, diag->args);
	buf_char(out, '\n');
	if (diag->span.source != NULL)
		write_place(out, diag->span);
	else if (diag->file != NULL)
		buf_fmt(out, "  --> %s\n", diag->file);
	for (const struct diag_note *n = diag->notes; n != NULL; n = n->next) {
		buf_text(out, lang == LANG_FR ? "note : " : "note: ");
		message_write(out, n->message, lang, n->args);
		buf_char(out, '\n');
		if (n->span.source != NULL)
			write_place(out, n->span);
	}
	if (diag->suggestion.len > 0) {
		buf_text(out, lang == LANG_FR ? "aide : vouliez-vous dire `"
					      : "help: did you mean `");
		buf_str(out, diag->suggestion);
		buf_text(out, lang == LANG_FR ? "`?\n" : "`?\n");
	}
}

void diags_write(struct buf *out, const struct diags *d, enum lang lang)
{
	for (size_t i = 0; i < d->count; i++) {
		if (i > 0)
			buf_char(out, '\n');
		diag_write(out, &d->items[i], lang);
	}
	if (d->dropped > 0)
		buf_fmt(out,
			lang == LANG_FR ? "\n... et %zu autres messages\n"
					: "\n... and %zu more messages\n",
			d->dropped);
}

void bug(const char *file, int line, const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fprintf(stderr, "jalon: bug at %s:%d: ", file, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	_Exit(70);
}

void die(const char *format, ...)
{
	va_list args;

	fputs("jalon: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	_Exit(3);
}
