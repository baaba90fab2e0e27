/*
 * questionnaire.yaml: its head, its sections, its questions.
 *
 * Names come first, expressions after: a condition may speak of anything
 * in the file. So the file is walked twice, and what the second walk needs
 * stays in the tree.
 */
#include "load.h"

#include "base/arena.h"
#include "base/file.h"

static bool is_version(struct str s)
{
	int dots = 0;
	bool digit = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '.' && digit)
			dots++;
		else if (c < '0' || c > '9')
			return false;
		digit = c != '.';
	}
	return dots == 2 && digit && s.len <= 32;
}

bool node_read_version(struct reader *r, const struct node *node,
		       struct str *version)
{
	if (!node_read_str(r, node, version))
		return false;
	if (is_version(*version))
		return true;
	DIAG_STR(r->diags, node->span, MSG_BAD_VERSION, *version);
	return false;
}

/* Without languages no text can be read: nothing else is looked at. */
static bool load_languages(struct loading *l, struct read_map *m)
{
	const struct reader *r = &l->reader;

	if (!read_languages(m))
		return false;
	l->pack->language_count = r->language_count;
	for (uint32_t i = 0; i < r->language_count; i++)
		l->pack->languages[i] = r->languages[i];
	return true;
}

/* --- sections and questions ----------------------------------------------- */

/* What is being filled; the pack only shows it to be read. */
struct filling {
	struct loading *l;
	struct section *sections;
	struct question *questions;
	struct str *ids;
	const struct node **nodes;	/* by question */
	struct answer_sets sets;
};

static void take_from_client(struct filling *f, uint32_t index)
{
	struct pack *p = f->l->pack;
	const struct question *q = &f->questions[index];
	bool staff = q->from_client == FROM_CLIENT_STAFF;
	uint32_t *place = staff ? &p->staff_question : &p->sector_question;

	if (q->from_client == FROM_NOWHERE)
		return;
	if (*place != NO_INDEX)
		DIAG_STR(f->l->reader.diags, q->span, MSG_FROM_CLIENT_TWICE,
			 staff ? STR("staff") : STR("sector"),
			 f->questions[*place].id);
	else
		*place = index;
}

static void add_question(struct filling *f, const struct node *node,
			 uint32_t section)
{
	struct loading *l = f->l;
	uint32_t index = l->pack->question_count++;
	struct question *q = &f->questions[index];

	l->broken[index] = !question_load(l, node, &f->sets, q);
	l->incomplete |= q->id.len == 0;
	q->section = section;
	q->optional = f->sections[section].optional;
	f->nodes[index] = node;
	f->ids[index] = q->id;
	if (q->id.len > 0)
		names_add(&l->reader, l->pack->names, q->id, NAME_QUESTION,
			  index, q->span);
	take_from_client(f, index);
}

static void add_questions(struct filling *f, const struct node *list,
			  uint32_t section)
{
	uint32_t *indices =
	    ARENA_ARRAY(f->l->reader.arena, list->count, uint32_t);
	struct section *s = &f->sections[section];

	s->questions = indices;
	if (list->first == NULL)
		DIAG(f->l->reader.diags, node_place(list), MSG_EMPTY_LIST);
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		indices[s->question_count++] = f->l->pack->question_count;
		add_question(f, n, section);
	}
}

static void add_section(struct filling *f, const struct node *node)
{
	struct loading *l = f->l;
	uint32_t index = l->pack->section_count++;
	struct section *s = &f->sections[index];
	struct read_map m = read_map(&l->reader, node, "section");
	const struct node *id = read_child(&m, "id", true), *questions;

	s->span = id == NULL ? node_place(node) : id->span;
	if (id != NULL && node_read_id(&l->reader, id, &s->id))
		names_add(&l->reader, l->pack->names, s->id, NAME_SECTION,
			  index, s->span);
	l->incomplete |= s->id.len == 0;
	read_text(&m, "title", true, &s->title);
	read_text(&m, "intro", false, &s->intro);
	read_bool(&m, "optional", false, &s->optional);
	read_child(&m, "when", false);
	questions = read_items(&m, "questions", true);
	l->incomplete |= questions == NULL;
	if (questions != NULL)
		add_questions(f, questions, index);
	read_end(&m);
}

static uint32_t count_questions(const struct node *sections)
{
	uint32_t count = 0;

	for (const struct node *s = sections->first; s != NULL; s = s->next) {
		const struct node *list = node_get(s, "questions");

		if (list != NULL && list->kind == NODE_LIST)
			count += list->count;
	}
	return count;
}

static bool too_many_questions(struct loading *l, const struct node *sections,
			       uint32_t count)
{
	struct node all = *sections;

	if (sections->count > PACK_QUESTIONS) {
		read_too_many(&l->reader, sections, PACK_QUESTIONS);
		return true;
	}
	if (count <= PACK_QUESTIONS)
		return false;
	all.count = count;
	read_too_many(&l->reader, &all, PACK_QUESTIONS);
	return true;
}

static bool add_sections(struct filling *f, const struct node *list)
{
	struct loading *l = f->l;
	struct arena *a = l->reader.arena;
	uint32_t count = count_questions(list);

	if (too_many_questions(l, list, count))
		return false;
	if (list->first == NULL)
		DIAG(l->reader.diags, node_place(list), MSG_EMPTY_LIST);
	f->sections = ARENA_ARRAY(a, list->count, struct section);
	f->questions = ARENA_ARRAY(a, count, struct question);
	f->nodes = ARENA_ARRAY(l->trees, count, const struct node *);
	f->ids = ARENA_ARRAY(a, count, struct str);
	l->broken = ARENA_ARRAY(l->trees, count, bool);
	l->pack->sections = f->sections;
	l->pack->questions = f->questions;
	l->pack->question_ids = f->ids;
	for (const struct node *n = list->first; n != NULL; n = n->next)
		add_section(f, n);
	return true;
}

