/* Folders, on the disk and in memory. */
#include "base/folder.h"

#include <errno.h>

#include "base/arena.h"
#include "base/file.h"

struct folder folder_at(struct arena *a, const char *path)
{
	return (struct folder){ .name = str_cstr(a, str_from(path)) };
}

struct folder folder_of(struct arena *a, const char *name,
			const struct folder_file *files, uint32_t count)
{
	struct folder_file *copies = ARENA_ARRAY(a, count, struct folder_file);

	for (uint32_t i = 0; i < count; i++)
		copies[i] = (struct folder_file){ str_copy(a, files[i].path),
						  str_copy(a, files[i].bytes) };
	return (struct folder){ .name = str_cstr(a, str_from(name)),
				.in_memory = true,
				.files = copies,
				.file_count = count };
}

struct folder folder_inside(struct arena *a, const struct folder *f,
			    const char *name)
{
	struct folder within = *f;
	struct buf inside = buf_make(a);

	within.name = path_join(a, f->name, name);
	if (!f->in_memory)
		return within;
	buf_fmt(&inside, "%.*s%s/", STR_ARGS(f->inside), name);
	within.inside = buf_view(&inside);
	return within;
}

const char *folder_path(struct arena *a, const struct folder *f,
			const char *file)
{
	return path_join(a, f->name, file);
}

/* The path of a file from this folder on; empty when it is not within. */
static struct str path_here(const struct folder *f,
			    const struct folder_file *file)
{
	if (!str_eq(str_sub(file->path, 0, f->inside.len), f->inside))
		return STR_NONE;
	return str_sub(file->path, f->inside.len, file->path.len);
}

/* Its name when it stands in this very folder, else empty. */
static struct str name_here(const struct folder *f,
			    const struct folder_file *file)
{
	struct str path = path_here(f, file);

	return str_find(path, STR("/"), 0) == SIZE_MAX ? path : STR_NONE;
}

static const struct folder_file *find(const struct folder *f, const char *name)
{
	for (uint32_t i = 0; i < f->file_count && *name != '\0'; i++)
		if (str_is(path_here(f, &f->files[i]), name))
			return &f->files[i];
	return NULL;
}

bool folder_exists(const struct folder *f)
{
	if (!f->in_memory)
		return file_is_directory(f->name);
	for (uint32_t i = 0; i < f->file_count; i++)
		if (name_here(f, &f->files[i]).len > 0)
			return true;
	return false;
}

bool folder_has(struct arena *a, const struct folder *f, const char *file)
{
	if (f->in_memory)
		return find(f, file) != NULL;
	return file_exists(folder_path(a, f, file));
}

static const char **list_disk(struct arena *a, const struct folder *f,
			      size_t *count)
{
	const char **names = file_list(a, f->name, count);
	size_t files = 0;

	for (size_t i = 0; names != NULL && i < *count; i++)
		if (!file_is_directory(folder_path(a, f, names[i])))
			names[files++] = names[i];
	*count = files;
	return names;
}

const char **folder_list(struct arena *a, const struct folder *f,
			 size_t *count)
{
	const char **names;

	if (!f->in_memory)
		return list_disk(a, f, count);
	*count = 0;
	if (!folder_exists(f))
		return NULL;
	names = ARENA_ARRAY(a, f->file_count, const char *);
	for (uint32_t i = 0; i < f->file_count; i++) {
		struct str name = name_here(f, &f->files[i]);

		if (name.len > 0)
			names[(*count)++] = str_cstr(a, name);
	}
	return names;
}

int folder_read(struct arena *a, const struct folder *f, const char *file,
		size_t limit, struct str *bytes)
{
	const struct folder_file *found;

	if (!f->in_memory)
		return file_read(a, folder_path(a, f, file), limit, bytes);
	found = find(f, file);
	if (found == NULL)
		return ENOENT;
	if (found->bytes.len > limit)
		return EFBIG;
	*bytes = found->bytes;
	return 0;
}

struct source *folder_source(struct arena *a, const struct folder *f,
			     const char *file, struct diags *diags)
{
	const char *path = folder_path(a, f, file);
	struct str bytes;
	int error = folder_read(a, f, file, SOURCE_MAX_BYTES, &bytes);

	return error == 0 ? source_borrow(a, path, bytes, diags)
			  : source_unread(a, path, error, diags);
}
