/* The command line of `jalon workshop`, read and checked. */
#include "workshop.h"

#include <string.h>

#include "base/file.h"

enum {
	USUAL_MINUTES = 210,
	USUAL_PEOPLE = 12,
	USUAL_START = 9 * 60,
	TRAINER_CHARS = 120,	/* what a line of the certificate holds */
};

static struct str number_text(struct call *call, uint32_t n)
{
	struct buf b = buf_make(call->arena);

	buf_int(&b, n);
	return buf_view(&b);
}

/* A whole number from `least` to `most`; the usual one when not given. */
static uint32_t whole(struct call *call, const char *name, uint32_t usual,
		      uint32_t least, uint32_t most)
{
	struct buf flag = buf_make(call->arena);
	struct ratio n;

	if (!call_number(call, name, &n))
		return usual;
	if (n.den == 1 && n.num >= least && n.num <= most)
		return (uint32_t)n.num;
	buf_fmt(&flag, "--%s", name);
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_WHOLE,
		 buf_view(&flag), str_from(call_flag(call, name)),
		 number_text(call, least), number_text(call, most));
	return usual;
}

/* --- time ----------------------------------------------------------------- */

static size_t digits(struct str text, size_t at, uint32_t *n)
{
	size_t count = 0;

	*n = 0;
	for (; count < 2 && at + count < text.len; count++) {
		char c = text.at[at + count];

		if (c < '0' || c > '9')
			break;
		*n = *n * 10 + (uint32_t)(c - '0');
	}
	return count;
}

/* 9:05, 09:05, 9h05, 9 h 05, 9 h */
static bool parse_time(struct str text, uint32_t *minutes)
{
	uint32_t hour, minute = 0;
	size_t at = digits(text, 0, &hour);
	bool h;

	if (at == 0 || hour > 23)
		return false;
	while (at < text.len && text.at[at] == ' ')
		at++;
	h = at < text.len && (text.at[at] == 'h' || text.at[at] == 'H');
	if (!h && (at >= text.len || text.at[at] != ':'))
		return false;
	at++;
	while (at < text.len && text.at[at] == ' ')
		at++;
	*minutes = hour * 60;
	if (h && at == text.len)
		return true;
	if (digits(text, at, &minute) != 2 || at + 2 != text.len || minute > 59)
		return false;
	*minutes += minute;
	return true;
}

static void ask_trainer(struct call *call, struct asked *asked)
{
	const char *name = call_flag(call, "trainer");
	struct str text;

	asked->trainer = STR_NONE;
	if (name == NULL)
		return;
	text = str_trim(str_from(name));
	if (utf8_check(text.at, text.len) == text.len &&
	    str_find_unseen(text) == SIZE_MAX &&
	    str_find(text, STR("\n"), 0) == SIZE_MAX &&
	    str_chars(text) <= TRAINER_CHARS)
		asked->trainer = text;
	else
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_LINE,
			 STR("--trainer"), number_text(call, TRAINER_CHARS));
}

static void ask_times(struct call *call, struct asked *asked)
{
	const char *start = call_flag(call, "start");
	const char *date = call_flag(call, "date");

	asked->start = USUAL_START;
	if (start != NULL && !parse_time(str_from(start), &asked->start))
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_TIME,
		     "--start", start);
	if (date != NULL && !date_is_real(str_from(date)))
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_DATE, "--date",
		     date);
	asked->date = date == NULL ? STR_NONE : str_from(date);
}

/* --- names ---------------------------------------------------------------- */

/* "m01, m02" */
static struct str listed(struct call *call, const struct str *names,
			 uint32_t count)
{
	struct buf all = buf_make(call->arena);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(&all, i == 0 ? "" : ", ");
		buf_str(&all, names[i]);
	}
	return buf_view(&all);
}

