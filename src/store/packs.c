/* Packs as they were published: kept once, by what they are. */
#include "db.h"

#include "base/arena.h"
#include "base/digest.h"

struct digest stored_pack_digest(struct arena *a,
				 const struct stored_pack *pack)
{
	size_t count = 2 * (size_t)pack->file_count + 1;
	struct str *texts = ARENA_ARRAY(a, count, struct str);

	texts[0] = pack->id;
	for (uint32_t i = 0; i < pack->file_count; i++) {
		texts[2 * i + 1] = pack->files[i].path;
		texts[2 * i + 2] = pack->files[i].bytes;
	}
	return digest_of_all(texts, count);
}

static void add_files(struct store *s, const struct stored_pack *pack)
{
	for (uint32_t i = 0; i < pack->file_count; i++) {
		sqlite3_stmt *st = sql_begin(s, SQL_PACK_FILE_ADD);

		sql_bind_str(st, 1, pack->digest);
		sql_bind_str(st, 2, pack->files[i].path);
		sql_bind_bytes(st, 3, pack->files[i].bytes.at,
			       pack->files[i].bytes.len);
		sql_run(s, st);
	}
}

bool pack_add(struct store *s, const struct stored_pack *pack)
{
	sqlite3_stmt *st = sql_begin(s, SQL_PACK_ADD);

	sql_bind_str(st, 1, pack->digest);
	sql_bind_str(st, 2, pack->id);
	sql_bind_str(st, 3, pack->version);
	sql_bind_str(st, 4, pack->identity);
	if (sql_run(s, st) && sqlite3_changes(s->db) > 0)
		add_files(s, pack);
	return s->trouble == SQLITE_OK;
}

enum store_result store_add_pack(struct store *s,
				 const struct stored_pack *pack,
				 struct diags *diags)
{
	enum store_result result;

	/* Most often it is there, and nothing needs to be written. */
	if (store_pack(s, s->scratch, pack->digest, false) == NULL) {
		sql_begin_write(s);
		pack_add(s, pack);
		sql_end_write(s);
	}
	result = trouble_tell(s, diags);
	arena_reset(s->scratch);
	return result;
}

static void read_files(struct store *s, struct arena *a,
		       struct stored_pack *pack)
{
	struct stored_file *files = NULL;
	size_t count = 0, capacity = 0;
	sqlite3_stmt *st = sql_begin(s, SQL_PACK_FILES);

	sql_bind_str(st, 1, pack->digest);
	while (sql_row(s, st)) {
		files = arena_grow(a, files, count, &capacity,
				   sizeof(*files));
		files[count++] = (struct stored_file){
			.path = sql_str(a, st, 0),
			.bytes = sql_bytes(a, st, 1),
		};
	}
	pack->files = files;
	pack->file_count = (uint32_t)count;
}

struct stored_pack *store_pack(struct store *s, struct arena *a,
			       struct str digest, bool whole)
{
	sqlite3_stmt *st = sql_begin(s, SQL_PACK);
	struct stored_pack *pack;

	sql_bind_str(st, 1, digest);
	if (!sql_row(s, st))
		return NULL;
	pack = ARENA_NEW(a, struct stored_pack);
	pack->digest = str_copy(a, digest);
	pack->id = sql_str(a, st, 0);
	pack->version = sql_str(a, st, 1);
	pack->identity = sql_str(a, st, 2);
	sqlite3_reset(st);
	if (whole)
		read_files(s, a, pack);
	return s->trouble == SQLITE_OK ? pack : NULL;
}

bool packs_drop_unused(struct store *s, uint32_t *count)
{
	sqlite3_stmt *st = sql_begin(s, SQL_PACKS_UNUSED);
	struct str *unused = NULL;
	size_t n = 0, capacity = 0;

	while (sql_row(s, st)) {
		unused = arena_grow(s->scratch, unused, n, &capacity,
				    sizeof(*unused));
		unused[n++] = sql_str(s->scratch, st, 0);
	}
	for (size_t i = 0; i < n; i++) {
		st = sql_begin(s, SQL_PACK_FILES_DROP);
		sql_bind_str(st, 1, unused[i]);
		sql_run(s, st);
		st = sql_begin(s, SQL_PACK_DROP);
		sql_bind_str(st, 1, unused[i]);
		sql_run(s, st);
	}
	*count = (uint32_t)n;
	return s->trouble == SQLITE_OK;
}
