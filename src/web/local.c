/* On one's own machine: the address that the program opens. */
#include "base/secret.h"
#include "page.h"
#include "parts.h"

/*
 * The key becomes the cookie and leaves the address. Nothing is changed by
 * it: whoever has the key has it already.
 */
void page_local(struct visit *v)
{
	if (!v->config->local ||
	    !secret_equal(v->args[0], str_from(v->config->local_key))) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return;
	}
	respond_cookie(v, v->site->cookie, v->args[0], false);
	visit_redirect(v, STR("/cases"));
}
