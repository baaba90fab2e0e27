/* Fields by their names. */
#include "web/http.h"

static const struct field *find(const struct fields *fields, struct str name)
{
	for (uint32_t i = 0; i < fields->count; i++)
		if (str_eq(fields->items[i].name, name))
			return &fields->items[i];
	return NULL;
}

struct str field_named(const struct fields *fields, struct str name)
{
	const struct field *f = find(fields, name);

	return f == NULL ? STR_NONE : f->value;
}

struct str field_get(const struct fields *fields, const char *name)
{
	return field_named(fields, str_from(name));
}

bool field_has(const struct fields *fields, const char *name)
{
	return find(fields, str_from(name)) != NULL;
}
