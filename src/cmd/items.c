/* `jalon items`: how a model's questions behave, for its authors. */
#include "app/portfolio.h"

#include <math.h>

#include "format/json.h"
#include "case_words.h"

enum { ID_COLUMNS = 30, FIGURE_COLUMNS = 8 };

/* Printed to so many places; never a score (engine/items.h). */
static struct ratio decimal(double value, int places)
{
	int64_t unit = 1;

	while (places-- > 0)
		unit *= 10;
	return ratio_make(llround(value * (double)unit), unit);
}

/* --- for people ------------------------------------------------------------------ */

static void put_figure(struct call *call, const struct statistic *s)
{
	struct buf cell = buf_make(call->arena);

	if (s->state == STATISTIC_KNOWN)
		lang_number(&cell, decimal(s->value, 2), 2, call->lang);
	else
		buf_text(&cell, "–");
	put_cell_right(&call->out, buf_view(&cell), FIGURE_COLUMNS);
}

static void put_count(struct call *call, uint32_t n)
{
	buf_fmt(&call->out, "%*u", (int)FIGURE_COLUMNS, n);
}

static void put_name(struct call *call, struct str id)
{
	buf_text(&call->out, "  ");
	put_cell(&call->out, id, ID_COLUMNS);
}

static const char *why_not(enum statistic_state state, enum lang lang)
{
	switch (state) {
	case STATISTIC_KNOWN:
		return "";
	case STATISTIC_TOO_FEW_CASES:
		return say(lang, "moins de 30 organisations complètes",
			   "fewer than 30 complete organisations");
	case STATISTIC_TOO_FEW_ITEMS:
		return say(lang, "trop peu de questions",
			   "too few questions");
	case STATISTIC_CONSTANT:
		return say(lang, "une réponse ne varie pas",
			   "an answer never varies");
	case STATISTIC_HEYWOOD:
		return say(lang, "un seul facteur ne convient pas",
			   "one factor does not fit");
	case STATISTIC_NO_FACTOR:
		return say(lang, "rien de commun", "nothing in common");
	}
	BUG("state %d", (int)state);
}

/* What each option was taken: "1:4 2:9 3:20 4:0 5:0". */
static void put_uses(struct call *call, const struct question *q,
		     const struct item_result *r)
{
	struct buf line = buf_make(call->arena);

	if (r->uses == NULL)
		return;
	for (uint32_t i = 0; i < q->option_count; i++) {
		buf_text(&line, i == 0 ? "" : "  ");
		if (q->type == QUESTION_LEVEL)
			buf_fmt(&line, "%u", i + 1);
		else
			buf_str(&line, q->options[i].id);
		buf_fmt(&line, " × %u", r->uses[i]);
	}
	put_wrapped(&call->out, buf_view(&line), 4);
}

/* The correlation of a question with the rest of its criterion. */
static const struct statistic *rest_of(const struct items_of *s,
				       uint32_t question)
{
	static const struct statistic none = { STATISTIC_TOO_FEW_ITEMS, 0 };
	uint32_t c = s->pack->questions[question].criterion, place = 0;
	const struct criterion *criterion;

	if (c == NO_INDEX || s->criteria[c].item_rest == NULL)
		return &none;
	criterion = &s->pack->rubric.criteria[c];
	for (uint32_t i = 0; i < criterion->question_count; i++) {
		uint32_t q = criterion->questions[i];

		if (q == question)
			return &s->criteria[c].item_rest[place];
		place += s->pack->questions[q].scored;
	}
	return &none;
}

static void put_items(struct call *call, const struct items_of *s)
{
	buf_char(&call->out, '\n');
	put_cell(&call->out, str_from("Question"), ID_COLUMNS + 2);
	buf_text(&call->out,
		 say(call->lang,
		     "       n moyenne   é.-t.   reste  ne sait\n",
		     "       n    mean      sd    rest  unknown\n"));
	for (uint32_t i = 0; i < s->question_count; i++) {
		const struct question *q =
		    &s->pack->questions[s->questions[i]];
		const struct item_result *r = &s->items[i];

		put_name(call, q->id);
		put_count(call, r->n);
		put_figure(call, &r->mean);
		put_figure(call, &r->sd);
		put_figure(call, rest_of(s, s->questions[i]));
		put_figure(call, &r->dont_know);
		buf_char(&call->out, '\n');
		put_uses(call, q, &s->named[i]);
	}
}

static void put_scale(struct call *call, struct str id, uint32_t count,
		      const struct scale_result *r)
{
	put_name(call, id);
	put_count(call, count);
	put_count(call, r->n);
	put_figure(call, &r->alpha);
	put_figure(call, &r->omega);
	if (r->alpha.state != STATISTIC_KNOWN)
		buf_fmt(&call->out, "  %s",
			why_not(r->alpha.state, call->lang));
	buf_char(&call->out, '\n');
}

