/*
 * `jalon portfolio`: how organisations are spread over the levels, and where
 * one stands among the others. No name, no rank.
 */
#include "app/portfolio.h"

#include "format/json.h"
#include "case_words.h"

enum { LABEL_COLUMNS = 36, COUNT_COLUMNS = 5 };

/* --- words --------------------------------------------------------------------- */

/* "1 à 9 personnes", "250 personnes et plus". */
static struct str size_words(struct arena *a, const struct pack *p,
			     uint32_t size, enum lang lang)
{
	const struct catalogue *c = &p->catalogue;
	struct buf b = buf_make(a);

	if (!p->has_catalogue || size >= c->size_count)
		return str_from(say(lang, "taille non dite",
				    "size not said"));
	if (size + 1 < c->size_count)
		buf_fmt(&b, say(lang, "%u à %u personnes", "%u to %u people"),
			c->size_from[size], c->size_from[size + 1] - 1);
	else
		buf_fmt(&b, say(lang, "%u personnes et plus",
				"%u people or more"),
			c->size_from[size]);
	return buf_view(&b);
}

static struct str sector_words(const struct pack *p, uint32_t sector,
			       enum lang lang)
{
	const struct question *q;

	if (p->sector_question != NO_INDEX) {
		q = &p->questions[p->sector_question];
		if (sector < q->option_count)
			return text_in(&q->options[sector].text, lang, p);
	}
	return str_from(say(lang, "secteur non dit", "sector not said"));
}

static struct str which_words(const struct pack *p, uint32_t which,
			      enum lang lang)
{
	return which == 0 ? str_from(say(lang, "Ensemble", "Overall"))
			  : text_in(&p->rubric.dimensions[which - 1].title,
				    lang, p);
}

/* --- tables ----------------------------------------------------------------------- */

/* A count that would tell of fewer than five shows as a star. */
static void put_count(struct buf *out, uint32_t count, bool hidden,
		      uint32_t columns)
{
	if (hidden)
		buf_fmt(out, "%*s", (int)columns, "*");
	else
		buf_fmt(out, "%*u", (int)columns, count);
}

static void put_label(struct call *call, struct str label)
{
	struct buf name = buf_make(call->arena);

	buf_visible(&name, label, true);
	buf_text(&call->out, "  ");
	put_cell(&call->out, buf_view(&name), LABEL_COLUMNS);
}

static void put_counts(struct call *call, const struct portfolio *p,
		       struct str label, const struct portfolio_group *g,
		       uint32_t which)
{
	const uint32_t *levels = &g->levels[which * PORTFOLIO_COUNTS];
	struct buf *out = &call->out;
	bool hidden[PORTFOLIO_COUNTS];

	portfolio_hide(levels, hidden);
	put_label(call, label);
	for (uint32_t l = 1; l <= p->pack->rubric.level_count; l++)
		put_count(out, levels[l], hidden[l], COUNT_COLUMNS);
	put_count(out, levels[PORTFOLIO_CONFIRM], hidden[PORTFOLIO_CONFIRM],
		  COUNT_COLUMNS + 4);
	put_count(out, levels[0], hidden[0], COUNT_COLUMNS + 2);
	buf_char(out, '\n');
}

static void put_heads(struct call *call, const struct portfolio *p,
		      struct str title)
{
	struct buf *out = &call->out;

	buf_char(out, '\n');
	put_cell(out, title, LABEL_COLUMNS + 2);
	for (uint32_t l = 1; l <= p->pack->rubric.level_count; l++)
		buf_fmt(out, "%*u", (int)COUNT_COLUMNS, l);
	buf_text(out, say(call->lang, "  à conf.   sans\n",
			  "  to conf.  none\n"));
}

/* "1 à 9 personnes (12)" */
static struct str group_words(struct call *call, const struct portfolio *p,
			      const struct portfolio_group *g, bool sizes)
{
	struct buf b = buf_make(call->arena);

	if (g->label == NO_INDEX)
		buf_text(&b, say(call->lang, "autres, ensemble",
				 "others, together"));
	else if (sizes)
		buf_str(&b, size_words(call->arena, p->pack, g->label,
				       call->lang));
	else
		buf_str(&b, sector_words(p->pack, g->label, call->lang));
	buf_fmt(&b, " (%u)", g->count);
	return buf_view(&b);
}

static void put_groups(struct call *call, const struct portfolio *p,
		       const struct portfolio_group *groups, uint32_t count,
		       uint32_t which, bool sizes)
{
	bool shown = portfolio_may_cross(groups, count, which);

	for (uint32_t i = 0; i < count; i++) {
		struct str label = group_words(call, p, &groups[i], sizes);

		if (shown) {
			put_counts(call, p, label, &groups[i], which);
			continue;
		}
		put_label(call, label);
		buf_text(&call->out,
			 say(call->lang, "    non montré\n", "    not shown\n"));
	}
}

