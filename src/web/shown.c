/* A text sealed for the session that it was shown to. */
#include "shown.h"

#include "base/secret.h"
#include "parts.h"

static struct str cookie_name(const struct visit *v)
{
	return PATH(v, v->site->cookie, STR("-shown"));
}

static const char *purpose_of(const struct visit *v, const char *kind)
{
	return str_cstr(v->arena, PATH(v, STR("shown "), str_from(kind)));
}

void shown_keep(struct visit *v, const char *kind, struct str text)
{
	respond_cookie(v, cookie_name(v),
		       secret_seal(v->arena, &v->desk->chance, v->token,
				   purpose_of(v, kind),
				   str_sub(text, 0, SHOWN_MOST)),
		       false);
}

struct str shown_kept(struct visit *v, const char *kind)
{
	return secret_unseal(
	    v->arena, v->token, purpose_of(v, kind),
	    field_named(&v->request->cookies, cookie_name(v)));
}

void shown_done(struct visit *v)
{
	if (field_named(&v->request->cookies, cookie_name(v)).len > 0)
		respond_cookie(v, cookie_name(v), STR_NONE, false);
}
