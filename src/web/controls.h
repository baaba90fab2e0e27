/*
 * Forms and their controls.
 *
 * Every form is a POST with its token, without the browser's own checks: the
 * server says what is wrong, in the person's language, beside the field and
 * at the top, and keeps what was typed. Options are stacked and none is
 * chosen beforehand.
 */
#ifndef JALON_WEB_CONTROLS_H
#define JALON_WEB_CONTROLS_H

#include "visit.h"

void form_begin(struct visit *v, struct str action);
/* The script saves what is chosen in it, as it is chosen. */
void form_begin_autosave(struct visit *v, struct str action);
void form_begin_with_file(struct visit *v, struct str action);
void form_end(struct visit *v);
/* A form that is one button. */
void form_button(struct visit *v, struct str action, struct str text);

void control_hidden(struct visit *v, struct str name, struct str value);
/* The main button of the form; then others, plain. */
void control_submit(struct visit *v, struct str text);
void control_other(struct visit *v, const char *name, struct str value,
		   struct str text);
void control_danger(struct visit *v, struct str text);

struct input {
	struct str name;
	struct str label, hint, value;
	const char *type;		/* NULL: "text" */
	const char *autocomplete;	/* NULL: none said */
	const char *inputmode;		/* NULL: by the type */
	uint32_t rows;			/* more than 0: several lines */
	uint32_t width;			/* characters; 0: the whole width */
	struct str unit;		/* behind the field, or empty */
	bool quiet;			/* a label that is no heading */
};
void control_input(struct visit *v, const struct input *input);
void control_file(struct visit *v, struct str name, struct str label,
		  struct str hint);

struct choice {
	struct str value, label, hint;
	bool chosen;
	bool apart;			/* after a line: "don't know" */
	const struct input *with;	/* a field under it, or NULL */
};
struct choices {
	struct str name;
	struct str legend, hint;
	struct str more, more_title;	/* folded under the hint, or empty */
	bool several;			/* boxes; else one of them */
	bool small;			/* few and short: side by side */
	bool folded;			/* one of many: a list that opens, on
					   nothing (control_select.c) */
	const struct choice *items;
	uint32_t count;
};
void control_choices(struct visit *v, const struct choices *choices);
/* The same in its parts: what stands before, each choice, what stands after. */
void control_choices_begin(struct visit *v, const struct choices *choices);
void control_choice(struct visit *v, const struct choices *choices,
		    uint32_t at);
void control_choices_end(struct visit *v, const struct choices *choices);
/* One box to tick, by itself. */
void control_tick(struct visit *v, struct str name, struct str label,
		  struct str hint, bool ticked);
void control_select(struct visit *v, struct str name, struct str label,
		    const struct choice *items, uint32_t count);

/* --- the list that opens: of controls.c and control_select.c ---------------- */

void control_list_begin(struct visit *v, const struct choices *choices);
void control_list_choice(struct visit *v, const struct choice *one);
void control_list_end(struct visit *v, const struct choices *choices);
/* What stands between a label and its control, and the ids of that: hint,
   what folds under it, fault. */
void control_tell(struct visit *v, const struct choices *choices);
struct str control_told(struct visit *v, struct str name, struct str hint);

#endif
