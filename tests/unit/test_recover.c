/*
 * Trying to recover what one member of the staff said from everything the
 * program will say (promise 6).
 *
 * The strong form: two files of cases that differ in nothing but what one of
 * them said, where it may not show, print the same bytes, whatever is asked
 * of them and at every moment at which it is asked. So nothing can be
 * computed from what is printed, by whatever means.
 *
 *	situations	histories, told twice: once each way. Add one where
 *			something may tell.
 *	looks		commands whose every byte (both outputs, the status,
 *			files) is compared. Add each command that prints.
 *
 * Two ways of differing. Where an answer is not published, it differs in its
 * value, or in being there. Where it is, two people's answers are exchanged:
 * sums and counts are the same and may show; who said which may not, nor may
 * a later print tell it.
 *
 * A situation in which what differs does show guards the test itself: each
 * command that prints figures must then print others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>

#include "cmd/command.h"
#include "engine/explain.h"
#include "team_case.h"

/* --- looks -------------------------------------------------------------- */

enum { WORDS = 8 };

struct look {
	const char *words[WORDS];
	bool figures; /* of staff that are published: the guard's */
	bool alone;   /* takes no --pack */
	bool again;   /* needs two rounds */
	bool link;    /* prints the journal's last link */
};

static const struct look looks[] = {
	{ .words = { "score", "case:equipe", "--json" }, .figures = true },
	{ .words = { "score", "case:equipe", "--lang", "fr" },
	  .figures = true },
	{ .words = { "score", "case:equipe", "--explain", "reach" },
	  .figures = true },
	{ .words = { "score", "case:equipe", "--explain", "gaps" } },
	{ .words = { "plan", "case:equipe", "--json" } },
	{ .words = { "run", "case:equipe", "-o", "made" }, .figures = true },
	{ .words = { "case", "show", "equipe" }, .figures = true },
	{ .words = { "case", "show", "equipe", "--json" }, .figures = true },
	{ .words = { "case", "show", "equipe", "--round", "1" } },
	{ .words = { "case", "agreement", "equipe" }, .figures = true },
	{ .words = { "case", "agreement", "equipe", "--json" },
	  .figures = true },
	{ .words = { "case", "journal", "equipe" },
	  .alone = true,
	  .link = true },
	{ .words = { "case", "journal", "equipe", "--json" },
	  .alone = true,
	  .link = true },
	{ .words = { "case", "list", "--json" }, .alone = true },
	{ .words = { "case", "followup", "equipe" } },
	{ .words = { "case", "followup", "equipe", "--json" } },
	{ .words = { "case", "compare", "equipe" }, .again = true },
	{ .words = { "case", "compare", "equipe", "--json" }, .again = true },
	{ .words = { "case", "export", "equipe", "--as", "yaml" } },
	{ .words = { "case", "export", "equipe", "--as", "json" } },
	{ .words = { "case", "export", "equipe", "--as", "csv" } },
	{ .words = { "case", "export", "equipe", "--as", "scores" },
	  .figures = true },
};
enum { LOOKS = sizeof(looks) / sizeof(looks[0]) };

/* What a command says at one moment of one telling. */
struct seen {
	const char *what;
	struct str bytes;
};

struct telling {
	struct team team;
	bool other;          /* the other way */
	struct arena *arena; /* outlives the team */
	struct seen *seen;
	size_t count, capacity;
};

static void see(struct telling *t, const char *what, struct str bytes)
{
	t->seen = arena_grow(t->arena, t->seen, t->count, &t->capacity,
			     sizeof(*t->seen));
	t->seen[t->count++] = (struct seen){ what, bytes };
}

/* Bytes of a file, or of every file of a folder by name. */
static void add_file(struct buf *out, const char *path)
{
	char chunk[65536];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (file == NULL)
		return;
	buf_fmt(out, "--- %s\n", strrchr(path, '/') + 1);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_str(out, (struct str){ chunk, n });
	fclose(file);
}

