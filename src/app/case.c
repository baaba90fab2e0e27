/* Cases: opened, found, looked at. */
#include "app/case.h"

#include <string.h>

#include "base/arena.h"

enum { NAME_MAX_BYTES = 64, ID_START = 6 };

/* --- names ---------------------------------------------------------------- */

bool case_name_is_good(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
			return false;
	}
	return name.len > 0 && name.len <= NAME_MAX_BYTES &&
	       name.at[0] != '-';
}

/* The letter without its accent, for those of French; 0 for another sign. */
static char plain_letter(unsigned char lead, unsigned char next)
{
	static const char plain[] =	/* U+00C0 to U+00FF */
	    "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
	unsigned index = (lead == 0xC3 ? next & 0x3F : 0x40u);

	if (lead == 0xC5 && (next == 0x92 || next == 0x93))
		return 'o';
	return index < sizeof(plain) - 1 && plain[index] != ' ' ? plain[index]
								: 0;
}

/* Œ and Æ, small or large, are two letters. */
static bool is_ligature(unsigned char lead, unsigned char next)
{
	return (lead == 0xC5 && (next == 0x92 || next == 0x93)) ||
	       (lead == 0xC3 && (next == 0x86 || next == 0xA6));
}

/* `*and_e` when an `e` comes after it. */
static char name_letter(struct str client, size_t *at, bool *and_e)
{
	unsigned char c = (unsigned char)client.at[(*at)++];

	if (c >= 'A' && c <= 'Z')
		return (char)(c | 0x20);
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return (char)c;
	if (c < 0x80 || *at >= client.len)
		return 0;
	*and_e = is_ligature(c, (unsigned char)client.at[*at]);
	return plain_letter(c, (unsigned char)client.at[(*at)++]);
}

struct str case_name_from(struct arena *a, struct str client)
{
	struct buf name = buf_make(a);
	bool between = false;

	for (size_t i = 0; i < client.len && name.len < 40;) {
		bool and_e = false;
		char c = name_letter(client, &i, &and_e);

		if (c == 0) {
			between = name.len > 0;
			continue;
		}
		if (between)
			buf_char(&name, '-');
		buf_char(&name, c);
		if (and_e)
			buf_char(&name, 'e');
		between = false;
	}
	return buf_view(&name);
}

/* What is no letter of French, or is an accent apart, is taken as it is. */
static bool may_fold(unsigned char lead)
{
	return lead < 0x80 || lead == 0xC3 || lead == 0xC5;
}

/* U+0300 to U+036F: an accent that follows its letter. */
static bool is_accent(struct str name, size_t at)
{
	unsigned char lead = (unsigned char)name.at[at];

	return at + 1 < name.len &&
	       (lead == 0xCC ||
		(lead == 0xCD && (unsigned char)name.at[at + 1] < 0xB0));
}

static struct str folded(struct arena *a, struct str name)
{
	struct buf b = buf_make(a);

	for (size_t i = 0; i < name.len;) {
		size_t from = i;
		bool and_e = false;
		char c = 0;

		if (is_accent(name, i)) {
			i += 2;
			continue;
		}
		if (may_fold((unsigned char)name.at[i]))
			c = name_letter(name, &i, &and_e);
		else
			i++;
		if (c != 0)
			buf_char(&b, c);
		else if (name.at[from] != ' ' || !str_ends(buf_view(&b), " "))
			buf_str(&b, str_sub(name, from, i));
		if (and_e)
			buf_char(&b, 'e');
	}
	return buf_view(&b);
}

bool case_same_person(struct arena *a, struct str one, struct str other)
{
	return str_eq(folded(a, str_trim(one)), folded(a, str_trim(other)));
}

/* --- opening one ----------------------------------------------------------- */

static uint32_t cases_named(struct desk *d, struct str name)
{
	uint32_t count;

	store_cases_named(d->store, d->arena, name, &count);
	return count;
}

static bool name_is_free(struct desk *d, struct str name)
{
	uint32_t count = cases_named(d, name);

	if (!desk_read_well(d))
		return false;
	if (count > 0)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_NAME_TAKEN,
			 name);
	return count == 0;
}

/* Nobody typed it: a second case for the same client is `client-2`. */
static struct str free_name_from(struct desk *d, struct str client)
{
	struct str first = case_name_from(d->arena, client), name = first;

	for (uint32_t n = 2; name.len > 0 && cases_named(d, name) > 0; n++) {
		struct buf b = buf_make(d->arena);

		buf_str(&b, first);
		buf_char(&b, '-');
		buf_int(&b, n);
		name = buf_view(&b);
	}
	return name;
}

