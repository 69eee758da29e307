#!/usr/bin/env bash
# Shows on a clone of the last commit how ./sapor behaves as a program: the first build, several of
# them at once, a link to it, another working folder, stdin, exit codes, signals, the rebuild after a
# change, and a build that fails. Takes a few minutes.
#
# Usage: build-tests/check-launcher.sh
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

check() { # WHAT CONDITION...
  local what=$1
  shift
  if "$@"; then printf 'ok: %s\n' "$what"; else
    printf 'FAILED: %s\n' "$what"
    failures=$((failures + 1))
  fi
}

clone="$work/a clone" # the blank is on purpose
git clone -q "$root" "$clone"
ln -s "$clone/sapor" "$work/linked"
cd "$work"

# Three at once: one builds, the others wait for it.
for i in 1 2 3; do
  "$clone/sapor" --version >"out.$i" 2>"err.$i" &
done
wait
check "three first runs at once all answer" [ "$(cat out.? | sort -u | wc -l)" -eq 1 ]
check "the answer is not empty" [ -s out.1 ]
check "one of them built, and said so" [ "$(cat err.? | grep -c 'sapor: building')" -eq 1 ]
check "nothing else stands on stderr" [ "$(cat err.? | wc -l)" -eq 1 ]

built="$clone/sapor-cli/target/sapor/built"
before=$(stat -c %y "$built")
./linked --version >out 2>err
check "through a link, from another folder" cmp -s out out.1
check "silent on stderr once built" [ ! -s err ]
check "not built again" [ "$(stat -c %y "$built")" = "$before" ]

rc=0
./linked no-such-command >out 2>err || rc=$?
check "a wrong command exits 2 (got $rc)" [ "$rc" -eq 2 ]
check "and leaves stdout empty" [ ! -s out ]

rc=0
printf 'u1\ti1\t4\nu1\ti2\t3\nu2\ti1\t5\nu2\ti3\t2\n' |
  ./linked train - --out model.sapor --factors 2 --epochs 2 >out 2>err || rc=$?
check "stdin reaches the program" [ -s model.sapor ]
[ -s model.sapor ] || cat err

# A training has vector instructions, whose module makes the JVM say a line that nobody is to read.
train() { ./linked train ratings.tsv --out a.sapor --algorithm sgd --factors 2 --epochs 2; }
printf 'u1\ti1\t4\nu1\ti2\t3\nu2\ti1\t5\nu2\ti3\t2\nu3\ti1\t1\nu3\ti2\t2\n' >ratings.tsv
train >out 2>err
check "a training talks into a file" grep -q '^sapor: read 6 ratings' err
check "without a word of incubators" [ "$(grep -c -i incubator err)" -eq 0 ]
check "into a pipe the same" [ "$(train 2>&1 >/dev/null | grep -c -v '^sapor: \|^next: ')" -eq 0 ]
echo before >both
train >>both 2>&1
check "into one file with stdout, behind what stood there" [ "$(head -n 1 both)" = before ]
check "there, too, no incubators" [ "$(grep -c -i incubator both)" -eq 0 ]
check "the JVM has them: simd is not refused" env SAPOR_JAVA_OPTS=-Dsapor.kernels=simd \
  ./linked train ratings.tsv --out simd.sapor --algorithm sgd --factors 2 --epochs 2 >out 2>&1
env SAPOR_JAVA_OPTS=-Dsapor.kernels=scalar \
  ./linked train ratings.tsv --out scalar.sapor --algorithm sgd --factors 2 --epochs 2 >out 2>&1
check "scalar kernels give the same model" cmp -s simd.sapor scalar.sapor
rc=0
train >out 2>&- || rc=$?
check "a closed stderr does not hinder it (got $rc)" [ "$rc" -eq 0 ]
if command -v script >/dev/null; then
  script -qec "./linked train ratings.tsv --out a.sapor --factors 2 --epochs 2" /dev/null </dev/null >terminal
  check "on a terminal there is a progress bar" grep -q '100%' terminal
  check "and no incubators" [ "$(grep -c -i incubator terminal)" -eq 0 ]
