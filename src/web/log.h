/*
 * One line a request: `key=value`, and nothing in it that came from outside.
 *
 * A method is one of ours, a route is its pattern, a reason is a slug, an
 * address is cut to its network (/24, /48): enough to see where trouble comes
 * from, not who (Law 25 asks for no more than is needed). So no line holds a
 * token, an answer, a query or a name, and none can be forged.
 */
#ifndef JALON_WEB_LOG_H
#define JALON_WEB_LOG_H

#include "base/text.h"

struct log_line {
	const char *method;		/* "-" when it is none of ours */
	const char *route;		/* or NULL */
	int status;			/* 0: no answer was sent */
	const char *why;		/* a slug of what was refused, or NULL
					   */
	uint64_t bytes;			/* of the body */
	int64_t micros;			/* to answer */
	struct str network;
};

/* Once, however many requests say so: something before us adds its name to
   them, and is no proxy that we were told of (`serve --proxy`). */
bool log_unlisted_proxy(int fd, struct str network);

/* In one write, with the time of the system's clock in UTC. False: it is lost,
   for whoever reads the log does not keep up, or is gone; the service does
   not wait for them. */
bool log_write(int fd, const struct log_line *line);

#endif
