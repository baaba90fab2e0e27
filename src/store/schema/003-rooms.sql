-- 003: live rooms.
--
-- A room is where the people of a round answer a question at the same time,
-- each on their phone. It is primary, as what 002 holds: no journal tells it.
-- Whoever comes has a session (kind 'seat'), no name, and no respondent.
--
-- `code` and `expires` are there while the room is open; once it has ended
-- its row says no more than that it took place, on which date, and how many
-- seats were taken.
CREATE TABLE room (
	id TEXT PRIMARY KEY CHECK (length(id) = 32 AND
	                           id NOT GLOB '*[^0-9a-f]*'),
	chain INTEGER NOT NULL REFERENCES chain,
	round TEXT NOT NULL,
	date TEXT NOT NULL CHECK (date(date, '+0 days') IS date),
	people INTEGER NOT NULL DEFAULT 0 CHECK (people >= 0),
	code TEXT UNIQUE CHECK (length(code) = 6),
	expires TEXT,			-- a time
	-- The one on the screens, and whether it still takes answers.
	question TEXT CHECK (length(question) BETWEEN 1 AND 64),
	asking INTEGER NOT NULL DEFAULT 0 CHECK (asking IN (0, 1)),
	CHECK ((code IS NULL) = (expires IS NULL)),
	CHECK (code IS NOT NULL OR question IS NULL),
	CHECK (question IS NOT NULL OR asking = 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX room_round ON room (round);
CREATE UNIQUE INDEX room_open ON room (round) WHERE code IS NOT NULL;

-- What a seat says to a question. `mark` is what the seat's own token makes
-- of the room and of that question (app/room.h): nothing here leads from an
-- answer to a session, nor to the same seat's answer to another question.
-- No time, and no order of arrival.
CREATE TABLE room_answer (
	room TEXT NOT NULL REFERENCES room,
	question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 64),
	mark TEXT NOT NULL CHECK (length(mark) = 32),
	kind TEXT NOT NULL CHECK (kind IN ('value', 'dont_know')),
	value TEXT,			-- JSON, as in 001
	PRIMARY KEY (room, question, mark),
	CHECK ((kind = 'value') = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- A case is found by its name at every page.
CREATE INDEX client_case_name ON client_case (name);
