/* `jalon case list`: the cases of the file, and those due to be erased. */
#include "rows.h"

#include "app/case.h"
#include "format/json.h"

static bool is_due(const struct case_record *c, struct str today)
{
	return c->keep_until.len > 0 && str_cmp(c->keep_until, today) < 0;
}

/* Never cut: it is what the other commands are given. */
static size_t name_columns(const struct case_record *all, uint32_t count)
{
	size_t columns = 24;

	for (uint32_t i = 0; i < count; i++)
		if (str_chars(all[i].name) > columns)
			columns = str_chars(all[i].name);
	return columns;
}

static void put_line(struct call *call, const struct case_record *c,
		     size_t columns)
{
	struct buf *out = &call->out;
	uint32_t rounds;

	store_rounds(call->desk->store, call->arena, c->id, &rounds);
	put_cell(out, c->name, columns);
	buf_char(out, ' ');
	put_cell(out, c->client, 28);
	buf_fmt(out, say(call->lang, " %.*s  ronde %u%s\n",
			 " %.*s  round %u%s\n"),
		STR_ARGS(c->opened), rounds,
		is_due(c, call->desk->today)
		    ? say(call->lang, "  À EFFACER", "  TO BE ERASED")
		    : "");
}

static void put_json(struct call *call, const struct case_record *all,
		     uint32_t count)
{
	struct json j = json_make(&call->out, true);

	json_begin_array(&j);
	for (uint32_t i = 0; i < count; i++) {
		json_begin_object(&j);
		json_key(&j, "name");
		json_str(&j, all[i].name);
		json_key(&j, "id");
		json_str(&j, all[i].id);
		json_key(&j, "client");
		json_str(&j, all[i].client);
		json_key(&j, "opened");
		json_str(&j, all[i].opened);
		json_key(&j, "keep_until");
		json_str(&j, all[i].keep_until);
		json_end(&j);
	}
	json_end(&j);
	buf_char(&call->out, '\n');
}

static enum status case_list_run(struct call *call)
{
	uint32_t count;
	const struct case_record *all =
	    store_cases(call->desk->store, call->arena, &count);

	if (call_flag(call, "json") != NULL)
		put_json(call, all, count);
	else
		for (uint32_t i = 0; i < count; i++)
			put_line(call, &all[i],
				 name_columns(all, count));
	return desk_read_well(call->desk) ? STATUS_DONE : STATUS_INPUT;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "la liste, en JSON, avec les identifiants",
		       "the list, as JSON, with the ids" } },
	FLAG_CASES,
	{ .name = NULL },
};

const struct command command_case_list = {
	.name = "case list",
	.operands = { "", "" },
	.summary = { "les dossiers, et ceux dont le délai est passé",
		     "the cases, and those whose time is up" },
	.example = "jalon case list",
	.flags = flags,
	.needs = NEEDS_CASES,
	.run = case_list_run,
};
