/*
 * `jalon drill`: how far people trusted the bot in the printed drill, from
 * their answer sheets typed in a table.
 */
#include "sheet.h"

#include <stdio.h>

#include "base/arena.h"

struct typed {
	struct call *call;
	const struct csv *csv;
	struct contact *contacts;	/* by column, from 1 */
	uint32_t contact_count;
	uint8_t *choices;		/* row by row */
};

/* --- reading ---------------------------------------------------------------- */

static bool read_titles(struct typed *t, const struct curriculum *c)
{
	const struct csv_row *titles = &t->csv->rows[0];
	bool good = true;

	t->contact_count = titles->count - 1;
	t->contacts = ARENA_ARRAY(t->call->arena, titles->count,
				  struct contact);
	/* Without the codes' column, the first contact would be taken for it. */
	if (t->contact_count == 0 ||
	    sheet_contact(c, titles->cells[0].text) != NULL) {
		DIAG(&t->call->diags, titles->cells[0].span, MSG_DRILL_TITLES);
		return false;
	}
	for (uint32_t i = 0; i < t->contact_count; i++) {
		struct csv_cell title = titles->cells[1 + i];
		const struct contact *found = sheet_contact(c, title.text);

		if (found == NULL) {
			DIAG_STR(&t->call->diags, title.span,
				 MSG_DRILL_CONTACT, title.text, c->id);
			good = false;
			continue;
		}
		t->contacts[i] = *found;
	}
	return good;
}

/* 1 to 4 as the answer sheet numbers them, or a word of either language. */
static bool choice_parse(struct str text, uint8_t *choice)
{
	static const char *const words[DRILL_CHOICES][3] = {
		[DRILL_SEND] = { "1", "send", "envoyer" },
		[DRILL_EDIT] = { "2", "edit", "modifier" },
		[DRILL_TAKE_OVER] = { "3", "take_over", "prendre" },
		[DRILL_ESCALATE] = { "4", "escalate", "passer" },
	};

	*choice = DRILL_UNANSWERED;
	if (text.len == 0)
		return true;
	for (int c = 0; c < DRILL_CHOICES; c++)
		for (int w = 0; w < 3; w++)
			if (str_is(text, words[c][w])) {
				*choice = (uint8_t)c;
				return true;
			}
	return false;
}

static bool read_sheet(struct typed *t, uint32_t row)
{
	const struct csv_row *cells = &t->csv->rows[row];
	uint8_t *choices = t->choices + (size_t)(row - 1) * t->contact_count;
	bool good = true;

	if (cells->cells[0].text.len == 0) {
		DIAG(&t->call->diags, cells->cells[0].span, MSG_SHEET_CODE);
		return false;
	}
	for (uint32_t i = 0; i < t->contact_count; i++) {
		struct csv_cell cell = csv_cell(cells, 1 + i);

		if (choice_parse(cell.text, &choices[i]))
			continue;
		DIAG_STR(&t->call->diags, cell.span, MSG_DRILL_CHOICE,
			 cell.text);
		good = false;
	}
	return good;
}

static bool read_sheets(struct typed *t)
{
	bool good = true;

	t->choices = ARENA_ARRAY(t->call->arena,
				 (size_t)t->csv->row_count * t->contact_count,
				 uint8_t);
	for (uint32_t r = 1; r < t->csv->row_count; r++)
		good = read_sheet(t, r) && good;
	return sheets_once(t->call, t->csv, NULL, MSG_SHEET_PERSON_TWICE) &&
	       good;
}

/* --- telling ----------------------------------------------------------------- */

static void put_measure(struct buf *out, double value, enum lang lang)
{
	char digits[32];
	int n = snprintf(digits, sizeof(digits), "%.2f", value);

	for (int i = 0; i < n; i++)
		buf_char(out, digits[i] == '.' && lang == LANG_FR ? ','
								   : digits[i]);
}

static const char *leaning(double criterion, enum lang lang)
{
	if (criterion > 0.2)
		return say(lang, "laisse partir trop de réponses",
			   "lets too many replies go out");
	if (criterion < -0.2)
		return say(lang, "retient trop de bonnes réponses",
			   "holds back too many good replies");
	return say(lang, "ne penche d'aucun côté", "leans to neither side");
}

