/*
 * Two rounds compared. A row gives two packs (mostly the same), the answers
 * of two rounds, and what to look at:
 *
 *	o d.ID c.ID	claim of the score, with what stands in its way, then
 *			of the level
 *	g.ID		states of a gate and its claim
 *	a		the answers that changed, where they moved something
 *	p.GROUP		who left, who joined
 *
 * The figures behind each were worked by hand; those that are not plain stand
 * in a comment. What must hold of any two rounds is in test_compare_random.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/compare.h"
#include "small_pack.h"

/* --- two small packs ------------------------------------------------------ */

#define LEVEL "type: level, options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, " \
	      "{fr: e}], text: {fr: t}"
#define OPTIONS(high)                                                          \
	"      - id: opt\n        type: single\n        text: {fr: t}\n"       \
	"        for: [leaders, staff]\n        options:\n"                    \
	"          - {id: low, points: 1, text: {fr: l}}\n"                    \
	"          - {id: high, points: " high ", text: {fr: h}}\n"
#define QUESTIONS_OF(renamed, none, fact, ai, p1, p2, more, options)           \
	"version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\n" renamed            \
	"facts:\n  " fact ": " ai "\n"                                         \
	"  expo:\n    values: {little: {fr: n}, much: {fr: m}}\n"              \
	"    is: if(" fact ", much, little)\n"                                 \
	"sections:\n"                                                          \
	"  - id: profile\n    title: {fr: t}\n    questions:\n"                \
	"      - id: uses\n        type: multiple\n        text: {fr: t}\n"    \
	"        for: [leaders, experts]\n        options:\n"                  \
	"          - {id: a, text: {fr: a}}\n"                                 \
	"          - {id: none, " none "text: {fr: n}}\n"                      \
	"  - id: main\n    title: {fr: t}\n    questions:\n"                   \
	"      - {id: " p1 "}\n      - {id: " p2 "}\n"                         \
	"      - {id: p3, for: [leaders, staff], " LEVEL "}\n"                 \
	"      - {id: p4, when: " fact ", " LEVEL "}\n"                        \
	"      - {id: p5, na_when: true, " LEVEL "}\n" more options
#define AI "has(uses, a)"
#define ALONE "exclusive: true, "
#define P1 "p1, for: [leaders, experts], " LEVEL
#define P2 "p2, " LEVEL

static const char plain[] = QUESTIONS_OF("", ALONE, "ai", AI, P1, P2, "",
					 OPTIONS("5"));

#define LEVELS                                                                 \
	"# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, "        \
	"4: {fr: d}, 5: {fr: e}}\ntarget_by: expo\n"
#define BANDS "bands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.20}\n"
#define END "```\n\n"
#define DIMENSION(id, body) "## `" id "` D\n\nD.\n\n```yaml\n" body END
#define CRITERION(id, body) "### `" id "` C\n\nC.\n\n```yaml\n" body END
#define GATES "## Gates\n\n"
#define GATE(id, body) "### `" id "` G\n\nG.\n\n```yaml\ngate:\n" body END
#define REACH(p1) GATE("reach", "  when: ai and points(" p1 ") < 3\n"          \
			"  cap: {overall: 2, lead: 2}\n")
#define WEAK GATE("weak", "  cap:\n    overall: min(capped(dimensions)) + 1\n")

/* lead: p1 and p2; serve: p3 and p4, p5 and opt. */
#define LEAD(weight, p1, p2)                                                   \
	DIMENSION("lead", "weight: " weight "\n"                               \
		  "target: {little: 2, much: 3}\n")                            \
	CRITERION("lead.one", "questions: [" p1 ", " p2 "]\n")
#define SERVE(weight, one, two)                                                \
	DIMENSION("serve", "weight: " weight "\ntarget: 3\n")                  \
	CRITERION("serve.one", "questions: [p3, p4]\n" one)                    \
	CRITERION("serve.two", "questions: [p5, opt]\n" two)
static const char grid[] = LEVELS BANDS END LEAD("0.6", "p1", "p2")
    SERVE("0.4", "", "") GATES REACH("p1") WEAK;

/* What a later version may change. */
static const char renamed_questions[] = QUESTIONS_OF(
    "renamed: {p1: first, lead: head, lead.one: head.one, ai: has_ai}\n",
    ALONE, "has_ai", AI, "first, for: [leaders, experts], " LEVEL, P2,
    "", OPTIONS("5"));
static const char moved_questions[] = QUESTIONS_OF(
    "renamed: {serve.two: lead.two}\n", ALONE, "ai", AI, P1, P2, "",
    OPTIONS("5"));
