/* `jalon serve`: the web application, until it is told to stop. */
#include <malloc.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/desk.h"
#include "logo.h"
#include "base/secret.h"
#include "rows.h"
#include "serve_demo.h"
#include "web/server.h"

enum { PROXIES = 16 };

struct serving {
	struct call *call;
	struct site_config site;
	struct server_config server;
	const char *hosts[4];
	const char *proxies[PROXIES + 1];
	const char *demo;		/* its file of cases, or NULL */
	struct site *open;
	struct server *running;
};

static int64_t clock_now(void *context)
{
	(void)context;
	return (int64_t)time(NULL);
}

/* --- what was asked ----------------------------------------------------------- */

static bool is_loopback(const char *listen)
{
	struct str l = str_from(listen);

	return str_starts(l, "127.") || str_starts(l, "[::1]") ||
	       str_starts(l, "localhost:") || str_starts(l, "unix:");
}

/* "https://jalon.example": what stands behind the scheme. */
static const char *host_of(const char *url)
{
	return strstr(url, "://") + 3;
}

static bool url_is_good(struct str url)
{
	size_t from = str_starts(url, "https://") ? 8 : 7;

	return (str_starts(url, "https://") || str_starts(url, "http://")) &&
	       url.len > from &&
	       str_find(url, STR("/"), from) == SIZE_MAX &&
	       str_find(url, STR("?"), from) == SIZE_MAX &&
	       str_find_unseen(url) == SIZE_MAX;
}

bool call_base_url(struct call *call, const char **url)
{
	*url = call_flag(call, "base-url");
	if (*url == NULL || url_is_good(str_from(*url)))
		return true;
	DIAG(&call->diags, (struct span){ 0 }, MSG_SERVE_URL, *url);
	return false;
}

/* The site's own address is what forms and links say: no port by chance. */
static bool read_address(struct serving *s)
{
	struct call *call = s->call;
	const char *url;

	s->server.listen = call_flag(call, "listen");
	if (s->server.listen == NULL)
		s->server.listen = "127.0.0.1:8080";
	if (!call_base_url(call, &url))
		return false;
	if (!is_loopback(s->server.listen) &&
	    (url == NULL || !str_starts(str_from(url), "https://"))) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_SERVE_OPEN,
		     s->server.listen);
		return false;
	}
	s->site.base_url = url;
	s->site.secure = url != NULL && str_starts(str_from(url), "https://");
	return true;
}

static bool is_colour(struct str c)
{
	bool good = c.len == 7 && c.at[0] == '#';

	for (size_t i = 1; good && i < 7; i++)
		good = (c.at[i] >= '0' && c.at[i] <= '9') ||
		       (c.at[i] >= 'a' && c.at[i] <= 'f') ||
		       (c.at[i] >= 'A' && c.at[i] <= 'F');
	return good;
}

static int hex_pair(const char *at)
{
	const char two[3] = { at[0], at[1], '\0' };

	return (int)strtol(two, NULL, 16);
}

/* Relative luminance of sRGB (WCAG 2.2, definitions). */
static double luminance(struct str colour)
{
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (size_t i = 0; i < 3; i++) {
		double c = hex_pair(colour.at + 1 + 2 * i) / 255.0;

		sum += weights[i] * (c <= 0.04045
					     ? c / 12.92
					     : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

/* White is written on it: 4.5 to 1 at least (success criterion 1.4.3). */
static bool bears_white(struct str colour)
{
	return 1.05 / (luminance(colour) + 0.05) >= 4.5;
}

static bool read_looks(struct serving *s)
{
	struct call *call = s->call;
	const char *accent = call_flag(call, "accent");

	s->site.name = str_from(call_flag_or(call, "name", ""));
	s->site.contact = str_from(call_flag_or(call, "contact", ""));
	if (call_flag(call, "logo") != NULL) {
		struct logo logo;

		if (!logo_read(call, call_flag(call, "logo"), &logo))
			return false;
		s->site.logo = logo.bytes;
		s->site.logo_type = logo.kind;
	}
	if (accent == NULL)
		return true;
	s->site.accent = str_from(accent);
	if (!is_colour(s->site.accent)) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_SERVE_COLOUR,
		     accent);
		return false;
	}
	if (!bears_white(s->site.accent)) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_SERVE_CONTRAST,
		     accent);
		return false;
	}
	return true;
}

