/* Scores: formula, inputs, rounding, levels, bounds and what widens them. */
#include "base/arena.h"
#include "explainers.h"

/* --- levels ------------------------------------------------------------- */

/* A share of the maximum, for a rubric of sums. */
static void put_share(struct teller *t, const struct scored *s)
{
	struct ratio share = RATIO(0);

	tell_published(t, s->published);
	tell(t, " sur un maximum de ", " out of at most ");
	tell_ratio(t, t->s->overall_max.point, -1);
	tell(t, ", soit la part ", ", a share of ");
	ratio_div(s->published, t->s->overall_max.point, &share);
	tell_ratio(t, share, 4);
	tell_end(t);
}

/* Between which bands the published score stands. */
static void put_band(struct teller *t, const struct scored *s)
{
	const struct rubric *r = &t->s->pack->rubric;

	if (!r->has_bands || s->level == 0)
		return;
	tell_label(t, "bande", "band");
	if (r->bands_are_shares) {
		put_share(t, s);
		return;
	}
	if (s->level > 1) {
		tell_published(t, r->bands[s->level]);
		buf_text(t->out, " ≤ ");
	}
	tell_published(t, s->published);
	if (s->level < r->level_count) {
		buf_text(t->out, " < ");
		tell_published(t, r->bands[s->level + 1]);
	}
	tell_end(t);
}

static void put_gate_of(struct teller *t, const struct scored *s)
{
	if (s->gate == NO_INDEX)
		return;
	tell_label(t, "plafonné par", "capped by");
	tell_str(t, t->s->pack->rubric.gates[s->gate].id);
	buf_text(t->out, ", ");
	tell(t, "au niveau ", "at level ");
	tell_level(t, s->capped);
	tell_end(t);
}

static void put_shown(struct teller *t, const struct scored *s)
{
	tell_label(t, "niveau affiché", "level shown");
	if (s->confirm) {
		tell(t, "de ", "from ");
		tell_level(t, s->shown_lo);
		tell(t, " à ", " to ");
		tell_level(t, s->shown_hi);
		tell(t, ", à confirmer", ", to be confirmed");
	} else {
		tell_level(t, s->shown_hi);
	}
	if (s->declared)
		tell(t, " (déclaré seulement, sans preuve montrée)",
		     " (declared only, no evidence shown)");
	tell_end(t);
}

/* --- bounds ------------------------------------------------------------- */

static void put_bounds(struct teller *t, const struct scored *s)
{
	tell_label(t, "bornes", "bounds");
	if (!s->raw.may_be_present) {
		tell(t, "aucune valeur possible\n", "no value possible\n");
		return;
	}
	tell(t, "de ", "from ");
	tell_published(t, s->published_lo);
	tell(t, " à ", " to ");
	tell_published(t, s->published_hi);
	if (s->raw.may_be_absent)
		tell(t, ", ou absent", ", or absent");
	tell_end(t);
}

static void put_level_bounds(struct teller *t, const struct scored *s)
{
	if (s->level_hi == 0)
		return;
	tell_label(t, "bornes du niveau", "bounds of the level");
	tell_levels(t, s->level_lo, s->level_hi);
	if (s->capped_lo != s->level_lo || s->capped_hi != s->level_hi) {
		tell(t, "; après préalables, ", "; after prerequisites, ");
		tell_levels(t, s->capped_lo, s->capped_hi);
	}
	tell_end(t);
}

/* What a score waits for: `reads` was given what it reads. */
static void put_score(struct teller *t, const struct scored *s,
		      const struct reads *reads)
{
	if (s->raw.absent) {
		tell_label(t, "score", "score");
		tell(t, "absent\xC2\xA0: aucune réponse ne compte\n",
		     "absent: no answer counts\n");
	} else {
		tell_label(t, "avant arrondi", "before rounding");
		tell_exact(t, s->raw.point);
		tell_end(t);
		tell_label(t, "publié", "published");
		tell_published(t, s->published);
		tell_end(t);
	}
	put_bounds(t, s);
	explain_widened(t, reads, "élargies par", "widened by");
	put_level_bounds(t, s);
	if (s->raw.absent && s->level == 0)
		return;
	tell_label(t, "niveau calculé", "computed level");
	tell_level(t, s->level);
	tell_end(t);
	put_band(t, s);
	put_gate_of(t, s);
	put_shown(t, s);
}

