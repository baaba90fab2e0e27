/*
 * The workshop's documents one by one: cards and how they are cut, questions
 * and keys, what is given or left blank, the slides, templates.
 */
#include "kit_case.h"

/* --- cards ------------------------------------------------------------------ */

static void walk_cards(const struct md *node, uint32_t *count,
		       struct arena *a, struct buf *text)
{
	for (const struct md *m = node->first; m != NULL; m = m->next) {
		if (m->kind == MD_SECTION && str_is(m->name, "card") &&
		    m->first != NULL) {
			++*count;
			squash(text, md_plain(a, m));
			buf_char(text, '\n');
		}
		walk_cards(m, count, a, text);
	}
}

/* The text of a card as its author wrote it, without its back. */
static struct str card_text(struct arena *a, const struct md *heading)
{
	struct buf out = buf_make(a);

	squash(&out, md_plain(a, heading));
	for (const struct md *m = heading->next;
	     m != NULL && !(m->kind == MD_HEADING && m->level == 4);
	     m = m->next)
		if (m->kind != MD_QUOTE && m->kind != MD_SECTION)
			squash(&out, md_plain(a, m));
	return buf_view(&out);
}

static bool deck_in(const struct made *m, uint32_t module,
		    const struct deck *d)
{
	const struct module_choice *choice = &m->workshop->modules[module];

	return choice->in && (d->step == NO_INDEX ||
			      choice->lengths[d->step] != LENGTH_OUT);
}

/* At its step's short length, only the cards that `short` names. */
static bool card_in(const struct made *m, uint32_t module,
		    const struct deck *d, uint32_t card)
{
	return deck_in(m, module, d) &&
	       (d->in_short == NULL || d->in_short[card] ||
		m->workshop->modules[module].lengths[d->step] !=
			LENGTH_SHORT);
}

static void check_cards(struct made *m, enum lang lang)
{
	const struct curriculum *c = m->request.curriculum;
	struct buf text = buf_make(m->arena);
	uint32_t found = 0, faces = 0;

	walk_cards(document(m, KIT_CARDS, lang)->tree, &found, m->arena,
		   &text);
	for (uint32_t i = 0; i < c->module_count; i++) {
		const struct module *module = &c->modules[i];

		for (uint32_t d = 0; d < module->deck_count; d++) {
			const struct deck *deck = &module->decks[d];

			for (uint32_t n = 0; n < deck->card_count; n++) {
				bool in = card_in(m, i, deck, n);
				struct str front = card_text(
					m->arena,
					deck->cards[n].heading.in[lang]);

				faces += in ? (deck->two_sided ? 2 : 1) : 0;
				assert_int_equal(count_of(buf_view(&text),
							  front),
						 in ? 1 : 0);
			}
		}
	}
	assert_int_equal(found, faces);
}

static void test_cards(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, *state);

	if (kit_has(m->workshop, KIT_CARDS)) {
		check_cards(m, LANG_FR);
		check_cards(m, LANG_EN);
	}
	arena_close(a);
}

/* Three cards of a two-sided deck: 1 2 / 3 _ and behind them 2 1 / _ 3. */
static void test_mirrored(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[0]);
	struct buf text = buf_make(a);
	uint32_t found = 0;
	struct str all;
	static const char *const order[] = {
		"Lheuredouverture", "Lallergie", "Laplainte",
		"Lallergie", "Lheuredouverture", "Laplainte",
	};

	(void)state;
	walk_cards(document(m, KIT_CARDS, LANG_FR)->tree, &found, a, &text);
	all = buf_view(&text);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		assert_true(str_starts(next_line(&all), order[i]));
	arena_close(a);
}

static const struct sets_row {
	const char *name;
	uint32_t people;
	const char *contacts;	/* of teams of four */
	const char *roles;	/* one a person */
} sets_rows[] = {
	{ "eight people", 8, "| 2 | 2 |", "| 8 | 8 |" },
	{ "nine people", 9, "| 3 | 3 |", "| 9 | 9 |" },
	{ "three people", 3, "| 1 | 1 |", "| 3 | 3 |" },
};

static bool row_has(struct str text, const char *first, const char *last)
{
	while (text.len > 0) {
		struct str line = next_line(&text);

		if (has(line, first) && str_ends(line, last))
			return true;
	}
	return false;
}

static void test_sets(void **state)
{
	const struct sets_row *row = *state;
	struct asked asked = asked_rows[0];
	struct arena *a = arena_open();
	struct str text;

	asked.people = row->people;
	text = markdown(make(a, &asked), KIT_PRINT, LANG_FR);
	assert_true(row_has(text, "Trier six contacts", row->contacts));
	assert_true(row_has(text, "Un client press\xC3\xA9", row->roles));
	arena_close(a);
}

