/*
 * Anki's schema 11. Anki checks `ver`, reads the four JSON columns of `col`
 * (which may not be empty) and the tables of notes and cards; the others
 * must be there.
 */
#include "format/anki.h"

#include <sqlite3.h>
#include <string.h>

#include "base/diag.h"
#include "format/json.h"

/* 1 January 2020, the day a collection of ours was "created". */
enum { CREATED = 1577836800 };

static const char schema[] =
    "PRAGMA page_size = 4096;"
    "PRAGMA encoding = 'UTF-8';"
    "BEGIN;"
    "CREATE TABLE col (id integer primary key, crt integer not null,"
    " mod integer not null, scm integer not null, ver integer not null,"
    " dty integer not null, usn integer not null, ls integer not null,"
    " conf text not null, models text not null, decks text not null,"
    " dconf text not null, tags text not null);"
    "CREATE TABLE notes (id integer primary key, guid text not null,"
    " mid integer not null, mod integer not null, usn integer not null,"
    " tags text not null, flds text not null, sfld integer not null,"
    " csum integer not null, flags integer not null, data text not null);"
    "CREATE TABLE cards (id integer primary key, nid integer not null,"
    " did integer not null, ord integer not null, mod integer not null,"
    " usn integer not null, type integer not null, queue integer not null,"
    " due integer not null, ivl integer not null, factor integer not null,"
    " reps integer not null, lapses integer not null,"
    " left integer not null, odue integer not null, odid integer not null,"
    " flags integer not null, data text not null);"
    "CREATE TABLE revlog (id integer primary key, cid integer not null,"
    " usn integer not null, ease integer not null, ivl integer not null,"
    " lastIvl integer not null, factor integer not null,"
    " time integer not null, type integer not null);"
    "CREATE TABLE graves (usn integer not null, oid integer not null,"
    " type integer not null);"
    "CREATE INDEX ix_notes_usn ON notes (usn);"
    "CREATE INDEX ix_cards_usn ON cards (usn);"
    "CREATE INDEX ix_revlog_usn ON revlog (usn);"
    "CREATE INDEX ix_cards_nid ON cards (nid);"
    "CREATE INDEX ix_cards_sched ON cards (did, queue, due);"
    "CREATE INDEX ix_revlog_cid ON revlog (cid);"
    "CREATE INDEX ix_notes_csum ON notes (csum);";

static const char insert_col[] =
    "INSERT INTO col VALUES (1, ?1, ?2, ?3, 11, 0, 0, 0, ?4, ?5, ?6, ?7,"
    " '{}')";
/* csum 0: Anki computes it again on import. */
static const char insert_note[] =
    "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, 0, 0, '')";
/* A new card, at its place in the deck. */
static const char insert_card[] =
    "INSERT INTO cards VALUES (?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, 0, 0, 0,"
    " 0, 0, 0, 0, 0, '')";

struct writer {
	sqlite3 *db;
	struct arena *arena;
	const struct anki_deck *deck;
};

/* In memory and with statements of ours: only a bug makes SQLite refuse. */
static void must(const struct writer *w, int got, int wanted)
{
	if (got != wanted)
		BUG("SQLite: %s",
		    w->db == NULL ? "no database" : sqlite3_errmsg(w->db));
}

