/*
 * Memory that is refused: the Nth allocation of a piece of work fails, and
 * all after it or none. The process says so and ends, or does without; the
 * file is well, and what was acknowledged is there.
 *
 *	starved FOLDER SEED TIMES	so many allocations of each work, spread
 *
 * SQLite's allocations go through its own methods, ours through the linker's
 * --wrap (see the Makefile).
 */
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "victim.h"

/* Allocations before the one that fails; negative: none does. */
struct famine {
	long left;
	bool forever;
	long seen;
};
/* An allocator is asked without an argument of ours: this is a global. */
static struct famine famine = { .left = -1 };

static bool refused(void)
{
	famine.seen++;
	if (famine.left < 0)
		return false;
	if (famine.left > 0) {
		famine.left--;
		return false;
	}
	if (!famine.forever)
		famine.left = -1;
	return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size)
{
	return refused() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return refused() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return refused() ? NULL : __real_realloc(old, size);
}

/* SQLite's own, kept to be called. */
static sqlite3_mem_methods plain;

static void *sqlite_malloc(int size)
{
	return refused() ? NULL : plain.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
	return refused() ? NULL : plain.xRealloc(old, size);
}

static void take_over(void)
{
	sqlite3_mem_methods ours;

	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
	ours = plain;
	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
	sqlite3_initialize();
}

struct job {
	const struct work *work;
	long nth;		/* negative: none fails */
	bool forever;
	long *seen;		/* shared memory: how many there were */
};

static int starve(struct victim *v, const void *context)
{
	const struct job *job = context;
	int code;

	if (freopen("/dev/null", "w", stderr) == NULL)
		return 97;
	famine = (struct famine){ .left = job->nth, .forever = job->forever };
	code = victim_work(v, job->work);
	*job->seen = famine.seen;
	return code;
}

static void starve_once(struct victim *v, const struct job *job,
			const char *before, const char *after, bool *ended)
{
	char state[STATE_LENGTH];
	int status;

	victim_fresh(v, job->work);
	status = victim_run(v, starve, job, -1);
	*ended = WIFEXITED(status) && WEXITSTATUS(status) == 3;
	if (!*ended && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		victim_fault(v, "allocation %ld%s: status %x", job->nth,
			     job->forever ? " and all after" : "", status);
	victim_look(v, state);
	if (job->work->atomic && strcmp(state, before) != 0 &&
	    strcmp(state, after) != 0)
		victim_fault(v, "allocation %ld: half done: %s", job->nth,
			     state);
}

/* In peace: the state it leads to, and how many allocations that takes. */
static void count_allocations(struct victim *v, struct job *job, char *after)
{
	int status;

	victim_fresh(v, job->work);
	job->nth = -1;
	status = victim_run(v, starve, job, -1);
	if (status != 0)
		victim_fault(v, "ends with status %x in peace", status);
	victim_look(v, after);
}

static void starve_work(struct victim *v, struct job *job, uint64_t *seed,
			uint32_t wanted)
{
	char before[STATE_LENGTH], after[STATE_LENGTH];
	uint32_t all, step, ends = 0;

	v->doing = job->work->name;
	victim_fresh(v, job->work);
	victim_look(v, before);
	count_allocations(v, job, after);
	all = (uint32_t)*job->seen;
	step = all / wanted + 1;
	for (uint32_t i = 0; i < wanted; i++) {
		bool ended;

		job->nth = i * step + chance_below(seed, step);
		job->forever = i % 2;
		starve_once(v, job, before, after, &ended);
		ends += ended;
	}
	printf("%u of %u allocations refused, %s: ended by it %u times\n",
	       wanted, all, job->work->name, ends);
}

int main(int argc, char **argv)
{
	struct victim v;
	struct job job = { 0 };
	uint64_t seed;

	if (argc != 4)
		return 2;
	take_over();
	seed = strtoull(argv[2], NULL, 10);
	victim_make(&v, argv[1], seed);
	v.savings = 3;
	job.seen = mmap(NULL, sizeof(*job.seen), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (job.seen == MAP_FAILED)
		die("no shared memory");
	for (size_t i = 0; i < work_count; i++) {
		job.work = &works[i];
		starve_work(&v, &job, &seed,
			    (uint32_t)strtoul(argv[3], NULL, 10));
	}
	if (v.failures > 0)
		printf("seed %s\n", argv[2]);
	victim_drop(&v);
	return v.failures > 0;
}
