/* The cases of an account, and a new one. */
#include "desk.h"

enum { LISTED = 50, STAFF_MOST = 1000000 };

/* --- which --------------------------------------------------------------------- */

struct listed {
	const struct case_record *record;
	bool by_id;			/* another bears the same name */
};

struct listing {
	struct str sought;
	struct listed *items;
	uint32_t count, from;
};

/* Letters without accents, small, words joined by hyphens. */
static bool is_sought(const struct visit *v, const struct case_record *record,
		      struct str sought)
{
	struct str plain = case_name_from(v->arena, sought);

	return sought.len == 0 ||
	       (plain.len > 0 &&
		(str_find(case_name_from(v->arena, record->client), plain, 0) !=
		     SIZE_MAX ||
		 str_find(record->name, plain, 0) != SIZE_MAX));
}

static bool list_cases(struct visit *v, struct listing *out)
{
	uint32_t count;
	const struct case_record *all =
	    access_cases(v->desk, v->account, &count);

	if (all == NULL && v->desk->failed)
		return false;
	*out = (struct listing){
		.sought = str_trim(visit_field(v, "q")),
		.items = ARENA_ARRAY(v->arena, count + 1, struct listed),
	};
	for (uint32_t i = 0; i < count; i++) {
		bool twin =
		    (i > 0 && str_eq(all[i].name, all[i - 1].name)) ||
		    (i + 1 < count && str_eq(all[i].name, all[i + 1].name));

		if (is_sought(v, &all[i], out->sought))
			out->items[out->count++] =
			    (struct listed){ &all[i], twin };
	}
	if (!str_whole(visit_field(v, "from"), &out->from) ||
	    out->from >= out->count)
		out->from = 0;
	return true;
}

/* --- one line ------------------------------------------------------------------ */

static struct str who_answered(struct visit *v, const struct round_record *r,
			       bool *staff)
{
	uint32_t count, named = 0, members = 0;
	const struct respondent_record *all =
	    store_respondents(v->desk->store, v->arena, r->id, &count);
	struct str words_named;

	for (uint32_t i = 0; i < count; i++) {
		if (all[i].agreed)
			return words(v, P_D_AGREED);
		if (all[i].group == GROUP_STAFF)
			members += !all[i].together;
		else
			named++;
		*staff |= all[i].group == GROUP_STAFF;
	}
	if (named + members == 0)
		return words(v, *staff ? P_D_TOGETHER : P_D_CASES_NOBODY);
	words_named = desk_count(v, named, P_D_CASES_NAMED_1,
				 P_D_CASES_NAMED_N);
	if (members == 0)
		return words_named;
	return PATH(v, named > 0 ? words_named : STR_NONE,
		    named > 0 ? STR(", ") : STR_NONE,
		    WORDS(v, P_D_CASES_STAFF, desk_staff_came(v, members)));
}

static void write_keep(struct visit *v, const struct case_record *record)
{
	bool due = record->keep_until.len > 0 &&
		   str_cmp(record->keep_until, v->desk->today) < 0;
	struct str date = visit_date(v, record->keep_until);

	if (!due) {
		page_cell(v, record->keep_until.len > 0 ? date : STR("–"));
		return;
	}
	html_open(&v->html, "td", NULL);
	html_element(&v->html, "strong", NULL, WORDS(v, P_D_CASES_DUE, date));
	html_close(&v->html, "td");
}

static void write_client(struct visit *v, const struct listed *one)
{
	page_row_begin(v);
	HTML_OPEN(&v->html, "th", { "scope", STR("row") });
	page_link(v, desk_path_to(v, one->record, one->by_id),
		  one->record->client);
	html_element(&v->html, "p", "hint", one->record->name);
	html_close(&v->html, "th");
}

