/*
 * Two copies of a case that went apart and come together. Random journals on
 * both sides; what must come out is told by a third file, to which the same
 * changes were saved one after the other, as if there had been one copy.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/exchange.h"
#include "store_case.h"

enum { COPIES = 3, QUESTIONS = 8 };

/* A laptop: its file, its consultant, what she did. */
struct laptop {
	struct file_of_cases f;
	struct desk d;
	struct change did[400];
	uint32_t did_count;
};

static struct laptop laptops[COPIES], judge;
static struct small_case common;
static uint64_t dice;

static uint32_t roll(uint32_t sides)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(dice >> 33) % sides;
}

static void sit_down(struct laptop *l, uint64_t seed)
{
	cases_make(&l->f, seed);
	l->did_count = 0;
	l->d = (struct desk){
		.store = l->f.store,
		.arena = l->f.arena,
		.shelf = shelf_open(),
		.diags = &l->f.diags,
		.chance = l->f.chance,
		.now = STR("2026-11-23T09:00:00Z"),
		.today = STR("2026-11-23"),
		.by = STR("Consultante"),
	};
}

static void leave(struct laptop *l)
{
	shelf_close(l->d.shelf);
	cases_drop(&l->f);
}

static const char *copy_path(const struct laptop *l)
{
	struct buf b = buf_make(l->f.arena);

	buf_fmt(&b, "%s/copy.jalon", l->f.folder);
	return str_cstr(l->f.arena, buf_view(&b));
}

/* What the laptop holds now, as a file to be carried. */
static const char *carry(struct laptop *l)
{
	const char *path = copy_path(l);

	assert_int_equal(store_backup(l->f.store, path, &l->f.diags),
			 STORE_DONE);
	return path;
}

static void adopt(struct laptop *to, const char *path)
{
	const struct case_record *all;
	uint32_t count;

	assert_true(exchange_adopt(&to->d, path, STR_NONE, &all, &count));
}

/* The same case on every laptop, and at the judge's. */
static int sit_down_all(void **state)
{
	const char *path;

	(void)state;
	for (int i = 0; i < COPIES; i++)
		sit_down(&laptops[i], 100 + (uint64_t)i);
	sit_down(&judge, 99);
	common = cases_add(&laptops[0].f, "epicerie");
	path = carry(&laptops[0]);
	for (int i = 1; i < COPIES; i++)
		adopt(&laptops[i], path);
	adopt(&judge, path);
	return 0;
}

static int leave_all(void **state)
{
	(void)state;
	for (int i = 0; i < COPIES; i++)
		leave(&laptops[i]);
	leave(&judge);
	return 0;
}

/* --- what a case says, to be compared ---------------------------------------- */

/* Named people by name: two copies may have met them apart. */
static void put_who(struct buf *b, struct str id,
		    const struct respondent_record *all, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].id, id))
			buf_fmt(b, "%.*s/%s", STR_ARGS(all[i].name.len > 0
							   ? all[i].name
							   : all[i].id),
				group_name(all[i].group));
}

static void put_answers(struct buf *b, const struct answer_record *a,
			uint32_t n, const struct respondent_record *people,
			uint32_t count)
{
	for (uint32_t i = 0; i < n; i++) {
		put_who(b, a[i].respondent, people, count);
		buf_fmt(b, " %.*s %d %.*s %.*s %.*s\n", STR_ARGS(a[i].question),
			(int)a[i].kind, STR_ARGS(a[i].value),
			STR_ARGS(a[i].note), STR_ARGS(a[i].at));
	}
}

