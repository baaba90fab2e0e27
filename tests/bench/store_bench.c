/*
 * The measures of the file of cases. Nothing here passes or fails.
 *
 *	store_bench write FOLDER	one writer beside the disk's own rate
 *	store_bench savers FOLDER	64 savers beside one, slow disk and real
 *	store_bench make FILE PACK ANSWERS CASES RESPONDENTS
 *					a large file of cases, of one sample
 *	store_bench read FILE PACK	it is opened, listed, scored
 */
#include <fcntl.h>
#include <pthread.h>
#include <time.h>

#include "app/portfolio.h"
#include "slow_disk.h"

#include "../unit/store_case.h"

enum { RUNS = 5, ASKED = 64 /* savers at the same time */ };

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Where others work on the machine too, nearer to what it is alone. */
static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

/* --- one writer ------------------------------------------------------------- */

/* A file of cases in a folder that is there. */
static struct small_case open_file(struct file_of_cases *f,
				   const char *folder)
{
	*f = (struct file_of_cases){ .seed = 3 };
	snprintf(f->path, sizeof(f->path), "%s/bench.jalon", folder);
	f->chance = (struct chance){ fill_counting, &f->seed };
	f->arena = arena_open();
	diags_init(&f->diags, f->arena);
	unlink(f->path);
	if (store_open(&f->store, f->path, STORE_CREATE, &f->chance,
		       &f->diags) != STORE_DONE)
		die("cannot make %s", f->path);
	return cases_add(f, "epicerie");
}

static void close_file(struct file_of_cases *f)
{
	store_close(f->store);
	unlink(f->path);
	arena_close(f->arena);
}

/* As an interview does: one answer, then the wait. Answers a second. */
static double rate_of_saving(struct file_of_cases *f,
			     const struct small_case *c, double during)
{
	struct arena *a = arena_open();
	double start = seconds(), now = start;
	uint32_t saved = 0;

	while (now - start < during) {
		struct buf question = buf_make(a);
		struct answer_record r = { .respondent = c->leader,
					   .kind = ANSWER_VALUE,
					   .value = STR("3") };
		struct change change;

		buf_fmt(&question, "q%u", saved++ % 61);
		r.question = buf_view(&question);
		change = change_answer(a, &noon, c->chain, &r);
		if (store_save(f->store, &change, 1, &f->diags) != STORE_DONE)
			die("not saved");
		arena_reset(a);
		now = seconds();
	}
	arena_close(a);
	return saved / (now - start);
}

/* A page written over, then on the disk: the least that is durable. */
static double rate_of_disk(const char *folder, double during)
{
	enum { PAGE = 4096, PAGES = 64 };
	static char page[PAGE];
	char path[128];
	double start, now;
	uint32_t written = 0;
	int fd;

	snprintf(path, sizeof(path), "%s/bench.page", folder);
	fd = open(path, O_CREAT | O_RDWR | O_TRUNC, 0600);
	for (int i = 0; i < PAGES; i++)
		if (pwrite(fd, page, PAGE, i * PAGE) != PAGE)
			die("cannot write %s", path);
	if (fd < 0 || fsync(fd) != 0)
		die("cannot write %s", path);
	start = now = seconds();
	while (now - start < during) {
		page[0]++;
		if (pwrite(fd, page, PAGE, written++ % PAGES * PAGE) != PAGE ||
		    fdatasync(fd) != 0)
			die("cannot write %s", path);
		now = seconds();
	}
	close(fd);
	unlink(path);
	return written / (now - start);
}

