/* Starting and stopping it all. */
#include "server_part.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	LEAST_THREADS = 32,
	THREADS_A_CORE = 8,
	PER_ADDRESS = 100,
	CONNECTIONS = 20000,
	OTHER_FILES = 512,		/* that are no connection's */
};

uint16_t server_port(const struct server *s)
{
	return s->port;
}

bool server_is_proxy(const struct server *s, const struct address *address)
{
	for (uint32_t i = 0; i < s->proxy_count; i++)
		if (address_same(&s->proxies[i], address))
			return true;
	return false;
}

/* --- what was asked for -------------------------------------------------- */

/* As many as the system lets us have; what was asked for when that is less. */
static uint32_t most_connections(uint32_t wanted)
{
	uint32_t most = wanted == 0 ? CONNECTIONS : wanted;
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return most;
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	getrlimit(RLIMIT_NOFILE, &files);
	if (files.rlim_cur < (rlim_t)most + OTHER_FILES)
		most = files.rlim_cur > 2 * OTHER_FILES
			   ? (uint32_t)files.rlim_cur - OTHER_FILES
			   : OTHER_FILES / 2;
	return most;
}

/*
 * A thread that waits for the disk answers nobody else, and a wait of 4 ms
 * shared by N threads makes some 140 N saves a second: 32 of them keep a
 * hundred people who all save under 30 ms, 8 would take 110. Each has a
 * connection to the file and memory of its own, about a megabyte.
 */
static uint32_t thread_count(uint32_t wanted)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (wanted > 0)
		return wanted;
	if (cores > LEAST_THREADS / THREADS_A_CORE)
		return (uint32_t)cores * THREADS_A_CORE;
	return LEAST_THREADS;
}

/* In lower case, port 0 replaced. */
static struct str read_host(struct server *s, const char *host)
{
	struct buf b = buf_make(s->arena);
	struct str text = str_from(host);
	bool any = str_ends(text, ":0");

	if (any)
		text = str_sub(text, 0, text.len - 1);
	for (size_t i = 0; i < text.len; i++)
		buf_char(&b, (char)tolower((unsigned char)text.at[i]));
	if (any)
		buf_int(&b, s->port);
	return buf_view(&b);
}

static void read_hosts(struct server *s)
{
	uint32_t count = 0;
	struct str *hosts;

	if (s->config.hosts == NULL)
		BUG("a server without hosts");
	while (s->config.hosts[count] != NULL)
		count++;
	hosts = ARENA_ARRAY(s->arena, count, struct str);
	for (uint32_t i = 0; i < count; i++)
		hosts[i] = read_host(s, s->config.hosts[i]);
	s->rules = (struct head_rules){ hosts, count, s->config.form_limit };
}

static bool read_proxies(struct server *s, struct diags *diags)
{
	const char *const *names = s->config.proxies;
	struct span nowhere = { 0 };
	uint32_t count = 0;
	bool good = true;

	if (names == NULL)
		return true;
	while (names[count] != NULL)
		count++;
	s->proxies = ARENA_ARRAY(s->arena, count, struct address);
	for (uint32_t i = 0; i < count; i++)
		if (!address_read(str_from(names[i]), &s->proxies[i])) {
			DIAG(diags, nowhere, MSG_LISTEN_PROXY, names[i]);
			good = false;
		}
	s->proxy_count = count;
	return good;
}

/* --- starting ------------------------------------------------------------ */

static bool fail(struct diags *diags, int error)
{
	struct span nowhere = { 0 };

	DIAG(diags, nowhere, MSG_SERVER_FAILED,
	     strerror(error == 0 ? ENOMEM : error));
	return false;
}

static bool start_threads(struct server *s, struct diags *diags)
{
	s->thread_count = thread_count(s->config.workers);
	s->threads = ARENA_ARRAY(s->arena, s->thread_count, struct thread);
	for (uint32_t i = 0; i < s->thread_count; i++) {
		struct thread *t = &s->threads[i];

		t->server = s;
		t->arena = arena_open();
		if (!thread_start(t))
			return fail(diags, errno);
	}
	/* What is wrong is better known now than at the first request. */
	return thread_open_worker(&s->threads[0], diags);
}

static bool start(struct server *s, struct diags *diags)
{
	if (!read_proxies(s, diags))
		return false;
	s->listener = listen_open(s, diags);
	if (s->listener < 0)
		return false;
	read_hosts(s);
	s->guests = guests_open(s->config.connections, s->config.per_address);
	if (s->guests == NULL)
		return fail(diags, ENOMEM);
	return start_threads(s, diags) &&
	       (door_open(s) || fail(diags, errno));
}

/* Signals are the command's: no thread of ours takes one. */
static bool start_unsignalled(struct server *s, struct diags *diags)
{
	sigset_t all, before;
	bool good;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	good = start(s, diags);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return good;
}

struct server *server_start(struct site *site,
			    const struct server_config *config,
			    struct diags *diags)
{
	struct arena *a = arena_open();
	struct server *s = ARENA_NEW(a, struct server);

	s->arena = a;
	s->site = site;
	s->config = *config;
	s->gzips = gzip_shelf_open();
	pthread_mutex_init(&s->opening, NULL);
	s->config.connections = most_connections(config->connections);
	if (config->per_address == 0)
		s->config.per_address = PER_ADDRESS;
	s->listener = -1;
	s->wake = -1;
	if (start_unsignalled(s, diags))
		return s;
	server_stop(s);
	return NULL;
}

/* --- stopping ------------------------------------------------------------ */

/* Requests under way end, the rest is shut, until no connection is left. */
static void let_finish(struct server *s)
{
	int64_t until = steady_ms() + STOP_MS;

	while (guests_shut_waiting(s->guests) > 0 && steady_ms() < until)
		usleep(2 * 1000);
}

static void remove_socket(const struct server *s)
{
	if (s->by_path && s->listener >= 0)
		unlink(s->config.listen + strlen("unix:"));
}

void server_stop(struct server *s)
{
	door_close(s);
	if (s->guests != NULL)
		let_finish(s);
	for (uint32_t i = 0; i < s->thread_count; i++) {
		thread_stop(&s->threads[i]);
		site_worker_close(s->threads[i].worker);
		arena_close(s->threads[i].arena);
	}
	remove_socket(s);
	if (s->listener >= 0)
		close(s->listener);
	guests_close(s->guests);
	gzip_shelf_close(s->gzips);
	pthread_mutex_destroy(&s->opening);
	arena_close(s->arena);
}
