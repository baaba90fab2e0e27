# No file may grow past 40 KiB: a full disk for whoever is not root. Some
# answer is refused, is named on leaving, and the others stay.
export JALON_CASES=c.jalon SOURCE_DATE_EPOCH=1795000000 TZ=UTC JALON_BY=Camille
jalon case new Moulin --pack packs/mini >/dev/null
(
	ulimit -f 80
	printf '\n12\n2\n4\n3\n2\na staff_count\n13\n\nq\n' |
	    jalon interview moulin >shown 2>told
	echo "exit status $?"
)
grep -c 'PAS enregistré' shown | sed 's/^[1-9][0-9]*$/some were not saved/'
grep -c "n'a pas pu être enregistrée" told
saved=$(grep -c '^Enregistré' shown)
printf '\nq\n' | jalon interview moulin >again
answered=$(sed -n 's/^Tout est enregistré : \([0-9]*\) .*/\1/p' again)
[ "$saved" -ge "$answered" ] && echo 'what was saved is there'
