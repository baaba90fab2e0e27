/*
 * In and out of the file of cases: answers read from files, cases carried
 * from one laptop to another and brought together, what one person said, what
 * is erased, the whole file put back.
 *
 * Every function says what it did in its last argument, so that a front end
 * can tell it in its own words; what is wrong is a diagnostic. Nothing is
 * saved unless all of it can be.
 *
 * The staff. What they say one by one leaves the file of cases in two ways
 * only: in a portable file, when asked for, and to the person themselves by
 * their code. Everything else has the means of app/collection.h.
 */
#ifndef JALON_APP_EXCHANGE_H
#define JALON_APP_EXCHANGE_H

#include "app/case.h"

/* Which side is kept where two say different things. */
enum taking { TAKE_NOTHING, TAKE_HERE, TAKE_THERE };

/* Whether the file begins as a file of cases does. */
bool exchange_is_portable(const char *path);
/*
 * Whether something may be written at `path`: not over the file of cases, nor
 * over a file that a program has open as one. False after a diagnostic.
 */
bool exchange_may_write(struct desk *d, const char *path);

/* --- answers from a file ------------------------------------------------ */

enum answers_format { ANSWERS_YAML, ANSWERS_JSON, ANSWERS_CSV };
/* By the end of the name: .json, .csv; else YAML. */
enum answers_format answers_format_of(const char *path);

struct import_wish {
	const char *path;
	enum answers_format format;
	bool has_group; /* where the file names none */
	enum group group;
	struct str respondent; /* likewise; or empty */
	enum taking take;      /* THERE is the file */
	bool dry;              /* looks, saves nothing */
	bool anyway;           /* the staff's sheet, whatever it looks like */
};

/* One thing that is there already and says something else. */
struct import_conflict {
	struct str what;        /* `reach_person`, `evidence service.x` */
	struct str who;         /* or empty */
	struct str here, there; /* as texts: JSON, or words */
};

struct import_done {
	bool again;                  /* the same file was imported before */
	struct str again_on;         /* as `file`, then */
	uint32_t people, new_people; /* named; one agreed set is one */
	uint32_t staff;              /* members of the staff, each new */
	uint32_t answers;            /* saved: new, or taken from the file */
	uint32_t same;               /* there already, and the same */
	uint32_t others;     /* evidence, decisions, blocks, particulars */
	uint32_t notes_left; /* of the staff: not kept */
	const struct import_conflict *conflicts;
	uint32_t conflict_count;
};
/*
 * Reads answers into a round, checked whole against its pack first. Sets of
 * leaders and experts are people by their name: the same name in the same
 * group goes on. Staff sets are new members of the staff, dated like the
 * file, without notes. What a question takes from the client block goes to
 * the case. All in one saving that begins with an import change. False after
 * diagnostics, or when there are conflicts and `take` does not decide.
 *
 * Unless `anyway`, staff sets are refused where they are those of an earlier
 * import, all of them or half of what it brought (a sheet that was saved
 * again, corrected, or that went on), and where more of the staff would have
 * come than the firm has: counted twice, fewer than five would pass for five.
 */
bool exchange_import(struct desk *d, const struct case_view *view,
		     const struct import_wish *wish, struct import_done *done);

/* A file that came in, and can be taken back. */
struct brought {
	struct str file;
	struct str date; /* no hour: it may be the staff's */
};
/* The last first, each name once; but those that a merge brought. */
const struct brought *exchange_brought(struct desk *d,
				       const struct case_record *record,
				       uint32_t *count);

struct undoing {
	uint32_t people, staff; /* whom it brought, and who go with it */
	uint32_t answers, others;
};
/*
 * Takes the last import of a file of that name back: all that it brought goes,
 * to the last byte, as one erasure, and what was said before stands again. Who
 * answered otherwise since stays, without what it brought of them. Figures of
 * the staff are withdrawn as when one of them is erased. Counts; does it when
 * `really`. False after a diagnostic: no such import, or one that a merge
 * brought.
 */
bool exchange_undo(struct desk *d, struct str name, struct str file,
		   bool really, struct undoing *out);

/* --- cases as files ----------------------------------------------------- */

