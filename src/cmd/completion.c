/* Completion for bash, zsh and fish, from the table. */
#include <string.h>

#include "rows.h"

/* --- names of one word, and of two --------------------------------------- */

/* `case` of `case new`; the whole name of others. */
static struct str first_word(const struct command *command)
{
	struct str name = str_from(command->name);
	size_t space = str_find(name, STR(" "), 0);

	return str_sub(name, 0, space == SIZE_MAX ? name.len : space);
}

/* `new` of `case new`; nothing of others. */
static struct str second_word(const struct command *command)
{
	struct str name = str_from(command->name);

	return str_sub(name, first_word(command).len + 1, name.len);
}

/* Whether none before it has the same first word. */
static bool begins(size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (str_eq(first_word(commands[before]),
			   first_word(commands[i])))
			return false;
	return true;
}

static bool begins_family(size_t i)
{
	return second_word(commands[i]).len > 0 && begins(i);
}

static void put_names(struct buf *out)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (begins(i))
			buf_fmt(out, "%s%.*s", i == 0 ? "" : " ",
				STR_ARGS(first_word(commands[i])));
}

static void put_seconds(struct buf *out, struct str family)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (str_eq(first_word(commands[i]), family))
			buf_fmt(out, "%.*s ",
				STR_ARGS(second_word(commands[i])));
}

/* In a pattern a name of two words is joined: `case-new`. */
static void put_joined(struct buf *out, const struct command *command)
{
	for (const char *c = command->name; *c != '\0'; c++)
		buf_char(out, *c == ' ' ? '-' : *c);
}

/* A text between single quotes of a shell. */
static void put_quoted(struct buf *out, const char *text)
{
	buf_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			buf_text(out, "'\\''");
		else
			buf_char(out, *text);
	}
	buf_char(out, '\'');
}

/* Of `case` alone, which is no command. */
static const char *family_summary(enum lang lang)
{
	return say(lang, "les dossiers des clients", "clients' cases");
}

/* --- bash ---------------------------------------------------------------- */

static void bash_value(struct buf *out, const struct command *command,
		       const struct flag *flag)
{
	if (flag->kind == VALUE_NONE || flag->kind == VALUE_TEXT ||
	    flag->kind == VALUE_NUMBER)
		return;
	buf_char(out, '\t');
	put_joined(out, command);
	buf_fmt(out, ":--%s", flag->name);
	if (flag->letter != 0) {
		buf_text(out, " | ");
		put_joined(out, command);
		buf_fmt(out, ":-%c", flag->letter);
	}
	if (flag->kind == VALUE_CHOICE)
		buf_fmt(out,
			")\n\t\tCOMPREPLY=($(compgen -W '%s' -- \"$word\"))\n",
			flag->choices);
	else
		buf_fmt(out, ")\n\t\tCOMPREPLY=($(compgen -%c -- \"$word\"))\n",
			flag->kind == VALUE_DIRECTORY ? 'd' : 'f');
	buf_text(out, "\t\treturn ;;\n");
}

static void bash_flags(struct buf *out, const struct command *command)
{
	const struct flag *flag;

	buf_char(out, '\t');
	put_joined(out, command);
	buf_text(out, ":-*)\n\t\tCOMPREPLY=($(compgen -W '");
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++)
		buf_fmt(out, "%s--%s", n == 0 ? "" : " ", flag->name);
	buf_text(out, "' -- \"$word\")) ;;\n");
	if (command->operand_kind != VALUE_FILE)
		return;
	buf_char(out, '\t');
	put_joined(out, command);
	buf_text(out, ":*)\n\t\tCOMPREPLY=($(compgen -f -- \"$word\")) ;;\n");
}

static void bash_family(struct buf *out, struct str family)
{
	buf_fmt(out,
		"\tif [ \"$command\" = %.*s ]; then\n"
		"\t\tif [ \"$COMP_CWORD\" -eq 2 ]; then\n"
		"\t\t\tCOMPREPLY=($(compgen -W '",
		STR_ARGS(family));
	put_seconds(out, family);
	buf_text(out, "' -- \"$word\"))\n\t\t\treturn\n\t\tfi\n"
		      "\t\tcommand=\"$command-${COMP_WORDS[2]}\"\n\tfi\n");
}

