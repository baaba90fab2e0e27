/* Cutting a rubric into parts: one for each heading that opens something. */
#include "rubric.h"

#include "base/arena.h"

enum { ABOUT, EVIDENCE }; /* of part.prose */

/* Where the cutting stands. */
struct cutter {
	struct arena *trees, *texts;
	struct diags *diags;
	struct outline *out;
	uint32_t dimension; /* the open level-2 part, or NO_INDEX */
	uint32_t criterion; /* the open criterion, or NO_INDEX */
	bool titled;
};

static struct part *part_add(struct cutter *c, enum part_kind kind)
{
	struct outline *o = c->out;
	struct part *p;

	o->parts = arena_grow(c->trees, o->parts, o->count, &o->capacity,
			      sizeof(*o->parts));
	p = &o->parts[o->count++];
	*p = (struct part){ .kind = kind,
			    .parent = NO_INDEX,
			    .index = NO_INDEX };
	p->prose[ABOUT] = buf_make(c->trees);
	p->prose[EVIDENCE] = buf_make(c->trees);
	return p;
}

static const struct md *heading_code(const struct md *heading)
{
	for (const struct md *n = heading->first; n != NULL; n = n->next)
		if (n->kind == MD_CODE)
			return n;
	return NULL;
}

/* NOTE: inline positions of cmark are not to be trusted; the id is looked
   for within the heading's lines. */
static struct span id_span(const struct md *heading, struct str id)
{
	struct str line = span_text(heading->span);
	size_t at = 0;

	while ((at = str_find(line, id, at)) != SIZE_MAX) {
		if (at > 0 &&
		    (line.at[at - 1] == '`' || line.at[at - 1] == ' '))
			return span_make(heading->span.source,
					 heading->span.from + at,
					 heading->span.from + at + id.len);
		at++;
	}
	return heading->span;
}

static struct str heading_title(const struct cutter *c,
				const struct md *heading, const struct md *code)
{
	struct buf b = buf_make(c->trees);

	for (const struct md *n = heading->first; n != NULL; n = n->next) {
		if (n == code)
			continue;
		buf_str(&b, n->kind == MD_SOFT_BREAK ? STR(" ")
						     : md_plain(c->trees, n));
	}
	return str_copy(c->texts, str_trim(buf_view(&b)));
}

/* The part a heading opens, by its depth, its id and where it stands. */
static enum part_kind heading_kind(const struct cutter *c,
				   const struct md *heading, bool has_id)
{
	bool in_dimension = c->dimension != NO_INDEX &&
			    c->out->parts[c->dimension].kind == PART_DIMENSION;

	if (heading->level == 2)
		return has_id ? PART_DIMENSION : PART_GATES;
	if (!has_id || heading->level > 4)
		return PART_PROSE;
	if (heading->level == 4)
		return PART_VARIANT;
	return in_dimension ? PART_CRITERION : PART_GATE;
}

/* A criterion's id begins with its dimension's and adds one name. */
static bool id_fits(struct cutter *c, const struct part *p)
{
	struct str parent;

	if (p->kind != PART_CRITERION) {
		if (!str_is_id(p->id))
			DIAG_STR(c->diags, p->span, MSG_EXPECTED_ID, p->id);
		return str_is_id(p->id);
	}
	parent = c->out->parts[c->dimension].id;
	if (!str_is_dotted_id(p->id)) {
		DIAG_STR(c->diags, p->span, MSG_EXPECTED_ID, p->id);
		return false;
	}
	if (p->id.len > parent.len + 1 &&
	    str_eq(str_sub(p->id, 0, parent.len), parent) &&
	    p->id.at[parent.len] == '.' &&
	    str_is_id(str_sub(p->id, parent.len + 1, p->id.len)))
		return true;
	DIAG_STR(c->diags, p->span, MSG_RUBRIC_CRITERION_PREFIX, p->id, parent);
	return false;
}

static void part_place(struct cutter *c, struct part *p, uint32_t self)
{
	switch (p->kind) {
	case PART_HEAD:
		break;
	case PART_DIMENSION:
	case PART_GATES:
		c->dimension = self;
		c->criterion = NO_INDEX;
		break;
	case PART_CRITERION:
	case PART_GATE:
		p->parent = c->dimension;
		c->criterion = p->kind == PART_CRITERION ? self : NO_INDEX;
		break;
	case PART_VARIANT:
		p->parent = c->criterion;
		break;
	case PART_PROSE:
		p->parent = c->dimension;
		if (p->depth <= 3)
			c->criterion = NO_INDEX;
		break;
	}
}

/* A misplaced part is read as prose, so that one mistake gives one message. */
static void part_settle(struct cutter *c, struct part *p)
{
	bool lost = false;

	if (p->kind == PART_GATE && c->dimension == NO_INDEX) {
		DIAG_STR(c->diags, p->span, MSG_RUBRIC_NOWHERE, p->id);
		lost = true;
	} else if (p->kind == PART_VARIANT && c->criterion == NO_INDEX) {
		DIAG_STR(c->diags, p->span, MSG_RUBRIC_LOST_VARIANT, p->id);
		lost = true;
	} else if (p->id.len > 0) {
		lost = !id_fits(c, p);
	}
	if (lost && p->kind != PART_DIMENSION)
		p->kind = PART_PROSE;
}

static void cut_title(struct cutter *c, const struct md *heading)
{
	struct part *head = &c->out->parts[0];

	if (c->titled || c->out->count > 1) {
		DIAG_STR(c->diags, heading->span, MSG_RUBRIC_SECOND_TITLE,
			 md_plain(c->trees, heading));
		return;
	}
	c->titled = true;
	head->depth = 1;
	head->heading = heading;
	head->span = heading->span;
	head->title = heading_title(c, heading, NULL);
}

