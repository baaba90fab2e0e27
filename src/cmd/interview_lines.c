/* Lines as they are typed, and the signals that end them. */
#include "interview.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static const int ending[3] = { SIGINT, SIGTERM, SIGHUP };

/* ppoll tells of the signal: nothing is left to do. */
static void woken(int signal)
{
	(void)signal;
}

void lines_open(struct lines *l, struct arena *a)
{
	struct sigaction action = { .sa_handler = woken };
	sigset_t blocked;

	l->at = arena_alloc(a, LINE_BYTES);
	l->from = l->to = 0;
	l->ended = false;
	sigemptyset(&blocked);
	for (int s = 0; s < 3; s++) {
		sigaction(ending[s], NULL, &l->kept[s]);
		if (l->kept[s].sa_handler == SIG_IGN)
			continue;
		sigaddset(&blocked, ending[s]);
		sigaction(ending[s], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &blocked, &l->mask);
}

void lines_close(struct lines *l)
{
	for (int s = 0; s < 3; s++)
		sigaction(ending[s], &l->kept[s], NULL);
	sigprocmask(SIG_SETMASK, &l->mask, NULL);
}

/* More bytes behind those there are; false at the end. */
static bool read_more(struct lines *l)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	ssize_t n;

	if (l->ended)
		return false;
	if (l->from > 0) {
		memmove(l->at, l->at + l->from, l->to - l->from);
		l->to -= l->from;
		l->from = 0;
	}
	if (ppoll(&in, 1, NULL, &l->mask) < 0) {
		l->ended = true;
		return false;
	}
	n = read(STDIN_FILENO, l->at + l->to, LINE_BYTES - l->to);
	/* A terminal that is gone reads as an error. */
	l->ended = n <= 0;
	if (n > 0)
		l->to += (size_t)n;
	return n > 0;
}

static const char *find_end(const struct lines *l)
{
	return memchr(l->at + l->from, '\n', l->to - l->from);
}

/* All of a line that is longer than what can be kept. */
static enum line drop_line(struct lines *l)
{
	const char *end;

	while ((end = find_end(l)) == NULL) {
		l->from = l->to;
		if (!read_more(l))
			return LINE_TOO_LONG;
	}
	l->from = (size_t)(end - l->at) + 1;
	return LINE_TOO_LONG;
}

enum line lines_take(struct lines *l, struct str *line)
{
	const char *end;

	while ((end = find_end(l)) == NULL) {
		if (l->to - l->from == LINE_BYTES)
			return drop_line(l);
		if (read_more(l))
			continue;
		*line = (struct str){ l->at + l->from, l->to - l->from };
		l->from = l->to;
		return line->len > 0 ? LINE_CUT : LINE_END;
	}
	*line =
	    (struct str){ l->at + l->from, (size_t)(end - l->at) - l->from };
	l->taken = l->from;
	l->from = (size_t)(end - l->at) + 1;
	*line = str_trim(*line);
	return utf8_check(line->at, line->len) == line->len ? LINE_TYPED
							    : LINE_TOO_LONG;
}

void lines_give_back(struct lines *l)
{
	l->from = l->taken;
}
