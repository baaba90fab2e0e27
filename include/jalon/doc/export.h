/*
 * Exports of the question bank and of the flashcards, for other people's
 * programs. One language each; the same curriculum gives the same bytes.
 *
 *	gift	Moodle GIFT, one text file
 *	moodle	Moodle XML, one file
 *	qti	IMS QTI 2.1: items, a test and imsmanifest.xml in a zip
 *	scorm	SCORM 1.2: one self-contained SCO in a zip, which resumes (its
 *		suspend data stays under 4,096 characters) and reports a score
 *	anki	flashcards as an .apkg
 *	epub	participants' texts, key points, glossary as EPUB 3
 */
#ifndef JALON_DOC_EXPORT_H
#define JALON_DOC_EXPORT_H

#include "model/curriculum.h"

enum export_kind {
	EXPORT_GIFT,
	EXPORT_MOODLE,
	EXPORT_QTI,
	EXPORT_SCORM,
	EXPORT_ANKI,
	EXPORT_EPUB,
	EXPORT_COUNT,
};
/* "gift", "moodle", "qti", "scorm", "anki", "epub". */
const char *export_name(enum export_kind kind);
bool export_parse(struct str name, enum export_kind *kind);
/* "questions.fr.gift", "cards.en.apkg"...: the file's name. */
struct str export_file(struct arena *a, enum export_kind kind, enum lang lang);

struct export_request {
	const struct curriculum *curriculum;
	enum lang lang;
	/* By module: only these; NULL: all. */
	const bool *modules;
};

void export_write(struct buf *out, struct arena *a, enum export_kind kind,
		  const struct export_request *request);

#endif
