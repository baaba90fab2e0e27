/*
 * A pack: everything an author writes, loaded, checked and plain.
 *
 * The structures are open: the engine, the plan and the documents read them
 * and never change them. Everything lives in the pack's arena. Indices, not
 * pointers, link things: question 12 is `pack->questions[12]` and the twelfth
 * entry of every array the engine keeps by question.
 */
#ifndef JALON_MODEL_PACK_H
#define JALON_MODEL_PACK_H

#include "base/digest.h"
#include "base/folder.h"
#include "expr/expr.h"
#include "format/markdown.h"
#include "format/node.h"

/* No such thing. (Too large for an enumerator.) */
#define NO_INDEX UINT32_MAX

enum {
	PACK_QUESTIONS = 1000,
	PACK_FACTS = 200,
	PACK_CRITERIA = 400,
	PACK_DIMENSIONS = 40,
	PACK_GATES = 60,
	PACK_LEVELS = 9,
	PACK_INITIATIVES = 400,
	PACK_OPPORTUNITIES = 400,
	PACK_SIZES = 12,
};

/* A human text: one slice for each language; an absent one is empty. */
struct text {
	struct str in[LANG_COUNT];
	struct span span;
};

/* --- questionnaire ------------------------------------------------------- */

enum question_type {
	QUESTION_LEVEL,
	QUESTION_SINGLE,
	QUESTION_MULTIPLE,
	QUESTION_BOOLEAN,
	QUESTION_NUMBER,
	QUESTION_TEXT,
	QUESTION_DATE,
};
/* "level", "single"... */
const char *question_type_name(enum question_type type);

enum group { GROUP_LEADERS, GROUP_STAFF, GROUP_EXPERTS, GROUP_COUNT };
_Static_assert((int)GROUP_COUNT == (int)EXPR_GROUPS, "groups");
/* "leaders", "staff", "experts". */
const char *group_name(enum group group);

enum from_client { FROM_NOWHERE, FROM_CLIENT_STAFF, FROM_CLIENT_SECTOR };

struct option {
	struct str id;		/* a level's options have none: 1 to 5 */
	struct text text;
	struct ratio points;
	bool has_points;
	bool exclusive;
	struct span span;
};

struct question {
	/* What every scoring reads comes first, and shares a cache line. */
	enum question_type type;
	uint32_t section;
	const struct expr *when;	/* NULL: always shown (its section's
					   `when` comes on top) */
	const struct expr *na_when;	/* NULL: see na_always */
	const struct option *options;
	uint32_t option_count;
	uint8_t groups;		/* bit g: group g answers it */
	bool scored;		/* some option has points */
	bool optional;		/* of an optional section: never missing */
	bool gating;		/* a gate reads it, directly or by a fact */
	bool na_always;
	bool required;
	bool express;		/* named for the short path */
	bool dont_know;		/* may be answered "don't know" */
	bool has_min, has_max;
	struct str id;
	struct str code;	/* "Q6.2", or empty */
	struct text text, help, unit;
	uint32_t criterion;	/* the first that reads it, or NO_INDEX */
	const uint32_t *reads;	/* the questions that its conditions and its
				   section's read, in order: by facts too, and
				   by what decides whether those are asked */
	uint32_t read_count;
	bool read_by_facts;	/* some fact reads it, likewise */
	uint32_t words[LANG_COUNT];	/* to read: its text, its help, its
					   options */
	uint32_t tag_count;
	const struct str *tags;
	enum from_client from_client;
	struct ratio if_true, if_false;	/* boolean, when scored */
	struct ratio min, max;	/* number */
	struct ratio min_points;/* least an answer can give (scored) */
	struct ratio max_points;/* static: highest of a single, never below 0;
				   sum of the positive ones of a multiple (an
				   exclusive option stands alone) */
	struct expr_values values;	/* option ids, in order */
	struct span span;	/* of its id */
};

struct section {
	struct str id;
	struct text title, intro;
	const struct expr *when;
	bool optional;
	const uint32_t *questions;
	uint32_t question_count;
	struct span span;
};

struct fact {
	struct str id;
	struct text text;
	enum expr_type type;	/* BOOL, NUMBER or CHOICE */
	struct expr_values values;
	const struct text *value_texts;
	const struct expr *is;
	struct span span;
};

struct renaming {
	struct str from, to;
};

/* Ids of older versions, in order of `from`. */
struct renamings {
	const struct renaming *all;
	uint32_t count;
};

/*
 * The order in which facts and the visibility of questions are settled, so
 * that each finds what it reads done.
 */
struct step {
	enum { STEP_FACT, STEP_SECTION, STEP_QUESTION } kind;
	uint32_t index;
};

/* --- rubric -------------------------------------------------------------- */

