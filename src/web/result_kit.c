/*
 * The workshop kit of a round, as one archive: what `jalon workshop` writes
 * into a folder.
 *
 * Asked in the query: `minutes`, `people`, `audience`, `start` (9:00), `date`,
 * `trainer`, `prompts` (yes), `only` (fr or en); each may be left out.
 */
#include "result.h"

#include "base/arena.h"
#include "doc/kit.h"
#include "format/zip.h"
#include "learn/workshop.h"

enum { USUAL_MINUTES = 210, USUAL_PEOPLE = 12, USUAL_START = 9 * 60,
       TRAINER_CHARS = 120 };

struct kit {
	struct result *r;
	struct visit *v;
	const struct curriculum *curriculum;
	struct workshop_request request;
	const struct workshop *workshop;
	uint32_t start;
	struct str date, trainer;
	struct archive *archive;
};

/* --- what is asked ------------------------------------------------------ */

/* A whole number from 1 to `most`; the usual one when there is none. */
static uint32_t whole(struct visit *v, const char *name, uint32_t usual,
		      uint32_t most)
{
	struct str text = str_trim(visit_field(v, name));
	uint32_t n;

	if (text.len == 0)
		return usual;
	if (str_whole(text, &n) && n >= 1 && n <= most)
		return n;
	visit_fault(v, str_from(name),
		    WORDS(v, P_KIT_WHOLE, text, visit_number(v, most)));
	return usual;
}

/* 9:05, 09:05 */
static uint32_t read_start(struct visit *v)
{
	struct str text = str_trim(visit_field(v, "start"));
	size_t colon = str_find(text, STR(":"), 0);
	uint32_t hour, minute;

	if (text.len == 0)
		return USUAL_START;
	if (colon != SIZE_MAX &&
	    str_whole(str_sub(text, 0, colon), &hour) &&
	    str_whole(str_sub(text, colon + 1, text.len), &minute) &&
	    hour <= 23 && minute <= 59)
		return hour * 60 + minute;
	visit_fault(v, STR("start"), WORDS(v, P_KIT_TIME, text));
	return USUAL_START;
}

static struct str read_date(struct visit *v)
{
	struct str text = str_trim(visit_field(v, "date"));

	if (text.len == 0 || date_is_real(text))
		return text;
	visit_fault(v, STR("date"), WORDS(v, P_KIT_DATE, text));
	return STR_NONE;
}

static struct str read_trainer(struct visit *v)
{
	struct str text = str_trim(visit_field(v, "trainer"));

	if (str_chars(text) <= TRAINER_CHARS &&
	    str_find_unseen(text) == SIZE_MAX &&
	    str_find(text, STR("\n"), 0) == SIZE_MAX)
		return text;
	visit_fault(v, STR("trainer"), words(v, P_KIT_TRAINER));
	return STR_NONE;
}

static uint32_t read_audience(struct visit *v, const struct curriculum *c)
{
	struct str id = str_trim(visit_field(v, "audience"));
	uint32_t found = NO_INDEX;

	if (id.len == 0)
		return NO_INDEX;
	found = curriculum_find_audience(c, id);
	if (found == NO_INDEX)
		visit_fault(v, STR("audience"), WORDS(v, P_KIT_AUDIENCE, id));
	return found;
}

static void read_wishes(struct kit *k)
{
	struct visit *v = k->v;

	k->start = read_start(v);
	k->date = read_date(v);
	k->trainer = read_trainer(v);
	k->request = (struct workshop_request){
		.curriculum = k->curriculum,
		.score = k->r->score,
		.audience = read_audience(v, k->curriculum),
		.minutes = whole(v, "minutes", USUAL_MINUTES,
				 WORKSHOP_MINUTES_MAX),
		.people = whole(v, "people", USUAL_PEOPLE,
				WORKSHOP_PEOPLE_MAX),
		.jobs = k->r->score->answers->report.jobs.in[0].len > 0,
		.prompts = visit_field(v, "prompts").len > 0,
	};
}

/* --- the archive -------------------------------------------------------- */

static struct kit_request request_in(const struct kit *k, enum lang lang)
{
	const struct answers *answers = k->r->score->answers;

	return (struct kit_request){
		.workshop = k->workshop,
		.lang = lang,
		.start = k->start,
		.date = k->date,
		.trainer = k->trainer,
		.client = answers->client_name,
		.jobs = answers->report.jobs.in[lang],
	};
}

