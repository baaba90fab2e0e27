#!/bin/sh
# The case `equipe` in $JALON_CASES: two leaders who disagree on replies, an
# expert, and so many of the staff, who answer everything.
#
#	sh packs/team/samples/fill.sh 6
set -e
case=equipe

answers()	# what is typed, a line each, after the one that begins
{
	printf '\n'
	printf '%s\n' "$@"
	printf 'q\n'
}

jalon case new 'Équipe du Fleuve' --name $case --staff 12 --pack packs/team
answers 2 4 2 2 3 | jalon interview $case --name Directrice
answers 2 5 4 4 3 | jalon interview $case --name Associé
answers 3 | jalon interview $case --name Comptable --group experts
n=0
while [ $n -lt "$1" ]; do
	n=$((n + 1))
	answers $((n % 3 + 1)) 2 $((n % 2 + 1)) o 1 $n rien |
	    jalon interview $case --group staff
done
