/* A pack, from its folder: what is read, in which order, and found again. */
#include "model/pack.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "rubric.h"

/* --- the folder ----------------------------------------------------------- */

bool is_folder_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
			return false;
	}
	return s.len > 0;
}

struct str folder_name(struct arena *a, const char *dir)
{
	struct str base = str_from(path_base(a, dir));
	char *real;

	if (!str_is(base, ".") && !str_is(base, ".."))
		return base;
	real = realpath(dir, NULL);
	if (real == NULL)
		return base;
	base = str_from(path_base(a, str_cstr(a, str_from(real))));
	free(real);
	return base;
}

static bool folder_is_good(struct loading *l)
{
	struct pack *p = l->pack;
	struct span nowhere = { 0 };
	struct diag *diag;

	if (!folder_exists(&p->folder)) {
		diag = DIAG(l->reader.diags, nowhere, MSG_NO_PACK_FOLDER,
			    p->folder.name);
		diag->file = p->folder.name;
		return false;
	}
	if (is_folder_name(p->id))
		return true;
	diag = DIAG_STR(l->reader.diags, nowhere, MSG_BAD_PACK_FOLDER, p->id);
	diag->file = p->folder.name;
	return true;
}

bool load_has(struct loading *l, const char *file)
{
	return folder_has(l->reader.arena, &l->pack->folder, file);
}

const struct node *load_tree(struct loading *l, const char *file,
			     const struct source **source)
{
	struct arena *a = l->reader.arena;
	struct diags *diags = l->reader.diags;

	*source = folder_source(a, &l->pack->folder, file, diags);
	if (*source == NULL)
		return NULL;
	return yaml_parse_span(l->trees, a,
			       span_make(*source, 0, (*source)->text.len),
			       diags);
}

bool load_warns(const struct loading *l)
{
	return l->author && l->reader.diags->errors == l->errors;
}

/* --- what ties the files together ----------------------------------------- */

struct gating {
	struct question *questions;
	const struct fact *facts;
	bool *seen;		/* by fact */
};

static void mark_gating(void *context, enum expr_symbol_kind kind,
			uint32_t index, struct span where)
{
	struct gating *g = context;

	(void)where;
	if (kind == EXPR_QUESTION)
		g->questions[index].gating = true;
	if (kind != EXPR_FACT || g->seen[index])
		return;
	g->seen[index] = true;
	expr_uses(g->facts[index].is, mark_gating, g);
}

/* What the rubric does with each question. */
static void link_questions(struct loading *l)
{
	const struct pack *p = l->pack;
	struct question *questions = (struct question *)(uintptr_t)p->questions;
	struct gating g = { .questions = questions, .facts = p->facts };

	g.seen = ARENA_ARRAY(p->arena, p->fact_count, bool);
	for (uint32_t i = p->rubric.criterion_count; i-- > 0;) {
		const struct criterion *c = &p->rubric.criteria[i];

		for (uint32_t q = 0; q < c->question_count; q++)
			questions[c->questions[q]].criterion = i;
	}
	for (uint32_t i = 0; i < p->rubric.gate_count; i++) {
		const struct gate *gate = &p->rubric.gates[i];

		if (gate->when != NULL)
			expr_uses(gate->when, mark_gating, &g);
		for (uint32_t c = 0; c < gate->cap_count; c++)
			expr_uses(gate->caps[c].level, mark_gating, &g);
	}
	reads_link(l->pack, questions);
	words_to_read(p, questions);
}

/* Their duplicates were reported when they were read. */
static void name_others(struct loading *l)
{
	struct pack *p = l->pack;

	for (uint32_t i = 0; i < p->catalogue.initiative_count; i++)
		names_add(&l->reader, p->initiative_names,
			  p->catalogue.initiatives[i].id, NAME_QUESTION, i,
			  p->catalogue.initiatives[i].span);
	for (uint32_t i = 0; i < p->rubric.gate_count; i++)
		names_add(&l->reader, p->gate_names, p->rubric.gates[i].id,
			  NAME_QUESTION, i, p->rubric.gates[i].span);
}

static void seal(struct loading *l)
{
	struct pack *p = l->pack;
	struct str texts[] = { l->questionnaire->text, l->rubric->text };

	p->digest = digest_of_all(texts, 2);
	link_questions(l);
	name_others(l);
	renamings_check(l, l->initiatives_renamed, p->initiative_names);
}

/* --- loading -------------------------------------------------------------- */

