/* `jalon case round`: a new round, under the pack of the day. */
#include "case_words.h"

#include "app/rounds.h"

/* "ia-pme 1.1.0, celle de la ronde 1", or what it was then. */
static void put_pack(struct call *call, const struct case_view *was,
		     const struct case_view *is)
{
	struct buf line = buf_make(call->arena);
	enum lang lang = call->lang;

	buf_fmt(&line,
		say(lang, "Trousse : %.*s %.*s", "Pack: %.*s %.*s"),
		STR_ARGS(is->pack->id), STR_ARGS(is->pack->version));
	if (str_eq(str_from(was->pack->digest.hex),
		   str_from(is->pack->digest.hex)))
		buf_fmt(&line,
			say(lang, ", la même que pour la ronde %u.",
			    ", the same as for round %u."),
			was->number);
	else
		buf_fmt(&line,
			say(lang,
			    "; la ronde %u s'est faite sous %.*s %.*s, et le "
			    "reste. `jalon case compare` relira ses réponses "
			    "sous la nouvelle, là où c'est possible.",
			    "; round %u was held under %.*s %.*s, and stays "
			    "so. `jalon case compare` will read its answers "
			    "again under the new one, where it can."),
			was->number, STR_ARGS(was->pack->id),
			STR_ARGS(was->pack->version));
	put_wrapped(&call->out, buf_view(&line), 0);
}

static void put_next(struct call *call, const struct case_view *v)
{
	enum lang lang = call->lang;

	put_wrapped(&call->out,
		    str_from(say(lang,
				 "Rien n'est repris de la ronde d'avant que "
				 "l'avancement des initiatives : les réponses, "
				 "les preuves et les décisions se redonnent.",
				 "Nothing is carried over from the round "
				 "before but the progress of initiatives: "
				 "answers, evidence and decisions are given "
				 "anew.")),
		    0);
	buf_fmt(&call->out,
		say(lang, "Pour poser les questions : jalon interview %.*s\n",
		    "To ask the questions: jalon interview %.*s\n"),
		STR_ARGS(v->record->name));
}

static void put_open(struct call *call, const struct case_view *was)
{
	struct collection c = collection_of(call->desk, was);

	if (c.people > 0 && !c.closed)
		put_wrapped(
		    &call->out,
		    str_from(say(
			call->lang,
			"La collecte du personnel de la ronde d'avant est "
			"restée ouverte : rien n'en paraît tant qu'elle "
			"n'est pas fermée (jalon case close --round).",
			"The staff's collection of the round before was left "
			"open: nothing of it shows until it is closed (jalon "
			"case close --round).")),
		    0);
}

static enum status case_round_run(struct call *call)
{
	const char *title = call_flag(call, "title");
	struct case_view *was, *is;
	struct buf head = buf_make(call->arena);

	was = case_view(call->desk, str_from(call->operands[0]), 0);
	if (was == NULL)
		return STATUS_INPUT;
	if (!case_begin_round(call->desk, was->record,
			      title == NULL ? STR_NONE : str_from(title)))
		return STATUS_INPUT;
	is = case_view(call->desk, was->record->id, 0);
	if (is == NULL)
		return STATUS_INPUT;
	buf_fmt(&head, say(call->lang, "%.*s · ronde %u, %.*s",
			   "%.*s · round %u, %.*s"),
		STR_ARGS(is->record->name), is->number,
		STR_ARGS(is->round->date));
	if (is->round->title.len > 0) {
		buf_text(&head, " · ");
		put_visible(&head, is->round->title);
	}
	put_title(&call->out, str_cstr(call->arena, buf_view(&head)));
	put_pack(call, was, is);
	put_open(call, was);
	put_next(call, is);
	return STATUS_DONE;
}

static const struct flag flags[] = {
	{ .name = "title",
	  .kind = VALUE_TEXT,
	  .value = { "TITRE", "TITLE" },
	  .summary = { "ce qu'elle est : « Après la formation »",
		       "what it is: \"After the training\"" } },
	FLAG_PACK,
	FLAG_CASES,
	FLAG_BY,
	{ .name = NULL },
};

const struct command command_case_round = {
	.name = "case round",
	.operands = { "DOSSIER", "CASE" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "commence une nouvelle ronde",
		     "begins a new round" },
	.about = { "La ronde prend la trousse du moment, qui est conservée "
		   "avec le dossier. Les rondes d'avant gardent la leur. "
		   "Si elle n'a plus une initiative dont on a noté "
		   "l'avancement, c'est dit; ce qui en a été noté est gardé, "
		   "sans entrer dans le plan.",
		   "The round takes the pack of the moment, which is kept "
		   "with the case. The rounds before keep theirs. If it no longer "
		   "has an initiative whose progress was noted, that is said; "
		   "what was noted of it is kept, and does not enter the "
		   "plan." },
	.example = "jalon case round quincaillerie --title \"Un an après\"",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = case_round_run,
};
