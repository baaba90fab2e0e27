/* Names for files that are being made, and what is left of those that died. */
#include "db.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* What SQLite keeps beside a file. */
static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
enum { ENDINGS = sizeof(endings) / sizeof(endings[0]), CHANCE_DIGITS = 8 };

const char *store_temporary(struct arena *a, const struct chance *chance,
			    const char *path)
{
	struct str id = chance_id(a, chance);
	struct buf name = buf_make(a);

	buf_fmt(&name, "%s.%ld-%.*s.tmp", path, (long)getpid(), CHANCE_DIGITS,
		id.at);
	return str_cstr(a, buf_view(&name));
}

void store_remove(const char *path)
{
	struct arena *a = arena_open();

	for (int i = 0; i < ENDINGS; i++) {
		struct buf one = buf_make(a);

		buf_fmt(&one, "%s%s", path, endings[i]);
		unlink(str_cstr(a, buf_view(&one)));
	}
	arena_close(a);
}

void making_begin(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
}

/* --- taking its name ------------------------------------------------------ */

int making_take_new_name(const char *from, const char *to)
{
	if (link(from, to) == 0) {
		unlink(from);
		return 0;
	}
	if (errno == EEXIST)
		return EEXIST;
	/* Some disks, as those one carries, give no file two names. */
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL || file_exists(to))
		return errno;
	return rename(from, to) == 0 ? 0 : errno;
}

/* --- what is left --------------------------------------------------------- */

static struct str without_ending(struct str name)
{
	for (int i = 1; i < ENDINGS; i++)
		if (str_ends(name, endings[i]))
			return str_sub(name, 0, name.len - strlen(endings[i]));
	return name;
}

/*
 * Nobody knows the processes of another machine that shares the folder: its
 * copy then fails, with a sentence, and nothing that has its name is touched.
 */
static bool is_gone(struct str digits)
{
	char text[16];
	long pid;

	if (digits.len == 0 || digits.len > 10)
		return false;
	snprintf(text, sizeof(text), "%.*s", STR_ARGS(digits));
	pid = strtol(text, NULL, 10);
	return pid > 0 && pid <= INT32_MAX && kill((pid_t)pid, 0) != 0 &&
	       errno == ESRCH;
}

/* How many bytes at the end are among `set`. */
static size_t trailing(struct str s, const char *set)
{
	size_t n = 0;

	while (n < s.len && strchr(set, s.at[s.len - 1 - n]) != NULL)
		n++;
	return n;
}

/* `ANYTHING.PID-XXXXXXXX.tmp`, of a process that is no more. */
static bool is_left(struct str name)
{
	size_t pid;

	name = without_ending(name);
	if (!str_ends(name, ".tmp"))
		return false;
	name.len -= 4;
	if (trailing(name, "0123456789abcdef") != CHANCE_DIGITS)
		return false;
	name.len -= CHANCE_DIGITS;
	if (!str_ends(name, "-"))
		return false;
	name.len--;
	pid = trailing(name, "0123456789");
	return name.len > pid + 1 && name.at[name.len - pid - 1] == '.' &&
	       is_gone(str_sub(name, name.len - pid, name.len));
}

uint32_t store_sweep(const char *path, bool really)
{
	struct arena *a = arena_open();
	const char *folder = path_parent(a, path);
	size_t count;
	const char **names = file_list(a, folder, &count);
	uint32_t left = 0;

	for (size_t i = 0; names != NULL && i < count; i++) {
		if (!is_left(str_from(names[i])))
			continue;
		if (!really || unlink(path_join(a, folder, names[i])) == 0)
			left++;
	}
	arena_close(a);
	return left;
}
