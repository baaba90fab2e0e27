/*
 * Files that somebody or something spoiled, and files that may not be
 * written: each opens, or is refused with a sentence; reading never alters
 * it, nor does an examination that mends nothing.
 *
 *	spoiled FOLDER SEED LENGTHS FLIPS	files cut, files with bits flipped,
 *						logs cut, flipped, of another
 *	spoiled FOLDER SEED			rights and a lock; waits 5 s
 *
 * Every row runs in a process of its own, which a crash or a minute ends.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "victim.h"

#include "base/file.h"

/* --- reading everything ------------------------------------------------------- */

static void read_round(struct store *s, struct arena *a, struct str round)
{
	uint32_t count;

	store_respondents(s, a, round, &count);
	store_answers(s, a, round, &count);
	store_published(s, a, round, &count);
	store_evidence(s, a, round, &count);
	store_decisions(s, a, round, &count);
	store_blocks(s, a, round, &count);
}

static void read_case(struct store *s, struct arena *a,
		      const struct case_record *c)
{
	uint32_t count;
	const struct round_record *rounds = store_rounds(s, a, c->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		read_round(s, a, rounds[i].id);
		store_pack(s, a, rounds[i].pack, true);
	}
	store_progress(s, a, c->id, &count);
	store_readings(s, a, c->id, &count);
	store_imports(s, a, c->id, &count);
	store_journal(s, a, c->id, &count);
}

static enum store_result read_all(struct victim *v)
{
	struct store *s;
	uint32_t count;
	enum store_result result = store_open(&s, v->f.path, STORE_READ,
					      &v->f.chance, &v->f.diags);

	if (result != STORE_DONE)
		return result;
	for (const struct case_record *all =
		 store_cases(s, v->f.arena, &count);
	     count > 0; count--)
		read_case(s, v->f.arena, &all[count - 1]);
	result = store_trouble(s, &v->f.diags);
	store_close(s);
	return result;
}

static enum store_result examine(struct victim *v, bool mend)
{
	struct store *s;
	enum store_result result = store_open(&s, v->f.path, STORE_WRITE,
					      &v->f.chance, &v->f.diags);

	if (result != STORE_DONE)
		return result;
	result = store_doctor(s, mend, &v->f.diags);
	store_close(s);
	return result;
}

static enum store_result look_only(struct victim *v)
{
	return examine(v, false);
}

static enum store_result look_and_mend(struct victim *v)
{
	return examine(v, true);
}

static const struct work reading = { .run = read_all };
static const struct work look = { .run = look_only };
static const struct work mend = { .run = look_and_mend };

/* --- what is left of the bytes --------------------------------------------------- */

static struct str bytes_now(struct victim *v, struct arena *a)
{
	struct str bytes;

	if (file_read(a, v->f.path, 1u << 30, &bytes) != 0)
		die("cannot read %s", v->f.path);
	return bytes;
}

static int run_a_minute(struct victim *v, const void *work)
{
	alarm(60);
	return victim_work(v, work);
}

/* Counts how it ended: opened, refused, failed. */
static void ends_well(struct victim *v, const struct work *work,
		      const char *what, uint32_t ends[3])
{
	int status = victim_run(v, run_a_minute, work, -1);
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

	if (code != 0 && code != 1 && code != 3)
		victim_fault(v, "%s: status %x", what, status);
	else
		ends[code == 0 ? 0 : code == 1 ? 1 : 2]++;
}

/*
 * Whoever opens a file to write puts it in SQLite's mode with a log when its
 * header says another: two bytes, and what counts that the header changed
 * (https://www.sqlite.org/fileformat2.html#the_database_header).
 */
