/* What every way in and out shares: files that are not trusted, people. */
#include "exchange_part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "format/json.h"

/* --- trees and texts ---------------------------------------------------- */

struct str payload_text(const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	return node == NULL ? STR_NONE : node->text;
}

struct str payload_json(struct arena *a, const struct node *node)
{
	struct buf b = buf_make(a);
	struct json j = json_make(&b, false);

	if (node == NULL)
		return STR_NONE;
	json_node(&j, node);
	return buf_view(&b);
}

bool payload_same(struct arena *a, struct str x, struct str y)
{
	if (str_eq(x, y) || x.len == 0 || y.len == 0)
		return str_eq(x, y);
	return str_eq(payload_json(a, case_value_node(a, x)),
		      payload_json(a, case_value_node(a, y)));
}

struct str exchange_number(struct arena *a, int64_t n)
{
	struct buf b = buf_make(a);

	buf_int(&b, n);
	return buf_view(&b);
}

struct str exchange_said(struct arena *a, enum answer_kind kind,
			 struct str value, struct str reason, struct str note)
{
	struct buf b = buf_make(a);

	if (kind == ANSWER_VALUE)
		buf_str(&b, value);
	if (kind == ANSWER_DONT_KNOW)
		buf_text(&b, "dont_know");
	if (kind == ANSWER_NA)
		buf_fmt(&b, "na: %.*s", STR_ARGS(reason));
	if (note.len > 0)
		buf_fmt(&b, "%s(%.*s)", b.len > 0 ? " " : "", STR_ARGS(note));
	return buf_view(&b);
}

enum answer_kind payload_kind(const struct node *payload)
{
	struct str kind = payload_text(payload, "kind");

	if (str_is(kind, "value"))
		return ANSWER_VALUE;
	if (str_is(kind, "dont_know"))
		return ANSWER_DONT_KNOW;
	return str_is(kind, "na") ? ANSWER_NA : ANSWER_MISSING;
}

void changes_add(struct arena *a, struct changes *all, struct change change)
{
	all->items = arena_grow(a, all->items, all->count, &all->capacity,
				sizeof(*all->items));
	all->items[all->count++] = change;
}

/* --- people ------------------------------------------------------------- */

enum { CODE_DIGITS = 8 };

bool person_is_alone(const struct respondent_record *r)
{
	return r->group == GROUP_STAFF && !r->together && !r->agreed;
}

struct str person_code(struct arena *a, struct str id)
{
	struct buf b = buf_make(a);

	for (size_t i = 0; i < CODE_DIGITS && i < id.len; i++) {
		if (i == CODE_DIGITS / 2)
			buf_char(&b, '-');
		buf_char(&b,
			 id.at[i] >= 'a' ? (char)(id.at[i] & ~0x20) : id.at[i]);
	}
	return buf_view(&b);
}

/* However it was typed: `91bc3f2a`, `91BC 3F2A`. */
static struct str plain_code(struct arena *a, struct str typed)
{
	struct buf b = buf_make(a);

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		if (c == '-' || c == ' ')
			continue;
		buf_char(&b, c >= 'A' && c <= 'F' ? (char)(c | 0x20) : c);
	}
	return buf_view(&b);
}

bool exchange_reads_group(struct str who, enum group *group, struct str *name)
{
	static const char *const french[GROUP_COUNT] = {
		[GROUP_LEADERS] = "direction",
		[GROUP_STAFF] = "personnel",
		[GROUP_EXPERTS] = "spécialistes",
	};
	size_t colon = str_find(who, STR(":"), 0);
	struct str word = str_trim(str_sub(who, 0, colon));

	/* As French sets it before a colon, and as one copies it. */
	if (str_ends(word, "\xC2\xA0"))
		word = str_trim(str_sub(word, 0, word.len - 2));
	for (int g = 0; colon != SIZE_MAX && g < GROUP_COUNT; g++)
		if (str_is(word, group_name((enum group)g)) ||
		    str_is(word, french[g])) {
			*group = (enum group)g;
			*name = str_trim(str_sub(who, colon + 1, who.len));
			return true;
		}
	return false;
}

/* Where another group has somebody of that name too. */
static bool is_in_group(const struct respondent_record *r, struct str who)
{
	enum group group;
	struct str name;

	return exchange_reads_group(who, &group, &name) && group == r->group &&
	       str_eq(name, r->name);
}

bool person_is(struct arena *a, const struct respondent_record *r,
	       struct str who)
{
	struct str code;

	if (r->agreed || r->together || who.len == 0)
		return false;
	if (!person_is_alone(r))
		return str_eq(r->name, who) || is_in_group(r, who);
	code = plain_code(a, who);
	return code.len >= CODE_DIGITS &&
	       str_eq(str_sub(r->id, 0, code.len), code);
}

/* --- files -------------------------------------------------------------- */

