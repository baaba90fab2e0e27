/*
 * One round of one case: where things are, the next thing to do, and the way
 * to all the rest.
 */
#include "desk_case.h"

#include "doc/typography.h"

bool desk_gather(struct visit *v, struct standing *s)
{
	struct desk *d = v->desk;

	*s = (struct standing){ .view = v->view };
	s->score = case_score(d, v->view, v->view->pack);
	s->staff = collection_of(d, v->view);
	if (s->score != NULL) {
		s->members =
		    group_members(d, v->view, &s->member_count);
		s->open = group_open(v->arena, s->score, &s->open_count);
	}
	s->links = access_links(d, v->view->round->id, &s->link_count);
	s->rate = access_rate(d, v->view);
	return desk_read_well(d) && !d->failed;
}

/* A mean stands for those who disagree, but not for a condition. */
bool desk_is_disputed(const struct score *s, uint32_t question)
{
	const struct question *q = &s->pack->questions[question];

	return s->questions[question].disagreement &&
	       !s->questions[question].decided && (q->gating || !q->scored);
}

static bool any_disputed(const struct standing *s)
{
	for (uint32_t i = 0; i < s->open_count; i++)
		if (desk_is_disputed(s->score, s->open[i]))
			return true;
	return false;
}

bool desk_has_finished(const struct member *m)
{
	return m->answered + m->dont_know >= m->asked;
}

/* Of those who answer by name, or of the answers given together. */
static bool any_unfinished(const struct standing *s, bool by_name)
{
	for (uint32_t i = 0; i < s->member_count; i++) {
		const struct respondent_record *who = s->members[i].who;

		if (by_name == (!who->agreed && !who->together) &&
		    !desk_has_finished(&s->members[i]))
			return true;
	}
	return false;
}

/* --- the next thing to do -------------------------------------------------------- */

enum next_step {
	NEXT_INVITE,	/* nobody answered, nobody was invited */
	NEXT_WAIT,	/* invited, and nobody came yet */
	NEXT_FEW,	/* too few of the staff came */
	NEXT_REMIND,	/* somebody has begun and not finished */
	NEXT_GO_ON,	/* so has an answer that all give together */
	NEXT_CLOSE,
	NEXT_SETTLE,	/* those who decide a question disagree */
	NEXT_ASK,	/* questions remain */
	NEXT_READ,
	NEXT_LOOK,	/* something remains, for others than who reads */
};

/*
 * The staff come last: their collection is closed once those who answer by
 * name have finished, for nothing of theirs shows before.
 */
static enum next_step next_of(const struct standing *s)
{
	const struct collection *c = &s->staff;

	if (s->member_count == 0 && c->people == 0)
		return s->link_count == 0 ? NEXT_INVITE : NEXT_WAIT;
	if (any_unfinished(s, true))
		return NEXT_REMIND;
	if (any_unfinished(s, false))
		return NEXT_GO_ON;
	if (!c->closed && c->people >= COLLECTION_LEAST)
		return NEXT_CLOSE;
	if (!c->closed && c->people > 0 && !c->together)
		return NEXT_FEW;
	if (any_disputed(s))
		return NEXT_SETTLE;
	return s->open_count > 0 ? NEXT_ASK : NEXT_READ;
}

static const struct {
	enum phrase says, goes;
	const char *where;
} steps[] = {
	[NEXT_INVITE] = { P_D_NEXT_INVITE, P_D_NEXT_INVITE_GO, "/invite" },
	[NEXT_WAIT] = { P_D_NEXT_WAIT, P_D_NEXT_WAIT_GO, "/remind" },
	[NEXT_FEW] = { P_D_NEXT_FEW, P_D_NEXT_FEW_GO, "/collection" },
	[NEXT_REMIND] = { P_D_NEXT_REMIND, P_D_NEXT_REMIND_GO, "/remind" },
	[NEXT_GO_ON] = { P_D_NEXT_GO_ON, P_D_NEXT_GO_ON_GO, "/interview" },
	[NEXT_CLOSE] = { P_D_NEXT_CLOSE, P_D_NEXT_CLOSE_GO, "/collection" },
	[NEXT_SETTLE] = { P_D_NEXT_SETTLE, P_D_NEXT_SETTLE_GO, "/consensus" },
	[NEXT_ASK] = { P_D_NEXT_ASK, P_D_NEXT_ASK_GO, "/open" },
	[NEXT_READ] = { P_D_NEXT_READ, P_D_NEXT_READ_GO, "/result" },
	[NEXT_LOOK] = { P_D_NEXT_LOOK, P_D_NEXT_READ_GO, "/result" },
};

