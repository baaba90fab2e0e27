/* Files made, works done in other processes, and what is left looked at. */
#include "victim.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <time.h>

#include "base/file.h"

/* What is known of a number: acknowledged; which of its three answers. */
enum { ACKED = 1, ANSWERED = 2, THREE = 3 };

void victim_fault(struct victim *v, const char *format, ...)
{
	va_list args;

	printf("FAILED %s: ", v->doing);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	v->failures++;
}

uint32_t chance_below(uint64_t *seed, uint32_t limit)
{
	uint32_t number;

	fill_counting(seed, &number, sizeof(number));
	return number % limit;
}

/* --- files ------------------------------------------------------------------- */

void copy_file(const char *from, const char *to)
{
	struct arena *a = arena_open();
	struct str bytes;
	FILE *file = fopen(to, "wb");

	if (file == NULL || file_read(a, from, 1u << 30, &bytes) != 0 ||
	    fwrite(bytes.at, 1, bytes.len, file) != bytes.len ||
	    fclose(file) != 0)
		die("cannot copy %s to %s", from, to);
	arena_close(a);
}

static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

static void with_ending(char path[128], const char *start, const char *ending)
{
	snprintf(path, 128, "%s%s", start, ending);
}

void remove_file_of_cases(const char *path)
{
	char one[128];

	for (int i = 0; i < 4; i++) {
		with_ending(one, path, endings[i]);
		unlink(one);
	}
}

bool victim_holds_secret(struct victim *v)
{
	struct arena *a = arena_open();
	bool found = false;

	for (int i = 0; i < 4; i++) {
		struct str bytes;
		char one[128];

		with_ending(one, v->f.path, endings[i]);
		if (file_read(a, one, 1u << 30, &bytes) == 0 &&
		    str_find(bytes, STR(SECRET), 0) != SIZE_MAX)
			found = true;
	}
	arena_close(a);
	return found;
}

static void open_or_die(struct victim *v, const char *path)
{
	if (store_open(&v->f.store, path, STORE_CREATE, &v->f.chance,
		       &v->f.diags) != STORE_DONE)
		die("cannot make %s", path);
}

static void close_it(struct victim *v)
{
	store_close(v->f.store);
	v->f.store = NULL;
}

/* Some answers, so that there are pages to lose. */
static void say_many(struct victim *v, const struct small_case *c)
{
	struct change changes[41];
	struct answer_record secret = {
		.respondent = c->leader, .question = STR("secret"),
		.kind = ANSWER_VALUE, .value = STR("4"), .note = STR(SECRET),
	};

	for (int i = 0; i < 40; i++) {
		char question[20];

		snprintf(question, sizeof(question), "before_%d", i);
		changes[i] = make_answer(&v->f, c->chain,
					 i % 2 ? c->leader : c->staff,
					 question, "3");
	}
	changes[40] = change_answer(v->f.arena, &noon, c->chain, &secret);
	if (store_save(v->f.store, changes, 41, &v->f.diags) != STORE_DONE)
		die("cannot fill %s", v->f.path);
}

void victim_adopt(struct victim *v, const char *folder)
{
	*v = (struct victim){ .doing = "making", .acks = -1 };
	snprintf(v->f.folder, sizeof(v->f.folder), "%s", folder);
	snprintf(v->f.path, sizeof(v->f.path), "%s/cases.jalon", folder);
	snprintf(v->first, sizeof(v->first), "%s/first.jalon", folder);
	snprintf(v->away, sizeof(v->away), "%s/away.jalon", folder);
	snprintf(v->copy, sizeof(v->copy), "%s/copy.jalon", folder);
	v->numbers = calloc(MOST_NUMBERS, 1);
	if (v->numbers == NULL)
		die("no memory");
	v->f.chance = (struct chance){ fill_counting, &v->f.seed };
	v->f.arena = arena_open();
	diags_init(&v->f.diags, v->f.arena);
}

void victim_make(struct victim *v, const char *folder, uint64_t seed)
{
	struct small_case away;

	victim_adopt(v, folder);
	v->f.seed = seed;
	remove_file_of_cases(v->first);
	remove_file_of_cases(v->away);
	open_or_die(v, v->first);
	v->c = cases_add(&v->f, "epicerie");
	say_many(v, &v->c);
	cases_add(&v->f, "boulangerie");
	close_it(v);
	open_or_die(v, v->away);
	away = cases_add(&v->f, "quincaillerie");
	say_many(v, &away);
	v->away_case = away.chain;
	close_it(v);
}

