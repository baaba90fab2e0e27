/*
 * Our own load client, and the server with a stub for a site. Everything is
 * on this machine; nothing is asserted.
 *
 *	web_bench serve PORT [FILE]		/page is the file; until SIGTERM
 *	web_bench load PORT PATH USERS SECONDS	keeps asking; rate and times
 *	web_bench idle PORT PATH COUNT PID	COUNT connections of each kind
 *						that waits, the memory of PID,
 *						and a fresh request's time
 *	web_bench ready PORT PATH COMMAND...	from its start to an answer
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "../web/stub_site.h"
#include "base/file.h"
#include "web_client.h"

/* --- talking ------------------------------------------------------------- */

/* -1: nobody is there. Each hundred connections have an address of their own,
   so that none has more than it may. */
static int dial(uint16_t port, uint32_t number)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(port) };
	struct sockaddr_in me = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		fail("socket");
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	me.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + number / 90);
	if (bind(fd, (struct sockaddr *)&me, sizeof(me)) != 0)
		fail("bind");
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

static size_t write_request(char *out, size_t size, uint16_t port,
			    const char *path)
{
	return (size_t)snprintf(out, size,
				"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
				path, port);
}

/* The status; 0: none came. */
static int ask(int fd, uint16_t port, const char *path)
{
	static char heard[1024 * 1024];
	char request[512];
	size_t len = write_request(request, sizeof(request), port, path);
	ssize_t n;

	if (send(fd, request, len, MSG_NOSIGNAL) != (ssize_t)len)
		return 0;
	len = 0;
	while (whole_answer(heard, len) == 0) {
		n = recv(fd, heard + len, sizeof(heard) - len, 0);
		if (n <= 0)
			return 0;
		len += (size_t)n;
	}
	return atoi(heard + strlen("HTTP/1.1 "));
}

/* --- serve --------------------------------------------------------------- */

static int serve(const char *port, const char *page)
{
	static struct site site;
	struct arena *a = arena_open();
	struct buf listen = buf_make(a), host = buf_make(a), said = buf_make(a);
	struct server_config config = { .log = -1, .metrics = true };
	const char *hosts[2] = { NULL };
	struct server *server;
	struct diags diags;
	sigset_t ends;
	int signal;

	buf_fmt(&host, "127.0.0.1:%s", port);
	hosts[0] = str_cstr(a, buf_view(&host));
	buf_fmt(&listen, "127.0.0.1:%s", port);
	config.listen = str_cstr(a, buf_view(&listen));
	config.hosts = hosts;
	if (page != NULL && file_read(a, page, SIZE_MAX / 2, &site.page) != 0)
		fail(page);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	diags_init(&diags, a);
	server = server_start(&site, &config, &diags);
	if (server == NULL) {
		diags_write(&said, &diags, LANG_EN);
		fwrite(said.at, 1, said.len, stderr);
		return 1;
	}
	sigwait(&ends, &signal);
	server_stop(server);
	arena_close(a);
	return 0;
}

/* --- load ---------------------------------------------------------------- */

struct user {
	int fd;
	int64_t asked;
	char *heard;
	size_t len;
};

enum { ROOM = 256 * 1024 };

struct load {
	struct user *users;
	char request[512];
	size_t request_len;
	uint32_t *times; /* microseconds */
	size_t count, capacity;
	uint64_t others; /* answers that are not 200 */
	uint64_t bytes;
};

static void ask_again(struct load *l, struct user *u)
{
	u->asked = micros();
	u->len = 0;
	if (send(u->fd, l->request, l->request_len, MSG_NOSIGNAL) !=
	    (ssize_t)l->request_len)
		fail("send");
}

static void hear(struct load *l, struct user *u)
{
	ssize_t n = recv(u->fd, u->heard + u->len, ROOM - u->len, 0);

	if (n <= 0)
		fail("the connection ended");
	u->len += (size_t)n;
	if (whole_answer(u->heard, u->len) == 0) {
		if (u->len == ROOM)
			fail("a page that is too large");
		return;
	}
	l->others += memcmp(u->heard, "HTTP/1.1 200", 12) != 0;
	l->bytes += u->len;
	if (l->count < l->capacity)
		l->times[l->count++] = (uint32_t)(micros() - u->asked);
	ask_again(l, u);
}

static void report(struct load *l, double seconds)
{
	qsort(l->times, l->count, sizeof(*l->times), by_time);
	printf(
	    "%.0f requests/s, p50 %.2f ms, p99 %.2f ms, worst %.2f ms, "
	    "%.0f bytes each, %llu not 200\n",
	    (double)l->count / seconds, l->times[l->count / 2] / 1e3,
	    l->times[l->count * 99 / 100] / 1e3, l->times[l->count - 1] / 1e3,
	    (double)l->bytes / (double)l->count, (unsigned long long)l->others);
}