static void put_split(struct call *call, const struct portfolio *p,
		      uint32_t which)
{
	struct buf title = buf_make(call->arena);
	struct str words = which_words(p->pack, which, call->lang);

	buf_fmt(&title, say(call->lang, "%.*s, par groupe", "%.*s, by group"),
		STR_ARGS(words));
	put_heads(call, p, buf_view(&title));
	put_groups(call, p, p->sizes, p->size_count, which, true);
	put_groups(call, p, p->sectors, p->sector_count, which, false);
}

static void put_note(struct call *call, const char *fr, const char *en)
{
	put_wrapped(&call->out, str_from(call->lang == LANG_FR ? fr : en), 0);
}

static void put_left_out(struct call *call, const struct portfolio *p)
{
	struct buf line = buf_make(call->arena);

	if (p->other_pack + p->without_score + p->unreadable == 0)
		return;
	buf_text(&line,
		 say(call->lang, "Non comptés : ", "Not counted: "));
	words_count(&line, p->other_pack, call->lang,
		    say(call->lang, "dossier sous une autre trousse, ",
			"case under another pack, "),
		    say(call->lang, "dossiers sous une autre trousse, ",
			"cases under another pack, "));
	buf_fmt(&line,
		say(call->lang, "%u sans score, ", "%u without a score, "),
		p->without_score);
	words_count(&line, p->unreadable, call->lang,
		    say(call->lang, "illisible sous celle-ci",
			"that this one cannot read"),
		    say(call->lang, "illisibles sous celle-ci",
			"that this one cannot read"));
	put_wrapped(&call->out, buf_view(&line), 0);
}

static void put_head(struct call *call, const struct portfolio *p)
{
	struct buf line = buf_make(call->arena);

	buf_fmt(&line,
		say(call->lang, "Portefeuille · %.*s %.*s · ",
		    "Portfolio · %.*s %.*s · "),
		STR_ARGS(p->pack->id), STR_ARGS(p->pack->version));
	words_count(&line, p->count, call->lang, "organisation",
		    "organisations");
	buf_fmt(&line, " · %.*s", STR_ARGS(call->desk->today));
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	put_left_out(call, p);
}

static void put_few(struct call *call)
{
	put_note(call,
		 "Il en faut cinq au moins : en dessous, des chiffres "
		 "laisseraient reconnaître une organisation.",
		 "It takes five at least: below, figures would let an "
		 "organisation be recognised.");
}

static void put_text(struct call *call, const struct portfolio *p)
{
	uint32_t dimensions = p->pack->rubric.dimension_count;
	bool split = p->size_count + p->sector_count > 0;

	put_head(call, p);
	if (p->all.count == 0) {
		put_few(call);
		return;
	}
	put_heads(call, p,
		  str_from(say(call->lang, "Organisations par niveau",
			       "Organisations by level")));
	for (uint32_t w = 0; w <= dimensions; w++)
		put_counts(call, p, which_words(p->pack, w, call->lang),
			   &p->all, w);
	for (uint32_t w = 0; split && w <= dimensions; w++)
		if (w == 0 || call_flag(call, "details") != NULL)
			put_split(call, p, w);
	buf_char(&call->out, '\n');
	put_note(call,
		 "Auto-déclaré par les organisations. « À conf. » : un "
		 "niveau donné comme une fourchette. « * » : d'une à quatre "
		 "organisations, ou ce qui les ferait compter. Un groupe "
		 "compte cinq organisations au moins; les plus petits, et "
		 "ceux qu'une soustraction ferait reconnaître, sont réunis; "
		 "leurs niveaux ne sont montrés que si aucun n'en a d'une à "
		 "quatre. Ne remettez "
		 "pas deux impressions de dates différentes : leur écart peut "
		 "être celui d'une seule organisation.",
		 "Self-declared by the organisations. \"To conf.\": a level "
		 "given as a range. \"*\": one to four organisations, or what "
		 "would let them be counted. A group has five organisations "
		 "at least; smaller ones, and those that a subtraction would "
		 "tell, are put together; their levels show only when none "
		 "has one to four. Do not hand out two prints of different "
		 "dates: what differs may be a single organisation's.");
}

/* --- one among the others ------------------------------------------------------------- */

