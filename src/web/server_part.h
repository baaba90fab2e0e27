/*
 * What the files of the server share.
 *
 * One thread, the door, accepts connections, hands each to the thread that
 * has the fewest, and shuts those that take too long. Each other thread runs
 * the library's loop over its own connections, with a worker of its own, and
 * answers in place. A thread that saves waits for the disk, and those that
 * wait together share one wait: there are many more threads than cores. Their
 * workers, which cost more than they do, are opened when they are needed.
 */
#ifndef JALON_WEB_SERVER_PART_H
#define JALON_WEB_SERVER_PART_H

#include <pthread.h>
#include <stdatomic.h>
/* The library's header wants these before it. */
#include <sys/socket.h>
#include <microhttpd.h>

#include "base/arena.h"
#include "gzip.h"
#include "server_head.h"
#include "web/server.h"

/* --- addresses (server_address.c) ---------------------------------------- */

/* IPv6, or IPv4 mapped into it; zeros: a unix socket. */
struct address {
	unsigned char bytes[16];
};

/* `192.0.2.1`, `2001:db8::1`, and as proxies write them: with a port, in
   brackets. */
bool address_read(struct str text, struct address *address);
struct address address_of(const struct sockaddr *from);
bool address_same(const struct address *one, const struct address *other);
bool address_is_local(const struct address *address);
void address_write(struct buf *out, const struct address *address);
/* Its network, for the log: /24 or /48. */
void address_write_network(struct buf *out, const struct address *address);
/* What connections are counted by: IPv6 by its /64. */
struct address address_counted(const struct address *address);

/* --- time ---------------------------------------------------------------- */

enum {
	HEAD_MS = 15 * 1000,		/* to send a request's head, in all */
	BODY_MS = 60 * 1000,		/* its body, and for each ... */
	BODY_BYTES_A_MS = 32,		/* ... of these, 1 ms more */
	REPLY_MS = 60 * 1000,		/* to take the answer, and likewise */
	REPLY_BYTES_A_MS = 4,
	IDLE_MS = 30 * 1000,		/* between two requests */
	IDLE_PROXY_MS = 180 * 1000,	/* longer than a proxy keeps one, so
					   that it is the one to close */
	STOP_MS = 5 * 1000,
	SWEEP_MS = 1000,
};

/* Of a clock that never goes back. */
int64_t steady_ms(void);
int64_t steady_micros(void);

/* --- connections (server_guests.c) --------------------------------------- */

enum guest_state {
	GUEST_IDLE,			/* nothing of a request has been seen */
	GUEST_HEAD,
	GUEST_BODY,
	GUEST_WORK,			/* it is being answered */
	GUEST_REPLY,			/* the answer is on its way */
};

/* A connection, at the place of its descriptor. */
struct guest {
	/* Under the lock; while `open`, the descriptor is ours. */
	bool open;
	uint32_t peer;			/* 1 + its place; 0: not counted */
	/* Written by the thread that has the connection. */
	_Atomic int64_t deadline;	/* steady_ms; 0: none */
	_Atomic uint8_t state;
	struct incoming *incoming;	/* the request under way, or NULL */
	/* Written before it is handed over. */
	bool proxy;
	struct address address;
};

struct guests;
struct guests *guests_open(uint32_t connections, uint32_t per_address);
void guests_close(struct guests *l);
/* Of an accepted socket; NULL: one too many. */
struct guest *guests_take(struct guests *l, int fd,
			  const struct address *address, bool proxy);
/* Before its descriptor is closed. */
void guests_give(struct guests *l, struct guest *guest);
struct guest *guests_at(struct guests *l, int fd);
void guest_set(struct guest *guest, enum guest_state state, int64_t ms);
/* Shuts those whose time is over; how many. */
uint32_t guests_sweep(struct guests *l);
/* Shuts those that wait for a head, letting what has arrived be read; how many
   connections there still are. */
uint32_t guests_shut_waiting(struct guests *l);
uint32_t guests_count(struct guests *l);

