/* The short profile. Everything it prints stands in the score. */
#include "profile.h"

#include "rows.h"

enum { TITLE_COLUMNS = 38, BAR_CELLS = 10 };

/* "2,41", "-" when absent, in `columns`. */
static void put_score(struct buf *out, const struct scored *scored,
		      size_t columns, enum lang lang)
{
	struct buf b = buf_make(out->arena);

	if (scored->raw.absent)
		buf_text(&b, "–");
	else
		lang_number(&b, scored->published, 2, lang);
	put_cell_right(out, buf_view(&b), columns);
}

static void put_bounds(struct buf *out, const struct scored *scored,
		       size_t columns, enum lang lang)
{
	struct buf b = buf_make(out->arena);

	/* Nothing to say when nothing is open. */
	if (scored->raw.may_be_present &&
	    ratio_cmp(scored->published_lo, scored->published_hi) != 0) {
		lang_number(&b, scored->published_lo, 2, lang);
		buf_text(&b, say(lang, " à ", " to "));
		lang_number(&b, scored->published_hi, 2, lang);
	}
	put_cell(out, buf_view(&b), columns);
}

/* "2", or "1–2" when it is shown as a range. */
static struct str level_digits(struct arena *a, const struct scored *scored)
{
	struct buf b = buf_make(a);

	if (scored->shown_hi == 0)
		buf_text(&b, "–");
	else if (scored->shown_lo == scored->shown_hi)
		buf_int(&b, scored->shown_hi);
	else
		buf_fmt(&b, "%u–%u", scored->shown_lo, scored->shown_hi);
	return buf_view(&b);
}

void put_level(struct buf *out, const struct score *s,
	       const struct scored *scored, enum lang lang)
{
	buf_str(out, level_digits(out->arena, scored));
	if (scored->shown_lo != scored->shown_hi || scored->shown_hi == 0)
		return;
	buf_char(out, ' ');
	buf_str(out, text_in(&s->pack->rubric.levels[scored->shown_hi], lang,
			     s->pack));
}

/* How far the point is along the scale. */
static void put_bar(struct buf *out, const struct score *s,
		    const struct scored *scored)
{
	struct ratio low = s->pack->rubric.range_min;
	struct ratio high = s->pack->rubric.range_max, share;
	int64_t full = 0;

	if (!scored->raw.absent && ratio_div(ratio_sub(scored->published, low),
					     ratio_sub(high, low), &share))
		full = ratio_floor(ratio_round(
		    ratio_mul(share, RATIO(BAR_CELLS)), 0, ROUND_HALF_UP));
	for (int64_t i = 0; i < BAR_CELLS; i++)
		buf_text(out, i < full ? "█" : "·");
}

static void put_head(struct buf *out, const struct score *s, enum lang lang)
{
	struct buf line = buf_make(out->arena);
	const struct answers *a = s->answers;

	put_visible(&line, a->client_name);
	if (a->client_name.len > 0)
		buf_text(&line, " · ");
	buf_fmt(&line, "%.*s %.*s", STR_ARGS(s->pack->id),
		STR_ARGS(s->pack->version));
	if (a->date.len > 0)
		buf_fmt(&line, " · %.*s", STR_ARGS(a->date));
	put_title(out, str_cstr(out->arena, buf_view(&line)));
	if (s->preview)
		put_wrapped(out,
			    str_from(say(lang,
					 "Aperçu : un préalable au moins "
					 "attend encore une réponse.",
					 "Preview: at least one gate still "
					 "waits for an answer.")),
			    0);
}

