/* Files: whole, atomic, in order. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static int read_all(struct arena *a, int fd, size_t limit, struct str *bytes)
{
	struct buf b = buf_make(a);
	char chunk[65536];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		if (n == 0)
			break;
		if ((size_t)n > limit - b.len)
			return EFBIG;
		buf_str(&b, (struct str){ chunk, (size_t)n });
	}
	*bytes = str_copy(a, buf_view(&b));
	return 0;
}

int file_read(struct arena *a, const char *path, size_t limit,
	      struct str *bytes)
{
	/* O_NONBLOCK: opening a pipe without a writer must not hang. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	int error;

	if (fd < 0)
		return errno;
	fcntl(fd, F_SETFL, 0);
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		error = EISDIR;
	else if (S_ISREG(st.st_mode) && (size_t)st.st_size > limit)
		error = EFBIG;
	else
		error = read_all(a, fd, limit, bytes);
	close(fd);
	return error;
}

static int write_all(int fd, struct str bytes)
{
	size_t done = 0;

	while (done < bytes.len) {
		ssize_t n = write(fd, bytes.at + done, bytes.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		done += (size_t)n;
	}
	return fsync(fd) != 0 && errno != EINVAL ? errno : 0;
}

static int write_whole(const char *path, struct str bytes, mode_t mode)
{
	char temporary[4096];
	int fd, error;

	if (snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path) >=
	    (int)sizeof(temporary))
		return ENAMETOOLONG;
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return errno;
	error = write_all(fd, bytes);
	if (error == 0 && fchmod(fd, mode) != 0)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	if (error == 0 && rename(temporary, path) != 0)
		error = errno;
	if (error != 0)
		unlink(temporary);
	return error;
}

int file_write(const char *path, struct str bytes)
{
	return write_whole(path, bytes, 0644);
}

int file_write_private(const char *path, struct str bytes)
{
	return write_whole(path, bytes, 0600);
}

int file_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int error = 0;

	if (fd < 0)
		return errno;
	if (fsync(fd) != 0 && errno != EINVAL)
		error = errno;
	close(fd);
	return error;
}

static int make_directory(const char *path, mode_t mode)
{
	char partial[4096];
	size_t n = strlen(path);

	if (n == 0 || n >= sizeof(partial))
		return n == 0 ? ENOENT : ENAMETOOLONG;
	memcpy(partial, path, n + 1);
	for (size_t i = 1; i <= n; i++) {
		char kept = partial[i];

		if (kept != '/' && kept != '\0')
			continue;
		partial[i] = '\0';
		if (mkdir(partial, mode) != 0 && errno != EEXIST)
			return errno;
		partial[i] = kept;
	}
	return file_is_directory(path) ? 0 : ENOTDIR;
}

int file_make_directory(const char *path)
{
	return make_directory(path, 0777);
}

int file_make_private_directory(const char *path)
{
	return make_directory(path, 0700);
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **file_list(struct arena *a, const char *path, size_t *count)
{
	DIR *dir = opendir(path);
	const char **names = NULL;
	size_t n = 0, capacity = 0;
	struct dirent *entry;

	*count = 0;
	if (dir == NULL)
		return NULL;
	names = arena_grow(a, NULL, 0, &capacity, sizeof(*names));
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		names = arena_grow(a, names, n, &capacity, sizeof(*names));
		names[n++] = str_cstr(a, str_from(entry->d_name));
	}
	closedir(dir);
	if (n > 1)
		qsort(names, n, sizeof(*names), by_bytes);
	*count = n;
	return names;
}

const char *path_join(struct arena *a, const char *dir, const char *name)
{
	struct buf b = buf_make(a);
	size_t n = strlen(dir);

	buf_str(&b, (struct str){ dir, n });
	if (n > 0 && dir[n - 1] != '/')
		buf_char(&b, '/');
	buf_text(&b, name);
	return str_cstr(a, buf_view(&b));
}

static struct str without_slashes(const char *path)
{
	struct str s = str_from(path);

	while (s.len > 1 && s.at[s.len - 1] == '/')
		s.len--;
	return s;
}

static size_t last_slash(struct str s)
{
	size_t i = s.len;

	while (i > 0 && s.at[i - 1] != '/')
		i--;
	return i;
}

const char *path_base(struct arena *a, const char *path)
{
	struct str s = without_slashes(path);

	return str_cstr(a, str_sub(s, last_slash(s), s.len));
}

const char *path_parent(struct arena *a, const char *path)
{
	struct str s = without_slashes(path);
	size_t slash = last_slash(s);

	if (slash == 0)
		return ".";
	return str_cstr(a, str_sub(s, 0, slash == 1 ? 1 : slash - 1));
}
