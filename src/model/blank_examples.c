/*
 * The end of a blank answers file: an example of each block one may add.
 *
 * A sentence is `# ...`; a line to use has its `#` against the text, so that
 * taking the `#` away is enough. Every example names things of the pack and
 * reads back without an error (tests/unit/test_answers.c takes them all).
 */
#include "blank.h"

enum sentence {
	SAY_OPTIONAL,
	SAY_EVIDENCE,
	SAY_DECISIONS,
	SAY_PLAN,
	SAY_REPORT,
	SAY_SETS,
	SAY_COUNT
};

/* In French, numbers take U+00A0 between thousands. */
static const char *const sentences[LANG_COUNT][SAY_COUNT] = {
	[LANG_FR] = {
		[SAY_OPTIONAL] =
		    "Tout ce qui suit est facultatif. Pour vous servir d'un "
		    "exemple, retirez le « # » collé au début de ses lignes.",
		[SAY_EVIDENCE] =
		    "Preuves, par critère : declared (dit), shown (vu) ou "
		    "verified (vérifié).",
		[SAY_DECISIONS] =
		    "Décisions, à côté des réponses données : consensus "
		    "(entente) ou override (correction, avec sa raison).",
		[SAY_PLAN] =
		    "Plan : dollars par année (20 000, écrit sans espace), "
		    "jours-personnes par mois, projets de front, initiatives "
		    "écartées ou déjà faites, estimations changées.",
		[SAY_REPORT] =
		    "Rapport. Un texte s'écrit une fois pour toutes les "
		    "langues, ou sous fr et sous en; 8 000 octets au plus.",
		[SAY_SETS] =
		    "Plusieurs répondants : « sets » prend la place de "
		    "« answers ». Le personnel n'est pas nommé; à moins de cinq "
		    "réponses, il répond ensemble (together).",
	},
	[LANG_EN] = {
		[SAY_OPTIONAL] =
		    "All that follows is optional. To use an example, take "
		    "away the \"#\" at the start of its lines.",
		[SAY_EVIDENCE] = "Evidence, by criterion: declared, shown or "
				 "verified.",
		[SAY_DECISIONS] =
		    "Decisions, beside the answers given: consensus or "
		    "override (with its reason).",
		[SAY_PLAN] =
		    "Plan: dollars a year (20,000, written without a comma), "
		    "person-days a month, projects at once, initiatives left "
		    "out or done already, estimates changed.",
		[SAY_REPORT] =
		    "Report. A text is written once for every language, or "
		    "under fr and under en; 8,000 bytes at most.",
		[SAY_SETS] =
		    "Several respondents: \"sets\" takes the place of "
		    "\"answers\". Staff are not named; below five answers, "
		    "they answer together.",
	},
};

static void say(struct blank *b, enum sentence which)
{
	buf_char(b->out, '\n');
	blank_comment(b, "# ", str_from(sentences[b->lang][which]));
}

/* `#`, then the id between two texts. */
static void line(struct blank *b, const char *before, struct str id,
		 const char *after)
{
	buf_char(b->out, '#');
	buf_text(b->out, before);
	buf_str(b->out, id);
	buf_text(b->out, after);
}

static void lines(struct blank *b, const char *text)
{
	buf_text(b->out, text);
}

/* --- a question and an answer to it --------------------------------------- */

static void number_value(struct buf *out, const struct question *q)
{
	if (q->has_min)
		ratio_write(out, q->min, -1);
	else if (q->has_max)
		ratio_write(out, q->max, -1);
	else
		buf_char(out, '1');
}

static void value(struct buf *out, const struct question *q)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		buf_char(out, '2');
		break;
	case QUESTION_SINGLE:
		buf_str(out, q->options[0].id);
		break;
	case QUESTION_MULTIPLE:
		buf_char(out, '[');
		buf_str(out, q->options[0].id);
		buf_char(out, ']');
		break;
	case QUESTION_BOOLEAN:
		buf_text(out, "true");
		break;
	case QUESTION_NUMBER:
		number_value(out, q);
		break;
	case QUESTION_TEXT:
		buf_text(out, "\"...\"");
		break;
	case QUESTION_DATE:
		buf_text(out, "2026-11-21");
		break;
	}
}

