/* The facts a document cites: numbered as they appear, listed at its end. */
#include "kit_view.h"

#include "doc/typography.h"

/* No disputed fact, nor one from memory, reaches a learner. */
static bool may_be_cited(const struct kit *k, uint32_t fact)
{
	enum mark mark;

	if (fact == NO_INDEX)
		return false;
	mark = k->curriculum->facts[fact].mark;
	return !k->learner || mark == MARK_V || mark == MARK_V2;
}

uint32_t kit_cited(const struct kit *k, const struct kit_sources *s,
		   struct str id)
{
	uint32_t fact = curriculum_find_fact(k->curriculum, id);

	for (uint32_t i = 0; fact != NO_INDEX && i < s->count; i++)
		if (s->facts[i] == fact)
			return i + 1;
	return 0;
}

static void add_cited(const struct kit *k, struct kit_sources *s,
		      struct str text)
{
	size_t at = 0, from;
	struct str id;

	while (md_next_cite(text, &at, &id, &from)) {
		uint32_t fact = curriculum_find_fact(k->curriculum, id);

		if (may_be_cited(k, fact) && kit_cited(k, s, id) == 0)
			s->facts[s->count++] = fact;
	}
}

static void look_for_cites(const struct kit *k, struct kit_sources *s,
			   const struct md *node)
{
	if (node->kind == MD_TEXT)
		add_cited(k, s, node->text);
	for (const struct md *m = node->first; m != NULL; m = m->next)
		look_for_cites(k, s, m);
}

struct kit_sources kit_find_sources(const struct kit *k, const struct md *tree)
{
	struct kit_sources s = {
		.facts = ARENA_ARRAY(k->arena, k->curriculum->fact_count + 1,
				     uint32_t),
	};

	look_for_cites(k, &s, tree);
	return s;
}

static struct str mark_text(struct kit *k, enum mark mark)
{
	switch (mark) {
	case MARK_V:
		return STR_NONE;
	case MARK_V2:
		return kit_word(k, W_MARK_V2);
	case MARK_R:
		return kit_word(k, W_MARK_R);
	case MARK_X:
		return kit_word(k, W_MARK_X);
	}
	BUG("mark %d", (int)mark);
}

/* 2024, février 2024 or 27 février 2024 */
static struct str fact_date(struct kit *k, struct str date)
{
	struct buf whole = buf_make(k->arena);
	struct str said;
	size_t from;

	if (date.len != 7)
		return kit_date(k, date);
	buf_str(&whole, date);
	buf_text(&whole, "-02");
	said = kit_date(k, buf_view(&whole));
	/* Without its day: "2 février 2024", "February 2, 2024". */
	from = str_find(said, STR("2" NO_BREAK_SPACE), 0);
	if (k->lang == LANG_FR && from == 0)
		return str_sub(said, 1 + sizeof(NO_BREAK_SPACE) - 1, said.len);
	whole = buf_make(k->arena);
	from = str_find(said, STR(NO_BREAK_SPACE), 0);
	buf_str(&whole, str_sub(said, 0, from));
	buf_char(&whole, ' ');
	buf_str(&whole, str_sub(date, 0, 4));
	return buf_view(&whole);
}

struct node *kit_sources_view(struct kit *k, const struct kit_sources *s)
{
	struct node *root = node_map(k->arena);
	struct node *list = kit_put_list(k, root, "sources");

	for (uint32_t i = 0; i < s->count; i++) {
		const struct curriculum_fact *fact =
			&k->curriculum->facts[s->facts[i]];
		struct node *map = kit_add_map(k, list);

		kit_put_count(k, map, "number", i + 1);
		kit_put_own(k, map, "date", fact_date(k, fact->date));
		kit_put_text(k, map, "text", &fact->text);
		kit_put_text(k, map, "source", &fact->source);
		kit_put_own(k, map, "mark", mark_text(k, fact->mark));
	}
	kit_put_flag(k, root, "has_sources", list->count > 0);
	return root;
}
