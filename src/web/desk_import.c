/*
 * Answers from a file into a round: tried first, then decided; and a whole
 * case from another copy.
 *
 * Between the trial and the decision the file stays with the browser, in the
 * form: nothing of it is kept here before somebody says so.
 */
#include "desk_import.h"

#include <string.h>
#include <strings.h>

#include "app/exchange.h"
#include "desk_file.h"
#include "doc/typography.h"

/* What the form holds of a file: just chosen, or brought back. */
struct incoming {
	struct str name, bytes;
	bool tried;			/* the form of the decision */
};

static struct incoming read_incoming(struct visit *v)
{
	const struct request *r = v->request;

	if (r->upload_count > 0)
		return (struct incoming){ .name = r->uploads[0].filename,
					  .bytes = r->uploads[0].bytes };
	return (struct incoming){
		.name = visit_field(v, "filename"),
		.bytes = base64_read(v->arena, visit_field(v, "content")),
		.tried = true,
	};
}

/* --- the form --------------------------------------------------------------------- */

static void write_defaults(struct visit *v)
{
	static const enum group groups[] = { GROUP_LEADERS, GROUP_EXPERTS,
					     GROUP_STAFF };
	struct choice items[GROUP_COUNT + 1] = {
		{ .label = words(v, P_D_IMPORT_SAYS_ITSELF) },
	};

	desk_group_choices(v, items + 1, groups, GROUP_COUNT);
	HTML_OPEN(&v->html, "details", { "class", STR("note") });
	html_element(&v->html, "summary", NULL, words(v, P_D_IMPORT_WHOSE));
	control_select(v, STR("group"), words(v, P_D_IMPORT_GROUP), items,
		       GROUP_COUNT + 1);
	control_input(v, &(struct input){
				 .name = STR("respondent"),
				 .label = words(v, P_D_IMPORT_RESPONDENT),
				 .value = visit_field(v, "respondent"),
				 .autocomplete = "off" });
	html_close(&v->html, "details");
}

static void write_choose(struct visit *v)
{
	desk_begin(v, words(v, P_D_IMPORT_TITLE), desk_round(v));
	page_text(v, words(v, P_D_IMPORT_LEAD));
	form_begin_with_file(v, DESK_AT(v, STR("/import")));
	control_file(v, STR("file"), words(v, P_D_IMPORT_FILE),
		     words(v, P_D_IMPORT_FILE_HINT));
	write_defaults(v);
	control_submit(v, words(v, P_D_IMPORT_TRY));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/form")), P_D_IMPORT_SHEET);
	import_write_brought(v);
	page_end(v);
}

void page_desk_import(struct visit *v)
{
	write_choose(v);
}

/* --- what is wrong with it ---------------------------------------------------------- */

/* Read as YAML for want of an ending: what is wrong may be no more than that. */
static bool says_format(struct visit *v, struct str name)
{
	static const char *const yaml[] = { ".yaml", ".yml" };
	const char *path = str_cstr(v->arena, name);
	size_t len = strlen(path);

	for (size_t i = 0; i < sizeof(yaml) / sizeof(yaml[0]); i++) {
		size_t end = strlen(yaml[i]);

		if (len >= end && strcasecmp(path + len - end, yaml[i]) == 0)
			return true;
	}
	return answers_format_of(path) != ANSWERS_YAML;
}

/* Errors alone; more than a page of them is read in the file itself. */
static void add_faults(struct visit *v, struct str name)
{
	enum { SHOWN = 40 };
	uint32_t shown = 0;

	for (size_t i = 0; i < v->diags->count && shown < SHOWN; i++) {
		const struct diag *d = &v->diags->items[i];

		if (diag_severity(d) != SEVERITY_ERROR ||
		    d->message == MSG_IMPORT_CONFLICTS)
			continue;
		if (shown == 0 && !says_format(v, name))
			visit_fault(v, STR("file"),
				    WORDS(v, P_D_IMPORT_ENDING, name));
		visit_fault(v, STR("file"), visit_sentence(v, d));
		shown++;
	}
}

/* --- a sheet of the staff that seems to be there already ----------------- */

/* Nothing else is wrong with it: the consultant may know better. */
static const struct diag *find_doubt(const struct visit *v)
{
	const struct diag *doubt = NULL;

	for (size_t i = 0; i < v->diags->count; i++) {
		const struct diag *d = &v->diags->items[i];

		if (diag_severity(d) != SEVERITY_ERROR)
			continue;
		if (d->message != MSG_IMPORT_SHEET_AGAIN &&
		    d->message != MSG_IMPORT_MORE_STAFF)
			return NULL;
		doubt = d;
	}
	return doubt;
}

static void write_content(struct visit *v, const struct incoming *in)
{
	control_hidden(v, STR("filename"), in->name);
	control_hidden(v, STR("content"),
		       base64_write(v->arena, in->bytes));
	control_hidden(v, STR("group"), visit_field(v, "group"));
	control_hidden(v, STR("respondent"), visit_field(v, "respondent"));
}