static int by_line(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Lines in their own order, whatever the file's was. */
static struct str sorted(struct arena *a, struct str text)
{
	struct str lines[2000];
	struct buf b = buf_make(a);
	size_t n = 0, from = 0;

	for (size_t i = 0; i < text.len && n < 2000; i++) {
		if (text.at[i] != '\n')
			continue;
		lines[n++] = str_sub(text, from, i);
		from = i + 1;
	}
	qsort(lines, n, sizeof(*lines), by_line);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%.*s\n", STR_ARGS(lines[i]));
	return buf_view(&b);
}

static void put_round(struct buf *b, struct store *s, struct arena *a,
		      const struct round_record *r)
{
	uint32_t people, n;
	const struct respondent_record *all =
	    store_respondents(s, a, r->id, &people);
	const struct evidence_record *e;
	const struct decision_record *d;
	const struct block_record *k;
	const struct answer_record *said;

	buf_fmt(b, "round %.*s %.*s %d\n", STR_ARGS(r->date),
		STR_ARGS(r->title), (int)r->closed);
	for (uint32_t i = 0; i < people; i++) {
		put_who(b, all[i].id, all, people);
		buf_char(b, '\n');
	}
	said = store_answers(s, a, r->id, &n);
	put_answers(b, said, n, all, people);
	said = store_published(s, a, r->id, &n);
	buf_fmt(b, "published %u\n", n);
	put_answers(b, said, n, all, people);
	e = store_evidence(s, a, r->id, &n);
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(b, "evidence %.*s %d\n", STR_ARGS(e[i].criterion),
			(int)e[i].status);
	d = store_decisions(s, a, r->id, &n);
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(b, "decision %.*s %.*s %.*s\n",
			STR_ARGS(d[i].question), STR_ARGS(d[i].value),
			STR_ARGS(d[i].reason));
	k = store_blocks(s, a, r->id, &n);
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(b, "block %.*s %.*s\n", STR_ARGS(k[i].key),
			STR_ARGS(k[i].body));
}

static struct str dump(struct laptop *l)
{
	struct store *s = l->f.store;
	struct arena *a = l->f.arena;
	struct buf b = buf_make(a);
	uint32_t n;
	const struct case_record *c =
	    store_cases_named(s, a, common.chain, &n);
	const struct round_record *rounds;
	const struct progress_record *p;
	const struct reading_record *r;

	assert_int_equal(n, 1);
	buf_fmt(&b, "case %.*s %.*s %.*s %d %.*s\n", STR_ARGS(c->name),
		STR_ARGS(c->client), STR_ARGS(c->sector), (int)c->staff,
		STR_ARGS(c->keep_until));
	rounds = store_rounds(s, a, common.chain, &n);
	for (uint32_t i = 0; i < n; i++)
		put_round(&b, s, a, &rounds[i]);
	p = store_progress(s, a, common.chain, &n);
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(&b, "progress %.*s %d %.*s\n",
			STR_ARGS(p[i].initiative), (int)p[i].status,
			STR_ARGS(p[i].date));
	r = store_readings(s, a, common.chain, &n);
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(&b, "reading %.*s %.*s %.*s\n",
			STR_ARGS(r[i].initiative), STR_ARGS(r[i].date),
			STR_ARGS(r[i].value));
	return sorted(a, buf_view(&b));
}

static void say_diags(struct laptop *l)
{
	struct buf b = buf_make(l->f.arena);

	diags_write(&b, &l->f.diags, LANG_EN);
	print_message("%.*s\n", STR_ARGS(buf_view(&b)));
}

static void same_state(struct laptop *x, struct laptop *y)
{
	struct str one = dump(x), other = dump(y);

	if (!str_eq(one, other)) {
		print_message("--- one\n%.*s--- other\n%.*s", STR_ARGS(one),
			      STR_ARGS(other));
		fail();
	}
}

static uint32_t journal_length(struct laptop *l)
{
	uint32_t n;

	store_journal(l->f.store, l->f.arena, common.chain, &n);
	return n;
}

static void is_well(struct laptop *l)
{
	if (store_doctor(l->f.store, false, &l->f.diags) != STORE_DONE) {
		say_diags(l);
		fail();
	}
}

/* --- merging ------------------------------------------------------------------ */

static bool try_merge(struct laptop *to, const char *path, enum taking take,
		      struct merge_done *out)
{
	struct merge_wish wish = { .path = path, .lang = LANG_EN,
				   .take = take };
	struct merge_done *all;
	uint32_t count;
	bool good = exchange_merge(&to->d, &wish, &all, &count);

	memset(out, 0, sizeof(*out));
	if (count == 1)
		*out = all[0];
	return good;
}

static struct merge_done merge(struct laptop *to, const char *path,
			       enum taking take)
{
	struct merge_done done;

	if (!try_merge(to, path, take, &done)) {
		say_diags(to);
		fail();
	}
	is_well(to);
	return done;
}

/* --- what consultants do ------------------------------------------------------- */

static void save(struct laptop *l, struct change change)
{
	assert_int_equal(store_save(l->f.store, &change, 1, &l->f.diags),
			 STORE_DONE);
	assert_true(l->did_count < 400);
	l->did[l->did_count++] = change;
}

static struct stamp stamp_now(struct laptop *l)
{
	static uint32_t second;
	struct buf b = buf_make(l->f.arena);

	buf_fmt(&b, "2026-11-23T10:%02u:%02uZ", second / 60 % 60, second % 60);
	second++;
	return (struct stamp){ .at = buf_view(&b), .by = STR("Consultante") };
}

static struct str name_of(struct laptop *l, const char *kind, uint32_t n)
{
	struct buf b = buf_make(l->f.arena);

	buf_fmt(&b, "%s%u", kind, n);
	return buf_view(&b);
}

static void answer(struct laptop *l, struct str who, uint32_t q, uint32_t value,
		   const struct stamp *stamp)
{
	struct buf b = buf_make(l->f.arena);
	struct answer_record r = { .respondent = who,
				   .question = name_of(l, "q", q),
				   .kind = ANSWER_VALUE };

	buf_int(&b, value);
	r.value = buf_view(&b);
	save(l, change_answer(l->f.arena, stamp, common.chain, &r));
}

static struct str arrive(struct laptop *l, const char *name, enum group group)
{
	struct respondent_record r = { .id = new_id(&l->f),
				       .round = common.round,
				       .name = str_from(name),
				       .group = group };
	struct stamp stamp = group == GROUP_STAFF ? that_day : stamp_now(l);

	save(l, change_respondent(l->f.arena, &stamp, common.chain, &r));
	return r.id;
}

/*
 * One random act about things whose number is `which` modulo `of`: with `of`
 * 1, everybody about the same things.
 */
static void act(struct laptop *l, uint32_t which, uint32_t of)
{
	struct arena *a = l->f.arena;
	struct stamp stamp = stamp_now(l);
	uint32_t n = which + of * roll(QUESTIONS);
	struct evidence_record e = { .criterion = name_of(l, "c", n),
				     .status = (enum evidence)roll(3) };
	struct decision_record d = { .question = name_of(l, "q", n),
				     .kind = ANSWER_VALUE,
				     .value = name_of(l, "", 1 + roll(5)),
				     .reason = STR("ensemble"),
				     .author = STR("Conseil"),
				     .date = STR("2026-11-23") };
	struct progress_record p = { .initiative = name_of(l, "i", n),
				     .status = (enum progress)roll(4),
				     .date = STR("2026-11-23") };
	struct reading_record r = { .initiative = name_of(l, "i", n),
				    .date = STR("2026-11-23"),
				    .value = name_of(l, "", roll(50)) };
	struct block_record k = { .key = n % 2 == 0 ? STR("plan")
						    : STR("report"),
				  .body = name_of(l, "", roll(90)) };

	switch (roll(8)) {
	case 0:
		save(l, change_evidence(a, &stamp, common.chain, common.round,
					&e));
		break;
	case 1:
		save(l, change_decision(a, &stamp, common.chain, common.round,
					&d));
		break;
	case 2:
		save(l, change_progress(a, &stamp, common.chain, &p));
		break;
	case 3:
		save(l, change_reading(a, &stamp, common.chain, &r));
		break;
	case 4:
		if (of <= 2)
			save(l, change_block(a, &stamp, common.chain,
					     common.round, &k));
		break;
	case 5:
		answer(l, arrive(l, "", GROUP_STAFF), n, 1 + roll(5),
		       &that_day);
		break;
	default:
		answer(l, common.leader, n, 1 + roll(5), &stamp);
	}
}

static void judge_does(const struct laptop *l)
{
	assert_int_equal(store_save(judge.f.store, l->did, l->did_count,
				    &judge.f.diags), STORE_DONE);
}

/* --- properties ------------------------------------------------------------------ */

static void copies_apart_on_different_things(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	const char *from_b;
	uint32_t length;

	dice = *(const uint64_t *)*state;
	for (int i = 0; i < 30; i++) {
		if (roll(2) == 0)
			act(a, 0, 2);
		else
			act(b, 1, 2);
	}
	judge_does(a);
	judge_does(b);
	from_b = carry(b);
	merge(b, carry(a), TAKE_NOTHING);
	assert_int_equal(merge(a, from_b, TAKE_NOTHING).conflict_count, 0);
	same_state(a, &judge);
	same_state(b, &judge);
	length = journal_length(a);
	assert_int_equal(merge(a, from_b, TAKE_NOTHING).brought, 0);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).brought, 0);
	assert_int_equal(journal_length(a), length);
}

