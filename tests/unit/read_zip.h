/*
 * Reading archives in tests: little-endian numbers at a place, and an entry
 * by its name, through libzip's reader with its consistency checks on.
 */
#ifndef TESTS_READ_ZIP_H
#define TESTS_READ_ZIP_H

#include <zip.h>

#include "base/arena.h"
#include "base/text.h"

static inline unsigned read_u16(struct str s, size_t at)
{
	const unsigned char *b = (const unsigned char *)s.at + at;

	assert_true(at + 2 <= s.len);
	return b[0] | (unsigned)b[1] << 8;
}

static inline size_t read_u32(struct str s, size_t at)
{
	return read_u16(s, at) | (size_t)read_u16(s, at + 2) << 16;
}

/* Where the central directory begins. */
static inline size_t zip_directory(struct str s)
{
	size_t end = s.len - 22; /* no comment after it */

	assert_memory_equal(s.at + end, "PK\x05\x06", 4);
	return read_u32(s, end + 16);
}

static inline zip_t *zip_of(struct str bytes)
{
	zip_error_t error;
	zip_source_t *source =
	    zip_source_buffer_create(bytes.at, bytes.len, 0, &error);
	zip_t *zip =
	    zip_open_from_source(source, ZIP_CHECKCONS | ZIP_RDONLY, &error);

	assert_non_null(zip);
	return zip;
}

/* An entry's bytes; the test fails when there is none. */
static inline struct str read_zip(struct arena *a, struct str bytes,
				  const char *name)
{
	zip_t *zip = zip_of(bytes);
	zip_file_t *file = zip_fopen(zip, name, 0);
	struct buf out = buf_make(a);
	char chunk[4096];
	zip_int64_t n;

	assert_non_null(file);
	while ((n = zip_fread(file, chunk, sizeof(chunk))) > 0)
		buf_str(&out, (struct str){ chunk, (size_t)n });
	assert_int_equal(n, 0);
	zip_fclose(file);
	zip_discard(zip);
	return buf_view(&out);
}

#endif
