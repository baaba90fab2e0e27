/*
 * `jalon check`: packs, curricula, folders of them and answers files. All
 * mistakes of all paths in one pass.
 */
#include "rows.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "doc/document.h"
#include "doc/kit.h"
#include "format/json.h"
#include "format/node.h"

/* A pack or a curriculum that was read, by what the system calls its folder. */
struct known {
	dev_t device;
	ino_t node;
	const struct pack *pack;	/* NULL: no pack, or one with errors,
					   and they were said */
};

struct checking {
	struct call *call;
	struct str today;
	struct known *known;
	size_t known_count, known_capacity;
	size_t found;	/* packs and curricula of the folder being read */
};

/* --- what a path is ------------------------------------------------------- */

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

/* The curriculum that a file belongs to, or NULL. */
static const char *curriculum_of(struct call *call, const char *path)
{
	struct str name = str_from(path_base(call->arena, path));
	const char *dir = path_parent(call->pack_arena, path);
	bool in_module = str_starts(name, "module.") ||
			 str_starts(name, "bank.") ||
			 str_is(name, "drill.yaml");

	if (in_module && strcmp(dir, ".") == 0)
		dir = "..";
	else if (in_module)
		dir = path_parent(call->pack_arena, dir);
	else if (!str_starts(name, "take_away.") &&
		 !str_is(name, "facts.yaml") &&
		 !str_is(name, "curriculum.yaml"))
		return NULL;
	return curriculum_is_at(dir) ? dir : NULL;
}

/* --- what was found ------------------------------------------------------- */

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

static void tell_curriculum(struct call *call, const char *dir,
			    const struct curriculum *c)
{
	uint32_t steps = 0, items = 0;

	if (call_flag(call, "json") != NULL)
		return;
	for (uint32_t i = 0; i < c->module_count; i++) {
		steps += c->modules[i].step_count;
		items += c->modules[i].item_count;
	}
	put_visible(&call->out, str_from(dir));
	buf_fmt(&call->out, "%s%.*s %.*s", say(call->lang, " : ", ": "),
		STR_ARGS(c->id), STR_ARGS(c->version));
	put_count(call, c->module_count, "module", "module");
	put_count(call, steps, "étape", "step");
	put_count(call, items, "question", "question");
	put_count(call, c->fact_count, "fait", "fact");
	buf_char(&call->out, '\n');
}

/* --- packs ---------------------------------------------------------------- */

/* Its place among the folders that were read, or a new one. */
static struct known *folder_known(struct checking *k, const char *dir,
				  bool *is_new)
{
	struct stat s = { 0 };
	struct known *n;

	if (stat(dir, &s) != 0)
		s.st_ino = 0;
	*is_new = false;
	for (size_t i = 0; i < k->known_count; i++)
		if (k->known[i].device == s.st_dev &&
		    k->known[i].node == s.st_ino && s.st_ino != 0)
			return &k->known[i];
	*is_new = true;
	k->known = arena_grow(k->call->arena, k->known, k->known_count,
			      &k->known_capacity, sizeof(*k->known));
	n = &k->known[k->known_count++];
	*n = (struct known){ s.st_dev, s.st_ino, NULL };
	return n;
}

static void check_pack(struct checking *k, const char *dir)
{
	struct call *call = k->call;
	struct folder documents = folder_at(
	    call->pack_arena, path_join(call->pack_arena, dir, "documents"));
	bool is_new;
	struct known *known = folder_known(k, dir, &is_new);

	k->found++;
	if (!is_new)
		return;
	known->pack = pack_check(call->pack_arena, dir, &call->diags);
	documents_check(call->pack_arena, &documents, &call->diags);
	if (known->pack != NULL)
		tell_pack(call, dir, known->pack);
}

/* --- curricula ------------------------------------------------------------ */

/* The questionnaire that a curriculum names, before it is read in earnest. */
static const char *questionnaire_of(struct call *call, const char *dir)
{
	const char *path = path_join(call->arena, dir, "curriculum.yaml");
	const struct source *source;
	const struct node *name;
	struct diags unheard;

	diags_init(&unheard, call->arena);
	name = node_get(node_load(call->arena, path, &source, &unheard),
			"questionnaire");
	if (name == NULL || name->kind != NODE_SCALAR ||
	    str_trim(name->text).len == 0)
		return NULL;
	return str_cstr(call->pack_arena, str_trim(name->text));
}

static const struct pack *pack_served(struct checking *k, const char *dir)
{
	const char *name = questionnaire_of(k->call, dir);
	const char *folder = NULL;
	struct known *known;
	bool is_new;

	if (name != NULL)
		folder = curriculum_pack(k->call, dir, name);
	if (folder == NULL)
		return NULL;
	known = folder_known(k, folder, &is_new);
	if (is_new)
		known->pack = pack_load(k->call->pack_arena, folder,
					PACK_CATALOGUE, &k->call->diags);
	return known->pack;
}

