/* A pack's folder as it is kept in a file of cases. */
#ifndef JALON_APP_PACK_FILES_H
#define JALON_APP_PACK_FILES_H

#include "model/pack.h"
#include "store/store.h"

/* Every file that makes the pack; its samples are left out. */
struct stored_pack *pack_files_read(struct arena *a, const struct pack *pack,
				    struct diags *diags);

/* Files that are kept, as a folder in memory; they are copied. */
struct folder pack_files_hold(struct arena *a, const char *name,
			      const struct stored_file *stored,
			      uint32_t count);
/*
 * Those in the folder `dir`, in memory: what is loaded from them and what is
 * kept of them are then the same, whatever is written there meanwhile. Where
 * one cannot be read it is the folder itself, whose loading will say why.
 */
struct folder pack_files_at(struct arena *a, const char *dir);

#endif
