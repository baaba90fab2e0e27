/* The manual page, in roff, from the table. */
#include "rows.h"

#ifndef JALON_VERSION
#define JALON_VERSION "0"
#endif

/* Text of ours as roff: a leading dot or quote would be a request. */
static void put(struct buf *out, const char *text)
{
	bool start = true;

	for (; *text != '\0'; text++) {
		if (start && (*text == '.' || *text == '\''))
			buf_text(out, "\\&");
		if (*text == '\\')
			buf_text(out, "\\e");
		else if (*text == '-')
			buf_text(out, "\\-");
		else
			buf_char(out, *text);
		start = *text == '\n';
	}
}

static void put_line(struct buf *out, const char *text)
{
	put(out, text);
	buf_char(out, '\n');
}

static void put_section(struct buf *out, const char *title)
{
	buf_fmt(out, ".SH %s\n", title);
}

static void put_flag(struct buf *out, const struct flag *flag, enum lang lang)
{
	buf_text(out, ".TP\n");
	if (flag->letter != 0)
		buf_fmt(out, "\\fB\\-%c\\fR, ", flag->letter);
	buf_text(out, "\\fB\\-\\-");
	put(out, flag->name);
	buf_text(out, "\\fR");
	if (flag->kind != VALUE_NONE)
		buf_fmt(out, " \\fI%s\\fR", flag->value[lang]);
	buf_char(out, '\n');
	put(out, flag->summary[lang]);
	if (flag->kind == VALUE_CHOICE)
		buf_fmt(out, " (%.*s)",
			STR_ARGS(choices_text(out->arena, flag->choices)));
	buf_char(out, '\n');
}

static void put_command(struct buf *out, const struct command *command,
			enum lang lang)
{
	const struct flag *flag;

	buf_fmt(out, ".SS %s %s\n", command->name, command->operands[lang]);
	put_line(out, command->summary[lang]);
	if (command->about[lang] != NULL) {
		buf_text(out, ".PP\n");
		put_line(out, command->about[lang]);
	}
	for (size_t n = 0; (flag = flag_at(command, n)) != NULL; n++)
		put_flag(out, flag, lang);
	buf_text(out, ".PP\n.EX\n");
	put_line(out, command->example);
	buf_text(out, ".EE\n");
}

static void put_end(struct buf *out, enum lang lang)
{
	static const char *const codes[][1 + LANG_COUNT] = {
		{ "0", "fait", "done" },
		{ "1", "l'entrée a des erreurs", "the input has errors" },
		{ "2", "mauvais usage", "wrong usage" },
		{ "3", "l'environnement a failli : disque plein, tube fermé",
		  "the environment failed: disk full, pipe closed" },
		{ "70", "un défaut du programme", "a bug of the program" },
	};

	put_section(out, say(lang, "CODES DE SORTIE", "EXIT STATUS"));
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		buf_fmt(out, ".TP\n\\fB%s\\fR\n", codes[i][0]);
		put_line(out, codes[i][1 + lang]);
	}
	put_section(out, say(lang, "ENVIRONNEMENT", "ENVIRONMENT"));
	buf_text(out, ".TP\n\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, "
		      "\\fBLANG\\fR\n");
	put_line(out, say(lang, "la langue de l'interface, sans --lang",
			  "the language of the interface, without --lang"));
	buf_text(out, ".TP\n\\fBNO_COLOR\\fR\n");
	put_line(out, say(lang, "pas de couleur", "no colour"));
}

void manual_write(struct buf *out, enum lang lang)
{
	buf_text(out, ".TH JALON 1 \"\" \"jalon " JALON_VERSION "\"\n");
	put_section(out, say(lang, "NOM", "NAME"));
	put_line(out, say(lang,
			  "jalon - diagnostic de maturité en IA d'une petite "
			  "entreprise",
			  "jalon - AI-readiness diagnostic of a small "
			  "business"));
	put_section(out, say(lang, "SYNOPSIS", "SYNOPSIS"));
	buf_fmt(out, "\\fBjalon\\fR \\fI%s\\fR [\\fIOPTIONS\\fR] ...\n",
		say(lang, "COMMANDE", "COMMAND"));
	put_section(out, say(lang, "COMMANDES", "COMMANDS"));
	for (size_t i = 0; commands[i] != NULL; i++)
		put_command(out, commands[i], lang);
	put_end(out, lang);
}
