/* The logo, and the style sheet as it is. */
#include "logo.h"

#include <string.h>

#include "base/file.h"
#include "doc/document.h"
#include "rows.h"

enum { LOGO_BYTES = 1024 * 1024 };

/* By its first bytes, whatever its name says; NULL when it is no image. */
static const char *kind_of(struct str bytes)
{
	struct str head = str_sub(bytes, 0, 4096);

	if (str_starts(bytes, "\x89PNG\r\n\x1a\n"))
		return "image/png";
	if (str_starts(bytes, "\xFF\xD8\xFF"))
		return "image/jpeg";
	if (str_find(head, STR("<svg"), 0) != SIZE_MAX)
		return "image/svg+xml";
	return NULL;
}

bool logo_read(struct call *call, const char *path, struct logo *logo)
{
	int error = file_read(call->arena, path, LOGO_BYTES, &logo->bytes);

	if (error != 0) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_LOGO_UNREADABLE,
		     path, error_text(error, call->lang));
		return false;
	}
	logo->kind = kind_of(logo->bytes);
	if (logo->kind == NULL)
		DIAG(&call->diags, (struct span){ 0 }, MSG_LOGO_KIND, path);
	return logo->kind != NULL;
}

struct str logo_load(struct call *call, const struct answers *answers)
{
	const char *path = str_cstr(call->arena, answers->report.logo);
	struct logo logo;

	if (answers->report.logo.len == 0)
		return STR_NONE;
	if (path[0] != '/' && answers->file != NULL)
		path = path_join(call->arena,
				 path_parent(call->arena, answers->file), path);
	if (!logo_read(call, path, &logo))
		return STR_NONE;
	return document_logo(call->arena, logo.kind, logo.bytes);
}

/* A document is one file: its style may fetch nothing. */
static bool reaches_out(struct call *call, const struct source *style)
{
	static const char *const ways[] = { "@import", "url(", "image-set(" };

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct str way = str_from(ways[i]);
		size_t at = str_find(style->text, way, 0);

		if (at == SIZE_MAX)
			continue;
		DIAG(&call->diags, span_make(style, at, at + way.len),
		     MSG_STYLE_REACHES_OUT, ways[i]);
		return true;
	}
	return false;
}

struct str style_load(struct call *call)
{
	struct folder documents =
	    folder_inside(call->arena, &call->pack->folder, "documents");
	const struct source *source;

	if (!folder_has(call->arena, &documents, "style.css"))
		return STR_NONE;
	source = folder_source(call->arena, &documents, "style.css",
			       &call->diags);
	return source == NULL || reaches_out(call, source) ? STR_NONE
							    : source->text;
}