enum export_as { AS_CASE, AS_YAML, AS_JSON, AS_CSV, AS_SCORES, AS_DICTIONARY };

struct export_done {
	uint32_t staff_left; /* members of the staff who did not go along */
	bool scores_apart; /* they count in the case's score, and not in it */
};
/*
 * A round as text, in `out`; not AS_CASE. Answers as YAML or JSON are what
 * answers_read takes, without the staff's one by one.
 */
bool exchange_export(struct desk *d, const struct case_view *view,
		     enum export_as as, enum lang lang, struct buf *out,
		     struct export_done *done);
/* The case whole, its packs included, as a file that can be adopted. */
bool exchange_export_case(struct desk *d, const struct case_view *view,
			  bool with_staff, const char *path,
			  struct export_done *done);
/* The tree of answers as YAML in blocks, to be read by people. */
void exchange_yaml(struct buf *out, const struct node *document);

/*
 * Takes over every case of a portable file. It is not trusted: a copy is
 * opened and looked at whole, and refused on any finding, or when it says
 * what its packs do not know. `name` (or empty)
 * renames the one case it holds, when that name is taken. By name, sorted.
 */
bool exchange_adopt(struct desk *d, const char *path, struct str name,
		    const struct case_record **adopted, uint32_t *count);

/* --- one person --------------------------------------------------------- */

/*
 * Everything kept of one person, as JSON:
 *
 *	{"format": "jalon-person/1", "case": name, "client": ...,
 *	 "person": {"name": ..., "group": ...} or {"code": ..., "group": ...},
 *	 "rounds": [{"round": 1, "date": ..., "title": ..., "answers":
 *	   [{"question": id, "text": in `lang`, "kind": ..., "value": ...,
 *	     "note": ..., "reason": ..., "at": ..., "history": [...]}]}],
 *	 "decisions": [{"round": 1, "question": ..., "value": ..., ...}]}
 *
 * `history` holds every earlier answer, oldest first, with the same members;
 * `decisions` are those signed with that name. `who` is a name, or the code
 * of a member of the staff. A name that two groups have is told apart by its
 * group, as exchange_reads_group takes it. False after a diagnostic: nobody,
 * several.
 */
bool exchange_person(struct desk *d, const struct case_view *view,
		     struct str who, enum lang lang, struct buf *out);
/*
 * A name with its group before it: "experts:Anne", "spécialistes : Anne". The
 * group as files name it, or in French; white space around the colon is
 * nobody's. False: no group stands there.
 */
bool exchange_reads_group(struct str who, enum group *group, struct str *name);

/* --- erasing and renaming ----------------------------------------------- */

/*
 * Where a name stands in what others wrote or signed, as the case says today.
 */
struct name_place {
	enum name_where {
		NAME_AUTHOR,   /* of the decision on question `what` */
		NAME_REASON,   /* of that decision */
		NAME_EVIDENCE, /* the note on criterion `what` */
		NAME_COMMENT,  /* of `who` on question `what`, or a reason */
		NAME_BLOCK,    /* `what` is its path: `report.jobs.fr` */
		NAME_TITLE,    /* of the round */
		NAME_CLIENT,   /* the client's name */
		NAME_PROGRESS, /* the note on initiative `what` */
		NAME_READING,  /* of initiative `what`, on the date `who` */
	} where;
	uint32_t round; /* its number; 0: of the case */
	struct str what;
	struct str who; /* empty for agreed answers */
	bool agreed;
};
/*
 * Where a name stands as a whole word, whatever its ASCII letters' case: not
 * what they answered under it. Round after round, then the case's. Neither
 * the staff's answers nor earlier texts of the journal are looked at.
 */
const struct name_place *exchange_name_places(struct desk *d,
					      const struct case_record *record,
					      struct str name,
					      uint32_t *count);

struct erasing {
	uint32_t rounds, people, staff, answers;
	uint32_t changes; /* of the journal: what loses its content */
	/* Of one person: where their name stands all the same. */
	const struct name_place *places;
	uint32_t place_count;
	bool alone; /* one of the staff: nothing is counted */
	bool done;
};
/*
 * One person of a case (`who`, as above), in every round, or, when it is
 * empty, the case. Counts what goes; erases it when `really`. False after a
 * diagnostic.
 */
