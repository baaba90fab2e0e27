#!/bin/sh
# Every phrase of the web is said somewhere: its name stands in src/web, whole
# (P_NAME), or after a prefix that a macro pastes (P_INCIDENT_##label).
#
# tests/phrases.sh [ROOT]
cd "${1:-$(dirname "$0")/..}" || exit 2
awk '
# Names are in capitals, so that a pasted part is a word of the same file.
function look(line,    word)
{
	while (match(line, /[A-Z][A-Z0-9_]*(##)?/)) {
		word = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (word ~ /^P_.*##$/)
			pasted[substr(word, 3, length(word) - 4)] = FILENAME
		else
			said[word] = said[FILENAME " " word] = 1
	}
}
function is_pasted(name,    prefix, rest)
{
	for (prefix in pasted) {
		if (index(name, prefix) != 1)
			continue
		rest = substr(name, length(prefix) + 1)
		sub(/_HINT$/, "", rest)
		if ((pasted[prefix] " " rest) in said)
			return 1
	}
	return 0
}
FILENAME ~ /\.def$/ {
	if (match($0, /^PHRASE\([A-Z0-9_]+/)) {
		name = substr($0, 8, RLENGTH - 7)
		rows++
		if (!(("P_" name) in said) && !is_pasted(name)) {
			print FILENAME ":" FNR ": nobody says " name
			faults++
		}
	}
	next
}
{ look($0) }
END {
	print rows " phrases, " faults + 0 " that nobody says"
	exit faults > 0
}' src/web/*.[ch] src/web/phrases/*.def
