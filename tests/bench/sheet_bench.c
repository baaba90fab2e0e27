/*
 * The measures of pages: what the application does for one, without the
 * network and without waiting for the disk. Nothing here passes or fails.
 *
 *	sheet_bench FOLDER PACK ANSWERS
 */
#include <time.h>

#include "app/sheet.h"
#include "base/arena.h"

#include "../unit/store_case.h"

enum { PAGES = 20, BATCHES = 100, ANSWERS = 6, CHANGES = 200, STAFF = 200 };

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- a case, a leader, the staff ------------------------------------------ */

struct bench {
	struct desk desk;
	struct arena *whole;
	struct diags diags;
	const struct pack *pack;
	const struct answer *sample;	/* by question */
	uint32_t asked[ANSWERS];	/* of the page that is handed in */
	uint32_t round;			/* so that each page says otherwise */
};

static void fail(struct bench *b, const char *what)
{
	struct buf out = buf_make(b->whole);

	diags_write(&out, b->desk.diags, LANG_EN);
	die("%s: %.*s", what, STR_ARGS(buf_view(&out)));
}

static void add_person(struct bench *b, const struct case_view *v,
		       const char *name, enum group group)
{
	struct desk *d = &b->desk;
	struct stamp stamp = group == GROUP_STAFF ? desk_staff_stamp(d)
						  : desk_stamp(d);
	struct respondent_record who = { .id = desk_new_id(d),
					 .round = v->round->id,
					 .name = str_from(name),
					 .group = group };
	struct change changes[CHANGES];
	size_t n = 0;

	changes[n++] =
	    change_respondent(d->arena, &stamp, v->record->id, &who);
	for (uint32_t i = 0; i < b->pack->question_count; i++) {
		const struct question *q = &b->pack->questions[i];
		struct answer_record r = { .respondent = who.id,
					   .question = q->id,
					   .kind = ANSWER_VALUE };

		if (b->sample[i].kind != ANSWER_VALUE || n == CHANGES ||
		    (q->groups >> group & 1) == 0 ||
		    q->from_client != FROM_NOWHERE)
			continue;
		r.value = case_value(d->arena, q, &b->sample[i]);
		changes[n++] = change_answer(d->arena, &stamp, v->record->id,
					     &r);
	}
	if (!desk_save(d, changes, n))
		fail(b, "not saved");
}

/* With what one that was stopped left beside it. */
static const char *fresh_file(struct bench *b, const char *folder)
{
	static const char *const ends[] = { "-wal", "-shm", "" };
	const char *path = NULL;

	for (int n = 0; n < 3; n++) {
		struct buf name = buf_make(b->whole);

		buf_fmt(&name, "%s/sheets.jalon%s", folder, ends[n]);
		path = str_cstr(b->whole, buf_view(&name));
		unlink(path);
	}
	return path;
}

static void open_case(struct bench *b, const char *folder, const char *pack,
		      const char *sample)
{
	const char *path = fresh_file(b, folder);
	struct case_new wanted = { .client = STR("Moulin") };
	const struct case_view *v;
	struct answers *answers;

	b->desk = (struct desk){
		.arena = b->whole,
		.shelf = shelf_open(),
		.diags = &b->diags,
		.chance = chance_system(),
		.now = STR("2026-11-22T12:00:00Z"),
		.today = STR("2026-11-22"),
		.pack_dir = pack,
	};
	if (!desk_open(&b->desk, path, STORE_CREATE) ||
	    case_open_new(&b->desk, &wanted) == NULL)
		fail(b, "no case");
	v = case_view(&b->desk, STR("moulin"), 0);
	if (v == NULL)
		fail(b, "no view");
	b->pack = v->pack;
	answers = answers_load(b->whole, b->pack, sample, &b->diags);
	if (answers == NULL)
		fail(b, "no sample");
	b->sample = answers->sets[0].answers;
	add_person(b, v, "Anne Roy", GROUP_LEADERS);
}

/* The first levels of the leader's that the sample answers. */
static void choose_page(struct bench *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->pack->question_count && n < ANSWERS; i++)
		if (b->pack->questions[i].type == QUESTION_LEVEL &&
		    (b->pack->questions[i].groups & 1) != 0 &&
		    b->sample[i].kind == ANSWER_VALUE)
			b->asked[n++] = i;
	if (n < ANSWERS)
		die("the sample answers too little");
}

