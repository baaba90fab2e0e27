/* A live room: what its pages share, and the events they listen to. */
#include "desk.h"
#include "room.h"

/* --- the moment ------------------------------------------------------------ */

static const char *state_name(enum room_state state)
{
	switch (state) {
	case ROOM_WAITING:
		return "waiting";
	case ROOM_ASKING:
		return "asking";
	case ROOM_CLOSED:
		return "closed";
	case ROOM_ENDED:
		break;
	}
	return "ended";
}

/* "asking/reach_person": another one, and the page is another. */
static struct str moment(const struct visit *v, const struct room *room)
{
	return PATH(v, str_from(state_name(room->state)), STR("/"),
		    room->question);
}

void room_page_begin(struct visit *v, const struct room_page *page)
{
	const struct page_wish wish = {
		.title = page->title,
		.back = page->back,
		.script = page->refresh != ROOM_STILL,
		.refreshed = page->refresh == ROOM_REFRESHED,
	};

	page_begin_as(v, &wish);
	if (page->refresh == ROOM_STILL)
		return;
	HTML_OPEN(&v->html, "div", { "hidden", STR("hidden") },
		  { "data-room", page->events },
		  { "data-here", page->here },
		  { "data-moment", moment(v, page->room) });
	html_close(&v->html, "div");
	html_newline(&v->html);
}

/* Ids and digits: nothing that JSON would have to escape. */
void room_write_events(struct visit *v, const struct room *room)
{
	struct buf *b = &v->response->body;

	v->response->status = 200;
	v->response->type = "text/event-stream; charset=utf-8";
	v->response->caching = CACHE_NEVER;
	buf_fmt(b, "retry: 2000\nid: %s-%.*s-%u-%u\n",
		state_name(room->state), STR_ARGS(room->question),
		room->answers, room->people);
	buf_fmt(b,
		"data: {\"question\":\"%.*s\",\"state\":\"%s\","
		"\"count\":%u,\"people\":%u}\n\n",
		STR_ARGS(room->question), state_name(room->state),
		room->answers, room->people);
}

/* --- the question ---------------------------------------------------------- */

const struct question *room_question(const struct visit *v,
				     const struct room *room)
{
	uint32_t q = pack_find_question(v->view->pack, room->question);

	return q == NO_INDEX ? NULL : &v->view->pack->questions[q];
}

static void write_number(struct visit *v, enum phrase phrase,
			 const struct html_attr *attrs, uint32_t n)
{
	struct html *h = &v->html;

	html_open(h, "p", NULL);
	html_text(h, words(v, phrase));
	html_open(h, "strong", attrs);
	html_text(h, visit_number(v, n));
	html_close(h, "strong");
	html_close(h, "p");
	html_newline(h);
}

void room_write_people(struct visit *v, const struct room *room)
{
	static const struct html_attr attrs[] = {
		{ "data-people", STR_INIT("") }, { 0 }
	};

	write_number(v, P_ROOM_PEOPLE, attrs, room->people);
}

void room_write_count(struct visit *v, const struct room *room)
{
	static const struct html_attr attrs[] = {
		{ "data-count", STR_INIT("") }, { 0 }
	};

	write_number(v, P_ROOM_COUNT, attrs, room->answers);
}

/* --- options --------------------------------------------------------------- */

struct str room_sign(const struct visit *v, const struct question *q,
		     uint32_t option)
{
	struct buf b = buf_make(v->arena);

	if (q->type == QUESTION_LEVEL || option >= 26)
		buf_int(&b, option + 1);
	else
		buf_char(&b, (char)('A' + option));
	return buf_view(&b);
}
