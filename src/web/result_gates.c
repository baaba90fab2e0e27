/* Gates in words; see result_gates.h. */
#include "result_gates.h"

#include "base/arena.h"
#include "page.h"
#include "result_told.h"

static struct str state_words(const struct result *r, uint32_t gate)
{
	static const enum phrase phrases[] = {
		[GATE_MET] = P_GATE_MET,
		[GATE_IN_FORCE] = P_COMPARE_IN_FORCE,
		[GATE_TO_CONFIRM] = P_COMPARE_TO_CONFIRM,
		[GATE_SILENT] = P_COMPARE_SILENT,
	};

	return words(r->v, phrases[r->score->gates[gate].state]);
}

/* "Niveau global (au plus 2); Service (au plus 2)"; empty: none is known. */
static struct str caps_words(const struct result *r, uint32_t gate)
{
	const struct rubric *rubric = &r->score->pack->rubric;
	const struct gate *g = &rubric->gates[gate];
	struct buf b = buf_make(r->v->arena);

	for (uint32_t i = 0; i < g->cap_count; i++) {
		uint32_t d = g->caps[i].dimension;
		struct expr_number *cap = &r->score->gates[gate].caps[i];

		if (!score_cap_is_known(r->score, gate, i) || cap->absent)
			continue;
		if (b.len > 0)
			buf_text(&b, "; ");
		buf_str(&b, WORDS(r->v, P_GATE_CAP,
				  d == NO_INDEX
				      ? words(r->v, P_RESULT_OVERALL)
				      : visit_text(
					    r->v,
					    &rubric->dimensions[d].title),
				  result_number(r, cap->point, -1)));
	}
	return buf_view(&b);
}

static void write_lifting(struct result *r, const struct gate *g)
{
	struct html *h = &r->v->html;

	if (!r->score->pack->has_catalogue || g->lifted_count == 0)
		return;
	page_heading(r->v, words(r->v, P_GATE_LIFTED));
	html_open(h, "ul", NULL);
	for (uint32_t i = 0; i < g->lifted_count; i++) {
		html_open(h, "li", NULL);
		page_link(r->v, result_initiative_path(r, g->lifted_by[i]),
			  result_initiative(r, g->lifted_by[i]));
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_newline(h);
}

void gates_write(struct result *r, uint32_t gate, struct str told)
{
	static const char *const reads[LANG_COUNT] = {
		[LANG_FR] = "lit", [LANG_EN] = "reads"
	};
	struct str caps = caps_words(r, gate);
	struct visit *v = r->v;

	page_facts_begin(v);
	page_fact(v, words(v, P_GATE_STATE), state_words(r, gate));
	if (caps.len > 0)
		page_fact(v, words(v, P_GATE_HOLDS), caps);
	page_facts_end(v);
	page_heading(v, words(v, P_GATE_READS));
	result_told_under(r, told, str_from(reads[v->lang]));
	write_lifting(r, &r->score->pack->rubric.gates[gate]);
}
