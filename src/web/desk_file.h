/*
 * Files that come and go. What app reads and writes by path gets a folder of
 * its own, beside the file of cases and closed to others, for as long as the
 * request lasts.
 */
#ifndef JALON_WEB_DESK_FILE_H
#define JALON_WEB_DESK_FILE_H

#include "desk.h"

struct own_file {
	const char *folder;
	const char *path;	/* in it, under a name that is safe */
};
/* Makes the folder; the file is not there yet. False: a page was answered. */
bool own_file_make(struct visit *v, struct str name, struct own_file *f);
/* The same, with bytes in it. */
bool own_file_keep(struct visit *v, struct str name, struct str bytes,
		   struct own_file *f);
void own_file_drop(const struct own_file *f);
/* Removes those that a process which was killed left beside the file of
   cases: the store does so for its own (store_sweep). */
void own_files_sweep(const char *cases);

/* Bytes in a form's field, and back; an empty text when they are none. */
struct str base64_write(struct arena *a, struct str bytes);
struct str base64_read(struct arena *a, struct str text);

#endif
