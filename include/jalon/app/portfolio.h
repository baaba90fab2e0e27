/*
 * Across cases: how organisations are spread over the levels, where one
 * stands among the others, and how the questions of a model behave.
 *
 * A case counts once, by its last round that is no follow-up and has somebody
 * in it, scored under the desk's pack (read again through its renamings when
 * the round is of an older version). Cases under another pack, without a
 * score or that cannot be read are only counted. Who began alone and did not
 * agree to statistics is not even that; a case opened at the desk is the
 * consultant's own work, and its letters say that it may be counted. No
 * client is named. Of the staff only what was published enters, through the
 * scores.
 *
 * What is published are counts of organisations by level, for all of them, by
 * size band and by sector. Whoever knows who is in which group can subtract
 * one figure from another, so it is not enough that each group has five:
 *
 *	Let sizes and sectors be the points of a graph, and each organisation
 *	a line between its size and its sector. A sum of published figures,
 *	with any weights, gives size s the weight a(s) and sector t the weight
 *	b(t), and each organisation the weight a(s) + b(t) of its line. The
 *	lines whose weight is 0 hold parts of the graph together, and those
 *	whose weight is not are a cut between such parts. So some combination
 *	tells of fewer than five organisations exactly when a cut of fewer
 *	than five lines parts a piece of the graph that holds together.
 *
 * Groups are therefore merged into « autres » until every such cut has five
 * lines at least (found by Stoer and Wagner's minimum cut); a group of one
 * alone is such a cut. Merging looks at who is where, never at a level. When
 * one group is left of sizes, or of sectors, that table is not shown.
 *
 * What this cannot do. Levels are counted within those groups, and a count may
 * be of fewer than five: who prints it asks portfolio_hide and
 * portfolio_may_cross. When all of a group are at one level, each of them is.
 * Two prints made at two moments can be subtracted: the difference is what
 * changed in between, perhaps one organisation's. Hand one out, not both.
 */
#ifndef JALON_APP_PORTFOLIO_H
#define JALON_APP_PORTFOLIO_H

#include "app/access.h"
#include "engine/items.h"

enum {
	/* Fewer could be guessed one by one by those who know the region;
	   the same five as for the staff's answers. */
	PORTFOLIO_LEAST = 5,
	PORTFOLIO_CONFIRM = PACK_LEVELS + 1,	/* shown as a range */
	PORTFOLIO_COUNTS = PACK_LEVELS + 2,	/* 0: no level */
};

/* How one organisation stands, overall or on a dimension. */
struct standing {
	uint8_t level;		/* 1 to PACK_LEVELS, or PORTFOLIO_CONFIRM;
				   0: none */
	bool has_score;
	struct ratio score;	/* published */
};

struct portfolio_member {
	struct str id;		/* the case's: never shown */
	uint32_t size, sector;	/* of the pack; the last of each, one past
				   the pack's own, is « not said » */
	struct standing *standings;	/* overall, then each dimension */
};

/* Organisations together: five at least. */
struct portfolio_group {
	uint32_t label;		/* size or sector; NO_INDEX: several merged,
				   or all of them */
	uint32_t count;
	/* How many by level: PORTFOLIO_COUNTS for the overall, then as many
	   for each dimension. */
	uint32_t *levels;
};

struct portfolio {
	const struct pack *pack;
	const struct portfolio_member *members;	/* by case name */
	uint32_t count;
	uint32_t other_pack, without_score, unreadable;	/* left out */
	/* Empty when fewer than five in all. */
	struct portfolio_group all;
	const struct portfolio_group *sizes, *sectors;	/* none or two at
					   least, in the pack's order, merged
					   last */
	uint32_t size_count, sector_count;
};

/* Of all the cases of the file. NULL after a diagnostic. */
struct portfolio *portfolio_of(struct desk *d);
/* Of the cases that the account sees (access_cases), and no other: what one
   may not read does not enter one's figures either. */
