#!/bin/sh
# `make bench`: prints measures and the machine they were made on. Asserts
# nothing; numbers depend on the machine and on what else it does.
#
#	sh tests/bench/bench.sh build [LINES...]
build=$1
shift
[ $# -gt 0 ] || set -- 1000 100000 1000000
jalon=$build/jalon
bench=$build/bench
store_bench=$build/store_bench
sheet_bench=$build/sheet_bench
web_bench=$build/web_bench
web_complete=$build/web_complete
port=${PORT:-18471}
pack=questionnaires/ia-pme
samples=$pack/samples
work=$(mktemp -d) || exit 3
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# measure NAME COMMAND...: one line; the command's own messages are dropped.
measure()
{
	"$bench" time "$@" 2>"$work/time" >/dev/null
	tail -n 1 "$work/time"
}

echo 'machine:'
sed -n 's/^model name[^:]*: /  /p' /proc/cpuinfo | sort | uniq -c
awk '/^MemTotal/ { printf "  %.1f GiB of memory\n", $2 / 1048576 }' /proc/meminfo
echo "  $(uname -sr), load $(cut -d ' ' -f 1 /proc/loadavg)"
echo "  $(${CC:-cc} --version | head -n 1)"

echo 'one answer set in process, with bounds and gates (CPU):'
"$bench" score "$pack" "$samples"/*.yaml

echo 'the plan in process: the shipped pack, then 200 initiatives:'
"$bench" plan "$pack" "$samples"/*.yaml

echo 'a workshop in process, with what 30 more minutes would add:'
"$bench" workshop 12 180 420
"$bench" workshop 120 180 420

# At least 0.6 of the disk; 20 times one saver; 20 ms, 10 ms, 10 ms.
echo 'the file of cases, each answer on the disk:'
"$store_bench" write "$work"
"$store_bench" savers "$work"
"$store_bench" make "$work/cases.jalon" "$pack" "$samples/meunerie.yaml" \
    1000 10
for _ in 1 2; do
	"$store_bench" read "$work/cases.jalon" "$pack"
done
rm -f "$work"/cases.jalon*

echo 'pages in process, without waiting for the disk (CPU):'
"$sheet_bench" "$work" "$pack" "$samples/meunerie.yaml"

# At least 500 a second of 40 questions in 7 forms; pages under 50 ms; ready in
# 100 ms. The shipped pack takes 11 forms: where one answer decides whether
# another question is asked, a page ends.
echo 'the web application, on loopback:'
"$web_bench" ready "$port" /healthz "$jalon" serve \
    --listen "127.0.0.1:$port" --cases "$work/web.jalon" --pack "$pack" \
    2>/dev/null
mkdir "$work/seven"
awk -v folder="$work/seven" -f tests/bench/seven.awk
# complete PACK: forty questions each, by a hundred people without a pause.
complete()
{
	"$jalon" serve --listen "127.0.0.1:$port" --proxy 127.0.0.1 \
	    --cases "$work/web.jalon" --pack "$1" 2>/dev/null &
	server=$!
	sleep 2
	"$web_complete" "$port" 100 10 0 "$server"
	"$web_bench" load "$port" /begin 100 5
	kill "$server"
	wait "$server"
	server=
	rm -f "$work"/web.jalon*
}
complete "$work/seven"
complete "$pack"

echo 'one process, from cold:'
for sample in "$samples"/*.yaml; do
	measure "score $(basename "$sample")" "$jalon" score "$sample"
done
for sample in "$samples"/*.yaml; do
	measure "run $(basename "$sample")" "$jalon" run "$sample" \
	    -o "$work/run"
done

# Every kind in both languages: 500 ms and 64 MiB at most.
measure 'export humain-ia' "$jalon" export \
    --curriculum curricula/humain-ia -o "$work/export"

echo 'batch:'
for sample in "$samples"/*.yaml; do
	bytes=$("$bench" line "$sample" 1 | wc -c)
	for lines in "$@"; do
		# From a pipe: a million lines need no room on the disk.
		"$bench" line "$sample" "$lines" |
		    measure "$lines lines of $bytes bytes" "$jalon" batch |
		    tee "$work/last"
		awk -v n="$lines" '{
			for (i = 1; i < NF; i++)
				if ($i == "CPU" && $(i + 1) + 0 > 0)
					printf "  %44s %8.0f sets/s of CPU\n",
					    "", n / ($(i + 1) + 0)
		}' "$work/last"
	done
	# The large counts show that memory is flat: once is enough.
	shift $(($# - 1))
	set -- 20000
done
