# Kills an interview as soon as it has said that an answer is saved, forty
# times over, and looks whether the answer is there when it is taken up again.
export JALON_CASES=c.jalon JALON_BY=Camille
jalon case new Moulin --pack packs/mini >/dev/null
mkfifo typed
printf '\n12\n2\nq\n' | jalon interview moulin >/dev/null
lost=0
kills=0
while [ $kills -lt 40 ]; do
	kills=$((kills + 1))
	case $((kills % 3)) in
	0) question=reach value=$((kills % 5 + 1)) ;;
	1) question=replies value=$((kills % 4 + 1)) ;;
	2) question=rules value=$((kills % 2 + 2)) ;;
	esac
	rm -f shown
	jalon interview moulin <typed >shown 2>told &
	program=$!
	exec 3>typed
	printf '\na %s\n%s\n' $question $value >&3
	until grep -q 'Enregistré' shown 2>/dev/null; do
		kill -0 $program 2>/dev/null || break
		sleep 0.02
	done
	kill -9 $program
	wait $program 2>/dev/null
	exec 3>&-
	grep -q 'Enregistré' shown || echo "kill $kills: nothing was saved"
	printf '\na %s\nq\n' $question | jalon interview moulin >again
	grep -q "Votre réponse : $value\. " again || lost=$((lost + 1))
done
echo "$kills kills, $lost answers lost"
