/*
 * `jalon case merge`: another copy of a case brought into the one here. What
 * the two say differently is a table to fill in, and to give back.
 */
#include "rows.h"

#include <string.h>

#include "app/exchange.h"
#include "format/csv.h"

/* --- the list ----------------------------------------------------------- */

enum { NUMBER, THING, IN_HERE, IN_THERE, TAKE, COLUMNS };

static const char *const titles[LANG_COUNT][COLUMNS] = {
	[LANG_FR] = { "numéro", "chose", "ici", "là-bas", "garder" },
	[LANG_EN] = { "number", "thing", "here", "there", "take" },
};

/* Between quotes, always; what a spreadsheet would compute, after an
 * apostrophe. */
static void put_field(struct call *call, struct str text, bool last)
{
	struct buf *out = &call->out;

	buf_char(out, '"');
	if (text.len > 0 && strchr("=+-@", text.at[0]) != NULL)
		buf_char(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.at[i]);
	}
	buf_char(out, '"');
	buf_char(out, last ? '\n' : call->lang == LANG_FR ? ';' : ',');
}

/* "2 [Anne, 2026-11-22T12:00:00Z]" */
static struct str side_text(struct call *call, const struct merge_side *s)
{
	struct buf b = buf_make(call->arena);

	buf_str(&b, s->value);
	if (s->at.len > 0)
		buf_fmt(&b, " [%.*s%s%.*s]", STR_ARGS(s->by),
			s->by.len > 0 ? ", " : "", STR_ARGS(s->at));
	return buf_view(&b);
}

static void put_conflict(struct call *call, const struct merge_conflict *c,
			 uint32_t number)
{
	struct buf n = buf_make(call->arena);

	buf_int(&n, number);
	put_field(call, buf_view(&n), false);
	put_field(call, c->thing, false);
	put_field(call, side_text(call, &c->here), false);
	put_field(call, side_text(call, &c->there), false);
	put_field(call,
		  c->take == TAKE_NOTHING ? STR_NONE
		  : c->take == TAKE_HERE
		      ? str_from(titles[call->lang][IN_HERE])
		      : str_from(titles[call->lang][IN_THERE]),
		  true);
}

static void put_list(struct call *call, const struct merge_done *all,
		     uint32_t count)
{
	uint32_t number = 0;

	for (int t = 0; t < COLUMNS; t++)
		put_field(call, str_from(titles[call->lang][t]),
			  t == COLUMNS - 1);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t c = 0; c < all[i].conflict_count; c++)
			put_conflict(call, &all[i].conflicts[c], ++number);
}

/* --- given back --------------------------------------------------------- */

static bool is_word(struct str text, int column)
{
	return str_is(text, titles[LANG_FR][column]) ||
	       str_is(text, titles[LANG_EN][column]);
}

static bool has_titles(const struct csv *csv)
{
	for (uint32_t t = 0; t < COLUMNS; t++)
		if (!is_word(csv_cell(&csv->rows[0], t).text, (int)t))
			return false;
	return true;
}

static struct merge_conflict read_row(struct call *call,
				      const struct csv_row *row)
{
	struct csv_cell take = csv_cell(row, TAKE);
	struct merge_conflict c = { .thing = csv_cell(row, THING).text };

	if (is_word(take.text, IN_HERE))
		c.take = TAKE_HERE;
	else if (is_word(take.text, IN_THERE))
		c.take = TAKE_THERE;
	else if (take.text.len > 0)
		DIAG_STR(&call->diags, take.span, MSG_DECIDE_TAKE, take.text);
	return c;
}

static bool read_decided(struct call *call, struct merge_wish *wish)
{
	const char *path = call_flag(call, "decide");
	size_t before = call->diags.errors;
	struct source *source;
	struct merge_conflict *all;
	struct csv *csv;

	if (path == NULL)
		return true;
	source = source_load(call->arena, path, &call->diags);
	csv = source == NULL ? NULL
			     : csv_parse(call->arena, source, &call->diags);
	if (csv == NULL)
		return false;
	if (!has_titles(csv)) {
		DIAG(&call->diags, csv->rows[0].cells[0].span,
		     MSG_DECIDE_TITLES, "");
		return false;
	}
	all = ARENA_ARRAY(call->arena, csv->row_count, struct merge_conflict);
	for (uint32_t i = 1; i < csv->row_count; i++)
		all[i - 1] = read_row(call, &csv->rows[i]);
	wish->decided = all;
	wish->decided_count = csv->row_count - 1;
	return call->diags.errors == before;
}

/* --- what was done ------------------------------------------------------ */

static void put_count(struct call *call, uint32_t n, const char *fr,
		      const char *en)
{
	if (n > 0)
		buf_fmt(&call->out,
			say(call->lang, "  %s : %u\n", "  %s: %u\n"),
			call->lang == LANG_FR ? fr : en, n);
}