/* What a decided as `here`, b decides as `there`: the state is one. */
static void copies_apart_on_the_same_things(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	const char *from_a, *from_b;
	struct merge_done done;
	uint32_t length;

	dice = *(const uint64_t *)*state;
	for (int i = 0; i < 12; i++)
		act(a, 0, 1);
	for (int i = 0; i < 12; i++)
		act(b, 0, 1);
	/* The judge has a's last word on everything a spoke of. */
	judge_does(b);
	judge_does(a);
	from_a = carry(a);
	from_b = carry(b);
	length = journal_length(a);
	if (!try_merge(a, from_b, TAKE_NOTHING, &done)) {
		assert_true(done.undecided > 0);
		assert_string_equal(last_slug(&a->f), "copies-differ");
		assert_int_equal(journal_length(a), length);
	}
	merge(a, from_b, TAKE_HERE);
	merge(b, from_a, TAKE_THERE);
	same_state(a, &judge);
	same_state(b, &judge);
	length = journal_length(a);
	done = merge(a, from_b, TAKE_NOTHING);
	assert_int_equal(done.brought + done.conflict_count, 0);
	assert_int_equal(journal_length(a), length);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).conflict_count, 0);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).conflict_count, 0);
	same_state(a, &judge);
	same_state(b, &judge);
}

