#!/usr/bin/env bash
# Shows that the jars depend on the sources and on nothing else: builds a clone of the last commit
# twice, in folders of different names, in different time zones and locales, with umask 022 and 002,
# and compares the SHA-256 of every jar and of what ./sapor runs.
#
# (A stricter umask, such as 077, does show: Maven writes a file's permissions into its jar.)
#
# Usage: build-tests/check-reproducible.sh [MAVEN OPTION]...   such as -Prelease, for the Javadoc too
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# sums FOLDER: a line for each jar, its name below the folder.
sums() {
  (cd "$1" && find . -path '*/target/*' -name '*.jar' -type f | LC_ALL=C sort | xargs sha256sum)
}

build() { # FOLDER UMASK TIME_ZONE LOCALE MAVEN_OPTION...
  local folder=$work/$1
  (
    umask "$2"
    git clone -q "$root" "$folder"
    cd "$folder"
    TZ=$3 LC_ALL=$4 ./mvnw -q -B -ntp -DskipTests "${@:5}" package
  )
  sums "$folder" >"$work/$1.sha256"
}

build one 022 UTC C.UTF-8 "$@"
build another-name 002 Asia/Kathmandu C "$@"

cat "$work/one.sha256"
if diff "$work/one.sha256" "$work/another-name.sha256"; then
  echo "reproducible: $(wc -l <"$work/one.sha256") jars, the same bytes twice"
else
  echo "NOT reproducible: the lines above differ" >&2
  exit 1
fi
