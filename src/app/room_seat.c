/* Live rooms: seats, what they say, and how that divides. */
#include "app/room.h"

#include "access_part.h"
#include "base/arena.h"

/* --- a seat ---------------------------------------------------------------- */

struct seating {
	struct str room, now;
	struct digest token;
	struct session session;
};

static enum store_result take_seat(struct store *s, void *context,
				   struct diags *diags)
{
	const struct seating *w = context;

	if (!store_take_seat(s, w->room, w->now))
		return access_refuse(diags, MSG_ROOM_GONE, STR_NONE);
	store_add_session(s, &w->token, &w->session);
	return STORE_DONE;
}

bool room_take_seat(struct desk *d, const struct room *room, struct str token)
{
	const struct session wanted = {
		.kind = SESSION_SEAT,
		.chain = room->chain,
		.round = room->round,
		/* No group of theirs is known: as little as of the staff is
		 * kept. */
		.group = GROUP_STAFF,
		.room = room->id,
	};
	struct seating w = { .room = room->id,
			     .now = d->now,
			     .token = digest_of(token),
			     .session = access_session_from(d, &wanted) };

	return desk_write(d, take_seat, &w);
}

/* --- what it says ---------------------------------------------------------- */

static struct str mark_of(struct desk *d, const struct room *room,
			  struct str token, struct str question)
{
	struct buf purpose = buf_make(d->arena);

	buf_text(&purpose, "room ");
	buf_str(&purpose, room->id);
	buf_char(&purpose, ' ');
	buf_str(&purpose, question);
	return secret_derive(d->arena, token,
			     str_cstr(d->arena, buf_view(&purpose)));
}

static struct node *plain_node(struct arena *a, struct str value)
{
	struct node *node = node_text(a, value);

	node->plain = true;
	return node;
}

/* As an answers file would hold it. */
static const struct node *typed_node(struct arena *a, const struct question *q,
				     const struct str *values, uint32_t count)
{
	struct node *list;

	if (q->type != QUESTION_MULTIPLE)
		return plain_node(a, count == 1 ? values[0] : STR_NONE);
	list = node_list(a);
	for (uint32_t i = 0; i < count; i++)
		node_add(list, plain_node(a, values[i]));
	return list;
}

/* False: the question does not take these values. */
static bool read_values(struct desk *d, const struct question *q,
			const struct str *values, uint32_t count,
			struct room_answer *said)
{
	struct answer answer;
	struct diags unheard;

	*said = (struct room_answer){ 0 };
	if (count == 0)
		return false;
	if (count == 1 && str_is(values[0], "?")) {
		said->dont_know = true;
		return q->dont_know;
	}
	diags_init(&unheard, d->arena);
	if (!answer_read_alone(d->arena, q,
			       typed_node(d->arena, q, values, count),
			       &unheard, &answer) ||
	    unheard.errors > 0 || answer.kind != ANSWER_VALUE)
		return false;
	said->value = case_value(d->arena, q, &answer);
	return true;
}

struct room_saying {
	struct str room, question, mark, now;
	struct room_answer said;
};

static enum store_result say(struct store *s, void *context,
			     struct diags *diags)
{
	const struct room_saying *w = context;

	if (store_say_in_room(s, w->room, w->question, w->mark, &w->said,
			      w->now))
		return STORE_DONE;
	return access_refuse(diags, MSG_ROOM_MOVED, w->question);
}

bool room_answer(struct desk *d, const struct case_view *view,
		 const struct room *room, struct str token,
		 struct str question, const struct str *values,
		 uint32_t count)
{
	uint32_t q = pack_find_question(view->pack, question);
	struct room_saying w = { .room = room->id,
				 .question = question,
				 .now = d->now };

	if (q == NO_INDEX || !room_takes(&view->pack->questions[q]) ||
	    room->state != ROOM_ASKING || !str_eq(room->question, question)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_ROOM_MOVED,
			 question);
		return false;
	}
	if (!read_values(d, &view->pack->questions[q], values, count,
			 &w.said)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_ROOM_VALUE,
			 question);
		return false;
	}
	w.mark = mark_of(d, room, token, question);
	return desk_write(d, say, &w);
}

/* What was written was checked; a pack does not change under a round. */
static struct answer answer_of(struct desk *d, const struct question *q,
			       const struct room_answer *said)
{
	struct answer answer = { .kind = ANSWER_DONT_KNOW };
	struct diags unheard;

	if (said->dont_know)
		return answer;
	diags_init(&unheard, d->arena);
	if (!answer_read_alone(d->arena, q,
			       case_value_node(d->arena, said->value),
			       &unheard, &answer))
		answer.kind = ANSWER_MISSING;
	return answer;
}

struct answer room_said(struct desk *d, const struct case_view *view,
			const struct room *room, struct str token)
{
	const struct answer nothing = { .kind = ANSWER_MISSING };
	uint32_t q = pack_find_question(view->pack, room->question);
	const struct room_answer *said;

	if (q == NO_INDEX)
		return nothing;
	said = store_room_answer(d->store, d->arena, room->id, room->question,
				 mark_of(d, room, token, room->question));
	if (!desk_read_well(d) || said == NULL)
		return nothing;
	return answer_of(d, &view->pack->questions[q], said);
}

/* --- how it divides -------------------------------------------------------- */

static void count_answer(uint32_t *options, const struct question *q,
			 const struct answer *answer)
{
	if (q->type == QUESTION_BOOLEAN)
		options[answer->truth ? 0 : 1]++;
	else if (q->type != QUESTION_MULTIPLE)
		options[answer->choice]++;
	else
		for (uint32_t o = 0; o < q->option_count; o++)
			options[o] += (uint32_t)(answer->chosen >> o & 1);
}

const struct room_spread *room_spread(struct desk *d,
				      const struct case_view *view,
				      const struct room *room)
{
	uint32_t at = pack_find_question(view->pack, room->question), count;
	const struct room_answer *all;
	const struct question *q;
	struct room_spread *spread;
	uint32_t *options;

	if (!room->shows || at == NO_INDEX)
		return NULL;
	q = &view->pack->questions[at];
	spread = ARENA_NEW(d->arena, struct room_spread);
	spread->option_count =
	    q->type == QUESTION_BOOLEAN ? 2 : q->option_count;
	options = ARENA_ARRAY(d->arena, spread->option_count, uint32_t);
	spread->options = options;
	all = store_room_answers(d->store, d->arena, room->id, room->question,
				 &count);
	for (uint32_t i = 0; i < count; i++) {
		struct answer answer = answer_of(d, q, &all[i]);

		if (answer.kind == ANSWER_DONT_KNOW)
			spread->dont_know++;
		if (answer.kind != ANSWER_VALUE)
			continue;
		spread->counting++;
		count_answer(options, q, &answer);
	}
	/* Between the two readings the room may have ended. */
	return desk_read_well(d) && spread->counting >= ROOM_LEAST ? spread
								   : NULL;
}
