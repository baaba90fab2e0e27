/* Completion for bash, zsh and fish, from the table. */
#include <string.h>

#include "rows.h"

static void put_names(struct buf *out)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		buf_fmt(out, "%s%s", i == 0 ? "" : " ", commands[i]->name);
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

/* --- bash ---------------------------------------------------------------- */

static void bash_value(struct buf *out, const struct command *command,
		       const struct flag *flag)
{
	if (flag->kind == VALUE_NONE || flag->kind == VALUE_TEXT ||
	    flag->kind == VALUE_NUMBER)
		return;
	buf_fmt(out, "\t%s:--%s", command->name, flag->name);
	if (flag->letter != 0)
		buf_fmt(out, " | %s:-%c", command->name, flag->letter);
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

	buf_fmt(out, "\t%s:-*)\n\t\tCOMPREPLY=($(compgen -W '", command->name);
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++)
		buf_fmt(out, "%s--%s", n == 0 ? "" : " ", flag->name);
	buf_text(out, "' -- \"$word\")) ;;\n");
	if (command->operand_kind == VALUE_FILE)
		buf_fmt(out,
			"\t%s:*)\n\t\tCOMPREPLY=($(compgen -f -- \"$word\")) "
			";;\n",
			command->name);
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
	buf_text(out, "' -- \"$word\"))\n\t\treturn\n\tfi\n"
		      "\tcase \"$command:$before\" in\n");
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
		buf_fmt(out, "(%s)", choices);
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

	buf_fmt(out, "\t%s)\n\t\t_arguments", command->name);
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

static void zsh_write(struct buf *out, enum lang lang)
{
	buf_text(out, "#compdef jalon\n_jalon()\n{\n"
		      "\tif (( CURRENT == 2 )); then\n"
		      "\t\tlocal -a commands=(");
	for (size_t i = 0; commands[i] != NULL; i++) {
		buf_fmt(out, "\n\t\t\t'%s:", commands[i]->name);
		zsh_text(out, commands[i]->summary[lang]);
		buf_char(out, '\'');
	}
	buf_text(out, "\n\t\t)\n\t\t_describe command commands\n"
		      "\t\treturn\n\tfi\n"
		      "\tlocal command=$words[2]\n"
		      "\tshift words\n\t(( CURRENT-- ))\n"
		      "\tcase $command in\n");
	for (size_t i = 0; commands[i] != NULL; i++)
		zsh_command(out, commands[i], lang);
	buf_text(out, "\tesac\n}\n_jalon \"$@\"\n");
}

/* --- fish ---------------------------------------------------------------- */

static void fish_flag(struct buf *out, const struct command *command,
		      const struct flag *flag, enum lang lang)
{
	buf_fmt(out,
		"complete -c jalon -n '__fish_seen_subcommand_from %s' -l %s",
		command->name, flag->name);
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

	buf_fmt(out, "complete -c jalon -n __fish_use_subcommand -f -a %s -d ",
		command->name);
	put_quoted(out, command->summary[lang]);
	buf_char(out, '\n');
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++)
		fish_flag(out, command, flag, lang);
}

static void fish_write(struct buf *out, enum lang lang)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		fish_command(out, commands[i], lang);
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
