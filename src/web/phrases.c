/* The phrases, and their arguments put in. */
#include "phrases.h"

static const struct {
	struct str in[LANG_COUNT];
} phrases[] = {
#define PHRASE(name, fr, en) { { STR_INIT(fr), STR_INIT(en) } },
#include "phrases.def"
#undef PHRASE
};

struct str phrase_text(enum phrase phrase, enum lang lang)
{
	return phrases[phrase].in[lang];
}

struct str phrase_fill(struct arena *a, enum phrase phrase, enum lang lang,
		       const struct str *args, size_t count)
{
	struct str text = phrase_text(phrase, lang);
	struct buf b = buf_make(a);

	for (size_t i = 0; i < text.len; i++) {
		size_t n = (size_t)(i + 1 < text.len ? text.at[i + 1] - '0'
						     : PHRASE_ARGS);

		if (text.at[i] != '{' || n >= PHRASE_ARGS) {
			buf_char(&b, text.at[i]);
			continue;
		}
		if (n >= count)
			BUG("phrase %d lacks its argument %zu", (int)phrase, n);
		buf_str(&b, args[n]);
		i += 2;
	}
	return buf_view(&b);
}