static const char more_questions[] = QUESTIONS_OF(
    "", ALONE, "ai", AI, P1, P2, "      - {id: p6, " LEVEL "}\n", OPTIONS("5"));
static const char other_points[] = QUESTIONS_OF("", ALONE, "ai", AI, P1, P2, "",
						OPTIONS("4"));
static const char other_groups[] = QUESTIONS_OF(
    "", ALONE, "ai", AI, P1, "p2, for: [leaders, experts], " LEVEL, "",
    OPTIONS("5"));
static const char other_fact[] = QUESTIONS_OF(
    "", ALONE, "ai", "not has(uses, none)", P1, P2, "", OPTIONS("5"));
static const char other_exclusive[] = QUESTIONS_OF("", "", "ai", AI, P1, P2, "",
						   OPTIONS("5"));
static const char swapped_questions[] = QUESTIONS_OF(
    "renamed: {lead.one: serve.x, serve.one: lead.x}\n", ALONE, "ai", AI, P1,
    P2, "", OPTIONS("5"));
static const char shaky_questions[] = QUESTIONS_OF(
    "", ALONE, "ai", AI, P1, P2,
    "      - {id: p6, when: not answered(p1), " LEVEL "}\n", OPTIONS("5"));
static const char other_words[] = QUESTIONS_OF(
    "", ALONE, "ai", AI,
    "p1, for: [leaders, experts], type: level, options: [{fr: a}, {fr: b}, "
    "{fr: c}, {fr: d}, {fr: E}], text: {fr: t}",
    P2, "", OPTIONS("5"));

static const char renamed_grid[] =
    LEVELS BANDS END DIMENSION("head", "weight: 0.6\n"
				       "target: {little: 2, much: 3}\n")
	CRITERION("head.one", "questions: [first, p2]\n") SERVE("0.4", "", "")
	    GATES GATE("reach", "  when: has_ai and points(first) < 3\n"
				"  cap: {overall: 2, head: 2}\n") WEAK;
static const char more_grid[] = LEVELS BANDS END LEAD("0.6", "p1", "p2, p6")
    SERVE("0.4", "", "") GATES REACH("p1") WEAK;
static const char doubled[] = LEVELS BANDS END LEAD("1.2", "p1", "p2")
    SERVE("0.8", "weight: 3\n", "weight: 3\n") GATES REACH("p1") WEAK;
static const char other_weight[] = LEVELS BANDS END LEAD("0.5", "p1", "p2")
    SERVE("0.5", "", "") GATES REACH("p1") WEAK;
static const char other_inner[] = LEVELS BANDS END LEAD("0.6", "p1", "p2")
    SERVE("0.4", "weight: 2\n", "") GATES REACH("p1") WEAK;
static const char other_formula[] = LEVELS BANDS END LEAD("0.6", "p1", "p2")
    SERVE("0.4", "score: min(points(own))\n", "") GATES REACH("p1") WEAK;
static const char other_bands[] =
    LEVELS "bands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.50}\n" END
    LEAD("0.6", "p1", "p2") SERVE("0.4", "", "") GATES REACH("p1") WEAK;
static const char other_gate[] = LEVELS BANDS END LEAD("0.6", "p1", "p2")
    SERVE("0.4", "", "") GATES REACH("p2") WEAK;
static const char no_gate[] = LEVELS BANDS END LEAD("0.6", "p1", "p2")
    SERVE("0.4", "", "") GATES WEAK;
static const char moved_criterion[] = LEVELS BANDS END
    DIMENSION("lead", "weight: 0.6\ntarget: {little: 2, much: 3}\n")
    CRITERION("lead.one", "questions: [p1, p2]\n")
    CRITERION("lead.two", "questions: [p5, opt]\n")
    DIMENSION("serve", "weight: 0.4\ntarget: 3\n")
    CRITERION("serve.one", "questions: [p3, p4]\n") GATES REACH("p1") WEAK;
/* One criterion each; then each in the place of the other. */
static const char two[] = LEVELS BANDS END LEAD("0.6", "p1", "p2")
    DIMENSION("serve", "weight: 0.4\ntarget: 3\n")
    CRITERION("serve.one", "questions: [p3, p4]\n") GATES REACH("p1") WEAK;
static const char swapped[] = LEVELS BANDS END
    DIMENSION("lead", "weight: 0.6\ntarget: {little: 2, much: 3}\n")
    CRITERION("lead.x", "questions: [p3, p4]\n")
    DIMENSION("serve", "weight: 0.4\ntarget: 3\n")
    CRITERION("serve.x", "questions: [p1, p2]\n") GATES REACH("p1") WEAK;
