/* What our load clients share: the time, an answer's end, a server's memory. */
#ifndef BENCH_WEB_CLIENT_H
#define BENCH_WEB_CLIENT_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static _Noreturn inline void fail(const char *what)
{
	fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
	exit(1);
}

static inline int64_t micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Where the answer that begins `heard` ends; 0: not yet. */
static inline size_t whole_answer(const char *heard, size_t len)
{
	const char *end = memmem(heard, len, "\r\n\r\n", 4), *length;
	size_t all;

	if (end == NULL)
		return 0;
	length = memmem(heard, (size_t)(end - heard), "Content-Length: ", 16);
	all = (size_t)(end - heard) + 4 +
	      (length == NULL ? 0 : strtoul(length + 16, NULL, 10));
	return len >= all ? all : 0;
}

static inline int by_time(const void *one, const void *other)
{
	uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;

	return a < b ? -1 : a > b;
}

static inline long resident_kb(const char *pid)
{
	char path[64], line[256];
	long kb = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%s/status", pid);
	f = fopen(path, "r");
	if (f == NULL)
		fail(path);
	while (fgets(line, sizeof(line), f) != NULL)
		sscanf(line, "VmRSS: %ld kB", &kb);
	fclose(f);
	return kb;
}

#endif
