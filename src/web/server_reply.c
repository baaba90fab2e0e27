/* A response, as it goes out. */
#include "server_part.h"

#include <stdlib.h>
#include <string.h>

/* Smaller ones fit into one packet as they are. */
enum { SMALL = 1400 };

/* --- 304 ----------------------------------------------------------------- */

/* `W/"x"` and `"x"` are the same to If-None-Match (RFC 9110, 13.1.2). */
static struct str without_weak(struct str tag)
{
	return str_starts(tag, "W/") ? str_sub(tag, 2, tag.len) : tag;
}

static bool names_tag(struct str list, struct str tag)
{
	tag = without_weak(tag);
	for (size_t at = 0; at < list.len;) {
		size_t end = str_find(list, STR(","), at);
		struct str one;

		if (end == SIZE_MAX)
			end = list.len;
		one = str_trim(str_sub(list, at, end));
		if (str_is(one, "*") || str_eq(without_weak(one), tag))
			return true;
		at = end + 1;
	}
	return false;
}

static bool is_unchanged(const struct head_read *head, const struct response *r)
{
	return r->status == 200 && r->etag.len > 0 &&
	       r->caching != CACHE_NEVER && head->method != HTTP_POST &&
	       head->status == 0 && names_tag(head->if_none_match, r->etag);
}

/* --- the body ------------------------------------------------------------ */

static bool is_compressible(const struct response *r)
{
	return r->type != NULL && strncmp(r->type, "text/", 5) == 0 &&
	       r->body.len > SMALL;
}

struct body {
	struct MHD_Response *response;
	size_t bytes;
	bool gzip;			/* it is compressed */
	bool either;			/* another client would get it otherwise
					   */
};

static struct MHD_Response *copied(struct str bytes)
{
	return MHD_create_response_from_buffer(
	    bytes.len, (void *)(uintptr_t)bytes.at, MHD_RESPMEM_MUST_COPY);
}

static struct body make_body(const struct sending *s, const struct response *r)
{
	struct body b = { .bytes = r->body.len };
	char *smaller;

	b.either = r->gzipped.len > 0 || is_compressible(r);
	if (s->head->gzip && r->gzipped.len > 0) {
		b.gzip = true;
		b.bytes = r->gzipped.len;
		b.response = copied(r->gzipped);
		return b;
	}
	if (s->head->gzip && is_compressible(r)) {
		smaller =
		    gzip_shelf_write(s->thread->server->gzips,
				     buf_view(&r->body), &b.bytes);
		if (smaller != NULL) {
			b.gzip = true;
			b.response = MHD_create_response_from_buffer(
			    b.bytes, smaller, MHD_RESPMEM_MUST_FREE);
			return b;
		}
		b.bytes = r->body.len;
	}
	b.response = copied(buf_view(&r->body));
	return b;
}

/* --- headers ------------------------------------------------------------- */

static void add(struct MHD_Response *to, const char *name, const char *value)
{
	if (MHD_add_response_header(to, name, value) != MHD_YES)
		BUG("header %s: %s", name, value);
}

static void add_site_headers(const struct sending *s, struct MHD_Response *to,
			     const struct response *r)
{
	struct arena *a = s->thread->arena;
	struct fields fields = site_headers(a, s->thread->server->site, r);

	for (uint32_t i = 0; i < fields.count; i++)
		add(to, str_cstr(a, fields.items[i].name),
		    str_cstr(a, fields.items[i].value));
}

static void add_own_headers(const struct sending *s, const struct body *b,
			    const struct response *r)
{
	if (b->gzip)
		add(b->response, "Content-Encoding", "gzip");
	if (b->either)
		add(b->response, "Vary", "Accept-Encoding");
	if (r->status == 405)
		add(b->response, "Allow", "GET, HEAD, POST");
	if (s->last)
		add(b->response, "Connection", "close");
}

int64_t reply_send(const struct sending *s, const struct response *r,
		   int *status)
{
	bool unchanged = is_unchanged(s->head, r);
	struct body b = { 0 };
	enum MHD_Result queued;

	if (unchanged)
		b.response = copied(STR(""));
	else
		b = make_body(s, r);
	if (b.response == NULL)
		return -1;
	add_site_headers(s, b.response, r);
	add_own_headers(s, &b, r);
	*status = unchanged ? 304 : r->status;
	guest_set(s->guest, GUEST_REPLY,
		  REPLY_MS + (int64_t)b.bytes / REPLY_BYTES_A_MS);
	queued =
	    MHD_queue_response(s->connection, (unsigned)*status, b.response);
	MHD_destroy_response(b.response);
	if (queued != MHD_YES)
		return -1;
	return s->head->method == HTTP_HEAD ? 0 : (int64_t)b.bytes;
}
