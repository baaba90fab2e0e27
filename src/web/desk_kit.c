/* The workshop kit: what is asked of it, then the archive (result_kit.c). */
#include "desk.h"

#include "model/curriculum.h"

static void write_audiences(struct visit *v, const struct curriculum *c)
{
	struct choice *items =
	    ARENA_ARRAY(v->arena, c->audience_count + 1, struct choice);

	items[0].label = words(v, P_D_KIT_ANYBODY);
	for (uint32_t i = 0; i < c->audience_count; i++)
		items[i + 1] = (struct choice){
			.value = c->audiences[i].id,
			.label = curriculum_text(c, &c->audiences[i].text,
						 v->lang),
		};
	control_select(v, STR("audience"), words(v, P_D_KIT_AUDIENCE), items,
		       c->audience_count + 1);
}

static void write_languages(struct visit *v, const struct curriculum *c)
{
	struct choice items[LANG_COUNT + 1] = {
		{ .label = words(v, P_D_KIT_ALL_LANGUAGES) },
	};

	for (uint32_t l = 0; l < c->language_count; l++)
		items[l + 1] = (struct choice){
			.value = str_from(lang_code(c->languages[l])),
			.label = phrase_text(P_LANGUAGE_NAME, c->languages[l]),
		};
	control_select(v, STR("only"), words(v, P_D_FORM_LANGUAGE), items,
		       c->language_count + 1);
}

static struct input field(struct visit *v, const char *name, enum phrase label,
			  struct str value, uint32_t width)
{
	return (struct input){ .name = str_from(name),
			       .label = words(v, label),
			       .value = value,
			       .width = width,
			       .autocomplete = "off" };
}

static void write_fields(struct visit *v, const struct curriculum *c)
{
	struct input minutes =
	    field(v, "minutes", P_D_KIT_MINUTES, STR("210"), 6);
	struct input people = field(v, "people", P_D_KIT_PEOPLE, STR("12"), 6);
	struct input start = field(v, "start", P_D_KIT_START, STR("9:00"), 6);
	struct input date = field(v, "date", P_D_KIT_DATE, STR_NONE, 0);
	struct input trainer =
	    field(v, "trainer", P_D_KIT_TRAINER, desk_me(v), 0);

	minutes.hint = words(v, P_D_KIT_MINUTES_HINT);
	minutes.inputmode = people.inputmode = "numeric";
	date.type = "date";
	date.hint = trainer.hint = words(v, P_D_KIT_BLANK);
	control_input(v, &minutes);
	control_input(v, &people);
	write_audiences(v, c);
	write_languages(v, c);
	control_input(v, &start);
	control_input(v, &date);
	control_input(v, &trainer);
	control_tick(v, STR("prompts"), words(v, P_D_KIT_PROMPTS),
		     words(v, P_D_KIT_PROMPTS_HINT), false);
}

void page_desk_kit(struct visit *v)
{
	const struct curriculum *c = NULL;

	if (v->config->curriculum_dir != NULL)
		c = curriculum_load(v->arena, v->config->curriculum_dir,
				    v->diags);
	desk_begin(v, words(v, P_D_WAY_KIT), desk_round(v));
	if (c == NULL) {
		page_text(v, words(v, P_D_KIT_NONE));
	} else {
		page_text(v, words(v, P_D_KIT_LEAD));
		desk_ask_begin(v, DESK_AT(v, STR("/result/kit.zip")));
		write_fields(v, c);
		desk_ask_end(v, words(v, P_D_KIT_GO), true);
	}
	page_end(v);
}
