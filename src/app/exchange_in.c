/*
 * Answers from a file into a round: read as any answers file, held against
 * what is there, saved in one go.
 */
#include "exchange_in.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "format/json.h"
#include "model/answers_table.h"

enum answers_format answers_format_of(const char *path)
{
	size_t len = strlen(path);

	if (len >= 5 && strcasecmp(path + len - 5, ".json") == 0)
		return ANSWERS_JSON;
	if (len >= 4 && strcasecmp(path + len - 4, ".csv") == 0)
		return ANSWERS_CSV;
	return ANSWERS_YAML;
}

static const char *format_name(enum answers_format format)
{
	static const char *const names[] = {
		[ANSWERS_YAML] = "yaml",
		[ANSWERS_JSON] = "json",
		[ANSWERS_CSV] = "csv",
	};

	return names[format];
}

/* --- conflicts ---------------------------------------------------------- */

bool import_conflicts(struct importing *im, struct str what, struct str who,
		      struct str here, struct str there)
{
	struct import_done *done = im->done;

	im->conflicts =
	    arena_grow(im->d->arena, im->conflicts, done->conflict_count,
		       &im->capacity, sizeof(*im->conflicts));
	im->conflicts[done->conflict_count++] =
	    (struct import_conflict){ what, who, here, there };
	done->conflicts = im->conflicts;
	return im->wish->take == TAKE_THERE;
}

/* --- the file ----------------------------------------------------------- */

static const struct node *parse(struct importing *im,
				const struct source *source)
{
	const struct import_wish *wish = im->wish;
	struct table_default defaults = {
		.agreed = !wish->has_group && wish->respondent.len == 0,
		.has_group = wish->has_group || wish->respondent.len > 0,
		.group = wish->group,
	};

	if (wish->format == ANSWERS_CSV)
		return answers_table(im->d->arena, im->view->pack, source,
				     &defaults, im->d->diags);
	return wish->format == ANSWERS_JSON
		   ? json_parse(im->d->arena, source, im->d->diags)
		   : yaml_parse(im->d->arena, source, im->d->diags);
}

static bool read_bytes(struct importing *im, struct str *bytes)
{
	int error =
	    file_read(im->d->arena, im->wish->path, SOURCE_MAX_BYTES, bytes);

	if (error == 0)
		return true;
	DIAG(im->d->diags, (struct span){ 0 }, MSG_FILE_UNREADABLE,
	     im->wish->path, error_said(error));
	return false;
}

/* Whatever is wrong anywhere in it is told before anything is compared. */
static bool read_file(struct importing *im, struct str bytes)
{
	struct desk *d = im->d;
	size_t before = d->diags->errors;
	const struct source *source =
	    source_make(d->arena, im->wish->path, bytes, d->diags);

	if (source == NULL)
		return false;
	im->document = parse(im, source);
	if (im->document == NULL)
		return false;
	im->answers =
	    answers_read(d->arena, im->view->pack, im->document, d->diags);
	return im->answers != NULL && d->diags->errors == before;
}

/* Its own in each case: nothing tells that two hold the same file. */
static struct digest digest_in(struct str id, struct str bytes)
{
	struct str texts[] = { id, bytes };

	return digest_of_all(texts, 2);
}

/* True when these bytes came in before: nothing is to be done. */
static bool came_before(struct importing *im, struct str bytes)
{
	uint32_t count;
	const struct import_record *all = store_imports(
	    im->d->store, im->d->arena, im->view->record->id, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct digest digest = digest_in(all[i].id, bytes);

		if (!str_is(all[i].digest, digest.hex) ||
		    str_is(all[i].format, "merge"))
			continue;
		im->done->again = true;
		im->done->again_on = all[i].file;
	}
	return im->done->again;
}

