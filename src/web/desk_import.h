/*
 * The desk's page of imports: what its bodies share. Private to web.
 *
 * One address, and one form after another: the file, the trial, the decision
 * (desk_import.c); a file that came in, and its way out (desk_import_undo.c).
 */
#ifndef JALON_WEB_DESK_IMPORT_H
#define JALON_WEB_DESK_IMPORT_H

#include "desk.h"

/* The form's field that names the file to take back. */
#define IMPORT_UNDO "undo"

/* The files that came into the case, each with its button; or nothing. */
void import_write_brought(struct visit *v);
/* What taking one back would do, or that it was done: IMPORT_UNDO, "sure". */
void import_undo_do(struct visit *v);

#endif
