/* What the files of web share about a site. Private to them. */
#ifndef JALON_WEB_PARTS_H
#define JALON_WEB_PARTS_H

#include "gate.h"
#include "limits.h"
#include "question_drawn.h"
#include "route.h"

enum asset { ASSET_STYLE, ASSET_SCRIPT, ASSET_LOGO, ASSET_COUNT };

/* A file of ours that pages point to, under a name that changes with it. */
struct site_asset {
	const char *type;
	struct str name;	/* "3f2a91bc.css" */
	struct str bytes, gzipped;
};

struct site {
	struct site_config config;
	struct arena *arena;		/* as long as the site */
	struct shelf *shelf;
	struct arena *store_arena;	/* of the saver's desk */
	struct diags store_diags;
	struct desk keeper;		/* the desk whose store saves */
	struct saver *saver;
	struct limits *limits;
	struct gate *passwords;		/* two hashed at a time */
	struct gate *planning;		/* two plans made at a time */
	struct drawings *drawings;
	struct site_asset assets[ASSET_COUNT];
	struct str logo_url;		/* for documents to keep, or empty */
	_Atomic int64_t forgot;		/* the day on which the past was */
	struct str cookie;		/* its name */
	/* A seat in a room has one of its own: who joins with a browser that
	   answers, or that is signed in, goes out of nothing. */
	struct str seat_cookie;
	struct str origin;		/* "https://example.org" */
	struct str other_origin;	/* of `other_url`, or empty */
	/* Of `local`: what the cookie of the browser that used the first
	   address holds, and whether one did. */
	struct str local_token;
	_Atomic bool local_used;
};

struct site_worker {
	struct site *site;
	struct arena *own;		/* as long as the worker */
	struct arena *arena;		/* of one request */
	struct desk desk;
	struct diags diags;
	struct response response;
	struct visit visit;
};

/* dispatch.c: the desk as for a request: an empty arena, the time it is. */
void site_worker_begin(struct site_worker *w);
/* The same: once a day, what was kept as long as it may be goes. */
void site_forget_past(struct site_worker *w);

/* site_assets.c: fills them in at the start. */
void site_read_assets(struct site *site);
/* The path of an asset: "/assets/3f2a91bc.css". */
struct str site_asset_path(struct arena *a, const struct site *site,
			   enum asset asset);

/* respond.c: an empty response, then what handlers do with it. */
void respond_begin(struct visit *v);
void respond_cookie(struct visit *v, struct str name, struct str value,
		    bool stays);

/* arrive.c: who comes. Sets lang, token, session, account, who. */
void arrive(struct visit *v);
/* The session that this request began becomes the visit's, with its round;
   false: 404 was answered. */
bool arrive_at_begun(struct visit *v);
/* The case of the path or of the session; false: 404 was answered. */
bool arrive_at_case(struct visit *v, struct str case_name, struct str round);
/* Whether a POST comes from a page of ours; false: 403 was answered. */
bool arrive_honestly(struct visit *v);

#endif
