/* One answer: is it what its question expects? */
#include "answer.h"

#include "base/arena.h"
#include "load.h"

bool node_read_words(struct reader *r, const struct node *node,
		     struct str *words)
{
	struct buf length;

	if (!node_read_str(r, node, words))
		return false;
	if (str_find_unseen(*words) != SIZE_MAX) {
		DIAG(r->diags, node->span, MSG_TEXT_UNSEEN);
		return false;
	}
	if (words->len <= ANSWERS_TEXT)
		return true;
	length = buf_make(r->arena);
	buf_int(&length, (int64_t)words->len);
	DIAG_STR(r->diags, node->span, MSG_TEXT_TOO_LONG, buf_view(&length),
		 STR("8000"));
	_Static_assert(ANSWERS_TEXT == 8000, "the sentence above");
	return false;
}

/* --- options -------------------------------------------------------------- */

struct str answer_options(struct reader *r, const struct question *q)
{
	struct buf b = buf_make(r->arena);

	if (r->diags->dropped > 0)
		return STR_NONE;
	for (uint32_t i = 0; i < q->option_count; i++) {
		buf_char(&b, '`');
		buf_str(&b, q->options[i].id);
		buf_text(&b, i + 1 < q->option_count ? "`, " : "`");
	}
	return buf_view(&b);
}

static bool unknown_option(struct reader *r, const struct question *q,
			   const struct node *node)
{
	struct str read = node->plain ? yaml_trap(r->arena, node->text)
				      : STR_NONE;
	struct diag *diag;

	if (read.len > 0) {
		DIAG_STR(r->diags, node->span, MSG_YAML_TRAP, node->text, read);
		return false;
	}
	diag = DIAG_STR(r->diags, node->span, MSG_UNKNOWN_OPTION, node->text,
			q->id, answer_options(r, q));
	if (r->diags->dropped == 0)
		diag_suggest(r->diags, diag, node->text, q->values.ids,
			     q->values.count);
	return false;
}

static bool find_option(struct reader *r, const struct question *q,
			const struct node *node, uint8_t *index)
{
	struct str id;

	if (node->kind != NODE_SCALAR)
		return node_read_str(r, node, &id);
	for (uint32_t i = 0; i < q->option_count; i++)
		if (str_eq(q->values.ids[i], node->text)) {
			*index = (uint8_t)i;
			return true;
		}
	return unknown_option(r, q, node);
}

static bool refuse_list(struct reader *r, const struct question *q,
			const struct node *node)
{
	if (node->kind != NODE_LIST)
		return false;
	DIAG_STR(r->diags, node_place(node), MSG_ANSWER_ONE_CHOICE, q->id);
	return true;
}

static bool read_single(struct reader *r, const struct question *q,
			const struct node *node, struct answer *out)
{
	if (refuse_list(r, q, node))
		return false;
	return find_option(r, q, node, &out->choice);
}

static bool read_level(struct reader *r, const struct question *q,
		       const struct node *node, struct answer *out)
{
	struct str text = node->text;

	if (refuse_list(r, q, node))
		return false;
	if (text.len != 1 || text.at[0] < '1' || text.at[0] > '5') {
		DIAG_STR(r->diags, node->span, MSG_ANSWER_LEVEL, q->id, text);
		return false;
	}
	if (!node->plain) {
		DIAG_STR(r->diags, node->span, MSG_QUOTED_VALUE, text);
		return false;
	}
	out->choice = (uint8_t)(text.at[0] - '1');
	return true;
}

/* --- several options ------------------------------------------------------ */

static bool add_option(struct reader *r, const struct question *q,
		       const struct node *node, struct answer *out)
{
	uint64_t bit;
	uint8_t index;

	if (!find_option(r, q, node, &index))
		return false;
	bit = (uint64_t)1 << index;
	if (out->chosen & bit) {
		DIAG_STR(r->diags, node->span, MSG_REPEATED_ITEM, node->text);
		return false;
	}
	out->chosen |= bit;
	return true;
}

static bool exclusive_alone(struct reader *r, const struct question *q,
			    const struct node *list, const struct answer *out)
{
	uint8_t index;

	if ((out->chosen & (out->chosen - 1)) == 0)
		return true;
	for (const struct node *n = list->first; n != NULL; n = n->next) {
		if (!find_option(r, q, n, &index) ||
		    !q->options[index].exclusive)
			continue;
		DIAG_STR(r->diags, n->span, MSG_ANSWER_EXCLUSIVE, n->text);
		return false;
	}
	return true;
}

