/* What one chooses from to answer a question, on whatever form it stands. */
#include "question.h"

#include "base/arena.h"

/* --- options --------------------------------------------------------------- */

uint32_t question_option_count(const struct question *q)
{
	return q->type == QUESTION_BOOLEAN ? 2 : q->option_count;
}

struct str question_option(const struct visit *v, const struct question *q,
			   uint32_t option)
{
	if (q->type == QUESTION_BOOLEAN)
		return words(v, option == 0 ? P_YES : P_NO);
	return visit_text(v, &q->options[option].text);
}

static struct str option_value(const struct visit *v, const struct question *q,
			       uint32_t option)
{
	if (q->type == QUESTION_BOOLEAN)
		return option == 0 ? STR("true") : STR("false");
	return q->type == QUESTION_LEVEL ? visit_number(v, option + 1)
					 : q->options[option].id;
}

/* --- choices --------------------------------------------------------------- */

bool question_may_na(const struct question *q)
{
	return q->na_always || q->na_when != NULL;
}

struct choice *question_choices(const struct visit *v, const struct question *q,
				uint32_t *count)
{
	uint32_t n = question_option_count(q);
	struct choice *items = ARENA_ARRAY(v->arena, n + 2, struct choice);

	for (uint32_t o = 0; o < n; o++)
		items[o] = (struct choice){
			.value = option_value(v, q, o),
			.label = question_option(v, q, o),
		};
	if (q->dont_know)
		items[n++] = (struct choice){
			.value = STR(QUESTION_UNKNOWN),
			.label = words(v, P_QUESTION_DONT_KNOW),
			.apart = true,
		};
	*count = n;
	return items;
}

struct choice *question_add_na(const struct visit *v, const struct question *q,
			       struct choice *items, uint32_t *count)
{
	struct choice *na = &items[(*count)++];

	*na = (struct choice){
		.value = STR(QUESTION_NA),
		.label = words(v, P_QUESTION_NA),
		.apart = !q->dont_know,
	};
	return na;
}

/* --- the list as it stands on a page --------------------------------------- */

struct str question_hint(const struct visit *v, const struct question *q)
{
	struct str help = visit_text(v, &q->help);

	if (q->type == QUESTION_MULTIPLE && help.len == 0)
		return words(v, P_QUESTION_MANY);
	if (q->type == QUESTION_DATE && help.len == 0)
		return words(v, P_QUESTION_DATE);
	return help;
}

/* About two lines of a phone; a longer help is folded after a sentence. */
enum { HELP_CHARS = 70, CHOICES_MOST = 12 };

static size_t shown_of(struct str help)
{
	size_t end;

	if (str_chars(help) <= HELP_CHARS)
		return help.len;
	end = str_find(help, STR(". "), 0);
	return end == SIZE_MAX ? help.len : end + 1;
}

struct input question_why_na(const struct visit *v, const struct question *q,
			     struct str reason)
{
	return (struct input){ .name = PATH(v, q->id, STR(":na")),
			       .label = words(v, P_QUESTION_NA_WHY),
			       .value = reason,
			       .quiet = true };
}

struct choices question_list(const struct visit *v, const struct question *q,
			     const struct input *why, struct choice **items)
{
	struct str help = question_hint(v, q);
	size_t shown = shown_of(help);
	struct choices c = {
		.name = q->id,
		.legend = visit_text(v, &q->text),
		.hint = str_sub(help, 0, shown),
		.more = str_trim(str_sub(help, shown, help.len)),
		.more_title = words(v, P_QUESTION_MORE),
		.several = q->type == QUESTION_MULTIPLE,
		.small = q->type == QUESTION_BOOLEAN,
	};

	*items = question_choices(v, q, &c.count);
	if (question_may_na(q))
		question_add_na(v, q, *items, &c.count)->with = why;
	c.items = *items;
	c.folded = !c.several && question_option_count(q) > CHOICES_MOST;
	return c;
}

/* --- chosen ---------------------------------------------------------------- */

bool question_said(const struct question *q, const struct answer *said,
		   uint32_t choice)
{
	uint32_t options = question_option_count(q);

	if (choice >= options)
		return said->kind == (q->dont_know && choice == options
					      ? ANSWER_DONT_KNOW
					      : ANSWER_NA);
	if (said->kind != ANSWER_VALUE)
		return false;
	if (q->type == QUESTION_BOOLEAN)
		return said->truth == (choice == 0);
	return q->type == QUESTION_MULTIPLE ? (said->chosen >> choice & 1) != 0
					    : said->choice == choice;
}

void question_choose_said(const struct question *q, const struct answer *said,
			  struct choice *items, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		items[i].chosen = question_said(q, said, i);
}

void question_choose_typed(const struct fields *form, struct str name,
			   struct choice *items, uint32_t count)
{
	for (uint32_t f = 0; f < form->count; f++)
		for (uint32_t i = 0; i < count; i++)
			if (str_eq(form->items[f].name, name) &&
			    str_eq(form->items[f].value, items[i].value))
				items[i].chosen = true;
}
