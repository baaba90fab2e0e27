/*
 * A text as a QR code (ISO/IEC 18004), drawn in the page. Private to web.
 */
#ifndef JALON_WEB_QR_H
#define JALON_WEB_QR_H

#include "format/html.h"

/*
 * <div class="qr"> with an SVG image: error correction M, and the four light
 * modules around it that readers need. `title` says what reading it gives;
 * whoever cannot read it needs the text itself beside. Writes nothing for a
 * text that is empty or too long for a code (2,331 bytes).
 */
void qr_write(struct html *h, struct arena *a, struct str text,
	      struct str title);

#endif
