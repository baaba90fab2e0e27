/*
 * Covers src/model/curriculum*.c. A module's file (or its bank, when it begins
 * with `#`) in a small curriculum is refused with a diagnostic or read: then
 * steps have an id, a title and minutes that add up, lists and options are
 * whole. Checking it as an author does says no error either.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "model/curriculum.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const files[][2] = {
	{ "curriculum.yaml",
	  "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\nquestionnaire: q\n"
	  "modules: [m01]\nframe: {welcome: 1, closing: 1, break: 5, work: 60, "
	  "lunch: 45, half_day: 240}\naudiences: {all: {text: {fr: t}, path: "
	  "[m01]}}\nsupport: {fr: t}\n" },
	{ "facts.yaml",
	  "facts: [{id: f, date: 2024, mark: V, source: s, text: {fr: t}}, "
	  "{id: x, date: 2024, mark: X, source: s, text: {fr: t}}]\n" },
	{ "m01/module.fr.md",
	  "---\ntitle: t\npurpose: t\nartifact: t\nobjectives: {o: apply}\n"
	  "minutes: {teaching: 0, exercises: 5}\npeople: {min: 1, max: 9}\n"
	  "---\n\n::: objectives\n- `o` T\n:::\n\n::: activity {id=a minutes=5}"
	  "\n### T\n:::\n\n::: keypoints\n- T\n:::\n" },
	{ "m01/bank.fr.md",
	  "## `a`\n\nT\n\n- [x] T\n  > T\n- [ ] T\n  > T\n\n```yaml\n"
	  "objective: o\n```\n\n## `b`\n\nT\n\n- [x] T\n  > T\n- [ ] T\n"
	  "  > T\n\n```yaml\nobjective: o\n```\n" },
};
enum { FILES = sizeof(files) / sizeof(*files), MODULE = 2, BANK = 3 };

static char top[] = "/tmp/jalon-fuzz-XXXXXX";

static const char *course(struct arena *a)
{
	return path_join(a, top, "course");
}

static void put(struct arena *a, size_t i, struct str bytes)
{
	FILE *out = fopen(path_join(a, course(a), files[i][0]), "wb");

	if (out == NULL || fwrite(bytes.at, 1, bytes.len, out) != bytes.len ||
	    fclose(out) != 0)
		BUG("cannot write in %s", top);
}

static void remove_all(void)
{
	struct arena *a = arena_open();

	for (size_t i = 0; i < FILES; i++)
		unlink(path_join(a, course(a), files[i][0]));
	rmdir(path_join(a, course(a), "m01"));
	rmdir(course(a));
	rmdir(top);
	arena_close(a);
}

static void write_all(struct arena *a)
{
	static bool made;

	if (!made) {
		if (mkdtemp(top) == NULL)
			BUG("no temporary folder");
		file_make_directory(path_join(a, course(a), "m01"));
		atexit(remove_all);
	}
	made = true;
	for (size_t i = 0; i < FILES; i++)
		put(a, i, str_from(files[i][1]));
}

static void check(const struct module *m)
{
	uint32_t minutes = 0;

	for (uint32_t i = 0; i < m->step_count; i++) {
		const struct module_step *s = &m->steps[i];

		minutes += s->full;
		if (!str_is_id(s->id) || s->title.in[LANG_FR].len == 0 ||
		    s->full == 0 || s->brief == 0 || s->brief > s->full ||
		    s->body.in[LANG_FR] == NULL)
			BUG("a step is not whole");
	}
	if (minutes != m->teaching + m->exercises)
		BUG("minutes do not add up");
	for (uint32_t i = 0; i < m->flashcard_count; i++)
		if (m->flashcards[i].answer.in[LANG_FR] == NULL)
			BUG("a flash card without an answer");
	for (uint32_t i = 0; i < m->item_count; i++) {
		const struct item *item = &m->items[i];
		uint32_t right = 0;

		for (uint32_t o = 0; o < item->option_count; o++)
			right += item->options[o].right;
		if (right == 0 || right == item->option_count ||
		    item->multiple != (right > 1) ||
		    item->objective >= m->objective_count)
			BUG("a question is not whole");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct diags loaded, checked;
	struct curriculum *c;

	diags_init(&loaded, a);
	diags_init(&checked, a);
	write_all(a);
	put(a, size > 0 && data[0] == '#' ? BANK : MODULE,
	    (struct str){ (const char *)data, size });
	c = curriculum_load(a, course(a), &loaded);
	for (uint32_t i = 0; c != NULL && i < c->module_count; i++)
		check(&c->modules[i]);
	if ((c == NULL) != (loaded.errors > 0))
		BUG("refused without a word, or read with an error");
	if ((curriculum_check(a, course(a), NULL, STR("2026-11-21"), &checked) ==
	     NULL) != (c == NULL))
		BUG("an author hears of another error");
	arena_close(a);
	return 0;
}
