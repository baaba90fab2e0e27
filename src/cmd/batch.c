/*
 * `jalon batch`: JSON Lines in, JSON Lines out, in the same order.
 *
 * Memory does not grow with the number of lines: the pack and the engine
 * stay, the job's arena is emptied after each line, output leaves in blocks.
 */
#include "rows.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "doc/result.h"
#include "format/json.h"
#include "format/node.h"

enum {
	LINE_MAX_BYTES = SOURCE_MAX_BYTES,
	READ_BYTES = 256 * 1024,
	OUT_BYTES = 256 * 1024,
	PROGRESS_LINES = 1024, /* how often the clock is looked at */
};

/* Standard input, line by line. */
struct lines {
	char *at;
	size_t size, from, to; /* allocated; the unread bytes */
	bool ended;
	int error; /* errno of a failed read */
};

struct batch {
	struct call *call;
	struct engine *engine;
	struct arena *out_arena;
	struct buf out;
	struct lines in;
	uint32_t line; /* from 1 */
	uint32_t bad;
	int error; /* errno of a failed write */
	bool progress;
	time_t started;
};

/* More bytes after those unread. False at the end. */
static bool lines_fill(struct lines *in)
{
	ssize_t n;

	if (in->ended)
		return false;
	if (in->from > 0)
		memmove(in->at, in->at + in->from, in->to - in->from);
	in->to -= in->from;
	in->from = 0;
	if (in->size - in->to < READ_BYTES) {
		in->size = in->size * 2 + READ_BYTES;
		in->at = realloc(in->at, in->size);
		if (in->at == NULL)
			die_with(MSG_OUT_OF_MEMORY, "");
	}
	do
		n = read(STDIN_FILENO, in->at + in->to, in->size - in->to);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		in->error = n < 0 ? errno : 0;
		in->ended = true;
		return false;
	}
	in->to += (size_t)n;
	return true;
}

/*
 * The next line without its end. A line over the limit comes cut, with
 * `*long_line` set; the rest of it is passed over.
 */
