# many.sh N: the small curriculum's second module, N times over, in French.
mkdir many
sed '/^ *en: /d' courses/mini/facts.yaml > many/facts.yaml
list=
i=100
while [ $i -lt $((100 + $1)) ]; do
	list="$list, n$i"
	mkdir many/n$i
	for f in module bank; do
		sed -e '/^requires/d' \
		    -e "s/^## \`\([a-z_]*\)\`/## \`\1_$i\`/" \
		    -e 's/minutes=10}/minutes=3}/' \
		    -e 's/minutes=30 short=20/minutes=5/' \
		    -e 's/minutes=15 optional=true needs=jobs/minutes=3/' \
		    -e 's/teaching: 10, exercises: 45/teaching: 3, exercises: 8/' \
		    courses/mini/m02/$f.fr.md > many/n$i/$f.fr.md
	done
	i=$((i + 1))
done
sed -e "s/m01, m02/${list#, }/; s/m02/n100/" -e 's/fr, en/fr/' \
    -e 's/, en: [^}]*}/}/' courses/mini/curriculum.yaml > many/curriculum.yaml
