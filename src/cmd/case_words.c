/* Words that the commands on cases share. */
#include "case_words.h"

#include "format/json.h"

const char *words_group(enum group group, enum lang lang)
{
	switch (group) {
	case GROUP_LEADERS:
		return say(lang, "direction", "leaders");
	case GROUP_STAFF:
		return say(lang, "personnel", "staff");
	case GROUP_EXPERTS:
		return say(lang, "experts", "experts");
	case GROUP_COUNT:
		break;
	}
	BUG("group %d", (int)group);
}

void words_who(struct buf *out, struct str name, enum group group, bool agreed,
	       bool together, enum lang lang)
{
	if (agreed) {
		buf_text(out, say(lang, "réponses communes de l'entreprise",
				  "the firm's agreed answers"));
	} else if (together) {
		buf_text(out, say(lang, "réponse commune du personnel",
				  "the staff's answer together"));
	} else {
		put_visible(out, name);
		buf_fmt(out, " (%s)", words_group(group, lang));
	}
}

void words_spoken(struct buf *out, const struct spoken *s, enum lang lang)
{
	switch (s->kind) {
	case ANSWER_MISSING:
		buf_text(out, "–");
		break;
	case ANSWER_VALUE:
		if (s->text.len == 0)
			buf_text(out, say(lang, "aucun choix", "no option"));
		else
			put_visible(out, s->text);
		break;
	case ANSWER_DONT_KNOW:
		buf_text(out, say(lang, "ne sait pas", "don't know"));
		break;
	case ANSWER_NA:
		buf_text(out, say(lang, "sans objet", "not applicable"));
		break;
	}
}

void words_change(struct buf *out, const struct spoken *before,
		  const struct spoken *after, enum lang lang)
{
	if (before->kind != ANSWER_MISSING || after->kind == ANSWER_MISSING) {
		words_spoken(out, before, lang);
		buf_text(out, " → ");
	}
	words_spoken(out, after, lang);
}

const char *words_evidence(enum evidence evidence, enum lang lang)
{
	switch (evidence) {
	case EVIDENCE_DECLARED:
		return say(lang, "déclarée", "declared");
	case EVIDENCE_SHOWN:
		return say(lang, "montrée", "shown");
	case EVIDENCE_VERIFIED:
		return say(lang, "vérifiée", "verified");
	}
	BUG("evidence %d", (int)evidence);
}

void words_count(struct buf *out, uint32_t n, enum lang lang, const char *one,
		 const char *many)
{
	/* Nothing is singular in French, plural in English. */
	bool single = n == 1 || (n == 0 && lang == LANG_FR);

	buf_fmt(out, "%u %s", n, single ? one : many);
}

void words_spoken_json(struct json *j, const char *key, const struct spoken *s)
{
	static const char *const names[] = {
		[ANSWER_MISSING] = "missing",
		[ANSWER_VALUE] = "value",
		[ANSWER_DONT_KNOW] = "dont_know",
		[ANSWER_NA] = "na",
	};

	json_key(j, key);
	if (s->kind == ANSWER_VALUE)
		json_str(j, s->text);
	else if (s->kind == ANSWER_MISSING)
		json_put_null(j);
	else {
		json_begin_object(j);
		json_key(j, "state");
		json_text(j, names[s->kind]);
		json_end(j);
	}
}

void words_begin_round(struct json *j, const struct case_view *v)
{
	json_begin_object(j);
	json_key(j, "case");
	json_str(j, v->record->name);
	json_key(j, "round");
	json_int(j, v->number);
}
