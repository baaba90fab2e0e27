/*
 * What stands beside the answers: evidence, decisions, what the plan and the
 * report are asked.
 */
#include "answer.h"
#include "base/arena.h"
#include "load.h"

static const struct str evidence_names[] = {
	[EVIDENCE_DECLARED] = { "declared", 8 },
	[EVIDENCE_SHOWN] = { "shown", 5 },
	[EVIDENCE_VERIFIED] = { "verified", 8 },
};
enum { EVIDENCES = sizeof(evidence_names) / sizeof(*evidence_names) };

const char *evidence_name(enum evidence evidence)
{
	return evidence_names[evidence].at;
}

static uint32_t find_criterion(struct reading *g, const struct node *child)
{
	const struct pack *p = g->pack;
	uint32_t index = pack_find_criterion(p, child->key);
	struct str *ids;
	uint32_t count = p->rubric.criterion_count;

	if (index == NO_INDEX)
		index = pack_find_criterion(p, pack_renamed(p, child->key));
	if (index != NO_INDEX)
		return index;
	/* Past the limit nobody reads the suggestion. */
	if (g->reader.diags->dropped > 0)
		count = 0;
	ids = ARENA_ARRAY(g->reader.arena, count, struct str);
	for (uint32_t i = 0; i < count; i++)
		ids[i] = p->rubric.criteria[i].id;
	read_unknown(&g->reader, child->key_span, MSG_UNKNOWN_CRITERION,
		     child->key, ids, count);
	return NO_INDEX;
}

static uint32_t find_initiative(struct reading *g, struct str id,
				struct span span)
{
	const struct name_table *t = g->pack->initiative_names;
	uint32_t index = pack_find_initiative(g->pack, id);

	if (index == NO_INDEX)
		index = pack_find_initiative(
		    g->pack, pack_renamed_initiative(g->pack, id));
	if (index == NO_INDEX)
		read_unknown(&g->reader, span, MSG_UNKNOWN_INITIATIVE, id,
			     t->ids, t->count);
	return index;
}

/* --- evidence and decisions ----------------------------------------------- */

static void read_status(struct reading *g, const struct node *n,
			uint32_t criterion)
{
	int e = 0;

	while (e < EVIDENCES && !str_eq(n->text, evidence_names[e]))
		e++;
	if (e < EVIDENCES)
		g->answers->evidence[criterion] = (uint8_t)e;
	else
		read_unknown(&g->reader, n->span, MSG_UNKNOWN_EVIDENCE,
			     n->text, evidence_names, EVIDENCES);
}

/* {status: shown, note: where it was seen} */
static void read_seen(struct reading *g, const struct node *node,
		      uint32_t criterion)
{
	struct read_map m = read_map(&g->reader, node, "evidence");
	const struct node *status = read_child(&m, "status", true);
	struct str note = STR_NONE;

	read_optional(&m, "note", &note);
	read_end(&m);
	if (status != NULL && status->kind != NODE_NULL)
		read_status(g, status, criterion);
	if (note.len == 0)
		return;
	if (g->answers->evidence_notes == NULL)
		g->answers->evidence_notes =
		    ARENA_ARRAY(g->reader.arena,
				g->pack->rubric.criterion_count, struct str);
	g->answers->evidence_notes[criterion] = note;
}

void answers_evidence(struct reading *g, const struct node *map)
{
	struct read_map m = read_map(&g->reader, map, "evidence");

	if (m.node == NULL)
		return;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		uint32_t criterion = find_criterion(g, n);

		if (criterion == NO_INDEX || n->kind == NODE_NULL)
			continue;
		if (n->kind == NODE_MAP)
			read_seen(g, n, criterion);
		else
			read_status(g, n, criterion);
	}
}

static void read_kind(struct reading *g, struct read_map *m,
		      struct decision *d)
{
	static const struct str kinds[] = { { "consensus", 9 },
					    { "override", 8 } };
	const struct node *node = read_given(m, "kind");

	if (node == NULL || str_eq(node->text, kinds[0]))
		return;
	d->overrides = str_eq(node->text, kinds[1]);
	if (!d->overrides)
		read_unknown(&g->reader, node->span, MSG_UNKNOWN_DECISION_KIND,
			     node->text, kinds, 2);
}

