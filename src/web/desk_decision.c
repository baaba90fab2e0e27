/* What any form that records a decision asks, and how it is read. */
#include "desk.h"
#include "question.h"

/* --- the value ------------------------------------------------------------- */

/* The words of group_decide for the two that stand beside the options. */
static struct str value_meant(const struct question *q, struct str value)
{
	if (question_option_count(q) == 0)
		return value;
	if (str_is(value, QUESTION_UNKNOWN))
		return STR("dont_know");
	return str_is(value, QUESTION_NA) ? STR("na") : value;
}

/* Several with commas, a point in a number. */
struct str desk_read_value(struct visit *v, const struct question *q)
{
	const struct fields *form = &v->request->form;
	struct buf b = buf_make(v->arena);

	for (uint32_t i = 0; i < form->count; i++) {
		if (!str_is(form->items[i].name, "value"))
			continue;
		if (b.len > 0)
			buf_char(&b, ',');
		buf_str(&b, value_meant(q, str_trim(form->items[i].value)));
	}
	for (size_t i = 0; q->type == QUESTION_NUMBER && i < b.len; i++)
		if (b.at[i] == ',')
			b.at[i] = '.';
	if (b.len == 0)
		visit_fault(v, STR("value"), words(v, P_D_DECIDE_NO_VALUE));
	return buf_view(&b);
}

/* --- why, and who ---------------------------------------------------------- */

void desk_reason_fields(struct visit *v)
{
	bool again = v->request->method == HTTP_POST;

	control_input(v, &(struct input){
				 .name = STR("reason"),
				 .label = words(v, P_D_DECIDE_REASON),
				 .hint = words(v, P_D_DECIDE_REASON_HINT),
				 .value = visit_field(v, "reason"),
				 .rows = 3 });
	control_input(v, &(struct input){
				 .name = STR("author"),
				 .label = words(v, P_D_DECIDE_AUTHOR),
				 .hint = words(v, P_D_DECIDE_AUTHOR_HINT),
				 .value = again ? visit_field(v, "author")
						: desk_me(v),
				 .autocomplete = "name" });
}

struct decision_wish desk_read_reason(struct visit *v, const struct question *q)
{
	struct decision_wish wish = {
		.question = q->id,
		.reason = str_trim(visit_field(v, "reason")),
		.author = str_trim(visit_field(v, "author")),
	};

	if (wish.reason.len == 0)
		visit_fault(v, STR("reason"), words(v, P_D_DECIDE_NO_REASON));
	if (wish.author.len == 0)
		visit_fault(v, STR("author"), words(v, P_D_DECIDE_NO_AUTHOR));
	return wish;
}
