/* Two rounds side by side, in a terminal. */
#include "case_compare.h"

enum { ID_COLUMNS = 26, LEVEL_COLUMNS = 11, SCORE_COLUMNS = 14,
       SHOWN_ANSWERS = 20 };

struct comparing_text {
	struct call *call;
	struct buf *out;
	enum lang lang;
	const struct rounds_compared *rounds;
	const struct comparison *c;
	const struct pack *was, *is;	/* the packs scored under */
};

static const char *words(const struct comparing_text *t, const char *fr,
			 const char *en)
    __attribute__((format_arg(2), format_arg(3)));
static const char *words(const struct comparing_text *t, const char *fr,
			 const char *en)
{
	return t->lang == LANG_FR ? fr : en;
}

/* --- which ------------------------------------------------------------------- */

static void put_round(struct comparing_text *t, const struct case_view *v)
{
	struct buf line = buf_make(t->call->arena);

	buf_fmt(&line, words(t, "  ronde %u · %.*s · %.*s %.*s",
			     "  round %u · %.*s · %.*s %.*s"),
		v->number, STR_ARGS(v->round->date), STR_ARGS(v->pack->id),
		STR_ARGS(v->pack->version));
	if (v->round->title.len > 0) {
		buf_text(&line, " · ");
		buf_visible(&line, v->round->title, true);
	}
	put_wrapped(t->out, buf_view(&line), 2);
}

static void put_head(struct comparing_text *t)
{
	const struct rounds_compared *r = t->rounds;
	struct buf line = buf_make(t->call->arena);

	put_visible(&line, r->after->record->client);
	put_title(t->out, str_cstr(t->call->arena, buf_view(&line)));
	put_round(t, r->before);
	put_round(t, r->after);
	line = buf_make(t->call->arena);
	if (r->two_packs)
		buf_text(&line,
			 words(t,
			       "La trousse de la seconde ronde ne peut lire "
			       "les réponses de la première : chacune est "
			       "notée sous la sienne.",
			       "The pack of the second round cannot read the "
			       "answers of the first: each is scored under "
			       "its own."));
	else if (r->was.other_pack)
		buf_fmt(&line,
			words(t,
			      "Les réponses de la ronde %u sont relues sous la "
			      "trousse de la ronde %u : ses chiffres d'ici ne "
			      "sont pas ceux imprimés alors.",
			      "The answers of round %u are read again under "
			      "the pack of round %u: its figures here are not "
			      "those printed then."),
			r->before->number, r->after->number);
	if (line.len > 0)
		put_wrapped(t->out, buf_view(&line), 0);
}

/* --- figures ------------------------------------------------------------------- */

static void put_level(struct buf *out, const struct scored *s)
{
	if (s == NULL || s->shown_lo == 0)
		buf_text(out, "–");
	else if (s->shown_lo == s->shown_hi)
		buf_fmt(out, "%u", s->shown_lo);
	else
		buf_fmt(out, "%u–%u", s->shown_lo, s->shown_hi);
}

static void put_score(struct buf *out, const struct scored *s, enum lang lang)
{
	if (s == NULL || s->raw.absent)
		buf_text(out, "–");
	else
		lang_number(out, s->published, 2, lang);
}

static void put_figures(struct comparing_text *t, const struct compared *c)
{
	struct buf level = buf_make(t->call->arena), score = level;

	put_level(&level, c->was);
	buf_text(&level, " → ");
	put_level(&level, c->is);
	put_score(&score, c->was, t->lang);
	buf_text(&score, " → ");
	put_score(&score, c->is, t->lang);
	put_cell(t->out, buf_view(&level), LEVEL_COLUMNS);
	put_cell(t->out, buf_view(&score), SCORE_COLUMNS);
}

