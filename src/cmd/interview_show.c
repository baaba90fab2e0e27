/* What an interview shows: one question a screen, in plain lines. */
#include "case_words.h"
#include "interview.h"

#include <string.h>

enum { LABEL = 5 }; /* columns of an option's number */

static void put_text(const struct screen *s, const char *fr, const char *en)
{
	buf_text(s->out, say(s->lang, fr, en));
}

static struct str in_lang(const struct screen *s, const struct text *text)
{
	return text_in(text, s->lang, s->pack);
}

void put_count(const struct screen *s, uint32_t count, const char *fr_one,
	       const char *fr_many, const char *en_one, const char *en_many)
{
	words_count(s->out, count, s->lang, say(s->lang, fr_one, en_one),
		    say(s->lang, fr_many, en_many));
}

void show_fitted(const struct screen *s, size_t from)
{
	struct str text = str_copy(
	    s->arena, str_sub(buf_view(s->out), from, s->out->len));

	s->out->len = from;
	for (size_t at = 0; at < text.len;) {
		size_t end = str_find(text, STR("\n"), at);

		if (end == SIZE_MAX)
			end = text.len;
		put_wrapped(s->out, str_sub(text, at, end), 0);
		at = end + 1;
	}
}

void put_levels(const struct screen *s, uint8_t lo, uint8_t hi)
{
	buf_fmt(s->out, "%u", lo);
	if (lo != hi)
		buf_fmt(s->out, "%s%u", say(s->lang, " à ", " to "), hi);
}

/* A paragraph whose first line opens with a label of LABEL columns. */
static void put_labelled(const struct screen *s, struct str label,
			 struct str text)
{
	struct buf b = buf_make(s->arena);
	size_t spaces = 0;

	put_wrapped(&b, text, LABEL);
	if (str_chars(label) + 2 <= LABEL)
		spaces = LABEL - 2 - str_chars(label);
	for (size_t n = 0; n < spaces; n++)
		buf_char(s->out, ' ');
	buf_str(s->out, label);
	buf_text(s->out, "  ");
	buf_str(s->out, str_sub(buf_view(&b), LABEL, b.len));
}

/* --- what was said ------------------------------------------------------- */

static void put_option(const struct screen *s, const struct question *q,
		       uint32_t o)
{
	buf_fmt(s->out, "%u. ", o + 1);
	put_visible(s->out, in_lang(s, &q->options[o].text));
}

static void put_options_said(const struct screen *s, const struct question *q,
			     uint64_t chosen)
{
	bool any = false;

	for (uint32_t o = 0; o < q->option_count; o++) {
		if ((chosen >> o & 1) == 0)
			continue;
		if (any)
			buf_text(s->out, "; ");
		put_option(s, q, o);
		any = true;
	}
}

static void put_value(const struct screen *s, const struct question *q,
		      const struct answer *said)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		put_option(s, q, said->choice);
		break;
	case QUESTION_MULTIPLE:
		put_options_said(s, q, said->chosen);
		break;
	case QUESTION_BOOLEAN:
		put_text(s, said->truth ? "oui" : "non",
			 said->truth ? "yes" : "no");
		break;
	case QUESTION_NUMBER:
		lang_number(s->out, said->number, -1, s->lang);
		break;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		put_visible(s->out, said->text);
		break;
	}
}

void put_said(const struct screen *s, uint32_t question)
{
	const struct answer *said = interview_said(s->interview, question);

	switch (said->kind) {
	case ANSWER_MISSING:
		put_text(s, "pas de réponse", "no answer");
		break;
	case ANSWER_VALUE:
		put_value(s, &s->pack->questions[question], said);
		break;
	case ANSWER_DONT_KNOW:
		put_text(s, "ne sait pas", "don't know");
		break;
	case ANSWER_NA:
		put_text(s, "sans objet : ", "not applicable: ");
		put_visible(s->out, said->reason);
		break;
	}
}

