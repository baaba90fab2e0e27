/*
 * Derivations for people: plain text, one fact a line.
 */
#include "engine/explain.h"

#include <string.h>

#include "base/arena.h"
#include "engine.h"

/* Where the text goes, and in which language. */
struct teller {
	struct buf *out;
	const struct score *s;
	enum lang lang;
};

static void say(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, t->lang == LANG_FR ? fr : en);
}

/* A label, with the space that French puts before a colon. */
static void label(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, "  ");
	say(t, fr, en);
	say(t, "\xC2\xA0: ", ": ");
}

static void put(struct teller *t, struct str s)
{
	buf_str(t->out, s);
}

/* A decimal: with a comma in French. */
static void put_ratio(struct teller *t, struct ratio r, int places)
{
	size_t from = t->out->len;

	ratio_write(t->out, r, places);
	for (size_t i = from; t->lang == LANG_FR && i < t->out->len; i++)
		if (t->out->at[i] == '.')
			t->out->at[i] = ',';
}

static void put_published(struct teller *t, struct ratio r)
{
	put_ratio(t, r, t->s->pack->rubric.places);
}

static void put_fraction(struct teller *t, struct ratio r)
{
	r = ratio_reduce(r);
	buf_int(t->out, r.num);
	if (r.den == 1)
		return;
	buf_char(t->out, '/');
	buf_int(t->out, r.den);
}

static void end(struct teller *t)
{
	buf_char(t->out, '\n');
}

static void put_title(struct teller *t, struct str id, struct str code,
		      const struct text *title)
{
	put(t, id);
	if (code.len > 0) {
		buf_text(t->out, " (");
		put(t, code);
		buf_text(t->out, ")");
	}
	if (title != NULL) {
		buf_text(t->out, " \xE2\x80\x94 ");
		put(t, text_in(title, t->lang, t->s->pack));
	}
	end(t);
}

static void put_place(struct teller *t, struct span span)
{
	if (span.source == NULL)
		return;
	label(t, "défini dans", "defined in");
	buf_fmt(t->out, "%s:%u\n", span.source->name, span_place(span).line);
}

static void put_level(struct teller *t, uint32_t level)
{
	if (level == 0) {
		say(t, "aucun", "none");
		return;
	}
	buf_int(t->out, level);
	buf_text(t->out, " (");
	put(t, text_in(&t->s->pack->rubric.levels[level], t->lang,
		       t->s->pack));
	buf_char(t->out, ')');
}

static void put_state(struct teller *t, enum expr_state state)
{
	static const char *const words[STATE_COUNT][LANG_COUNT] = {
		[STATE_ANSWERED] = { "répondu", "answered" },
		[STATE_NA] = { "sans objet", "not applicable" },
		[STATE_DONT_KNOW] = { "je ne sais pas", "don't know" },
		[STATE_HIDDEN] = { "non posée à ce client",
				   "not asked of this client" },
		[STATE_UNANSWERED] = { "sans réponse", "unanswered" },
	};

	buf_text(t->out, words[state][t->lang]);
}

/* --- questions -------------------------------------------------------------- */

static void put_options(struct teller *t, const struct question *q,
			uint64_t chosen)
{
	bool first = true;

	for (uint32_t i = 0; i < q->option_count; i++) {
		if ((chosen >> i & 1) == 0)
			continue;
		if (!first)
			buf_text(t->out, ", ");
		first = false;
		put(t, text_in(&q->options[i].text, t->lang, t->s->pack));
	}
}

static void put_answer(struct teller *t, const struct question *q,
		       const struct answer *a)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		buf_int(t->out, a->choice + 1);
		buf_text(t->out, ". ");
		put(t, text_in(&q->options[a->choice].text, t->lang,
			       t->s->pack));
		return;
	case QUESTION_SINGLE:
		put_options(t, q, (uint64_t)1 << a->choice);
		return;
	case QUESTION_MULTIPLE:
		put_options(t, q, a->chosen);
		return;
	case QUESTION_BOOLEAN:
		say(t, a->truth ? "oui" : "non", a->truth ? "yes" : "no");
		return;
	case QUESTION_NUMBER:
		put_ratio(t, a->number, -1);
		return;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		put(t, a->text);
		return;
	}
}

