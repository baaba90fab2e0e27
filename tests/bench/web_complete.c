/*
 * Whole completions by a running `jalon serve`, as people make them: the form
 * that begins, then pages of questions along the redirections, until so many
 * questions have their answer on the disk. Nothing is asserted.
 *
 *	web_complete PORT USERS SECONDS COUNT PID
 *
 * USERS at once, each with one connection and no time to think; COUNT
 * completions or SECONDS, whichever comes first (0: no such bound); PID is the
 * server's, whose memory is told before and after. The server runs with
 * `--proxy 127.0.0.1`: each visitor says an address of their own, for
 * attempts are counted by address.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web_client.h"

enum {
	QUESTIONS = 40,
	STEPS = 60,		/* requests in a completion, at most */
	ROOM = 512 * 1024,
	TIMES = 100 * 1000,	/* that a thread keeps, of a kind */
};

enum kind { GET_PAGE, POST_PAGE, OTHER, KINDS };

static const char *const kind_names[] = { "GET of a question page",
					  "POST of a question page",
					  "all others" };

/* What one thread saw. */
struct tally {
	uint32_t *times[KINDS];		/* microseconds */
	size_t count[KINDS];
	uint64_t completions, questions, durable, errors;
};

struct run {
	uint16_t port;
	int64_t until;			/* 0: no bound */
	uint64_t most;			/* 0: no bound */
	atomic_uint_fast64_t begun;
};

struct visitor {
	struct run *run;
	struct tally tally;
	int fd;
	uint64_t number;		/* of the completion under way */
	char token[128];		/* the cookie's */
	char code[1024];		/* the cookie's that holds the code */
	char path[512];			/* where to go on */
	char *heard;			/* the last answer, ended by NUL */
	char form[ROOM];
	size_t form_len;
};

/* --- a request ----------------------------------------------------------- */