static void load_files(struct loading *l, unsigned what)
{
	if (!questionnaire_load(l))
		return;
	if (l->incomplete || !rubric_load(l, what)) {
		steps_order(l);
		return;
	}
	renamings_check(l, l->renamed, l->pack->names);
	steps_order(l);
	if (what & PACK_CATALOGUE && initiatives_load(l))
		opportunities_load(l);
	if (what & PACK_TEXTS)
		report_texts_load(l);
}

static struct pack *pack_new(struct arena *a, const struct folder *folder,
			     struct str id)
{
	struct pack *p = ARENA_NEW(a, struct pack);

	p->arena = a;
	p->folder = *folder;
	p->id = str_copy(a, id);
	p->staff_question = p->sector_question = NO_INDEX;
	p->rubric.target_by = NO_INDEX;
	p->names = ARENA_NEW(a, struct name_table);
	p->names->shared = true;
	p->initiative_names = ARENA_NEW(a, struct name_table);
	p->gate_names = ARENA_NEW(a, struct name_table);
	return p;
}

static void load_all(struct loading *l, unsigned what)
{
	struct diags *diags = l->reader.diags;

	load_files(l, what);
	if (diags->errors == l->errors) {
		seal(l);
		if (l->author)
			steps_warn(l);
	}
	if (l->author && l->pack->rubric.criterion_count > 0) {
		parity_check(l);
		if (diags->errors == l->errors)
			author_check(l);
	}
}

static struct pack *load(struct arena *a, const struct folder *folder,
			 struct str id, unsigned what, bool author,
			 struct diags *diags)
{
	struct loading l = {
		.errors = diags->errors,
		.reader = { .arena = a, .diags = diags },
		.trees = arena_open_brief(),
		.pack = pack_new(a, folder, id),
		.author = author,
	};

	if (folder_is_good(&l))
		load_all(&l, what);
	arena_close(l.trees);
	return diags->errors == l.errors ? l.pack : NULL;
}

struct pack *pack_load(struct arena *a, const char *dir, unsigned what,
		       struct diags *diags)
{
	struct folder folder = folder_at(a, dir);

	return pack_load_from(a, &folder, STR_NONE, what, diags);
}

struct pack *pack_load_from(struct arena *a, const struct folder *folder,
			    struct str id, unsigned what, struct diags *diags)
{
	if (id.len == 0)
		id = folder_name(a, folder->name);
	return load(a, folder, id, what, false, diags);
}

struct pack *pack_check(struct arena *a, const char *dir, struct diags *diags)
{
	struct folder folder = folder_at(a, dir);

	return load(a, &folder, folder_name(a, dir), PACK_EVERYTHING, true,
		    diags);
}

/* --- finding -------------------------------------------------------------- */

static uint32_t find_named(const struct name_table *t, struct str id,
			   enum name_kind kind)
{
	const struct name *name = names_find(t, id);

	return name != NULL && name->kind == kind ? name->index : NO_INDEX;
}

uint32_t pack_find_question(const struct pack *pack, struct str id)
{
	return find_named(pack->names, id, NAME_QUESTION);
}

uint32_t pack_find_criterion(const struct pack *pack, struct str id)
{
	return find_named(pack->names, id, NAME_CRITERION);
}

uint32_t pack_find_dimension(const struct pack *pack, struct str id)
{
	return find_named(pack->names, id, NAME_DIMENSION);
}

uint32_t pack_find_fact(const struct pack *pack, struct str id)
{
	return find_named(pack->names, id, NAME_FACT);
}

uint32_t pack_find_initiative(const struct pack *pack, struct str id)
{
	return find_named(pack->initiative_names, id, NAME_QUESTION);
}

uint32_t pack_find_gate(const struct pack *pack, struct str id)
{
	return find_named(pack->gate_names, id, NAME_QUESTION);
}

const struct str *pack_question_names(const struct pack *pack)
{
	return pack->question_ids;
}

uint32_t pack_size_of(const struct pack *pack, int64_t staff)
{
	const struct catalogue *c = &pack->catalogue;
	uint32_t size = 0;

	for (uint32_t i = 1; i < c->size_count; i++)
		if (staff >= (int64_t)c->size_from[i])
			size = i;
	return size;
}

struct str text_in(const struct text *text, enum lang lang,
		   const struct pack *pack)
{
	if (text->in[lang].len > 0)
		return text->in[lang];
	return text->in[pack->languages[0]];
}