struct portfolio *portfolio_seen(struct desk *d,
				 const struct account *account);

/*
 * Which counts of one dimension stay out of a page, so that none tells of one
 * to four organisations: those, and the least others until two at least are
 * hidden and they are five together, for the row's sum is known. Where no
 * others are left, the row says its sum alone.
 */
void portfolio_hide(const uint32_t counts[PORTFOLIO_COUNTS],
		    bool hidden[PORTFOLIO_COUNTS]);
/*
 * Whether the levels of groups, overall (`which` 0) or on a dimension (from 1),
 * may stand beside those of all: when each count is 0 or five at least. What is
 * hidden in one group could be had from the others and the sum, so it is all
 * of them or none.
 */
bool portfolio_may_cross(const struct portfolio_group *groups, uint32_t count,
			 uint32_t which);

/*
 * The merging of the graph above: `rows[i]` and `columns[i]` are the labels of
 * organisation i, below the two numbers of labels. Sets the group of each
 * label, the least label of the group; groups that were merged are those of
 * two labels that have organisations. Labels without any stay alone. At least
 * PORTFOLIO_LEAST organisations.
 */
void portfolio_merge(struct arena *a, const uint32_t *rows,
		     const uint32_t *columns, uint32_t count,
		     uint32_t row_labels, uint32_t column_labels,
		     uint32_t *row_groups, uint32_t *column_groups);

/* --- one among the others -------------------------------------------------------- */

/* In words, never a rank. Peers without a score are not counted. */
enum peer_place {
	PEERS_TOO_FEW,		/* fewer than five peers with a score */
	PEERS_UNKNOWN,		/* the case has no score there, or a range */
	PEERS_TOP_QUARTER,	/* above three quarters of them at least */
	PEERS_UPPER,		/* above more than are above it */
	PEERS_MIDDLE,
	PEERS_LOWER,
	PEERS_BOTTOM_QUARTER,
};
/* "too_few", "unknown", "top_quarter", "upper", "middle"... */
const char *peer_place_name(enum peer_place place);

struct peers {
	uint32_t size;		/* the peers are of this size band, or
				   NO_INDEX: all the others */
	uint32_t count;		/* how many, the case itself aside */
	enum peer_place *places;	/* overall, then each dimension */
};
/*
 * Peers are the others of the case's size band when five at least are, else
 * all the others. False after a diagnostic: a case that does not count.
 */
bool portfolio_peers(struct desk *d, const struct portfolio *p,
		     const struct case_record *record, struct peers *out);

/* --- items ------------------------------------------------------------------------ */

/*
 * Statistics of questions and scales over the firm's answers: one row is one
 * organisation. Respondents of one firm are not independent of each other,
 * each group is asked its own questions (so that no person answers a whole
 * scale), and the score that a model's author wants to trust is the firm's.
 * An item is a question's points as the score reads them; of a dimension, a
 * criterion's score, for a question about AI and its twin are never both
 * answered. Don't-knows are of the firm's one answer. Options alone are counted
 * by who took them, of those who answer by name or for all: where leaders
 * disagree the firm has no one option. The staff's are not among them.
 */
struct items_of {
	const struct pack *pack;
	uint32_t cases;		/* rows; below ITEMS_CASES the rest is empty */
	const uint32_t *questions;	/* by column: the scored ones */
	uint32_t question_count;
	const struct item_result *items;	/* by column */
	const struct item_result *named;	/* by column: `uses` alone, by
						   answer; the rest is of no
						   use */
	struct scale_result *criteria;		/* by criterion; items are its
						   scored questions, in order */
	struct scale_result *dimensions;	/* by dimension; items are its
						   criteria, in order */
	const uint32_t *criterion_items;	/* by criterion: how many */
};
/* NULL after a diagnostic. */
struct items_of *portfolio_items(struct desk *d);

#endif
