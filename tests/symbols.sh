#!/bin/sh
# No two objects define the same name: in an archive the linker takes the
# first one it meets, and says nothing.
#
#	sh tests/symbols.sh build/san/libjalon.a
twice=$(nm --defined-only "$1" | awk 'NF == 3 && $2 ~ /[TDBRC]/ { print $3 }' |
    grep -v '^__' | LC_ALL=C sort | uniq -d)
if [ -n "$twice" ]; then
	echo "defined twice: $twice"
	exit 1
fi
echo 'every name is defined once'