/* --- what is measured ------------------------------------------------------ */

static const struct interview_wish leader = {
	.kind = INTERVIEW_NAMED, .name = STR_INIT("Anne Roy")
};
static const struct interview_wish staff = { .kind = INTERVIEW_STAFF };

static struct interview *begin(struct bench *b, const struct case_view *v,
			       const struct interview_wish *wish)
{
	struct interview *i = interview_begin(&b->desk, v, wish);

	if (i == NULL)
		fail(b, "no interview");
	return i;
}

static void hand_in(struct bench *b, struct interview *i)
{
	static const char *const levels[] = { "1", "2", "3", "4", "5" };
	struct saying page[ANSWERS];

	b->round++;
	for (uint32_t n = 0; n < ANSWERS; n++)
		page[n] = (struct saying){
			.question = b->asked[n],
			.kind = SAYING_VALUE,
			.typed = str_from(levels[(b->round + n) % 5]),
			.seen = sheet_mark(i, b->asked[n], b->desk.arena),
		};
	if (!sheet_say(i, page, ANSWERS, LANG_FR, b->desk.diags))
		fail(b, "not handed in");
	for (uint32_t n = 0; n < ANSWERS; n++)
		if (page[n].result != SAYING_SAVED &&
		    page[n].result != SAYING_SAME)
			die("not saved");
}

enum what { VIEWED, SHOWN, SHOWN_TO_STAFF, HANDED_IN, LAID, WHATS };

static void do_one(struct bench *b, enum what what)
{
	const struct case_view *v = case_view(&b->desk, STR("moulin"), 0);
	struct interview *i;

	if (v == NULL)
		fail(b, "no view");
	if (what == VIEWED)
		return;
	i = begin(b, v, what == SHOWN_TO_STAFF ? &staff : &leader);
	if (what == HANDED_IN)
		hand_in(b, i);
	if (what == LAID)
		sheet_path(i, NULL, b->desk.arena);
	interview_end(i);
}

/* Microseconds each, of one batch. */
static double batch_of(struct bench *b, enum what what)
{
	double start = cpu_seconds();

	for (int n = 0; n < PAGES; n++) {
		arena_reset(b->desk.arena);
		diags_init(b->desk.diags, b->desk.arena);
		do_one(b, what);
	}
	return (cpu_seconds() - start) / PAGES * 1e6;
}

/*
 * The best batch of each, in turns: nearer to what the machine is alone,
 * where others work on it too.
 */
static void measure(struct bench *b, double best[WHATS])
{
	struct diags heard;

	b->desk.arena = arena_open();
	b->desk.diags = &heard;
	for (int batch = 0; batch < BATCHES; batch++) {
		for (int w = 0; w < WHATS; w++) {
			double took = batch_of(b, (enum what)w);

			best[w] = batch == 0 || took < best[w] ? took
							       : best[w];
		}
	}
	arena_close(b->desk.arena);
	b->desk.arena = b->whole;
	b->desk.diags = &b->diags;
}

static void print_all(struct bench *b, const char *who)
{
	double us[WHATS];

	measure(b, us);
	printf("  %s\n", who);
	printf("  %-44s %8.1f us\n", "the case at hand", us[VIEWED]);
	printf("  %-44s %8.1f us more\n", "a leader's answers, to show a page",
	       us[SHOWN] - us[VIEWED]);
	printf("  %-44s %8.1f us more\n", "a staff member's",
	       us[SHOWN_TO_STAFF] - us[VIEWED]);
	printf("  %-44s %8.1f us more\n", "the path of pages",
	       us[LAID] - us[SHOWN]);
	printf("  %-44s %8.1f us more\n", "six answers handed in, and saved",
	       us[HANDED_IN] - us[SHOWN]);
}

int main(int argc, char **argv)
{
	struct bench b = { .whole = arena_open() };

	if (argc != 4)
		die("see the head of tests/bench/sheet_bench.c");
	diags_init(&b.diags, b.whole);
	open_case(&b, argv[1], argv[2], argv[3]);
	choose_page(&b);
	print_all(&b, "one leader:");
	for (int n = 0; n < STAFF; n++)
		add_person(&b, case_view(&b.desk, STR("moulin"), 0), "",
			   GROUP_STAFF);
	print_all(&b, "and two hundred of the staff:");
	desk_close(&b.desk);
	shelf_close(b.desk.shelf);
	arena_close(b.whole);
	return 0;
}