static void add_folder(struct buf *out, struct arena *a, const char *path)
{
	struct dirent **names;
	int n = scandir(path, &names, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.')
			add_file(out, path_join(a, path, names[i]->d_name));
		free(names[i]);
	}
	if (n >= 0)
		free(names);
}

/*
 * A link is a hash over sixteen bytes of chance and a change: it is never
 * twice the same, and tells nothing. Runs of twelve digits or more.
 */
static struct str without_links(struct arena *a, struct str text)
{
	struct buf out = buf_make(a);

	for (size_t i = 0; i < text.len;) {
		size_t n = 0;

		while (i + n < text.len &&
		       strchr("0123456789abcdef", text.at[i + n]) != NULL)
			n++;
		if (n >= 12)
			buf_text(&out, "LINK");
		else
			buf_str(&out, str_sub(text, i, i + (n > 0 ? n : 1)));
		i += n > 0 ? n : 1;
	}
	return buf_view(&out);
}

/* Standard output or error into a file; what it was before. */
static int redirect(int fd, const char *path)
{
	int before = dup(fd),
	    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(before >= 0 && file >= 0);
	assert_true(dup2(file, fd) == fd);
	close(file);
	return before;
}

static void bring_back(int fd, int before)
{
	assert_true(dup2(before, fd) == fd);
	close(before);
}

/* The program itself, in the folder of the case. */
static enum status be_the_program(const struct team *t, const struct look *look)
{
	const char *argv[WORDS + 4] = { "jalon" };
	int argc = 1, out, err, here = open(".", O_RDONLY | O_DIRECTORY);
	enum status status;

	assert_int_equal(chdir(t->folder), 0);
	for (int i = 0; i < WORDS && look->words[i] != NULL; i++)
		argv[argc++] = look->words[i];
	if (!look->alone) {
		argv[argc++] = "--pack";
		argv[argc++] = t->desk.pack_dir;
	}
	fflush(NULL);
	out = redirect(1, "out");
	err = redirect(2, "err");
	status = (enum status)command_main(argc, (char **)(uintptr_t)argv);
	bring_back(1, out);
	bring_back(2, err);
	assert_int_equal(fchdir(here), 0);
	close(here);
	return status;
}

static struct str run(struct telling *t, const struct look *look)
{
	struct buf out = buf_make(t->arena);
	const char *folder = t->team.folder;

	assert_int_equal(be_the_program(&t->team, look), STATUS_DONE);
	add_file(&out, path_join(t->arena, folder, "out"));
	add_file(&out, path_join(t->arena, folder, "err"));
	add_folder(&out, t->arena, path_join(t->arena, folder, "made"));
	return look->link ? without_links(t->arena, buf_view(&out))
			  : buf_view(&out);
}

/* `--explain` of everything there is, without a process for each. */
static void explain_all(struct telling *t)
{
	const struct case_view *v = team_view(&t->team);
	const struct score *s = case_score(&t->team.desk, v, v->pack);
	struct buf out = buf_make(t->arena);
	const struct str *names;
	size_t count;

	if (s == NULL)
		team_fail(&t->team, "no score");
	names = explain_names(t->team.arena, v->pack, &count);
	for (size_t i = 0; i < count; i++)
		for (int l = 0; l < LANG_COUNT; l++)
			explain_write(&out, s, names[i], (enum lang)l);
	see(t, "every --explain", buf_view(&out));
}

static void look(struct telling *t)
{
	team_settle(&t->team);
	for (size_t i = 0; i < LOOKS; i++)
		see(t, looks[i].words[1],
		    looks[i].again && !t->team.again ? STR_NONE
						     : run(t, &looks[i]));
	explain_all(t);
}

/* --- situations --------------------------------------------------------- */

static const char *const asked[] = { "reach",  "replies", "rules", "trained",
				     "habits", "hours",   "worry" };
enum { ASKED = sizeof(asked) / sizeof(asked[0]) };