static bool read_limits(struct serving *s)
{
	struct ratio n;
	char *list, *save = NULL;
	uint32_t count = 0;

	if (call_number(s->call, "workers", &n))
		s->server.workers = (uint32_t)ratio_floor(n);
	if (call_flag(s->call, "proxy") == NULL)
		return true;
	list = (char *)str_cstr(s->call->arena,
				str_from(call_flag(s->call, "proxy")));
	for (char *p = strtok_r(list, ", ", &save); p != NULL && count < PROXIES;
	     p = strtok_r(NULL, ", ", &save))
		s->proxies[count++] = p;
	s->server.proxies = s->proxies;
	return true;
}

static void make_key(struct serving *s)
{
	struct chance chance = chance_system();

	s->site.local_key = str_cstr(s->call->arena,
				     secret_make(s->call->arena, &chance));
}

static bool read_command_line(struct serving *s)
{
	s->site.local = call_flag(s->call, "local") != NULL ||
			call_flag(s->call, "demo") != NULL;
	s->site.demo = call_flag(s->call, "demo") != NULL;
	if (s->site.local)
		make_key(s);
	return read_address(s) && read_looks(s) && read_limits(s);
}

/* --- opening --------------------------------------------------------------------- */

static const char *plain_url(struct call *call, const char *host)
{
	struct buf b = buf_make(call->arena);

	buf_text(&b, "http://");
	buf_text(&b, host);
	return str_cstr(call->arena, buf_view(&b));
}

/* Without an address of its own, the site is where it listens, by either name
   of this machine. */
static void name_site(struct serving *s)
{
	const char *other;

	if (s->site.base_url != NULL)
		return;
	s->site.base_url = plain_url(s->call, s->server.listen);
	other = server_other_name(s->call->arena, s->server.listen);
	if (other != NULL)
		s->site.other_url = plain_url(s->call, other);
}

static bool open_site(struct serving *s)
{
	const char *path = inputs_desk_closed(s->call);

	if (path != NULL && s->site.demo)
		path = s->demo = demo_make(s->call);
	if (path == NULL || !inputs_make_folder(s->call, path))
		return false;
	s->site.cases = path;
	s->site.pack_dir = s->call->desk->pack_dir;
	s->site.curriculum_dir = curriculum_locate(s->call, NULL);
	s->site.clock = clock_now;
	s->site.chance = chance_system();
	name_site(s);
	if (s->site.pack_dir == NULL) {
		DIAG_STR(&s->call->diags, (struct span){ 0 },
			 MSG_PACK_NOT_FOUND, s->call->desk->pack_wanted,
			 s->call->desk->pack_looked);
		return false;
	}
	s->open = site_open(&s->site, &s->call->diags);
	return s->open != NULL;
}

static bool start(struct serving *s)
{
	s->hosts[0] = host_of(s->site.base_url);
	s->hosts[1] = s->server.listen;
	if (s->site.other_url != NULL)
		s->hosts[2] = host_of(s->site.other_url);
	s->server.hosts = s->hosts;
	s->server.log = STDERR_FILENO;
	s->server.metrics = true;
	s->server.form_limit = site_form_limit;
	s->running = server_start(s->open, &s->server, &s->call->diags);
	return s->running != NULL;
}

/* --- running ----------------------------------------------------------------------- */

static void open_browser(struct call *call, struct str address)
{
	pid_t child = fork();

	if (child == 0) {
		/* What it says of browsers it did not find helps nobody: the
		   address is printed. */
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(127);
		execlp("xdg-open", "xdg-open",
		       str_cstr(call->arena, address), (char *)NULL);
		_exit(127);
	}
}

static bool tell_where(struct serving *s)
{
	struct call *call = s->call;
	struct str path;
	struct buf where = buf_make(call->arena);

	if (!site_first_run(s->open, call->arena, &path, &call->diags))
		return false;
	if (s->site.local)
		path = site_local_path(s->open, call->arena);
	buf_text(&where, s->site.base_url);
	buf_str(&where, path);
	fprintf(stderr, "%s%.*s\n",
		path.len == 0 || s->site.local
			? say(call->lang, "jalon : à l’écoute, ",
			      "jalon: listening, ")
			: say(call->lang,
			      "jalon : aucun compte encore. Ouvrez cette "
			      "adresse, qui ne sert qu’une fois, pour créer "
			      "le premier :\n",
			      "jalon: no account yet. Open this address, which "
			      "works once, to make the first:\n"),
		STR_ARGS(buf_view(&where)));
	if (s->site.local && call_flag(call, "no-browser") == NULL)
		open_browser(call, buf_view(&where));
	return true;
}

