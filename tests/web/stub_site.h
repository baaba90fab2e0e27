/*
 * A site of a few pages in place of the real one, so that what is tested is
 * the server: defines the five functions that the server calls.
 *
 *	/		a page that may be asked again by its tag
 *	/echo		the form, the files and the query, one to a line
 *	/page		14 KB of HTML (BODY bytes when the program sets it)
 *	/file		a file that has its compressed form
 *	/slow		a page that takes 300 ms
 *	/address	who asked
 *	/move		303 to /, with a cookie
 */
#ifndef JALON_TESTS_STUB_SITE_H
#define JALON_TESTS_STUB_SITE_H

#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "web/server.h"

struct site {
	struct str page; /* or empty */
};

struct site_worker {
	struct site *site;
	struct arena *arena;
	struct response response;
};

struct site_worker *site_worker_open(struct site *site, struct diags *diags)
{
	struct site_worker *w = calloc(1, sizeof(*w));

	(void)diags;
	if (w == NULL)
		abort();
	w->site = site;
	w->arena = arena_open();
	return w;
}

void site_worker_close(struct site_worker *w)
{
	if (w == NULL)
		return;
	arena_close(w->arena);
	free(w);
}

static struct response *stub_begin(struct site_worker *w, int status,
				   const char *type)
{
	arena_reset(w->arena);
	w->response = (struct response){ .status = status,
					 .type = type,
					 .body = buf_make(w->arena) };
	return &w->response;
}

static void stub_fields(struct buf *b, const char *what,
			const struct fields *fields)
{
	for (uint32_t i = 0; i < fields->count; i++)
		buf_fmt(b, "%s %.*s=%.*s\n", what,
			STR_ARGS(fields->items[i].name),
			STR_ARGS(fields->items[i].value));
}

static void stub_echo(struct response *r, const struct request *q)
{
	stub_fields(&r->body, "query", &q->query);
	stub_fields(&r->body, "form", &q->form);
	stub_fields(&r->body, "cookie", &q->cookies);
	for (uint32_t i = 0; i < q->upload_count; i++)
		buf_fmt(&r->body, "file %.*s %.*s %zu\n",
			STR_ARGS(q->uploads[i].field),
			STR_ARGS(q->uploads[i].filename),
			q->uploads[i].bytes.len);
}

static void stub_page(struct response *r, struct str page)
{
	if (page.len > 0) {
		buf_str(&r->body, page);
		return;
	}
	for (int i = 0; i < 200; i++)
		buf_fmt(&r->body,
			"<p id=\"q%d\">Une question, et ses %d choix.</p>\n", i,
			i * 7919 % 1000);
}

const struct response *site_answer(struct site_worker *w,
				   const struct request *q)
{
	struct response *r = stub_begin(w, 200, "text/html; charset=utf-8");

	r->route = "/{name}";
	if (str_is(q->path, "/")) {
		r->route = "/";
		r->caching = CACHE_CHECK;
		r->etag = STR("\"un\"");
		buf_text(&r->body, "<p>bonjour</p>");
	} else if (str_is(q->path, "/echo")) {
		stub_echo(r, q);
	} else if (str_is(q->path, "/page")) {
		stub_page(r, w->site == NULL ? STR_NONE : w->site->page);
	} else if (str_is(q->path, "/file")) {
		buf_text(&r->body, "plain");
		r->gzipped = STR("compressed");
	} else if (str_is(q->path, "/slow")) {
		usleep(300 * 1000);
		buf_text(&r->body, "at last");
	} else if (str_is(q->path, "/address")) {
		buf_str(&r->body, q->address);
	} else if (str_is(q->path, "/move")) {
		r->status = 303;
		r->location = STR("/");
	} else {
		r->status = 404;
		r->route = NULL;
	}
	return r;
}

const struct response *site_refuse(struct site_worker *w, int status)
{
	struct response *r = stub_begin(w, status, "text/plain");

	buf_fmt(&r->body, "refused %d", status);
	return r;
}

struct fields site_headers(struct arena *a, const struct site *site,
			   const struct response *r)
{
	struct field *items = ARENA_ARRAY(a, 6, struct field);
	uint32_t n = 0;

	(void)site;
	items[n++] = (struct field){ STR("Content-Type"), str_from(r->type) };
	/* As long as the real ones. */
	items[n++] = (struct field){
		STR("Content-Security-Policy"),
		STR("default-src 'none'; script-src 'self'; style-src 'self'; "
		    "img-src 'self' data:; connect-src 'self'; "
		    "form-action 'self'; base-uri 'none'; object-src 'none'; "
		    "frame-ancestors 'none'")
	};
	items[n++] =
	    (struct field){ STR("X-Content-Type-Options"), STR("nosniff") };
	if (r->etag.len > 0)
		items[n++] = (struct field){ STR("ETag"), r->etag };
	if (r->location.len > 0) {
		items[n++] = (struct field){ STR("Location"), r->location };
		items[n++] =
		    (struct field){ STR("Set-Cookie"), STR("jalon=x; Path=/") };
	}
	return (struct fields){ items, n };
}

#endif
