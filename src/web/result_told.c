/* The lines of an explanation as lists, with the ids in them as links. */
#include "result_told.h"

#include "doc/typography.h"
#include "engine/teller.h"

/* --- ids ---------------------------------------------------------------- */

static struct str initiative_title(const struct result *r, struct str id)
{
	uint32_t i = r->score->pack->has_catalogue
			 ? pack_find_initiative(r->score->pack, id)
			 : NO_INDEX;

	return i == NO_INDEX ? STR_NONE : result_initiative(r, i);
}

/* What the pack does not name. */
static struct str own_title(const struct result *r, struct str id)
{
	static const struct {
		const char *id;
		enum phrase title;
	} own[] = {
		{ "overall", P_RESULT_OVERALL },
		{ "next_question", P_RESULT_OF_NEXT },
		{ "gaps", P_RESULT_OF_GAPS },
		{ "plan", P_RESULT_OF_PLAN },
		{ "plan.days", P_RESULT_OF_DAYS },
		{ "plan.projected", P_RESULT_OF_PROJECTED },
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (str_is(id, own[i].id))
			return words(r->v, own[i].title);
	return STR_NONE;
}

struct str result_title_of(const struct result *r, struct str id)
{
	const struct pack *p = r->score->pack;
	struct str own = own_title(r, id);
	uint32_t i;

	if (own.len > 0)
		return own;
	if (str_starts(id, "plan.") && id.len > 5)
		return initiative_title(r, str_sub(id, 5, id.len));
	if ((i = pack_find_question(p, id)) != NO_INDEX)
		return visit_text(r->v, &p->questions[i].text);
	if ((i = pack_find_criterion(p, id)) != NO_INDEX)
		return visit_text(r->v, &p->rubric.criteria[i].title);
	if ((i = pack_find_dimension(p, id)) != NO_INDEX)
		return visit_text(r->v, &p->rubric.dimensions[i].title);
	if ((i = pack_find_fact(p, id)) != NO_INDEX)
		return visit_text(r->v, &p->facts[i].text);
	if ((i = pack_find_gate(p, id)) != NO_INDEX)
		return visit_text(r->v, &p->rubric.gates[i].title);
	return STR_NONE;
}

static struct str any_title(const struct result *r, struct str id)
{
	struct str title = result_title_of(r, id);

	return title.len > 0 ? title : initiative_title(r, id);
}

/* Initiatives are named bare in some lines: their explanation is plan.ID. */
static struct str path_of_id(const struct result *r, struct str id)
{
	if (own_title(r, id).len > 0 ||
	    (!str_starts(id, "plan.") && result_title_of(r, id).len > 0))
		return result_explain_path(r, id);
	if (str_starts(id, "plan."))
		id = str_sub(id, 5, id.len);
	if (initiative_title(r, id).len > 0)
		return result_initiative_path(
		    r, pack_find_initiative(r->score->pack, id));
	return STR_NONE;
}

static bool is_of_id(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '.';
}

static bool has_mark(struct str word)
{
	for (size_t i = 0; i + 1 < word.len; i++)
		if (word.at[i] == '_' || word.at[i] == '.')
			return true;
	return false;
}

/* The word at `at`, as long as an id goes; a full stop ends a sentence. */
static struct str word_at(struct str text, size_t at)
{
	size_t end = at;

	while (end < text.len && is_of_id(text.at[end]))
		end++;
	while (end > at && text.at[end - 1] == '.')
		end--;
	return str_sub(text, at, end);
}

/*
 * How ids stand in a text: bare in a formula, as titles in a list of nothing
 * else, as titles in quotes among words.
 */
enum as { AS_ID, AS_TITLE, AS_QUOTED };

static void write_id(struct result *r, struct str id, struct str path,
		     enum as as)
{
	struct html *h = &r->v->html;
	struct str title = as == AS_ID ? STR_NONE : any_title(r, id);

	if (as == AS_QUOTED && title.len > 0)
		title = WORDS(r->v, P_RESULT_QUOTED, title);

	HTML_OPEN(h, "a", { "href", path });
	if (title.len > 0)
		html_text(h, title);
	else
		html_element(h, "code", NULL, id);
	html_close(h, "a");
}

static void write_plain(struct result *r, struct str text)
{
	html_text(&r->v->html, typo_text(r->v->arena, text, r->v->lang));
}

/*
 * Text in which ids lead on. A word of one part may be anybody's word
 * ("people"), so that it is one only in a list of ids.
 */
static void write_text(struct result *r, struct str text, enum as as)
{
	size_t done = 0, at = 0;

	while (at < text.len) {
		struct str word = word_at(text, at), path;

		if (word.len == 0) {
			at++;
			continue;
		}
		path = as == AS_TITLE || has_mark(word) ? path_of_id(r, word)
							: STR_NONE;
		if (path.len > 0) {
			write_plain(r, str_sub(text, done, at));
			write_id(r, word, path, as);
			done = at + word.len;
		}
		at += word.len;
	}
	write_plain(r, str_sub(text, done, text.len));
}

/* --- lines -------------------------------------------------------------- */

/* Nothing but ids, commas and "ou", "or": a list that can bear titles. */
static bool is_list(const struct result *r, struct str text)
{
	bool any = false;

	for (size_t at = 0; at < text.len;) {
		struct str word = word_at(text, at);

		if (word.len == 0) {
			if (text.at[at] != ',' && text.at[at] != ' ')
				return false;
			at++;
			continue;
		}
		if (path_of_id(r, word).len > 0)
			any = true;
		else if (!str_is(word, "ou") && !str_is(word, "or"))
			return false;
		at += word.len;
	}
	return any;
}

static size_t indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.at[n] == ' ')
		n++;
	return n;
}