static bool is_as_it_was(struct str was, struct str now)
{
	enum { MODES = 18, CHANGES = 24, VALID_FOR = 92, HEADER = 100 };
	bool logged = was.len < HEADER || (was.at[MODES] == 2 &&
					   was.at[MODES + 1] == 2);

	if (logged || now.len != was.len)
		return str_eq(was, now);
	return now.at[MODES] == 2 && now.at[MODES + 1] == 2 &&
	       memcmp(was.at, now.at, MODES) == 0 &&
	       memcmp(was.at + MODES + 2, now.at + MODES + 2,
		      CHANGES - MODES - 2) == 0 &&
	       memcmp(was.at + CHANGES + 4, now.at + CHANGES + 4,
		      VALID_FOR - CHANGES - 4) == 0 &&
	       memcmp(was.at + HEADER, now.at + HEADER, was.len - HEADER) == 0;
}

static void spoil(struct victim *v, struct str bytes, const char *what,
		  uint32_t ends[3])
{
	struct arena *a = arena_open();
	FILE *file;

	remove_file_of_cases(v->f.path);
	file = fopen(v->f.path, "wb");
	if (file == NULL ||
	    fwrite(bytes.at, 1, bytes.len, file) != bytes.len ||
	    fclose(file) != 0)
		die("cannot write %s", v->f.path);
	ends_well(v, &reading, what, ends);
	if (!str_eq(bytes_now(v, a), bytes))
		victim_fault(v, "%s: altered by reading", what);
	if (bytes.len > 0) {
		ends_well(v, &look, what, ends);
		if (!str_eq(bytes_now(v, a), bytes) &&
		    !is_as_it_was(bytes, bytes_now(v, a)))
			victim_fault(v, "%s: altered by an examination",
				     what);
	}
	ends_well(v, &mend, what, ends);
	arena_close(a);
}

static void tell(const char *what, uint32_t times, const uint32_t ends[3])
{
	printf("%u %s: %u times well, %u refused, %u failed\n", times, what,
	       ends[0], ends[1], ends[2]);
}

static void cut(struct victim *v, struct str good, uint64_t *seed,
		uint32_t times)
{
	uint32_t ends[3] = { 0 };

	v->doing = "cut short";
	for (uint32_t i = 0; i < times; i++) {
		char what[40];
		size_t part = good.len / times;
		size_t len = i * part + chance_below(seed, (uint32_t)part);

		/* Half of them where a page ends. */
		if (i % 2)
			len -= len % 4096;
		snprintf(what, sizeof(what), "%zu bytes", len);
		spoil(v, (struct str){ good.at, len }, what, ends);
	}
	tell("lengths", times, ends);
}

/* Half of the bits where pages and the file begin. */
static void flip(struct victim *v, struct str good, uint64_t *seed,
		 uint32_t times)
{
	struct arena *a = arena_open();
	uint32_t ends[3] = { 0 };

	v->doing = "bits flipped";
	for (uint32_t i = 0; i < times; i++) {
		struct str bad = str_copy(a, good);
		char what[60], *bytes = arena_alloc(a, good.len);
		uint32_t at = 0, count = 1 + chance_below(seed, 3);

		memcpy(bytes, bad.at, bad.len);
		for (uint32_t n = 0; n < count; n++) {
			at = chance_below(seed, (uint32_t)good.len);
			if (i % 2)
				at = at - at % 4096 + at % 110;
			bytes[at] = (char)(bytes[at] ^
					   1 << chance_below(seed, 8));
		}
		snprintf(what, sizeof(what), "time %u, the last at %u", i, at);
		spoil(v, (struct str){ bytes, good.len }, what, ends);
		arena_reset(a);
	}
	tell("times bits flipped", times, ends);
	arena_close(a);
}

/* --- logs ------------------------------------------------------------------------------ */

/*
 * A file with its log, as a kill leaves them, and what is known of them: the
 * link of the case's journal after each change. Whatever becomes of the log,
 * a file that is found to be well holds a beginning of that journal.
 */
struct logged {
	struct str file, log, other_log, old_log;
	struct str *links;
	uint32_t count;
	struct str last;	/* of the other file's case */
};