static const char *place_words(enum peer_place place, enum lang lang)
{
	switch (place) {
	case PEERS_TOO_FEW:
		return say(lang, "moins de cinq pairs y ont un score",
			   "fewer than five peers have a score");
	case PEERS_UNKNOWN:
		return say(lang, "à confirmer", "to be confirmed");
	case PEERS_TOP_QUARTER:
		return say(lang, "dans le quart le plus haut",
			   "in the highest quarter");
	case PEERS_UPPER:
		return say(lang, "au-dessus du milieu", "above the middle");
	case PEERS_MIDDLE:
		return say(lang, "au milieu", "in the middle");
	case PEERS_LOWER:
		return say(lang, "au-dessous du milieu", "below the middle");
	case PEERS_BOTTOM_QUARTER:
		return say(lang, "dans le quart le plus bas",
			   "in the lowest quarter");
	}
	BUG("place %d", (int)place);
}

static void put_peers(struct call *call, const struct portfolio *p,
		      const struct case_record *record,
		      const struct peers *peers)
{
	struct buf line = buf_make(call->arena);

	put_visible(&line, record->client);
	buf_text(&line, say(call->lang, " parmi ", " among "));
	words_count(&line, peers->count, call->lang,
		    say(call->lang, "pair", "peer"),
		    say(call->lang, "pairs", "peers"));
	if (peers->size != NO_INDEX) {
		buf_text(&line, " · ");
		buf_str(&line, size_words(call->arena, p->pack, peers->size,
					  call->lang));
	}
	buf_text(&line, say(call->lang, " · auto-déclaré",
			    " · self-declared"));
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	if (peers->count < PORTFOLIO_LEAST) {
		put_few(call);
		return;
	}
	for (uint32_t w = 0; w <= p->pack->rubric.dimension_count; w++) {
		buf_text(&call->out, "  ");
		put_cell(&call->out, which_words(p->pack, w, call->lang), 40);
		buf_fmt(&call->out, " %s\n",
			place_words(peers->places[w], call->lang));
	}
	buf_char(&call->out, '\n');
	put_note(call,
		 "Auto-déclaré : chacun a répondu de lui-même, sans "
		 "vérification. Des pairs au hasard des dossiers ne font pas "
		 "une norme, et ceci n'est pas un classement.",
		 "Self-declared: each answered of itself, unverified. Peers "
		 "as cases happen to come make no norm, and this is no "
		 "ranking.");
}

/* --- for programs ------------------------------------------------------------------------ */

/* Null: one to four, or what would let them be counted. */
static void count_json(struct json *j, uint32_t count, bool hidden)
{
	if (hidden)
		json_put_null(j);
	else
		json_int(j, count);
}

static void counts_json(struct json *j, const struct portfolio *p,
			const uint32_t *counts, bool shown)
{
	bool hidden[PORTFOLIO_COUNTS];

	portfolio_hide(counts, hidden);
	json_begin_array(j);
	for (uint32_t l = 1; l <= p->pack->rubric.level_count; l++)
		count_json(j, counts[l], !shown || hidden[l]);
	count_json(j, counts[PORTFOLIO_CONFIRM],
		   !shown || hidden[PORTFOLIO_CONFIRM]);
	count_json(j, counts[0], !shown || hidden[0]);
	json_end(j);
}

/* Among `count` groups, or alone. */
static void group_json(struct json *j, const struct portfolio *p,
		       const struct portfolio_group *g, struct str label,
		       const struct portfolio_group *groups, uint32_t count)
{

	json_begin_object(j);
	if (label.len > 0) {
		json_key(j, "group");
		json_str(j, label);
	}
	json_key(j, "organisations");
	json_int(j, g->count);
	json_key(j, "levels");
	json_begin_object(j);
	for (uint32_t w = 0; w <= p->pack->rubric.dimension_count; w++) {
		json_key_str(j, w == 0 ? STR("overall")
				       : p->pack->rubric.dimensions[w - 1].id);
		counts_json(j, p, &g->levels[w * PORTFOLIO_COUNTS],
			    portfolio_may_cross(groups, count, w));
	}
	json_end(j);
	json_end(j);
}

static struct str label_id(const struct pack *p, uint32_t label, bool sizes)
{
	if (label == NO_INDEX)
		return STR("others");
	if (sizes)
		return p->has_catalogue && label < p->catalogue.size_count
			   ? p->catalogue.sizes[label].id
			   : STR("not_said");
	if (p->sector_question == NO_INDEX ||
	    label >= p->questions[p->sector_question].option_count)
		return STR("not_said");
	return p->questions[p->sector_question].options[label].id;
}

static void groups_json(struct json *j, const char *key,
			const struct portfolio *p,
			const struct portfolio_group *groups, uint32_t count,
			bool sizes)
{
	json_key(j, key);
	json_begin_array(j);
	for (uint32_t i = 0; i < count; i++)
		group_json(j, p, &groups[i],
			   label_id(p->pack, groups[i].label, sizes), groups,
			   count);
	json_end(j);
}

