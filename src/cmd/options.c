/* The command line: flags from the table, operands, the language. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* "fr_CA.UTF-8" -> fr; "C", "POSIX" and "" say nothing. */
static bool lang_of_locale(const char *locale, enum lang *lang)
{
	struct str code = str_sub(str_from(locale), 0, 2);

	if (strlen(locale) > 2 && strchr("_.@", locale[2]) == NULL)
		return false;
	return lang_parse(code, lang);
}

enum lang lang_choose(int argc, char **argv)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	enum lang lang = LANG_FR;

	for (int i = 1; i < argc; i++) {
		struct str word = str_from(argv[i]);

		if (str_is(word, "--"))
			break;
		if (str_is(word, "--lang") && i + 1 < argc &&
		    lang_parse(str_from(argv[i + 1]), &lang))
			return lang;
		if (str_starts(word, "--lang=") &&
		    lang_parse(str_sub(word, 7, word.len), &lang))
			return lang;
	}
	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value == NULL || *value == '\0')
			continue;
		/* The first one set decides, as setlocale does. */
		lang_of_locale(value, &lang);
		break;
	}
	return lang;
}

void command_suggest(struct call *call, struct str wrong)
{
	struct diag *diag = DIAG_STR(&call->diags, (struct span){ 0 },
				     MSG_COMMAND_UNKNOWN, wrong);
	struct str names[64];
	size_t n = 0;

	for (; commands[n] != NULL; n++)
		names[n] = str_from(commands[n]->name);
	diag_suggest(&call->diags, diag, wrong, names, n);
}

static void flag_suggest(struct call *call, struct diag *diag, struct str wrong)
{
	struct str names[FLAGS_MAX];
	const struct flag *flag;
	size_t n = 0;

	for (; (flag = flag_at(call->command, n)) != NULL; n++) {
		struct buf name = buf_make(call->arena);

		buf_fmt(&name, "--%s", flag->name);
		names[n] = buf_view(&name);
	}
	diag_suggest(&call->diags, diag, wrong, names, n);
}

/* The number of the flag that a word names, or -1 after a diagnostic. */
static int flag_find(struct call *call, struct str word)
{
	const struct flag *flag;
	struct str name =
	    str_starts(word, "--") ? str_sub(word, 2, word.len) : STR_NONE;

	for (int n = 0; (flag = flag_at(call->command, (size_t)n)) != NULL;
	     n++) {
		if (name.len > 0 ? str_is(name, flag->name)
				 : word.at[1] == flag->letter)
			return n;
	}
	flag_suggest(call,
		     DIAG_STR(&call->diags, (struct span){ 0 },
			      MSG_FLAG_UNKNOWN, word,
			      str_from(call->command->name)),
		     word);
	return -1;
}

/* Whether `choices` ("fr en") holds the value. */
static bool among(const char *choices, const char *value)
{
	struct str all = str_from(choices);
	size_t from = 0;

	while (from <= all.len) {
		size_t to = str_find(all, STR(" "), from);

		if (to == SIZE_MAX)
			to = all.len;
		if (str_is(str_sub(all, from, to), value))
			return true;
		from = to + 1;
	}
	return false;
}

/* "fr en" as "fr, en", to be read. */
struct str choices_text(struct arena *a, const char *choices)
{
	struct buf b = buf_make(a);

	for (; *choices != '\0'; choices++) {
		if (*choices == ' ')
			buf_char(&b, ',');
		buf_char(&b, *choices);
	}
	return buf_view(&b);
}

static void value_check(struct call *call, const struct flag *flag,
			struct str word, const char *value)
{
	struct ratio number;

	if (flag->kind == VALUE_CHOICE && !among(flag->choices, value))
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_CHOICE,
			 word, str_from(value),
			 choices_text(call->arena, flag->choices));
	if (flag->kind == VALUE_NUMBER &&
	    (!ratio_parse(str_from(value), &number) || number.num < 0))
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_NUMBER,
			 word, str_from(value));
}

/*
 * One flag at argv[*i], its value in the same word (`--name=value`, `-ovalue`)
 * or in the next.
 */
static void flag_parse(struct call *call, int argc, char **argv, int *i)
{
	const char *word = argv[*i], *value = NULL;
	const char *equals = strchr(word, '=');
	bool is_long = word[1] == '-';
	struct str name = str_from(word);
	const struct flag *flag;
	int n;

	if (is_long && equals != NULL) {
		name.len = (size_t)(equals - word);
		value = equals + 1;
	} else if (!is_long && word[2] != '\0') {
		name.len = 2;
		value = word + 2;
	}
	n = flag_find(call, name);
	if (n < 0)
		return;
	flag = flag_at(call->command, (size_t)n);
	if (flag->kind == VALUE_NONE && value != NULL)
		DIAG_STR(&call->diags, (struct span){ 0 },
			 MSG_FLAG_TAKES_NOTHING, name, str_from(value));
	if (flag->kind != VALUE_NONE && value == NULL && *i + 1 < argc)
		value = argv[++*i];
	if (flag->kind != VALUE_NONE && value == NULL)
		DIAG_STR(&call->diags, (struct span){ 0 }, MSG_FLAG_NEEDS_VALUE,
			 name, str_from(flag->value[call->lang]));
	else if (flag->kind != VALUE_NONE)
		value_check(call, flag, name, value);
	call->values[n] = value == NULL ? "" : value;
}

static void operands_check(struct call *call)
{
	const struct command *command = call->command;

	if (call->operand_count < command->min)
		DIAG(&call->diags, (struct span){ 0 }, MSG_OPERAND_MISSING,
		     command->name, command->operands[call->lang]);
	if (call->operand_count > command->max)
		DIAG(&call->diags, (struct span){ 0 }, MSG_OPERAND_EXTRA,
		     call->operands[command->max], command->name);
}

bool options_parse(struct call *call, int argc, char **argv)
{
	bool flags_ended = false;

	call->operands =
	    ARENA_ARRAY(call->arena, (size_t)argc + 1, const char *);
	for (int i = 0; i < argc; i++) {
		if (flags_ended || argv[i][0] != '-' || argv[i][1] == '\0')
			call->operands[call->operand_count++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			flags_ended = true;
		else
			flag_parse(call, argc, argv, &i);
	}
	/* A word after a flag that is unknown may be its value. */
	if (call_flag(call, "help") == NULL && call->diags.errors == 0)
		operands_check(call);
	return call->diags.errors == 0;
}

bool call_number(const struct call *call, const char *name, struct ratio *value)
{
	const char *text = call_flag(call, name);

	return text != NULL && ratio_parse(str_from(text), value);
}
