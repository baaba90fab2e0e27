/* Diagnostics on pages: what speaks of commands and files, said for pages. */
#include "visit.h"

#include "doc/typography.h"

/* --- said otherwise -------------------------------------------------------- */

/* With the diagnostic's arguments, in their order. */
static const struct {
	enum message message;
	enum phrase phrase;
} said_here[] = {
	{ MSG_INTERVIEW_CHOICE, P_SAY_CHOICE },
	{ MSG_INTERVIEW_YES_NO, P_SAY_CHOICE },
	{ MSG_INTERVIEW_CHOICES, P_SAY_CHOICES },
	{ MSG_INTERVIEW_NUMBER, P_SAY_NUMBER },
	{ MSG_INTERVIEW_CASE_SAYS, P_SAY_CASE_SAYS },
	{ MSG_TEXT_TOO_LONG, P_SAY_TEXT_LONG },
	{ MSG_ANSWER_NA_NOT_OFFERED, P_SAY_NA_NOT_OFFERED },
	{ MSG_ANSWER_NO_REASON, P_SAY_NO_REASON },
	{ MSG_ANSWER_EXCLUSIVE, P_SAY_EXCLUSIVE },
	{ MSG_TEXT_UNSEEN, P_SAY_UNSEEN },
	{ MSG_ACCESS_LINK, P_SAY_LINK },
	{ MSG_CASE_NAME_TAKEN, P_SAY_NAME_TAKEN },
	{ MSG_EXCHANGE_NAME_TAKEN, P_SAY_NAME_TAKEN },
	{ MSG_CASE_NAME_BAD, P_SAY_NAME_BAD },
	{ MSG_CASE_PACK_GONE, P_SAY_PACK_GONE },
	{ MSG_COLLECTION_CLOSED, P_SAY_CLOSED },
	{ MSG_INTERVIEW_CLOSED, P_SAY_CLOSED },
	{ MSG_INTERVIEW_PEOPLE, P_SAY_PEOPLE },
	{ MSG_INTERVIEW_AGREED, P_SAY_AGREED },
	{ MSG_DECISION_NO_REASON, P_D_DECIDE_NO_REASON },
	{ MSG_DECISION_NO_AUTHOR, P_D_DECIDE_NO_AUTHOR },
	{ MSG_JOURNAL_BROKEN, P_SAY_JOURNAL },
	{ MSG_PROGRESS_INITIATIVE, P_SAY_INITIATIVE },
	{ MSG_PROGRESS_TO_COME, P_SAY_TO_COME },
	{ MSG_PERSON_UNKNOWN, P_SAY_NO_PERSON },
	{ MSG_WORKSHOP_TOO_SHORT, P_SAY_SHORT_WORKSHOP },
	{ MSG_ROUNDS_ONE, P_SAY_ONE_ROUND },
	{ MSG_ROUNDS_ORDER, P_SAY_ROUNDS_ORDER },
	{ MSG_FOLLOWUP_BEGUN, P_SAY_FOLLOWUP },
	{ MSG_STORE_CASE_HERE, P_SAY_CASE_HERE },
	{ MSG_STORE_NOT_OURS, P_D_ADOPT_NO_CASE },
	{ MSG_STORE_EMPTY, P_D_ADOPT_NO_CASE },
	{ MSG_STORE_DAMAGED, P_SAY_UNREADABLE },
	{ MSG_STORE_CHAIN_BROKEN, P_SAY_UNREADABLE },
	{ MSG_STORE_NEWER, P_SAY_NEWER },
	{ MSG_EXCHANGE_NOT_TAKEN, P_SAY_NOT_TAKEN },
	{ MSG_EXCHANGE_UNFIT, P_SAY_UNFIT },
	{ MSG_EXCHANGE_COPY, P_SAY_NO_ROOM },
	{ MSG_EXCHANGE_NO_CASE, P_D_ADOPT_NO_CASE },
	{ MSG_EXCHANGE_ONE_NAME, P_SAY_ONE_NAME },
	{ MSG_EXCHANGE_ERASED_HERE, P_SAY_ERASED_HERE },
	{ MSG_FILE_UNREADABLE, P_SAY_UNREADABLE },
	{ MSG_FILE_TOO_LARGE, P_SAY_UNREADABLE },
	{ MSG_FILE_ERROR, P_SAY_UNREADABLE },
	{ MSG_FILE_DISK, P_SAY_UNREADABLE },
	{ MSG_IMPORT_SEVERAL, P_D_IMPORT_SEVERAL },
	{ MSG_IMPORT_UNNAMED, P_D_IMPORT_UNNAMED },
	{ MSG_IMPORT_PEOPLE, P_D_IMPORT_PEOPLE },
	{ MSG_IMPORT_CONFLICTS, P_SAY_CONFLICTS },
	{ MSG_IMPORT_SHEET_AGAIN, P_SAY_SHEET_AGAIN },
	{ MSG_IMPORT_MORE_STAFF, P_SAY_MORE_STAFF },
	{ MSG_IMPORT_UNKNOWN, P_SAY_NO_IMPORT },
	{ MSG_TABLE_LAYOUT, P_SAY_TABLE },
};

