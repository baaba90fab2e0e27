/* All rounds in one table, and comparisons for programs. */
#include "case_compare.h"
#include "format/json.h"

enum { ID_COLUMNS = 22, CELL_COLUMNS = 14, TABLE_ROUNDS = 4 };

/* --- the table ----------------------------------------------------------------- */

static const char signs[] = {
	[COMPARE_UNCHANGED] = '=',	[COMPARE_UP] = '+',
	[COMPARE_DOWN] = '-',		[COMPARE_WITHIN_BOUNDS] = '~',
	[COMPARE_OTHER_RESPONDENTS] = '?', [COMPARE_NOT_COMPARABLE] = '/',
};

/* A line ends at its last sign. */
static void end_line(struct buf *out)
{
	while (out->len > 0 && out->at[out->len - 1] == ' ')
		out->len--;
	buf_char(out, '\n');
}

static void put_scored(struct call *call, char sign, const struct scored *s)
{
	struct buf cell = buf_make(call->arena);

	buf_char(&cell, sign);
	buf_char(&cell, ' ');
	if (s == NULL || s->shown_lo == 0)
		buf_text(&cell, "–");
	else if (s->shown_lo == s->shown_hi)
		buf_fmt(&cell, "%u", s->shown_lo);
	else
		buf_fmt(&cell, "%u–%u", s->shown_lo, s->shown_hi);
	if (s != NULL && !s->raw.absent) {
		buf_text(&cell, " (");
		lang_number(&cell, s->published, 2, call->lang);
		buf_char(&cell, ')');
	}
	put_cell(&call->out, buf_view(&cell), CELL_COLUMNS);
}

/* A dimension by its id on the later side, NULL for the overall. */
static const struct compared *find(const struct comparison *c, struct str id)
{
	const struct pack *is = c->after->pack;

	if (id.len == 0)
		return &c->overall;
	for (uint32_t i = 0; i < c->dimension_count; i++) {
		uint32_t at = c->dimensions[i].at.after;

		if (at != NO_INDEX &&
		    str_eq(is->rubric.dimensions[at].id, id))
			return &c->dimensions[i];
	}
	return NULL;
}

static void put_row(struct call *call, const struct rounds_compared *all,
		    uint32_t count, struct str id)
{
	const struct compared *first = find(all[0].comparison, id);

	buf_text(&call->out, "  ");
	put_cell(&call->out,
		 id.len > 0 ? id
			    : str_from(say(call->lang, "Ensemble", "Overall")),
		 ID_COLUMNS);
	put_scored(call, ' ', first == NULL ? NULL : first->was);
	for (uint32_t i = 0; i < count; i++) {
		const struct compared *c = find(all[i].comparison, id);

		put_scored(call, c == NULL ? '/' : signs[c->score.verdict],
			   c == NULL ? NULL : c->is);
	}
	end_line(&call->out);
}

static void put_column(struct call *call, const struct case_view *v)
{
	struct buf cell = buf_make(call->arena);

	buf_fmt(&cell, "  %.*s", STR_ARGS(v->round->date));
	put_cell(&call->out, buf_view(&cell), CELL_COLUMNS);
}

static void put_head(struct call *call, const struct rounds_compared *all,
		     uint32_t count)
{
	struct buf line = buf_make(call->arena);

	put_visible(&line, all->before->record->client);
	buf_fmt(&line, say(call->lang, " · rondes %u à %u",
			   " · rounds %u to %u"),
		all->before->number, all[count - 1].after->number);
	put_title(&call->out, str_cstr(call->arena, buf_view(&line)));
	put_cell(&call->out, STR_NONE, ID_COLUMNS + 2);
	put_column(call, all->before);
	for (uint32_t i = 0; i < count; i++)
		put_column(call, all[i].after);
	end_line(&call->out);
}

static void put_legend(struct call *call, const struct rounds_compared *all,
		       uint32_t count)
{
	bool reread = false;

	for (uint32_t i = 0; i < count; i++)
		reread |= all[i].was.other_pack;
	buf_char(&call->out, '\n');
	put_wrapped(
	    &call->out,
	    str_from(say(call->lang,
			 "Niveau, et score entre parenthèses. Le score, près de "
			 "la ronde d'avant : + en hausse, - en baisse, = "
			 "inchangé, ~ dans les bornes, ? autres répondants, "
			 "/ non comparable.",
			 "Level, and score in brackets. The score, beside the "
			 "round before: + up, - down, = unchanged, ~ within "
			 "bounds, ? other people, / not comparable.")),
	    0);
	if (reread)
		put_wrapped(
		    &call->out,
		    str_from(say(call->lang,
				 "La trousse a changé : chaque signe compare "
				 "la ronde d'avant relue sous la trousse de "
				 "la suivante; les chiffres d'une colonne sont "
				 "ceux de sa propre trousse.",
				 "The pack changed: each sign compares the "
				 "round before read again under the pack of "
				 "the next; a column's figures are those of "
				 "its own pack.")),
		    0);
}

