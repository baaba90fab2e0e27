/* A module of the workshop: what it is for, its steps, its key points. */
#include "kit_view.h"

static const struct md *document_of(const struct kit *k, uint32_t module)
{
	return kit_passage(k, &k->curriculum->modules[module].document);
}

/* The first section of a kind at the top of the module. */
static const struct md *top_section(const struct kit *k, uint32_t module,
				    enum section_kind kind)
{
	const struct md *document = document_of(k, module);

	for (const struct md *m = document == NULL ? NULL : document->first;
	     m != NULL; m = m->next)
		if (kit_section(m) == kind)
			return m;
	return NULL;
}

bool kit_in(const struct kit *k, uint32_t module, uint32_t step)
{
	const struct module_choice *choice = &k->workshop->modules[module];

	return choice->in && choice->lengths[step] != LENGTH_OUT;
}

bool kit_brief(const struct kit *k, uint32_t module, uint32_t step)
{
	const struct module_choice *choice = &k->workshop->modules[module];

	return choice->in && choice->lengths[step] == LENGTH_SHORT;
}

static const struct slot *slot_of(const struct kit *k, uint32_t module,
				  uint32_t step)
{
	for (uint32_t i = 0; i < k->workshop->slot_count; i++) {
		const struct slot *s = &k->workshop->slots[i];

		if (s->kind == SLOT_STEP && s->module == module &&
		    s->step == step)
			return s;
	}
	return NULL;
}

/* --- what belongs to a step ----------------------------------------------- */

/*
 * Sections at the top without minutes (slides, texts for learners) go with
 * the step that follows them, those at the end with the last one. Steps left
 * out are passed over.
 */
static bool is_loose(const struct kit *k, uint32_t module,
		     const struct md *m)
{
	enum section_kind kind = kit_section(m);

	return (kind == SECTION_PARTICIPANT || kind == SECTION_SLIDE ||
		kind == SECTION_DEBRIEF) &&
	       kit_step_of(k, &k->curriculum->modules[module], m) == NO_INDEX;
}

static bool is_last_in(const struct kit *k, uint32_t module, uint32_t step)
{
	const struct module *m = &k->curriculum->modules[module];

	for (uint32_t s = step + 1; s < m->step_count; s++)
		if (kit_in(k, module, s))
			return false;
	return true;
}

struct belongings {
	const struct md **nodes;
	size_t count, capacity;
	const struct deck *cards;	/* of a short version; or NULL */
};

static void keep(const struct kit *k, struct belongings *b,
		 const struct md *node)
{
	b->nodes = arena_grow(k->arena, b->nodes, b->count, &b->capacity,
			      sizeof(*b->nodes));
	b->nodes[b->count++] = node;
}

/* The deck of which a step's short length uses some cards, or NULL. */
static const struct deck *short_deck(const struct kit *k, uint32_t module,
				     uint32_t step)
{
	const struct module *m = &k->curriculum->modules[module];

	for (uint32_t d = 0; kit_brief(k, module, step) && d < m->deck_count;
	     d++)
		if (m->decks[d].step == step && m->decks[d].in_short != NULL)
			return &m->decks[d];
	return NULL;
}

static struct belongings belongings_of(const struct kit *k, uint32_t module,
				       uint32_t step)
{
	const struct module *m = &k->curriculum->modules[module];
	const struct md *document = document_of(k, module);
	const struct md *body = kit_passage(k, &m->steps[step].body);
	struct belongings b = { .cards = short_deck(k, module, step) };
	bool passed = false;

	for (const struct md *n = document == NULL ? NULL : document->first;
	     n != NULL; n = n->next) {
		uint32_t other = kit_step_of(k, m, n);

		if (passed && !is_last_in(k, module, step))
			break;
		if (n == body) {
			passed = true;
			keep(k, &b, n);
		} else if (other != NO_INDEX && other < step &&
			   kit_in(k, module, other)) {
			b.count = 0;
		} else if (is_loose(k, module, n)) {
			keep(k, &b, n);
		}
	}
	if (!passed && body != NULL)
		keep(k, &b, body);
	return b;
}

static struct str voice_in(const struct kit *k, const struct belongings *b,
			   const struct md *body, enum voice voice)
{
	struct buf out = buf_make(k->arena);

	for (size_t i = 0; i < b->count; i++) {
		struct str text = kit_voice(k, b->nodes[i], voice, k->level,
					    b->nodes[i] == body, b->cards);

		if (text.len > 0 && out.len > 0)
			buf_char(&out, '\n');
		buf_str(&out, text);
	}
	return buf_view(&out);
}

/* --- slides --------------------------------------------------------------- */

static void put_slide(struct kit *k, struct node *list,
		      const struct md *section)
{
	struct node *map = kit_add_map(k, list);

	kit_put_own(k, map, "body",
		    kit_voice(k, section, VOICE_SLIDE, 2, false, NULL));
	kit_put_hidden(k, map, "notes",
		       kit_voice(k, section, VOICE_SPEAKER, 3, false,
				 NULL));
}

