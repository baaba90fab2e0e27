/*
 * Hostile bytes against a server on this machine: requests made from good
 * ones by cutting, repeating, swapping and spoiling their parts, sent in
 * pieces, several on a connection, some left half said. The server must live:
 * every so often a good request is sent and must be answered as ever, and
 * what it answers to the others must begin as HTTP does.
 *
 *	wire COUNT [SEED]		a server of its own, with a stub site
 *	wire COUNT SEED PORT HOST	one that runs already, under that Host
 *
 * Prints the seed; the same one makes the same bytes.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "stub_site.h"

enum { LARGEST = 32 * 1024, PIECES = 24, CHECK_EVERY = 500 };

struct fuzz {
	uint64_t state;
	uint16_t port;
	const char *host;
	char bytes[LARGEST];
	size_t len;
	uint64_t statuses[6], closed, sent;
};

/* --- chance -------------------------------------------------------------- */

/* splitmix64 */
static uint64_t draw(struct fuzz *f)
{
	uint64_t z = f->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static uint32_t below(struct fuzz *f, uint32_t n)
{
	return (uint32_t)(draw(f) % n);
}

static bool one_in(struct fuzz *f, uint32_t n)
{
	return below(f, n) == 0;
}

/* --- making a request ---------------------------------------------------- */

static void put(struct fuzz *f, const char *bytes, size_t len)
{
	if (len > LARGEST - f->len)
		len = LARGEST - f->len;
	memcpy(f->bytes + f->len, bytes, len);
	f->len += len;
}

static void put_text(struct fuzz *f, const char *text)
{
	put(f, text, strlen(text));
}

#define PICK(f, list) (list)[below((f), sizeof(list) / sizeof((list)[0]))]

static void put_noise(struct fuzz *f, uint32_t most)
{
	for (uint32_t n = below(f, most); n > 0; n--) {
		char c = (char)draw(f);

		put(f, &c, 1);
	}
}

static void put_line_end(struct fuzz *f)
{
	static const char *const ends[] = { "\n", "\r", "\r\r\n", "\n\r", "" };

	put_text(f, one_in(f, 40) ? PICK(f, ends) : "\r\n");
}

static void put_first_line(struct fuzz *f)
{
	static const char *const methods[] = {
		"GET",     "GET",   "GET",     "POST", "POST", "HEAD",
		"OPTIONS", "TRACE", "CONNECT", "get",  "",     "G E T",
	};
	static const char *const targets[] = {
		"/",
		"/",
		"/echo",
		"/echo?a=1&b=%C3%A9",
		"/page",
		"/move",
		"/address",
		"/x",
		"*",
		"",
		"//",
		"/../..",
		"/%2e%2e/",
		"/a%2fb",
		"/%",
		"/%00",
		"/?%",
		"http://jalon.example/",
		"/a b",
		"/\x80",
		"/?a&a&a&a&a&a&a&a",
		"/metrics",
		"/echo#x",
	};
	static const char *const versions[] = {
		"HTTP/1.1", "HTTP/1.1", "HTTP/1.1",   "HTTP/1.0",
		"HTTP/1.2", "HTTP/2.0", "HTTP/0.9",   "HTTP/11",
		"http/1.1", "",         "HTTP/1.1 x", "HTTP/99999999999.1",
	};

	put_text(f, PICK(f, methods));
	put_text(f, one_in(f, 60) ? "\t" : " ");
	put_text(f, PICK(f, targets));
	if (one_in(f, 50))
		for (uint32_t n = below(f, 9000); n > 0; n--)
			put(f, "a", 1);
	if (one_in(f, 60))
		put_noise(f, 30);
	put_text(f, " ");
	put_text(f, PICK(f, versions));
	put_line_end(f);
}

static void put_header(struct fuzz *f)
{
	static const char *const names[] = {
		"Host",
		"Content-Length",
		"Transfer-Encoding",
		"Expect",
		"Connection",
		"Cookie",
		"Content-Type",
		"X-Forwarded-For",
		"Accept-Encoding",
		"If-None-Match",
		"Upgrade",
		"TE",
		"Trailer",
		"",
		" ",
		"Host ",
		"X\tY",
		"Content-Length\0",
		"Keep-Alive",
	};
	static const char *const values[] = {
		"",
		"0",
		"3",
		"-1",
		"+3",
		"0x3",
		"3, 3",
		"99999999999999999999",
		"262145",
		"16777217",
		"chunked",
		"gzip, chunked",
		"identity",
		"100-continue",
		"close",
		"keep-alive",
		"a=1; b=\"x",
		"; ;=;",
		"application/x-www-form-urlencoded",
		"multipart/form-data",
		"multipart/form-data; boundary=b",
		"multipart/form-data; boundary=\"",
		"1.2.3.4, ::1",
		"[::",
		"*",
		"\"un\"",
		"W/\"un\", \"",
		"gzip;q=",
		"h2c",
		"jalon.example",
	};

	put_text(f, PICK(f, names));
	put_text(f, one_in(f, 30) ? "" : one_in(f, 30) ? " :" : ":");
	put_text(f, one_in(f, 8) ? "" : " ");
	put_text(f, PICK(f, values));
	if (one_in(f, 40))
		put_noise(f, 60);
	if (one_in(f, 40))
		put_text(f, "\r\n\t more");
	put_line_end(f);
}

static void put_body(struct fuzz *f)
{
	static const char *const bodies[] = {
		"a=1",
		"a=%",
		"a=1&b=2",
		"3\r\na=1\r\n0\r\n\r\n",
		"ffffffffffffffff\r\n",
		"--b--",
		"--b\r\n\r\n--b--",
		"--b\r\nContent-Disposition: form-data; name=\"f\"; "
		"filename=\"x\"\r\n\r\n1\r\n--b--\r\n",
		"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"\0\0\0",
	};

	if (!one_in(f, 3))
		put_text(f, PICK(f, bodies));
	if (one_in(f, 10))
		put_noise(f, 2000);
}

static void put_request(struct fuzz *f)
{
	static const char *const types[] = {
		"application/x-www-form-urlencoded",
		"multipart/form-data; boundary=b",
		"text/plain",
	};
	char line[128];

	put_first_line(f);
	if (!one_in(f, 12)) {
		snprintf(line, sizeof(line), "Host: %s\r\n", f->host);
		put_text(f, line);
	}
	if (one_in(f, 2)) {
		snprintf(line, sizeof(line),
			 "Content-Type: %s\r\nContent-Length: %u\r\n",
			 PICK(f, types), below(f, 120));
		put_text(f, line);
	}
	for (uint32_t n = below(f, one_in(f, 50) ? 200 : 5); n > 0; n--)
		put_header(f);
	if (!one_in(f, 20))
		put_line_end(f);
	put_body(f);
}

/* One that would be answered, so that what follows it is read too, and what is
   spoiled in it is all that is wrong. */
static void put_good(struct fuzz *f)
{
	static const char *const targets[] = { "/", "/echo?a=1", "/page",
					       "/move", "/x" };
	static const char *const forms[] = { "", "a=1", "a=%C3%A9&b=1+2" };
	const char *form = PICK(f, forms);
	char text[512];

	if (one_in(f, 2))
		snprintf(text, sizeof(text),
			 "%s %s HTTP/1.1\r\nHost: %s\r\n"
			 "Accept-Encoding: gzip\r\nCookie: a=1; b=2\r\n\r\n",
			 one_in(f, 4) ? "HEAD" : "GET", PICK(f, targets),
			 f->host);
	else
		snprintf(text, sizeof(text),
			 "POST /echo HTTP/1.1\r\nHost: %s\r\nContent-Type: "
			 "application/x-www-form-urlencoded\r\n"
			 "Content-Length: %zu\r\n\r\n%s",
			 f->host, strlen(form), form);
	put_text(f, text);
}

/* Cut, repeated, swapped, spoiled. */
static void spoil(struct fuzz *f)
{
	for (uint32_t n = below(f, 4); n > 0 && f->len > 0; n--) {
		uint32_t at = below(f, (uint32_t)f->len);
		uint32_t most = below(f, 32);

		if (most > f->len - at)
			most = (uint32_t)f->len - at;
		switch (below(f, 4)) {
		case 0:
			f->bytes[at] = (char)draw(f);
			break;
		case 1:
			memmove(f->bytes + at, f->bytes + at + most,
				f->len - at - most);
			f->len -= most;
			break;
		case 2:
			if (f->len + most <= LARGEST) {
				memmove(f->bytes + at + most, f->bytes + at,
					f->len - at);
				f->len += most;
			}
			break;
		case 3:
			f->len = at;
			break;
		}
	}
}

/* --- sending ------------------------------------------------------------- */

static int dial(const struct fuzz *f)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(f->port) };
	struct linger hard = { 1, 0 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	/* A million connections would wait for their ends to be forgotten. */
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
		fprintf(stderr, "cannot connect: %s\n", strerror(errno));
		exit(1);
	}
	return fd;
}

