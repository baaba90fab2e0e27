/* How long answering takes. */
#include "app/minutes.h"

enum { SECONDS_A_QUESTION = 20, WORDS_A_MINUTE = 200, STEP = 5 };

static uint32_t words_of(const struct text *text, enum lang lang,
			 const struct pack *pack)
{
	struct str s = text_in(text, lang, pack);
	uint32_t words = 0;

	for (size_t i = 0; i < s.len; i++)
		words += s.at[i] != ' ' && s.at[i] != '\n' &&
			 (i == 0 || s.at[i - 1] == ' ' || s.at[i - 1] == '\n');
	return words;
}

static uint32_t words_of_question(const struct pack *pack, enum lang lang,
				  const struct question *q)
{
	uint32_t words = words_of(&q->text, lang, pack) +
			 words_of(&q->help, lang, pack);

	for (uint32_t o = 0; o < q->option_count; o++)
		words += words_of(&q->options[o].text, lang, pack);
	return words;
}

/* Rounded up, as no part of a step is none of it. */
static uint32_t rounded(uint32_t questions, uint32_t words)
{
	uint32_t seconds = questions * SECONDS_A_QUESTION +
			   words * 60 / WORDS_A_MINUTE;

	return (seconds + 60 * STEP - 1) / (60 * STEP) * STEP;
}

uint32_t minutes_for(const struct pack *pack, enum lang lang,
		     const uint32_t *questions, uint32_t count)
{
	uint32_t words = 0;

	for (uint32_t n = 0; n < count; n++)
		words += words_of_question(pack, lang,
					   &pack->questions[questions[n]]);
	return rounded(count, words);
}

uint32_t minutes_for_group(const struct pack *pack, enum lang lang,
			   enum group group, uint32_t *count)
{
	uint32_t words = 0;

	*count = 0;
	for (uint32_t q = 0; q < pack->question_count; q++) {
		if ((pack->questions[q].groups >> group & 1) == 0)
			continue;
		words += words_of_question(pack, lang, &pack->questions[q]);
		++*count;
	}
	return rounded(*count, words);
}