/* A copy that took the decision up knows of it; it is not asked again. */
static void a_decision_travels(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	enum taking take;

	dice = *(const uint64_t *)*state;
	take = roll(2) == 0 ? TAKE_HERE : TAKE_THERE;
	for (int i = 0; i < 12; i++)
		act(roll(2) == 0 ? a : b, 0, 1);
	merge(a, carry(b), take);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).conflict_count, 0);
	same_state(a, b);
	/* And work goes on from there. */
	for (int i = 0; i < 6; i++)
		act(b, 0, 1);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).conflict_count, 0);
	same_state(a, b);
}

static void three_copies_meet_in_any_order(void **state)
{
	dice = *(const uint64_t *)*state;
	for (int i = 0; i < 30; i++) {
		uint32_t who = roll(3);

		act(&laptops[who], who, 3);
	}
	for (int i = 0; i < 3; i++)
		judge_does(&laptops[i]);
	for (int i = 0; i < 5; i++) {
		uint32_t to = roll(3), from = (to + 1 + roll(2)) % 3;

		merge(&laptops[to], carry(&laptops[from]), TAKE_NOTHING);
	}
	merge(&laptops[0], carry(&laptops[1]), TAKE_NOTHING);
	merge(&laptops[0], carry(&laptops[2]), TAKE_NOTHING);
	merge(&laptops[1], carry(&laptops[0]), TAKE_NOTHING);
	merge(&laptops[2], carry(&laptops[0]), TAKE_NOTHING);
	for (int i = 0; i < 3; i++)
		same_state(&laptops[i], &judge);
}

/* --- the case itself -------------------------------------------------------------- */

static void change_particulars(struct laptop *l, const char *name,
			       const char *sector)
{
	uint32_t n;
	struct case_record r =
	    *store_cases_named(l->f.store, l->f.arena, common.chain, &n);
	struct stamp stamp = stamp_now(l);

	if (name != NULL)
		r.name = str_from(name);
	if (sector != NULL)
		r.sector = str_from(sector);
	save(l, change_case(l->f.arena, &stamp, &r));
}

static const struct case_record *particulars(struct laptop *l)
{
	uint32_t n;

	return store_cases_named(l->f.store, l->f.arena, common.chain, &n);
}

/* One corrected the name, the other the sector: both corrections hold. */
static void particulars_are_merged_one_by_one(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	const char *from_a;

	(void)state;
	change_particulars(a, "du-coin", NULL);
	change_particulars(b, NULL, "food");
	from_a = carry(a);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).conflict_count, 0);
	assert_int_equal(merge(b, from_a, TAKE_NOTHING).conflict_count, 0);
	assert_true(str_is(particulars(a)->name, "du-coin"));
	assert_true(str_is(particulars(a)->sector, "food"));
	same_state(a, b);
	change_particulars(a, "x", NULL);
	change_particulars(b, "y", NULL);
	from_a = carry(a);
	assert_int_equal(merge(a, carry(b), TAKE_THERE).conflict_count, 1);
	merge(b, from_a, TAKE_HERE);
	assert_true(str_is(particulars(a)->name, "y"));
	same_state(a, b);
}

/* --- people ------------------------------------------------------------------------ */

static uint32_t count_people(struct laptop *l)
{
	uint32_t n;

	store_respondents(l->f.store, l->f.arena, common.round, &n);
	return n;
}

static uint32_t count_answers(struct laptop *l)
{
	uint32_t n;

	store_answers(l->f.store, l->f.arena, common.round, &n);
	return n;
}

static void the_same_name_is_one_person(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	const char *from_a, *from_b;

	(void)state;
	answer(a, arrive(a, "Anne", GROUP_LEADERS), 1, 3, &stamp);
	answer(b, arrive(b, "Anne", GROUP_LEADERS), 2, 4, &stamp);
	from_a = carry(a);
	from_b = carry(b);
	merge(a, from_b, TAKE_NOTHING);
	merge(b, from_a, TAKE_NOTHING);
	assert_int_equal(count_people(a), 3);
	assert_int_equal(count_answers(a), 2);
	same_state(a, b);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).brought, 0);
	assert_int_equal(merge(a, from_b, TAKE_NOTHING).brought, 0);
}

