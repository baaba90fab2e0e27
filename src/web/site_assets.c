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

/*
 * The consultant's colour comes last. It was checked: # and six digits.
 */
static struct str whole_style(struct site *site)
{
	struct buf b = buf_make(site->arena);
	struct str accent = site->config.accent;

	buf_str(&b, document_style());
	buf_str(&b, embedded(asset_web_css, asset_web_css_len));
	if (accent.len > 0)
		buf_fmt(&b, ":root{--accent:%.*s;--on-accent:#fff}\n",
			STR_ARGS(accent));
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