/* Something for each of the staff to say, different from one to the next. */
static const char *usual(int who, int question)
{
	static const char *const levels[] = { "3", "2", "4", "3", "5", "1" };
	static const char *const rules[] = { "\"spoken\"", "\"written\"",
					     "\"nothing\"" };
	static const char *const habits[] = { "[\"read\"]",
					      "[\"read\",\"ask\"]", "[]" };
	static const char *const hours[] = { "4", "12.5", "0" };
	static const char *const worries[] = { "\"perdre la main\"", "\"rien\"",
					       "\"le temps\"" };

	switch (question) {
	case 0:
	case 1:
		return levels[(who + question) % 6];
	case 2:
		return rules[who % 3];
	case 3:
		return who % 2 == 0 ? "true" : "false";
	case 4:
		return habits[who % 3];
	case 5:
		return hours[who % 3];
	default:
		return worries[who % 3];
	}
}

static void leaders(struct team *t)
{
	team_says(t, t->leader, "channel", "[\"bot\"]");
	team_says(t, t->leader, "reach", "4");
	team_says(t, t->leader, "replies", "2");
	team_says(t, t->leader, "rules", "\"written\"");
	team_says(t, t->second, "reach", "5");
	team_says(t, t->second, "replies", "2");
	team_says(t, t->expert, "lists", "3");
}

/* `from` to `to` come and answer everything. */
static void staff(struct team *t, int from, int to)
{
	for (int i = from; i < to; i++) {
		team_person(t, t->staff[i], "", GROUP_STAFF, false);
		for (int q = 0; q < ASKED; q++)
			team_says(t, t->staff[i], asked[q], usual(i, q));
	}
}

static const char *either(const struct telling *t, const char *one,
			  const char *other)
{
	return t->other ? other : one;
}

/* Of one question. What is there to say is said at all the others. */
static void says_either(struct telling *t, int who, const char *question,
			const char *one, const char *other)
{
	team_says(&t->team, t->team.staff[who], question,
		  either(t, one, other));
}

/* Two answers, exchanged: what is published of them is the same. */
static void exchange(struct telling *t, const char *question, const char *one,
		     const char *other)
{
	says_either(t, 0, question, one, other);
	says_either(t, 1, question, other, one);
}

static void exchange_all(struct telling *t)
{
	exchange(t, "reach", "1", "5");
	exchange(t, "replies", "5", "2");
	exchange(t, "rules", "\"nothing\"", "\"written\"");
	exchange(t, "trained", "true", "false");
	exchange(t, "habits", "[\"ask\"]", "[]");
	exchange(t, "hours", "1", "40");
	exchange(t, "worry", "\"un secret\"", "\"rien\"");
}

static void four_closed(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 4);
	says_either(t, 3, "reach", "1", "5");
	says_either(t, 2, "worry", "\"un secret\"", "\"autre chose\"");
	look(t);
	team_close(&t->team);
	look(t);
}

/* Answered, not known, not applicable, taken back. */
static void four_with_or_without(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 4);
	says_either(t, 0, "reach", "1", NULL);
	says_either(t, 1, "rules", "\"spoken\"", "\"unseen\"");
	says_either(t, 2, "replies", "3", "na");
	says_either(t, 3, "trained", "true", "");
	team_close(&t->team);
	look(t);
}

/* Four count, and the fifth has said something that does not. */
static void four_and_one_unsure(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 5);
	for (int q = 0; q < ASKED; q++)
		team_says(&t->team, t->team.staff[4], asked[q], NULL);
	says_either(t, 2, "reach", "1", "4");
	says_either(t, 4, "rules", NULL, "\"unseen\"");
	team_close(&t->team);
	look(t);
}

static void nine_open(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 9);
	says_either(t, 5, "reach", "1", "5");
	says_either(t, 6, "habits", "[]", NULL);
	look(t);
}

static void exchanged(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 5);
	exchange_all(t);
	team_close(&t->team);
	look(t);
}