else
  echo "skipped: no 'script' to make a terminal with"
fi
for command in "train ratings.tsv --out b.sapor" "info a.sapor"; do
  rc=0
  # shellcheck disable=SC2086 # words
  SAPOR_JAVA_OPTS=-XX:NoSuchOption ./linked $command >out 2>err || rc=$?
  check "${command%% *}: an option that the JVM does not know exits 5 (got $rc)" [ "$rc" -eq 5 ]
  check "and the JVM's own words are there" grep -q "NoSuchOption" err
done
rc=0
SAPOR_JAVA_OPTS=-Dsapor.kernels=no ./linked train ratings.tsv --out b.sapor >out 2>err || rc=$?
check "unknown kernels exit 2 (got $rc)" [ "$rc" -eq 2 ]

# The prepared classes are in use: made once for a kind of command, and with the module of the vectors too.
for command in "train ratings.tsv --out b.sapor" "info a.sapor"; do
  # shellcheck disable=SC2086 # words
  SAPOR_JAVA_OPTS=-Xlog:class+load:file=loaded ./linked $command >out 2>err
  check "${command%% *}: most classes come prepared" \
    [ "$(grep -c 'source: shared objects file' loaded)" -gt "$(grep -c 'source: jrt:' loaded)" ]
  rm loaded
done

# What the compiler learnt while they were prepared is not: epochs would take fifteen times as long.
SAPOR_JAVA_OPTS=-XX:+PrintFlagsFinal ./linked train ratings.tsv --out b.sapor >out 2>err
check "the compiler starts afresh" grep -q 'bool AOTReplayTraining  *= false' out

mkfifo pipe
exec 3<>pipe # held open, so that the program waits for rows
"$clone/sapor" train pipe --out other.sapor >out 2>err &
program=$!
sleep 3
check "the launcher has become the JVM" grep -q java "/proc/$program/comm"
kill -TERM "$program" || :
rc=0
wait "$program" || rc=$?
exec 3>&-
check "SIGTERM ends it with 143 (got $rc)" [ "$rc" -eq 143 ]

# Ctrl-C, which a shell keeps from its children in the background unless they have a group of their own.
exec 3<>pipe
set -m
"$clone/sapor" train pipe --out other.sapor >out 2>err &
program=$!
set +m
sleep 3
kill -INT "$program" || :
rc=0
wait "$program" || rc=$?
exec 3>&-
check "SIGINT ends it with 130 (got $rc)" [ "$rc" -eq 130 ]
check "and leaves no model" [ ! -e other.sapor ]

touch "$clone/sapor-core/src/main/java/module-info.java"
./linked --version >out 2>err
check "a newer source is built in" grep -q 'sapor: building' err
check "and the answer is the same" cmp -s out out.1

broken="$clone/sapor-cli/src/main/java/dev/sapor/cli/Broken.java"
echo "class Broken {" >"$broken"
rc=0
./linked --version >out 2>err || rc=$?
check "a build that fails exits 5 (got $rc)" [ "$rc" -eq 5 ]
check "and shows the compiler's line" grep -q 'Broken.java:\[1,' err
check "and leaves stdout empty" [ ! -s out ]
check "SAPOR_NO_BUILD runs what there is" env SAPOR_NO_BUILD=1 ./linked --version
rm "$broken"

mkdir "$clone/sapor-cli/target/sapor.lock"
echo 999999999 >"$clone/sapor-cli/target/sapor.lock/pid"
./linked --version >out 2>err
check "the lock of a dead build is broken" cmp -s out out.1
check "no lock is left" [ ! -e "$clone/sapor-cli/target/sapor.lock" ]

echo "$failures failed"
[ "$failures" -eq 0 ]
