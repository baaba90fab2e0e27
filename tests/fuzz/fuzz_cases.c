/*
 * src/store: a file of cases of any bytes is opened, read and examined, or
 * refused with a diagnostic; reading never alters it. What begins as SQLite's
 * files do is the file itself; anything else says how a good one is altered:
 * two bytes for the place, in stretches of 16, one within it, one to flip.
 */
#include "base/file.h"

#include "../unit/store_case.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Made once a process: the same bytes each time but for its salts. */
static struct str good_file(void)
{
	static struct str kept;
	struct file_of_cases f;
	struct small_case c;
	struct change said;
	struct str bytes;
	char *copy;

	if (kept.len > 0)
		return kept;
	cases_make(&f, 7);
	c = cases_add(&f, "epicerie");
	said = make_answer(&f, c.chain, c.leader, "reach_person", "2");
	if (store_save(f.store, &said, 1, &f.diags) != STORE_DONE)
		BUG("a good answer is refused");
	store_close(f.store);
	f.store = NULL;
	if (file_read(f.arena, f.path, 1u << 24, &bytes) != 0 ||
	    (copy = malloc(bytes.len)) == NULL)
		BUG("a good file is not there");
	memcpy(copy, bytes.at, bytes.len);
	kept = (struct str){ copy, bytes.len };
	cases_drop(&f);
	return kept;
}

static struct str bytes_for(struct arena *a, const uint8_t *data, size_t size)
{
	struct str good;
	char *bytes;

	if (size >= 16 && memcmp(data, "SQLite format 3", 16) == 0)
		return (struct str){ (const char *)data, size };
	good = good_file();
	bytes = arena_alloc(a, good.len);
	memcpy(bytes, good.at, good.len);
	for (size_t i = 0; i + 4 <= size; i += 4) {
		size_t at = ((size_t)data[i] << 8 | data[i + 1]) * 16 +
			    data[i + 2] % 16;

		bytes[at % good.len] = (char)(bytes[at % good.len] ^
					      data[i + 3]);
	}
	return (struct str){ bytes, good.len };
}

static void read_cases(struct file_of_cases *f)
{
	uint32_t count, rounds, rows;
	const struct case_record *all =
	    store_cases(f->store, f->arena, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct round_record *r = store_rounds(
		    f->store, f->arena, all[i].id, &rounds);

		for (uint32_t n = 0; n < rounds; n++)
			store_answers(f->store, f->arena, r[n].id, &rows);
		store_journal(f->store, f->arena, all[i].id, &rows);
	}
}

static void open_as(struct file_of_cases *f, enum store_opening how,
		    struct str bytes)
{
	struct str now;
	enum store_result result = store_open(&f->store, f->path, how,
					      &f->chance, &f->diags);

	if (result == STORE_DONE) {
		read_cases(f);
		result = store_trouble(f->store, &f->diags);
	}
	if (f->store != NULL && how == STORE_WRITE)
		result = store_doctor(f->store, true, &f->diags);
	if (result != STORE_DONE && f->diags.count == 0)
		BUG("refused without a word");
	store_close(f->store);
	f->store = NULL;
	if (how == STORE_READ &&
	    (file_read(f->arena, f->path, 1u << 24, &now) != 0 ||
	     !str_eq(now, bytes)))
		BUG("altered by reading");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct file_of_cases f;
	struct str bytes;

	cases_make(&f, 7);
	store_close(f.store);
	f.store = NULL;
	bytes = bytes_for(f.arena, data, size);
	if (file_write(f.path, bytes) != 0)
		BUG("no room for the file");
	open_as(&f, STORE_READ, bytes);
	open_as(&f, STORE_WRITE, bytes);
	cases_drop(&f);
	return 0;
}