static void put_slides_of(struct kit *k, struct node *list,
			  const struct md *node)
{
	if (kit_section(node) == SECTION_SLIDE) {
		put_slide(k, list, node);
		return;
	}
	for (const struct md *m = node->first; m != NULL; m = m->next)
		if (m->kind == MD_SECTION)
			put_slides_of(k, list, m);
}

static void put_slides(struct kit *k, struct node *map,
		       const struct belongings *b)
{
	struct node *list = kit_put_list(k, map, "slides");

	for (size_t i = 0; k->kind == KIT_SLIDES && i < b->count; i++)
		put_slides_of(k, list, b->nodes[i]);
	kit_put_flag(k, map, "has_slides", list->count > 0);
}

/* --- a step --------------------------------------------------------------- */

/* The first role play of the day says where to find help; others recall it. */
static bool opens_roleplays(const struct kit *k, uint32_t module,
			    uint32_t step)
{
	const struct workshop *w = k->workshop;

	for (uint32_t i = 0; i < w->slot_count; i++) {
		const struct slot *s = &w->slots[i];

		if (s->kind == SLOT_STEP &&
		    k->curriculum->modules[s->module].steps[s->step].kind ==
			    SECTION_ROLEPLAY)
			return s->module == module && s->step == step;
	}
	return false;
}

static void put_kind(struct kit *k, struct node *map, uint32_t module,
		     uint32_t step)
{
	enum section_kind kind =
		k->curriculum->modules[module].steps[step].kind;
	bool roleplay = kind == SECTION_ROLEPLAY;
	bool first = roleplay && opens_roleplays(k, module, step);

	static const enum word words[SECTION_KINDS] = {
		[SECTION_FACILITATOR] = W_STEP_TALK,
		[SECTION_ACTIVITY] = W_STEP_ACTIVITY,
		[SECTION_DISCUSSION] = W_STEP_DISCUSSION,
		[SECTION_CASE] = W_STEP_CASE,
		[SECTION_ROLEPLAY] = W_STEP_ROLEPLAY,
		[SECTION_DEBRIEF] = W_STEP_DEBRIEF,
	};

	kit_put_own(k, map, "kind", kit_word(k, words[kind]));
	kit_put_flag(k, map, "is_talk", kind == SECTION_FACILITATOR);
	kit_put_flag(k, map, "is_activity", kind == SECTION_ACTIVITY);
	kit_put_flag(k, map, "is_discussion", kind == SECTION_DISCUSSION);
	kit_put_flag(k, map, "is_case", kind == SECTION_CASE);
	kit_put_flag(k, map, "is_roleplay", roleplay);
	kit_put_flag(k, map, "first_roleplay", first);
	kit_put_flag(k, map, "later_roleplay", roleplay && !first);
	kit_put_flag(k, map, "is_debrief", kind == SECTION_DEBRIEF);
}

static void put_texts(struct kit *k, struct node *map, uint32_t module,
		      uint32_t step, bool wanted)
{
	const struct module_step *s =
		&k->curriculum->modules[module].steps[step];
	const struct md *body = kit_passage(k, &s->body);
	struct belongings b = { 0 };

	if (wanted)
		b = belongings_of(k, module, step);

	kit_put_own(k, map, "learner",
		    voice_in(k, &b, body, VOICE_LEARNER));
	kit_put_hidden(k, map, "notes", voice_in(k, &b, body, VOICE_NOTES));
	kit_put_hidden(k, map, "solution",
		       voice_in(k, &b, body, VOICE_SOLUTION));
	kit_put_hidden(k, map, "debrief",
		       voice_in(k, &b, body, VOICE_DEBRIEF));
	put_slides(k, map, &b);
}

void kit_put_step(struct kit *k, struct node *map, uint32_t module,
		  uint32_t step, bool texts)
{
	const struct module_step *s =
		&k->curriculum->modules[module].steps[step];
	const struct slot *slot = slot_of(k, module, step);

	kit_put_text(k, map, "title", &s->title);
	kit_put_text(k, map, "module",
		     &k->curriculum->modules[module].title);
	kit_put_count(k, map, "minutes", slot == NULL ? 0 : slot->minutes);
	kit_put_own(k, map, "group",
		    s->group == 0 ? STR_NONE
				  : WORDS(k->arena, W_IN_GROUPS, k->lang,
					  kit_count(k, s->group)));
	put_kind(k, map, module, step);
	put_texts(k, map, module, step, texts);
}

/* --- a module ------------------------------------------------------------- */

static struct str whole_section(struct kit *k, uint32_t module,
				enum section_kind kind)
{
	const struct md *section = top_section(k, module, kind);

	return section == NULL ? STR_NONE
			       : kit_blocks(k, section->first, NULL, k->level);
}

/* Notes on the module as a whole: facilitator sections without minutes. */
static struct str module_notes(struct kit *k, uint32_t module)
{
	const struct md *document = document_of(k, module);
	struct buf out = buf_make(k->arena);

	for (const struct md *m = document == NULL ? NULL : document->first;
	     m != NULL; m = m->next) {
		if (kit_section(m) != SECTION_FACILITATOR ||
		    kit_step_of(k, &k->curriculum->modules[module], m) !=
			    NO_INDEX)
			continue;
		if (out.len > 0)
			buf_char(&out, '\n');
		buf_str(&out, kit_voice(k, m, VOICE_NOTES, k->level, false,
					NULL));
	}
	return buf_view(&out);
}

