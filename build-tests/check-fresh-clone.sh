#!/usr/bin/env bash
# Shows that a newcomer's machine is enough: a fresh clone in a temporary folder, an empty HOME (so
# that Maven finds nothing of what this machine has fetched before), and one of these machines:
#
#   other-default  the java on the PATH is what this machine has, say 17; a JDK 25 is somewhere else
#   only-jdk       a JDK 25 on the PATH and no Maven; its distribution comes from a local server
#   no-jdk         no JDK 25 anywhere: one line that says what to install, exit 5
#   no-maven       a JDK 25, no Maven and no place to fetch one: one line, exit 5
#   bad-maven      a JDK 25, no Maven, and a server that gives other bytes: one line, exit 5
#
# Usage: build-tests/check-fresh-clone.sh [MACHINE]...   (default: all)
# The first two run ./mvnw verify and ./sapor demo and fetch all libraries: minutes each.
# Needs a JDK 25, git, python3 and, for only-jdk, the Maven zip of the wrapper's properties: from
# SAPOR_MAVEN_ZIP, or else it is fetched by Maven itself. KEEP=1 keeps the temporary folder.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=.mvn/find-jdk.sh
. "$root/.mvn/find-jdk.sh"
find_jdk25 || { echo "this check itself needs a JDK 25" >&2; exit 5; }
jdk=$JAVA_HOME
unset JAVA_HOME

work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  [ -n "${KEEP-}" ] || rm -rf "$work"
}
trap cleanup EXIT
failures=0

say() { printf '\n== %s\n' "$*"; }

check() { # WHAT CONDITION...
  local what=$1
  shift
  if "$@"; then printf '   ok: %s\n' "$what"; else
    printf '   FAILED: %s\n' "$what"
    failures=$((failures + 1))
  fi
}

# tools: a folder of links to every program of this machine but Java's and Maven's.
tools() {
  local folder=$work/tools program
  if [ ! -d "$folder" ]; then
    mkdir "$folder"
    for program in /usr/local/bin/* /usr/bin/* /bin/*; do
      case ${program##*/} in java* | jar* | jdk* | jshell | mvn* | keytool) continue ;; esac
      [ -e "$folder/${program##*/}" ] || ln -s "$program" "$folder/${program##*/}"
    done
  fi
  printf '%s\n' "$folder"
}

clone() { # NAME: a fresh clone of the last commit, with an empty home beside it
  mkdir -p "$work/$1/home"
  git clone -q "$root" "$work/$1/sapor"
}

# on NAME PATH COMMAND...: runs it in the clone with nothing of this environment but HOME and PATH.
# The JVM takes its home from the password database, not from HOME, so Maven is told.
on() {
  local name=$1 path=$2
  shift 2
  (cd "$work/$name/sapor" && env -i HOME="$work/$name/home" PATH="$path" TERM=dumb LANG=C.UTF-8 \
    MAVEN_OPTS="-Duser.home=$work/$name/home" ${environment[@]+"${environment[@]}"} "$@")
}

# runs NAME PATH COMMAND...: expects success, and shows the last lines and the time.
runs() {
  local rc=0 start=$SECONDS log=$work/$1/log
  on "$@" >"$log" 2>&1 </dev/null || rc=$?
  grep -E 'Tests run:.*[0-9]$|BUILD|mvnw:|sapor:' "$log" | tail -n 12 || tail -n 12 "$log"
  [ "$rc" -eq 0 ] || tail -n 30 "$log"
  check "${*:3} exits 0 ($((SECONDS - start)) s)" [ "$rc" -eq 0 ]
}

# refuses NAME PATH WORD COMMAND...: expects exit 5 and one line on stderr with WORD in it.
refuses() {
  local name=$1 path=$2 word=$3 rc=0
  shift 3
  on "$name" "$path" "$@" >"$work/$name/out" 2>"$work/$name/err" </dev/null || rc=$?
  cat "$work/$name/err"
  check "$* exits 5" [ "$rc" -eq 5 ]
  check "$* says one line" [ "$(wc -l <"$work/$name/err")" -eq 1 ]
  check "$* names $word" grep -q "$word" "$work/$name/err"
  check "$* leaves stdout empty" [ ! -s "$work/$name/out" ]
}

