/* Several files, written all or none. */
#include "outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

void outputs_add(struct outputs *all, const char *name, struct buf *bytes)
{
	if (all->count == OUTPUTS_MAX)
		BUG("more than %d documents", OUTPUTS_MAX);
	all->items[all->count++] = (struct output){ name, buf_view(bytes) };
}

bool outputs_have(const struct outputs *all, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->items[i].name, name) == 0)
			return true;
	return false;
}

/* What is left of an earlier attempt that was killed. */
static void empty_folder(struct arena *a, const char *dir)
{
	size_t count;
	const char **names = file_list(a, dir, &count);

	for (size_t i = 0; i < count; i++)
		unlink(path_join(a, dir, names[i]));
}

static int write_staged(struct arena *a, const struct outputs *all,
			const char *stage, const char *dir)
{
	int error = 0;

	for (size_t i = 0; i < all->count && error == 0; i++) {
		/* What cannot be replaced must be known before any is. */
		if (file_is_directory(path_join(a, dir, all->items[i].name)))
			error = EISDIR;
		else
			error =
			    file_write(path_join(a, stage, all->items[i].name),
				       all->items[i].bytes);
	}
	for (size_t i = 0; i < all->count && error == 0; i++)
		if (rename(path_join(a, stage, all->items[i].name),
			   path_join(a, dir, all->items[i].name)) != 0)
			error = errno;
	return error;
}

int outputs_write(struct arena *a, const struct outputs *all, const char *dir)
{
	const char *stage = path_join(a, dir, ".jalon");
	int error = file_make_directory(stage), lock;

	if (error != 0)
		return error;
	/* Emptying it through a link would empty somebody else's folder. */
	lock = open(stage, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (lock < 0)
		return errno;
	if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
		error = errno;
		close(lock);
		return error;
	}
	empty_folder(a, stage);
	error = write_staged(a, all, stage, dir);
	empty_folder(a, stage);
	rmdir(stage);
	close(lock);
	return error;
}

void outputs_tell(struct call *call, const struct outputs *all, const char *dir)
{
	for (size_t i = 0; i < all->count; i++) {
		put_visible(
		    &call->out,
		    str_from(path_join(call->arena, dir, all->items[i].name)));
		buf_char(&call->out, '\n');
	}
}
