/*
 * The engine on small packs. A row gives answers and what to look at:
 *
 *	q.ID	state, points and bounds, `~` disagreement, `!` decided
 *	c.ID d.ID o	score, level > capped, shown; * declared, ? to confirm
 *	r.ID	bounds of a criterion's or dimension's score, 0: the overall's
 *	g.ID	state of a gate		f.ID	value of a fact
 *	t.ID	target of a dimension	k.ID	coverage of a criterion
 *	b.ID	what blocks a criterion	i.ID	gap of a dimension
 *	next, preview, gains
 *
 * and what is then seen, separated by `; `.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doc/result.h"
#include "engine/explain.h"
#include "format/json.h"
#include "small_pack.h"

#define LEVEL "type: level, options: [{fr: a}, {fr: b}, {fr: c}, {fr: d}, " \
	      "{fr: e}], text: {fr: t}"

static const char questionnaire[] =
    "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: t}\nfacts:\n"
    "  ai: count(uses) > 0 and not has(uses, none)\n"
    "  expo:\n    values: {little: {fr: n}, some: {fr: s}, much: {fr: m}}\n"
    "    is: if(ai, if(bot, much, some), little)\n"
    "sections:\n"
    "  - id: profile\n    title: {fr: t}\n    questions:\n"
    "      - {id: staff, type: number, from_client: staff, text: {fr: t}}\n"
    "      - id: uses\n        type: multiple\n        text: {fr: t}\n"
    "        for: [leaders, experts]\n"
    "        options:\n          - {id: a, text: {fr: a}}\n"
    "          - {id: b, text: {fr: b}}\n"
    "          - {id: none, exclusive: true, text: {fr: n}}\n"
    "      - id: bot\n        type: boolean\n        text: {fr: t}\n"
    "        when: has(uses, a)\n"
    "  - id: main\n    title: {fr: t}\n    questions:\n"
    "      - {id: p1, " LEVEL "}\n"
    "      - {id: p2, for: [leaders, staff], " LEVEL "}\n"
    "      - {id: p3, for: [staff], " LEVEL "}\n"
    "      - {id: p4, for: [experts], " LEVEL "}\n"
    "      - {id: p5, for: [leaders, experts], " LEVEL "}\n"
    "      - {id: hid, when: ai, " LEVEL "}\n"
    "      - {id: na1, na_when: bot, " LEVEL "}\n"
    "      - id: opt\n        type: single\n        for: [leaders, staff]\n"
    "        text: {fr: t}\n        options:\n"
    "          - {id: low, points: 1, text: {fr: l}}\n"
    "          - {id: high, points: 5, text: {fr: h}}\n"
    "          - {id: mute, text: {fr: m}}\n";

#define LEVELS "# T\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, " \
	       "4: {fr: d}, 5: {fr: e}}\n"
#define BANDS "bands: {2: 1.80, 3: 2.60, 4: 3.40, 5: 4.20}\n"
#define HEAD LEVELS BANDS
#define END "```\n\n"
#define DIMENSION(id, body) "## `" id "` D\n\nD.\n\n```yaml\n" body END
#define CRITERION(id, body) "### `" id "` C\n\nC.\n\n```yaml\n" body END
#define GATES "## Gates\n\n"
#define GATE(id, body) "### `" id "` G\n\nG.\n\n```yaml\ngate:\n" body END

/* Two dimensions of one criterion each, and what a row puts elsewhere. */
#define PLAIN(head, gates)                                                     \
	LEVELS head END DIMENSION("lead", "weight: 0.6\n"                      \
		"target: 3\n")                                                 \
	CRITERION("lead.one", "questions: [p1, p2]\n")                         \
	DIMENSION("serve", "weight: 0.4\n")                                    \
	CRITERION("serve.one", "questions: [p3, hid]\n")                       \
	CRITERION("serve.two", "questions: [na1, opt]\n") gates

static const char standard[] = PLAIN(BANDS, "");
static const char evidence[] =
    PLAIN(BANDS "evidence: {from: 4, shown_as: 3}\n", "");
static const char blank[] = PLAIN(BANDS "blank: 0\n", "");
static const char one_place[] = PLAIN(BANDS "round: {places: 1}\n", "");
static const char even[] =
    PLAIN(BANDS "round: {places: 0, half: even}\n", "");
static const char gated[] = PLAIN(
    BANDS,
    GATES GATE("reach", "  when: ai and points(p1) < 3\n"
			"  cap: {overall: 2, lead: 2}\n")
	GATE("weak", "  cap:\n    overall: min(capped(dimensions)) + 1\n"));
static const char ordered[] = PLAIN(
    BANDS, GATES GATE("three", "  when: ai\n  cap: {overall: 3}\n")
	       GATE("two", "  when: ai\n  cap: {overall: 2}\n")
		   GATE("always", "  cap: {overall: 4}\n"));
static const char absent_cap[] = PLAIN(
    BANDS, GATES GATE("read", "  when: ai\n  cap:\n    overall: points(p2)\n")
	       GATE("low", "  when: bot\n  cap:\n    overall: 0 - 3\n"));
static const char staff_gate[] =
    PLAIN(BANDS, GATES GATE("told", "  when: points(p3) < 3\n"
				    "  cap: {overall: 2}\n"));
static const char targets[] = HEAD "target_by: expo\n" END DIMENSION(
    "lead", "target: {little: 2, some: 3, much: 4}\n")
    CRITERION("lead.one", "questions: [p1]\n");
static const char shares[] =
    LEVELS "bands: {of: max, above: {2: 0.25, 3: 0.50, 4: 0.75, 5: 0.9}}\n"
	   "blank: 0\nround: {places: 0}\n"
	   "let: {raw: 'sum(points(p1), points(p2))'}\n"
	   "overall:\n  score: raw\n  max: sum(max_points(lead))\n" END
    DIMENSION("lead", "weight: 1\n") CRITERION("lead.one", "questions: [p1, p2]\n");
static const char absent_max[] =
    LEVELS "bands: {of: max, above: {2: 0.25, 3: 0.50, 4: 0.75, 5: 0.9}}\n"
	   "overall:\n  max: points(p2)\n" END
    DIMENSION("lead", "weight: 1\n") CRITERION("lead.one", "questions: [p1]\n");
static const char staged[] =
    LEVELS "overall:\n  level: min(level(dimensions))\n" END
    DIMENSION("lead", "level: level(lead.one)\n")
    CRITERION("lead.one", "questions: [p1, p2]\n"
	"level: if(points(p1) >= 3 and points(p2) >= 3, 3, "
	"if(points(p1) >= 2, 2, 1))\n");
static const char level_absent[] =
    HEAD "overall:\n  level: coalesce(level(lead), 5)\n" END
    DIMENSION("lead", "level: points(p2)\n")
    CRITERION("lead.one", "questions: [p1]\n");
