/*
 * The library's callbacks: a request comes in, is judged, received, answered
 * in place.
 *
 * The library calls for a request with the first line as it came, then with
 * its headers, then with pieces of its body, then once more, and at the end
 * of it all.
 */
#include "server_part.h"

#include <string.h>

#include "log.h"
#include "web/form.h"

enum {
	/* Of a connection: its buffers and parsed headers. A browser's request
	   through a proxy takes 3 KiB, our headers 1 KiB; ten thousand idle
	   ones keep all of it. */
	POOL = 6 * 1024,
	POOL_STEP = 1024,
	STACK = 2 * 1024 * 1024,	/* touched as far as it is used */
	KEPT_ARENA = 512 * 1024,
};

static struct guest *guest_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

static void *first_line(void *context, const char *target,
			struct MHD_Connection *c)
{
	struct guest *guest = guest_of(c);

	(void)context;
	if (guest == NULL)
		return NULL;
	guest_set(guest, GUEST_HEAD, HEAD_MS);
	guest->incoming = incoming_make(target);
	return guest->incoming;
}

/* --- the head ------------------------------------------------------------ */

/*
 * The library's parser cuts its buffer into texts, and is lax: a line end may
 * be a bare LF, a header may go on in the next line, a NUL hides what follows
 * it, a line that begins with `:` ends the headers. A program before us that
 * reads any of these otherwise would see other requests than we do. So each
 * text must begin where the one before it ended, a CRLF apart, up to the last
 * byte of the head. (From 1.0 on the library can be told to be strict.)
 */
struct lines {
	struct head *head;
	uintptr_t at;			/* where the next line must begin */
	bool broken;
};

static void next_text(struct lines *l, const char *text, size_t len,
		      size_t between)
{
	l->broken |= (uintptr_t)text != l->at;
	l->at = (uintptr_t)text + len + between;
}

static enum MHD_Result each_header(void *context, enum MHD_ValueKind kind,
				   const char *name, size_t name_size,
				   const char *value, size_t value_size)
{
	struct lines *l = context;

	(void)kind;
	head_add(l->head, (struct str){ name, name_size },
		 (struct str){ value, value_size });
	next_text(l, name, name_size, 1);
	/* White space before the value. */
	l->broken |= (uintptr_t)value < l->at;
	l->at = (uintptr_t)value + value_size + 2;
	return MHD_YES;
}

static bool is_whole(const struct lines *l, struct MHD_Connection *c,
		     const char *method)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	if (MHD_VERSION >= 0x01000000)
		return true;
	return !l->broken && info != NULL &&
	       (uintptr_t)method + info->header_size == l->at + 2;
}

static void read_head(struct thread *t, struct MHD_Connection *c,
		      const struct incoming *in, const char *method,
		      const char *version, struct head_read *out)
{
	struct head *head = ARENA_NEW(t->arena, struct head);
	struct lines lines = { .head = head, .at = (uintptr_t)method };

	head->method = str_from(method);
	head->version = str_from(version);
	head->target = in->target;
	next_text(&lines, method, head->method.len, 1);
	next_text(&lines, in->came, in->came_len, 1);
	next_text(&lines, version, head->version.len, 2);
	MHD_get_connection_values_n(c, MHD_HEADER_KIND, each_header, &lines);
	head_judge(t->arena, head, &t->server->rules, out);
	if (!is_whole(&lines, c, method)) {
		out->status = 400;
		out->why = "lines";
	}
}

/* --- from whom ----------------------------------------------------------- */

/*
 * The last address of X-Forwarded-For that is no proxy's of ours: each of
 * them added the address it saw, and what stands before was told to it.
 */
static struct address client_of(const struct server *s,
				const struct guest *guest,
				const struct head_read *head)
{
	struct address client = guest->address, told;
	size_t end = head->forwarded.len, from;

	if (!guest->proxy)
		return client;
	while (end > 0) {
		for (from = end; from > 0; from--)
			if (head->forwarded.at[from - 1] == ',')
				break;
		if (!address_read(str_sub(head->forwarded, from, end), &told))
			return client;
		client = told;
		if (from == 0 || !server_is_proxy(s, &told))
			return client;
		end = from - 1;
	}
	return client;
}

/* Behind a proxy that is not listed everybody has its address: limits and
   locks meant for one visitor then hold for all. */
static void warn_of_proxy(struct thread *t, const struct guest *guest,
			  const struct head_read *head)
{
	struct server *s = t->server;
	struct buf network = buf_make(t->arena);

	if (guest->proxy || head->forwarded.len == 0 || s->config.log < 0 ||
	    atomic_exchange(&s->warned, true))
		return;
	address_write_network(&network, &guest->address);
	if (!log_unlisted_proxy(s->config.log, buf_view(&network)))
		counter_up(&t->counters.unlogged);
}

/* --- answering ----------------------------------------------------------- */

