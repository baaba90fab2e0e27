/* A request's first line and headers, judged; see server_head.h. */
#include "server_head.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "web/form.h"

void head_add(struct head *h, struct str name, struct str value)
{
	if (h->count < HEAD_FIELDS)
		h->fields[h->count] = (struct field){ name, value };
	if (h->count <= HEAD_FIELDS)
		h->count++;
}

static bool refuse(struct head_read *out, int status, const char *why)
{
	out->status = status;
	out->why = why;
	return false;
}

static bool same_letters(struct str s, const char *name)
{
	return s.len == strlen(name) && strncasecmp(s.at, name, s.len) == 0;
}

/* --- headers ------------------------------------------------------------- */

/* RFC 9110, 5.6.2: so that `Host ` is not taken for nothing. */
static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		      (c >= 'a' && c <= 'z') ||
		      (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL)))
			return false;
	}
	return s.len > 0;
}

static bool is_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c < 0x20 && c != '\t') || c == 0x7F)
			return false;
	}
	return true;
}

static bool judge_fields(const struct head *h, struct head_read *out)
{
	if (h->count > HEAD_FIELDS)
		return refuse(out, 431, "headers");
	for (uint32_t i = 0; i < h->count; i++)
		if (!is_token(h->fields[i].name) ||
		    !is_value(h->fields[i].value))
			return refuse(out, 400, "header");
	return true;
}

/* How many headers have that name; the last one's value. */
static uint32_t find(const struct head *h, const char *name, struct str *value)
{
	uint32_t count = 0;

	*value = STR_NONE;
	for (uint32_t i = 0; i < h->count; i++)
		if (same_letters(h->fields[i].name, name)) {
			*value = str_trim(h->fields[i].value);
			count++;
		}
	return count;
}

/* --- what a request must be ---------------------------------------------- */

static bool judge_line(const struct head *h, struct head_read *out)
{
	static const char *const names[] = { "GET", "HEAD", "POST" };

	if (!str_is(h->version, "HTTP/1.1") && !str_is(h->version, "HTTP/1.0"))
		return refuse(out, 505, "version");
	for (int m = HTTP_GET; m <= HTTP_POST; m++)
		if (str_is(h->method, names[m])) {
			out->method = (enum http_method)m;
			return true;
		}
	return refuse(out, 405, "method");
}

/* A port that goes without saying may be said (RFC 9110, 4.2.3): behind a TLS
   proxy that is one or the other. */
static struct str without_port(struct str host)
{
	size_t port = str_ends(host, ":443") ? 4 : str_ends(host, ":80") ? 3
									 : 0;

	return str_sub(host, 0, host.len - port);
}

static bool is_host(struct str host, struct str wanted)
{
	return host.len == wanted.len && host.len > 0 &&
	       strncasecmp(host.at, wanted.at, host.len) == 0;
}

static bool judge_host(const struct head *h, const struct head_rules *rules,
		       struct head_read *out)
{
	struct str host;

	if (find(h, "Host", &host) != 1)
		return refuse(out, 400, "host");
	for (uint32_t i = 0; i < rules->host_count; i++)
		if (is_host(host, rules->hosts[i]) ||
		    is_host(without_port(host), rules->hosts[i]))
			return true;
	return refuse(out, 421, "other-host");
}

/* Digits alone; up to HTTP_UPLOAD, beyond which the number does not matter. */
static bool read_length(struct str s, size_t *length)
{
	*length = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		if (*length <= HTTP_UPLOAD)
			*length = *length * 10 + (size_t)(s.at[i] - '0');
	}
	return s.len > 0;
}

static bool judge_length(const struct head *h, struct head_read *out)
{
	struct str value;
	uint32_t count;

	if (find(h, "Transfer-Encoding", &value) > 0)
		return refuse(out, 400, "transfer-encoding");
	count = find(h, "Content-Length", &value);
	if (count > 1 || (count == 1 && !read_length(value, &out->length)))
		return refuse(out, 400, "length");
	if (out->method == HTTP_POST && count == 0)
		return refuse(out, 411, "no-length");
	if (out->method != HTTP_POST && out->length > 0)
		return refuse(out, 400, "body");
	if (find(h, "Expect", &value) > 1 ||
	    (value.len > 0 && !same_letters(value, "100-continue")))
		return refuse(out, 417, "expect");
	return true;
}

static bool judge_target(struct arena *a, struct str target,
			 struct head_read *out)
{
	size_t query;