static struct str choose_name(struct desk *d, const struct case_new *wanted)
{
	struct str name = wanted->name.len > 0
			      ? wanted->name
			      : free_name_from(d, wanted->client);

	if (!case_name_is_good(name)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_NAME_BAD,
			 wanted->name.len > 0 ? wanted->name : wanted->client);
		return STR_NONE;
	}
	return name_is_free(d, name) ? name : STR_NONE;
}

static struct change new_round(struct desk *d, struct str chain,
			       struct str pack, struct str title)
{
	struct stamp stamp = desk_stamp(d);
	struct round_record round = {
		.id = desk_new_id(d),
		.title = title,
		.date = d->today,
		.pack = pack,
	};

	return change_round(d->arena, &stamp, chain, &round);
}

/* "`id` (words), ...", in both languages. */
static struct str list_options(struct arena *a, const struct pack *pack,
			       const struct question *q)
{
	struct buf b = buf_make(a);

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		if (lang > 0)
			buf_text(&b, DIAG_BETWEEN);
		for (uint32_t o = 0; o < q->option_count; o++) {
			struct str words = text_in(&q->options[o].text,
						   (enum lang)lang, pack);

			buf_fmt(&b, "%s`%.*s` (%.*s)", o == 0 ? "" : ", ",
				STR_ARGS(q->options[o].id), STR_ARGS(words));
		}
	}
	return buf_view(&b);
}

/* Where the pack asks for the sector, only its options can be answers. */
static bool sector_is_good(struct desk *d, struct str sector)
{
	const struct pack *pack = desk_today_pack(d);
	const struct question *q;
	struct diag *diag;

	if (pack == NULL)
		return false;
	if (sector.len == 0 || pack->sector_question == NO_INDEX)
		return true;
	q = &pack->questions[pack->sector_question];
	for (uint32_t o = 0; o < q->option_count; o++)
		if (str_eq(q->options[o].id, sector))
			return true;
	diag = DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_SECTOR, sector,
			list_options(d->arena, pack, q));
	diag_suggest(d->diags, diag, sector, q->values.ids, q->values.count);
	return false;
}

/* Kept as it is said: it may be erased this very day. */
static void tell_keep_past(struct desk *d, struct str keep_until)
{
	if (keep_until.len > 0 && str_cmp(keep_until, d->today) < 0)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_KEEP_PAST,
			 keep_until);
}

const struct case_record *case_open_new(struct desk *d,
					const struct case_new *wanted)
{
	struct case_record *record = ARENA_NEW(d->arena, struct case_record);
	struct stamp stamp = desk_stamp(d);
	struct change changes[2];
	struct str pack;

	if (!desk_takes_text(d, wanted->client, true) ||
	    !desk_takes_text(d, wanted->sector, true))
		return NULL;
	record->name = choose_name(d, wanted);
	if (record->name.len == 0 || !sector_is_good(d, wanted->sector))
		return NULL;
	pack = desk_keep_pack(d);
	if (pack.len == 0)
		return NULL;
	record->id = desk_new_id(d);
	record->client = wanted->client.len > 0 ? wanted->client
						: record->name;
	record->sector = wanted->sector;
	record->staff = wanted->staff;
	record->opened = d->today;
	record->keep_until = wanted->keep_until;
	tell_keep_past(d, wanted->keep_until);
	changes[0] = change_case(d->arena, &stamp, record);
	changes[1] = new_round(d, record->id, pack, STR_NONE);
	return desk_save(d, changes, 2) ? record : NULL;
}

bool case_correct(struct desk *d, const struct case_record *record,
		  const struct case_new *wanted)
{
	struct stamp stamp = desk_stamp(d);
	struct case_record now = *record;
	struct change change;

	if (!case_name_is_good(wanted->name)) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_NAME_BAD,
			 wanted->name);
		return false;
	}
	if (!desk_takes_text(d, wanted->client, true) ||
	    !desk_takes_text(d, wanted->sector, true))
		return false;
	if ((!str_eq(wanted->name, record->name) &&
	     !name_is_free(d, wanted->name)) ||
	    (!str_eq(wanted->sector, record->sector) &&
	     !sector_is_good(d, wanted->sector)))
		return false;
	now.name = wanted->name;
	now.client = wanted->client.len > 0 ? wanted->client : wanted->name;
	now.sector = wanted->sector;
	now.staff = wanted->staff;
	now.keep_until = wanted->keep_until;
	if (!str_eq(wanted->keep_until, record->keep_until))
		tell_keep_past(d, wanted->keep_until);
	change = change_case(d->arena, &stamp, &now);
	return desk_save(d, &change, 1);
}

