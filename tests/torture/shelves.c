/*
 * Desks in many threads on one shelf, for the thread sanitizer (Makefile):
 * each opens the same file of cases, reads rounds under a kept pack and under
 * today's, scores and explains them; all get the same, and nobody writes where
 * another reads.
 *
 *	shelves FOLDER
 *
 * Run from the root of the project: it reads tests/golden/packs.
 */
#include <pthread.h>

#include "app/case.h"
#include "engine/explain.h"
#include "victim.h"

#define TODAY "tests/golden/packs/mini"

enum { THREADS = 8, EACH = 6, ROUNDS = 2 };

static void desk_at(struct desk *d, struct file_of_cases *f,
		    struct shelf *shelf, const char *pack_dir)
{
	*d = (struct desk){ .arena = f->arena, .shelf = shelf,
			    .diags = &f->diags, .chance = f->chance,
			    .now = STR("2026-11-22T12:00:00Z"),
			    .today = STR("2026-11-22"), .by = STR("Camille"),
			    .pack_dir = pack_dir };
}

static void answer_all(struct desk *d, uint32_t round)
{
	static const struct { const char *question, *value; } said[] = {
		{ "channel", "[\"bot\"]" }, { "reach", "2" },
		{ "replies", "4" }, { "rules", "\"spoken\"" },
	};
	struct case_view *v = case_view(d, STR("moulin"), round);
	struct stamp stamp = desk_stamp(d);
	struct respondent_record who = { .id = desk_new_id(d),
					 .round = v->round->id,
					 .name = STR("Ana"),
					 .group = GROUP_LEADERS };
	struct change changes[5];

	changes[0] = change_respondent(d->arena, &stamp, v->record->id, &who);
	for (int i = 0; i < 4; i++) {
		struct answer_record r = {
			.respondent = who.id,
			.question = str_from(said[i].question),
			.kind = ANSWER_VALUE,
			.value = str_from(said[i].value),
		};

		changes[i + 1] =
		    change_answer(d->arena, &stamp, v->record->id, &r);
	}
	if (!desk_save(d, changes, 5))
		die("the answers are not saved");
}

/* A round under a pack that is nowhere but in the file, one under today's. */
static void make(struct file_of_cases *f, const char *folder)
{
	struct case_new wanted = { .client = STR("Moulin"), .staff = 12 };
	struct shelf *shelf = shelf_open();
	const struct case_record *record;
	char command[400];
	struct desk d;

	snprintf(command, sizeof(command),
		 "rm -rf %s/old %s/cases.jalon*; mkdir -p %s/old && "
		 "cp -R " TODAY " %s/old && "
		 "echo '# ' >>%s/old/mini/questionnaire.yaml", folder, folder,
		 folder, folder, folder);
	if (system(command) != 0)
		die("%s", command);
	snprintf(f->path, sizeof(f->path), "%s/cases.jalon", folder);
	snprintf(command, sizeof(command), "%s/old/mini", folder);
	desk_at(&d, f, shelf, command);
	if (!desk_open(&d, f->path, STORE_CREATE) ||
	    (record = case_open_new(&d, &wanted)) == NULL)
		die("no case: %s", last_slug(f));
	d.pack_dir = TODAY;
	if (!case_begin_round(&d, record, STR_NONE))
		die("no second round: %s", last_slug(f));
	for (uint32_t r = 1; r <= ROUNDS; r++)
		answer_all(&d, r);
	desk_close(&d);
	shelf_close(shelf);
}

struct reader {
	struct shelf *shelf;
	const char *path;
	struct digest read[ROUNDS];
	const struct pack *packs[ROUNDS];
	uint64_t seed;
};

static struct digest read_round(struct desk *d, uint32_t round,
				const struct pack **pack)
{
	static const char *const ids[] = { "overall", "service.reachable",
					   "reach", "next_question" };
	struct case_view *v = case_view(d, STR("moulin"), round);
	struct buf all = buf_make(d->arena);
	struct score *s;

	if (v == NULL || (s = case_score(d, v, v->pack)) == NULL)
		die("round %u is not read", round);
	for (size_t i = 0; i < 4; i++)
		if (!explain_write(&all, s, str_from(ids[i]), LANG_FR))
			die("%s is not explained", ids[i]);
	*pack = v->pack;
	return digest_of(buf_view(&all));
}

static void *read_often(void *context)
{
	struct reader *mine = context;
	struct file_of_cases f = { .seed = mine->seed };
	struct desk d;

	f.chance = (struct chance){ fill_counting, &f.seed };
	f.arena = arena_open();
	for (int i = 0; i < EACH; i++) {
		diags_init(&f.diags, f.arena);
		desk_at(&d, &f, mine->shelf, TODAY);
		if (!desk_open(&d, mine->path, STORE_READ))
			die("%s", last_slug(&f));
		for (uint32_t r = 0; r < ROUNDS; r++)
			mine->read[r] =
			    read_round(&d, r + 1, &mine->packs[r]);
		desk_close(&d);
		arena_reset(f.arena);
	}
	arena_close(f.arena);
	return NULL;
}

static int compare(const struct reader *readers)
{
	int failures = 0;

	for (int i = 1; i < THREADS; i++)
		for (int r = 0; r < ROUNDS; r++)
			failures += readers[i].packs[r] !=
					readers[0].packs[r] ||
				    strcmp(readers[i].read[r].hex,
					   readers[0].read[r].hex) != 0;
	return failures + (readers[0].packs[0] == readers[0].packs[1]);
}

int main(int argc, char **argv)
{
	struct file_of_cases f = { .seed = 5 };
	struct reader readers[THREADS];
	pthread_t threads[THREADS];
	struct shelf *shelf = shelf_open();
	int failures;

	if (argc != 2)
		return 2;
	f.chance = (struct chance){ fill_counting, &f.seed };
	f.arena = arena_open();
	diags_init(&f.diags, f.arena);
	make(&f, argv[1]);
	for (int i = 0; i < THREADS; i++) {
		readers[i] = (struct reader){ .shelf = shelf, .path = f.path,
					      .seed = 100 + (uint64_t)i };
		if (pthread_create(&threads[i], NULL, read_often,
				   &readers[i]) != 0)
			die("no thread");
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	failures = compare(readers);
	printf("%d readings by %d desks on one shelf, %d differ\n",
	       THREADS * EACH * ROUNDS, THREADS, failures);
	shelf_close(shelf);
	arena_close(f.arena);
	return failures > 0;
}
