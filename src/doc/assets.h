/*
 * The files of src/doc/assets and the schema, built into the program by
 * src/doc/embed.sh.
 */
#ifndef JALON_DOC_ASSETS_H
#define JALON_DOC_ASSETS_H

#include <stddef.h>

#include "base/diag.h"

/*
 * The shipped templates and parts of them: TEMPLATE(name, file), for
 * assets/FILE.fr.md and assets/FILE.en.md. The report's, then the kit's.
 */
#define REPORT_TEMPLATES(TEMPLATE)                                             \
	TEMPLATE(report, report)                                               \
	TEMPLATE(plan, plan)                                                   \
	TEMPLATE(monday, monday)                                               \
	TEMPLATE(lines, lines)
#define KIT_TEMPLATES(TEMPLATE)                                                \
	TEMPLATE(agenda, kit_agenda)                                           \
	TEMPLATE(guide, kit_guide)                                             \
	TEMPLATE(handout, kit_handout)                                         \
	TEMPLATE(slides, kit_slides)                                           \
	TEMPLATE(cards, kit_cards)                                             \
	TEMPLATE(quiz, kit_quiz)                                               \
	TEMPLATE(quiz_key, kit_quiz_key)                                       \
	TEMPLATE(test, kit_test)                                               \
	TEMPLATE(test_key, kit_test_key)                                       \
	TEMPLATE(drill, kit_drill)                                             \
	TEMPLATE(drill_key, kit_drill_key)                                     \
	TEMPLATE(evaluation, kit_evaluation)                                   \
	TEMPLATE(certificate, kit_certificate)                                 \
	TEMPLATE(print, kit_print)                                             \
	TEMPLATE(lead, kit_lead)                                               \
	TEMPLATE(support, kit_support)                                         \
	TEMPLATE(pages, kit_pages)                                             \
	TEMPLATE(sources, kit_sources)

#define ASSET(name)                                                            \
	extern const unsigned char asset_##name[];                             \
	extern const size_t asset_##name##_len;
#define ASSET_TEMPLATE(name, file) ASSET(file##_fr_md) ASSET(file##_en_md)

REPORT_TEMPLATES(ASSET_TEMPLATE)
KIT_TEMPLATES(ASSET_TEMPLATE)
ASSET(style_css)
ASSET(sco_js)
ASSET(sco_css)
ASSET(book_css)
ASSET(kit_css)
ASSET(slides_css)
ASSET(slides_js)
ASSET(result_schema_json)

#undef ASSET_TEMPLATE
#undef ASSET

/* One family of templates, by name. */
struct asset_template {
	struct str name;
	const unsigned char *text[LANG_COUNT];
	const size_t *len[LANG_COUNT];
};

struct asset_templates {
	const struct asset_template *items;
	size_t count;
};

extern const struct asset_templates asset_report, asset_kit;

/* A shipped template or part of one; empty when there is none. */
struct str asset_template(const struct asset_templates *all, struct str name,
			  enum lang lang);

struct str asset_style(void);
/* Of the SCORM page and of the EPUB. */
struct str asset_sco_script(void);
struct str asset_sco_style(void);
struct str asset_book_style(void);
/* The kit's style comes after the report's; slides add theirs. */
struct str asset_kit_style(void);
struct str asset_slides_style(void);
struct str asset_slides_script(void);
struct str asset_schema(void);

#endif