static void write_next(struct visit *v, const struct standing *s)
{
	enum next_step step = next_of(s);

	if (!visit_is(v, WHO_CONSULTANT) && step != NEXT_READ)
		step = NEXT_LOOK;
	page_heading(v, words(v, P_D_CASE_NEXT));
	page_text(v, words(v, steps[step].says));
	page_next(v, DESK_AT(v, str_from(steps[step].where)),
		  words(v, steps[step].goes));
}

/* --- where it stands --------------------------------------------------------------- */

static struct str level_words(struct visit *v, const struct score *s)
{
	const struct scored *o = &s->overall;
	const struct text *names = s->pack->rubric.levels;
	struct str level;

	if (o->shown_hi == 0)
		return words(v, P_D_CASE_NO_LEVEL);
	level = visit_number(v, o->shown_lo);
	if (o->shown_lo != o->shown_hi)
		level = WORDS(v, P_D_CASE_RANGE, level,
			      visit_number(v, o->shown_hi));
	else
		level = PATH(v, level, STR(", "),
			     visit_text(v, &names[o->shown_lo]));
	return s->preview ? WORDS(v, P_D_CASE_PREVIEW, level) : level;
}

static void write_standing(struct visit *v, const struct standing *s)
{
	const struct case_record *r = v->view->record;

	page_facts_begin(v);
	if (s->score != NULL) {
		page_fact(v, words(v, P_D_CASE_LEVEL),
			  level_words(v, s->score));
		page_fact(v, words(v, P_D_CASE_OPEN),
			  s->open_count == 0
				  ? words(v, P_D_CASE_NOTHING)
				  : desk_count(v, s->open_count,
					       P_D_QUESTION_1, P_D_QUESTION_N));
	}
	page_fact(v, words(v, P_D_CASE_PACK),
		  PATH(v, v->view->pack->id, STR(" "),
		       v->view->pack->version));
	if (r->keep_until.len > 0)
		page_fact(v, words(v, P_D_CASE_KEEP),
			  visit_date(v, r->keep_until));
	page_facts_end(v);
}

/* --- who answered ------------------------------------------------------------------- */

enum { BAR = 10 };

/* Blocks for the eye; the figures beside say the same. */
static void write_bar(struct visit *v, uint32_t part, uint32_t whole)
{
	uint32_t filled = whole == 0 ? 0 : part * BAR / whole;
	struct buf b = buf_make(v->arena);

	for (uint32_t i = 0; i < BAR; i++)
		buf_text(&b, i < filled ? "█" : "░");
	HTML_OPEN(&v->html, "span", { "class", STR("bar-text") },
		  { "aria-hidden", STR("true") });
	html_text(&v->html, buf_view(&b));
	html_close(&v->html, "span");
	html_text(&v->html, STR(" "));
}

static void cell_of(struct visit *v, uint32_t part, uint32_t whole,
		    struct str behind)
{
	html_open(&v->html, "td", NULL);
	write_bar(v, part, whole);
	html_text(&v->html, WORDS(v, P_D_OF, visit_number(v, part),
				  visit_number(v, whole)));
	html_text(&v->html, behind);
	html_close(&v->html, "td");
}

static void write_member(struct visit *v, const struct member *m)
{
	struct str unknown = STR_NONE;

	if (m->dont_know > 0)
		unknown = WORDS(v, P_D_CASE_DONT_KNOW,
				visit_number(v, m->dont_know));
	desk_row(v, STR_NONE,
		 desk_who(v, m->who->name, m->who->group, m->who->agreed,
			  m->who->together));
	cell_of(v, m->answered, m->asked, unknown);
	page_row_end(v);
}

static void write_members(struct visit *v, const struct standing *s)
{
	const struct str heads[] = { words(v, P_D_CASE_WHO),
				     words(v, P_D_CASE_ANSWERS) };

	if (s->member_count == 0)
		return;
	page_table_begin(v, words(v, P_D_CASE_PROGRESS), heads, 2);
	for (uint32_t i = 0; i < s->member_count; i++)
		write_member(v, &s->members[i]);
	page_table_end(v);
}