static void check_curriculum(struct checking *k, const char *dir)
{
	struct call *call = k->call;
	const char *documents = path_join(call->pack_arena, dir, "documents");
	const struct curriculum *c;
	bool is_new;

	k->found++;
	folder_known(k, dir, &is_new);
	if (!is_new)
		return;
	c = curriculum_check(call->pack_arena, dir, pack_served(k, dir),
			     k->today, &call->diags);
	if (file_is_directory(documents))
		kit_templates_check(call->pack_arena, documents, &call->diags);
	if (c != NULL)
		tell_curriculum(call, dir, c);
}

/* --- folders of them ------------------------------------------------------ */

/* A folder of packs or of curricula, such as questionnaires/. */
static void check_folder(struct checking *k, const char *dir)
{
	struct call *call = k->call;
	size_t count;
	const char **names = file_list(call->arena, dir, &count);

	k->found = 0;
	for (size_t i = 0; names != NULL && i < count; i++) {
		const char *path = path_join(call->pack_arena, dir, names[i]);

		if (is_pack(call, path))
			check_pack(k, path);
		else if (curriculum_is_at(path))
			check_curriculum(k, path);
	}
	if (k->found == 0)
		DIAG(&call->diags, (struct span){ 0 }, MSG_CHECK_NO_PACK, dir);
}

/* --- answers -------------------------------------------------------------- */

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

static void check_answers(struct call *call, const char *path)
{
	const struct score *score;

	if (!need_pack(call))
		return;
	score = inputs_score(call, path);
	if (score != NULL)
		tell_answers(call, path, score);
}

/* --- the command ---------------------------------------------------------- */

static void check_path(struct checking *k, const char *path)
{
	struct call *call = k->call;
	const char *curriculum;

	if (!file_is_directory(path)) {
		curriculum = curriculum_of(call, path);
		if (curriculum != NULL)
			check_curriculum(k, curriculum);
		else if (is_part_of_pack(call, path))
			check_pack(k, path_parent(call->pack_arena, path));
		else
			check_answers(call, path);
	} else if (is_pack(call, path)) {
		check_pack(k, path);
	} else if (curriculum_is_at(path)) {
		check_curriculum(k, path);
	} else {
		check_folder(k, path);
	}
}

/* Without a path: the pack asked for, or the shipped ones. */
static void check_shipped(struct checking *k)
{
	const char *pack = call_flag(k->call, "pack");
	const char *dir = pack_locate(k->call, pack);

	if (dir != NULL)
		check_path(k, dir);
	if (pack != NULL)
		return;
	dir = curriculum_locate(k->call, NULL);
	if (dir != NULL)
		check_path(k, dir);
}

/* The machine's date: the one thing here that it decides. */
static struct str machine_date(struct arena *a)
{
	time_t now = time(NULL);
	struct tm day;
	char text[16];

	if (localtime_r(&now, &day) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%d", &day) == 0)
		return STR_NONE;
	return str_copy(a, str_from(text));
}

/* False after a diagnostic. */
static bool read_today(struct checking *k)
{
	const char *given = call_flag(k->call, "today");

	k->today = given != NULL ? str_from(given)
				 : machine_date(k->call->arena);
	if (given == NULL || date_is_real(k->today))
		return true;
	DIAG(&k->call->diags, (struct span){ 0 }, MSG_FLAG_DATE, "--today",
	     given);
	return false;
}

static enum status check_run(struct call *call)
{
	struct checking k = { .call = call };

	if (!read_today(&k))
		return STATUS_USAGE;
	for (uint32_t i = 0; i < call->operand_count; i++)
		check_path(&k, call->operands[i]);
	if (call->operand_count == 0)
		check_shipped(&k);
	if (call_flag(call, "json") != NULL) {
		struct json j = json_make(&call->out, true);

		json_begin_object(&j);
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
	FLAG_CASES,
	{ .name = "today",
	  .kind = VALUE_TEXT,
	  .value = { "AAAA-MM-JJ", "YYYY-MM-DD" },
	  .summary = { "jour où l'on relit les sources (aujourd'hui par "
		       "défaut)",
		       "day on which sources are read again (today by "
		       "default)" } },
	{ .name = NULL },
};

const struct command command_check = {
	.name = "check",
	.operands = { "[CHEMIN...]", "[PATH...]" },
	.operand_kind = VALUE_FILE,
	.max = UINT32_MAX,
	.summary = { "vérifie des trousses, des parcours ou des réponses",
		     "checks packs, curricula or answers" },
	.about = { "Un CHEMIN est le dossier d'une trousse ou d'un parcours, "
		   "un dossier qui en contient ou un fichier de réponses. "
		   "Sans CHEMIN, la trousse ia-pme et le parcours humain-ia. "
		   "Chaque erreur est montrée à sa place : fichier, ligne, "
		   "colonne.",
		   "A PATH is the folder of a pack or of a curriculum, a "
		   "folder that holds some, or an answers file. Without a "
		   "PATH, the pack ia-pme and the curriculum humain-ia. Every "
		   "mistake is shown in its place: file, line, column." },
	.example = "jalon check questionnaires/ia-pme client.yaml",
	.flags = flags,
	.run = check_run,
};
