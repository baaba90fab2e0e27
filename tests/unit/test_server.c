/*
 * The server over real sockets of this machine, with a stub for a site
 * (tests/web/stub_site.h): what is refused and with what, what is kept from
 * one request to the next, who asked, what goes out, how it ends.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "../web/stub_site.h"
#include "../../src/web/limits.h"
#include "../../src/web/server_part.h"

/* --- a server, and who talks to it --------------------------------------- */

struct bench {
	struct arena *arena;
	struct diags diags;
	struct site site;
	struct server *server;
	uint16_t port;
	int log[2]; /* a pipe */
};

static const char *const hosts[] = { "jalon.example", "localhost:0", NULL };
static const char *const proxies[] = { "127.0.0.2", "192.0.2.9", NULL };

static size_t limit_of(struct str path)
{
	if (str_is(path, "/none"))
		return 0;
	return str_is(path, "/small") ? 10 : HTTP_UPLOAD;
}

static void bench_open(struct bench *b, struct server_config config)
{
	*b = (struct bench){ .arena = arena_open() };
	diags_init(&b->diags, b->arena);
	assert_int_equal(pipe(b->log), 0);
	if (config.listen == NULL)
		config.listen = "127.0.0.1:0";
	config.hosts = hosts;
	config.proxies = proxies;
	/* Who asks for a log reads it. */
	config.log = config.log > 0 ? b->log[1] : -1;
	if (config.workers == 0)
		config.workers = 2;
	b->server = server_start(&b->site, &config, &b->diags);
	assert_non_null(b->server);
	b->port = server_port(b->server);
}

static void bench_close(struct bench *b)
{
	server_stop(b->server);
	close(b->log[0]);
	close(b->log[1]);
	arena_close(b->arena);
}

