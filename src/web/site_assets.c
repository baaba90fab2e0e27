/*
 * The style sheet and the script: built into the program, under names made
 * from their bytes, so that a browser may keep them for good.
 */
#include "parts.h"

#include <stdlib.h>

#include "base/digest.h"
#include "doc/document.h"
#include "gzip.h"

#define ASSET(name)                                                            \
	extern const unsigned char asset_##name[];                             \
	extern const size_t asset_##name##_len;
ASSET(web_css)
ASSET(web_js)
#undef ASSET

enum { NAME_DIGITS = 12 };

static struct str embedded(const unsigned char *bytes, size_t len)
{
	return (struct str){ (const char *)bytes, len };
}

/* Once, at the start: as small as it gets, for all who ask. */
static struct str smaller(struct arena *a, struct str bytes)
{
	struct gzip *g = gzip_open_best();
	struct str kept = STR_NONE;
	size_t len;
	char *block = gzip_write(g, bytes, &len);

	if (block != NULL)
		kept = str_copy(a, (struct str){ block, len });
	free(block);
	gzip_close(g);
	return kept;
}

static void keep(struct site *site, enum asset asset, struct str bytes,
		 const char *type, const char *suffix)
{
	struct buf name = buf_make(site->arena);
	struct digest digest = digest_of(bytes);

	buf_str(&name, str_sub(str_from(digest.hex), 0, NAME_DIGITS));
	buf_text(&name, suffix);
	site->assets[asset] = (struct site_asset){
		.type = type,
		.name = buf_view(&name),
		.bytes = bytes,
		.gzipped = smaller(site->arena, bytes),
	};
}

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/*
 * Three parts of white to two of the colour. Even black so becomes #999,
 * 6:1 to the dark ground and to what is written on it, 5:1 to the palest
 * (WCAG 2.2, 1.4.3 and 1.4.11): no colour is left to check.
 */
static void put_lighter(struct buf *b, struct str colour)
{
	buf_char(b, '#');
	for (size_t i = 1; i < 7; i += 2) {
		int n = hex_digit(colour.at[i]) * 16 +
			hex_digit(colour.at[i + 1]);

		buf_fmt(b, "%02x", (n * 2 + 255 * 3) / 5);
	}
}

/*
 * The consultant's colour comes last. It was checked: # and six digits, and
 * white can be read on it; so it can be seen on a light ground. On the dark
 * one it could not: there it is lighter, with dark letters.
 */
static void put_accent(struct buf *b, struct str accent)
{
	buf_fmt(b, ":root{--accent:%.*s;--on-accent:#fff}\n", STR_ARGS(accent));
	buf_text(b, "@media (prefers-color-scheme: dark){:root{--accent:");
	put_lighter(b, accent);
	buf_text(b, ";--on-accent:#0f1a20}}\n");
}

static struct str whole_style(struct site *site)
{
	struct buf b = buf_make(site->arena);
	struct str accent = site->config.accent;

	buf_str(&b, document_style());
	buf_str(&b, embedded(asset_web_css, asset_web_css_len));
	if (accent.len > 0)
		put_accent(&b, accent);
	return buf_view(&b);
}

void site_read_assets(struct site *site)
{
	keep(site, ASSET_STYLE, whole_style(site), "text/css; charset=utf-8",
	     ".css");
	keep(site, ASSET_SCRIPT, embedded(asset_web_js, asset_web_js_len),
	     "text/javascript; charset=utf-8", ".js");
	if (site->config.logo.len == 0)
		return;
	keep(site, ASSET_LOGO, site->config.logo, site->config.logo_type,
	     ".logo");
	site->logo_url = document_logo(site->arena, site->config.logo_type,
				       site->config.logo);
}

struct str site_asset_path(struct arena *a, const struct site *site,
			   enum asset asset)
{
	struct buf b = buf_make(a);

	buf_text(&b, "/assets/");
	buf_str(&b, site->assets[asset].name);
	return buf_view(&b);
}
