/* Empty tables that the sheets of a workshop are typed into. */
#include "doc/kit.h"

static void next_title(struct buf *out, struct str title, enum lang lang)
{
	buf_char(out, lang == LANG_FR ? ';' : ',');
	buf_str(out, title);
}

void kit_test_table(struct buf *out, const struct workshop *workshop,
		    enum lang lang)
{
	const struct curriculum *c = workshop->request->curriculum;

	buf_text(out, lang == LANG_FR ? "code;moment" : "code,when");
	for (uint32_t m = 0; m < c->module_count; m++)
		for (uint32_t i = 0; i < c->modules[m].item_count; i++)
			if (workshop->modules[m].in &&
			    c->modules[m].items[i].rank == 0)
				next_title(out, c->modules[m].items[i].id,
					   lang);
	buf_char(out, '\n');
}

void kit_drill_table(struct buf *out, const struct workshop *workshop,
		     enum lang lang)
{
	const struct curriculum *c = workshop->request->curriculum;

	buf_text(out, "code");
	for (uint32_t m = 0; m < c->module_count; m++) {
		const struct drill *d = c->modules[m].drill;
		uint32_t printed = kit_contacts(workshop, m);

		for (uint32_t i = 0; i < printed; i++)
			next_title(out, d->contacts[i].id, lang);
	}
	buf_char(out, '\n');
}