void desk_write_rate(struct visit *v, const struct response_rate *rate)
{
	const struct str heads[] = { words(v, P_D_CASE_GROUP),
				     words(v, P_D_CASE_RATE) };

	page_table_begin(v, words(v, P_D_CASE_RATES), heads, 2);
	for (int g = 0; g < GROUP_COUNT; g++) {
		uint32_t came = rate->came[g], invited = rate->invited[g];
		bool few = g == GROUP_STAFF && came > 0 &&
			   came < COLLECTION_LEAST;
		struct str told = g == GROUP_STAFF ? desk_staff_came(v, came)
						   : visit_number(v, came);

		desk_row(v, STR_NONE, desk_group(v, (enum group)g));
		if (invited > 0 && (few || came > invited))
			page_cell(v, WORDS(v, P_D_CASE_MORE, told,
					   visit_number(v, invited)));
		else if (invited > 0)
			cell_of(v, came, invited, STR_NONE);
		else
			page_cell(v, WORDS(v, g == GROUP_STAFF
						      ? P_D_CASE_CAME
						      : P_D_CASE_UNINVITED,
					   told));
		page_row_end(v);
	}
	page_table_end(v);
}

/* How many came and what was published: nothing tells of an answer. */
static void write_staff(struct visit *v, const struct collection *c)
{
	struct str people =
	    c->people < COLLECTION_LEAST
		    ? desk_staff_came(v, c->people)
		    : desk_count(v, c->people, P_D_PERSON_1, P_D_PERSON_N);

	if (c->people == 0)
		return;
	page_text(v,
		  WORDS(v, c->closed ? P_D_CASE_STAFF_CLOSED
			   : c->people < COLLECTION_LEAST
				   ? P_D_CASE_STAFF_FEW
				   : P_D_CASE_STAFF_OPEN,
			people,
			desk_count(v, c->published, P_D_QUESTION_1,
				   P_D_QUESTION_N)));
}

static void write_people(struct visit *v, const struct standing *s)
{
	page_heading(v, words(v, P_D_CASE_PEOPLE));
	if (s->member_count == 0 && s->staff.people == 0)
		page_text(v, words(v, P_D_CASE_NOBODY));
	write_members(v, s);
	write_staff(v, &s->staff);
	desk_write_rate(v, &s->rate);
}

/* --- the way to the rest --------------------------------------------------------------- */

static const struct way {
	enum phrase text, hint;
	const char *where;
	bool of_case;
	bool trainer;			/* a trainer may come too */
} ways_collect[] = {
	{ P_D_WAY_INVITE, P_D_WAY_INVITE_HINT, "/invite", false, false },
	{ P_D_WAY_REMIND, P_D_WAY_REMIND_HINT, "/remind", false, false },
	{ P_D_WAY_INTERVIEW, P_D_WAY_INTERVIEW_HINT, "/interview", false,
	  false },
	{ P_D_WAY_COLLECTION, P_D_WAY_COLLECTION_HINT, "/collection", false,
	  false },
	{ P_D_WAY_FORM, P_D_WAY_FORM_HINT, "/form", false, false },
	{ P_D_WAY_IMPORT, P_D_WAY_IMPORT_HINT, "/import", false, false },
	{ 0 },
}, ways_agree[] = {
	{ P_D_WAY_RESULT, P_D_WAY_RESULT_HINT, "/result", false, true },
	{ P_D_WAY_OPEN, P_D_WAY_OPEN_HINT, "/open", false, false },
	{ P_D_WAY_CONSENSUS, P_D_WAY_CONSENSUS_HINT, "/consensus", false,
	  false },
	{ P_D_WAY_ROOM, P_D_WAY_ROOM_HINT, "/room", false, false },
	{ P_D_WAY_EVIDENCE, P_D_WAY_EVIDENCE_HINT, "/evidence", false, false },
	{ P_D_WAY_DECISIONS, P_D_WAY_DECISIONS_HINT, "/decisions", false,
	  false },
	{ 0 },
}, ways_act[] = {
	{ P_D_WAY_PROGRESS, P_D_WAY_PROGRESS_HINT, "/progress", true, false },
	{ P_D_WAY_KIT, P_D_WAY_KIT_HINT, "/kit", false, true },
	{ P_D_WAY_FOLLOWUP, P_D_WAY_FOLLOWUP_HINT, "/followup", true, false },
	{ P_D_WAY_ROUNDS, P_D_WAY_ROUNDS_HINT, "/rounds", true, false },
	{ 0 },
}, ways_case[] = {
	{ P_D_WAY_ABOUT, P_D_WAY_ABOUT_HINT, "/about", true, false },
	{ P_D_WAY_EXPORT, P_D_WAY_EXPORT_HINT, "/export", false, false },
	{ P_D_WAY_JOURNAL, P_D_WAY_JOURNAL_HINT, "/journal", true, false },
	{ P_D_WAY_HOLDERS, P_D_WAY_HOLDERS_HINT, "/people", true, false },
	{ P_D_WAY_ERASE, P_D_WAY_ERASE_HINT, "/erase", true, false },
	{ 0 },
};

