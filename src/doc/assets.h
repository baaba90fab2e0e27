/*
 * The files of src/doc/assets and the schema, built into the program by
 * src/doc/embed.sh.
 */
#ifndef JALON_DOC_ASSETS_H
#define JALON_DOC_ASSETS_H

#include <stddef.h>

#include "base/diag.h"

#define ASSET(name)                                                            \
	extern const unsigned char asset_##name[];                             \
	extern const size_t asset_##name##_len;

ASSET(report_fr_md)
ASSET(report_en_md)
ASSET(plan_fr_md)
ASSET(plan_en_md)
ASSET(monday_fr_md)
ASSET(monday_en_md)
ASSET(lines_fr_md)
ASSET(lines_en_md)
ASSET(style_css)
ASSET(result_schema_json)

#undef ASSET

/* A shipped template or part of one; empty when there is none. */
struct str asset_template(struct str name, enum lang lang);
/* The names of all of them: "report", "plan" and the parts. */
extern const struct str asset_template_names[];
extern const size_t asset_template_count;

struct str asset_style(void);
struct str asset_schema(void);

#endif