/* In words first: the figures follow for those who know them. */
static void tell_measures(struct buf *out, const struct drill_score *s,
			  enum lang lang)
{
	buf_text(out, "    ");
	buf_text(out, s->sensitivity >= 1.5
			  ? say(lang, "distingue bien les réponses sûres des "
				      "autres",
				"tells sound replies from the others well")
		      : s->sensitivity >= 0.5
			  ? say(lang, "distingue en partie les réponses sûres "
				      "des autres",
				"partly tells sound replies from the others")
			  : say(lang, "distingue à peine les réponses sûres "
				      "des autres",
				"hardly tells sound replies from the others"));
	buf_text(out, say(lang, "; ", "; "));
	buf_text(out, leaning(s->criterion, lang));
	buf_text(out, " (d′ ");
	put_measure(out, s->sensitivity, lang);
	buf_text(out, ", c ");
	put_measure(out, s->criterion, lang);
	buf_text(out, ")\n");
}

static void tell(const struct typed *t, struct str name,
		 const struct drill_score *s)
{
	struct buf *out = &t->call->out;
	enum lang lang = t->call->lang;

	buf_text(out, "  ");
	put_cell(out, name, 14);
	buf_fmt(out,
		say(lang,
		    " %3u lus  %3u justes  %3u trop confiants  %3u trop "
		    "méfiants  %3u autre geste\n",
		    " %3u read  %3u right  %3u over-trust  %3u under-trust"
		    "  %3u another act\n"),
		s->answered, s->same, s->over_trust, s->under_trust, s->other);
	if (s->has_measures)
		tell_measures(out, s, lang);
}

/* Everybody's sheets as one long drill. */
static struct drill_score together(const struct typed *t)
{
	uint32_t people = t->csv->row_count - 1;
	uint32_t n = t->contact_count;
	struct contact *all = ARENA_ARRAY(t->call->arena, (size_t)people * n,
					  struct contact);

	for (uint32_t p = 0; p < people; p++)
		for (uint32_t i = 0; i < n; i++)
			all[(size_t)p * n + i] = t->contacts[i];
	return drill_score(all, people * n, t->choices);
}

static void tell_everybody(const struct typed *t)
{
	struct buf *out = &t->call->out;
	enum lang lang = t->call->lang;
	struct drill_score all = together(t);

	for (uint32_t r = 1; r < t->csv->row_count; r++) {
		struct drill_score s = drill_score(
		    t->contacts, t->contact_count,
		    t->choices + (size_t)(r - 1) * t->contact_count);

		tell(t, t->csv->rows[r].cells[0].text, &s);
	}
	tell(t, str_from(say(lang, "ensemble", "together")), &all);
	if (all.has_measures)
		return;
	put_wrapped(out,
		    str_from(say(lang,
				 "Sous 40 réponses, les mesures de jugement en "
				 "disent trop peu : elles ne sont pas données.",
				 "Under 40 answers, measures of judgment say "
				 "too little: they are not given.")),
		    0);
}

static enum status drill_run(struct call *call)
{
	struct typed t = { .call = call };
	const struct curriculum *c = inputs_curriculum(call);

	if (c == NULL)
		return STATUS_INPUT;
	t.csv = sheet_load(call, call->operands[0], 1);
	if (t.csv == NULL || !read_titles(&t, c) || !read_sheets(&t))
		return STATUS_INPUT;
	tell_everybody(&t);
	return STATUS_DONE;
}

static const struct flag flags[] = { FLAG_CURRICULUM, { .name = NULL } };

const struct command command_drill = {
	.name = "drill",
	.operands = { "FEUILLES.csv", "SHEETS.csv" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "jusqu'où l'on a cru le robot, d'après les feuilles",
		     "how far the bot was believed, from the sheets" },
	.about = { "Lit les feuilles de l'exercice de jugement, tapées dans le "
		   "tableau drill.csv que `jalon workshop -o` écrit : une "
		   "ligne par personne, puis son choix pour chaque message, de "
		   "1 à 4 dans l'ordre des colonnes de la feuille. Compte "
		   "les choix justes, la confiance de trop (envoyé, il ne fallait pas) et la "
		   "méfiance de trop (retenu, il fallait envoyer).",
		   "Reads the sheets of the judgment drill, typed into the "
		   "table drill.csv that `jalon workshop -o` writes: a line "
		   "for each person, then their choice for each contact, 1 to "
		   "4 in the order of the sheet's columns. Counts right "
		   "choices, over-trust (sent and should not have been) and under-trust (held back and "
		   "should have been sent)." },
	.example = "jalon drill drill.csv",
	.flags = flags,
	.run = drill_run,
};