static void put_overall(struct buf *out, const struct score *s, enum lang lang)
{
	const struct scored *o = &s->overall;
	struct buf bounds = buf_make(out->arena);

	buf_text(out, say(lang, "\nEnsemble : niveau ", "\nOverall: level "));
	put_level(out, s, o, lang);
	buf_text(out, ", score ");
	put_score(out, o, 0, lang);
	put_bounds(&bounds, o, 0, lang);
	if (bounds.len > 0)
		buf_fmt(out, " (%.*s)", STR_ARGS(buf_view(&bounds)));
	if (o->target > 0)
		buf_fmt(out, say(lang, ", cible %u", ", target %u"), o->target);
	buf_char(out, '\n');
	if (o->gate == NO_INDEX || o->level == o->capped)
		return;
	buf_fmt(out,
		say(lang, "Sans le préalable `%.*s` : niveau %u\n",
		    "Without the gate `%.*s`: level %u\n"),
		STR_ARGS(s->pack->rubric.gates[o->gate].id), o->level);
}

static void put_dimensions(struct buf *out, const struct score *s,
			   enum lang lang)
{
	const struct rubric *r = &s->pack->rubric;

	buf_char(out, '\n');
	put_cell(out, STR(""), TITLE_COLUMNS);
	put_title(out, say(lang, " score  bornes       niveau cible",
			   " score  bounds       level  target"));
	for (uint32_t d = 0; d < r->dimension_count; d++) {
		const struct scored *scored = &s->dimensions[d];

		put_cell(out, text_in(&r->dimensions[d].title, lang, s->pack),
			 TITLE_COLUMNS);
		put_score(out, scored, 6, lang);
		buf_text(out, "  ");
		put_bounds(out, scored, 13, lang);
		put_cell(out, level_digits(out->arena, scored), 7);
		if (scored->target > 0)
			buf_fmt(out, "%-4u", scored->target);
		else
			buf_text(out, "    ");
		put_bar(out, s, scored);
		buf_char(out, '\n');
	}
}

static void put_gate(struct buf *out, const struct score *s, uint32_t gate,
		     enum lang lang)
{
	const struct gate *g = &s->pack->rubric.gates[gate];
	struct buf line = buf_make(out->arena);
	bool in_force = s->gates[gate].state == GATE_IN_FORCE;

	buf_str(&line, text_in(&g->title, lang, s->pack));
	buf_text(&line, in_force ? say(lang, " : en vigueur", ": in force")
				 : say(lang, " : à confirmer", ": to confirm"));
	buf_fmt(&line, " (%.*s)", STR_ARGS(g->id));
	put_wrapped(out, buf_view(&line), 2);
}

static void put_gates(struct buf *out, const struct score *s, enum lang lang)
{
	bool any = false;

	for (int pass = GATE_IN_FORCE; pass <= GATE_TO_CONFIRM; pass++) {
		for (uint32_t g = 0; g < s->pack->rubric.gate_count; g++) {
			if ((int)s->gates[g].state != pass)
				continue;
			if (!any) {
				buf_char(out, '\n');
				put_title(out,
					  say(lang, "Préalables", "Gates"));
			}
			any = true;
			put_gate(out, s, g, lang);
		}
	}
}

static void put_coverage(struct buf *out, struct arena *a,
			 const struct score *s, enum lang lang)
{
	const struct scored *o = &s->overall;
	uint32_t next = score_next_question(a, s);
	struct buf line = buf_make(a);

	buf_fmt(out,
		say(lang,
		    "\nRéponses : %u sur %u; « je ne sais pas » : %u; sans "
		    "réponse : %u\n",
		    "\nAnswers: %u of %u; \"don't know\": %u; unanswered: "
		    "%u\n"),
		o->answered, o->applying, o->dont_know, o->unanswered);
	if (next == NO_INDEX)
		return;
	buf_fmt(&line,
		say(lang, "Question la plus utile maintenant (%.*s) : ",
		    "Most useful question now (%.*s): "),
		STR_ARGS(s->pack->questions[next].id));
	buf_str(&line, text_in(&s->pack->questions[next].text, lang, s->pack));
	put_wrapped(out, buf_view(&line), 0);
}

void profile_write(struct buf *out, struct arena *a, const struct score *s,
		   enum lang lang)
{
	put_head(out, s, lang);
	put_overall(out, s, lang);
	put_dimensions(out, s, lang);
	put_gates(out, s, lang);
	put_coverage(out, a, s, lang);
}