void put_said_shortly(const struct screen *s, uint32_t question)
{
	const struct question *q = &s->pack->questions[question];
	const struct answer *said = interview_said(s->interview, question);
	bool any = false;

	if (q->type != QUESTION_MULTIPLE || said->kind != ANSWER_VALUE) {
		put_said(s, question);
		return;
	}
	for (uint32_t o = 0; o < q->option_count; o++) {
		if ((said->chosen >> o & 1) == 0)
			continue;
		buf_fmt(s->out, "%s%u ", any ? "; " : "", o + 1);
		put_visible(s->out, in_lang(s, &q->options[o].text));
		any = true;
	}
}

/* --- one question -------------------------------------------------------- */

/* The place of the question's section among those shown. */
static uint32_t section_number(const struct screen *s, uint32_t section,
			       uint32_t *count)
{
	const struct interview_section *all =
	    interview_sections(s->interview, s->arena, count);

	for (uint32_t n = 0; n < *count; n++)
		if (all[n].section == section)
			return n + 1;
	BUG("section %u is not this respondent's", section);
}

static struct str name_of(const struct question *q)
{
	return q->code.len > 0 ? q->code : q->id;
}

static void put_place(const struct screen *s, struct buf *line,
		      const struct question *q)
{
	struct interview_progress p = interview_progress(s->interview);
	uint32_t count, number = section_number(s, q->section, &count);

	if (s->followup != NULL)
		buf_fmt(line,
			say(s->lang, "Suivi à six mois · question %u de %u",
			    "Six-month follow-up · question %u of %u"),
			p.number, p.applies);
	else if (s->express && p.short_path > 0)
		buf_fmt(line,
			say(s->lang, "Parcours court · il en reste %u",
			    "Short path · %u left"),
			p.short_path);
	else if (s->express)
		buf_fmt(line,
			say(s->lang, "Après le parcours court · il en reste %u",
			    "Past the short path · %u left"),
			p.open);
	else if (p.number > 0)
		buf_fmt(line,
			say(s->lang, "Section %u de %u · question %u de %u",
			    "Section %u of %u · question %u of %u"),
			number, count, p.number, p.applies);
	else
		buf_fmt(line,
			say(s->lang, "Section %u de %u · dit par le dossier",
			    "Section %u of %u · said by the case"),
			number, count);
	buf_fmt(line, " · %.*s", STR_ARGS(name_of(q)));
}

/* Why a question of a follow-up is asked again. */
static void put_why(const struct screen *s, uint32_t question)
{
	const struct followup_asked *asked = &s->followup->asked;
	struct buf line = buf_make(s->arena);

	for (uint32_t i = 0; i < asked->count; i++) {
		const struct followup_item *item = asked->items[i];
		struct str about;

		if (asked->questions[i] != question)
			continue;
		about = followup_about(s->followup->basis->pack, item,
				       s->lang);
		buf_text(&line, followup_reason_words(item->reason, s->lang));
		if (about.len > 0)
			buf_fmt(&line, " (%.*s)", STR_ARGS(about));
		put_wrapped(s->out, buf_view(&line), 0);
		return;
	}
}

static void put_intro(const struct screen *s, const struct section *section)
{
	struct str intro = in_lang(s, &section->intro);

	put_wrapped(s->out, in_lang(s, &section->title), 0);
	if (intro.len > 0)
		put_wrapped(s->out, intro, 2);
}

static void put_option_line(const struct screen *s, uint32_t number,
			    struct str text)
{
	struct buf label = buf_make(s->arena);

	buf_int(&label, number);
	put_labelled(s, buf_view(&label), text);
}

static void put_range(const struct screen *s, const struct question *q)
{
	struct buf line = buf_make(s->arena);

	buf_str(&line, in_lang(s, &q->unit));
	if (q->has_min && q->has_max) {
		buf_text(&line, line.len > 0 ? ", " : "");
		buf_text(&line, say(s->lang, "de ", "from "));
		lang_number(&line, q->min, -1, s->lang);
		buf_text(&line, say(s->lang, " à ", " to "));
		lang_number(&line, q->max, -1, s->lang);
	}
	if (line.len > 0)
		put_wrapped(s->out, buf_view(&line), LABEL);
}

