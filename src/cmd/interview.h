/*
 * The interview in a terminal: lines in, screens out. No cursor is moved and
 * nothing is redrawn, so that a script, a slow line and a printer do as well.
 */
#ifndef JALON_CMD_INTERVIEW_H
#define JALON_CMD_INTERVIEW_H

#include <signal.h>

#include "app/interview.h"
#include "followup.h"

/* --- lines typed (interview_lines.c) ------------------------------------- */

enum { LINE_BYTES = 64 * 1024 };

struct lines {
	char *at;		/* LINE_BYTES of them */
	size_t from, to;	/* read and not taken yet */
	size_t taken;		/* where the last line taken began */
	bool ended;
	struct sigaction kept[3];	/* of the signals that end it */
	sigset_t mask;		/* as it was */
};

enum line {
	LINE_TYPED,
	LINE_TOO_LONG,		/* or not UTF-8: nothing of it is taken */
	LINE_CUT,		/* the input ended within a line */
	LINE_END,		/* of input, or an interruption */
};

/*
 * From here on an interruption, a hang-up and a termination are the end of
 * input: they come while a line is awaited, and never during a save.
 */
void lines_open(struct lines *l, struct arena *a);
void lines_close(struct lines *l);
/* The next one, without its end; good until the one after. */
enum line lines_take(struct lines *l, struct str *line);
/* The line just taken (LINE_TYPED) is to be taken again. */
void lines_give_back(struct lines *l);

/* --- what is shown (interview_show.c) ------------------------------------ */

struct screen {
	struct buf *out;
	struct arena *arena;
	const struct pack *pack;
	const struct interview *interview;
	enum lang lang;
	bool express;
	const struct followup_talk *followup;	/* or NULL */
};

/* A follow-up that is being asked. */
struct followup_talk {
	const struct case_view *basis;	/* the round it follows */
	struct followup_plan plan;
	struct followup_asked asked;
};

/* One question: where it stands, its text, its options, what was said. */
void show_question(const struct screen *s, bool intro);
void show_end(const struct screen *s);
/* Its help, then what can be typed. */
void show_help(const struct screen *s);
void show_progress(const struct screen *s);
/* "2. Parfois", "oui", "ne sait pas", "sans objet : raison". */
void put_said(const struct screen *s, uint32_t question);
/* The same on one line: of several options the numbers alone. */
void put_said_shortly(const struct screen *s, uint32_t question);
/* "2 à 3", or "2". */
void put_levels(const struct screen *s, uint8_t lo, uint8_t hi);
/* Lines put from there on, wrapped where the terminal is narrower. */
void show_fitted(const struct screen *s, size_t from);
/* "1 question", "3 questions": the noun takes its plural. */
void put_count(const struct screen *s, uint32_t count, const char *fr_one,
	       const char *fr_many, const char *en_one, const char *en_many);

/* --- the conversation (interview_talk.c) --------------------------------- */

struct talk {
	struct call *call;
	struct interview *interview;
	struct lines lines;
	struct screen screen;
	struct buf out;		/* not written yet, in the turn's arena */
	struct arena *turn;	/* of one line typed */
	struct diags heard;	/* about it */
	const char *again;	/* the command that takes this up again */
	const char *report;	/* the one that makes its documents */
	bool echo;		/* nothing else shows what is typed */
	bool pages;		/* a terminal at both ends: wait between */
	int error;		/* of standard output */
	uint32_t section;	/* whose introduction was shown last */
	bool path_told;		/* that the short path is done */
	bool left;		/* before the end: `q`, or end of input */
	/* What the disk refused, to be tried again. */
	struct retry {
		int act;	/* 0: nothing */
		bool whole;	/* nothing more is to be asked for it */
		uint32_t question;
		enum evidence status;
		struct str text;
	} retry;
};

/* Until the end of input, or `q`. */
void talk_run(struct talk *t);

/* One of two texts, as it is; a sentence of its own, in lines. */
void talk_put(struct talk *t, const char *fr, const char *en);
void talk_sentence(struct talk *t, const char *fr, const char *en);
/* Why the last thing asked for was not done. */
void talk_mistakes(struct talk *t);
/* Writes what waits to be written. */
void talk_flush(struct talk *t);
enum line talk_take(struct talk *t, struct str *line);

/* --- what the plan promised (interview_metrics.c) ------------------------ */

/*
 * Of a follow-up, once its questions are done: asks a reading of each first
 * metric that has none since the follow-up began, and notes it.
 */
void talk_metrics(struct talk *t);

/* --- what a line does (interview_act.c) ---------------------------------- */

enum act {
	ACT_ANSWER = 1,
	ACT_SKIP,
	ACT_DONT_KNOW,
	ACT_NA,
	ACT_ERASE,
	ACT_PREVIOUS,
	ACT_GO,
	ACT_COMMENT,
	ACT_EVIDENCE,
	ACT_VIEW,
	ACT_RESULT,
	ACT_HELP,
	ACT_QUIT,
};

/* Answers, or what stands beside an answer; then shows what comes next. */
void talk_say(struct talk *t, struct retry said);
void talk_go(struct talk *t, struct str where);
void talk_previous(struct talk *t);
void talk_result(struct talk *t);
/* The question at hand, or the end. */
void talk_show(struct talk *t);

#endif
