/* What workers share, and each worker. */
#include "parts.h"

#include <errno.h>
#include <string.h>

#include "base/secret.h"
#include "desk_file.h"

static void name_cookies(struct site *site)
{
	/* The prefix holds a cookie to this host, this path and https. */
	bool secure = site->config.secure;

	site->cookie = secure ? STR("__Host-jalon") : STR("jalon");
	site->seat_cookie =
	    secure ? STR("__Host-jalon-seat") : STR("jalon-seat");
}

static bool open_file(struct site *site, struct diags *diags)
{
	const struct site_config *config = &site->config;

	if (shelf_folder(site->shelf, config->pack_dir, diags) == NULL ||
	    !desk_open(&site->keeper, config->cases, STORE_CREATE))
		return false;
	own_files_sweep(config->cases);
	site->saver = saver_open(site->keeper.store);
	if (site->saver == NULL)
		DIAG(diags, (struct span){ 0 }, MSG_SERVER_FAILED,
		     strerror(errno));
	return site->saver != NULL;
}

struct site *site_open(const struct site_config *config, struct diags *diags)
{
	struct arena *a = arena_open();
	struct site *site = ARENA_NEW(a, struct site);

	site->arena = a;
	site->config = *config;
	name_cookies(site);
	site->origin = str_from(config->base_url);
	if (config->other_url != NULL)
		site->other_origin = str_from(config->other_url);
	site->local_token = secret_make(a, &site->config.chance);
	site->store_arena = arena_open();
	diags_init(&site->store_diags, site->store_arena);
	site->shelf = shelf_open();
	site->keeper = (struct desk){ .arena = site->store_arena,
				      .diags = diags,
				      .chance = config->chance,
				      .shelf = site->shelf,
				      .pack_dir = config->pack_dir };
	if (!open_file(site, diags)) {
		site_close(site);
		return NULL;
	}
	site->limits = limits_open();
	site->passwords = gate_open(2);
	site->planning = gate_open(2);
	site->drawings = drawings_open();
	site_read_assets(site);
	return site;
}

void site_close(struct site *site)
{
	if (site == NULL)
		return;
	gate_close(site->passwords);
	gate_close(site->planning);
	drawings_close(site->drawings);
	if (site->limits != NULL)
		limits_close(site->limits);
	if (site->saver != NULL)
		saver_close(site->saver);
	if (site->keeper.store != NULL)
		desk_close(&site->keeper);
	shelf_close(site->shelf);
	arena_close(site->store_arena);
	arena_close(site->arena);
}

/* --- workers ------------------------------------------------------------------ */

struct site_worker *site_worker_open(struct site *site, struct diags *diags)
{
	struct arena *own = arena_open_small(sizeof(struct site_worker));
	struct site_worker *w = ARENA_NEW(own, struct site_worker);

	w->own = own;
	w->site = site;
	w->arena = arena_open();
	w->desk = (struct desk){ .arena = w->arena,
				 .diags = diags,
				 .chance = site->config.chance,
				 .shelf = site->shelf,
				 .pack_dir = site->config.pack_dir };
	if (!desk_open(&w->desk, site->config.cases, STORE_WRITE)) {
		site_worker_close(w);
		return NULL;
	}
	w->desk.saver = site->saver;
	w->desk.recall = recall_open();
	return w;
}

void site_worker_close(struct site_worker *w)
{
	if (w == NULL)
		return;
	if (w->desk.store != NULL)
		desk_close(&w->desk);
	recall_close(w->desk.recall);
	arena_close(w->arena);
	arena_close(w->own);
}

/* --- the first time ----------------------------------------------------------- */

bool site_first_run(struct site *site, struct arena *a, struct str *path,
		    struct diags *diags)
{
	struct site_worker *w = site_worker_open(site, diags);
	struct str secret = STR_NONE;
	bool well = w != NULL;

	*path = STR_NONE;
	if (well) {
		site_worker_begin(w);
		site_forget_past(w);
		w->desk.diags = diags;
	}
	if (well && !site->config.local && !access_has_accounts(&w->desk))
		well = access_first_secret(&w->desk, &secret);
	if (secret.len > 0) {
		struct buf b = buf_make(a);

		buf_text(&b, "/setup/");
		buf_str(&b, secret);
		*path = buf_view(&b);
	}
	site_worker_close(w);
	return well;
}

struct str site_local_path(const struct site *site, struct arena *a)
{
	struct buf b = buf_make(a);

	buf_text(&b, "/local/");
	buf_text(&b, site->config.local_key);
	return buf_view(&b);
}
