/*
 * What is read from a curriculum: the small one of the golden cases, held
 * against what its files say, and the shipped ones, which have no error.
 *
 *	test_curriculum [ROOT]	the folder that holds tests/, by default "."
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
#include "model/curriculum.h"

static const char *root = ".";
static struct arena *keep;
static const struct curriculum *mini;

static struct str text_of(const struct md *node)
{
	return str_trim(md_plain(keep, node));
}

static void same(struct str got, const char *want)
{
	assert_string_equal(str_cstr(keep, got), want);
}

static void print(const struct diags *diags)
{
	struct buf out = buf_make(diags->arena);

	diags_write(&out, diags, LANG_EN);
	fprintf(stderr, "%.*s\n", STR_ARGS(buf_view(&out)));
}

static int set_up(void **state)
{
	const char *dir;
	struct diags diags;

	(void)state;
	keep = arena_open();
	diags_init(&diags, keep);
	dir = path_join(keep, root, "tests/golden/curricula/mini");
	mini = curriculum_load(keep, dir, &diags);
	if (diags.count > 0)
		print(&diags);
	return mini != NULL && diags.count == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(keep);
	return 0;
}

/* --- curriculum.yaml, facts.yaml ------------------------------------------ */

static void test_head(void **state)
{
	(void)state;
	same(mini->id, "mini");
	same(mini->version, "1.0.0");
	same(mini->questionnaire, "mini");
	same(mini->title.in[LANG_EN], "Small course");
	assert_int_equal(mini->language_count, 2);
	assert_int_equal(mini->languages[0], LANG_FR);
	assert_int_equal(mini->frame.welcome, 10);
	assert_int_equal(mini->frame.closing, 10);
	assert_int_equal(mini->frame.pause, 15);
	assert_int_equal(mini->frame.work, 60);
	assert_int_equal(mini->frame.lunch, 45);
	assert_int_equal(mini->frame.half_day, 240);
	assert_int_equal(mini->audience_count, 2);
	same(mini->audiences[0].text.in[LANG_EN], "Leadership");
	assert_int_equal(mini->audiences[0].path_count, 1);
	assert_int_equal(mini->audiences[0].path[0], 1);
	assert_int_equal(mini->audiences[1].path[1], 1);
	assert_int_equal(curriculum_find_module(mini, STR("m02")), 1);
	assert_int_equal(curriculum_find_audience(mini, STR("mixed")), 1);
	assert_int_equal(curriculum_find_module(mini, STR("m03")), NO_INDEX);
}

static void test_facts(void **state)
{
	const struct curriculum_fact *f = mini->facts;

	(void)state;
	assert_int_equal(mini->fact_count, 4);
	same(f[0].id, "replies_2024");
	same(f[0].date, "2024-02-27");
	same(f[0].review_by, "2030-01-31");
	same(f[1].date, "2025-05");
	same(f[1].source.in[LANG_FR], "Revue des affaires, mai 2025");
	assert_int_equal(f[0].mark, MARK_V);
	assert_int_equal(f[1].mark, MARK_V2);
	assert_int_equal(f[2].mark, MARK_R);
	assert_int_equal(f[3].mark, MARK_X);
	assert_int_equal(f[1].review_by.len, 0);
	assert_int_equal(curriculum_find_fact(mini, STR("no_jobs_lost")), 3);
}

/* --- a module ------------------------------------------------------------- */

static void test_front(void **state)
{
	const struct module *m = &mini->modules[0], *n = &mini->modules[1];

	(void)state;
	same(m->title.in[LANG_FR], "Passer la main : premières règles");
	same(m->title.in[LANG_EN], "Handing over: first rules");
	same(m->artifact.in[LANG_EN], "Escalation sheet, version 0");
	assert_int_equal(m->material_count, 2);
	same(m->materials[1].in[LANG_EN], "Pencils");
	assert_int_equal(m->serve_count, 1);
	same(m->serves[0].criterion, "service.reachable");
	assert_int_equal(m->serves[0].from, 1);
	assert_int_equal(m->serves[0].to, 3);
	assert_int_equal(m->teaching, 10);
	assert_int_equal(m->exercises, 40);
	assert_int_equal(m->people_min, 2);
	assert_int_equal(m->people_max, 12);
	assert_int_equal(m->require_count, 0);
	assert_int_equal(n->require_count, 1);
	assert_int_equal(n->requires[0], 0);
	assert_int_equal(n->material_count, 0);
	assert_int_equal(m->objective_count, 2);
	same(m->objectives[1].id, "write_rules");
	assert_int_equal(m->objectives[1].bloom, BLOOM_CREATE);
	same(m->objectives[1].text.in[LANG_EN],
	     "Write two rules that the bot can follow.");
}