enum { LOGGED = 12, HALFWAY = 6 };

static struct str bytes_of(struct arena *a, const char *path,
			   const char *ending)
{
	char one[128];
	struct str bytes;

	snprintf(one, sizeof(one), "%s%s", path, ending);
	if (file_read(a, one, 1u << 30, &bytes) != 0)
		die("cannot read %s", one);
	return bytes;
}

static void say_in(struct victim *v, struct store *s, struct str chain,
		   struct str who, int number)
{
	char question[20];
	struct change change;

	snprintf(question, sizeof(question), "logged_%d", number);
	change = make_answer(&v->f, chain, who, question, "4");
	if (store_save(s, &change, 1, &v->f.diags) != STORE_DONE)
		die("cannot save");
}

static struct store *open_here(struct victim *v)
{
	struct store *s;

	if (store_open(&s, v->f.path, STORE_WRITE, &v->f.chance,
		       &v->f.diags) != STORE_DONE)
		die("cannot open");
	return s;
}

static void read_links(struct victim *v, struct store *s, struct logged *l)
{
	const struct journal_entry *all =
	    store_journal(s, v->f.arena, v->c.chain, &l->count);

	l->links = ARENA_ARRAY(v->f.arena, l->count, struct str);
	for (uint32_t i = 0; i < l->count; i++)
		l->links[i] = all[i].hash;
}

static void make_logs(struct victim *v, struct arena *a, struct logged *l)
{
	struct file_of_cases other;
	struct small_case c;
	struct store *s;

	victim_fresh(v, NULL);
	s = open_here(v);
	for (int i = 0; i < LOGGED; i++) {
		if (i == HALFWAY)
			l->old_log = bytes_of(a, v->f.path, "-wal");
		say_in(v, s, v->c.chain, v->c.leader, i);
	}
	l->file = bytes_of(a, v->f.path, "");
	l->log = bytes_of(a, v->f.path, "-wal");
	read_links(v, s, l);
	store_close(s);
	/* Another file, all of which is still in its log. */
	cases_make(&other, 21);
	c = cases_add(&other, "autre");
	say_in(v, other.store, c.chain, c.leader, 0);
	l->other_log = bytes_of(a, other.path, "-wal");
	cases_drop(&other);
}

static const struct logged *logged;	/* for the process at work */

/* Well only with a beginning of the journal, to the letter. */
static enum store_result look_logged(struct victim *v)
{
	const struct journal_entry *all;
	struct store *s;
	uint32_t count;
	enum store_result result = store_open(&s, v->f.path, STORE_WRITE,
					      &v->f.chance, &v->f.diags);

	if (result != STORE_DONE)
		return result;
	result = store_doctor(s, false, &v->f.diags);
	all = store_journal(s, v->f.arena, v->c.chain, &count);
	if (result == STORE_DONE &&
	    (count == 0 || count > logged->count ||
	     !str_eq(all[count - 1].hash, logged->links[count - 1])))
		_exit(95);
	store_close(s);
	return result;
}

static const struct work look_at_log = { .run = look_logged };

static void put(const char *path, const char *ending, struct str bytes)
{
	char one[128];
	FILE *file;

	snprintf(one, sizeof(one), "%s%s", path, ending);
	file = fopen(one, "wb");
	if (file == NULL ||
	    fwrite(bytes.at, 1, bytes.len, file) != bytes.len ||
	    fclose(file) != 0)
		die("cannot write %s", one);
}

static void try_log(struct victim *v, struct str file, const char *ending,
		    struct str log, const char *what, uint32_t ends[3])
{
	remove_file_of_cases(v->f.path);
	put(v->f.path, "", file);
	put(v->f.path, ending, log);
	ends_well(v, &look_at_log, what, ends);
	/* Once more, as the next one who opens it. */
	ends_well(v, &look_at_log, what, ends);
}

static struct str some_bytes(struct arena *a, uint64_t *seed, size_t len)
{
	char *bytes = arena_alloc(a, len);

