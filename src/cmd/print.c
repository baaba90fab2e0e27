/* What goes to a terminal, and diagnostics for machines. */
#include "rows.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "format/json.h"
#include "format/node.h"

/* Wider lines are hard to read; in fewer a word hardly fits. */
enum { COLUMNS_MOST = 80, COLUMNS_LEAST = 24 };

bool print_colours(int fd)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (no_color != NULL && *no_color != '\0')
		return false;
	return isatty(fd) && term != NULL && strcmp(term, "dumb") != 0;
}

static size_t terminal_columns(void)
{
	const char *said = getenv("COLUMNS");
	struct winsize size;

	if (said != NULL && *said != '\0')
		return (size_t)strtoul(said, NULL, 10);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		return size.ws_col;
	return 0;
}

size_t print_columns(void)
{
	size_t columns = terminal_columns();

	if (columns == 0 || columns > COLUMNS_MOST)
		return COLUMNS_MOST;
	return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
}

int write_fully(int fd, struct str bytes)
{
	size_t done = 0;

	while (done < bytes.len) {
		ssize_t n = write(fd, bytes.at + done, bytes.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		done += (size_t)n;
	}
	return 0;
}

enum status environment_failed(const struct call *call, const char *what,
			       int error)
{
	fprintf(stderr,
		say(call->lang, "jalon : impossible d'écrire %s : %s\n",
		    "jalon: cannot write %s: %s\n"),
		what, error_text(error, call->lang));
	return STATUS_ENVIRONMENT;
}

/* The word before the sentence in colour: red, or yellow for a warning. */
static void put_coloured(struct buf *out, const struct diag *diag,
			 enum lang lang)
{
	struct buf plain = buf_make(out->arena);
	bool is_error = diag_severity(diag) == SEVERITY_ERROR;
	struct str text;
	size_t end;

	diag_write(&plain, diag, lang);
	text = buf_view(&plain);
	end = str_find(text, STR("]"), 0);
	if (end == SIZE_MAX)
		end = 0;
	buf_text(out, is_error ? "\x1b[1;31m" : "\x1b[1;33m");
	buf_str(out, str_sub(text, 0, end + 1));
	buf_text(out, "\x1b[0m");
	buf_str(out, str_sub(text, end + 1, text.len));
}

void print_diags(const struct call *call)
{
	struct diags sorted = call->diags;
	struct buf b = buf_make(call->arena);

	diags_sort(&sorted);
	if (!print_colours(STDERR_FILENO)) {
		diags_write(&b, &sorted, call->lang);
	} else {
		for (size_t i = 0; i < sorted.count; i++) {
			if (i > 0)
				buf_char(&b, '\n');
			put_coloured(&b, &sorted.items[i], call->lang);
		}
	}
	/* If standard error is closed there is nobody left to tell. */
	write_fully(STDERR_FILENO, buf_view(&b));
}

static bool span_holds(struct span span, uint32_t at)
{
	return span.source != NULL && span.from <= at && at <= span.to;
}

/* The dotted path of keys and [numbers] that leads to an offset. */
static void put_path(struct buf *out, const struct node *node, uint32_t at)
{
	uint32_t n = 0;

	if (node == NULL || (node->kind != NODE_MAP && node->kind != NODE_LIST))
		return;
	for (const struct node *c = node->first; c != NULL; c = c->next, n++) {
		if (!span_holds(c->span, at) &&
		    !(node->kind == NODE_MAP && span_holds(c->key_span, at)))
			continue;
		if (node->kind == NODE_LIST) {
			buf_fmt(out, "[%u]", n);
		} else {
			if (out->len > 0)
				buf_char(out, '.');
			buf_str(out, c->key);
		}
		put_path(out, c, at);
		return;
	}
}

static void span_json(struct json *j, struct span span)
{
	struct place place = span_place(span);

	json_key(j, "file");
	json_text(j, span.source->name);
	json_key(j, "line");
	json_int(j, place.line);
	json_key(j, "column");
	json_int(j, place.column);
}

static void message_json(struct json *j, enum message message, enum lang lang,
			 const struct str *args)
{
	struct arena *scratch = arena_open();
	struct buf b = buf_make(scratch);

	message_write(&b, message, lang, args);
	json_key(j, "message");
	json_str(j, buf_view(&b));
	arena_close(scratch);
}

static void notes_json(struct json *j, const struct diag *diag, enum lang lang)
{
	json_key(j, "notes");
	json_begin_array(j);
	for (const struct diag_note *n = diag->notes; n != NULL; n = n->next) {
		json_begin_object(j);
		message_json(j, n->message, lang, n->args);
		if (n->span.source != NULL)
			span_json(j, n->span);
		json_end(j);
	}
	json_end(j);
}

void diag_json(struct json *j, const struct diag *diag, enum lang lang,
	       const struct node *document)
{
	static const char *const severities[] = { "error", "warning", "note" };
	struct buf path = buf_make(j->out->arena);

	json_begin_object(j);
	json_key(j, "severity");
	json_text(j, severities[diag_severity(diag)]);
	json_key(j, "slug");
	json_text(j, message_slug(diag->message));
	message_json(j, diag->message, lang, diag->args);
	if (diag->span.source != NULL) {
		put_path(&path, document, diag->span.from);
		span_json(j, diag->span);
	} else if (diag->file != NULL) {
		json_key(j, "file");
		json_text(j, diag->file);
	}
	if (path.len > 0) {
		json_key(j, "path");
		json_str(j, buf_view(&path));
	}
	if (diag->suggestion.len > 0) {
		json_key(j, "suggestion");
		json_str(j, diag->suggestion);
	}
	if (diag->notes != NULL)
		notes_json(j, diag, lang);
	json_end(j);
}

void diags_json(struct json *j, const struct diags *d, enum lang lang)
{
	struct diags sorted = *d;

	diags_sort(&sorted);
	json_key(j, "diagnostics");
	json_begin_array(j);
	for (size_t i = 0; i < sorted.count; i++)
		diag_json(j, &sorted.items[i], lang, NULL);
	json_end(j);
	json_key(j, "errors");
	json_int(j, (int64_t)d->errors);
	json_key(j, "warnings");
	json_int(j, (int64_t)(d->count + d->dropped - d->errors));
}

void put_visible(struct buf *out, struct str text)
{
	buf_visible(out, text, true);
}

/* Bytes of the first `chars` characters. */
static size_t prefix(struct str s, size_t chars)
{
	size_t i = 0;

	for (; i < s.len && chars > 0; chars--)
		for (i++; i < s.len && ((unsigned char)s.at[i] & 0xC0) == 0x80;)
			i++;
	return i;
}

static void put_spaces(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_char(out, ' ');
}

void put_cell(struct buf *out, struct str text, size_t columns)
{
	size_t chars = str_chars(text);

	if (chars <= columns || columns == 0) {
		put_visible(out, text);
		if (columns > chars)
			put_spaces(out, columns - chars);
		return;
	}
	put_visible(out, str_sub(text, 0, prefix(text, columns - 1)));
	buf_text(out, "…");
}

void put_cell_right(struct buf *out, struct str text, size_t columns)
{
	size_t chars = str_chars(text);

	if (chars < columns)
		put_spaces(out, columns - chars);
	put_cell(out, text, chars < columns ? 0 : columns);
}

/* French puts a space before these, and no line begins with one of them. */
static bool is_held(struct str text, size_t space)
{
	struct str after = str_sub(text, space + 1, text.len);
	struct str before = str_sub(text, 0, space);

	if (text.at[space] != ' ')
		return false;
	if (after.len > 0 && strchr(":;!?", after.at[0]) != NULL)
		return after.len == 1 || after.at[1] == ' ' ||
		       after.at[1] == '\n';
	return str_starts(after, "»") || str_ends(before, "«");
}

void put_wrapped(struct buf *out, struct str text, size_t indent)
{
	size_t column = 0, at = 0, columns = print_columns();

	while (at < text.len) {
		size_t end = at;
		struct str word;

		while (end < text.len &&
		       ((text.at[end] != ' ' && text.at[end] != '\n') ||
			(end > at && is_held(text, end))))
			end++;
		word = str_sub(text, at, end);
		at = end + 1;
		if (word.len == 0)
			continue;
		if (column > 0 && column + 1 + str_chars(word) > columns) {
			buf_char(out, '\n');
			column = 0;
		}
		if (column == 0)
			put_spaces(out, column = indent);
		else
			buf_char(out, ' ');
		column += str_chars(word) + (column > indent);
		put_visible(out, word);
	}
	buf_char(out, '\n');
}

void put_title(struct buf *out, const char *text)
{
	bool bold = print_colours(STDOUT_FILENO);

	buf_fmt(out, "%s%s%s\n", bold ? "\x1b[1m" : "", text,
		bold ? "\x1b[0m" : "");
}