/* p6 is asked as long as p1 is open. */
static const char shaky[] = LEVELS BANDS END
    DIMENSION("lead", "weight: 0.6\ntarget: {little: 2, much: 3}\n")
    CRITERION("lead.one", "questions: [p6]\n") GATES REACH("p1") WEAK;

struct row {
	const char *name;
	const char *was_questions, *was_grid;	/* NULL: plain, grid */
	const char *is_questions, *is_grid;	/* NULL: as before */
	const char *was, *is;			/* answers */
	const char *look, *want;
};

#define SAME NULL, NULL, NULL, NULL
#define ONE(list) "answers: {" list "}\n"
#define SETS "sets:\n"
#define LEADER(name, list)                                                     \
	"- {respondent: " name ", group: leaders, answers: {" list "}}\n"
#define EXPERT(name, list)                                                     \
	"- {respondent: " name ", group: experts, answers: {" list "}}\n"
#define STAFF(list) "- {group: staff, answers: {" list "}}\n"
#define FOUR(list) STAFF(list) STAFF(list) STAFF(list) STAFF(list)
#define TOGETHER(list) "- {group: staff, together: true, answers: {" list "}}\n"
#define DK(id) id ": {dont_know: true}"
#define NA(id) id ": {na: rien}"
#define REST "p3: 3, p5: 3, opt: high"	/* serve: 3 and 4, so 3.5 */
#define NO_AI "uses: [none], " REST ", "