static void write_case(struct visit *v, const struct listed *one)
{
	const struct case_record *record = one->record;
	uint32_t count;
	const struct round_record *rounds =
	    store_rounds(v->desk->store, v->arena, record->id, &count);
	const struct round_record *last =
	    count > 0 ? &rounds[count - 1] : NULL;
	struct str answered = STR("–");
	bool staff = false;

	if (last != NULL)
		answered = who_answered(v, last, &staff);
	write_client(v, one);
	page_cell(v, last == NULL ? STR("–") : visit_date(v, last->date));
	page_cell(v, answered);
	page_cell(v, last == NULL || !staff ? STR("–")
		     : words(v, last->closed ? P_D_CASES_CLOSED
					     : P_D_CASES_OPEN));
	write_keep(v, record);
	page_row_end(v);
}

/* --- the list ------------------------------------------------------------------- */

static void write_search(struct visit *v, const struct listing *l)
{
	const struct input input = { .name = STR("q"),
				     .label = words(v, P_D_CASES_SEARCH),
				     .value = l->sought,
				     .type = "search",
				     .autocomplete = "off" };

	desk_ask_begin(v, STR("/cases"));
	control_input(v, &input);
	desk_ask_end(v, words(v, P_D_CASES_SEARCH_GO), false);
}

static void write_page_link(struct visit *v, const struct listing *l,
			    uint32_t from, enum phrase text)
{
	desk_link(v,
		  PATH(v, STR("/cases?from="), visit_number(v, from),
		       STR("&q="), desk_escaped(v, l->sought)),
		  text);
}

static void write_table(struct visit *v, const struct listing *l)
{
	const struct str heads[] = {
		words(v, P_D_CASES_CLIENT),   words(v, P_D_CASES_ROUND),
		words(v, P_D_CASES_ANSWERED), words(v, P_D_CASES_STATE),
		words(v, P_D_CASES_KEEP),
	};
	uint32_t to = l->count - l->from > LISTED ? l->from + LISTED
						  : l->count;

	page_table_begin(v,
			 WORDS(v, P_D_CASES_CAPTION,
			       visit_number(v, l->from + 1),
			       visit_number(v, to), visit_number(v, l->count)),
			 heads, sizeof(heads) / sizeof(heads[0]));
	for (uint32_t i = l->from; i < to; i++)
		write_case(v, &l->items[i]);
	page_table_end(v);
	if (l->from > 0)
		write_page_link(v, l, l->from > LISTED ? l->from - LISTED : 0,
				P_D_CASES_BEFORE);
	if (to < l->count)
		write_page_link(v, l, to, P_D_CASES_AFTER);
}

static void write_nothing(struct visit *v, const struct listing *l)
{
	if (l->sought.len > 0)
		page_text(v, WORDS(v, P_D_CASES_NOT_FOUND, l->sought));
	else
		page_text(v, words(v, visit_is(v, WHO_CONSULTANT)
					  ? P_D_CASES_NONE
					  : P_D_CASES_NONE_GIVEN));
}

void page_desk_cases(struct visit *v)
{
	struct listing l;

	if (!list_cases(v, &l)) {
		visit_troubled(v);
		return;
	}
	desk_begin_wide(v, words(v, P_D_CASES_TITLE), STR_NONE);
	if (visit_is(v, WHO_CONSULTANT))
		page_next(v, STR("/cases/new"), words(v, P_D_CASES_NEW));
	if (l.count > 10 || l.sought.len > 0)
		write_search(v, &l);
	if (l.count == 0)
		write_nothing(v, &l);
	else
		write_table(v, &l);
	if (l.sought.len > 0)
		desk_link(v, STR("/cases"), P_D_CASES_ALL);
	if (visit_is(v, WHO_CONSULTANT))
		desk_link(v, STR("/cases/import"), P_D_CASES_IMPORT);
	page_end(v);
	if (!desk_read_well(v->desk))
		visit_troubled(v);
}

/* --- a new one -------------------------------------------------------------------- */

