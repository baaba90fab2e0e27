/*
 * Every name the form's template may use, and what it is; and the form's own
 * assets. The view puts exactly these keys (tests/unit/test_form.c).
 */
#include "form_view.h"
#include "template.h"

#define IN(in) FORM_SHAPE_##in
#define OWN(in, name) { IN(in), name, FIELD_OWN, FORM_SHAPE_NONE }
#define FLAG(in, name) { IN(in), name, FIELD_FLAG, FORM_SHAPE_NONE }
#define MAP(in, name, of) { IN(in), name, FIELD_MAP, IN(of) }
#define LIST(in, name, of) { IN(in), name, FIELD_LIST, IN(of) }

static const struct field fields[] = {
	OWN(ROOT, "title"), OWN(ROOT, "pack"), OWN(ROOT, "version"),
	OWN(ROOT, "digest"), FLAG(ROOT, "express"),
	FLAG(ROOT, "everybody"), FLAG(ROOT, "leaders"), FLAG(ROOT, "staff"),
	FLAG(ROOT, "experts"),
	OWN(ROOT, "count"), OWN(ROOT, "minutes_from"), OWN(ROOT, "minutes"),
	FLAG(ROOT, "has_level"), FLAG(ROOT, "has_multiple"),
	FLAG(ROOT, "has_when"), FLAG(ROOT, "has_na"),
	FLAG(ROOT, "has_dont_know"),
	LIST(ROOT, "told", TOLD), FLAG(ROOT, "has_told"),
	LIST(ROOT, "sections", SECTION),

	LIST(TOLD, "texts", TEXT),

	OWN(SECTION, "title"), OWN(SECTION, "intro"),
	FLAG(SECTION, "optional"), MAP(SECTION, "when", CONDITION),
	LIST(SECTION, "questions", QUESTION),

	OWN(QUESTION, "number"), OWN(QUESTION, "id"), OWN(QUESTION, "text"),
	OWN(QUESTION, "help"), OWN(QUESTION, "unit"), OWN(QUESTION, "min"),
	OWN(QUESTION, "max"), OWN(QUESTION, "who"),
	FLAG(QUESTION, "required"), FLAG(QUESTION, "dont_know"),
	FLAG(QUESTION, "na"), FLAG(QUESTION, "is_level"),
	FLAG(QUESTION, "is_single"), FLAG(QUESTION, "is_multiple"),
	FLAG(QUESTION, "is_boolean"), FLAG(QUESTION, "is_number"),
	FLAG(QUESTION, "is_text"), FLAG(QUESTION, "is_date"),
	FLAG(QUESTION, "columns"), LIST(QUESTION, "options", OPTION),
	MAP(QUESTION, "when", CONDITION), MAP(QUESTION, "na_when", CONDITION),

	OWN(OPTION, "id"), OWN(OPTION, "figure"), OWN(OPTION, "text"),
	FLAG(OPTION, "alone"),

	OWN(CONDITION, "numbers"), FLAG(CONDITION, "several"),
	FLAG(CONDITION, "unclear"), LIST(CONDITION, "clauses", CLAUSE),

	FLAG(CLAUSE, "and"), FLAG(CLAUSE, "or"), FLAG(CLAUSE, "not"),
	FLAG(CLAUSE, "is_fact"), FLAG(CLAUSE, "is_truth"),
	FLAG(CLAUSE, "is_choice"), FLAG(CLAUSE, "is_number"),
	FLAG(CLAUSE, "elsewhere"), OWN(CLAUSE, "question"),
	OWN(CLAUSE, "numbers"), FLAG(CLAUSE, "several"),
	LIST(CLAUSE, "texts", TEXT), OWN(CLAUSE, "value"),
	FLAG(CLAUSE, "less"), FLAG(CLAUSE, "at_most"), FLAG(CLAUSE, "more"),
	FLAG(CLAUSE, "at_least"), FLAG(CLAUSE, "equal"),
	FLAG(CLAUSE, "other"),

	FLAG(TEXT, "first"), OWN(TEXT, "text"),
};

const struct field_table form_field_table = {
	fields, sizeof(fields) / sizeof(fields[0]), FORM_SHAPE_ROOT
};

/* --- assets --------------------------------------------------------------- */

#define ASSET(name)                                                            \
	extern const unsigned char asset_##name[];                             \
	extern const size_t asset_##name##_len;
#define ROW(name)                                                              \
	{ STR_INIT(#name),                                                     \
	  { asset_##name##_fr_md, asset_##name##_en_md },                      \
	  { &asset_##name##_fr_md_len, &asset_##name##_en_md_len } }

ASSET(form_fr_md)
ASSET(form_en_md)
ASSET(form_condition_fr_md)
ASSET(form_condition_en_md)
ASSET(form_css)

static const struct asset_template templates[] = {
	ROW(form),
	ROW(form_condition),
};

const struct asset_templates asset_form = {
	templates, sizeof(templates) / sizeof(templates[0])
};

struct str asset_form_style(void)
{
	return (struct str){ (const char *)asset_form_css, asset_form_css_len };
}

void form_templates_check(struct arena *a, const struct folder *folder,
			  struct diags *diags)
{
	static const struct template_root roots[] = {
		{ "form", FORM_SHAPE_ROOT },
	};
	static const struct template_family family = {
		&asset_form, &form_field_table, roots, 1, false,
		&asset_report, true
	};

	templates_check(a, folder, &family, diags);
}
