/*
 * Archives: EPUB, SCORM, QTI and Anki packages. The only user of libzip,
 * whose own names (`struct zip`, zip_add) are why these say `archive`.
 *
 * The same entries give the same bytes: dates are 1 January 1980 whatever the
 * time zone, no extra fields, names in UTF-8, entries in the order they were
 * added. Nothing is written to disk: the archive is made in memory.
 */
#ifndef JALON_FORMAT_ZIP_H
#define JALON_FORMAT_ZIP_H

#include "base/arena.h"
#include "base/text.h"

struct archive;

struct archive *archive_begin(struct arena *a);
/* `name` is a relative path with slashes; the contents are borrowed until
   archive_finish. `stored`: not compressed (EPUB's mimetype). */
void archive_add(struct archive *z, const char *name, struct str contents,
		 bool stored);
/* Appends the archive to `out`. Never fails but for want of memory. */
void archive_finish(struct archive *z, struct buf *out);

#endif