	fill_counting(seed, bytes, len);
	return (struct str){ bytes, len };
}

/* One bit of its header, of a frame's, or anywhere. */
static struct str with_a_flip(struct arena *a, struct str log, uint64_t *seed,
			      uint32_t i)
{
	char *bytes = arena_alloc(a, log.len);
	uint32_t at = chance_below(seed, (uint32_t)log.len);

	memcpy(bytes, log.at, log.len);
	if (i % 3 == 0)
		at %= 32;
	else if (i % 3 == 1)
		at = 32 + (at / (24 + 4096)) * (24 + 4096) + at % 24;
	if (at >= log.len)
		at = 0;
	bytes[at] = (char)(bytes[at] ^ 1 << chance_below(seed, 8));
	return (struct str){ bytes, log.len };
}

static void try_logs(struct victim *v, uint64_t *seed, uint32_t times)
{
	struct arena *a = arena_open(), *each = arena_open();
	struct logged l = { .count = 0 };
	uint32_t ends[3] = { 0 };

	v->doing = "logs";
	make_logs(v, a, &l);
	logged = &l;
	try_log(v, l.file, "-wal", l.log, "the log itself", ends);
	if (ends[0] != 2)
		victim_fault(v, "the good one is not well");
	try_log(v, l.file, "-wal", l.old_log, "an older one", ends);
	try_log(v, l.file, "-wal", STR(""), "an empty one", ends);
	for (uint32_t i = 0; i < times; i++) {
		size_t len = chance_below(seed, (uint32_t)l.log.len);

		try_log(v, l.file, "-wal", str_sub(l.log, 0, len),
			"cut short", ends);
		try_log(v, l.file, "-wal", with_a_flip(each, l.log, seed, i),
			"a bit flipped", ends);
		try_log(v, l.file, "-wal", str_sub(l.other_log, 0,
			chance_below(seed, (uint32_t)l.other_log.len)),
			"a part of another's", ends);
		try_log(v, l.file, "-wal", some_bytes(each, seed, len),
			"any bytes", ends);
		try_log(v, l.file, "-shm", some_bytes(each, seed, 32768),
			"any bytes for its index", ends);
		try_log(v, l.file, "-journal", some_bytes(each, seed, len),
			"any bytes for a journal", ends);
		arena_reset(each);
	}
	tell("logs looked at", 2 * (3 + 6 * times), ends);
	arena_close(each);
	arena_close(a);
}

/* --- rights and locks --------------------------------------------------------------- */

static enum store_result write_one(struct victim *v)
{
	struct store *s;
	enum store_result result = store_open(&s, v->f.path, STORE_WRITE,
					      &v->f.chance, &v->f.diags);
	struct change change;

	if (result != STORE_DONE)
		return result;
	change = make_answer(&v->f, v->c.chain, v->c.leader, "after", "2");
	result = store_save(s, &change, 1, &v->f.diags);
	store_close(s);
	return result;
}

static const struct work writing = { .name = "write", .run = write_one };

struct hindrance {
	const char *name;
	const char *done;	/* in shell, to $F */
	bool nobody;		/* as a user without any right of ours */
	const struct work *work;
	int code;
	const char *slug;
};