static int load(uint16_t port, const char *path, uint32_t users, int seconds)
{
	struct load l = { .capacity = 20 * 1000 * 1000 };
	int64_t from = micros(), until = from + seconds * 1000000ll;
	struct epoll_event events[256];
	int polled = epoll_create1(EPOLL_CLOEXEC);

	l.request_len = write_request(l.request, sizeof(l.request), port, path);
	l.users = calloc(users, sizeof(*l.users));
	l.times = calloc(l.capacity, sizeof(*l.times));
	for (uint32_t i = 0; i < users; i++) {
		struct user *u = &l.users[i];
		struct epoll_event event = { .events = EPOLLIN, .data.ptr = u };

		u->heard = malloc(ROOM);
		u->fd = dial(port, i);
		if (u->fd < 0)
			fail("connect");
		epoll_ctl(polled, EPOLL_CTL_ADD, u->fd, &event);
		ask_again(&l, u);
	}
	while (micros() < until) {
		int n = epoll_wait(polled, events, 256, 1000);

		for (int i = 0; i < n; i++)
			hear(&l, events[i].data.ptr);
	}
	if (l.count == 0)
		fail("no answer");
	report(&l, (double)(micros() - from) / 1e6);
	return 0;
}

/* --- idle ---------------------------------------------------------------- */

static void time_fresh(uint16_t port, const char *path, const char *pid,
		       const char *what, uint32_t count, long before)
{
	enum { TRIES = 50 };
	int64_t worst = 0;
	long now = resident_kb(pid);

	for (int i = 0; i < TRIES; i++) {
		int64_t from = micros(), took;
		int fd = dial(port, 200000);

		if (fd < 0 || ask(fd, port, path) != 200)
			fail("a fresh request");
		took = micros() - from;
		if (took > worst)
			worst = took;
		close(fd);
	}
	printf("%-34s %ld KB, %.2f KB each, worst of %d fresh requests "
	       "%.2f ms\n",
	       what, now, count == 0 ? 0.0 : (double)(now - before) / count,
	       TRIES, (double)worst / 1e3);
}

static void open_idle(uint16_t port, uint32_t from, uint32_t count, int *fds)
{
	for (uint32_t i = 0; i < count; i++) {
		fds[i] = dial(port, from + i);
		if (fds[i] < 0)
			fail("connect");
	}
}

static void close_idle(uint32_t count, int *fds)
{
	for (uint32_t i = 0; i < count; i++)
		close(fds[i]);
	/* Until the server has seen it. */
	usleep(500 * 1000);
}

static int idle(uint16_t port, const char *path, uint32_t count,
		const char *pid)
{
	static const char half[] = "GET / HTTP/1.1\r\nHost: ";
	struct rlimit files;
	int *fds = calloc(count, sizeof(*fds));
	long before;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	time_fresh(port, path, pid, "nobody else", 0, 0);
	before = resident_kb(pid);
	open_idle(port, 0, count, fds);
	time_fresh(port, path, pid, "connected, nothing said", count, before);
	for (uint32_t i = 0; i < count; i++)
		send(fds[i], half, sizeof(half) - 1, MSG_NOSIGNAL);
	usleep(300 * 1000);
	time_fresh(port, path, pid, "half a head", count, before);
	close_idle(count, fds);
	open_idle(port, 0, count, fds);
	for (uint32_t i = 0; i < count; i++)
		if (ask(fds[i], port, path) != 200)
			fail("a request");
	time_fresh(port, path, pid, "answered once, kept open", count, before);
	close_idle(count, fds);
	time_fresh(port, path, pid, "all gone", count, before);
	free(fds);
	return 0;
}

/* --- ready --------------------------------------------------------------- */

static int ready(uint16_t port, const char *path, char **command)
{
	int64_t from = micros();
	pid_t child = fork();
	int fd, status = 0;

	if (child == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	while (status != 200 && micros() - from < 30 * 1000000ll) {
		fd = dial(port, 0);
		if (fd >= 0) {
			status = ask(fd, port, path);
			close(fd);
		} else {
			usleep(200);
		}
	}
	printf("%.1f ms to the first answer (%d)\n",
	       (double)(micros() - from) / 1e3, status);
	kill(child, SIGTERM);
	waitpid(child, &status, 0);
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	uint16_t port = argc > 2 ? (uint16_t)atoi(argv[2]) : 0;

	if (strcmp(what, "serve") == 0)
		return serve(argv[2], argc > 3 ? argv[3] : NULL);
	if (strcmp(what, "load") == 0 && argc == 6)
		return load(port, argv[3], (uint32_t)atoi(argv[4]),
			    atoi(argv[5]));
	if (strcmp(what, "idle") == 0 && argc == 6)
		return idle(port, argv[3], (uint32_t)atoi(argv[4]), argv[5]);
	if (strcmp(what, "ready") == 0 && argc > 4)
		return ready(port, argv[3], argv + 4);
	fprintf(stderr, "web_bench serve|load|idle|ready; see its source\n");
	return 2;
}