void compare_table(struct call *call, const struct rounds_compared *all,
		   uint32_t count)
{
	const struct rubric *r;

	if (count >= TABLE_ROUNDS) {
		all += count - TABLE_ROUNDS + 1;
		count = TABLE_ROUNDS - 1;
	}
	r = &all[count - 1].comparison->after->pack->rubric;
	put_head(call, all, count);
	put_row(call, all, count, STR_NONE);
	for (uint32_t i = 0; i < r->dimension_count; i++)
		put_row(call, all, count, r->dimensions[i].id);
	put_legend(call, all, count);
}

/* --- for programs ------------------------------------------------------------------ */

static void ratio_json(struct json *j, const char *key, bool known,
		       struct ratio value)
{
	json_key(j, key);
	if (known)
		json_ratio(j, value, 6);
	else
		json_put_null(j);
}

static void side_json(struct json *j, const char *key, const struct scored *s)
{
	json_key(j, key);
	if (s == NULL) {
		json_put_null(j);
		return;
	}
	json_begin_object(j);
	ratio_json(j, "score", !s->raw.absent, s->published);
	ratio_json(j, "score_from", !s->raw.absent, s->published_lo);
	ratio_json(j, "score_to", !s->raw.absent, s->published_hi);
	json_key(j, "level_from");
	json_int(j, s->shown_lo);
	json_key(j, "level_to");
	json_int(j, s->shown_hi);
	json_end(j);
}

static void claim_json(struct json *j, const char *key,
		       const struct compare_claim *claim)
{
	json_key(j, key);
	json_begin_object(j);
	json_key(j, "verdict");
	json_text(j, compare_verdict_name(claim->verdict));
	if (claim->reason != COMPARE_NO_REASON) {
		json_key(j, "reason");
		json_text(j, compare_reason_name(claim->reason));
	}
	json_end(j);
}

static void names_json(struct json *j, const char *key, const struct str *names,
		       uint32_t count)
{
	json_key(j, key);
	json_begin_array(j);
	for (uint32_t i = 0; i < count; i++)
		json_str(j, names[i]);
	json_end(j);
}

static void initiatives_json(struct json *j, const struct pack *p,
			     const uint32_t *done, uint32_t count)
{
	json_key(j, "done");
	json_begin_array(j);
	for (uint32_t i = 0; i < count; i++)
		json_str(j, p->catalogue.initiatives[done[i]].id);
	json_end(j);
}

static void compared_json(struct json *j, const struct comparison *c,
			  struct str id, const struct compared *one)
{
	json_begin_object(j);
	if (id.len > 0) {
		json_key(j, "id");
		json_str(j, id);
	}
	side_json(j, "before", one->was);
	side_json(j, "after", one->is);
	claim_json(j, "score", &one->score);
	claim_json(j, "level", &one->level);
	json_key(j, "questions");
	json_begin_array(j);
	for (uint32_t i = 0; i < one->question_count; i++) {
		struct compare_pair at = one->questions[i];

		json_str(j, at.after != NO_INDEX
				? c->after->pack->questions[at.after].id
				: c->before->pack->questions[at.before].id);
	}
	json_end(j);
	initiatives_json(j, c->after->pack, one->done, one->done_count);
	json_end(j);
}

static struct str dimension_id(const struct comparison *c, uint32_t i)
{
	struct compare_pair at = c->dimensions[i].at;

	return at.after != NO_INDEX
		   ? c->after->pack->rubric.dimensions[at.after].id
		   : c->before->pack->rubric.dimensions[at.before].id;
}

static struct str criterion_id(const struct comparison *c, uint32_t i)
{
	struct compare_pair at = c->criteria[i].at;

	return at.after != NO_INDEX
		   ? c->after->pack->rubric.criteria[at.after].id
		   : c->before->pack->rubric.criteria[at.before].id;
}

static void scores_json(struct json *j, const struct comparison *c)
{
	json_key(j, "overall");
	compared_json(j, c, STR_NONE, &c->overall);
	json_key(j, "dimensions");
	json_begin_array(j);
	for (uint32_t i = 0; i < c->dimension_count; i++)
		compared_json(j, c, dimension_id(c, i), &c->dimensions[i]);
	json_end(j);
	json_key(j, "criteria");
	json_begin_array(j);
	for (uint32_t i = 0; i < c->criterion_count; i++)
		compared_json(j, c, criterion_id(c, i), &c->criteria[i]);
	json_end(j);
}

static void gates_json(struct json *j, const struct comparison *c)
{
	json_key(j, "gates");
	json_begin_array(j);
	for (uint32_t i = 0; i < c->gate_count; i++) {
		const struct compared_gate *g = &c->gates[i];

		json_begin_object(j);
		json_key(j, "id");
		json_str(j, g->at.after != NO_INDEX
				? c->after->pack->rubric.gates[g->at.after].id
				: c->before->pack->rubric.gates[g->at.before]
				      .id);
		json_key(j, "before");
		json_text(j, gate_state_name(g->was));
		json_key(j, "after");
		json_text(j, gate_state_name(g->is));
		claim_json(j, "claim", &g->claim);
		initiatives_json(j, c->after->pack, g->done, g->done_count);
		json_end(j);
	}
	json_end(j);
}