static const struct row rows[] = {
	/* what the bounds allow */
	{ "up", SAME, ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 4, p2: 4"),
	  /* 1 and 4; overall 0.6 + 1.4 = 2.0, 2.4 + 1.4 = 3.8 */
	  "c.lead.one d.lead o d.serve a",
	  "up/up; up/up; up/up; unchanged/unchanged; "
	  "p1 answer lead.one; p2 answer lead.one" },
	{ "down", SAME, ONE(NO_AI "p1: 4, p2: 4"), ONE(NO_AI "p1: 1, p2: 1"),
	  "c.lead.one d.lead o", "down/down; down/down; down/down" },
	{ "a little up, the level stays", SAME, ONE(NO_AI "p1: 3, p2: 3"),
	  ONE(NO_AI "p1: 3, p2: 3, p4: 1"), "o a",
	  "unchanged/unchanged; " },
	{ "another answer, the same mean", SAME, ONE(NO_AI "p1: 2, p2: 4"),
	  ONE(NO_AI "p1: 4, p2: 2"), "c.lead.one a",
	  "unchanged/unchanged; p1 answer; p2 answer" },
	{ "within the bounds", SAME, ONE(NO_AI "p1: 2, " DK("p2")),
	  /* [1.5, 3.5], then 3 */
	  ONE(NO_AI "p1: 2, p2: 4"), "c.lead.one a",
	  "within_bounds/within_bounds; p2 narrowed lead.one" },
	{ "bounds that touch", SAME, ONE(NO_AI "p1: 2, " DK("p2")),
	  ONE(NO_AI "p1: 3, p2: 4"), "c.lead.one",
	  "within_bounds/within_bounds" },
	{ "over the bounds; its levels touch", SAME,
	  ONE(NO_AI "p1: 2, " DK("p2")), ONE(NO_AI "p1: 4, p2: 4"),
	  "c.lead.one", "up/within_bounds" },
	{ "from an answer to none", SAME, ONE(NO_AI "p1: 2, p2: 4"),
	  ONE(NO_AI "p1: 2"), "c.lead.one a",
	  "within_bounds/within_bounds; p2 widened lead.one" },
	{ "unknown still", SAME, ONE(NO_AI "p1: 2, " DK("p2")),
	  ONE(NO_AI "p1: 2"), "c.lead.one a",
	  "unchanged/unchanged; p2 open" },
	{ "nothing said, then all", SAME, ONE("uses: [none]"),
	  ONE(NO_AI "p1: 5, p2: 5"), "c.lead.one o",
	  "within_bounds/within_bounds; within_bounds/within_bounds" },
	{ "a figure that may be absent proves nothing", shaky_questions, shaky,
	  NULL, NULL, ONE(NO_AI "p6: 1"), ONE(NO_AI "p6: 5"), "c.lead.one",
	  "within_bounds/within_bounds" },
	/* questions that apply on one side only */
	{ "hidden before", SAME, ONE("uses: [none], p3: 1"),
	  ONE("uses: [a], p3: 5, p4: 5, p1: 3"), "c.serve.one a c.lead.one",
	  "not_comparable:applies(p4)/not_comparable:applies; "
	  "uses answer; p1 narrowed lead.one; p3 answer serve.one; "
	  "p4 applies serve.one; within_bounds/within_bounds" },
	{ "not applicable after", SAME, ONE(NO_AI "p1: 1, p2: 1"),
	  ONE("uses: [none], p3: 3, opt: high, p1: 1, p2: 1, " NA("p5")),
	  "c.serve.two d.serve d.lead o",
	  "not_comparable:applies(p5)/not_comparable:applies; "
	  "not_comparable:applies(p5)/not_comparable:applies; "
	  "unchanged/unchanged; "
	  "not_comparable:applies(p5)/not_comparable:applies" },
	/* exposure: little, then much; the target of lead moves, not serve's */
	{ "exposure", SAME, ONE("uses: [none], p1: 3, p2: 3"),
	  ONE("uses: [a], p1: 5, p2: 5"), "c.lead.one d.lead",
	  "up/up; up/not_comparable:exposure" },
	/* gates */
	{ "a gate lifted", SAME, ONE("uses: [a], p4: 3, " REST
				     ", p1: 2, p2: 5"),
	  /* 3.5 capped to 2, then 4 */
	  ONE("uses: [a], p4: 3, " REST ", p1: 3, p2: 5"),
	  "g.reach d.lead a", "in_force>met up; up/up; "
			      "p1 answer lead.one {reach}" },
	{ "the same score, another level", SAME,
	  ONE("uses: [a], p4: 3, " REST ", p1: 2, p2: 4"),
	  ONE("uses: [a], p4: 3, " REST ", p1: 4, p2: 2"), "d.lead",
	  "unchanged/up" },
	{ "a gate that came", SAME, ONE("uses: [a], p1: 3"),
	  ONE("uses: [a], p1: 1"), "g.reach", "met>in_force down" },
	{ "a gate confirmed", SAME, ONE("uses: [a], " DK("p1")),
	  ONE("uses: [a], p1: 1"), "g.reach a",
	  "to_confirm>in_force within_bounds; "
	  "p1 narrowed lead.one {reach}" },
	{ "a gate nothing reads any more", SAME, ONE("uses: [a], p1: 1"),
	  ONE("uses: [none], p1: 1"), "g.reach", "in_force>met up" },
	{ "the weakest link follows the levels", SAME,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 4, p2: 4"), "g.weak",
	  "silent>silent unchanged" },
	/* who speaks */
	{ "the same leaders", SAME, SETS LEADER("A", "p1: 1, p2: 1")
	  LEADER("B", "p1: 1, p2: 1"), SETS LEADER("B", "p1: 4, p2: 4")
	  LEADER("A", "p1: 5, p2: 5"), "c.lead.one p.leaders a",
	  "up/up; ; p1 widened lead.one; p2 widened lead.one" },
	{ "another leader", SAME, SETS LEADER("A", "p1: 1, p2: 1"),
	  SETS LEADER("B", "p1: 4, p2: 4"), "c.lead.one p.leaders",
	  "other_respondents(p1 p2)/other_respondents; -A +B" },
	{ "another leader says the same", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1"), SETS LEADER("B", "p1: 1, p2: 1"),
	  "c.lead.one a", "other_respondents(p1 p2)/other_respondents; " },
	{ "one more leader, elsewhere", SAME, SETS LEADER("A", "p1: 1, p2: 1"),
	  SETS LEADER("A", "p1: 4, p2: 4") LEADER("B", "p3: 4"),
	  "c.lead.one c.serve.one p.leaders",
	  /* p3 was open to A, and not to B */
	  "up/up; other_respondents(p3)/other_respondents; +B" },
	{ "one of two did not know", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1") LEADER("B", DK("p1") ", p2: 1"),
	  SETS LEADER("A", "p1: 4, p2: 4") LEADER("B", "p1: 5, p2: 4"),
	  "c.lead.one", "other_respondents(p1)/other_respondents" },
	{ "nobody knew: the bounds hold it", SAME,
	  SETS LEADER("A", "p1: 1, " DK("p2")) LEADER("B", "p1: 1, " DK("p2")),
	  SETS LEADER("A", "p1: 5, p2: 4") LEADER("B", "p1: 5"),
	  /* [1, 3], then 4.5 */
	  "c.lead.one", "up/up" },
	{ "a leader without a name", SAME,
	  SETS "- {group: leaders, answers: {p1: 1, p2: 1}}\n",
	  SETS "- {group: leaders, answers: {p1: 4, p2: 4}}\n",
	  "c.lead.one p.leaders",
	  "other_respondents(p1 p2)/other_respondents; - +" },
	{ "a leader who became an expert", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1"), SETS EXPERT("A", "p1: 4, p2: 4"),
	  "c.lead.one p.leaders p.experts",
	  "other_respondents(p1 p2)/other_respondents; -A; +A" },
	{ "an expert beside the leader", SAME, SETS LEADER("A", "p1: 1, p2: 1"),
	  SETS LEADER("A", "p1: 1, p2: 1") EXPERT("E", "p1: 5"),
	  "c.lead.one a", "other_respondents(p1)/other_respondents; "
	  "p1 answer lead.one {reach}" },
	{ "an expert, silent before, speaks for the firm", SAME,
	  SETS LEADER("A", "uses: [none], p1: 1, p2: 1") EXPERT("E", DK("p1")),
	  SETS LEADER("A", "uses: [none], p1: 1, p2: 1")
	      EXPERT("E", "uses: [a]"),
	  /* reach reads uses: the level of lead is of other voices */
	  "d.lead g.reach", "unchanged/not_comparable:exposure; "
	  "met>in_force other_respondents" },
	{ "an expert, silent before, speaks alone", SAME,
	  SETS LEADER("A", "uses: [none], p2: 1") EXPERT("E", DK("p1")),
	  SETS LEADER("A", "uses: [none], p2: 5") EXPERT("E", "p1: 5"),
	  /* [1, 3], then 5 */
	  "c.lead.one", "up/up" },
	{ "another leader on what a gate reads", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1") LEADER("B", "uses: [none]"),
	  SETS LEADER("A", "p1: 1, p2: 1") LEADER("C", "uses: [none]"),
	  "c.lead.one d.lead g.reach",
	  "unchanged/unchanged; unchanged/other_respondents; "
	  "met>met other_respondents" },
	{ "a disagreement left open", SAME,
	  SETS LEADER("A", "uses: [a]") LEADER("B", "uses: [none]"),
	  SETS LEADER("A", "p1: 1") LEADER("B", "p1: 1"), "a",
	  "uses open; p1 narrowed lead.one" },
	{ "one agreed set, then several", SAME, ONE("p1: 1, p2: 1"),
	  SETS LEADER("A", "p1: 4, p2: 4"), "c.lead.one",
	  "other_respondents(p1 p2)/other_respondents" },
	{ "a decision in the place of means", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1"),
	  SETS LEADER("A", "p1: 1, p2: 1")
	  "decisions:\n- {question: p1, value: 5, kind: consensus}\n",
	  "c.lead.one", "other_respondents(p1)/other_respondents" },
	{ "decided twice", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1")
	  "decisions:\n- {question: p1, value: 2, kind: consensus}\n",
	  SETS LEADER("A", "p1: 1, p2: 1")
	  "decisions:\n- {question: p1, value: 5, kind: consensus}\n",
	  "c.lead.one a", "up/up; p1 answer lead.one {reach}" },
	{ "a disagreement settled", SAME,
	  SETS LEADER("A", "p1: 1, p2: 1") LEADER("B", "p1: 2, p2: 1"),
	  SETS LEADER("A", "p1: 2, p2: 1") LEADER("B", "p1: 2, p2: 1"),
	  "c.lead.one a",
	  /* 1.25, then 1.5 */
	  "up/unchanged; p1 narrowed lead.one" },
	/* the staff */
	{ "staff published on both sides", SAME,
	  SETS LEADER("A", "uses: [none], p3: 1") FOUR("p3: 1") STAFF("p3: 1"),
	  SETS LEADER("A", "uses: [none], p3: 4") FOUR("p3: 4") STAFF("p3: 2"),
	  "c.serve.one a",
	  "up/up; p3 answer serve.one leaders 1>4 staff 1>3.6" },
	{ "staff published on one side", SAME,
	  SETS LEADER("A", "uses: [none], p3: 1") FOUR("p3: 1"),
	  SETS LEADER("A", "uses: [none], p3: 1") FOUR("p3: 5")
	      STAFF("p3: 5"),
	  "c.serve.one a",
	  "other_respondents(p3)/other_respondents; "
	  "p3 means serve.one leaders 1>1" },
	{ "staff published on no side", SAME,
	  SETS LEADER("A", "uses: [none], p3: 1") FOUR("p3: 5"),
	  SETS LEADER("A", "uses: [none], p3: 5") FOUR("p3: 1"),
	  "c.serve.one a", "up/up; p3 answer serve.one leaders 1>5" },
	{ "staff together, then five", SAME,
	  SETS LEADER("A", "uses: [none]") TOGETHER("p3: 1"),
	  SETS LEADER("A", "uses: [none]") FOUR("p3: 5") STAFF("p3: 5"),
	  "c.serve.one", "other_respondents(p3)/other_respondents" },
	{ "staff together twice", SAME,
	  SETS LEADER("A", "uses: [none], p3: 1") TOGETHER("p3: 1"),
	  SETS LEADER("A", "uses: [none], p3: 5") TOGETHER("p3: 5"),
	  "c.serve.one", "up/up" },
	/* two packs */
	{ "another pack, nothing moved", plain, grid, plain, grid,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 1, p2: 1"), "o a",
	  "unchanged/unchanged; " },
	{ "renamed, nothing moved", NULL, NULL, renamed_questions,
	  renamed_grid, ONE("uses: [a], p4: 3, p1: 1, p2: 1, " REST),
	  ONE("uses: [a], p4: 3, first: 1, p2: 1, " REST),
	  "o d.head c.head.one g.reach g.weak a",
	  "unchanged/unchanged; unchanged/unchanged; unchanged/unchanged; "
	  "in_force>in_force unchanged; silent>silent unchanged; " },
	{ "renamed and moved", NULL, NULL, renamed_questions, renamed_grid,
	  ONE("uses: [a], p4: 3, p1: 1, p2: 1, " REST),
	  ONE("uses: [a], p4: 3, first: 5, p2: 5, " REST),
	  "o c.head.one g.reach a",
	  "up/up; up/up; in_force>met up; "
	  "first answer head.one {reach}; p2 answer head.one" },
	{ "one more question", NULL, NULL, more_questions, more_grid,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5, p6: 5"),
	  "c.lead.one d.serve o a",
	  "not_comparable:questions(p6)/not_comparable:questions; "
	  "unchanged/unchanged; "
	  "not_comparable:questions(p6)/not_comparable:questions; "
	  "p1 answer lead.one; p2 answer lead.one; p6 asked lead.one" },
	{ "one question less", more_questions, more_grid, plain, grid,
	  ONE(NO_AI "p1: 1, p2: 1, p6: 3"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.lead.one a",
	  "not_comparable:questions(-p6)/not_comparable:questions; "
	  "p1 answer lead.one; p2 answer lead.one; -p6 asked lead.one" },
	{ "points of an option", NULL, NULL, other_points, grid,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.serve.two c.lead.one d.serve",
	  "not_comparable:scale(opt)/not_comparable:scale; up/up; "
	  "not_comparable:scale(opt)/not_comparable:scale" },
	{ "asked of others", NULL, NULL, other_groups, grid,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"), "c.lead.one",
	  "not_comparable:scale(p2)/not_comparable:scale" },
	{ "bands", NULL, NULL, plain, other_bands, ONE(NO_AI "p1: 1, p2: 1"),
	  ONE(NO_AI "p1: 5, p2: 5"), "c.lead.one",
	  "not_comparable:scale/not_comparable:scale" },
	{ "a formula", NULL, NULL, plain, other_formula,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.serve.one c.serve.two d.serve d.lead o",
	  "not_comparable:formula/not_comparable:formula; "
	  "unchanged/unchanged; "
	  "not_comparable:formula/not_comparable:formula; up/up; "
	  "not_comparable:formula/not_comparable:formula" },
	{ "weights doubled are the same weights", NULL, NULL, plain, doubled,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"), "o d.serve",
	  "up/up; unchanged/unchanged" },
	{ "other weights of dimensions", NULL, NULL, plain, other_weight,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"), "o d.lead",
	  "not_comparable:weight/not_comparable:weight; up/up" },
	{ "another weight of a criterion", NULL, NULL, plain, other_inner,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "d.serve c.serve.one o d.lead",
	  "not_comparable:weight/not_comparable:weight; "
	  "unchanged/unchanged; "
	  "not_comparable:weight/not_comparable:weight; up/up" },
	{ "a criterion gone", NULL, NULL, plain, two,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.serve.two d.serve o c.serve.one",
	  "not_comparable:gone/not_comparable:gone; "
	  "not_comparable:parts(p5 opt)/not_comparable:parts; "
	  "not_comparable:parts(p5 opt)/not_comparable:parts; "
	  "unchanged/unchanged" },
	{ "a criterion new", plain, two, plain, grid,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.serve.two d.serve",
	  "not_comparable:new/not_comparable:new; "
	  "not_comparable:parts(p5 opt)/not_comparable:parts" },
	{ "a criterion elsewhere", NULL, NULL, moved_questions,
	  moved_criterion, ONE(NO_AI "p1: 1, p2: 1"),
	  ONE(NO_AI "p1: 5, p2: 5"), "c.lead.two d.lead o",
	  "unchanged/unchanged; "
	  "not_comparable:parts(p5 opt)/not_comparable:parts; "
	  "not_comparable:weight/not_comparable:weight" },
	{ "criteria exchanged", plain, two, swapped_questions, swapped,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.serve.x d.lead o",
	  "up/up; not_comparable:parts(p1 p2 p3 p4)/not_comparable:parts; "
	  "not_comparable:weight/not_comparable:weight" },
	{ "an option that stands alone no more", NULL, NULL, other_exclusive,
	  grid, ONE("uses: [a], p1: 2"), ONE("uses: [a], p1: 2"), "g.reach",
	  "in_force>in_force not_comparable:scale" },
	{ "a gate that reads another question", NULL, NULL, plain, other_gate,
	  ONE("uses: [a], p4: 3, p1: 2, p2: 5, " REST),
	  ONE("uses: [a], p4: 3, p1: 4, p2: 5, " REST),
	  "g.reach d.lead d.serve o",
	  "in_force>met not_comparable:formula; up/not_comparable:gates; "
	  "unchanged/unchanged; up/not_comparable:gates" },
	{ "a gate gone", NULL, NULL, plain, no_gate,
	  ONE("uses: [a], p4: 3, p1: 2, p2: 5, " REST),
	  ONE("uses: [a], p4: 3, p1: 4, p2: 5, " REST), "g.reach d.lead",
	  "in_force>met not_comparable:gone; up/not_comparable:gates" },
	{ "a fact behind a gate", NULL, NULL, other_fact, grid,
	  ONE("uses: [a], p4: 3, p1: 2, p2: 5, " REST),
	  ONE("uses: [a], p4: 3, p1: 4, p2: 5, " REST), "g.reach d.lead",
	  "in_force>met not_comparable:formula; up/not_comparable:gates" },
	{ "reworded", NULL, NULL, other_words, grid,
	  ONE(NO_AI "p1: 1, p2: 1"), ONE(NO_AI "p1: 5, p2: 5"),
	  "c.lead.one a",
	  "up/up; p1 answer lead.one reworded; p2 answer lead.one" },
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* --- looking -------------------------------------------------------------- */

static struct str question_id(const struct comparison *c,
			      struct compare_pair at)
{
	return at.after != NO_INDEX ? c->after->pack->questions[at.after].id
				    : c->before->pack->questions[at.before].id;
}

static void put_question(struct buf *out, const struct comparison *c,
			 struct compare_pair at)
{
	if (at.after == NO_INDEX)
		buf_char(out, '-');
	buf_str(out, question_id(c, at));
}

static void put_claim(struct buf *out, struct compare_claim claim)
{
	buf_text(out, compare_verdict_name(claim.verdict));
	if (claim.verdict == COMPARE_NOT_COMPARABLE)
		buf_fmt(out, ":%s", compare_reason_name(claim.reason));
}

static void put_compared(struct buf *out, const struct comparison *c,
			 const struct compared *one)
{
	put_claim(out, one->score);
	for (uint32_t i = 0; i < one->question_count; i++) {
		buf_char(out, i == 0 ? '(' : ' ');
		put_question(out, c, one->questions[i]);
	}
	if (one->question_count > 0)
		buf_char(out, ')');
	buf_char(out, '/');
	put_claim(out, one->level);
}

static struct str criterion_id(const struct comparison *c, uint32_t i)
{
	struct compare_pair at = c->criteria[i].at;

	return at.after != NO_INDEX
		   ? c->after->pack->rubric.criteria[at.after].id
		   : c->before->pack->rubric.criteria[at.before].id;
}

static struct str dimension_id(const struct comparison *c, uint32_t i)
{
	struct compare_pair at = c->dimensions[i].at;

	return at.after != NO_INDEX
		   ? c->after->pack->rubric.dimensions[at.after].id
		   : c->before->pack->rubric.dimensions[at.before].id;
}

static struct str gate_id(const struct comparison *c, uint32_t i)
{
	struct compare_pair at = c->gates[i].at;

	return at.after != NO_INDEX
		   ? c->after->pack->rubric.gates[at.after].id
		   : c->before->pack->rubric.gates[at.before].id;
}

static void put_gate(struct buf *out, const struct compared_gate *g)
{
	buf_fmt(out, "%s>%s ", gate_state_name(g->was),
		gate_state_name(g->is));
	put_claim(out, g->claim);
}

/* Means of the leaders and the staff, where the row is about the staff. */
static void put_means(struct buf *out, const struct compared_answer *a)
{
	for (int g = 0; g < GROUP_COUNT; g++) {
		if (!a->has_mean[g])
			continue;
		buf_fmt(out, " %s ", group_name((enum group)g));
		ratio_write(out, a->was_mean[g], -1);
		buf_char(out, '>');
		ratio_write(out, a->is_mean[g], -1);
	}
}

static void put_answer(struct buf *out, const struct comparison *c,
		       const struct compared_answer *a)
{
	put_question(out, c, a->at);
	buf_fmt(out, " %s", compare_change_name(a->change));
	for (uint32_t i = 0; i < a->criterion_count; i++) {
		buf_char(out, ' ');
		buf_str(out, criterion_id(c, a->criteria[i]));
	}
	for (uint32_t i = 0; i < a->gate_count; i++) {
		buf_text(out, i == 0 ? " {" : " ");
		buf_str(out, gate_id(c, a->gates[i]));
	}
	if (a->gate_count > 0)
		buf_char(out, '}');
	if (a->reworded)
		buf_text(out, " reworded");
	if (a->has_mean[GROUP_STAFF] || str_is(question_id(c, a->at), "p3"))
		put_means(out, a);
}

static void put_answers(struct buf *out, const struct comparison *c)
{
	for (uint32_t i = 0; i < c->answer_count; i++) {
		if (i > 0)
			buf_text(out, "; ");
		put_answer(out, c, &c->answers[i]);
	}
}

static void put_people(struct buf *out, const struct compare_people *p)
{
	for (uint32_t i = 0; i < p->left_count; i++) {
		buf_text(out, i == 0 ? "-" : " -");
		buf_str(out, p->left[i]);
	}
	for (uint32_t i = 0; i < p->joined_count; i++) {
		buf_text(out, i + p->left_count == 0 ? "+" : " +");
		buf_str(out, p->joined[i]);
	}
}

static void look_at(struct buf *out, const struct comparison *c,
		    struct str what)
{
	struct str id = str_sub(what, 2, what.len);

	if (str_is(what, "o"))
		put_compared(out, c, &c->overall);
	else if (str_is(what, "a"))
		put_answers(out, c);
	for (uint32_t i = 0; i < c->criterion_count; i++)
		if (str_starts(what, "c.") && str_eq(criterion_id(c, i), id))
			put_compared(out, c, &c->criteria[i]);
	for (uint32_t i = 0; i < c->dimension_count; i++)
		if (str_starts(what, "d.") && str_eq(dimension_id(c, i), id))
			put_compared(out, c, &c->dimensions[i]);
	for (uint32_t i = 0; i < c->gate_count; i++)
		if (str_starts(what, "g.") && str_eq(gate_id(c, i), id))
			put_gate(out, &c->gates[i]);
	for (int g = 0; g < GROUP_COUNT; g++)
		if (str_starts(what, "p.") &&
		    str_is(id, group_name((enum group)g)))
			put_people(out, &c->people[g]);
}

static struct str seen(struct arena *a, const struct comparison *c,
		       const char *look)
{
	struct buf out = buf_make(a);
	struct str all = str_from(look);
	size_t from = 0;

	while (from < all.len) {
		size_t space = str_find(all, STR(" "), from);
		size_t to = space == SIZE_MAX ? all.len : space;

		if (from > 0)
			buf_text(&out, "; ");
		look_at(&out, c, str_sub(all, from, to));
		from = to + 1;
	}
	return buf_view(&out);
}

static const struct score *score_of(struct arena *a,
				    const struct pack *pack,
				    const char *text)
{
	struct diags diags;
	struct answers *answers;
	struct score *s = NULL;

	diags_init(&diags, a);
	answers = small_answers(a, pack, text, &diags);
	if (answers != NULL)
		s = score_case(a, pack, answers, &diags);
	if (s == NULL)
		small_print(a, &diags);
	assert_non_null(s);
	return s;
}

static const struct pack *loaded(struct arena *a, const char *questionnaire,
				 const char *rubric)
{
	struct diags diags;
	const struct pack *pack;

	diags_init(&diags, a);
	pack = small_pack(a, questionnaire, rubric, &diags);
	if (pack == NULL)
		small_print(a, &diags);
	assert_non_null(pack);
	return pack;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct arena *a = arena_open();
	const struct pack *was, *is;
	const struct comparison *c;
	struct str got;

	was = loaded(a, row->was_questions == NULL ? plain : row->was_questions,
		     row->was_grid == NULL ? grid : row->was_grid);
	is = row->is_questions == NULL
		 ? was
		 : loaded(a, row->is_questions, row->is_grid);
	c = compare_rounds(a, score_of(a, was, row->was),
			   score_of(a, is, row->is), NULL, 0);
	got = seen(a, c, row->look);
	if (!str_is(got, row->want))
		fail_msg("%s\n  want %s\n  got  %.*s", row->look, row->want,
			 STR_ARGS(got));
	arena_close(a);
}

int main(void)
{
	static struct CMUnitTest tests[ROWS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			rows[i].name, test_row, NULL, NULL,
			(void *)(uintptr_t)&rows[i]
		};
	return _cmocka_run_group_tests("compare", tests, ROWS, NULL, NULL);
}
