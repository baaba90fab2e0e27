/* Where coming in again leads. */
#include "comeback.h"

#include "controls.h"
#include "route.h"

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '.' ||
	       c == '_';
}

/* What is no page of our table leads nowhere: no other site, no scheme. */
static bool is_page(struct str path, unsigned who)
{
	struct str args[ROUTE_ARGS], case_name, round;
	const struct route *route;

	for (size_t i = 0; i < path.len; i++)
		if (!is_plain(path.at[i]))
			return false;
	return str_starts(path, "/") && !str_starts(path, "//") &&
	       route_find(HTTP_GET, path, &route, args, &case_name, &round) ==
		   ROUTE_FOUND &&
	       (route->who & who) != 0;
}

struct str comeback_by(const struct visit *v, unsigned who, struct str door,
		       struct str usual)
{
	struct str path = v->request->path;

	if (str_eq(path, usual) || !is_page(path, who))
		return door;
	return PATH(v, door, STR("?then="), path);
}

struct str comeback_to(const struct visit *v, unsigned who, struct str usual)
{
	struct str then = visit_field(v, "then");

	return is_page(then, who) ? then : usual;
}

void comeback_field(struct visit *v, unsigned who)
{
	struct str then = comeback_to(v, who, STR_NONE);

	if (then.len > 0)
		control_hidden(v, STR("then"), then);
}