static void agreed_and_people_do_not_mix(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(b);
	struct round_record round = { .id = new_id(&a->f),
				      .date = STR("2026-12-01"),
				      .pack = common.pack };
	struct respondent_record r = { .round = round.id, .agreed = true };
	struct merge_done done;

	(void)state;
	save(a, change_round(a->f.arena, &stamp, common.chain, &round));
	merge(b, carry(a), TAKE_NOTHING);
	r.id = new_id(&a->f);
	save(a, change_respondent(a->f.arena, &stamp, common.chain, &r));
	r = (struct respondent_record){ .id = new_id(&b->f),
					.round = round.id,
					.name = STR("Anne") };
	save(b, change_respondent(b->f.arena, &stamp, common.chain, &r));
	assert_false(try_merge(a, carry(b), TAKE_HERE, &done));
	assert_string_equal(last_slug(&a->f), "agreed-and-people");
}

static void erase(struct laptop *l, struct str who)
{
	struct stamp stamp = stamp_now(l);

	assert_int_equal(store_erase_person(l->f.store, &stamp, common.chain,
					    who, &l->f.diags), STORE_DONE);
}

/* Erased on one side, spoken on the other: gone from both. */
static void an_erased_person_stays_erased(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);

	(void)state;
	answer(b, common.leader, 1, 3, &stamp);
	erase(a, common.leader);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).left_out, 1);
	assert_int_equal(count_people(a), 1);
	assert_int_equal(count_answers(a), 0);
	assert_int_equal(merge(b, carry(a), TAKE_THERE).erased, 1);
	assert_int_equal(count_people(b), 1);
	assert_int_equal(count_answers(b), 0);
	same_state(a, b);
}

/* Whom another laptop erased goes from here once that was decided. */
static void an_erasure_is_asked_first(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	struct merge_done done;
	const char *from_a;

	(void)state;
	answer(b, common.leader, 1, 3, &stamp);
	answer(b, common.staff, 1, 3, &that_day);
	answer(a, arrive(a, "Anne", GROUP_LEADERS), 2, 4, &stamp);
	erase(a, common.leader);
	erase(a, common.staff);
	from_a = carry(a);
	assert_false(try_merge(b, from_a, TAKE_NOTHING, &done));
	assert_string_equal(last_slug(&b->f), "copies-differ");
	assert_int_equal(done.undecided, 2);
	assert_true(str_is(done.conflicts[0].thing,
			   "erasure of Directrice (leaders) · round 1"));
	assert_true(str_is(done.conflicts[0].there.by, "Consultante"));
	/* Of the staff no more is told than that. */
	assert_true(str_is(done.conflicts[1].thing,
			   "erasure among the staff · round 1"));
	assert_int_equal(done.conflicts[1].there.at.len, 0);
	assert_int_equal(count_people(b), 2);
	/* Kept, all the rest comes; asked again the next time. */
	done = merge(b, from_a, TAKE_HERE);
	assert_int_equal(done.erased, 0);
	assert_int_equal(count_people(b), 3);
	assert_int_equal(count_answers(b), 3);
	assert_int_equal(merge(b, from_a, TAKE_THERE).erased, 2);
	assert_int_equal(count_people(b), 1);
	assert_int_equal(merge(b, from_a, TAKE_NOTHING).conflict_count, 0);
	same_state(a, b);
}

/* Who came from the other copy, under another id, does not come back. */
static void one_who_came_and_was_erased_stays_away(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	struct str here = arrive(a, "Anne", GROUP_LEADERS);
	struct str there = arrive(b, "Anne", GROUP_LEADERS);
	const char *from_b;

	(void)state;
	answer(b, there, 2, 4, &stamp);
	from_b = carry(b);
	merge(a, from_b, TAKE_NOTHING);
	erase(a, here);
	assert_int_equal(count_people(a), 2);
	assert_int_equal(merge(a, from_b, TAKE_NOTHING).brought, 0);
	assert_int_equal(count_people(a), 2);
	assert_int_equal(count_answers(a), 0);
	/* And where she was another, she is erased as well. */
	merge(b, carry(a), TAKE_THERE);
	assert_int_equal(count_people(b), 2);
	assert_int_equal(count_answers(b), 0);
}

static void what_was_left_out_erases_nothing(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	const char *path = copy_path(a);

	(void)state;
	answer(a, common.staff, 1, 3, &that_day);
	merge(b, carry(a), TAKE_NOTHING);
	answer(a, common.leader, 2, 3, &stamp);
	unlink(path);
	assert_int_equal(store_export(a->f.store, common.chain, false, path,
				      &a->f.diags), STORE_DONE);
	assert_int_equal(merge(b, path, TAKE_NOTHING).brought, 1);
	assert_int_equal(count_people(b), 2);
	assert_int_equal(count_answers(b), 2);
	same_state(a, b);
}

/* --- what was left out comes ------------------------------------------------ */