static const char stream[] =
    LEVELS "range: {min: 0, max: 3}\nblank: 0\n"
	   "bands: {2: 0.75, 3: 1.5, 4: 2.25, 5: 3}\n"
	   "criterion_score: mean(points(own)) / 5 + points(p1) / 5\n" END
    DIMENSION("lead", "weight: 1\n") CRITERION("lead.one", "questions: [p1, p2]\n");
static const char by_group[] =
    HEAD END DIMENSION("lead", "score: min(score(lead.one), score(lead.two))\n")
    CRITERION("lead.one", "questions: [p1, p2]\n")
    CRITERION("lead.two", "questions: [p5]\n")
    DIMENSION("gap", "score: score(lead, leaders) - score(lead.one, staff)\n")
    CRITERION("gap.one", "questions: [p3]\n");

struct row {
	const char *name;
	const char *rubric;
	const char *answers;
	const char *look, *want;
	const char *told;	/* slugs of the diagnostics, "" */
};

#define ANSWERS "answers:\n  "
#define SETS "sets:\n"
#define LEADER(name, list)                                                     \
	"- {respondent: " name ", group: leaders, answers: {" list "}}\n"
#define EXPERT(name, list)                                                     \
	"- {respondent: " name ", group: experts, answers: {" list "}}\n"
#define STAFF(list) "- {group: staff, answers: {" list "}}\n"
#define TOGETHER(list) "- {group: staff, together: true, answers: {" list "}}\n"
#define DK(id) id ": {dont_know: true}"