static void put_choices(const struct screen *s, const struct question *q)
{
	if (q->type == QUESTION_BOOLEAN) {
		put_option_line(s, 1, str_from(say(s->lang, "Oui", "Yes")));
		put_option_line(s, 2, str_from(say(s->lang, "Non", "No")));
	} else if (q->type == QUESTION_NUMBER) {
		put_range(s, q);
	} else if (q->type == QUESTION_DATE) {
		put_wrapped(
		    s->out,
		    str_from(say(s->lang, "Année, mois, jour : 2026-11-21.",
				 "Year, month, day: 2026-11-21.")),
		    LABEL);
	}
	for (uint32_t o = 0; o < q->option_count; o++)
		put_option_line(s, o + 1, in_lang(s, &q->options[o].text));
}

static void put_line(const struct screen *s, const char *label,
		     const struct buf *text)
{
	struct buf line = buf_make(s->arena);

	buf_text(&line, label);
	buf_str(&line, buf_view(text));
	put_wrapped(s->out, buf_view(&line), 0);
}

static void put_what_stands(const struct screen *s, uint32_t question)
{
	struct str comment = interview_comment_on(s->interview, question);
	struct buf text = buf_make(s->arena);
	struct screen inner = *s;

	inner.out = &text;
	if (interview_said(s->interview, question)->kind != ANSWER_MISSING) {
		put_said(&inner, question);
		put_line(s, say(s->lang, "Votre réponse : ", "Your answer: "),
			 &text);
	}
	if (comment.len > 0) {
		text = buf_make(s->arena);
		buf_str(&text, comment);
		put_line(s, say(s->lang, "Commentaire : ", "Comment: "), &text);
	}
}

void show_question(const struct screen *s, bool intro)
{
	uint32_t question = interview_at(s->interview);
	const struct question *q = &s->pack->questions[question];
	struct buf place = buf_make(s->arena), text = buf_make(s->arena);

	put_place(s, &place, q);
	buf_char(s->out, '\n');
	put_title(s->out, str_cstr(s->arena, buf_view(&place)));
	if (s->followup != NULL)
		put_why(s, question);
	else if (intro)
		put_intro(s, &s->pack->sections[q->section]);
	buf_char(s->out, '\n');
	buf_str(&text, in_lang(s, &q->text));
	if (q->optional)
		buf_text(&text, say(s->lang, " (facultatif)", " (optional)"));
	else if (q->type == QUESTION_MULTIPLE)
		buf_text(&text, say(s->lang, " (plusieurs réponses permises)",
				    " (several answers allowed)"));
	put_wrapped(s->out, buf_view(&text), 0);
	put_choices(s, q);
	put_what_stands(s, question);
}

/* --- the end ------------------------------------------------------------- */

/* Of a follow-up: Enter leads on, whatever is left. */
static void show_end_of_followup(const struct screen *s)
{
	struct interview_progress p = interview_progress(s->interview);
	struct buf text = buf_make(s->arena);
	struct screen inner = *s;

	inner.out = &text;
	put_text(&inner, "C'est la fin des questions. ",
		 "This is the end of the questions. ");
	if (p.open > 0) {
		put_count(&inner, p.open, "reste sans réponse : ",
			  "restent sans réponse : ",
			  "is left without an answer: ",
			  "are left without an answer: ");
		put_text(&inner, "`a` pour y revenir. ",
			 "`g` to come back. ");
	}
	put_text(&inner, "Entrée pour les mesures du plan, ou pour finir.",
		 "Enter for the plan's metrics, or to end.");
	buf_char(s->out, '\n');
	put_wrapped(s->out, buf_view(&text), 0);
}

void show_end(const struct screen *s)
{
	struct interview_progress p = interview_progress(s->interview);
	struct buf text = buf_make(s->arena);
	struct screen inner = *s;

	if (s->followup != NULL) {
		show_end_of_followup(s);
		return;
	}
	inner.out = &text;
	if (p.open > 0) {
		put_text(&inner, "C'est la fin. ", "This is the end. ");
		put_count(&inner, p.open, "question reste sans réponse : ",
			  "questions restent sans réponse : ",
			  "question is left without an answer: ",
			  "questions are left without an answer: ");
		put_text(&inner, "Entrée pour y revenir.",
			 "Enter to come back to them.");
	} else if (p.waiting > 0) {
		put_text(&inner, "Plus de question pour l'instant : ",
			 "No more questions for now: ");
		put_count(&inner, p.waiting,
			  "autre dépend de réponses encore ouvertes.",
			  "autres dépendent de réponses encore ouvertes.",
			  "more depends on answers still open.",
			  "more depend on answers still open.");
	} else if (p.answered < p.applies) {
		put_text(&inner,
			 "C'est fini : il ne reste sans réponse que ",
			 "That is all: no answer is missing but ");
		put_count(&inner, p.applies - p.answered,
			  "question facultative. Merci!",
			  "questions facultatives. Merci!",
			  "optional question's. Thank you!",
			  "optional questions'. Thank you!");
	} else {
		put_text(&inner,
			 "C'est fini : toutes les questions ont une réponse. "
			 "Merci!",
			 "That is all: every question has an answer. Thank "
			 "you!");
	}
	buf_char(s->out, '\n');
	put_wrapped(s->out, buf_view(&text), 0);
}

