#!/bin/sh
# Lists what has grown: functions over 40 lines, files over 500. For a look;
# nothing fails.
cd "$(dirname "$0")/.." || exit 2
files=$(find src include -name '*.[ch]' | LC_ALL=C sort)
echo 'functions over 40 lines:'
# shellcheck disable=SC2086
awk '
FNR == 1 { inside = 0 }
/^[a-z].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
/^\{/ { inside = FNR }
/^\}/ && inside {
	if (FNR - inside > 40)
		printf "  %4d  %s (%s)\n", FNR - inside - 1, name, FILENAME
	inside = 0
}' $files | sort -rn
echo 'files over 500 lines:'
# shellcheck disable=SC2086
wc -l $files | awk '$2 != "total" && $1 > 500 { printf "  %4d  %s\n", $1, $2 }' |
    sort -rn
# shellcheck disable=SC2086
wc -l $files | tail -n 1
echo 'lines by part:'
for part in src/*/; do
	printf '  %5d  %s\n' "$(cat "$part"*.[ch] | wc -l)" "$part"
done
