/* How long answering takes. */
#include "app/minutes.h"

enum { SECONDS_A_QUESTION = 20, WORDS_A_MINUTE = 200, STEP = 5 };

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
		words += pack->questions[questions[n]].words[lang];
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
		words += pack->questions[q].words[lang];
		++*count;
	}
	return rounded(*count, words);
}

/* What decides which questions are asked, and what the short path names. */
static bool comes_first(const struct question *q)
{
	return q->express ||
	       (!q->scored && !q->optional &&
		(q->read_by_facts || q->from_client != FROM_NOWHERE));
}

uint32_t minutes_for_short(const struct pack *pack, enum lang lang,
			   enum group group)
{
	uint32_t words = 0, count = 0;

	for (uint32_t q = 0; q < pack->question_count; q++) {
		const struct question *asked = &pack->questions[q];

		if ((asked->groups >> group & 1) == 0 || !comes_first(asked))
			continue;
		words += asked->words[lang];
		count++;
	}
	return rounded(count, words);
}
