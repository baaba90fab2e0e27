/* Files that come and go, by paths nobody else has. */
#include "desk_file.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

/* ".jalon.PID.XXXXXX" */
#define PREFIX ".jalon."

enum { NAME_BYTES = 80 };

/* Letters, digits, `.`, `_` and `-`; what else there is becomes `_`. */
static struct str safe_name(struct arena *a, struct str name)
{
	struct buf b = buf_make(a);

	if (name.len > NAME_BYTES)
		name = str_sub(name, name.len - NAME_BYTES, name.len);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || c == '_' || c == '-' ||
			    (c == '.' && i > 0);

		buf_char(&b, safe ? c : '_');
	}
	return b.len > 0 ? buf_view(&b) : STR("file");
}

bool own_file_make(struct visit *v, struct str name, struct own_file *f)
{
	const char *beside = path_parent(v->arena, v->config->cases);
	struct buf name_of = buf_make(v->arena);
	char *folder;

	buf_fmt(&name_of, PREFIX "%ld.XXXXXX", (long)getpid());
	folder = (char *)(uintptr_t)path_join(
	    v->arena, beside, str_cstr(v->arena, buf_view(&name_of)));
	*f = (struct own_file){ 0 };
	if (mkdtemp(folder) == NULL) {
		visit_refuse(v, errno == ENOSPC || errno == EDQUOT ? 507 : 503,
			     errno == ENOSPC || errno == EDQUOT
				 ? P_TROUBLE_FULL
				 : P_TROUBLE_MACHINE);
		return false;
	}
	f->folder = folder;
	f->path = path_join(v->arena, folder,
			    str_cstr(v->arena, safe_name(v->arena, name)));
	return true;
}

bool own_file_keep(struct visit *v, struct str name, struct str bytes,
		   struct own_file *f)
{
	int error;

	if (!own_file_make(v, name, f))
		return false;
	error = file_write_private(f->path, bytes);
	if (error == 0)
		return true;
	own_file_drop(f);
	visit_refuse(v, error == ENOSPC || error == EDQUOT ? 507 : 503,
		     error == ENOSPC || error == EDQUOT ? P_TROUBLE_FULL
							: P_TROUBLE_MACHINE);
	return false;
}

void own_file_drop(const struct own_file *f)
{
	if (f->folder == NULL)
		return;
	unlink(f->path);
	rmdir(f->folder);
}

/* --- what is left ---------------------------------------------------------- */

/* Of a process of this machine that is no more. */
static bool is_left(struct str name)
{
	size_t start = strlen(PREFIX);
	size_t dot = str_find(name, STR("."), start);
	uint32_t pid;

	return str_starts(name, PREFIX) && dot != SIZE_MAX &&
	       str_whole(str_sub(name, start, dot), &pid) && pid > 0 &&
	       kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static void remove_folder(struct arena *a, const char *folder)
{
	size_t count;
	const char **names = file_list(a, folder, &count);

	for (size_t i = 0; names != NULL && i < count; i++)
		unlink(path_join(a, folder, names[i]));
	rmdir(folder);
}

void own_files_sweep(const char *cases)
{
	struct arena *a = arena_open();
	const char *beside = path_parent(a, cases);
	size_t count;
	const char **names = file_list(a, beside, &count);

	for (size_t i = 0; names != NULL && i < count; i++)
		if (is_left(str_from(names[i])))
			remove_folder(a, path_join(a, beside, names[i]));
	arena_close(a);
}

/* --- RFC 4648 ------------------------------------------------------------------- */

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str base64_write(struct arena *a, struct str bytes)
{
	size_t len = (bytes.len + 2) / 3 * 4, at = 0;
	char *out = arena_array(a, len + 1, 1);

	for (size_t i = 0; i < bytes.len; i += 3) {
		uint32_t group = 0;

		for (size_t n = 0; n < 3; n++)
			group = group << 8 |
				(i + n < bytes.len
				     ? (unsigned char)bytes.at[i + n]
				     : 0u);
		for (size_t n = 0; n < 4; n++)
			out[at++] = i + n > bytes.len
					? '='
					: letters[group >> (18 - 6 * n) & 63];
	}
	return (struct str){ out, len };
}

static int value_of(char c)
{
	for (int i = 0; i < 64; i++)
		if (letters[i] == c)
			return i;
	return -1;
}

struct str base64_read(struct arena *a, struct str text)
{
	char *out = arena_array(a, text.len / 4 * 3 + 1, 1);
	size_t padding = str_ends(text, "==") ? 2 : str_ends(text, "=") ? 1 : 0;
	size_t at = 0;

	if (text.len % 4 != 0)
		return STR_NONE;
	for (size_t i = 0; i < text.len; i += 4) {
		uint32_t group = 0;

		for (size_t n = 0; n < 4; n++) {
			bool pad = i + n >= text.len - padding;
			int value = pad ? 0 : value_of(text.at[i + n]);

			if (value < 0)
				return STR_NONE;
			group = group << 6 | (uint32_t)value;
		}
		for (size_t n = 0; n < 3; n++)
			out[at++] = (char)(group >> (16 - 8 * n) & 255);
	}
	return (struct str){ out, at - padding };
}
