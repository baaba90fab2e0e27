/*
 * The consultant's looks: a logo named by the answers, a style sheet beside
 * the pack's templates. Both end inside the documents, which refer to nothing
 * outside themselves.
 */
#ifndef JALON_CMD_LOGO_H
#define JALON_CMD_LOGO_H

#include "cmd/command.h"
#include "model/answers.h"

struct logo {
	struct str bytes;
	const char *kind;	/* "image/png" */
};
/*
 * False after a diagnostic: it cannot be read, is larger than 1 MiB, or is no
 * SVG, PNG or JPEG by its first bytes.
 */
bool logo_read(struct call *call, const char *path, struct logo *logo);

/*
 * `report.logo` as a data: URL; its path is taken from the answers' folder.
 * Empty when there is none, or after a diagnostic.
 */
struct str logo_load(struct call *call, const struct answers *answers);

/* documents/style.css of the pack; empty when there is none. */
struct str style_load(struct call *call);

#endif