static void run(const struct writer *w, const char *sql)
{
	must(w, sqlite3_exec(w->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* --- the JSON of col --------------------------------------------------------
 */

static void put_int(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

static void put_text(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_text(j, value);
}

static void put_bool(struct json *j, const char *key, bool value)
{
	json_key(j, key);
	json_bool(j, value);
}

static void put_array(struct json *j, const char *key, const int64_t *values,
		      size_t count)
{
	json_key(j, key);
	json_begin_array(j);
	for (size_t i = 0; i < count; i++)
		json_int(j, values[i]);
	json_end(j);
}

/* Opens an object under the number, as a key. */
static void open_numbered(struct json *j, struct arena *a, int64_t id)
{
	struct buf key = buf_make(a);

	buf_int(&key, id);
	json_key_str(j, buf_view(&key));
	json_begin_object(j);
}

static int64_t model_id(const struct writer *w)
{
	return w->deck->id + 1;
}

static struct str conf_json(const struct writer *w)
{
	struct buf b = buf_make(w->arena), model = buf_make(w->arena);
	struct json j = json_make(&b, false);

	buf_int(&model, model_id(w));
	json_begin_object(&j);
	put_int(&j, "nextPos", (int64_t)w->deck->note_count + 1);
	put_bool(&j, "estTimes", true);
	put_array(&j, "activeDecks", (int64_t[]){ 1 }, 1);
	put_text(&j, "sortType", "noteFld");
	put_int(&j, "timeLim", 0);
	put_bool(&j, "sortBackwards", false);
	put_bool(&j, "addToCur", true);
	put_int(&j, "curDeck", 1);
	put_bool(&j, "newBury", true);
	put_int(&j, "newSpread", 0);
	put_bool(&j, "dueCounts", true);
	json_key(&j, "curModel");
	json_str(&j, buf_view(&model));
	put_int(&j, "collapseTime", 1200);
	json_end(&j);
	return buf_view(&b);
}

static void put_field(struct json *j, const char *name, int64_t ord)
{
	json_begin_object(j);
	put_text(j, "name", name);
	put_int(j, "ord", ord);
	put_bool(j, "sticky", false);
	put_bool(j, "rtl", false);
	put_text(j, "font", "Arial");
	put_int(j, "size", 20);
	put_array(j, "media", NULL, 0);
	json_end(j);
}

static void put_template(struct json *j)
{
	json_key(j, "tmpls");
	json_begin_array(j);
	json_begin_object(j);
	put_text(j, "name", "1");
	put_int(j, "ord", 0);
	put_text(j, "qfmt", "{{Front}}");
	put_text(j, "afmt", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}");
	json_key(j, "did");
	json_put_null(j);
	put_text(j, "bqfmt", "");
	put_text(j, "bafmt", "");
	json_end(j);
	json_end(j);
}

/* [[0,"any",[0]]]: the card is made when the first field is not empty. */
static void put_required(struct json *j)
{
	json_key(j, "req");
	json_begin_array(j);
	json_begin_array(j);
	json_int(j, 0);
	json_text(j, "any");
	json_begin_array(j);
	json_int(j, 0);
	json_end(j);
	json_end(j);
	json_end(j);
}

static struct str models_json(const struct writer *w)
{
	struct buf b = buf_make(w->arena);
	struct json j = json_make(&b, false);

	json_begin_object(&j);
	open_numbered(&j, w->arena, model_id(w));
	put_int(&j, "id", model_id(w));
	put_text(&j, "name", "Jalon");
	put_int(&j, "type", 0);
	put_int(&j, "mod", w->deck->modified);
	put_int(&j, "usn", -1);
	put_int(&j, "sortf", 0);
	put_int(&j, "did", w->deck->id);
	put_template(&j);
	json_key(&j, "flds");
	json_begin_array(&j);
	put_field(&j, "Front", 0);
	put_field(&j, "Back", 1);
	json_end(&j);
	put_text(&j, "css",
		 ".card { font-family: sans-serif; font-size: 20px;"
		 " line-height: 1.4; max-width: 40em; margin: 1em auto; }");
	put_text(&j, "latexPre", "");
	put_text(&j, "latexPost", "");
	put_array(&j, "tags", NULL, 0);
	put_array(&j, "vers", NULL, 0);
	put_required(&j);
	json_end(&j);
	json_end(&j);
	return buf_view(&b);
}

static void put_deck(struct json *j, const struct writer *w, int64_t id,
		     struct str name)
{
	const int64_t today[] = { 0, 0 };

	open_numbered(j, w->arena, id);
	put_int(j, "id", id);
	json_key(j, "name");
	json_str(j, name);
	put_int(j, "mod", w->deck->modified);
	put_int(j, "usn", -1);
	put_array(j, "newToday", today, 2);
	put_array(j, "revToday", today, 2);
	put_array(j, "lrnToday", today, 2);
	put_array(j, "timeToday", today, 2);
	put_bool(j, "collapsed", false);
	put_bool(j, "browserCollapsed", false);
	put_text(j, "desc", "");
	put_int(j, "dyn", 0);
	put_int(j, "conf", 1);
	put_int(j, "extendNew", 0);
	put_int(j, "extendRev", 0);
	json_end(j);
}

static struct str decks_json(const struct writer *w)
{
	struct buf b = buf_make(w->arena);
	struct json j = json_make(&b, false);

	json_begin_object(&j);
	put_deck(&j, w, 1, STR("Default"));
	put_deck(&j, w, w->deck->id, w->deck->name);
	json_end(&j);
	return buf_view(&b);
}

/* Anki's own settings for new decks. */
static const char dconf[] =
    "{\"1\":{\"id\":1,\"name\":\"Default\",\"mod\":0,\"usn\":0,"
    "\"maxTaken\":60,\"autoplay\":true,\"timer\":0,\"replayq\":true,"
    "\"dyn\":false,"
    "\"new\":{\"bury\":true,\"delays\":[1,10],\"initialFactor\":2500,"
    "\"ints\":[1,4,7],\"order\":1,\"perDay\":20,\"separate\":true},"
    "\"rev\":{\"bury\":true,\"ease4\":1.3,\"fuzz\":0.05,\"ivlFct\":1,"
    "\"maxIvl\":36500,\"minSpace\":1,\"perDay\":200},"
    "\"lapse\":{\"delays\":[10],\"leechAction\":0,\"leechFails\":8,"
    "\"minInt\":1,\"mult\":0}}}";

/* --- rows -------------------------------------------------------------------
 */

static sqlite3_stmt *prepare(const struct writer *w, const char *sql)
{
	sqlite3_stmt *statement;

	must(w, sqlite3_prepare_v2(w->db, sql, -1, &statement, NULL),
	     SQLITE_OK);
	return statement;
}

static void bind_text(const struct writer *w, sqlite3_stmt *s, int at,
		      struct str text)
{
	must(w,
	     sqlite3_bind_text64(s, at, text.len > 0 ? text.at : "", text.len,
				 SQLITE_STATIC, SQLITE_UTF8),
	     SQLITE_OK);
}

static void bind_int(const struct writer *w, sqlite3_stmt *s, int at,
		     int64_t value)
{
	must(w, sqlite3_bind_int64(s, at, value), SQLITE_OK);
}

static void step(const struct writer *w, sqlite3_stmt *s)
{
	must(w, sqlite3_step(s), SQLITE_DONE);
	must(w, sqlite3_reset(s), SQLITE_OK);
}

static void write_col(const struct writer *w)
{
	sqlite3_stmt *s = prepare(w, insert_col);

	bind_int(w, s, 1, CREATED);
	bind_int(w, s, 2, w->deck->modified * 1000);
	bind_int(w, s, 3, w->deck->modified * 1000);
	bind_text(w, s, 4, conf_json(w));
	bind_text(w, s, 5, models_json(w));
	bind_text(w, s, 6, decks_json(w));
	bind_text(w, s, 7, str_from(dconf));
	step(w, s);
	sqlite3_finalize(s);
}

/* What the card browser sorts by: the front without its tags. */
static struct str without_tags(struct arena *a, struct str html)
{
	struct buf b = buf_make(a);
	bool inside = false;

	for (size_t i = 0; i < html.len; i++) {
		if (html.at[i] == '<')
			inside = true;
		else if (html.at[i] == '>' && inside)
			inside = false;
		else if (!inside)
			buf_char(&b, html.at[i]);
	}
	return buf_view(&b);
}

static void write_note(const struct writer *w, sqlite3_stmt *s,
		       const struct anki_note *note)
{
	struct buf fields = buf_make(w->arena), tags = buf_make(w->arena);

	buf_str(&fields, note->front);
	buf_char(&fields, '\x1f');
	buf_str(&fields, note->back);
	if (note->tag.len > 0)
		buf_fmt(&tags, " %.*s ", STR_ARGS(note->tag));
	bind_int(w, s, 1, note->id);
	bind_text(w, s, 2, note->guid);
	bind_int(w, s, 3, model_id(w));
	bind_int(w, s, 4, w->deck->modified);
	bind_text(w, s, 5, buf_view(&tags));
	bind_text(w, s, 6, buf_view(&fields));
	bind_text(w, s, 7, without_tags(w->arena, note->front));
	step(w, s);
}

static void write_rows(const struct writer *w)
{
	sqlite3_stmt *notes = prepare(w, insert_note);
	sqlite3_stmt *cards = prepare(w, insert_card);

	for (uint32_t n = 0; n < w->deck->note_count; n++) {
		write_note(w, notes, &w->deck->notes[n]);
		bind_int(w, cards, 1, w->deck->notes[n].id);
		bind_int(w, cards, 2, w->deck->id);
		bind_int(w, cards, 3, w->deck->modified);
		bind_int(w, cards, 4, (int64_t)n + 1);
		step(w, cards);
	}
	sqlite3_finalize(notes);
	sqlite3_finalize(cards);
}

void anki_collection(struct buf *out, struct arena *a,
		     const struct anki_deck *deck)
{
	struct writer w = { .arena = a, .deck = deck };
	sqlite3_int64 size = 0;
	unsigned char *bytes;

	must(&w, sqlite3_open(":memory:", &w.db), SQLITE_OK);
	run(&w, schema);
	write_col(&w);
	write_rows(&w);
	run(&w, "COMMIT");
	bytes = sqlite3_serialize(w.db, "main", &size, 0);
	must(&w, bytes == NULL, 0);
	buf_str(out, (struct str){ (const char *)bytes, (size_t)size });
	sqlite3_free(bytes);
	sqlite3_close(w.db);
}
