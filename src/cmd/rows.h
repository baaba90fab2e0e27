/*
 * The rows of the table, and what several commands share.
 */
#ifndef JALON_CMD_ROWS_H
#define JALON_CMD_ROWS_H

#include "cmd/command.h"
#include "engine/score.h"
#include "model/curriculum.h"

#define COMMAND(name) extern const struct command command_##name;
#include "commands.def"

/* --- the command line (options.c) ---------------------------------------- */

/* From --lang, else LC_ALL, LC_MESSAGES, LANG; else French. */
enum lang lang_choose(int argc, char **argv);
/* Fills values and operands; false after diagnostics. */
bool options_parse(struct call *call, int argc, char **argv);
/* "fr en" as "fr, en", to be read. */
struct str choices_text(struct arena *a, const char *choices);
/* Reports an unknown command, with the nearest one. */
void command_suggest(struct call *call, struct str wrong);
/* The value of a VALUE_NUMBER flag; false when it was not given. */
bool call_number(const struct call *call, const char *name,
		 struct ratio *value);

/* --- the pack, the curriculum and the answers (inputs.c) ------------------ */

/* The row of the flag --pack. */
#define FLAG_PACK                                                           \
	{                                                                   \
		.name = "pack", .kind = VALUE_DIRECTORY,                    \
		.value = { "TROUSSE", "PACK" }, .summary = {                \
			"dossier ou nom de la trousse (ia-pme par défaut)", \
			"folder or name of the pack (ia-pme by default)"    \
		}                                                           \
	}

/*
 * Where the pack is: `name` itself when it is a folder; else, for a bare
 * name, ./questionnaires, beside the program, then where it was installed.
 * NULL after a diagnostic.
 */
const char *pack_locate(struct call *call, const char *name);
/*
 * The shipped one, in silence: NULL where it is not. `*name` is its name,
 * and `*looked` then where it was looked for.
 */
const char *pack_locate_shipped(struct call *call, struct str *name,
				struct str *looked);

/* The row of the flag --curriculum. */
#define FLAG_CURRICULUM                                                      \
	{                                                                    \
		.name = "curriculum", .kind = VALUE_DIRECTORY,               \
		.value = { "PARCOURS", "CURRICULUM" }, .summary = {          \
			"dossier ou nom du parcours (humain-ia par défaut)", \
			"folder or name of the curriculum (humain-ia by "    \
			"default)"                                           \
		}                                                            \
	}

/* The same for a curriculum, in ./curricula and so on. */
const char *curriculum_locate(struct call *call, const char *name);
/*
 * The folder of the questionnaire that the curriculum in `dir` names: --pack
 * when it is the one, else beside (../../questionnaires/NAME), else where
 * packs are. NULL after a diagnostic.
 */
const char *curriculum_pack(struct call *call, const char *dir,
			    const char *name);
/* Loads the one that --curriculum names. */
struct curriculum *inputs_curriculum(struct call *call);

/* The languages to write: --lang, else all it has. False after a diagnostic. */
bool inputs_langs(struct call *call, const struct curriculum *c,
		  bool langs[LANG_COUNT]);
/*
 * The modules that --modules names, by module: `m01,m02`, spaces allowed.
 * NULL without the flag. False after diagnostics.
 */
bool inputs_modules(struct call *call, const struct curriculum *c,
		    bool **chosen);

/* Reads answers from a file, a case, or standard input for "-". */
struct answers *inputs_answers(struct call *call, const char *path);
/* Reads and scores them. */
struct score *inputs_score(struct call *call, const char *path);

/* --- the file of cases (cases.c) ------------------------------------------ */

/* The rows of the flags that every command on cases has. */
#define FLAG_CASES                                                            \
	{                                                                     \
		.name = "cases", .kind = VALUE_FILE,                          \
		.value = { "FICHIER", "FILE" }, .summary = {                  \
			"fichier des dossiers (sinon JALON_CASES, sinon "     \
			"cases.jalon dans vos données)",                      \
			"file of cases (else JALON_CASES, else cases.jalon "  \
			"among your data)"                                    \
		}                                                             \
	}
