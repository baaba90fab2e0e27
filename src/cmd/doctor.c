/* `jalon doctor`: the file of cases looked at whole, in plain words. */
#include "rows.h"

#include "app/exchange.h"
#include "format/json.h"

static void put_text(struct call *call, const struct looked_at *seen, bool well)
{
	struct buf *out = &call->out, looked = buf_make(call->arena);

	buf_text(out, say(call->lang, "Fichier : ", "File: "));
	put_visible(out, str_from(store_path(call->desk->store)));
	buf_char(out, '\n');
	buf_fmt(&looked,
		say(call->lang,
		    "Regardé : les pages du fichier, ses tables, %u dossier(s) "
		    "en %u ronde(s), %u changement(s) de journal et leurs "
		    "liens, les trousses conservées, et si chaque dossier dit "
		    "ce que dit son journal.",
		    "Looked at: the file's pages, its tables, %u case(s) in %u "
		    "round(s), %u change(s) of journals and their links, the "
		    "packs that are kept, and whether each case says what its "
		    "journal says."),
		seen->cases, seen->rounds, seen->changes);
	put_wrapped(out, buf_view(&looked), 0);
	if (well)
		buf_text(out,
			 say(call->lang, "Tout va bien.\n", "All is well.\n"));
	else
		buf_text(out, say(call->lang,
				  "Tout ne va pas bien : voir les constats.\n",
				  "Not all is well: see the findings.\n"));
}

static void put_json(struct call *call, const struct looked_at *seen, bool well)
{
	struct json j = json_make(&call->out, true);

	json_begin_object(&j);
	json_key(&j, "file");
	json_text(&j, store_path(call->desk->store));
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
	struct desk *d = call->desk;
	bool mend = call_flag(call, "repair") != NULL;
	bool well = desk_did(d, store_doctor(d->store, mend, d->diags));
	struct looked_at seen;
	struct diags unheard;

	/* What cannot be counted was found already. */
	diags_init(&unheard, call->arena);
	d->diags = &unheard;
	exchange_count(d, &seen);
	d->diags = &call->diags;
	if (call_flag(call, "json") != NULL)
		put_json(call, &seen, well);
	else
		put_text(call, &seen, well);
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
	.needs = NEEDS_CASES_WRITE,
	.run = doctor_run,
};
