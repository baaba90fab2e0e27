/*
 * IMS QTI 2.1: one file a question, a test with a section a module, and the
 * manifest, in a zip. An answer is right when it is exactly the right one;
 * each option chosen shows its feedback.
 */
#include "exports.h"
#include "format/xml.h"
#include "format/zip.h"

#define QTI "http://www.imsglobal.org/xsd/imsqti_v2p1"
#define QTI_XSD QTI " http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
#define CP "http://www.imsglobal.org/xsd/imscp_v1p1"
#define CP_XSD                                          \
	CP " http://www.imsglobal.org/xsd/qti/qtiv2p1/" \
	   "qtiv2p1_imscpv1p2_v1p0.xsd"
#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* "A", "B"...: at most ITEM_OPTIONS of them. */
static struct str option_id(uint32_t option)
{
	return str_sub(STR("ABCDEFGH"), option, option + 1);
}

static struct str joined(struct exporter *e, const char *before,
			 struct str middle, const char *after)
{
	struct buf b = buf_make(e->arena);

	buf_text(&b, before);
	buf_str(&b, middle);
	buf_text(&b, after);
	return buf_view(&b);
}

/* --- an item ------------------------------------------------------------- */

static struct str cardinality(const struct item *item)
{
	return item->multiple ? STR("multiple") : STR("single");
}

static void put_response(struct xml *x, const struct item *item)
{
	XML_OPEN(x, "responseDeclaration", { "identifier", STR("RESPONSE") },
		 { "cardinality", cardinality(item) },
		 { "baseType", STR("identifier") });
	xml_open(x, "correctResponse", NULL);
	for (uint32_t o = 0; o < item->option_count; o++)
		if (item->options[o].right)
			xml_element(x, "value", option_id(o));
	xml_close(x, "correctResponse");
	xml_close(x, "responseDeclaration");
}

static void put_number(struct xml *x, const char *name, struct str value)
{
	XML_OPEN(x, "outcomeDeclaration", { "identifier", str_from(name) },
		 { "cardinality", STR("single") },
		 { "baseType", STR("float") });
	xml_open(x, "defaultValue", NULL);
	xml_element(x, "value", value);
	xml_close(x, "defaultValue");
	xml_close(x, "outcomeDeclaration");
}

static void put_outcomes(struct xml *x, const struct item *item)
{
	put_number(x, "SCORE", STR("0"));
	put_number(x, "MAXSCORE", STR("1"));
	XML_VOID(x, "outcomeDeclaration", { "identifier", STR("FEEDBACK") },
		 { "cardinality", cardinality(item) },
		 { "baseType", STR("identifier") });
}

static void put_choices(struct xml *x, struct exporter *e,
			const struct item *item)
{
	for (uint32_t o = 0; o < item->option_count; o++) {
		XML_OPEN(x, "simpleChoice", { "identifier", option_id(o) });
		xml_frag(x, export_option(e, &item->options[o]).html);
		xml_close(x, "simpleChoice");
	}
}

/* A prompt holds no block: a longer stem stands before the choices. */
static void put_body(struct xml *x, struct exporter *e, const struct item *item)
{
	struct markup stem = export_stem(e, item);

	xml_open(x, "itemBody", NULL);
	if (!stem.inlines)
		xml_frag(x, stem.html);
	XML_OPEN(x, "choiceInteraction",
		 { "responseIdentifier", STR("RESPONSE") },
		 { "shuffle", STR("true") },
		 { "maxChoices", item->multiple ? STR("0") : STR("1") });
	if (stem.inlines) {
		xml_open(x, "prompt", NULL);
		xml_frag(x, stem.html);
		xml_close(x, "prompt");
	}
	put_choices(x, e, item);
	xml_close(x, "choiceInteraction");
	xml_close(x, "itemBody");
}

