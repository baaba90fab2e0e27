/* A file of cases for a visitor. */
#include "serve_demo.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/access.h"
#include "app/exchange.h"
#include "app/interview.h"
#include "app/room.h"
#include "base/file.h"
#include "base/source.h"
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

/* A sample under another name: one that both languages have. */
static bool rename(struct desk *d, struct str name, struct str client)
{
	const struct case_view *view = case_view(d, name, 0);
	struct case_new wanted = { .name = name, .client = client };

	if (view == NULL)
		return false;
	wanted.sector = view->record->sector;
	wanted.staff = view->record->staff;
	wanted.keep_until = view->record->keep_until;
	return case_correct(d, view->record, &wanted);
}

/* A firm whose staff still answer, and whose people are in a room. */
static bool add_campaign(struct call *call, const char *dir, const char *file)
{
	const struct str name = STR("coop-a");
	struct desk *d = call->desk;
	const struct case_view *view;
	const struct room *room;
	struct str question;

	if (!add_sample(call, dir, file, name) ||
	    !rename(d, name, STR("Coop A")))
		return false;
	view = case_view(d, name, 0);
	if (view == NULL ||
	    !access_expect_staff(d, view->record->id, view->round->id,
				 (uint32_t)view->record->staff))
		return false;
	room = room_open(d, view);
	question = room_question(view->pack);
	return room != NULL &&
	       (question.len == 0 || room_ask(d, view, room, question));
}

/* --- two rounds ------------------------------------------------------------- */

/* The first of the same month, the year before. */
static struct str year_before(struct arena *a, struct str date)
{
	struct buf b = buf_make(a);
	uint32_t year;

	if (!str_whole(str_sub(date, 0, 4), &year))
		return date;
	buf_fmt(&b, "%04u", year - 1);
	buf_str(&b, str_sub(date, 4, 7));
	buf_text(&b, "-01");
	return buf_view(&b);
}

static struct str day_and_hour(struct arena *a, struct str date,
			       struct str now)
{
	struct buf b = buf_make(a);

	buf_str(&b, date);
	buf_str(&b, str_sub(now, 10, now.len));
	return buf_view(&b);
}

/* One level in three was one lower then. */
static bool lower_some(struct desk *d, const struct case_view *view)
{
	const struct interview_wish wish = { .kind = INTERVIEW_AGREED };
	struct interview *i = interview_begin(d, view, &wish);
	bool well = i != NULL;

	for (uint32_t q = 0; well && q < view->pack->question_count; q += 3) {
		const struct question *asked = &view->pack->questions[q];
		const struct answer *said = interview_said(i, q);
		struct buf lower = buf_make(d->arena);

		if (asked->type != QUESTION_LEVEL ||
		    said->kind != ANSWER_VALUE || said->choice < 1 ||
		    !interview_applies(i, q))
			continue;
		/* Typed from 1, kept from 0. */
		buf_int(&lower, said->choice);
		well = interview_go(i, asked->id, d->diags) &&
		       interview_answer(i, buf_view(&lower), LANG_EN,
					d->diags);
	}
	interview_end(i);
	return well;
}

/* A case takes the same bytes once. */
static const char *copy_of(struct call *call, const char *dir,
			   const char *file, const char *folder)
{
	const char *copy = path_join(call->arena, folder, "again.yaml");
	struct str bytes;
	struct buf b = buf_make(call->arena);

	if (file_read(call->arena, path_join(call->arena, dir, file),
		      SOURCE_MAX_BYTES, &bytes) != 0)
		return NULL;
	buf_str(&b, bytes);
	buf_char(&b, '\n');
	return file_write(copy, buf_view(&b)) == 0 ? copy : NULL;
}

static bool add_round(struct call *call, struct str name, const char *path)
{
	struct desk *d = call->desk;
	const struct case_view *view = case_view(d, name, 0);
	const struct import_wish wish = { .path = path,
					  .format = ANSWERS_YAML,
					  .take = TAKE_THERE };
	struct import_done done;

	if (view == NULL ||
	    !case_begin_round(d, view->record, STR_NONE))
		return false;
	view = case_view(d, name, 0);
	return view != NULL && exchange_import(d, view, &wish, &done);
}

/* A firm that comes back a year later: there is something to compare. */
static bool add_return(struct call *call, const char *dir, const char *file,
		       const char *folder)
{
	const struct str name = STR("coop-b");
	struct desk *d = call->desk;
	struct str today = d->today, now = d->now;
	const char *copy = copy_of(call, dir, file, folder);
	bool added;

	d->today = year_before(call->arena, today);
	d->now = day_and_hour(call->arena, d->today, now);
	added = copy != NULL && add_sample(call, dir, file, name) &&
		rename(d, name, STR("Coop B")) &&
		lower_some(d, case_view(d, name, 0));
	d->today = today;
	d->now = now;
	added = added &&
		add_round(call, name, copy) &&
		rename(d, name, STR("Coop B"));
	if (copy != NULL)
		unlink(copy);
	return added;
}

/* --- the samples ------------------------------------------------------------ */

/* What the samples have become besides. */
struct besides {
	const char *folder;	/* where the file of cases is */
	bool live, twice;
};

static bool add_case(struct call *call, const char *dir, const char *file,
		     struct besides *b)
{
	struct desk *d = call->desk;
	const struct case_view *view;
	struct closing_done done;

	if (!add_sample(call, dir, file, case_of(file)))
		return false;
	view = case_view(d, case_of(file), 0);
	if (view == NULL)
		return false;
	if (collection_of(d, view).people == 0) {
		if (b->twice)
			return true;
		b->twice = true;
		return add_return(call, dir, file, b->folder);
	}
	if (!collection_close(d, view, &done))
		return false;
	if (b->live)
		return true;
	b->live = true;
	return add_campaign(call, dir, file);
}

static bool add_samples(struct call *call, const char *folder)
{
	const char *dir =
	    path_join(call->arena, call->desk->pack_dir, "samples");
	struct folder samples = folder_at(call->arena, dir);
	size_t count = 0;
	struct besides besides = { .folder = folder };
	const char **files = folder_list(call->arena, &samples, &count);

	for (size_t i = 0; files != NULL && i < count; i++)
		if (str_ends(str_from(files[i]), ".yaml") &&
		    !add_case(call, dir, files[i], &besides))
			return false;
	return true;
}

const char *demo_make(struct call *call)
{
	const char *path = make_place(call);
	bool made;

	if (path == NULL)
		return NULL;
	made = desk_open(call->desk, path, STORE_CREATE) &&
	       add_samples(call, path_parent(call->arena, path));
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