static void head_json(struct json *j, struct call *call,
		      const struct portfolio *p)
{
	json_key(j, "pack");
	json_str(j, p->pack->id);
	json_key(j, "version");
	json_str(j, p->pack->version);
	json_key(j, "date");
	json_str(j, call->desk->today);
	json_key(j, "self_declared");
	json_bool(j, true);
	json_key(j, "organisations");
	json_int(j, p->count);
}

static void put_json(struct call *call, const struct portfolio *p)
{
	struct json j = json_make(&call->out, true);

	json_begin_object(&j);
	head_json(&j, call, p);
	json_key(&j, "other_pack");
	json_int(&j, p->other_pack);
	json_key(&j, "without_score");
	json_int(&j, p->without_score);
	json_key(&j, "unreadable");
	json_int(&j, p->unreadable);
	json_key(&j, "counts_are");
	json_begin_array(&j);
	for (uint32_t l = 1; l <= p->pack->rubric.level_count; l++)
		json_int(&j, l);
	json_text(&j, "to_confirm");
	json_text(&j, "none");
	json_end(&j);
	json_key(&j, "all");
	if (p->all.count == 0)
		json_put_null(&j);
	else
		group_json(&j, p, &p->all, STR_NONE, NULL, 0);
	groups_json(&j, "sizes", p, p->sizes, p->size_count, true);
	groups_json(&j, "sectors", p, p->sectors, p->sector_count, false);
	json_end(&j);
	buf_char(&call->out, '\n');
}

static void peers_json(struct call *call, const struct portfolio *p,
		       const struct case_record *record,
		       const struct peers *peers)
{
	struct json j = json_make(&call->out, true);
	uint32_t dimensions = p->pack->rubric.dimension_count;

	json_begin_object(&j);
	head_json(&j, call, p);
	json_key(&j, "case");
	json_str(&j, record->name);
	json_key(&j, "peers");
	json_int(&j, peers->count);
	json_key(&j, "size");
	json_str(&j, peers->size == NO_INDEX
			 ? STR("all")
			 : label_id(p->pack, peers->size, true));
	json_key(&j, "places");
	json_begin_object(&j);
	for (uint32_t w = 0;
	     peers->count >= PORTFOLIO_LEAST && w <= dimensions; w++) {
		json_key_str(&j, w == 0
				     ? STR("overall")
				     : p->pack->rubric.dimensions[w - 1].id);
		json_text(&j, peer_place_name(peers->places[w]));
	}
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}

/* --- all of it ----------------------------------------------------------------------------- */

static enum status portfolio_run(struct call *call)
{
	const char *name = call_flag(call, "case");
	bool json = call_flag(call, "json") != NULL;
	const struct case_record *record = NULL;
	const struct portfolio *p;
	struct peers peers;

	if (name != NULL) {
		record = case_find(call->desk, str_from(name));
		if (record == NULL)
			return STATUS_INPUT;
	}
	p = portfolio_of(call->desk);
	if (p == NULL)
		return STATUS_INPUT;
	if (record == NULL) {
		(json ? put_json : put_text)(call, p);
		return STATUS_DONE;
	}
	if (!portfolio_peers(call->desk, p, record, &peers))
		return STATUS_INPUT;
	(json ? peers_json : put_peers)(call, p, record, &peers);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "case",
	  .kind = VALUE_TEXT,
	  .value = { "DOSSIER", "CASE" },
	  .summary = { "où se tient ce client parmi ses pairs, en mots",
		       "where this client stands among its peers, in words" } },
	{ .name = "details",
	  .summary = { "les groupes à chaque dimension aussi",
		       "the groups on each dimension too" } },
	{ .name = "json",
	  .summary = { "la même chose, en JSON", "the same, as JSON" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_portfolio = {
	.name = "portfolio",
	.operands = { "", "" },
	.summary = { "les organisations par niveau, sans nommer personne",
		     "organisations by level, naming nobody" },
	.about = { "Compte la dernière ronde de chaque dossier sous la "
		   "trousse, par taille et par secteur. Aucun groupe de moins "
		   "de cinq organisations ne paraît, ni ne se retrouve par "
		   "soustraction. --case dit en mots où se tient un client, "
		   "jamais à quel rang.",
		   "Counts the last round of each case under the pack, by "
		   "size and by sector. No group of fewer than five "
		   "organisations shows, nor can be found by subtraction. "
		   "--case says in words where a client stands, never its "
		   "rank." },
	.example = "jalon portfolio --case quincaillerie",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = portfolio_run,
};