static void begin_changes(struct importing *im, struct str bytes)
{
	struct desk *d = im->d;
	struct stamp stamp = desk_stamp(d);
	struct digest digest;
	struct import_record record = {
		.id = desk_new_id(d),
		.format = str_from(format_name(im->wish->format)),
		.file = str_from(path_base(d->arena, im->wish->path)),
	};

	digest = digest_in(record.id, bytes);
	record.digest = str_copy(d->arena, str_from(digest.hex));
	changes_add(
	    d->arena, &im->changes,
	    change_import(d->arena, &stamp, im->view->record->id, &record));
	im->stamp = stamp;
	im->stamp.from = record.id;
}

/* --- may these people answer here? -------------------------------------- */

/* --respondent and --group name the one set that names nobody. */
static bool name_the_set(struct importing *im)
{
	const struct import_wish *wish = im->wish;
	struct answer_set *set = &im->answers->sets[0];

	if (wish->respondent.len == 0 &&
	    !(wish->has_group && im->answers->set_count == 1 && set->agreed))
		return true;
	if (im->answers->set_count != 1 ||
	    (!set->agreed && set->respondent.len > 0 &&
	     !str_eq(set->respondent, wish->respondent))) {
		DIAG_STR(im->d->diags, im->answers->sets_span,
			 MSG_IMPORT_SEVERAL, wish->respondent);
		return false;
	}
	if (set->agreed) {
		set->agreed = false;
		set->group = wish->group;
	}
	if (set->group == GROUP_STAFF && wish->respondent.len > 0) {
		DIAG(im->d->diags, set->span, MSG_STAFF_NAMED);
		return true;
	}
	set->respondent = wish->respondent;
	return true;
}

static bool is_twice(const struct answers *answers, uint32_t i)
{
	const struct answer_set *set = &answers->sets[i];

	for (uint32_t o = 0; o < i; o++)
		if (answers->sets[o].group == set->group &&
		    str_eq(answers->sets[o].respondent, set->respondent))
			return true;
	return false;
}

static void check_set(struct importing *im, uint32_t i)
{
	const struct answer_set *set = &im->answers->sets[i];
	struct diags *diags = im->d->diags;

	if (set->agreed || set->group == GROUP_STAFF)
		return;
	if (set->respondent.len == 0) {
		DIAG(diags, set->span, MSG_IMPORT_UNNAMED,
		     group_name(set->group));
	} else if (is_twice(im->answers, i)) {
		DIAG_STR(diags, set->span, MSG_IMPORT_TWICE, set->respondent);
	}
}

/* Of the first of them: the others would say the same. */
static void check_staff(struct importing *im)
{
	const struct answers *answers = im->answers;

	for (uint32_t i = 0; i < answers->set_count; i++) {
		const struct answer_set *set = &answers->sets[i];

		if (set->agreed || set->group != GROUP_STAFF || set->together ||
		    !im->view->round->closed)
			continue;
		DIAG_STR(im->d->diags, set->span, MSG_INTERVIEW_CLOSED,
			 im->view->record->name);
		return;
	}
}

/* A round holds one agreed set, or respondents. */
static void check_kinds(struct importing *im)
{
	const struct case_view *v = im->view;
	bool agreed = im->answers->set_count > 0 && im->answers->sets[0].agreed;

	for (uint32_t r = 0; r < v->respondent_count; r++) {
		if (v->respondents[r].agreed == agreed)
			continue;
		DIAG_STR(im->d->diags, im->answers->sets_span,
			 agreed ? MSG_IMPORT_PEOPLE : MSG_IMPORT_AGREED,
			 v->record->name);
		return;
	}
}

static bool check_people(struct importing *im)
{
	size_t before = im->d->diags->errors;

	if (!name_the_set(im))
		return false;
	check_kinds(im);
	for (uint32_t i = 0; i < im->answers->set_count; i++)
		check_set(im, i);
	check_staff(im);
	return im->d->diags->errors == before;
}

/* --- people ------------------------------------------------------------- */