/* The case without its staff, at a laptop that does not have it yet. */
static void begin_without_staff(struct laptop *from, struct laptop *to)
{
	const char *path = copy_path(from);

	leave(to);
	sit_down(to, 200);
	unlink(path);
	assert_int_equal(store_export(from->f.store, common.chain, false, path,
				      &from->f.diags), STORE_DONE);
	adopt(to, path);
}

static void a_full_copy_completes_one_without_staff(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	struct merge_done done;
	uint32_t length;

	(void)state;
	answer(a, common.staff, 1, 3, &that_day);
	begin_without_staff(a, b);
	assert_int_equal(count_people(b), 1);
	answer(b, common.leader, 2, 5, &stamp);
	/* And more of the same person, said since. */
	answer(a, common.staff, 2, 4, &that_day);
	length = journal_length(b);
	done = merge(b, carry(a), TAKE_NOTHING);
	assert_int_equal(done.completed, 2);
	assert_int_equal(done.brought, 1);
	assert_int_equal(done.left_out, 0);
	assert_int_equal(count_people(b), 2);
	assert_int_equal(count_answers(b), 3);
	assert_int_equal(journal_length(b), length + 2);
	merge(a, carry(b), TAKE_NOTHING);
	same_state(a, b);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).completed, 0);
}

/* Nothing else to say: it completes all the same, and only when asked. */
static void completing_is_all_or_nothing(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	struct merge_done done;
	uint32_t length;

	(void)state;
	begin_without_staff(a, b);
	length = journal_length(b);
	answer(a, common.leader, 1, 1, &stamp);
	answer(b, common.leader, 1, 5, &stamp);
	assert_false(try_merge(b, carry(a), TAKE_NOTHING, &done));
	assert_int_equal(count_people(b), 1);
	assert_int_equal(merge(b, carry(a), TAKE_HERE).completed, 1);
	assert_int_equal(count_people(b), 2);
	assert_true(journal_length(b) > length);
}

/*
 * c holds everything. b left the staff out; who was erased, at a or here, does
 * not come back by c.
 */
static void who_was_erased_does_not_come_back(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1], *c = &laptops[2];

	(void)state;
	answer(a, common.staff, 1, 3, &that_day);
	merge(c, carry(a), TAKE_NOTHING);
	begin_without_staff(a, b);
	erase(a, common.staff);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).conflict_count, 0);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).brought, 0);
	assert_int_equal(merge(b, carry(c), TAKE_NOTHING).completed, 0);
	assert_int_equal(count_people(b), 1);
	merge(c, carry(b), TAKE_THERE);
	assert_int_equal(count_people(c), 1);
	same_state(b, c);
}

/* --- the staff ---------------------------------------------------------------------- */

static void close_collection(struct laptop *l, bool closed)
{
	struct str questions[] = { STR("q1"), STR("q2") };
	struct stamp stamp = stamp_now(l);

	save(l, change_collection(l->f.arena, &stamp, common.chain,
				  common.round, closed, questions,
				  closed ? 2 : 0));
}

static uint32_t count_published(struct laptop *l, const char *question)
{
	uint32_t n, count = 0;
	const struct answer_record *all =
	    store_published(l->f.store, l->f.arena, common.round, &n);

	for (uint32_t i = 0; i < n; i++)
		count += str_is(all[i].question, question);
	return count;
}

static void five_of_the_staff(struct laptop *l, uint32_t question)
{
	for (uint32_t i = 0; i < 5; i++)
		answer(l, arrive(l, "", GROUP_STAFF), question, 1 + i,
		       &that_day);
}

/*
 * a printed what five say to q1 and q2; b meanwhile heard one more on q1. No
 * print of the merged case may hold six at q1: that print less a's would be
 * the sixth. q2, of which b heard nothing, goes too: if it stood, that would
 * tell what the sixth answered.
 */
static void figures_that_would_tell_are_withdrawn(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	const char *from_a, *from_b;

	(void)state;
	five_of_the_staff(a, 1);
	five_of_the_staff(a, 2);
	merge(b, carry(a), TAKE_NOTHING);
	close_collection(a, true);
	answer(b, arrive(b, "", GROUP_STAFF), 1, 5, &that_day);
	assert_int_equal(count_published(a, "q1"), 5);
	from_a = carry(a);
	from_b = carry(b);
	assert_int_equal(merge(a, from_b, TAKE_NOTHING).withdrawn, 2);
	assert_int_equal(merge(b, from_a, TAKE_NOTHING).withdrawn, 2);
	assert_int_equal(count_published(a, "q1"), 0);
	assert_int_equal(count_published(b, "q1"), 0);
	assert_int_equal(count_published(a, "q2"), 0);
	same_state(a, b);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).conflict_count, 0);
	same_state(a, b);
}

/*
 * a printed what six say, then erased one of them; b had printed nothing. In
 * b's file a's closing finds five: that print less a's would be the sixth.
 */