static bool read_multiple(struct reader *r, const struct question *q,
			  const struct node *node, struct answer *out)
{
	bool good = true;

	if (node->kind != NODE_LIST) {
		DIAG_STR(r->diags, node->span, MSG_ANSWER_SEVERAL_CHOICES,
			 q->id, node_written(node));
		return false;
	}
	for (const struct node *n = node->first; n != NULL; n = n->next)
		good = add_option(r, q, n, out) && good;
	return good && exclusive_alone(r, q, node, out);
}

/* --- numbers, dates, texts ------------------------------------------------ */

static bool out_of_range(struct reader *r, const struct question *q,
			 const struct node *node)
{
	struct buf min = buf_make(r->arena), max = buf_make(r->arena);

	ratio_write(&min, q->min, -1);
	ratio_write(&max, q->max, -1);
	if (q->has_min && q->has_max)
		DIAG_STR(r->diags, node->span, MSG_OUT_OF_RANGE, node->text,
			 buf_view(&min), buf_view(&max));
	else if (q->has_min)
		DIAG_STR(r->diags, node->span, MSG_BELOW_MINIMUM, node->text,
			 buf_view(&min));
	else
		DIAG_STR(r->diags, node->span, MSG_ABOVE_MAXIMUM, node->text,
			 buf_view(&max));
	return false;
}

static bool read_number(struct reader *r, const struct question *q,
			const struct node *node, struct answer *out)
{
	if (!node_read_ratio(r, node, &out->number))
		return false;
	/* Nobody counts people by halves. */
	if (q->from_client == FROM_CLIENT_STAFF && out->number.den != 1) {
		DIAG_STR(r->diags, node->span, MSG_EXPECTED_INTEGER,
			 node->text);
		return false;
	}
	if ((q->has_min && ratio_cmp(out->number, q->min) < 0) ||
	    (q->has_max && ratio_cmp(out->number, q->max) > 0))
		return out_of_range(r, q, node);
	return true;
}

bool date_is_real(struct str text)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	int part[3] = { 0, 0, 0 }, n = 0;
	bool leap;

	if (text.len != 10)
		return false;
	for (size_t i = 0; i < 10; i++) {
		char c = text.at[i];

		if (i == 4 || i == 7) {
			n++;
			if (c != '-')
				return false;
		} else if (c < '0' || c > '9') {
			return false;
		} else {
			part[n] = part[n] * 10 + (c - '0');
		}
	}
	leap = (part[0] % 4 == 0 && part[0] % 100 != 0) || part[0] % 400 == 0;
	return part[0] > 0 && part[1] >= 1 && part[1] <= 12 && part[2] >= 1 &&
	       part[2] <= days[part[1] - 1] &&
	       (part[1] != 2 || part[2] != 29 || leap);
}

bool node_read_date(struct reader *r, const struct node *node, struct str *date)
{
	if (!node_read_str(r, node, date))
		return false;
	if (date_is_real(*date))
		return true;
	DIAG_STR(r->diags, node->span, MSG_EXPECTED_DATE, *date);
	return false;
}

static bool read_value(struct reader *r, const struct question *q,
		       const struct node *node, struct answer *out)
{
	out->kind = ANSWER_VALUE;
	switch (q->type) {
	case QUESTION_LEVEL:
		return read_level(r, q, node, out);
	case QUESTION_SINGLE:
		return read_single(r, q, node, out);
	case QUESTION_MULTIPLE:
		return read_multiple(r, q, node, out);
	case QUESTION_BOOLEAN:
		return node_read_bool(r, node, &out->truth);
	case QUESTION_NUMBER:
		return read_number(r, q, node, out);
	case QUESTION_TEXT:
		return node_read_words(r, node, &out->text);
	case QUESTION_DATE:
		break;
	}
	return node_read_date(r, node, &out->text);
}

/* --- not a value ---------------------------------------------------------- */

static bool read_dont_know(struct reader *r, const struct question *q,
			   const struct node *node, bool *dont_know)
{
	if (!node_read_bool(r, node, dont_know))
		return false;
	if (!*dont_know || q->dont_know)
		return true;
	DIAG_STR(r->diags, node_place(node), MSG_ANSWER_DONT_KNOW_NOT_OFFERED,
		 q->id);
	return false;
}