/* "rubric.fr.md:714": where it lies on this machine is nobody's business. */
static struct str without_folder(struct str value)
{
	size_t from = 0, at;

	while ((at = str_find(value, STR("/"), from)) != SIZE_MAX)
		from = at + 1;
	return str_sub(value, from, value.len);
}

static enum as list_or_quoted(const struct result *r, struct str text)
{
	return is_list(r, text) ? AS_TITLE : AS_QUOTED;
}

/* Before a colon stands, in French, a space that does not break. */
static struct str colon(const struct result *r)
{
	return r->v->lang == LANG_FR ? STR("\xC2\xA0:") : STR(":");
}

/* "label : value", or a sentence. */
static void write_entry(struct result *r, struct str line)
{
	size_t at = str_find(line, colon(r), 0);
	struct str label = str_sub(line, 0, at), value;
	enum told told;

	if (at == SIZE_MAX) {
		write_text(r, line, AS_QUOTED);
		return;
	}
	value = str_trim(str_sub(line, at + colon(r).len, line.len));
	html_open(&r->v->html, "strong", NULL);
	write_text(r, label, list_or_quoted(r, label));
	write_plain(r, colon(r));
	html_close(&r->v->html, "strong");
	html_text(&r->v->html, STR(" "));
	told = told_find(label, r->v->lang);
	if (told == TOLD_PLACE)
		html_text(&r->v->html, without_folder(value));
	else
		write_text(r, value, told == TOLD_COUNT
					 ? list_or_quoted(r, value)
					 : AS_ID);
}

/* Columns stand apart by two spaces; on a page, by a dot. */
static struct str next_column(struct str line, size_t *at)
{
	size_t end = str_find(line, STR("  "), *at);
	struct str column = str_sub(line, *at, end);

	*at = end == SIZE_MAX ? line.len : end;
	while (*at < line.len && line.at[*at] == ' ')
		(*at)++;
	return column;
}

static void write_item(struct result *r, struct str line)
{
	size_t at = 0;
	struct str first = next_column(line, &at);
	struct str path = path_of_id(r, first);

	if (path.len > 0)
		write_id(r, first, path, AS_TITLE);
	else
		write_text(r, first, AS_QUOTED);
	while (at < line.len) {
		html_text(&r->v->html, STR(" · "));
		write_text(r, next_column(line, &at), AS_QUOTED);
	}
}

/* --- the whole ---------------------------------------------------------- */

/* Where the author wrote it is for who can open the file. */
static bool is_left_out(const struct result *r, struct str line)
{
	return r->client &&
	       told_find(str_sub(line, 0, str_find(line, colon(r), 0)),
			 r->v->lang) == TOLD_PLACE;
}

struct nesting {
	struct html *h;
	bool entry, list;	/* what is open */
};

static void close_entry(struct nesting *n)
{
	if (n->list)
		html_close(n->h, "ul");
	if (n->entry) {
		html_close(n->h, "li");
		html_newline(n->h);
	}
	n->entry = n->list = false;
}

static void write_line(struct result *r, struct nesting *n, struct str line)
{
	size_t indent = indent_of(line);
	struct str text = str_sub(line, indent, line.len);

	if (text.len == 0 || is_left_out(r, text))
		return;
	if (indent < 4 || !n->entry) {
		close_entry(n);
		html_open(n->h, "li", NULL);
		n->entry = true;
		write_entry(r, text);
		return;
	}
	if (!n->list)
		html_open(n->h, "ul", NULL);
	n->list = true;
	html_open(n->h, "li", NULL);
	write_item(r, text);
	html_close(n->h, "li");
	html_newline(n->h);
}

/* The line at `*at`, which moves past it. */
static struct str next_line(struct str text, size_t *at)
{
	size_t from = *at, end = str_find(text, STR("\n"), from);

	if (end == SIZE_MAX)
		end = text.len;
	*at = end + 1;
	return str_sub(text, from, end);
}

void result_told(struct result *r, struct str text)
{
	struct nesting n = { .h = &r->v->html };
	size_t at = 0;

	HTML_OPEN(n.h, "ul", { "class", STR("told") });
	html_newline(n.h);
	/* The first is the title of the page. */
	next_line(text, &at);
	while (at < text.len)
		write_line(r, &n, next_line(text, &at));
	close_entry(&n);
	html_close(n.h, "ul");
	html_newline(n.h);
}

void result_told_under(struct result *r, struct str text, struct str label)
{
	struct html *h = &r->v->html;
	bool inside = false;

	HTML_OPEN(h, "ul", { "class", STR("told") });
	for (size_t at = 0; at < text.len;) {
		struct str line = next_line(text, &at);
		size_t indent = indent_of(line);

		line = str_sub(line, indent, line.len);
		if (indent < 4) {
			inside = str_eq(
			    str_sub(line, 0, str_find(line, colon(r), 0)),
			    label);
		} else if (inside) {
			html_open(h, "li", NULL);
			write_item(r, line);
			html_close(h, "li");
			html_newline(h);
		}
	}
	html_close(h, "ul");
	html_newline(h);
}