/* --- help ---------------------------------------------------------------- */

/* What can be typed, and when. */
struct hint {
	const char *what[LANG_COUNT], *does[LANG_COUNT];
	enum { ALWAYS, IF_DONT_KNOW, IF_NA, IF_NAMED, IF_RESULT, IF_TEXT } when;
};

static const struct hint hints[] = {
	{ { "Entrée", "Enter" },
	  { "garder la réponse et continuer", "keep the answer and go on" },
	  ALWAYS },
	{ { "= texte", "= text" },
	  { "répondre ce texte, même s'il ressemble à une commande",
	    "answer this text, even if it looks like a command" },
	  IF_TEXT },
	{ { "d", "d" }, { "je ne sais pas", "don't know" }, IF_DONT_KNOW },
	{ { "x raison", "x reason" },
	  { "sans objet, et pourquoi", "not applicable, and why" },
	  IF_NA },
	{ { "s", "s" },
	  { "sauter la question, pour l'instant",
	    "skip the question, for now" },
	  ALWAYS },
	{ { "p", "p" },
	  { "question précédente", "previous question" },
	  ALWAYS },
	{ { "e", "e" }, { "effacer la réponse", "erase the answer" }, ALWAYS },
	{ { "c texte", "c text" },
	  { "un commentaire, gardé avec la réponse",
	    "a comment, kept with the answer" },
	  IF_NAMED },
	{ { "note texte", "note text" },
	  { "la preuve vue, pour le critère de la question",
	    "the evidence seen, for the question's criterion" },
	  IF_NAMED },
	{ { "a 3", "g 3" },
	  { "aller à la section 3; `a Q1.2` : à cette question; `a` : à la "
	    "première sans réponse",
	    "go to section 3; `g Q1.2`: to that question; `g`: to the first "
	    "one without an answer" },
	  ALWAYS },
	{ { "v", "v" },
	  { "voir où on en est", "view how far we are" },
	  ALWAYS },
	{ { "r", "r" },
	  { "le résultat à ce jour", "the result as it stands" },
	  IF_RESULT },
	{ { "q", "q" },
	  { "quitter; tout est enregistré", "quit; everything is saved" },
	  ALWAYS },
};

static bool hint_holds(const struct screen *s, const struct hint *h)
{
	uint32_t at = interview_at(s->interview);
	const struct question *q =
	    at == NO_INDEX ? NULL : &s->pack->questions[at];
	enum interview_kind kind = interview_kind(s->interview);

	switch (h->when) {
	case ALWAYS:
		return true;
	case IF_DONT_KNOW:
		return q != NULL && q->dont_know;
	case IF_NA:
		return q != NULL && interview_may_na(s->interview);
	case IF_NAMED:
		return q != NULL && kind != INTERVIEW_STAFF;
	case IF_RESULT:
		return kind == INTERVIEW_AGREED || kind == INTERVIEW_NAMED;
	case IF_TEXT:
		return q != NULL && q->type == QUESTION_TEXT;
	}
	BUG("hint %d", (int)h->when);
}

enum { HINT_COLUMNS = 14 };

static void put_hint(const struct screen *s, const struct hint *h)
{
	struct buf b = buf_make(s->arena);

	put_wrapped(&b, str_from(h->does[s->lang]), HINT_COLUMNS);
	buf_text(s->out, "  ");
	put_cell(s->out, str_from(h->what[s->lang]), HINT_COLUMNS - 2);
	buf_str(s->out, str_sub(buf_view(&b), HINT_COLUMNS, b.len));
}