struct band {			/* bands[n] is where level n begins */
	struct ratio from;
};

struct mapping {
	struct str to;		/* "NIST AI RMF MANAGE 4.1" */
	struct str mark;	/* V, V2, R or X */
};

/* Level texts for clients for whom a fact is true. */
struct variant {
	uint32_t fact;
	struct text title;
	struct text levels[PACK_LEVELS + 1];
	struct span span;
};

struct criterion {
	/* What every scoring reads comes first. */
	const struct expr *score;	/* never NULL: the default filled in */
	const struct expr *level;	/* NULL: by bands */
	const uint32_t *questions;	/* ascending */
	uint32_t question_count;
	bool score_is_default;	/* mean(points(own)) */
	struct ratio weight;
	struct str id;		/* dotted: "service.reachable" */
	struct str code;
	uint32_t dimension;
	struct text title, about, evidence;
	struct text levels[PACK_LEVELS + 1];	/* from 1; may be empty */
	const struct variant *variants;
	uint32_t variant_count;
	uint32_t map_count;
	const struct mapping *maps;
	struct span span;	/* of its heading, in the first language */
};

struct dimension {
	struct str id;
	struct str code;
	struct text title, about;
	struct ratio weight;
	const struct expr *score;	/* NULL: weighted mean of its criteria */
	const struct expr *level;	/* NULL: by bands */
	const uint8_t *targets;	/* by value of target_by, or one; NULL: none */
	uint32_t first_criterion, criterion_count;
	struct span span;
};

struct cap {
	uint32_t dimension;	/* NO_INDEX: the overall level */
	const struct expr *level;
	struct span span;
};

struct gate {
	const struct expr *when;	/* NULL: always tested */
	const struct cap *caps;
	uint32_t cap_count;
	struct str id;
	struct str code;
	struct text title, message;
	const struct str *lifted_ids;	/* as written */
	const uint32_t *lifted_by;	/* initiatives; filled when they load */
	uint32_t lifted_count;
	struct span span;
};

struct let {
	struct str id;
	const struct expr *is;
	struct span span;
};

struct rubric {
	struct text title, about;	/* title; the paragraphs under it */
	uint32_t level_count;
	struct text levels[PACK_LEVELS + 1];	/* names, from 1 */
	bool bands_are_shares;	/* of the overall's max; the edge stays low */
	struct ratio bands[PACK_LEVELS + 1];	/* from 2 */
	bool has_bands;
	struct ratio range_min, range_max;
	int places;
	enum rounding rounding;
	bool has_blank;
	struct ratio blank;
	const struct let *lets;	/* in the order of their settling */
	uint32_t let_count;
	const struct expr *overall_score;	/* NULL: weighted mean */
	const struct expr *overall_max;		/* NULL: range_max */
	const struct expr *overall_level;	/* NULL: by bands */
	uint32_t evidence_from, evidence_as;	/* 0: no evidence rule */
	uint32_t target_by;	/* fact, or NO_INDEX */
	struct ratio unknown_above;
	struct ratio gap;
	const struct dimension *dimensions;
	uint32_t dimension_count;
	const struct criterion *criteria;	/* in order of dimensions */
	uint32_t criterion_count;
	const struct gate *gates;
	uint32_t gate_count;
};

/* --- initiatives, opportunities, report texts ----------------------------- */

struct estimate {
	struct ratio low, likely, high;
};

struct closing {
	uint32_t criterion;
	uint32_t level;		/* it leads to */
};

enum initiative_kind { INITIATIVE_PLAIN, INITIATIVE_PAUSE, INITIATIVE_BOT };

struct initiative {
	struct str id;
	struct str code;
	enum initiative_kind kind;
	struct text title, why, staff_change, owner, metric, stop, template;
	struct str module;
	const struct closing *closes;
	uint32_t close_count;
	uint32_t impact;	/* 1 to 5 */
	uint32_t weeks;		/* at least 1 */
	struct estimate days[PACK_SIZES];	/* person-days, by size */
	struct estimate cost[PACK_SIZES];	/* dollars, by size */
	const uint32_t *requires;
	uint32_t require_count;
	const struct expr *when;
	struct ratio attendance_hours;
	struct ratio routine_days;
	struct text monday_do, monday_tell, monday_proof;
	uint32_t monday_minutes;	/* 0: it has no first step */
	const uint32_t *lifts;	/* gates it lifts, from their lifted_by */
	uint32_t lift_count;
	struct span span;
};

struct opportunity {
	struct str id;
	uint32_t function;
	struct text title, task, data, trial, baseline, stop, not_when;
	uint32_t exposure;	/* index among target_by's values */
	uint32_t trial_days;
	const struct expr *when;
	const struct str *sectors;
	uint32_t sector_count;
	const uint32_t *requires;	/* initiatives */
	uint32_t require_count;
	struct span span;
};

