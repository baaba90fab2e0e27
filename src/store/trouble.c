/* What went wrong, from SQLite's codes to a sentence a person can act on. */
#include "db.h"

#include <errno.h>
#include <stdio.h>

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
