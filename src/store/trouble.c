/* What went wrong, from SQLite's codes to a sentence a person can act on. */
#include "db.h"

#include <errno.h>
#include <stdio.h>

void sql_trouble(struct store *s, int code)
{
	if (s->trouble != SQLITE_OK)
		return;
	s->trouble = code;
	s->system_error = sqlite3_system_errno(s->db);
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
	return (s->trouble & 0xFF) == SQLITE_FULL ||
	       s->system_error == ENOSPC || s->system_error == EFBIG ||
	       s->system_error == EDQUOT;
}

static enum message sentence(const struct store *s)
{
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
		return no_room(s) ? MSG_STORE_FULL : MSG_STORE_IO;
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
		 str_from(s->detail));
	trouble_forget(s);
	return refusal || message == MSG_STORE_DAMAGED ||
			       message == MSG_STORE_NOT_OURS
		       ? STORE_REFUSED
		       : STORE_FAILED;
}