static struct str reworded(const struct visit *v, const struct diag *d)
{
	for (size_t i = 0; i < sizeof(said_here) / sizeof(said_here[0]); i++)
		if (d->message == said_here[i].message)
			return phrase_fill(v->arena, said_here[i].phrase,
					   v->lang, d->args, DIAG_ARGS);
	return STR_NONE;
}

/* --- said as it is --------------------------------------------------------- */

/* What was typed may hold the mark that diagnostics set around it. */
static struct str unmarked(const struct visit *v, struct str text)
{
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < text.len; i++)
		buf_char(&b, text.at[i] == '`' ? '\'' : text.at[i]);
	return buf_view(&b);
}

/* `so` becomes « so », “so”. */
static struct str quoted(const struct visit *v, struct str text)
{
	static const char *const marks[LANG_COUNT][2] = {
		[LANG_FR] = { "«" NO_BREAK_SPACE, NO_BREAK_SPACE "»" },
		[LANG_EN] = { "“", "”" },
	};
	struct buf b = buf_make(v->arena);
	bool inside = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '`') {
			buf_char(&b, text.at[i]);
			continue;
		}
		buf_text(&b, marks[v->lang][inside]);
		inside = !inside;
	}
	return buf_view(&b);
}

static struct str plainly(const struct visit *v, const struct diag *d)
{
	struct buf b = buf_make(v->arena);
	struct str args[DIAG_ARGS];

	for (size_t i = 0; i < DIAG_ARGS; i++)
		args[i] = unmarked(v, d->args[i]);
	message_write(&b, d->message, v->lang, args);
	return typo_text(v->arena, quoted(v, buf_view(&b)), v->lang);
}

/* Of the whole file: the line on which it begins would mislead. */
static bool is_of_all(enum message message)
{
	static const enum message all[] = {
		MSG_TABLE_LAYOUT,      MSG_TABLE_NOBODY,
		MSG_IMPORT_SEVERAL,    MSG_IMPORT_PEOPLE,
		MSG_IMPORT_AGREED,     MSG_IMPORT_SHEET_AGAIN,
		MSG_IMPORT_MORE_STAFF,
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (message == all[i])
			return true;
	return false;
}

struct str visit_sentence(const struct visit *v, const struct diag *d)
{
	const struct source *source = d->span.source;
	struct str text = reworded(v, d);

	if (text.len == 0)
		text = plainly(v, d);
	if (source == NULL || source->line_count <= 1 || is_of_all(d->message))
		return text;
	return PATH(v,
		    WORDS(v, P_D_LINE,
			  visit_number(v, span_place(d->span).line)),
		    text);
}