/* --- tags ----------------------------------------------------------------- */

struct tag_list {
	struct tag *items;
	size_t count, capacity;
};

static struct tag *tag_named(struct loading *l, struct tag_list *list,
			     struct str id, struct span span)
{
	struct arena *a = l->reader.arena;
	struct buf dotted = buf_make(a);
	const struct name *name;
	struct tag *tag;

	buf_text(&dotted, "tag.");
	buf_str(&dotted, id);
	name = names_find(l->pack->names, buf_view(&dotted));
	if (name != NULL)
		return &list->items[name->index];
	list->items = arena_grow(a, list->items, list->count, &list->capacity,
				 sizeof(*list->items));
	tag = &list->items[list->count];
	*tag = (struct tag){ .id = buf_view(&dotted) };
	names_add(&l->reader, l->pack->names, tag->id, NAME_TAG,
		  (uint32_t)list->count++, span);
	return tag;
}

static void collect_tags(struct loading *l)
{
	const struct pack *p = l->pack;
	struct tag_list list = { 0 };

	for (uint32_t i = 0; i < p->question_count; i++) {
		const struct question *q = &p->questions[i];

		for (uint32_t t = 0; t < q->tag_count; t++) {
			struct tag *tag = tag_named(l, &list, q->tags[t],
						    q->span);

			tag->questions =
			    arena_grow(l->reader.arena, tag->questions,
				       tag->count, &tag->capacity,
				       sizeof(*tag->questions));
			tag->questions[tag->count++] = i;
		}
	}
	l->tags = list.items;
}

/* --- what speaks of questions --------------------------------------------- */

static void read_conditions(struct filling *f, const struct node *sections)
{
	struct loading *l = f->l;
	struct section *s = f->sections;

	for (const struct node *n = sections->first; n != NULL;
	     n = n->next, s++) {
		struct expr_scope scope = load_scope(l, NULL, 0, false, false);
		const struct node *when = node_get(n, "when");

		if (when != NULL)
			s->when = load_expr(l, when, &scope, EXPR_BOOL, NULL);
	}
	for (uint32_t i = 0; i < l->pack->question_count; i++)
		question_conditions(l, f->nodes[i], &f->questions[i]);
}

static void read_express(struct filling *f, const struct node *list)
{
	struct loading *l = f->l;
	struct pack *p = l->pack;
	uint32_t *express;

	if (list == NULL)
		return;
	express = ARENA_ARRAY(l->reader.arena, list->count, uint32_t);
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		uint32_t q = pack_find_question(p, n->text);

		if (q == NO_INDEX) {
			read_unknown(&l->reader, n->span, MSG_UNKNOWN_QUESTION,
				     n->text, p->question_ids,
				     p->question_count);
		} else if (f->questions[q].express) {
			DIAG_STR(l->reader.diags, n->span, MSG_REPEATED_ITEM,
				 n->text);
		} else {
			f->questions[q].express = true;
			express[p->express_count++] = q;
		}
	}
	p->express = express;
}

static void warn_unused(struct filling *f)
{
	if (!load_warns(f->l))
		return;
	for (size_t i = 0; i < f->sets.names.count; i++)
		if (!f->sets.sets[i].used)
			DIAG_STR(f->l->reader.diags,
				 f->sets.names.names[i].span,
				 MSG_UNUSED_ANSWER_SET, f->sets.names.ids[i]);
}

/* The file's first level. */
struct body {
	const struct node *version, *title, *facts, *sets, *renamed, *express;
	const struct node *sections;
};

static bool load_body(struct loading *l, const struct body *b)
{
	struct filling f = { .l = l };

	if (b->version != NULL)
		node_read_version(&l->reader, b->version, &l->pack->version);
	if (b->title != NULL)
		node_read_text(&l->reader, b->title, &l->pack->title);
	facts_declare(l, b->facts);
	answer_sets_load(l, b->sets, &f.sets);
	l->renamed = renamings_read(l, b->renamed, &l->pack->renamings);
	if (b->sections == NULL || !add_sections(&f, b->sections))
		return false;
	collect_tags(l);
	facts_check(l);
	read_conditions(&f, b->sections);
	read_express(&f, b->express);
	warn_unused(&f);
	return true;
}

bool questionnaire_load(struct loading *l)
{
	struct reader *r = &l->reader;
	const struct node *tree =
	    load_tree(l, "questionnaire.yaml", &l->questionnaire);
	struct read_map m;
	struct body b;
	bool spoken;

	if (tree == NULL)
		return false;
	m = read_map(r, tree, "questionnaire");
	if (m.node == NULL)
		return false;
	b.version = read_child(&m, "version", true);
	spoken = load_languages(l, &m);
	b.title = read_child(&m, "title", true);
	b.renamed = read_child(&m, "renamed", false);
	b.express = read_list(&m, "express", false);
	b.facts = read_child(&m, "facts", false);
	b.sets = read_child(&m, "answer_sets", false);
	b.sections = read_items(&m, "sections", true);
	read_end(&m);
	return spoken && load_body(l, &b);
}
