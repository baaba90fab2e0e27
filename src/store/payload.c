/*
 * What an answer's payload derives: the busiest change of all.
 *
 * SQL says what a payload holds; but it takes the text apart again for each
 * member that it is asked for. What we write ourselves has its members in one
 * order (changes.c) and mostly plain texts, so a reader of our own finds them
 * in one pass, as slices, and leaves all else to SQL: another order, a member
 * that it does not know, an escape, a list in a list. Where it reads, it says
 * what SQL says; tests/unit/test_payload.c holds the two together.
 */
#include "payload.h"

#include "db.h"

/* --- what we write ------------------------------------------------------- */

/* Drops what `rest` starts with, if it does. */
static inline bool skip(struct str *rest, const char *start)
{
	bool there = str_starts(*rest, start);

	if (there)
		*rest = str_sub(*rest, strlen(start), rest->len);
	return there;
}

/* From a quote to the next, both included, where nothing has to be undone. */
static bool take_string(struct str *rest, struct str *string)
{
	size_t n = 1;

	if (!str_starts(*rest, "\""))
		return false;
	while (n < rest->len && rest->at[n] != '"') {
		if ((unsigned char)rest->at[n] < ' ' || rest->at[n] == '\\')
			return false;
		n++;
	}
	*string = str_sub(*rest, 0, n + 1);
	*rest = str_sub(*rest, n + 1, rest->len);
	return string->len == n + 1;
}

static size_t digits(struct str s, size_t from)
{
	size_t n = from;

	while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
		n++;
	return n - from;
}

static bool take_number(struct str *rest, struct str *number)
{
	size_t n = str_starts(*rest, "-"), whole = digits(*rest, n), places;

	if (whole == 0 || (whole > 1 && rest->at[n] == '0'))
		return false;
	n += whole;
	if (n < rest->len && rest->at[n] == '.') {
		places = digits(*rest, n + 1);
		if (places == 0)
			return false;
		n += 1 + places;
	}
	*number = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->len);
	return true;
}

static bool take_list(struct str *rest, struct str *list)
{
	struct str from = *rest, one;

	if (!skip(rest, "["))
		return false;
	do {
		if (!take_string(rest, &one))
			return false;
	} while (skip(rest, ","));
	if (!skip(rest, "]"))
		return false;
	*list = str_sub(from, 0, from.len - rest->len);
	return true;
}

static bool take_word(struct str *rest, const char *word, struct str *text)
{
	*text = str_sub(*rest, 0, strlen(word));
	return skip(rest, word);
}

/* Both leave it as it was where there is no such member. */
static inline bool take_text(struct str *rest, const char *key,
			     struct str *text)
{
	if (!skip(rest, key))
		return true;
	if (!take_string(rest, text))
		return false;
	*text = str_sub(*text, 1, text->len - 1);
	return true;
}

static bool take_value(struct str *rest, const char *key, struct str *value)
{
	if (!skip(rest, key))
		return true;
	return take_string(rest, value) || take_number(rest, value) ||
	       take_list(rest, value) || take_word(rest, "true", value) ||
	       take_word(rest, "false", value);
}

bool payload_read_answer(struct str payload, struct said_answer *said)
{
	struct str rest = payload, unread = STR_NONE;

	*said = (struct said_answer){ 0 };
	/* All of ours have it, and what has not may not even be an object. */
	return str_starts(payload, "{\"at\":") &&
	       take_text(&rest, "{\"at\":", &said->at) &&
	       take_text(&rest, ",\"by\":", &unread) &&
	       take_text(&rest, ",\"from\":", &unread) &&
	       take_text(&rest, ",\"respondent\":", &said->respondent) &&
	       take_text(&rest, ",\"question\":", &said->question) &&
	       take_text(&rest, ",\"kind\":", &said->kind) &&
	       take_value(&rest, ",\"value\":", &said->value) &&
	       take_text(&rest, ",\"note\":", &said->note) &&
	       take_text(&rest, ",\"reason\":", &said->reason) &&
	       str_is(rest, "}");
}

/* --- what others write --------------------------------------------------- */

static struct str column(sqlite3_stmt *st, int at)
{
	const unsigned char *text = sqlite3_column_text(st, at);

	return (struct str){ (const char *)text,
			     (size_t)sqlite3_column_bytes(st, at) };
}

/* As SQL reads it; it stands until the statement is reset. */
static sqlite3_stmt *read_by_sql(struct store *s, struct str payload,
				 struct said_answer *said)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ANSWER_READ);

	*said = (struct said_answer){ 0 };
	sql_bind_str(st, 1, payload);
	if (sql_row(s, st))
		*said = (struct said_answer){
			.respondent = column(st, 0),
			.question = column(st, 1),
			.kind = column(st, 2),
			.value = column(st, 3),
			.note = column(st, 4),
			.reason = column(st, 5),
			.at = column(st, 6),
		};
	return st;
}

/* --- put where it belongs ------------------------------------------------ */

/* Empty, and not there, are two. */
static void bind_there(sqlite3_stmt *st, int at, struct str text)
{
	if (text.at != NULL)
		sql_bind_str(st, at, text);
}

static bool is_speaker(const struct speaker *last, struct str id)
{
	return last->known && id.len == sizeof(last->id) &&
	       memcmp(last->id, id.at, sizeof(last->id)) == 0;
}

static bool find_speaker(struct store *s, int64_t chain, struct str id,
			 struct speaker *last)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ANSWER_WHOSE);

	sql_bind_int(st, 1, chain);
	bind_there(st, 2, id);
	if (!sql_row(s, st))
		return false;
	last->key = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	/* A file that somebody altered may hold others. */
	last->known = id.len == sizeof(last->id);
	if (last->known)
		memcpy(last->id, id.at, sizeof(last->id));
	return true;
}

static bool put(struct store *s, int64_t respondent,
		const struct said_answer *said)
{
	sqlite3_stmt *st = sql_begin(s, SQL_ANSWER_PUT);

	sql_bind_int(st, 1, respondent);
	bind_there(st, 2, said->question);
	bind_there(st, 3, said->kind);
	bind_there(st, 4, said->value);
	bind_there(st, 5, said->note);
	bind_there(st, 6, said->reason);
	bind_there(st, 7, said->at);
	return sql_changed(s, st);
}

bool payload_apply_answer(struct store *s, int64_t chain, struct speaker *last,
			  struct str payload)
{
	sqlite3_stmt *read = NULL;
	struct said_answer said;
	bool done;

	if (!payload_read_answer(payload, &said))
		read = read_by_sql(s, payload, &said);
	done = (is_speaker(last, said.respondent) ||
		find_speaker(s, chain, said.respondent, last)) &&
	       put(s, last->key, &said);
	sqlite3_reset(read);
	return done;
}