static void put_group_means(struct teller *t, const struct question_result *r)
{
	static const char *const words[GROUP_COUNT][LANG_COUNT] = {
		[GROUP_LEADERS] = { "direction", "leaders" },
		[GROUP_STAFF] = { "personnel", "staff" },
		[GROUP_EXPERTS] = { "spécialistes", "experts" },
	};

	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct group_points *one = &r->groups[g];

		if (one->withheld) {
			label(t, words[g][LANG_FR], words[g][LANG_EN]);
			say(t, "moins de cinq réponses, aucune ne compte\n",
			    "fewer than five answers, none counts\n");
		}
		if (one->respondents == 0)
			continue;
		label(t, words[g][LANG_FR], words[g][LANG_EN]);
		say(t, "moyenne ", "mean ");
		put_published(t, one->mean.point);
		buf_fmt(t->out, " (%u)\n", one->respondents);
	}
}

static void put_bounds(struct teller *t, const struct expr_number *n)
{
	label(t, "bornes", "bounds");
	if (!n->may_be_present) {
		say(t, "aucune valeur possible\n", "no value possible\n");
		return;
	}
	say(t, "de ", "from ");
	put_published(t, n->lo);
	say(t, " à ", " to ");
	put_published(t, n->hi);
	if (n->may_be_absent)
		say(t, ", ou absent", ", or absent");
	end(t);
}

static void put_firm_answer(struct teller *t, const struct question *q,
			    const struct question_result *r)
{
	if (r->disagreement) {
		label(t, "réponse de l'entreprise", "the firm's answer");
		say(t, "les répondants ne s'accordent pas\n",
		    "respondents disagree\n");
		return;
	}
	if (r->firm->kind == ANSWER_VALUE) {
		label(t, r->decided ? "réponse arrêtée" : "réponse",
		      r->decided ? "recorded decision" : "answer");
		put_answer(t, q, r->firm);
		end(t);
	}
	if (r->firm->kind == ANSWER_NA) {
		label(t, "raison", "reason");
		put(t, r->firm->reason);
		end(t);
	}
	if (r->firm->note.len > 0) {
		label(t, "note", "note");
		put(t, r->firm->note);
		end(t);
	}
}

static void put_condition(struct teller *t, const struct expr *when,
			  const char *fr, const char *en)
{
	if (when == NULL)
		return;
	label(t, fr, en);
	put(t, expr_text(when));
	end(t);
}

static void explain_question(struct teller *t, uint32_t index)
{
	const struct question *q = &t->s->pack->questions[index];
	const struct question_result *r = &t->s->questions[index];

	put_title(t, q->id, q->code, &q->text);
	label(t, "état", "state");
	put_state(t, r->state);
	end(t);
	put_condition(t, t->s->pack->sections[q->section].when,
		      "condition de la section", "condition of the section");
	put_condition(t, q->when, "posée si", "asked if");
	put_firm_answer(t, q, r);
	if (t->s->several)
		put_group_means(t, r);
	if (q->scored) {
		label(t, "points", "points");
		if (r->points.absent)
			say(t, "aucun, la question ne compte pas",
			    "none, the question does not count");
		else
			put_published(t, r->points.point);
		end(t);
		put_bounds(t, &r->points);
	}
	put_place(t, q->span);
}

/* One line for a question read by something else. */
static void put_input(struct teller *t, uint32_t index)
{
	const struct question *q = &t->s->pack->questions[index];
	const struct question_result *r = &t->s->questions[index];

	buf_text(t->out, "    ");
	put(t, q->id);
	buf_text(t->out, "  ");
	if (!r->points.absent) {
		put_ratio(t, r->points.point, r->points.point.den == 1
						  ? 0
						  : t->s->pack->rubric.places);
		buf_text(t->out, "  ");
	}
	put_state(t, r->state);
	if (r->firm->kind == ANSWER_VALUE && !r->disagreement) {
		buf_text(t->out, " \xE2\x80\x94 ");
		put_answer(t, q, r->firm);
	}
	if (r->firm->kind == ANSWER_NA) {
		buf_text(t->out, " \xE2\x80\x94 ");
		put(t, r->firm->reason);
	}
	if (r->points.absent && q->scored)
		say(t, " (laissée de côté)", " (left out)");
	end(t);
}