bool exchange_erase(struct desk *d, struct str name, struct str who,
		    bool really, struct erasing *out);
bool exchange_rename(struct desk *d, struct str name, struct str to);

/* --- two copies of one case --------------------------------------------- */

/*
 * What two copies say differently. `thing` names it in words, the same words
 * in each run; values are JSON or words.
 */
struct merge_conflict {
	struct str thing;
	struct merge_side {
		struct str value;
		struct str by, at;
	} here, there;
	enum taking take;
};

struct merge_wish {
	const char *path;
	enum lang lang;   /* of the words for things */
	enum taking take; /* for all, or TAKE_NOTHING */
	/* Or one by one: the `thing` and what is taken, in any order. */
	const struct merge_conflict *decided;
	uint32_t decided_count;
	bool dry;
};

struct merge_done {
	struct str name;      /* of the case */
	uint32_t brought;     /* changes that were not here */
	uint32_t kept_here;   /* conflicts taken as here */
	uint32_t completed;   /* changes left out here, whole again */
	uint32_t left_out;    /* changes of people erased or left out here */
	uint32_t erased;      /* people erased there, and now here */
	uint32_t staff_later; /* staff answers on both sides: the later */
	uint32_t withdrawn;   /* questions to publish again; see below */
	struct merge_conflict *conflicts;
	uint32_t conflict_count;
	uint32_t undecided;
};
/*
 * Brings into the cases here what another copy of them says and they do not.
 * The file is looked at as in exchange_adopt. The journals share a beginning;
 * changes there that are not here are appended in their order, with their
 * stamps, `from` an import of the format "merge", and `origin`, the link they
 * had, by which they are known ever after. A change that came after the other
 * side's, knowing it, is no conflict.
 *
 * Without a payload nothing is brought; who was erased here stays erased. Who
 * was erased there is erased here once that is taken: a conflict, of which the
 * other side is the person as they are (of the staff one for a round, and no
 * more is told). What this copy leaves out and the other has comes back to its
 * place, but for who was erased here or there. An answer of one member of the staff that
 * both changed: the later date stands. Two people of the same name and group,
 * two agreed sets, two common answers of the staff become one.
 *
 * Where one side published figures of the staff while the other heard more of
 * them, or erased one, everything published of that round is withdrawn:
 * published together the figures would differ from the prints by fewer than
 * five people. They come back with a later closing, by its rule, in which
 * what either side printed counts (app/collection.h).
 *
 * One `merge_done` for each case of the file. False after diagnostics, or
 * when a conflict is undecided: nothing is saved then.
 */
bool exchange_merge(struct desk *d, const struct merge_wish *wish,
		    struct merge_done **done, uint32_t *count);

/* --- the whole file
 * ----------------------------------------------------------- */

/* `cases-2026-11-22.jalon`, beside the file. */
const char *exchange_backup_path(struct desk *d);

struct restoring {
	uint32_t cases;    /* in the copy */
	bool replaces;     /* there is a file now */
	uint32_t now;      /* cases in it, where it can be read */
	uint32_t missing;  /* of those, not in the copy */
	const char *aside; /* where that one goes */
};
/*
 * Puts a copy in the place of the file at `path`, which need not be readable
 * nor there; `d` has no file open. What was ended since the copy was taken does
 * not open again: see store_end_access. The copy is verified before anything; the
 * file of now is kept beside. Only looks unless `really`. False after
 * diagnostics, as when another program has the file open.
 */
bool exchange_restore(struct desk *d, const char *path, const char *copy,
		      bool really, struct restoring *out);

struct looked_at {
	uint32_t cases, rounds;
	uint32_t changes; /* of all journals, those of erased cases too */
};
/* What a doctor looks at, counted. */
bool exchange_count(struct desk *d, struct looked_at *out);
/*
 * The file at `path` looked at whole (store_doctor), `d` having none open. One
 * that cannot be written is looked at in a copy, unless it is to be mended.
 * Whether all is well; else diagnostics say what was found.
 */
bool exchange_doctor(struct desk *d, const char *path, bool mend,
		     struct looked_at *seen);

#endif
