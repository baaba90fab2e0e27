/*
 * A reader of what the HTML writer may write, and of nothing more: elements
 * it knows, attributes in double quotes, entities, no address of another
 * scheme. It shares no code with the writer.
 */
#ifndef TESTS_HTML_BALANCE_H
#define TESTS_HTML_BALANCE_H

#include <string.h>

#include "base/text.h"

enum { BALANCE_DEPTH = 64 };

struct balance {
	struct str rest;
	struct str open[BALANCE_DEPTH];
	int depth;
};

static inline bool balance_take(struct balance *b, const char *text)
{
	if (!str_starts(b->rest, text))
		return false;
	b->rest = str_sub(b->rest, strlen(text), b->rest.len);
	return true;
}

static inline struct str balance_until(struct balance *b, const char *stops)
{
	struct str rest = b->rest;
	size_t i = 0;

	while (i < rest.len && strchr(stops, rest.at[i]) == NULL)
		i++;
	b->rest = str_sub(rest, i, rest.len);
	return str_sub(rest, 0, i);
}

/* Names are lower-case letters and digits here. */
static inline struct str balance_name(struct balance *b)
{
	struct str rest = b->rest;
	size_t i = 0;

	while (i < rest.len && ((rest.at[i] >= 'a' && rest.at[i] <= 'z') ||
				(rest.at[i] >= '0' && rest.at[i] <= '9')))
		i++;
	b->rest = str_sub(rest, i, rest.len);
	return str_sub(rest, 0, i);
}

static inline bool balance_url(struct str url)
{
	size_t colon = str_find(url, STR(":"), 0);
	size_t slash = str_find(url, STR("/"), 0);
	char scheme[8] = "";

	if (str_starts(url, "//") || str_find(url, STR("\\"), 0) < url.len)
		return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ')
			return false;
	if (colon == SIZE_MAX || slash < colon ||
	    str_find(url, STR("#"), 0) < colon ||
	    str_find(url, STR("?"), 0) < colon ||
	    str_starts(url, "data:image/"))
		return true;
	for (size_t i = 0; i < colon && i < 7; i++)
		scheme[i] = (char)(url.at[i] | 0x20);
	return strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0 ||
	       strcmp(scheme, "mailto") == 0;
}

static inline bool balance_attrs(struct balance *b)
{
	while (balance_take(b, " ")) {
		struct str name = balance_name(b), value;

		if (name.len == 0 || !balance_take(b, "=\""))
			return false;
		value = balance_until(b, "\"<>");
		if (!balance_take(b, "\""))
			return false;
		if ((str_is(name, "href") || str_is(name, "src")) &&
		    !balance_url(value))
			return false;
	}
	return true;
}

static inline bool balance_tag(struct balance *b)
{
	bool closes = balance_take(b, "/");
	struct str name = balance_name(b);

	if (name.len == 0 || !(closes || balance_attrs(b)))
		return false;
	if (closes)
		return b->depth-- > 0 && str_eq(b->open[b->depth], name) &&
		       balance_take(b, ">");
	if (balance_take(b, "/>"))
		return true;
	if (b->depth == BALANCE_DEPTH || !balance_take(b, ">"))
		return false;
	b->open[b->depth++] = name;
	return true;
}

static inline bool html_is_balanced(struct str html)
{
	struct balance b = { .rest = html };

	for (;;) {
		struct str text = balance_until(&b, "<");

		if (str_find(text, STR(">"), 0) != SIZE_MAX)
			return false;
		if (!balance_take(&b, "<"))
			return b.depth == 0;
		if (!balance_tag(&b))
			return false;
	}
}

#endif