static const char *how_to_answer(const struct question *q, enum lang lang)
{
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		return say(lang, "Tapez le numéro d'un choix.",
			   "Type the number of an option.");
	case QUESTION_MULTIPLE:
		return say(lang,
			   "Tapez les numéros des choix, avec des virgules : "
			   "1,3.",
			   "Type the numbers of options, with commas: 1,3.");
	case QUESTION_BOOLEAN:
		return say(lang, "Tapez `o` pour oui, `n` pour non.",
			   "Type `y` for yes, `n` for no.");
	case QUESTION_NUMBER:
		return say(lang, "Tapez un nombre.", "Type a number.");
	case QUESTION_TEXT:
		return say(lang, "Tapez votre réponse.", "Type your answer.");
	case QUESTION_DATE:
		return say(lang, "Tapez une date.", "Type a date.");
	}
	BUG("question type %d", (int)q->type);
}

void show_help(const struct screen *s)
{
	uint32_t at = interview_at(s->interview);

	buf_char(s->out, '\n');
	if (at != NO_INDEX) {
		const struct question *q = &s->pack->questions[at];
		struct str help = in_lang(s, &q->help);

		if (help.len > 0) {
			put_wrapped(s->out, help, 0);
			buf_char(s->out, '\n');
		}
		put_wrapped(s->out, str_from(how_to_answer(q, s->lang)), 0);
	}
	for (size_t n = 0; n < sizeof(hints) / sizeof(hints[0]); n++)
		if (hint_holds(s, &hints[n]))
			put_hint(s, &hints[n]);
}

/* The first leaves a margin to the right too. */
enum { NUMBER_COLUMNS = 10, FIGURES_COLUMNS = 10 };

/* --- how far ------------------------------------------------------------- */

static void put_section(const struct screen *s, uint32_t number,
			const struct interview_section *section, bool here)
{
	const struct section *of = &s->pack->sections[section->section];
	struct buf title = buf_make(s->arena), figures = buf_make(s->arena);

	buf_str(&title, in_lang(s, &of->title));
	buf_fmt(&figures, say(s->lang, "%u sur %u", "%u of %u"),
		section->answered, section->applies);
	buf_text(s->out, here ? ">" : " ");
	buf_fmt(s->out, "%2u  ", number);
	put_cell(s->out, buf_view(&title),
		 print_columns() - NUMBER_COLUMNS - FIGURES_COLUMNS);
	put_cell_right(s->out, buf_view(&figures), FIGURES_COLUMNS);
	buf_char(s->out, '\n');
}

static void put_more(const struct screen *s, const struct interview_progress *p)
{
	size_t from = s->out->len;

	if (p->waiting > 0) {
		put_count(s, p->waiting,
			  "autre question dépend de réponses encore ouvertes\n",
			  "autres questions dépendent de réponses encore "
			  "ouvertes\n",
			  "more question depends on open answers\n",
			  "more questions depend on open answers\n");
	}
	if (p->aside > 0)
		put_count(s, p->aside,
			  "réponse gardée ne compte pas : sa question ne se "
			  "pose plus\n",
			  "réponses gardées ne comptent pas : leurs questions "
			  "ne se posent plus\n",
			  "answer is kept and does not count: its question is "
			  "no longer asked\n",
			  "answers are kept and do not count: their questions "
			  "are no longer asked\n");
	show_fitted(s, from);
}

void show_progress(const struct screen *s)
{
	struct interview_progress p = interview_progress(s->interview);
	uint32_t at = interview_at(s->interview), count;
	const struct interview_section *all =
	    interview_sections(s->interview, s->arena, &count);
	struct buf title = buf_make(s->arena);

	buf_fmt(&title,
		say(s->lang, "Réponses : %u sur %u", "Answers: %u of %u"),
		p.answered, p.applies);
	buf_char(s->out, '\n');
	put_title(s->out, str_cstr(s->arena, buf_view(&title)));
	for (uint32_t n = 0; n < count; n++)
		put_section(s, n + 1, &all[n],
			    at != NO_INDEX && s->pack->questions[at].section ==
						  all[n].section);
	put_more(s, &p);
}