struct answering {
	struct thread *thread;
	struct MHD_Connection *connection;
	struct guest *guest;
	struct incoming *in;
	const struct head_read *head;
	struct address client;
	int64_t began;
};

static const char *method_name(const struct head_read *head)
{
	static const char *const names[] = { "GET", "HEAD", "POST" };

	return head->status == 505 || head->status == 405
		   ? "-"
		   : names[head->method];
}

static void write_log(const struct answering *w, const struct response *r,
		      int status, int64_t bytes, int64_t micros)
{
	struct thread *t = w->thread;
	struct buf network = buf_make(t->arena);
	struct log_line line = {
		.method = method_name(w->head),
		.route = r->route,
		.status = status,
		.why = w->head->why,
		.bytes = (uint64_t)bytes,
		.micros = micros,
	};

	if (t->server->config.log < 0)
		return;
	address_write_network(&network, &w->client);
	line.network = buf_view(&network);
	if (!log_write(t->server->config.log, &line))
		counter_up(&t->counters.unlogged);
}

static enum MHD_Result send_answer(const struct answering *w,
				   const struct response *r, bool last)
{
	struct thread *t = w->thread;
	struct sending sending = {
		.thread = t,
		.connection = w->connection,
		.guest = w->guest,
		.head = w->head,
		.last = last || atomic_load(&t->server->stopping),
	};
	int status = 0;
	int64_t bytes = reply_send(&sending, r, &status);
	int64_t micros = steady_micros() - w->began;

	w->in->answered = true;
	if (bytes < 0)
		return MHD_NO;
	counters_add(&t->counters, status, micros, (size_t)bytes);
	write_log(w, r, status, bytes, micros);
	return MHD_YES;
}

static enum MHD_Result refuse(struct answering *w, struct head_read *head,
			      int status, const char *why)
{
	head->status = status;
	head->why = why;
	counter_up(&w->thread->counters.refused);
	return send_answer(w, site_refuse(w->thread->worker, status), true);
}

static struct response metrics_page(struct thread *t)
{
	struct server *s = t->server;
	struct response r = { .status = 200,
			      .type =
				  "text/plain; version=0.0.4; charset=utf-8",
			      .body = buf_make(t->arena),
			      .route = "/metrics" };

	server_metrics(s, &r.body);
	if (s->config.count != NULL)
		s->config.count(s->site, &r.body);
	return r;
}

/* From this machine, and from no proxy on it for somebody else. */
static bool wants_metrics(const struct answering *w)
{
	return w->thread->server->config.metrics &&
	       w->head->method != HTTP_POST &&
	       str_is(w->head->path, "/metrics") &&
	       w->head->forwarded.len == 0 && address_is_local(&w->client);
}

static enum MHD_Result answer(struct answering *w, struct head_read *head)
{
	struct thread *t = w->thread;
	struct buf address = buf_make(t->arena);
	struct request request = {
		.method = head->method,
		.path = head->path,
		.accept_language = head->accept_language,
		.if_none_match = head->if_none_match,
		.origin = head->origin,
		.fetch_site = head->fetch_site,
		.gzip = head->gzip,
		.by_script = head->by_script,
	};

	if (w->in->got != w->in->length)
		return MHD_NO;
	if (w->in->dropped)
		return refuse(w, head, 503, "busy");
	if (!form_read(t->arena, head->query, &request.query))
		return refuse(w, head, 400, "query");
	if (!incoming_read(t->arena, w->in, head, &request))
		return refuse(w, head, 400, "form");
	if (wants_metrics(w)) {
		struct response page = metrics_page(t);

		return send_answer(w, &page, false);
	}
	form_cookies(t->arena, head->cookies, &request.cookies);
	address_write(&address, &w->client);
	request.address = buf_view(&address);
	return send_answer(w, site_answer(t->worker, &request), false);
}

/* The headers are there: refused, or its body waited for. */
static enum MHD_Result judge(struct answering *w, struct head_read *head)
{
	struct incoming *in = w->in;

	if (head->status != 0)
		return refuse(w, head, head->status, head->why);
	in->body = head->body;
	in->length = head->length;
	guest_set(w->guest, GUEST_BODY,
		  BODY_MS + (int64_t)in->length / BODY_BYTES_A_MS);
	return MHD_YES;
}

/* All of it is there. */
static enum MHD_Result finish(struct answering *w, struct head_read *head)
{
	return head->status != 0 ? refuse(w, head, head->status, head->why)
				 : answer(w, head);
}

bool thread_open_worker(struct thread *t, struct diags *diags)
{
	if (t->worker != NULL)
		return true;
	pthread_mutex_lock(&t->server->opening);
	t->worker = site_worker_open(t->server->site, diags);
	pthread_mutex_unlock(&t->server->opening);
	atomic_store(&t->opened, t->worker != NULL);
	return t->worker != NULL;
}

