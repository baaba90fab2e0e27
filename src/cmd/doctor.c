/* `jalon doctor`: the file of cases looked at whole, in plain words. */
#include "case_words.h"

#include "app/exchange.h"
#include "format/json.h"

static void put_text(struct call *call, const char *path,
		     const struct looked_at *seen, bool well)
{
	struct buf *out = &call->out, looked = buf_make(call->arena);

	buf_text(out, say(call->lang, "Fichier : ", "File: "));
	put_visible(out, str_from(path));
	buf_char(out, '\n');
	buf_text(&looked, say(call->lang,
			      "Regardé : les pages du fichier, ses tables, ",
			      "Looked at: the file's pages, its tables, "));
	words_count(&looked, seen->cases, call->lang,
		    say(call->lang, "dossier", "case"),
		    say(call->lang, "dossiers", "cases"));
	buf_text(&looked, say(call->lang, " en ", " in "));
	words_count(&looked, seen->rounds, call->lang,
		    say(call->lang, "ronde", "round"),
		    say(call->lang, "rondes", "rounds"));
	buf_text(&looked, ", ");
	words_count(&looked, seen->changes, call->lang,
		    say(call->lang, "changement de journal", "change"),
		    say(call->lang, "changements de journal", "changes"));
	buf_text(&looked,
		 say(call->lang,
		     " et leurs liens, les trousses conservées, et si chaque "
		     "dossier dit ce que dit son journal.",
		     " of journals and their links, the packs that are kept, "
		     "and whether each case says what its journal says."));
	put_wrapped(out, buf_view(&looked), 0);
	if (well)
		buf_text(out,
			 say(call->lang, "Tout va bien.\n", "All is well.\n"));
	else
		buf_text(out, say(call->lang,
				  "Tout ne va pas bien : voir les constats.\n",
				  "Not all is well: see the findings.\n"));
}

static void put_json(struct call *call, const char *path,
		     const struct looked_at *seen, bool well)
{
	struct json j = json_make(&call->out, true);

	json_begin_object(&j);
	json_key(&j, "file");
	json_text(&j, path);
	json_key(&j, "well");
	json_bool(&j, well);
	json_key(&j, "cases");
	json_int(&j, seen->cases);
	json_key(&j, "rounds");
	json_int(&j, seen->rounds);
	json_key(&j, "changes");
	json_int(&j, seen->changes);
	diags_json(&j, &call->diags, call->lang);
	json_end(&j);
	buf_char(&call->out, '\n');
	call->diags_told = true;
}

static enum status doctor_run(struct call *call)
{
	bool mend = call_flag(call, "repair") != NULL;
	const char *path = inputs_desk_closed(call);
	struct looked_at seen;
	bool well;

	if (path == NULL)
		return STATUS_INPUT;
	well = exchange_doctor(call->desk, path, mend, &seen);
	/* Without a file that opens there was nothing to look at. */
	if (!well && seen.changes == 0)
		return STATUS_INPUT;
	if (call_flag(call, "json") != NULL)
		put_json(call, path, &seen, well);
	else
		put_text(call, path, &seen, well);
	return well ? STATUS_DONE : STATUS_INPUT;
}

static const struct flag flags[] = {
	{ .name = "repair",
	  .summary = { "refaire ce qui peut l'être, et dire quoi",
		       "make again what can be, and say what" } },
	{ .name = "json",
	  .summary = { "les constats, en JSON", "the findings, as JSON" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_doctor = {
	.name = "doctor",
	.operands = { "", "" },
	.summary = { "examine le fichier de dossiers, et le répare au besoin",
		     "examines the file of cases, and mends it if need be" },
	.about = { "Ce que chaque dossier dit se refait d'après son journal; "
		   "un journal modifié hors de Jalon ne se répare pas : "
		   "reprenez alors une copie avec `jalon restore`. Code 0 : "
		   "tout va bien; 1 : quelque chose a été trouvé.",
		   "What each case says is made again from its journal; a "
		   "journal that was altered outside Jalon is not mended: take "
		   "a copy back with `jalon restore`. Status 0: all is well; "
		   "1: something was found." },
	.example = "jalon doctor --repair",
	.flags = flags,
	.run = doctor_run,
};
