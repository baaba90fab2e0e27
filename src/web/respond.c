/* What handlers do with a response. */
#include "parts.h"

#include "base/secret.h"
#include "doc/typography.h"
#include "page.h"

void respond_begin(struct visit *v)
{
	*v->response = (struct response){ .type = "text/html; charset=utf-8",
					  .body = buf_make(v->arena) };
}

void respond_cookie(struct visit *v, struct str name, struct str value,
		    bool stays)
{
	struct response *r = v->response;
	uint32_t at = 0;

	while (at < r->cookie_count && !str_eq(r->cookies[at].name, name))
		at++;
	if (at == HTTP_COOKIES)
		BUG("too many cookies");
	if (at == r->cookie_count)
		r->cookie_count++;
	r->cookies[at] = (struct field){ name, value };
	r->cookie_stays[at] = stays;
}

/* --- words ------------------------------------------------------------------------ */

struct str words(const struct visit *v, enum phrase phrase)
{
	return phrase_text(phrase, v->lang);
}

struct str visit_text_of(const struct visit *v, const struct text *text,
			 const struct pack *pack)
{
	return typo_text(v->arena, text_in(text, v->lang, pack), v->lang);
}

struct str visit_text(const struct visit *v, const struct text *text)
{
	return visit_text_of(v, text, v->view->pack);
}

struct str visit_number(const struct visit *v, int64_t n)
{
	struct buf b = buf_make(v->arena);

	buf_int(&b, n);
	return buf_view(&b);
}

/* "," before three digits, no more: "12,5" is no English number. */
static bool is_thousands_comma(struct str rest)
{
	size_t digits = 0;

	while (digits + 1 < rest.len && rest.at[digits + 1] >= '0' &&
	       rest.at[digits + 1] <= '9')
		digits++;
	return digits == 3;
}

struct str visit_plain_number(const struct visit *v, struct str typed)
{
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < typed.len; i++) {
		struct str rest = str_sub(typed, i, typed.len);
		bool thousands = v->lang == LANG_EN && typed.at[i] == ',' &&
				 is_thousands_comma(rest);

		if (typed.at[i] != '$' && !thousands)
			buf_char(&b, typed.at[i]);
	}
	return lang_typed_number(v->arena, buf_view(&b), v->lang);
}

struct str visit_date(const struct visit *v, struct str date)
{
	int64_t day;

	if (!day_read(str_sub(date, 0, 10), &day))
		return date;
	return typo_date(v->arena, day, v->lang);
}

/* --- where to ------------------------------------------------------------------------ */

struct str path_of(const struct visit *v, const struct str *parts,
		   size_t count)
{
	struct buf b = buf_make(v->arena);

	for (size_t i = 0; i < count; i++)
		buf_str(&b, parts[i]);
	return buf_view(&b);
}

void visit_redirect(struct visit *v, struct str path)
{
	v->response->status = 303;
	v->response->location = str_copy(v->arena, path);
}

void visit_refuse(struct visit *v, int status, enum phrase what)
{
	v->response->body.len = 0;
	v->response->filename = STR_NONE;
	v->response->type = "text/html; charset=utf-8";
	v->response->status = status;
	page_begin(v, words(v, P_REFUSED_TITLE));
	html_element(&v->html, "p", NULL, words(v, what));
	page_end(v);
}

static int status_of(const struct visit *v)
{
	for (size_t i = 0; i < v->diags->count; i++)
		if (v->diags->items[i].message == MSG_STORE_FULL)
			return 507;
	return v->desk->failed ? 503 : 422;
}

void visit_troubled(struct visit *v)
{
	int status = status_of(v);

	v->response->body.len = 0;
	v->response->location = STR_NONE;
	v->response->status = status;
	page_begin(v, words(v, P_REFUSED_TITLE));
	html_element(&v->html, "p", NULL,
		     words(v, status == 507   ? P_TROUBLE_FULL
			    : status == 503 ? P_TROUBLE_MACHINE
					    : P_TROUBLE_INPUT));
	if (status == 422)
		page_diags(v, 0);
	page_end(v);
}

void visit_download(struct visit *v, const char *type, struct str name,
		    struct str bytes)
{
	v->response->status = 200;
	v->response->type = type;
	v->response->filename = name;
	v->response->body.len = 0;
	buf_str(&v->response->body, bytes);
}

void visit_take_token(struct visit *v, struct str token)
{
	v->token = token;
	v->token_known = true;
	respond_cookie(v, v->cookie, token, true);
}

struct str visit_new_token(struct visit *v)
{
	visit_take_token(v, secret_make(v->arena, &v->desk->chance));
	return v->token;
}

void visit_forget_token(struct visit *v)
{
	respond_cookie(v, v->cookie, STR_NONE, false);
}

