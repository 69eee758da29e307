#!/usr/bin/env bash
# Writes packages.txt anew: what of Debian stable is in the base image, each package in its newest
# version, fixes of its security team included, pinned by SHA-256. Look at the difference, run
# build-tests/check-packages.sh, commit. Needs curl, xz, awk, dpkg, and gpgv with the keys of Debian, by which
# the indices are checked.
#
# Usage: sapor-base-image/renew-packages.sh [MIRROR]    default: https://deb.debian.org
set -euo pipefail

mirror=${1:-https://deb.debian.org}
release=trixie
names="base-files libc6 libc-bin libgcc-s1 libstdc++6 gcc-14-base zlib1g busybox-static"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# index ARCHIVE SUITE ARCHITECTURE: its packages, a line each: name, version, SHA-256, path.
index() {
  local packages="main/binary-$3/Packages.xz" sum
  curl -fsS "$mirror/$1/dists/$2/InRelease" -o "$work/InRelease"
  gpgv --quiet --keyring "$keys" --output "$work/Release" "$work/InRelease" 2>"$work/gpgv" ||
    { cat "$work/gpgv" >&2; echo "renew-packages: error: the index of $1 $2 is not signed by Debian" >&2; exit 1; }
  sum=$(awk -v file="$packages" '/^SHA256:/ { on = 1 } /^[^ S]/ { on = 0 } on && $3 == file { print $1 }' "$work/Release")
  curl -fsS "$mirror/$1/dists/$2/$packages" -o "$work/Packages.xz"
  printf '%s  %s\n' "$sum" "$work/Packages.xz" | sha256sum -c --quiet
  xz -dc "$work/Packages.xz" | awk -v archive="$1" -v RS= -F'\n' '{
    name = version = sum = path = ""
    for (i = 1; i <= NF; i++) {
      if ($i ~ /^Package: /) name = substr($i, 10)
      if ($i ~ /^Version: /) version = substr($i, 10)
      if ($i ~ /^SHA256: /) sum = substr($i, 9)
      if ($i ~ /^Filename: /) path = substr($i, 11)
    }
    print name, version, sum, archive "/" path
  }'
}

{
  echo "# Written by renew-packages.sh: ARCHITECTURE SHA256 PATH of the packages of Debian $release in the base image,"
  echo "# and a time for the archive snapshot.debian.org, which keeps what mirrors drop."
  date -u "+snapshot %Y%m%dT%H%M%SZ"
  for architecture in amd64 arm64; do
    { index debian "$release" "$architecture"; index debian-security "$release-security" "$architecture"; } >"$work/all"
    for name in $names; do
      best=
      while read -r _ version sum path; do
        if [ -z "$best" ] || dpkg --compare-versions "$version" gt "$best"; then
          best=$version
          line="$architecture $sum $path"
        fi
      done < <(awk -v name="$name" '$1 == name' "$work/all")
      [ -n "$best" ] || { echo "renew-packages: error: no package $name for $architecture" >&2; exit 1; }
      echo "$line"
    done
  done
} >"$work/packages.txt"
mv "$work/packages.txt" "$folder/packages.txt"
