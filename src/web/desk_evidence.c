/* How well each criterion's level is shown to be true. */
#include "desk_case.h"

static const struct evidence_record *find(const struct evidence_record *all,
					  uint32_t count, struct str criterion)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(all[i].criterion, criterion))
			return &all[i];
	return NULL;
}

static struct str level_of(struct visit *v, const struct score *s, uint32_t c)
{
	uint8_t level = s == NULL ? 0 : s->criteria[c].level;

	return level == 0 ? STR("–") : visit_number(v, level);
}

static void write_criterion(struct visit *v, const struct score *s, uint32_t c,
			    const struct evidence_record *known)
{
	const struct criterion *criterion = &v->view->pack->rubric.criteria[c];
	enum evidence status =
	    known == NULL ? EVIDENCE_DECLARED : known->status;

	desk_row(v, DESK_AT(v, STR("/evidence/"), criterion->id),
		 visit_text(v, &criterion->title));
	page_cell(v, level_of(v, s, c));
	page_cell(v, desk_evidence(v, status));
	page_cell(v, known == NULL ? STR_NONE : known->note);
	page_row_end(v);
}

static void write_dimension(struct visit *v, const struct score *s,
			    const struct dimension *d,
			    const struct evidence_record *all, uint32_t count)
{
	const struct str heads[] = {
		words(v, P_D_EVIDENCE_CRITERION), words(v, P_D_EVIDENCE_LEVEL),
		words(v, P_D_EVIDENCE_STATUS), words(v, P_D_PROGRESS_NOTE),
	};

	page_table_begin(v, visit_text(v, &d->title), heads, 4);
	for (uint32_t i = 0; i < d->criterion_count; i++) {
		uint32_t c = d->first_criterion + i;

		write_criterion(v, s, c,
				find(all, count,
				     v->view->pack->rubric.criteria[c].id));
	}
	page_table_end(v);
}

static void write_rule(struct visit *v)
{
	const struct rubric *r = &v->view->pack->rubric;

	page_text(v, words(v, P_D_EVIDENCE_LEAD));
	if (r->evidence_from > 0)
		page_text(v, WORDS(v, P_D_EVIDENCE_RULE,
				   visit_number(v, r->evidence_from),
				   visit_number(v, r->evidence_as)));
}

void page_desk_evidence(struct visit *v)
{
	const struct rubric *r = &v->view->pack->rubric;
	const struct score *s = case_score(v->desk, v->view, v->view->pack);
	uint32_t count;
	const struct evidence_record *all = store_evidence(
	    v->desk->store, v->arena, v->view->round->id, &count);

	if (!desk_read_well(v->desk)) {
		visit_troubled(v);
		return;
	}
	desk_begin_wide(v, words(v, P_D_EVIDENCE_TITLE), desk_round(v));
	write_rule(v);
	for (uint32_t d = 0; d < r->dimension_count; d++)
		write_dimension(v, s, &r->dimensions[d], all, count);
	page_end(v);
}

/* --- one ------------------------------------------------------------------------------- */

static const struct criterion *find_criterion(struct visit *v)
{
	uint32_t c = pack_find_criterion(v->view->pack, v->args[0]);

	if (c == NO_INDEX)
		visit_refuse(v, 404, P_REFUSED_UNKNOWN);
	return c == NO_INDEX ? NULL : &v->view->pack->rubric.criteria[c];
}

/* What stands of it; declared, without a note, when nothing was noted. */
static bool read_standing(struct visit *v, const struct criterion *c,
			  struct evidence_record *standing)
{
	uint32_t count;
	const struct evidence_record *known,
	    *all = store_evidence(v->desk->store, v->arena, v->view->round->id,
				  &count);

	if (!desk_read_well(v->desk)) {
		visit_troubled(v);
		return false;
	}
	known = find(all, count, c->id);
	*standing =
	    known != NULL
		? *known
		: (struct evidence_record){ .status = EVIDENCE_DECLARED };
	return true;
}

static struct str standing_words(struct visit *v,
				 const struct evidence_record *e)
{
	struct str status = desk_evidence(v, e->status);

	return e->note.len == 0 ? status : PATH(v, status, STR(" · "), e->note);
}

/* The same in both languages. */
static struct str mark_of(struct visit *v, const struct evidence_record *e)
{
	return PATH(v, str_from(evidence_name(e->status)), STR(" "), e->note);
}

