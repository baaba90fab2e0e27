/*
 * Covers src/format/{json_read,json_write,node}.c. Our walk and jansson give
 * the same verdict (nesting over 64 aside), and what was read, written and
 * read again is the same tree.
 */
#include "fuzz_tree.h"

/* Not <jansson.h>: some of its names are those of format/json.h. */
typedef struct json_t json_t;
json_t *json_loadb(const char *text, size_t size, size_t flags, void *error);
void json_delete(json_t *value);

enum { REJECT_DUPLICATES = 1, DECODE_ANY = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_open();
	struct diags diags;
	struct source *s;
	struct node *tree = NULL;
	json_t *value = NULL;

	diags_init(&diags, a);
	s = source_make(a, "fuzz", (struct str){ (const char *)data, size },
			&diags);
	if (s != NULL) {
		tree = json_parse(a, s, &diags);
		value = json_loadb(s->text.at, s->text.len,
				   REJECT_DUPLICATES | DECODE_ANY, NULL);
	}
	if ((tree == NULL) != (diags.errors > 0))
		BUG("a tree and an error, or neither");
	if ((tree == NULL) != (value == NULL) &&
	    diags.items[0].message != MSG_JSON_NESTING)
		BUG("the walk and jansson disagree");
	if (value != NULL)
		json_delete(value);
	if (tree != NULL) {
		spans_hold(tree);
		same_when_reread(a, tree);
	}
	arena_close(a);
	return 0;
}
