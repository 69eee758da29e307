#!/usr/bin/env bash
# Shows where ./mvnw and ./sapor look for a JDK 25, on folders made up for the purpose. Takes a second.
#
# Usage: build-tests/check-find-jdk.sh
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

jdk() { # FOLDER VERSION [PROGRAM]...: something that looks like a JDK
  mkdir -p "$work/$1/bin"
  printf 'IMPLEMENTOR="nobody"\nJAVA_VERSION="%s"\n' "$2" >"$work/$1/release"
  local program
  for program in "${@:3}"; do
    printf '#!/bin/sh\necho "    java.home = %s"\n' "$work/$1" >"$work/$1/bin/$program"
    chmod +x "$work/$1/bin/$program"
  done
}

# finds EXPECTED ENVIRONMENT...: EXPECTED is a folder below $work, or nothing.
finds() {
  local found
  # shellcheck disable=SC2016 # the inner shell expands these
  found=$(env -i PATH=/nowhere HOME="$work/home" SAPOR_JDK_ROOTS="$work/none" "${@:2}" /bin/sh -c '
    PATH=$PATH:/usr/bin:/bin; . "$0"; find_jdk25 && printf %s "$JAVA_HOME"' "$root/.mvn/find-jdk.sh") || :
  found=${found#"$work"/}
  if [ "$found" = "$1" ]; then printf 'ok: %s -> %s\n' "${*:2}" "${1:-none}"; else
    printf 'FAILED: %s -> %s, expected %s\n' "${*:2}" "$found" "${1:-none}"
    failures=$((failures + 1))
  fi
}

jdk roots/java-17 17.0.15 java javac
jdk roots/jre-25 25.0.1 java
jdk roots/java-250 250 java javac
jdk found/jdk-25 25 java javac
jdk "with blank/jdk 25" 25.0.3 java javac
jdk early/jdk-25-ea 25-ea java javac
jdk mac/temurin-25.jdk/Contents/Home 25.0.1 java javac
jdk brew/openjdk@25/libexec/openjdk.jdk/Contents/Home 25.0.1 java javac
jdk home/.sdkman/candidates/java/25.0.1-tem 25.0.1 java javac
mkdir -p "$work/path" "$work/shim"
ln -s "$work/found/jdk-25/bin/java" "$work/path/java"
cp "$work/found/jdk-25/bin/java" "$work/shim/java"

finds "" JAVA_HOME="$work/roots/java-17"
finds "" SAPOR_JDK_ROOTS="$work/roots" # 17, a runtime without a compiler, and 250
finds "found/jdk-25" JAVA_HOME="$work/found/jdk-25"
finds "found/jdk-25" JAVA_HOME="$work/roots/java-17" JAVA_HOME_25="$work/found/jdk-25"
finds "found/jdk-25" PATH="$work/path"
finds "found/jdk-25" PATH="$work/shim"
finds "found/jdk-25" SAPOR_JDK_ROOTS="$work/roots:$work/found"
finds "found/jdk-25" SAPOR_JDK_ROOTS="$work/found/jdk-25"
finds "with blank/jdk 25" SAPOR_JDK_ROOTS="$work/with blank"
finds "early/jdk-25-ea" SAPOR_JDK_ROOTS="$work/early"
finds "mac/temurin-25.jdk/Contents/Home" SAPOR_JDK_ROOTS="$work/mac"
finds "brew/openjdk@25/libexec/openjdk.jdk/Contents/Home" SAPOR_JDK_ROOTS="$work/brew/openjdk@25"
finds "home/.sdkman/candidates/java/25.0.1-tem" SAPOR_JDK_ROOTS="$work/home/.sdkman/candidates/java"
finds "mac/temurin-25.jdk/Contents/Home" JAVA_HOME="$work/mac/temurin-25.jdk/Contents/Home" \
  SAPOR_JDK_ROOTS="$work/found" # JAVA_HOME comes first

echo "$failures failed"
[ "$failures" -eq 0 ]