bool case_begin_round(struct desk *d, const struct case_record *record,
		      struct str title)
{
	struct str pack = STR_NONE;
	struct change change;

	if (desk_takes_text(d, title, true))
		pack = desk_keep_pack(d);
	if (pack.len == 0)
		return false;
	change = new_round(d, record->id, pack, title);
	return desk_save(d, &change, 1);
}

/* --- finding --------------------------------------------------------------- */

static void unknown(struct desk *d, struct str name,
		    const struct case_record *all, uint32_t count)
{
	struct str *names = ARENA_ARRAY(d->arena, count, struct str);
	struct diag *diag = DIAG_STR(d->diags, (struct span){ 0 },
				     MSG_CASE_UNKNOWN, name,
				     str_from(store_path(d->store)));

	for (uint32_t i = 0; i < count; i++)
		names[i] = all[i].name;
	diag_suggest(d->diags, diag, name, names, count);
}

static const struct case_record *by_id_start(struct str start,
					     const struct case_record *all,
					     uint32_t count, uint32_t *found)
{
	const struct case_record *one = NULL;

	*found = 0;
	for (uint32_t i = 0; i < count && start.len >= ID_START; i++) {
		if (!str_eq(str_sub(all[i].id, 0, start.len), start))
			continue;
		one = &all[i];
		++*found;
	}
	return one;
}

const struct case_record *case_find(struct desk *d, struct str name)
{
	uint32_t count, found;
	const struct case_record *one =
	    store_cases_named(d->store, d->arena, name, &found);

	if (found == 0) {
		const struct case_record *all =
		    store_cases(d->store, d->arena, &count);

		one = by_id_start(name, all, count, &found);
		if (desk_read_well(d) && found == 0)
			unknown(d, name, all, count);
	}
	if (found > 1)
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_SEVERAL, name,
			 str_sub(one->id, 0, 8));
	return desk_read_well(d) && found == 1 ? one : NULL;
}

static struct str number_text(struct arena *a, uint32_t n)
{
	struct buf b = buf_make(a);

	buf_int(&b, n);
	return buf_view(&b);
}

static struct case_view *view_begin(struct desk *d,
				    const struct case_record *record)
{
	struct case_view *v = ARENA_NEW(d->arena, struct case_view);

	if (!desk_read_well(d) || record == NULL)
		return NULL;
	v->record = record;
	v->rounds = store_rounds(d->store, d->arena, v->record->id,
				 &v->round_count);
	return desk_read_well(d) ? v : NULL;
}

static struct case_view *view_of(struct desk *d, struct case_view *v,
				 uint32_t number)
{
	v->number = number;
	v->round = &v->rounds[number - 1];
	v->pack = desk_pack(d, v->round->pack);
	v->respondents = store_respondents(d->store, d->arena, v->round->id,
					   &v->respondent_count);
	return v->pack != NULL && desk_read_well(d) ? v : NULL;
}

struct case_view *case_view(struct desk *d, struct str name, uint32_t number)
{
	struct case_view *v = view_begin(d, case_find(d, name));

	if (v == NULL)
		return NULL;
	if (number == 0)
		number = v->round_count;
	if (number == 0 || number > v->round_count) {
		DIAG_STR(d->diags, (struct span){ 0 }, MSG_CASE_NO_ROUND,
			 v->record->name, number_text(d->arena, number),
			 number_text(d->arena, v->round_count));
		return NULL;
	}
	return view_of(d, v, number);
}

struct case_view *case_view_of_round(struct desk *d, struct str chain,
				     struct str round)
{
	struct case_view *v =
	    view_begin(d, store_case(d->store, d->arena, chain));

	for (uint32_t i = 0; v != NULL && i < v->round_count; i++)
		if (str_eq(v->rounds[i].id, round))
			return view_of(d, v, i + 1);
	return NULL;
}

const struct respondent_record *case_respondent(const struct case_view *view,
						struct str id)
{
	for (uint32_t r = 0; r < view->respondent_count; r++)
		if (str_eq(view->respondents[r].id, id))
			return &view->respondents[r];
	return NULL;
}

bool case_same_said(const struct answer_record *x,
		    const struct answer_record *y)
{
	return x->kind == y->kind && str_eq(x->value, y->value) &&
	       str_eq(x->reason, y->reason) && str_eq(x->note, y->note);
}