/* What has come within so many milliseconds; 0: it was closed. */
static ssize_t hear(int fd, char *bytes, size_t size, int ms)
{
	struct pollfd wait = { fd, POLLIN, 0 };

	if (poll(&wait, 1, ms) <= 0)
		return -1;
	return recv(fd, bytes, size, 0);
}

static void judge(struct fuzz *f, const char *bytes, ssize_t n)
{
	int class = 0;

	if (n <= 0) {
		f->closed += n == 0;
		return;
	}
	if (n >= 10 && memcmp(bytes, "HTTP/1.1 ", 9) == 0 && bytes[9] >= '1' &&
	    bytes[9] <= '5')
		class = bytes[9] - '0';
	if (class == 0) {
		fprintf(stderr, "answered with %.*s\n", (int)(n > 80 ? 80 : n),
			bytes);
		exit(1);
	}
	f->statuses[class]++;
}

static void send_pieces(struct fuzz *f, int fd)
{
	uint32_t pieces = one_in(f, 4) ? 1 + below(f, PIECES) : 1;
	size_t at = 0;

	while (at < f->len) {
		size_t n = pieces > 1 ? 1 + f->len / pieces : f->len;

		if (n > f->len - at)
			n = f->len - at;
		if (send(fd, f->bytes + at, n, MSG_NOSIGNAL) != (ssize_t)n)
			return;
		at += n;
	}
}