static bool may_go(const struct visit *v, const struct way *w)
{
	/* On one's own machine there are no accounts to give a case to. */
	if (v->config->local && w->text == P_D_WAY_HOLDERS)
		return false;
	return w->trainer || visit_is(v, WHO_CONSULTANT);
}

static void write_ways(struct visit *v, enum phrase heading,
		       const struct way *ways)
{
	bool any = false;

	for (const struct way *w = ways; w->where != NULL; w++) {
		if (!may_go(v, w))
			continue;
		if (!any) {
			page_heading(v, words(v, heading));
			desk_items_begin(v);
		}
		any = true;
		desk_item(v,
			  PATH(v, w->of_case ? desk_case(v) : desk_round(v),
			       str_from(w->where)),
			  words(v, w->text), words(v, w->hint));
	}
	if (any)
		desk_items_end(v);
}

/* --- the page --------------------------------------------------------------------------- */

static void write_rounds(struct visit *v)
{
	const struct case_view *view = v->view;

	page_hint(v, PATH(v, WORDS(v, P_D_CASE_ROUND,
				   visit_number(v, view->number),
				   visit_number(v, view->round_count),
				   visit_date(v, view->round->date)),
			  view->round->title.len > 0 ? STR(" · ") : STR_NONE,
			  view->round->title));
	for (uint32_t n = 1; n <= view->round_count; n++) {
		if (n == view->number)
			continue;
		html_open(&v->html, "p", NULL);
		page_link(v, PATH(v, desk_case(v), STR("/"),
				  visit_number(v, n)),
			  WORDS(v, P_D_ROUND_OF, visit_number(v, n),
				visit_date(v, view->rounds[n - 1].date)));
		html_close(&v->html, "p");
	}
}

static void write_case(struct visit *v, const struct standing *s)
{
	desk_begin_case(v);
	write_rounds(v);
	if (s->score == NULL) {
		page_text(v, words(v, P_D_CASE_UNSCORED));
		page_diags(v, 0);
	} else {
		write_next(v, s);
	}
	write_standing(v, s);
	if (visit_is(v, WHO_CONSULTANT))
		write_people(v, s);
	write_ways(v, P_D_WAYS_COLLECT, ways_collect);
	write_ways(v, P_D_WAYS_AGREE, ways_agree);
	write_ways(v, P_D_WAYS_ACT, ways_act);
	write_ways(v, P_D_WAYS_CASE, ways_case);
	page_end(v);
}

void page_desk_case(struct visit *v)
{
	struct standing s;

	if (desk_gather(v, &s))
		write_case(v, &s);
	else
		visit_troubled(v);
}

/* --- what remains to be known ------------------------------------------------------------- */

static bool can_tell(const struct question *q, enum group group)
{
	return (q->groups >> group & 1) != 0;
}

static void write_open_of(struct visit *v, const struct standing *s,
			  enum group group)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < s->open_count; i++) {
		const struct question *q =
		    &v->view->pack->questions[s->open[i]];

		if (!can_tell(q, group))
			continue;
		if (count++ == 0) {
			page_heading(v, WORDS(v, P_D_OPEN_ASK,
					      desk_group(v, group)));
			desk_items_begin(v);
		}
		desk_item(v, DESK_AT(v, STR("/question/"), q->id),
			  visit_text(v, &q->text),
			  desk_is_disputed(s->score, s->open[i])
				  ? words(v, P_D_OPEN_DISPUTED)
			  : s->score->questions[s->open[i]].state ==
					  STATE_DONT_KNOW
				  ? words(v, P_D_DONT_KNOW)
				  : STR_NONE);
	}
	if (count > 0)
		desk_items_end(v);
}

void page_desk_open(struct visit *v)
{
	struct standing s;

	if (!desk_gather(v, &s) || s.score == NULL) {
		desk_troubled(v);
		return;
	}
	desk_begin(v, words(v, P_D_OPEN_TITLE), desk_round(v));
	page_text(v, words(v, s.open_count == 0 ? P_D_OPEN_NONE
						: P_D_OPEN_LEAD));
	write_open_of(v, &s, GROUP_LEADERS);
	write_open_of(v, &s, GROUP_EXPERTS);
	write_open_of(v, &s, GROUP_STAFF);
	page_end(v);
}
