/* Headers that go with every response. */
#include "parts.h"

enum { HEADERS = 16 };

struct headers {
	struct arena *arena;
	struct field items[HEADERS];
	uint32_t count;
};

static void add(struct headers *h, const char *name, struct str value)
{
	if (h->count == HEADERS)
		BUG("too many headers");
	h->items[h->count++] = (struct field){ str_from(name), value };
}

/*
 * Nothing from elsewhere, no script or style inside a page, no frame around
 * it, no form that leaves.
 */
static void add_safety(struct headers *h, const struct site *site)
{
	add(h, "Content-Security-Policy",
	    STR("default-src 'none'; script-src 'self'; style-src 'self'; "
		"img-src 'self' data:; connect-src 'self'; "
		"form-action 'self'; base-uri 'none'; object-src 'none'; "
		"frame-ancestors 'none'"));
	add(h, "X-Content-Type-Options", STR("nosniff"));
	add(h, "X-Frame-Options", STR("DENY"));
	/* Not no-referrer: with it a browser says `Origin: null` of our own forms. */
	add(h, "Referrer-Policy", STR("same-origin"));
	add(h, "Cross-Origin-Opener-Policy", STR("same-origin"));
	add(h, "Cross-Origin-Resource-Policy", STR("same-origin"));
	add(h, "Permissions-Policy",
	    STR("camera=(), geolocation=(), microphone=()"));
	if (site->config.secure)
		add(h, "Strict-Transport-Security", STR("max-age=31536000"));
}

static void add_caching(struct headers *h, const struct response *r)
{
	switch (r->caching) {
	case CACHE_NEVER:
		add(h, "Cache-Control", STR("no-store"));
		break;
	case CACHE_CHECK:
		add(h, "Cache-Control", STR("no-cache"));
		break;
	case CACHE_FOREVER:
		add(h, "Cache-Control",
		    STR("public, max-age=31536000, immutable"));
		break;
	}
	if (r->etag.len > 0)
		add(h, "ETag", r->etag);
}

static void add_cookies(struct headers *h, const struct site *site,
			const struct response *r)
{
	for (uint32_t i = 0; i < r->cookie_count; i++) {
		struct buf b = buf_make(h->arena);

		buf_str(&b, r->cookies[i].name);
		buf_char(&b, '=');
		buf_str(&b, r->cookies[i].value);
		buf_text(&b, "; Path=/; HttpOnly; SameSite=Lax");
		if (site->config.secure)
			buf_text(&b, "; Secure");
		if (r->cookies[i].value.len == 0)
			buf_text(&b, "; Max-Age=0");
		else if (r->cookie_stays[i])
			buf_text(&b, "; Max-Age=15552000");
		add(h, "Set-Cookie", buf_view(&b));
	}
}

static void add_filename(struct headers *h, struct str name)
{
	struct buf b = buf_make(h->arena);

	buf_text(&b, "attachment; filename=\"");
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		buf_char(&b, c <= ' ' || c == '"' || c == '\\' || c == 0x7F
				 ? '_'
				 : c);
	}
	buf_char(&b, '"');
	add(h, "Content-Disposition", buf_view(&b));
}

struct fields site_headers(struct arena *a, const struct site *site,
			   const struct response *r)
{
	struct headers *h = ARENA_NEW(a, struct headers);

	h->arena = a;
	add(h, "Content-Type", str_from(r->type));
	add_safety(h, site);
	add_caching(h, r);
	add_cookies(h, site, r);
	if (r->location.len > 0)
		add(h, "Location", r->location);
	if (r->filename.len > 0)
		add_filename(h, r->filename);
	if (r->retry_after > 0) {
		struct buf b = buf_make(a);

		buf_int(&b, r->retry_after);
		add(h, "Retry-After", buf_view(&b));
	}
	return (struct fields){ h->items, h->count };
}
