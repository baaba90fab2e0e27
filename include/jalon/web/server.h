/*
 * Sockets: what stands between the network and web/site.h.
 *
 * Strict about HTTP/1.1 where laxness lets two programs read one request
 * differently: exactly one Host, which must be ours; Content-Length digits
 * alone, once, never with Transfer-Encoding; no chunked request; methods
 * other than GET, HEAD, POST get 405. Headers, bodies, the time to send them
 * and the connections of one address are bounded.
 *
 * A thread has its own worker and its own connections. server_stop lets the
 * requests under way finish.
 */
#ifndef JALON_WEB_SERVER_H
#define JALON_WEB_SERVER_H

#include "web/site.h"

struct server_config {
	const char *listen;		/* "127.0.0.1:8080", "[::1]:8080",
					   "unix:/run/jalon.sock" */
	const char *const *hosts;	/* what Host may say: "jalon.example",
					   "127.0.0.1:8080"; a port 0 stands for
					   the one that was taken. NULL ends the
					   list */
	const char *const *proxies;	/* addresses whose X-Forwarded-For is
					   believed; NULL ends the list, or
					   there is none. Whoever comes by a
					   unix socket is one */
	uint32_t workers;		/* threads; 0: chosen from the cores */
	uint32_t connections;		/* in all; 0: chosen from the limits */
	uint32_t per_address;		/* of one address that is no proxy's; 0:
					   100 */
	int log;			/* file descriptor of the log, or -1 */
	bool metrics;			/* GET /metrics is answered to whoever
					   asks from this machine itself */
	/* The most bytes a form sent to that path may have (HTTP_FORM,
	   HTTP_UPLOAD; 0: none is taken there), so that nothing is received
	   for nothing. NULL: HTTP_UPLOAD. */
	size_t (*form_limit)(struct str path);
	/* More lines of /metrics: what the site counts. NULL: none. */
	void (*count)(struct site *site, struct buf *out);
};

/*
 * The other name that people type for an address on this machine itself:
 * "localhost:8080" for "127.0.0.1:8080" or "[::1]:8080", "127.0.0.1:8080" for
 * "localhost:8080". NULL for any other address.
 */
const char *server_other_name(struct arena *a, const char *listen);

struct server;
/* NULL after diagnostics: the address is taken, is no address... */
struct server *server_start(struct site *site,
			    const struct server_config *config,
			    struct diags *diags);
/* The port that was taken, when `listen` asked for port 0; 0: a unix
   socket. */
uint16_t server_port(const struct server *server);
/* Takes no new connection, lets requests finish (5 s at most), frees all. */
void server_stop(struct server *server);

/* Counters since the start, as Prometheus reads them (text format 0.0.4). */
void server_metrics(struct server *server, struct buf *out);

/*
 * Tells whoever started the program how it is: `state` is "READY=1",
 * "STOPPING=1". One datagram to `address`, the value of NOTIFY_SOCKET
 * (sd_notify(3)); nothing when it is NULL. False: it could not be sent.
 */
bool server_notify(const char *address, const char *state);

#endif