static int dial(uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		fail("connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

static void take(char *out, size_t size, const char *from, const char *before,
		 const char *ends)
{
	const char *at = strstr(from, before);
	size_t len;

	if (at == NULL)
		return;
	at += strlen(before);
	len = strcspn(at, ends);
	snprintf(out, size, "%.*s", (int)len, at);
}

static void hear(struct visitor *v)
{
	size_t len = 0;

	while (whole_answer(v->heard, len) == 0) {
		ssize_t n = recv(v->fd, v->heard + len, ROOM - 1 - len, 0);

		if (n <= 0)
			fail("the connection ended");
		len += (size_t)n;
	}
	v->heard[len] = '\0';
}

/* The status; the cookie and the place to go on are kept. */
static int ask(struct visitor *v, const char *method, enum kind kind)
{
	char head[4096];
	struct tally *t = &v->tally;
	uint32_t address = (uint32_t)v->number;
	int64_t from = micros();
	int len = snprintf(
	    head, sizeof(head),
	    "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
	    "Cookie: jalon=%s; jalon-shown=%s\r\n"
	    "X-Forwarded-For: 10.%u.%u.%u\r\nAccept-Language: fr-CA\r\n",
	    method, v->path, v->run->port, v->token, v->code,
	    address >> 16 & 255,
	    address >> 8 & 255, address & 255);

	if (method[0] == 'P')
		len += snprintf(
		    head + len, sizeof(head) - (size_t)len,
		    "Content-Type: application/x-www-form-urlencoded\r\n"
		    "Content-Length: %zu\r\n",
		    v->form_len);
	len += snprintf(head + len, sizeof(head) - (size_t)len, "\r\n");
	if (send(v->fd, head, (size_t)len, MSG_NOSIGNAL | (method[0] == 'P'
							     ? MSG_MORE
							     : 0)) != len ||
	    (method[0] == 'P' &&
	     send(v->fd, v->form, v->form_len, MSG_NOSIGNAL) !=
		 (ssize_t)v->form_len))
		fail("send");
	hear(v);
	if (t->count[kind] < TIMES)
		t->times[kind][t->count[kind]++] = (uint32_t)(micros() - from);
	take(v->token, sizeof(v->token), v->heard, "\r\nSet-Cookie: jalon=",
	     ";\r");
	take(v->code, sizeof(v->code), v->heard,
	     "\r\nSet-Cookie: jalon-shown=", ";\r");
	take(v->path, sizeof(v->path), v->heard, "\r\nLocation: ", "\r");
	return atoi(v->heard + strlen("HTTP/1.1 "));
}

/* --- a form -------------------------------------------------------------- */

static void add_encoded(struct visitor *v, const char *text)
{
	for (; *text != '\0' && v->form_len + 4 < sizeof(v->form); text++)
		if (isalnum((unsigned char)*text) || *text == '_')
			v->form[v->form_len++] = *text;
		else
			v->form_len += (size_t)snprintf(
			    v->form + v->form_len, 4, "%%%02X",
			    (unsigned char)*text);
}

static void add_field(struct visitor *v, const char *name, const char *value)
{
	if (v->form_len > 0)
		v->form[v->form_len++] = '&';
	add_encoded(v, name);
	v->form[v->form_len++] = '=';
	add_encoded(v, value);
}

struct control {
	char type[32], name[128], value[256], mode[32];
};

/* `at` stands at the `<` of the control. */
static struct control read_control(const char *at)
{
	struct control c = { .type = "text" };
	char tag[2048];

	snprintf(tag, sizeof(tag), "%.*s", (int)strcspn(at, ">"), at);
	take(c.type, sizeof(c.type), tag, " type=\"", "\"");
	take(c.name, sizeof(c.name), tag, " name=\"", "\"");
	take(c.value, sizeof(c.value), tag, " value=\"", "\"");
	take(c.mode, sizeof(c.mode), tag, " inputmode=\"", "\"");
	return c;
}

static bool ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* The first choice of a list that opens, the empty one apart. */
static void take_option(struct visitor *v, const char *at)
{
	char name[128] = "", value[256] = "";
	const char *end = strstr(at, "</select>");

	take(name, sizeof(name), at, " name=\"", "\"");
	while (end != NULL && value[0] == '\0' &&
	       (at = strstr(at, "<option value=\"")) != NULL && at < end) {
		take(value, sizeof(value), at, "<option value=\"", "\"");
		at++;
	}
	if (name[0] != '\0' && value[0] != '\0')
		add_field(v, name, value);
}

/* What one types: a number, a name; notes and reasons stay empty. */
static const char *typed(const struct control *c)
{
	if (strchr(c->name, ':') != NULL)
		return "";
	return strcmp(c->mode, "decimal") == 0 ? "12" : "Boulangerie";
}

/* What one may agree to and need not: as it comes, not ticked. */
static bool is_besides(const struct control *c)
{
	return strcmp(c->name, "agree_consultant") == 0 ||
	       strcmp(c->name, "agree_statistics") == 0;
}

/* Of each list the first choice; how many questions the form asks. */
static uint32_t fill(struct visitor *v)
{
	const char *at = v->heard;
	char chosen[128] = "";
	uint32_t questions = 0;

	v->form_len = 0;
	take(v->path, sizeof(v->path), at, " action=\"", "\"");
	while ((at = strpbrk(at, "<")) != NULL) {
		struct control c;
		bool area = strncmp(at, "<textarea ", 10) == 0;

		if (strncmp(at, "<select ", 8) == 0)
			take_option(v, at);
		if (!area && strncmp(at, "<input ", 7) != 0) {
			at++;
			continue;
		}
		c = read_control(at++);
		questions += ends(c.name, ":seen");
		if (strcmp(c.type, "hidden") == 0) {
			add_field(v, c.name, c.value);
		} else if (strcmp(c.type, "text") == 0) {
			add_field(v, c.name, typed(&c));
		} else if (strcmp(c.name, chosen) != 0 &&
			   !ends(c.name, ":dk") && !is_besides(&c)) {
			snprintf(chosen, sizeof(chosen), "%s", c.name);
			add_field(v, c.name, c.value);
		}
	}
	return questions;
}

/* --- a completion -------------------------------------------------------- */

static void note_error(struct visitor *v, const char *what, int status)
{
	/* The first few tell; the rest is counted. */
	if (v->tally.errors++ < 2)
		fprintf(stderr, "web_complete: %s of %s: %d\n", what, v->path,
			status);
}

static bool expect(struct visitor *v, const char *method, enum kind kind,
		   int status)
{
	int got = ask(v, method, kind);

	if (got != status)
		note_error(v, method, got);
	return got == status;
}

/* The first page of questions follows. */
static bool begin(struct visitor *v)
{
	v->token[0] = v->code[0] = '\0';
	strcpy(v->path, "/begin");
	if (!expect(v, "GET", OTHER, 200))
		return false;
	fill(v);
	v->tally.durable++;
	return expect(v, "POST", OTHER, 303);
}

static bool is_question(const char *path)
{
	return strncmp(path, "/answers/q/", 11) == 0;
}

static bool is_code(const char *path)
{
	return strncmp(path, "/answers/code", 13) == 0;
}

/* To where the button of a page leads. */
static bool press(struct visitor *v)
{
	const char *button;

	if (!expect(v, "GET", OTHER, 200))
		return false;
	button = strstr(v->heard, "\" class=\"button\"");
	while (button != NULL && button[-1] != '"')
		button--;
	if (button != NULL)
		take(v->path, sizeof(v->path), button, "", "\"");
	return true;
}

static bool note_code(struct visitor *v)
{
	if (!expect(v, "GET", OTHER, 200))
		return false;
	fill(v);
	return expect(v, "POST", OTHER, 303);
}

/* From what applies by its button, and past the code that it leads to; from
   any other page between the questions by the list's. */
static bool go_on(struct visitor *v)
{
	if (is_question(v->path))
		return true;
	if (strcmp(v->path, "/answers/applies") != 0)
		strcpy(v->path, "/answers");
	if (!press(v) || (is_code(v->path) && !note_code(v)))
		return false;
	if (!is_question(v->path))
		note_error(v, "no page of questions", 0);
	return is_question(v->path);
}

static bool answer_page(struct visitor *v, uint32_t *answered)
{
	uint32_t asked;

	if (!expect(v, "GET", GET_PAGE, 200))
		return false;
	asked = fill(v);
	if (asked == 0) {
		note_error(v, "a page without questions", 0);
		return false;
	}
	v->tally.durable++;
	if (!expect(v, "POST", POST_PAGE, 303))
		return false;
	*answered += asked;
	return true;
}

static void complete(struct visitor *v)
{
	uint32_t answered = 0;

	if (!begin(v))
		return;
	for (int step = 0; answered < QUESTIONS; step++)
		if (step == STEPS || !go_on(v) || !answer_page(v, &answered))
			return;
	v->tally.completions++;
	v->tally.questions += answered;
}

/* --- many ---------------------------------------------------------------- */

static void *visit(void *context)
{
	struct visitor *v = context;
	struct run *r = v->run;

	v->fd = dial(r->port);
	for (;;) {
		v->number = atomic_fetch_add(&r->begun, 1);
		if ((r->most > 0 && v->number >= r->most) ||
		    (r->until > 0 && micros() >= r->until))
			break;
		complete(v);
	}
	close(v->fd);
	return NULL;
}

static struct visitor *open_visitors(struct run *run, uint32_t users)
{
	struct visitor *all = calloc(users, sizeof(*all));

	for (uint32_t u = 0; all != NULL && u < users; u++) {
		all[u].run = run;
		all[u].heard = malloc(ROOM);
		for (int k = 0; k < KINDS; k++)
			all[u].tally.times[k] =
			    malloc(TIMES * sizeof(uint32_t));
	}
	return all;
}

static void report_times(const struct visitor *all, uint32_t users,
			 enum kind kind)
{
	size_t count = 0, n = 0;
	uint32_t *times;

	for (uint32_t u = 0; u < users; u++)
		count += all[u].tally.count[kind];
	times = malloc((count + 1) * sizeof(*times));
	for (uint32_t u = 0; u < users; u++) {
		memcpy(times + n, all[u].tally.times[kind],
		       all[u].tally.count[kind] * sizeof(*times));
		n += all[u].tally.count[kind];
	}
	qsort(times, count, sizeof(*times), by_time);
	if (count > 0)
		printf("  %-26s %8zu, p50 %.2f ms, p99 %.2f ms, worst %.2f "
		       "ms\n",
		       kind_names[kind], count, times[count / 2] / 1e3,
		       times[count * 99 / 100] / 1e3, times[count - 1] / 1e3);
	free(times);
}

static void report(const struct visitor *all, uint32_t users, double seconds)
{
	struct tally sum = { 0 };

	for (uint32_t u = 0; u < users; u++) {
		sum.completions += all[u].tally.completions;
		sum.questions += all[u].tally.questions;
		sum.durable += all[u].tally.durable;
		sum.errors += all[u].tally.errors;
	}
	printf("%.0f completions/s (%llu in %.1f s by %u users): %.1f "
	       "questions in %.1f durable requests each, %llu errors\n",
	       (double)sum.completions / seconds,
	       (unsigned long long)sum.completions, seconds, users,
	       (double)sum.questions / (double)sum.completions,
	       (double)sum.durable / (double)sum.completions,
	       (unsigned long long)sum.errors);
	for (int k = 0; k < KINDS; k++)
		report_times(all, users, (enum kind)k);
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	uint32_t users = argc == 6 ? (uint32_t)atoi(argv[2]) : 0;
	struct visitor *all;
	pthread_t *threads;
	int64_t from;
	long before;

	if (users == 0) {
		fprintf(stderr, "web_complete PORT USERS SECONDS COUNT PID\n");
		return 2;
	}
	run.port = (uint16_t)atoi(argv[1]);
	run.most = strtoull(argv[4], NULL, 10);
	before = resident_kb(argv[5]);
	from = micros();
	run.until = atoi(argv[3]) > 0 ? from + atoi(argv[3]) * 1000000ll : 0;
	all = open_visitors(&run, users);
	threads = calloc(users, sizeof(*threads));
	for (uint32_t u = 0; u < users; u++)
		if (pthread_create(&threads[u], NULL, visit, &all[u]) != 0)
			fail("pthread_create");
	for (uint32_t u = 0; u < users; u++)
		pthread_join(threads[u], NULL);
	report(all, users, (double)(micros() - from) / 1e6);
	printf("  memory of the server       %ld KB before, %ld KB after\n",
	       before, resident_kb(argv[5]));
	return 0;
}