static void attack(struct fuzz *f)
{
	static char heard[64 * 1024];
	int fd = dial(f);

	for (uint32_t n = 1 + below(f, 3); n > 0; n--) {
		f->len = 0;
		if (one_in(f, 3))
			put_good(f);
		else
			put_request(f);
		if (one_in(f, 2))
			spoil(f);
		send_pieces(f, fd);
		f->sent++;
	}
	if (one_in(f, 3))
		shutdown(fd, SHUT_WR);
	/* Some leave before they are answered. */
	if (!one_in(f, 6))
		judge(f, heard, hear(fd, heard, sizeof(heard), 1));
	close(fd);
}

/* A good request is answered as ever. */
static void check_alive(struct fuzz *f)
{
	char request[256], heard[4096];
	size_t len = 0;
	ssize_t n;
	int fd = dial(f);

	snprintf(request, sizeof(request),
		 "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
		 f->host);
	if (send(fd, request, strlen(request), MSG_NOSIGNAL) < 0)
		exit(1);
	while (len < sizeof(heard) &&
	       (n = hear(fd, heard + len, sizeof(heard) - len, 20000)) > 0)
		len += (size_t)n;
	if (len < 12 || memcmp(heard, "HTTP/1.1 200", 12) != 0) {
		fprintf(stderr, "a good request got: %.*s\n",
			(int)(len > 80 ? 80 : len), heard);
		exit(1);
	}
	close(fd);
}

/* --- running ------------------------------------------------------------- */

static void run(struct fuzz *f, uint64_t count)
{
	uint64_t next = 0;

	while (f->sent < count) {
		if (f->sent >= next) {
			check_alive(f);
			next = f->sent + CHECK_EVERY;
		}
		attack(f);
	}
	check_alive(f);
}

static void run_own(struct fuzz *f, uint64_t count)
{
	static const char *const hosts[] = { "jalon.example", NULL };
	struct server_config config = { .listen = "127.0.0.1:0",
					.hosts = hosts,
					.workers = 2,
					.per_address = 5000,
					.log = -1,
					.metrics = true };
	struct arena *a = arena_open();
	struct site site = { 0 };
	struct server *server;
	struct diags diags;

	diags_init(&diags, a);
	server = server_start(&site, &config, &diags);
	if (server == NULL) {
		fprintf(stderr, "no server\n");
		exit(1);
	}
	f->port = server_port(server);
	f->host = hosts[0];
	run(f, count);
	server_stop(server);
	arena_close(a);
}

int main(int argc, char **argv)
{
	static struct fuzz f;
	uint64_t seed = (uint64_t)time(NULL);

	if (argc != 2 && argc != 3 && argc != 5) {
		fprintf(stderr, "wire COUNT [SEED [PORT HOST]]\n");
		return 2;
	}
	if (argc > 2)
		seed = strtoull(argv[2], NULL, 10);
	printf("seed %llu\n", (unsigned long long)seed);
	fflush(stdout);
	f.state = seed;
	if (argc == 5) {
		f.port = (uint16_t)atoi(argv[3]);
		f.host = argv[4];
		run(&f, strtoull(argv[1], NULL, 10));
	} else {
		run_own(&f, strtoull(argv[1], NULL, 10));
	}
	printf("%llu requests: %llu 2xx, %llu 3xx, %llu 4xx, %llu 5xx, "
	       "%llu closed; it lives\n",
	       (unsigned long long)f.sent, (unsigned long long)f.statuses[2],
	       (unsigned long long)f.statuses[3],
	       (unsigned long long)f.statuses[4],
	       (unsigned long long)f.statuses[5], (unsigned long long)f.closed);
	return 0;
}