static const struct row rows[] = {
	/* states and absence */
	{ "the five states", standard,
	  ANSWERS "uses: [none]\n  p1: 2\n  p2: {dont_know: true}\n  hid: 4\n",
	  "q.p1 q.p2 q.p3 q.hid q.bot k.lead.one k.serve.one",
	  "answered 2; dont_know - [1, 5]?; unanswered - [1, 5]?; hidden -; "
	  "hidden -; applying 2 answered 1 dk 1 open 0 na 0 hidden 0; "
	  "applying 1 answered 0 dk 0 open 1 na 0 hidden 1", "hidden-answer" },
	{ "not applicable", standard,
	  ANSWERS "uses: [a]\n  bot: true\n  na1: {na: rien}\n  opt: high\n",
	  "q.na1 c.serve.two k.serve.two",
	  "na -; 5 5 5; applying 1 answered 1 dk 0 open 0 na 1 hidden 0", "" },
	{ "not applicable refused", standard,
	  ANSWERS "uses: [a]\n  bot: false\n  na1: {na: rien}\n", "", "",
	  "na-refused" },
	{ "not applicable when its condition is open", standard,
	  ANSWERS "uses: [a]\n  na1: {na: rien}\n", "q.na1", "na -", "" },
	{ "not applicable when its condition is absent", standard,
	  ANSWERS "uses: [b]\n  na1: {na: rien}\n", "q.na1", "na -", "" },
	{ "means skip what is absent", standard,
	  ANSWERS "uses: [none]\n  p1: 2\n  p3: 4\n",
	  "c.lead.one r.lead.one d.serve r.serve o r.0",
	  "2 2 2; [1.5, 3.5]; 4 4 4; [2.5, 4.5]; 2.8 3 3; [1.9, 3.9]", "" },
	{ "nothing applies or is answered", standard, ANSWERS "uses: [none]\n",
	  "c.lead.one c.serve.two o r.0",
	  "- 0 0; - 0 0; - 0 0; [1, 5]?", "" },
	{ "no answer at all", standard, "answers:\n", "o r.0 f.ai q.hid next",
	  "- 0 0; [1, 5]?; absent; hidden - [1, 5]?; p1", "" },
	{ "an option without points", standard, ANSWERS "opt: mute\n",
	  "q.opt c.serve.two r.serve.two k.serve.two",
	  "answered -; - 0 0; [1, 5]?; applying 2 answered 1 dk 0 open 1 "
	  "na 0 hidden 0", "" },
	{ "hidden and answered", standard,
	  ANSWERS "uses: [none]\n  hid: 5\n  p3: 1\n", "c.serve.one r.serve.one",
	  "1 1 1; [1, 1]", "hidden-answer" },
	{ "answered, shown only if an open question says so", standard,
	  ANSWERS "hid: 5\n  p3: 1\n", "q.hid c.serve.one r.serve.one",
	  "hidden - [5, 5]?; 1 1 1; [1, 3]", "" },
	{ "an exclusive option", standard, ANSWERS "uses: [a, none]\n", "", "",
	  "exclusive-option" },
	{ "an empty list is an answer", standard, ANSWERS "uses: []\n",
	  "q.uses f.ai f.expo", "answered -; false; little", "" },
	{ "blank: 0", blank, ANSWERS "uses: [none]\n  p1: 4\n",
	  "q.p2 c.lead.one r.lead.one", "unanswered 0 [0, 5]; 2 2 2; [2, 4.5]",
	  "" },
	{ "blank: 0 and an option without points", blank,
	  ANSWERS "uses: [none]\n  na1: 5\n", "q.opt r.serve.two",
	  "unanswered 0 [0, 5]?; [2.5, 5]", "" },
	{ "blank: 0 hides nothing that is hidden", blank,
	  ANSWERS "uses: [none]\n  p3: 4\n", "c.serve.one", "4 4 4", "" },
	/* rounding */
	{ "the published score decides the level", one_place,
	  ANSWERS "uses: [a]\n  p1: 3\n  p2: 2\n  p3: 3\n  hid: 3\n"
		  "  opt: high\n  na1: 1\n  bot: false\n",
	  "d.lead o", "2.5 2 2; 2.7 3 3", "" },
	{ "half to even", even, ANSWERS "uses: [none]\n  p1: 2\n  p2: 3\n",
	  "c.lead.one", "2 2 2", "" },
	/* firm-level answers and groups */
	{ "experts before leaders", standard,
	  SETS LEADER("a", "uses: [none]") EXPERT("b", "uses: [a]"),
	  "q.uses f.ai", "answered -; true", "" },
	{ "experts who do not know leave it to leaders", standard,
	  SETS LEADER("a", "uses: [none]") EXPERT("b", DK("uses")),
	  "q.uses f.ai", "answered -; false", "" },
	{ "an expert who was not asked", gated,
	  SETS LEADER("a", "uses: [a], p1: 4") EXPERT("b", "p1: 1"),
	  "q.p1 g.reach", "answered 4; met", "other-group" },
	{ "leaders disagree", gated,
	  SETS LEADER("a", "uses: [a], p1: 2") LEADER("b", "uses: [a], p1: 4"),
	  "q.p1 g.reach c.lead.one",
	  "answered 3~; to_confirm; 3 3 3", "" },
	{ "experts disagree, leaders are not asked again", standard,
	  SETS LEADER("a", "uses: [a]") EXPERT("b", "uses: [a]")
	      EXPERT("c", "uses: [b]"),
	  "q.uses f.ai", "unanswered -~; absent", "" },
	{ "one of the group does not know", gated,
	  SETS LEADER("a", "uses: [a], p1: 2")
	      LEADER("b", "uses: [a], " DK("p1")),
	  "q.p1 g.reach", "answered 2; in_force", "" },
	{ "a consensus settles it", gated,
	  SETS LEADER("a", "uses: [a], p1: 2") LEADER("b", "uses: [a], p1: 4")
	  "decisions:\n- {question: p1, value: 3, kind: consensus}\n",
	  "q.p1 g.reach c.lead.one", "answered 3!; met; 3 3 3", "" },
	{ "a consensus replaces the group means", standard,
	  SETS LEADER("a", "p2: 1") STAFF("p2: 1") STAFF("p2: 1") STAFF("p2: 1")
	      STAFF("p2: 1") STAFF("p2: 1")
	  "decisions:\n- {question: p2, value: 5}\n",
	  "q.p2 c.lead.one", "answered 5!; 5 5 5", "" },
	{ "a decision not to know", standard,
	  ANSWERS "p1: 4\ndecisions:\n"
		  "- {question: p1, value: {dont_know: true}}\n",
	  "q.p1", "dont_know - [1, 5]?!", "" },
	{ "a decision on a hidden question", standard,
	  ANSWERS "uses: [none]\ndecisions:\n- {question: hid, value: 4}\n",
	  "q.hid k.serve.one",
	  "hidden -!; applying 1 answered 0 dk 0 open 1 na 0 hidden 1",
	  "hidden-answer" },
	{ "a decision refused", standard,
	  ANSWERS "uses: [a]\n  bot: false\n  na1: 3\ndecisions:\n"
		  "- {question: na1, value: {na: rien}}\n",
	  "", "", "na-refused" },
	/* As if b had not said it: a's 3 stands for the firm and the leaders. */
	{ "not applicable of one of several is set aside", standard,
	  SETS LEADER("a", "uses: [a], bot: false, na1: 3")
	      LEADER("b", "uses: [a], bot: false, na1: {na: rien}"),
	  "q.na1", "answered 3", "na-aside" },
	/* Nobody else says anything: open, 1 to 5, and may be none. */
	{ "not applicable of all of several is set aside", standard,
	  SETS LEADER("a", "uses: [a], bot: false, na1: {na: rien}")
	      LEADER("b", "uses: [a], bot: false, na1: {na: rien}"),
	  "q.na1", "unanswered - [1, 5]?", "na-aside" },
	{ "not applicable of a hidden question is no error", PLAIN(BANDS, "")
	  , ANSWERS "uses: [none]\n  p1: 3\n", "q.na1", "unanswered - [1, 5]?",
	  "" },
	{ "items for both are the mean of two means", standard,
	  SETS LEADER("a", "p2: 5") LEADER("b", "p2: 4") STAFF("p2: 1")
	      STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 3"),
	  "q.p2 i.lead", "answered 3.25~; 2.5", "" },
	{ "experts and leaders", standard,
	  SETS LEADER("a", "p5: 1") EXPERT("b", "p5: 4"), "q.p5",
	  "answered 2.5", "" },
	{ "an option without points is not open", standard,
	  SETS LEADER("a", "opt: mute"), "q.opt", "answered -", "" },
	/* below five */
	{ "four staff answers count nowhere", standard,
	  SETS LEADER("a", "p1: 3, p2: 4") STAFF("p2: 1, p3: 1")
	      STAFF("p2: 1, p3: 1") STAFF("p2: 1, p3: 1")
	      STAFF("p2: 1, p3: 1"),
	  "q.p2 q.p3 c.lead.one c.serve.one k.serve.one",
	  "answered 4; unanswered - [1, 5]?; 3.5 4 4; - 0 0; "
	  "applying 1 answered 0 dk 0 open 1 na 0 hidden 1",
	  "staff-withheld staff-withheld" },
	{ "five count", standard,
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF("p3: 2"),
	  "q.p3", "answered 1.2", "" },
	{ "five of whom one does not know", standard,
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF(DK("p3")),
	  "q.p3", "unanswered - [1, 5]?", "staff-withheld" },
	{ "five and one who does not know", standard,
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF("p3: 1") STAFF(DK("p3")),
	  "q.p3", "answered 1", "" },
	{ "five of whom four chose an option without points", standard,
	  SETS LEADER("a", "opt: low") STAFF("opt: mute") STAFF("opt: mute")
	      STAFF("opt: mute") STAFF("opt: mute") STAFF("opt: high"),
	  "q.opt i.serve", "answered 1; -", "staff-withheld" },
	{ "together", standard,
	  SETS LEADER("a", "p2: 4") TOGETHER("p2: 2, p3: 3"),
	  "q.p2 q.p3 i.lead", "answered 3; answered 3; 2", "" },
	{ "together does not know", standard,
	  SETS TOGETHER(DK("p3")), "q.p3", "dont_know - [1, 5]?", "" },
	{ "together stands for four", standard,
	  SETS STAFF("p3: 1") STAFF("p3: 1") TOGETHER("p3: 4"), "q.p3",
	  "answered 4", "staff-withheld" },
	{ "five stand before together", standard,
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF("p3: 1") TOGETHER("p3: 4"),
	  "q.p3", "answered 1", "" },
	{ "a gate never reads staff", staff_gate,
	  SETS LEADER("a", "p1: 5") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1"),
	  "g.told q.p3", "to_confirm; answered 1", "" },
	{ "staff alone answer a blank: 0 pack", blank,
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF("p3: 1"),
	  "q.p3", "answered 1", "" },
	{ "scores by group follow the formula", by_group,
	  SETS LEADER("a", "p1: 4, p2: 4, p5: 1") STAFF("p2: 2")
	      STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 2"),
	  "d.lead i.lead d.gap", "1 1 1; 2; -1 1 1", "" },
	{ "a hidden question is not compared", standard,
	  SETS LEADER("a", "uses: [none], p1: 3"), "i.serve", "-", "" },
	/* gates */
	{ "in force", gated, ANSWERS "uses: [a]\n  bot: true\n  p1: 2\n  p2: 5\n"
	  "  p3: 5\n  hid: 5\n  na1: 5\n  opt: high\n",
	  "g.reach g.weak d.lead o preview",
	  "in_force; silent; 3.5 4>2 2 reach; 4.1 4>2 2 reach; no", "" },
	{ "met", gated, ANSWERS "uses: [a]\n  bot: true\n  p1: 3\n  p2: 5\n"
	  "  p3: 5\n  hid: 5\n  na1: 5\n  opt: high\n",
	  "g.reach g.weak o", "met; silent; 4.4 5 5", "" },
	{ "does not apply", gated, ANSWERS "uses: [none]\n  p1: 1\n",
	  "g.reach d.lead", "met; 1 1 1", "" },
	{ "the weakest link", gated,
	  ANSWERS "uses: [none]\n  p1: 5\n  p2: 5\n  p3: 1\n  na1: 1\n"
		  "  opt: low\n",
	  "g.weak d.serve o", "in_force; 1 1 1; 3.4 4>2 2 weak", "" },
	{ "to confirm, then shown as a range", gated,
	  ANSWERS "uses: [a]\n  bot: false\n  p2: 5\n  p3: 5\n  hid: 5\n"
		  "  na1: 5\n  opt: high\n",
	  "g.reach d.lead o preview",
	  "to_confirm; 5 5 2-5?; 5 5 2-5?; yes", "" },
	{ "do not know is to confirm too", gated,
	  ANSWERS "uses: [a]\n  bot: false\n  p1: {dont_know: true}\n  p2: 5\n",
	  "g.reach d.lead preview", "to_confirm; 5 5 2-5?; no", "" },
	{ "an unknown fact", gated, ANSWERS "p1: 2\n", "g.reach d.lead",
	  "to_confirm; 2 2 2", "" },
	{ "an unknown fact that no longer matters", gated, ANSWERS "p1: 4\n",
	  "g.reach", "met", "" },
	{ "the lowest cap wins", ordered,
	  ANSWERS "uses: [b]\n  p1: 5\n  p2: 5\n  p3: 5\n",
	  "o g.three g.two g.always",
	  "5 5>2 2 two; in_force; in_force; silent", "" },
	{ "an absent cap caps nothing", absent_cap,
	  ANSWERS "uses: [b]\n  p1: 5\n", "o g.read", "5 5 1-5?; in_force", "" },
	{ "a cap below the first level", absent_cap,
	  ANSWERS "uses: [a]\n  bot: true\n  p1: 5\n  p2: 4\n", "o",
	  "4.5 5>1 1 low", "" },
	/* evidence */
	{ "declared only", evidence, ANSWERS "uses: [none]\n  p1: 4\n  p2: 4\n",
	  "c.lead.one d.lead o", "4 4 3*; 4 4 3*; 4 4 3*", "" },
	{ "shown", evidence,
	  ANSWERS "uses: [none]\n  p1: 4\n  p2: 4\nevidence: {lead.one: shown}\n",
	  "c.lead.one d.lead o", "4 4 4; 4 4 4; 4 4 4", "" },
	{ "one of two criteria shown", evidence,
	  ANSWERS "uses: [none]\n  p3: 5\n  na1: 5\n"
		  "evidence: {serve.two: verified}\n",
	  "c.serve.one c.serve.two d.serve", "5 5 3*; 5 5 5; 5 5 5", "" },
	{ "three is not four", evidence, ANSWERS "p1: 3\n", "c.lead.one",
	  "3 3 3", "" },
	{ "declared and unknown: no range of one level", evidence,
	  ANSWERS "uses: [none]\n  p1: 4\n  p2: {dont_know: true}\n", "d.lead",
	  "4 4 2-3*?", "" },
	/* targets */
	{ "targets by exposure", targets, ANSWERS "uses: [b]\n",
	  "t.lead f.expo", "4; absent", "" },
	{ "a known exposure", targets, ANSWERS "uses: [a]\n  bot: true\n",
	  "t.lead f.expo", "4; much", "" },
	{ "an unknown one takes the highest that is possible", targets,
	  ANSWERS "uses: [a]\n", "t.lead f.expo", "4; absent", "" },
	{ "an unknown of everything", targets, "answers:\n", "t.lead", "4",
	  "" },
	{ "none", targets, ANSWERS "uses: [none]\n", "t.lead f.expo",
	  "2; little", "" },
	{ "a target without target_by", standard, "answers:\n", "t.lead t.serve",
	  "3; 0", "" },
	/* knowledge gap */
	{ "a quarter unknown is no range", standard,
	  ANSWERS "uses: [none]\n  p3: 4\n  na1: 4\n  opt: high\n",
	  "d.serve", "4.25 5 5", "" },
	{ "a third unknown is a range", standard,
	  ANSWERS "uses: [none]\n  p3: {dont_know: true}\n  na1: 4\n"
		  "  opt: high\n",
	  "d.serve", "4.5 5 3-5?", "" },
	{ "unanswered is no knowledge gap", standard,
	  ANSWERS "uses: [none]\n  na1: 4\n  opt: high\n", "d.serve",
	  "4.5 5 5", "" },
	/* other people's models */
	{ "shares: the edge stays low", shares, ANSWERS "p1: 5\n", "o r.0",
	  "5 2 2; [5, 10]", "" },
	{ "shares: above the edge", shares, ANSWERS "p1: 5\n  p2: 1\n", "o",
	  "6 3 3", "" },
	{ "shares of an absent maximum", absent_max, ANSWERS "p1: 5\n", "o",
	  "5 0 0", "" },
	{ "a staged level", staged, ANSWERS "p1: 5\n  p2: 2\n",
	  "c.lead.one d.lead o", "3.5 2 2; 3.5 2 2; 3.5 2 2", "" },
	{ "a staged level, open", staged, ANSWERS "p1: 5\n",
	  "c.lead.one o r.lead.one", "5 0 0; 5 0 0; [3, 5]", "" },
	{ "a level that may be absent", level_absent, ANSWERS "p1: 3\n", "o",
	  "3 5 5", "" },
	{ "streams added", stream, ANSWERS "p1: 5\n", "c.lead.one",
	  "1.5 3 3", "" },
	/* questions about the score */
	{ "what blocks", standard, ANSWERS "p1: 2\n", "b.lead.one",
	  "p1 2/2.6, p2 ?/2.6", "" },
	{ "nothing blocks the highest", standard, ANSWERS "p1: 5\n  p2: 5\n",
	  "b.lead.one", "", "" },
	{ "gains", standard,
	  ANSWERS "uses: [none]\n  p1: 2\n  p2: 5\n  p3: 3\n  opt: low\n",
	  "gains", "opt +0.8, p1 +0.3, p3 +0.2", "" },
	{ "next, what settles the level", gated,
	  ANSWERS "uses: [a]\n  bot: true\n  p1: 2\n  p2: 3\n  p3: 5\n"
		  "  na1: 5\n  opt: high\n",
	  "next", "hid", "" },
	{ "nothing left to ask", gated,
	  ANSWERS "staff: 3\n  uses: [none]\n  p1: 2\n  p2: 3\n  p3: 5\n"
		  "  p4: 1\n  p5: 1\n  na1: 5\n  opt: high\n",
	  "next preview", "-; no", "" },
};

