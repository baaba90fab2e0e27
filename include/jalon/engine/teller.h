/*
 * Telling a person: plain text in one language, one fact a line.
 *
 * A line is indented, opens with a label, and ends with what it labels. What
 * the explanations of the engine and of the plan share stands here; what they
 * have to say stands in explain_*.c.
 */
#ifndef JALON_ENGINE_TELLER_H
#define JALON_ENGINE_TELLER_H

#include "engine/score.h"

struct teller {
	struct buf *out;	/* where the text goes */
	const struct score *s;
	enum lang lang;
};

void tell(struct teller *t, const char *fr, const char *en);
/* Anybody's text: nothing in it can pass for a line of ours. */
void tell_str(struct teller *t, struct str text);
void tell_end(struct teller *t);
/* "  label: ", with the space that French puts before a colon. */
void tell_label(struct teller *t, const char *fr, const char *en);
/*
 * The labels of what an author wrote for the program, and of where it stands.
 * Whoever sets a text again knows such a line by its label; TOLD_COUNT: it is
 * another's.
 */
enum told {
	TOLD_FORMULA, TOLD_IN_FORCE_IF, TOLD_ASKED_IF, TOLD_SECTION_IF,
	TOLD_CAP, TOLD_PLACE, TOLD_COUNT
};
void tell_authored(struct teller *t, enum told label);
enum told told_find(struct str label, enum lang lang);
/* The same alone on its line, above a list. */
void tell_head(struct teller *t, const char *fr, const char *en);
/* A list's item: deeper, and left open. */
void tell_item(struct teller *t, struct str id);
/* ", " before all but the first item of a line. */
void tell_comma(struct teller *t, uint32_t *count);

/* A decimal, with a comma in French; -1: as many places as it needs. */
void tell_ratio(struct teller *t, struct ratio r, int places);
/* To the rubric's places. */
void tell_published(struct teller *t, struct ratio r);
/* "0,333333  (1/3)" */
void tell_exact(struct teller *t, struct ratio r);
/* Points: whole ones bare, others to the rubric's places. */
void tell_points(struct teller *t, struct ratio r);
/*
 * Whether a counted noun is plural after `n`: in French from 2 on (1,5
 * point), in English whenever it is not 1.
 */
bool tell_is_plural(const struct teller *t, struct ratio n);

/* "id (code) — title" */
void tell_title(struct teller *t, struct str id, struct str code,
		const struct text *title);
/* The line of the author's file; nothing for what has no place. */
void tell_place(struct teller *t, struct span span);
/* "3 (Encadré)", or "aucun". */
void tell_level(struct teller *t, uint32_t level);
void tell_levels(struct teller *t, uint32_t lo, uint32_t hi);
void tell_state(struct teller *t, enum expr_state state);
void tell_group(struct teller *t, enum group group);
/* What an answer says: its value, or its state with its reason. */
void tell_answer(struct teller *t, const struct question *q,
		 const struct answer *answer);

#endif
