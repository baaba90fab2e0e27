/*
 * The result's pages, behind two doors: a leader or an expert sees their own
 * round under /answers/result, an account any round of its cases under
 * /cases/NAME/ROUND/result. The pages are the same but for the audience: a
 * respondent reads what a client reads (doc/document.h), an account all.
 * Staff see no result.
 *
 * Nothing here computes a score: the round is scored by app/case.h, planned
 * by plan/plan.h, worded by doc/. Private to web.
 */
#ifndef JALON_WEB_RESULT_H
#define JALON_WEB_RESULT_H

#include "answers.h"
#include "app/planning.h"
#include "doc/document.h"
#include "page.h"

struct result {
	struct visit *v;
	bool client;			/* a respondent's door */
	enum audience audience;
	struct str door;		/* "/answers/result" */
	struct str home;		/* "/answers", "/cases/NAME/2" */
	const struct score *score;
	const struct plan *plan;	/* NULL: not asked for, or a pack
					   without initiatives */
	/* At a respondent's door, on the first page: their own questions and,
	   once those are answered, whose are left; else NULL. */
	const struct answering *own;
	bool preview;			/* some of those are open: read in
					   minutes, the rest folds */
	struct str query;		/* of a trial of the plan, with its
					   "?": its initiatives are explained
					   by it */
	/* Written after what opens a document; or NULL. */
	void (*after_lead)(void *context);
	void *context;
};

/* Planning takes longer than all else: asked for where it shows. */
enum result_needs { RESULT_SCORE, RESULT_PLAN };
/*
 * The round of the visit, scored. False: a page was answered instead. Each
 * time counts against a respondent's allowance, for it is costly; accounts
 * only wait their turn.
 */
bool result_open(struct visit *v, enum result_needs needs, struct result *r);

/*
 * Around what computes for long: so many do at a time, so that a question's
 * page never waits for plans. False: 503 was answered.
 */
bool result_compute_begin(struct visit *v);
void result_compute_end(struct visit *v);

/* Which of the result's pages; in the order of its navigation. */
enum result_page { RESULT_SUMMARY, RESULT_AT_PLAN, RESULT_AT_COMPARE,
		   RESULT_AT_GROUPS, RESULT_ELSEWHERE };
/*
 * The frame: title, the way back, and links between the result's pages. A
 * document brings its own first heading.
 */
void result_begin(struct result *r, enum result_page at, struct str title);
void result_begin_document(struct result *r, enum result_page at,
			   const struct document *document);
void result_end(struct result *r);

/* Whether leaders and staff side by side are for this visitor. */
bool result_may_see_groups(const struct visit *v);

/* --- addresses ---------------------------------------------------------- */

/* DOOR/what */
struct str result_path(const struct result *r, struct str what);
/* DOOR/explain/id */
struct str result_explain_path(const struct result *r, struct str id);
struct str result_initiative_path(const struct result *r, uint32_t initiative);
/*
 * Where a question is answered or settled, when it is open and this visitor
 * may; else where it is explained.
 */
struct str result_question_path(const struct result *r, uint32_t question);

/* --- words -------------------------------------------------------------- */

struct str result_initiative(const struct result *r, uint32_t initiative);
/* "2", "2 à 3", "au plus 3"; "–" when there is none. */
struct str result_level(const struct result *r, const struct scored *s);
/* Cut to one decimal for clients; "–" when there is none. */
struct str result_score_text(const struct result *r, const struct scored *s);
struct str result_number(const struct result *r, struct ratio n, int places);
struct str result_group(const struct result *r, enum group group);
/* A text with the pack's light markup, as blocks. */
void result_markup(const struct result *r, struct str text);

/* --- documents ---------------------------------------------------------- */

/* `on_page`: what each prerequisite reads is a link away. Else to be kept. */
struct document *result_document_of(const struct result *r,
				    enum document_kind kind,
				    const struct plan *plan, bool on_page);
/*
 * A document in the page, with what paper cannot do: findings and answers
 * fold, titles lead to their explanations, open questions to where they are
 * answered. `unfolded`: all of it open.
 */
void result_body(struct result *r, const struct document *document,
		 bool unfolded);
/*
 * In its midst: where the overall level comes from, what would settle it and
 * the way on (after the overall level; in a preview after the profile), and
 * the profile's figures. What would settle it alone, where a plan cannot say
 * which level it aims for.
 */
void result_why_overall(struct result *r);
void result_narrowing(struct result *r);
void result_settling(struct result *r);
void result_profile(struct result *r);

#endif
