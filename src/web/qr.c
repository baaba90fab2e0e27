/* QR codes; see qr.h. */
#include "qr.h"

#include <errno.h>
#include <qrencode.h>

#include "base/arena.h"
#include "base/diag.h"

enum { QUIET = 4 };

/* Modules of a line that are dark, one after the other, as one rectangle. */
static struct str path_of_modules(struct arena *a, const QRcode *code)
{
	struct buf d = buf_make(a);

	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++) {
			const unsigned char *line =
			    code->data + y * code->width;
			int from = x;

			while (x < code->width && (line[x] & 1) != 0)
				x++;
			if (x > from)
				buf_fmt(&d, "M%d %dh%dv1h-%dz", from + QUIET,
					y + QUIET, x - from, x - from);
		}
	return buf_view(&d);
}

static void write_image(struct html *h, struct str box, struct str path,
			struct str title)
{
	HTML_OPEN(h, "div", { "class", STR("qr") });
	HTML_OPEN(h, "svg", { "viewBox", box }, { "role", STR("img") },
		  { "aria-label", title },
		  { "shape-rendering", STR("crispEdges") });
	html_element(h, "title", NULL, title);
	HTML_VOID(h, "path", { "fill", STR("#000") }, { "d", path });
	html_close(h, "svg");
	html_close(h, "div");
	html_newline(h);
}

void qr_write(struct html *h, struct arena *a, struct str text,
	      struct str title)
{
	QRcode *code = QRcode_encodeData(
	    (int)text.len, (const unsigned char *)text.at, 0, QR_ECLEVEL_M);
	struct buf box = buf_make(a);

	if (code == NULL && errno == ENOMEM)
		die_with(MSG_OUT_OF_MEMORY, "");
	if (code == NULL)
		return;
	buf_fmt(&box, "0 0 %d %d", code->width + 2 * QUIET,
		code->width + 2 * QUIET);
	write_image(h, buf_view(&box), path_of_modules(a, code), title);
	QRcode_free(code);
}