#define FLAG_BY                                                               \
	{                                                                     \
		.name = "by", .kind = VALUE_TEXT, .value = { "NOM", "NAME" }, \
		.summary = {                                                  \
			"qui tape (sinon JALON_BY, sinon votre session)",     \
			"who types (else JALON_BY, else your session)"        \
		}                                                             \
	}
#define FLAG_ROUND                                                            \
	{                                                                     \
		.name = "round", .kind = VALUE_NUMBER,                        \
		.value = { "N", "N" }, .summary = {                           \
			"la ronde, de 1 à la dernière (par défaut)",          \
			"the round, from 1 to the last (by default)"          \
		}                                                             \
	}

/*
 * Opens the file of cases for `call`, as its command needs it (a command
 * that needs none only reads). False after a diagnostic.
 */
bool inputs_desk(struct call *call);
/* The same, as these needs say and not the command's row. */
bool inputs_desk_for(struct call *call, unsigned needs);
/*
 * The desk without its file open; where that is, or NULL. Only a pack that
 * --pack names must be there already.
 */
const char *inputs_desk_closed(struct call *call);
/* The folder that a file of cases will be in. False after a diagnostic. */
bool inputs_make_folder(struct call *call, const char *path);
/* What time it is now, for a command that lasts. */
struct desk;
void inputs_time(struct desk *d);
/* The number of --round, 0 without it. False after a diagnostic. */
bool inputs_round(struct call *call, uint32_t *number);
/* One round of the case that the first operand names, or NULL. */
struct case_view *inputs_case(struct call *call);
/*
 * An operand that expects answers may name a case: `case:NAME`, or
 * `case:NAME@2` for its second round. It is then in `call->view`.
 */
bool names_a_case(const char *operand);
bool inputs_case_operand(struct call *call, const char *operand);

/* --- printing (print.c) -------------------------------------------------- */

/* True when standard output (1) or error (2) takes colours. */
bool print_colours(int fd);
/* Every diagnostic on standard error. */
void print_diags(const struct call *call);
/* As members "diagnostics", "errors" and "warnings" of an open object. */
struct json;
struct node;
void diags_json(struct json *j, const struct diags *d, enum lang lang);
/*
 * One diagnostic as an object. `document` (may be NULL) is the tree it points
 * into: the path to the place is then added.
 */
void diag_json(struct json *j, const struct diag *diag, enum lang lang,
	       const struct node *document);

/* All bytes to a descriptor. 0, or an errno value. */
int write_fully(int fd, struct str bytes);
/* Says what could not be written and why, on standard error. */
enum status environment_failed(const struct call *call, const char *what,
			       int error);

/* One of two literals, by language; a format stays a checked format. */
static inline const char *say(enum lang lang, const char *fr, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
static inline const char *say(enum lang lang, const char *fr, const char *en)
{
	return lang == LANG_FR ? fr : en;
}

/* Text for a terminal: control characters of an input become a dot. */
void put_visible(struct buf *out, struct str text);
/* A text cut or padded to so many columns; 0: as long as it is. */
void put_cell(struct buf *out, struct str text, size_t columns);
/* The same, padded on the left. */
void put_cell_right(struct buf *out, struct str text, size_t columns);
/* Of the terminal, or as COLUMNS says: 80 at most, and where neither does. */
size_t print_columns(void);
/* A paragraph in lines of so many at most, each after `indent` spaces. */
void put_wrapped(struct buf *out, struct str text, size_t indent);
/* --base-url, or NULL without it. False after a diagnostic: it is no address of
   a site (serve.c). */
bool call_base_url(struct call *call, const char **url);
/* Bold, on a terminal that takes it. */
void put_title(struct buf *out, const char *text);

#endif
