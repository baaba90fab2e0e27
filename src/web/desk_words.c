/* What several of the desk's pages say, and what they read from forms. */
#include "desk.h"
#include "doc/typography.h"

/* --- words ---------------------------------------------------------------------- */

struct str desk_count(const struct visit *v, uint32_t n, enum phrase one,
		      enum phrase many)
{
	return WORDS(v, lang_plural(v->lang, RATIO(n)) ? many : one,
		     visit_number(v, n));
}

struct str desk_staff_came(const struct visit *v, uint32_t people)
{
	if (people == 0)
		return words(v, P_D_STAFF_NOBODY);
	return people < COLLECTION_LEAST ? words(v, P_D_STAFF_FEW)
					 : visit_number(v, people);
}

struct str desk_pair(const struct visit *v, struct str a, struct str b)
{
	return WORDS(v, P_D_PAIR, a, b);
}

struct str desk_group(const struct visit *v, enum group group)
{
	switch (group) {
	case GROUP_LEADERS:
		return words(v, P_D_LEADERS);
	case GROUP_STAFF:
		return words(v, P_D_STAFF);
	case GROUP_EXPERTS:
		return words(v, P_D_EXPERTS);
	case GROUP_COUNT:
		break;
	}
	BUG("group %d", (int)group);
}

struct str desk_who(const struct visit *v, struct str name, enum group group,
		    bool agreed, bool together)
{
	if (agreed)
		return words(v, P_D_AGREED);
	if (together)
		return words(v, P_D_TOGETHER);
	return PATH(v, name, STR(" ("), desk_group(v, group), STR(")"));
}

struct str desk_evidence(const struct visit *v, enum evidence status)
{
	switch (status) {
	case EVIDENCE_DECLARED:
		return words(v, P_D_DECLARED);
	case EVIDENCE_SHOWN:
		return words(v, P_D_SHOWN);
	case EVIDENCE_VERIFIED:
		return words(v, P_D_VERIFIED);
	}
	BUG("evidence %d", (int)status);
}

struct str desk_progress(const struct visit *v, enum progress status)
{
	switch (status) {
	case PROGRESS_PLANNED:
		return words(v, P_D_PLANNED);
	case PROGRESS_STARTED:
		return words(v, P_D_STARTED);
	case PROGRESS_DONE:
		return words(v, P_D_FINISHED);
	case PROGRESS_STOPPED:
		return words(v, P_D_STOPPED);
	case PROGRESS_COUNT:
		break;
	}
	BUG("progress %d", (int)status);
}

struct str desk_decimal(const struct visit *v, struct ratio n)
{
	return typo_number(v->arena, n, 2, v->lang);
}

/* --- answers of the journal ------------------------------------------------------ */

/* One value: an option's text, yes or no, or as it stands. */
static struct str one_value(const struct visit *v, const struct question *q,
			    struct str value)
{
	if (q->type == QUESTION_BOOLEAN)
		return str_is(value, "true")    ? words(v, P_YES)
		       : str_is(value, "false") ? words(v, P_NO)
						: value;
	if (q->type == QUESTION_LEVEL && value.len == 1 &&
	    value.at[0] >= '1' &&
	    (uint32_t)(value.at[0] - '1') < q->option_count)
		return PATH(v, value, STR(". "),
			    visit_text(v, &q->options[value.at[0] - '1'].text));
	for (uint32_t o = 0; o < q->option_count; o++)
		if (q->options[o].id.len > 0 &&
		    str_eq(q->options[o].id, value))
			return visit_text(v, &q->options[o].text);
	return value;
}

static struct str all_values(const struct visit *v, const struct question *q,
			     struct str text)
{
	struct buf b = buf_make(v->arena);

	for (size_t at = 0; at <= text.len;) {
		size_t end = str_find(text, STR(", "), at);

		if (end == SIZE_MAX)
			end = text.len;
		if (b.len > 0)
			buf_text(&b, "; ");
		buf_str(&b, one_value(v, q, str_sub(text, at, end)));
		at = end + 2;
	}
	return buf_view(&b);
}

struct str desk_spoken(const struct visit *v, const struct question *q,
		       const struct spoken *said)
{
	switch (said->kind) {
	case ANSWER_MISSING:
		return STR("–");
	case ANSWER_VALUE:
		if (said->text.len == 0)
			return words(v, P_D_NO_OPTION);
		if (q == NULL || q->type == QUESTION_TEXT)
			return said->text;
		return q->type == QUESTION_MULTIPLE
			   ? all_values(v, q, said->text)
			   : one_value(v, q, said->text);
	case ANSWER_DONT_KNOW:
		return words(v, P_D_DONT_KNOW);
	case ANSWER_NA:
		return words(v, P_D_NA);
	}
	BUG("answer kind %d", (int)said->kind);
}

struct str desk_change(const struct visit *v, struct str before,
		       struct str after)
{
	return before.len == 0 || str_is(before, "–")
		   ? after
		   : PATH(v, before, STR(" → "), after);
}

/* --- forms ------------------------------------------------------------------------ */

struct str desk_me(const struct visit *v)
{
	return v->account->name.len > 0 ? v->account->name : STR_NONE;
}

struct str desk_date(struct visit *v, const char *field)
{
	struct str date = str_trim(visit_field(v, field));

	if (date.len > 0 && !date_is_real(date))
		visit_fault(v, str_from(field), words(v, P_D_BAD_DATE));
	return date;
}

uint32_t desk_whole(struct visit *v, const char *field, uint32_t least,
		    uint32_t most)
{
	struct str typed = str_trim(visit_field(v, field));
	uint32_t n;

	if (typed.len == 0)
		return 0;
	if (str_whole(visit_plain_number(v, typed), &n) && n >= least &&
	    n <= most)
		return n;
	visit_fault(v, str_from(field),
		    WORDS(v, P_D_BAD_NUMBER, visit_number(v, least),
			  typo_number(v->arena, RATIO(most), 0, v->lang)));
	return 0;
}

bool desk_read_group(const struct visit *v, enum group *group)
{
	struct str name = visit_field(v, "group");

	for (int g = 0; g < GROUP_COUNT; g++)
		if (str_is(name, group_name((enum group)g))) {
			*group = (enum group)g;
			return true;
		}
	return false;
}

uint32_t desk_group_choices(const struct visit *v, struct choice *items,
			    const enum group *groups, uint32_t count)
{
	struct str chosen = visit_field(v, "group");

	for (uint32_t i = 0; i < count; i++) {
		struct str value = str_from(group_name(groups[i]));

		items[i] = (struct choice){ .value = value,
					    .label = desk_group(v, groups[i]),
					    .chosen = str_eq(value, chosen) };
	}
	return count;
}