static bool is_no_reason(struct reader *r, const struct node *node)
{
	struct str read, text = str_trim(node->text);

	if (node->kind == NODE_NULL || (node->kind == NODE_SCALAR &&
					text.len == 0))
		return true;
	if (!node->plain)
		return false;
	read = yaml_trap(r->arena, text);
	return str_is(text, "true") || str_is(text, "false") ||
	       str_is(read, "true") || str_is(read, "false");
}

static bool read_na(struct reader *r, const struct question *q,
		    const struct node *node, struct answer *out)
{
	out->kind = ANSWER_NA;
	if (is_no_reason(r, node)) {
		DIAG(r->diags, node_place(node), MSG_ANSWER_NO_REASON);
		return false;
	}
	if (q->na_when == NULL && !q->na_always) {
		DIAG_STR(r->diags, node_place(node), MSG_ANSWER_NA_NOT_OFFERED,
			 q->id);
		return false;
	}
	return node_read_words(r, node, &out->reason);
}

static bool two_states(struct reader *r, const struct node *first,
		       const struct node *second)
{
	if (first == NULL || second == NULL)
		return false;
	DIAG_STR(r->diags, second->key_span, MSG_ANSWER_TWO_STATES, first->key,
		 second->key);
	return true;
}

/* What an answer can hold; NULL where nothing is given. */
struct parts {
	const struct node *value, *dont_know, *na, *note;
};

static const struct node **part_of(struct parts *p, struct str key)
{
	return str_eq(key, STR("value"))       ? &p->value
	       : str_eq(key, STR("note"))      ? &p->note
	       : str_eq(key, STR("dont_know")) ? &p->dont_know
	       : str_eq(key, STR("na"))	       ? &p->na
					       : NULL;
}

/* One pass: answers are most of a batch. False when it holds another key. */
static bool find_parts(const struct node *map, struct parts *p)
{
	bool all_known = true;

	*p = (struct parts){ NULL, NULL, NULL, NULL };
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		const struct node **part = part_of(p, n->key);

		if (part == NULL)
			all_known = false;
		else if (*part == NULL)
			*part = n;
	}
	return all_known;
}

static void report_unknown(struct reader *r, const struct node *map)
{
	struct read_map m = read_map(r, map, "answer");

	read_child(&m, "value", false);
	read_child(&m, "dont_know", false);
	read_child(&m, "na", false);
	read_child(&m, "note", false);
	read_end(&m);
}

static bool read_states(struct reader *r, const struct question *q,
			const struct parts *p, struct answer *out)
{
	const struct node *value = node_given(p->value), *na = p->na;
	const struct node *unsure = node_given(p->dont_know);
	bool dont_know = false;

	if (unsure != NULL && !read_dont_know(r, q, unsure, &dont_know))
		return false;
	if (!dont_know)
		unsure = NULL;
	if (two_states(r, value, unsure) || two_states(r, value, na) ||
	    two_states(r, unsure, na))
		return false;
	if (na != NULL)
		return read_na(r, q, na, out);
	if (dont_know)
		out->kind = ANSWER_DONT_KNOW;
	return value == NULL || read_value(r, q, value, out);
}

bool answer_read(struct reader *r, const struct question *q,
		 const struct node *node, struct answer *out)
{
	size_t before = r->diags->errors;
	const struct node *note;
	struct parts parts;
	bool all_known, good;

	*out = (struct answer){ .number = RATIO(0), .span = node->span };
	if (node->kind == NODE_NULL)
		return true;
	if (node->kind != NODE_MAP)
		return read_value(r, q, node, out);
	all_known = find_parts(node, &parts);
	good = read_states(r, q, &parts, out);
	note = node_given(parts.note);
	if (note != NULL)
		good = node_read_words(r, note, &out->note) && good;
	if (!all_known)
		report_unknown(r, node);
	return good && r->diags->errors == before;
}

bool answer_same(const struct question *q, const struct answer *a,
		 const struct answer *b)
{
	if (a->kind != b->kind || a->kind != ANSWER_VALUE)
		return a->kind == b->kind;
	switch (q->type) {
	case QUESTION_LEVEL:
	case QUESTION_SINGLE:
		return a->choice == b->choice;
	case QUESTION_MULTIPLE:
		return a->chosen == b->chosen;
	case QUESTION_BOOLEAN:
		return a->truth == b->truth;
	case QUESTION_NUMBER:
		return ratio_cmp(a->number, b->number) == 0;
	case QUESTION_TEXT:
	case QUESTION_DATE:
		break;
	}
	return str_eq(a->text, b->text);
}
