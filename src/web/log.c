/* A line of the log. */
#include "log.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 512 };

static bool put(int fd, const char *text, int n)
{
	struct pollfd room = { fd, POLLOUT, 0 };

	if (n <= 0 || n >= LINE)
		return false;
	return poll(&room, 1, 0) == 1 && (room.revents & POLLOUT) != 0 &&
	       write(fd, text, (size_t)n) == n;
}

bool log_unlisted_proxy(int fd, struct str network)
{
	char text[LINE];
	int n = snprintf(text, sizeof(text),
			 "warning=unlisted-proxy address=%.*s help=\"it sends "
			 "X-Forwarded-For; if it is your proxy, all visitors "
			 "count as one: start with --proxy ADDRESS\"\n",
			 STR_ARGS(network));

	return put(fd, text, n);
}

bool log_write(int fd, const struct log_line *line)
{
	struct timespec now;
	struct tm utc;
	char text[LINE];
	int n;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	n = snprintf(text, sizeof(text),
		     "time=%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ method=%s "
		     "route=%s status=%d%s%s bytes=%llu us=%lld address=%.*s\n",
		     utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
		     utc.tm_hour, utc.tm_min, utc.tm_sec, now.tv_nsec / 1000000,
		     line->method, line->route == NULL ? "-" : line->route,
		     line->status, line->why == NULL ? "" : " why=",
		     line->why == NULL ? "" : line->why,
		     (unsigned long long)line->bytes, (long long)line->micros,
		     STR_ARGS(line->network));
	return put(fd, text, n);
}