static const struct respondent_record *find_person(const struct importing *im,
						   const struct answer_set *set)
{
	const struct case_view *v = im->view;

	for (uint32_t i = 0; i < v->respondent_count; i++) {
		const struct respondent_record *r = &v->respondents[i];

		if (set->agreed ? r->agreed
		    : set->together
			? r->together
			: !r->agreed && !person_is_alone(r) && !r->together &&
			      r->group == set->group &&
			      str_eq(r->name, set->respondent))
			return r;
	}
	return NULL;
}

static struct str add_person(struct importing *im, const struct answer_set *set,
			     const struct stamp *stamp)
{
	struct respondent_record record = {
		.id = desk_new_id(im->d),
		.round = im->view->round->id,
		.group = set->agreed ? GROUP_LEADERS : set->group,
		.agreed = set->agreed,
		.together = set->together,
	};

	if (record.group != GROUP_STAFF && !set->agreed)
		record.name = set->respondent;
	changes_add(im->d->arena, &im->changes,
		    change_respondent(im->d->arena, stamp, im->view->record->id,
				      &record));
	return record.id;
}

/* --- answers ------------------------------------------------------------ */

/* Records come respondent by respondent. */
static void find_theirs(struct importing *im, struct str person)
{
	for (int which = 0; which < 2; which++) {
		uint32_t from = 0, to;

		while (from < im->said_count[which] &&
		       !str_eq(im->said[which][from].respondent, person))
			from++;
		to = from;
		while (to < im->said_count[which] &&
		       str_eq(im->said[which][to].respondent, person))
			to++;
		im->their_count[which] = to - from;
		im->theirs[which] = to > from ? &im->said[which][from] : NULL;
	}
}

static const struct answer_record *find_said(const struct importing *im,
					     struct str question)
{
	for (int which = 0; which < 2; which++)
		for (uint32_t i = 0; i < im->their_count[which]; i++)
			if (str_eq(im->theirs[which][i].question, question))
				return &im->theirs[which][i];
	return NULL;
}

/*
 * Whether the file's answer is to be saved beside what is there. A note that
 * only one side has is kept.
 */
static bool is_to_be_saved(struct importing *im, struct answer_record *r,
			   const struct answer_record *here, struct str who)
{
	struct arena *a = im->d->arena;
	bool same = here->kind == r->kind && str_eq(here->reason, r->reason) &&
		    payload_same(a, here->value, r->value);
	bool fits = same || here->kind == ANSWER_MISSING;

	if (r->note.len == 0)
		r->note = here->note;
	if (fits && str_eq(r->note, here->note)) {
		im->done->same += same;
		return !same;
	}
	if (fits && here->note.len == 0)
		return true;
	return import_conflicts(
	    im, r->question, who,
	    exchange_said(a, here->kind, here->value, here->reason, here->note),
	    exchange_said(a, r->kind, r->value, r->reason, r->note));
}

static void import_answer(struct importing *im, struct str person,
			  const struct answer_set *set, uint32_t question,
			  const struct stamp *stamp)
{
	const struct question *q = &im->view->pack->questions[question];
	const struct answer *said = &set->answers[question];
	struct answer_record r = {
		.respondent = person,
		.question = q->id,
		.kind = said->kind,
		.value = case_value(im->d->arena, q, said),
		.note = said->note,
		.reason = said->kind == ANSWER_NA ? said->reason : STR_NONE,
	};
	const struct answer_record *here = find_said(im, q->id);

	if (set->group == GROUP_STAFF && !set->together && !set->agreed) {
		im->done->notes_left += r.note.len > 0;
		r.note = STR_NONE;
	}
	if (here != NULL && !is_to_be_saved(im, &r, here, set->respondent))
		return;
	im->done->answers++;
	changes_add(
	    im->d->arena, &im->changes,
	    change_answer(im->d->arena, stamp, im->view->record->id, &r));
}