static void printed_then_erased(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct str sixth;
	const char *from_a, *from_b;

	five_of_the_staff(a, 1);
	sixth = arrive(a, "", GROUP_STAFF);
	answer(a, sixth, 1, 5, &that_day);
	/* Once with b knowing the sixth, and once without. */
	if (*(const uint64_t *)*state == 1)
		merge(b, carry(a), TAKE_NOTHING);
	close_collection(a, true);
	assert_int_equal(count_published(a, "q1"), 6);
	erase(a, sixth);
	from_a = carry(a);
	from_b = carry(b);
	merge(b, from_a, TAKE_THERE);
	merge(a, from_b, TAKE_NOTHING);
	assert_int_equal(count_published(a, "q1"), 0);
	assert_int_equal(count_published(b, "q1"), 0);
	same_state(a, b);
}

/* a erased one of six; b, who did not know, printed the six. */
static void erased_here_printed_there(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct str sixth;
	const char *from_a, *from_b;

	(void)state;
	five_of_the_staff(a, 1);
	sixth = arrive(a, "", GROUP_STAFF);
	answer(a, sixth, 1, 5, &that_day);
	merge(b, carry(a), TAKE_NOTHING);
	erase(a, sixth);
	close_collection(b, true);
	assert_int_equal(count_published(b, "q1"), 6);
	from_a = carry(a);
	from_b = carry(b);
	merge(b, from_a, TAKE_THERE);
	merge(a, from_b, TAKE_NOTHING);
	assert_int_equal(count_published(a, "q1"), 0);
	assert_int_equal(count_published(b, "q1"), 0);
	same_state(a, b);
}

/* b printed five of its own: with the sixth from a, a print would tell. */
static void completing_withdraws_what_would_tell(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];

	(void)state;
	answer(a, common.staff, 1, 5, &that_day);
	begin_without_staff(a, b);
	five_of_the_staff(b, 1);
	close_collection(b, true);
	assert_int_equal(count_published(b, "q1"), 5);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).completed, 2);
	assert_int_equal(count_answers(b), 6);
	assert_int_equal(count_published(b, "q1"), 0);
}

/* Both closed on the same answers: one print twice, which stands. */
static void closed_on_both_sides_alike(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	const char *from_a;

	(void)state;
	five_of_the_staff(a, 1);
	merge(b, carry(a), TAKE_NOTHING);
	close_collection(a, true);
	close_collection(b, true);
	from_a = carry(a);
	assert_int_equal(merge(a, carry(b), TAKE_NOTHING).withdrawn, 0);
	assert_int_equal(merge(b, from_a, TAKE_NOTHING).withdrawn, 0);
	assert_int_equal(count_published(a, "q1"), 5);
	same_state(a, b);
}

/* One side collects and closes, the other does something else: as it was. */
static void figures_of_one_side_stand(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);

	(void)state;
	five_of_the_staff(a, 1);
	close_collection(a, true);
	answer(b, common.leader, 3, 2, &stamp);
	assert_int_equal(merge(b, carry(a), TAKE_NOTHING).withdrawn, 0);
	assert_int_equal(count_published(b, "q1"), 5);
	merge(a, carry(b), TAKE_NOTHING);
	same_state(a, b);
}

static void the_later_staff_answer_stands_untold(void **state)
{
	static const struct stamp before = { STR_INIT("2026-11-22"),
					     { NULL, 0 }, { NULL, 0 } };
	static const struct stamp after = { STR_INIT("2026-11-24"),
					    { NULL, 0 }, { NULL, 0 } };
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct merge_done done;
	const char *from_a;

	(void)state;
	answer(a, common.staff, 1, 2, &before);
	answer(b, common.staff, 1, 5, &after);
	from_a = carry(a);
	done = merge(a, carry(b), TAKE_NOTHING);
	assert_int_equal(done.conflict_count, 0);
	assert_int_equal(done.staff_later, 1);
	merge(b, from_a, TAKE_NOTHING);
	same_state(a, b);
	assert_true(str_find(dump(a), STR(" q1 1 5 "), 0) != SIZE_MAX);
}

static void a_collection_closed_and_reopened_is_open(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	const char *from_a;

	(void)state;
	close_collection(a, true);
	merge(b, carry(a), TAKE_NOTHING);
	close_collection(a, false);
	close_collection(a, true);
	close_collection(b, false);
	from_a = carry(a);
	merge(a, carry(b), TAKE_NOTHING);
	merge(b, from_a, TAKE_NOTHING);
	same_state(a, b);
	assert_true(str_find(dump(a), STR("round 2026-11-22  0"), 0) !=
		    SIZE_MAX);
}

/* --- decided one by one --------------------------------------------------------------- */

