# A pack of forty questions on seven pages, none deciding another, in FOLDER:
#
#	awk -v folder=FOLDER -f seven.awk
BEGIN {
	split("Rien n'est fait, et personne n'a encore posé la question|" \
	    "Quelques personnes en parlent, chacune à sa façon|" \
	    "Un essai est en cours, avec une personne qui en répond|" \
	    "C'est en place, écrit, et connu de ceux que cela touche|" \
	    "C'est en place, mesuré, et revu au moins une fois l'an", is, "|")
	questions = folder "/questionnaire.yaml"
	rubric = folder "/rubric.fr.md"
	print "version: 1.0.0\nlanguages: [fr]\ntitle: {fr: Sept pages}" \
	    "\nsections:" > questions
	print "# R\n\n```yaml\nlevels: {1: {fr: a}, 2: {fr: b}, 3: {fr: c}, " \
	    "4: {fr: d}, 5: {fr: e}}\nbands: {2: 2, 3: 3, 4: 4, 5: 5}\n" \
	    "round: {places: 2, half: up}\n```" > rubric
	for (page = 1; page <= 7; page++)
		section(page, page <= 5 ? 6 : 5)
}
function section(page, count,    n, o, ids)
{
	print "  - id: s" page "\n    title: {fr: Page " page "}\n" \
	    "    intro: {fr: Ce que votre entreprise fait aujourd'hui.}\n" \
	    "    questions:" > questions
	for (n = 1; n <= count; n++) {
		ids = ids (n > 1 ? ", " : "") "q" page n
		print "      - id: q" page n "\n        type: level\n" \
		    "        for: [leaders]\n        text: {fr: \"Où en est " \
		    "votre entreprise sur le point " n " de cette page?\"}\n" \
		    "        help: {fr: \"Répondez pour ce qui se fait, et " \
		    "non pour ce qui est prévu.\"}\n        options:" \
		    > questions
		for (o = 1; o <= 5; o++)
			print "          - {fr: \"" is[o] ".\"}" > questions
	}
	print "\n## `d" page "` D\n\n```yaml\nweight: 1\n```\n\n### `d" page \
	    ".c` C\n\n```yaml\nquestions: [" ids "]\n```" > rubric
}