/* --- looking ---------------------------------------------------------------- */

static void put_bounds(struct buf *out, const struct expr_number *n)
{
	buf_char(out, '[');
	ratio_write(out, n->lo, -1);
	buf_text(out, ", ");
	ratio_write(out, n->hi, -1);
	buf_text(out, n->may_be_absent ? "]?" : "]");
}

static void look_question(struct buf *out, const struct score *s, uint32_t i)
{
	const struct question_result *q = &s->questions[i];

	buf_fmt(out, "%s ", expr_state_name(q->state));
	if (q->points->absent)
		buf_char(out, '-');
	else
		ratio_write(out, q->points->point, -1);
	if (!number_is_certain(q->points) && q->points->may_be_present) {
		buf_char(out, ' ');
		put_bounds(out, q->points);
	}
	buf_text(out, q->disagreement ? "~" : "");
	buf_text(out, q->decided ? "!" : "");
}

static void look_scored(struct buf *out, const struct score *s,
			const struct scored *one)
{
	if (one->raw.absent)
		buf_char(out, '-');
	else
		ratio_write(out, one->published, -1);
	buf_fmt(out, " %u", one->level);
	if (one->capped != one->level)
		buf_fmt(out, ">%u", one->capped);
	buf_fmt(out, " %u", one->shown_lo);
	if (one->shown_lo != one->shown_hi)
		buf_fmt(out, "-%u", one->shown_hi);
	buf_text(out, one->declared ? "*" : "");
	buf_text(out, one->confirm ? "?" : "");
	if (one->gate != NO_INDEX) {
		buf_char(out, ' ');
		buf_str(out, s->pack->rubric.gates[one->gate].id);
	}
}