static void put_target(struct teller *t, const struct scored *s)
{
	if (s->target == 0)
		return;
	tell_label(t, "cible", "target");
	tell_level(t, s->target);
	tell_end(t);
}

static bool caps(const struct gate *g, uint32_t dimension)
{
	for (uint32_t c = 0; c < g->cap_count; c++)
		if (g->caps[c].dimension == dimension)
			return true;
	return false;
}

/* Open questions of gates that may or may not cap this level. */
static void put_gates_open(struct teller *t, uint32_t dimension)
{
	const struct rubric *r = &t->s->pack->rubric;
	struct reads reads = reads_make(t->out->arena, t->s);

	for (uint32_t g = 0; g < r->gate_count; g++) {
		uint8_t can = t->s->gates[g].truth.can;

		if ((can & TRUTH_TRUE) != 0 && can != TRUTH_TRUE &&
		    caps(&r->gates[g], dimension))
			reads_expr(&reads, r->gates[g].when, false);
	}
	explain_widened(t, &reads, "préalables en attente de",
			"prerequisites waiting for");
}

static void put_coverage(struct teller *t, const struct scored *s)
{
	tell_label(t, "réponses", "answers");
	if (t->lang == LANG_FR)
		buf_fmt(t->out,
			"%u sur %u qui s'appliquent; je ne sais pas\xC2\xA0: "
			"%u; sans réponse\xC2\xA0: %u; sans objet\xC2\xA0: %u; "
			"non posées\xC2\xA0: %u\n",
			s->answered, s->applying, s->dont_know, s->unanswered,
			s->na, s->hidden);
	else
		buf_fmt(t->out,
			"%u of %u that apply; don't know: %u; unanswered: %u; "
			"not applicable: %u; not asked: %u\n",
			s->answered, s->applying, s->dont_know, s->unanswered,
			s->na, s->hidden);
}

/* --- criteria ----------------------------------------------------------- */

/* The sum behind a plain mean: (2 + 3) / 2. */
static void put_mean(struct teller *t, const struct criterion *c)
{
	uint32_t n = 0;

	if (!c->score_is_default)
		return;
	for (uint32_t i = 0; i < c->question_count; i++)
		n += !t->s->questions[c->questions[i]].points->absent;
	if (n < 2)
		return;
	tell_label(t, "calcul", "sum");
	buf_char(t->out, '(');
	n = 0;
	for (uint32_t i = 0; i < c->question_count; i++) {
		const struct expr_number *p =
		    t->s->questions[c->questions[i]].points;

		if (p->absent)
			continue;
		if (n++ > 0)
			buf_text(t->out, " + ");
		tell_ratio(t, p->point,
			   ratio_reduce(p->point).den == 1 ? 0 : 4);
	}
	buf_fmt(t->out, ") / %u\n", n);
}

static void put_blocking(struct teller *t, uint32_t criterion)
{
	const struct criterion *c = &t->s->pack->rubric.criteria[criterion];
	struct blocking *b =
	    ARENA_ARRAY(t->out->arena, c->question_count, struct blocking);
	uint32_t n = score_blocking(t->s, criterion, b), count = 0;

	if (n == 0)
		return;
	tell_label(t, "retient le niveau suivant", "holds back the next level");
	for (uint32_t i = 0; i < n; i++) {
		tell_comma(t, &count);
		tell_str(t, t->s->pack->questions[b[i].question].id);
	}
	tell_end(t);
}

