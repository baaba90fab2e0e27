/*
 * `jalon case agreement`: how far those who answer by name agree, and where
 * leaders and staff see the firm most differently.
 *
 * Of the staff it says whether they agree, never by how much: a mean and a
 * deviation of five answers often leave one set of answers possible (see
 * engine/agreement.h).
 */
#include "case_words.h"
#include "engine/agreement.h"
#include "format/json.h"

enum { ID_COLUMNS = 26, NAMED_COLUMNS = 22, STAFF_COLUMNS = 12 };

static const char index_source[] =
    "Burke, Finkelstein & Dusig 1999, Organizational Research Methods "
    "2(1), 49-68";

/* --- words -------------------------------------------------------------- */

static const char *verdict(const struct agreement_question *q, bool agrees,
			   enum lang lang)
{
	if (!q->judged)
		return say(lang, "non jugé", "not judged");
	return agrees ? say(lang, "d'accord", "agree")
		      : say(lang, "partagés", "divided");
}

static struct ratio absolute(struct ratio a)
{
	return a.num < 0 ? ratio_neg(a) : a;
}

static void put_gap(struct buf *out, struct ratio gap, enum lang lang)
{
	if (gap.num != 0)
		buf_text(out, gap.num > 0 ? "+" : "−");
	lang_number(out, absolute(gap), 2, lang);
}

/* --- for people --------------------------------------------------------- */

static void put_widest(struct call *call, const struct pack *pack,
		       const struct agreement *g)
{
	struct buf *out = &call->out;

	put_title(out, say(call->lang,
			   "Les plus grands écarts, direction "
			   "moins personnel",
			   "The widest gaps, leaders less staff"));
	if (g->widest_count == 0)
		buf_text(out,
			 say(call->lang,
			     "  aucun qui puisse se dire : il faut une réponse "
			     "de la direction et un\n  chiffre publié du "
			     "personnel à la même question\n",
			     "  none that can be told: it takes an answer of "
			     "the leaders and a\n  published figure of the "
			     "staff to the same question\n"));
	for (uint32_t i = 0; i < g->widest_count; i++) {
		const struct question *q = &pack->questions[g->widest[i]];

		buf_text(out, "  ");
		put_gap(out, g->questions[g->widest[i]].gap, call->lang);
		buf_text(out, "  ");
		put_visible(out, q->id);
		buf_char(out, '\n');
		put_wrapped(out, text_in(&q->text, call->lang, pack), 9);
	}
}

static void put_named(struct call *call, const struct agreement_question *q)
{
	struct buf cell = buf_make(call->arena);

	if (q->named.known) {
		buf_fmt(&cell, "%u · ", q->named.respondents);
		lang_number(&cell, q->named.deviation, 2, call->lang);
		buf_fmt(&cell, " %s", verdict(q, q->named.agrees, call->lang));
	} else {
		buf_text(&cell, "–");
	}
	put_cell(&call->out, buf_view(&cell), NAMED_COLUMNS);
}

static void put_row(struct call *call, const struct question *question,
		    const struct agreement_question *q)
{
	const struct agreement_index *staff = &q->groups[GROUP_STAFF];
	struct buf *out = &call->out;

	buf_text(out, "  ");
	put_cell(out, question->id, ID_COLUMNS);
	buf_char(out, ' ');
	put_named(call, q);
	buf_char(out, ' ');
	put_cell(out,
		 str_from(staff->known ? verdict(q, staff->agrees, call->lang)
				       : "–"),
		 STAFF_COLUMNS);
	buf_char(out, ' ');
	if (q->compared)
		put_gap(out, q->gap, call->lang);
	else
		buf_text(out, "–");
	if (q->decided)
		buf_text(out, say(call->lang, "  décidé", "  decided"));
	buf_char(out, '\n');
}

static bool has_row(const struct agreement_question *q)
{
	return q->named.known || q->groups[GROUP_STAFF].known || q->compared;
}

