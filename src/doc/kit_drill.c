/* Drills on paper: contacts to judge, and how to count by hand. */
#include "kit_view.h"

#include "doc/typography.h"

static struct str channel(struct kit *k, const struct contact *c)
{
	static const struct {
		const char *id;
		enum word word;
	} channels[] = {
		{ "email", W_CHANNEL_EMAIL },
		{ "chat", W_CHANNEL_CHAT },
		{ "phone", W_CHANNEL_PHONE },
		{ "text", W_CHANNEL_TEXT },
	};

	for (size_t i = 0; i < sizeof(channels) / sizeof(channels[0]); i++)
		if (str_is(c->channel, channels[i].id))
			return kit_word(k, channels[i].word);
	return c->channel;
}

static struct str confidence(struct kit *k, const struct contact *c)
{
	return typo_percent(k->arena, ratio_make(c->confidence, 100), k->lang);
}

static struct str choice(struct kit *k, enum drill_choice choice)
{
	static const enum word words[DRILL_CHOICES] = {
		[DRILL_SEND] = W_DRILL_SEND,
		[DRILL_EDIT] = W_DRILL_EDIT,
		[DRILL_TAKE_OVER] = W_DRILL_TAKE_OVER,
		[DRILL_ESCALATE] = W_DRILL_ESCALATE,
	};

	return kit_word(k, words[choice]);
}

/* A message after its label: its paragraphs and its lines are kept. */
static void add_message(struct buf *out, struct str label, struct str text)
{
	text = str_trim(text);
	buf_str(out, label);
	buf_char(out, ' ');
	while (text.len > 0) {
		size_t end = str_find(text, STR("\n"), 0);
		struct str line = str_trim(str_sub(text, 0, end));

		text = str_sub(text, end == SIZE_MAX ? text.len : end + 1,
			       text.len);
		markdown_escape(out, line);
		if (line.len > 0 && text.len > 0 && text.at[0] != '\n')
			buf_char(out, '\\');
		buf_char(out, '\n');
	}
}

static struct str front(struct kit *k, const struct contact *c)
{
	struct buf out = buf_make(k->arena);

	add_message(&out, kit_word(k, W_CONTACT_ASKS),
		    kit_text(k, &c->customer));
	buf_char(&out, '\n');
	add_message(&out,
		    WORDS(k->arena, W_CONTACT_REPLY, k->lang, confidence(k, c)),
		    kit_text(k, &c->reply));
	return buf_view(&out);
}

/* The contacts that the workshop uses: the first ones at the short length. */
uint32_t kit_contacts(const struct workshop *workshop, uint32_t module)
{
	const struct module_choice *choice = &workshop->modules[module];
	const struct drill *drill =
		workshop->request->curriculum->modules[module].drill;

	if (drill == NULL || !choice->in)
		return 0;
	if (drill->step == NO_INDEX)
		return drill->contact_count;
	switch (choice->lengths[drill->step]) {
	case LENGTH_OUT:
		return 0;
	case LENGTH_SHORT:
		return drill->short_count;
	}
	return drill->contact_count;
}

static uint32_t used(const struct kit *k, const struct drill *drill)
{
	const struct curriculum *c = k->curriculum;

	for (uint32_t m = 0; m < c->module_count; m++)
		if (c->modules[m].drill == drill)
			return kit_contacts(k->workshop, m);
	return 0;
}

static const struct kit_card *contact_cards(struct kit *k,
					    const struct drill *drill)
{
	struct kit_card *cards = ARENA_ARRAY(
		k->arena, drill->contact_count + 1, struct kit_card);

	for (uint32_t i = 0; i < drill->contact_count; i++) {
		const struct contact *c = &drill->contacts[i];

		cards[i].title = WORDS(k->arena, W_CONTACT_TITLE, k->lang,
				       kit_count(k, i + 1), channel(k, c));
		cards[i].front = front(k, c);
	}
	return cards;
}

struct kit_deck kit_drill_deck(struct kit *k, const struct drill *drill)
{
	struct kit_deck deck = {
		.name = kit_text(k, &drill->title),
		.cards = contact_cards(k, drill),
		.count = used(k, drill),
		.per = DECK_FOR_GROUP,
		.sets = (k->workshop->request->people + 1) / 2,
	};
	uint32_t cell = 0;

	for (uint32_t l = 0; l < k->curriculum->language_count; l++) {
		struct kit other = *k;
		uint32_t least;

		other.lang = k->curriculum->languages[l];
		least = kit_cell_of(contact_cards(&other, drill), deck.count);
		cell = least > cell ? least : cell;
	}
	kit_set_cell(&deck, cell);
	return deck;
}

static void put_contacts(struct kit *k, struct node *map,
			 const struct drill *drill)
{
	struct node *list = kit_put_list(k, map, "contacts");

	for (uint32_t i = 0; i < used(k, drill); i++) {
		const struct contact *c = &drill->contacts[i];
		struct node *node = kit_add_map(k, list);

		kit_put_count(k, node, "number", i + 1);
		kit_put_own(k, node, "channel", channel(k, c));
		kit_put_text(k, node, "customer", &c->customer);
		kit_put_text(k, node, "reply", &c->reply);
		kit_put_own(k, node, "confidence", confidence(k, c));
		kit_put_hidden(k, node, "expert", choice(k, c->expert));
		kit_put_hidden(k, node, "why", kit_text(k, &c->why));
	}
}

/* How many of the first replies the expert would send as they are. */
static uint32_t sound(const struct drill *drill, uint32_t contacts)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < contacts; i++)
		count += drill->contacts[i].expert == DRILL_SEND;
	return count;
}

static void put_drill(struct kit *k, struct node *list,
		      const struct drill *drill)
{
	struct node *map = kit_add_map(k, list), *rules;
	struct kit_deck deck = kit_drill_deck(k, drill);
	uint32_t count = used(k, drill), sends = sound(drill, count);

	kit_put_text(k, map, "title", &drill->title);
	kit_put_text(k, map, "situation", &drill->situation);
	rules = kit_put_list(k, map, "reference");
	for (uint32_t i = 0; i < drill->reference_count; i++)
		kit_put_text(k, kit_add_map(k, rules), "text",
			     &drill->reference[i]);
	put_contacts(k, map, drill);
	kit_put_count(k, map, "count", count);
	kit_put_hidden(k, map, "to_send", kit_count(k, sends));
	kit_put_hidden(k, map, "to_stop",
		       kit_count(k, count - sends));
	kit_put_deck(k, kit_put_map(k, map, "deck"), &deck);
}

void kit_drills(struct kit *k, struct node *root)
{
	const struct curriculum *c = k->curriculum;
	struct node *list = kit_put_list(k, root, "drills");
	bool wanted = k->kind == KIT_DRILL || k->kind == KIT_DRILL_KEY;

	for (uint32_t m = 0; wanted && m < c->module_count; m++)
		if (kit_contacts(k->workshop, m) > 0)
			put_drill(k, list, c->modules[m].drill);
}
