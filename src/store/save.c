/* Saving: some changes, all or none, on the disk when it returns. */
#include "db.h"
#include "base/arena.h"

enum store_result store_save(struct store *s, const struct change *changes,
			     size_t count, struct diags *diags)
{
	enum store_result result;

	sql_begin_write(s);
	for (size_t i = 0; i < count && s->trouble == SQLITE_OK; i++)
		journal_append(s, &changes[i]);
	sql_end_write(s);
	result = trouble_tell(s, diags);
	arena_reset(s->scratch);
	return result;
}
