/* Reading a pack's folder whole. */
#include "pack_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"

struct gathering {
	struct arena *arena;
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

static void gather_file(struct gathering *g, const struct folder *folder,
			const char *name, const char *path)
{
	struct str bytes;
	int error = folder_read(g->arena, folder, name, SOURCE_MAX_BYTES,
				&bytes);

	if (error != 0) {
		DIAG(g->diags, (struct span){ 0 }, MSG_FILE_UNREADABLE,
		     folder_path(g->arena, folder, name), error_said(error));
		g->good = false;
		return;
	}
	g->files = arena_grow(g->arena, g->files, g->count, &g->capacity,
			      sizeof(*g->files));
	g->files[g->count++] = (struct stored_file){ str_from(path), bytes };
}

/* `inside` is what their paths begin with: "documents", or NULL. */
static void gather(struct gathering *g, const struct folder *folder,
		   const char *inside)
{
	size_t count;
	const char **names = folder_list(g->arena, folder, &count);

	for (size_t i = 0; names != NULL && i < count; i++)
		if (is_part(names[i]))
			gather_file(g, folder, names[i],
				    inside == NULL ? names[i]
						   : path_join(g->arena, inside,
							       names[i]));
}

static int by_path(const void *a, const void *b)
{
	const struct stored_file *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static bool gather_all(struct gathering *g, const struct folder *folder)
{
	struct folder documents =
	    folder_inside(g->arena, folder, "documents");

	g->good = true;
	gather(g, folder, NULL);
	gather(g, &documents, "documents");
	if (g->count > 1)
		qsort(g->files, g->count, sizeof(*g->files), by_path);
	return g->good;
}

struct folder pack_files_hold(struct arena *a, const char *name,
			      const struct stored_file *stored, uint32_t count)
{
	struct folder_file *files = ARENA_ARRAY(a, count, struct folder_file);

	for (uint32_t i = 0; i < count; i++)
		files[i] = (struct folder_file){ stored[i].path,
						 stored[i].bytes };
	return folder_of(a, name, files, count);
}

struct folder pack_files_at(struct arena *a, const char *dir)
{
	/* Reading takes several times what is read: only that is kept. */
	struct arena *scratch = arena_open_brief();
	struct folder folder = folder_at(a, dir);
	struct diags unheard;
	struct gathering g = { .arena = scratch, .diags = &unheard };

	diags_init(&unheard, scratch);
	if (gather_all(&g, &folder) && g.count > 0)
		folder = pack_files_hold(a, dir, g.files, (uint32_t)g.count);
	arena_close(scratch);
	return folder;
}

struct stored_pack *pack_files_read(struct arena *a, const struct pack *pack,
				    struct diags *diags)
{
	struct gathering g = { .arena = a, .diags = diags };
	struct stored_pack *kept = ARENA_NEW(a, struct stored_pack);
	bool good = gather_all(&g, &pack->folder);
	struct digest d;

	kept->id = pack->id;
	kept->version = pack->version;
	kept->identity = str_from(pack->digest.hex);
	kept->files = g.files;
	kept->file_count = (uint32_t)g.count;
	d = stored_pack_digest(a, kept);
	kept->digest = str_copy(a, str_from(d.hex));
	return good ? kept : NULL;
}