/* --- what an expression read ---------------------------------------------------- */

static void put_truth(struct teller *t, uint8_t truth)
{
	if (truth == TRUTH_ABSENT)
		say(t, "inconnu", "unknown");
	else if (truth == TRUTH_TRUE)
		say(t, "vrai", "true");
	else
		say(t, "faux", "false");
}

static void put_fact_value(struct teller *t, uint32_t index)
{
	const struct fact *f = &t->s->pack->facts[index];
	const struct expr_value *v = &t->s->facts[index];

	switch (v->type) {
	case EXPR_BOOL:
		put_truth(t, v->truth.point);
		return;
	case EXPR_CHOICE:
		if (v->choice.point == EXPR_OPTIONS)
			say(t, "inconnu", "unknown");
		else
			put(t, f->values.ids[v->choice.point]);
		return;
	default:
		if (v->number.absent)
			say(t, "absent", "absent");
		else
			put_ratio(t, v->number.point, -1);
	}
}

enum { SEEN = 256 };

struct uses {
	struct teller *t;
	uint64_t seen[SEEN];	/* kind and index, so that none comes twice */
	uint32_t count;
};

static void put_use(void *context, enum expr_symbol_kind kind, uint32_t index,
		    struct span where)
{
	struct uses *u = context;
	uint64_t key = (uint64_t)kind << 32 | index;
	const struct score *s = u->t->s;

	(void)where;
	for (uint32_t i = 0; i < u->count; i++)
		if (u->seen[i] == key)
			return;
	if (u->count < SEEN)
		u->seen[u->count++] = key;
	switch (kind) {
	case EXPR_QUESTION:
		put_input(u->t, index);
		return;
	case EXPR_FACT:
		buf_text(u->t->out, "    ");
		put(u->t, s->pack->facts[index].id);
		buf_text(u->t->out, "  ");
		put_fact_value(u->t, index);
		break;
	case EXPR_LET:
		buf_text(u->t->out, "    ");
		put(u->t, s->pack->rubric.lets[index].id);
		buf_text(u->t->out, "  ");
		if (!s->lets[index].absent)
			put_ratio(u->t, s->lets[index].point, -1);
		break;
	case EXPR_CRITERION:
		buf_text(u->t->out, "    ");
		put(u->t, s->pack->rubric.criteria[index].id);
		buf_text(u->t->out, "  ");
		if (!s->criteria[index].raw.absent)
			put_published(u->t, s->criteria[index].published);
		break;
	case EXPR_DIMENSION:
		buf_text(u->t->out, "    ");
		put(u->t, s->pack->rubric.dimensions[index].id);
		buf_text(u->t->out, "  ");
		put_level(u->t, s->dimensions[index].capped);
		break;
	case EXPR_SET:
		return;
	}
	end(u->t);
}

static void put_uses(struct teller *t, const struct expr *e)
{
	struct uses u = { .t = t };

	label(t, "lit", "reads");
	end(t);
	expr_uses(e, put_use, &u);
}

static void explain_fact(struct teller *t, uint32_t index)
{
	const struct fact *f = &t->s->pack->facts[index];

	put_title(t, f->id, STR_NONE, &f->text);
	label(t, "valeur", "value");
	put_fact_value(t, index);
	end(t);
	label(t, "formule", "formula");
	put(t, expr_text(f->is));
	end(t);
	put_uses(t, f->is);
	put_place(t, f->span);
}

/* --- scores ------------------------------------------------------------------- */

