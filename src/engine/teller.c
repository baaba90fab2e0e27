/* Words, numbers and answers of explanations. */
#include "engine/teller.h"

#include "base/arena.h"

void tell(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, t->lang == LANG_FR ? fr : en);
}

void tell_str(struct teller *t, struct str text)
{
	buf_visible(t->out, text, true);
}

void tell_end(struct teller *t)
{
	buf_char(t->out, '\n');
}

void tell_label(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, "  ");
	tell(t, fr, en);
	tell(t, "\xC2\xA0: ", ": ");
}

static const char *const authored[TOLD_COUNT][LANG_COUNT] = {
	[TOLD_FORMULA] = { "formule", "formula" },
	[TOLD_IN_FORCE_IF] = { "en vigueur si", "in force if" },
	[TOLD_ASKED_IF] = { "posée si", "asked if" },
	[TOLD_SECTION_IF] = { "condition de la section",
			      "condition of the section" },
	[TOLD_CAP] = { "plafond", "cap" },
	[TOLD_PLACE] = { "défini dans", "defined in" },
};

void tell_authored(struct teller *t, enum told label)
{
	tell_label(t, authored[label][LANG_FR], authored[label][LANG_EN]);
}

enum told told_find(struct str label, enum lang lang)
{
	int found = 0;

	while (found < TOLD_COUNT && !str_is(label, authored[found][lang]))
		found++;
	return (enum told)found;
}

void tell_head(struct teller *t, const char *fr, const char *en)
{
	buf_text(t->out, "  ");
	tell(t, fr, en);
	tell(t, "\xC2\xA0:\n", ":\n");
}

void tell_item(struct teller *t, struct str id)
{
	buf_text(t->out, "    ");
	tell_str(t, id);
}

void tell_comma(struct teller *t, uint32_t *count)
{
	if ((*count)++ > 0)
		buf_text(t->out, ", ");
}

/* --- numbers ------------------------------------------------------------ */

void tell_ratio(struct teller *t, struct ratio r, int places)
{
	lang_number(t->out, r, places, t->lang);
}

void tell_published(struct teller *t, struct ratio r)
{
	tell_ratio(t, r, t->s->pack->rubric.places);
}

void tell_exact(struct teller *t, struct ratio r)
{
	tell_ratio(t, r, 6);
	r = ratio_reduce(r);
	buf_text(t->out, "  (");
	buf_int(t->out, r.num);
	if (r.den != 1) {
		buf_char(t->out, '/');
		buf_int(t->out, r.den);
	}
	buf_char(t->out, ')');
}

void tell_points(struct teller *t, struct ratio r)
{
	tell_ratio(t, r,
		   ratio_reduce(r).den == 1 ? 0 : t->s->pack->rubric.places);
}

bool tell_is_plural(const struct teller *t, struct ratio n)
{
	return lang_plural(t->lang, n);
}

/* --- titles, places, levels --------------------------------------------- */

void tell_title(struct teller *t, struct str id, struct str code,
		const struct text *title)
{
	tell_str(t, id);
	if (code.len > 0) {
		buf_text(t->out, " (");
		tell_str(t, code);
		buf_char(t->out, ')');
	}
	if (title != NULL) {
		struct str text = text_in(title, t->lang, t->s->pack);

		if (text.len > 0)
			buf_text(t->out, " \xE2\x80\x94 ");
		tell_str(t, text);
	}
	tell_end(t);
}

void tell_place(struct teller *t, struct span span)
{
	if (span.source == NULL)
		return;
	tell_authored(t, TOLD_PLACE);
	tell_str(t, str_from(span.source->name));
	buf_fmt(t->out, ":%u\n", span_place(span).line);
}

void tell_level(struct teller *t, uint32_t level)
{
	if (level == 0) {
		tell(t, "aucun", "none");
		return;
	}
	buf_int(t->out, level);
	buf_text(t->out, " (");
	tell_str(t, text_in(&t->s->pack->rubric.levels[level], t->lang,
			    t->s->pack));
	buf_char(t->out, ')');
}

void tell_levels(struct teller *t, uint32_t lo, uint32_t hi)
{
	if (lo == hi) {
		tell_level(t, hi);
		return;
	}
	tell(t, "de ", "from ");
	tell_level(t, lo);
	tell(t, " à ", " to ");
	tell_level(t, hi);
}

/* --- answers ------------------------------------------------------------ */

void tell_state(struct teller *t, enum expr_state state)
{
	static const char *const words[STATE_COUNT][LANG_COUNT] = {
		[STATE_ANSWERED] = { "répondu", "answered" },
		[STATE_NA] = { "sans objet", "not applicable" },
		[STATE_DONT_KNOW] = { "je ne sais pas", "don't know" },
		[STATE_HIDDEN] = { "pas posée dans ce cas",
				   "not asked in this case" },
		[STATE_UNANSWERED] = { "sans réponse", "unanswered" },
	};

	buf_text(t->out, words[state][t->lang]);
}

void tell_group(struct teller *t, enum group group)
{
	static const char *const words[GROUP_COUNT][LANG_COUNT] = {
		[GROUP_LEADERS] = { "direction", "leaders" },
		[GROUP_STAFF] = { "personnel", "staff" },
		[GROUP_EXPERTS] = { "spécialistes", "experts" },
	};

	buf_text(t->out, words[group][t->lang]);
}

static void tell_options(struct teller *t, const struct question *q,
			 uint64_t chosen)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < q->option_count; i++) {
		if ((chosen >> i & 1) == 0)
			continue;
		tell_comma(t, &count);
		tell_str(t, text_in(&q->options[i].text, t->lang, t->s->pack));
	}
	if (count == 0)
		tell(t, "aucun choix", "no option");
}

static void tell_value(struct teller *t, const struct question *q,
		       const struct answer *a)
{
	switch (q->type) {
	case QUESTION_LEVEL:
		buf_int(t->out, a->choice + 1);
		buf_text(t->out, ". ");
		tell_str(t, text_in(&q->options[a->choice].text, t->lang,
				    t->s->pack));
		return;
	case QUESTION_SINGLE:
		tell_options(t, q, (uint64_t)1 << a->choice);
		return;
	case QUESTION_MULTIPLE:
		tell_options(t, q, a->chosen);
		return;
	case QUESTION_BOOLEAN:
		tell(t, a->truth ? "oui" : "non", a->truth ? "yes" : "no");
		return;
	case QUESTION_NUMBER:
		tell_ratio(t, a->number, -1);
		return;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		tell_str(t, a->text);
		return;
	}
	BUG("question type %d", (int)q->type);
}

void tell_answer(struct teller *t, const struct question *q,
		 const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_VALUE:
		tell_value(t, q, a);
		return;
	case ANSWER_DONT_KNOW:
		tell_state(t, STATE_DONT_KNOW);
		return;
	case ANSWER_MISSING:
		tell_state(t, STATE_UNANSWERED);
		return;
	case ANSWER_NA:
		tell_state(t, STATE_NA);
		if (a->reason.len > 0)
			buf_text(t->out, " \xE2\x80\x94 ");
		tell_str(t, a->reason);
		return;
	}
	BUG("answer kind %d", (int)a->kind);
}
