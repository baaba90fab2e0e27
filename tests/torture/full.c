/*
 * A disk that is full, at any moment of each work: a sentence, the file as it
 * was or as it was to be, and it goes on when there is room again.
 *
 *	full FOLDER STEP		files may not grow beyond 0, STEP, ... KiB
 *	full FOLDER STEP disk		0, STEP, ... KiB are left; FOLDER is a
 *					small disk of its own
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>

#include "victim.h"

struct job {
	const struct work *work;
	uint32_t room;		/* KiB */
	bool disk;
};

/* In the other process: the only thing that is limited. */
static int work_within(struct victim *v, const void *context)
{
	const struct job *job = context;
	struct rlimit limit = { job->room * 1024, job->room * 1024 };
	int code;

	if (!job->disk) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
	}
	code = victim_work(v, job->work);
	if (code == 3 && strcmp(last_slug(&v->f), "store-full") != 0 &&
	    strcmp(last_slug(&v->f), "store-copy") != 0)
		code = 96;
	return code;
}

static void leave(const struct victim *v, uint32_t room, char filler[128])
{
	struct statvfs disk;
	uint64_t left;
	int fd;

	snprintf(filler, 128, "%s/filler", v->f.folder);
	fd = open(filler, O_CREAT | O_WRONLY, 0600);
	if (fd < 0 || statvfs(v->f.folder, &disk) != 0)
		die("cannot fill %s", v->f.folder);
	left = (uint64_t)disk.f_bavail * disk.f_frsize;
	if (left > room * 1024u &&
	    posix_fallocate(fd, 0, (off_t)(left - room * 1024u)) != 0)
		die("cannot fill %s", v->f.folder);
	close(fd);
}

/* False when there was room enough. */
static bool run_out(struct victim *v, const struct job *job,
		    const char *before, const char *after)
{
	char state[STATE_LENGTH], filler[128];
	int status;

	victim_fresh(v, job->work);
	if (job->disk)
		leave(v, job->room, filler);
	status = victim_run(v, work_within, job, -1);
	if (job->disk)
		unlink(filler);
	if (!WIFEXITED(status) ||
	    (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 3))
		victim_fault(v, "%u KiB: status %x", job->room, status);
	victim_look(v, state);
	if (job->work->atomic && strcmp(state, before) != 0 &&
	    strcmp(state, after) != 0)
		victim_fault(v, "%u KiB: half done: %s", job->room, state);
	/* There is room again. */
	if (!job->work->atomic) {
		status = victim_run(v, victim_work, job->work, -1);
		if (status != 0)
			victim_fault(v, "%u KiB, then room: status %x",
				     job->room, status);
		victim_look(v, state);
	}
	return strcmp(state, after) != 0;
}

static void try_work(struct victim *v, const struct work *work, uint32_t step,
		     bool disk)
{
	enum { ENOUGH = 2048 /* KiB: for whatever is done here */ };
	char before[STATE_LENGTH], after[STATE_LENGTH];
	struct job job = { .work = work, .disk = disk };
	uint32_t times = 0, short_of = 0;

	v->doing = work->name;
	v->savings = 20;
	victim_fresh(v, work);
	victim_look(v, before);
	victim_fresh(v, work);
	if (victim_run(v, victim_work, work, -1) != 0)
		victim_fault(v, "fails with room");
	victim_look(v, after);
	for (; job.room < ENOUGH; job.room += step) {
		bool lacked = run_out(v, &job, before, after);

		short_of += lacked;
		times++;
		if (work->atomic && !lacked)
			break;
		if (!work->atomic && job.room > ENOUGH / 4)
			break;
	}
	printf("%u rooms, %s: too small %u times\n", times, work->name,
	       short_of);
}

int main(int argc, char **argv)
{
	struct victim v;
	uint32_t step;

	if (argc < 3)
		return 2;
	step = (uint32_t)strtoul(argv[2], NULL, 10);
	victim_make(&v, argv[1], 1);
	for (size_t i = 0; i < work_count; i++)
		try_work(&v, &works[i], step, argc > 3);
	victim_drop(&v);
	return v.failures > 0;
}
