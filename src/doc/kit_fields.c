/*
 * Every name a template of the workshop may use, and what it is. The views
 * put exactly these keys (tests/unit/test_kit.c walks both ways).
 */
#include "kit_view.h"
#include "template.h"

#define IN(in) KIT_SHAPE_##in
#define TEXT(in, name) { IN(in), name, FIELD_TEXT, KIT_SHAPE_NONE }
#define OWN(in, name) { IN(in), name, FIELD_OWN, KIT_SHAPE_NONE }
#define FLAG(in, name) { IN(in), name, FIELD_FLAG, KIT_SHAPE_NONE }
#define MAP(in, name, of) { IN(in), name, FIELD_MAP, IN(of) }
#define LIST(in, name, of) { IN(in), name, FIELD_LIST, IN(of) }
#define ALL(in, of) { IN(in), "", FIELD_ALL, IN(of) }

static const struct field fields[] = {
	/* the workshop */
	OWN(ROOT, "language"), FLAG(ROOT, "french"), FLAG(ROOT, "english"),
	OWN(ROOT, "title"), OWN(ROOT, "subject"), OWN(ROOT, "version"),
	OWN(ROOT, "audience"), OWN(ROOT, "date"), TEXT(ROOT, "client"),
	TEXT(ROOT, "trainer"), OWN(ROOT, "start"), OWN(ROOT, "end"),
	OWN(ROOT, "people"), FLAG(ROOT, "has_roleplay"), OWN(ROOT, "support"),
	OWN(ROOT, "minutes"), OWN(ROOT, "length"),
	OWN(ROOT, "practice_minutes"),
	OWN(ROOT, "practice_length"), OWN(ROOT, "teaching_minutes"),
	OWN(ROOT, "pause_minutes"), OWN(ROOT, "around_minutes"),
	OWN(ROOT, "margin_minutes"), OWN(ROOT, "lost_minutes"), OWN(ROOT, "practice_share"),
	OWN(ROOT, "training_length"), TEXT(ROOT, "jobs"),
	FLAG(ROOT, "debate_left_out"),
	LIST(ROOT, "slots", SLOT), LIST(ROOT, "modules", CHOSEN),
	OWN(ROOT, "take_away"),
	LIST(ROOT, "left_modules", LEFT), FLAG(ROOT, "has_left_modules"),
	LIST(ROOT, "left_steps", LEFT), FLAG(ROOT, "has_left_steps"),
	LIST(ROOT, "additions", LEFT), FLAG(ROOT, "has_additions"),
	LIST(ROOT, "prompts", PROMPT), FLAG(ROOT, "has_prompts"),
	FLAG(ROOT, "prompts_lack_jobs"), FLAG(ROOT, "prompts_lack_groups"),
	LIST(ROOT, "decks", DECK), FLAG(ROOT, "has_decks"),
	LIST(ROOT, "drills", DRILL),
	LIST(ROOT, "sheets", SHEET), LIST(ROOT, "deck_sheets", DECK_SHEET),
	FLAG(ROOT, "has_deck_sheets"), FLAG(ROOT, "has_quiz"),
	LIST(ROOT, "roster", PLACE),

	/* the agenda */
	OWN(SLOT, "time"), OWN(SLOT, "until"), OWN(SLOT, "minutes"),
	OWN(SLOT, "ends"), OWN(SLOT, "name"), FLAG(SLOT, "is_welcome"),
	FLAG(SLOT, "is_step"), FLAG(SLOT, "is_pause"), FLAG(SLOT, "is_lunch"),
	FLAG(SLOT, "is_prompts"), FLAG(SLOT, "is_closing"),
	FLAG(SLOT, "is_margin"), FLAG(SLOT, "is_lost"), FLAG(SLOT, "brief"),
	FLAG(SLOT, "new_table"),
	MAP(SLOT, "opens", MODULE), MAP(SLOT, "step", STEP),

	OWN(STEP, "title"), OWN(STEP, "module"), OWN(STEP, "minutes"),
	OWN(STEP, "group"), OWN(STEP, "kind"), FLAG(STEP, "is_talk"),
	FLAG(STEP, "is_activity"), FLAG(STEP, "is_discussion"),
	FLAG(STEP, "is_case"), FLAG(STEP, "is_roleplay"),
	FLAG(STEP, "first_roleplay"), FLAG(STEP, "later_roleplay"),
	FLAG(STEP, "is_debrief"), OWN(STEP, "learner"), OWN(STEP, "notes"),
	OWN(STEP, "solution"), OWN(STEP, "debrief"),
	LIST(STEP, "slides", SLIDE), FLAG(STEP, "has_slides"),

	OWN(SLIDE, "body"), OWN(SLIDE, "notes"),

	OWN(MODULE, "number"), OWN(MODULE, "title"), OWN(MODULE, "purpose"),
	OWN(MODULE, "artifact"), OWN(MODULE, "minutes"),
	OWN(MODULE, "length"), OWN(MODULE, "practice_minutes"),
	OWN(MODULE, "materials"), LIST(MODULE, "objectives", LINE),
	OWN(MODULE, "notes"), OWN(MODULE, "keypoints"),
	LIST(MODULE, "glossary", ENTRY), FLAG(MODULE, "has_glossary"),

	ALL(CHOSEN, MODULE), LIST(CHOSEN, "parts", STEP),
	LIST(CHOSEN, "items", ITEM), FLAG(CHOSEN, "has_items"),

	OWN(LINE, "text"),
	OWN(ENTRY, "term"), OWN(ENTRY, "meaning"),
	OWN(LEFT, "titles"), OWN(LEFT, "of"), OWN(LEFT, "reason"),
	OWN(PROMPT, "number"), OWN(PROMPT, "question"),
	OWN(PLACE, "number"),

	/* questions */
	OWN(ITEM, "number"), OWN(ITEM, "stem"), OWN(ITEM, "objective"),
	LIST(ITEM, "options", OPTION), OWN(ITEM, "answer"),
	OWN(ITEM, "choose"),
	OWN(OPTION, "letter"), OWN(OPTION, "text"), FLAG(OPTION, "right"),
	OWN(OPTION, "why"),

	/* cards */
	OWN(DECK, "name"), OWN(DECK, "size"), OWN(DECK, "sets"),
	OWN(DECK, "count"), FLAG(DECK, "two_sided"), LIST(DECK, "pages", PAGE),
	FLAG(PAGE, "first"), FLAG(PAGE, "back"), LIST(PAGE, "cards", CARD),
	FLAG(CARD, "filled"), OWN(CARD, "title"), OWN(CARD, "body"),
	OWN(CARD, "label"),

	OWN(DRILL, "title"), OWN(DRILL, "situation"),
	LIST(DRILL, "reference", LINE), LIST(DRILL, "contacts", CONTACT),
	OWN(DRILL, "count"), OWN(DRILL, "to_send"), OWN(DRILL, "to_stop"),
	MAP(DRILL, "deck", DECK),
	OWN(CONTACT, "number"), OWN(CONTACT, "channel"),
	OWN(CONTACT, "customer"), OWN(CONTACT, "reply"),
	OWN(CONTACT, "confidence"), OWN(CONTACT, "expert"),
	OWN(CONTACT, "why"),

	/* printing */
	OWN(SHEET, "name"), OWN(SHEET, "file"), OWN(SHEET, "copies"),
	OWN(SHEET, "sides"), OWN(SHEET, "paper"), OWN(SHEET, "cutting"),
	OWN(DECK_SHEET, "name"), OWN(DECK_SHEET, "cards"),
	OWN(DECK_SHEET, "sides"), OWN(DECK_SHEET, "sets"),
	OWN(DECK_SHEET, "sheets"), OWN(DECK_SHEET, "pages"),

	/* what is cited; the part `sources` alone is filled with it */
	LIST(SOURCES, "sources", SOURCE), FLAG(SOURCES, "has_sources"),
	OWN(SOURCE, "number"), OWN(SOURCE, "date"), OWN(SOURCE, "text"),
	OWN(SOURCE, "source"), OWN(SOURCE, "mark"),
};

const struct field_table kit_field_table = {
	fields, sizeof(fields) / sizeof(fields[0]), KIT_SHAPE_ROOT
};

void kit_templates_check(struct arena *a, const char *dir,
			 struct diags *diags)
{
	struct template_root roots[KIT_COUNT + 1];
	struct template_family family = { &asset_kit, &kit_field_table, roots,
					  KIT_COUNT + 1, false, NULL, false };
	struct folder folder = folder_at(a, dir);

	for (int k = 0; k < KIT_COUNT; k++)
		roots[k] = (struct template_root){ kit_name((enum kit_kind)k),
						   KIT_SHAPE_ROOT };
	roots[KIT_COUNT] =
		(struct template_root){ "sources", KIT_SHAPE_SOURCES };
	templates_check(a, &folder, &family, diags);
}