static void put_heads(struct call *call)
{
	struct buf *out = &call->out;

	buf_char(out, '\n');
	put_cell(out, str_from(say(call->lang, "Question", "Question")),
		 ID_COLUMNS + 2);
	buf_char(out, ' ');
	put_cell(out, str_from(say(call->lang, "nommés · AD", "by name · AD")),
		 NAMED_COLUMNS);
	buf_char(out, ' ');
	put_cell(out, str_from(say(call->lang, "personnel", "staff")),
		 STAFF_COLUMNS);
	buf_text(out, say(call->lang, " écart\n", " gap\n"));
}

/*
 * Whether those who answer by name differ on a question that no scale
 * measures: a choice, several, a yes or no.
 */
static bool is_divided(struct call *call, const struct score *s,
		       const struct agreement *g, uint32_t question)
{
	const struct question *q = &s->pack->questions[question];
	const struct answer_set *set;
	struct str first = STR_NONE;
	uint32_t at = 0;

	if (g->questions[question].measured || q->type == QUESTION_NUMBER ||
	    q->type == QUESTION_TEXT || q->type == QUESTION_DATE)
		return false;
	while ((set = score_next_named(s, question, &at)) != NULL) {
		const struct answer *a = &set->answers[question];
		struct str value = case_value(call->arena, q, a);

		if (a->kind != ANSWER_VALUE)
			continue;
		if (first.len == 0)
			first = value;
		else if (!str_eq(first, value))
			return true;
	}
	return false;
}

static void put_divided(struct call *call, const struct score *s,
			const struct agreement *g)
{
	struct buf *out = &call->out;
	uint32_t shown = 0;

	for (uint32_t i = 0; i < s->pack->question_count; i++) {
		if (!is_divided(call, s, g, i))
			continue;
		if (shown++ == 0)
			put_title(out, say(call->lang,
					   "\nChoix où ceux qui répondent par "
					   "leur nom diffèrent",
					   "\nChoices on which those who "
					   "answer by name differ"));
		buf_text(out, "  ");
		put_visible(out, s->pack->questions[i].id);
		if (s->questions[i].decided)
			buf_text(out, say(call->lang, "  décidé",
					  "  decided"));
		buf_char(out, '\n');
		words_originals(call, s, i, 4);
	}
}

static void put_text(struct call *call, const struct score *s,
		     const struct agreement *g)
{
	const struct pack *pack = s->pack;
	struct buf *out = &call->out;
	uint32_t rows = 0;

	put_widest(call, pack, g);
	for (uint32_t i = 0; i < pack->question_count; i++) {
		if (!has_row(&g->questions[i]))
			continue;
		if (rows++ == 0)
			put_heads(call);
		put_row(call, &pack->questions[i], &g->questions[i]);
	}
	if (rows == 0)
		buf_text(out, say(call->lang,
				  "\nAucune question n'a deux réponses à "
				  "comparer.\n",
				  "\nNo question has two answers to "
				  "compare.\n"));
	put_divided(call, s, g);
	buf_text(out,
		 say(call->lang,
		     "\nAD : écart absolu moyen, en pas d'échelle; 0, tous "
		     "pareils (Burke et al. 1999).\n",
		     "\nAD: average deviation, in steps of the scale; 0, all "
		     "alike (Burke et al. 1999).\n"));
}

/* --- for programs ------------------------------------------------------- */

static void index_json(struct json *j, const char *key,
		       const struct agreement_index *index,
		       const struct agreement_question *q)
{
	json_key(j, key);
	if (!index->known) {
		json_put_null(j);
		return;
	}
	json_begin_object(j);
	json_key(j, "respondents");
	json_int(j, index->respondents);
	json_key(j, "deviation");
	json_ratio(j, index->deviation, 4);
	json_key(j, "agrees");
	if (q->judged)
		json_bool(j, index->agrees);
	else
		json_put_null(j);
	json_end(j);
}

