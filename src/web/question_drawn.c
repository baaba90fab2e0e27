/* Each question of a pack, drawn into pieces. */
#include "question_drawn.h"

#include <pthread.h>

#include "base/arena.h"
#include "parts.h"
#include "question.h"

/* The questions of one pack in one language. */
struct drawing {
	const struct pack *pack;
	enum lang lang;
	const struct drawn_question *questions;
	struct drawing *next;
};

struct drawings {
	pthread_mutex_t lock;
	struct arena *arena;
	struct drawing *first;
};

struct drawings *drawings_open(void)
{
	struct arena *a = arena_open_small(sizeof(struct drawings));
	struct drawings *d = ARENA_NEW(a, struct drawings);

	d->arena = a;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

void drawings_close(struct drawings *d)
{
	if (d == NULL)
		return;
	pthread_mutex_destroy(&d->lock);
	arena_close(d->arena);
}

/* --- in pieces ------------------------------------------------------------- */

/* A page of nothing else, cut where a piece ends. */
struct cutting {
	struct visit *v;
	struct arena *arena;	/* of the pieces */
	struct html page;	/* the visit's, put aside */
	struct buf out;
	size_t from;		/* where the piece begins */
};

static void cutting_begin(struct cutting *c)
{
	c->page = c->v->html;
	c->out = buf_make(c->v->arena);
	c->v->html = html_make(&c->out);
}

static struct html_frag cut(struct cutting *c)
{
	struct str piece = str_sub(buf_view(&c->out), c->from, c->out.len);

	c->from = c->out.len;
	return (struct html_frag){ str_copy(c->arena, piece) };
}

static void cutting_end(struct cutting *c)
{
	c->v->html = c->page;
}

/* --- a question ------------------------------------------------------------ */

static void draw_choices(struct cutting *cutting, const struct question *q,
			 struct drawn_question *drawn)
{
	struct visit *v = cutting->v;
	const struct input why = question_why_na(v, q, STR_NONE);
	struct choice *items;
	const struct choices c = question_list(v, q, &why, &items);
	struct html_frag *plain =
	    ARENA_ARRAY(cutting->arena, c.count, struct html_frag);
	struct html_frag *chosen =
	    ARENA_ARRAY(cutting->arena, c.count, struct html_frag);

	control_choices_begin(v, &c);
	drawn->begin = cut(cutting);
	for (uint32_t i = 0; i < c.count; i++) {
		control_choice(v, &c, i);
		plain[i] = cut(cutting);
		items[i].chosen = true;
		control_choice(v, &c, i);
		chosen[i] = cut(cutting);
	}
	control_choices_end(v, &c);
	drawn->end = cut(cutting);
	drawn->plain = plain;
	drawn->chosen = chosen;
	drawn->count = c.count;
}

static struct drawing *draw(struct arena *a, struct visit *v)
{
	const struct pack *pack = v->view->pack;
	struct drawing *d = ARENA_NEW(a, struct drawing);
	struct drawn_question *all =
	    ARENA_ARRAY(a, pack->question_count, struct drawn_question);
	struct cutting c = { .v = v, .arena = a };

	cutting_begin(&c);
	for (uint32_t q = 0; q < pack->question_count; q++) {
		const struct question *question = &pack->questions[q];

		if (question_option_count(question) > 0)
			draw_choices(&c, question, &all[q]);
		question_draw_note(v, question, STR_NONE);
		all[q].note = cut(&c);
	}
	cutting_end(&c);
	d->pack = pack;
	d->lang = v->lang;
	d->questions = all;
	return d;
}

/* --- kept ------------------------------------------------------------------ */

static const struct drawing *find(const struct drawings *all,
				  const struct pack *pack, enum lang lang)
{
	const struct drawing *d = all->first;

	while (d != NULL && (d->pack != pack || d->lang != lang))
		d = d->next;
	return d;
}

const struct drawn_question *question_drawn(struct visit *v, uint32_t question)
{
	struct drawings *all = v->site->drawings;
	const struct drawing *found;

	pthread_mutex_lock(&all->lock);
	found = find(all, v->view->pack, v->lang);
	if (found == NULL) {
		struct drawing *made = draw(all->arena, v);

		made->next = all->first;
		all->first = made;
		found = made;
	}
	pthread_mutex_unlock(&all->lock);
	return &found->questions[question];
}