void visit_note(struct visit *v, const char *what, struct str of)
{
	struct str who = STR("visitor");

	if (v->account != NULL)
		who = v->account->login.len > 0 ? v->account->login
						: STR("local");
	else if (v->session != NULL)
		who = STR("respondent");
	access_note(v->desk, who, what, of);
}

bool visit_is(const struct visit *v, enum who who)
{
	return (v->who & (unsigned)who) != 0;
}

struct str visit_field(const struct visit *v, const char *name)
{
	return field_get(v->request->method == HTTP_POST ? &v->request->form
							 : &v->request->query,
			 name);
}

/* --- faults ------------------------------------------------------------------------- */

void visit_fault(struct visit *v, struct str field, struct str text)
{
	if (v->fault_count < FAULTS_MAX)
		v->faults[v->fault_count++] = (struct fault){ field, text };
}

void visit_faults_of(struct visit *v, struct str field,
		     const struct diags *diags, size_t from)
{
	for (size_t i = from; i < diags->count; i++)
		if (diag_severity(&diags->items[i]) == SEVERITY_ERROR)
			visit_fault(v, field,
				    visit_sentence(v, &diags->items[i]));
}

struct str visit_fault_at(const struct visit *v, struct str field)
{
	for (uint32_t i = 0; i < v->fault_count; i++)
		if (str_eq(v->faults[i].field, field))
			return v->faults[i].text;
	return STR_NONE;
}

/* --- attempts ------------------------------------------------------------------------ */

/* By address, then by whom: so many to begin with, then one every so often.
   Of signing in, by one of the two (visit.h). */
static const struct {
	uint32_t burst;
	double per_second;
} allowances[ATTEMPT_KINDS] = {
	[ATTEMPT_LOGIN] = { 10, 1.0 / 30 },
	[ATTEMPT_TRADE] = { 60, 1.0 },
	[ATTEMPT_BEGIN] = { 60, 1.0 },
	[ATTEMPT_RESULT] = { 60, 2.0 },
	[ATTEMPT_ROOM] = { 40, 1.0 / 10 },
};

static struct str attempt_key(struct visit *v, enum attempt_kind kind,
			      struct str whom)
{
	struct buf key = buf_make(v->arena);

	buf_int(&key, kind);
	buf_char(&key, '/');
	buf_str(&key, whom);
	return buf_view(&key);
}

static bool one_left(struct visit *v, enum attempt_kind kind, struct str whom)
{
	return limits_take(v->site->limits, attempt_key(v, kind, whom),
			   v->config->clock(v->config->clock_context),
			   allowances[kind].burst, allowances[kind].per_second);
}

static void give_back(struct visit *v, enum attempt_kind kind, struct str whom)
{
	limits_give(v->site->limits, attempt_key(v, kind, whom),
		    v->config->clock(v->config->clock_context),
		    allowances[kind].burst, allowances[kind].per_second);
}

/* An account from an address that signed in to it has a count of its own. */
enum { KNOWN_SECONDS = 90 * 24 * 3600 };

static struct str known_key(struct visit *v, struct str login)
{
	return PATH(v, STR("known/"), login, STR("/"),
		    limits_address(v->arena, v->request->address));
}

static bool is_known(struct visit *v, enum attempt_kind kind, struct str login)
{
	return kind == ATTEMPT_LOGIN &&
	       limits_noted(v->site->limits, known_key(v, login),
			    v->config->clock(v->config->clock_context));
}

/* Each of the counts that an attempt takes from; true: from all of them. */
static bool take_all(struct visit *v, enum attempt_kind kind, struct str whom)
{
	struct str address = limits_address(v->arena, v->request->address);

	if (is_known(v, kind, whom))
		return one_left(v, kind, PATH(v, address, STR("/"), whom));
	return one_left(v, kind, address) &&
	       (kind == ATTEMPT_LOGIN || whom.len == 0 ||
		one_left(v, kind, whom));
}

bool visit_attempt(struct visit *v, enum attempt_kind kind, struct str whom)
{
	if (take_all(v, kind, whom))
		return true;
	visit_refuse(v, 429, P_REFUSED_OFTEN);
	v->response->retry_after = 30;
	return false;
}

void visit_attempt_back(struct visit *v, enum attempt_kind kind,
			struct str whom)
{
	struct str address = limits_address(v->arena, v->request->address);

	if (is_known(v, kind, whom)) {
		give_back(v, kind, PATH(v, address, STR("/"), whom));
		return;
	}
	give_back(v, kind, address);
	if (kind != ATTEMPT_LOGIN && whom.len > 0)
		give_back(v, kind, whom);
}

void visit_attempt_known(struct visit *v, struct str login)
{
	limits_note(v->site->limits, known_key(v, login),
		    v->config->clock(v->config->clock_context), KNOWN_SECONDS);
}