static const struct cell_row {
	const char *name, *title, *text;
	uint32_t least, most;	/* cards on a page */
} cell_rows[] = {
	{ "a few words", "A", "Short.", 8, 8 },
	{ "as many lines as a small cell has", "A",
	  "1\\\n2\\\n3\\\n4\\\n5\\\n6\\\n7\\\n8", 8, 8 },
	{ "one line more", "A", "1\\\n2\\\n3\\\n4\\\n5\\\n6\\\n7\\\n8\\\n9", 6, 6 },
	{ "a long title takes a line",
	  "A title that is far too long for one line of a cell of this size",
	  "1\\\n2\\\n3\\\n4\\\n5\\\n6\\\n7\\\n8", 6, 6 },
	{ "ten lines to write on", "A",
	  "***\n\n***\n\n***\n\n***\n\n***\n\n***\n\n***\n\n***\n\n***\n\n***",
	  1, 2 },
};

static void test_cells(void **state)
{
	const struct cell_row *row = *state;
	struct kit_card card = { str_from(row->title), str_from(row->text),
				 STR_NONE };
	struct kit_deck deck = { .cards = &card, .count = 1 };
	uint32_t page;

	kit_set_cell(&deck, kit_cell_of(&card, 1));
	page = deck.columns * deck.rows;
	assert_in_range(page, row->least, row->most);
}

/* --- questions -------------------------------------------------------------- */

/* By hand: the first question of each objective is the test's. */
static void test_questions(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[2]);
	struct str test = markdown(m, KIT_TEST, LANG_FR);
	struct str quiz = markdown(m, KIT_QUIZ, LANG_FR);
	struct str key = markdown(m, KIT_QUIZ_KEY, LANG_FR);

	(void)state;
	assert_true(has(test, "Qui r\xC3\xA9pond?"));
	assert_true(has(test, "Quelle r\xC3\xA8gle le robot"));
	assert_false(has(test, "se voit?"));
	assert_true(has(quiz, "Quel d\xC3\xA9" "clencheur se voit?"));
	assert_true(has(quiz, "2 r\xC3\xA9ponses \xC3\xA0 cocher"));
	assert_false(has(quiz, "Qui r\xC3\xA9pond?"));
	assert_false(has(quiz, "\xE2\x9C\x93"));
	assert_true(has(key, "Question 1" NBSP ": B"));
	assert_true(has(key, "Question 2" NBSP ": A et C"));
	assert_true(has(key, "\xE2\x9C\x93 **B.** Le client a \xC3\xA9" "crit deux"));
	assert_true(has(key, "tout le monde compte deux"));
	arena_close(a);
}

static void test_drill(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[0]);
	struct str sheet = markdown(m, KIT_DRILL, LANG_FR);
	struct str key = markdown(m, KIT_DRILL_KEY, LANG_FR);

	(void)state;
	assert_true(has(sheet, "Contact 4 \xC2\xB7 message texte"));
	assert_true(has(sheet, "confiance 61" NBSP "%"));
	assert_true(has(key, "**3 \xC2\xB7 t\xC3\xA9l\xC3\xA9phone \xC2\xB7 prendre en charge.**"));
	/* One of the four is sound. */
	assert_true(has(key, "enverrait 1 telles quelles"));
	assert_true(has(key, "arr\xC3\xAAterait 3 "));
	arena_close(a);
}

/* --- what is given, and what is not ----------------------------------------- */

static void test_blanks(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[0]);

	(void)state;
	assert_true(has(markdown(m, KIT_AGENDA, LANG_FR), "Date" NBSP ": \xE2\x80\xA6"));
	assert_true(has(markdown(m, KIT_AGENDA, LANG_FR),
			"Animation" NBSP ": \xE2\x80\xA6"));
	m->kit.date = STR("2026-12-03");
	m->kit.trainer = STR("M. <b>B.</b> *x*");
	m->kit.client = STR("</style><script>alert(1)</script>");
	assert_true(has(markdown(m, KIT_AGENDA, LANG_FR),
			"Le 3" NBSP "d\xC3\xA9" "cembre 2026, de 9"));
	for (int k = 0; k < KIT_COUNT; k++) {
		struct str page = html(m, (enum kit_kind)k, LANG_FR);

		assert_false(has(page, "<script>alert"));
		assert_false(has(page, "<b>"));
		assert_false(has(page, "<em>x</em>"));
	}
	assert_true(has(html(m, KIT_CERTIFICATE, LANG_EN),
			"M. &lt;b&gt;B.&lt;/b&gt; *x*"));
	arena_close(a);
}