static void put_done(struct call *call, const struct merge_done *m, bool dry)
{
	bool none = m->brought + m->completed + m->kept_here + m->erased +
			m->withdrawn ==
		    0;

	buf_fmt(&call->out,
		say(call->lang, "Dossier `%.*s`%s\n", "Case `%.*s`%s\n"),
		STR_ARGS(m->name),
		none  ? say(call->lang, " : rien de nouveau là-bas",
			    ": nothing new there")
		: dry ? say(call->lang, ", à l'essai, rien d'enregistré :",
			    ", a trial, nothing saved:")
		      : say(call->lang, " :", ":"));
	put_count(call, m->brought, "changements venus de là-bas",
		  "changes that came from there");
	put_count(call, m->completed,
		  "changements laissés de côté par cette copie, et complétés",
		  "changes that this copy left out, and that are whole again");
	put_count(call, m->kept_here, "choses gardées comme ici",
		  "things kept as here");
	put_count(call, m->staff_later,
		  "réponses d'un membre du personnel données des deux côtés "
		  "(la plus récente reste)",
		  "answers of a member of the staff given on both sides (the "
		  "later stays)");
	put_count(call, m->erased,
		  "personnes effacées là-bas, et ici maintenant",
		  "people erased there, and here now");
	put_count(call, m->left_out,
		  "changements laissés : leurs personnes sont effacées ici, "
		  "ou n'y sont pas",
		  "changes left out: their people are erased here, or not in "
		  "this copy");
	put_count(call, m->withdrawn,
		  "questions dont les chiffres du personnel sont retirés",
		  "questions whose staff figures are withdrawn");
	if (m->withdrawn > 0)
		put_wrapped(&call->out,
			    str_from(say(call->lang,
					 "Ces chiffres reviennent à une "
					 "fermeture suivante, après cinq "
					 "réponses nouvelles ou changées.",
					 "These figures come back at a later "
					 "closing, after five new or changed "
					 "answers.")),
			    2);
}

static enum taking read_take(const char *given)
{
	if (given == NULL)
		return TAKE_NOTHING;
	return strcmp(given, "here") == 0 ? TAKE_HERE : TAKE_THERE;
}

static enum status case_merge_run(struct call *call)
{
	struct merge_wish wish = {
		.path = call->operands[0],
		.lang = call->lang,
		.take = read_take(call_flag(call, "take")),
		.dry = call_flag(call, "dry-run") != NULL,
	};
	struct merge_done *all;
	uint32_t count, undecided = 0;
	bool good;

	if (!read_decided(call, &wish))
		return STATUS_INPUT;
	good = exchange_merge(call->desk, &wish, &all, &count);
	for (uint32_t i = 0; i < count; i++)
		undecided += all[i].undecided;
	if (undecided > 0)
		put_list(call, all, count);
	else
		for (uint32_t i = 0; good && i < count; i++)
			put_done(call, &all[i], wish.dry);
	return good ? STATUS_DONE : STATUS_INPUT;
}

static const struct flag flags[] = {
	{ .name = "take",
	  .kind = VALUE_CHOICE,
	  .value = { "CÔTÉ", "SIDE" },
	  .choices = "here there",
	  .summary = { "ce qui est gardé partout où les deux diffèrent",
		       "what is kept wherever the two differ" } },
	{ .name = "decide",
	  .kind = VALUE_FILE,
	  .value = { "LISTE", "LIST" },
	  .summary = { "la liste que cette commande a donnée, sa dernière "
		       "colonne remplie : ici ou là-bas",
		       "the list that this command gave, its last column "
		       "filled in: here or there" } },
	{ .name = "dry-run",
	  .summary = { "dire ce qui se passerait, sans rien enregistrer",
		       "say what would happen, without saving anything" } },
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_merge = {
	.name = "case merge",
	.operands = { "FICHIER", "FILE" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "réunit ici une autre copie du même dossier",
		     "brings another copy of the same case in" },
	.about = { "FICHIER vient de `jalon case export`, ou est le fichier "
		   "de dossiers d'un autre poste. Tout ce que l'autre copie "
		   "sait de plus entre dans le journal d'ici. Là où les deux "
		   "copies disent autre chose, ou qu'une personne est effacée "
		   "là-bas, rien ne s'enregistre avant "
		   "que ce soit tranché : la liste est un tableau CSV, à "
		   "remplir et à rendre avec --decide.",
		   "FILE comes from `jalon case export`, or is another "
		   "computer's file of cases. Whatever the other copy knows "
		   "besides enters the journal here. Where the two copies say "
		   "otherwise, or somebody was erased there, nothing is saved before it is settled: the list "
		   "is a CSV table, to fill in and give back with --decide." },
	.example = "jalon case merge copie.jalon > a-trancher.csv",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_merge_run,
};