static const struct scored *scored_of(const struct score *s, struct str id)
{
	uint32_t c = pack_find_criterion(s->pack, id);

	if (str_is(id, "0"))
		return &s->overall;
	if (c != NO_INDEX)
		return &s->criteria[c];
	return &s->dimensions[pack_find_dimension(s->pack, id)];
}

static void look_coverage(struct buf *out, const struct scored *c)
{
	buf_fmt(out, "applying %u answered %u dk %u open %u na %u hidden %u",
		c->applying, c->answered, c->dont_know, c->unanswered, c->na,
		c->hidden);
}

static void look_fact(struct buf *out, const struct score *s, uint32_t i)
{
	const struct expr_value *v = &s->facts[i];

	if (v->type == EXPR_BOOL)
		buf_text(out, v->truth.point == TRUTH_TRUE    ? "true"
			      : v->truth.point == TRUTH_FALSE ? "false"
							      : "absent");
	else if (v->choice.point == EXPR_OPTIONS)
		buf_text(out, "absent");
	else
		buf_str(out, s->pack->facts[i].values.ids[v->choice.point]);
}

static void look_blocking(struct buf *out, const struct score *s, uint32_t c)
{
	struct blocking all[8];
	uint32_t n = score_blocking(s, c, all);

	for (uint32_t i = 0; i < n; i++) {
		buf_text(out, i > 0 ? ", " : "");
		buf_str(out, s->pack->questions[all[i].question].id);
		buf_char(out, ' ');
		if (all[i].open)
			buf_char(out, '?');
		else
			ratio_write(out, all[i].points, -1);
		buf_char(out, '/');
		ratio_write(out, all[i].wanted, -1);
	}
}

static void look_gains(struct buf *out, struct arena *a, const struct score *s)
{
	struct gain all[8];
	uint32_t n = score_gains(a, s, all, 8);

	for (uint32_t i = 0; i < n; i++) {
		buf_text(out, i > 0 ? ", " : "");
		buf_str(out, s->pack->questions[all[i].question].id);
		buf_text(out, " +");
		ratio_write(out, all[i].overall, 2);
		if (out->at[out->len - 1] == '0')
			out->len--;
	}
}

static void look_word(struct buf *out, struct arena *a, const struct score *s,
		      struct str word)
{
	uint32_t next;

	if (str_is(word, "o")) {
		look_scored(out, s, &s->overall);
	} else if (str_is(word, "preview")) {
		buf_text(out, s->preview ? "yes" : "no");
	} else if (str_is(word, "gains")) {
		look_gains(out, a, s);
	} else if (str_is(word, "next")) {
		next = score_next_question(a, s);
		buf_str(out, next == NO_INDEX ? STR("-")
					      : s->pack->questions[next].id);
	} else {
		fail_msg("look at what? %.*s", STR_ARGS(word));
	}
}

static void look(struct buf *out, struct arena *a, const struct score *s,
		 struct str word)
{
	struct str id = str_sub(word, 2, word.len);
	const struct pack *p = s->pack;
	struct ratio gap;

	if (word.len < 3 || word.at[1] != '.') {
		look_word(out, a, s, word);
		return;
	}
	switch (word.at[0]) {
	case 'q':
		look_question(out, s, pack_find_question(p, id));
		return;
	case 'c':
	case 'd':
		look_scored(out, s, scored_of(s, id));
		return;
	case 'r':
		put_bounds(out, &scored_of(s, id)->raw);
		return;
	case 'g':
		buf_text(out, gate_state_name(
				  s->gates[pack_find_gate(p, id)].state));
		return;
	case 'f':
		look_fact(out, s, pack_find_fact(p, id));
		return;
	case 't':
		buf_fmt(out, "%u", scored_of(s, id)->target);
		return;
	case 'k':
		look_coverage(out, scored_of(s, id));
		return;
	case 'b':
		look_blocking(out, s, pack_find_criterion(p, id));
		return;
	default:
		if (score_gap(s, pack_find_dimension(p, id), &gap))
			ratio_write(out, gap, -1);
		else
			buf_char(out, '-');
	}
}

/* Words separated by spaces, one after the other. */
static bool next_word(struct str *rest, struct str *word)
{
	size_t end;

	*rest = str_trim(*rest);
	end = str_find(*rest, STR(" "), 0);
	*word = str_sub(*rest, 0, end);
	*rest = str_sub(*rest, word->len, rest->len);
	return word->len > 0;
}

static void put_slugs(struct buf *out, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		buf_fmt(out, "%s%s", i > 0 ? " " : "",
			message_slug(diags->items[i].message));
}

/* A pack, answers, a score; each may be NULL after diagnostics. */
struct scene {
	struct arena *arena;
	struct diags diags;
	struct pack *pack;
	struct answers *answers;
	struct score *score;
};

static struct scene *scene(const char *rubric, const char *answers)
{
	struct arena *a = arena_open();
	struct scene *sc = ARENA_NEW(a, struct scene);

	sc->arena = a;
	diags_init(&sc->diags, a);
	sc->pack = small_pack(a, questionnaire, rubric, &sc->diags);
	if (sc->pack == NULL)
		small_print(a, &sc->diags);
	assert_non_null(sc->pack);
	sc->answers = small_answers(a, sc->pack, answers, &sc->diags);
	if (sc->answers != NULL)
		sc->score = score_case(a, sc->pack, sc->answers, &sc->diags);
	return sc;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct scene *sc = scene(row->rubric, row->answers);
	struct arena *a = sc->arena;
	struct buf got = buf_make(a), told = buf_make(a);
	struct str rest = str_from(row->look), word;

