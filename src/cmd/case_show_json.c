/* `jalon case show --json`. */
#include "case_show.h"

#include "case_words.h"
#include "format/json.h"

static const char *const next_names[] = {
	[NEXT_INTERVIEW] = "interview",
	[NEXT_TOGETHER] = "together",
	[NEXT_CLOSE] = "close",
	[NEXT_DECIDE] = "decide",
	[NEXT_ASK] = "ask",
	[NEXT_RUN] = "run",
};

static void member_json(struct json *j, const struct member *m)
{
	json_begin_object(j);
	if (m->who->name.len > 0) {
		json_key(j, "name");
		json_str(j, m->who->name);
	}
	json_key(j, "group");
	json_text(j, group_name(m->who->group));
	json_key(j, "agreed");
	json_bool(j, m->who->agreed);
	json_key(j, "together");
	json_bool(j, m->who->together);
	json_key(j, "asked");
	json_int(j, m->asked);
	json_key(j, "answered");
	json_int(j, m->answered);
	json_key(j, "dont_know");
	json_int(j, m->dont_know);
	json_end(j);
}

static void staff_json(struct json *j, const struct collection *c)
{
	json_key(j, "staff");
	json_begin_object(j);
	json_key(j, "people");
	json_int(j, c->people);
	json_key(j, "closed");
	json_bool(j, c->closed);
	json_key(j, "closings");
	json_int(j, c->closings);
	json_key(j, "asked");
	json_int(j, c->asked);
	json_key(j, "published");
	json_int(j, c->published);
	json_end(j);
}

static void gates_json(struct json *j, const struct shown *w)
{
	const struct rubric *r = &w->view->pack->rubric;

	json_key(j, "gates");
	json_begin_object(j);
	for (uint32_t g = 0; g < r->gate_count; g++) {
		json_key_str(j, r->gates[g].id);
		json_text(j, gate_state_name(w->score->gates[g].state));
	}
	json_end(j);
}

static void open_json(struct json *j, const struct shown *w)
{
	json_key(j, "open");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->open_count; i++) {
		const struct question *q =
		    &w->view->pack->questions[w->open[i]];

		json_begin_object(j);
		json_key(j, "question");
		json_str(j, q->id);
		json_key(j, "disagreement");
		json_bool(j, show_is_disputed(w, w->open[i]));
		json_key(j, "groups");
		json_begin_array(j);
		for (int g = 0; g < GROUP_COUNT; g++)
			if (q->groups >> g & 1)
				json_text(j, group_name((enum group)g));
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void decisions_json(struct json *j, const struct shown *w)
{
	json_key(j, "decisions");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->decision_count; i++) {
		const struct decision_record *r = &w->decisions[i];
		struct spoken value =
		    spoken_of(w->call->arena, r->kind, r->value);

		json_begin_object(j);
		json_key(j, "question");
		json_str(j, r->question);
		json_key(j, "override");
		json_bool(j, r->overrides);
		words_spoken_json(j, "value", &value);
		json_key(j, "reason");
		json_str(j, r->reason);
		json_key(j, "author");
		json_str(j, r->author);
		json_key(j, "date");
		json_str(j, r->date);
		json_end(j);
	}
	json_end(j);
}

static void evidence_json(struct json *j, const struct shown *w)
{
	json_key(j, "evidence");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->evidence_count; i++) {
		json_begin_object(j);
		json_key(j, "criterion");
		json_str(j, w->evidence[i].criterion);
		json_key(j, "status");
		json_text(j, evidence_name(w->evidence[i].status));
		json_key(j, "note");
		json_str(j, w->evidence[i].note);
		json_end(j);
	}
	json_end(j);
}

static void rounds_json(struct json *j, const struct case_view *v)
{
	json_key(j, "rounds");
	json_begin_array(j);
	for (uint32_t i = 0; i < v->round_count; i++) {
		json_begin_object(j);
		json_key(j, "date");
		json_str(j, v->rounds[i].date);
		json_key(j, "title");
		json_str(j, v->rounds[i].title);
		json_end(j);
	}
	json_end(j);
	json_key(j, "round");
	json_int(j, v->number);
}

static void overall_json(struct json *j, const struct scored *o)
{
	json_key(j, "overall");
	json_begin_object(j);
	json_key(j, "score");
	if (o->raw.absent)
		json_put_null(j);
	else
		json_ratio(j, o->published, 6);
	json_key(j, "level_from");
	json_int(j, o->shown_lo);
	json_key(j, "level_to");
	json_int(j, o->shown_hi);
	json_end(j);
}

void show_json(const struct shown *w)
{
	struct json j = json_make(&w->call->out, true);
	const struct case_record *r = w->view->record;

	json_begin_object(&j);
	json_key(&j, "case");
	json_str(&j, r->name);
	json_key(&j, "client");
	json_str(&j, r->client);
	json_key(&j, "opened");
	json_str(&j, r->opened);
	json_key(&j, "keep_until");
	json_str(&j, r->keep_until);
	json_key(&j, "pack");
	json_str(&j, w->view->pack->id);
	rounds_json(&j, w->view);
	overall_json(&j, &w->score->overall);
	gates_json(&j, w);
	json_key(&j, "respondents");
	json_begin_array(&j);
	for (uint32_t i = 0; i < w->member_count; i++)
		member_json(&j, &w->members[i]);
	json_end(&j);
	staff_json(&j, &w->staff);
	open_json(&j, w);
	decisions_json(&j, w);
	evidence_json(&j, w);
	json_key(&j, "next");
	json_text(&j, next_names[show_next(w)]);
	json_end(&j);
	buf_char(&w->call->out, '\n');
}