static void staff_json(struct json *j, const struct agreement_question *q)
{
	json_key(j, "staff_agrees");
	if (q->groups[GROUP_STAFF].known && q->judged)
		json_bool(j, q->groups[GROUP_STAFF].agrees);
	else
		json_put_null(j);
}

static void question_json(struct json *j, const struct question *question,
			  const struct agreement_question *q)
{
	json_begin_object(j);
	json_key(j, "id");
	json_str(j, question->id);
	index_json(j, "leaders", &q->groups[GROUP_LEADERS], q);
	index_json(j, "experts", &q->groups[GROUP_EXPERTS], q);
	index_json(j, "named", &q->named, q);
	staff_json(j, q);
	json_key(j, "limit");
	if (q->judged)
		json_ratio(j, q->limit, 4);
	else
		json_put_null(j);
	json_key(j, "gap");
	if (q->compared)
		json_ratio(j, q->gap, 4);
	else
		json_put_null(j);
	json_key(j, "decided");
	json_bool(j, q->decided);
	json_end(j);
}

static void put_json(struct call *call, const struct case_view *v,
		     const struct score *s, const struct agreement *g)
{
	struct json j = json_make(&call->out, true);

	words_begin_round(&j, v);
	json_key(&j, "index");
	json_text(&j, "AD_M");
	json_key(&j, "source");
	json_text(&j, index_source);
	json_key(&j, "widest");
	json_begin_array(&j);
	for (uint32_t i = 0; i < g->widest_count; i++)
		json_str(&j, v->pack->questions[g->widest[i]].id);
	json_end(&j);
	json_key(&j, "questions");
	json_begin_array(&j);
	for (uint32_t i = 0; i < v->pack->question_count; i++)
		if (has_row(&g->questions[i]))
			question_json(&j, &v->pack->questions[i],
				      &g->questions[i]);
	json_end(&j);
	json_key(&j, "divided_choices");
	json_begin_array(&j);
	for (uint32_t i = 0; i < v->pack->question_count; i++)
		if (is_divided(call, s, g, i))
			json_str(&j, v->pack->questions[i].id);
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}

static enum status case_agreement_run(struct call *call)
{
	const struct case_view *v = inputs_case(call);
	const struct score *s;
	struct agreement g;

	if (v == NULL)
		return STATUS_INPUT;
	s = case_score(call->desk, v, v->pack);
	if (s == NULL)
		return STATUS_INPUT;
	g = agreement_of(call->arena, s);
	if (call_flag(call, "json") != NULL)
		put_json(call, v, s, &g);
	else
		put_text(call, s, &g);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "la même chose, en JSON", "the same, as JSON" } },
	FLAG_ROUND,
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_case_agreement = {
	.name = "case agreement",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "où les répondants s'accordent, et où direction et "
		     "personnel s'écartent",
		     "where respondents agree, and where leaders and staff "
		     "differ" },
	.about = { "L'indice est l'écart absolu moyen à la moyenne (AD_M; "
		   "Burke, Finkelstein et Dusig 1999, Organizational Research "
		   "Methods 2(1), 49-68), en pas de l'échelle. Avec cinq "
		   "choix, "
		   "on s'accorde jusqu'à 5/6 (Burke et Dunlap 2002). Du "
		   "personnel, il n'est dit que s'il s'accorde, et seulement "
		   "sur ce qui est publié. Les choix où ceux qui répondent par "
		   "leur nom diffèrent viennent après.",
		   "The index is the average deviation about the mean (AD_M; "
		   "Burke, Finkelstein and Dusig 1999, Organizational Research "
		   "Methods 2(1), 49-68), in steps of the scale. With five "
		   "options, agreement holds up to 5/6 (Burke and Dunlap "
		   "2002). Of the staff it is only said whether they agree, "
		   "and only on what is published. Choices on which those who "
		   "answer by name differ come after." },
	.example = "jalon case agreement quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = case_agreement_run,
};