/* Between which bands the published score stands. */
static void put_band(struct teller *t, const struct scored *s)
{
	const struct rubric *r = &t->s->pack->rubric;

	if (!r->has_bands || s->level == 0)
		return;
	label(t, "bande", "band");
	if (r->bands_are_shares) {
		put_published(t, s->published);
		say(t, " sur un maximum de ", " out of at most ");
		put_ratio(t, t->s->overall_max.point, -1);
		say(t, ", soit la part ", ", a share of ");
		struct ratio share = RATIO(0);

		ratio_div(s->published, t->s->overall_max.point, &share);
		put_ratio(t, share, 4);
		end(t);
		return;
	}
	if (s->level > 1) {
		put_published(t, r->bands[s->level]);
		buf_text(t->out, " <= ");
	}
	put_published(t, s->published);
	if (s->level < r->level_count) {
		buf_text(t->out, " < ");
		put_published(t, r->bands[s->level + 1]);
	}
	end(t);
}

static void put_gate_of(struct teller *t, const struct scored *s)
{
	if (s->gate == NO_INDEX)
		return;
	label(t, "plafonné par", "capped by");
	put(t, t->s->pack->rubric.gates[s->gate].id);
	buf_text(t->out, ", ");
	say(t, "au niveau ", "at level ");
	put_level(t, s->capped);
	end(t);
}

static void put_shown(struct teller *t, const struct scored *s)
{
	label(t, "niveau affiché", "level shown");
	if (s->confirm) {
		say(t, "de ", "from ");
		put_level(t, s->shown_lo);
		say(t, " à ", " to ");
		put_level(t, s->shown_hi);
		say(t, ", à confirmer", ", to be confirmed");
	} else {
		put_level(t, s->shown_hi);
	}
	if (s->declared)
		say(t, " (déclaré seulement, sans preuve montrée)",
		    " (declared only, no evidence shown)");
	end(t);
}

static void put_score(struct teller *t, const struct scored *s)
{
	if (s->raw.absent) {
		label(t, "score", "score");
		say(t, "absent : aucune réponse ne compte\n",
		    "absent: no answer counts\n");
		put_bounds(t, &s->raw);
		return;
	}
	label(t, "avant arrondi", "before rounding");
	put_ratio(t, s->raw.point, 6);
	buf_text(t->out, "  (");
	put_fraction(t, s->raw.point);
	buf_text(t->out, ")\n");
	label(t, "publié", "published");
	put_published(t, s->published);
	end(t);
	put_bounds(t, &s->raw);
	label(t, "niveau calculé", "computed level");
	put_level(t, s->level);
	end(t);
	put_band(t, s);
	put_gate_of(t, s);
	put_shown(t, s);
	if (s->target > 0) {
		label(t, "cible", "target");
		put_level(t, s->target);
		end(t);
	}
}

static void put_coverage(struct teller *t, const struct scored *s)
{
	label(t, "réponses", "answers");
	if (t->lang == LANG_FR)
		buf_fmt(t->out,
			"%u sur %u qui s'appliquent; je ne sais pas : %u; "
			"sans réponse : %u; sans objet : %u; non posées : %u\n",
			s->answered, s->applying, s->dont_know, s->unanswered,
			s->na, s->hidden);
	else
		buf_fmt(t->out,
			"%u of %u that apply; don't know: %u; unanswered: %u; "
			"not applicable: %u; not asked: %u\n",
			s->answered, s->applying, s->dont_know, s->unanswered,
			s->na, s->hidden);
}

/* The sum behind a plain mean: (2 + 3) / 2. */
static void put_mean(struct teller *t, const struct criterion *c)
{
	uint32_t n = 0;

	if (!c->score_is_default)
		return;
	for (uint32_t i = 0; i < c->question_count; i++)
		n += !t->s->questions[c->questions[i]].points.absent;
	if (n < 2)
		return;
	label(t, "calcul", "sum");
	buf_char(t->out, '(');
	n = 0;
	for (uint32_t i = 0; i < c->question_count; i++) {
		const struct expr_number *p =
		    &t->s->questions[c->questions[i]].points;

		if (p->absent)
			continue;
		if (n++ > 0)
			buf_text(t->out, " + ");
		put_ratio(t, p->point, p->point.den == 1 ? 0 : 4);
	}
	buf_fmt(t->out, ") / %u\n", n);
}

