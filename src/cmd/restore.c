/* `jalon restore`: a copy in the place of the file of cases. */
#include "case_words.h"

#include "app/exchange.h"

/* A portable case is no copy of the whole file, and looks like one. */
static void tell_missing(struct call *call, const char *path,
			 const struct restoring *r)
{
	struct buf now = buf_make(call->arena), gone = buf_make(call->arena);

	if (r->missing == 0)
		return;
	buf_int(&now, r->now);
	buf_int(&gone, r->missing);
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_RESTORE_MISSING,
		 str_from(path), buf_view(&now), buf_view(&gone),
		 str_from(call->operands[0]));
}

static enum status tell_what_if(struct call *call, const char *path,
				const struct restoring *r)
{
	struct buf count = buf_make(call->arena);

	buf_int(&count, r->cases);
	DIAG_STR(&call->diags, (struct span){ 0 }, MSG_RESTORE_SURE,
		 str_from(call->operands[0]), buf_view(&count), str_from(path),
		 str_from(r->aside));
	return STATUS_USAGE;
}

static enum status restore_run(struct call *call)
{
	const char *path = inputs_desk_closed(call);
	const char *copy = call->operands[0];
	bool really = call_flag(call, "yes") != NULL;
	struct restoring r;

	if (path == NULL)
		return STATUS_INPUT;
	if (!really) {
		if (!exchange_restore(call->desk, path, copy, false, &r))
			return STATUS_INPUT;
		tell_missing(call, path, &r);
		if (r.replaces)
			return tell_what_if(call, path, &r);
	}
	if (!exchange_restore(call->desk, path, copy, true, &r))
		return STATUS_INPUT;
	tell_missing(call, path, &r);
	buf_text(&call->out, say(call->lang, "Copie vérifiée, ",
				 "Copy verified, "));
	words_cases(&call->out, r.cases, call->lang);
	buf_fmt(&call->out,
		say(call->lang, ", mise en place : %s\n",
		    ", put in place: %s\n"),
		path);
	if (r.replaces)
		buf_fmt(&call->out,
			say(call->lang, "Le fichier d'avant est gardé : %s\n",
			    "The file of before is kept: %s\n"),
			r.aside);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "yes",
	  .summary = { "remplacer vraiment; sans elle, dire ce qui se "
		       "passerait",
		       "really replace; without it, say what would "
		       "happen" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_restore = {
	.name = "restore",
	.operands = { "COPIE", "COPY" },
	.operand_kind = VALUE_FILE,
	.min = 1,
	.max = 1,
	.summary = { "remet une copie à la place du fichier de dossiers",
		     "puts a copy back in the place of the file of cases" },
	.about = { "La copie est vérifiée avant que rien ne bouge, et le "
		   "fichier d'avant est gardé à côté, sous un autre nom. "
		   "Fermez d'abord les autres programmes qui l'ont ouvert.",
		   "The copy is verified before anything moves, and the file "
		   "of before is kept beside it, under another name. First "
		   "close the other programs that have it open." },
	.example = "jalon restore cases-2026-11-22.jalon --yes",
	.flags = flags,
	.run = restore_run,
};
