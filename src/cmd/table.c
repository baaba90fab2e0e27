/* Every command, in the order in which help lists them. */
#include "rows.h"

#include <string.h>

const struct command *const commands[] = {
	&command_check,    &command_run,  &command_score,  &command_plan,
	&command_workshop, &command_gain, &command_drill,  &command_batch,
	&command_export,   &command_new,  &command_schema, &command_help,
	&command_version,  NULL,
};

const struct command *command_find(struct str name)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (str_is(name, commands[i]->name))
			return commands[i];
	return NULL;
}

static const struct flag common[] = {
	{ .name = "lang",
	  .kind = VALUE_CHOICE,
	  .value = { "LANGUE", "LANGUAGE" },
	  .choices = "fr en",
	  .summary = { "langue de l'interface (sinon celle du système)",
		       "language of the interface (else the system's)" } },
	{ .name = "help",
	  .letter = 'h',
	  .summary = { "cette aide", "this help" } },
	{ .name = NULL },
};

const struct flag *flag_at(const struct command *command, size_t n)
{
	size_t own = 0, skipped = 0;
	bool has_lang = false;

	for (; command->flags != NULL && command->flags[own].name != NULL;
	     own++) {
		if (own == n)
			return &command->flags[own];
		has_lang |= strcmp(command->flags[own].name, "lang") == 0;
	}
	/* A command may say more about --lang than the common row does. */
	skipped = has_lang ? 1 : 0;
	n = n - own + skipped;
	return n < sizeof(common) / sizeof(common[0]) - 1 ? &common[n] : NULL;
}

const char *call_flag(const struct call *call, const char *name)
{
	const struct flag *flag;

	for (size_t n = 0; (flag = flag_at(call->command, n)) != NULL; n++)
		if (strcmp(flag->name, name) == 0)
			return call->values[n];
	BUG("`%s` has no flag `%s`", call->command->name, name);
}
