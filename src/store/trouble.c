/* What went wrong, from SQLite's codes to a sentence a person can act on. */
#include "db.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool is_no_room(int error)
{
	return error == ENOSPC || error == EFBIG || error == EDQUOT;
}

void sql_trouble(struct store *s, int code)
{
	/* SQLite keeps no errno of a commit that fails; it still stands. */
	int error = errno;

	if (s->trouble != SQLITE_OK)
		return;
	s->trouble = code;
	s->system_error = is_no_room(error) ? error
					    : sqlite3_system_errno(s->db);
	snprintf(s->detail, sizeof(s->detail), "%s", sqlite3_errmsg(s->db));
}

void trouble_forget(struct store *s)
{
	s->trouble = SQLITE_OK;
}

bool trouble_is_refusal(const struct store *s)
{
	int code = s->trouble & 0xFF;

	/* SQLITE_ERROR: a payload that is no JSON; ours are all prepared by
	 * a test. */
	return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH ||
	       code == SQLITE_TOOBIG || code == SQLITE_ERROR;
}

static bool no_room(const struct store *s)
{
	int code = s->trouble & 0xFF;

	return code == SQLITE_FULL ||
	       ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) &&
		is_no_room(s->system_error));
}

static enum message sentence(const struct store *s)
{
	if (no_room(s))
		return MSG_STORE_FULL;
	if (s->trouble == SQLITE_READONLY_DBMOVED)
		return MSG_STORE_GONE;
	switch (s->trouble & 0xFF) {
	case SQLITE_NOTADB:
		return MSG_STORE_NOT_OURS;
	case SQLITE_CORRUPT:
		return MSG_STORE_DAMAGED;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return MSG_STORE_LOCKED;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return MSG_STORE_READONLY;
	case SQLITE_CANTOPEN:
		return MSG_STORE_CANNOT_OPEN;
	default:
		return MSG_STORE_IO;
	}
}

/* --- why, in words ----------------------------------------------------- */

#define SAID(fr, en) fr DIAG_BETWEEN en

/* Of a CHECK SQLite repeats the condition, and no more. */
static const char *out_of_bounds(const struct store *s)
{
	if (strstr(s->detail, "date(") != NULL)
		return SAID("une date n'existe pas", "a date does not exist");
	if (strstr(s->detail, "length(") != NULL)
		return SAID("un texte est vide, trop long, ou n'a pas la bonne "
			    "longueur",
			    "a text is empty, too long, or not of the right "
			    "length");
	return SAID("une valeur n'est pas de celles qui s'y écrivent",
		    "a value is not one of those that are written there");
}

static const char *does_not_fit(const struct store *s)
{
	switch (s->trouble) {
	case SQLITE_CONSTRAINT_CHECK:
		return out_of_bounds(s);
	case SQLITE_CONSTRAINT_NOTNULL:
		return SAID("il manque une valeur qui doit y être",
			    "a value that must be there is missing");
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
		return SAID("la même chose y est déjà",
			    "the same thing is there already");
	case SQLITE_CONSTRAINT: /* journal.c: what derives nothing */
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return SAID("il parle de ce qui n'est pas dans le dossier",
			    "it speaks of something that is not in the case");
	case SQLITE_CONSTRAINT_DATATYPE:
	case SQLITE_MISMATCH:
		return SAID("une valeur n'est pas du bon genre, comme un texte "
			    "à la place d'un nombre",
			    "a value is not of the right kind, such as a text "
			    "in the place of a number");
	case SQLITE_TOOBIG:
		return SAID("un contenu est trop grand",
			    "a content is too large");
	case SQLITE_ERROR:
		return SAID("son contenu ne se lit pas",
			    "its content cannot be read");
	default:
		return s->detail;
	}
}

/* SQLite's words stay where they say what only a developer can use. */
static const char *why(const struct store *s)
{
	switch (s->trouble & 0xFF) {
	case SQLITE_CORRUPT:
		return SAID("des pages n'y sont plus comme Jalon les a écrites",
			    "some pages are no longer as Jalon wrote them");
	case SQLITE_IOERR:
		return s->system_error != 0 ? error_said(s->system_error)
					    : s->detail;
	default:
		return trouble_is_refusal(s) ? does_not_fit(s) : s->detail;
	}
}

enum store_result trouble_tell(struct store *s, struct diags *diags)
{
	struct span nowhere = { 0 };
	bool refusal = trouble_is_refusal(s);
	enum message message;

	if (s->trouble == SQLITE_OK)
		return STORE_DONE;
	if ((s->trouble & 0xFF) == SQLITE_NOMEM)
		die_with(MSG_OUT_OF_MEMORY, "");
	message = refusal ? MSG_STORE_REFUSED : sentence(s);
	DIAG_STR(diags, nowhere, message, str_from(s->path),
		 str_from(why(s)));
	trouble_forget(s);
	return refusal || message == MSG_STORE_DAMAGED ||
			       message == MSG_STORE_NOT_OURS
		       ? STORE_REFUSED
		       : STORE_FAILED;
}