static void put_claims(struct comparing_text *t, const struct compared *c)
{
	if (c->score.verdict == c->level.verdict) {
		buf_text(t->out, compare_words(c->score.verdict, t->lang));
		return;
	}
	buf_fmt(t->out, words(t, "score %s", "score %s"),
		compare_words(c->score.verdict, t->lang));
	buf_char(t->out, '\n');
	put_cell(t->out, STR_NONE,
		 ID_COLUMNS + 3 + LEVEL_COLUMNS + SCORE_COLUMNS);
	buf_fmt(t->out, words(t, "niveau %s", "level %s"),
		compare_words(c->level.verdict, t->lang));
}

/* A title too long for its column has a line of its own. */
static void put_row_title(struct comparing_text *t, struct str title)
{
	if (str_chars(title) > ID_COLUMNS) {
		put_wrapped(t->out, title, 2);
		title = STR_NONE;
	}
	buf_text(t->out, "  ");
	put_cell(t->out, title, ID_COLUMNS);
}

static void put_row(struct comparing_text *t, struct str title,
		    const struct compared *c)
{
	put_row_title(t, title);
	buf_char(t->out, ' ');
	put_figures(t, c);
	put_claims(t, c);
	buf_char(t->out, '\n');
}

/* In the reader's language, where the id is the pack's author's. */
static struct str dimension_title(const struct comparing_text *t,
				  const struct compared *c)
{
	const struct pack *p = c->at.after != NO_INDEX ? t->is : t->was;
	uint32_t at = c->at.after != NO_INDEX ? c->at.after : c->at.before;

	return text_in(&p->rubric.dimensions[at].title, t->lang, p);
}

static struct str criterion_title(const struct comparing_text *t,
				  const struct compared *c)
{
	const struct pack *p = c->at.after != NO_INDEX ? t->is : t->was;
	uint32_t at = c->at.after != NO_INDEX ? c->at.after : c->at.before;

	return text_in(&p->rubric.criteria[at].title, t->lang, p);
}

static struct str dimension_id(const struct comparing_text *t,
			       const struct compared *c)
{
	return c->at.after != NO_INDEX
		   ? t->is->rubric.dimensions[c->at.after].id
		   : t->was->rubric.dimensions[c->at.before].id;
}

static struct str criterion_id(const struct comparing_text *t,
			       const struct compared *c)
{
	return c->at.after != NO_INDEX
		   ? t->is->rubric.criteria[c->at.after].id
		   : t->was->rubric.criteria[c->at.before].id;
}

static void put_heads(struct comparing_text *t)
{
	buf_char(t->out, '\n');
	put_cell(t->out, STR_NONE, ID_COLUMNS + 3);
	put_cell(t->out, str_from(words(t, "niveau", "level")),
		 LEVEL_COLUMNS);
	buf_text(t->out, words(t, "score\n", "score\n"));
}

static bool moved(const struct compared *c)
{
	return c->score.verdict == COMPARE_UP ||
	       c->score.verdict == COMPARE_DOWN ||
	       c->level.verdict == COMPARE_UP ||
	       c->level.verdict == COMPARE_DOWN;
}

/* What was done that closes it: beside it, not for the cause of it. */
static void put_done(struct comparing_text *t, const uint32_t *done,
		     uint32_t count)
{
	struct buf line = buf_make(t->call->arena);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(&line, i == 0 ? words(t, "fait entre-temps : ",
					       "done meanwhile: ")
				       : "; ");
		buf_str(&line, text_in(&t->is->catalogue.initiatives[done[i]]
					    .title,
				       t->lang, t->is));
	}
	if (count > 0)
		put_wrapped(t->out, buf_view(&line), 4);
}

static void put_scores(struct comparing_text *t)
{
	const struct comparison *c = t->c;
	uint32_t shown = 0;

	put_heads(t);
	put_row(t, str_from(words(t, "Ensemble", "Overall")), &c->overall);
	for (uint32_t i = 0; i < c->dimension_count; i++)
		put_row(t, dimension_title(t, &c->dimensions[i]),
			&c->dimensions[i]);
	for (uint32_t i = 0; i < c->criterion_count; i++) {
		const struct compared *one = &c->criteria[i];

		if (!moved(one) && one->done_count == 0)
			continue;
		if (shown++ == 0)
			put_title(t->out,
				  words(t, "\nCritères qui ont bougé, ou "
					   "visés par ce qui est fait",
					"\nCriteria that moved, or that what "
					"is done aims at"));
		put_row(t, criterion_title(t, one), one);
		put_done(t, one->done, one->done_count);
	}
}

