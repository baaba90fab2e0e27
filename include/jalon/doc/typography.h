/*
 * How numbers, dates and sentences look in each language.
 *
 * French follows the usage of Quebec: decimal comma, thousands, per cent and
 * dollars behind a no-break space, a no-break space before a colon and inside
 * guillemets, none before `;`, `!` and `?`. English: 2,000.5, $2,000, 22%,
 * curly quotation marks.
 * Everything a reader sees goes through here; ids and JSON never do.
 */
#ifndef JALON_DOC_TYPOGRAPHY_H
#define JALON_DOC_TYPOGRAPHY_H

#include "base/arena.h"
#include "base/day.h"
#include "base/diag.h"
#include "base/ratio.h"
#include "format/markdown.h"

#define NO_BREAK_SPACE "\xC2\xA0"

/* `places` as in ratio_write: -1 is as many as it needs. */
struct str typo_number(struct arena *a, struct ratio n, int places,
		       enum lang lang);
/* Whole dollars. */
struct str typo_money(struct arena *a, struct ratio n, enum lang lang);
/* A share as a whole percentage, cut. */
struct str typo_percent(struct arena *a, struct ratio share, enum lang lang);

/* 21 novembre 2026, November 21, 2026; a day of base/day.h. */
struct str typo_date(struct arena *a, int64_t day, enum lang lang);

/*
 * Spaces and apostrophes of running text, whoever wrote it. Returns `text`
 * itself when there is nothing to change.
 */
struct str typo_text(struct arena *a, struct str text, enum lang lang);
/* The same for every text of a tree; code and addresses are left alone. */
void typo_tree(struct arena *a, struct md *tree, enum lang lang);

#endif