static void bench_write(const char *folder)
{
	double disk[RUNS], saving[RUNS], shares[RUNS], share;
	struct file_of_cases f;
	struct small_case c = open_file(&f, folder);

	for (int i = 0; i < RUNS; i++) {
		disk[i] = rate_of_disk(folder, 1);
		saving[i] = rate_of_saving(&f, &c, 1);
		shares[i] = saving[i] / disk[i];
	}
	close_file(&f);
	printf("  %-44s %8.0f/s\n", "the disk: overwrite and fdatasync",
	       median(disk, RUNS));
	share = median(shares, RUNS);
	printf("  %-44s %8.0f/s, %.2f of the disk (%.2f to %.2f)\n",
	       "one writer", median(saving, RUNS), share, shares[0],
	       shares[RUNS - 1]);
}

/* --- savers ------------------------------------------------------------------- */

struct saving {
	struct saver *saver;
	const struct small_case *c;
	int number;
	double until;
	uint32_t saved;
};

static void *save_until(void *context)
{
	struct saving *mine = context;
	struct arena *a = arena_open();
	struct diags heard;

	while (seconds() < mine->until) {
		struct buf question = buf_make(a);
		struct answer_record r = { .respondent = mine->c->leader,
					   .kind = ANSWER_VALUE,
					   .value = STR("3") };
		struct change change;

		diags_init(&heard, a);
		buf_fmt(&question, "q%d_%u", mine->number, mine->saved % 61);
		r.question = buf_view(&question);
		change = change_answer(a, &noon, mine->c->chain, &r);
		if (saver_save(mine->saver, &change, 1, &heard) != STORE_DONE)
			die("not saved");
		mine->saved++;
		arena_reset(a);
	}
	arena_close(a);
	return NULL;
}

static double rate_of_savers(const char *folder, int count, double during)
{
	struct file_of_cases f;
	struct small_case c = open_file(&f, folder);
	struct saver *saver = saver_open(f.store);
	struct saving savings[ASKED];
	pthread_t threads[ASKED];
	double start = seconds();
	uint32_t saved = 0;

	for (int i = 0; i < count; i++) {
		savings[i] = (struct saving){ saver, &c, i, start + during,
					      0 };
		if (pthread_create(&threads[i], NULL, save_until,
				   &savings[i]) != 0)
			die("no thread");
	}
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		saved += savings[i].saved;
	}
	saver_close(saver);
	during = seconds() - start;
	close_file(&f);
	return saved / during;
}

static void bench_savers(const char *folder)
{
	static const long waits[] = { 4, 0 };
	struct slow_disk slow = { 0 };

	for (int i = 0; i < 2; i++) {
		double one[RUNS], many[RUNS], together, alone;

		if (waits[i] > 0)
			slow_disk_begin(&slow, waits[i]);
		for (int r = 0; r < RUNS; r++) {
			one[r] = rate_of_savers(folder, 1, 0.5);
			many[r] = rate_of_savers(folder, ASKED, 0.5);
		}
		if (waits[i] > 0)
			slow_disk_end(&slow);
		together = median(many, RUNS);
		alone = median(one, RUNS);
		printf("  %-44s %8.0f/s, %.0f/s alone: %.0f times\n",
		       waits[i] > 0 ? "64 savers, a disk of 4 ms"
				    : "64 savers, this disk",
		       together, alone, together / alone);
	}
}

/* --- a large file --------------------------------------------------------------- */

static struct desk open_desk(const char *path, const char *pack,
			     enum store_opening how, struct diags *diags)
{
	struct desk d = {
		.arena = arena_open(),
		.shelf = shelf_open(),
		.diags = diags,
		.chance = chance_system(),
		.now = STR("2026-11-22T12:00:00Z"),
		.today = STR("2026-11-22"),
		.by = STR("bench"),
		.pack_dir = pack,
	};

	diags_init(diags, d.arena);
	if (!desk_open(&d, path, how))
		die("%s does not open", path);
	return d;
}

static void close_desk(struct desk *d)
{
	desk_close(d);
	arena_close(d->arena);
	shelf_close(d->shelf);
}

