/*
 * Archives: EPUB, SCORM, QTI and Anki packages. The only user of libzip.
 *
 * The same entries give the same bytes: dates are 1 January 1980, no extra
 * fields, names in UTF-8, entries in the order they were added. Nothing is
 * written to disk: the archive is made in memory.
 */
#ifndef JALON_FORMAT_ZIP_H
#define JALON_FORMAT_ZIP_H

#include "base/arena.h"
#include "base/text.h"

struct zip;

struct zip *zip_begin(struct arena *a);
/* `name` is a relative path with slashes; the contents are borrowed until
   zip_finish. `stored`: not compressed (EPUB's mimetype). */
void zip_add(struct zip *z, const char *name, struct str contents, bool stored);
/* Appends the archive to `out`. Never fails but for want of memory. */
void zip_finish(struct zip *z, struct buf *out);

#endif
