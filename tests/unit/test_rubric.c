/*
 * What is read right. Each pack of tests/good/, tests/packs/ and
 * questionnaires/ must be accepted in silence; where it holds an
 * `expected.txt`, what was read is written out and compared with it. Adding
 * a case is adding a pack.
 *
 *	test_rubric [ROOT]	the folder that holds tests/, by default "."
 *	test_rubric -w PACK	writes out what was read from a pack
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "model/pack.h"

enum { CASES_MAX = 100, FILE_BYTES = 1024 * 1024 };

static struct arena *keep;
static struct CMUnitTest tests[CASES_MAX];
static size_t test_count;

/* --- writing out -----------------------------------------------------------
 */

struct out {
	struct buf b;
	const struct pack *pack;
};

static void put_text(struct out *o, const char *label, const struct text *t)
{
	if (t->in[LANG_FR].len == 0 && t->in[LANG_EN].len == 0)
		return;
	buf_fmt(&o->b, " %s=<", label);
	for (uint32_t i = 0; i < o->pack->language_count; i++) {
		struct str s = t->in[o->pack->languages[i]];

		if (i > 0)
			buf_char(&o->b, '|');
		for (size_t c = 0; c < s.len; c++)
			buf_char(&o->b, s.at[c] == '\n' ? '/' : s.at[c]);
	}
	buf_char(&o->b, '>');
}

static void put_str(struct out *o, const char *label, struct str s)
{
	if (s.len == 0)
		return;
	buf_fmt(&o->b, " %s=", label);
	buf_str(&o->b, s);
}

static void put_ratio(struct out *o, const char *label, struct ratio r)
{
	buf_fmt(&o->b, " %s=", label);
	ratio_write(&o->b, r, -1);
}

static void put_uint(struct out *o, const char *label, uint32_t n)
{
	buf_fmt(&o->b, " %s=%u", label, n);
}

static void put_expr(struct out *o, const char *label, const struct expr *e)
{
	if (e == NULL)
		return;
	buf_fmt(&o->b, " %s=[", label);
	buf_str(&o->b, expr_text(e));
	buf_char(&o->b, ']');
}

static void put_estimate(struct out *o, const char *label, struct estimate e)
{
	put_ratio(o, label, e.low);
	put_ratio(o, "likely", e.likely);
	put_ratio(o, "high", e.high);
}

static void put_line(struct out *o, const char *what, struct str id)
{
	buf_fmt(&o->b, "\n%s", what);
	if (id.len > 0) {
		buf_char(&o->b, ' ');
		buf_str(&o->b, id);
	}
}

static void put_head(struct out *o)
{
	const struct rubric *r = &o->pack->rubric;

	buf_text(&o->b, "rubric");
	put_text(o, "title", &r->title);
	put_text(o, "about", &r->about);
	for (uint32_t n = 1; n <= r->level_count; n++) {
		put_line(o, " level", STR_NONE);
		put_text(o, "name", &r->levels[n]);
		if (r->has_bands && n > 1)
			put_ratio(o, "from", r->bands[n]);
	}
	put_line(o, " head", STR_NONE);
	put_uint(o, "shares", r->bands_are_shares);
	put_ratio(o, "min", r->range_min);
	put_ratio(o, "max", r->range_max);
	put_uint(o, "places", (uint32_t)r->places);
	put_uint(o, "even", r->rounding == ROUND_HALF_EVEN);
	put_uint(o, "has_blank", r->has_blank);
	put_uint(o, "evidence_from", r->evidence_from);
	put_uint(o, "shown_as", r->evidence_as);
	if (r->target_by != NO_INDEX)
		put_str(o, "target_by", o->pack->facts[r->target_by].id);
	put_ratio(o, "unknown_above", r->unknown_above);
	put_ratio(o, "gap", r->gap);
	put_expr(o, "score", r->overall_score);
	put_expr(o, "max", r->overall_max);
	put_expr(o, "level", r->overall_level);
	for (uint32_t i = 0; i < r->let_count; i++) {
		put_line(o, " let", r->lets[i].id);
		put_expr(o, "is", r->lets[i].is);
	}
}

