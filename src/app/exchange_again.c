/*
 * A sheet of the staff that comes in a second time would count each of them
 * twice, and five is the number on which all they were promised stands. They
 * have neither names nor numbers that are kept, so what they said is compared,
 * import by import.
 */
#include "exchange_in.h"

#include <stdlib.h>

#include "base/arena.h"

enum {
	/* Below that, two people saying the same is no wonder. */
	TELLING_ANSWERS = 3,
};

/* All that one of them said. */
struct sheet_line {
	struct str said;	/* by question, in the pack's order */
	uint32_t answers;
	struct str from;	/* an import's id; of the file: empty */
	bool taken;		/* found in the file already */
};

struct sheet_lines {
	struct sheet_line *items;
	size_t count, capacity;
};

static void add_line(struct arena *a, struct sheet_lines *all,
		     struct sheet_line line)
{
	all->items = arena_grow(a, all->items, all->count, &all->capacity,
				sizeof(*all->items));
	all->items[all->count++] = line;
}

static void put_said(struct buf *b, struct str question, enum answer_kind kind,
		     struct str value, struct str reason)
{
	buf_fmt(b, "%.*s\t%d\t%.*s\t%.*s\n", STR_ARGS(question), (int)kind,
		STR_ARGS(value), STR_ARGS(reason));
}

static struct sheet_line line_of_set(struct importing *im,
				     const struct answer_set *set)
{
	struct arena *a = im->d->arena;
	const struct pack *pack = im->view->pack;
	struct buf b = buf_make(a);
	struct sheet_line line = { 0 };

	for (uint32_t q = 0; q < pack->question_count; q++) {
		const struct answer *said = &set->answers[q];

		if (said->kind == ANSWER_MISSING)
			continue;
		put_said(&b, pack->questions[q].id, said->kind,
			 case_value(a, &pack->questions[q], said),
			 said->kind == ANSWER_NA ? said->reason : STR_NONE);
		line.answers++;
	}
	line.said = buf_view(&b);
	return line;
}

static struct sheet_line line_of_person(struct importing *im, struct str id,
					struct str from)
{
	struct desk *d = im->d;
	const struct pack *pack = im->view->pack;
	struct buf b = buf_make(d->arena);
	struct sheet_line line = { .from = from };
	uint32_t count;
	const struct answer_record *all = store_answers_of(
	    d->store, d->arena, id, NULL, 0, &count);

	for (uint32_t q = 0; q < pack->question_count; q++)
		for (uint32_t i = 0; i < count; i++) {
			const struct answer_record *r = &all[i];

			if (r->kind == ANSWER_MISSING ||
			    !str_eq(r->question, pack->questions[q].id))
				continue;
			put_said(&b, r->question, r->kind, r->value, r->reason);
			line.answers++;
		}
	line.said = buf_view(&b);
	return line;
}

static struct sheet_lines lines_of_file(struct importing *im)
{
	struct sheet_lines all = { 0 };

	for (uint32_t i = 0; i < im->answers->set_count; i++) {
		const struct answer_set *set = &im->answers->sets[i];

		if (set->group == GROUP_STAFF && !set->together && !set->agreed)
			add_line(im->d->arena, &all, line_of_set(im, set));
	}
	return all;
}

static bool is_alone_here(const struct importing *im, struct str id)
{
	const struct case_view *v = im->view;

	for (uint32_t i = 0; i < v->respondent_count; i++)
		if (str_eq(v->respondents[i].id, id))
			return person_is_alone(&v->respondents[i]);
	return false;
}

/* Who of the round came by an import, each import's in its turn. */
static struct sheet_lines lines_here(struct importing *im)
{
	struct desk *d = im->d;
	struct sheet_lines all = { 0 };
	uint32_t count;
	const struct journal_entry *journal = store_journal(
	    d->store, d->arena, im->view->record->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct node *p;
		struct str id, from;

		if (journal[i].kind != CHANGE_RESPONDENT ||
		    journal[i].payload.len == 0)
			continue;
		p = case_value_node(d->arena, journal[i].payload);
		id = payload_text(p, "id");
		from = payload_text(p, "from");
		if (from.len > 0 && is_alone_here(im, id))
			add_line(d->arena, &all, line_of_person(im, id, from));
	}
	return all;
}

/* --- compared ----------------------------------------------------------- */

/* How many of an import's lines the file has too, each counted once. */
static void compare(struct sheet_lines *file, const struct sheet_lines *here,
		    struct str from, uint32_t *all, uint32_t *same,
		    uint32_t *telling)
{
	*all = *same = *telling = 0;
	for (size_t f = 0; f < file->count; f++)
		file->items[f].taken = false;
	for (size_t h = 0; h < here->count; h++) {
		const struct sheet_line *line = &here->items[h];

		if (!str_eq(line->from, from))
			continue;
		++*all;
		for (size_t f = 0; f < file->count; f++) {
			struct sheet_line *l = &file->items[f];

			if (l->taken || !str_eq(l->said, line->said))
				continue;
			l->taken = true;
			++*same;
			*telling += line->answers >= TELLING_ANSWERS;
			break;
		}
	}
}

static struct str file_of_import(struct importing *im, struct str id)
{
	uint32_t count;
	const struct import_record *all = store_imports(
	    im->d->store, im->d->arena, im->view->record->id, &count);

	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, id))
			return all[i].file;
	return STR_NONE;
}

/*
 * The same lines and no other, or half at least of what an import brought: a
 * sheet that was corrected, or that went on.
 */
static bool came_before(struct importing *im, struct sheet_lines *file)
{
	struct sheet_lines here = lines_here(im);
	struct desk *d = im->d;

	for (size_t i = 0; i < here.count; i++) {
		struct str from = here.items[i].from;
		uint32_t all, same, telling;

		if (i > 0 && str_eq(from, here.items[i - 1].from))
			continue;
		compare(file, &here, from, &all, &same, &telling);
		if (!(same == all && same == file->count) &&
		    !(telling > 0 && 2 * telling >= all))
			continue;
		DIAG_STR(d->diags, im->answers->sets_span,
			 MSG_IMPORT_SHEET_AGAIN, file_of_import(im, from),
			 im->view->record->name);
		return true;
	}
	return false;
}

static uint32_t count_alone(const struct case_view *v)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < v->respondent_count; i++)
		n += person_is_alone(&v->respondents[i]);
	return n;
}

bool import_sheet_is_new(struct importing *im)
{
	struct desk *d = im->d;
	struct sheet_lines file = lines_of_file(im);
	int64_t staff = im->view->record->staff;
	int64_t would_be = count_alone(im->view) + (int64_t)file.count;

	if (file.count == 0 || im->wish->anyway)
		return true;
	if (came_before(im, &file))
		return false;
	if (im->answers->staff > staff)
		staff = im->answers->staff;
	if (staff == 0 || would_be <= staff)
		return true;
	DIAG_STR(d->diags, im->answers->sets_span, MSG_IMPORT_MORE_STAFF,
		 exchange_number(d->arena, would_be),
		 exchange_number(d->arena, staff), im->view->record->name);
	return false;
}
