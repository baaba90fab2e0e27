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

/* --- chosen ---------------------------------------------------------------- */

static bool option_said(const struct question *q, const struct answer *said,
			uint32_t option)
{
	if (said->kind != ANSWER_VALUE)
		return false;
	if (q->type == QUESTION_BOOLEAN)
		return said->truth == (option == 0);
	return q->type == QUESTION_MULTIPLE ? (said->chosen >> option & 1) != 0
					    : said->choice == option;
}

void question_choose_said(const struct question *q, const struct answer *said,
			  struct choice *items, uint32_t count)
{
	uint32_t options = question_option_count(q);

	for (uint32_t i = 0; i < count; i++)
		if (i < options)
			items[i].chosen = option_said(q, said, i);
		else
			items[i].chosen =
			    said->kind == (str_is(items[i].value, QUESTION_NA)
					       ? ANSWER_NA
					       : ANSWER_DONT_KNOW);
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