static const struct step_row {
	uint32_t module, step;
	const char *id;
	enum section_kind kind;
	const char *fr, *en;
	uint32_t full, brief, group, people;
	bool optional, jobs;
} step_rows[] = {
	{ 0, 0, "one_firm", SECTION_CASE, "Une entreprise et son robot",
	  "A firm and its bot", 10, 5, 0, 0, false, false },
	{ 0, 1, "sort_contacts", SECTION_ACTIVITY, "Trier six contacts",
	  "Sorting six contacts", 30, 20, 4, 0, false, false },
	{ 0, 2, "what_we_keep", SECTION_DEBRIEF, "Ce que nous gardons",
	  "What we keep", 10, 5, 0, 0, false, false },
	{ 1, 0, "how_it_fails", SECTION_FACILITATOR,
	  "Comment une réponse se trompe", "How a reply goes wrong", 10, 10, 0,
	  0, false, false },
	{ 1, 1, "angry_client", SECTION_ROLEPLAY, "Un client pressé",
	  "A client in a hurry", 30, 20, 3, 3, false, false },
	{ 1, 2, "jobs_here", SECTION_DISCUSSION, "Et le travail, ici?",
	  "And work, here?", 15, 15, 0, 0, true, true },
};
enum { STEP_ROWS = sizeof(step_rows) / sizeof(*step_rows) };

static void test_steps(void **state)
{
	(void)state;
	assert_int_equal(mini->modules[0].step_count, 3);
	assert_int_equal(mini->modules[1].step_count, 3);
	for (int i = 0; i < STEP_ROWS; i++) {
		const struct step_row *row = &step_rows[i];
		const struct module_step *s =
		    &mini->modules[row->module].steps[row->step];

		same(s->id, row->id);
		assert_int_equal(s->kind, row->kind);
		same(s->title.in[LANG_FR], row->fr);
		same(s->title.in[LANG_EN], row->en);
		assert_int_equal(s->full, row->full);
		assert_int_equal(s->brief, row->brief);
		assert_int_equal(s->group, row->group);
		assert_int_equal(s->people, row->people);
		assert_int_equal(s->optional, row->optional);
		assert_int_equal(s->needs_jobs, row->jobs);
		same(text_of(s->body.in[LANG_EN]->first), row->en);
	}
}

static void test_decks(void **state)
{
	const struct deck *d = mini->modules[0].decks;
	const struct deck *e = mini->modules[1].decks;

	(void)state;
	assert_int_equal(mini->modules[0].deck_count, 1);
	same(d->id, "contacts");
	assert_int_equal(d->step, 1);
	assert_int_equal(d->set, DECK_FOR_GROUP);
	assert_true(d->two_sided);
	assert_int_equal(d->card_count, 3);
	same(d->cards[1].title.in[LANG_FR], "L'allergie");
	same(d->cards[2].title.in[LANG_EN], "The complaint");
	same(text_of(d->cards[1].heading.in[LANG_EN]->next),
	     "\"Are there nuts in this dish?\"");
	assert_int_equal(e->set, DECK_FOR_PERSON);
	assert_false(e->two_sided);
	assert_int_equal(e->step, 1);
}

static void test_entries(void **state)
{
	const struct module *m = &mini->modules[0];

	(void)state;
	assert_int_equal(m->flashcard_count, 2);
	same(m->flashcards[1].id, "rule_length");
	same(m->flashcards[1].term.in[LANG_EN], "How long is a rule?");
	same(text_of(m->flashcards[1].answer.in[LANG_FR]),
	     "Une phrase[^replies_2024].");
	assert_int_equal(m->glossary_count, 1);
	same(m->glossary[0].term.in[LANG_FR], "escalade");
	assert_int_equal(mini->modules[1].glossary_count, 0);
}

