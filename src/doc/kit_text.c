/* Clock times, lengths and counts as each language says them. */
#include "kit_view.h"

#include "doc/typography.h"

void kit_put_null(struct kit *k, struct node *map, const char *key)
{
	struct node *nothing = node_map(k->arena);

	nothing->kind = NODE_NULL;
	node_set(map, key, nothing);
}

void kit_put(struct kit *k, struct node *map, const char *key, struct str text)
{
	if (text.len == 0)
		kit_put_null(k, map, key);
	else
		node_set(map, key, node_text(k->arena, text));
}

void kit_put_own(struct kit *k, struct node *map, const char *key,
		 struct str text)
{
	if (text.len == 0)
		kit_put_null(k, map, key);
	else
		node_set(map, key, node_trusted(k->arena, text));
}

void kit_put_text(struct kit *k, struct node *map, const char *key,
		  const struct text *text)
{
	kit_put_own(k, map, key, kit_text(k, text));
}

void kit_put_flag(struct kit *k, struct node *map, const char *key, bool value)
{
	node_set(map, key, node_bool(k->arena, value));
}

void kit_put_count(struct kit *k, struct node *map, const char *key,
		   uint64_t n)
{
	kit_put_own(k, map, key, n == 0 ? STR_NONE : kit_count(k, n));
}

struct node *kit_put_map(struct kit *k, struct node *map, const char *key)
{
	return node_set(map, key, node_map(k->arena));
}

struct node *kit_put_list(struct kit *k, struct node *map, const char *key)
{
	return node_set(map, key, node_list(k->arena));
}

struct node *kit_add_map(struct kit *k, struct node *list)
{
	return node_add(list, node_map(k->arena));
}

void kit_put_hidden(struct kit *k, struct node *map, const char *key,
		    struct str text)
{
	kit_put_own(k, map, key, k->learner ? STR_NONE : text);
}

/* --- wording -------------------------------------------------------------- */

struct str kit_word(const struct kit *k, enum word word)
{
	return word_text(word, k->lang);
}

struct str kit_text(const struct kit *k, const struct text *text)
{
	return curriculum_text(k->curriculum, text, k->lang);
}

struct str kit_count(const struct kit *k, uint64_t n)
{
	return typo_number(k->arena, RATIO((int64_t)n), 0, k->lang);
}

/* French counts from two on as several; English, all but one. */
struct str kit_units(const struct kit *k, enum word unit, uint64_t n)
{
	struct str both = WORDS(k->arena, unit, k->lang, kit_count(k, n));
	size_t bar = str_find(both, STR("|"), 0);
	bool one = k->lang == LANG_FR ? n < 2 : n == 1;

	if (bar == SIZE_MAX)
		BUG("the word `%.*s` has one form only", STR_ARGS(both));
	return one ? str_sub(both, 0, bar) : str_sub(both, bar + 1, both.len);
}

/* 9 h, 9 h 05, 14 h 30 */
static void write_french(struct buf *out, uint32_t hour, uint32_t minute)
{
	buf_fmt(out, "%u" NO_BREAK_SPACE "h", hour);
	if (minute > 0)
		buf_fmt(out, NO_BREAK_SPACE "%02u", minute);
}

/* 9:00 a.m., 2:30 p.m. */
static void write_english(struct buf *out, uint32_t hour, uint32_t minute)
{
	buf_fmt(out, "%u:%02u" NO_BREAK_SPACE "%s",
		hour % 12 == 0 ? 12 : hour % 12, minute,
		hour < 12 ? "a.m." : "p.m.");
}

struct str kit_clock(const struct kit *k, uint32_t minutes)
{
	uint32_t at = (k->request->start + minutes) % (24 * 60);
	struct buf out = buf_make(k->arena);

	if (k->lang == LANG_FR)
		write_french(&out, at / 60, at % 60);
	else
		write_english(&out, at / 60, at % 60);
	return buf_view(&out);
}

struct str kit_length(const struct kit *k, uint32_t minutes)
{
	struct buf out = buf_make(k->arena);

	if (minutes >= 60)
		buf_fmt(&out, "%u" NO_BREAK_SPACE "h", minutes / 60);
	if (minutes >= 60 && minutes % 60 > 0)
		buf_text(&out, NO_BREAK_SPACE);
	if (minutes < 60 || minutes % 60 > 0)
		buf_fmt(&out, "%u" NO_BREAK_SPACE "min", minutes % 60);
	return buf_view(&out);
}

struct str kit_join(const struct kit *k, const struct str *items, size_t count)
{
	struct buf out = buf_make(k->arena);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_str(&out, i + 1 < count ? STR(", ")
						    : kit_word(k, W_AND));
		buf_str(&out, items[i]);
	}
	return buf_view(&out);
}

/* French marks with the space inside them, and the straight ones. */
static const struct inner {
	struct str outside, inside;
} inners[] = {
	{ STR_INIT("«" NO_BREAK_SPACE), STR_INIT("“") },
	{ STR_INIT("« "), STR_INIT("“") },
	{ STR_INIT("«"), STR_INIT("“") },
	{ STR_INIT(NO_BREAK_SPACE "»"), STR_INIT("”") },
	{ STR_INIT(" »"), STR_INIT("”") },
	{ STR_INIT("»"), STR_INIT("”") },
	{ STR_INIT("\""), STR_INIT("'") },
};

struct str kit_inner(const struct kit *k, struct str text)
{
	struct buf out = buf_make(k->arena);

	for (size_t at = 0; at < text.len;) {
		struct str rest = str_sub(text, at, text.len);
		size_t i = 0, count = sizeof(inners) / sizeof(inners[0]);

		while (i < count && !str_starts(rest, inners[i].outside.at))
			i++;
		if (i == count) {
			buf_char(&out, text.at[at++]);
			continue;
		}
		buf_str(&out, inners[i].inside);
		at += inners[i].outside.len;
	}
	return buf_view(&out);
}

struct str kit_quoted(const struct kit *k, struct str text)
{
	return WORDS(k->arena, W_QUOTED, k->lang, kit_inner(k, text));
}

struct str kit_date(const struct kit *k, struct str date)
{
	int64_t day;

	if (!day_read(date, &day))
		return date;
	return typo_date(k->arena, day, k->lang);
}