static void changed_after_closing(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 6);
	team_says(&t->team, t->team.staff[5], "replies", "na");
	team_close(&t->team);
	says_either(t, 2, "reach", "1", "5");
	says_either(t, 2, "rules", "\"nothing\"", "");
	look(t);
}

/* Closed twice; the one who changes had said what another said. */
static void one_changed_between(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 6);
	exchange_all(t);
	team_close(&t->team);
	look(t);
	team_reopen(&t->team);
	team_says(&t->team, t->team.staff[0], "reach", "3");
	team_says(&t->team, t->team.staff[0], "trained", "true");
	says_either(t, 0, "rules", "\"spoken\"", "\"nothing\"");
	team_close(&t->team);
	look(t);
}

static void one_more_between(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 5);
	team_close(&t->team);
	team_reopen(&t->team);
	staff(&t->team, 5, 6);
	says_either(t, 5, "reach", "1", "5");
	says_either(t, 5, "habits", "[\"read\",\"ask\"]", "[]");
	team_close(&t->team);
	look(t);
}

static void four_more_between(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 5);
	exchange_all(t);
	team_close(&t->team);
	team_reopen(&t->team);
	staff(&t->team, 5, 9);
	says_either(t, 5, "reach", "1", "5");
	says_either(t, 8, "trained", "true", "false");
	team_close(&t->team);
	look(t);
}

/* The difference between the two prints is of five, two of them exchanged. */
static void five_more_between(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 2, 7);
	team_close(&t->team);
	look(t);
	team_reopen(&t->team);
	staff(&t->team, 0, 2);
	staff(&t->team, 7, 10);
	exchange_all(t);
	team_close(&t->team);
	look(t);
}

/* Five change, then four change back as one other does. */
static void there_and_back(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 10);
	for (int i = 0; i < 10; i++)
		team_says(&t->team, t->team.staff[i], "reach", "2");
	team_close(&t->team);
	team_reopen(&t->team);
	for (int i = 0; i < 5; i++)
		team_says(&t->team, t->team.staff[i], "reach", "3");
	team_close(&t->team);
	team_reopen(&t->team);
	for (int i = 0; i < 4; i++)
		team_says(&t->team, t->team.staff[i], "reach", "2");
	says_either(t, 9, "reach", "1", "5");
	team_close(&t->team);
	look(t);
}

/* Printed with them, printed without: the second must not tell. */
static void erased(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 6);
	exchange_all(t);
	team_close(&t->team);
	look(t);
	team_erase(&t->team, t->team.staff[0]);
	look(t);
	team_reopen(&t->team);
	team_close(&t->team);
	look(t);
}

/*
 * Two people answered one question of two each, one the one and one the
 * other; one of them is erased. Which one it was may not show.
 */
static void erased_who_answered_either(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 8);
	exchange(t, "reach", "3", "");
	exchange(t, "rules", "", "\"written\"");
	exchange(t, "trained", "true", NULL);
	team_close(&t->team);
	look(t);
	team_erase(&t->team, t->team.staff[0]);
	look(t);
	team_reopen(&t->team);
	staff(&t->team, 8, 12);
	team_close(&t->team);
	look(t);
}

/* Whether the one erased had said anything of what is published. */
static void erased_who_came_late_or_not(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 6);
	team_person(&t->team, t->team.staff[6], "", GROUP_STAFF, false);
	says_either(t, 6, "worry", "\"rien\"", "\"tout\"");
	/* Six or seven said it; no print shows how many before. */
	says_either(t, 6, "reach", "3", "");
	team_close(&t->team);
	team_erase(&t->team, t->team.staff[6]);
	look(t);
	team_reopen(&t->team);
	staff(&t->team, 7, 11);
	team_close(&t->team);
	look(t);
}

static void erased_then_four_more(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 6);
	exchange_all(t);
	team_close(&t->team);
	team_erase(&t->team, t->team.staff[0]);
	team_reopen(&t->team);
	staff(&t->team, 6, 10);
	team_close(&t->team);
	look(t);
}

