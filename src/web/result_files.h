/* What can be taken away of a result. Private to web. */
#ifndef JALON_WEB_RESULT_FILES_H
#define JALON_WEB_RESULT_FILES_H

#include "result.h"

/*
 * The section that lists them, under its heading; in a preview folded, unless
 * `unfolded`.
 */
void result_files_list(struct result *r, bool unfolded);

#endif
