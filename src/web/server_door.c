/*
 * The door: accepts, counts, hands over, and looks at deadlines.
 *
 * Connections are handed to the thread that has the fewest, so that a thread
 * that waits for the disk is not given more than its share, and so that they
 * are spread evenly whatever the kernel would do.
 */
#include "server_part.h"

#include <errno.h>
#include <malloc.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/un.h>
#include <unistd.h>

enum { AT_ONCE = 1024, CROWD = 1000 };

union from {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un path;
};

/* Best effort: it has not asked anything yet. */
static void turn_away(struct server *s, int fd)
{
	static const char busy[] = "HTTP/1.1 503 Service Unavailable\r\n"
				   "Connection: close\r\n"
				   "Retry-After: 10\r\n"
				   "Content-Length: 0\r\n\r\n";

	counter_up(&s->turned_away);
	if (send(fd, busy, sizeof(busy) - 1, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
		shutdown(fd, SHUT_WR);
	close(fd);
}

/* A worker that is open is worth one connection more than one to be opened. */
static uint32_t load_of(struct thread *t)
{
	return atomic_load_explicit(&t->connections, memory_order_relaxed) +
	       atomic_load_explicit(&t->busy, memory_order_relaxed) +
	       !atomic_load_explicit(&t->opened, memory_order_relaxed);
}

static struct thread *least_loaded(struct server *s)
{
	struct thread *least = &s->threads[0];

	for (uint32_t i = 1; i < s->thread_count; i++)
		if (load_of(&s->threads[i]) < load_of(least))
			least = &s->threads[i];
	return least;
}

static void hand_over(struct server *s, int fd, const union from *from,
		      socklen_t len)
{
	struct address address = address_of(&from->any);
	struct thread *to = least_loaded(s);
	struct guest *guest;

	guest = guests_take(s->guests, fd, &address,
			    s->by_path || server_is_proxy(s, &address));
	if (guest == NULL) {
		turn_away(s, fd);
		return;
	}
	counter_up(&s->accepted);
	atomic_fetch_add(&to->connections, 1);
	if (MHD_add_connection(to->daemon, fd, &from->any, len) == MHD_YES)
		return;
	atomic_fetch_sub(&to->connections, 1);
	guests_give(s->guests, guest);
}

/* Those that wait, some at a time. False: no descriptor or no memory was left
   for one. */
static bool accept_some(struct server *s)
{
	for (int i = 0; i < AT_ONCE; i++) {
		socklen_t len = sizeof(union from);
		union from from;
		int fd;

		memset(&from, 0, sizeof(from));
		fd = accept4(s->listener, &from.any, &len,
			     SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			/* The library wants one that says something. */
			if (s->by_path) {
				from.any.sa_family = AF_UNIX;
				len = sizeof(from.path);
			}
			hand_over(s, fd, &from, len);
		} else if (errno == EMFILE || errno == ENFILE ||
			   errno == ENOBUFS || errno == ENOMEM) {
			return false;
		} else if (errno == EAGAIN) {
			return true;
		}
	}
	return true;
}

/* What a crowd took is given back when most of it has left. */
static void give_back(struct server *s)
{
	uint32_t count = guests_count(s->guests);

	if (count > s->crowd) {
		s->crowd = count;
	} else if (s->crowd >= CROWD && count < s->crowd / 4) {
		malloc_trim(0);
		s->crowd = count;
	}
}

static void sweep(struct server *s)
{
	uint32_t shut = guests_sweep(s->guests);

	atomic_fetch_add_explicit(&s->timed_out, shut, memory_order_relaxed);
	give_back(s);
}

static void *stand(void *context)
{
	enum { LISTENER, WAKE, COUNT };
	struct server *s = context;
	struct pollfd waits[COUNT] = { { s->listener, POLLIN, 0 },
				       { s->wake, POLLIN, 0 } };
	int64_t next = steady_ms() + SWEEP_MS;

	while (!atomic_load(&s->stopping)) {
		int64_t left = next - steady_ms();

		if (left <= 0) {
			sweep(s);
			next = steady_ms() + SWEEP_MS;
			waits[LISTENER].fd = s->listener;
			continue;
		}
		if (poll(waits, COUNT, (int)left) > 0 &&
		    waits[LISTENER].revents != 0 && !accept_some(s))
			/* Negative: not looked at, until the next sweep. */
			waits[LISTENER].fd = -1;
	}
	accept_some(s);
	return NULL;
}

bool door_open(struct server *s)
{
	s->wake = eventfd(0, EFD_CLOEXEC);
	s->door_open =
	    s->wake >= 0 && pthread_create(&s->door, NULL, stand, s) == 0;
	return s->door_open;
}

void door_close(struct server *s)
{
	uint64_t one = 1;

	atomic_store(&s->stopping, true);
	if (s->door_open && write(s->wake, &one, sizeof(one)) == sizeof(one))
		pthread_join(s->door, NULL);
	s->door_open = false;
	if (s->wake >= 0)
		close(s->wake);
	s->wake = -1;
}
