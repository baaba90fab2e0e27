/* The whole result, and the schema that describes it. */
#include "doc/document.h"

#include "assets.h"
#include "doc/result.h"
#include "format/json.h"

struct str result_schema(void)
{
	return asset_schema();
}

void result_document(struct buf *out, struct arena *a,
		     const struct score *score, const struct plan *plan,
		     bool pretty)
{
	struct json j = json_make(out, pretty);

	json_begin_object(&j);
	result_write(&j, a, score);
	json_key(&j, "plan");
	if (plan == NULL) {
		json_put_null(&j);
	} else {
		json_begin_object(&j);
		plan_write(&j, a, plan);
		json_end(&j);
	}
	json_end(&j);
	buf_char(out, '\n');
}
