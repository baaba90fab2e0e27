#!/bin/sh
# Holds every #include of src/ and include/jalon/ against src/LAYERS. A part
# may include itself and what its row lists; a row may name only parts above.
#
# A name without a folder is a header of the same folder; <...> is a library.
#
# tests/layers.sh [ROOT]
cd "${1:-$(dirname "$0")/..}" || exit 2
find src include/jalon -name '*.[ch]' -o -path '*/messages/*.def' |
LC_ALL=C sort | xargs awk '
BEGIN {
	library["yaml"] = library["cmark"] = library["jansson"] = "format"
	library["zip"] = "format"
	# format writes Anki collections in memory; store keeps the files.
	library["sqlite3"] = "format store"
	library["sodium"] = library["nettle"] = "base"
	library["microhttpd"] = library["zlib"] = library["qrencode"] = "web"
	library["coin"] = library["dlfcn"] = "solve"
}
FILENAME == "src/LAYERS" {
	if ($0 ~ /^#/ || NF == 0)
		next
	part = $1
	sub(/:$/, "", part)
	known[part] = 1
	allowed[part " " part] = 1
	for (i = 2; i <= NF; i++) {
		if (!known[$i])
			fault("src/LAYERS: " part " names " $i \
			      ", which is not above it")
		allowed[part " " $i] = 1
	}
	next
}
FNR == 1 {
	files++
	part = FILENAME
	sub(/^src\//, "", part)
	sub(/^include\/jalon\//, "", part)
	# src/main.c stands above all parts.
	part = part ~ /\// ? substr(part, 1, index(part, "/") - 1) : ""
	if (part != "" && !known[part])
		fault(FILENAME ": no row for `" part "` in src/LAYERS")
}
/^#[ \t]*include[ \t]*"[^"]*\// {
	split($0, piece, "\"")
	other = substr(piece[2], 1, index(piece[2], "/") - 1)
	if (part != "" && !allowed[part " " other])
		fault(FILENAME ":" FNR ": " part " may not include " piece[2])
}
# Each library has one user.
/^#[ \t]*include[ \t]*</ {
	split($0, piece, "[<>]")
	sub(/[.\/].*/, "", piece[2])
	user = library[piece[2]]
	if (user != "" && index(" " user " ", " " part " ") == 0)
		fault(FILENAME ":" FNR ": only " user " may include <" \
		      piece[2] ">")
}
function fault(text)
{
	print text
	faults++
}
END {
	print files " files, " faults + 0 " against the layers"
	exit faults > 0
}' src/LAYERS