void explain_criterion(struct teller *t, uint32_t index)
{
	const struct criterion *c = &t->s->pack->rubric.criteria[index];
	struct reads reads = reads_make(t->out->arena, t->s);

	reads_criterion(&reads, index);
	tell_title(t, c->id, c->code, &c->title);
	tell_authored(t, TOLD_FORMULA);
	tell_str(t, expr_text(c->score));
	tell_end(t);
	tell_head(t, "entrées", "inputs");
	for (uint32_t i = 0; i < c->question_count; i++)
		explain_input(t, c->questions[i]);
	put_mean(t, c);
	put_score(t, &t->s->criteria[index], &reads);
	put_target(t, &t->s->criteria[index]);
	put_coverage(t, &t->s->criteria[index]);
	put_blocking(t, index);
	tell_place(t, c->span);
}

/* --- dimensions and the overall ----------------------------------------- */

/* A part of a weighted mean: id, weight, unrounded score; left open. */
static void put_part(struct teller *t, struct str id, struct ratio weight,
		     const struct scored *s)
{
	tell_item(t, id);
	tell(t, "  poids ", "  weight ");
	tell_ratio(t, weight, -1);
	buf_text(t->out, "  ");
	if (s->raw.absent)
		tell(t, "absent, laissé de côté", "absent, left out");
	else if (ratio_reduce(s->raw.point).den == 1)
		tell_ratio(t, s->raw.point, 6);
	else
		tell_exact(t, s->raw.point);
}

/* An absent criterion: its questions, each with its reason. */
static void put_why_absent(struct teller *t, const struct criterion *c)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->question_count; i++) {
		if (!t->s->questions[c->questions[i]].points->absent)
			continue;
		if (count == 0)
			tell(t, "\xC2\xA0: ", ": ");
		tell_comma(t, &count);
		explain_why_absent(t, c->questions[i]);
	}
}

static void put_criteria(struct teller *t, const struct dimension *d)
{
	for (uint32_t i = 0; i < d->criterion_count; i++) {
		uint32_t index = d->first_criterion + i;
		const struct criterion *c =
		    &t->s->pack->rubric.criteria[index];
		const struct scored *s = &t->s->criteria[index];

		put_part(t, c->id, c->weight, s);
		if (s->raw.absent)
			put_why_absent(t, c);
		tell_end(t);
	}
}

void explain_dimension(struct teller *t, uint32_t index)
{
	const struct dimension *d = &t->s->pack->rubric.dimensions[index];
	const struct scored *s = &t->s->dimensions[index];
	struct reads reads = reads_make(t->out->arena, t->s);

	reads_dimension(&reads, index);
	tell_title(t, d->id, d->code, &d->title);
	tell_authored(t, TOLD_FORMULA);
	if (d->score != NULL)
		tell_str(t, expr_text(d->score));
	else
		tell(t, "moyenne pondérée de ses critères",
		     "weighted mean of its criteria");
	tell_end(t);
	if (d->score != NULL)
		explain_uses(t, d->score);
	put_criteria(t, d);
	put_score(t, s, &reads);
	put_gates_open(t, index);
	put_target(t, s);
	put_coverage(t, s);
	tell_place(t, d->span);
}

static void put_gates_on_overall(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;

	for (uint32_t g = 0; g < r->gate_count; g++) {
		enum gate_state state = t->s->gates[g].state;

		if (state != GATE_IN_FORCE && state != GATE_TO_CONFIRM)
			continue;
		if (state == GATE_IN_FORCE)
			tell_label(t, "préalable en vigueur",
				   "prerequisite in force");
		else
			tell_label(t, "préalable à confirmer",
				   "prerequisite to confirm");
		tell_str(t, r->gates[g].id);
		tell_end(t);
	}
}

static struct reads overall_reads(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;
	struct reads reads = reads_make(t->out->arena, t->s);

	for (uint32_t d = 0;
	     r->overall_score == NULL && d < r->dimension_count; d++)
		reads_dimension(&reads, d);
	reads_expr(&reads, r->overall_score, true);
	reads_expr(&reads, r->overall_max, true);
	reads_expr(&reads, r->overall_level, true);
	return reads;
}

