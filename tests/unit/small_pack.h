/*
 * Small packs written as text: put in a folder of their own, loaded as any
 * other, and the folder dropped. For the tests of the engine.
 */
#ifndef JALON_TESTS_SMALL_PACK_H
#define JALON_TESTS_SMALL_PACK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "engine/score.h"

static void small_print(struct arena *a, const struct diags *diags)
{
	struct buf out = buf_make(a);

	diags_write(&out, diags, LANG_EN);
	fprintf(stderr, "%.*s\n", STR_ARGS(buf_view(&out)));
}

static void small_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
		perror(path);
		exit(1);
	}
}

/* NULL after diagnostics; the pack's id is `small`. */
static struct pack *small_pack(struct arena *a, const char *questionnaire,
			       const char *rubric, struct diags *diags)
{
	char top[] = "/tmp/jalon-test-XXXXXX";
	const char *dir, *first, *second;
	struct pack *pack;

	if (mkdtemp(top) == NULL) {
		perror(top);
		exit(1);
	}
	dir = path_join(a, top, "small");
	first = path_join(a, dir, "questionnaire.yaml");
	second = path_join(a, dir, "rubric.fr.md");
	file_make_directory(dir);
	small_write(first, questionnaire);
	small_write(second, rubric);
	pack = pack_load(a, dir, PACK_SCORING, diags);
	unlink(first);
	unlink(second);
	rmdir(dir);
	rmdir(top);
	return pack;
}

/* The document of answers; `pack:` and `version:` are put before it. */
static inline struct answers *small_answers(struct arena *a,
					    const struct pack *pack,
					    const char *text,
					    struct diags *diags)
{
	struct buf all = buf_make(a);
	struct source *source;
	struct node *tree;

	buf_text(&all, "pack: small\nversion: 1.0.0\n");
	buf_text(&all, text);
	source = source_make(a, "answers", buf_view(&all), diags);
	tree = source == NULL ? NULL : yaml_parse(a, source, diags);
	return tree == NULL ? NULL : answers_read(a, pack, tree, diags);
}

#endif
