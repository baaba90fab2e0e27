/*
 * One pass over the cases: each read, scored and forgotten before the next,
 * by one engine.
 */
#include "portfolio_part.h"

#include <string.h>

#include "app/access.h"
#include "app/rounds.h"
#include "base/arena.h"

struct passing {
	struct desk *desk;	/* the caller's */
	struct desk scratch;	/* the same, over an arena for one case */
	struct diags heard;
	struct pass *pass;
	struct engine *engine;
};

/* The last round that stands for the case, or NULL. */
static bool find_round(struct passing *p, struct case_view *v)
{
	struct desk *d = &p->scratch;

	v->rounds = store_rounds(d->store, d->arena, v->record->id,
				 &v->round_count);
	for (v->number = v->round_count; v->number > 0; v->number--) {
		v->round = &v->rounds[v->number - 1];
		if (rounds_is_followup(v->round))
			continue;
		v->respondents = store_respondents(
		    d->store, d->arena, v->round->id, &v->respondent_count);
		if (v->respondent_count > 0)
			return true;
	}
	return false;
}

static const struct score *score_fast(struct passing *p,
				      const struct case_view *v)
{
	struct desk *d = &p->scratch;
	const struct node *document =
	    case_document_seen(d, v, STAFF_PUBLISHED, true);
	const struct answers *answers =
	    answers_read(d->arena, p->pass->pack, document, &p->heard);

	return answers == NULL
		   ? NULL
		   : score_again(p->engine, answers, &p->heard);
}

static bool same_scoring(const struct pack *a, const struct pack *b)
{
	return a == b || strcmp(a->digest.hex, b->digest.hex) == 0;
}

static const struct score *score_one(struct passing *p,
				     const struct case_view *v)
{
	struct reread again;

	if (same_scoring(v->pack, p->pass->pack))
		return score_fast(p, v);
	return rounds_reread(&p->scratch, v, p->pass->pack, &again)
		   ? again.score
		   : NULL;
}

static void pass_one(struct passing *p, const struct case_record *record)
{
	struct case_view v = { .record = record };
	const struct score *score;

	/* Not even as one that is left out: nobody asked them to be here. */
	if (!access_may(&p->scratch, record->id, PURPOSE_STATISTICS))
		return;
	if (!find_round(p, &v)) {
		p->pass->without_score++;
		return;
	}
	v.pack = desk_pack(&p->scratch, v.round->pack);
	if (v.pack == NULL) {
		p->pass->unreadable++;
		return;
	}
	if (!str_eq(v.pack->id, p->pass->pack->id)) {
		p->pass->other_pack++;
		return;
	}
	score = score_one(p, &v);
	if (score == NULL)
		p->pass->unreadable++;
	else if (score->overall.raw.absent)
		p->pass->without_score++;
	else
		p->pass->visit(p->pass, p->desk->arena, record, score);
}

/* Each case has an arena and diagnostics of its own. */
static bool pass_all(struct passing *p, const struct case_record *all,
		     uint32_t count)
{
	bool good = true;

	for (uint32_t i = 0; i < count && good; i++) {
		diags_init(&p->heard, p->scratch.arena);
		p->scratch.diags = &p->heard;
		pass_one(p, &all[i]);
		/* What could not be read is the caller's to hear of. */
		good = desk_read_well(p->desk);
		arena_reset(p->scratch.arena);
	}
	p->desk->failed |= p->scratch.failed;
	return good;
}

bool portfolio_pass(struct desk *d, struct pass *pass)
{
	struct passing p = { .desk = d, .pass = pass };
	const struct case_record *all;
	bool good;

	pass->pack = desk_today_pack(d);
	if (pass->pack == NULL)
		return false;
	all = pass->account == NULL
		  ? store_cases(d->store, d->arena, &pass->cases)
		  : access_cases(d, pass->account, &pass->cases);
	if (!desk_read_well(d))
		return false;
	pass->begin(pass, d->arena);
	p.engine = engine_open(d->arena, pass->pack);
	p.scratch = *d;
	p.scratch.arena = arena_open();
	good = pass_all(&p, all, pass->cases);
	arena_close(p.scratch.arena);
	return good;
}