static void put_levels(struct out *o, const struct text *levels)
{
	for (uint32_t n = 1; n <= o->pack->rubric.level_count; n++) {
		if (levels[n].in[o->pack->languages[0]].len == 0)
			continue;
		buf_fmt(&o->b, "\n    level %u", n);
		put_text(o, "text", &levels[n]);
	}
}

static void put_criterion(struct out *o, const struct criterion *c)
{
	put_line(o, "  criterion", c->id);
	put_str(o, "code", c->code);
	put_ratio(o, "weight", c->weight);
	put_str(o, "in", o->pack->rubric.dimensions[c->dimension].id);
	put_text(o, "title", &c->title);
	put_text(o, "about", &c->about);
	put_text(o, "evidence", &c->evidence);
	put_line(o, "    questions", STR_NONE);
	for (uint32_t i = 0; i < c->question_count; i++)
		put_str(o, "q", o->pack->questions[c->questions[i]].id);
	put_uint(o, "default", c->score_is_default);
	put_expr(o, "score", c->score);
	put_expr(o, "level", c->level);
	for (uint32_t i = 0; i < c->map_count; i++) {
		put_str(o, "maps", c->maps[i].to);
		put_str(o, "mark", c->maps[i].mark);
	}
	put_levels(o, c->levels);
	for (uint32_t i = 0; i < c->variant_count; i++) {
		put_line(o, "   variant",
			 o->pack->facts[c->variants[i].fact].id);
		put_text(o, "title", &c->variants[i].title);
		put_levels(o, c->variants[i].levels);
	}
}

static void put_dimension(struct out *o, const struct dimension *d)
{
	const struct rubric *r = &o->pack->rubric;
	uint32_t targets = r->target_by == NO_INDEX
			       ? 1
			       : o->pack->facts[r->target_by].values.count;

	put_line(o, " dimension", d->id);
	put_str(o, "code", d->code);
	put_ratio(o, "weight", d->weight);
	for (uint32_t i = 0; d->targets != NULL && i < targets; i++)
		put_uint(o, "target", d->targets[i]);
	put_text(o, "title", &d->title);
	put_text(o, "about", &d->about);
	put_expr(o, "score", d->score);
	put_expr(o, "level", d->level);
	for (uint32_t i = 0; i < d->criterion_count; i++)
		put_criterion(o, &r->criteria[d->first_criterion + i]);
}

static void put_gate(struct out *o, const struct gate *g)
{
	const struct catalogue *c = &o->pack->catalogue;

	put_line(o, " gate", g->id);
	put_str(o, "code", g->code);
	put_text(o, "title", &g->title);
	put_text(o, "message", &g->message);
	put_expr(o, "when", g->when);
	for (uint32_t i = 0; i < g->cap_count; i++) {
		uint32_t d = g->caps[i].dimension;

		put_str(o, "cap",
			d == NO_INDEX ? STR("overall")
				      : o->pack->rubric.dimensions[d].id);
		put_str(o, "to", span_text(g->caps[i].span));
	}
	for (uint32_t i = 0; o->pack->has_catalogue && i < g->lifted_count; i++)
		put_str(o, "lifted_by", c->initiatives[g->lifted_by[i]].id);
}

