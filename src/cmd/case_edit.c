/* `jalon case edit`: corrects what a case says of its client. */
#include "case_words.h"

#include "rows.h"

#include "app/case.h"

/* What the case says now, with the corrections of the command line. */
static bool read_wish(struct call *call, const struct case_record *now,
		      struct case_new *wish)
{
	const char *client = call_flag(call, "client");
	const char *name = call_flag(call, "name");
	const char *sector = call_flag(call, "sector");
	const char *keep = call_flag(call, "keep-until");

	*wish = (struct case_new){
		.name = name == NULL ? now->name : str_from(name),
		.client = client == NULL ? now->client : str_from(client),
		.sector = sector == NULL ? now->sector : str_from(sector),
		.staff = now->staff,
		.keep_until = keep == NULL ? now->keep_until : str_from(keep),
	};
	return words_staff(call, &wish->staff) &&
	       words_keep_until(call, wish->keep_until);
}

static void put_corrected(struct call *call, const char *fr, const char *en,
			  struct str was, struct str is)
{
	enum lang lang = call->lang;
	struct buf *out = &call->out;
	struct str none = str_from(say(lang, "non dit", "not said"));

	if (str_eq(was, is))
		return;
	buf_fmt(out, "  %s%s", say(lang, fr, en), say(lang, " : ", ": "));
	put_visible(out, was.len == 0 ? none : was);
	buf_text(out, " → ");
	put_visible(out, is.len == 0 ? none : is);
	buf_char(out, '\n');
}

static struct str staff_text(struct arena *a, int64_t staff)
{
	struct buf b = buf_make(a);

	if (staff > 0)
		buf_int(&b, staff);
	return buf_view(&b);
}

static void tell(struct call *call, const struct case_record *was,
		 const struct case_new *is)
{
	struct arena *a = call->arena;

	buf_fmt(&call->out, say(call->lang, "Dossier `%.*s` corrigé\n",
				"Case `%.*s` corrected\n"),
		STR_ARGS(is->name));
	put_corrected(call, "client", "client", was->client, is->client);
	put_corrected(call, "nom court", "short name", was->name, is->name);
	put_corrected(call, "personnes", "people", staff_text(a, was->staff),
		      staff_text(a, is->staff));
	put_corrected(call, "secteur", "sector", was->sector, is->sector);
	put_corrected(call, "à garder jusqu'au", "keep until",
		      was->keep_until, is->keep_until);
}

static bool is_same(const struct case_record *was, const struct case_new *is)
{
	return str_eq(was->client, is->client) &&
	       str_eq(was->name, is->name) && was->staff == is->staff &&
	       str_eq(was->sector, is->sector) &&
	       str_eq(was->keep_until, is->keep_until);
}

static enum status case_edit_run(struct call *call)
{
	static const char *const flags[] = { "client", "name", "staff",
					     "sector", "keep-until" };
	const struct case_record *record;
	struct case_new wish;
	bool any = false;

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		any |= call_flag(call, flags[i]) != NULL;
	if (!any) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_EDIT_NOTHING);
		return STATUS_USAGE;
	}
	record = case_find(call->desk, str_from(call->operands[0]));
	if (record == NULL)
		return STATUS_INPUT;
	if (!read_wish(call, record, &wish))
		return STATUS_USAGE;
	if (is_same(record, &wish)) {
		buf_fmt(&call->out,
			say(call->lang,
			    "Le dossier `%.*s` le dit déjà; rien n'a changé.\n",
			    "The case `%.*s` says so already; nothing "
			    "changed.\n"),
			STR_ARGS(record->name));
		return STATUS_DONE;
	}
	if (!case_correct(call->desk, record, &wish))
		return STATUS_INPUT;
	tell(call, record, &wish);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "client",
	  .kind = VALUE_TEXT,
	  .value = { "CLIENT", "CLIENT" },
	  .summary = { "le nom de l'entreprise, comme les documents l'écrivent",
		       "the firm's name, as documents print it" } },
	{ .name = "name",
	  .kind = VALUE_TEXT,
	  .value = { "DOSSIER", "CASE" },
	  .summary = { "le nom court du dossier", "the case's short name" } },
	FLAG_STAFF,
	FLAG_SECTOR,
	FLAG_KEEP_UNTIL,
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_edit = {
	.name = "case edit",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "corrige le nom, la taille ou le secteur d'un client",
		     "corrects a client's name, size or sector" },
	.about = { "Seul change ce que disent les options; une option vide, "
		   "comme `--sector \"\"`, retire ce qui était dit, et "
		   "`--staff 0` le nombre de personnes. Le journal garde ce "
		   "que le dossier disait avant.",
		   "Only what the options say changes; an empty one, such as "
		   "`--sector \"\"`, takes back what was said, and `--staff "
		   "0` the number of people. The journal keeps what the case "
		   "said before." },
	.example = "jalon case edit quincaillerie --staff 31 --client "
		   "\"Quincaillerie du Fleuve inc.\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_edit_run,
};