static void bash_write(struct buf *out)
{
	const struct flag *flag;

	buf_text(out, "# bash completion for jalon\n_jalon()\n{\n"
		      "\tlocal word=\"${COMP_WORDS[COMP_CWORD]}\"\n"
		      "\tlocal before=\"${COMP_WORDS[COMP_CWORD - 1]}\"\n"
		      "\tlocal command=\"${COMP_WORDS[1]}\"\n"
		      "\tCOMPREPLY=()\n"
		      "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
		      "\t\tCOMPREPLY=($(compgen -W '");
	put_names(out);
	buf_text(out, "' -- \"$word\"))\n\t\treturn\n\tfi\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		if (begins_family(i))
			bash_family(out, first_word(commands[i]));
	buf_text(out, "\tcase \"$command:$before\" in\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		for (size_t n = 0; (flag = flag_at(commands[i], n)) != NULL;
		     n++)
			bash_value(out, commands[i], flag);
	buf_text(out, "\tesac\n\tcase \"$command:$word\" in\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		bash_flags(out, commands[i]);
	buf_text(out, "\thelp:*)\n\t\tCOMPREPLY=($(compgen -W '");
	put_names(out);
	buf_text(out, "' -- \"$word\")) ;;\n\tesac\n}\n"
		      "complete -o filenames -F _jalon jalon\n");
}

/* --- zsh ----------------------------------------------------------------- */

/* Inside a specification of _arguments, `[`, `]` and `:` need a backslash. */
static void zsh_text(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("[]:\\", *text) != NULL)
			buf_char(out, '\\');
		if (*text == '\'')
			buf_text(out, "'\\''");
		else
			buf_char(out, *text);
	}
}

static void zsh_action(struct buf *out, enum value_kind kind,
		       const char *choices)
{
	switch (kind) {
	case VALUE_NONE:
	case VALUE_TEXT:
	case VALUE_NUMBER:
		buf_char(out, ' ');
		break;
	case VALUE_CHOICE:
		buf_fmt(out, "(%s)", choices == NULL ? "" : choices);
		break;
	case VALUE_COMMAND:
		buf_char(out, '(');
		put_names(out);
		buf_char(out, ')');
		break;
	case VALUE_FILE:
		buf_text(out, "_files");
		break;
	case VALUE_DIRECTORY:
		buf_text(out, "_files -/");
		break;
	}
}

static void zsh_spec(struct buf *out, const struct flag *flag, bool is_short,
		     enum lang lang)
{
	if (is_short)
		buf_fmt(out, " \\\n\t\t'-%c[", flag->letter);
	else
		buf_fmt(out, " \\\n\t\t'--%s[", flag->name);
	zsh_text(out, flag->summary[lang]);
	buf_char(out, ']');
	if (flag->kind != VALUE_NONE) {
		buf_char(out, ':');
		zsh_text(out, flag->value[lang]);
		buf_char(out, ':');
		zsh_action(out, flag->kind, flag->choices);
	}
	buf_char(out, '\'');
}

static void zsh_command(struct buf *out, const struct command *command,
			enum lang lang)
{
	const struct flag *flag;

	buf_char(out, '\t');
	put_joined(out, command);
	buf_text(out, ")\n\t\t_arguments");
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++) {
		zsh_spec(out, flag, false, lang);
		if (flag->letter != 0)
			zsh_spec(out, flag, true, lang);
	}
	if (command->max > 0) {
		buf_text(out, " \\\n\t\t'*:");
		zsh_text(out, command->operands[lang]);
		buf_char(out, ':');
		zsh_action(out, command->operand_kind, NULL);
		buf_char(out, '\'');
	}
	buf_text(out, " ;;\n");
}

static void zsh_name(struct buf *out, struct str name, const char *summary)
{
	buf_fmt(out, "\n\t\t\t'%.*s:", STR_ARGS(name));
	zsh_text(out, summary);
	buf_char(out, '\'');
}

/* The first words, or the second ones of a family. */
static void zsh_names(struct buf *out, struct str family, enum lang lang)
{
	buf_text(out, "\t\tlocal -a commands=(");
	for (size_t i = 0; commands[i] != NULL; i++) {
		const struct command *c = commands[i];

		if (family.len == 0 && begins_family(i))
			zsh_name(out, first_word(c), family_summary(lang));
		else if (family.len == 0 && begins(i))
			zsh_name(out, first_word(c), c->summary[lang]);
		else if (family.len > 0 && str_eq(first_word(c), family))
			zsh_name(out, second_word(c), c->summary[lang]);
	}
	buf_text(out, "\n\t\t)\n\t\t_describe command commands\n"
		      "\t\treturn\n\tfi\n");
}

