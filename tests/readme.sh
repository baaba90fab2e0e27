#!/bin/sh
# The README's examples are real: each ```console block holds `$ jalon ...`
# and what it prints; a last line `...` stands for the rest.
#
#	sh tests/readme.sh PROGRAM		compares, says which differ
#	sh tests/readme.sh PROGRAM bless	rewrites the blocks
set -u
program=$1
mode=${2:-check}
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Block N: N.cmd holds its command, N.want what the README shows.
awk -v work="$work" '
/^```console$/ { n++; inside = 1; next }
inside && /^```$/ { inside = 0; next }
inside && /^\$ jalon / { print substr($0, 9) > (work "/" n ".cmd"); next }
inside { print > (work "/" n ".want") }
' README.md

failed=0
count=0
while count=$((count + 1)); [ -f "$work/$count.cmd" ]; do
	# Words only: the README shows commands anybody can type.
	# shellcheck disable=SC2046
	LC_ALL=C.UTF-8 NO_COLOR=1 "$program" $(cat "$work/$count.cmd") \
	    >"$work/$count.all" 2>&1
	if [ "$(tail -n 1 "$work/$count.want")" = ... ]; then
		lines=$(($(wc -l <"$work/$count.want") - 1))
		head -n "$lines" "$work/$count.all" >"$work/$count.got"
		echo ... >>"$work/$count.got"
	else
		cp "$work/$count.all" "$work/$count.got"
	fi
	cmp -s "$work/$count.want" "$work/$count.got" && continue
	failed=$((failed + 1))
	[ "$mode" = bless ] && continue
	echo "README.md shows another output for: jalon $(cat "$work/$count.cmd")"
	diff -u "$work/$count.want" "$work/$count.got" | sed 1,2d
done

if [ "$mode" = bless ]; then
	awk -v work="$work" '
	/^```console$/ { n++; print; inside = 1; next }
	inside && /^\$ jalon / {
		print
		while ((getline line < (work "/" n ".got")) > 0) print line
		next
	}
	inside && /^```$/ { inside = 0 }
	!inside { print }
	' README.md >"$work/README.md" && cp "$work/README.md" README.md
	exit 0
fi
echo "$((count - 1)) examples of README.md, $failed differ"
[ "$failed" -eq 0 ]