/* One of the pack's options where it asks for the sector; else any word. */
void desk_sector_field(struct visit *v, struct str sector)
{
	const struct pack *p = desk_today_pack(v->desk);
	const struct question *q;
	struct choice *items;

	if (p == NULL || p->sector_question == NO_INDEX) {
		control_input(v, &(struct input){
					 .name = STR("sector"),
					 .label = words(v, P_D_NEW_SECTOR),
					 .value = sector });
		return;
	}
	q = &p->questions[p->sector_question];
	items = ARENA_ARRAY(v->arena, q->option_count + 1, struct choice);
	items[0].label = words(v, P_D_NEW_NO_SECTOR);
	for (uint32_t o = 0; o < q->option_count; o++)
		items[o + 1] = (struct choice){
			.value = q->options[o].id,
			.label = visit_text_of(v, &q->options[o].text, p),
			.chosen = str_eq(q->options[o].id, sector),
		};
	control_select(v, STR("sector"), words(v, P_D_NEW_SECTOR), items,
		       q->option_count + 1);
}

static struct input typed(struct visit *v, const char *name,
			  enum phrase label)
{
	return (struct input){ .name = str_from(name),
			       .label = words(v, label),
			       .value = visit_field(v, name),
			       .autocomplete = "off" };
}

static void write_new(struct visit *v)
{
	struct input client = typed(v, "client", P_D_NEW_CLIENT);
	struct input name = typed(v, "name", P_D_NEW_NAME);
	struct input staff = typed(v, "staff", P_D_NEW_STAFF);
	struct input keep = typed(v, "keep", P_D_NEW_KEEP);

	client.hint = words(v, P_D_NEW_CLIENT_HINT);
	name.hint = words(v, P_D_NEW_NAME_HINT);
	staff.inputmode = "numeric";
	staff.width = 8;
	keep.hint = words(v, P_D_NEW_KEEP_HINT);
	keep.type = "date";
	desk_begin(v, words(v, P_D_NEW_TITLE), STR("/cases"));
	page_text(v, words(v, P_D_NEW_LEAD));
	form_begin(v, STR("/cases/new"));
	control_input(v, &client);
	control_input(v, &staff);
	desk_sector_field(v, visit_field(v, "sector"));
	control_input(v, &keep);
	control_input(v, &name);
	control_submit(v, words(v, P_D_NEW_GO));
	form_end(v);
	page_end(v);
}

void page_desk_new(struct visit *v)
{
	write_new(v);
}

struct case_new desk_read_particulars(struct visit *v)
{
	struct case_new wanted = { .client = str_trim(visit_field(v, "client")),
				   .sector = visit_field(v, "sector"),
				   .name = str_trim(visit_field(v, "name")) };

	/* In the order of the page, which is that of its list of faults. */
	if (wanted.client.len == 0)
		visit_fault(v, STR("client"), words(v, P_D_NEW_NO_CLIENT));
	wanted.staff = desk_whole(v, "staff", 1, STAFF_MOST);
	wanted.keep_until = desk_date(v, "keep");
	if (str_is(wanted.name, "new") || str_is(wanted.name, "import"))
		visit_fault(v, STR("name"), words(v, P_D_NEW_RESERVED));
	return wanted;
}

bool desk_give(struct visit *v, const struct case_record *record)
{
	return v->config->local ||
	       access_give_case(v->desk, record->id, v->account->id);
}

void page_desk_new_do(struct visit *v)
{
	struct case_new wanted = desk_read_particulars(v);
	const struct case_record *record = NULL;

	if (v->fault_count == 0) {
		record = case_open_new(v->desk, &wanted);
		if (record == NULL && !desk_refused(v, STR("name")))
			return;
	}
	if (record == NULL) {
		write_new(v);
		return;
	}
	visit_note(v, "case.new", record->name);
	if (desk_give(v, record))
		desk_done(v, desk_path_to(v, record, false), "new");
	else
		visit_troubled(v);
}