	put_slugs(&told, &sc->diags);
	assert_string_equal(str_cstr(a, buf_view(&told)), row->told);
	assert_int_equal(sc->score == NULL, sc->diags.errors > 0);
	while (sc->score != NULL && next_word(&rest, &word)) {
		if (word.at != row->look)
			buf_text(&got, "; ");
		look(&got, a, sc->score, word);
	}
	assert_string_equal(str_cstr(a, buf_view(&got)), row->want);
	arena_close(a);
}

/* --- nothing gives a member of the staff away ------------------------------------- */

#define FOUR(x)                                                                \
	SETS LEADER("a", "uses: [none], p1: 3, p2: 4, opt: high")              \
	    STAFF("p2: {value: " x ", note: secret}, p3: " x ", opt: mute")    \
	    STAFF("p2: 1, p3: 2, opt: mute") STAFF("p2: 2, p3: 3, opt: mute")  \
	    STAFF("p2: 1, p3: 2, opt: mute")
#define FIVE(x, y)                                                             \
	FOUR(x) STAFF("p2: " y ", p3: " y ", opt: high")

#define DECIDED                                                                \
	"decisions:\n- {question: p2, value: 3, reason: lue, author: B, "      \
	"date: 2026-11-20}\n- {question: p3, value: 2}\n"

/* The folder's name differs from one scene to the next. */
static void hide_folder(struct buf *out)
{
	static const char made[] = "/tmp/jalon-test-";
	size_t at = 0;

	while ((at = str_find(buf_view(out), STR("/tmp/jalon-test-"), at)) !=
	       SIZE_MAX) {
		at += sizeof(made) - 1;
		memset(out->at + at, 'X', 6);
	}
}

/* All that is printed about a case: JSON, both forms, every explanation. */
static struct str everything(struct scene *sc)
{
	struct arena *a = sc->arena;
	struct buf out = buf_make(a);
	struct json j = json_make(&out, true);
	const struct str *names;
	size_t count;

	sc->answers->document = STR_NONE;
	json_begin_object(&j);
	result_write(&j, a, sc->score);
	json_end(&j);
	j = json_make(&out, true);
	json_begin_object(&j);
	result_write_compact(&j, sc->score);
	json_end(&j);
	names = explain_names(a, sc->pack, &count);
	for (size_t i = 0; i < count; i++)
		for (int l = 0; l < LANG_COUNT; l++)
			assert_true(explain_write(&out, sc->score, names[i],
						  (enum lang)l));
	diags_write(&out, &sc->diags, LANG_FR);
	hide_folder(&out);
	return buf_view(&out);
}

static const struct secret {
	const char *name;
	const char *one, *other;	/* must print the same */
} secrets[] = {
	{ "one of four changes", FOUR("1"), FOUR("5") },
	{ "two of five trade answers", FIVE("1", "5"), FIVE("5", "1") },
	{ "one of four changes, behind a decision", FOUR("1") DECIDED,
	  FOUR("5") DECIDED },
	{ "two of five trade answers, behind a decision",
	  FIVE("1", "5") DECIDED, FIVE("5", "1") DECIDED },
	{ "who is absent from five is not seen",
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 2") STAFF("p3: 2"),
	  SETS STAFF("p3: 5") STAFF("p3: 5") STAFF("p3: 5") STAFF("p3: 5") },
};

static void test_secret(void **state)
{
	const struct secret *secret = *state;
	struct scene *one = scene(standard, secret->one);
	struct scene *other = scene(standard, secret->other);
	struct str a = everything(one), b = everything(other);

	assert_int_equal(str_find(a, STR("secret"), 0), SIZE_MAX);
	assert_string_equal(str_cstr(one->arena, a),
			    str_cstr(other->arena, b));
	arena_close(one->arena);
	arena_close(other->arena);
}

/* Among five, four without points: the mean would be the fifth's answer. */
static void test_alone_with_points(void **state)
{
	struct scene *sc = scene(standard, FIVE("1", "5"));
	uint32_t opt = pack_find_question(sc->pack, STR("opt"));
	const struct group_points *staff =
	    &sc->score->questions[opt].groups[GROUP_STAFF];

	(void)state;
	assert_true(staff->withheld);
	assert_int_equal(staff->respondents, 0);
	arena_close(sc->arena);
}

/* --- what explanations and the result say ----------------------------------------- */

#define SP "\xC2\xA0"
#define TWO_LEADERS                                                            \
	SETS LEADER("Ana", "uses: [none], p1: 2, p2: {value: 3, note: lu}, "   \
			   "p4: 5")                                            \
	    LEADER("Bo", DK("p2"))

#define ONE_OF_STAFF                                                           \
	SETS LEADER("Ana", "uses: [b], p1: 3")                                 \
	    STAFF("na1: {na: secret}, p4: {value: 1, note: secret}, "          \
		  "p3: {value: 1, note: secret}, uses: [a]")