/* --- requests on their way in (server_incoming.c) ------------------------- */

struct incoming {
	bool begun, answered;
	bool dropped;			/* there was no room for its body */
	enum head_body body;
	size_t length, got;		/* of the body */
	size_t room;			/* of `bytes` */
	size_t counted;			/* taken from `budget` */
	char *bytes;
	_Atomic int64_t *budget;
	const char *came;		/* the target in the library's buffer */
	size_t came_len;
	struct str target;
	char text[];			/* of the target */
};

/* `target` as it stands in the library's buffer. NULL: no memory. */
struct incoming *incoming_make(const char *target);
/* NULL is allowed. */
void incoming_free(struct incoming *in);
/* Bytes of its body. What there is no room for is let go by (`dropped`), so
   that it can be answered. */
void incoming_add(struct server *s, struct incoming *in, const char *bytes,
		  size_t count);
/* The whole body as fields and files; false: it is badly made. */
bool incoming_read(struct arena *a, const struct incoming *in,
		   const struct head_read *head, struct request *r);

/* --- counters (server_metrics.c) ----------------------------------------- */

enum { BUCKETS = 12 };

/* Each thread's own; others only read. */
struct counters {
	_Atomic uint64_t classes[6];	/* by the status's first digit */
	_Atomic uint64_t refused;	/* before the site saw them */
	_Atomic uint64_t unread;	/* the library could not read them */
	_Atomic uint64_t unlogged;	/* lines that were lost */
	_Atomic uint64_t took[BUCKETS];
	_Atomic uint64_t micros;
	_Atomic uint64_t bytes;
};

void counters_add(struct counters *c, int status, int64_t micros, size_t bytes);
void counter_up(_Atomic uint64_t *counter);

/* --- the server ---------------------------------------------------------- */

struct thread {
	struct server *server;
	struct MHD_Daemon *daemon;
	struct site_worker *worker;	/* NULL until the first request */
	struct arena *arena;		/* of one request */
	_Atomic uint32_t connections;
	_Atomic bool opened;		/* it has its worker */
	_Atomic bool busy;
	struct counters counters;
};

struct server {
	struct arena *arena;
	struct site *site;
	struct server_config config;
	struct head_rules rules;
	struct address *proxies;
	uint32_t proxy_count;
	int listener;
	bool by_path;			/* a unix socket */
	uint16_t port;
	struct guests *guests;
	struct gzip_shelf *gzips;
	pthread_mutex_t opening;	/* workers, one at a time */
	struct thread *threads;
	uint32_t thread_count;
	pthread_t door;
	bool door_open;
	/* The door's: connections at their most since memory was given
	   back. */
	uint32_t crowd;
	int wake;			/* an eventfd: the door is to close */
	_Atomic bool stopping;
	_Atomic bool warned;		/* of a proxy nobody listed */
	_Atomic uint64_t accepted, turned_away, timed_out;
	_Atomic int64_t upload_bytes, form_bytes;	/* being received */
};

bool server_is_proxy(const struct server *s, const struct address *address);

/* server_listen.c: a socket, or -1 after a diagnostic. */
int listen_open(struct server *s, struct diags *diags);
/* server_door.c */
bool door_open(struct server *s);
/* Accepts what waits, then no more. */
void door_close(struct server *s);
/* server_answer.c: runs the library's loop for a thread; false: it would
   not start. */
bool thread_start(struct thread *t);
/* Its worker, when it has none yet; false after diagnostics. */
bool thread_open_worker(struct thread *t, struct diags *diags);
void thread_stop(struct thread *t);

/* server_reply.c: sends the worker's answer. */
struct sending {
	struct thread *thread;
	struct MHD_Connection *connection;
	struct guest *guest;
	const struct head_read *head;
	bool last;			/* the connection ends with it */
};
/* The bytes of its body as they go out; -1: it could not be sent. */
int64_t reply_send(const struct sending *s, const struct response *r,
		   int *status);

#endif
