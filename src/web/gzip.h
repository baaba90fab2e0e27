/*
 * Pages made smaller on their way out (RFC 1952). A page that holds a secret
 * is compressed with what a stranger could have put beside it only if that
 * stranger can have it asked for with the browser's cookie: SameSite forbids
 * that (BREACH).
 */
#ifndef JALON_WEB_GZIP_H
#define JALON_WEB_GZIP_H

#include "base/text.h"

struct gzip;

/* Quick; takes its memory (270 KB) at the first use. */
struct gzip *gzip_open(void);
/* For what is compressed once and sent often. */
struct gzip *gzip_open_best(void);
/* NULL is allowed. */
void gzip_close(struct gzip *g);
/* In a block to be given to free(); NULL: it would not be smaller, or there
   is no memory for it. */
char *gzip_write(struct gzip *g, struct str bytes, size_t *len);

/*
 * Quick ones for many threads: few are kept (4), since few threads compress at
 * the same moment.
 */
struct gzip_shelf;
struct gzip_shelf *gzip_shelf_open(void);
/* NULL is allowed. */
void gzip_shelf_close(struct gzip_shelf *s);
/* As gzip_write; from any thread. */
char *gzip_shelf_write(struct gzip_shelf *s, struct str bytes, size_t *len);

#endif