static void test_jobs(void **state)
{
	struct arena *a = arena_open();
	struct made *with = make(a, &asked_rows[1]);
	struct made *without = make(a, &asked_rows[0]);
	struct str told = markdown(with, KIT_GUIDE, LANG_FR);
	struct str silent = markdown(without, KIT_GUIDE, LANG_FR);

	(void)state;
	assert_true(has(told, "> Personne ne perdra son emploi."));
	assert_true(has(told, "Et le travail, ici?"));
	assert_false(has(told, "laiss\xC3\xA9 de c\xC3\xB4t\xC3\xA9"));
	assert_true(has(silent, "laiss\xC3\xA9 de c\xC3\xB4t\xC3\xA9"));
	assert_false(has(silent, "Et le travail, ici?"));
	arena_close(a);
}

static void test_prompts(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[0]);
	struct pack *pack = pack_load(a, "questionnaires/ia-pme",
				      PACK_SCORING, &world.diags);
	struct score score = { .pack = pack };
	static const uint32_t prompts[] = { 3, 5 };
	struct workshop_request request = m->request;
	struct slot slots[2] = { { .kind = SLOT_PROMPTS, .minutes = 20 } };
	struct str guide, question;

	(void)state;
	m->workshop->prompts_missing = "groups";
	assert_true(has(markdown(m, KIT_GUIDE, LANG_FR),
			"au moins cinq membres du personnel"));
	m->workshop->prompts_missing = "jobs";
	assert_true(has(markdown(m, KIT_GUIDE, LANG_FR),
			"ne se discutent pas tant que la direction"));
	m->workshop->prompts_missing = NULL;
	assert_non_null(pack);
	request.score = &score;
	m->workshop->request = &request;
	m->workshop->prompts = prompts;
	m->workshop->prompt_count = 2;
	m->workshop->slots = slots;
	m->workshop->slot_count = 1;
	guide = all_text(a, document(m, KIT_GUIDE, LANG_EN));
	question = squashed(a, pack->questions[5].text.in[LANG_EN]);
	assert_int_equal(count_of(guide, question), 1);
	arena_close(a);
}

/* --- pages ------------------------------------------------------------------ */

static int letter_value(char c)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = strchr(letters, c);

	return at == NULL ? -1 : (int)(at - letters);
}

/* The digest in the policy, read back, is the script's. */
static void test_policy(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[0]);
	struct str page = html(m, KIT_SLIDES, LANG_FR);
	size_t at = str_find(page, STR("sha256-"), 0) + 7;
	struct digest digest = digest_of(asset_slides_script());
	unsigned bits = 0, have = 0;
	struct buf hex = buf_make(a);

	(void)state;
	for (; letter_value(page.at[at]) >= 0; at++) {
		bits = bits << 6 | (unsigned)letter_value(page.at[at]);
		for (have += 6; have >= 4; have -= 4)
			if (hex.len < 64)
				buf_fmt(&hex, "%x", bits >> (have - 4) & 15);
	}
	assert_true(str_is(buf_view(&hex), digest.hex));
	assert_int_equal(count_of(page, STR("<script>")), 1);
	assert_false(has(asset_slides_script(), "</"));
	assert_false(has(asset_kit_style(), "</"));
	for (int k = 0; k < KIT_COUNT; k++) {
		page = html(m, (enum kit_kind)k, LANG_EN);
		assert_int_equal(count_of(page, STR("<script")),
				 k == KIT_SLIDES ? 1 : 0);
		assert_false(has(page, "http://"));
		assert_false(has(page, " src="));
	}
	arena_close(a);
}

static void test_slides(void **state)
{
	struct arena *a = arena_open();
	struct made *m = make(a, &asked_rows[0]);
	struct str page = html(m, KIT_SLIDES, LANG_FR);

	(void)state;
	/* Ten minutes of welcome and fifty of work, then the break: 10 h. */
	assert_true(has(page, "class=\"slide pause\" data-ends=\"615\" data-minutes=\"15\""));
	assert_true(has(page, "Retour \xC3\xA0 <strong>10" NBSP "h" NBSP "15"));
	assert_true(has(page, ">Un robot, un an plus tard</h2>"));
	assert_true(has(page, "Demandez ce que le premier chiffre ne dit pas."));
	assert_true(has(page, ">Suivante \xE2\x86\x92</button>"));
	arena_close(a);
}

static void test_same_bytes(void **state)
{
	struct arena *a = arena_open(), *b = arena_open();
	struct made *one = make(a, &asked_rows[4]);
	struct made *two = make(b, &asked_rows[4]);

	(void)state;
	for (int k = 0; k < KIT_COUNT; k++)
		if (kit_has(one->workshop, (enum kit_kind)k))
			assert_true(str_eq(
				html(one, (enum kit_kind)k, LANG_FR),
				html(two, (enum kit_kind)k, LANG_FR)));
	arena_close(a);
	arena_close(b);
}

