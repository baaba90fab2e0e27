#!/bin/sh
# What the file of cases survives: kills, no memory, a full disk, spoiled
# files, and (long) cuts of the power. Whatever was acknowledged is there,
# the file is well, and nothing is half done.
#
#	sh tests/torture_cases.sh PROGRAM [short|long]
#
# The programs of tests/torture stand in the folder `torture` beside PROGRAM.
# long: thousands of kills; needs root for the disks. JALON_SEED repeats one.
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
tools=$(dirname "$program")/torture
length=${2:-short}
root=$(cd "$(dirname "$0")/.." && pwd)
seed=${JALON_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
work=$(mktemp -d) || exit 3
mounted=
trap '[ -z "$mounted" ] || umount $mounted; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
unset LC_ALL LC_MESSAGES LANG JALON_BY
# Small processes are quick to fork; what they do is still watched.
export JALON_FORMATS="$root/tests/formats"
export ASAN_OPTIONS=quarantine_size_mb=4:malloc_context_size=5
chmod 755 "$work"
failures=0
tests=0

# Every piece is short beside the waits of the others: two at a time.
# begin NAME COMMAND...: in the background, in a folder of its own.
begin()
{
	name=$1
	shift
	mkdir -p "$work/$name"
	{
		"$@" >"$work/$name.log" 2>&1
		echo $? >"$work/$name.status"
	} &
}

# ended NAME: shows its log; fails when it did.
ended()
{
	tests=$((tests + 1))
	status=$(cat "$work/$1.status" 2>/dev/null || echo none)
	sed "s/^/$1: /" "$work/$1.log"
	if [ "$status" != 0 ]; then
		echo "FAILED $1: status $status, seed $seed"
		failures=$((failures + 1))
	fi
}

# short | long
kills=14 starts=6 refusals=6 room=128 lengths=24 flips=40
if [ "$length" = long ]; then
	kills=400 starts=100 refusals=300 room=4 lengths=400 flips=6000
fi

begin rights "$tools/spoiled" "$work/rights" "$seed"
begin kills "$tools/kills" "$work/kills" "$seed" $kills
begin memory "$tools/starved" "$work/memory" "$seed" $refusals
wait
ended rights
ended kills
ended memory
begin size "$tools/full" "$work/size" $room
begin spoiled "$tools/spoiled" "$work/spoiled" "$seed" $lengths $flips

# --- commands -----------------------------------------------------------------

cd "$work" || exit 3
ln -s "$root/questionnaires" questionnaires
cases()
{
	JALON_CASES=$work/$file "$program" "$@" >out 2>err </dev/null
}

# The first file of every command below: two cases, with answers when they
# can be read in; and a file that holds one of them with more in it.
prepare()
{
	file=first.jalon
	cases case new 'Quincaillerie du Fleuve' --name fleuve --staff 28 &&
	    cases case new 'Meunerie' --name meunerie --staff 40 || return 1
	sample=questionnaires/ia-pme/samples/meunerie.yaml
	cases case import fleuve "$sample" --take file || return 1
	cases case export fleuve -o there.jalon || return 1
	file=there.jalon
	cases case evidence fleuve service.reachable shown --note 'vu' ||
	    return 1
	cases backup -o kept.jalon
}

# NAME|ARGUMENTS of a command on commands/cases.jalon
commands()
{
	cat <<'LIST'
new|case new Papeterie --name papeterie
import|case import meunerie questionnaires/ia-pme/samples/quincaillerie.yaml --take file
export|case export fleuve -o commands/copy.jalon
merge|case merge there.jalon
backup|backup -o commands/copy.jalon
restore|restore kept.jalon --yes
erase|case erase fleuve --yes
LIST
}

if prepare; then
	mkdir commands
	mv first.jalon commands/first.jalon
	export JALON_CASES="$work/commands/cases.jalon"
	commands >list
	while IFS='|' read -r command arguments; do
		# shellcheck disable=SC2086
		begin "jalon $command" "$tools/kills" commands "$seed" \
		    $starts "$program" $arguments </dev/null
		wait
		ended "jalon $command"
	done <list
	unset JALON_CASES
else
	echo "not tried: commands ($(head -n 1 err))"
fi
wait
ended size
ended spoiled

# --- disks ----------------------------------------------------------------------

mkdir disk
if [ "$(id -u)" -eq 0 ] &&
    mount -t tmpfs -o size=4m tmpfs disk 2>/dev/null; then
	mounted=$work/disk
	begin disk "$tools/full" "$work/disk" $room disk
	wait
	ended disk
	umount disk && mounted=
else
	echo 'not tried: a full tmpfs (needs root and mount)'
fi

# cut MODE: a cut of the power while it saves. The image of the disk is copied
# as it is at a moment at which the program stands still; what the system had
# not yet given to the disk is not in it.
cut_power()
{
	rm -f image
	truncate -s 48M image && mkfs.ext4 -q image || return 9
	mount -o loop image disk || return 9
	mounted=$work/disk
	# shellcheck disable=SC2086
	"$tools/power" save disk $1 >acks &
	victim=$!
	sleep "$2"
	kill -STOP $victim
	cp image copy
	cp acks acks.then
	kill -9 $victim
	wait $victim 2>/dev/null
	umount disk && mounted=
	mount -o loop copy disk || return 9
	mounted=$work/disk
	"$tools/power" check disk acks.then
	status=$?
	umount disk && mounted=
	return $status
}

# cuts TIMES MODE: says what was lost in all, in `lost`; fails on any damage.
cuts()
{
	lost=0
	acknowledged=0
	i=0
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		cut_power "$2" "$((i % 2)).$((1 + i * 37 % 9))" >told 2>&1
		if [ $? -gt 1 ]; then
			echo "FAILED power: $(cat told)"
			failures=$((failures + 1))
			continue
		fi
		acknowledged=$((acknowledged + $(sed 's/ .*//' told)))
		lost=$((lost + $(sed 's/.* \([0-9]*\) lost.*/\1/' told)))
	done
	echo "power: $1 cuts${2:+, $2}: $acknowledged acknowledged, $lost lost"
}

if [ "$length" = long ] && [ "$(id -u)" -eq 0 ]; then
	tests=$((tests + 2))
	cuts 40 ''
	if [ $lost -gt 0 ]; then
		echo 'FAILED power: what was acknowledged is lost'
		failures=$((failures + 1))
	fi
	cuts 12 normal
	if [ $lost -eq 0 ]; then
		echo 'FAILED power: without waiting for the disk nothing is' \
		    'lost either; these cuts prove nothing'
		failures=$((failures + 1))
	fi
fi

echo "$tests tests of the file of cases, $failures failed (seed $seed)"
[ $failures -eq 0 ]
