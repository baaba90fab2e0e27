/* Paths against patterns. */
#include "route.h"

static const struct route routes[] = {
#define ROUTE(name, method, pattern, who, flags)                               \
	{ #name, method, pattern, who, flags, page_##name },
#define ROUTE_SAME ROUTE
#include "routes.def"
#undef ROUTE_SAME
#undef ROUTE
	{ 0 },
};

const struct route *route_table(void)
{
	return routes;
}

/* --- parts of a path ---------------------------------------------------------- */

static bool is_number(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
	return s.len > 0 && s.len <= 6;
}

/* Ids, hexadecimal digits, secrets, names of files: no more than that. */
static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') || c == '_' || c == '-' ||
		      (c == '.' && i > 0)))
			return false;
	}
	return s.len > 0 && s.len <= 130;
}

/* The part before the next `/`; `*at` moves behind it. */
static struct str next_part(struct str path, size_t *at)
{
	size_t end = str_find(path, STR("/"), *at);
	struct str part;

	if (end == SIZE_MAX)
		end = path.len;
	part = str_sub(path, *at, end);
	*at = end + 1;
	return part;
}

struct matching {
	struct str args[ROUTE_ARGS];
	uint32_t arg_count;
	struct str case_name, round;
};

static bool match_part(struct matching *m, struct str wanted, struct str part)
{
	if (!str_starts(wanted, "{"))
		return str_eq(wanted, part);
	if (str_is(wanted, "{case}")) {
		m->case_name = part;
		return case_name_is_good(part);
	}
	if (str_is(wanted, "{round}")) {
		m->round = part;
		return is_number(part);
	}
	if (m->arg_count == ROUTE_ARGS)
		BUG("too many arguments in a pattern");
	m->args[m->arg_count++] = part;
	if (str_is(wanted, "{number}"))
		return is_number(part);
	if (str_is(wanted, "{id}") || str_is(wanted, "{name}"))
		return is_name(part);
	BUG("pattern part %.*s", STR_ARGS(wanted));
}

static bool match(struct matching *m, struct str pattern, struct str path)
{
	size_t in_pattern = 1, in_path = 1;

	*m = (struct matching){ 0 };
	while (in_pattern <= pattern.len && in_path <= path.len)
		if (!match_part(m, next_part(pattern, &in_pattern),
				next_part(path, &in_path)))
			return false;
	return in_pattern > pattern.len && in_path > path.len;
}

enum route_found route_find(enum http_method method, struct str path,
			    const struct route **route,
			    struct str args[ROUTE_ARGS], struct str *case_name,
			    struct str *round)
{
	enum route_found found = ROUTE_UNKNOWN;

	for (const struct route *r = routes; r->name != NULL; r++) {
		struct matching m;

		if (!match(&m, str_from(r->pattern), path))
			continue;
		if (r->method != (method == HTTP_HEAD ? HTTP_GET : method)) {
			found = ROUTE_OTHER_METHOD;
			continue;
		}
		*route = r;
		*case_name = m.case_name;
		*round = m.round;
		for (uint32_t i = 0; i < ROUTE_ARGS; i++)
			args[i] = m.args[i];
		return ROUTE_FOUND;
	}
	return found;
}
