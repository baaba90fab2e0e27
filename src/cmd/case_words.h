/* Words that the commands on cases share. */
#ifndef JALON_CMD_CASE_WORDS_H
#define JALON_CMD_CASE_WORDS_H

#include "app/groups.h"
#include "rows.h"

/* "direction", "personnel", "spécialistes". */
const char *words_group(enum group group, enum lang lang);
/* "Directrice (direction)", "réponses communes", "personnel ensemble". */
void words_who(struct buf *out, struct str name, enum group group, bool agreed,
	     bool together, enum lang lang);
/* An answer, « ne sait pas », or a dash for nothing. */
void words_spoken(struct buf *out, const struct spoken *s, enum lang lang);
/* "2 → 3", or "3" where nothing stood before. */
void words_change(struct buf *out, const struct spoken *before,
		const struct spoken *after, enum lang lang);
/* An answer as people read it: options and yes or no in words, not ids. */
struct spoken words_in_full(struct call *call, const struct pack *pack,
			    const struct question *q, const struct spoken *s);
/*
 * What each of those who answer by name said to a question, a line each; of
 * a choice its words.
 */
void words_originals(struct call *call, const struct score *s,
		     uint32_t question, size_t indent);
/* « déclarée »; words of the format stay in --json. */
const char *words_evidence(enum evidence evidence, enum lang lang);
/* "1 question", "3 questions"; none is singular in French only. */
void words_count(struct buf *out, uint32_t n, enum lang lang, const char *one,
		 const char *many);

/* "1 dossier", "2 dossiers". */
void words_cases(struct buf *out, uint32_t n, enum lang lang);

/*
 * What `case new` and `case edit` are told of a client. `staff` is changed by
 * --staff alone (0: not said); `keep_until` is empty or a date. False after a
 * diagnostic of wrong usage.
 */
bool words_staff(struct call *call, int64_t *staff);
bool words_keep_until(struct call *call, struct str keep_until);
#define FLAG_STAFF                                                             \
	{                                                                      \
		.name = "staff", .kind = VALUE_NUMBER, .value = { "N", "N" },  \
		.summary = {                                                   \
			"le nombre de personnes de l'entreprise",              \
			"how many people the firm has"                         \
		}                                                              \
	}
#define FLAG_SECTOR                                                            \
	{                                                                      \
		.name = "sector", .kind = VALUE_TEXT,                          \
		.value = { "SECTEUR", "SECTOR" }, .summary = {                 \
			"son secteur, comme la trousse le nomme",              \
			"its sector, as the pack names it"                     \
		}                                                              \
	}
#define FLAG_KEEP_UNTIL                                                        \
	{                                                                      \
		.name = "keep-until", .kind = VALUE_TEXT,                      \
		.value = { "AAAA-MM-JJ", "YYYY-MM-DD" }, .summary = {          \
			"la date après laquelle l'effacer; `jalon case list` " \
			"la rappelle",                                         \
			"the date after which to erase it; `jalon case list` " \
			"reminds of it"                                        \
		}                                                              \
	}

/* As a member: null, a text, or {"state": "dont_know"}. */
struct json;
void words_spoken_json(struct json *j, const char *key, const struct spoken *s);

/* Opens the object that tells of one round: its "case" and "round". */
struct json;
void words_begin_round(struct json *j, const struct case_view *v);

#endif