static void put_blocking(struct teller *t, uint32_t criterion)
{
	const struct criterion *c = &t->s->pack->rubric.criteria[criterion];
	struct arena *a = t->out->arena;
	struct blocking *b = ARENA_ARRAY(a, c->question_count, struct blocking);
	uint32_t n = score_blocking(t->s, criterion, b);

	if (n == 0)
		return;
	label(t, "retient le niveau suivant", "holds back the next level");
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0)
			buf_text(t->out, ", ");
		put(t, t->s->pack->questions[b[i].question].id);
	}
	end(t);
}

static void explain_criterion(struct teller *t, uint32_t index)
{
	const struct criterion *c = &t->s->pack->rubric.criteria[index];

	put_title(t, c->id, c->code, &c->title);
	label(t, "formule", "formula");
	put(t, expr_text(c->score));
	end(t);
	label(t, "entrées", "inputs");
	end(t);
	for (uint32_t i = 0; i < c->question_count; i++)
		put_input(t, c->questions[i]);
	put_mean(t, c);
	put_score(t, &t->s->criteria[index]);
	put_coverage(t, &t->s->criteria[index]);
	put_blocking(t, index);
	put_place(t, c->span);
}

/* A part of a weighted mean: id, weight, unrounded score. */
static void put_part(struct teller *t, struct str id, struct ratio weight,
		     const struct scored *s)
{
	buf_text(t->out, "    ");
	put(t, id);
	say(t, "  poids ", "  weight ");
	put_ratio(t, weight, -1);
	buf_text(t->out, "  ");
	if (s->raw.absent) {
		say(t, "absent, laissé de côté", "absent, left out");
	} else {
		put_ratio(t, s->raw.point, 6);
		if (s->raw.point.den != 1) {
			buf_text(t->out, "  (");
			put_fraction(t, s->raw.point);
			buf_char(t->out, ')');
		}
	}
	end(t);
}

static void explain_dimension(struct teller *t, uint32_t index)
{
	const struct rubric *r = &t->s->pack->rubric;
	const struct dimension *d = &r->dimensions[index];

	put_title(t, d->id, d->code, &d->title);
	label(t, "formule", "formula");
	if (d->score != NULL)
		put(t, expr_text(d->score));
	else
		say(t, "moyenne pondérée de ses critères",
		    "weighted mean of its criteria");
	end(t);
	for (uint32_t c = 0; c < d->criterion_count; c++) {
		uint32_t i = d->first_criterion + c;

		put_part(t, r->criteria[i].id, r->criteria[i].weight,
			 &t->s->criteria[i]);
	}
	put_score(t, &t->s->dimensions[index]);
	put_coverage(t, &t->s->dimensions[index]);
	put_place(t, d->span);
}

static void put_gates_on_overall(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;

	for (uint32_t g = 0; g < r->gate_count; g++) {
		enum gate_state state = t->s->gates[g].state;

		if (state != GATE_IN_FORCE && state != GATE_TO_CONFIRM)
			continue;
		label(t,
		      state == GATE_IN_FORCE ? "préalable en vigueur"
					     : "préalable à confirmer",
		      state == GATE_IN_FORCE ? "prerequisite in force"
					     : "prerequisite to confirm");
		put(t, r->gates[g].id);
		end(t);
	}
}

static void explain_overall(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;

	put_title(t, STR("overall"), STR_NONE, &r->title);
	label(t, "formule", "formula");
	if (r->overall_score != NULL)
		put(t, expr_text(r->overall_score));
	else
		say(t, "moyenne pondérée des dimensions",
		    "weighted mean of the dimensions");
	end(t);
	if (r->overall_score != NULL)
		put_uses(t, r->overall_score);
	else
		for (uint32_t d = 0; d < r->dimension_count; d++)
			put_part(t, r->dimensions[d].id,
				 r->dimensions[d].weight,
				 &t->s->dimensions[d]);
	put_score(t, &t->s->overall);
	put_gates_on_overall(t);
	put_coverage(t, &t->s->overall);
	if (t->s->preview)
		say(t, "  aperçu : il manque la réponse à un préalable\n",
		    "  preview: a prerequisite's question has no answer\n");
}

