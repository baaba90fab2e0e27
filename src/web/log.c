/* A line of the log. */
#include "log.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 512 };

bool log_write(int fd, const struct log_line *line)
{
	struct pollfd room = { fd, POLLOUT, 0 };
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
	if (n <= 0 || (size_t)n >= sizeof(text))
		return false;
	return poll(&room, 1, 0) == 1 && (room.revents & POLLOUT) != 0 &&
	       write(fd, text, (size_t)n) == n;
}
