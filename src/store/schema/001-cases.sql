-- 001: packs, journals, and what is derived from them.
--
-- A file of Jalon is this schema. What is primary stands first: packs as they
-- were published, and one journal (chain) a case. All the rest is derived from
-- the journals' payloads, in the transaction that appends them, and can be
-- dropped and derived again.
--
-- Identifiers (id) are 32 hexadecimal digits made by chance: they are the
-- same in every copy of a case. Keys are this file's own and never leave it.

-- --- primary -----------------------------------------------------------------

-- A pack as it was when a round began. `digest` is SHA-256 over the paths and
-- bytes of its files; `identity` over its questionnaire and rubric alone,
-- which is what a score depends on.
CREATE TABLE pack (
	digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
	id TEXT NOT NULL,
	version TEXT NOT NULL,
	identity TEXT NOT NULL CHECK (length(identity) = 64)
) STRICT;

CREATE TABLE pack_file (
	pack TEXT NOT NULL REFERENCES pack,
	path TEXT NOT NULL CHECK (path NOT LIKE '/%' AND path NOT LIKE '%..%'),
	bytes BLOB NOT NULL,
	PRIMARY KEY (pack, path)
) STRICT;

-- The journal of one case.
CREATE TABLE chain (
	key INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND
	                               id NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- One change. With H(a, b, ...) for SHA-256 over each text after its length
-- as eight bytes, the lowest first:
--	payload_hash = H(salt, payload)
--	hash = H(hash of the change before, kind, payload_hash)
-- the first one standing on an empty text. A payload that was erased is gone
-- with its salt; both hashes stay.
CREATE TABLE change (
	chain INTEGER NOT NULL REFERENCES chain,
	number INTEGER NOT NULL CHECK (number > 0),
	kind TEXT NOT NULL,
	payload TEXT,
	salt BLOB CHECK (length(salt) = 16),
	payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (chain, number),
	CHECK ((payload IS NULL) = (salt IS NULL))
) STRICT, WITHOUT ROWID;

-- Nothing in a journal is altered, but for a payload that is erased.
CREATE TRIGGER change_stays BEFORE UPDATE ON change
WHEN new.payload IS NOT NULL OR new.chain IS NOT old.chain OR
     new.number IS NOT old.number OR new.kind IS NOT old.kind OR
     new.payload_hash IS NOT old.payload_hash OR new.hash IS NOT old.hash
BEGIN
	SELECT raise(ABORT, 'a journal is never altered');
END;
CREATE TRIGGER change_kept BEFORE DELETE ON change
BEGIN
	SELECT raise(ABORT, 'a journal is never cut');
END;

-- --- derived -----------------------------------------------------------------

CREATE TABLE client_case (
	chain INTEGER PRIMARY KEY REFERENCES chain,
	-- What a person types. Not unique here: a case that comes from another
	-- copy may bear a name that is taken, and is then told by its id.
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
	client TEXT NOT NULL CHECK (length(client) <= 8000),
	sector TEXT NOT NULL CHECK (length(sector) <= 8000),
	staff INTEGER NOT NULL CHECK (staff BETWEEN 0 AND 1000000),
	opened TEXT NOT NULL CHECK (date(opened, '+0 days') IS opened),
	keep_until TEXT CHECK (date(keep_until, '+0 days') IS keep_until)
) STRICT;

CREATE TABLE round (
	key INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND
	                               id NOT GLOB '*[^0-9a-f]*'),
	chain INTEGER NOT NULL REFERENCES chain,
	title TEXT NOT NULL CHECK (length(title) <= 8000),
	date TEXT NOT NULL CHECK (date(date, '+0 days') IS date),
	-- For good: a published form does not change under a round.
	pack TEXT NOT NULL REFERENCES pack,
	closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
	closings INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX round_chain ON round (chain);

-- The staff have no name.
CREATE TABLE respondent (
	key INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND
	                               id NOT GLOB '*[^0-9a-f]*'),
	round INTEGER NOT NULL REFERENCES round,
	name TEXT NOT NULL CHECK (length(name) <= 200),
	team TEXT NOT NULL CHECK (team IN ('leaders', 'staff', 'experts')),
	agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
	together INTEGER NOT NULL CHECK (together IN (0, 1)),
	CHECK (team <> 'staff' OR name = ''),
	CHECK (team = 'staff' OR together = 0)
) STRICT;
-- With the id, answers are read in order without being sorted.
CREATE UNIQUE INDEX respondent_round ON respondent (round, id);