static void put_scales(struct call *call, const struct items_of *s)
{
	const struct rubric *r = &s->pack->rubric;

	buf_char(&call->out, '\n');
	put_cell(&call->out,
		 str_from(say(call->lang, "Critères et dimensions",
			      "Criteria and dimensions")),
		 ID_COLUMNS + 2);
	buf_text(&call->out, say(call->lang,
				 "   items       n   alpha   oméga\n",
				 "   items       n   alpha   omega\n"));
	for (uint32_t c = 0; c < r->criterion_count; c++)
		put_scale(call, r->criteria[c].id, s->criterion_items[c],
			  &s->criteria[c]);
	for (uint32_t i = 0; i < r->dimension_count; i++)
		put_scale(call, r->dimensions[i].id,
			  r->dimensions[i].criterion_count,
			  &s->dimensions[i]);
}

static void put_cases(struct buf *out, const struct call *call,
		      const struct items_of *s)
{
	words_count(out, s->cases, call->lang, "organisation",
		    "organisations");
}

static void put_few(struct call *call, const struct items_of *s)
{
	struct buf line = buf_make(call->arena);

	buf_text(&line, say(call->lang, "Il y a ",
			    s->cases == 1 ? "There is " : "There are "));
	put_cases(&line, call, s);
	buf_text(&line,
		 say(call->lang,
		     "; il en faut 30 au moins pour dire comment les "
		     "questions se comportent.",
		     "; it takes 30 at least to say how questions behave."));
	put_wrapped(&call->out, buf_view(&line), 0);
}

static void put_text(struct call *call, const struct items_of *s)
{
	struct buf line = buf_make(call->arena);

	buf_fmt(&line, "%.*s %.*s · ", STR_ARGS(s->pack->id),
		STR_ARGS(s->pack->version));
	put_cases(&line, call, s);
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	if (s->cases < ITEMS_CASES) {
		put_few(call, s);
		return;
	}
	put_items(call, s);
	put_scales(call, s);
	buf_char(&call->out, '\n');
	put_wrapped(
	    &call->out,
	    str_from(say(
		call->lang,
		"Une ligne est une organisation, par sa réponse d'ensemble. "
		"Reste : corrélation avec le reste du critère. Ne sait : part "
		"de « ne sait pas ». × : combien de répondants, personnel à "
		"part, ont pris chaque choix. Les items d'une dimension sont ses critères. Alpha : Cronbach "
		"1951; oméga : McDonald 1999.",
		"A row is one organisation, by its one answer. Rest: "
		"correlation with the rest of the criterion. Unknown: share "
		"of don't-knows. ×: how many respondents, staff aside, took "
		"each option. The items of a dimension are its criteria. Alpha: Cronbach 1951; omega: "
		"McDonald 1999.")),
	    0);
}

/* --- for programs ------------------------------------------------------------------- */

static void statistic_json(struct json *j, const char *key,
			   const struct statistic *s)
{
	json_key(j, key);
	if (s->state == STATISTIC_KNOWN)
		json_ratio(j, decimal(s->value, 4), 4);
	else
		json_put_null(j);
}

static void uses_json(struct json *j, const struct question *q,
		      const struct item_result *r)
{
	if (r->uses == NULL)
		return;
	json_key(j, "uses");
	json_begin_array(j);
	for (uint32_t o = 0; o < q->option_count; o++)
		json_int(j, r->uses[o]);
	json_end(j);
}

static void items_json(struct json *j, const struct items_of *s)
{
	json_key(j, "questions");
	json_begin_array(j);
	for (uint32_t i = 0; i < s->question_count; i++) {
		const struct question *q =
		    &s->pack->questions[s->questions[i]];

		json_begin_object(j);
		json_key(j, "id");
		json_str(j, q->id);
		json_key(j, "n");
		json_int(j, s->items[i].n);
		statistic_json(j, "mean", &s->items[i].mean);
		statistic_json(j, "sd", &s->items[i].sd);
		statistic_json(j, "item_rest", rest_of(s, s->questions[i]));
		statistic_json(j, "dont_know", &s->items[i].dont_know);
		uses_json(j, q, &s->named[i]);
		json_end(j);
	}
	json_end(j);
}

static void scale_json(struct json *j, struct str id, uint32_t count,
		       const struct scale_result *r)
{
	json_begin_object(j);
	json_key(j, "id");
	json_str(j, id);
	json_key(j, "items");
	json_int(j, count);
	json_key(j, "n");
	json_int(j, r->n);
	statistic_json(j, "alpha", &r->alpha);
	json_key(j, "alpha_state");
	json_text(j, statistic_state_name(r->alpha.state));
	statistic_json(j, "omega", &r->omega);
	json_key(j, "omega_state");
	json_text(j, statistic_state_name(r->omega.state));
	json_end(j);
}