static void erased_below_five(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 4);
	says_either(t, 1, "reach", "1", "5");
	team_close(&t->team);
	team_erase(&t->team, t->team.staff[1]);
	look(t);
}

static void together_beside_four(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 4);
	says_either(t, 1, "reach", "1", "5");
	says_either(t, 2, "habits", "[]", "[\"ask\"]");
	team_person(&t->team, t->team.together, "", GROUP_STAFF, true);
	team_says(&t->team, t->team.together, "reach", "2");
	team_close(&t->team);
	look(t);
}

/* A diagnostic draws the line it speaks of: it must draw none of theirs. */
static void answers_not_asked(struct telling *t)
{
	leaders(&t->team);
	team_says(&t->team, t->team.leader, "channel", "[\"people\"]");
	staff(&t->team, 0, 5);
	exchange_all(t);
	says_either(t, 3, "lists", "1", "5");
	says_either(t, 4, "channel", "[\"bot\"]", "[\"people\"]");
	says_either(t, 4, "staff_count", "7", "400");
	team_close(&t->team);
	look(t);
}

static void decided_beside(struct telling *t)
{
	struct decision_wish wish = { .question = STR("reach"),
				      .value = STR("3"),
				      .reason = STR("essai fait ensemble"),
				      .author = STR("Consultante") };
	struct decided done;

	leaders(&t->team);
	staff(&t->team, 0, 4);
	says_either(t, 1, "reach", "1", "5");
	team_close(&t->team);
	assert_true(
	    group_decide(&t->team.desk, team_view(&t->team), &wish, &done));
	look(t);
}

/* Each on a day of their own: the journal tells dates. */
static void on_days_of_their_own(struct telling *t)
{
	static const char *const days[] = { "2026-11-23", "2026-11-24",
					    "2026-11-25", "2026-11-26",
					    "2026-11-27" };

	leaders(&t->team);
	for (int i = 0; i < 5; i++) {
		team_on(&t->team, days[i]);
		staff(&t->team, i, i + 1);
		team_says(&t->team, t->team.leader, "lists", "4");
	}
	exchange_all(t);
	says_either(t, 4, "reach", "1", "1");
	team_close(&t->team);
	look(t);
}

/* Published in the first round, too few in the second. */
static void another_round(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 5);
	exchange_all(t);
	team_close(&t->team);
	team_again(&t->team);
	leaders(&t->team);
	team_says(&t->team, t->team.leader, "lists", "5");
	staff(&t->team, 6, 10);
	says_either(t, 6, "reach", "1", "5");
	says_either(t, 7, "rules", "\"written\"", "\"unseen\"");
	team_close(&t->team);
	look(t);
}

/* And the other way round. */
static void another_round_of_five(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 6, 10);
	says_either(t, 6, "reach", "1", "5");
	team_close(&t->team);
	team_again(&t->team);
	leaders(&t->team);
	staff(&t->team, 0, 5);
	exchange_all(t);
	team_close(&t->team);
	look(t);
}

struct situation {
	const char *name;
	void (*tell)(struct telling *t);
};

static const struct situation situations[] = {
	{ "four, before and after closing", four_closed },
	{ "four, answered or not", four_with_or_without },
	{ "four, and one who does not know", four_and_one_unsure },
	{ "nine, not closed", nine_open },
	{ "five, two exchanged", exchanged },
	{ "changed after closing", changed_after_closing },
	{ "closed twice, one changed", one_changed_between },
	{ "closed twice, one more", one_more_between },
	{ "closed twice, four more", four_more_between },
	{ "closed twice, five more, two exchanged", five_more_between },
	{ "closed three times, there and back", there_and_back },
	{ "one erased", erased },
	{ "one erased, who answered this or that",
	  erased_who_answered_either },
	{ "one erased, who answered or not", erased_who_came_late_or_not },
	{ "one erased, four more", erased_then_four_more },
	{ "one erased below five", erased_below_five },
	{ "four, and their answer together", together_beside_four },
	{ "answers to what is not asked", answers_not_asked },
	{ "a decision beside", decided_beside },
	{ "each on a day of their own", on_days_of_their_own },
	{ "two rounds, the second too few", another_round },
	{ "two rounds, the first too few", another_round_of_five },
};