struct named_text {
	struct str id;
	struct text text;
};

struct catalogue {		/* initiatives.yaml and opportunities.yaml */
	struct named_text sizes[PACK_SIZES];	/* ids; texts unused */
	uint32_t size_from[PACK_SIZES];	/* lowest staff of each size */
	uint32_t size_count;
	const struct expr *days_per_month;
	uint32_t slots[PACK_SIZES];
	struct ratio budget[PACK_SIZES];
	const struct initiative *initiatives;
	uint32_t initiative_count;
	const struct named_text *functions;
	uint32_t function_count;
	const struct opportunity *opportunities;
	uint32_t opportunity_count;
};

struct report_texts {		/* report.yaml */
	struct text level_meaning[PACK_LEVELS + 1];
	struct text level_next[PACK_LEVELS + 1];
	struct text exposures[EXPR_OPTIONS];
	struct text notice;
	/* The report's name, what target is usual, when the references were
	   read; empty when the pack does not say. */
	struct text title, usual, references;
};

/* --- the pack ------------------------------------------------------------ */

struct pack {
	struct arena *arena;
	struct folder folder;	/* where it was loaded from, and where its
				   documents/ are read */
	struct str id;		/* the folder's name */
	struct str version;
	enum lang languages[LANG_COUNT];	/* the first leads */
	uint32_t language_count;
	struct digest digest;	/* of questionnaire.yaml and the first rubric */
	struct text title;

	const struct question *questions;
	uint32_t question_count;
	const struct section *sections;
	uint32_t section_count;
	const struct fact *facts;
	uint32_t fact_count;
	struct renamings renamings;	/* of all that shares `names` */
	struct renamings initiative_renamings;
	const uint32_t *express;
	uint32_t express_count;
	const struct step *steps;
	uint32_t step_count;
	uint32_t staff_question, sector_question;	/* or NO_INDEX */

	struct rubric rubric;
	bool has_catalogue;
	struct catalogue catalogue;
	bool has_report_texts;
	struct report_texts report_texts;

	struct name_table *names;	/* see pack_find */
	struct name_table *initiative_names, *gate_names;
	const struct str *question_ids;	/* see pack_question_names */
};

/* What to load. Scoring needs the first two files only. */
enum {
	PACK_SCORING = 0,
	PACK_CATALOGUE = 1,	/* initiatives, opportunities */
	PACK_TEXTS = 2,		/* other languages' rubrics, report.yaml */
	PACK_EVERYTHING = 3,
};

/*
 * Loads a pack. Everything wrong is reported in one pass; NULL when there
 * was at least one error. Warnings (stale translation, forward references...)
 * come only from pack_check.
 */
struct pack *pack_load(struct arena *a, const char *dir, unsigned what,
		       struct diags *diags);
/* The same from wherever its files are; an empty `id` is its folder's name. */
struct pack *pack_load_from(struct arena *a, const struct folder *folder,
			    struct str id, unsigned what, struct diags *diags);

/*
 * All of pack_load with PACK_EVERYTHING, then what only an author wants to
 * know: languages that differ in structure or placeholders, stale
 * translations, forward references, unreachable options, criteria nothing
 * closes, initiatives nobody can reach. Returns the pack or NULL as above.
 */
struct pack *pack_check(struct arena *a, const char *dir, struct diags *diags);

/* Whether the other one is among what its conditions read. */
bool question_reads(const struct question *q, uint32_t other);

/* The index of a question by its id, or NO_INDEX. Constant time. */
uint32_t pack_find_question(const struct pack *pack, struct str id);
uint32_t pack_find_criterion(const struct pack *pack, struct str id);
uint32_t pack_find_dimension(const struct pack *pack, struct str id);
uint32_t pack_find_initiative(const struct pack *pack, struct str id);
uint32_t pack_find_gate(const struct pack *pack, struct str id);
uint32_t pack_find_fact(const struct pack *pack, struct str id);
/* The id of today of a renamed one, or the id itself. Logarithmic. */
struct str pack_renamed(const struct pack *pack, struct str id);
/* The same for initiatives, which have their own names and renamings. */
struct str pack_renamed_initiative(const struct pack *pack, struct str id);
/* All question ids, for suggestions. */
const struct str *pack_question_names(const struct pack *pack);

/* The size a number of staff falls in (0 when there are no sizes). */
uint32_t pack_size_of(const struct pack *pack, int64_t staff);

/* A text in a language, or in the pack's first one when it is missing. */
struct str text_in(const struct text *text, enum lang lang,
		   const struct pack *pack);

#endif
