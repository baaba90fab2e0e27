/*
 * Requests and responses as plain values.
 *
 * A handler turns the one into the other and knows no socket, so that a test
 * needs none. What is here has been read and bounded already: a request that
 * is badly made never becomes a `struct request` (web/server.h answers it).
 * Everything lives in the arena of the request.
 */
#ifndef JALON_WEB_HTTP_H
#define JALON_WEB_HTTP_H

#include "base/text.h"

enum {
	HTTP_TARGET = 2048,		/* bytes of the path and query */
	HTTP_FIELDS = 600,		/* of a form */
	HTTP_FORM = 256 * 1024,		/* bytes of a form */
	HTTP_UPLOAD = 16 * 1024 * 1024,	/* bytes of a form with a file */
	HTTP_COOKIES = 4,		/* that a response sets */
};

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST };

/* Text of the browser: decoded, valid UTF-8, no control but line ends. */
struct field {
	struct str name, value;
};
struct fields {
	const struct field *items;
	uint32_t count;
};
/* The first of that name; an empty text when there is none. */
struct str field_get(const struct fields *fields, const char *name);
struct str field_named(const struct fields *fields, struct str name);
bool field_has(const struct fields *fields, const char *name);

/* A file of a form, as the browser sent it: nothing is known of its bytes. */
struct upload {
	struct str field, filename, bytes;
};

struct request {
	enum http_method method;
	struct str path;		/* decoded, begins with '/' */
	struct fields query, form, cookies;
	const struct upload *uploads;
	uint32_t upload_count;
	struct str accept_language, if_none_match;
	struct str origin, fetch_site;	/* Origin, Sec-Fetch-Site */
	struct str address;		/* the client's; the forwarded one when
					   a configured proxy says so */
	bool gzip;			/* the client takes it */
	bool by_script;			/* our script asks (X-Jalon: 1) */
};

enum caching {
	CACHE_NEVER,			/* no-store: whatever is personal */
	CACHE_CHECK,			/* asked again each time, by `etag` */
	CACHE_FOREVER,			/* its address changes with its bytes */
};

struct response {
	int status;
	const char *type;		/* with its charset */
	struct buf body;
	struct str location;		/* of a redirection: a path */
	struct field cookies[HTTP_COOKIES];	/* an empty value: taken away */
	uint32_t cookie_count;
	bool cookie_stays[HTTP_COOKIES];	/* beyond the browser's session */
	struct str filename;		/* downloaded under that name */
	enum caching caching;
	struct str etag;		/* with its quotes */
	uint32_t retry_after;		/* seconds; 0: not said */
	struct str gzipped;		/* the body, already compressed; or empty */
	const char *route;		/* its pattern, for the log, which never
					   holds a path; NULL: none matched */
};

#endif
