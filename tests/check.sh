#!/bin/sh
# Every test, one after the other; goes on after a failure and lists them all
# at the end. `make check` builds what it runs.
#
#	sh tests/check.sh build/san
san=$1
log=$san/log
rm -rf "$log"
mkdir -p "$log"
failed=

# try NAME COMMAND...: the log is shown only when it fails. 77: skipped.
try()
{
	name=$1
	shift
	"$@" >"$log/$name.log" 2>&1
	status=$?
	if [ $status -eq 0 ] || [ $status -eq 77 ]; then
		label=ok
		[ $status -eq 0 ] || label=skipped
		# cmocka's closing line, or the last one of a script.
		printf '%-7s %-20s %s\n' $label "$name" \
		    "$(tail -n 1 "$log/$name.log")"
	else
		printf 'FAILED  %-20s see %s\n' "$name" "$log/$name.log"
		tail -n 40 "$log/$name.log" | sed 's/^/        /'
		failed="$failed $name"
	fi
}

try layers sh tests/layers.sh
try symbols sh tests/symbols.sh "$san/libjalon.a"
for source in tests/unit/test_*.c; do
	[ -e "$source" ] || continue
	name=$(basename "$source" .c)
	try "$name" "$san/unit/$name"
done
for source in tests/fuzz/fuzz_*.c; do
	[ -e "$source" ] || continue
	name=$(basename "$source" .c)
	try "$name" "$san/fuzz/$name" "tests/fuzz/corpus/${name#fuzz_}"
done
try readme sh tests/readme.sh "$san/jalon"
try golden sh tests/run.sh "$san/jalon"
try readers sh tests/readers.sh "$san/jalon"
try wire "$san/web/wire" 5000
try torture sh tests/torture.sh "$san/jalon" short
try torture_cases sh tests/torture_cases.sh "$san/jalon" short
mkdir -p "$san/../tsan/work"
try savers "$san/../tsan/savers" "$san/../tsan/work"
try shelves "$san/../tsan/shelves" "$san/../tsan/work"

if [ -n "$failed" ]; then
	echo "failed:$failed"
	exit 1
fi
echo 'all tests passed'