/* --- gates ------------------------------------------------------------------------ */

static const char *gate_words(const struct comparing_text *t,
			      enum gate_state state)
{
	switch (state) {
	case GATE_MET:
		return words(t, "rempli", "met");
	case GATE_IN_FORCE:
		return words(t, "en vigueur", "in force");
	case GATE_TO_CONFIRM:
		return words(t, "à confirmer", "to confirm");
	case GATE_SILENT:
		return words(t, "sans effet", "without effect");
	}
	BUG("state %d", (int)state);
}

static const char *gate_verdict(const struct comparing_text *t,
				const struct compared_gate *g)
{
	if (g->claim.verdict == COMPARE_UP)
		return words(t, "levé", "lifted");
	if (g->claim.verdict == COMPARE_DOWN)
		return words(t, "en vigueur maintenant", "in force now");
	return compare_words(g->claim.verdict, t->lang);
}

static void put_gates(struct comparing_text *t)
{
	uint32_t shown = 0;

	for (uint32_t i = 0; i < t->c->gate_count; i++) {
		const struct compared_gate *g = &t->c->gates[i];
		bool now = g->at.after != NO_INDEX;
		const struct pack *p = now ? t->is : t->was;
		uint32_t at = now ? g->at.after : g->at.before;

		if (g->was == g->is)
			continue;
		if (shown++ == 0)
			put_title(t->out, words(t, "\nPréalables", "\nGates"));
		put_row_title(t, text_in(&p->rubric.gates[at].title, t->lang,
					 p));
		buf_fmt(t->out, " %s → %s%s%s\n", gate_words(t, g->was),
			gate_words(t, g->is), words(t, " : ", ": "),
			gate_verdict(t, g));
		put_done(t, g->done, g->done_count);
	}
}

/* --- people -------------------------------------------------------------------------- */

static void put_names(struct comparing_text *t, const char *what,
		      const struct str *names, uint32_t count)
{
	struct buf line = buf_make(t->call->arena);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(&line, i == 0 ? what : ", ");
		buf_visible(&line, names[i], true);
	}
	if (count > 0)
		put_wrapped(t->out, buf_view(&line), 2);
}

static void put_people(struct comparing_text *t)
{
	uint32_t others = 0;

	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct compare_people *p = &t->c->people[g];

		if (p->left_count + p->joined_count == 0)
			continue;
		if (others++ == 0)
			put_title(t->out,
				  words(t, "\nRépondants", "\nRespondents"));
		put_names(t, words(t, "la première ronde seulement : ",
				   "the first round only: "),
			  p->left, p->left_count);
		put_names(t, words(t, "la seconde seulement : ",
				   "the second only: "),
			  p->joined, p->joined_count);
	}
}

/* --- answers --------------------------------------------------------------------------- */

static void put_said(struct comparing_text *t, struct buf *out,
		     const struct pack *p, uint32_t question,
		     const struct answer *answer)
{
	const struct question *q = &p->questions[question];
	struct arena *a = t->call->arena;
	struct spoken s =
	    spoken_of(a, answer->kind, case_value(a, q, answer));

	s = words_in_full(t->call, p, q, &s);
	words_spoken(out, &s, t->lang);
}

static void put_means(struct comparing_text *t, struct buf *line,
		      const struct compared_answer *c)
{
	for (int g = 0; g < GROUP_COUNT; g++) {
		if (!c->has_mean[g] ||
		    ratio_cmp(c->was_mean[g], c->is_mean[g]) == 0)
			continue;
		buf_fmt(line, "%s%s ", line->len > 0 ? ", " : "",
			words_group((enum group)g, t->lang));
		lang_number(line, c->was_mean[g], 2, t->lang);
		buf_text(line, " → ");
		lang_number(line, c->is_mean[g], 2, t->lang);
	}
}

