#!/bin/sh
# The web application in Debian's chromium: a leader's whole way on a phone, a
# laptop, without JavaScript and by keyboard; a consultant's campaign; every
# page under axe-core and the Nu Html Checker.
#
#	sh tests/web.sh PROGRAM [SCRIPT...]
#
# SCRIPT is journey, desk, room or pages; all of them without one. Nothing
# leaves the machine: each starts a server of its own, on the loopback. With
# JALON_SHOTS=FOLDER pictures of the pages go there. Exit status 77: something
# is not installed, and nothing was tried; `sh bootstrap check` installs it.
JALON=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
READERS=${READERS:-$(cd "$(dirname "$JALON")/.." && pwd)/readers}
CHROMIUM=$(command -v chromium || command -v chromium-browser)
export JALON READERS CHROMIUM
shift
logs=$(mktemp -d) || exit 3
trap 'rm -rf "$logs"' EXIT
trap 'exit 130' INT TERM
failed=

has()
{
	command -v "$1" >/dev/null 2>&1
}

skip()
{
	echo "$1 (sh bootstrap check installs it)"
	exit 77
}

has node && [ -d "$READERS/node_modules/playwright-core" ] &&
    [ -d "$READERS/node_modules/vnu-jar" ] || skip 'no node, or not its packages'
[ -n "$CHROMIUM" ] || skip 'no chromium'
has java || skip 'no java'

# one NAME: what it said, and its status last.
one()
{
	node "$root/tests/web/$1.js" >"$logs/$1" 2>&1
	echo $? >>"$logs/$1"
}

# The longest beside the others, where there are two processors.
all=${*:-journey desk room pages}
for name in $all; do
	[ "$name" != pages ] || one pages &
done
for name in $all; do
	[ "$name" = pages ] || one "$name"
done
wait

for name in $all; do
	if [ "$(tail -n 1 "$logs/$name")" = 0 ]; then
		echo "ok      $name: $(tail -n 2 "$logs/$name" | head -n 1)"
	else
		echo "FAILED  $name"
		sed 's/^/        /' "$logs/$name" | cut -c 1-600 | head -n 60
		failed="$failed $name"
	fi
done

if [ -n "$failed" ]; then
	echo "failed in a browser:$failed"
	exit 1
fi
echo 'the web application holds in a browser'
