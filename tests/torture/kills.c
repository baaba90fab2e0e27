/*
 * kill -9 at random moments: what was acknowledged is there, what is done in
 * one piece is done or not, and the file is well.
 *
 *	kills FOLDER SEED KILLS			works of victim.c, each KILLS times
 *	kills FOLDER SEED KILLS COMMAND...	a command, as follows
 *
 * A command finds FOLDER/first.jalon, made by who calls, at
 * FOLDER/cases.jalon, and may make FOLDER/copy.jalon. It must end well when
 * nobody kills it, and change something. Each work is killed by chance between
 * its first moment and a little over the time that it took in peace.
 */
#include <sys/wait.h>
#include <time.h>

#include "victim.h"

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct job {
	const char *name;
	const struct work *work;	/* or NULL: a command */
	char *const *command;
	bool atomic;
	uint64_t seed;
	uint32_t kills;
};

static int run_command(struct victim *v, const void *context)
{
	const struct job *job = context;

	(void)v;
	if (freopen("/dev/null", "w", stdout) != NULL)
		execv(job->command[0], job->command);
	return 97;
}

/* Nobody has handed out anything yet when it returns. */
static int run(struct victim *v, const struct job *job, long microseconds)
{
	if (job->work != NULL)
		return victim_run(v, victim_work, job->work, microseconds);
	return victim_run(v, run_command, job, microseconds);
}

struct measured {
	char before[STATE_LENGTH], after[STATE_LENGTH];
	long took;
};

/* Once in peace: what there is before and after, and how long it takes. */
static bool measure(struct victim *v, const struct job *job,
		    struct measured *m)
{
	long start;
	int status;

	v->savings = 20;
	victim_fresh(v, job->work);
	victim_look(v, m->before);
	victim_fresh(v, job->work);
	start = now();
	status = run(v, job, -1);
	m->took = now() - start;
	victim_look(v, m->after);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		victim_fault(v, "ends with status %x in peace", status);
		return false;
	}
	return true;
}

static void kill_once(struct victim *v, struct job *job,
		      const struct measured *m, bool *done)
{
	long most = m->took + m->took / 5;
	long moment = (long)chance_below(&job->seed, (uint32_t)most + 1);
	char state[STATE_LENGTH];
	int status;

	v->savings = UINT32_MAX;
	status = run(v, job, moment);
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		victim_fault(v, "ends with status %x", status);
	victim_look(v, state);
	*done = strcmp(state, m->after) == 0;
	if (job->atomic && !*done && strcmp(state, m->before) != 0)
		victim_fault(v, "half done after %ld us: %s", moment, state);
	if (job->work != NULL && job->work->erases && *done &&
	    victim_holds_secret(v))
		victim_fault(v, "what was erased is still there, after %ld us",
			     moment);
}

/* Savers go on with the file as it was left; the others begin afresh. */
static void kill_often(struct victim *v, struct job *job)
{
	enum { BEFORE_FRESH = 10 };
	struct measured m;
	uint32_t done = 0, acknowledged = 0;

	v->doing = job->name;
	if (!measure(v, job, &m))
		return;
	for (uint32_t i = 0; i < job->kills; i++) {
		bool is_done;

		if (job->atomic || i % BEFORE_FRESH == 0) {
			acknowledged += v->acknowledged;
			victim_fresh(v, job->work);
		}
		kill_once(v, job, &m, &is_done);
		done += is_done;
	}
	/* Once more in peace: what the killed ones left is gone by then. */
	v->savings = 20;
	victim_fresh(v, job->work);
	if (run(v, job, -1) != 0 || store_sweep(v->f.path, false) > 0)
		victim_fault(v, "temporary files are left");
	printf("%u kills, %s: ", job->kills, job->name);
	if (job->atomic)
		printf("%u times done\n", done);
	else
		printf("%u acknowledged\n", acknowledged + v->acknowledged);
}

static void kill_works(struct victim *v, uint64_t seed, uint32_t kills)
{
	for (size_t i = 0; i < work_count; i++) {
		struct job job = { .name = works[i].name, .work = &works[i],
				   .atomic = works[i].atomic,
				   .seed = seed + i, .kills = kills };

		/* Where most of the day goes. */
		if (!job.atomic)
			job.kills *= 2;
		kill_often(v, &job);
	}
}

int main(int argc, char **argv)
{
	struct victim v;
	uint64_t seed;
	uint32_t kills;

	if (argc < 4)
		return 2;
	seed = strtoull(argv[2], NULL, 10);
	kills = (uint32_t)strtoul(argv[3], NULL, 10);
	if (argc > 4) {
		struct job job = { .name = argv[argc > 5 ? 5 : 4],
				   .command = argv + 4, .atomic = true,
				   .seed = seed, .kills = kills };

		victim_adopt(&v, argv[1]);
		kill_often(&v, &job);
	} else {
		victim_make(&v, argv[1], seed);
		kill_works(&v, seed, kills);
	}
	if (v.failures > 0)
		printf("seed %s\n", argv[2]);
	victim_drop(&v);
	return v.failures > 0;
}
