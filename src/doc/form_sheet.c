/* The table that filled forms are typed into. */
#include "form_view.h"

static void write_row(struct buf *out, char separator, struct str first,
		      struct str second, uint32_t empty)
{
	buf_str(out, first);
	buf_char(out, separator);
	buf_str(out, second);
	while (empty-- > 0)
		buf_char(out, separator);
	buf_text(out, "\r\n");
}

/* "leaders | staff": ids, as the row `group` wants them. */
static struct str groups_of(struct arena *a, const struct question *q)
{
	struct buf out = buf_make(a);

	for (int g = 0; g < GROUP_COUNT; g++) {
		if (!(q->groups >> g & 1))
			continue;
		buf_text(&out, out.len > 0 ? " | " : "");
		buf_text(&out, group_name((enum group)g));
	}
	return buf_view(&out);
}

static void write_titles(struct buf *out, char separator, uint32_t respondents)
{
	buf_fmt(out, "question%cgroup", separator);
	for (uint32_t r = 1; r <= respondents; r++)
		buf_fmt(out, "%crespondent_%u", separator, r);
	buf_text(out, "\r\n");
}

/* Ids and our own words only: no cell needs quotes. */
void form_sheet(struct buf *out, struct arena *a,
		const struct form_request *request, uint32_t respondents)
{
	const struct pack *pack = request->pack;
	const bool *asked = form_questions(a, request);
	char separator = request->lang == LANG_FR ? ';' : ',';

	if (request->lang == LANG_FR)
		buf_text(out, "\xEF\xBB\xBF");
	write_titles(out, separator, respondents);
	write_row(out, separator, STR("respondent"), STR_NONE, respondents);
	write_row(out, separator, STR("group"), STR_NONE, respondents);
	write_row(out, separator, STR("date"), STR_NONE, respondents);
	for (uint32_t q = 0; q < pack->question_count; q++) {
		struct buf note = buf_make(a);

		if (!asked[q])
			continue;
		write_row(out, separator, pack->questions[q].id,
			  groups_of(a, &pack->questions[q]), respondents);
		buf_str(&note, pack->questions[q].id);
		buf_text(&note, ":note");
		write_row(out, separator, buf_view(&note), STR_NONE,
			  respondents);
	}
}
