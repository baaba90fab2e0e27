/* What `jalon case show` has gathered, for people and for programs. */
#ifndef JALON_CMD_CASE_SHOW_H
#define JALON_CMD_CASE_SHOW_H

#include "app/groups.h"
#include "rows.h"

struct shown {
	struct call *call;
	const struct case_view *view;
	const struct score *score;
	struct collection staff;
	const struct member *members;
	uint32_t member_count;
	const uint32_t *open;
	uint32_t open_count;
	const struct decision_record *decisions;
	uint32_t decision_count;
	const struct evidence_record *evidence;
	uint32_t evidence_count;
};

enum next_step {
	NEXT_INTERVIEW, /* nobody answered */
	NEXT_TOGETHER,  /* too few of the staff came */
	NEXT_CLOSE,
	NEXT_DECIDE, /* those who decide a question disagree */
	NEXT_ASK,    /* questions remain */
	NEXT_RUN,
};
enum next_step show_next(const struct shown *w);
/* Those who decide an open question disagree. */
bool show_is_disputed(const struct shown *w, uint32_t question);

void show_json(const struct shown *w);

#endif
