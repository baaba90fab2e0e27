/*
 * A folder of files to read: on the disk, or held in memory.
 *
 * What is kept elsewhere than in files (a pack in the file of cases) is read
 * from memory as it was read from its folder: nothing is laid on the disk for
 * it. Only files are seen, not the folders within; one of these is reached by
 * its name (folder_inside).
 */
#ifndef JALON_BASE_FOLDER_H
#define JALON_BASE_FOLDER_H

#include "base/source.h"

struct folder_file {
	struct str path;	/* `rubric.fr.md`, `documents/report.fr.md` */
	struct str bytes;
};

struct folder {
	const char *name;	/* its path; in memory, what diagnostics say in
				   its place */
	bool in_memory;
	const struct folder_file *files;	/* in memory, in byte order */
	uint32_t file_count;
	struct str inside;	/* in memory: "documents/", or empty */
};

/* The one at `path`, which need not exist. */
struct folder folder_at(struct arena *a, const char *path);
/* One in memory; files and their bytes are copied. */
struct folder folder_of(struct arena *a, const char *name,
			const struct folder_file *files, uint32_t count);
/* The folder of that name within. */
struct folder folder_inside(struct arena *a, const struct folder *f,
			    const char *name);

/* In memory: whether it holds any file. */
bool folder_exists(const struct folder *f);
bool folder_has(struct arena *a, const struct folder *f, const char *file);
/* Names of its files in byte order; NULL when it is not there. */
const char **folder_list(struct arena *a, const struct folder *f,
			 size_t *count);
/* "name/file" in the arena: where a file is, as diagnostics show it. */
const char *folder_path(struct arena *a, const struct folder *f,
			const char *file);
/* As file_read: 0, or an errno value. */
int folder_read(struct arena *a, const struct folder *f, const char *file,
		size_t limit, struct str *bytes);
/*
 * As source_load: NULL after a diagnostic. The source of a file in memory is
 * a part of the folder and lives no longer.
 */
struct source *folder_source(struct arena *a, const struct folder *f,
			     const char *file, struct diags *diags);

#endif