static void put_answer(struct comparing_text *t,
		       const struct compared_answer *c)
{
	const struct question *q = &t->is->questions[c->at.after];
	struct buf line = buf_make(t->call->arena);

	put_wrapped(t->out, text_in(&q->text, t->lang, t->is), 2);
	if (c->change == COMPARE_MEANS) {
		put_means(t, &line, c);
		if (line.len == 0)
			buf_text(&line,
				 words(t, "une moyenne paraît d'un seul côté",
				       "a mean shows on one side only"));
	} else {
		put_said(t, &line, t->was, c->at.before, c->was);
		buf_text(&line, " → ");
		put_said(t, &line, t->is, c->at.after, c->is);
	}
	if (c->reworded)
		buf_text(&line, words(t, " (question récrite)",
				      " (reworded)"));
	put_wrapped(t->out, buf_view(&line), 4);
}

static bool is_listed(const struct compared_answer *c)
{
	return c->at.before != NO_INDEX && c->at.after != NO_INDEX &&
	       (c->change == COMPARE_ANSWER || c->change == COMPARE_NARROWED ||
		c->change == COMPARE_MEANS);
}

static void put_rest(struct comparing_text *t, const uint32_t *counts)
{
	static const struct {
		enum compare_change change;
		const char *words[LANG_COUNT];
	} rest[] = {
		{ COMPARE_WIDENED,
		  { "répondues alors, ouvertes maintenant : ",
		    "answered then, open now: " } },
		{ COMPARE_OPEN,
		  { "ouvertes les deux fois, autrement : ",
		    "open both times, otherwise: " } },
		{ COMPARE_APPLYING,
		  { "posées à une ronde seulement, selon les réponses : ",
		    "asked in one round only, as answers have it: " } },
		{ COMPARE_ASKED,
		  { "dans l'une des deux trousses seulement : ",
		    "in one of the two packs only: " } },
	};

	for (size_t i = 0; i < sizeof(rest) / sizeof(*rest); i++)
		if (counts[rest[i].change] > 0)
			buf_fmt(t->out, "  %s%u\n", rest[i].words[t->lang],
				counts[rest[i].change]);
}

static void put_answers(struct comparing_text *t)
{
	uint32_t counts[COMPARE_ASKED + 1] = { 0 }, listed = 0;

	put_title(t->out, words(t, "\nRéponses qui ont changé",
				"\nAnswers that changed"));
	for (uint32_t i = 0; i < t->c->answer_count; i++) {
		const struct compared_answer *c = &t->c->answers[i];

		if (!is_listed(c))
			counts[c->change]++;
		else if (listed++ < SHOWN_ANSWERS)
			put_answer(t, c);
	}
	if (listed > SHOWN_ANSWERS) {
		buf_text(t->out, words(t, "  et ", "  and "));
		words_count(t->out, listed - SHOWN_ANSWERS, t->lang,
			    words(t, "autre (--json)\n", "more (--json)\n"),
			    words(t, "autres (--json)\n", "more (--json)\n"));
	}
	put_rest(t, counts);
	if (t->c->answer_count == 0)
		buf_text(t->out, words(t, "  aucune\n", "  none\n"));
}

/* --- what was done, and what cannot be told ----------------------------------------------- */

static void put_all_done(struct comparing_text *t)
{
	const struct rounds_compared *r = t->rounds;

	if (r->done_count == 0)
		return;
	put_title(t->out, words(t, "\nFait entre les deux rondes",
				"\nDone between the two rounds"));
	for (uint32_t i = 0; i < r->done_count; i++) {
		uint32_t at = pack_find_initiative(t->is,
						   r->done[i].initiative);
		struct buf line = buf_make(t->call->arena);

		buf_fmt(&line, "%.*s ", STR_ARGS(r->done[i].date));
		buf_str(&line,
			at == NO_INDEX
			    ? r->done[i].initiative
			    : text_in(&t->is->catalogue.initiatives[at].title,
				      t->lang, t->is));
		put_wrapped(t->out, buf_view(&line), 2);
	}
}