static void add_file(struct kit *k, enum kit_kind kind, enum lang lang,
		     const char *ending, const struct buf *bytes)
{
	struct buf name = buf_make(k->v->arena);

	buf_fmt(&name, "%s.%s.%s", kit_name(kind), lang_code(lang), ending);
	archive_add(k->archive, str_cstr(k->v->arena, buf_view(&name)),
		    buf_view(bytes), false);
}

static bool add_document(struct kit *k, enum kit_kind kind, enum lang lang)
{
	struct arena *a = k->v->arena;
	const struct kit_request request = request_in(k, lang);
	const struct kit_document *document =
	    kit_make(a, kind, &request, k->v->diags);
	struct buf html = buf_make(a), markdown = buf_make(a);

	if (document == NULL)
		return false;
	kit_html(&html, a, document);
	add_file(k, kind, lang, "html", &html);
	kit_markdown(&markdown, a, document);
	add_file(k, kind, lang, "md", &markdown);
	return true;
}

static bool add_language(struct kit *k, enum lang lang)
{
	bool good = true;

	for (int kind = 0; kind < KIT_COUNT && good; kind++)
		if (kit_has(k->workshop, (enum kit_kind)kind))
			good = add_document(k, (enum kit_kind)kind, lang);
	return good;
}

static void add_tables(struct kit *k)
{
	struct buf test = buf_make(k->v->arena), drill = buf_make(k->v->arena);

	if (kit_has(k->workshop, KIT_TEST)) {
		kit_test_table(&test, k->workshop, k->v->lang);
		archive_add(k->archive, "test.csv", buf_view(&test), false);
	}
	if (kit_has(k->workshop, KIT_DRILL)) {
		kit_drill_table(&drill, k->workshop, k->v->lang);
		archive_add(k->archive, "drill.csv", buf_view(&drill), false);
	}
}

static bool fill(struct kit *k)
{
	struct str only = visit_field(k->v, "only");
	const struct curriculum *c = k->curriculum;
	const struct kit_request first = request_in(k, c->languages[0]);
	struct buf numbers = buf_make(k->v->arena);
	bool good = true;

	kit_numbers(&numbers, &first);
	archive_add(k->archive, "workshop.json", buf_view(&numbers), false);
	add_tables(k);
	for (uint32_t l = 0; l < c->language_count && good; l++)
		if (only.len == 0 || str_is(only, lang_code(c->languages[l])))
			good = add_language(k, c->languages[l]);
	return good;
}

/* --- the answer --------------------------------------------------------- */

static void send(struct kit *k)
{
	struct visit *v = k->v;
	struct buf bytes = buf_make(v->arena);

	k->archive = archive_begin(v->arena);
	if (!fill(k)) {
		visit_troubled(v);
		return;
	}
	archive_finish(k->archive, &bytes);
	visit_download(v, "application/zip",
		       PATH(v, v->view->record->name, STR(".kit.zip")),
		       buf_view(&bytes));
	visit_note(v, "workshop.download", v->view->record->name);
}

/* What cannot be composed says what could (learn/workshop.h). */
static void write_faults(struct kit *k, size_t from)
{
	struct visit *v = k->v;

	visit_faults_of(v, STR_NONE, v->diags, from);
	for (uint32_t i = 0; i < v->fault_count; i++)
		v->faults[i].field = STR_NONE;
	result_begin(k->r, RESULT_ELSEWHERE, words(v, P_FILE_KIT));
	page_text(v, words(v, P_KIT_NONE));
	page_next(v, PATH(v, k->r->home, STR("/kit")), words(v, P_KIT_AGAIN));
	result_end(k->r);
}

static void make(struct kit *k)
{
	struct visit *v = k->v;
	size_t told;

	k->curriculum = curriculum_load(v->arena, v->config->curriculum_dir,
					v->diags);
	if (k->curriculum == NULL) {
		visit_troubled(v);
		return;
	}
	read_wishes(k);
	told = v->diags->count;
	if (v->fault_count == 0) {
		if (!result_compute_begin(v))
			return;
		k->workshop =
		    workshop_compose(v->arena, &k->request, v->diags);
		result_compute_end(v);
	}
	if (k->workshop == NULL)
		write_faults(k, told);
	else
		send(k);
}

void page_result_kit(struct visit *v)
{
	struct result r;
	struct kit k = { .r = &r, .v = v };

	if (v->config->curriculum_dir == NULL) {
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
		return;
	}
	if (!result_open(v, RESULT_SCORE, &r))
		return;
	make(&k);
}