/* --- telling ------------------------------------------------------------ */

/* Commands without --pack look for the usual one where they are. */
static void link_packs(const struct team *t)
{
	char *packs = realpath("questionnaires", NULL);
	const char *to = path_join(t->arena, t->folder, "questionnaires");

	if (packs == NULL || symlink(packs, to) != 0)
		abort();
	free(packs);
}

static void tell(struct telling *t, void (*how)(struct telling *t), bool other)
{
	memset(t, 0, sizeof(*t));
	t->arena = arena_open();
	t->other = other;
	team_open(&t->team);
	link_packs(&t->team);
	how(t);
	team_drop(&t->team);
}

static void show_difference(const struct seen *a, const struct seen *b)
{
	size_t at = 0, from;

	while (at < a->bytes.len && at < b->bytes.len &&
	       a->bytes.at[at] == b->bytes.at[at])
		at++;
	from = at < 200 ? 0 : at - 200;
	print_message("`%s` tells them apart:\n%.*s\n--- or\n%.*s\n", a->what,
		      STR_ARGS(str_sub(a->bytes, from, at + 100)),
		      STR_ARGS(str_sub(b->bytes, from, at + 100)));
}

static void nothing_recovered(void **state)
{
	const struct situation *s = *state;
	struct telling one, other;

	tell(&one, s->tell, false);
	tell(&other, s->tell, true);
	assert_int_equal(one.count, other.count);
	for (size_t i = 0; i < one.count; i++) {
		if (str_eq(one.seen[i].bytes, other.seen[i].bytes))
			continue;
		show_difference(&one.seen[i], &other.seen[i]);
		fail();
	}
	arena_close(one.arena);
	arena_close(other.arena);
}

/* --- the guard ---------------------------------------------------------- */

/* Six answer; all six say otherwise. */
static void six_otherwise(struct telling *t)
{
	leaders(&t->team);
	staff(&t->team, 0, 6);
	for (int i = 0; i < 6; i++) {
		says_either(t, i, "reach", "1", "5");
		/* Half of them, and the case has a figure less. */
		says_either(t, i, "trained", "true", i < 3 ? NULL : "true");
		/* All alike, or divided. */
		says_either(t, i, "replies", "3", i < 3 ? "1" : "5");
	}
	team_close(&t->team);
	look(t);
}

static void figures_show(void **state)
{
	struct telling one, other;

	(void)state;
	tell(&one, six_otherwise, false);
	tell(&other, six_otherwise, true);
	for (size_t i = 0; i < LOOKS; i++) {
		bool same = str_eq(one.seen[i].bytes, other.seen[i].bytes);

		if (looks[i].figures && same)
			fail_msg("`%s %s` shows no figure of the staff",
				 looks[i].words[0], looks[i].words[1]);
	}
	arena_close(one.arena);
	arena_close(other.arena);
}

int main(void)
{
	enum { SITUATIONS = sizeof(situations) / sizeof(situations[0]) };
	struct CMUnitTest all[SITUATIONS + 1];

	setenv("JALON_CASES", "cases.jalon", 1);
	setenv("SOURCE_DATE_EPOCH", "1795000000", 1);
	setenv("TZ", "UTC", 1);
	setenv("NO_COLOR", "1", 1);
	for (size_t i = 0; i < SITUATIONS; i++)
		all[i] = (struct CMUnitTest){
			.name = situations[i].name,
			.test_func = nothing_recovered,
			.initial_state = (void *)(uintptr_t)&situations[i],
		};
	all[SITUATIONS] = (struct CMUnitTest){
		.name = "what is published shows",
		.test_func = figures_show,
	};
	return _cmocka_run_group_tests("recover", all, SITUATIONS + 1, NULL,
				       NULL);
}
