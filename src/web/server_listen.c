/* Where the server listens. */
#include "server_part.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

union spot {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un path;
};

static bool read_port(struct str s, in_port_t *port)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9' || s.len > 5)
			return false;
		n = n * 10 + (uint32_t)(s.at[i] - '0');
	}
	*port = htons((uint16_t)n);
	return s.len > 0 && n <= UINT16_MAX;
}

static bool read_path(struct str path, union spot *place, socklen_t *len)
{
	place->path.sun_family = AF_UNIX;
	if (path.len == 0 || path.len >= sizeof(place->path.sun_path))
		return false;
	memcpy(place->path.sun_path, path.at, path.len);
	*len = sizeof(place->path);
	return true;
}

static bool read_place(struct arena *a, struct str text, union spot *place,
		       socklen_t *len)
{
	size_t colon = text.len;
	struct str host;
	const char *name;

	memset(place, 0, sizeof(*place));
	if (str_starts(text, "unix:"))
		return read_path(str_sub(text, 5, text.len), place, len);
	while (colon > 0 && text.at[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return false;
	host = str_sub(text, 0, colon - 1);
	if (str_starts(host, "[") && str_ends(host, "]")) {
		name = str_cstr(a, str_sub(host, 1, host.len - 1));
		place->v6.sin6_family = AF_INET6;
		*len = sizeof(place->v6);
		return inet_pton(AF_INET6, name, &place->v6.sin6_addr) == 1 &&
		       read_port(str_sub(text, colon, text.len),
				 &place->v6.sin6_port);
	}
	name = str_is(host, "localhost") ? "127.0.0.1" : str_cstr(a, host);
	place->v4.sin_family = AF_INET;
	*len = sizeof(place->v4);
	return inet_pton(AF_INET, name, &place->v4.sin_addr) == 1 &&
	       read_port(str_sub(text, colon, text.len), &place->v4.sin_port);
}

const char *server_other_name(struct arena *a, const char *listen)
{
	static const char *const names[][2] = {
		{ "127.0.0.1:", "localhost:" },
		{ "[::1]:", "localhost:" },
		{ "localhost:", "127.0.0.1:" },
	};
	struct buf b = buf_make(a);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_starts(str_from(listen), names[i][0])) {
			buf_text(&b, names[i][1]);
			buf_text(&b, listen + strlen(names[i][0]));
			return str_cstr(a, buf_view(&b));
		}
	return NULL;
}

/* A socket left by one that was killed. One that answers, or anything else,
   stays, and bind says that it is there. */
static void remove_left_over(int fd, const union spot *place, socklen_t len)
{
	struct stat was;

	if (lstat(place->path.sun_path, &was) == 0 && S_ISSOCK(was.st_mode) &&
	    connect(fd, &place->any, len) != 0 && errno == ECONNREFUSED)
		unlink(place->path.sun_path);
}

static int new_socket(const union spot *place)
{
	return socket(place->any.sa_family,
		      SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static void make_way(const union spot *place, socklen_t len)
{
	int fd = new_socket(place);

	if (fd < 0)
		return;
	remove_left_over(fd, place, len);
	close(fd);
}

/* 0, or an errno value. */
static int open_at(union spot *place, socklen_t len, int *fd)
{
	int on = 1, error;

	if (place->any.sa_family == AF_UNIX)
		make_way(place, len);
	*fd = new_socket(place);
	if (*fd < 0)
		return errno;
	if (place->any.sa_family != AF_UNIX)
		setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(*fd, &place->any, len) == 0 && listen(*fd, BACKLOG) == 0)
		return 0;
	error = errno;
	close(*fd);
	return error;
}

static uint16_t port_of(int fd)
{
	union spot place;
	socklen_t len = sizeof(place);

	memset(&place, 0, sizeof(place));
	if (getsockname(fd, &place.any, &len) != 0)
		return 0;
	if (place.any.sa_family == AF_INET)
		return ntohs(place.v4.sin_port);
	return place.any.sa_family == AF_INET6 ? ntohs(place.v6.sin6_port) : 0;
}

int listen_open(struct server *s, struct diags *diags)
{
	struct span nowhere = { 0 };
	union spot place;
	socklen_t len;
	int fd, error;

	if (!read_place(s->arena, str_from(s->config.listen), &place, &len)) {
		DIAG(diags, nowhere, MSG_LISTEN_BAD, s->config.listen);
		return -1;
	}
	error = open_at(&place, len, &fd);
	if (error != 0) {
		DIAG(diags, nowhere, MSG_LISTEN_FAILED, s->config.listen,
		     strerror(error));
		return -1;
	}
	s->by_path = place.any.sa_family == AF_UNIX;
	s->port = port_of(fd);
	return fd;
}