	if (target.len > HTTP_TARGET)
		return refuse(out, 414, "long-target");
	for (size_t i = 0; i < target.len; i++)
		if (target.at[i] <= ' ' || target.at[i] >= 0x7F ||
		    target.at[i] == '#')
			return refuse(out, 400, "target");
	query = str_find(target, STR("?"), 0);
	if (query == SIZE_MAX)
		query = target.len;
	out->query = str_sub(target, query + 1, target.len);
	if (!form_path(a, str_sub(target, 0, query), &out->path))
		return refuse(out, 400, "target");
	return true;
}

/* --- the body ------------------------------------------------------------ */

static bool is_form_type(struct str s)
{
	size_t end = str_find(s, STR(";"), 0);

	if (end != SIZE_MAX &&
	    !same_letters(str_trim(str_sub(s, end + 1, s.len)),
			  "charset=utf-8"))
		return false;
	return same_letters(str_trim(str_sub(s, 0, end)),
			    "application/x-www-form-urlencoded");
}

static bool judge_body(const struct head *h, const struct head_rules *rules,
		       struct head_read *out)
{
	size_t limit = HTTP_UPLOAD;
	struct str type;
	uint32_t count;

	if (out->method != HTTP_POST)
		return true;
	count = find(h, "Content-Type", &type);
	out->boundary = form_boundary(type);
	if (count == 1 && out->boundary.len > 0)
		out->body = BODY_PARTS;
	else if ((count == 1 && is_form_type(type)) ||
		 (count == 0 && out->length == 0))
		out->body = BODY_FORM;
	else
		return refuse(out, 415, "type");
	if (rules->form_limit != NULL)
		limit = rules->form_limit(out->path);
	if (out->body == BODY_FORM && limit > HTTP_FORM)
		limit = HTTP_FORM;
	if (out->length > limit)
		return refuse(out, 413, "long-body");
	return true;
}

/* --- what else is of use ------------------------------------------------- */

/* What has no use but as UTF-8. */
static struct str text_of(const struct head *h, const char *name)
{
	struct str value;

	find(h, name, &value);
	if (value.len == 0 || utf8_check(value.at, value.len) != value.len)
		return STR_NONE;
	return value;
}

static struct str all_cookies(struct arena *a, const struct head *h)
{
	struct buf all = buf_make(a);
	struct str one;

	if (find(h, "Cookie", &one) <= 1)
		return one;
	for (uint32_t i = 0; i < h->count; i++) {
		if (!same_letters(h->fields[i].name, "Cookie"))
			continue;
		if (all.len > 0)
			buf_text(&all, "; ");
		buf_str(&all, h->fields[i].value);
	}
	return buf_view(&all);
}

/* `q=0`, `q=0.000`: not at all. */
static bool is_no_weight(struct str s)
{
	if (!str_starts(s, "q=0"))
		return false;
	for (size_t i = 3; i < s.len; i++)
		if (s.at[i] != '.' && s.at[i] != '0')
			return false;
	return true;
}

static bool takes_gzip(struct str accepted)
{
	for (size_t at = 0; at < accepted.len;) {
		size_t end = str_find(accepted, STR(","), at), name;
		struct str one;

		if (end == SIZE_MAX)
			end = accepted.len;
		one = str_sub(accepted, at, end);
		at = end + 1;
		name = str_find(one, STR(";"), 0);
		if (name == SIZE_MAX)
			name = one.len;
		if (same_letters(str_trim(str_sub(one, 0, name)), "gzip"))
			return !is_no_weight(
			    str_trim(str_sub(one, name + 1, one.len)));
	}
	return false;
}

static void read_rest(struct arena *a, const struct head *h,
		      struct head_read *out)
{
	struct str value;

	out->cookies = all_cookies(a, h);
	find(h, "X-Forwarded-For", &out->forwarded);
	out->accept_language = text_of(h, "Accept-Language");
	out->if_none_match = text_of(h, "If-None-Match");
	out->origin = text_of(h, "Origin");
	out->fetch_site = text_of(h, "Sec-Fetch-Site");
	out->gzip =
	    find(h, "Accept-Encoding", &value) == 1 && takes_gzip(value);
	out->by_script = find(h, "X-Jalon", &value) == 1 && str_is(value, "1");
}

void head_judge(struct arena *a, const struct head *h,
		const struct head_rules *rules, struct head_read *out)
{
	*out = (struct head_read){ 0 };
	if (judge_line(h, out) && judge_fields(h, out) &&
	    judge_host(h, rules, out) && judge_length(h, out) &&
	    judge_target(a, h->target, out) && judge_body(h, rules, out))
		read_rest(a, h, out);
}
