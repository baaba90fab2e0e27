/* Titles found in a document's tree, and made into links. */
#include "result_titles.h"

#include "base/arena.h"

/* --- the list ----------------------------------------------------------- */

static void add(struct titles *t, enum titled kind, uint32_t index,
		const struct text *text)
{
	struct str title = visit_text(t->result->v, text);

	if (title.len > 0)
		t->items[t->count++] = (struct title){ kind, index, title };
}

struct titles titles_make(const struct result *r)
{
	const struct pack *p = r->score->pack;
	size_t most = p->question_count + p->rubric.criterion_count +
		      p->catalogue.initiative_count + p->rubric.gate_count +
		      p->rubric.dimension_count;
	struct titles t = { r, ARENA_ARRAY(r->v->arena, most, struct title),
			    0 };

	for (uint32_t i = 0; i < p->question_count; i++)
		add(&t, TITLED_QUESTION, i, &p->questions[i].text);
	for (uint32_t i = 0; i < p->rubric.criterion_count; i++)
		add(&t, TITLED_CRITERION, i, &p->rubric.criteria[i].title);
	for (uint32_t i = 0; i < p->catalogue.initiative_count; i++)
		add(&t, TITLED_INITIATIVE, i,
		    &p->catalogue.initiatives[i].title);
	for (uint32_t i = 0; i < p->rubric.gate_count; i++)
		add(&t, TITLED_GATE, i, &p->rubric.gates[i].title);
	for (uint32_t i = 0; i < p->rubric.dimension_count; i++)
		add(&t, TITLED_DIMENSION, i, &p->rubric.dimensions[i].title);
	return t;
}

struct str titles_path(const struct titles *t, const struct title *title)
{
	const struct result *r = t->result;
	const struct pack *p = r->score->pack;

	switch (title->kind) {
	case TITLED_QUESTION:
		return result_question_path(r, title->index);
	case TITLED_CRITERION:
		return result_explain_path(r,
					   p->rubric.criteria[title->index].id);
	case TITLED_INITIATIVE:
		return result_initiative_path(r, title->index);
	case TITLED_GATE:
		return result_explain_path(r, p->rubric.gates[title->index].id);
	case TITLED_DIMENSION:
		return result_explain_path(
		    r, p->rubric.dimensions[title->index].id);
	}
	BUG("title %d", (int)title->kind);
}

/* --- finding ------------------------------------------------------------ */

/* "3. ", "C6.2 ", "I-19 ": digits, dots, one capital before; then a space. */
static struct str without_number(struct str text)
{
	size_t at = 0;

	if (text.len > 0 && text.at[0] >= 'A' && text.at[0] <= 'Z')
		at++;
	while (at < text.len && ((text.at[at] >= '0' && text.at[at] <= '9') ||
				 text.at[at] == '.' || text.at[at] == '-'))
		at++;
	return at > 0 && at < text.len && text.at[at] == ' '
		   ? str_sub(text, at + 1, text.len)
		   : text;
}

/* A code in brackets behind. */
static struct str without_code(struct str text)
{
	enum { CODE = 10 };
	size_t at = text.len;

	if (!str_ends(text, ")"))
		return text;
	while (at > 0 && text.at[at - 1] != '(')
		at--;
	return at > 1 && text.len - at < CODE
		   ? str_trim(str_sub(text, 0, at - 1))
		   : text;
}

static const struct title *exactly(const struct titles *t, struct str text)
{
	for (uint32_t i = 0; i < t->count; i++)
		if (str_eq(t->items[i].text, text))
			return &t->items[i];
	return NULL;
}

const struct title *titles_find(const struct titles *t, struct str text)
{
	const struct title *found;

	text = str_trim(text);
	found = exactly(t, text);
	if (found == NULL && text.len > 0)
		found = exactly(t, without_number(text));
	if (found == NULL && text.len > 0)
		found = exactly(t, without_code(without_number(text)));
	return found;
}

static bool ends_with(struct str text, struct str end)
{
	return text.len >= end.len &&
	       str_eq(str_sub(text, text.len - end.len, text.len), end);
}

const struct title *titles_find_last(const struct titles *t, struct str text,
				     enum titled kind)
{
	text = str_trim(text);
	for (int pass = 0; pass < 2; pass++, text = without_code(text))
		for (uint32_t i = 0; i < t->count; i++)
			if (t->items[i].kind == kind &&
			    ends_with(text, t->items[i].text))
				return &t->items[i];
	return NULL;
}

/* A question within a longer text; nothing shorter is sure enough. */
static const struct title *within(const struct titles *t, struct str text,
				  size_t *from)
{
	enum { SURE = 25 };

	for (uint32_t i = 0; i < t->count; i++) {
		const struct title *title = &t->items[i];

		if (title->kind != TITLED_QUESTION || title->text.len < SURE ||
		    title->text.len > text.len)
			continue;
		*from = str_find(text, title->text, 0);
		if (*from != SIZE_MAX)
			return title;
	}
	return NULL;
}

/* --- linking ------------------------------------------------------------ */

static struct md *new_after(const struct titles *t, struct md *md,
			    struct str text)
{
	struct md *new = ARENA_NEW(t->result->v->arena, struct md);

	*new = (struct md){ .kind = MD_TEXT, .span = md->span, .text = text,
			    .parent = md->parent, .next = md->next };
	md->next = new;
	if (md->parent->last == md)
		md->parent->last = new;
	return new;
}

/* `md`, a text, becomes up to three: what is before, a link, what is after. */
static void link_stretch(const struct titles *t, struct md *md,
			 const struct title *title, size_t from, size_t to)
{
	struct str whole = md->text;
	struct md *inside;

	if (to < whole.len)
		new_after(t, md, str_sub(whole, to, whole.len));
	if (from > 0) {
		md->text = str_sub(whole, 0, from);
		md = new_after(t, md, STR_NONE);
	}
	inside = ARENA_NEW(t->result->v->arena, struct md);
	*inside = (struct md){ .kind = MD_TEXT, .span = md->span,
			       .text = str_sub(whole, from, to),
			       .parent = md };
	md->kind = MD_LINK;
	md->text = STR_NONE;
	md->url = titles_path(t, title);
	md->first = md->last = inside;
}

static void link_text(const struct titles *t, struct md *md)
{
	const struct title *title = titles_find(t, md->text);
	size_t from = 0, to = md->text.len;

	if (title != NULL) {
		/* The space around stays outside the link. */
		while (to > from && md->text.at[to - 1] == ' ')
			to--;
		while (from < to && md->text.at[from] == ' ')
			from++;
	} else {
		title = within(t, md->text, &from);
		if (title == NULL)
			return;
		to = from + title->text.len;
	}
	link_stretch(t, md, title, from, to);
}

static void walk(const struct titles *t, struct md *md, bool listed)
{
	if (md->kind == MD_HEADING || md->kind == MD_LINK)
		return;
	listed = listed || md->kind == MD_ITEM || md->kind == MD_CELL ||
		 (md->kind == MD_SECTION && str_is(md->name, "line"));
	for (struct md *m = md->first, *next; m != NULL; m = next) {
		next = m->next;
		if (m->kind == MD_TEXT && listed)
			link_text(t, m);
		else
			walk(t, m, listed);
	}
}

void titles_link(const struct titles *t, struct md *tree)
{
	walk(t, tree, false);
}