static void put_gate_caps(struct teller *t, uint32_t index)
{
	const struct rubric *r = &t->s->pack->rubric;
	const struct gate *g = &r->gates[index];

	for (uint32_t c = 0; c < g->cap_count; c++) {
		const struct expr_number *n = &t->s->gates[index].caps[c];

		label(t, "plafond", "cap");
		if (g->caps[c].dimension == NO_INDEX)
			put(t, STR("overall"));
		else
			put(t, r->dimensions[g->caps[c].dimension].id);
		buf_text(t->out, " <= ");
		put(t, expr_text(g->caps[c].level));
		if (!n->absent) {
			buf_text(t->out, " = ");
			put_ratio(t, n->point, -1);
		}
		end(t);
		if (expr_reads_capped(g->caps[c].level))
			put_uses(t, g->caps[c].level);
	}
}

static void explain_gate(struct teller *t, uint32_t index)
{
	static const char *const words[][LANG_COUNT] = {
		[GATE_MET] = { "rempli, ou ne s'applique pas",
			       "met, or does not apply" },
		[GATE_IN_FORCE] = { "en vigueur", "in force" },
		[GATE_TO_CONFIRM] = { "à confirmer", "to confirm" },
		[GATE_SILENT] = { "n'abaisse aucun niveau",
				  "lowers no level" },
	};
	const struct gate *g = &t->s->pack->rubric.gates[index];

	put_title(t, g->id, g->code, &g->title);
	label(t, "état", "state");
	buf_text(t->out, words[t->s->gates[index].state][t->lang]);
	end(t);
	if (g->when != NULL) {
		put_condition(t, g->when, "en vigueur si", "in force if");
		put_uses(t, g->when);
	}
	put_gate_caps(t, index);
	if (g->lifted_count > 0) {
		label(t, "levé par", "lifted by");
		for (uint32_t i = 0; i < g->lifted_count; i++) {
			if (i > 0)
				say(t, " ou ", " or ");
			put(t, g->lifted_ids[i]);
		}
		end(t);
	}
	put_place(t, g->span);
}

bool explain_write(struct buf *out, const struct score *s, struct str id,
		   enum lang lang)
{
	struct teller t = { out, s, lang };
	uint32_t i;

	if (str_is(id, "overall"))
		explain_overall(&t);
	else if ((i = pack_find_question(s->pack, id)) != NO_INDEX)
		explain_question(&t, i);
	else if ((i = pack_find_criterion(s->pack, id)) != NO_INDEX)
		explain_criterion(&t, i);
	else if ((i = pack_find_dimension(s->pack, id)) != NO_INDEX)
		explain_dimension(&t, i);
	else if ((i = pack_find_fact(s->pack, id)) != NO_INDEX)
		explain_fact(&t, i);
	else if ((i = pack_find_gate(s->pack, id)) != NO_INDEX)
		explain_gate(&t, i);
	else
		return false;
	return true;
}

const struct str *explain_names(struct arena *a, const struct pack *pack,
				size_t *count)
{
	const struct rubric *r = &pack->rubric;
	size_t most = 1 + pack->question_count + pack->fact_count +
		      r->criterion_count + r->dimension_count + r->gate_count;
	struct str *names = ARENA_ARRAY(a, most, struct str);
	size_t n = 0;

	names[n++] = STR("overall");
	for (uint32_t i = 0; i < pack->question_count; i++)
		names[n++] = pack->questions[i].id;
	for (uint32_t i = 0; i < pack->fact_count; i++)
		names[n++] = pack->facts[i].id;
	for (uint32_t i = 0; i < r->criterion_count; i++)
		names[n++] = r->criteria[i].id;
	for (uint32_t i = 0; i < r->dimension_count; i++)
		names[n++] = r->dimensions[i].id;
	for (uint32_t i = 0; i < r->gate_count; i++)
		names[n++] = r->gates[i].id;
	*count = n;
	return names;
}
