/*
 * `jalon check`: packs, folders of packs and answers files. All mistakes of
 * all paths in one pass.
 */
#include "rows.h"

#include <string.h>

#include "base/file.h"
#include "doc/document.h"
#include "format/json.h"

static bool is_pack(struct call *call, const char *dir)
{
	return file_exists(path_join(call->arena, dir, "questionnaire.yaml"));
}

/* A file that belongs to a pack: its folder is what gets checked. */
static bool is_part_of_pack(struct call *call, const char *path)
{
	struct str name = str_from(path_base(call->arena, path));

	return is_pack(call, path_parent(call->arena, path)) &&
	       (str_starts(name, "rubric.") ||
		str_is(name, "questionnaire.yaml") ||
		str_is(name, "initiatives.yaml") ||
		str_is(name, "opportunities.yaml") ||
		str_is(name, "report.yaml"));
}

/* ", 3 critères" */
static void put_count(struct call *call, uint32_t n, const char *fr,
		      const char *en)
{
	buf_fmt(&call->out, ", %u ", n);
	if (call->lang == LANG_FR)
		buf_fmt(&call->out, "%s%s", fr, n > 1 ? "s" : "");
	else if (n != 1 && str_is(str_from(en), "criterion"))
		buf_text(&call->out, "criteria");
	else
		buf_fmt(&call->out, "%s%s", en, n == 1 ? "" : "s");
}

static void tell_pack(struct call *call, const char *dir,
		      const struct pack *pack)
{
	if (call_flag(call, "json") != NULL)
		return;
	put_visible(&call->out, str_from(dir));
	buf_fmt(&call->out, "%s%.*s %.*s", say(call->lang, " : ", ": "),
		STR_ARGS(pack->id), STR_ARGS(pack->version));
	put_count(call, pack->question_count, "question", "question");
	put_count(call, pack->rubric.dimension_count, "dimension", "dimension");
	put_count(call, pack->rubric.criterion_count, "critère", "criterion");
	put_count(call, pack->rubric.gate_count, "préalable", "gate");
	if (pack->has_catalogue)
		put_count(call, pack->catalogue.initiative_count, "initiative",
			  "initiative");
	buf_char(&call->out, '\n');
}

static void check_pack(struct call *call, const char *dir)
{
	const struct pack *pack =
	    pack_check(call->pack_arena, dir, &call->diags);
	const char *documents = path_join(call->pack_arena, dir, "documents");

	if (file_is_directory(documents))
		documents_check(call->pack_arena, documents, &call->diags);
	if (pack != NULL)
		tell_pack(call, dir, pack);
}

/* A folder of packs, such as questionnaires/. */
static void check_folder(struct call *call, const char *dir)
{
	size_t count, packs = 0;
	const char **names = file_list(call->arena, dir, &count);

	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(call->pack_arena, dir, names[i]);

		if (!is_pack(call, path))
			continue;
		check_pack(call, path);
		packs++;
	}
	if (packs == 0)
		DIAG(&call->diags, (struct span){ 0 }, MSG_CHECK_NO_PACK, dir);
}

/* The pack of the answers files, loaded for the first of them. */
static bool need_pack(struct call *call)
{
	const char *dir;

	if (call->pack != NULL)
		return true;
	dir = pack_locate(call, call_flag(call, "pack"));
	if (dir == NULL)
		return false;
	call->pack =
	    pack_load(call->pack_arena, dir, PACK_CATALOGUE, &call->diags);
	return call->pack != NULL;
}

static void tell_answers(struct call *call, const char *path,
			 const struct score *score)
{
	if (call_flag(call, "json") != NULL)
		return;
	put_visible(&call->out, str_from(path));
	buf_fmt(&call->out,
		say(call->lang,
		    " : réponses à %.*s; %u sur %u qui s'appliquent\n",
		    ": answers to %.*s; %u of the %u that apply\n"),
		STR_ARGS(call->pack->id), score->overall.answered,
		score->overall.applying);
}

static void check_path(struct call *call, const char *path)
{
	const struct score *score;

	if (file_is_directory(path) && is_pack(call, path)) {
		check_pack(call, path);
	} else if (file_is_directory(path)) {
		check_folder(call, path);
	} else if (is_part_of_pack(call, path)) {
		check_pack(call, path_parent(call->pack_arena, path));
	} else if (need_pack(call)) {
		score = inputs_score(call, path);
		if (score != NULL)
			tell_answers(call, path, score);
	}
}

static enum status check_run(struct call *call)
{
	const char *dir;

	for (uint32_t i = 0; i < call->operand_count; i++)
		check_path(call, call->operands[i]);
	if (call->operand_count == 0) {
		dir = pack_locate(call, call_flag(call, "pack"));
		if (dir != NULL)
			check_path(call, dir);
	}
	if (call_flag(call, "json") != NULL) {
		struct json j = json_make(&call->out, true);

		json_object(&j);
		diags_json(&j, &call->diags, call->lang);
		json_end(&j);
		buf_char(&call->out, '\n');
		call->diags_told = true;
	}
	return call->diags.errors == 0 ? STATUS_DONE : STATUS_INPUT;
}

static const struct flag flags[] = {
	{ .name = "json",
	  .summary = { "les messages en JSON, sur la sortie standard",
		       "the messages as JSON, on standard output" } },
	FLAG_PACK,
	{ .name = NULL },
};

const struct command command_check = {
	.name = "check",
	.operands = { "[CHEMIN...]", "[PATH...]" },
	.operand_kind = VALUE_FILE,
	.max = UINT32_MAX,
	.summary = { "vérifie des trousses ou des réponses",
		     "checks packs or answers" },
	.about = { "Un CHEMIN est le dossier d'une trousse, un dossier de "
		   "trousses ou un fichier de réponses. Sans CHEMIN, la "
		   "trousse ia-pme. Chaque erreur est montrée à sa place : "
		   "fichier, ligne, colonne.",
		   "A PATH is the folder of a pack, a folder of packs or an "
		   "answers file. Without a PATH, the pack ia-pme. Every "
		   "mistake is shown in its place: file, line, column." },
	.example = "jalon check questionnaires/ia-pme client.yaml",
	.flags = flags,
	.run = check_run,
};
