/*
 * Files: read whole, listed in order, written whole or not at all.
 *
 * A file is written under a temporary name beside its place, synced and
 * renamed: a full disk or a kill leaves the previous one intact.
 */
#ifndef JALON_BASE_FILE_H
#define JALON_BASE_FILE_H

#include "base/text.h"

/* 0, or an errno value; `*bytes` is in the arena, NUL-terminated. */
int file_read(struct arena *a, const char *path, size_t limit,
	      struct str *bytes);
/* 0, or an errno value. The old file stands until the new one is complete. */
int file_write(const char *path, struct str bytes);
/* The same, for its owner's eyes alone. */
int file_write_private(const char *path, struct str bytes);
/* Puts what was written to a file or a directory on the disk. 0 or errno. */
int file_sync(const char *path);
/* Makes the directory and its parents. 0, or an errno value. */
int file_make_directory(const char *path);
/* The same; those that it makes are their owner's alone. */
int file_make_private_directory(const char *path);
bool file_exists(const char *path);
bool file_is_directory(const char *path);
/* Names in a directory in byte order, without "." and ".."; NULL on error. */
const char **file_list(struct arena *a, const char *path, size_t *count);
/* "dir/name" in the arena. */
const char *path_join(struct arena *a, const char *dir, const char *name);
/* The last component, without trailing slashes. */
const char *path_base(struct arena *a, const char *path);
/* Everything before the last component, or ".". */
const char *path_parent(struct arena *a, const char *path);

#endif