bool exchange_is_portable(const char *path)
{
	static const char magic[] = "SQLite format 3";
	char begins[sizeof(magic)];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool is = false;

	if (fd >= 0) {
		is = read(fd, begins, sizeof(begins)) ==
			 (ssize_t)sizeof(begins) &&
		     memcmp(begins, magic, sizeof(magic)) == 0;
		close(fd);
	}
	return is;
}

static const char *with_ending(struct arena *a, const char *path,
			       const char *ending)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%s%s", path, ending);
	return str_cstr(a, buf_view(&b));
}

bool exchange_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

bool exchange_may_write(struct desk *d, const char *path)
{
	if (d->store != NULL &&
	    exchange_same_file(path, store_path(d->store))) {
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_OVER_CASES,
		     path);
		return false;
	}
	if (file_exists(with_ending(d->arena, path, "-wal"))) {
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_OVER_OPEN,
		     path);
		return false;
	}
	return true;
}

static int copy_bytes(int from, int to)
{
	char chunk[65536];
	ssize_t n;

	while ((n = read(from, chunk, sizeof(chunk))) != 0) {
		ssize_t done = 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		while (done < n) {
			ssize_t w = write(to, chunk + done, (size_t)(n - done));

			if (w < 0 && errno != EINTR)
				return errno;
			done += w < 0 ? 0 : w;
		}
	}
	return 0;
}

static int copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK), out, error;
	struct stat st;

	if (in < 0)
		return errno;
	if (fstat(in, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(in);
		return S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	}
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	error = out < 0 ? errno : copy_bytes(in, out);
	if (out >= 0 && close(out) != 0 && error == 0)
		error = errno;
	close(in);
	return error;
}

int portable_copy(struct arena *a, const char *from, const char *to)
{
	const char *log = with_ending(a, from, "-wal");
	int error = copy_file(from, to);

	if (error == 0 && file_exists(log))
		error = copy_file(log, with_ending(a, to, "-wal"));
	return error;
}

/* --- a file that is not trusted ----------------------------------------- */

static bool make_copy(struct desk *d, const char *path, struct portable *p,
		      const char **copy)
{
	const char *where = getenv("TMPDIR");
	struct buf name = buf_make(d->arena);
	char *folder;
	int error;

	buf_fmt(&name, "%s/jalon.XXXXXX",
		where == NULL || *where == '\0' ? "/tmp" : where);
	folder = (char *)(uintptr_t)str_cstr(d->arena, buf_view(&name));
	if (mkdtemp(folder) == NULL) {
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_COPY, path,
		     error_said(errno));
		d->failed = true;
		return false;
	}
	p->folder = folder;
	*copy = p->copy = path_join(d->arena, folder, "copy.jalon");
	error = portable_copy(d->arena, path, *copy);
	if (error == 0)
		return true;
	d->failed = error == ENOSPC || error == EIO || error == EDQUOT;
	DIAG(d->diags, (struct span){ 0 },
	     d->failed ? MSG_EXCHANGE_COPY : MSG_FILE_UNREADABLE, path,
	     error_said(error));
	return false;
}

/* What was found in the copy is told of the file that was given. */
static void tell_of(struct diags *to, const struct diags *heard,
		    const char *copy, const char *path)
{
	for (size_t i = 0; i < heard->count; i++) {
		struct diag diag = heard->items[i];

		for (size_t n = 0; n < DIAG_ARGS; n++)
			if (str_is(diag.args[n], copy))
				diag.args[n] = str_from(path);
		diag_add_str(to, diag.span, diag.message, diag.args, DIAG_ARGS);
	}
}

bool portable_open(struct desk *d, const char *path, struct portable *out)
{
	struct diags heard;
	const char *copy = NULL;
	enum store_result result;

	*out = (struct portable){ 0 };
	if (!make_copy(d, path, out, &copy))
		return false;
	diags_init(&heard, d->arena);
	result = store_open(&out->store, copy, STORE_WRITE, &d->chance, &heard);
	if (result == STORE_DONE)
		result = store_doctor(out->store, false, &heard);
	if (result == STORE_DONE)
		return true;
	tell_of(d->diags, &heard, copy, path);
	/* Another copy would come from the same program. */
	if (heard.count == 0 ||
	    heard.items[heard.count - 1].message != MSG_STORE_NEWER)
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_NOT_TAKEN,
		     path);
	return desk_did(d, result);
}

void portable_close(struct portable *p)
{
	store_close(p->store);
	if (p->folder != NULL) {
		store_remove(p->copy);
		rmdir(p->folder);
	}
	*p = (struct portable){ 0 };
}

/* --- taking cases over -------------------------------------------------- */

