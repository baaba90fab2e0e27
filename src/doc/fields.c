/*
 * Every name a template may use, and what it is. The views put exactly these
 * keys (tests/unit/test_doc.c walks both ways); the checker reads the table
 * to say which tag of a template does not exist.
 */
#include "form_view.h"
#include "template.h"
#include "view.h"

#define TEXT(in, name) { SHAPE_##in, name, FIELD_TEXT, SHAPE_NONE }
#define OWN(in, name) { SHAPE_##in, name, FIELD_OWN, SHAPE_NONE }
#define FLAG(in, name) { SHAPE_##in, name, FIELD_FLAG, SHAPE_NONE }
#define MAP(in, name, of) { SHAPE_##in, name, FIELD_MAP, SHAPE_##of }
#define LIST(in, name, of) { SHAPE_##in, name, FIELD_LIST, SHAPE_##of }
#define ALL(in, of) { SHAPE_##in, "", FIELD_ALL, SHAPE_##of }

const struct field view_fields[] = {
	/* the document */
	OWN(ROOT, "language"), FLAG(ROOT, "french"), FLAG(ROOT, "english"),
	FLAG(ROOT, "consultant"), FLAG(ROOT, "preview"), FLAG(ROOT, "several"),
	OWN(ROOT, "title"), TEXT(ROOT, "lead"), OWN(ROOT, "usual"),
	OWN(ROOT, "references_read"), FLAG(ROOT, "has_targets"),
	FLAG(ROOT, "measured"),
	OWN(ROOT, "date"), TEXT(ROOT, "author"), TEXT(ROOT, "introduction"),
	TEXT(ROOT, "next_meeting"), OWN(ROOT, "notice"),
	MAP(ROOT, "client", CLIENT), MAP(ROOT, "pack", PACK),
	MAP(ROOT, "exposure", EXPOSURE), MAP(ROOT, "overall", LEVEL),
	LIST(ROOT, "monday", STEP), FLAG(ROOT, "has_monday"),
	MAP(ROOT, "prerequisites", PREREQUISITES),
	LIST(ROOT, "dimensions", DIMENSION),
	LIST(ROOT, "group_gaps", GROUP_GAP), FLAG(ROOT, "has_group_gaps"),
	FLAG(ROOT, "has_common_gaps"),
	OWN(ROOT, "strengths"), OWN(ROOT, "foremost"),
	LIST(ROOT, "levels", SCALE),
	LIST(ROOT, "findings", FINDING), FLAG(ROOT, "has_findings"),
	LIST(ROOT, "hidden_findings", CRITERION),
	MAP(ROOT, "plan", PLAN),
	LIST(ROOT, "opportunities", OPPORTUNITY),
	FLAG(ROOT, "has_opportunities"),
	MAP(ROOT, "unknown", UNKNOWN),
	LIST(ROOT, "sections", SECTION), OWN(ROOT, "not_asked"),
	LIST(ROOT, "decisions", DECISION), FLAG(ROOT, "has_decisions"),
	LIST(ROOT, "facts", FACT), MAP(ROOT, "method", METHOD),
	MAP(ROOT, "exclusions", EXCLUSIONS),
	LIST(ROOT, "references", REFERENCE), FLAG(ROOT, "has_references"),

	TEXT(CLIENT, "name"), OWN(CLIENT, "staff"), TEXT(CLIENT, "sector"),

	OWN(PACK, "id"), OWN(PACK, "title"), OWN(PACK, "version"),
	OWN(PACK, "digest"), OWN(PACK, "rubric"),
	FLAG(PACK, "plain_means"), FLAG(PACK, "counts_blanks"),

	OWN(EXPOSURE, "name"), OWN(EXPOSURE, "text"), FLAG(EXPOSURE, "known"),

	/* any number with a level */
	OWN(SCORED, "score"), OWN(SCORED, "exact"), OWN(SCORED, "bounds"),
	FLAG(SCORED, "known"), FLAG(SCORED, "to_confirm"),
	FLAG(SCORED, "unsettled"),
	OWN(SCORED, "level"), OWN(SCORED, "level_named"),
	OWN(SCORED, "at_level"), OWN(SCORED, "at_level_named"),
	OWN(SCORED, "computed"), OWN(SCORED, "after_gates"),
	FLAG(SCORED, "lowered"), OWN(SCORED, "lowered_by"),
	FLAG(SCORED, "declared"), OWN(SCORED, "target"),
	FLAG(SCORED, "at_target"), OWN(SCORED, "coverage"),
	OWN(SCORED, "dont_know"), OWN(SCORED, "unanswered"),
	OWN(SCORED, "not_applicable"), OWN(SCORED, "not_asked"),

	ALL(LEVEL, SCORED), OWN(LEVEL, "meaning"), OWN(LEVEL, "next"),
	OWN(LEVEL, "highest"),

	/* prerequisites */
	LIST(PREREQUISITES, "in_force", GATE),
	LIST(PREREQUISITES, "to_confirm", GATE),
	LIST(PREREQUISITES, "met", GATE),
	OWN(PREREQUISITES, "in_force_count"),
	OWN(PREREQUISITES, "to_confirm_count"),
	FLAG(PREREQUISITES, "several_in_force"),
	FLAG(PREREQUISITES, "several_to_confirm"),
	FLAG(PREREQUISITES, "any"), FLAG(PREREQUISITES, "exist"),

	OWN(GATE, "id"), OWN(GATE, "code"), OWN(GATE, "title"),
	OWN(GATE, "message"), OWN(GATE, "caps"), OWN(GATE, "condition"),
	FLAG(GATE, "is_in_force"), FLAG(GATE, "is_to_confirm"),
	LIST(GATE, "questions", QUESTION), FLAG(GATE, "has_questions"),
	LIST(GATE, "ways", WAY), FLAG(GATE, "has_ways"),
	OWN(GATE, "met_by"), FLAG(GATE, "by_day_30"), OWN(GATE, "days_needed"),

	OWN(WAY, "title"), OWN(WAY, "code"), OWN(WAY, "why"),
	OWN(WAY, "owner"), FLAG(WAY, "pause"), FLAG(WAY, "planned"),
	OWN(WAY, "number"), OWN(WAY, "weeks"), OWN(WAY, "days"),

	OWN(QUESTION, "code"), OWN(QUESTION, "question"),
	TEXT(QUESTION, "answer"), TEXT(QUESTION, "note"),
	OWN(QUESTION, "who"), FLAG(QUESTION, "open"), OWN(QUESTION, "points"),
	FLAG(QUESTION, "staff_mean"),

	/* profile */
	OWN(CRITERION, "id"), OWN(CRITERION, "code"), OWN(CRITERION, "title"),
	OWN(CRITERION, "about"), OWN(CRITERION, "dimension"),
	ALL(CRITERION, SCORED), OWN(CRITERION, "level_text"),
	OWN(CRITERION, "evidence"), OWN(CRITERION, "evidence_status"),
	LIST(CRITERION, "mappings", MAPPING), OWN(CRITERION, "mappings_text"),

	OWN(MAPPING, "to"), OWN(MAPPING, "mark"),

	OWN(DIMENSION, "id"), OWN(DIMENSION, "code"), OWN(DIMENSION, "title"),
	OWN(DIMENSION, "about"), OWN(DIMENSION, "weight"),
	ALL(DIMENSION, SCORED), LIST(DIMENSION, "criteria", CRITERION),

	OWN(GROUP_GAP, "title"), OWN(GROUP_GAP, "gap"),
	FLAG(GROUP_GAP, "leaders_higher"), FLAG(GROUP_GAP, "together"),

	OWN(SCALE, "number"), OWN(SCALE, "name"), OWN(SCALE, "from"),

	/* findings */
	OWN(FINDING, "number"), ALL(FINDING, CRITERION),
	TEXT(FINDING, "text"), TEXT(FINDING, "remark"),
	OWN(FINDING, "next_level"), OWN(FINDING, "next_name"),
	OWN(FINDING, "next_text"), OWN(FINDING, "weighted_gap"),
	LIST(FINDING, "blocks", QUESTION), FLAG(FINDING, "blocked"),
	OWN(FINDING, "plan_lines"), FLAG(FINDING, "several_plan_lines"),

	/* what to do */
	OWN(STEP, "number"), OWN(STEP, "initiative"), OWN(STEP, "do"),
	OWN(STEP, "owner"), OWN(STEP, "minutes"), OWN(STEP, "template"),
	OWN(STEP, "tell"), OWN(STEP, "proof"), OWN(STEP, "gate"),

	FLAG(PLAN, "any"), OWN(PLAN, "count"), FLAG(PLAN, "several"),
	OWN(PLAN, "starts"), OWN(PLAN, "pauses"), FLAG(PLAN, "pauses_stand"),
	OWN(PLAN, "standing_pauses"), OWN(PLAN, "lifted_by_pause"),
	LIST(PLAN, "lines", LINE), LIST(PLAN, "horizons", HORIZON),
	OWN(PLAN, "slots"), OWN(PLAN, "budget"), OWN(PLAN, "budget_used"),
	OWN(PLAN, "budget_said"), OWN(PLAN, "budget_from"),
	OWN(PLAN, "attendance_hours"), OWN(PLAN, "routine_days"),
	FLAG(PLAN, "short_of_days"), OWN(PLAN, "days_short"),
	OWN(PLAN, "days_available"), OWN(PLAN, "days_needed"),
	OWN(PLAN, "value"), FLAG(PLAN, "proved"), OWN(PLAN, "cuts"),
	LIST(PLAN, "projection", PROJECTION), MAP(PLAN, "projected", SCORED),
	LIST(PLAN, "left_out", OMISSION), FLAG(PLAN, "has_left_out"),
	OWN(PLAN, "left_out_more"),

	OWN(HORIZON, "number"), OWN(HORIZON, "name"), OWN(HORIZON, "starts"),
	OWN(HORIZON, "decision"), OWN(HORIZON, "days"),
	OWN(HORIZON, "days_used"), LIST(HORIZON, "lines", LINE),
	FLAG(HORIZON, "any"), OWN(HORIZON, "count"), FLAG(HORIZON, "soon"),

	OWN(LINE, "number"), OWN(LINE, "id"), OWN(LINE, "code"),
	OWN(LINE, "title"), OWN(LINE, "why"), OWN(LINE, "staff_change"),
	OWN(LINE, "owner"), OWN(LINE, "metric"), OWN(LINE, "stop"),
	OWN(LINE, "template"), OWN(LINE, "module"), OWN(LINE, "closes"),
	OWN(LINE, "requires"), OWN(LINE, "lifts"), OWN(LINE, "impact"),
	FLAG(LINE, "pause"), FLAG(LINE, "bot"),
	OWN(LINE, "attendance_hours"), OWN(LINE, "routine_days"),
	OWN(LINE, "horizon"), OWN(LINE, "weeks"), FLAG(LINE, "several_weeks"),
	OWN(LINE, "starts"), OWN(LINE, "ends"), OWN(LINE, "days"),
	OWN(LINE, "cost"), FLAG(LINE, "first_steps"),
	FLAG(LINE, "asked"), OWN(LINE, "value"),

	OWN(OMISSION, "title"), OWN(OMISSION, "code"), OWN(OMISSION, "reason"),
	OWN(OMISSION, "change"), FLAG(OMISSION, "first"),

	OWN(PROJECTION, "title"), OWN(PROJECTION, "now"),
	OWN(PROJECTION, "then"), OWN(PROJECTION, "score_now"),
	OWN(PROJECTION, "score_then"), OWN(PROJECTION, "target"),

	OWN(OPPORTUNITY, "id"), OWN(OPPORTUNITY, "function"),
	OWN(OPPORTUNITY, "title"), OWN(OPPORTUNITY, "task"),
	OWN(OPPORTUNITY, "data"), OWN(OPPORTUNITY, "trial"),
	OWN(OPPORTUNITY, "trial_days"), OWN(OPPORTUNITY, "baseline"),
	OWN(OPPORTUNITY, "stop"), OWN(OPPORTUNITY, "not_when"),
	OWN(OPPORTUNITY, "requires"), OWN(OPPORTUNITY, "exposure"),

	/* what is not known */
	LIST(UNKNOWN, "groups", UNKNOWN_GROUP), FLAG(UNKNOWN, "any"),
	FLAG(UNKNOWN, "several"), OWN(UNKNOWN, "count"),
	OWN(UNKNOWN, "next"), OWN(UNKNOWN, "next_who"),

	OWN(UNKNOWN_GROUP, "name"), OWN(UNKNOWN_GROUP, "more"),
	LIST(UNKNOWN_GROUP, "questions", MISSING),

	OWN(MISSING, "code"), OWN(MISSING, "question"),
	OWN(MISSING, "reason"), TEXT(MISSING, "note"), FLAG(MISSING, "gating"),

	/* appendix */
	OWN(SECTION, "title"), FLAG(SECTION, "optional"),
	LIST(SECTION, "questions", ANSWER),

	ALL(ANSWER, QUESTION), OWN(ANSWER, "id"), OWN(ANSWER, "excluded"),
	TEXT(ANSWER, "kept"), OWN(ANSWER, "groups"), TEXT(ANSWER, "respondents"),
	FLAG(ANSWER, "decided"),

	OWN(DECISION, "code"), OWN(DECISION, "question"),
	TEXT(DECISION, "answer"), OWN(DECISION, "kind"),
	TEXT(DECISION, "reason"), TEXT(DECISION, "author"),
	OWN(DECISION, "date"),

	OWN(FACT, "id"), OWN(FACT, "text"), OWN(FACT, "value"),
	OWN(FACT, "formula"),

	OWN(METHOD, "questions"), OWN(METHOD, "criteria"),
	OWN(METHOD, "dimensions"), OWN(METHOD, "evidence_from"),
	OWN(METHOD, "evidence_as"), OWN(METHOD, "unknown_above"),
	OWN(METHOD, "leaders"), OWN(METHOD, "experts"),
	FLAG(METHOD, "staff_together"), OWN(METHOD, "by_proxy"),

	FLAG(EXCLUSIONS, "any"),
	OWN(EXCLUSIONS, "not_asked_count"), OWN(EXCLUSIONS, "pending_count"),
	LIST(EXCLUSIONS, "not_asked", EXCLUSION),
	LIST(EXCLUSIONS, "pending", EXCLUSION),
	LIST(EXCLUSIONS, "not_applicable", NOT_APPLICABLE),
	FLAG(EXCLUSIONS, "has_not_applicable"),

	OWN(EXCLUSION, "section"), OWN(EXCLUSION, "questions"),

	OWN(NOT_APPLICABLE, "question"), TEXT(NOT_APPLICABLE, "reason"),

	OWN(REFERENCE, "code"), OWN(REFERENCE, "title"),
};

const size_t view_field_count = sizeof(view_fields) / sizeof(view_fields[0]);

const struct field_table view_field_table = {
	view_fields, sizeof(view_fields) / sizeof(view_fields[0]), SHAPE_ROOT
};

const struct field *view_find_field(int in, struct str name)
{
	return field_find(&view_field_table, in, name);
}

const struct field *field_find(const struct field_table *table, int in,
			       struct str name)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct field *f = &table->fields[i];
		const struct field *deeper;

		if (f->in != in)
			continue;
		if (f->kind != FIELD_ALL && str_is(name, f->name))
			return f;
		if (f->kind != FIELD_ALL)
			continue;
		deeper = field_find(table, f->shape, name);
		if (deeper != NULL)
			return deeper;
	}
	return NULL;
}

void documents_check(struct arena *a, const struct folder *folder,
		     struct diags *diags)
{
	static const struct template_root roots[] = {
		{ "report", SHAPE_ROOT }, { "plan", SHAPE_ROOT },
	};
	static const struct template_family family = {
		&asset_report, &view_field_table, roots, DOCUMENT_COUNT, true,
		&asset_form, false
	};

	templates_check(a, folder, &family, diags);
	form_templates_check(a, folder, diags);
}
