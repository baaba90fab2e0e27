/*
 * The web application without its sockets: a request in, a response out.
 *
 * A site is what its workers share: the configuration, packs that nobody
 * changes, one saver, the counters of attempts. A worker has its own reading
 * of the file of cases and its own arena, dropped after each request; it
 * belongs to one thread at a time.
 *
 * The table of routes (src/web/routes.def) says for each what it takes and
 * who may come. Language, sessions, the token against forged forms, whether
 * this account may see that case: all of it is settled by the dispatcher,
 * for every route, before a handler runs.
 */
#ifndef JALON_WEB_SITE_H
#define JALON_WEB_SITE_H

#include "app/shelf.h"
#include "base/diag.h"
#include "web/http.h"

struct site_config {
	const char *cases;		/* path of the file of cases */
	const char *pack_dir;		/* the pack of new rounds */
	const char *curriculum_dir;	/* or NULL */
	const char *base_url;		/* "https://...", without a last '/' */
	const char *other_url;		/* another that means the same, or
					   NULL */
	bool secure;			/* the base URL is https */
	bool local;			/* one consultant on this machine: no
					   account, every request is theirs */
	const char *local_key;		/* of `local`: what the first address
					   carries, so that no other program's
					   page or user gets in */
	bool demo;			/* says so on every page */
	struct str name;		/* of the firm that offers it */
	struct str contact;		/* who answers for personal data */
	struct str logo;		/* its bytes, or empty */
	const char *logo_type;		/* "image/png" */
	struct str accent;		/* #rrggbb, checked, or empty */
	/* What time it is, in UTC seconds; tests give their own. */
	int64_t (*clock)(void *context);
	void *clock_context;
	struct chance chance;
};

struct site;
/* NULL after diagnostics: no file, a pack with errors. */
struct site *site_open(const struct site_config *config, struct diags *diags);
void site_close(struct site *site);

struct site_worker;
/* NULL after diagnostics. */
struct site_worker *site_worker_open(struct site *site, struct diags *diags);
void site_worker_close(struct site_worker *worker);

/*
 * Answers a request. The response, and what it points to, is good until the
 * worker's next. Never fails: what goes wrong is a page that says so (400,
 * 403, 404, 405, 409, 413, 429, 500, 503, 507).
 */
const struct response *site_answer(struct site_worker *worker,
				   const struct request *request);

/* The most bytes a form sent to that path may have; 0: none is taken. */
size_t site_form_limit(struct str path);

/* A page for a request that could not be read: 400, 405, 408, 411, 413... */
const struct response *site_refuse(struct site_worker *worker, int status);

/*
 * Headers that go with every response: security, caching, cookies with their
 * attributes. As fields, in a stable order.
 */
struct fields site_headers(struct arena *a, const struct site *site,
			   const struct response *response);

/*
 * At the start: forgets what was kept as long as it may be. While there is no
 * account: the path of the page that makes the first one, with its one-time
 * secret; else an empty text. False after diagnostics.
 */
bool site_first_run(struct site *site, struct arena *a, struct str *path,
		    struct diags *diags);
/* Of `local`: the path that lets this machine's consultant in. */
struct str site_local_path(const struct site *site, struct arena *a);

#endif
