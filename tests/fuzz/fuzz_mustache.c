/*
 * src/format/mustache*.c: a template made of anything is refused with a
 * diagnostic or filled, in bounded space; what fills it is escaped, so that
 * no `<` comes out that the template does not hold; a text without tags comes
 * out as it is.
 */
#include "base/arena.h"
#include "format/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct mustache *itself(struct str name, void *context)
{
	return name.len > 0 ? context : NULL;
}

static void fill(struct arena *a, struct mustache *template, struct str text,
		 struct diags *diags)
{
	struct str json = STR("{\"a\": [\"<script>\", {\"b\": true}, [1]],"
			      " \"b\": \"<&>\", \"c\": {\"a\": null}}");
	struct mustache_env env = { .escape = html_escape,
				    .partial = itself,
				    .context = template };
	struct buf out = buf_make(a);

	mustache_render(
	    &out, template,
	    json_parse(a, source_make(a, "data", json, diags), diags), &env);
	if (str_find(text, STR("<"), 0) == SIZE_MAX &&
	    str_find(buf_view(&out), STR("<"), 0) != SIZE_MAX)
		BUG("data came out as markup");
	if (str_find(text, STR("{{"), 0) == SIZE_MAX &&
	    !str_eq(text, buf_view(&out)))
		BUG("a text without tags was changed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct str bytes = { (const char *)data, size };
	struct diags diags;
	struct source *source;
	struct mustache *template;

	diags_init(&diags, a);
	source = source_make(a, "fuzz", bytes, &diags);
	template = source ? mustache_parse(a, source, &diags) : NULL;
	if (template == NULL && diags.errors == 0)
		BUG("refused without a word");
	if (template != NULL)
		fill(a, template, source->text, &diags);
	arena_close(a);
	return 0;
}
