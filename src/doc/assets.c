/* Shipped templates by name and language. */
#include "assets.h"

const struct str asset_template_names[] = {
	STR_INIT("report"), STR_INIT("plan"), STR_INIT("monday"),
	STR_INIT("lines"),
};

const size_t asset_template_count =
	sizeof(asset_template_names) / sizeof(asset_template_names[0]);

static struct str asset(const unsigned char *bytes, size_t len)
{
	return (struct str){ (const char *)bytes, len };
}

struct str asset_template(struct str name, enum lang lang)
{
	const struct str texts[][LANG_COUNT] = {
		{ asset(asset_report_fr_md, asset_report_fr_md_len),
		  asset(asset_report_en_md, asset_report_en_md_len) },
		{ asset(asset_plan_fr_md, asset_plan_fr_md_len),
		  asset(asset_plan_en_md, asset_plan_en_md_len) },
		{ asset(asset_monday_fr_md, asset_monday_fr_md_len),
		  asset(asset_monday_en_md, asset_monday_en_md_len) },
		{ asset(asset_lines_fr_md, asset_lines_fr_md_len),
		  asset(asset_lines_en_md, asset_lines_en_md_len) },
	};

	for (size_t i = 0; i < asset_template_count; i++)
		if (str_eq(name, asset_template_names[i]))
			return texts[i][lang];
	return STR_NONE;
}

struct str asset_style(void)
{
	return asset(asset_style_css, asset_style_css_len);
}

struct str asset_schema(void)
{
	return asset(asset_result_schema_json, asset_result_schema_json_len);
}