static void read_decided(struct reading *g, const struct node *question,
			 const struct node *value, struct decision *d)
{
	struct str id;

	d->question = NO_INDEX;
	if (question != NULL && node_read_str(&g->reader, question, &id))
		d->question = answers_find_question(g, id, question->span);
	if (d->question == NO_INDEX || value == NULL)
		return;
	if (value->kind == NODE_NULL)
		DIAG_STR(g->reader.diags, value->key_span, MSG_EXPECTED_VALUE,
			 value->key);
	else
		answer_read(&g->reader, &g->pack->questions[d->question], value,
			    &d->value);
}

static void read_reason(struct read_map *m, struct str *reason)
{
	const struct node *node = read_child(m, "reason", true);

	if (node != NULL)
		node_read_words(m->reader, node, reason);
}

static void read_decision(struct reading *g, const struct node *node,
			  struct decision *d)
{
	struct read_map m = read_map(&g->reader, node, "decision");
	const struct node *question = read_child(&m, "question", true);
	const struct node *value = read_child(&m, "value", true), *date;

	d->span = node_place(node);
	read_kind(g, &m, d);
	/* Against what was answered: it has to be defended. */
	if (d->overrides)
		read_reason(&m, &d->reason);
	else
		read_optional(&m, "reason", &d->reason);
	read_optional(&m, "author", &d->author);
	date = read_given(&m, "date");
	if (date != NULL)
		node_read_date(&g->reader, date, &d->date);
	read_end(&m);
	read_decided(g, question, value, d);
}

void answers_decisions(struct reading *g, const struct node *list)
{
	struct arena *a = g->reader.arena;
	struct decision *all = ARENA_ARRAY(a, list->count, struct decision);
	uint8_t *seen = ARENA_ARRAY(a, g->pack->question_count, uint8_t);
	uint32_t count = 0;

	for (const struct node *n = list->first; n != NULL; n = n->next) {
		struct decision *d = &all[count++];
		uint8_t bit;

		read_decision(g, n, d);
		if (d->question == NO_INDEX)
			continue;
		bit = d->overrides ? 2 : 1;
		if (seen[d->question] & bit)
			DIAG_STR(g->reader.diags, d->span, MSG_DECISION_TWICE,
				 g->pack->questions[d->question].id,
				 d->overrides ? STR("override")
					      : STR("consensus"));
		seen[d->question] |= bit;
	}
	g->answers->decisions = all;
	g->answers->decision_count = count;
}

/* --- plan ----------------------------------------------------------------- */

static bool read_amount(struct reading *g, struct read_map *m, const char *key,
			struct ratio *value)
{
	const struct node *node = read_given(m, key);

	if (node == NULL || !node_read_ratio(&g->reader, node, value))
		return false;
	if (value->num >= 0)
		return true;
	DIAG_STR(g->reader.diags, node->span, MSG_BELOW_MINIMUM, node->text,
		 STR("0"));
	return false;
}

static const uint32_t *read_initiatives(struct reading *g, struct read_map *m,
					const char *key, uint32_t *count)
{
	const struct node *list = read_given(m, key);
	uint32_t *all;

	if (list == NULL || !node_is_scalar_list(&g->reader, list) ||
	    !g->pack->has_catalogue)
		return NULL;
	all = ARENA_ARRAY(g->reader.arena, list->count, uint32_t);
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		uint32_t i = find_initiative(g, n->text, n->span);

		if (i != NO_INDEX)
			all[(*count)++] = i;
	}
	return all;
}

static void read_estimates(struct reading *g, const struct node *map)
{
	struct plan_request *plan = &g->answers->plan;
	struct edited_estimate *all;

	if (read_map(&g->reader, map, "estimates").node == NULL ||
	    !g->pack->has_catalogue)
		return;
	all = ARENA_ARRAY(g->reader.arena, map->count, struct edited_estimate);
	plan->estimates = all;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct edited_estimate *e = &all[plan->estimate_count];
		struct read_map m = read_map(&g->reader, n, "estimate");

		e->initiative = find_initiative(g, n->key, n->key_span);
		e->has_days = read_estimate(&m, "days", false, &e->days);
		e->has_cost = read_estimate(&m, "cost", false, &e->cost);
		read_end(&m);
		plan->estimate_count += e->initiative != NO_INDEX;
	}
}

