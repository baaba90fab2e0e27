/* The commands, found by name; their flags. */
#include "rows.h"

#include <string.h>

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "commands.def"
	NULL,
};

const char *command_group(const struct command *first, enum lang lang)
{
	static const struct {
		const struct command *first;
		const char *title[LANG_COUNT];
	} groups[] = {
#define GROUP(first, fr, en) { &command_##first, { fr, en } },
#include "commands.def"
	};

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (groups[i].first == first)
			return groups[i].title[lang];
	return NULL;
}

const struct command *command_find(struct str name)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (str_is(name, commands[i]->name))
			return commands[i];
	return NULL;
}

bool command_is_family(struct str name)
{
	for (size_t i = 0; commands[i] != NULL; i++) {
		struct str own = str_from(commands[i]->name);
		size_t space = str_find(own, STR(" "), 0);

		if (space != SIZE_MAX && str_eq(name, str_sub(own, 0, space)))
			return true;
	}
	return false;
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

/* The number of a flag, or -1. */
static int flag_number(const struct command *command, const char *name)
{
	const struct flag *flag;

	for (int n = 0; (flag = flag_at(command, (size_t)n)) != NULL; n++)
		if (strcmp(flag->name, name) == 0)
			return n;
	return -1;
}

const char *call_flag(const struct call *call, const char *name)
{
	int n = flag_number(call->command, name);

	if (n < 0)
		BUG("`%s` has no flag `%s`", call->command->name, name);
	return call->values[n];
}

const char *call_flag_or(const struct call *call, const char *name,
			 const char *otherwise)
{
	int n = flag_number(call->command, name);

	return n < 0 || call->values[n] == NULL ? otherwise : call->values[n];
}
