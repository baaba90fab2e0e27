/* `jalon help`, and the help of each command. All of it from the table. */
#include <string.h>

#include "rows.h"

enum { NAME_COLUMNS = 16, FLAG_COLUMNS = 24 };

static void put_common(struct buf *out, enum lang lang)
{
	buf_text(out,
		 say(lang,
		     "\nCodes de sortie : 0 fait, 1 l'entrée a des erreurs, "
		     "2 mauvais usage,\n3 l'environnement a failli (disque "
		     "plein...), 70 un défaut du programme.\n",
		     "\nExit status: 0 done, 1 the input has errors, 2 wrong "
		     "usage, 3 the\nenvironment failed (disk full...), 70 a "
		     "bug of the program.\n"));
}

static void put_summary(struct buf *out, const struct command *command,
			enum lang lang)
{
	buf_text(out, "  ");
	put_cell(out, str_from(command->name), NAME_COLUMNS);
	buf_fmt(out, "%s\n", command->summary[lang]);
}

void help_write(struct buf *out, enum lang lang)
{
	put_title(out, say(lang,
			   "Jalon : le diagnostic de maturité en IA d'une "
			   "petite entreprise",
			   "Jalon: the AI-readiness diagnostic of a small "
			   "business"));
	buf_text(out, say(lang, "\njalon COMMANDE [OPTIONS] ...\n\n",
			  "\njalon COMMAND [OPTIONS] ...\n\n"));
	for (size_t i = 0; commands[i] != NULL; i++) {
		const char *group = command_group(commands[i], lang);

		if (group != NULL)
			buf_fmt(out, "%s%s\n", i == 0 ? "" : "\n", group);
		put_summary(out, commands[i], lang);
	}
	buf_text(out, say(lang,
			  "\nPour une commande : jalon help COMMANDE, ou "
			  "jalon COMMANDE --help\n",
			  "\nFor one command: jalon help COMMAND, or jalon "
			  "COMMAND --help\n"));
	put_common(out, lang);
}

void help_family_write(struct buf *out, struct str name, enum lang lang)
{
	struct buf start = buf_make(out->arena);

	buf_fmt(&start, "%.*s ", STR_ARGS(name));
	buf_fmt(out,
		say(lang, "jalon %.*s COMMANDE [OPTIONS] ...\n\n",
		    "jalon %.*s COMMAND [OPTIONS] ...\n\n"),
		STR_ARGS(name));
	for (size_t i = 0; commands[i] != NULL; i++)
		if (str_starts(str_from(commands[i]->name),
			       str_cstr(out->arena, buf_view(&start))))
			put_summary(out, commands[i], lang);
	buf_fmt(out,
		say(lang, "\nPour l'une d'elles : jalon help %.*s COMMANDE\n",
		    "\nFor one of them: jalon help %.*s COMMAND\n"),
		STR_ARGS(name));
}

static void put_flag(struct buf *out, const struct flag *flag, enum lang lang)
{
	struct buf name = buf_make(out->arena), text = name;
	size_t at;

	if (flag->letter != 0)
		buf_fmt(&name, "-%c, ", flag->letter);
	buf_fmt(&name, "--%s", flag->name);
	if (flag->kind != VALUE_NONE)
		buf_fmt(&name, " %s", flag->value[lang]);
	buf_text(out, "  ");
	put_cell(out, buf_view(&name), FLAG_COLUMNS);
	buf_text(&text, flag->summary[lang]);
	if (flag->kind == VALUE_CHOICE)
		buf_fmt(&text, " (%.*s)",
			STR_ARGS(choices_text(out->arena, flag->choices)));
	at = out->len;
	put_wrapped(out, buf_view(&text), FLAG_COLUMNS + 2);
	/* The first line continues the flag's: without its indentation. */
	memmove(out->at + at, out->at + at + FLAG_COLUMNS + 2,
		out->len - at - FLAG_COLUMNS - 2);
	out->len -= FLAG_COLUMNS + 2;
}

void help_command_write(struct buf *out, const struct command *command,
			enum lang lang)
{
	const struct flag *flag;

	buf_fmt(out, say(lang, "jalon %s : %s\n\n", "jalon %s: %s\n\n"),
		command->name, command->summary[lang]);
	buf_fmt(out, "  jalon %s [OPTIONS]%s%s\n", command->name,
		command->operands[lang][0] == '\0' ? "" : " ",
		command->operands[lang]);
	if (command->about[lang] != NULL) {
		buf_char(out, '\n');
		put_wrapped(out, str_from(command->about[lang]), 0);
	}
	buf_text(out, "\nOptions\n");
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++)
		put_flag(out, flag, lang);
	buf_fmt(out, say(lang, "\nExemple\n  %s\n", "\nExample\n  %s\n"),
		command->example);
}

/* `jalon help case new`: two words are one name. */
static struct str asked_name(struct call *call)
{
	struct buf name = buf_make(call->arena);

	buf_text(&name, call->operands[0]);
	if (call->operand_count > 1)
		buf_fmt(&name, " %s", call->operands[1]);
	return buf_view(&name);
}

static enum status help_run(struct call *call)
{
	const char *shell = call_flag(call, "completion");
	const struct command *command;
	struct str name;

	if (shell != NULL) {
		completion_write(&call->out, shell, call->lang);
		return STATUS_DONE;
	}
	if (call_flag(call, "man") != NULL) {
		manual_write(&call->out, call->lang);
		return STATUS_DONE;
	}
	if (call->operand_count == 0) {
		help_write(&call->out, call->lang);
		return STATUS_DONE;
	}
	name = asked_name(call);
	if (command_is_family(name)) {
		help_family_write(&call->out, name, call->lang);
		return STATUS_DONE;
	}
	command = command_find(name);
	if (command == NULL) {
		command_suggest(call, name);
		return STATUS_USAGE;
	}
	help_command_write(&call->out, command, call->lang);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "man",
	  .summary = { "la page de manuel, en roff",
		       "the manual page, as roff" } },
	{ .name = "completion",
	  .kind = VALUE_CHOICE,
	  .value = { "INTERPRÉTEUR", "SHELL" },
	  .choices = "bash zsh fish",
	  .summary = { "la complétion d'un interpréteur de commandes",
		       "the completion of a shell" } },
	{ .name = NULL },
};

const struct command command_help = {
	.name = "help",
	.operands = { "[COMMANDE]", "[COMMAND]" },
	.operand_kind = VALUE_COMMAND,
	.max = 2,
	.summary = { "l'aide du programme ou d'une commande",
		     "help on the program or on a command" },
	.example = "jalon help --completion bash > "
		   "/etc/bash_completion.d/jalon",
	.flags = flags,
	.run = help_run,
};