static void zsh_family(struct buf *out, struct str family, enum lang lang)
{
	buf_fmt(out,
		"\tif [[ $command == %.*s ]] && (( CURRENT == 2 )); then\n",
		STR_ARGS(family));
	zsh_names(out, family, lang);
	buf_fmt(out,
		"\tif [[ $command == %.*s ]]; then\n"
		"\t\tcommand+=-$words[2]\n"
		"\t\tshift words\n\t\t(( CURRENT-- ))\n\tfi\n",
		STR_ARGS(family));
}

static void zsh_write(struct buf *out, enum lang lang)
{
	buf_text(out, "#compdef jalon\n_jalon()\n{\n"
		      "\tif (( CURRENT == 2 )); then\n");
	zsh_names(out, STR_NONE, lang);
	buf_text(out, "\tlocal command=$words[2]\n"
		      "\tshift words\n\t(( CURRENT-- ))\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		if (begins_family(i))
			zsh_family(out, first_word(commands[i]), lang);
	buf_text(out, "\tcase $command in\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		zsh_command(out, commands[i], lang);
	buf_text(out, "\tesac\n}\n_jalon \"$@\"\n");
}

/* --- fish ---------------------------------------------------------------- */

static void fish_seen(struct buf *out, const struct command *command)
{
	buf_fmt(out, "__fish_seen_subcommand_from %.*s",
		STR_ARGS(first_word(command)));
	if (second_word(command).len > 0)
		buf_fmt(out, "; and __fish_seen_subcommand_from %.*s",
			STR_ARGS(second_word(command)));
}

static void fish_flag(struct buf *out, const struct command *command,
		      const struct flag *flag, enum lang lang)
{
	buf_text(out, "complete -c jalon -n '");
	fish_seen(out, command);
	buf_fmt(out, "' -l %s", flag->name);
	if (flag->letter != 0)
		buf_fmt(out, " -s %c", flag->letter);
	if (flag->kind == VALUE_CHOICE)
		buf_fmt(out, " -x -a '%s'", flag->choices);
	else if (flag->kind == VALUE_DIRECTORY)
		buf_text(out, " -x -a '(__fish_complete_directories)'");
	else if (flag->kind == VALUE_FILE)
		buf_text(out, " -r -F");
	else if (flag->kind != VALUE_NONE)
		buf_text(out, " -x");
	buf_text(out, " -d ");
	put_quoted(out, flag->summary[lang]);
	buf_char(out, '\n');
}

static void fish_command(struct buf *out, const struct command *command,
			 enum lang lang)
{
	const struct flag *flag;

	if (second_word(command).len == 0)
		buf_fmt(out,
			"complete -c jalon -n __fish_use_subcommand -f -a %s "
			"-d ",
			command->name);
	else
		buf_fmt(out,
			"complete -c jalon -n '__fish_seen_subcommand_from "
			"%.*s' -f -a %.*s -d ",
			STR_ARGS(first_word(command)),
			STR_ARGS(second_word(command)));
	put_quoted(out, command->summary[lang]);
	buf_char(out, '\n');
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++)
		fish_flag(out, command, flag, lang);
}

static void fish_family(struct buf *out, struct str family, enum lang lang)
{
	buf_fmt(out,
		"complete -c jalon -n __fish_use_subcommand -f -a %.*s -d ",
		STR_ARGS(family));
	put_quoted(out, family_summary(lang));
	buf_char(out, '\n');
}

static void fish_write(struct buf *out, enum lang lang)
{
	for (size_t i = 0; commands[i] != NULL; i++) {
		if (begins_family(i))
			fish_family(out, first_word(commands[i]), lang);
		fish_command(out, commands[i], lang);
	}
	buf_text(out, "complete -c jalon -n '__fish_seen_subcommand_from "
		      "help' -f -a '");
	put_names(out);
	buf_text(out, "'\n");
}

void completion_write(struct buf *out, const char *shell, enum lang lang)
{
	if (strcmp(shell, "bash") == 0)
		bash_write(out);
	else if (strcmp(shell, "zsh") == 0)
		zsh_write(out, lang);
	else
		fish_write(out, lang);
}
