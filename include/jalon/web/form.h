/*
 * Bytes of a browser turned into fields.
 *
 * All three readers are strict and linear: what they do not understand is
 * refused whole (false), never half read. Refused: a bad %XX, bytes that are
 * not UTF-8, NUL, more fields than HTTP_FIELDS, names over 200 bytes or empty.
 * CRLF and CR become LF, and so do the vertical tab and the form feed that
 * word processors leave in what is pasted; other controls, tabs aside, cannot
 * be seen by who pasted them, and are left out.
 */
#ifndef JALON_WEB_FORM_H
#define JALON_WEB_FORM_H

#include "web/http.h"

/* `a=1&b=deux+mots`: a query, or a form of x-www-form-urlencoded. A name
   without `=` has an empty value; nothing between two `&` is nothing. */
bool form_read(struct arena *a, struct str text, struct fields *out);
/*
 * The boundary is the one of the Content-Type. Files are not decoded; a file
 * nobody chose (no name, no bytes) is no upload. A file's name is without its
 * folders. Refused too: text around the parts, a header of a part other than
 * Content-Disposition and Content-Type, more than HTTP_FORM bytes of fields.
 */
bool form_read_parts(struct arena *a, struct str bytes, struct str boundary,
		     struct fields *fields, const struct upload **uploads,
		     uint32_t *upload_count);
/* The boundary of a `multipart/form-data; boundary=...`, or empty. */
struct str form_boundary(struct str content_type);
/* A Cookie header; cookies that are not ours may be anything, and are kept
   out of `out` when they are badly made. */
void form_cookies(struct arena *a, struct str header, struct fields *out);
/* A path's %XX undone; refused: one that does not begin with `/`; `//`,
   `/./`, `/../`, also at its end; a backslash; an encoded slash; controls. */
bool form_path(struct arena *a, struct str raw, struct str *path);

#endif