static bool lines_next(struct lines *in, struct str *line, bool *long_line)
{
	size_t looked = 0;
	const char *end;

	*long_line = false;
	for (;;) {
		size_t unread = in->to - in->from;

		end = unread == looked ? NULL
				       : memchr(in->at + in->from + looked,
						'\n', unread - looked);
		if (end != NULL)
			break;
		looked = unread;
		if (looked > LINE_MAX_BYTES) {
			*long_line = true;
			in->from = in->to;
			looked = 0;
		}
		if (!lines_fill(in)) {
			end = in->at + in->to;
			if (in->from == in->to && !*long_line)
				return false;
			break;
		}
	}
	line->at = in->at + in->from;
	line->len = (size_t)(end - line->at);
	*long_line |= line->len > LINE_MAX_BYTES;
	in->from += line->len + (end < in->at + in->to ? 1 : 0);
	if (line->len > 0 && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static bool flush(struct batch *b)
{
	b->error = write_fully(STDOUT_FILENO, buf_view(&b->out));
	arena_reset(b->out_arena);
	b->out = buf_make(b->out_arena);
	return b->error == 0;
}

static void progress(struct batch *b, bool last)
{
	const char *word = say(b->call->lang, "lignes", "lines");

	if (!b->progress || (!last && b->line % PROGRESS_LINES != 0))
		return;
	if (time(NULL) - b->started < 1)
		return;
	fprintf(stderr, "\r%u %s%s", b->line, word, last ? "\n" : "");
}

/* {"line": N, "error": [...]} */
static void put_errors(struct batch *b, const struct diags *diags,
		       const struct node *document)
{
	struct json j = json_make(&b->out, false);

	json_begin_object(&j);
	json_key(&j, "line");
	json_int(&j, b->line);
	json_key(&j, "error");
	json_begin_array(&j);
	for (size_t i = 0; i < diags->count; i++)
		if (diag_severity(&diags->items[i]) == SEVERITY_ERROR)
			diag_json(&j, &diags->items[i], b->call->lang,
				  document);
	json_end(&j);
	json_end(&j);
}

static void put_result(struct batch *b, const struct score *score)
{
	struct json j = json_make(&b->out, false);

	json_begin_object(&j);
	json_key(&j, "line");
	json_int(&j, b->line);
	result_write_compact(&j, score);
	json_end(&j);
}

static const struct score *score_line(struct batch *b, struct str line,
				      struct diags *diags,
				      struct node **document)
{
	struct call *call = b->call;
	struct answers *answers;
	struct source *source;

	source = source_make(call->arena, "-", line, diags);
	if (source == NULL)
		return NULL;
	source->first_line = b->line;
	*document = json_parse(call->arena, source, diags);
	if (*document == NULL)
		return NULL;
	answers = answers_read(call->arena, call->pack, *document, diags);
	if (answers == NULL)
		return NULL;
	return score_again(b->engine, answers, diags);
}

static void one_line(struct batch *b, struct str line, bool long_line)
{
	const struct score *score = NULL;
	struct node *document = NULL;
	struct diags diags;

	diags_init(&diags, b->call->arena);
	if (long_line)
		DIAG(&diags, (struct span){ 0 }, MSG_LINE_TOO_LONG, "4194304");
	else if (str_trim(line).len == 0)
		DIAG(&diags, (struct span){ 0 }, MSG_LINE_EMPTY, "");
	else
		score = score_line(b, line, &diags, &document);
	if (score == NULL) {
		b->bad++;
		put_errors(b, &diags, document);
	} else {
		put_result(b, score);
	}
	buf_char(&b->out, '\n');
	arena_reset(b->call->arena);
}

static enum status batch_loop(struct batch *b)
{
	struct str line;
	bool long_line;

	while (lines_next(&b->in, &line, &long_line)) {
		b->line++;
		one_line(b, line, long_line);
		progress(b, false);
		/* Whoever waits for an answer before the next line gets it. */
		if ((b->out.len >= OUT_BYTES || b->in.from == b->in.to) &&
		    !flush(b))
			break;
	}
	if (b->error == 0)
		flush(b);
	progress(b, true);
	if (b->error != 0)
		return environment_failed(
		    b->call,
		    say(b->call->lang, "la sortie standard", "standard output"),
		    b->error);
	if (b->in.error != 0)
		die("standard input: %s",
		    error_text(b->in.error, b->call->lang));
	return b->bad == 0 ? STATUS_DONE : STATUS_INPUT;
}

static enum status batch_run(struct call *call)
{
	struct batch b = { .call = call };
	enum status status;

	/* The job's arena is emptied after each line: what the runner keeps
	 * must not lie in it. */
	call->out = buf_make(call->pack_arena);
	b.out_arena = arena_open();
	b.out = buf_make(b.out_arena);
	b.engine = engine_open(call->pack_arena, call->pack);
	b.progress = isatty(STDERR_FILENO) == 1;
	b.started = time(NULL);
	status = batch_loop(&b);
	free(b.in.at);
	arena_close(b.out_arena);
	return status;
}

static const struct flag flags[] = { FLAG_PACK, { .name = NULL } };

const struct command command_batch = {
	.name = "batch",
	.operands = { "", "" },
	.summary = { "note un document de réponses par ligne (JSON Lines)",
		     "scores one answers document a line (JSON Lines)" },
	.about = { "Lit l'entrée standard, une ligne JSON par dossier; écrit "
		   "un résultat compact par ligne, dans le même ordre. Une "
		   "ligne fautive donne {\"line\": N, \"error\": [...]} et "
		   "n'arrête pas les autres; le code de sortie est alors 1.",
		   "Reads standard input, one JSON line a case; writes one "
		   "compact result a line, in the same order. A bad line gives "
		   "{\"line\": N, \"error\": [...]} and does not stop the "
		   "others; the exit status is then 1." },
	.example = "jalon batch < answers.jsonl > results.jsonl",
	.flags = flags,
	.needs = NEEDS_PACK,
	.run = batch_run,
};
