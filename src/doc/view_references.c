/* What the codes of laws and standards stand for, when a report cites them. */
#include "view.h"

enum reach { EVERYWHERE, EUROPE };

/*
 * A reference begins with one of these. The titles are those of the works
 * themselves where they have one in the language.
 */
static const struct work {
	const char *code;
	enum reach reach;	/* EUROPE: law of the Union or of a member */
	const char *title[LANG_COUNT];
} works[] = {
	{ "P-39.1", EVERYWHERE,
	  { "Loi sur la protection des renseignements personnels dans le "
	    "secteur privé (Québec)",
	    "Act respecting the protection of personal information in the "
	    "private sector (Quebec)" } },
	{ "A-2.1", EVERYWHERE,
	  { "Loi sur l'accès aux documents des organismes publics et sur la "
	    "protection des renseignements personnels (Québec)",
	    "Act respecting Access to documents held by public bodies and the "
	    "Protection of personal information (Quebec)" } },
	{ "C-11", EVERYWHERE,
	  { "Charte de la langue française (Québec)",
	    "Charter of the French language (Quebec)" } },
	{ "C-12", EVERYWHERE,
	  { "Charte des droits et libertés de la personne (Québec)",
	    "Charter of human rights and freedoms (Quebec)" } },
	{ "P-40.1", EVERYWHERE,
	  { "Loi sur la protection du consommateur (Québec)",
	    "Consumer Protection Act (Quebec)" } },
	{ "D-8.3", EVERYWHERE,
	  { "Loi favorisant le développement et la reconnaissance des "
	    "compétences de la main-d'œuvre (Québec)",
	    "Act to promote workforce skills development and recognition "
	    "(Quebec)" } },
	{ "OPC", EVERYWHERE,
	  { "Principes pour l'IA générative des autorités de protection de la "
	    "vie privée du Canada (2023)",
	    "Generative AI principles of Canada's privacy regulators "
	    "(2023)" } },
	{ "ISED", EVERYWHERE,
	  { "Code de conduite volontaire sur l'IA générative, Innovation, "
	    "Sciences et Développement économique Canada",
	    "Voluntary code of conduct on generative AI, Innovation, Science "
	    "and Economic Development Canada" } },
	{ "DADM", EVERYWHERE,
	  { "Directive sur la prise de décisions automatisées (gouvernement "
	    "du Canada)",
	    "Directive on Automated Decision-Making (Government of "
	    "Canada)" } },
	{ "AIA", EVERYWHERE,
	  { "Évaluation de l'incidence algorithmique (gouvernement du Canada)",
	    "Algorithmic Impact Assessment (Government of Canada)" } },
	{ "NIST AI RMF", EVERYWHERE,
	  { "Cadre volontaire de gestion des risques de l'IA (États-Unis)",
	    "AI Risk Management Framework, voluntary (United States)" } },
	{ "ISO/IEC 42001", EVERYWHERE,
	  { "Norme internationale sur le système de management de l'IA",
	    "International standard on AI management systems" } },
	{ "AIME", EVERYWHERE,
	  { "AI Management Essentials, autoévaluation pour PME (Royaume-Uni)",
	    "AI Management Essentials, a self-assessment for SMEs (United "
	    "Kingdom)" } },
	{ "DMA (EDIH)", EVERYWHERE,
	  { "Évaluation de la maturité numérique des pôles européens "
	    "d'innovation numérique",
	    "Digital Maturity Assessment of the European Digital Innovation "
	    "Hubs" } },
	{ "EU AI Act", EUROPE,
	  { "Règlement (UE) 2024/1689 sur l'intelligence artificielle",
	    "Regulation (EU) 2024/1689, the Artificial Intelligence Act" } },
	{ "Ley 10/2025", EUROPE,
	  { "Loi espagnole sur les services à la clientèle",
	    "Spanish law on customer service" } },
};

enum { WORKS = sizeof(works) / sizeof(works[0]) };

/* Not the beginning of a longer code: "C-1" is no "C-11". */
static bool is_of(struct str reference, const struct work *work)
{
	struct str code = str_from(work->code);

	return str_starts(reference, work->code) &&
	       (reference.len == code.len || reference.at[code.len] == ' ');
}

static const struct work *work_of(struct str reference)
{
	for (size_t i = 0; i < WORKS; i++)
		if (is_of(reference, &works[i]))
			return &works[i];
	return NULL;
}

/* Said to be so: a client of whom nothing is known is spared foreign law. */
static bool sells_in_europe(const struct view *v)
{
	uint32_t q = pack_find_question(v->pack, STR("sells_in_eu"));
	const struct question_result *r;

	if (q == NO_INDEX || v->pack->questions[q].type != QUESTION_BOOLEAN)
		return false;
	r = &v->score->questions[q];
	return r->state == STATE_ANSWERED && !r->disagreement &&
	       r->firm->kind == ANSWER_VALUE && r->firm->truth;
}

bool view_is_listed(const struct view *v, const struct mapping *mapping)
{
	const struct work *work = work_of(mapping->to);
	bool sure = str_is(mapping->mark, "V") || str_is(mapping->mark, "V2");

	if (!sure && !v->consultant)
		return false;
	return work == NULL || work->reach == EVERYWHERE || sells_in_europe(v);
}

void view_references(struct view *v, struct node *root)
{
	struct node *list = view_put_list(v, root, "references");
	uint32_t chosen[FINDINGS_MOST];
	uint32_t count = view_choose_findings(v, chosen);
	bool cited[WORKS] = { false };

	for (uint32_t i = 0; i < count; i++) {
		const struct criterion *c =
			&v->pack->rubric.criteria[chosen[i]];

		for (uint32_t m = 0; m < c->map_count; m++) {
			const struct work *work = work_of(c->maps[m].to);

			if (work != NULL && view_is_listed(v, &c->maps[m]))
				cited[work - works] = true;
		}
	}
	for (size_t w = 0; w < WORKS; w++) {
		struct node *map;

		if (!cited[w])
			continue;
		map = view_add_map(v, list);
		view_put_own(v, map, "code", str_from(works[w].code));
		view_put_own(v, map, "title",
			     str_from(works[w].title[v->lang]));
	}
	view_put_flag(v, root, "has_references", list->count > 0);
}
