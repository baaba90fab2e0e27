/* Reading a pack's folder whole, and making it again. */
#include "pack_files.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

struct gathering {
	struct arena *arena;
	const char *dir;
	struct stored_file *files;
	size_t count, capacity;
	struct diags *diags;
	bool good;
};

/* What an editor leaves behind is no part of a pack. */
static bool is_part(const char *name)
{
	return name[0] != '.' && name[strlen(name) - 1] != '~';
}

static void gather_file(struct gathering *g, const char *path)
{
	struct str bytes;
	const char *full = path_join(g->arena, g->dir, path);
	int error = file_read(g->arena, full, SOURCE_MAX_BYTES, &bytes);

	if (error != 0) {
		DIAG(g->diags, (struct span){ 0 }, MSG_FILE_UNREADABLE, full,
		     strerror(error));
		g->good = false;
		return;
	}
	g->files = arena_grow(g->arena, g->files, g->count, &g->capacity,
			      sizeof(*g->files));
	g->files[g->count++] = (struct stored_file){ str_from(path), bytes };
}

static void gather_folder(struct gathering *g, const char *folder)
{
	size_t count = 0;
	const char **names = file_list(
	    g->arena, path_join(g->arena, g->dir, folder), &count);

	for (size_t i = 0; names != NULL && i < count; i++)
		if (is_part(names[i]))
			gather_file(g, path_join(g->arena, folder, names[i]));
}

static int by_path(const void *a, const void *b)
{
	const struct stored_file *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

struct stored_pack *pack_files_read(struct arena *a, const struct pack *pack,
				    struct diags *diags)
{
	struct gathering g = { .arena = a, .dir = pack->dir, .diags = diags,
			       .good = true };
	struct stored_pack *kept = ARENA_NEW(a, struct stored_pack);
	size_t count = 0;
	const char **names = file_list(a, pack->dir, &count);
	struct digest d;

	for (size_t i = 0; names != NULL && i < count; i++) {
		if (!is_part(names[i]) ||
		    file_is_directory(path_join(a, pack->dir, names[i])))
			continue;
		gather_file(&g, names[i]);
	}
	gather_folder(&g, "documents");
	if (g.count > 1)
		qsort(g.files, g.count, sizeof(*g.files), by_path);
	kept->id = pack->id;
	kept->version = pack->version;
	kept->identity = str_from(pack->digest.hex);
	kept->files = g.files;
	kept->file_count = (uint32_t)g.count;
	d = stored_pack_digest(a, kept);
	kept->digest = str_copy(a, str_from(d.hex));
	return g.good ? kept : NULL;
}

/* --- a folder again -------------------------------------------------------- */

static int write_file(struct arena *a, const char *dir,
		      const struct stored_file *file)
{
	const char *path = path_join(a, dir, str_cstr(a, file->path));
	int error = file_make_directory(path_parent(a, path));

	return error != 0 ? error : file_write(path, file->bytes);
}

const char *pack_files_write(struct arena *a, const struct stored_pack *kept,
			     const char **folder, struct diags *diags)
{
	const char *where = getenv("TMPDIR");
	struct buf name = buf_make(a);
	char *root;
	const char *dir;
	int error = 0;

	buf_fmt(&name, "%s/jalon.XXXXXX",
		where == NULL || *where == '\0' ? "/tmp" : where);
	root = (char *)(uintptr_t)str_cstr(a, buf_view(&name));
	if (mkdtemp(root) == NULL) {
		DIAG(diags, (struct span){ 0 }, MSG_CASE_PACK_FOLDER, root,
		     strerror(errno));
		return NULL;
	}
	*folder = root;
	dir = path_join(a, root, str_cstr(a, kept->id));
	for (uint32_t i = 0; i < kept->file_count && error == 0; i++)
		error = write_file(a, dir, &kept->files[i]);
	if (error == 0)
		return dir;
	DIAG(diags, (struct span){ 0 }, MSG_CASE_PACK_FOLDER, dir,
	     strerror(error));
	pack_files_remove(root);
	return NULL;
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

void pack_files_remove(const char *folder)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