/* What a large request took is not kept for the next. */
static void drop_last(struct thread *t)
{
	if (arena_used(t->arena) <= KEPT_ARENA) {
		arena_reset(t->arena);
		return;
	}
	arena_close(t->arena);
	t->arena = arena_open();
}

static enum MHD_Result work(struct answering *w, const char *method,
			    const char *version, bool whole)
{
	struct thread *t = w->thread;
	struct head_read head;
	enum MHD_Result result;
	struct diags unheard;

	drop_last(t);
	diags_init(&unheard, t->arena);
	/* It cannot be opened now: the connection ends. */
	if (!thread_open_worker(t, &unheard))
		return MHD_NO;
	guest_set(w->guest, GUEST_WORK, 0);
	atomic_store_explicit(&t->busy, true, memory_order_relaxed);
	read_head(t, w->connection, w->in, method, version, &head);
	w->head = &head;
	w->client = client_of(t->server, w->guest, &head);
	warn_of_proxy(t, w->guest, &head);
	result = whole ? finish(w, &head) : judge(w, &head);
	atomic_store_explicit(&t->busy, false, memory_order_relaxed);
	return result;
}

/* A refusal before the last call ends the connection: what has no body waits
   for that call, and is judged once. */
static bool announces_body(struct MHD_Connection *c)
{
	static const char *const names[] = { "Content-Length",
					     "Transfer-Encoding", "Expect" };

	for (int i = 0; i < 3; i++)
		if (MHD_lookup_connection_value_n(c, MHD_HEADER_KIND, names[i],
						  strlen(names[i]), NULL,
						  NULL) == MHD_YES)
			return true;
	return false;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c,
			      const char *url, const char *method,
			      const char *version, const char *bytes,
			      size_t *count, void **request)
{
	struct incoming *in = *request;
	struct answering w = {
		.thread = context,
		.connection = c,
		.guest = guest_of(c),
		.in = in,
		.began = steady_micros(),
	};

	(void)url;
	if (in == NULL || w.guest == NULL)
		return MHD_NO;
	if (!in->begun) {
		in->begun = true;
		return announces_body(c) ? work(&w, method, version, false)
					 : MHD_YES;
	}
	if (*count == 0)
		return work(&w, method, version, true);
	incoming_add(w.thread->server, in, bytes, *count);
	*count = 0;
	return MHD_YES;
}

static void forget(struct guest *guest)
{
	incoming_free(guest->incoming);
	guest->incoming = NULL;
}

static void ended(void *context, struct MHD_Connection *c, void **request,
		  enum MHD_RequestTerminationCode how)
{
	struct thread *t = context;
	struct incoming *in = *request;
	struct guest *guest = guest_of(c);

	/* The library's own page: what it could not read. */
	if (in != NULL && !in->answered &&
	    how == MHD_REQUEST_TERMINATED_WITH_ERROR)
		counter_up(&t->counters.unread);
	*request = NULL;
	if (guest == NULL)
		return;
	guest_set(guest, GUEST_IDLE, guest->proxy ? IDLE_PROXY_MS : IDLE_MS);
	forget(guest);
}

static void opened(struct thread *t, struct MHD_Connection *c, void **guest)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);

	*guest = guests_at(t->server->guests, info->connect_fd);
}

static void connected(void *context, struct MHD_Connection *c, void **guest,
		      enum MHD_ConnectionNotificationCode what)
{
	struct thread *t = context;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		opened(t, c, guest);
		return;
	}
	/* NOTE: the library ends some connections without having said that
	   their request has; tests/web/wire.c finds them. */
	forget(*guest);
	atomic_fetch_sub(&t->connections, 1);
	guests_give(t->server->guests, *guest);
}

/* --- threads ------------------------------------------------------------- */

/* Targets and queries are ours to decode. */
static size_t leave(void *context, struct MHD_Connection *c, char *text)
{
	(void)context;
	(void)c;
	return strlen(text);
}

static struct MHD_Daemon *start(struct thread *t)
{
	return MHD_start_daemon(
	    MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD |
		MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC | MHD_USE_TURBO,
	    0, NULL, NULL, handle, t, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
	    (size_t)POOL, MHD_OPTION_CONNECTION_MEMORY_INCREMENT,
	    (size_t)POOL_STEP, MHD_OPTION_CONNECTION_LIMIT,
	    (unsigned)t->server->config.connections,
	    MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK,
#if MHD_VERSION >= 0x01000000
	    MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1,
#endif
	    MHD_OPTION_URI_LOG_CALLBACK, first_line, t,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, ended, t, MHD_OPTION_NOTIFY_CONNECTION,
	    connected, t, MHD_OPTION_END);
}

bool thread_start(struct thread *t)
{
	t->daemon = start(t);
	return t->daemon != NULL;
}

void thread_stop(struct thread *t)
{
	if (t->daemon != NULL)
		MHD_stop_daemon(t->daemon);
	t->daemon = NULL;
}
