# The end of a session, told by a signal: what was answered is saved.
export JALON_CASES=c.jalon SOURCE_DATE_EPOCH=1795000000 TZ=UTC JALON_BY=Camille
jalon case new Moulin --pack packs/mini >/dev/null
mkfifo typed
for signal in TERM HUP; do
	rm -f shown
	jalon interview moulin <typed >shown &
	program=$!
	exec 3>typed
	printf '\na 1\n12\n' >&3
	until grep -q 'Enregistré' shown 2>/dev/null; do
		kill -0 $program 2>/dev/null || break
		sleep 0.02
	done
	kill -s $signal $program
	wait $program
	echo "$signal: exit status $?"
	exec 3>&-
	tail -n 2 shown
done
