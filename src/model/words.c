/* How much there is to read of each question. */
#include "load.h"

static uint32_t words_of(const struct text *text, enum lang lang,
			 const struct pack *pack)
{
	struct str s = text_in(text, lang, pack);
	uint32_t words = 0;
	bool between = true;

	for (size_t i = 0; i < s.len; i++) {
		bool space = s.at[i] == ' ' || s.at[i] == '\n';

		words += between && !space;
		between = space;
	}
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

void words_to_read(const struct pack *p, struct question *questions)
{
	for (uint32_t q = 0; q < p->question_count; q++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			questions[q].words[lang] = words_of_question(
			    p, (enum lang)lang, &questions[q]);
}
