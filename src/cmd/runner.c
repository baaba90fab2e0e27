/*
 * The runner: reads the command line, prepares what the row asks for, calls,
 * prints, and makes sure that what was printed arrived.
 */
#include "rows.h"

#include "app/case.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static void see_help(const struct call *call)
{
	struct buf b = buf_make(call->arena);
	const char *name = call->command == NULL ? NULL : call->command->name;

	if (call->command == &command_help)
		name = NULL;
	if (call->diags.items[0].message == MSG_COMMAND_MISSING) {
		buf_char(&b, '\n');
		help_write(&b, call->lang);
		write_fully(STDERR_FILENO, buf_view(&b));
		return;
	}
	buf_fmt(&b,
		say(call->lang, "\nVoir `jalon help%s%s`.\n",
		    "\nSee `jalon help%s%s`.\n"),
		name == NULL ? "" : " ", name == NULL ? "" : name);
	write_fully(STDERR_FILENO, buf_view(&b));
}

static enum status usage(const struct call *call)
{
	print_diags(call);
	see_help(call);
	return STATUS_USAGE;
}

/* `case new`: two words are one name. */
static const struct command *find_pair(struct call *call, const char *first,
				       const char *second)
{
	struct buf name = buf_make(call->arena);
	const struct command *command;

	buf_fmt(&name, "%s %s", first, second == NULL ? "" : second);
	command = command_find(buf_view(&name));
	if (command == NULL)
		command_suggest(call, str_trim(buf_view(&name)));
	return command;
}

/* After the first word of commands of two, no second one but these. */
static bool asks_for_help(int argc, char **argv, int at)
{
	while (at < argc && str_starts(str_from(argv[at]), "--lang"))
		at += argv[at][6] == '=' ? 1 : 2;
	return at >= argc || strcmp(argv[at], "-h") == 0 ||
	       strcmp(argv[at], "--help") == 0;
}

/*
 * Finds the command among the words; `*at` is then the word after it. `-h`,
 * `--help` and `--version` in its place stand for the commands.
 */
static const struct command *choose(struct call *call, int argc, char **argv,
				    int *at)
{
	const struct command *command;
	int i = 1;

	while (i < argc && str_starts(str_from(argv[i]), "--lang"))
		i += argv[i][6] == '=' ? 1 : 2;
	if (i >= argc) {
		DIAG(&call->diags, (struct span){ 0 }, MSG_COMMAND_MISSING, "");
		return NULL;
	}
	*at = i + 1;
	if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0)
		return &command_help;
	if (strcmp(argv[i], "--version") == 0)
		return &command_version;
	if (command_is_family(str_from(argv[i])) &&
	    asks_for_help(argc, argv, i + 1)) {
		/* `jalon case --help` is `jalon help case`. */
		*at = i;
		return &command_help;
	}
	if (command_is_family(str_from(argv[i]))) {
		*at = i + 2 < argc ? i + 2 : argc;
		return find_pair(call, argv[i], argv[i + 1]);
	}
	command = command_find(str_from(argv[i]));
	if (command == NULL)
		command_suggest(call, str_from(argv[i]));
	return command;
}

static bool prepare(struct call *call)
{
	unsigned needs = call->command->needs, what = PACK_SCORING;
	const char *dir;

	if ((needs & (NEEDS_CASES | NEEDS_CASES_WRITE | NEEDS_CASES_MADE)) &&
	    !inputs_desk(call))
		return false;
	if ((needs & NEEDS_PACK) == 0)
		return true;
	if (call->operand_count > 0 && names_a_case(call->operands[0])) {
		/* The pack its round was begun under. */
		if (!inputs_case_operand(call, call->operands[0]))
			return false;
		call->pack = call->view->pack;
		return true;
	}
	if ((needs & NEEDS_CATALOGUE) != 0)
		what |= PACK_CATALOGUE;
	if ((needs & NEEDS_TEXTS) != 0)
		what |= PACK_TEXTS;
	dir = pack_locate(call, call_flag(call, "pack"));
	if (dir == NULL)
		return false;
	call->pack = pack_load(call->pack_arena, dir, what, &call->diags);
	return call->pack != NULL;
}

/* Standard output is written only here, by `batch` and by `interview`. */
static enum status finish(struct call *call, enum status status)
{
	int error = write_fully(STDOUT_FILENO, buf_view(&call->out));

	/* close() is where some file systems tell of a full disk. */
	if (error == 0 && close(STDOUT_FILENO) != 0 && errno != EBADF)
		error = errno;
	if (error == 0)
		return status;
	return environment_failed(
	    call, say(call->lang, "la sortie standard", "standard output"),
	    error);
}

/* A file of cases that failed its command is the environment's fault. */
static enum status leave_desk(struct call *call, enum status status)
{
	if (call->desk == NULL)
		return status;
	desk_close(call->desk);
	return status == STATUS_INPUT && call->desk->failed
		   ? STATUS_ENVIRONMENT
		   : status;
}

static enum status run(struct call *call, int argc, char **argv)
{
	enum status status = STATUS_INPUT;
	int at = argc;

	call->command = choose(call, argc, argv, &at);
	if (call->command == NULL || !options_parse(call, argc - at, argv + at))
		return usage(call);
	if (call_flag(call, "help") != NULL &&
	    (call->command != &command_help || call->operand_count == 0)) {
		help_command_write(&call->out, call->command, call->lang);
		return finish(call, STATUS_DONE);
	}
	if (prepare(call))
		status = call->command->run(call);
	status = leave_desk(call, status);
	if (status == STATUS_USAGE)
		return usage(call);
	if (!call->diags_told)
		print_diags(call);
	return finish(call, status);
}

int command_main(int argc, char **argv)
{
	struct call call = { .lang = lang_choose(argc, argv) };
	enum status status;

	die_speaks(call.lang);
	/* A closed pipe or a file grown too large is an error to report, not
	 * a silent death. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	call.arena = arena_open();
	call.pack_arena = arena_open();
	diags_init(&call.diags, call.pack_arena);
	call.out = buf_make(call.arena);
	status = run(&call, argc, argv);
	shelf_close(call.shelf);
	arena_close(call.arena);
	arena_close(call.pack_arena);
	return (int)status;
}
