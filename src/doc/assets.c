/* Shipped templates by name and language, style sheets, the script. */
#include "assets.h"

#define ROW(name, file)                                                        \
	{ STR_INIT(#name),                                                     \
	  { asset_##file##_fr_md, asset_##file##_en_md },                      \
	  { &asset_##file##_fr_md_len, &asset_##file##_en_md_len } },

static const struct asset_template report[] = { REPORT_TEMPLATES(ROW) };
static const struct asset_template kit[] = { KIT_TEMPLATES(ROW) };

const struct asset_templates asset_report = {
	report, sizeof(report) / sizeof(report[0])
};
const struct asset_templates asset_kit = { kit, sizeof(kit) / sizeof(kit[0]) };

static struct str asset(const unsigned char *bytes, size_t len)
{
	return (struct str){ (const char *)bytes, len };
}

struct str asset_template(const struct asset_templates *all, struct str name,
			  enum lang lang)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_eq(name, all->items[i].name))
			return asset(all->items[i].text[lang],
				     *all->items[i].len[lang]);
	return STR_NONE;
}

struct str asset_style(void)
{
	return asset(asset_style_css, asset_style_css_len);
}

struct str asset_kit_style(void)
{
	return asset(asset_kit_css, asset_kit_css_len);
}

struct str asset_slides_style(void)
{
	return asset(asset_slides_css, asset_slides_css_len);
}

struct str asset_slides_script(void)
{
	return asset(asset_slides_js, asset_slides_js_len);
}

struct str asset_sco_script(void)
{
	return asset(asset_sco_js, asset_sco_js_len);
}

struct str asset_sco_style(void)
{
	return asset(asset_sco_css, asset_sco_css_len);
}

struct str asset_book_style(void)
{
	return asset(asset_book_css, asset_book_css_len);
}

struct str asset_schema(void)
{
	return asset(asset_result_schema_json, asset_result_schema_json_len);
}
