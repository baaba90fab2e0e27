/* The workshop's numbers as JSON: ids and minutes, no sentence. */
#include "doc/kit.h"

#include "format/json.h"

static const char *length_name(int length)
{
	static const char *const lengths[] = { [LENGTH_OUT] = "out",
					       [LENGTH_SHORT] = "short",
					       [LENGTH_FULL] = "full" };

	return lengths[length];
}

static const char *slot_name(enum slot_kind kind)
{
	static const char *const slots[] = {
		[SLOT_WELCOME] = "welcome", [SLOT_STEP] = "step",
		[SLOT_BREAK] = "break",	    [SLOT_LUNCH] = "lunch",
		[SLOT_PROMPTS] = "prompts", [SLOT_CLOSING] = "closing",
		[SLOT_MARGIN] = "margin",
	};

	return slots[kind];
}

static void put(struct json *j, const char *key, struct str text)
{
	json_key(j, key);
	if (text.len == 0)
		json_put_null(j);
	else
		json_str(j, text);
}

static void put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

static void put_ratio(struct json *j, const char *key, struct ratio n)
{
	json_key(j, key);
	json_ratio(j, n, 6);
}

static void put_request(struct json *j, const struct kit_request *r)
{
	const struct workshop_request *w = r->workshop->request;
	const struct curriculum *c = w->curriculum;

	put(j, "curriculum", c->id);
	put(j, "version", c->version);
	put(j, "audience",
	    w->audience == NO_INDEX ? STR_NONE : c->audiences[w->audience].id);
	put_int(j, "minutes", w->minutes);
	put_int(j, "people", w->people);
	put_int(j, "start", r->start);
	put(j, "date", r->date);
	put_int(j, "late", w->late);
	put(j, "from", w->from);
}

static void put_steps(struct json *j, const struct module *m,
		      const struct module_choice *choice)
{
	json_key(j, "steps");
	json_begin_array(j);
	for (uint32_t s = 0; choice->in && s < m->step_count; s++) {
		json_begin_object(j);
		put(j, "id", m->steps[s].id);
		json_key(j, "length");
		json_text(j, length_name(choice->lengths[s]));
		if (choice->lengths[s] == LENGTH_OUT) {
			json_key(j, "reason");
			json_text(j, workshop_left_out_name(
					     (enum workshop_left_out)
						     choice->reasons[s]));
		}
		json_end(j);
	}
	json_end(j);
}

static void put_modules(struct json *j, const struct workshop *w)
{
	const struct curriculum *c = w->request->curriculum;

	json_key(j, "modules");
	json_begin_array(j);
	for (uint32_t m = 0; m < c->module_count; m++) {
		const struct module_choice *choice = &w->modules[m];

		json_begin_object(j);
		put(j, "id", c->modules[m].id);
		json_key(j, "in");
		json_bool(j, choice->in);
		if (!choice->in) {
			json_key(j, "reason");
			json_text(j, workshop_left_out_name(choice->reason));
		}
		put_ratio(j, "gain", choice->gain);
		put_ratio(j, "counted", choice->counted);
		put_int(j, "minutes", choice->minutes);
		put_steps(j, &c->modules[m], choice);
		json_end(j);
	}
	json_end(j);
}

static void put_slots(struct json *j, const struct workshop *w)
{
	const struct curriculum *c = w->request->curriculum;

	json_key(j, "slots");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->slot_count; i++) {
		const struct slot *s = &w->slots[i];

		json_begin_object(j);
		json_key(j, "kind");
		json_text(j, slot_name(s->kind));
		if (s->kind == SLOT_STEP) {
			put(j, "module", c->modules[s->module].id);
			put(j, "step", c->modules[s->module].steps[s->step].id);
			json_key(j, "short");
			json_bool(j, s->brief);
		}
		put_int(j, "start", s->start);
		put_int(j, "minutes", s->minutes);
		json_end(j);
	}
	json_end(j);
}

static void put_prompts(struct json *j, const struct workshop *w)
{
	json_key(j, "prompts");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->prompt_count; i++)
		json_str(j, w->request->score->pack->questions[w->prompts[i]].id);
	json_end(j);
	put(j, "prompts_missing",
	    w->prompts_missing == NULL ? STR_NONE
				       : str_from(w->prompts_missing));
}

static void put_additions(struct json *j, const struct workshop *w)
{
	const struct curriculum *c = w->request->curriculum;

	json_key(j, "additions");
	json_begin_array(j);
	for (uint32_t i = 0; i < w->addition_count; i++) {
		const struct addition *add = &w->additions[i];
		const struct module *m = &c->modules[add->module];

		json_begin_object(j);
		put(j, "module", m->id);
		put(j, "step", add->step == NO_INDEX ? STR_NONE
						     : m->steps[add->step].id);
		json_key(j, "length");
		json_text(j, length_name((int)add->length));
		json_end(j);
	}
	json_end(j);
}

void kit_numbers(struct buf *out, const struct kit_request *request)
{
	const struct workshop *w = request->workshop;
	struct json j = json_make(out, true);

	json_begin_object(&j);
	put_request(&j, request);
	put_ratio(&j, "value", w->value);
	put_int(&j, "margin", w->margin);
	json_key(&j, "proved");
	json_bool(&j, w->proved);
	put_int(&j, "nodes", (int64_t)w->nodes);
	put_int(&j, "solves", w->solves);
	put_modules(&j, w);
	put_slots(&j, w);
	put_prompts(&j, w);
	put_additions(&j, w);
	json_end(&j);
	buf_char(out, '\n');
}
