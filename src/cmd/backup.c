/* `jalon backup`: a verified copy of the whole file of cases. */
#include "case_words.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/exchange.h"
#include "base/file.h"

/* In the unit that leaves at most four digits. */
static void put_size(struct call *call, const char *path)
{
	struct stat st;
	long long kib;

	if (stat(path, &st) != 0)
		return;
	kib = ((long long)st.st_size + 1023) / 1024;
	if (kib < 10000)
		buf_fmt(&call->out, say(call->lang, "%lld Kio", "%lld KiB"),
			kib);
	else
		buf_fmt(&call->out, say(call->lang, "%lld Mio", "%lld MiB"),
			kib / 1024);
}

/* A disk that dies takes both with it. */
static bool same_disk(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev;
}

static void tell_done(struct call *call, const char *path, uint32_t cases)
{
	struct buf *out = &call->out;

	buf_text(out, say(call->lang, "Copie : ", "Copy: "));
	put_visible(out, str_from(path));
	buf_text(out, " (");
	put_size(call, path);
	buf_text(out, ", ");
	words_cases(out, cases, call->lang);
	buf_text(out, say(call->lang, "), vérifiée\n", "), verified\n"));
	if (same_disk(path, store_path(call->desk->store)))
		put_wrapped(
		    out,
		    str_from(say(
			call->lang,
			"Elle est sur le même disque que l'original : si le "
			"disque lâche, les deux sont perdus. Portez-la "
			"ailleurs.",
			"It is on the same disk as the original: if the disk "
			"fails, both are lost. Carry it elsewhere.")),
		    0);
}

static enum status backup_run(struct call *call)
{
	struct desk *d = call->desk;
	const char *path = call_flag(call, "output");
	struct looked_at seen;

	if (path == NULL)
		path = exchange_backup_path(d);
	if (!exchange_may_write(d, path))
		return STATUS_INPUT;
	if (file_exists(path) && call_flag(call, "force") == NULL) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_BACKUP_EXISTS, path);
		return STATUS_INPUT;
	}
	if (access(path_parent(call->arena, path), W_OK) != 0) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_BACKUP_FOLDER, path);
		return STATUS_ENVIRONMENT;
	}
	if (!desk_did(d, store_backup(d->store, path, d->diags)) ||
	    !exchange_count(d, &seen))
		return STATUS_INPUT;
	tell_done(call, path, seen.cases);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "output",
	  .letter = 'o',
	  .kind = VALUE_FILE,
	  .value = { "FICHIER", "FILE" },
	  .summary = { "où écrire (par défaut à côté, avec la date)",
		       "where to write (by default beside it, with the "
		       "date)" } },
	{ .name = "force",
	  .summary = { "remplacer une copie qui est déjà là",
		       "replace a copy that is there already" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_backup = {
	.name = "backup",
	.operands = { "", "" },
	.summary = { "copie tout le fichier de dossiers, et vérifie la copie",
		     "copies the whole file of cases, and verifies the copy" },
	.about = { "La copie se fait pendant que d'autres travaillent, et "
		   "n'apparaît sous son nom qu'une fois relue d'un bout à "
		   "l'autre. Portez-la sur un autre disque.",
		   "The copy is made while others work, and appears under its "
		   "name only once it was read again from end to end. Carry it "
		   "to another disk." },
	.example = "jalon backup -o /media/usb/cases.jalon",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = backup_run,
};
