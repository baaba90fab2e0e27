/* drill.yaml: contacts to judge, and what the expert would do. */
#include "curriculum.h"

#include "base/arena.h"
#include "base/file.h"
#include "rubric.h"

enum { CONTACTS_MAX = 200, REFERENCE_MAX = 40 };

static const struct str choices[] = {
	[DRILL_SEND] = STR_INIT("send"),
	[DRILL_EDIT] = STR_INIT("edit"),
	[DRILL_TAKE_OVER] = STR_INIT("take_over"),
	[DRILL_ESCALATE] = STR_INIT("escalate"),
};

const char *drill_choice_name(enum drill_choice choice)
{
	return choices[choice].at;
}

bool drill_choice_parse(struct str name, enum drill_choice *choice)
{
	uint32_t i = ids_find(choices, DRILL_CHOICES, name);

	if (i != NO_INDEX)
		*choice = (enum drill_choice)i;
	return i != NO_INDEX;
}

/* One of some words, required; NO_INDEX after a diagnostic. */
static uint32_t read_word(struct read_map *m, const char *key,
			  const struct str *words, uint32_t count,
			  enum message message)
{
	const struct node *node = read_child(m, key, true);
	struct str word;
	uint32_t i;

	if (node == NULL || !node_read_str(m->reader, node, &word))
		return NO_INDEX;
	i = ids_find(words, count, word);
	if (i == NO_INDEX)
		read_unknown(m->reader, node->span, message, word, words,
			     count);
	return i;
}

static void contact_read(struct course *c, const struct node *node,
			 struct name_table *ids, struct contact *contact)
{
	static const struct str channels[] = { STR_INIT("email"),
					       STR_INIT("chat"),
					       STR_INIT("phone"),
					       STR_INIT("text") };
	struct read_map m = read_map(&c->reader, node, "contact");
	const struct node *id = read_child(&m, "id", true);
	uint32_t i;

	contact->span = id != NULL ? id->span : node_place(node);
	if (id != NULL && node_read_id(&c->reader, id, &contact->id))
		names_add(&c->reader, ids, contact->id, NAME_QUESTION, 0,
			  contact->span);
	i = read_word(&m, "channel", channels, 4, MSG_DRILL_CHANNEL);
	if (i != NO_INDEX)
		contact->channel = channels[i];
	read_text(&m, "customer", true, &contact->customer);
	read_text(&m, "reply", true, &contact->reply);
	read_uint(&m, "confidence", true, 0, 100, &contact->confidence);
	i = read_word(&m, "expert", choices, DRILL_CHOICES, MSG_DRILL_EXPERT);
	if (i != NO_INDEX)
		contact->expert = (enum drill_choice)i;
	read_text(&m, "why", true, &contact->why);
	read_end(&m);
}

static void contacts_read(struct course *c, const struct node *list,
			  struct drill *drill)
{
	struct name_table ids = { 0 };
	struct contact *all;

	if (list == NULL)
		return;
	if (list->count == 0)
		DIAG(c->reader.diags, node_place(list), MSG_EMPTY_LIST);
	if (list->count > CONTACTS_MAX) {
		read_too_many(&c->reader, list, CONTACTS_MAX);
		return;
	}
	all = ARENA_ARRAY(c->reader.arena, list->count, struct contact);
	drill->contacts = all;
	for (const struct node *n = list->first; n != NULL; n = n->next)
		contact_read(c, n, &ids, &all[drill->contact_count++]);
}

static void reference_read(struct course *c, const struct node *list,
			   struct drill *drill)
{
	struct text *all;

	if (list == NULL)
		return;
	if (list->count > REFERENCE_MAX) {
		read_too_many(&c->reader, list, REFERENCE_MAX);
		return;
	}
	all = ARENA_ARRAY(c->reader.arena, list->count, struct text);
	drill->reference = all;
	for (const struct node *n = list->first; n != NULL; n = n->next)
		node_read_text(&c->reader, n, &all[drill->reference_count++]);
}

/* The step it is used in, with a short length; NO_INDEX after a diagnostic. */
static uint32_t step_read(struct module_work *w, const struct node *node)
{
	const struct module *m = w->module;
	struct reader *r = &w->course->reader;
	struct str *ids = ARENA_ARRAY(r->arena, m->step_count + 1, struct str);
	struct str id;
	uint32_t i;

	if (!node_read_id(r, node, &id))
		return NO_INDEX;
	for (i = 0; i < m->step_count; i++)
		ids[i] = m->steps[i].id;
	i = ids_find(ids, m->step_count, id);
	if (i == NO_INDEX)
		read_unknown(r, node->span, MSG_DRILL_STEP, id, ids,
			     m->step_count);
	else if (m->steps[i].brief == m->steps[i].full)
		DIAG_STR(r->diags, node->span, MSG_DRILL_STEP_SHORT, id);
	else
		return i;
	return NO_INDEX;
}

/* `step` and `short`: both, or neither. */
static void short_read(struct module_work *w, struct read_map *m,
		       struct drill *drill)
{
	const struct node *step = read_child(m, "step", false);
	const struct node *count = read_child(m, "short", step != NULL);

	drill->step = NO_INDEX;
	drill->short_count = drill->contact_count;
	if (step != NULL)
		drill->step = step_read(w, step);
	else if (count != NULL)
		DIAG(w->course->reader.diags, count->span,
		     MSG_DRILL_SHORT_ALONE);
	if (count != NULL && drill->contact_count > 1)
		node_read_uint(m->reader, count, 1, drill->contact_count - 1,
			       &drill->short_count);
}

void drill_load(struct module_work *w)
{
	struct course *c = w->course;
	const char *path = path_join(c->reader.arena, w->dir, "drill.yaml");
	struct drill *drill = ARENA_NEW(c->reader.arena, struct drill);
	const struct source *source;
	const struct node *tree;
	struct read_map m;

	if (!file_exists(path))
		return;
	tree = node_load(c->reader.arena, path, &source, c->reader.diags);
	m = read_map(&c->reader, tree, "drill");
	if (m.node == NULL)
		return;
	unseen_check(c, source);
	texts_check(c, tree);
	w->module->drill = drill;
	read_text(&m, "title", true, &drill->title);
	text_fold(c->reader.arena, &drill->title);
	read_text(&m, "situation", true, &drill->situation);
	reference_read(c, read_items(&m, "reference", true), drill);
	contacts_read(c, read_items(&m, "contacts", true), drill);
	short_read(w, &m, drill);
	read_end(&m);
}
