/* The exports: names, files, and what all of them share. */
#include "exports.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "doc/typography.h"

static const struct {
	const char *name;
	const char *file[2]; /* around the language */
	void (*write)(struct buf *out, struct exporter *e);
} kinds[EXPORT_COUNT] = {
	[EXPORT_GIFT] = { "gift", { "questions.", ".gift" }, export_gift },
	[EXPORT_MOODLE] = { "moodle", { "questions.", ".xml" }, export_moodle },
	[EXPORT_QTI] = { "qti", { "questions.", ".qti.zip" }, export_qti },
	[EXPORT_SCORM] = { "scorm", { "quiz.", ".scorm.zip" }, export_scorm },
	[EXPORT_ANKI] = { "anki", { "cards.", ".apkg" }, export_anki },
	[EXPORT_EPUB] = { "epub", { "handout.", ".epub" }, export_epub },
};

const char *export_name(enum export_kind kind)
{
	return kinds[kind].name;
}

bool export_parse(struct str name, enum export_kind *kind)
{
	for (int k = 0; k < EXPORT_COUNT; k++) {
		if (!str_is(name, kinds[k].name))
			continue;
		*kind = (enum export_kind)k;
		return true;
	}
	return false;
}

struct str export_file(struct arena *a, enum export_kind kind, enum lang lang)
{
	struct buf b = buf_make(a);

	buf_fmt(&b, "%s%s%s", kinds[kind].file[0], lang_code(lang),
		kinds[kind].file[1]);
	return buf_view(&b);
}

struct exporter exporter_make(struct arena *a,
			      const struct export_request *request)
{
	return (struct exporter){
		.arena = a,
		.curriculum = request->curriculum,
		.lang = request->lang,
		.modules = request->modules,
	};
}

void export_write(struct buf *out, struct arena *a, enum export_kind kind,
		  const struct export_request *request)
{
	struct exporter e = exporter_make(a, request);

	kinds[kind].write(out, &e);
}

/* --- shared -----------------------------------------------------------------
 */

bool export_has_module(const struct exporter *e, uint32_t module)
{
	return e->modules == NULL || e->modules[module];
}

uint32_t export_item_count(const struct exporter *e)
{
	uint32_t count = 0;

	for (uint32_t m = 0; m < e->curriculum->module_count; m++)
		if (export_has_module(e, m))
			count += e->curriculum->modules[m].item_count;
	return count;
}

struct str export_locale(enum lang lang)
{
	return lang == LANG_FR ? STR("fr-CA") : STR("en-CA");
}

struct str export_word(const struct exporter *e, enum word word)
{
	return typo_text(e->arena, word_text(word, e->lang), e->lang);
}

struct str export_title(const struct exporter *e, const struct text *text)
{
	return typo_text(
	    e->arena, curriculum_text(e->curriculum, text, e->lang), e->lang);
}

/* One part of a version, and what follows its dot. */
static int64_t version_part(struct str *rest)
{
	int64_t n = 0;
	size_t i = 0;

	for (; i < rest->len && rest->at[i] != '.'; i++)
		if (rest->at[i] >= '0' && rest->at[i] <= '9' && n < 1000)
			n = n * 10 + (rest->at[i] - '0');
	*rest = str_sub(*rest, i + 1, rest->len);
	return n > 999 ? 999 : n;
}

int64_t export_modified(const struct curriculum *c)
{
	const int64_t start = 1735689600; /* 1 January 2025 */
	struct str rest = c->version;
	int64_t major = version_part(&rest), minor = version_part(&rest);

	if (major > 30)
		major = 30; /* a year: not in the future */
	return start + (major * 1000 + minor) * 1000 + version_part(&rest);
}

int64_t export_number(const char *kind, struct str curriculum, enum lang lang,
		      struct str id)
{
	const struct str parts[] = { str_from(kind), curriculum,
				     str_from(lang_code(lang)), id };
	struct digest digest = digest_of_all(parts, 4);

	digest.hex[10] = '\0'; /* 40 bits */
	return (int64_t)strtoll(digest.hex, NULL, 16);
}

uint32_t export_right_count(const struct item *item)
{
	uint32_t count = 0;

	for (uint32_t o = 0; o < item->option_count; o++)
		count += item->options[o].right;
	return count;
}

const char *export_fraction(const struct item *item,
			    const struct item_option *option)
{
	/* As Moodle's list of grades writes them: others are refused. */
	static const char *const shares[ITEM_OPTIONS + 1] = {
		"0",   "-100",      "-50",       "-33.33333", "-25",
		"-20", "-16.66667", "-14.28571", "-12.5",
	};
	uint32_t right = export_right_count(item);

	if (!item->multiple)
		return option->right ? "100" : "0";
	return option->right ? shares[right] + 1
			     : shares[item->option_count - right];
}