static void write_doubt(struct visit *v, const struct incoming *in,
			const struct diag *doubt)
{
	visit_fault(v, STR("anyway"), visit_sentence(v, doubt));
	desk_begin(v, words(v, P_D_DOUBT_TITLE), DESK_AT(v, STR("/import")));
	page_text(v, words(v, P_D_DOUBT_LEAD));
	form_begin_with_file(v, DESK_AT(v, STR("/import")));
	write_content(v, in);
	control_tick(v, STR("anyway"), words(v, P_D_DOUBT_ANYWAY),
		     words(v, P_D_DOUBT_HINT), false);
	control_submit(v, words(v, P_D_DOUBT_GO));
	form_end(v);
	import_write_brought(v);
	desk_link(v, DESK_AT(v, STR("/import")), P_D_CANCEL);
	page_end(v);
}

/* --- what it would do, or did -------------------------------------------------------- */

static void write_done(struct visit *v, const struct import_done *done)
{
	page_facts_begin(v);
	page_fact(v, words(v, P_D_IMPORT_PEOPLE_COUNT),
		  WORDS(v, P_D_IMPORT_NEW, visit_number(v, done->people),
			visit_number(v, done->new_people)));
	if (done->staff > 0)
		page_fact(v, words(v, P_D_IMPORT_STAFF),
			  visit_number(v, done->staff));
	page_fact(v, words(v, P_D_IMPORT_ANSWERS),
		  WORDS(v, P_D_IMPORT_SAME, visit_number(v, done->answers),
			visit_number(v, done->same)));
	page_fact(v, words(v, P_D_IMPORT_OTHERS),
		  visit_number(v, done->others));
	if (done->notes_left > 0)
		page_fact(v, words(v, P_D_IMPORT_NOTES),
			  visit_number(v, done->notes_left));
	page_facts_end(v);
}

static void write_conflicts(struct visit *v, const struct import_done *done)
{
	const struct str heads[] = { words(v, P_D_IMPORT_WHAT),
				     words(v, P_D_IMPORT_HERE),
				     words(v, P_D_IMPORT_THERE) };

	page_heading(v, words(v, P_D_IMPORT_CONFLICTS));
	page_text(v, words(v, P_D_IMPORT_CONFLICTS_LEAD));
	page_table_begin(v, words(v, P_D_IMPORT_CONFLICTS), heads, 3);
	for (uint32_t i = 0; i < done->conflict_count; i++) {
		const struct import_conflict *c = &done->conflicts[i];

		desk_row(v, STR_NONE,
			 c->who.len > 0 ? PATH(v, c->what, STR(" · "), c->who)
					: c->what);
		page_cell(v, c->here);
		page_cell(v, c->there);
		page_row_end(v);
	}
	page_table_end(v);
}

static void write_sides(struct visit *v)
{
	const struct choice items[] = {
		{ .value = STR("here"),
		  .label = words(v, P_D_IMPORT_TAKE_HERE) },
		{ .value = STR("there"),
		  .label = words(v, P_D_IMPORT_TAKE_THERE) },
	};

	control_choices(v, &(struct choices){
				   .name = STR("take"),
				   .legend = words(v, P_D_IMPORT_TAKE),
				   .items = items,
				   .count = 2 });
}

static void write_tried(struct visit *v, const struct incoming *in,
			const struct import_done *done)
{
	bool differs = done->conflict_count > 0;

	desk_begin(v, words(v, P_D_IMPORT_TRIED), DESK_AT(v, STR("/import")));
	page_text(v, WORDS(v, P_D_IMPORT_NOTHING_YET, in->name));
	/* With conflicts the counts stop where nothing was decided. */
	if (differs)
		write_conflicts(v, done);
	else
		write_done(v, done);
	form_begin_with_file(v, DESK_AT(v, STR("/import")));
	write_content(v, in);
	control_hidden(v, STR("anyway"), visit_field(v, "anyway"));
	control_hidden(v, STR("save"), STR("yes"));
	if (differs)
		write_sides(v);
	control_submit(v, words(v, P_D_IMPORT_GO));
	form_end(v);
	desk_link(v, DESK_AT(v, STR("/import")), P_D_CANCEL);
	page_end(v);
}

static void write_saved(struct visit *v, const struct import_done *done)
{
	desk_begin(v, words(v, done->again ? P_D_IMPORT_AGAIN
					   : P_D_IMPORT_DONE),
		   desk_round(v));
	if (done->again)
		page_text(v, WORDS(v, P_D_IMPORT_AGAIN_TEXT, done->again_on));
	else
		write_done(v, done);
	page_next(v, desk_round(v), words(v, P_D_BACK_CASE));
	desk_link(v, DESK_AT(v, STR("/import")), P_D_IMPORT_MORE);
	page_end(v);
}

/* --- tried, then decided ---------------------------------------------------------------- */

static enum taking read_take(const struct visit *v)
{
	struct str take = visit_field(v, "take");

