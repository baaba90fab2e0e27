/* Words of the documents, in both languages. */
#include "words.h"

static const char *const rows[W_COUNT][LANG_COUNT] = {
#define WORD(name, fr, en) [W_##name] = { fr, en },
#include "words.def"
#undef WORD
};

struct str word_text(enum word word, enum lang lang)
{
	return str_from(rows[word][lang]);
}

struct str word_fill(struct arena *a, enum word word, enum lang lang,
		     const struct str *args, size_t count)
{
	const char *at = rows[word][lang];
	struct buf out = buf_make(a);

	for (; *at != '\0'; at++) {
		size_t n = (size_t)(at[1] - '0');

		if (at[0] != '{' || at[1] < '0' || at[1] > '9' ||
		    at[2] != '}') {
			buf_char(&out, *at);
			continue;
		}
		if (n >= count)
			BUG("the word `%s` has no argument %d",
			    rows[word][lang], (int)n);
		buf_str(&out, args[n]);
		at += 2;
	}
	return buf_view(&out);
}
