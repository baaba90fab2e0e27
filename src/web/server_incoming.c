/* Requests on their way in: many at once in one thread, each in a block of its
   own until it is whole. */
#include "server_part.h"

#include <stdlib.h>
#include <string.h>

#include "web/form.h"

enum {
	LEAST_ROOM = 4 * 1024,
	/* Of all that is being received: past that, 503. */
	ALL_FORMS = 64 * 1024 * 1024,
	ALL_UPLOADS = 128 * 1024 * 1024,
};

struct incoming *incoming_make(const char *target)
{
	size_t came = target == NULL ? 0 : strlen(target);
	/* Judged as too long with its first bytes as well as with all. */
	size_t len = came > HTTP_TARGET + 1 ? HTTP_TARGET + 1 : came;
	struct incoming *in = calloc(1, sizeof(*in) + len);

	if (in == NULL)
		return NULL;
	in->came = target;
	in->came_len = came;
	if (len > 0)
		memcpy(in->text, target, len);
	in->target = (struct str){ in->text, len };
	return in;
}

static void give_room(struct incoming *in)
{
	free(in->bytes);
	in->bytes = NULL;
	if (in->budget != NULL)
		atomic_fetch_sub(in->budget, (int64_t)in->counted);
	in->budget = NULL;
}

/* For so many more. It grows with what arrives: a length that is announced
   takes nothing. */
static bool take_room(struct server *s, struct incoming *in, size_t count)
{
	bool parts = in->body == BODY_PARTS;
	int64_t most = parts ? ALL_UPLOADS : ALL_FORMS, more = (int64_t)count;
	size_t room = in->room == 0 ? LEAST_ROOM : in->room;
	char *wider;

	in->budget = parts ? &s->upload_bytes : &s->form_bytes;
	in->counted += count;
	if (atomic_fetch_add(in->budget, more) + more > most)
		return false;
	while (room < in->got + count)
		room *= 2;
	if (room == in->room)
		return true;
	wider = realloc(in->bytes, room);
	if (wider == NULL)
		return false;
	in->bytes = wider;
	in->room = room;
	return true;
}

void incoming_add(struct server *s, struct incoming *in, const char *bytes,
		  size_t count)
{
	if (!in->dropped && take_room(s, in, count)) {
		memcpy(in->bytes + in->got, bytes, count);
	} else if (!in->dropped) {
		give_room(in);
		in->dropped = true;
	}
	in->got += count;
}

bool incoming_read(struct arena *a, const struct incoming *in,
		   const struct head_read *head, struct request *r)
{
	struct str bytes = { in->bytes, in->got };

	if (head->body == BODY_PARTS)
		return form_read_parts(a, bytes, head->boundary, &r->form,
				       &r->uploads, &r->upload_count);
	return head->body == BODY_NONE || form_read(a, bytes, &r->form);
}

void incoming_free(struct incoming *in)
{
	if (in == NULL)
		return;
	give_room(in);
	free(in);
}