# serve FOLDER: an HTTP server on a free local port; its address is in $address.
serve() {
  : >"$work/server.log"
  python3 -u -m http.server --bind 127.0.0.1 --directory "$1" 0 >"$work/server.log" 2>&1 &
  server=$!
  until address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$work/server.log"); do sleep 0.1; done
}

stop_serving() {
  kill "$server"
  wait "$server" 2>/dev/null || :
  server=
}

property() { sed -n "s/^$1=//p" "$root/.mvn/wrapper/maven-wrapper.properties"; }

maven_zip_name() { basename "$(property distributionUrl)"; }

maven_version() { maven_zip_name | sed 's/apache-maven-\(.*\)-bin\.zip/\1/'; }

# put_maven FOLDER: the zip, where a Maven repository has it.
put_maven() {
  local version place
  version=$(maven_version)
  place=$1/org/apache/maven/apache-maven/$version
  mkdir -p "$place"
  if [ -z "${SAPOR_MAVEN_ZIP-}" ]; then
    (cd "$root" && ./mvnw -q -B -ntp -N dependency:copy -Dartifact="org.apache.maven:apache-maven:$version:zip:bin" \
      -DoutputDirectory="$place")
  else
    cp "$SAPOR_MAVEN_ZIP" "$place/$(maven_zip_name)"
  fi
}

other_default() {
  say "other-default: java on the PATH is $(java -version 2>&1 | head -n 1 || echo none); JDK 25 is $jdk"
  clone other-default
  environment=()
  runs other-default "$PATH" ./mvnw -B -ntp verify
  runs other-default "$PATH" ./sapor demo
}

only_jdk() {
  say "only-jdk: PATH has $jdk/bin and no mvn; Maven from a local server"
  clone only-jdk
  put_maven "$work/repository"
  serve "$work/repository"
  environment=(SAPOR_JDK_ROOTS= MVNW_REPOURL="$address")
  # The launcher first: nothing is built yet, so it is the one that fetches Maven and builds.
  runs only-jdk "$jdk/bin:$(tools)" ./sapor demo
  runs only-jdk "$jdk/bin:$(tools)" ./mvnw -B -ntp verify
  check "Maven was asked for once" [ "$(grep -c 'GET .*-bin.zip' "$work/server.log")" -eq 1 ]
  stop_serving
}

no_jdk() {
  say "no-jdk: $(java -version 2>&1 | head -n 1 || echo 'no java') on the PATH, no JDK 25 anywhere"
  clone no-jdk
  environment=(SAPOR_JDK_ROOTS=)
  refuses no-jdk "$PATH" "JDK 25" ./mvnw verify
  refuses no-jdk "$PATH" "JDK 25" ./sapor demo
  say "no-jdk: no java at all on the PATH"
  refuses no-jdk "$(tools)" "JDK 25" ./mvnw verify
  refuses no-jdk "$(tools)" "JDK 25" ./sapor demo
}

no_maven() {
  say "no-maven: JDK 25 on the PATH, no mvn, nobody listens where Maven should come from"
  clone no-maven
  environment=(SAPOR_JDK_ROOTS= MVNW_REPOURL=http://127.0.0.1:9)
  refuses no-maven "$jdk/bin:$(tools)" "install Maven" ./mvnw verify
  refuses no-maven "$jdk/bin:$(tools)" "install Maven" ./sapor demo
}

bad_maven() {
  say "bad-maven: JDK 25 on the PATH, no mvn, a server that gives other bytes"
  clone bad-maven
  local version place
  version=$(maven_version)
  place=$work/bad/org/apache/maven/apache-maven/$version
  mkdir -p "$place"
  echo "not Maven" >"$place/$(maven_zip_name)"
  serve "$work/bad"
  environment=(SAPOR_JDK_ROOTS= MVNW_REPOURL="$address")
  refuses bad-maven "$jdk/bin:$(tools)" "SHA-256" ./mvnw verify
  check "nothing of it is kept" [ -z "$(find "$work/bad-maven/home" -type f)" ]
  stop_serving
}

[ $# -gt 0 ] || set -- no-jdk no-maven bad-maven other-default only-jdk
for machine in "$@"; do
  case $machine in
  other-default | only-jdk | no-jdk | no-maven | bad-maven) "${machine//-/_}" ;;
  *)
    echo "no such machine: $machine" >&2
    exit 2
    ;;
  esac
done
say "$failures failed"
[ "$failures" -eq 0 ]
