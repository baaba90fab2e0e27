/*
 * Cases of one mistake each: a good folder with one change is written in a
 * temporary place and read, and what is found is held against the `expect:`
 * lines of the case. For test_bad.c and test_bad_curriculum.c; include it
 * after cmocka.h.
 */
#ifndef JALON_TESTS_BAD_CASE_H
#define JALON_TESTS_BAD_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/file.h"

enum { FILE_BYTES = 8 * 1024 * 1024 };

/* --- files ---------------------------------------------------------------- */

static struct str read_file(struct arena *a, const char *path)
{
	struct str bytes = STR_NONE;

	if (file_read(a, path, FILE_BYTES, &bytes) != 0)
		fail_msg("cannot read %s", path);
	return bytes;
}

static void write_plainly(const char *path, struct str bytes)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fwrite(bytes.at, 1, bytes.len, out);
	assert_int_equal(fclose(out), 0);
}

/* The translation follows the first language's text, whatever it became. */
static struct str follow(struct arena *a, struct str translation,
			 struct str original, struct str now)
{
	struct digest before = digest_of(original), after = digest_of(now);
	size_t at = str_find(translation, str_from(before.hex), 0);
	struct str copy = str_copy(a, translation);

	if (at != SIZE_MAX)
		memcpy((char *)(uintptr_t)copy.at + at, after.hex, 64);
	return copy;
}

/* --- what is expected, what is found -------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct str sorted(struct arena *a, struct str *lines, size_t count)
{
	struct buf b = buf_make(a);

	if (count > 1)
		qsort(lines, count, sizeof(*lines), by_text);
	for (size_t i = 0; i < count; i++) {
		buf_str(&b, lines[i]);
		buf_char(&b, '\n');
	}
	return buf_view(&b);
}

/* "3:5 slug" stands in the file itself: "NAME:3:5 slug". */
static struct str full_line(struct arena *a, const char *name, struct str line)
{
	struct buf b = buf_make(a);

	if (line.len > 0 && line.at[0] >= '0' && line.at[0] <= '9') {
		buf_text(&b, name);
		buf_char(&b, ':');
	}
	buf_str(&b, line);
	return buf_view(&b);
}

static struct str expected(struct arena *a, struct str text, const char *name)
{
	struct str lines[32], mark = STR("expect: ");
	size_t count = 0, at = 0;

	while ((at = str_find(text, mark, at)) != SIZE_MAX && count < 32) {
		size_t end = str_find(text, STR("\n"), at);
		struct str line = str_sub(text, at + mark.len, end);

		if (str_ends(line, "-->"))
			line.len -= 3;
		lines[count++] = full_line(a, name, str_trim(line));
		at += mark.len;
	}
	return sorted(a, lines, count);
}

static struct str found(struct arena *a, const struct diags *d)
{
	struct str *lines = ARENA_ARRAY(a, d->count + 1, struct str);

	for (size_t i = 0; i < d->count; i++) {
		const struct diag *diag = &d->items[i];
		struct buf b = buf_make(a);
		struct place place = { 0, 0 };
		const char *file = diag->file == NULL ? "" : diag->file;

		if (diag->span.source != NULL) {
			file = diag->span.source->name;
			place = span_place(diag->span);
		}
		buf_fmt(&b, "%s:%u:%u %s", path_base(a, file), place.line,
			place.column, message_slug(diag->message));
		lines[i] = buf_view(&b);
	}
	return sorted(a, lines, d->count);
}

static void show(struct arena *a, const struct diags *d)
{
	struct buf b = buf_make(a);

	diags_write(&b, d, LANG_EN);
	buf_char(&b, '\n');
	fwrite(b.at, 1, b.len, stderr);
}

#endif