/* From an address of this machine; 127.0.0.2 is a proxy's. */
static int dial_from(const struct bench *b, const char *from)
{
	struct sockaddr_in me = { .sin_family = AF_INET }, to = me;
	struct timeval patience = { .tv_sec = 20 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	inet_pton(AF_INET, from, &me.sin_addr);
	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	to.sin_port = htons(b->port);
	assert_int_equal(bind(fd, (struct sockaddr *)&me, sizeof(me)), 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static int dial(const struct bench *b)
{
	return dial_from(b, "127.0.0.1");
}

static void say_bytes(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		/* It may have refused and closed before the end. */
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void say_text(int fd, const char *text)
{
	say_bytes(fd, text, strlen(text));
}

struct heard {
	int status; /* 0: the connection ended without one
		     */
	char head[4096];
	char body[64 * 1024];
	size_t len; /* of the body */
};

/* The value of a header, or NULL; good until the next call. */
static const char *header(const struct heard *r, const char *name)
{
	static char value[1024];
	const char *at = r->head;
	size_t n = strlen(name);

	while ((at = strstr(at, "\r\n")) != NULL) {
		at += 2;
		if (strncasecmp(at, name, n) != 0 || at[n] != ':')
			continue;
		snprintf(value, sizeof(value), "%.*s",
			 (int)strcspn(at + n + 2, "\r"), at + n + 2);
		return value;
	}
	return NULL;
}

static void hear_head(int fd, struct heard *r)
{
	size_t n = 0;

	*r = (struct heard){ 0 };
	while (n < sizeof(r->head) - 1 && recv(fd, r->head + n, 1, 0) == 1) {
		n++;
		if (n >= 4 && memcmp(r->head + n - 4, "\r\n\r\n", 4) == 0) {
			assert_int_equal(
			    sscanf(r->head, "HTTP/1.1 %d", &r->status), 1);
			return;
		}
	}
	r->head[0] = '\0';
}

static void hear(int fd, struct heard *r, bool body)
{
	const char *length;
	size_t wanted = 0;

	hear_head(fd, r);
	if (r->status == 0 || !body)
		return;
	length = header(r, "Content-Length");
	if (length != NULL)
		wanted = strtoul(length, NULL, 10);
	assert_true(wanted < sizeof(r->body));
	while (r->len < wanted) {
		ssize_t n = recv(fd, r->body + r->len, wanted - r->len, 0);

		if (n <= 0)
			break;
		r->len += (size_t)n;
	}
	r->body[r->len] = '\0';
}

static bool is_over(int fd)
{
	char c;
	ssize_t n = recv(fd, &c, 1, 0);

	return n == 0 || (n < 0 && errno == ECONNRESET);
}

static void ask(const struct bench *b, const char *request, struct heard *r)
{
	int fd = dial(b);

	say_text(fd, request);
	hear(fd, r, strncmp(request, "HEAD", 4) != 0);
	close(fd);
}

/* --- what is answered, and what is refused ------------------------------- */

#define HOST "Host: jalon.example\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define PARTS "Content-Type: multipart/form-data; boundary=b\r\n"

static const struct row {
	const char *name, *request;
	int status;
	const char *body; /* what it must begin with, or NULL */
} rows[] = {
	{ "a page", "GET / HTTP/1.1\r\n" HOST "\r\n", 200, "<p>bonjour" },
	{ "HTTP/1.0 with a host", "GET / HTTP/1.0\r\n" HOST "\r\n", 200,
	  "<p>bonjour" },
	{ "a host in capitals", "GET / HTTP/1.1\r\nHOST: JALON.Example\r\n\r\n",
	  200, NULL },
	{ "no such page", "GET /x HTTP/1.1\r\n" HOST "\r\n", 404, NULL },
	{ "a query",
	  "GET /echo?a=1&b=d%C3%A9j%C3%A0+vu HTTP/1.1\r\n" HOST "\r\n", 200,
	  "query a=1\nquery b=déjà vu\n" },
	{ "cookies in two headers",
	  "GET /echo HTTP/1.1\r\n" HOST
	  "Cookie: a=1; b=2\r\nCookie: c=3\r\n\r\n",
	  200, "cookie a=1\ncookie b=2\ncookie c=3\n" },
	{ "a form",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Content-Length: 11\r\n\r\na=1&b=2%263",
	  200, "form a=1\nform b=2&3\n" },
	{ "an empty form",
	  "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n", 200, "" },
	{ "a form with a charset",
	  "POST /echo HTTP/1.1\r\n" HOST
	  "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
	  "Content-Length: 3\r\n\r\na=1",
	  200, "form a=1\n" },
	{ "a form that waits to be asked",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=1",
	  100, NULL },
	{ "a form with a file",
	  "POST /echo HTTP/1.1\r\n" HOST PARTS
	  "Content-Length: 81\r\n\r\n--b\r\nContent-Disposition: form-data; "
	  "name=\"f\"; filename=\"x.csv\"\r\n\r\n1,2,3\r\n--b--\r\n",
	  200, "file f x.csv 5\n" },
	{ "303", "GET /move HTTP/1.1\r\n" HOST "\r\n", 303, NULL },

	{ "no host", "GET / HTTP/1.1\r\n\r\n", 400, NULL },
	{ "no host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400, NULL },
	{ "an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 421, NULL },
	{ "two hosts", "GET / HTTP/1.1\r\n" HOST HOST "\r\n", 400, NULL },
	{ "two hosts, one in capitals",
	  "GET / HTTP/1.1\r\n" HOST "hOST: jalon.example\r\n\r\n", 400, NULL },
	{ "another host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421,
	  NULL },
	{ "a port that goes without saying",
	  "GET / HTTP/1.1\r\nHost: jalon.example:443\r\n\r\n", 200, NULL },
	{ "another port", "GET / HTTP/1.1\r\nHost: jalon.example:81\r\n\r\n",
	  421, NULL },
	{ "a host with a list",
	  "GET / HTTP/1.1\r\n"
	  "Host: jalon.example, evil.example\r\n\r\n",
	  421, NULL },
	{ "a space before the colon",
	  "GET / HTTP/1.1\r\n" HOST "Content-Length : 5\r\n\r\n", 400, NULL },
	{ "a host with a space before the colon",
	  "GET / HTTP/1.1\r\n"
	  "Host : jalon.example\r\n\r\n",
	  400, NULL },
	{ "a header without a name", "GET / HTTP/1.1\r\n" HOST ": x\r\n\r\n",
	  400, NULL },
	{ "a control in a header",
	  "GET / HTTP/1.1\r\n" HOST "X-A: a\001b\r\n\r\n", 400, NULL },
	{ "a bare CR in a header",
	  "GET / HTTP/1.1\r\n" HOST "X-A: a\rb\r\n\r\n", 400, NULL },
	{ "a header that goes on in the next line",
	  "GET / HTTP/1.1\r\n" HOST "X-A: a\r\n b\r\n\r\n", 400, NULL },
	{ "a length that goes on in the next line",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Content-Length: 1\r\n 0\r\n\r\na=12345678",
	  400, NULL },
	{ "a bare LF after a header", "GET / HTTP/1.1\r\n" HOST "X-A: a\n\r\n",
	  400, NULL },
	{ "a bare LF after the first line", "GET / HTTP/1.1\n" HOST "\r\n", 400,
	  NULL },
	{ "a bare LF at the end", "GET / HTTP/1.1\r\n" HOST "\n", 400, NULL },
	{ "two spaces in the first line", "GET  / HTTP/1.1\r\n" HOST "\r\n",
	  400, NULL },
	{ "a space after the version", "GET / HTTP/1.1 \r\n" HOST "\r\n", 400,
	  NULL },
	{ "a header with nothing in it",
	  "GET / HTTP/1.1\r\n" HOST "X-A:\r\n\r\n", 200, NULL },
	{ "white space around a value",
	  "GET / HTTP/1.1\r\n"
	  "Host: \t jalon.example \t\r\n\r\n",
	  200, NULL },
	{ "a first header that goes on a line",
	  "GET / HTTP/1.1\r\n " HOST "\r\n", 400, NULL },

	{ "another method", "DELETE / HTTP/1.1\r\n" HOST "\r\n", 405, NULL },
	{ "TRACE", "TRACE / HTTP/1.1\r\n" HOST "\r\n", 405, NULL },
	{ "a method in small letters", "get / HTTP/1.1\r\n" HOST "\r\n", 405,
	  NULL },
	{ "CONNECT", "CONNECT jalon.example:80 HTTP/1.1\r\n" HOST "\r\n", 405,
	  NULL },
	{ "HTTP/2.0", "GET / HTTP/2.0\r\n" HOST "\r\n", 505, NULL },
	{ "HTTP/1.2", "GET / HTTP/1.2\r\n" HOST "\r\n", 505, NULL },
	{ "a whole address for a target",
	  "GET http://jalon.example/ HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
	{ "a star for a target", "GET * HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
	{ "a space in the target", "GET /a b HTTP/1.1\r\n" HOST "\r\n", 400,
	  NULL },
	{ "a fragment", "GET /#a HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
	{ "letters that are not ASCII",
	  "GET /\xC3\xA9 HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
	{ "two slashes", "GET //evil.example/ HTTP/1.1\r\n" HOST "\r\n", 400,
	  NULL },
	{ "up a folder", "GET /assets/../x HTTP/1.1\r\n" HOST "\r\n", 400,
	  NULL },
	{ "up a folder, encoded",
	  "GET /assets/%2e%2E/x HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
	{ "an encoded slash", "GET /a%2Fb HTTP/1.1\r\n" HOST "\r\n", 400,
	  NULL },
	{ "an encoded NUL", "GET /a%00 HTTP/1.1\r\n" HOST "\r\n", 400, NULL },
	{ "a bad escape in the path", "GET /%zz HTTP/1.1\r\n" HOST "\r\n", 400,
	  NULL },
	{ "a bad escape in the query", "GET /?a=%4 HTTP/1.1\r\n" HOST "\r\n",
	  400, NULL },

	{ "chunks",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n",
	  400, NULL },
	{ "chunks and a length",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\na=1",
	  400, NULL },
	{ "another encoding",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\na=1",
	  400, NULL },
	{ "no length", "POST /echo HTTP/1.1\r\n" HOST FORM "\r\n", 411, NULL },
	{ "two lengths",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1",
	  400, NULL },
	{ "a length with a sign",
	  "POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: +3\r\n\r\na=1",
	  400, NULL },
	{ "a length with letters",
	  "POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 3x\r\n\r\na=1",
	  400, NULL },
	{ "a length in a list",
	  "POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 3, 3\r\n\r\na=1",
	  400, NULL },
	{ "a length beyond all numbers",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Content-Length: 99999999999999999999999\r\n\r\na=1",
	  413, NULL },
	{ "a GET with a body",
	  "GET /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\na=1", 400,
	  NULL },
	{ "another expectation",
	  "POST /echo HTTP/1.1\r\n" HOST FORM
	  "Expect: a miracle\r\nContent-Length: 3\r\n\r\na=1",
	  417, NULL },
	{ "another type",
	  "POST /echo HTTP/1.1\r\n" HOST
	  "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
	  415, NULL },
	{ "no type",
	  "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\na=1", 415,
	  NULL },
	{ "another charset",
	  "POST /echo HTTP/1.1\r\n" HOST
	  "Content-Type: application/x-www-form-urlencoded; charset=latin1\r\n"
	  "Content-Length: 3\r\n\r\na=1",
	  415, NULL },
	{ "parts without a boundary",
	  "POST /echo HTTP/1.1\r\n" HOST
	  "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\na=1",
	  415, NULL },
	{ "a form that is too long",
	  "POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 262145\r\n\r\n",
	  413, NULL },
	{ "a form where none is taken",
	  "POST /none HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\n\r\na=1",
	  413, NULL },
	{ "a form longer than its place takes",
	  "POST /small HTTP/1.1\r\n" HOST FORM
	  "Content-Length: 11\r\n\r\na=123456789",
	  413, NULL },
	{ "a form badly made",
	  "POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 4\r\n\r\na=%4",
	  400, NULL },
	{ "parts badly made",
	  "POST /echo HTTP/1.1\r\n" HOST PARTS "Content-Length: 3\r\n\r\na=1",
	  400, NULL },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static struct bench shared;

static int open_shared(void **state)
{
	(void)state;
	bench_open(&shared, (struct server_config){ .form_limit = limit_of,
						    .per_address = 500 });
	return 0;
}

static int close_shared(void **state)
{
	(void)state;
	bench_close(&shared);
	return 0;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	static struct heard r;

	ask(&shared, row->request, &r);
	assert_int_equal(r.status, row->status);
	if (row->body != NULL)
		assert_memory_equal(r.body, row->body, strlen(row->body));
	/* The library's own pages have no such header. */
	if (r.status > 100 && strstr(r.body, "refused") != NULL)
		assert_string_equal(header(&r, "X-Content-Type-Options"),
				    "nosniff");
	assert_null(header(&r, "Server"));
	/* It lives. */
	ask(&shared, "GET / HTTP/1.1\r\n" HOST "\r\n", &r);
	assert_int_equal(r.status, 200);
}

/* --- targets and headers at their bounds --------------------------------- */

/* A browser's request through a proxy, its target of so many bytes. */
static void ask_long(size_t target, size_t extra, struct heard *r)
{
	static char request[16 * 1024], filler[8 * 1024];

	memset(filler, 'a', sizeof(filler));
	snprintf(
	    request, sizeof(request),
	    "GET /echo?%.*s=1 HTTP/1.1\r\n" HOST
	    "X-Forwarded-For: 2001:db8:1234:5678:9abc:def0:1234:5678\r\n"
	    "X-Forwarded-Proto: https\r\nX-Forwarded-Host: jalon.example\r\n"
	    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) "
	    "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
	    "Safari/537.36\r\n"
	    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,"
	    "image/avif,image/webp,*/*;q=0.8\r\n"
	    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
	    "Accept-Language: fr-CA,fr;q=0.9,en-CA;q=0.8,en;q=0.7\r\n"
	    "Cookie: __Host-jalon=0123456789ABCDEFGHJKMNPQRS; "
	    "jalon-lang=fr\r\n"
	    "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n"
	    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-User: ?1\r\n"
	    "Upgrade-Insecure-Requests: 1\r\nPriority: u=0, i\r\n"
	    "X-Extra: %.*s\r\n\r\n",
	    (int)(target - strlen("/echo?=1")), filler, (int)extra, filler);
	ask(&shared, request, r);
}

static void test_long(void **state)
{
	static struct heard r;

	(void)state;
	/* The name of the one field is over 200 bytes long: a query refused,
	   but a target taken. */
	ask_long(HTTP_TARGET, 0, &r);
	assert_int_equal(r.status, 400);
	ask_long(150, 1000, &r);
	assert_int_equal(r.status, 200);
	ask_long(HTTP_TARGET + 1, 0, &r);
	assert_int_equal(r.status, 414);
	/* Beyond the buffer it is the library's page. */
	ask_long(100, 7000, &r);
	assert_int_equal(r.status, 431);
	ask_long(7000, 0, &r);
	assert_int_equal(r.status, 414);
}

static void test_many_headers(void **state)
{
	static struct heard r;
	static char request[8 * 1024];
	size_t n = 0;

	(void)state;
	n += (size_t)sprintf(request, "GET / HTTP/1.1\r\n" HOST);
	for (int i = 1; i < HEAD_FIELDS; i++)
		n += (size_t)sprintf(request + n, "a: b\r\n");
	sprintf(request + n, "\r\n");
	ask(&shared, request, &r);
	assert_int_equal(r.status, 200);
	sprintf(request + n, "a: b\r\n\r\n");
	ask(&shared, request, &r);
	assert_int_equal(r.status, 431);
}

/* A NUL hides nothing, and ends nothing. */
static void test_nul(void **state)
{
#define RAW(text)                      \
	{                              \
		text, sizeof(text) - 1 \
	}
	static const struct str requests[] = {
		RAW("GET / HTTP/1.1\r\n" HOST "X-A: a\0b\r\n\r\n"),
		RAW("GET / HTTP/1.1\r\n" HOST "X-A: a\0\r\n\r\n"),
		RAW("GET / HTTP/1.1\r\n" HOST "X\0-A: a\r\n\r\n"),
		RAW("GET / HTTP/1.1\r\n" HOST "\0X-A: a\r\n\r\n"),
		RAW("GET /\0x HTTP/1.1\r\n" HOST "\r\n"),
		RAW("GET /?a\0x HTTP/1.1\r\n" HOST "\r\n"),
		RAW("GET\0 / HTTP/1.1\r\n" HOST "\r\n"),
	};
#undef RAW
	static struct heard r;

	(void)state;
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		int fd = dial(&shared);

		say_bytes(fd, requests[i].at, requests[i].len);
		hear(fd, &r, true);
		assert_int_equal(r.status, 400);
		assert_true(is_over(fd));
		close(fd);
	}
}

/* --- one connection, several requests ------------------------------------ */

static void test_kept(void **state)
{
	static struct heard r;
	int fd = dial(&shared);

	(void)state;
	for (int i = 0; i < 3; i++) {
		say_text(fd, "POST /echo HTTP/1.1\r\n" HOST FORM
			     "Content-Length: 3\r\n\r\na=1");
		hear(fd, &r, true);
		assert_string_equal(r.body, "form a=1\n");
		assert_null(header(&r, "Connection"));
	}
	/* Two at once are answered one after the other. */
	say_text(fd, "GET / HTTP/1.1\r\n" HOST "\r\n"
		     "GET /echo?b=2 HTTP/1.1\r\n" HOST "\r\n");
	hear(fd, &r, true);
	assert_string_equal(r.body, "<p>bonjour</p>");
	hear(fd, &r, true);
	assert_string_equal(r.body, "query b=2\n");
	/* What is refused ends it: what follows is not read as a request. */
	say_text(fd, "POST /echo HTTP/1.1\r\n" HOST FORM
		     "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
		     "GET / HTTP/1.1\r\n" HOST "\r\n");
	hear(fd, &r, true);
	assert_int_equal(r.status, 400);
	assert_string_equal(header(&r, "Connection"), "close");
	assert_true(is_over(fd));
	close(fd);
}

/* Byte by byte, it is the same request. */
static void test_trickled(void **state)
{
	static const char request[] = "POST /echo HTTP/1.1\r\n" HOST FORM
				      "Content-Length: 7\r\n\r\na=1&b=2";
	static struct heard r;
	int fd = dial(&shared);

	(void)state;
	for (size_t i = 0; i < sizeof(request) - 1; i++) {
		say_bytes(fd, request + i, 1);
		if (i % 16 == 0)
			usleep(500);
	}
	hear(fd, &r, true);
	assert_string_equal(r.body, "form a=1\nform b=2\n");
	close(fd);
}

static void test_continue(void **state)
{
	static struct heard r;
	int fd = dial(&shared);

	(void)state;
	say_text(fd, "POST /echo HTTP/1.1\r\n" HOST FORM
		     "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
	hear(fd, &r, false);
	assert_int_equal(r.status, 100);
	say_text(fd, "a=1");
	hear(fd, &r, true);
	assert_string_equal(r.body, "form a=1\n");
	close(fd);
}

/* The largest form there is, and a file beyond what a form may have. */
static void test_large(void **state)
{
	static struct heard r;
	static char head[256], body[HTTP_FORM];
	int fd = dial(&shared);
	size_t part;

	(void)state;
	memset(body, 'x', sizeof(body));
	body[1] = '=';
	snprintf(head, sizeof(head),
		 "POST /echo HTTP/1.1\r\n" HOST FORM
		 "Content-Length: %zu\r\n\r\n",
		 (size_t)HTTP_FORM);
	say_text(fd, head);
	say_bytes(fd, body, sizeof(body));
	hear_head(fd, &r);
	assert_int_equal(r.status, 200);
	close(fd);

	fd = dial(&shared);
	part = (size_t)snprintf(body, sizeof(body),
				"--b\r\nContent-Disposition: form-data; "
				"name=\"f\"; filename=\"f\"\r\n\r\n");
	snprintf(head, sizeof(head),
		 "POST /echo HTTP/1.1\r\n" HOST PARTS
		 "Content-Length: %zu\r\n\r\n",
		 part + 3 * sizeof(body) + strlen("\r\n--b--"));
	say_text(fd, head);
	say_bytes(fd, body, part);
	memset(body, '-', sizeof(body));
	for (int i = 0; i < 3; i++)
		say_bytes(fd, body, sizeof(body));
	say_text(fd, "\r\n--b--");
	hear(fd, &r, true);
	assert_string_equal(r.body, "file f f 786432\n");
	close(fd);
}

/* --- what goes out ------------------------------------------------------- */

static void test_head(void **state)
{
	static struct heard r, whole;
	int fd = dial(&shared);

	(void)state;
	ask(&shared, "GET /page HTTP/1.1\r\n" HOST "\r\n", &whole);
	say_text(fd, "HEAD /page HTTP/1.1\r\n" HOST "\r\n"
		     "GET / HTTP/1.1\r\n" HOST "\r\n");
	hear(fd, &r, false);
	assert_int_equal(r.status, 200);
	assert_int_equal(strtoul(header(&r, "Content-Length"), NULL, 10),
			 whole.len);
	/* The next bytes are the next answer's: it had no body. */
	hear(fd, &r, true);
	assert_string_equal(r.body, "<p>bonjour</p>");
	close(fd);
}

static void test_unchanged(void **state)
{
	static const struct {
		const char *tags;
		int status;
	} tags[] = {
		{ "\"un\"", 304 },
		{ "W/\"un\"", 304 },
		{ "\"deux\", \"un\"", 304 },
		{ "*", 304 },
		{ "\"deux\"", 200 },
		{ "un", 200 },
		{ "", 200 },
	};
	static struct heard r;
	char request[256];

	(void)state;
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		snprintf(request, sizeof(request),
			 "GET / HTTP/1.1\r\n" HOST "If-None-Match: %s\r\n\r\n",
			 tags[i].tags);
		ask(&shared, request, &r);
		assert_int_equal(r.status, tags[i].status);
		assert_int_equal(r.len, r.status == 304 ? 0 : 14);
		assert_string_equal(header(&r, "ETag"), "\"un\"");
	}
}

/* zlib's own reader says what was compressed. */
static size_t inflate_all(const struct heard *r, char *out, size_t size)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)r->body,
		       .avail_in = (uInt)r->len,
		       .next_out = (Bytef *)out,
		       .avail_out = (uInt)size };

	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	return z.total_out;
}

static void test_gzip(void **state)
{
	static const struct {
		const char *accept;
		bool gzip;
	} accepts[] = {
		{ "gzip", true },
		{ "br, GZIP;q=0.5", true },
		{ "gzip;q=1.0, *;q=0", true },
		{ "gzip ; q=0.001", true },
		{ "gzip;q=0", false },
		{ "gzip;q=0.000", false },
		{ "identity", false },
		{ "x-gzip", false },
		{ "", false },
	};
	static struct heard plain, r;
	static char text[64 * 1024];
	char request[256];

	(void)state;
	ask(&shared, "GET /page HTTP/1.1\r\n" HOST "\r\n", &plain);
	assert_string_equal(header(&plain, "Vary"), "Accept-Encoding");
	for (size_t i = 0; i < sizeof(accepts) / sizeof(accepts[0]); i++) {
		snprintf(request, sizeof(request),
			 "GET /page HTTP/1.1\r\n" HOST
			 "Accept-Encoding: %s\r\n\r\n",
			 accepts[i].accept);
		ask(&shared, request, &r);
		assert_string_equal(header(&r, "Vary"), "Accept-Encoding");
		assert_int_equal(header(&r, "Content-Encoding") != NULL,
				 accepts[i].gzip);
		if (!accepts[i].gzip) {
			assert_int_equal(r.len, plain.len);
			continue;
		}
		assert_true(r.len < plain.len / 4);
		assert_int_equal(inflate_all(&r, text, sizeof(text)),
				 plain.len);
		assert_memory_equal(text, plain.body, plain.len);
	}
	/* One that is small stays; one that has its own is sent that. */
	ask(&shared, "GET / HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n",
	    &r);
	assert_null(header(&r, "Content-Encoding"));
	assert_null(header(&r, "Vary"));
	ask(&shared,
	    "GET /file HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n", &r);
	assert_string_equal(r.body, "compressed");
	assert_string_equal(header(&r, "Content-Encoding"), "gzip");
	ask(&shared, "GET /file HTTP/1.1\r\n" HOST "\r\n", &r);
	assert_string_equal(r.body, "plain");
}

static void test_refusal_headers(void **state)
{
	static struct heard r;

	(void)state;
	ask(&shared, "PUT / HTTP/1.1\r\n" HOST "\r\n", &r);
	assert_string_equal(header(&r, "Allow"), "GET, HEAD, POST");
	assert_string_equal(r.body, "refused 405");
	assert_non_null(header(&r, "Date"));
}

/* --- who asked ----------------------------------------------------------- */

static void test_address(void **state)
{
	static const struct {
		const char *from, *told, *address;
	} told[] = {
		{ "127.0.0.1", "", "127.0.0.1" },
		/* Whoever is no proxy may say what they like. */
		{ "127.0.0.1", "X-Forwarded-For: 203.0.113.7\r\n",
		  "127.0.0.1" },
		{ "127.0.0.2", "", "127.0.0.2" },
		{ "127.0.0.2", "X-Forwarded-For: 203.0.113.7\r\n",
		  "203.0.113.7" },
		/* The last one was added by the proxy, the first one told to
		   it. */
		{ "127.0.0.2", "X-Forwarded-For: 10.0.0.1, 203.0.113.7\r\n",
		  "203.0.113.7" },
		{ "127.0.0.2",
		  "X-Forwarded-For: 10.0.0.1\r\n"
		  "X-Forwarded-For: 203.0.113.8\r\n",
		  "203.0.113.8" },
		/* Through two proxies of ours. */
		{ "127.0.0.2",
		  "X-Forwarded-For: 10.0.0.1, 203.0.113.7, 192.0.2.9\r\n",
		  "203.0.113.7" },
		{ "127.0.0.2", "X-Forwarded-For: 192.0.2.9\r\n", "192.0.2.9" },
		{ "127.0.0.2", "X-Forwarded-For: [2001:DB8::1]:443\r\n",
		  "2001:db8::1" },
		{ "127.0.0.2", "X-Forwarded-For: 203.0.113.7:1234\r\n",
		  "203.0.113.7" },
		{ "127.0.0.2", "X-Forwarded-For: ::ffff:203.0.113.7\r\n",
		  "203.0.113.7" },
		{ "127.0.0.2", "X-Forwarded-For: unknown\r\n", "127.0.0.2" },
		{ "127.0.0.2", "X-Forwarded-For: ,\r\n", "127.0.0.2" },
	};
	static struct heard r;

	(void)state;
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		int fd = dial_from(&shared, told[i].from);

		say_text(fd, "GET /address HTTP/1.1\r\n" HOST);
		say_text(fd, told[i].told);
		say_text(fd, "\r\n");
		hear(fd, &r, true);
		assert_string_equal(r.body, told[i].address);
		close(fd);
	}
}

/* --- the log and the counters -------------------------------------------- */

static void read_log(struct bench *b, char *text, size_t size)
{
	ssize_t n;

	/* The line is written before the answer goes out. */
	n = read(b->log[0], text, size - 1);
	assert_true(n > 0);
	text[n] = '\0';
}

static void test_log(void **state)
{
	static const struct {
		const char *request, *line;
	} lines[] = {
		{ "GET /x%20y?secret=1 HTTP/1.1\r\n" HOST "\r\n",
		  "method=GET route=- status=404 bytes=0 us=" },
		{ "GET /echo?secret=1 HTTP/1.1\r\n" HOST "\r\n",
		  "method=GET route=/{name} status=200 bytes=15 us=" },
		{ "HEAD / HTTP/1.1\r\n" HOST "\r\n",
		  "method=HEAD route=/ status=200 bytes=0 us=" },
		{ "STEAL\tsecret / HTTP/1.1\r\n" HOST "\r\n",
		  "method=- route=- status=405 why=method bytes=11 us=" },
		{ "GET / HTTP/1.1\r\nHost: secret\r\n\r\n",
		  "method=GET route=- status=421 why=other-host bytes=11 us=" },
	};
	static struct heard r;
	struct bench b;
	char text[1024];

	(void)state;
	bench_open(&b, (struct server_config){ .log = 1 });
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		char *end;

		ask(&b, lines[i].request, &r);
		read_log(&b, text, sizeof(text));
		assert_memory_equal(text, "time=20", 7);
		assert_memory_equal(text + 29, " ", 1);
		assert_memory_equal(text + 30, lines[i].line,
				    strlen(lines[i].line));
		end = text + 30 + strlen(lines[i].line);
		strtol(end, &end, 10);
		assert_string_equal(end, " address=127.0.0.0/24\n");
		assert_null(strstr(text, "secret"));
	}
	bench_close(&b);
}

/* Behind a proxy nobody listed all visitors are one: said, and said once. */
static void test_log_proxy(void **state)
{
	static const char forwarded[] = "GET /echo HTTP/1.1\r\n" HOST
					"X-Forwarded-For: 10.9.8.7\r\n\r\n";
	static struct heard r;
	struct bench b;
	char text[1024];

	(void)state;
	bench_open(&b, (struct server_config){ .log = 1 });
	ask(&b, forwarded, &r);
	read_log(&b, text, sizeof(text));
	assert_memory_equal(text, "warning=unlisted-proxy address=127.0.0.0/24",
			    43);
	assert_non_null(strstr(text, "--proxy"));
	assert_null(strstr(text, "10.9.8"));
	ask(&b, forwarded, &r);
	read_log(&b, text, sizeof(text));
	assert_null(strstr(text, "unlisted-proxy"));
	bench_close(&b);
}

/* A log that nobody reads holds nobody up. */
static void test_log_unread(void **state)
{
	static struct heard r;
	struct bench b;
	int fd;

	(void)state;
	bench_open(&b, (struct server_config){ .log = 1, .metrics = true });
	fd = dial(&b);
	/* A pipe takes 64 KiB, a line has some 100 bytes. */
	for (int i = 0; i < 1000; i++) {
		say_text(fd, "GET / HTTP/1.1\r\n" HOST "\r\n");
		hear(fd, &r, true);
		assert_int_equal(r.status, 200);
	}
	say_text(fd, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");
	hear(fd, &r, true);
	assert_non_null(strstr(r.body, "\njalon_log_lost_total "));
	assert_null(strstr(r.body, "\njalon_log_lost_total 0\n"));
	close(fd);
	bench_close(&b);
}

static uint64_t counter(const struct heard *r, const char *name)
{
	const char *at = strstr(r->body, name);

	assert_non_null(at);
	return strtoull(at + strlen(name), NULL, 10);
}

static void test_metrics(void **state)
{
	static const char scrape[] = "GET /metrics HTTP/1.1\r\n" HOST "\r\n";
	static struct heard r;
	struct bench b;
	int fd;

	(void)state;
	bench_open(&b, (struct server_config){ .metrics = true });
	ask(&b, "GET / HTTP/1.1\r\n" HOST "\r\n", &r);
	ask(&b, "GET /x HTTP/1.1\r\n" HOST "\r\n", &r);
	ask(&b, "PUT / HTTP/1.1\r\n" HOST "\r\n", &r);
	/* What the library does not read has its page. */
	ask(&b, "GET / HTTP/1.1\r\n" HOST "nonsense\r\n\r\n", &r);
	assert_int_equal(r.status, 400);
	assert_string_equal(header(&r, "Connection"), "close");
	ask(&b, scrape, &r);
	assert_int_equal(r.status, 200);
	assert_int_equal(counter(&r, "\njalon_requests_total{status=\"2xx\"} "),
			 1);
	assert_int_equal(counter(&r, "\njalon_requests_total{status=\"4xx\"} "),
			 2);
	assert_int_equal(counter(&r, "\njalon_refused_total "), 1);
	assert_int_equal(counter(&r, "\njalon_unread_total "), 1);
	assert_int_equal(
	    counter(&r, "\njalon_request_seconds_bucket{le=\"+Inf\"} "), 3);
	assert_int_equal(counter(&r, "\njalon_request_seconds_count "), 3);
	assert_int_equal(counter(&r, "\njalon_connections_total "), 5);
	/* Not to whoever comes through a proxy. */
	fd = dial_from(&b, "127.0.0.2");
	say_text(fd, "GET /metrics HTTP/1.1\r\n" HOST
		     "X-Forwarded-For: 203.0.113.7\r\n\r\n");
	hear(fd, &r, true);
	assert_int_equal(r.status, 404);
	close(fd);
	bench_close(&b);
	ask(&shared, scrape, &r);
	assert_int_equal(r.status, 404);
}

/* The server takes note of things in its own time. */
static void wait_for(const struct bench *b, const char *name, uint64_t value)
{
	static struct heard r;

	do {
		ask(b, "GET /metrics HTTP/1.1\r\n" HOST "\r\n", &r);
	} while (counter(&r, name) != value);
}

/* What is being received has its bound, together: what is beyond is let go by
   and answered. 256 forms, each a byte short, leave room for 256 bytes. */
static void test_room(void **state)
{
	enum { FORMS = 256 };
	static char body[HTTP_FORM - 1], more[1000];
	static struct heard r;
	struct bench b;
	char head[256];
	int fds[FORMS];

	(void)state;
	bench_open(
	    &b, (struct server_config){ .metrics = true, .per_address = 500 });
	memset(body, 'x', sizeof(body));
	body[1] = '=';
	snprintf(head, sizeof(head),
		 "POST /echo HTTP/1.1\r\n" HOST FORM
		 "Content-Length: %d\r\n\r\n",
		 HTTP_FORM);
	for (int i = 0; i < FORMS; i++) {
		fds[i] = dial(&b);
		say_text(fds[i], head);
		say_bytes(fds[i], body, sizeof(body));
	}
	wait_for(&b, "\njalon_receiving_bytes ", FORMS * sizeof(body));
	snprintf(more, sizeof(more),
		 "POST /echo HTTP/1.1\r\n" HOST FORM
		 "Content-Length: 300\r\n\r\na=%0298d",
		 1);
	ask(&b, more, &r);
	assert_int_equal(r.status, 503);
	ask(&b,
	    "POST /echo HTTP/1.1\r\n" HOST FORM "Content-Length: 3\r\n\r\na=1",
	    &r);
	assert_string_equal(r.body, "form a=1\n");
	say_text(fds[0], "x");
	hear_head(fds[0], &r);
	assert_int_equal(r.status, 200);
	wait_for(&b, "\njalon_receiving_bytes ", (FORMS - 1) * sizeof(body));
	ask(&b, more, &r);
	assert_int_equal(r.status, 200);
	for (int i = 0; i < FORMS; i++)
		close(fds[i]);
	bench_close(&b);
}

/* --- bounds on connections ----------------------------------------------- */

static void test_per_address(void **state)
{
	static struct heard r;
	struct bench b;
	int fds[5], last;

	(void)state;
	bench_open(&b, (struct server_config){ .per_address = 4 });
	for (int i = 0; i < 4; i++)
		fds[i] = dial(&b);
	last = dial(&b);
	hear(last, &r, true);
	assert_int_equal(r.status, 503);
	assert_string_equal(header(&r, "Retry-After"), "10");
	assert_true(is_over(last));
	close(last);
	/* Another address, and a proxy as often as it likes. */
	last = dial_from(&b, "127.0.0.3");
	say_text(last, "GET / HTTP/1.1\r\n" HOST "\r\n");
	hear(last, &r, true);
	assert_int_equal(r.status, 200);
	close(last);
	for (int i = 0; i < 5; i++) {
		int fd = dial_from(&b, "127.0.0.2");

		say_text(fd, "GET / HTTP/1.1\r\n" HOST "\r\n");
		hear(fd, &r, true);
		assert_int_equal(r.status, 200);
		fds[i] = i < 4 ? (close(fds[i]), fd) : fd;
	}
	/* The four have gone, sooner or later: there is room. */
	do {
		ask(&b, "GET / HTTP/1.1\r\n" HOST "\r\n", &r);
	} while (r.status == 503);
	assert_int_equal(r.status, 200);
	for (int i = 0; i < 5; i++)
		close(fds[i]);
	bench_close(&b);
}

static void test_in_all(void **state)
{
	static struct heard r;
	struct bench b;
	int fds[9];

	(void)state;
	bench_open(&b, (struct server_config){ .connections = 8 });
	for (int i = 0; i < 9; i++)
		fds[i] = dial(&b);
	hear(fds[8], &r, true);
	assert_int_equal(r.status, 503);
	say_text(fds[7], "GET / HTTP/1.1\r\n" HOST "\r\n");
	hear(fds[7], &r, true);
	assert_int_equal(r.status, 200);
	for (int i = 0; i < 9; i++)
		close(fds[i]);
	bench_close(&b);
}

/* --- deadlines ----------------------------------------------------------- */

/* The real ones are seconds; their keeper is tried with a millisecond. */
static void test_deadlines(void **state)
{
	struct guests *l = guests_open(10, 2);
	struct address here = { { 1 } };
	struct guest *guest;
	struct pollfd wait;
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	wait = (struct pollfd){ pair[1], POLLIN, 0 };
	guest = guests_take(l, pair[0], &here, false);
	assert_non_null(guest);
	assert_ptr_equal(guests_at(l, pair[0]), guest);
	assert_int_equal(guests_sweep(l), 0);
	guest_set(guest, GUEST_WORK, 0);
	assert_int_equal(guests_sweep(l), 0);
	guest_set(guest, GUEST_BODY, 1);
	usleep(3000);
	assert_int_equal(guests_sweep(l), 1);
	assert_int_equal(poll(&wait, 1, 10000), 1);
	assert_true(is_over(pair[1]));
	/* Once only, and never one that was given back. */
	assert_int_equal(guests_sweep(l), 0);
	guest_set(guest, GUEST_BODY, 1);
	usleep(3000);
	guests_give(l, guest);
	assert_int_equal(guests_sweep(l), 0);
	assert_int_equal(guests_count(l), 0);
	guests_close(l);
	close(pair[0]);
	close(pair[1]);
}

/* Every address has its count, whatever comes and goes: against a plain
   array of them. */
static void test_counts(void **state)
{
	enum { ADDRESSES = 40, PLACES = 300, STEPS = 20000 };
	struct guests *l = guests_open(200, 7);
	uint32_t counts[ADDRESSES] = { 0 }, all = 0, chance = 1;
	int owner[PLACES];

	(void)state;
	for (int i = 0; i < PLACES; i++)
		owner[i] = -1;
	for (int i = 0; i < STEPS; i++) {
		struct address a = { { 0x20, 0x01 } };
		int place, who;

		chance = chance * 1664525u + 1013904223u;
		place = (int)(chance >> 8) % PLACES;
		who = (int)(chance >> 20) % ADDRESSES;
		a.bytes[7] = (unsigned char)who;
		/* The rest of an IPv6 address is one subscriber's. */
		a.bytes[15] = (unsigned char)place;
		if (owner[place] >= 0) {
			guests_give(l, guests_at(l, place));
			counts[owner[place]]--;
			all--;
			owner[place] = -1;
		} else if (guests_take(l, place, &a, false) != NULL) {
			assert_true(counts[who] < 7 && all < 200);
			counts[who]++;
			all++;
			owner[place] = who;
		} else {
			assert_true(counts[who] == 7 || all == 200);
		}
		assert_int_equal(guests_count(l), all);
	}
	guests_close(l);
}

/* --- the end ------------------------------------------------------------- */

/* What is under way is answered; what is idle does not hold it up. */
static void test_stop(void **state)
{
	static struct heard r;
	struct bench b;
	int slow, idle, half;
	int64_t before;

	(void)state;
	bench_open(&b, (struct server_config){ .workers = 3 });
	idle = dial(&b);
	say_text(idle, "GET / HTTP/1.1\r\n" HOST "\r\n");
	hear(idle, &r, true);
	half = dial(&b);
	say_text(half, "GET / HTTP/1.1\r\nHost: jal");
	slow = dial(&b);
	say_text(slow, "GET /slow HTTP/1.1\r\n" HOST "\r\n");
	/* Until it is under way. */
	usleep(100 * 1000);
	before = steady_ms();
	bench_close(&b);
	assert_true(steady_ms() - before < STOP_MS);
	hear(slow, &r, true);
	assert_string_equal(r.body, "at last");
	assert_true(is_over(slow));
	assert_true(is_over(idle));
	assert_true(is_over(half));
	close(slow);
	close(idle);
	close(half);
}

static void test_start_again(void **state)
{
	struct bench b;
	char listen[32];

	(void)state;
	bench_open(&b, (struct server_config){ 0 });
	snprintf(listen, sizeof(listen), "127.0.0.1:%u", b.port);
	bench_close(&b);
	bench_open(&b, (struct server_config){ .listen = listen });
	bench_close(&b);
}

/* --- where it listens ---------------------------------------------------- */

static void test_unix(void **state)
{
	static const char path[] = "/tmp/jalon-test-server.sock";
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	static struct heard r;
	struct bench b;
	char listen[128];
	int fd;

	(void)state;
	snprintf(to.sun_path, sizeof(to.sun_path), "%s.%d", path, getpid());
	snprintf(listen, sizeof(listen), "unix:%s", to.sun_path);
	bench_open(&b, (struct server_config){ .listen = listen });
	assert_int_equal(b.port, 0);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	say_text(fd, "GET /address HTTP/1.1\r\n" HOST
		     "X-Forwarded-For: 203.0.113.7\r\n\r\n");
	hear(fd, &r, true);
	assert_string_equal(r.body, "203.0.113.7");
	close(fd);
	bench_close(&b);
	assert_int_not_equal(access(to.sun_path, F_OK), 0);
	/* What a killed one left is in nobody's way. */
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	close(fd);
	bench_open(&b, (struct server_config){ .listen = listen });
	bench_close(&b);
}

static void refused_to_start(struct server_config config, enum message message)
{
	struct arena *a = arena_open();
	struct site site = { 0 };
	struct diags diags;

	diags_init(&diags, a);
	config.hosts = hosts;
	config.log = -1;
	assert_null(server_start(&site, &config, &diags));
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.items[0].message, message);
	arena_close(a);
}

static void test_not_started(void **state)
{
	static const char *const bad[] = {
		"",       "127.0.0.1",    "127.0.0.1:",       "127.0.0.1:65536",
		"::1:80", "127.0.0.1:8o", "jalon.example:80", "[127.0.0.1]:80",
		"unix:"
	};
	static const char *const nobody[] = { "127.0.0.1", "the proxy", NULL };
	char taken[32];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		refused_to_start((struct server_config){ .listen = bad[i] },
				 MSG_LISTEN_BAD);
	snprintf(taken, sizeof(taken), "127.0.0.1:%u", shared.port);
	refused_to_start((struct server_config){ .listen = taken },
			 MSG_LISTEN_FAILED);
	refused_to_start((struct server_config){ .listen = "127.0.0.1:0",
						 .proxies = nobody },
			 MSG_LISTEN_PROXY);
}

static void test_notify(void **state)
{
	struct sockaddr_un me = { .sun_family = AF_UNIX };
	socklen_t len = sizeof(sa_family_t);
	char name[128] = "@", said[32];
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	ssize_t n;

	(void)state;
	/* The system gives it a name that no file has. */
	assert_int_equal(bind(fd, (struct sockaddr *)&me, len), 0);
	len = sizeof(me);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&me, &len), 0);
	memcpy(name + 1, me.sun_path + 1,
	       len - offsetof(struct sockaddr_un, sun_path) - 1);
	assert_true(server_notify(name, "READY=1"));
	n = recv(fd, said, sizeof(said), 0);
	assert_int_equal(n, 7);
	assert_memory_equal(said, "READY=1", 7);
	close(fd);
	assert_true(server_notify(NULL, "READY=1"));
	assert_false(server_notify("", "READY=1"));
	assert_false(server_notify("/nowhere/at/all", "READY=1"));
}

/* --- attempts ------------------------------------------------------------ */

static void test_limits(void **state)
{
	struct limits *l = limits_open();

	(void)state;
	/* Three at once, then one every ten seconds. */
	for (int i = 0; i < 3; i++)
		assert_true(limits_take(l, STR("a"), 1000, 3, 0.1));
	assert_false(limits_take(l, STR("a"), 1000, 3, 0.1));
	assert_false(limits_take(l, STR("a"), 1009, 3, 0.1));
	assert_true(limits_take(l, STR("a"), 1010, 3, 0.1));
	assert_false(limits_take(l, STR("a"), 1010, 3, 0.1));
	/* Another key has its own. */
	assert_true(limits_take(l, STR("b"), 1010, 3, 0.1));
	/* A minute later it is as good as new, and no better. */
	for (int i = 0; i < 3; i++)
		assert_true(limits_take(l, STR("a"), 1070, 3, 0.1));
	assert_false(limits_take(l, STR("a"), 1070, 3, 0.1));
	limits_give(l, STR("a"), 1070, 3, 0.1);
	assert_true(limits_take(l, STR("a"), 1070, 3, 0.1));
	assert_false(limits_take(l, STR("a"), 1070, 3, 0.1));
	/* A clock set back an hour does not lock anybody out for one. */
	assert_false(limits_take(l, STR("a"), 1070 - 3600, 3, 0.1));
	assert_true(limits_take(l, STR("a"), 1070 - 3600 + 10, 3, 0.1));
	limits_close(l);
}

/* A hundred thousand keys do not give one that has used up its attempts a
   new one. There are 16,384 places: by then each has been taken over. */
static void test_pushed_out(void **state)
{
	enum { OTHERS = 100000, BURST = 2 };
	struct limits *l = limits_open();
	struct arena *a = arena_open();
	int taken = 0;

	(void)state;
	for (int i = 0; i < BURST; i++)
		assert_true(limits_take(l, STR("victim"), 0, BURST, 0.01));
	for (int i = 0; i < OTHERS; i++) {
		struct buf key = buf_make(a);

		buf_int(&key, i);
		taken += limits_take(l, buf_view(&key), 0, BURST, 0.01);
		if (i % 100 == 0)
			assert_false(
			    limits_take(l, STR("victim"), 0, BURST, 0.01));
		arena_reset(a);
	}
	/* All keys together had what the places have, and no more. */
	assert_true(taken <= 16384 * BURST);
	arena_close(a);
	limits_close(l);
}

static void test_limits_address(void **state)
{
	static const struct {
		const char *address, *key;
	} keys[] = {
		{ "203.0.113.7", "203.0.113.7" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
		{ "2001:db8:1:2::", "2001:db8:1:2::" },
		{ "", "" },
	};
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_true(str_is(limits_address(a, str_from(keys[i].address)),
				   keys[i].key));
	arena_close(a);
}

static void test_other_name(void **state)
{
	static const struct {
		const char *listen, *other;
	} names[] = {
		{ "127.0.0.1:8080", "localhost:8080" },
		{ "[::1]:8080", "localhost:8080" },
		{ "localhost:0", "127.0.0.1:0" },
		{ "127.0.0.2:8080", NULL },
		{ "0.0.0.0:8080", NULL },
		{ "[::]:8080", NULL },
		{ "192.0.2.7:8080", NULL },
		{ "localhost.example:80", NULL },
		{ "unix:/run/jalon.sock", NULL },
	};
	struct arena *a = arena_open();

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *other = server_other_name(a, names[i].listen);

		if (names[i].other == NULL)
			assert_null(other);
		else
			assert_string_equal(other, names[i].other);
	}
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(test_other_name),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_many_headers),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_trickled),
		cmocka_unit_test(test_continue),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_unchanged),
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_refusal_headers),
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_log_proxy),
		cmocka_unit_test(test_log_unread),
		cmocka_unit_test(test_metrics),
		cmocka_unit_test(test_per_address),
		cmocka_unit_test(test_in_all),
		cmocka_unit_test(test_deadlines),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_start_again),
		cmocka_unit_test(test_unix),
		cmocka_unit_test(test_not_started),
		cmocka_unit_test(test_notify),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_pushed_out),
		cmocka_unit_test(test_limits_address),
	};
	enum { OTHER = sizeof(others) / sizeof(others[0]) };
	struct CMUnitTest tests[ROWS + OTHER] = { 0 };

	for (size_t i = 0; i < ROWS; i++)
		tests[i] = (struct CMUnitTest){
			.name = rows[i].name,
			.test_func = test_row,
			.initial_state = (void *)(uintptr_t)&rows[i],
		};
	memcpy(tests + ROWS, others, sizeof(others));
	return _cmocka_run_group_tests("server", tests, ROWS + OTHER,
				       open_shared, close_shared);
}
