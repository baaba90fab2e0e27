/* Finding the pack; reading answers from a file or standard input. */
#include "rows.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "format/node.h"

#ifndef JALON_PREFIX
#define JALON_PREFIX "/usr/local"
#endif

/* The folder that holds the running program, or NULL. */
static const char *program_folder(struct arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path_parent(a, path);
}

/* The folders where a pack's bare name is looked for, in order. */
static size_t places(struct arena *a, const char *out[4])
{
	const char *program = program_folder(a);
	size_t n = 0;

	out[n++] = "questionnaires";
	if (program != NULL) {
		const char *up = path_parent(a, program);

		out[n++] = path_join(a, up, "share/jalon/questionnaires");
		/* The source tree: build/jalon beside questionnaires/. */
		out[n++] = path_join(a, up, "questionnaires");
	}
	out[n++] = JALON_PREFIX "/share/jalon/questionnaires";
	return n;
}

const char *pack_locate(struct call *call, const char *name)
{
	struct buf looked = buf_make(call->arena);
	const char *where[4];
	size_t count = places(call->pack_arena, where);

	if (name != NULL && (file_is_directory(name) || strchr(name, '/')))
		return name; /* if it is missing, the loader says so */
	if (name == NULL)
		name = "ia-pme";
	for (size_t i = 0; i < count; i++) {
		const char *dir = path_join(call->pack_arena, where[i], name);

		if (file_is_directory(dir))
			return dir;
		buf_fmt(&looked, "%s`%s`", i == 0 ? "" : ", ", where[i]);
	}
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_PACK_NOT_FOUND,
		 str_from(name), buf_view(&looked));
	return NULL;
}

/* Standard input whole, as a source named "-"; NULL after a diagnostic. */
static struct source *stdin_source(struct call *call)
{
	struct buf all = buf_make(call->arena);
	char chunk[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			DIAG(&call->diags, (struct span){ 0 },
			     MSG_FILE_UNREADABLE, "-",
			     error_text(errno, call->lang));
			return NULL;
		}
		buf_str(&all, (struct str){ chunk, (size_t)n });
		if (all.len > SOURCE_MAX_BYTES)
			break; /* source_make refuses it */
	}
	return source_make(call->arena, "-", buf_view(&all), &call->diags);
}

struct answers *inputs_answers(struct call *call, const char *path)
{
	struct source *source;
	struct node *document;
	bool json;

	if (strcmp(path, "-") != 0)
		return answers_load(call->arena, call->pack, path,
				    &call->diags);
	source = stdin_source(call);
	if (source == NULL)
		return NULL;
	json = str_starts(str_trim(source->text), "{");
	document = json ? json_parse(call->arena, source, &call->diags)
			: yaml_parse(call->arena, source, &call->diags);
	if (document == NULL)
		return NULL;
	return answers_read(call->arena, call->pack, document, &call->diags);
}

struct score *inputs_score(struct call *call, const char *path)
{
	struct answers *answers = inputs_answers(call, path);

	if (answers == NULL)
		return NULL;
	return score_case(call->arena, call->pack, answers, &call->diags);
}