static const struct hindrance hindrances[] = {
	{ "nothing", "true", false, &writing, 0, "" },
	{ "a file one may not write", "chmod 444 $F; chmod 777 ${F%/*}", true,
	  &writing, 3, "store-readonly" },
	{ "a folder one may not write", "chmod 666 $F; chmod 755 ${F%/*}",
	  true, &writing, 3, "store-readonly" },
	{ "a file one may not read", "chmod 600 $F; chmod 755 ${F%/*}", true,
	  &reading, 3, "store-cannot-open" },
	{ "a folder one may not enter", "chmod 700 ${F%/*}", true,
	  &reading, 3, "store-cannot-open" },
	{ "nothing, from a folder one may not write, as exported",
	  "sqlite3 $F 'pragma journal_mode = delete' >/dev/null; "
	  "chmod 444 $F; chmod 755 ${F%/*}", true, &reading, 0, "" },
	{ "from the future", "sqlite3 $F 'pragma user_version = 99'", false,
	  &writing, 1, "store-newer" },
	{ "of another program",
	  "rm $F; sqlite3 $F 'create table t(x); insert into t values(1)'",
	  false, &writing, 1, "store-not-ours" },
	{ "not a database", "echo 'pack: ia-pme' >$F", false, &reading, 1,
	  "store-not-ours" },
	{ "a picture", "head -c 100000 /dev/urandom >$F", false, &reading,
	  1, "store-not-ours" },
};

static int hinder(struct victim *v, const void *context)
{
	const struct hindrance *h = context;
	int code;

	if (h->nobody && geteuid() == 0 &&
	    (setgid(65534) != 0 || setuid(65534) != 0))
		return 97;
	alarm(60);
	code = victim_work(v, h->work);
	if (strcmp(last_slug(&v->f), h->slug) != 0) {
		printf("says %s\n", last_slug(&v->f));
		fflush(stdout);
		return 96;
	}
	return code;
}

static void try_hindrance(struct victim *v, const struct hindrance *h)
{
	struct arena *a = arena_open();
	char command[300];
	struct str before;
	int status;

	v->doing = h->name;
	victim_fresh(v, NULL);
	snprintf(command, sizeof(command), "F=%s; %s", v->f.path, h->done);
	if (system(command) != 0)
		die("%s", command);
	before = bytes_now(v, a);
	status = victim_run(v, hinder, h, -1);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != h->code)
		victim_fault(v, "status %x, not %d", status, h->code);
	if (h->code != 0 && !str_eq(bytes_now(v, a), before))
		victim_fault(v, "the file is altered");
	chmod(v->f.folder, 0700);
	arena_close(a);
}

/* Another program writes, and does not end. */
static void try_lock(struct victim *v)
{
	static const struct hindrance locked = {
		.work = &writing, .code = 3, .slug = "store-locked",
	};
	char state[STATE_LENGTH];
	sqlite3 *other;
	int status;

	v->doing = "a lock";
	victim_fresh(v, NULL);
	if (sqlite3_open(v->f.path, &other) != SQLITE_OK ||
	    sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL) !=
		SQLITE_OK)
		die("cannot lock %s", v->f.path);
	status = victim_run(v, hinder, &locked, -1);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 3)
		victim_fault(v, "status %x, not 3", status);
	sqlite3_close(other);
	if (victim_run(v, victim_work, &writing, -1) != 0)
		victim_fault(v, "not saved when the lock is gone");
	victim_look(v, state);
}

int main(int argc, char **argv)
{
	struct victim v;
	struct arena *a;
	struct str good;
	uint64_t seed;

	if (argc != 3 && argc != 5)
		return 2;
	seed = strtoull(argv[2], NULL, 10);
	victim_make(&v, argv[1], seed);
	a = arena_open();
	if (argc == 5) {
		victim_fresh(&v, NULL);
		good = bytes_now(&v, a);
		cut(&v, good, &seed, (uint32_t)strtoul(argv[3], NULL, 10));
		flip(&v, good, &seed, (uint32_t)strtoul(argv[4], NULL, 10));
		try_logs(&v, &seed, (uint32_t)strtoul(argv[3], NULL, 10));
	} else {
		for (size_t i = 0;
		     i < sizeof(hindrances) / sizeof(hindrances[0]); i++)
			try_hindrance(&v, &hindrances[i]);
		try_lock(&v);
		printf("rights and locks\n");
	}
	if (v.failures > 0)
		printf("seed %s\n", argv[2]);
	arena_close(a);
	victim_drop(&v);
	return v.failures > 0;
}