/* --- templates --------------------------------------------------------------- */

static void put_file(struct arena *a, const char *dir, const char *name,
		     struct str text)
{
	assert_int_equal(file_write(path_join(a, dir, name), text), 0);
}

static void drop_folder(struct arena *a, const char *dir)
{
	size_t count;
	const char **files = file_list(a, dir, &count);

	for (size_t i = 0; i < count; i++)
		unlink(path_join(a, dir, files[i]));
	rmdir(dir);
}

static const struct template_case {
	const char *name, *file, *text;
	const char *slug;	/* NULL: accepted in silence */
} template_cases[] = {
	{ "an empty one", "agenda.fr.md", "# A\n", NULL },
	{ "a field", "agenda.fr.md", "# {{title}} {{start}}\n", NULL },
	{ "a field of a step", "guide.en.md",
	  "{{#slots}}{{#step}}{{{notes}}}{{/step}}{{/slots}}\n", NULL },
	{ "an unknown field", "agenda.fr.md", "# {{titel}}\n", "unknown-tag" },
	{ "a field of elsewhere", "agenda.fr.md", "{{answer}}\n",
	  "unknown-tag" },
	{ "a list as a text", "agenda.fr.md", "{{slots}}\n",
	  "tag-has-parts" },
	{ "an answer unescaped", "agenda.fr.md", "{{{client}}}\n",
	  "tag-untrusted" },
	{ "an unknown part", "agenda.fr.md", "{{>leed}}\n", "unknown-part" },
	{ "a chart", "agenda.fr.md", "```chart profile\n```\n",
	  "unknown-chart" },
	{ "a name slightly wrong", "agend.fr.md", "# A\n",
	  "template-unused" },
	{ "a field of the sources", "sources.fr.md",
	  "{{#sources}}{{source}}{{/sources}}\n", NULL },
	{ "a field of the workshop in the sources", "sources.fr.md",
	  "{{title}}\n", "unknown-tag" },
};

static void test_template(void **state)
{
	const struct template_case *row = *state;
	struct arena *a = arena_open();
	char dir[] = "/tmp/jalon-kit-XXXXXX";
	struct diags diags;

	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	put_file(a, dir, row->file, str_from(row->text));
	kit_templates_check(a, dir, &diags);
	drop_folder(a, dir);
	if (row->slug == NULL)
		assert_int_equal(diags.count, 0);
	else if (diags.count != 1 ||
		 strcmp(message_slug(diags.items[0].message), row->slug) != 0)
		fail_msg("%zu diagnostics, the first `%s`", diags.count,
			 diags.count == 0
				 ? ""
				 : message_slug(diags.items[0].message));
	arena_close(a);
}

/* The shipped ones, as a curriculum's own, are accepted in silence. */
static void test_shipped(void **state)
{
	struct arena *a = arena_open();
	char dir[] = "/tmp/jalon-kit-XXXXXX";
	struct diags diags;

	(void)state;
	diags_init(&diags, a);
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < asset_kit.count * LANG_COUNT; i++) {
		struct str name = asset_kit.items[i / LANG_COUNT].name;
		enum lang lang = (enum lang)(i % LANG_COUNT);
		struct buf file = buf_make(a);

		buf_fmt(&file, "%.*s.%s.md", STR_ARGS(name), lang_code(lang));
		put_file(a, dir, str_cstr(a, buf_view(&file)),
			 asset_template(&asset_kit, name, lang));
	}
	kit_templates_check(a, dir, &diags);
	drop_folder(a, dir);
	if (diags.count > 0)
		fail_msg("`%s`: `%.*s`",
			 message_slug(diags.items[0].message),
			 STR_ARGS(diags.items[0].args[0]));
	arena_close(a);
}

int main(void)
{
	ADD_ROWS("cards", asked_rows, test_cards);
	ADD_ROWS("sets", sets_rows, test_sets);
	ADD_ROWS("cells", cell_rows, test_cells);
	ADD_ROWS("template", template_cases, test_template);
	add("kit", "backs are mirrored", test_mirrored, NULL);
	add("kit", "questions", test_questions, NULL);
	add("kit", "drill", test_drill, NULL);
	add("kit", "blanks", test_blanks, NULL);
	add("kit", "the leader's sentences", test_jobs, NULL);
	add("kit", "prompts", test_prompts, NULL);
	add("kit", "policy", test_policy, NULL);
	add("kit", "slides", test_slides, NULL);
	add("kit", "the same bytes", test_same_bytes, NULL);
	add("kit", "shipped templates", test_shipped, NULL);
	return run_all("kit pages");
}
