/*
 * The log beside a file, as an outsider reads it: SQLite's write-ahead log
 * (https://www.sqlite.org/fileformat2.html#walformat) ends, for whoever opens
 * it, at the first frame whose checksum does not hold. What was acknowledged
 * after that frame is then not seen any more, and nothing is said.
 */
#include "db.h"

#include <stdio.h>

#include "base/arena.h"

enum { HEADER = 32, FRAME = 24, PAGE_LEAST = 512, PAGE_MOST = 65536 };

static uint32_t big(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

static uint32_t little(const unsigned char *at)
{
	return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[1] << 8 | at[0];
}

struct sums {
	bool big;
	uint32_t one, two;
};

static void add(struct sums *s, const unsigned char *at, size_t len)
{
	for (size_t i = 0; i + 8 <= len; i += 8) {
		s->one += (s->big ? big(at + i) : little(at + i)) + s->two;
		s->two += (s->big ? big(at + i + 4) : little(at + i + 4)) +
			  s->one;
	}
}

static bool holds(const struct sums *s, const unsigned char *kept)
{
	return s->one == big(kept) && s->two == big(kept + 4);
}

/* Of the header; false when it is none. */
static bool read_header(const unsigned char *h, struct sums *s, uint32_t *page)
{
	uint32_t magic = big(h);

	*s = (struct sums){ .big = magic & 1 };
	*page = big(h + 8);
	add(s, h, FRAME);
	return (magic == 0x377f0682 || magic == 0x377f0683) &&
	       *page >= PAGE_LEAST && *page <= PAGE_MOST;
}

/*
 * Frames of before the log last began again have another salt, and stay until
 * they are written over. Those of a transaction that never ended end no
 * transaction. A later frame of now that ends one was acknowledged.
 */
static uint32_t lost(FILE *file, const unsigned char *header, struct sums s,
		     uint32_t page, unsigned char *frame)
{
	bool good = holds(&s, header + 24);
	uint32_t bad = 0, after = 0;

	while (fread(frame, FRAME + page, 1, file) == 1) {
		bool ours = big(frame + 8) == big(header + 16) &&
			    big(frame + 12) == big(header + 20);

		if (!ours)
			break;
		add(&s, frame, 8);
		add(&s, frame + FRAME, page);
		good = good && holds(&s, frame + 16);
		bad += !good;
		if (bad > 0 && big(frame + 4) != 0)
			after = bad;
	}
	return after;
}

uint32_t log_lost(struct store *s)
{
	struct buf name = buf_make(s->scratch);
	unsigned char header[HEADER], *frame;
	uint32_t page, frames = 0;
	struct sums sums;
	FILE *file;

	buf_fmt(&name, "%s-wal", s->path);
	file = fopen(str_cstr(s->scratch, buf_view(&name)), "rbe");
	if (file == NULL)
		return 0;
	if (fread(header, HEADER, 1, file) == 1 &&
	    read_header(header, &sums, &page)) {
		frame = arena_alloc(s->scratch, FRAME + page);
		frames = lost(file, header, sums, page, frame);
	}
	fclose(file);
	return frames;
}
