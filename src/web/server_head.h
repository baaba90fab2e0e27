/*
 * What stands before the body of a request, judged. Pure: no socket, no
 * library.
 *
 * Where two programs in a row could read one request differently, it is
 * refused here whatever the library made of it: a header that is no token,
 * two Hosts, two lengths, a Transfer-Encoding.
 */
#ifndef JALON_WEB_SERVER_HEAD_H
#define JALON_WEB_SERVER_HEAD_H

#include "web/http.h"

struct arena;

enum { HEAD_FIELDS = 64 };

/* As it came. */
struct head {
	struct str method, target, version;
	struct field fields[HEAD_FIELDS];
	uint32_t count;			/* HEAD_FIELDS + 1: too many */
};

enum head_body { BODY_NONE, BODY_FORM, BODY_PARTS };

/* As it was understood. */
struct head_read {
	int status;			/* 0, or what it is refused with */
	const char *why;		/* then: a slug for the log */
	enum http_method method;
	struct str path;		/* decoded */
	struct str query;		/* as it came */
	enum head_body body;
	size_t length;			/* of the body */
	struct str boundary;		/* of BODY_PARTS */
	struct str cookies;		/* headers joined by "; " */
	struct str forwarded;		/* the last X-Forwarded-For */
	struct str accept_language, if_none_match, origin, fetch_site;
	bool gzip, by_script;
};

struct head_rules {
	const struct str *hosts;	/* in lower case */
	uint32_t host_count;
	size_t (*form_limit)(struct str path);	/* server_config's */
};

void head_add(struct head *h, struct str name, struct str value);
/* Points into what `h` points to, and into the arena. */
void head_judge(struct arena *a, const struct head *h,
		const struct head_rules *rules, struct head_read *out);

#endif