void victim_drop(struct victim *v)
{
	arena_close(v->f.arena);
	free(v->numbers);
}

void victim_fresh(struct victim *v, const struct work *work)
{
	remove_file_of_cases(v->f.path);
	remove_file_of_cases(v->copy);
	copy_file(v->first, v->f.path);
	memset(v->numbers, 0, MOST_NUMBERS);
	v->next = v->acknowledged = 0;
	if (work != NULL && work->prepare != NULL)
		work->prepare(v);
}

/* --- works --------------------------------------------------------------------- */

/* A saving is three answers, `q7`, `r7`, `s7`: all or none. */
static void make_saving(struct arena *a, const struct victim *v,
			uint32_t number, struct change changes[THREE])
{
	for (int i = 0; i < THREE; i++) {
		struct buf question = buf_make(a), value = buf_make(a);
		struct answer_record r = { .respondent = v->c.leader,
					   .kind = ANSWER_VALUE };

		buf_fmt(&question, "%c%u", 'q' + i, number);
		buf_fmt(&value, "%u", number);
		r.question = buf_view(&question);
		r.value = buf_view(&value);
		changes[i] = change_answer(a, &noon, v->c.chain, &r);
	}
}

static void acknowledge(const struct victim *v, uint32_t number)
{
	if (write(v->acks, &number, sizeof(number)) != sizeof(number))
		_exit(98);
}

static enum store_result open_it(struct victim *v, enum store_opening how)
{
	return store_open(&v->f.store, v->f.path, how, &v->f.chance,
			  &v->f.diags);
}

static enum store_result save(struct victim *v)
{
	struct arena *a = arena_open();
	enum store_result result = open_it(v, STORE_WRITE);

	for (uint32_t i = 0; i < v->savings && result == STORE_DONE; i++) {
		struct change changes[THREE];

		make_saving(a, v, v->next + i, changes);
		result = store_save(v->f.store, changes, THREE, &v->f.diags);
		if (result == STORE_DONE)
			acknowledge(v, v->next + i);
		arena_reset(a);
	}
	arena_close(a);
	close_it(v);
	return result;
}

enum { SAVERS = 4 };

struct saving {
	struct victim *victim;
	struct saver *saver;
	struct diags diags;
	uint32_t first;
	enum store_result result;
};

static void *save_beside(void *context)
{
	struct saving *mine = context;
	struct victim *v = mine->victim;
	struct arena *a = arena_open();

	diags_init(&mine->diags, a);
	mine->result = STORE_DONE;
	for (uint32_t i = mine->first;
	     i < v->savings && mine->result == STORE_DONE; i += SAVERS) {
		struct change changes[THREE];

		make_saving(a, v, v->next + i, changes);
		mine->result = saver_save(mine->saver, changes, THREE,
					  &mine->diags);
		if (mine->result == STORE_DONE)
			acknowledge(v, v->next + i);
	}
	if (mine->result != STORE_DONE && mine->diags.count == 0)
		_exit(99);
	arena_close(a);
	return NULL;
}

static enum store_result save_together(struct victim *v)
{
	enum store_result result = open_it(v, STORE_WRITE);
	struct saving savings[SAVERS];
	pthread_t threads[SAVERS];
	struct saver *saver;

	if (result != STORE_DONE)
		return result;
	saver = saver_open(v->f.store);
	for (uint32_t i = 0; i < SAVERS; i++) {
		savings[i] = (struct saving){ .victim = v, .saver = saver,
					      .first = i };
		if (pthread_create(&threads[i], NULL, save_beside,
				   &savings[i]) != 0)
			die("no thread");
	}
	for (int i = 0; i < SAVERS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < SAVERS; i++)
		if (savings[i].result != STORE_DONE)
			_exit(savings[i].result == STORE_FAILED ? 3 : 1);
	saver_close(saver);
	close_it(v);
	return STORE_DONE;
}

static void no_file(struct victim *v)
{
	remove_file_of_cases(v->f.path);
}

/* One of the first format; JALON_FORMATS is where the dumps are. */
static void old_file(struct victim *v)
{
	const char *folder = getenv("JALON_FORMATS");
	struct arena *a = arena_open();
	struct str dump;
	sqlite3 *db;

	remove_file_of_cases(v->f.path);
	folder = folder == NULL ? "tests/formats" : folder;
	if (file_read(a, path_join(a, folder, "1.sql"), 16u << 20, &dump) != 0)
		die("no dump in %s", folder);
	if (sqlite3_open(v->f.path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, dump.at, NULL, NULL, NULL) != SQLITE_OK)
		die("cannot make %s", v->f.path);
	sqlite3_close(db);
	arena_close(a);
}