/* What adopting would meet, before anything is written. */
static bool may_adopt(struct desk *d, const struct case_record *all,
		      uint32_t count, struct str name, const char *path)
{
	size_t before = d->diags->errors;
	uint32_t found;

	if (count == 0)
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_NO_CASE, path);
	if (count != 1 && name.len > 0)
		DIAG(d->diags, (struct span){ 0 }, MSG_EXCHANGE_ONE_NAME, path);
	if (name.len > 0 && !case_name_is_good(name))
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_NAME_BAD, name);
	for (uint32_t i = 0; i < count; i++) {
		struct str bears = name.len > 0 ? name : all[i].name;

		store_cases_named(d->store, d->arena, all[i].id, &found);
		if (found > 0) {
			DIAG(d->diags, (struct span){ 0 }, MSG_STORE_CASE_HERE,
			     store_path(d->store));
			continue;
		}
		store_journal(d->store, d->arena, all[i].id, &found);
		if (found > 0)
			DIAG_STR(d->diags, (struct span){ 0 },
				 MSG_EXCHANGE_ERASED_HERE, all[i].name);
		store_cases_named(d->store, d->arena, bears, &found);
		if (found > 0)
			DIAG_STR(d->diags, (struct span){ 0 },
				 MSG_CASE_NAME_TAKEN, bears);
	}
	return desk_read_well(d) && d->diags->errors == before;
}

static struct change renamed(struct desk *d, const struct case_record *record,
			     struct str name)
{
	struct stamp stamp = desk_stamp(d);
	struct case_record other = *record;

	other.name = name;
	return change_case(d->arena, &stamp, &other);
}

bool exchange_adopt(struct desk *d, const char *path, struct str name,
		    const struct case_record **adopted, uint32_t *count)
{
	struct portable p;
	bool good = portable_open(d, path, &p);
	struct case_record *all = NULL;

	*count = 0;
	if (good) {
		all =
		    (struct case_record *)store_cases(p.store, d->arena, count);
		good = may_adopt(d, all, *count, name, path);
	}
	for (uint32_t i = 0; good && i < *count; i++)
		good = portable_check(d, &p, path, &all[i]);
	for (uint32_t i = 0; good && i < *count; i++)
		good = desk_did(
		    d, store_adopt(d->store, p.store, all[i].id, d->diags));
	portable_close(&p);
	if (good && name.len > 0) {
		struct change change = renamed(d, &all[0], name);

		all[0].name = name;
		good = desk_save(d, &change, 1);
	}
	*adopted = all;
	return good;
}

/* --- renaming ----------------------------------------------------------- */

bool exchange_rename(struct desk *d, struct str name, struct str to)
{
	const struct case_record *record = case_find(d, name);
	struct change change;
	uint32_t taken;

	if (record == NULL)
		return false;
	if (!case_name_is_good(to)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_NAME_BAD, to);
		return false;
	}
	store_cases_named(d->store, d->arena, to, &taken);
	if (!desk_read_well(d))
		return false;
	if (taken > 0 && !str_eq(record->name, to)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_EXCHANGE_NAME_TAKEN,
			 to);
		return false;
	}
	if (str_eq(record->name, to))
		return true;
	change = renamed(d, record, to);
	return desk_save(d, &change, 1);
}

/* --- counting ----------------------------------------------------------- */

bool exchange_count(struct desk *d, struct looked_at *out)
{
	uint32_t count;
	const struct case_record *all = store_cases(d->store, d->arena, &count);

	*out = (struct looked_at){ .cases = count };
	for (uint32_t i = 0; i < count; i++) {
		uint32_t n;

		store_rounds(d->store, d->arena, all[i].id, &n);
		out->rounds += n;
	}
	out->changes = store_change_count(d->store);
	return desk_read_well(d);
}

/* What cannot be counted was found already. */
static void count_unheard(struct desk *d, struct looked_at *seen)
{
	struct diags *heard = d->diags, unheard;

	diags_init(&unheard, d->arena);
	d->diags = &unheard;
	exchange_count(d, seen);
	d->diags = heard;
}

static bool examine_copy(struct desk *d, const char *path,
			 struct looked_at *seen)
{
	struct portable p = { 0 };
	struct diags heard;
	const char *copy = NULL;
	enum store_result result;

	diags_init(&heard, d->arena);
	if (!make_copy(d, path, &p, &copy)) {
		portable_close(&p);
		return false;
	}
	result = store_open(&p.store, copy, STORE_WRITE, &d->chance, &heard);
	if (result == STORE_DONE) {
		result = store_doctor(p.store, false, &heard);
		d->store = p.store;
		count_unheard(d, seen);
		d->store = NULL;
	}
	tell_of(d->diags, &heard, copy, path);
	portable_close(&p);
	return desk_did(d, result);
}

bool exchange_doctor(struct desk *d, const char *path, bool mend,
		     struct looked_at *seen)
{
	bool well;

	*seen = (struct looked_at){ 0 };
	if (store_is_archive(path) && !mend)
		return examine_copy(d, path, seen);
	if (!desk_open(d, path, STORE_WRITE))
		return false;
	well = desk_did(d, store_doctor(d->store, mend, d->diags));
	count_unheard(d, seen);
	return well;
}