/* Nobody can ask for one and leave it out. */
static void refuse_both(struct reading *g, const struct node *include)
{
	const struct plan_request *plan = &g->answers->plan;

	if (plan->included_count == 0)
		return;
	for (const struct node *n = include->first; n != NULL; n = n->next)
		for (uint32_t e = 0; e < plan->excluded_count; e++)
			if (plan->excluded[e] ==
			    pack_find_initiative(g->pack, n->text))
				DIAG_STR(g->reader.diags, n->span,
					 MSG_PLAN_BOTH, n->text);
}

void answers_plan(struct reading *g, const struct node *node)
{
	struct plan_request *plan = &g->answers->plan;
	struct read_map m = read_map(&g->reader, node, "plan");
	const struct node *slots = read_given(&m, "slots"), *estimates;
	const struct node *start = read_given(&m, "start");

	plan->budget = plan->days_per_month = RATIO(0);
	plan->has_budget = read_amount(g, &m, "budget", &plan->budget);
	plan->has_days =
	    read_amount(g, &m, "days_per_month", &plan->days_per_month);
	plan->has_slots = slots != NULL && node_read_uint(&g->reader, slots, 1,
							  99, &plan->slots);
	if (start != NULL)
		node_read_date(&g->reader, start, &plan->start);
	plan->included =
	    read_initiatives(g, &m, "include", &plan->included_count);
	plan->excluded =
	    read_initiatives(g, &m, "exclude", &plan->excluded_count);
	refuse_both(g, node_get(node, "include"));
	plan->done = read_initiatives(g, &m, "done", &plan->done_count);
	estimates = read_given(&m, "estimates");
	if (estimates != NULL)
		read_estimates(g, estimates);
	read_end(&m);
}

/* --- report --------------------------------------------------------------- */

/* A path below the folder of the answers. */
static bool stays_inside(struct str path)
{
	size_t from = 0;

	if (path.at[0] == '/' || str_find(path, STR("\\"), 0) != SIZE_MAX)
		return false;
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.at[i] != '/')
			continue;
		if (str_is(str_sub(path, from, i), ".."))
			return false;
		from = i + 1;
	}
	return true;
}

static void read_logo(struct reading *g, struct read_map *m)
{
	const struct node *node = read_given(m, "logo");
	struct str *logo = &g->answers->report.logo;

	if (node != NULL && node_read_str(&g->reader, node, logo) &&
	    !stays_inside(*logo))
		DIAG_STR(g->reader.diags, node->span, MSG_LOGO_OUTSIDE, *logo);
}

static void read_findings(struct reading *g, const struct node *map)
{
	struct report_request *report = &g->answers->report;
	struct finding_edit *all;

	if (read_map(&g->reader, map, "findings").node == NULL)
		return;
	all = ARENA_ARRAY(g->reader.arena, map->count, struct finding_edit);
	report->findings = all;
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct finding_edit *f = &all[report->finding_count];
		struct read_map m = read_map(&g->reader, n, "finding");

		f->criterion = find_criterion(g, n);
		read_bool(&m, "hide", false, &f->hide);
		read_texts(&m, "note", &f->note);
		read_texts(&m, "text", &f->text);
		read_end(&m);
		report->finding_count += f->criterion != NO_INDEX;
	}
}

void answers_report(struct reading *g, const struct node *node)
{
	struct report_request *report = &g->answers->report;
	struct read_map m = read_map(&g->reader, node, "report");
	const struct node *findings;

	read_logo(g, &m);
	read_optional(&m, "consultant", &report->consultant);
	read_texts(&m, "introduction", &report->introduction);
	read_texts(&m, "next_meeting", &report->next_meeting);
	read_texts(&m, "jobs", &report->jobs);
	findings = read_given(&m, "findings");
	if (findings != NULL)
		read_findings(g, findings);
	read_end(&m);
}