static void ask_audience(struct call *call, struct asked *asked)
{
	const struct curriculum *c = asked->curriculum;
	const char *name = call_flag(call, "audience");
	struct str *names;
	struct diag *diag;

	asked->request.audience = NO_INDEX;
	if (name == NULL)
		return;
	asked->request.audience = curriculum_find_audience(c, str_from(name));
	if (asked->request.audience != NO_INDEX)
		return;
	names = ARENA_ARRAY(call->arena, c->audience_count + 1, struct str);
	for (uint32_t i = 0; i < c->audience_count; i++)
		names[i] = c->audiences[i].id;
	diag = DIAG_STR(&call->diags, (struct span){ 0 }, MSG_AUDIENCE_UNKNOWN,
			str_from(name), c->id,
			listed(call, names, c->audience_count));
	diag_suggest(&call->diags, diag, str_from(name), names,
		     c->audience_count);
}

static void ask_modules(struct call *call, struct asked *asked)
{
	const struct curriculum *c = asked->curriculum;
	uint32_t *modules =
	    ARENA_ARRAY(call->arena, c->module_count, uint32_t);
	uint32_t count = 0;
	bool *chosen;

	if (!inputs_modules(call, c, &chosen) || chosen == NULL)
		return;
	for (uint32_t m = 0; m < c->module_count; m++)
		if (chosen[m])
			modules[count++] = m;
	asked->request.modules = modules;
	asked->request.module_count = count;
}

static void ask_recut(struct call *call, struct asked *asked)
{
	const char *from = call_flag(call, "from");
	const char *late = call_flag(call, "late");

	asked->request.late =
	    whole(call, "late", 0, 0, WORKSHOP_MINUTES_MAX);
	asked->request.from = from == NULL ? STR_NONE : str_from(from);
	if (from != NULL && late == NULL)
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_NEEDS,
		     "--from", "--late");
	if (from != NULL && *from == '\0')
		DIAG(&call->diags, (struct span){ 0 }, MSG_WORKSHOP_NO_PLACE,
		     from);
	if (late != NULL && from == NULL)
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_NEEDS,
		     "--late", "--from");
}

/* --- the client ----------------------------------------------------------- */

/* The answers are scored with the pack that the curriculum serves. */
static bool ask_score(struct call *call, struct asked *asked)
{
	const struct curriculum *c = asked->curriculum;
	const char *given = call_flag(call, "pack"), *dir;

	if (call->operand_count == 0)
		return true;
	dir = given != NULL
		  ? pack_locate(call, given)
		  : curriculum_pack(call, c->dir,
				    str_cstr(call->arena, c->questionnaire));
	if (dir == NULL)
		return false;
	call->pack = pack_load(call->pack_arena, dir, PACK_SCORING | PACK_TEXTS,
			       &call->diags);
	if (call->pack == NULL)
		return false;
	asked->score = inputs_score(call, call->operands[0]);
	return asked->score != NULL;
}

enum status workshop_ask(struct call *call, struct asked *asked)
{
	struct workshop_request *r = &asked->request;

	asked->curriculum = inputs_curriculum(call);
	if (asked->curriculum == NULL)
		return STATUS_INPUT;
	r->curriculum = asked->curriculum;
	r->minutes = whole(call, "minutes", USUAL_MINUTES, 1,
			   WORKSHOP_MINUTES_MAX);
	r->people = whole(call, "people", USUAL_PEOPLE, 1, WORKSHOP_PEOPLE_MAX);
	ask_times(call, asked);
	ask_trainer(call, asked);
	ask_audience(call, asked);
	ask_modules(call, asked);
	inputs_langs(call, asked->curriculum, asked->langs);
	ask_recut(call, asked);
	r->prompts = call_flag(call, "prompts") != NULL;
	if (r->prompts && call->operand_count == 0)
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_NEEDS_ANSWERS,
		     "--prompts");
	if (call->diags.errors > 0)
		return STATUS_USAGE;
	if (!ask_score(call, asked))
		return STATUS_INPUT;
	r->score = asked->score;
	r->jobs = asked->score != NULL &&
		  asked->score->answers->report.jobs.in[0].len > 0;
	return STATUS_DONE;
}