/* One the group is asked, with levels if there is one; or NULL. */
static const struct question *asked_of(const struct pack *p, enum group group)
{
	const struct question *found = NULL;

	for (uint32_t i = 0; i < p->question_count; i++) {
		const struct question *q = &p->questions[i];

		if (q->from_client != FROM_NOWHERE ||
		    (q->groups >> group & 1) == 0)
			continue;
		if (q->type == QUESTION_LEVEL)
			return q;
		if (found == NULL)
			found = q;
	}
	return found;
}

static const struct question *any_question(const struct pack *p)
{
	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct question *q = asked_of(p, (enum group)g);

		if (q != NULL)
			return q;
	}
	return NULL;
}

/* --- the blocks ----------------------------------------------------------- */

static void evidence(struct blank *b)
{
	say(b, SAY_EVIDENCE);
	lines(b, "#evidence:\n");
	line(b, "  ", b->pack->rubric.criteria[0].id, ": shown\n");
}

static void decisions(struct blank *b)
{
	const struct question *q = any_question(b->pack);

	if (q == NULL)
		return;
	say(b, SAY_DECISIONS);
	lines(b, "#decisions:\n");
	line(b, "  - question: ", q->id, "\n");
	lines(b, "#    value: ");
	value(b->out, q);
	lines(b, "\n#    kind: consensus\n#    reason: \"...\"\n"
		 "#    author: \"...\"\n#    date: 2026-11-21\n");
}

static void plan(struct blank *b)
{
	const struct catalogue *c = &b->pack->catalogue;

	say(b, SAY_PLAN);
	lines(b, "#plan:\n#  budget: 20000\n#  days_per_month: 8\n"
		 "#  slots: 2\n");
	if (c->initiative_count < 3)
		return;
	line(b, "  done: [", c->initiatives[0].id, "]\n");
	line(b, "  exclude: [", c->initiatives[1].id, "]\n");
	line(b, "  include: [", c->initiatives[2].id, "]\n");
	lines(b, "#  estimates:\n");
	line(b, "    ", c->initiatives[2].id, ":\n");
	lines(b, "#      days: {low: 1, likely: 2, high: 4}\n"
		 "#      cost: {low: 0, likely: 500, high: 2000}\n");
}

static void report(struct blank *b)
{
	const struct rubric *r = &b->pack->rubric;

	say(b, SAY_REPORT);
	lines(b, "#report:\n#  logo: logo.svg\n#  consultant: \"...\"\n"
		 "#  introduction: {fr: \"...\", en: \"...\"}\n"
		 "#  next_meeting: \"...\"\n"
		 "#  jobs: {fr: \"...\", en: \"...\"}\n#  findings:\n");
	line(b, "    ", r->criteria[0].id, ": {note: \"...\"}\n");
	if (r->criterion_count > 1)
		line(b, "    ", r->criteria[1].id, ": {hide: true}\n");
	if (r->criterion_count > 2)
		line(b, "    ", r->criteria[2].id, ": {text: \"...\"}\n");
}

static void set(struct blank *b, enum group group, const char *start)
{
	const struct question *q = asked_of(b->pack, group);

	if (q == NULL)
		return;
	lines(b, start);
	line(b, "      ", q->id, ": ");
	value(b->out, q);
	buf_char(b->out, '\n');
}

static void sets(struct blank *b)
{
	if (any_question(b->pack) == NULL)
		return;
	say(b, SAY_SETS);
	lines(b, "#sets:\n");
	set(b, GROUP_LEADERS, "#  - group: leaders\n#    respondent: \"...\"\n"
			      "#    answers:\n");
	set(b, GROUP_EXPERTS, "#  - group: experts\n#    respondent: \"...\"\n"
			      "#    answers:\n");
	set(b, GROUP_STAFF, "#  - group: staff\n#    together: true\n"
			    "#    answers:\n");
}

void blank_examples(struct blank *b)
{
	say(b, SAY_OPTIONAL);
	evidence(b);
	decisions(b);
	plan(b);
	report(b);
	sets(b);
}
