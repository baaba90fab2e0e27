#!/bin/sh
# Turns a file into a C array: sh embed.sh FILE > FILE.c
# The array is asset_NAME, its length asset_NAME_len; a NUL follows the bytes.
set -eu
name=$(basename "$1" | tr -c 'A-Za-z0-9\n' '_')
printf '/* Made from %s by src/doc/embed.sh. */\n' "$(basename "$1")"
printf '#include <stddef.h>\n'
printf 'extern const unsigned char asset_%s[];\n' "$name"
printf 'extern const size_t asset_%s_len;\n' "$name"
printf 'const unsigned char asset_%s[] = {\n' "$name"
od -An -v -tu1 "$1" | awk '{ for (i = 1; i <= NF; i++) printf "%s,", $i; print "" }'
printf '0};\nconst size_t asset_%s_len = sizeof(asset_%s) - 1;\n' "$name" "$name"