/* What the case answers for everybody is not said again by each. */
static bool is_of_client(struct importing *im, const struct question *q,
			 const struct answer *said)
{
	const struct answers *all = im->answers;
	bool same;

	if (q->from_client == FROM_NOWHERE)
		return false;
	if (q->from_client == FROM_CLIENT_STAFF
		? im->own_staff || all->staff == 0
		: im->own_sector || all->client_sector.len == 0)
		return false;
	if (said->kind != ANSWER_VALUE)
		same = false;
	else if (q->from_client == FROM_CLIENT_STAFF)
		same = ratio_floor(said->number) == all->staff;
	else
		same = str_eq(q->options[said->choice].id, all->client_sector);
	if (!same)
		DIAG_STR(im->d->diags, said->span, MSG_IMPORT_CLIENT, q->id);
	return true;
}

static void import_set(struct importing *im, const struct answer_set *set)
{
	bool alone =
	    set->group == GROUP_STAFF && !set->together && !set->agreed;
	const struct respondent_record *known =
	    alone ? NULL : find_person(im, set);
	struct stamp stamp = im->stamp;
	struct str person;

	if (set->group == GROUP_STAFF && !set->agreed) {
		/* A date, and no name: of them no more is kept. */
		stamp = desk_staff_stamp(im->d);
		stamp.from = im->stamp.from;
		if (im->answers->date.len > 0)
			stamp.at = im->answers->date;
	}
	person = known != NULL ? known->id : add_person(im, set, &stamp);
	find_theirs(im, person);
	im->done->staff += alone;
	im->done->people += !alone;
	im->done->new_people += !alone && known == NULL;
	for (uint32_t q = 0; q < im->view->pack->question_count; q++)
		if (set->answers[q].kind != ANSWER_MISSING &&
		    !is_of_client(im, &im->view->pack->questions[q],
				  &set->answers[q]))
			import_answer(im, person, set, q, &stamp);
}

static void read_said(struct importing *im)
{
	struct desk *d = im->d;
	struct str round = im->view->round->id;

	im->said[0] =
	    store_answers(d->store, d->arena, round, &im->said_count[0]);
	im->said[1] =
	    store_comments(d->store, d->arena, round, &im->said_count[1]);
}

static void import_sets(struct importing *im)
{
	for (uint32_t i = 0; i < im->answers->set_count; i++)
		import_set(im, &im->answers->sets[i]);
}

/* --- all of it ---------------------------------------------------------- */

/* Comparable as texts. The staff's answers would keep it for theirs. */
static void tell_future(struct importing *im)
{
	struct desk *d = im->d;

	if (str_cmp(im->answers->date, d->today) > 0)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_IMPORT_FUTURE,
			 str_from(im->wish->path), im->answers->date);
}

static bool save(struct importing *im)
{
	const struct import_done *done = im->done;

	if (done->conflict_count > 0 && im->wish->take == TAKE_NOTHING) {
		DIAG_STR(im->d->diags, (struct span){ 0 }, MSG_IMPORT_CONFLICTS,
			 exchange_number(im->d->arena, done->conflict_count));
		return false;
	}
	if (im->wish->dry)
		return true;
	/* That a file said nothing new needs no trace; that it was decided
	 * against does. */
	if (im->changes.count == 1 && done->conflict_count == 0)
		return true;
	return desk_save(im->d, im->changes.items, im->changes.count);
}

bool exchange_import(struct desk *d, const struct case_view *view,
		     const struct import_wish *wish, struct import_done *done)
{
	struct importing im = {
		.d = d, .view = view, .wish = wish, .done = done
	};
	size_t before = d->diags->errors;
	struct str bytes;

	*done = (struct import_done){ 0 };
	if (!read_bytes(&im, &bytes))
		return false;
	if (came_before(&im, bytes))
		return true;
	if (!read_file(&im, bytes) || !check_people(&im) ||
	    !import_sheet_is_new(&im))
		return false;
	tell_future(&im);
	begin_changes(&im, bytes);
	read_said(&im);
	import_client(&im);
	import_sets(&im);
	import_evidence(&im);
	import_decisions(&im);
	import_block(&im, "plan");
	import_block(&im, "report");
	if (d->diags->errors > before || !desk_read_well(d))
		return false;
	return save(&im);
}
