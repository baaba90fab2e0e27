/* Archives through libzip, in memory. See format/zip.h. */
#include "format/zip.h"

#include <zip.h>

#include "base/diag.h"

/* MS-DOS: years from 1980, then month and day. */
enum { DOS_DATE = 0 << 9 | 1 << 5 | 1, DOS_TIME = 0 };
/* zlib's best: these files are made once and sent often. */
enum { LEVEL = 9 };
/* A regular file that all may read, as Unix says it. */
#define MODE ((zip_uint32_t)0100644 << 16)

struct entry {
	const char *name;
	struct str contents;
	bool stored;
};

struct archive {
	struct arena *arena;
	struct entry *entries;
	size_t count, capacity;
};

struct archive *archive_begin(struct arena *a)
{
	struct archive *z = ARENA_NEW(a, struct archive);

	z->arena = a;
	return z;
}

void archive_add(struct archive *z, const char *name, struct str contents,
		 bool stored)
{
	for (size_t i = 0; i < z->count; i++)
		if (str_is(str_from(name), z->entries[i].name))
			BUG("`%s` is twice in an archive", name);
	z->entries = arena_grow(z->arena, z->entries, z->count, &z->capacity,
				sizeof(*z->entries));
	z->entries[z->count++] = (struct entry){ name, contents, stored };
}

/* Nothing here reads a file: what fails is memory, or a bug of ours. */
static void must(bool done, const char *what)
{
	if (!done)
		BUG("libzip could not %s", what);
}

static void add_entry(zip_t *zip, const struct entry *e)
{
	/* NOTE: libzip takes NULL and 0 for no source at all. */
	const char *bytes = e->contents.len > 0 ? e->contents.at : "";
	zip_source_t *source =
	    zip_source_buffer(zip, bytes, e->contents.len, 0);
	zip_int64_t added;
	zip_uint64_t n;

	must(source != NULL, "read an entry");
	added = zip_file_add(zip, e->name, source, ZIP_FL_ENC_UTF_8);
	must(added >= 0, "add an entry");
	n = (zip_uint64_t)added;
	must(zip_set_file_compression(zip, n,
				      e->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
				      e->stored ? 0 : LEVEL) == 0 &&
		 /* NOTE: not zip_file_set_mtime, which reads TZ. */
		 zip_file_set_dostime(zip, n, DOS_TIME, DOS_DATE, 0) == 0 &&
		 zip_file_set_external_attributes(zip, n, 0, ZIP_OPSYS_UNIX,
						  MODE) == 0,
	     "describe an entry");
}

/* The bytes that libzip left in its buffer. */
static void copy_out(zip_source_t *source, struct buf *out)
{
	char chunk[65536];
	zip_int64_t n;

	must(zip_source_open(source) == 0, "open the archive");
	while ((n = zip_source_read(source, chunk, sizeof(chunk))) > 0)
		buf_str(out, (struct str){ chunk, (size_t)n });
	must(n == 0, "read the archive");
	zip_source_close(source);
}

void archive_finish(struct archive *z, struct buf *out)
{
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	must(source != NULL, "make a buffer");
	/* zip_close drops one reference; the bytes are read after it. */
	zip_source_keep(source);
	zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	must(zip != NULL, "begin an archive");
	for (size_t i = 0; i < z->count; i++)
		add_entry(zip, &z->entries[i]);
	must(zip_close(zip) == 0, "write the archive");
	copy_out(source, out);
	zip_source_free(source);
	zip_error_fini(&error);
}
