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
		return say(lang, "spécialistes", "experts");
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

/* One value: an option's text, yes or no; else as it stands. */
static struct str in_full(struct call *call, const struct pack *p,
			  const struct question *q, struct str value)
{
	if (q->type == QUESTION_BOOLEAN && str_is(value, "true"))
		return str_from(say(call->lang, "oui", "yes"));
	if (q->type == QUESTION_BOOLEAN && str_is(value, "false"))
		return str_from(say(call->lang, "non", "no"));
	for (uint32_t o = 0; o < q->option_count; o++)
		if (q->options[o].id.len > 0 && str_eq(q->options[o].id, value))
			return text_in(&q->options[o].text, call->lang, p);
	return value;
}

struct spoken words_in_full(struct call *call, const struct pack *pack,
			    const struct question *q, const struct spoken *s)
{
	struct buf b = buf_make(call->arena);
	struct spoken out = *s;

	if (s->kind != ANSWER_VALUE || q->type == QUESTION_TEXT)
		return out;
	if (q->type != QUESTION_MULTIPLE) {
		out.text = in_full(call, pack, q, s->text);
		return out;
	}
	for (size_t at = 0; at < s->text.len;) {
		size_t end = str_find(s->text, STR(", "), at);

		if (end == SIZE_MAX)
			end = s->text.len;
		if (b.len > 0)
			buf_text(&b, "; ");
		buf_str(&b, in_full(call, pack, q, str_sub(s->text, at, end)));
		at = end + 2;
	}
	out.text = buf_view(&b);
	return out;
}

void words_originals(struct call *call, const struct score *s,
		     uint32_t question, size_t indent)
{
	const struct question *q = &s->pack->questions[question];
	const struct answer_set *set;
	uint32_t at = 0;

	while ((set = score_next_named(s, question, &at)) != NULL) {
		const struct answer *a = &set->answers[question];
		struct spoken said = spoken_of(call->arena, a->kind,
					       case_value(call->arena, q, a));
		struct buf line = buf_make(call->arena);

		said = words_in_full(call, s->pack, q, &said);
		words_who(&line, set->respondent, set->group, false, false,
			  call->lang);
		buf_text(&line, say(call->lang, " : ", ": "));
		words_spoken(&line, &said, call->lang);
		put_wrapped(&call->out, buf_view(&line), indent);
	}
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
	buf_fmt(out, "%u %s", n, lang_plural(lang, RATIO(n)) ? many : one);
}

void words_cases(struct buf *out, uint32_t n, enum lang lang)
{
	words_count(out, n, lang, say(lang, "dossier", "case"),
		    say(lang, "dossiers", "cases"));
}

bool words_staff(struct call *call, int64_t *staff)
{
	struct ratio number;

	if (!call_number(call, "staff", &number))
		return true;
	if (number.den == 1 && number.num >= 0 && number.num <= 1000000) {
		*staff = number.num;
		return true;
	}
	DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_WHOLE, "--staff",
	     call_flag(call, "staff"), "0", "1000000");
	return false;
}

bool words_keep_until(struct call *call, struct str keep_until)
{
	if (keep_until.len == 0 || date_is_real(keep_until))
		return true;
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_DATE,
		 STR("--keep-until"), keep_until);
	return false;
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