static void test_items(void **state)
{
	const struct item *item = mini->modules[0].items;
	const struct item_option *o = item[1].options;

	(void)state;
	assert_int_equal(mini->modules[0].item_count, 4);
	same(item[1].id, "visible_trigger");
	assert_int_equal(item[1].objective, 0);
	assert_int_equal(item[1].rank, 1);
	assert_int_equal(item[2].objective, 1);
	assert_int_equal(item[2].rank, 0);
	assert_false(item[1].multiple);
	assert_true(item[3].multiple);
	same(text_of(item[1].first.in[LANG_EN]), "Which trigger can be seen?");
	assert_int_equal(item[1].option_count, 3);
	assert_false(o[0].right);
	assert_true(o[1].right);
	/* The mark is taken off; the quote stays in the item. */
	same(text_of(o[1].text.in[LANG_EN]->first),
	     "The client has written twice about the same order.");
	same(text_of(o[1].feedback.in[LANG_FR]),
	     "Oui : tout le monde compte deux.");
	assert_ptr_equal(o[1].feedback.in[LANG_FR]->parent,
			 o[1].text.in[LANG_FR]);
	assert_ptr_equal(item[1].first.in[LANG_FR]->next,
			 o[0].text.in[LANG_FR]->parent);
}

static void test_drill(void **state)
{
	const struct drill *d = mini->modules[1].drill;

	(void)state;
	assert_null(mini->modules[0].drill);
	same(d->title.in[LANG_EN], "A morning with the mail");
	assert_int_equal(d->reference_count, 2);
	assert_int_equal(d->contact_count, 4);
	same(d->contacts[2].id, "nut_allergy");
	same(d->contacts[2].channel, "phone");
	assert_int_equal(d->contacts[2].confidence, 88);
	assert_int_equal(d->contacts[0].expert, DRILL_EDIT);
	assert_int_equal(d->contacts[1].expert, DRILL_SEND);
	assert_int_equal(d->contacts[2].expert, DRILL_TAKE_OVER);
	assert_int_equal(d->contacts[3].expert, DRILL_ESCALATE);
}

/* --- names, languages ----------------------------------------------------- */

static void test_names(void **state)
{
	enum section_kind kind;
	enum drill_choice choice;

	(void)state;
	for (int i = 0; i < SECTION_KINDS; i++) {
		const char *name = section_kind_name((enum section_kind)i);

		assert_true(section_kind_parse(str_from(name), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(section_kind_parse(STR("slides"), &kind));
	for (int i = 0; i < DRILL_CHOICES; i++) {
		const char *name = drill_choice_name((enum drill_choice)i);

		assert_true(drill_choice_parse(str_from(name), &choice));
		assert_int_equal(choice, i);
	}
	assert_false(drill_choice_parse(STR("keep"), &choice));
	assert_string_equal(mark_name(MARK_V2), "V2");
}

static void test_languages(void **state)
{
	struct text text = { .in = { [LANG_FR] = STR_INIT("oui") } };
	struct passage passage = { { NULL } };

	(void)state;
	passage.in[LANG_FR] = mini->take_away.in[LANG_FR];
	same(curriculum_text(mini, &text, LANG_EN), "oui");
	assert_ptr_equal(curriculum_passage(mini, &passage, LANG_EN),
			 mini->take_away.in[LANG_FR]);
	assert_ptr_not_equal(
	    curriculum_passage(mini, &mini->take_away, LANG_EN),
	    mini->take_away.in[LANG_FR]);
}

/* --- the shipped ones ----------------------------------------------------- */

static void check_shipped(struct arena *a, const char *dir)
{
	const char *packs = path_join(a, root, "questionnaires/ia-pme");
	struct diags diags;
	struct pack *pack;

	diags_init(&diags, a);
	pack = pack_load(a, packs, PACK_CATALOGUE, &diags);
	assert_non_null(pack);
	/* Warnings wait for their author; their day has not come here. */
	if (curriculum_check(a, dir, pack, STR_NONE, &diags) == NULL) {
		print(&diags);
		fail_msg("%s has errors", dir);
	}
}

static void test_shipped(void **state)
{
	const char *dir = path_join(keep, root, "curricula");
	size_t count = 0, found = 0;
	const char **names = file_list(keep, dir, &count);

	(void)state;
	for (size_t i = 0; names != NULL && i < count; i++) {
		const char *path = path_join(keep, dir, names[i]);

		if (!curriculum_is_at(path))
			continue;
		check_shipped(keep, path);
		found++;
	}
	assert_true(found > 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_front),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_decks),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_drill),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_shipped),
	};

	if (argc > 1)
		root = argv[1];
	return cmocka_run_group_tests_name("curriculum", tests, set_up,
					   tear_down);
}