static void put_json(struct call *call, const struct items_of *s)
{
	const struct rubric *r = &s->pack->rubric;
	struct json j = json_make(&call->out, true);
	bool enough = s->cases >= ITEMS_CASES;

	json_begin_object(&j);
	json_key(&j, "pack");
	json_str(&j, s->pack->id);
	json_key(&j, "version");
	json_str(&j, s->pack->version);
	json_key(&j, "organisations");
	json_int(&j, s->cases);
	json_key(&j, "needed");
	json_int(&j, ITEMS_CASES);
	if (enough)
		items_json(&j, s);
	json_key(&j, "scales");
	json_begin_array(&j);
	for (uint32_t c = 0; enough && c < r->criterion_count; c++)
		scale_json(&j, r->criteria[c].id, s->criterion_items[c],
			   &s->criteria[c]);
	for (uint32_t i = 0; enough && i < r->dimension_count; i++)
		scale_json(&j, r->dimensions[i].id,
			   r->dimensions[i].criterion_count,
			   &s->dimensions[i]);
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}

/* --- for spreadsheets ------------------------------------------------------------------ */

static void cell_csv(struct call *call, const struct statistic *s)
{
	buf_char(&call->out, call->lang == LANG_FR ? ';' : ',');
	if (s->state == STATISTIC_KNOWN)
		lang_number(&call->out, decimal(s->value, 4), 4, call->lang);
}

static void row_csv(struct call *call, const char *kind, struct str id,
		    uint32_t n)
{
	const char *cut = call->lang == LANG_FR ? ";" : ",";

	buf_fmt(&call->out, "%s%s%.*s%s%u", kind, cut, STR_ARGS(id), cut, n);
}

static void scale_csv(struct call *call, const char *kind, struct str id,
		      const struct scale_result *r)
{
	static const struct statistic none = { STATISTIC_TOO_FEW_ITEMS, 0 };

	row_csv(call, kind, id, r->n);
	for (int i = 0; i < 4; i++)
		cell_csv(call, &none);
	cell_csv(call, &r->alpha);
	cell_csv(call, &r->omega);
	buf_char(&call->out, '\n');
}

/* Ids need no quotes. */
static void put_csv(struct call *call, const struct items_of *s)
{
	const struct rubric *r = &s->pack->rubric;

	buf_text(&call->out,
		 say(call->lang,
		     "sorte;id;n;moyenne;ecart_type;reste;ne_sait_pas;alpha;"
		     "omega\n",
		     "kind,id,n,mean,sd,item_rest,dont_know,alpha,omega\n"));
	for (uint32_t i = 0; i < s->question_count; i++) {
		row_csv(call, "question",
			s->pack->questions[s->questions[i]].id,
			s->items[i].n);
		cell_csv(call, &s->items[i].mean);
		cell_csv(call, &s->items[i].sd);
		cell_csv(call, rest_of(s, s->questions[i]));
		cell_csv(call, &s->items[i].dont_know);
		buf_text(&call->out, call->lang == LANG_FR ? ";;\n" : ",,\n");
	}
	for (uint32_t c = 0; c < r->criterion_count; c++)
		scale_csv(call, say(call->lang, "critere", "criterion"),
			  r->criteria[c].id, &s->criteria[c]);
	for (uint32_t i = 0; i < r->dimension_count; i++)
		scale_csv(call, "dimension", r->dimensions[i].id,
			  &s->dimensions[i]);
}

static enum status items_run(struct call *call)
{
	bool json = call_flag(call, "json") != NULL;
	bool csv = call_flag(call, "csv") != NULL;
	const struct items_of *s;

	if (json && csv) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_FLAGS_EXCLUDE,
		     "--json", "--csv");
		return STATUS_USAGE;
	}
	s = portfolio_items(call->desk);
	if (s == NULL)
		return STATUS_INPUT;
	if (json)
		put_json(call, s);
	else if (csv && s->cases >= ITEMS_CASES)
		put_csv(call, s);
	else
		put_text(call, s);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "les statistiques, en JSON",
		       "the statistics, as JSON" } },
	{ .name = "csv",
	  .summary = { "les statistiques pour un tableur; points-virgules et "
		       "virgule décimale en français",
		       "the statistics for a spreadsheet; semicolons and "
		       "decimal commas in French" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_items = {
	.name = "items",
	.operands = { "", "" },
	.summary = { "comment les questions d'une trousse se comportent, pour "
		     "qui l'écrit",
		     "how a pack's questions behave, for its authors" },
	.about = { "Moyennes, corrélation de chaque question avec le reste de "
		   "son critère, alpha et oméga, part de « ne sait pas », "
		   "usage des choix : sur trente organisations au moins.",
		   "Means, correlation of each question with the rest of its "
		   "criterion, alpha and omega, share of don't-knows, use of "
		   "options: over thirty organisations at least." },
	.example = "jalon items --csv",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = items_run,
};
