/* A picture inside a document: base64 (RFC 4648, 4) in a data: URL. */
#include "doc/document.h"

static void put_base64(struct buf *out, struct str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		uint32_t three = 0;
		size_t n = bytes.len - i < 3 ? bytes.len - i : 3;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 |
				(k < n ? (unsigned char)bytes.at[i + k] : 0U);
		for (size_t k = 0; k < 4; k++)
			buf_char(out, k > n
					  ? '='
					  : digits[three >> (18 - 6 * k) & 63]);
	}
}

struct str document_logo(struct arena *a, const char *type, struct str bytes)
{
	struct buf url = buf_make(a);

	buf_fmt(&url, "data:%s;base64,", type);
	put_base64(&url, bytes);
	return buf_view(&url);
}