static const struct telling {
	const char *name;
	const char *rubric, *answers;
	const char *id;		/* to explain; NULL: the result, compact */
	enum lang lang;
	const char *has, *lacks;	/* NULL: nothing */
} tellings[] = {
	{ "a leader by name", standard, TWO_LEADERS, "p2", LANG_FR,
	  "    Ana (direction)" SP ": 3. c; note" SP ": lu\n"
	  "    Bo (direction)" SP ": je ne sais pas\n", "ne compte pas :" },
	{ "a leader by name, in English", standard, TWO_LEADERS, "p2", LANG_EN,
	  "    Ana (leaders): 3. c; note: lu\n", NULL },
	{ "an answer not asked of leaders", standard, TWO_LEADERS, "p4",
	  LANG_FR, "Ana (direction)" SP ": 5. e (ne compte pas" SP
	  ": la question n'est pas pour ce groupe)\n", "moyenne" },
	{ "names in the result", standard, TWO_LEADERS, NULL, LANG_FR,
	  "\"respondents\":[{\"respondent\":\"Ana\",\"group\":\"leaders\","
	  "\"state\":\"answered\",\"answer\":3,\"note\":\"lu\","
	  "\"counts\":true},{\"respondent\":\"Bo\",\"group\":\"leaders\","
	  "\"state\":\"dont_know\",\"answer\":null,\"counts\":false}]",
	  NULL },
	{ "an answer not asked of leaders, in the result", standard,
	  TWO_LEADERS, NULL, LANG_FR, "\"answer\":5,\"counts\":false", NULL },
	{ "no names in one agreed set", standard, ANSWERS "p1: 3\n", NULL,
	  LANG_FR, NULL, "respondent\"" },
	{ "staff are no respondents", standard,
	  SETS STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1") STAFF("p3: 1")
	      STAFF("p3: 1") TOGETHER("p2: 4"),
	  NULL, LANG_FR, "\"respondents\":[]", "\"respondent\":" },
	{ "one of the staff says what was not asked", standard, ONE_OF_STAFF,
	  NULL, LANG_FR, NULL, "secret" },
	{ "one of the staff says it is not applicable", standard,
	  ONE_OF_STAFF, "na1", LANG_FR, NULL, "secret" },
	{ "one of the staff notes", standard, ONE_OF_STAFF, "p4", LANG_EN,
	  NULL, "secret" },
	{ "a decision over one agreed answer", standard,
	  ANSWERS "p1: {value: 4, note: vue}\ndecisions:\n- {question: p1, "
		  "value: 2, kind: override, reason: lue, author: Zoe, "
		  "date: 2026-11-20}\n",
	  NULL, LANG_FR,
	  "\"decision\":{\"kind\":\"override\",\"state\":\"answered\","
	  "\"value\":2,\"reason\":\"lue\",\"author\":\"Zoe\","
	  "\"date\":\"2026-11-20\",\"originals\":{\"state\":\"answered\","
	  "\"answer\":4,\"note\":\"vue\"}}", NULL },
	{ "a decision explained", standard,
	  ANSWERS "p1: 4\ndecisions:\n- {question: p1, value: 2, kind: "
		  "override, reason: lue, author: Zoe, date: 2026-11-20}\n",
	  "p1", LANG_EN,
	  "  recorded decision: 2. b\n"
	  "  decision: override, 2026-11-20, Zoe \xE2\x80\x94 lue\n"
	  "  original answer: 4. d\n", NULL },
	{ "a decision over groups", standard, FIVE("1", "5") DECIDED, NULL,
	  LANG_FR,
	  "\"originals\":{\"groups\":{\"leaders\":{\"mean\":4,"
	  "\"respondents\":1},\"staff\":{\"mean\":2,\"respondents\":5}}}",
	  NULL },
	{ "a decision over four of the staff", standard, FOUR("1") DECIDED,
	  NULL, LANG_FR,
	  "\"originals\":{\"groups\":{\"leaders\":{\"mean\":4,"
	  "\"respondents\":1}}}", "\"staff\":{" },
	{ "a decision marked in inputs", standard,
	  ANSWERS "p1: 4\ndecisions:\n- {question: p1, value: 2}\n", NULL,
	  LANG_FR, "\"question\":\"p1\",\"state\":\"answered\",\"points\":2,"
	  "\"decided\":true", NULL },
	{ "a decision marked in inputs, explained", standard,
	  ANSWERS "p1: 4\ndecisions:\n- {question: p1, value: 2}\n",
	  "lead.one", LANG_FR,
	  "    p1  2  répondu \xE2\x80\x94 b (décision consignée)\n", NULL },
	{ "why it is not applicable, in inputs", standard,
	  ANSWERS "uses: [b]\n  na1: {na: rien}\n", NULL, LANG_FR,
	  "\"left_out\":\"not_applicable\",\"reason\":\"rien\"", NULL },
	{ "why a criterion is absent", standard,
	  ANSWERS "uses: [b]\n  na1: {na: rien}\n", "serve", LANG_FR,
	  "absent, laissé de côté" SP ": na1 sans objet (rien), opt sans "
	  "réponse\n", NULL },
	{ "why a criterion is absent: not asked", standard,
	  ANSWERS "uses: [none]\n  p3: {dont_know: true}\n", "serve", LANG_EN,
	  "absent, left out: p3 don't know, hid not asked in this case\n",
	  NULL },
	{ "bounds say what widens them", standard, ANSWERS "p1: 3\n",
	  "lead.one", LANG_FR, "  élargies par" SP ": p2\n  bornes du niveau"
	  SP ": de 2 (b) à 4 (d)\n", NULL },
	{ "a condition widens", standard, ANSWERS "hid: 5\n  p3: 1\n",
	  "serve.one", LANG_EN, "  widened by: uses\n", NULL },
	{ "what is certain is not wide", standard,
	  ANSWERS "uses: [none]\n  p1: 3\n  p2: 3\n", "lead.one", LANG_FR,
	  "  bornes du niveau" SP ": 3 (c)\n", "élargies" },
	{ "a gate waits", gated, ANSWERS "p1: 2\n", "overall", LANG_FR,
	  "  préalables en attente de" SP ": uses\n", NULL },
	{ "no space at the end of a line", standard, ANSWERS "p1: 2\n",
	  "lead.one", LANG_FR, "  entrées" SP ":\n", " \n" },
	{ "what an expression reads", gated, ANSWERS "p1: 2\n", "reach",
	  LANG_FR, "  lit" SP ":\n    ai  inconnu\n", " \n" },
	{ "next, and why", gated,
	  ANSWERS "uses: [a]\n  bot: true\n  p1: 2\n  p2: 3\n  p3: 5\n"
		  "  na1: 5\n  opt: high\n",
	  "next_question", LANG_FR,
	  "next_question \xE2\x80\x94 hid \xE2\x80\x94 t\n", NULL },
	{ "next, read by a gate", gated, ANSWERS "uses: [a]\n",
	  "next_question", LANG_EN, "  read by prerequisites: reach\n", NULL },
	{ "nothing next", standard,
	  ANSWERS "staff: 3\n  uses: [none]\n  p1: 2\n  p2: 3\n  p3: 5\n"
		  "  p4: 1\n  p5: 1\n  na1: 5\n  opt: high\n",
	  "next_question", LANG_EN, "nothing open narrows", NULL },
	{ "gaps", standard,
	  SETS LEADER("a", "p2: 3") STAFF("p2: 1") STAFF("p2: 1")
	      STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 1") STAFF("p2: 2"),
	  "gaps", LANG_FR,
	  "  lead" SP ": 1,50 point, à discuter\n"
	  "    p2  direction 3,00, personnel 1,50\n"
	  "  serve" SP ": rien de commun à comparer\n", "points" },
	{ "gaps in English", standard,
	  SETS LEADER("a", "p2: 3") STAFF("p2: 1") STAFF("p2: 1")
	      STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 1") STAFF("p2: 2"),
	  "gaps", LANG_EN, "  lead: 1.50 points, to discuss\n", NULL },
	{ "gaps below five", standard, FOUR("1"), "gaps", LANG_FR,
	  "  lead" SP ": rien de commun à comparer\n", "personnel 1" },
	{ "no gaps in one agreed set", standard, ANSWERS "p1: 3\n", "gaps",
	  LANG_EN, "one agreed answer for all", NULL },
	{ "where the overall is defined", standard, ANSWERS "p1: 3\n",
	  "overall", LANG_EN, "rubric.fr.md:1\n", NULL },
	{ "a cap that no answer can reach", absent_cap, ANSWERS "uses: [none]\n",
	  "read", LANG_EN, "  cap: overall ≤ points(p2)\n", NULL },
	{ "a text is no line of ours", standard,
	  SETS LEADER("\"A\\n  points: 5\"", "p1: 3"), "p1", LANG_EN,
	  "    A\xC2\xB7  points: 5 (leaders): 3. c\n", NULL },
	{ "findings in the result", standard,
	  ANSWERS "uses: [none]\n  p1: 2\n  p2: 2\n", NULL, LANG_FR,
	  "\"findings\":[{\"criterion\":\"lead.one\",\"weighted_gap\":0.6}]",
	  NULL },
};