static bool cannot_tell(const struct compared *c)
{
	return c->score.verdict == COMPARE_NOT_COMPARABLE ||
	       c->score.verdict == COMPARE_OTHER_RESPONDENTS ||
	       c->level.verdict == COMPARE_NOT_COMPARABLE ||
	       c->level.verdict == COMPARE_OTHER_RESPONDENTS;
}

static struct str quoted(struct comparing_text *t, const struct pack *p,
			 uint32_t question)
{
	struct buf b = buf_make(t->call->arena);

	buf_text(&b, words(t, "« ", "“"));
	buf_str(&b, text_in(&p->questions[question].text, t->lang, p));
	buf_text(&b, words(t, " »", "”"));
	return buf_view(&b);
}

static void put_questions(struct comparing_text *t, struct buf *line,
			  const struct compared *c)
{
	enum { SHOWN = 2 };

	for (uint32_t i = 0; i < c->question_count && i < SHOWN; i++) {
		struct compare_pair at = c->questions[i];

		buf_text(line, i == 0 ? " (" : ", ");
		buf_str(line, at.after != NO_INDEX
				  ? quoted(t, t->is, at.after)
				  : quoted(t, t->was, at.before));
	}
	if (c->question_count > SHOWN)
		buf_fmt(line, words(t, ", et %u de plus", ", and %u more"),
			c->question_count - SHOWN);
	if (c->question_count > 0)
		buf_char(line, ')');
}

static enum compare_reason reason_of(const struct compared *c)
{
	return c->score.reason != COMPARE_NO_REASON ? c->score.reason
						    : c->level.reason;
}

static void put_reason(struct comparing_text *t, struct str id,
		       const struct compared *c)
{
	enum compare_reason reason = reason_of(c);
	struct buf line = buf_make(t->call->arena);
	bool level = !(c->score.verdict == COMPARE_NOT_COMPARABLE ||
		       c->score.verdict == COMPARE_OTHER_RESPONDENTS);

	buf_str(&line, id);
	if (level)
		buf_text(&line, words(t, ", son niveau", ", its level"));
	buf_text(&line, words(t, " : ", ": "));
	buf_text(&line, reason != COMPARE_NO_REASON
			    ? compare_why(reason, t->lang)
			    : words(t, "d'autres personnes ont répondu",
				    "other people answered"));
	put_questions(t, &line, c);
	put_wrapped(t->out, buf_view(&line), 2);
}

static void put_list(struct comparing_text *t, const char *what,
		     const struct str *ids, uint32_t count)
{
	struct buf line = buf_make(t->call->arena);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(&line, i == 0 ? what : ", ");
		buf_visible(&line, ids[i], true);
	}
	if (count > 0)
		put_wrapped(t->out, buf_view(&line), 2);
}

static void put_left_aside(struct comparing_text *t)
{
	const struct reread *was = &t->rounds->was;
	struct str *titles =
	    ARENA_ARRAY(t->call->arena, was->unasked_count, struct str);

	put_list(t,
		 words(t, "réponses d'alors que la trousse ne prend plus : ",
		       "answers of then that the pack no longer takes: "),
		 was->dropped, was->dropped_count);
	for (uint32_t i = 0; i < was->unasked_count; i++)
		titles[i] = quoted(t, t->is, was->unasked[i]);
	put_list(t,
		 words(t, "questions qui n'étaient pas posées alors : ",
		       "questions that were not asked then: "),
		 titles, was->unasked_count);
	put_list(t,
		 words(t, "initiatives faites que la trousse n'a plus : ",
		       "initiatives done that the pack no longer has: "),
		 t->c->unknown, t->c->unknown_count);
}

/* What one of the rounds does not have at all is named in one sentence. */
static bool is_of_one_round(const struct compared *c)
{
	return reason_of(c) == COMPARE_NEW || reason_of(c) == COMPARE_GONE;
}