static enum store_result make_it(struct victim *v)
{
	enum store_result result = open_it(v, STORE_CREATE);

	close_it(v);
	return result;
}

static enum store_result back_up(struct victim *v)
{
	enum store_result result = open_it(v, STORE_READ);

	if (result == STORE_DONE)
		result = store_backup(v->f.store, v->copy, &v->f.diags);
	close_it(v);
	return result;
}

static enum store_result take_out(struct victim *v)
{
	enum store_result result = open_it(v, STORE_READ);

	if (result == STORE_DONE)
		result = store_export(v->f.store, v->c.chain, true, v->copy,
				      &v->f.diags);
	close_it(v);
	return result;
}

static enum store_result take_in(struct victim *v)
{
	enum store_result result = open_it(v, STORE_WRITE);
	struct store *away = NULL;

	if (result == STORE_DONE)
		result = store_open(&away, v->away, STORE_READ, &v->f.chance,
				    &v->f.diags);
	if (result == STORE_DONE)
		result = store_adopt(v->f.store, away, v->away_case,
				     &v->f.diags);
	store_close(away);
	close_it(v);
	return result;
}

static enum store_result erase_leader(struct victim *v)
{
	enum store_result result = open_it(v, STORE_WRITE);

	if (result == STORE_DONE)
		result = store_erase_person(v->f.store, &noon, v->c.chain,
					    v->c.leader, &v->f.diags);
	close_it(v);
	return result;
}

static enum store_result erase_case(struct victim *v)
{
	enum store_result result = open_it(v, STORE_WRITE);

	if (result == STORE_DONE)
		result = store_erase_case(v->f.store, &noon, v->c.chain,
					  &v->f.diags);
	close_it(v);
	return result;
}

static enum store_result examine(struct victim *v)
{
	enum store_result result = open_it(v, STORE_WRITE);

	if (result == STORE_DONE)
		result = store_doctor(v->f.store, true, &v->f.diags);
	close_it(v);
	return result;
}

const struct work works[] = {
	{ .name = "save", .run = save },
	{ .name = "savers", .run = save_together },
	{ .name = "make", .atomic = true, .prepare = no_file, .run = make_it },
	{ .name = "bring up to date", .atomic = true, .prepare = old_file,
	  .run = make_it },
	{ .name = "backup", .atomic = true, .run = back_up },
	{ .name = "export", .atomic = true, .run = take_out },
	{ .name = "adopt", .atomic = true, .run = take_in },
	{ .name = "erase a person", .atomic = true, .erases = true,
	  .run = erase_leader },
	{ .name = "erase a case", .atomic = true, .erases = true,
	  .run = erase_case },
	{ .name = "doctor", .atomic = true, .run = examine },
};
const size_t work_count = sizeof(works) / sizeof(works[0]);

/* --- in another process ----------------------------------------------------------- */

int victim_work(struct victim *v, const void *context)
{
	const struct work *work = context;
	enum store_result result = work->run(v);

	if (result == STORE_DONE)
		return 0;
	if (v->f.diags.count == 0)
		return 99;
	return result == STORE_FAILED ? 3 : 1;
}

static void remember(struct victim *v, uint32_t number)
{
	if (number >= MOST_NUMBERS)
		die("too many numbers");
	v->numbers[number] |= ACKED;
	v->acknowledged++;
	if (number >= v->next)
		v->next = number + 1;
}

static void hear(struct victim *v, int pipe_end)
{
	uint32_t number;

	while (read(pipe_end, &number, sizeof(number)) == sizeof(number))
		remember(v, number);
	/* What was being saved may be there: others take other numbers. */
	v->next += SAVERS;
}

static void wait_and_kill(pid_t child, long microseconds)
{
	struct timespec pause = { microseconds / 1000000,
				  microseconds % 1000000 * 1000 };

	if (microseconds < 0)
		return;
	while (nanosleep(&pause, &pause) != 0 && errno == EINTR)
		;
	kill(child, SIGKILL);
}

