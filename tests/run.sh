#!/bin/sh
# The golden cases: each folder tests/golden/<command>/<case>/ holds
#
#	cmd	a line of shell, in which `jalon` is the program under test
#	out	what it must print on standard output   (none: nothing)
#	err	on standard error                       (none: nothing)
#	code	its exit status                         (none: 0)
#
# and whatever other files the command reads. It runs in a copy of its folder,
# beside links to `questionnaires`, `curricula`, `packs` (tests/golden/packs)
# and `courses` (tests/golden/curricula).
#
#	sh tests/run.sh PROGRAM			compare, list the failures
#	sh tests/run.sh PROGRAM bless		write what is printed now
#	sh tests/run.sh PROGRAM check score/	only cases whose name holds this
program=$1
mode=${2:-check}
only=${3:-}
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/bin"
ln -s "$program" "$work/bin/jalon"
unset LC_ALL LC_MESSAGES LANG LANGUAGE COLUMNS
PATH=$work/bin:$PATH
export PATH NO_COLOR=1
count=0
failed=

# run CASE: leaves out, err and code in $work.
run()
{
	rm -rf "$work/case"
	cp -R "$1" "$work/case"
	rm -f "$work/case/out" "$work/case/err" "$work/case/code"
	ln -s "$root/questionnaires" "$work/case/questionnaires"
	ln -s "$root/curricula" "$work/case/curricula"
	ln -s "$root/tests/golden/packs" "$work/case/packs"
	ln -s "$root/tests/golden/curricula" "$work/case/courses"
	(cd "$work/case" && sh ./cmd) >"$work/out" 2>"$work/err" </dev/null
	echo $? >"$work/code"
}

# expected CASE FILE: what the case holds, or what its absence means.
expected()
{
	if [ -e "$1/$2" ]; then
		cat "$1/$2"
	elif [ "$2" = code ]; then
		echo 0
	fi
}

bless()
{
	for file in out err code; do
		rm -f "$1/$file"
		[ -s "$work/$file" ] || continue
		[ "$file $(cat "$work/$file")" = 'code 0' ] && continue
		cp "$work/$file" "$1/$file"
	done
}

compare()
{
	same=yes
	for file in out err code; do
		expected "$1" $file >"$work/expected"
		diff -u --label "$1/$file" --label printed \
		    "$work/expected" "$work/$file" || same=no
	done
	[ $same = yes ] || failed="$failed ${1#"$root/tests/golden/"}"
}

for cmd in "$root"/tests/golden/*/*/cmd; do
	case=$(dirname "$cmd")
	case ${case#"$root/tests/golden/"} in
	*"$only"*) ;;
	*) continue ;;
	esac
	count=$((count + 1))
	run "$case"
	if [ "$mode" = bless ]; then
		bless "$case"
	else
		compare "$case"
	fi
done
for case in $failed; do
	echo "FAILED $case"
done
echo "$count golden cases, $(echo "$failed" | wc -w | tr -d ' ') failed"
[ -z "$failed" ]