/* Threads inherit what is blocked: only this one hears the end. */
static void block_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static enum status serve_until_told(struct serving *s, const sigset_t *set)
{
	const char *notify = getenv("NOTIFY_SOCKET");
	int which;

	if (!tell_where(s))
		return STATUS_ENVIRONMENT;
	/* What beginning took is given back before the wait. */
	malloc_trim(0);
	server_notify(notify, "READY=1");
	sigwait(set, &which);
	server_notify(notify, "STOPPING=1");
	return STATUS_DONE;
}

static enum status serve_run(struct call *call)
{
	struct serving s = { .call = call };
	enum status status = STATUS_USAGE;
	sigset_t set;

	if (!read_command_line(&s))
		return status;
	block_signals(&set);
	status = STATUS_ENVIRONMENT;
	if (open_site(&s) && start(&s))
		status = serve_until_told(&s, &set);
	if (s.running != NULL)
		server_stop(s.running);
	site_close(s.open);
	demo_remove(call, s.demo);
	return status;
}

static const struct flag flags[] = {
	{ .name = "listen",
	  .kind = VALUE_TEXT,
	  .value = { "ADRESSE", "ADDRESS" },
	  .summary = { "adresse et port, ou unix:CHEMIN (127.0.0.1:8080)",
		       "address and port, or unix:PATH (127.0.0.1:8080)" } },
	{ .name = "base-url",
	  .kind = VALUE_TEXT,
	  .value = { "URL", "URL" },
	  .summary = { "l’adresse que tapent les gens (https://...)",
		       "the address that people type (https://...)" } },
	{ .name = "proxy",
	  .kind = VALUE_TEXT,
	  .value = { "ADRESSES", "ADDRESSES" },
	  .summary = { "mandataires dont l’en-tête X-Forwarded-For est cru",
		       "proxies whose X-Forwarded-For is believed" } },
	{ .name = "workers",
	  .kind = VALUE_NUMBER,
	  .value = { "N", "N" },
	  .summary = { "fils d’exécution (selon la machine)",
		       "threads (by the machine)" } },
	{ .name = "local",
	  .summary = { "pour une seule personne, sur cette machine, sans "
		       "compte; ouvre le navigateur",
		       "for one person, on this machine, without an account; "
		       "opens the browser" } },
	{ .name = "demo",
	  .summary = { "la même chose avec des entreprises inventées",
		       "the same with invented firms" } },
	{ .name = "no-browser",
	  .summary = { "dit l’adresse sans ouvrir le navigateur",
		       "says the address without opening the browser" } },
	{ .name = "name",
	  .kind = VALUE_TEXT,
	  .value = { "NOM", "NAME" },
	  .summary = { "le nom du cabinet, en tête des pages",
		       "the firm’s name, at the head of pages" } },
	{ .name = "contact",
	  .kind = VALUE_TEXT,
	  .value = { "TEXTE", "TEXT" },
	  .summary = { "qui répond des renseignements personnels",
		       "who answers for personal information" } },
	{ .name = "logo",
	  .kind = VALUE_FILE,
	  .value = { "IMAGE", "IMAGE" },
	  .summary = { "le logo du cabinet", "the firm’s logo" } },
	{ .name = "accent",
	  .kind = VALUE_TEXT,
	  .value = { "COULEUR", "COLOUR" },
	  .summary = { "sa couleur, #rrggbb; son contraste est vérifié",
		       "its colour, #rrggbb; its contrast is checked" } },
	FLAG_PACK,
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_serve = {
	.name = "serve",
	.operands = { "", "" },
	.summary = { "l’application Web : questionnaire, résultats, dossiers",
		     "the web application: questionnaire, results, cases" },
	.about = { "Écoute sur 127.0.0.1 seulement, à moins que --listen ne "
		   "dise autre chose; il faut alors une adresse https "
		   "(--base-url), celle d’un mandataire TLS placé devant. "
		   "S’arrête proprement à SIGTERM : les demandes en cours se "
		   "terminent, rien n’est perdu.",
		   "Listens on 127.0.0.1 alone unless --listen says otherwise; "
		   "an https address is then needed (--base-url), of a TLS "
		   "proxy in front. Stops cleanly on SIGTERM: requests under "
		   "way finish, nothing is lost." },
	.example = "jalon serve --local",
	.flags = flags,
	.needs = NEEDS_NOTHING,
	.run = serve_run,
};
