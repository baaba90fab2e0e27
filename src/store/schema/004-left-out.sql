-- 004: what was left out of a copy is told from what was erased.
--
-- A change without its payload is one of two things. It was erased: a later
-- erasure says so, `numbers` in its payload; that of a case is of all before
-- it, and so is that of a person where it has no `numbers` (before format 4).
-- Or it was left out of a copy, as what the staff said one by one mostly is:
-- `left_out` says so, and a copy that has it may complete this one. Without
-- either it was taken away by somebody else.

ALTER TABLE change ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0
	CHECK (left_out = 0 OR (left_out = 1 AND payload IS NULL AND
	                        kind IN ('respondent', 'answer', 'import')));

DROP TRIGGER change_stays;

-- Files of before did not say: what no erasure can have taken was left out.
UPDATE change SET left_out = 1 FROM
	(SELECT k.key AS chain, coalesce((SELECT max(e.number) FROM change e
	 WHERE e.chain = k.key AND e.kind = 'erasure' AND
	       json_valid(e.payload) AND
	       e.payload->>'$.scope' IN ('person', 'case')), 0) AS last
	 FROM chain k) AS erased
WHERE change.chain = erased.chain AND change.number > erased.last AND
      change.payload IS NULL AND
      change.kind IN ('respondent', 'answer', 'import');

-- Nothing in a journal is altered, but for a payload that is erased, or that
-- comes to where it was left out.
CREATE TRIGGER change_stays BEFORE UPDATE ON change
WHEN (new.payload IS NOT NULL AND old.left_out = 0) OR
     new.left_out > old.left_out OR
     new.chain IS NOT old.chain OR
     new.number IS NOT old.number OR new.kind IS NOT old.kind OR
     new.payload_hash IS NOT old.payload_hash OR new.hash IS NOT old.hash
BEGIN
	SELECT raise(ABORT, 'a journal is never altered');
END;