static void write_form(struct visit *v, const struct criterion *c,
		       const struct evidence_record *standing,
		       struct str status, struct str note)
{
	static const enum evidence all[] = { EVIDENCE_DECLARED, EVIDENCE_SHOWN,
					     EVIDENCE_VERIFIED };
	static const enum phrase hints[] = { P_D_DECLARED_HINT, P_D_SHOWN_HINT,
					     P_D_VERIFIED_HINT };
	struct choice items[3];

	for (int i = 0; i < 3; i++) {
		struct str value = str_from(evidence_name(all[i]));

		items[i] = (struct choice){
			.value = value,
			.label = desk_evidence(v, all[i]),
			.hint = words(v, hints[i]),
			.chosen = str_eq(value, status),
		};
	}
	form_begin(v, DESK_AT(v, STR("/evidence/"), c->id));
	desk_standing(v, mark_of(v, standing));
	control_choices(v, &(struct choices){
				   .name = STR("status"),
				   .legend = words(v, P_D_EVIDENCE_STATUS),
				   .items = items,
				   .count = 3 });
	control_input(v, &(struct input){
				 .name = STR("note"),
				 .label = words(v, P_D_EVIDENCE_NOTE),
				 .hint = words(v, P_D_EVIDENCE_NOTE_HINT),
				 .value = note,
				 .rows = 3 });
	control_submit(v, words(v, P_SAVE));
	form_end(v);
}

static void write_one(struct visit *v, const struct criterion *c,
		      const struct evidence_record *standing, struct str status,
		      struct str note)
{
	desk_begin(v, visit_text(v, &c->title), DESK_AT(v, STR("/evidence")));
	page_text(v, visit_text(v, &c->about));
	if (c->evidence.in[0].len + c->evidence.in[1].len > 0)
		page_hint(v, visit_text(v, &c->evidence));
	if (v->fault_count > 0) {
		page_facts_begin(v);
		page_fact(v, words(v, P_D_STANDING_NOW),
			  standing_words(v, standing));
		page_facts_end(v);
	}
	write_form(v, c, standing, status, note);
	page_end(v);
}

void page_desk_criterion(struct visit *v)
{
	const struct criterion *c = find_criterion(v);
	struct evidence_record standing;

	if (c != NULL && read_standing(v, c, &standing))
		write_one(v, c, &standing,
			  str_from(evidence_name(standing.status)),
			  standing.note);
}

static bool read_status(const struct visit *v, enum evidence *status)
{
	static const enum evidence all[] = { EVIDENCE_DECLARED, EVIDENCE_SHOWN,
					     EVIDENCE_VERIFIED };
	struct str name = visit_field(v, "status");

	for (int i = 0; i < 3; i++)
		if (str_is(name, evidence_name(all[i]))) {
			*status = all[i];
			return true;
		}
	return false;
}

void page_desk_criterion_do(struct visit *v)
{
	const struct criterion *c = find_criterion(v);
	struct evidence_record standing, wish = {
		.note = str_trim(visit_field(v, "note")),
	};
	enum evidence before;

	if (c == NULL || !read_standing(v, c, &standing))
		return;
	wish.criterion = c->id;
	desk_refuse_unseen(v, mark_of(v, &standing), STR("status"),
			   P_D_STANDING_UNSEEN);
	if (!read_status(v, &wish.status))
		visit_fault(v, STR("status"), words(v, P_D_EVIDENCE_NO_STATUS));
	else if (wish.status == EVIDENCE_VERIFIED && wish.note.len == 0)
		visit_fault(v, STR("note"), words(v, P_D_EVIDENCE_NO_NOTE));
	if (v->fault_count == 0 &&
	    group_note_evidence(v->desk, v->view, &wish, &before)) {
		visit_note(v, "case.evidence", v->view->record->name);
		desk_done(v, DESK_AT(v, STR("/evidence")), "evidence");
		return;
	}
	if (v->fault_count == 0) {
		/* What was written in the meantime is seen by now. */
		if (!read_standing(v, c, &standing))
			return;
		desk_refuse_unseen(v, mark_of(v, &standing), STR("status"),
				   P_D_STANDING_UNSEEN);
	}
	if (v->fault_count > 0 || desk_refused(v, STR("note")))
		write_one(v, c, &standing, visit_field(v, "status"), wish.note);
}
