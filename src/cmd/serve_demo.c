/* A file of cases for a visitor. */
#include "serve_demo.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/access.h"
#include "app/exchange.h"
#include "app/room.h"
#include "base/file.h"
#include "rows.h"

static const char *make_place(struct call *call)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = (char *)str_cstr(
	    call->arena,
	    str_from(path_join(call->arena, tmp == NULL ? "/tmp" : tmp,
			       "jalon-demo.XXXXXX")));

	if (mkdtemp(folder) == NULL) {
		environment_failed(call, folder, errno);
		return NULL;
	}
	return path_join(call->arena, folder, "cases.jalon");
}

/* "billetterie.yaml" is the case `billetterie`. */
static struct str case_of(const char *file)
{
	struct str name = str_from(file);

	return str_sub(name, 0, str_find(name, STR("."), 0));
}

static bool add_sample(struct call *call, const char *dir, const char *file,
		       struct str name)
{
	struct desk *d = call->desk;
	const struct case_new wanted = { .name = name,
					 .client = case_of(file) };
	const struct import_wish wish = {
		.path = path_join(call->arena, dir, file),
		.format = ANSWERS_YAML,
		.take = TAKE_THERE,
	};
	struct import_done done;
	const struct case_view *view;

	if (case_open_new(d, &wanted) == NULL)
		return false;
	view = case_view(d, wanted.name, 0);
	return view != NULL && exchange_import(d, view, &wish, &done);
}

/* The first that the pack has and that a room takes. */
static struct str room_question(const struct pack *pack)
{
	for (uint32_t q = 0; q < pack->question_count; q++)
		if (pack->questions[q].type == QUESTION_LEVEL &&
		    room_takes(&pack->questions[q]))
			return pack->questions[q].id;
	return STR_NONE;
}

/* The same firm while its staff still answer, and its people are in a room. */
static bool add_campaign(struct call *call, const char *dir, const char *file)
{
	struct desk *d = call->desk;
	const struct case_view *view;
	const struct room *room;
	struct str question;

	if (!add_sample(call, dir, file, STR("en-cours")))
		return false;
	view = case_view(d, STR("en-cours"), 0);
	if (view == NULL ||
	    !access_expect_staff(d, view->record->id, view->round->id,
				 (uint32_t)view->record->staff))
		return false;
	room = room_open(d, view);
	question = room_question(view->pack);
	return room != NULL &&
	       (question.len == 0 || room_ask(d, view, room, question));
}

/* `*live`: a sample has become the campaign. */
static bool add_case(struct call *call, const char *dir, const char *file,
		     bool *live)
{
	struct desk *d = call->desk;
	const struct case_view *view;
	struct closing_done done;

	if (!add_sample(call, dir, file, case_of(file)))
		return false;
	view = case_view(d, case_of(file), 0);
	if (view == NULL)
		return false;
	if (collection_of(d, view).people == 0)
		return true;
	if (!collection_close(d, view, &done))
		return false;
	if (*live)
		return true;
	*live = true;
	return add_campaign(call, dir, file);
}

static bool add_samples(struct call *call)
{
	const char *dir =
	    path_join(call->arena, call->desk->pack_dir, "samples");
	struct folder samples = folder_at(call->arena, dir);
	size_t count = 0;
	bool live = false;
	const char **files = folder_list(call->arena, &samples, &count);

	for (size_t i = 0; files != NULL && i < count; i++)
		if (str_ends(str_from(files[i]), ".yaml") &&
		    !add_case(call, dir, files[i], &live))
			return false;
	return true;
}

const char *demo_make(struct call *call)
{
	const char *path = make_place(call);
	bool made;

	if (path == NULL)
		return NULL;
	made = desk_open(call->desk, path, STORE_CREATE) && add_samples(call);
	if (call->desk->store != NULL)
		desk_close(call->desk);
	if (made)
		return path;
	demo_remove(call, path);
	return NULL;
}

void demo_remove(struct call *call, const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

	if (path == NULL)
		return;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct buf file = buf_make(call->arena);

		buf_fmt(&file, "%s%s", path, ends[i]);
		unlink(str_cstr(call->arena, buf_view(&file)));
	}
	rmdir(path_parent(call->arena, path));
}