static void cut_heading(struct cutter *c, const struct md *heading)
{
	const struct md *code = heading_code(heading);
	struct part *p;

	if (heading->level == 1) {
		cut_title(c, heading);
		return;
	}
	p = part_add(c, heading_kind(c, heading, code != NULL));
	p->depth = heading->level;
	p->heading = heading;
	p->span = heading->span;
	p->title = heading_title(c, heading, code);
	if (p->kind != PART_PROSE && code != NULL) {
		p->id = str_copy(c->texts, str_trim(code->text));
		p->span = id_span(heading, p->id);
		part_settle(c, p);
	}
	part_place(c, p, (uint32_t)(c->out->count - 1));
}

static void append_prose(struct buf *to, struct str more)
{
	if (to->len > 0)
		buf_text(to, "\n\n");
	buf_str(to, str_trim(more));
}

static void cut_quote(struct cutter *c, struct part *p, const struct md *quote)
{
	for (const struct md *n = quote->first; n != NULL; n = n->next)
		append_prose(&p->prose[EVIDENCE], md_plain(c->trees, n));
}

static void cut_list(struct cutter *c, struct part *p, const struct md *list)
{
	if (!list->ordered ||
	    (p->kind != PART_CRITERION && p->kind != PART_VARIANT))
		return;
	if (p->list != NULL) {
		DIAG_STR(c->diags, list->span, MSG_RUBRIC_SECOND_LIST, p->id);
		p->split = true;
		return;
	}
	p->list = list;
}

bool is_engine_block(const struct md *n)
{
	struct str word = str_trim(n->info);

	if (n->kind != MD_CODE_BLOCK)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] == ' ' || word.at[i] == '\t')
			word.len = i;
	return str_is(word, "yaml") || str_is(word, "yml") ||
	       str_is(word, "YAML");
}

static void cut_code(struct cutter *c, struct part *p, const struct md *code)
{
	if (!is_engine_block(code))
		return;
	switch (p->kind) {
	case PART_VARIANT:
	case PART_GATES:
	case PART_PROSE:
		/* With an id, its heading was misplaced, which was said. */
		if (p->kind != PART_PROSE || p->id.len == 0)
			DIAG_STR(c->diags, code->span, MSG_RUBRIC_LOST_BLOCK,
				 p->title);
		return;
	case PART_HEAD:
	case PART_DIMENSION:
	case PART_CRITERION:
	case PART_GATE:
		break;
	}
	if (p->block != NULL)
		DIAG_STR(c->diags, code->span, MSG_RUBRIC_SECOND_BLOCK,
			 p->id.len > 0 ? p->id : p->title);
	else
		p->block = code;
}

/* Blocks under a heading go to the part it opened. */
static void cut_block(struct cutter *c, const struct md *n)
{
	struct part *p = &c->out->parts[c->out->count - 1];

	switch ((int)n->kind) {
	case MD_HEADING:
		cut_heading(c, n);
		break;
	case MD_PARAGRAPH:
		append_prose(&p->prose[ABOUT], md_plain(c->trees, n));
		break;
	case MD_QUOTE:
		cut_quote(c, p, n);
		break;
	case MD_LIST:
		cut_list(c, p, n);
		break;
	case MD_CODE_BLOCK:
		cut_code(c, p, n);
		break;
	}
}

static bool outline_is_long(struct cutter *c)
{
	const struct part *last = &c->out->parts[c->out->count - 1];

	DIAG_STR(c->diags, last->span, MSG_TOO_MANY, STR("#"),
		 number_text(c->trees, (uint32_t)c->out->count),
		 number_text(c->trees, RUBRIC_PARTS));
	return false;
}

static struct str kept(const struct cutter *c, const struct buf *prose)
{
	return prose->len == 0 ? STR_NONE
			       : str_copy(c->texts, buf_view(prose));
}

bool outline_read(struct loading *l, const struct source *source,
		  struct diags *diags, struct outline *out)
{
	struct cutter c = { l->trees, l->reader.arena, diags, out,
			    NO_INDEX, NO_INDEX, false };

	*out = (struct outline){ .source = source };
	out->document = markdown_parse(l->trees, source, diags);
	if (out->document == NULL)
		return false;
	part_add(&c, PART_HEAD)->span = span_make(source, 0, 0);
	for (const struct md *n = out->document->first; n != NULL; n = n->next)
		if (out->count <= RUBRIC_PARTS)
			cut_block(&c, n);
	if (out->count > RUBRIC_PARTS)
		return outline_is_long(&c);
	for (size_t i = 0; i < out->count; i++) {
		struct part *p = &out->parts[i];

		p->about = kept(&c, &p->prose[ABOUT]);
		p->evidence = kept(&c, &p->prose[EVIDENCE]);
	}
	if (!c.titled)
		DIAG(diags, out->parts[0].span, MSG_RUBRIC_NO_TITLE);
	return true;
}

uint32_t md_count(const struct md *list)
{
	uint32_t count = 0;

	for (const struct md *n = list->first; n != NULL; n = n->next)
		count++;
	return count;
}

struct str part_level(struct arena *a, const struct part *part, uint32_t n)
{
	const struct md *item = part->list == NULL ? NULL : part->list->first;

	for (uint32_t i = 1; item != NULL && i < n; i++)
		item = item->next;
	return item == NULL ? STR_NONE : str_trim(md_plain(a, item));
}

const struct node *part_block(struct loading *l, const struct part *part)
{
	if (part->block == NULL)
		return NULL;
	if (part->block->body.source == NULL) {
		DIAG(l->reader.diags, part->block->span,
		     MSG_RUBRIC_INDENTED_BLOCK);
		return NULL;
	}
	return yaml_parse_span(l->trees, l->reader.arena, part->block->body,
			       l->reader.diags);
}