	if (str_is(take, "here"))
		return TAKE_HERE;
	return str_is(take, "there") ? TAKE_THERE : TAKE_NOTHING;
}

static bool import(struct visit *v, const struct incoming *in, bool really,
		   struct import_done *done)
{
	struct own_file f;
	struct import_wish wish = {
		.respondent = str_trim(visit_field(v, "respondent")),
		.take = read_take(v),
		.dry = !really,
		.anyway = visit_field(v, "anyway").len > 0,
	};
	bool good = own_file_keep(v, in->name, in->bytes, &f);

	*done = (struct import_done){ 0 };
	if (!good)
		return false;
	wish.path = f.path;
	wish.format = answers_format_of(f.path);
	wish.has_group = desk_read_group(v, &wish.group);
	if (exchange_is_portable(f.path)) {
		good = false;
		visit_fault(v, STR("file"), words(v, P_D_IMPORT_IS_CASE));
	} else {
		good = exchange_import(v->desk, v->view, &wish, done);
	}
	own_file_drop(&f);
	return good;
}

static bool read_chosen(struct visit *v, struct incoming *in)
{
	*in = read_incoming(v);
	if (in->bytes.len > 0)
		return true;
	visit_fault(v, STR("file"), words(v, P_D_IMPORT_NO_FILE));
	write_choose(v);
	return false;
}

void page_desk_import_do(struct visit *v)
{
	struct incoming in;
	struct import_done done;
	bool really, good;

	if (visit_field(v, IMPORT_UNDO).len > 0) {
		import_undo_do(v);
		return;
	}
	if (!read_chosen(v, &in))
		return;
	really = in.tried && visit_field(v, "save").len > 0;
	good = import(v, &in, really, &done);
	/* The page of a full disk is there already. */
	if (v->response->status != 0)
		return;
	if (v->desk->failed) {
		visit_troubled(v);
		return;
	}
	if (good && (really || done.again)) {
		if (!done.again)
			visit_note(v, "case.import", v->view->record->name);
		write_saved(v, &done);
		return;
	}
	if (!good && find_doubt(v) != NULL) {
		write_doubt(v, &in, find_doubt(v));
		return;
	}
	add_faults(v, in.name);
	if (v->fault_count > 0) {
		write_choose(v);
		return;
	}
	if (really && done.conflict_count > 0)
		visit_fault(v, STR("take"), words(v, P_D_IMPORT_NO_TAKE));
	write_tried(v, &in, &done);
}

/* --- a whole case ------------------------------------------------------------------------- */

static void write_adopt(struct visit *v)
{
	desk_begin(v, words(v, P_D_ADOPT_TITLE), STR("/cases"));
	page_text(v, words(v, P_D_ADOPT_LEAD));
	form_begin_with_file(v, STR("/cases/import"));
	control_file(v, STR("file"), words(v, P_D_ADOPT_FILE),
		     words(v, P_D_ADOPT_FILE_HINT));
	control_input(v, &(struct input){ .name = STR("name"),
					  .label = words(v, P_D_ADOPT_NAME),
					  .hint = words(v, P_D_ADOPT_NAME_HINT),
					  .value = visit_field(v, "name"),
					  .autocomplete = "off" });
	control_submit(v, words(v, P_D_ADOPT_GO));
	form_end(v);
	page_end(v);
}

void page_desk_adopt(struct visit *v)
{
	write_adopt(v);
}

static bool adopt(struct visit *v, const struct upload *file,
		  const struct case_record **all, uint32_t *count)
{
	struct own_file f;
	bool good = own_file_keep(v, STR("case.jalon"), file->bytes, &f);

	*count = 0;
	if (!good)
		return false;
	if (exchange_is_portable(f.path)) {
		good = exchange_adopt(v->desk, f.path,
				      str_trim(visit_field(v, "name")), all,
				      count);
	} else {
		good = false;
		visit_fault(v, STR("file"), words(v, P_D_ADOPT_NO_CASE));
	}
	own_file_drop(&f);
	return good;
}

/* Those of a file that held several are in the list. */
static void go_to(struct visit *v, const struct case_record *all,
		  uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		visit_note(v, "case.adopt", all[i].name);
		if (!desk_give(v, &all[i])) {
			visit_troubled(v);
			return;
		}
	}
	desk_done(v, count == 1 ? desk_path_to(v, &all[0], false)
				: STR("/cases"),
		  "adopted");
}

void page_desk_adopt_do(struct visit *v)
{
	const struct case_record *all;
	uint32_t count;

	if (v->request->upload_count == 0) {
		visit_fault(v, STR("file"), words(v, P_D_IMPORT_NO_FILE));
		write_adopt(v);
		return;
	}
	if (adopt(v, &v->request->uploads[0], &all, &count)) {
		go_to(v, all, count);
		return;
	}
	if (v->response->status != 0)
		return;
	if (v->fault_count > 0 || desk_refused(v, STR("file")))
		write_adopt(v);
}
