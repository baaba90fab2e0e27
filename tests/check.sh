#!/bin/sh
# Every test, as many at once as there are processors; goes on after a failure
# and lists them all at the end. `make check` builds what it runs.
#
#	sh tests/check.sh build/san
#	sh tests/check.sh build/san NAME COMMAND...	one of them
#
# The log of a test is shown only when it fails. 77: skipped.
san=$1
log=$san/log
shift

one()
{
	name=$1
	shift
	began=$(date +%s)
	"$@" >"$log/$name.log" 2>&1
	status=$?
	took=$(($(date +%s) - began))
	if [ $status -eq 0 ] || [ $status -eq 77 ]; then
		label=ok
		[ $status -eq 0 ] || label=skipped
		# cmocka's closing line, or the last one of a script.
		printf '%-7s %-20s %4d s  %s\n' $label "$name" $took \
		    "$(tail -n 1 "$log/$name.log")"
		return
	fi
	echo "$name" >>"$log/failed"
	printf 'FAILED  %-20s see %s\n%s\n' "$name" "$log/$name.log" \
	    "$(tail -n 40 "$log/$name.log" | sed 's/^/        /')"
}

# A line each, the long ones first.
list()
{
	tsan=$san/../tsan
	echo "torture sh tests/torture.sh $san/jalon short"
	echo "torture_cases sh tests/torture_cases.sh $san/jalon short"
	echo "readers sh tests/readers.sh $san/jalon"
	echo "golden sh tests/run.sh $san/jalon"
	echo "browsers sh tests/web.sh $san/jalon journey"
	for source in tests/unit/test_*.c; do
		name=$(basename "$source" .c)
		echo "$name $san/unit/$name"
	done
	for source in tests/fuzz/fuzz_*.c; do
		name=$(basename "$source" .c)
		echo "$name $san/fuzz/$name tests/fuzz/corpus/${name#fuzz_}"
	done
	echo "wire $san/web/wire 5000"
	echo "savers $tsan/savers $tsan/savers_work"
	echo "shelves $tsan/shelves $tsan/shelves_work"
	echo "readme sh tests/readme.sh $san/jalon"
	echo "phrases sh tests/phrases.sh"
	echo "layers sh tests/layers.sh"
	echo "symbols sh tests/symbols.sh $san/libjalon.a"
}

if [ $# -gt 0 ]; then
	one "$@"
	exit 0
fi

rm -rf "$log"
mkdir -p "$log" "$san/../tsan/savers_work" "$san/../tsan/shelves_work"
list | xargs -P "$(nproc 2>/dev/null || echo 2)" -L 1 sh "$0" "$san"
if [ -s "$log/failed" ]; then
	echo "failed: $(tr '\n' ' ' <"$log/failed")"
	exit 1
fi
echo 'all tests passed'