/* A criterion of a dimension that is named already. */
static bool is_within(struct str id, const struct str *all, uint32_t count)
{
	struct str dimension = str_sub(id, 0, str_find(id, STR("."), 0));

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i], dimension))
			return true;
	return false;
}

static void put_of_one_round(struct comparing_text *t,
			     enum compare_reason reason, const char *several)
{
	struct buf what = buf_make(t->call->arena);
	const struct comparison *c = t->c;
	struct str *ids =
	    ARENA_ARRAY(t->call->arena,
			c->dimension_count + c->criterion_count, struct str);
	struct str *titles =
	    ARENA_ARRAY(t->call->arena,
			c->dimension_count + c->criterion_count, struct str);
	uint32_t count = 0, dimensions;

	for (uint32_t i = 0; i < c->dimension_count; i++) {
		if (reason_of(&c->dimensions[i]) != reason)
			continue;
		titles[count] = dimension_title(t, &c->dimensions[i]);
		ids[count++] = dimension_id(t, &c->dimensions[i]);
	}
	dimensions = count;
	for (uint32_t i = 0; i < c->criterion_count; i++) {
		struct str id = criterion_id(t, &c->criteria[i]);

		if (reason_of(&c->criteria[i]) == reason &&
		    !is_within(id, ids, dimensions))
			titles[count++] =
			    criterion_title(t, &c->criteria[i]);
	}
	buf_text(&what, count > 1 ? several : compare_why(reason, t->lang));
	buf_text(&what, words(t, " : ", ": "));
	put_list(t, str_cstr(t->call->arena, buf_view(&what)), titles, count);
}

static void put_untold(struct comparing_text *t)
{
	const struct comparison *c = t->c;
	size_t before;

	put_title(t->out, words(t, "\nCe qui ne peut se comparer",
				"\nWhat cannot be compared"));
	before = t->out->len;
	if (cannot_tell(&c->overall))
		put_reason(t, str_from(words(t, "Ensemble", "Overall")),
			   &c->overall);
	for (uint32_t i = 0; i < c->dimension_count; i++)
		if (cannot_tell(&c->dimensions[i]) &&
		    !is_of_one_round(&c->dimensions[i]))
			put_reason(t, dimension_title(t, &c->dimensions[i]),
				   &c->dimensions[i]);
	for (uint32_t i = 0; i < c->criterion_count; i++)
		if (cannot_tell(&c->criteria[i]) &&
		    !is_of_one_round(&c->criteria[i]))
			put_reason(t, criterion_title(t, &c->criteria[i]),
				   &c->criteria[i]);
	put_of_one_round(t, COMPARE_NEW,
			 words(t, "n'existaient pas alors",
			       "did not exist then"));
	put_of_one_round(t, COMPARE_GONE,
			 words(t, "n'existent plus", "no longer exist"));
	put_left_aside(t);
	if (t->out->len == before)
		buf_text(t->out, words(t, "  rien\n", "  nothing\n"));
	buf_char(t->out, '\n');
	put_wrapped(t->out,
		    str_from(words(
			t,
			"« Dans les bornes » : l'écart peut venir des seules "
			"questions ouvertes; ce n'est pas un progrès. Ce "
			"qui a été fait entre-temps est rappelé à côté; rien "
			"ne montre que c'en est la cause.",
			"\"Within bounds\": open questions alone may make the "
			"difference; it is no progress. What was done "
			"meanwhile is recalled beside; nothing shows it to be "
			"the cause.")),
		    0);
}

void compare_text(struct call *call, const struct rounds_compared *c)
{
	struct comparing_text t = {
		.call = call,
		.out = &call->out,
		.lang = call->lang,
		.rounds = c,
		.c = c->comparison,
		.was = c->comparison->before->pack,
		.is = c->comparison->after->pack,
	};

	put_head(&t);
	put_scores(&t);
	put_gates(&t);
	put_people(&t);
	put_answers(&t);
	put_all_done(&t);
	put_untold(&t);
}
