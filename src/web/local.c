/* On one's own machine: the address that the program opens. */
#include <stdatomic.h>

#include "base/secret.h"
#include "page.h"
#include "parts.h"

/*
 * The key serves once, for it stays in the browser's history and on the
 * terminal: what opens the pages from then on is another secret, a cookie.
 */
void page_local(struct visit *v)
{
	if (!v->config->local ||
	    !secret_equal(v->args[0], str_from(v->config->local_key))) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return;
	}
	if (v->account == NULL) {
		if (atomic_exchange(&v->site->local_used, true)) {
			visit_refuse(v, 404, P_REFUSED_LOCAL);
			return;
		}
		respond_cookie(v, v->site->cookie, v->site->local_token,
			       false);
	}
	visit_redirect(v, STR("/cases"));
}