static void said_json(struct json *j, struct arena *a, const char *key,
		      const struct pack *p, uint32_t question,
		      const struct answer *answer)
{
	struct spoken s = { .kind = ANSWER_MISSING };

	if (question != NO_INDEX)
		s = spoken_of(a, answer->kind,
			      case_value(a, &p->questions[question], answer));
	words_spoken_json(j, key, &s);
}

static void means_json(struct json *j, const struct compared_answer *one)
{
	json_key(j, "means");
	json_begin_object(j);
	for (int g = 0; g < GROUP_COUNT; g++) {
		if (!one->has_mean[g])
			continue;
		json_key(j, group_name((enum group)g));
		json_begin_array(j);
		json_ratio(j, one->was_mean[g], 6);
		json_ratio(j, one->is_mean[g], 6);
		json_end(j);
	}
	json_end(j);
}

static void answers_json(struct json *j, struct arena *a,
			 const struct comparison *c)
{
	const struct pack *was = c->before->pack, *is = c->after->pack;

	json_key(j, "answers");
	json_begin_array(j);
	for (uint32_t i = 0; i < c->answer_count; i++) {
		const struct compared_answer *one = &c->answers[i];

		json_begin_object(j);
		json_key(j, "question");
		json_str(j, one->at.after != NO_INDEX
				? is->questions[one->at.after].id
				: was->questions[one->at.before].id);
		json_key(j, "change");
		json_text(j, compare_change_name(one->change));
		json_key(j, "reworded");
		json_bool(j, one->reworded);
		said_json(j, a, "before", was, one->at.before, one->was);
		said_json(j, a, "after", is, one->at.after, one->is);
		means_json(j, one);
		json_end(j);
	}
	json_end(j);
}

static void people_json(struct json *j, const struct comparison *c)
{
	json_key(j, "respondents");
	json_begin_object(j);
	for (int g = 0; g < GROUP_COUNT; g++) {
		const struct compare_people *p = &c->people[g];

		if (g == GROUP_STAFF)
			continue;
		json_key(j, group_name((enum group)g));
		json_begin_object(j);
		json_key(j, "same");
		json_bool(j, p->same);
		names_json(j, "left", p->left, p->left_count);
		names_json(j, "joined", p->joined, p->joined_count);
		json_end(j);
	}
	json_end(j);
}

static void round_json(struct json *j, const char *key,
		       const struct case_view *v)
{
	json_key(j, key);
	json_begin_object(j);
	json_key(j, "round");
	json_int(j, v->number);
	json_key(j, "date");
	json_str(j, v->round->date);
	json_key(j, "title");
	json_str(j, v->round->title);
	json_key(j, "pack");
	json_str(j, v->pack->id);
	json_key(j, "version");
	json_str(j, v->pack->version);
	json_end(j);
}

static void aside_json(struct json *j, const struct rounds_compared *r)
{
	const struct pack *is = r->comparison->after->pack;

	json_key(j, "read_again");
	json_bool(j, r->was.other_pack && !r->two_packs);
	names_json(j, "dropped", r->was.dropped, r->was.dropped_count);
	json_key(j, "unasked");
	json_begin_array(j);
	for (uint32_t i = 0; i < r->was.unasked_count; i++)
		json_str(j, is->questions[r->was.unasked[i]].id);
	json_end(j);
	names_json(j, "unknown_initiatives", r->comparison->unknown,
		   r->comparison->unknown_count);
}

static void done_json(struct json *j, const struct rounds_compared *r)
{
	json_key(j, "done");
	json_begin_array(j);
	for (uint32_t i = 0; i < r->done_count; i++) {
		json_begin_object(j);
		json_key(j, "initiative");
		json_str(j, r->done[i].initiative);
		json_key(j, "date");
		json_str(j, r->done[i].date);
		json_end(j);
	}
	json_end(j);
}

void compare_json(struct call *call, const struct rounds_compared *all,
		  uint32_t count)
{
	struct json j = json_make(&call->out, true);

	json_begin_object(&j);
	json_key(&j, "case");
	json_str(&j, all->before->record->name);
	json_key(&j, "comparisons");
	json_begin_array(&j);
	for (uint32_t i = 0; i < count; i++) {
		json_begin_object(&j);
		round_json(&j, "from", all[i].before);
		round_json(&j, "to", all[i].after);
		aside_json(&j, &all[i]);
		scores_json(&j, all[i].comparison);
		gates_json(&j, all[i].comparison);
		people_json(&j, all[i].comparison);
		answers_json(&j, call->arena, all[i].comparison);
		done_json(&j, &all[i]);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	buf_char(&call->out, '\n');
}