static void put_score(struct xml *x, struct str value)
{
	XML_OPEN(x, "setOutcomeValue", { "identifier", STR("SCORE") });
	XML_OPEN(x, "baseValue", { "baseType", STR("float") });
	xml_text(x, value);
	xml_close(x, "baseValue");
	xml_close(x, "setOutcomeValue");
}

static void put_processing(struct xml *x)
{
	xml_open(x, "responseProcessing", NULL);
	xml_open(x, "responseCondition", NULL);
	xml_open(x, "responseIf", NULL);
	xml_open(x, "match", NULL);
	XML_VOID(x, "variable", { "identifier", STR("RESPONSE") });
	XML_VOID(x, "correct", { "identifier", STR("RESPONSE") });
	xml_close(x, "match");
	put_score(x, STR("1"));
	xml_close(x, "responseIf");
	xml_open(x, "responseElse", NULL);
	put_score(x, STR("0"));
	xml_close(x, "responseElse");
	xml_close(x, "responseCondition");
	XML_OPEN(x, "setOutcomeValue", { "identifier", STR("FEEDBACK") });
	XML_VOID(x, "variable", { "identifier", STR("RESPONSE") });
	xml_close(x, "setOutcomeValue");
	xml_close(x, "responseProcessing");
}

static void put_feedback(struct xml *x, struct exporter *e,
			 const struct item *item)
{
	for (uint32_t o = 0; o < item->option_count; o++) {
		struct markup m = export_feedback(e, &item->options[o]);

		if (m.html.markup.len == 0)
			continue;
		XML_OPEN(x, "modalFeedback",
			 { "outcomeIdentifier", STR("FEEDBACK") },
			 { "identifier", option_id(o) },
			 { "showHide", STR("show") });
		xml_frag(x, m.html);
		xml_close(x, "modalFeedback");
	}
}

static struct str item_file(struct exporter *e, const struct item *item)
{
	struct buf b = buf_make(e->arena);
	struct xml x = xml_begin(&b);

	XML_OPEN(
	    &x, "assessmentItem", { "xmlns", STR(QTI) },
	    { "xmlns:xsi", STR(XSI) }, { "xsi:schemaLocation", STR(QTI_XSD) },
	    { "identifier", item->id }, { "title", item->id },
	    { "xml:lang", export_locale(e->lang) },
	    { "adaptive", STR("false") }, { "timeDependent", STR("false") },
	    { "toolName", STR("Jalon") });
	put_response(&x, item);
	put_outcomes(&x, item);
	put_body(&x, e, item);
	put_processing(&x);
	put_feedback(&x, e, item);
	xml_close(&x, "assessmentItem");
	return buf_view(&b);
}

static struct str item_path(struct exporter *e, const struct item *item)
{
	return joined(e, "items/", item->id, ".xml");
}

/* --- the test ----------------------------------------------------------------
 */

static void put_section(struct xml *x, struct exporter *e,
			const struct module *module)
{
	XML_OPEN(x, "assessmentSection", { "identifier", module->id },
		 { "title", export_title(e, &module->title) },
		 { "visible", STR("true") });
	for (uint32_t i = 0; i < module->item_count; i++)
		XML_VOID(x, "assessmentItemRef",
			 { "identifier", module->items[i].id },
			 { "href", item_path(e, &module->items[i]) });
	xml_close(x, "assessmentSection");
}

static void put_sum(struct xml *x, const char *name)
{
	XML_OPEN(x, "setOutcomeValue", { "identifier", str_from(name) });
	xml_open(x, "sum", NULL);
	XML_VOID(x, "testVariables", { "variableIdentifier", str_from(name) });
	xml_close(x, "sum");
	xml_close(x, "setOutcomeValue");
}

static struct str test_file(struct exporter *e)
{
	const struct curriculum *c = e->curriculum;
	struct buf b = buf_make(e->arena);
	struct xml x = xml_begin(&b);