static void put_dimensions(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;

	for (uint32_t d = 0; d < r->dimension_count; d++) {
		put_part(t, r->dimensions[d].id, r->dimensions[d].weight,
			 &t->s->dimensions[d]);
		tell_end(t);
	}
}

void explain_overall(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;
	struct reads reads = overall_reads(t);

	tell_title(t, STR("overall"), STR_NONE, &r->title);
	tell_authored(t, TOLD_FORMULA);
	if (r->overall_score != NULL) {
		tell_str(t, expr_text(r->overall_score));
		tell_end(t);
		explain_uses(t, r->overall_score);
	} else {
		tell(t, "moyenne pondérée des dimensions\n",
		     "weighted mean of the dimensions\n");
		put_dimensions(t);
	}
	put_score(t, &t->s->overall, &reads);
	put_gates_on_overall(t);
	put_gates_open(t, NO_INDEX);
	put_coverage(t, &t->s->overall);
	if (t->s->preview)
		tell(t,
		     "  aperçu\xC2\xA0: il manque la réponse à un préalable\n",
		     "  preview: a prerequisite's question has no answer\n");
	/* Of the first heading, else of the first engine block. */
	tell_place(t, r->title.span.source != NULL ? r->title.span
						   : r->levels[1].span);
}

/* --- leaders and staff -------------------------------------------------- */

static void put_compared(struct teller *t, const struct criterion *c)
{
	for (uint32_t i = 0; i < c->question_count; i++) {
		const struct group_points *g =
		    t->s->questions[c->questions[i]].groups;

		if (!score_compared(t->s, c->questions[i]))
			continue;
		tell_item(t, t->s->pack->questions[c->questions[i]].id);
		tell(t, "  direction ", "  leaders ");
		tell_published(t, g[GROUP_LEADERS].mean.point);
		tell(t, ", personnel ", ", staff ");
		tell_published(t, g[GROUP_STAFF].mean.point);
		if (g[GROUP_STAFF].together)
			tell(t, " (réponse commune, donnée ensemble)",
			     " (one common answer, given together)");
		tell_end(t);
	}
}

static void put_gap(struct teller *t, uint32_t index)
{
	const struct rubric *r = &t->s->pack->rubric;
	const struct dimension *d = &r->dimensions[index];
	struct ratio gap, size;
	bool plural;

	buf_text(t->out, "  ");
	tell_str(t, d->id);
	tell(t, "\xC2\xA0: ", ": ");
	if (!score_gap(t->s, index, &gap)) {
		tell(t, "rien de commun à comparer\n",
		     "nothing in common to compare\n");
		return;
	}
	size = ratio_cmp(gap, RATIO(0)) < 0 ? ratio_neg(gap) : gap;
	plural = tell_is_plural(t, size);
	tell_ratio(t, gap, 2);
	tell(t, plural ? " points" : " point", plural ? " points" : " point");
	if (ratio_cmp(size, r->gap) >= 0)
		tell(t, ", à discuter", ", to discuss");
	tell_end(t);
	for (uint32_t c = 0; c < d->criterion_count; c++)
		put_compared(t, &r->criteria[d->first_criterion + c]);
}

void explain_gaps(struct teller *t)
{
	const struct rubric *r = &t->s->pack->rubric;

	tell(t, "gaps \xE2\x80\x94 direction moins personnel, par dimension\n",
	     "gaps \xE2\x80\x94 leaders minus staff, by dimension\n");
	tell_authored(t, TOLD_FORMULA);
	tell(t, "moyenne des écarts, sur les questions auxquelles les deux "
		"groupes ont répondu\n",
	     "mean of the differences, over the questions both groups "
	     "answered\n");
	tell_label(t, "à discuter dès", "to discuss from");
	tell_ratio(t, r->gap, -1);
	tell_end(t);
	if (!t->s->several) {
		tell(t, "  une seule réponse pour tous, rien à comparer\n",
		     "  one agreed answer for all, nothing to compare\n");
		return;
	}
	for (uint32_t d = 0; d < r->dimension_count; d++)
		put_gap(t, d);
}