static void put_initiative(struct out *o, const struct initiative *it)
{
	const struct pack *p = o->pack;

	put_line(o, " initiative", it->id);
	put_str(o, "code", it->code);
	put_uint(o, "kind", it->kind);
	put_text(o, "title", &it->title);
	put_text(o, "staff_change", &it->staff_change);
	put_text(o, "template", &it->template);
	put_str(o, "module", it->module);
	put_uint(o, "impact", it->impact);
	put_uint(o, "weeks", it->weeks);
	put_expr(o, "when", it->when);
	put_ratio(o, "attendance", it->attendance_hours);
	put_ratio(o, "routine", it->routine_days);
	put_text(o, "do", &it->monday_do);
	put_uint(o, "minutes", it->monday_minutes);
	for (uint32_t i = 0; i < it->close_count; i++) {
		put_str(o, "closes",
			p->rubric.criteria[it->closes[i].criterion].id);
		put_uint(o, "level", it->closes[i].level);
	}
	for (uint32_t i = 0; i < it->require_count; i++)
		put_str(o, "requires",
			p->catalogue.initiatives[it->requires[i]].id);
	for (uint32_t i = 0; i < it->lift_count; i++)
		put_str(o, "lifts", p->rubric.gates[it->lifts[i]].id);
	for (uint32_t i = 0; i < p->catalogue.size_count; i++) {
		put_line(o, "  for", p->catalogue.sizes[i].id);
		put_estimate(o, "days", it->days[i]);
		put_estimate(o, "cost", it->cost[i]);
	}
}

static void put_opportunity(struct out *o, const struct opportunity *it)
{
	const struct pack *p = o->pack;

	put_line(o, " opportunity", it->id);
	put_str(o, "function", p->catalogue.functions[it->function].id);
	put_text(o, "title", &it->title);
	put_text(o, "not_when", &it->not_when);
	put_uint(o, "exposure", it->exposure);
	put_uint(o, "days", it->trial_days);
	put_expr(o, "when", it->when);
	for (uint32_t i = 0; i < it->sector_count; i++)
		put_str(o, "sector", it->sectors[i]);
	for (uint32_t i = 0; i < it->require_count; i++)
		put_str(o, "requires",
			p->catalogue.initiatives[it->requires[i]].id);
}

static void put_catalogue(struct out *o)
{
	const struct catalogue *c = &o->pack->catalogue;

	put_line(o, "catalogue", STR_NONE);
	put_expr(o, "days_per_month", c->days_per_month);
	for (uint32_t i = 0; i < c->size_count; i++) {
		put_line(o, " size", c->sizes[i].id);
		put_uint(o, "from", c->size_from[i]);
		put_uint(o, "slots", c->slots[i]);
		put_ratio(o, "budget", c->budget[i]);
	}
	for (uint32_t i = 0; i < c->initiative_count; i++)
		put_initiative(o, &c->initiatives[i]);
	for (uint32_t i = 0; i < c->opportunity_count; i++)
		put_opportunity(o, &c->opportunities[i]);
}

static void put_report(struct out *o)
{
	const struct report_texts *t = &o->pack->report_texts;
	const struct rubric *r = &o->pack->rubric;

	put_line(o, "report", STR_NONE);
	put_text(o, "notice", &t->notice);
	for (uint32_t n = 1; n <= r->level_count; n++) {
		put_line(o, " level", STR_NONE);
		put_text(o, "meaning", &t->level_meaning[n]);
		put_text(o, "next", &t->level_next[n]);
	}
	for (uint32_t i = 0; r->target_by != NO_INDEX &&
			     i < o->pack->facts[r->target_by].values.count;
	     i++)
		put_text(o, "exposure", &t->exposures[i]);
}

static void put_questions(struct out *o)
{
	const struct pack *p = o->pack;

	put_line(o, "questions", STR_NONE);
	for (uint32_t i = 0; i < p->question_count; i++) {
		const struct question *q = &p->questions[i];

		if (q->criterion == NO_INDEX && !q->gating)
			continue;
		put_line(o, " question", q->id);
		if (q->criterion != NO_INDEX)
			put_str(o, "criterion",
				p->rubric.criteria[q->criterion].id);
		put_uint(o, "gating", q->gating);
	}
}

static struct str written(struct arena *a, const struct pack *pack)
{
	struct out o = { buf_make(a), pack };