/* What the sample says, but for levels, other for each respondent. */
static struct str made_value(struct arena *a, const struct question *q,
			     const struct answer *said, uint32_t seed)
{
	struct answer answer = *said;

	if (q->type == QUESTION_LEVEL)
		answer.choice = (uint8_t)(seed % 5);
	return case_value(a, q, &answer);
}

struct making {
	struct desk *d;
	const struct pack *pack;
	const struct answer *sample;	/* by question */
	struct stamp stamp;
	struct change *changes;
	size_t count;
	uint32_t answers;
};

static void add_respondent(struct making *m, struct str chain,
			   struct str round, uint32_t seed)
{
	struct arena *a = m->d->arena;
	struct buf name = buf_make(a);
	struct respondent_record who = { .id = desk_new_id(m->d),
					 .round = round,
					 .group = seed % 3 ? GROUP_EXPERTS
							   : GROUP_LEADERS };

	buf_fmt(&name, "Personne %u", seed);
	who.name = buf_view(&name);
	m->changes[m->count++] = change_respondent(a, &m->stamp, chain, &who);
	for (uint32_t i = 0; i < m->pack->question_count; i++) {
		const struct question *q = &m->pack->questions[i];
		struct answer_record r = { .respondent = who.id,
					   .question = q->id,
					   .kind = ANSWER_VALUE };

		if (m->sample[i].kind != ANSWER_VALUE)
			continue;
		r.value = made_value(a, q, &m->sample[i],
				     seed * 7 + i * 3 + seed / 11);
		m->changes[m->count++] = change_answer(a, &m->stamp, chain,
						       &r);
		m->answers++;
	}
}

static void add_case(struct making *m, struct str pack, uint32_t number,
		     uint32_t respondents)
{
	struct arena *a = m->d->arena;
	struct buf name = buf_make(a);
	struct case_record c = { .id = desk_new_id(m->d),
				 .opened = m->d->today };
	struct round_record round = { .id = desk_new_id(m->d),
				      .date = m->d->today, .pack = pack };

	buf_fmt(&name, "client-%04u", number);
	c.name = c.client = buf_view(&name);
	m->count = 0;
	m->changes[m->count++] = change_case(a, &m->stamp, &c);
	m->changes[m->count++] = change_round(a, &m->stamp, c.id, &round);
	for (uint32_t i = 0; i < respondents; i++)
		add_respondent(m, c.id, round.id, number * respondents + i);
	if (!desk_save(m->d, m->changes, m->count))
		die("case %u is not saved", number);
}

static void bench_make(const char *path, const char *pack_dir,
		       const char *sample, uint32_t cases,
		       uint32_t respondents)
{
	struct diags diags;
	struct desk d = open_desk(path, pack_dir, STORE_CREATE, &diags);
	struct arena *whole = d.arena;
	struct making m = { .d = &d };
	double start = seconds();
	struct str digest = desk_keep_pack(&d);

	m.pack = desk_today_pack(&d);
	if (digest.len == 0)
		die("%s does not load", pack_dir);
	m.sample = answers_load(whole, m.pack, sample, &diags)->sets[0].answers;
	m.stamp = desk_stamp(&d);
	m.changes = ARENA_ARRAY(whole,
				2 + respondents * (m.pack->question_count + 1),
				struct change);
	d.arena = arena_open();
	for (uint32_t i = 0; i < cases; i++) {
		add_case(&m, digest, i, respondents);
		arena_reset(d.arena);
	}
	printf("  %-44s %8.1f s, %u answers, %u by each of %u in %u cases\n",
	       "made, saved by cases", seconds() - start, m.answers,
	       m.answers / cases / respondents, respondents, cases);
	arena_close(d.arena);
	d.arena = whole;
	close_desk(&d);
}

struct reading {
	double open, list, pack, score, again, all;
	double portfolio, portfolio_cpu, items, items_cpu;
	uint32_t cases, sets, scored;
};