static struct str told(const struct telling *row, struct scene *sc)
{
	struct buf out = buf_make(sc->arena);
	struct json j = json_make(&out, false);

	assert_non_null(sc->score);
	if (row->id != NULL) {
		assert_true(explain_write(&out, sc->score, str_from(row->id),
					  row->lang));
		return buf_view(&out);
	}
	json_begin_object(&j);
	result_write(&j, sc->arena, sc->score);
	json_end(&j);
	return buf_view(&out);
}

static void test_telling(void **state)
{
	const struct telling *row = *state;
	struct scene *sc = scene(row->rubric, row->answers);
	struct str text = told(row, sc);

	if (row->has != NULL &&
	    str_find(text, str_from(row->has), 0) == SIZE_MAX)
		fail_msg("no `%s` in:\n%.*s", row->has, STR_ARGS(text));
	if (row->lacks != NULL &&
	    str_find(text, str_from(row->lacks), 0) != SIZE_MAX)
		fail_msg("`%s` in:\n%.*s", row->lacks, STR_ARGS(text));
	arena_close(sc->arena);
}

/* --- what does not fit a row -------------------------------------------------------- */

static void test_projection(void **state)
{
	struct scene *sc = scene(gated, ANSWERS "uses: [a]\n  bot: true\n"
				 "  p1: 2\n  p2: 2\n  p3: 3\n  hid: 3\n"
				 "  na1: 3\n");
	uint32_t one = pack_find_criterion(sc->pack, STR("lead.one"));
	uint32_t two = pack_find_criterion(sc->pack, STR("serve.one"));
	uint8_t levels[8] = { 0 };
	bool lifted[2] = { false, false };
	struct score *after;

	(void)state;
	levels[one] = 4;
	levels[two] = 2;	/* no lower than it is */
	after = score_projected(sc->arena, sc->score, levels, lifted);
	assert_int_equal(ratio_cmp(after->criteria[one].raw.point, RATIO(4)),
			 0);
	assert_int_equal(ratio_cmp(after->criteria[two].raw.point, RATIO(3)),
			 0);
	assert_int_equal(after->criteria[one].applying,
			 sc->score->criteria[one].applying);
	assert_int_equal(after->criteria[one].target, 3);
	assert_int_equal(after->overall.capped, 2);	/* still in force */
	lifted[pack_find_gate(sc->pack, STR("reach"))] = true;
	after = score_projected(sc->arena, sc->score, levels, lifted);
	assert_int_equal(after->overall.level, 4);
	assert_int_equal(after->overall.capped, 4);
	assert_int_equal(after->gates[0].state, GATE_MET);
	assert_int_equal(sc->score->overall.capped, 2);
	arena_close(sc->arena);
}

/* A scorer that served a case with respondents owes nothing to the next. */
static void test_again(void **state)
{
	struct scene *sc = scene(
	    by_group, SETS LEADER("a", "p1: 4, p2: 4, p5: 1") STAFF("p2: 2")
			  STAFF("p2: 2") STAFF("p2: 2") STAFF("p2: 2")
			      STAFF("p2: 2"));
	/* Twice: what was left by the first must not be read by the second. */
	struct engine *e = engine_open(sc->arena, sc->pack);
	struct answers *plain = small_answers(
	    sc->arena, sc->pack, ANSWERS "p1: 3\n  p2: 3\n", &sc->diags);
	struct scene fresh = *sc, used = *sc;
	struct ratio gap;

	(void)state;
	assert_non_null(score_again(e, sc->answers, &sc->diags));
	used.answers = fresh.answers = plain;
	used.score = score_again(e, plain, &sc->diags);
	assert_false(score_gap(used.score, 0, &gap));
	fresh.score = score_case(sc->arena, sc->pack, plain, &sc->diags);
	assert_string_equal(str_cstr(sc->arena, everything(&used)),
			    str_cstr(sc->arena, everything(&fresh)));
	arena_close(sc->arena);
}

static void test_bands(void **state)
{
	static const struct { int hundredths; uint8_t level; } edges[] = {
		{ 100, 1 }, { 179, 1 }, { 180, 2 }, { 259, 2 }, { 260, 3 },
		{ 339, 3 }, { 340, 4 }, { 419, 4 }, { 420, 5 }, { 500, 5 },
		{ 0, 1 }, { -100, 1 },
	};
	struct scene *sc = scene(standard, "answers:\n");

	(void)state;
	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
		assert_int_equal(rubric_level(&sc->pack->rubric,
					      ratio_make(edges[i].hundredths,
							 100), RATIO(5)),
				 edges[i].level);
	arena_close(sc->arena);
}

static void test_empty_sets(void **state)
{
	struct scene *sc = scene(standard, "answers:\n");
	struct answers none = { .evidence = sc->answers->evidence };
	struct score *s = score_case(sc->arena, sc->pack, &none, &sc->diags);

	(void)state;
	assert_non_null(s);
	assert_true(s->overall.raw.absent);
	arena_close(sc->arena);
}

enum {
	ROWS = sizeof(rows) / sizeof(rows[0]),
	SECRETS = sizeof(secrets) / sizeof(secrets[0]),
	TELLINGS = sizeof(tellings) / sizeof(tellings[0]),
};

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(test_alone_with_points),
		cmocka_unit_test(test_projection),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_bands),
		cmocka_unit_test(test_empty_sets),
	};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	static struct CMUnitTest tests[ROWS + SECRETS + TELLINGS + OTHERS];

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			rows[i].name, test_row, NULL, NULL,
			(void *)(uintptr_t)&rows[i]
		};
	for (size_t i = 0; i < SECRETS; i++)
		tests[ROWS + i] = (struct CMUnitTest){
			secrets[i].name, test_secret, NULL, NULL,
			(void *)(uintptr_t)&secrets[i]
		};
	for (size_t i = 0; i < TELLINGS; i++)
		tests[ROWS + SECRETS + i] = (struct CMUnitTest){
			tellings[i].name, test_telling, NULL, NULL,
			(void *)(uintptr_t)&tellings[i]
		};
	memcpy(tests + ROWS + SECRETS + TELLINGS, others, sizeof(others));
	return _cmocka_run_group_tests("engine", tests,
				       ROWS + SECRETS + TELLINGS + OTHERS,
				       NULL, NULL);
}