	put_head(&o);
	for (uint32_t i = 0; i < pack->rubric.dimension_count; i++)
		put_dimension(&o, &pack->rubric.dimensions[i]);
	for (uint32_t i = 0; i < pack->rubric.gate_count; i++)
		put_gate(&o, &pack->rubric.gates[i]);
	if (pack->has_catalogue)
		put_catalogue(&o);
	if (pack->has_report_texts)
		put_report(&o);
	put_questions(&o);
	buf_char(&o.b, '\n');
	return str_copy(a, buf_view(&o.b));
}

/* --- the tests -------------------------------------------------------------
 */

static void show(struct arena *a, const struct diags *d)
{
	struct buf b = buf_make(a);

	diags_write(&b, d, LANG_EN);
	buf_char(&b, '\n');
	fwrite(b.at, 1, b.len, stderr);
}

static void test_pack(void **state)
{
	const char *dir = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct pack *pack;
	struct str expected;

	diags_init(&diags, a);
	pack = pack_check(a, dir, &diags);
	if (diags.count > 0)
		show(a, &diags);
	assert_int_equal(diags.count, 0);
	assert_non_null(pack);
	if (file_read(a, path_join(a, dir, "expected.txt"), FILE_BYTES,
		      &expected) == 0)
		assert_string_equal(written(a, pack).at, expected.at);
	arena_close(a);
}

/* Scoring alone: other languages and other files are left unread. */
static void test_scoring(void **state)
{
	const char *dir = *state;
	struct arena *a = arena_open();
	struct diags diags;
	struct pack *pack;

	diags_init(&diags, a);
	pack = pack_load(a, dir, PACK_SCORING, &diags);
	assert_non_null(pack);
	assert_int_equal(diags.count, 0);
	assert_false(pack->has_catalogue);
	assert_false(pack->has_report_texts);
	assert_true(pack->rubric.title.in[LANG_FR].len > 0);
	assert_int_equal(pack->rubric.title.in[LANG_EN].len, 0);
	assert_true(str_eq(text_in(&pack->rubric.title, LANG_EN, pack),
			   pack->rubric.title.in[LANG_FR]));
	arena_close(a);
}

static void add(const char *name, const char *dir, CMUnitTestFunction run)
{
	if (test_count == CASES_MAX)
		die("more than %d packs", CASES_MAX);
	tests[test_count++] = (struct CMUnitTest){
		.name = name,
		.test_func = run,
		.initial_state = (void *)(uintptr_t)dir,
	};
}

static void add_packs(const char *root, const char *folder)
{
	const char *dir = path_join(keep, root, folder);
	size_t count = 0;
	const char **names = file_list(keep, dir, &count);

	for (size_t i = 0; names != NULL && i < count; i++) {
		const char *pack = path_join(keep, dir, names[i]);

		if (!file_exists(path_join(keep, pack, "questionnaire.yaml")))
			continue;
		add(pack, pack, test_pack);
		add(path_join(keep, pack, "(scoring alone)"), pack,
		    test_scoring);
	}
}

static int write_out(const char *dir)
{
	struct diags diags;
	struct pack *pack;
	struct str text;

	diags_init(&diags, keep);
	pack = pack_check(keep, dir, &diags);
	if (diags.count > 0)
		show(keep, &diags);
	if (pack == NULL)
		return 1;
	text = written(keep, pack);
	return fwrite(text.at, 1, text.len, stdout) == text.len ? 0 : 1;
}

int main(int argc, char **argv)
{
	const char *root = argc > 1 ? argv[1] : ".";
	int failed;

	keep = arena_open();
	if (argc > 2 && strcmp(argv[1], "-w") == 0) {
		failed = write_out(argv[2]);
	} else {
		add_packs(root, "tests/good");
		add_packs(root, "tests/packs");
		add_packs(root, "questionnaires");
		failed = _cmocka_run_group_tests("rubric", tests, test_count,
						 NULL, NULL);
	}
	arena_close(keep);
	return failed;
}