int victim_run(struct victim *v, int (*work)(struct victim *, const void *),
	       const void *context, long microseconds)
{
	int ends[2], status;
	pid_t child;

	fflush(stdout);
	/* Large enough that nobody waits for us to read. */
	if (pipe(ends) != 0 || fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) < 0)
		die("no pipe");
	child = fork();
	if (child < 0)
		die("no process");
	if (child == 0) {
		close(ends[0]);
		v->acks = ends[1];
		_exit(work(v, context));
	}
	close(ends[1]);
	wait_and_kill(child, microseconds);
	waitpid(child, &status, 0);
	hear(v, ends[0]);
	close(ends[0]);
	return status;
}

/* --- what is left --------------------------------------------------------------------- */

static void note_answer(struct victim *v, const struct answer_record *r)
{
	char question[24], value[24];
	uint32_t number;
	char letter;

	snprintf(question, sizeof(question), "%.*s", STR_ARGS(r->question));
	snprintf(value, sizeof(value), "%.*s", STR_ARGS(r->value));
	if (sscanf(question, "%c%u", &letter, &number) != 2 ||
	    letter < 'q' || letter >= 'q' + THREE || number >= MOST_NUMBERS)
		return;
	v->numbers[number] = (unsigned char)(v->numbers[number] |
					     ANSWERED << (letter - 'q'));
	if (strtoul(value, NULL, 10) != number)
		victim_fault(v, "%s says %s", question, value);
}

/* Each acknowledged number has three answers, any other three or none. */
static void check_numbers(struct victim *v, const struct answer_record *all,
			  uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		note_answer(v, &all[i]);
	for (uint32_t n = 0; n < v->next + SAVERS; n++) {
		int answers = v->numbers[n] >> 1;
		bool acked = v->numbers[n] & ACKED;

		if (answers != 7 && (acked || answers != 0))
			victim_fault(v, "saving %u%s: answers %d", n,
				     acked ? ", acknowledged" : "", answers);
		v->numbers[n] &= ACKED;
	}
}

static void describe_case(struct victim *v, struct store *s, struct buf *out,
			  const struct case_record *c)
{
	uint32_t count, rounds, erased = 0;
	const struct journal_entry *journal =
	    store_journal(s, v->f.arena, c->id, &count);
	const struct round_record *round =
	    store_rounds(s, v->f.arena, c->id, &rounds);

	for (uint32_t i = 0; i < count; i++)
		erased += journal[i].payload.len == 0;
	buf_fmt(out, "%.*s: %u changes, %u erased", STR_ARGS(c->name), count,
		erased);
	for (uint32_t i = 0; i < rounds; i++) {
		const struct answer_record *answers =
		    store_answers(s, v->f.arena, round[i].id, &count);

		buf_fmt(out, ", %u answers", count);
		if (str_eq(round[i].id, v->c.round) && v->acknowledged > 0)
			check_numbers(v, answers, count);
	}
	buf_fmt(out, "; ");
}

static void describe(struct victim *v, struct store *s, struct buf *out)
{
	uint32_t count;
	const struct case_record *all = store_cases(s, v->f.arena, &count);

	for (uint32_t i = 0; i < count; i++)
		describe_case(v, s, out, &all[i]);
	if (store_trouble(s, &v->f.diags) != STORE_DONE)
		victim_fault(v, "cannot be read: %s", last_slug(&v->f));
}

static void look_at(struct victim *v, const char *path, struct buf *out)
{
	struct store *s;

	/* No making that was cut short leaves an empty one. */
	if (!file_exists(path)) {
		buf_fmt(out, "nothing");
		return;
	}
	if (store_open(&s, path, STORE_WRITE, &v->f.chance, &v->f.diags) !=
	    STORE_DONE) {
		victim_fault(v, "%s does not open: %s", path,
			     last_slug(&v->f));
		return;
	}
	if (store_doctor(s, false, &v->f.diags) != STORE_DONE)
		victim_fault(v, "%s is not well: %s", path, last_slug(&v->f));
	describe(v, s, out);
	store_close(s);
}

void victim_look(struct victim *v, char state[STATE_LENGTH])
{
	struct arena *kept = v->f.arena;
	struct buf out;

	v->f.arena = arena_open();
	diags_init(&v->f.diags, v->f.arena);
	out = buf_make(v->f.arena);
	look_at(v, v->f.path, &out);
	buf_fmt(&out, " | copy: ");
	look_at(v, v->copy, &out);
	snprintf(state, STATE_LENGTH, "%.*s", STR_ARGS(buf_view(&out)));
	arena_close(v->f.arena);
	v->f.arena = kept;
	diags_init(&v->f.diags, kept);
}