	XML_OPEN(&x, "assessmentTest", { "xmlns", STR(QTI) },
		 { "xmlns:xsi", STR(XSI) },
		 { "xsi:schemaLocation", STR(QTI_XSD) },
		 { "identifier",
		   joined(e, "", c->id, e->lang == LANG_FR ? "-fr" : "-en") },
		 { "title", export_title(e, &c->title) },
		 { "toolName", STR("Jalon") });
	put_number(&x, "SCORE", STR("0"));
	put_number(&x, "MAXSCORE", STR("0"));
	XML_OPEN(&x, "testPart", { "identifier", STR("quiz") },
		 { "navigationMode", STR("nonlinear") },
		 { "submissionMode", STR("individual") });
	for (uint32_t m = 0; m < c->module_count; m++)
		if (export_has_module(e, m) && c->modules[m].item_count > 0)
			put_section(&x, e, &c->modules[m]);
	xml_close(&x, "testPart");
	xml_open(&x, "outcomeProcessing", NULL);
	put_sum(&x, "SCORE");
	put_sum(&x, "MAXSCORE");
	xml_close(&x, "outcomeProcessing");
	xml_close(&x, "assessmentTest");
	return buf_view(&b);
}

/* --- the package
 * --------------------------------------------------------------- */

typedef void item_visitor(struct exporter *e, const struct item *item,
			  void *context);

static void each_item(struct exporter *e, item_visitor *visit, void *context)
{
	const struct curriculum *c = e->curriculum;

	for (uint32_t m = 0; m < c->module_count; m++)
		for (uint32_t i = 0; i < c->modules[m].item_count; i++)
			if (export_has_module(e, m))
				visit(e, &c->modules[m].items[i], context);
}

static void put_dependency(struct exporter *e, const struct item *item,
			   void *context)
{
	XML_VOID(context, "dependency",
		 { "identifierref", joined(e, "item-", item->id, "") });
}

static void put_resource(struct exporter *e, const struct item *item,
			 void *context)
{
	struct str path = item_path(e, item);

	XML_OPEN(context, "resource",
		 { "identifier", joined(e, "item-", item->id, "") },
		 { "type", STR("imsqti_item_xmlv2p1") }, { "href", path });
	XML_VOID(context, "file", { "href", path });
	xml_close(context, "resource");
}

static struct str manifest_file(struct exporter *e)
{
	struct buf b = buf_make(e->arena);
	struct xml x = xml_begin(&b);

	XML_OPEN(&x, "manifest", { "xmlns", STR(CP) },
		 { "xmlns:xsi", STR(XSI) },
		 { "xsi:schemaLocation", STR(CP_XSD) },
		 { "identifier", joined(e, "jalon-", e->curriculum->id,
					e->lang == LANG_FR ? "-fr" : "-en") });
	xml_open(&x, "metadata", NULL);
	xml_element(&x, "schema", STR("QTIv2.1 Package"));
	xml_element(&x, "schemaversion", STR("1.0.0"));
	xml_close(&x, "metadata");
	xml_void(&x, "organizations", NULL);
	xml_open(&x, "resources", NULL);
	XML_OPEN(&x, "resource", { "identifier", STR("test") },
		 { "type", STR("imsqti_test_xmlv2p1") },
		 { "href", STR("test.xml") });
	XML_VOID(&x, "file", { "href", STR("test.xml") });
	each_item(e, put_dependency, &x);
	xml_close(&x, "resource");
	each_item(e, put_resource, &x);
	xml_close(&x, "resources");
	xml_close(&x, "manifest");
	return buf_view(&b);
}

static void add_item(struct exporter *e, const struct item *item, void *context)
{
	archive_add(context, str_cstr(e->arena, item_path(e, item)),
		    item_file(e, item), false);
}

void export_qti(struct buf *out, struct exporter *e)
{
	struct archive *zip = archive_begin(e->arena);

	e->bare_lists = true;
	archive_add(zip, "imsmanifest.xml", manifest_file(e), false);
	archive_add(zip, "test.xml", test_file(e), false);
	each_item(e, add_item, zip);
	archive_finish(zip, out);
}
