/*
 * What templates are filled with: the score and the plan, chosen, worded and
 * formatted in one language for one audience. Nothing is computed here that
 * the engine or the plan does not state; a view sorts, cuts and prints.
 *
 * Each view_*.c adds one part of the tree. Every key is always there, null
 * when it has nothing to say, so that a template never reads a name of an
 * outer part by mistake. fields.c lists them all; a unit test holds the two
 * together.
 */
#ifndef JALON_DOC_VIEW_H
#define JALON_DOC_VIEW_H

#include "doc/document.h"
#include "fields.h"
#include "findings.h"
#include "words.h"

struct view {
	struct arena *arena;
	const struct score *score;
	const struct plan *plan;	/* NULL: a pack without initiatives */
	const struct pack *pack;
	const struct answers *answers;
	enum lang lang;
	struct str firm;	/* whose documents they are, or empty */
	bool consultant;
	bool no_conditions;
	bool has_start;		/* the answers carry a date */
	int64_t start;		/* day of the plan's first Monday */
};

struct view view_make(struct arena *a, const struct document_request *request);

/* --- putting values under a key; an empty text is null ------------------- */

void view_put(struct view *v, struct node *map, const char *key,
	      struct str text);			/* untrusted: answers */
void view_put_own(struct view *v, struct node *map, const char *key,
		  struct str text);		/* of the pack or ours */
void view_put_text(struct view *v, struct node *map, const char *key,
		   const struct text *text);	/* of the pack */
void view_put_flag(struct view *v, struct node *map, const char *key,
		   bool value);
void view_put_count(struct view *v, struct node *map, const char *key,
		    uint64_t n);
struct node *view_put_map(struct view *v, struct node *map, const char *key);
struct node *view_put_list(struct view *v, struct node *map, const char *key);
void view_put_null(struct view *v, struct node *map, const char *key);
struct node *view_add_map(struct view *v, struct node *list);

/* --- formatting ----------------------------------------------------------- */

struct str view_word(const struct view *v, enum word word);
struct str view_text(const struct view *v, const struct text *text);
struct str view_count(const struct view *v, uint64_t n);
/* One decimal, cut, for clients; two for consultants. */
struct str view_score(const struct view *v, struct ratio published);
/* The same for the upper bound of a range, which must not shrink: up. */
struct str view_score_high(const struct view *v, struct ratio published);
struct str view_days(const struct view *v, struct ratio days);
/* `written` with its unit, a word N_..., in the number that `n` calls for. */
struct str view_units(const struct view *v, enum word unit, struct ratio n,
		      struct str written);
/* "0,5 jour-personne", "3 jours-personnes" */
struct str view_person_days(const struct view *v, struct ratio days);
/* The same, empty for zero. */
struct str view_some(const struct view *v, enum word unit, struct ratio n);
/* "0,5 (0,25 à 1) jour-personne" */
struct str view_effort(const struct view *v, const struct estimate *days);
/* "5 (3 à 8)" */
struct str view_estimate(const struct view *v, const struct estimate *e,
			 bool money);
/* "a, b et c" */
struct str view_join(const struct view *v, const struct str *items,
		     size_t count);
/* The day on which a week of the plan begins, or "semaine 5". */
struct str view_week(const struct view *v, uint32_t week);
/* The Friday before that week begins. */
struct str view_week_end(const struct view *v, uint32_t week);
/* "2", or "de 2 à 3, à confirmer"; empty when there is no level. */
struct str view_level(const struct view *v, const struct scored *s);
/* "2, Exploratoire"; a range names both ends. */
struct str view_level_named(const struct view *v, const struct scored *s);
/* "niveau 2", "niveau entre 2 et 3, à confirmer": fit for a sentence. */
struct str view_at_level(const struct view *v, const struct scored *s);
struct str view_at_level_named(const struct view *v, const struct scored *s);
struct str view_level_name(const struct view *v, uint32_t level);
struct str view_group(const struct view *v, enum group group);
/* "direction et experts": who answers a question. */
struct str view_who(const struct view *v, const struct question *q);
/* What was answered, as a person would say it. */
struct str view_answer(const struct view *v, const struct question *q,
		       const struct answer *answer);
/* The firm's one answer with its state, absence said in words. */
struct str view_firm_answer(const struct view *v, uint32_t question);
bool view_is_open(const struct view *v, uint32_t question);
/* Only the staff answered: their mean is all there is to print. */
bool view_is_staff_mean(const struct view *v, uint32_t question);
/*
 * Notes of leaders, experts and the staff's common answer; never those of a
 * single staff member. Names of respondents only for the consultant.
 */
struct str view_notes(const struct view *v, uint32_t question);

/* Whether a criterion's reference is for this reader and this client. */
bool view_is_listed(const struct view *v, const struct mapping *mapping);

/* --- parts ---------------------------------------------------------------- */

void view_scored(struct view *v, struct node *map, const struct scored *s);
void view_criterion(struct view *v, struct node *map, uint32_t criterion);
/* A question of a gate or of a finding. */
void view_question(struct view *v, struct node *map, uint32_t question);
/* By question: a gate that is to confirm here depends on it. */
bool *view_gate_questions(const struct view *v);
/* The findings of the result: see findings.h. */
uint32_t view_choose_findings(struct view *v, uint32_t *out);
/* Where an initiative stands in the plan, or NO_INDEX. */
uint32_t view_line_of(const struct view *v, uint32_t initiative);
/* "semaines 2 à 5" */
struct str view_weeks(const struct view *v, uint32_t start, uint32_t end);

void view_summary(struct view *v, struct node *root);
void view_prerequisites(struct view *v, struct node *root);
void view_profile(struct view *v, struct node *root);
void view_findings(struct view *v, struct node *root);
void view_plan(struct view *v, struct node *root);
void view_omissions(struct view *v, struct node *plan);
void view_opportunities(struct view *v, struct node *root);
void view_unknown(struct view *v, struct node *root);
void view_appendix(struct view *v, struct node *root);
void view_exclusions(struct view *v, struct node *root);
void view_references(struct view *v, struct node *root);

/* --- the shape of the view ------------------------------------------------ */

enum shape {
	SHAPE_NONE,
	SHAPE_ROOT, SHAPE_CLIENT, SHAPE_PACK, SHAPE_EXPOSURE, SHAPE_SCORED,
	SHAPE_LEVEL, SHAPE_PREREQUISITES, SHAPE_GATE, SHAPE_WAY,
	SHAPE_QUESTION, SHAPE_CRITERION, SHAPE_MAPPING, SHAPE_DIMENSION,
	SHAPE_GROUP_GAP, SHAPE_SCALE, SHAPE_FINDING,
	SHAPE_STEP, SHAPE_PLAN, SHAPE_HORIZON, SHAPE_LINE, SHAPE_OMISSION,
	SHAPE_PROJECTION, SHAPE_OPPORTUNITY, SHAPE_UNKNOWN,
	SHAPE_UNKNOWN_GROUP, SHAPE_MISSING, SHAPE_SECTION, SHAPE_ANSWER,
	SHAPE_DECISION, SHAPE_FACT, SHAPE_METHOD, SHAPE_EXCLUSIONS,
	SHAPE_EXCLUSION, SHAPE_NOT_APPLICABLE, SHAPE_REFERENCE,
	SHAPE_COUNT
};

extern const struct field view_fields[];
extern const size_t view_field_count;
extern const struct field_table view_field_table;
/* The field of that name, or NULL. */
const struct field *view_find_field(int in, struct str name);

#endif
