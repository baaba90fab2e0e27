/* Saving: all of it or nothing, on the disk when it returns. */
#include "db.h"
#include "base/arena.h"

enum store_result store_do(struct store *s, store_write *write, void *context,
			   struct diags *diags)
{
	enum store_result result = STORE_DONE, told;

	sql_begin_write(s);
	if (s->trouble == SQLITE_OK)
		result = write(s, context, diags);
	if (result == STORE_DONE)
		sql_end_write(s);
	else
		sql_undo_write(s);
	told = trouble_tell(s, diags);
	arena_reset(s->scratch);
	return result == STORE_DONE ? told : result;
}

enum store_result save_changes(struct store *s, void *context,
			       struct diags *diags)
{
	const struct saving *saving = context;

	(void)diags;
	store_append(s, saving->changes, saving->count);
	return STORE_DONE;
}

enum store_result store_save(struct store *s, const struct change *changes,
			     size_t count, struct diags *diags)
{
	struct saving saving = { changes, count };

	return store_do(s, save_changes, &saving, diags);
}
