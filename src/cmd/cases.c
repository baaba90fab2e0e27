/*
 * The file of cases: where it is, who types, what time it is. The only place
 * that asks a clock.
 */
#include "rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/case.h"
#include "base/file.h"

/* --- where ----------------------------------------------------------------- */

static const char *env(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || *value == '\0' ? NULL : value;
}

/* The user's data, as the XDG base directories say. */
static const char *data_folder(struct arena *a)
{
	const char *data = env("XDG_DATA_HOME"), *home = env("HOME");

	if (data == NULL)
		data = path_join(a, home == NULL ? "." : home, ".local/share");
	return path_join(a, data, "jalon");
}

static const char *cases_path(struct call *call)
{
	const char *given = call_flag_or(call, "cases", NULL);

	if (given == NULL)
		given = env("JALON_CASES");
	if (given != NULL)
		return given;
	return path_join(call->arena, data_folder(call->arena), "cases.jalon");
}

/* --- when and who ----------------------------------------------------------- */

static struct str date_text(struct arena *a, const struct tm *when)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%04d-%02d-%02d", when->tm_year + 1900, when->tm_mon + 1,
		when->tm_mday);
	return buf_view(&b);
}

static struct str time_text(struct arena *a, const struct tm *when)
{
	struct buf b = buf_make(a);

	buf_str(&b, date_text(a, when));
	buf_fmt(&b, "T%02d:%02d:%02dZ", when->tm_hour, when->tm_min,
		when->tm_sec);
	return buf_view(&b);
}

/* SOURCE_DATE_EPOCH stands for the clock, so that a run can be made again. */
void inputs_time(struct desk *d)
{
	const char *fixed = env("SOURCE_DATE_EPOCH");
	time_t now = fixed == NULL ? time(NULL)
				   : (time_t)strtoll(fixed, NULL, 10);
	struct tm utc = { 0 }, here = { 0 };

	gmtime_r(&now, &utc);
	localtime_r(&now, &here);
	d->now = time_text(d->arena, &utc);
	d->today = date_text(d->arena, &here);
}

static struct str who(struct call *call)
{
	const char *name = call_flag_or(call, "by", NULL);

	if (name == NULL)
		name = env("JALON_BY");
	if (name == NULL)
		name = env("LOGNAME");
	return name == NULL ? STR_NONE : str_from(name);
}

/* --- opening ------------------------------------------------------------------ */

static enum store_opening opening(unsigned needs)
{
	if (needs & NEEDS_CASES_MADE)
		return STORE_CREATE;
	return needs & NEEDS_CASES_WRITE ? STORE_WRITE : STORE_READ;
}

bool inputs_make_folder(struct call *call, const char *path)
{
	const char *folder = path_parent(call->arena, path);
	int error = file_make_private_directory(folder);

	if (error == 0)
		return true;
	call->desk->failed = true;
	DIAG(&call->diags, (struct span){ 0 }, MSG_CASES_FOLDER, folder,
	     error_text(error, call->lang));
	return false;
}

/* Many commands on cases never need one. */
static bool find_pack(struct call *call, struct desk *d)
{
	const char *given = call_flag_or(call, "pack", NULL);

	d->pack_asked = given != NULL;
	d->pack_dir = d->pack_asked
			  ? pack_locate(call, given)
			  : pack_locate_shipped(call, &d->pack_wanted,
						&d->pack_looked);
	return d->pack_dir != NULL || !d->pack_asked;
}

const char *inputs_desk_closed(struct call *call)
{
	struct desk *d = ARENA_NEW(call->arena, struct desk);

	if (call->shelf == NULL)
		call->shelf = shelf_open();
	d->arena = call->arena;
	d->shelf = call->shelf;
	d->diags = &call->diags;
	d->chance = chance_system();
	d->by = who(call);
	inputs_time(d);
	call->desk = d;
	return find_pack(call, d) ? cases_path(call) : NULL;
}

bool inputs_desk_for(struct call *call, unsigned needs)
{
	const char *path = inputs_desk_closed(call);

	if (path == NULL)
		return false;
	if (opening(needs) == STORE_CREATE && !inputs_make_folder(call, path))
		return false;
	return desk_open(call->desk, path, opening(needs));
}

bool inputs_desk(struct call *call)
{
	return inputs_desk_for(call, call->command->needs);
}

/* --- which ---------------------------------------------------------------------- */

bool inputs_round(struct call *call, uint32_t *number)
{
	struct ratio wanted;

	*number = 0;
	if (!call_number(call, "round", &wanted))
		return true;
	if (wanted.den == 1 && wanted.num >= 1 && wanted.num <= 100000) {
		*number = (uint32_t)wanted.num;
		return true;
	}
	DIAG(&call->diags, (struct span){ 0 }, MSG_FLAG_WHOLE, "--round",
	     call_flag(call, "round"), "1", "100000");
	return false;
}

struct case_view *inputs_case(struct call *call)
{
	uint32_t number;

	if (!inputs_round(call, &number))
		return NULL;
	return case_view(call->desk, str_from(call->operands[0]), number);
}

/* --- a case in the place of an answers file -------------------------------------- */

bool names_a_case(const char *operand)
{
	return str_starts(str_from(operand), "case:");
}

/* `case:NAME`, or `case:NAME@2` for its second round. */
bool inputs_case_operand(struct call *call, const char *operand)
{
	struct str name = str_sub(str_from(operand), 5, SIZE_MAX), number;
	size_t at = str_find(name, STR("@"), 0);
	uint32_t round = 0;

	number = at == SIZE_MAX ? STR_NONE : str_sub(name, at + 1, name.len);
	for (size_t i = 0; i < number.len; i++) {
		if (number.at[i] < '0' || number.at[i] > '9' || i == 5) {
			DIAG_STR(&call->diags, (struct span){ 0 },
				 MSG_CASES_ROUND, number);
			return false;
		}
		round = round * 10 + (uint32_t)(number.at[i] - '0');
	}
	if (!inputs_desk(call))
		return false;
	call->view = case_view(call->desk, str_sub(name, 0, at), round);
	return call->view != NULL;
}
