/*
 * The table of routes: one row a page or an action, in routes.def.
 *
 * A pattern's {case} is a case's name, loaded and looked at for rights before
 * the handler; {round} its round's number (its last one without); {number},
 * {id} and {name} are given as they are, once they look like one.
 */
#ifndef JALON_WEB_ROUTE_H
#define JALON_WEB_ROUTE_H

#include "visit.h"

enum route_flag {
	ROUTE_FILE = 1 << 0,	/* takes a form with a file */
	ROUTE_PUBLIC = 1 << 1,	/* nothing personal: may be cached, and a
				   form needs no session */
	ROUTE_OPEN = 1 << 2,	/* a POST without a form's token: only what
				   proves itself otherwise */
};

struct route {
	const char *name;
	enum http_method method;
	const char *pattern;
	unsigned who;
	unsigned flags;
	void (*handler)(struct visit *v);
};

/* In the order of routes.def; NULL ends it. */
const struct route *route_table(void);

enum route_found { ROUTE_FOUND, ROUTE_UNKNOWN, ROUTE_OTHER_METHOD };
/*
 * The route of a path. `args` gets {number}, {id} and {name} in order;
 * `case_name` and `round` what those were, or empty.
 */
enum route_found route_find(enum http_method method, struct str path,
			    const struct route **route,
			    struct str args[ROUTE_ARGS], struct str *case_name,
			    struct str *round);

/*
 * Every page_NAME of the table; ROUTE_SAME is another address of one that is
 * declared above it.
 */
#define ROUTE(name, method, pattern, who, flags) void page_##name(struct visit *v);
#define ROUTE_SAME(name, method, pattern, who, flags)
#include "routes.def"
#undef ROUTE_SAME
#undef ROUTE

#endif
