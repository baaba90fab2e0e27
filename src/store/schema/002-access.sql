-- 002: who may come in, by which secret, and what is kept to answer for it.
--
-- All of it is primary: no journal tells it, and nothing derives it again. A
-- case's own things point to its chain, which is never deleted, by key; to
-- its rounds and respondents, which are dropped and derived again, by their
-- identifiers, without a reference that SQLite would hold: whoever is read is
-- looked for each time, and an erasure takes along what points to it, in its
-- own transaction.
--
-- Of a secret the file keeps the SHA-256 alone. What concerns the staff bears
-- dates, never an hour; the tables have no order of arrival (WITHOUT ROWID,
-- by what chance gave).

-- People of the firm that runs Jalon. `password` is an Argon2id text, missing
-- as long as the account was not set up; `factor` the key of one-time codes,
-- which has to be there to be checked; `step` the last one that served.
CREATE TABLE account (
	id TEXT PRIMARY KEY CHECK (length(id) = 32 AND
	                           id NOT GLOB '*[^0-9a-f]*'),
	login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 3 AND 254),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	role TEXT NOT NULL CHECK (role IN ('trainer', 'consultant',
	                                   'administrator')),
	password TEXT CHECK (password GLOB '$argon2id$*' AND
	                     length(password) < 128),
	factor BLOB CHECK (length(factor) = 20),
	step INTEGER NOT NULL DEFAULT 0,
	disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
	since TEXT NOT NULL CHECK (date(since, '+0 days') IS since)
) STRICT, WITHOUT ROWID;

-- The cases an account was given.
CREATE TABLE holding (
	chain INTEGER NOT NULL REFERENCES chain,
	account TEXT NOT NULL REFERENCES account,
	PRIMARY KEY (chain, account)
) STRICT, WITHOUT ROWID;

-- A link given to somebody. Its id is the first half of the SHA-256 of its
-- secret, in hexadecimal; `hash` is all of it. A link to set an account up
-- has neither chain nor round; without an account it makes the first one.
CREATE TABLE link (
	id TEXT PRIMARY KEY CHECK (id = lower(hex(substr(hash, 1, 16)))),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'resume',
	                                   'setup')),
	chain INTEGER REFERENCES chain,
	round TEXT,
	respondent TEXT,
	name TEXT CHECK (length(name) BETWEEN 1 AND 200),
	team TEXT NOT NULL CHECK (team IN ('leaders', 'staff', 'experts')),
	self INTEGER NOT NULL CHECK (self IN (0, 1)),
	account TEXT REFERENCES account,
	number INTEGER,			-- order, where they are listed
	made TEXT NOT NULL,
	expires TEXT NOT NULL,
	once INTEGER NOT NULL CHECK (once IN (0, 1)),
	used INTEGER NOT NULL DEFAULT 0,
	revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
	CHECK ((kind = 'setup') = (chain IS NULL)),
	CHECK ((kind = 'setup') = (round IS NULL)),
	CHECK ((kind = 'resume') = (respondent IS NOT NULL)),
	CHECK ((kind = 'person') = (name IS NOT NULL)),
	CHECK ((kind IN ('person', 'group')) = (number IS NOT NULL)),
	CHECK (kind = 'setup' OR account IS NULL),
	CHECK (kind = 'setup' OR (length(made) = 10 AND
	                          length(expires) = 10)),
	CHECK (kind <> 'person' OR team <> 'staff')
) STRICT, WITHOUT ROWID;
CREATE INDEX link_round ON link (round, number) WHERE number IS NOT NULL;
CREATE INDEX link_respondent ON link (respondent)
	WHERE respondent IS NOT NULL;

-- Somebody who is in. `used` is for accounts alone, that must not stay idle.
-- The staff's has dates, and does not say which link it came by: where each
-- shop has its own, that would tell more than the group.
CREATE TABLE session (
	hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
	kind TEXT NOT NULL CHECK (kind IN ('account', 'respondent', 'seat')),
	account TEXT REFERENCES account,
	chain INTEGER REFERENCES chain,
	round TEXT,
	respondent TEXT,
	team TEXT NOT NULL CHECK (team IN ('leaders', 'staff', 'experts')),
	together INTEGER NOT NULL CHECK (together IN (0, 1)),
	link TEXT,
	room TEXT,
	self INTEGER NOT NULL CHECK (self IN (0, 1)),
	begun TEXT NOT NULL,
	used TEXT,
	expires TEXT NOT NULL,
	CHECK ((kind = 'account') = (account IS NOT NULL)),
	CHECK ((kind = 'account') = (chain IS NULL)),
	CHECK ((kind = 'account') = (round IS NULL)),
	CHECK ((kind = 'account') = (used IS NOT NULL)),
	CHECK ((kind = 'seat') = (room IS NOT NULL)),
	CHECK (kind = 'respondent' OR respondent IS NULL),
	CHECK (kind <> 'seat' OR (length(begun) = 10 AND
	                          length(expires) = 10)),
	CHECK (kind = 'account' OR team <> 'staff' OR
	       (length(begun) = 10 AND length(expires) = 10 AND
	        link IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account) WHERE account IS NOT NULL;

-- How many of the staff are expected to answer.
CREATE TABLE expected (
	round TEXT PRIMARY KEY,
	chain INTEGER NOT NULL REFERENCES chain,
	people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 1000000)
) STRICT, WITHOUT ROWID;

-- A case that a leader began alone, and who that is.
CREATE TABLE alone (
	chain INTEGER PRIMARY KEY REFERENCES chain,
	respondent TEXT NOT NULL
) STRICT;

-- What a respondent agreed to: when it was last given, and, when it does not
-- stand any more, since when.
CREATE TABLE consent (
	respondent TEXT NOT NULL,
	purpose TEXT NOT NULL CHECK (purpose IN ('result', 'consultant',
	                                         'statistics')),
	chain INTEGER NOT NULL REFERENCES chain,
	given TEXT CHECK (date(given, '+0 days') IS given),
	withdrawn TEXT CHECK (date(withdrawn, '+0 days') IS withdrawn),
	PRIMARY KEY (respondent, purpose)
) STRICT, WITHOUT ROWID;

-- Who did what. A case is told by its key, so that its name goes when it is
-- erased.
CREATE TABLE audit (
	number INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	who TEXT NOT NULL CHECK (length(who) <= 254),
	what TEXT NOT NULL CHECK (length(what) <= 64),
	chain INTEGER REFERENCES chain,
	about TEXT CHECK (length(about) <= 254),
	CHECK (chain IS NULL OR about IS NULL)
) STRICT;
CREATE INDEX audit_at ON audit (at);

-- Quebec's register of incidents that concern personal information: never
-- taken away here.
CREATE TABLE incident (
	id TEXT PRIMARY KEY CHECK (length(id) = 32),
	noticed TEXT NOT NULL CHECK (date(noticed, '+0 days') IS noticed),
	happened TEXT NOT NULL CHECK (length(happened) <= 200),
	what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 8000),
	data TEXT NOT NULL CHECK (length(data) <= 8000),
	people TEXT NOT NULL CHECK (length(people) <= 8000),
	harm TEXT NOT NULL CHECK (length(harm) <= 8000),
	serious INTEGER NOT NULL CHECK (serious IN (0, 1)),
	told TEXT NOT NULL CHECK (length(told) <= 8000),
	measures TEXT NOT NULL CHECK (length(measures) <= 8000),
	author TEXT NOT NULL CHECK (length(author) BETWEEN 1 AND 254)
) STRICT, WITHOUT ROWID;
