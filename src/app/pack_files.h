/* A pack's folder as it is kept in a file of cases, and a folder again. */
#ifndef JALON_APP_PACK_FILES_H
#define JALON_APP_PACK_FILES_H

#include "model/pack.h"
#include "store/store.h"

/* Every file that makes the pack; its samples are left out. */
struct stored_pack *pack_files_read(struct arena *a, const struct pack *pack,
				    struct diags *diags);
/*
 * Writes them under a new folder of the system's temporary one; `*folder` is
 * what to remove afterwards. The pack's own folder, or NULL after a
 * diagnostic.
 */
const char *pack_files_write(struct arena *a, const struct stored_pack *kept,
			     const char **folder, struct diags *diags);
/* Removes such a folder and all in it. */
void pack_files_remove(const char *folder);

#endif