static void each_is_decided_by_its_name(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct stamp stamp = stamp_now(a);
	struct merge_conflict decided[2];
	struct merge_done done;
	struct merge_wish wish = { .lang = LANG_EN };
	struct merge_done *all;
	uint32_t count;

	(void)state;
	for (uint32_t q = 1; q <= 2; q++) {
		answer(a, common.leader, q, 1, &stamp);
		answer(b, common.leader, q, 5, &stamp);
	}
	wish.path = carry(b);
	assert_false(try_merge(a, wish.path, TAKE_NOTHING, &done));
	assert_int_equal(done.conflict_count, 2);
	for (int i = 0; i < 2; i++) {
		assert_true(str_is(done.conflicts[i].here.value, "1"));
		assert_true(str_is(done.conflicts[i].there.value, "5"));
		decided[i] = done.conflicts[i];
	}
	decided[0].take = TAKE_HERE;
	wish.decided = decided;
	wish.decided_count = 1;
	assert_false(exchange_merge(&a->d, &wish, &all, &count));
	assert_int_equal(all[0].undecided, 1);
	decided[1].take = TAKE_THERE;
	wish.decided_count = 2;
	assert_true(exchange_merge(&a->d, &wish, &all, &count));
	is_well(a);
	assert_true(str_find(dump(a), STR(" q1 1 1 "), 0) != SIZE_MAX);
	assert_true(str_find(dump(a), STR(" q2 1 5 "), 0) != SIZE_MAX);
}

static void what_is_not_here_is_said(void **state)
{
	struct laptop *a = &laptops[0], *b = &laptops[1];
	struct merge_done done;

	(void)state;
	assert_int_equal(store_erase_case(a->f.store, &noon, common.chain,
					  &a->f.diags), STORE_DONE);
	assert_false(try_merge(a, carry(b), TAKE_NOTHING, &done));
	assert_string_equal(last_slug(&a->f), "erased-here");
	cases_add(&b->f, "autre");
	assert_false(try_merge(&laptops[2], carry(b), TAKE_NOTHING, &done));
	assert_string_equal(last_slug(&laptops[2].f), "case-not-here");
}

/* --- the groups ------------------------------------------------------------------------- */

#define TEST(function)                                                         \
	{ #function, function, sit_down_all, leave_all, NULL }

static const uint64_t known_to[] = { 0, 1 };

static const struct CMUnitTest plain[] = {
	TEST(particulars_are_merged_one_by_one),
	TEST(the_same_name_is_one_person),
	TEST(agreed_and_people_do_not_mix),
	TEST(an_erased_person_stays_erased),
	TEST(an_erasure_is_asked_first),
	TEST(a_full_copy_completes_one_without_staff),
	TEST(completing_is_all_or_nothing),
	TEST(who_was_erased_does_not_come_back),
	TEST(completing_withdraws_what_would_tell),
	TEST(one_who_came_and_was_erased_stays_away),
	TEST(what_was_left_out_erases_nothing),
	TEST(figures_that_would_tell_are_withdrawn),
	{ "printed then erased, known to both", printed_then_erased,
	  sit_down_all, leave_all, (void *)(uintptr_t)&known_to[1] },
	{ "printed then erased, known to one", printed_then_erased,
	  sit_down_all, leave_all, (void *)(uintptr_t)&known_to[0] },
	TEST(erased_here_printed_there),
	TEST(closed_on_both_sides_alike),
	TEST(figures_of_one_side_stand),
	TEST(the_later_staff_answer_stands_untold),
	TEST(a_collection_closed_and_reopened_is_open),
	TEST(each_is_decided_by_its_name),
	TEST(what_is_not_here_is_said),
};

static const struct {
	const char *name;
	CMUnitTestFunction run;
} properties[] = {
	{ "apart on different things", copies_apart_on_different_things },
	{ "apart on the same things", copies_apart_on_the_same_things },
	{ "a decision travels", a_decision_travels },
	{ "three copies", three_copies_meet_in_any_order },
};

int main(void)
{
	enum { SEEDS = 5, KINDS = sizeof(properties) / sizeof(*properties) };
	static uint64_t seeds[SEEDS];
	struct CMUnitTest rows[SEEDS * KINDS];
	size_t n = 0;
	int failed;

	for (uint64_t i = 0; i < SEEDS; i++) {
		seeds[i] = 1000 + 77 * i;
		for (size_t k = 0; k < KINDS; k++)
			rows[n++] = (struct CMUnitTest){
				properties[k].name, properties[k].run,
				sit_down_all, leave_all, &seeds[i]
			};
	}
	failed = _cmocka_run_group_tests("merge", plain,
					 sizeof(plain) / sizeof(plain[0]),
					 NULL, NULL);
	return failed + _cmocka_run_group_tests("merge at random", rows, n,
						NULL, NULL);
}