/* Every case, without its notes, scored: what statistics begin with. */
static void score_all(struct desk *d, const struct case_record *all,
		      struct reading *r)
{
	struct arena *whole = d->arena, *each = arena_open();
	struct arena *scratch = arena_open();
	double start = seconds();
	struct engine *engine = engine_open(whole, desk_today_pack(d));

	for (uint32_t i = 0; i < r->cases; i++) {
		struct diags diags;
		struct case_view *v;
		struct answers *answers;
		struct node *document;

		d->arena = each;
		diags_init(&diags, each);
		v = case_view(d, all[i].name, 0);
		if (v == NULL)
			die("cannot read case %u", i);
		document = case_document(d, v, STAFF_PUBLISHED, true);
		answers = answers_read(each, v->pack, document, &diags);
		r->sets += v->respondent_count;
		if (answers != NULL &&
		    score_again(engine, answers, &diags) != NULL)
			r->scored++;
		arena_reset(each);
		arena_reset(scratch);
	}
	r->all = seconds() - start;
	d->arena = whole;
	arena_close(each);
	arena_close(scratch);
}

static double score_one(struct desk *d, struct str name)
{
	double start = seconds();
	struct case_view *v = case_view(d, name, 0);

	if (v == NULL || case_score(d, v, v->pack) == NULL)
		die("does not score: %s", message_slug(
			d->diags->items[d->diags->count - 1].message));
	return (seconds() - start) * 1e3;
}

static void bench_read(const char *path, const char *pack_dir)
{
	struct diags diags;
	struct reading r = { 0 };
	double start = seconds(), cpu;
	struct desk d = open_desk(path, pack_dir, STORE_READ, &diags);
	const struct case_record *all;

	r.open = (seconds() - start) * 1e3;
	start = seconds();
	all = store_cases(d.store, d.arena, &r.cases);
	r.list = (seconds() - start) * 1e3;
	start = seconds();
	desk_today_pack(&d);
	r.pack = (seconds() - start) * 1e3;
	r.score = score_one(&d, all[r.cases / 2].name);
	r.again = score_one(&d, all[r.cases / 3].name);
	printf("  %-44s %8.2f ms\n", "open", r.open);
	printf("  %-44s %8.2f ms, %u cases\n", "list", r.list, r.cases);
	printf("  %-44s %8.2f ms, then %.2f ms (the pack: %.2f ms)\n",
	       "open and score one case", r.score, r.again, r.pack);
	score_all(&d, all, &r);
	start = seconds();
	cpu = cpu_seconds();
	if (portfolio_of(&d) == NULL)
		die("no portfolio");
	r.portfolio = seconds() - start;
	r.portfolio_cpu = cpu_seconds() - cpu;
	start = seconds();
	cpu = cpu_seconds();
	if (portfolio_items(&d) == NULL)
		die("no items");
	r.items = seconds() - start;
	r.items_cpu = cpu_seconds() - cpu;
	printf("  %-44s %8.2f s, %u answer sets, %u cases scored\n",
	       "read and score them all", r.all, r.sets, r.scored);
	printf("  %-44s %8.2f s, CPU %.2f s\n", "the portfolio", r.portfolio,
	       r.portfolio_cpu);
	printf("  %-44s %8.2f s, CPU %.2f s\n", "statistics of its items",
	       r.items, r.items_cpu);
	close_desk(&d);
}

int main(int argc, char **argv)
{
	const char *mode = argc > 2 ? argv[1] : "";

	if (strcmp(mode, "write") == 0)
		bench_write(argv[2]);
	else if (strcmp(mode, "savers") == 0)
		bench_savers(argv[2]);
	else if (strcmp(mode, "make") == 0 && argc == 7)
		bench_make(argv[2], argv[3], argv[4], (uint32_t)atol(argv[5]),
			   (uint32_t)atol(argv[6]));
	else if (strcmp(mode, "read") == 0 && argc == 4)
		bench_read(argv[2], argv[3]);
	else
		die("see the head of tests/bench/store_bench.c");
	return 0;
}
