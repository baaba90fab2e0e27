/*
 * For a cut of the power: somebody who saves without end, then somebody who
 * looks at what the disk had kept (see torture_cases.sh, which cuts).
 *
 *	power save FOLDER [normal]	makes FOLDER/cases.jalon when it is not
 *					there, saves; tells every number
 *					acknowledged, a line each
 *	power check FOLDER ACKS		0: all there, 1: some lost, 2: damaged
 *
 * `normal` saves without waiting for the disk, to show that the cut is one.
 */
#include "../../src/store/db.h"
#include "victim.h"

/* The case is made by the first to come; its ids are always the same. */
static void open_the_case(struct victim *v, const char *folder)
{
	uint32_t count;

	victim_adopt(v, folder);
	v->f.seed = 5;
	if (store_open(&v->f.store, v->f.path, STORE_CREATE, &v->f.chance,
		       &v->f.diags) != STORE_DONE)
		exit(2);
	store_cases(v->f.store, v->f.arena, &count);
	if (count == 0)
		v->c = cases_add(&v->f, "epicerie");
}

static void save_without_end(struct victim *v)
{
	struct arena *a = arena_open();

	for (uint32_t number = 0;; number++) {
		struct buf text = buf_make(a);
		struct change change;

		buf_fmt(&text, "%u", number);
		change = make_answer(&v->f, v->c.chain, v->c.leader,
				     str_cstr(a, buf_view(&text)),
				     str_cstr(a, buf_view(&text)));
		if (store_save(v->f.store, &change, 1, &v->f.diags) !=
		    STORE_DONE)
			exit(2);
		buf_char(&text, '\n');
		if (write(STDOUT_FILENO, text.at, text.len) < 0)
			exit(2);
		arena_reset(a);
	}
}

/* What the answers of the only round say; they are numbers from 0 on. */
static uint32_t mark_present(struct victim *v)
{
	const struct case_record *all;
	const struct round_record *rounds;
	const struct answer_record *answers = NULL;
	uint32_t count;

	all = store_cases(v->f.store, v->f.arena, &count);
	if (count == 0)
		return 0;
	rounds = store_rounds(v->f.store, v->f.arena, all[0].id, &count);
	if (count == 0)
		return 0;
	answers = store_answers(v->f.store, v->f.arena, rounds[0].id, &count);
	for (uint32_t i = 0; i < count; i++) {
		char text[24];

		snprintf(text, sizeof(text), "%.*s",
			 STR_ARGS(answers[i].question));
		v->numbers[strtoul(text, NULL, 10) % MOST_NUMBERS] = 1;
	}
	return count;
}

static int check(struct victim *v, const char *acks)
{
	FILE *file = fopen(acks, "r");
	uint32_t number, acked = 0, lost = 0, present;

	if (file == NULL)
		return 3;
	present = mark_present(v);
	while (fscanf(file, "%u\n", &number) == 1 && number < MOST_NUMBERS) {
		lost += v->numbers[number] == 0;
		acked++;
	}
	fclose(file);
	printf("%u acknowledged, %u there, %u lost\n", acked, present, lost);
	if (store_doctor(v->f.store, false, &v->f.diags) != STORE_DONE) {
		printf("damaged: %s\n", last_slug(&v->f));
		return 2;
	}
	return lost > 0;
}

/* The power went before there was a file, and before anything was said of it. */
static bool too_soon(struct victim *v, const char *acks)
{
	FILE *file = fopen(acks, "r");
	bool nothing = file != NULL && fgetc(file) == EOF;

	if (file != NULL)
		fclose(file);
	return nothing && strcmp(last_slug(&v->f), "store-missing") == 0;
}

int main(int argc, char **argv)
{
	struct victim v;

	if (argc < 3)
		return 4;
	if (strcmp(argv[1], "save") == 0) {
		open_the_case(&v, argv[2]);
		if (argc > 3)
			sqlite3_exec(v.f.store->db,
				     "PRAGMA synchronous = NORMAL", NULL, NULL,
				     NULL);
		save_without_end(&v);
	}
	victim_adopt(&v, argv[2]);
	if (store_open(&v.f.store, v.f.path, STORE_WRITE, &v.f.chance,
		       &v.f.diags) != STORE_DONE) {
		if (argc > 3 && too_soon(&v, argv[3])) {
			printf("0 acknowledged, 0 there, 0 lost\n");
			return 0;
		}
		printf("%s\n", last_slug(&v.f));
		return 2;
	}
	return check(&v, argv[3]);
}
