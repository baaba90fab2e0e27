#!/bin/sh
# What an unkind machine or an unkind file does to the program: it must end by
# itself, say why, and leave earlier documents whole.
#
#	sh tests/torture.sh PROGRAM [short|long]
#
# long: hostile files of 4 MiB and more kills; needs root for the full disk.
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
length=${2:-short}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d) || exit 3
mounted=
trap '[ -z "$mounted" ] || umount "$work/disk"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
unset LC_ALL LC_MESSAGES LANG
cd "$work" || exit 3
ln -s "$root/questionnaires" questionnaires
ln -s "$root/curricula" curricula
mini=$root/tests/golden/curricula/mini
sample=questionnaires/ia-pme/samples/meunerie.yaml
failures=0
tests=0

# told NAME EXPECTED FOUND: the exit status, and a sentence on standard error.
told()
{
	tests=$((tests + 1))
	if [ "$3" != "$2" ]; then
		echo "FAILED $1: exit status $3, not $2"
		sed 's/^/        /' err | head -n 5
		failures=$((failures + 1))
	elif [ "$2" != 0 ] && [ ! -s err ]; then
		echo "FAILED $1: nothing on standard error"
		failures=$((failures + 1))
	fi
}

# refuses NAME STATUS ARGUMENTS...: within a minute, with a sentence.
refuses()
{
	name=$1
	status=$2
	shift 2
	timeout 60 "$program" "$@" >out 2>err </dev/null
	told "$name" "$status" $?
}

# --- standard output --------------------------------------------------------

"$program" version 2>err >/dev/full
told 'full device' 3 $?
"$program" version 2>err >&-
told 'closed standard output' 3 $?
mkfifo pipe
# The reader is gone before the first byte is written.
(sleep 0.3 && "$program" help 2>err; echo $? >status) >pipe &
: <pipe
wait $!
told 'closed pipe' 3 "$(cat status)"

# --- inputs that are no files --------------------------------------------------

refuses 'missing file' 1 score nothing.yaml
refuses 'a directory' 1 score questionnaires
refuses 'missing pack' 1 check --pack nothing
refuses 'no pack there' 1 score --pack ./nothing "$sample"
refuses 'unreadable file' 1 score /proc/self/mem
if [ "$(id -u)" -ne 0 ]; then
	cp "$sample" closed.yaml && chmod 000 closed.yaml
	refuses 'no permission' 1 score closed.yaml
fi

# --- documents already there -----------------------------------------------