static void put_objectives(struct kit *k, struct node *map,
			   const struct module *m)
{
	struct node *list = kit_put_list(k, map, "objectives");

	for (uint32_t i = 0; i < m->objective_count; i++)
		kit_put_text(k, kit_add_map(k, list), "text",
			     &m->objectives[i].text);
}

static bool has_word(const struct module *m, struct str id)
{
	for (uint32_t i = 0; i < m->glossary_count; i++)
		if (str_eq(m->glossary[i].id, id))
			return true;
	return false;
}

/* Explained by a module that comes before in the day. */
static bool is_explained(const struct kit *k, uint32_t module, struct str id)
{
	const struct workshop *w = k->workshop;

	for (uint32_t i = 0; i < w->slot_count; i++) {
		if (w->slots[i].kind != SLOT_STEP)
			continue;
		if (w->slots[i].module == module)
			return false;
		if (has_word(&k->curriculum->modules[w->slots[i].module], id))
			return true;
	}
	return false;
}

static void put_glossary(struct kit *k, struct node *map, uint32_t module)
{
	const struct module *m = &k->curriculum->modules[module];
	struct node *list = kit_put_list(k, map, "glossary");

	for (uint32_t i = 0; i < m->glossary_count; i++) {
		const struct entry *e = &m->glossary[i];
		const struct md *quote = kit_passage(k, &e->answer);
		struct node *entry;

		if (is_explained(k, module, e->id))
			continue;
		entry = kit_add_map(k, list);
		kit_put_text(k, entry, "term", &e->term);
		kit_put_own(k, entry, "meaning", kit_inline(k, quote));
	}
	kit_put_flag(k, map, "has_glossary", list->count > 0);
}

static struct str materials(struct kit *k, const struct module *m)
{
	struct buf out = buf_make(k->arena);

	for (uint32_t i = 0; i < m->material_count; i++) {
		if (i > 0)
			buf_text(&out, ". ");
		buf_str(&out, kit_text(k, &m->materials[i]));
	}
	return buf_view(&out);
}

static uint32_t place_in(const struct workshop *w, uint32_t module)
{
	uint32_t place = 0, last = NO_INDEX;

	for (uint32_t i = 0; i < w->slot_count; i++) {
		if (w->slots[i].kind != SLOT_STEP ||
		    w->slots[i].module == last)
			continue;
		last = w->slots[i].module;
		place++;
		if (last == module)
			return place;
	}
	return 0;
}

void kit_put_module(struct kit *k, struct node *map, uint32_t module)
{
	const struct module *m = &k->curriculum->modules[module];
	struct kit_minutes minutes = kit_minutes_of(k->workshop, module);

	kit_put_count(k, map, "number", place_in(k->workshop, module));
	kit_put_text(k, map, "title", &m->title);
	kit_put_text(k, map, "purpose", &m->purpose);
	kit_put_text(k, map, "artifact", &m->artifact);
	kit_put_count(k, map, "minutes", minutes.content);
	kit_put_own(k, map, "length", kit_length(k, minutes.content));
	kit_put_count(k, map, "practice_minutes", minutes.practice);
	kit_put_own(k, map, "materials", materials(k, m));
	put_objectives(k, map, m);
	kit_put_hidden(k, map, "notes", module_notes(k, module));
	kit_put_own(k, map, "keypoints",
		    whole_section(k, module, SECTION_KEYPOINTS));
	put_glossary(k, map, module);
}

/* The modules in the order of the agenda, each with its steps. */
static void put_chosen(struct kit *k, struct node *list, uint32_t module,
		       uint32_t *number)
{
	const struct module *m = &k->curriculum->modules[module];
	struct node *map = kit_add_map(k, list);
	struct node *parts;

	kit_put_module(k, map, module);
	parts = kit_put_list(k, map, "parts");
	for (uint32_t s = 0; s < m->step_count; s++)
		if (kit_in(k, module, s))
			kit_put_step(k, kit_add_map(k, parts), module, s,
				     k->kind == KIT_HANDOUT);
	kit_items(k, map, module, number);
}

/* A title, then a heading for each question. */
static void put_take_away(struct kit *k, struct node *root)
{
	const struct md *document =
		kit_passage(k, &k->curriculum->take_away);

	kit_put_own(k, root, "take_away",
		    k->kind != KIT_HANDOUT || document == NULL
			    ? STR_NONE
			    : kit_blocks(k, document->first, NULL, 2));
}

void kit_modules(struct kit *k, struct node *root)
{
	const struct workshop *w = k->workshop;
	struct node *list = kit_put_list(k, root, "modules");
	uint32_t number = 0;

	for (uint32_t n = 1; n <= k->curriculum->module_count; n++)
		for (uint32_t m = 0; m < k->curriculum->module_count; m++)
			if (w->modules[m].in && place_in(w, m) == n)
				put_chosen(k, list, m, &number);
	put_take_away(k, root);
}
