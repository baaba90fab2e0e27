/*
 * A site on a file of its own, and browsers that visit it without a socket:
 * they keep cookies, follow nothing, and send the form's token along.
 */
#ifndef TEST_WEB_CASE_H
#define TEST_WEB_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/secret.h"
#include "web/form.h"
#include "web/site.h"

struct web {
	char folder[64], cases[96];
	struct arena *arena;
	struct diags diags;
	int64_t now;		/* UTC seconds: the tests' own */
	uint64_t seed;
	struct site_config config;
	struct site *site;
	struct site_worker *worker;
};

struct browser {
	struct web *web;
	char token[64], seat[64], lang[8];
	char shown[1600];	/* what a page shows again */
	char code[64];		/* a code not noted yet */
	char csrf[64];		/* sent in place of the right one, unless empty */
	const char *origin;	/* the same; NULL: the site's own */
};

static inline void web_fill(void *context, void *bytes, size_t count)
{
	uint64_t *state = context;

	for (size_t i = 0; i < count; i++) {
		*state = *state * 6364136223846793005u + 1442695040888963407u;
		((unsigned char *)bytes)[i] = (unsigned char)(*state >> 56);
	}
}

static inline int64_t web_clock(void *context)
{
	return ((const struct web *)context)->now;
}

static inline void web_fail(struct web *w, const char *what)
{
	struct buf out = buf_make(w->arena);

	diags_write(&out, &w->diags, LANG_EN);
	fprintf(stderr, "%s: %.*s\n", what, STR_ARGS(buf_view(&out)));
	abort();
}

/* `pack` is a folder; what else there is to configure may be set before. */
static inline void web_open_as(struct web *w, const char *pack)
{
	snprintf(w->folder, sizeof(w->folder), "/tmp/jalon-web.XXXXXX");
	if (mkdtemp(w->folder) == NULL)
		abort();
	snprintf(w->cases, sizeof(w->cases), "%s/cases.jalon", w->folder);
	w->arena = arena_open();
	diags_init(&w->diags, w->arena);
	w->now = 1795348800; /* 2026-11-22 12:00 UTC */
	w->seed = 1;
	w->config.cases = w->cases;
	w->config.pack_dir = pack;
	if (w->config.base_url == NULL)
		w->config.base_url = "https://jalon.example";
	w->config.secure = str_starts(str_from(w->config.base_url), "https:");
	w->config.clock = web_clock;
	w->config.clock_context = w;
	w->config.chance = (struct chance){ web_fill, &w->seed };
	w->site = site_open(&w->config, &w->diags);
	if (w->site == NULL)
		web_fail(w, "site");
	w->worker = site_worker_open(w->site, &w->diags);
	if (w->worker == NULL)
		web_fail(w, "worker");
}

static inline void web_open(struct web *w)
{
	*w = (struct web){ 0 };
	web_open_as(w, "questionnaires/ia-pme");
}

static inline void web_close(struct web *w)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

	site_worker_close(w->worker);
	site_close(w->site);
	for (size_t i = 0; i < 4; i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s%s", w->cases, ends[i]);
		unlink(path);
	}
	rmdir(w->folder);
	arena_close(w->arena);
}

/* --- a browser --------------------------------------------------------------- */

static inline struct browser web_browser(struct web *w)
{
	struct browser b = { .web = w };

	snprintf(b.lang, sizeof(b.lang), "en");
	return b;
}

static inline void web_keep_cookies(struct browser *b, const struct response *r)
{
	for (uint32_t i = 0; i < r->cookie_count; i++) {
		struct str name = r->cookies[i].name;
		struct str value = r->cookies[i].value;

		if (str_is(name, "jalon-lang"))
			snprintf(b->lang, sizeof(b->lang), "%.*s",
				 STR_ARGS(value));
		else if (str_ends(name, "-shown"))
			snprintf(b->shown, sizeof(b->shown), "%.*s",
				 STR_ARGS(value));
		else if (str_ends(name, "-code"))
			snprintf(b->code, sizeof(b->code), "%.*s",
				 STR_ARGS(value));
		else
			snprintf(str_ends(name, "-seat") ? b->seat : b->token,
				 sizeof(b->token), "%.*s", STR_ARGS(value));
	}
}

static inline const struct response *web_send(struct browser *b,
					      struct request *request,
					      const char *target)
{
	struct web *w = b->web;
	struct str all = str_from(target), query = STR_NONE;
	size_t mark = str_find(all, STR("?"), 0);
	bool secure = w->config.secure;
	struct field cookies[5] = { { STR("jalon-lang"), str_from(b->lang) } };
	uint32_t count = 1;
	const struct response *response;

	if (mark != SIZE_MAX)
		query = str_sub(all, mark + 1, all.len);
	if (!form_path(w->arena, str_sub(all, 0, mark), &request->path) ||
	    !form_read(w->arena, query, &request->query))
		abort();
	if (b->token[0])
		cookies[count++] = (struct field){
			secure ? STR("__Host-jalon") : STR("jalon"),
			str_from(b->token)
		};
	if (b->seat[0])
		cookies[count++] = (struct field){
			secure ? STR("__Host-jalon-seat") : STR("jalon-seat"),
			str_from(b->seat)
		};
	if (b->shown[0])
		cookies[count++] = (struct field){
			secure ? STR("__Host-jalon-shown") : STR("jalon-shown"),
			str_from(b->shown)
		};
	if (b->code[0])
		cookies[count++] = (struct field){
			secure ? STR("__Host-jalon-code") : STR("jalon-code"),
			str_from(b->code)
		};
	request->cookies = (struct fields){ cookies, count };
	request->address = STR("192.0.2.1");
	response = site_answer(w->worker, request);
	web_keep_cookies(b, response);
	return response;
}

static inline const struct response *web_get(struct browser *b,
					     const char *target)
{
	struct request request = { .method = HTTP_GET };

	return web_send(b, &request, target);
}

/* A seat in a room has a cookie of its own. */
static inline const char *web_token(const struct browser *b,
				    const char *target)
{
	return strncmp(target, "/room", 5) == 0 ? b->seat : b->token;
}

/* `form` as a browser would write it; the token is added. */
static inline const struct response *web_post(struct browser *b,
					      const char *target,
					      const char *form)
{
	struct web *w = b->web;
	struct request request = { .method = HTTP_POST };
	struct buf text = buf_make(w->arena);
	const char *token = web_token(b, target);
	struct str csrf = b->csrf[0] ? str_from(b->csrf)
			  : token[0] ? secret_derive(w->arena,
						     str_from(token), "csrf")
				     : STR_NONE;

	buf_text(&text, form);
	buf_text(&text, form[0] ? "&csrf=" : "csrf=");
	buf_str(&text, csrf);
	if (!form_read(w->arena, buf_view(&text), &request.form))
		abort();
	request.origin =
	    str_from(b->origin == NULL ? w->config.base_url : b->origin);
	return web_send(b, &request, target);
}

static inline bool web_says(const struct response *r, const char *text)
{
	return str_find(buf_view(&r->body), str_from(text), 0) != SIZE_MAX;
}

static inline bool web_leads(const struct response *r, const char *path)
{
	return r->status == 303 && str_is(r->location, path);
}

#endif