"$program" run "$sample" -o out.first >out 2>err
told 'run' 0 $?
(cd out.first && cksum ./*) >first

# intact NAME DIR: every document is there, whole.
intact()
{
	tests=$((tests + 1))
	(cd "$2" && cksum ./*) >now
	if ! cmp -s first now; then
		echo "FAILED $1: documents changed"
		diff first now
		failures=$((failures + 1))
	fi
}

sed 's/^answers:/answers:\n  no_such_question: 1/' "$sample" >bad.yaml
refuses 'an error in the answers' 1 run bad.yaml -o out.first
intact 'an error in the answers' out.first

# A limit on the size of files stands for a full disk where nobody is root.
cp -R out.first out.limit
(ulimit -f 8 && "$program" run "$sample" -o out.limit >out 2>err)
told 'file size limit' 3 $?
intact 'file size limit' out.limit

mkdir disk
if [ "$(id -u)" -eq 0 ] &&
    mount -t tmpfs -o size=4m tmpfs disk 2>/dev/null; then
	mounted=yes
	"$program" run "$sample" -o disk/out >out 2>err
	told 'room on the disk' 0 $?
	cat /dev/zero >disk/filler 2>/dev/null
	"$program" run "$sample" -o disk/out >out 2>err
	told 'full disk' 3 $?
	intact 'full disk' disk/out
	umount disk && mounted=
else
	echo 'not tried: a full tmpfs (needs root and mount)'
fi

mkdir out.blocked out.blocked/report.fr.html
"$program" run "$sample" -o out.blocked >out 2>err
told 'a directory in the way' 3 $?

# A library that does not load stands for one that is not there.
mkdir libs && echo broken >libs/libCbcSolver.so.3
LD_LIBRARY_PATH=libs "$program" plan "$sample" >out 2>err
told 'no MILP library' 3 $?
LD_LIBRARY_PATH=libs "$program" plan "$sample" --lang en >out 2>>err
told 'no MILP library, in English' 3 $?
tests=$((tests + 1))
if ! grep -q 'installez-la' err || ! grep -q 'install it' err; then
	echo 'FAILED no MILP library: not in both languages'
	failures=$((failures + 1))
fi

# Little memory: it works, or says that it cannot. The sanitizers take
# terabytes of addresses and cannot be tried so.
if (ulimit -v 60000 && "$program" version >/dev/null 2>&1); then
	for memory in 12000 24000 36000 40000 41000 42000 44000 48000 60000; do
		# Below that it is the loader that has no room.
		(ulimit -v $memory && "$program" version >/dev/null 2>&1) ||
		    continue
		(ulimit -v $memory && "$program" plan "$sample" >out 2>err)
		status=$?
		[ $status -eq 0 ] || told "$memory KiB of memory" 3 $status
	done
	(ulimit -v 36000 && "$program" plan "$sample" >out 2>err)
	told 'too little memory for a plan' 3 $?
	if ! grep -q 'ulimit' err; then
		echo 'FAILED too little memory: does not say what to do'
		failures=$((failures + 1))
	fi
else
	echo 'not tried: little memory (under the sanitizers)'
fi

# Killed at many moments: each document is the old or the new one, and both
# have the same bytes.
kills=10
[ "$length" = long ] && kills=200
i=0
while [ $i -lt $kills ]; do
	i=$((i + 1))
	"$program" run "$sample" -o out.first >/dev/null 2>&1 &
	victim=$!
	sleep "0.$(printf '%03d' $((i * 7 % 400)))"
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
done
"$program" run "$sample" -o out.first >out 2>err
told 'after the kills' 0 $?
intact 'kills' out.first
tests=$((tests + 1))
if [ -e out.first/.jalon ]; then
	echo 'FAILED kills: the working folder is still there'
	failures=$((failures + 1))
fi

# --- a kit already there -----------------------------------------------------

kit="workshop --curriculum $mini --people 9 --minutes 240 -o kit"
# shellcheck disable=SC2086
"$program" $kit >out 2>err
told 'kit' 0 $?
(cd kit && cksum ./*) >first
# shellcheck disable=SC2086
(ulimit -f 8 && "$program" $kit >out 2>err)
told 'file size limit, kit' 3 $?
intact 'file size limit, kit' kit
# shellcheck disable=SC2086
"$program" $kit 2>err >/dev/full
told 'full device, kit' 3 $?
intact 'full device, kit' kit
i=0
while [ $i -lt $kills ]; do
	i=$((i + 2))
	# shellcheck disable=SC2086
	"$program" $kit >/dev/null 2>&1 &
	victim=$!
	sleep "0.$(printf '%03d' $((i * 11 % 400)))"
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
done
# shellcheck disable=SC2086
"$program" $kit >out 2>err
told 'after the kills, kit' 0 $?
intact 'kills, kit' kit

# --- hostile files -----------------------------------------------------------

size=262144
[ "$length" = long ] && size=4194300

# repeat TEXT: as many times as fit.
repeat()
{
	yes -- "$1" | tr -d '\n' | head -c "$size"
}

pack=tested
rm -rf $pack && mkdir $pack
cp -R questionnaires/ia-pme/. $pack
for kind in yaml md; do
	case $kind in
	yaml) target=$pack/questionnaire.yaml ;;
	md) target=$pack/rubric.fr.md ;;
	esac
	cp "$target" kept
	# name | what is repeated
	while IFS='|' read -r name text; do
		repeat "$text" >"$target"
		cp "$target" hostile.yaml
		[ $kind = yaml ] &&
		    refuses "$name, answers" 1 score hostile.yaml
		refuses "$name, $kind of a pack" 1 check $pack
	done <<'LIST'
brackets|[
braces|{a: 
closed brackets|]
dashes|- 
keys|a: 
question marks|? 
quotes|"
anchors|&a *a 
tags|!!str 
letters|a
block quotes|> 
list items|1. - 
emphasis|*_
links|[a](
back quotes|`
references|[a]: b
pipes| |
tabs|	
LIST
	# Lines rather than one line.
	while IFS='|' read -r name text; do
		yes -- "$text" | head -c "$size" >"$target"
		cp "$target" hostile.yaml
		[ $kind = yaml ] &&
		    refuses "$name, answers" 1 score hostile.yaml
		refuses "$name, $kind of a pack" 1 check $pack
	done <<'LIST'
same key|a: 1
same item|- a
headings|## `a` b
fences|```yaml
directives|%YAML 1.1
documents|---
block scalars|a: |
numbers|1. a
comments|# a
LIST
	# Deeper and deeper: the square of its lines in bytes.
	awk -v size="$size" 'BEGIN {
		for (n = 0; total < size; n++) {
			total += n + 4
			printf "%*sa:\n", n, ""
		}
	}' >"$target"
	refuses "staircase, $kind of a pack" 1 check $pack
	cp kept "$target"
done

# A curriculum: the file, and the lines repeated in it.
course=$work/course
while IFS='|' read -r file text; do
	rm -rf "$course" && mkdir "$course" && cp -R "$mini/." "$course"
	mkdir "$course/documents"
	[ "$file" = 'm01/module.fr.md' ] && sed -n 1,13p "$mini/$file" >kept
	{
		[ "$file" = 'm01/module.fr.md' ] && cat kept
		yes -- "$(printf '\n%b' "$text")" | head -c "$size"
		echo
	} >"$course/$file"
	refuses "lines of $text, $file" 1 workshop --curriculum "$course" \
	    --people 9 --minutes 240 -o kit
	intact "lines of $text, $file" kit
done <<'LIST'
curriculum.yaml|a: 1
facts.yaml|  - id: a
m01/module.fr.md|::: facilitator
m01/module.fr.md|::: participant\n\n:::
m01/module.fr.md|:::
m01/module.fr.md|[^a]
m01/module.fr.md|\033
m01/bank.fr.md|## `a`
m01/bank.fr.md|- [x] a\n  > b
m02/drill.yaml|  - id: a
take_away.fr.md|## [^a]
documents/agenda.fr.md|{{>agenda}}
documents/agenda.fr.md|{{#modules}}
documents/agenda.fr.md|::: a
LIST

# Tables of answers: one line, then many.
for text in ',' '"' ';"' 'a;'; do
	repeat "$text" >sheets.csv
	refuses "a line of $text, gain" 1 gain sheets.csv --curriculum "$mini"
	refuses "a line of $text, drill" 1 drill sheets.csv --curriculum "$mini"
done
{
	echo 'code;moment;nuts_to_person'
	yes 'a;avant;A' | head -c "$size"
} >sheets.csv
refuses 'the same sheet' 1 gain sheets.csv --curriculum "$mini"

bomb=hostile.yaml
{
	echo 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
	i=0
	while [ $i -lt 30 ]; do
		echo "a$((i + 1)): &a$((i + 1)) [*a$i, *a$i, *a$i, *a$i, *a$i]"
		i=$((i + 1))
	done
} >$bomb
refuses 'alias bomb' 1 score $bomb
: >$bomb
refuses 'empty file' 1 score $bomb
head -c 100000 "$program" >$bomb
refuses 'a program' 1 score $bomb
printf '\377\376p\000a\000' >$bomb
refuses 'UTF-16' 1 score $bomb
printf 'pack: ia-pme\nversion: \351\n' >$bomb
refuses 'Latin-1' 1 score $bomb
printf 'pack: ia\000pme\n' >$bomb
refuses 'a NUL' 1 score $bomb
head -c 5000000 /dev/zero | tr '\000' 'a' >$bomb
refuses 'over 4 MiB' 1 score $bomb
{ printf '\357\273\277'; sed 's/$/\r/' "$sample"; } >$bomb
refuses 'a byte order mark and CRLF' 0 score $bomb

# --- lines -------------------------------------------------------------------

{
	repeat '['; echo
	repeat '{"a":'; echo
	repeat '"'; echo
	echo
	printf '{}'
} | "$program" batch >out 2>err
status=$?
echo bad >err
told 'hostile lines' 1 $status
tests=$((tests + 1))
if [ "$(wc -l <out)" -ne 5 ] || grep -vq '^{"line":[1-5],"error":\[' out; then
	echo 'FAILED hostile lines: not one error for each'
	failures=$((failures + 1))
fi

# --- plans and what they leave out ---------------------------------------------

# Ten times the seeds of `make check`, where that has built its judges.
for judge in test_plan test_omissions; do
	judge=$(dirname "$program")/san/unit/$judge
	if [ "$length" != long ]; then
		continue
	elif [ ! -x "$judge" ]; then
		echo "not tried: $judge (make check builds it)"
		continue
	fi
	JALON_TIMES=10 "$judge" >out 2>err
	told "$(basename "$judge"), ten times" 0 $?
done

# --- the file of cases ----------------------------------------------------------

# `make check` runs its short form beside this one.
if [ "$length" = long ]; then
	tests=$((tests + 1))
	sh "$root/tests/torture_cases.sh" "$program" long ||
	    failures=$((failures + 1))
fi

echo "$tests torture tests, $failures failed"
[ $failures -eq 0 ]