-- What each says today. `value` is JSON: a number, true, false, an option, a
-- list of options, a text.
CREATE TABLE answer (
	respondent INTEGER NOT NULL REFERENCES respondent,
	question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 64),
	-- With IN, SQLite would make a table of the four for each answer.
	kind TEXT NOT NULL CHECK (kind = 'missing' OR kind = 'value' OR
	                          kind = 'dont_know' OR kind = 'na'),
	value TEXT,
	note TEXT CHECK (length(note) <= 8000),
	reason TEXT CHECK (length(reason) <= 8000),
	at TEXT NOT NULL CHECK (length(at) BETWEEN 10 AND 20),
	PRIMARY KEY (respondent, question),
	CHECK ((kind = 'value') = (value IS NOT NULL)),
	CHECK (kind = 'na' OR reason IS NULL)
) STRICT, WITHOUT ROWID;

-- What the staff said when their collection was last closed, question by
-- question: all that any view may count. An answer changed, added or erased
-- afterwards shows only with a later closing.
CREATE TABLE published (
	respondent INTEGER NOT NULL REFERENCES respondent,
	question TEXT NOT NULL,
	kind TEXT NOT NULL,
	value TEXT,
	at TEXT NOT NULL,
	PRIMARY KEY (respondent, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
	round INTEGER NOT NULL REFERENCES round,
	criterion TEXT NOT NULL CHECK (length(criterion) BETWEEN 1 AND 130),
	status TEXT NOT NULL CHECK (status IN ('declared', 'shown',
	                                       'verified')),
	note TEXT CHECK (length(note) <= 8000),
	PRIMARY KEY (round, criterion)
) STRICT, WITHOUT ROWID;

-- A consensus stands beside what each said, never over it; an override beside
-- a consensus. `missing` is one that was taken back.
CREATE TABLE decision (
	round INTEGER NOT NULL REFERENCES round,
	question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 64),
	overrides INTEGER NOT NULL CHECK (overrides IN (0, 1)),
	kind TEXT NOT NULL CHECK (kind IN ('missing', 'value', 'dont_know',
	                                   'na')),
	value TEXT,
	reason TEXT NOT NULL CHECK (length(reason) <= 8000),
	author TEXT NOT NULL CHECK (length(author) <= 200),
	date TEXT NOT NULL CHECK (date(date, '+0 days') IS date),
	PRIMARY KEY (round, question, overrides),
	CHECK ((kind = 'value') = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
	round INTEGER NOT NULL REFERENCES round,
	key TEXT NOT NULL CHECK (key IN ('plan', 'report')),
	body TEXT NOT NULL,
	PRIMARY KEY (round, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress (
	chain INTEGER NOT NULL REFERENCES chain,
	initiative TEXT NOT NULL CHECK (length(initiative) BETWEEN 1 AND 64),
	status TEXT NOT NULL CHECK (status IN ('planned', 'started', 'done',
	                                       'stopped')),
	date TEXT NOT NULL CHECK (date(date, '+0 days') IS date),
	note TEXT CHECK (length(note) <= 8000),
	PRIMARY KEY (chain, initiative)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
	chain INTEGER NOT NULL REFERENCES chain,
	initiative TEXT NOT NULL CHECK (length(initiative) BETWEEN 1 AND 64),
	date TEXT NOT NULL CHECK (date(date, '+0 days') IS date),
	value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
	PRIMARY KEY (chain, initiative, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
	chain INTEGER NOT NULL REFERENCES chain,
	id TEXT NOT NULL CHECK (length(id) = 32),
	number INTEGER NOT NULL,	-- of the change that tells of it
	format TEXT NOT NULL,
	file TEXT NOT NULL CHECK (length(file) <= 255),
	digest TEXT NOT NULL CHECK (length(digest) = 64),
	PRIMARY KEY (chain, id)
) STRICT, WITHOUT ROWID;
