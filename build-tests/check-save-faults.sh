#!/usr/bin/env bash
# A save that is killed, or that fails, at every one of its system calls in turn: the model file is
# then the old one or the new one, whole, and a failure is told by the exit code. Then a file system
# that is full. On the real program, with strace putting the faults in its way.
#
# usage: build-tests/check-save-faults.sh
#
# Needs strace, and root for the full file system (left out otherwise, with a line that says so).
# Takes one start of the program for each fault, some hundred in all: minutes.
#
# SAVE_COMMAND puts another program to the test: it is called with "old" or "new" and a path.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
mounted=
cleanup() {
  [ -z "$mounted" ] || umount "$mounted"
  rm -rf -- "$work"
}
trap cleanup EXIT

command -v strace >/dev/null || { echo "check-save-faults: strace is not installed" >&2; exit 2; }

# Two small models that differ, from a handful of ratings.
ratings=$work/ratings.csv
{
  echo user,item,rating
  for user in 1 2 3 4 5 6 7 8; do
    for item in a b c d e f; do
      echo "u$user,$item,$(((user * 7 + $(printf '%d' "'$item") * 3) % 5 + 1))"
    done
  done
} >"$ratings"

save() {
  if [ -n "${SAVE_COMMAND-}" ]; then
    $SAVE_COMMAND "$1" "$2"
  else
    local factors=2
    [ "$1" = old ] || factors=3
    SAPOR_NO_BUILD=1 exec "$root/sapor" train "$ratings" --out "$2" --factors "$factors" --epochs 2
  fi
}

models=$work/models
target=$models/m.sapor
mkdir "$models"
[ -n "${SAVE_COMMAND-}" ] || "$root/sapor" --version >/dev/null # builds on first use
(save new "$work/new") >/dev/null 2>&1
(save old "$work/old") >/dev/null 2>&1
if [ -z "${SAVE_COMMAND-}" ]; then
  "$root/sapor" verify "$work/old" >/dev/null
  "$root/sapor" verify "$work/new" >/dev/null
fi
cmp -s "$work/old" "$work/new" && { echo "check-save-faults: the two models are equal" >&2; exit 2; }

# The temporary file is named after the process, whose number is one of the next. Numbers start
# again from 300 behind the last.
paths() {
  local pid last i
  pid=$(sh -c 'echo $$')
  last=$(cat /proc/sys/kernel/pid_max)
  for ((i = 0; i < 500; i++)); do
    printf -- '-P\n%s\n' "$models/.sapor-$pid-1.tmp"
    pid=$((pid + 1 < last ? pid + 1 : 300))
  done
}

# traced OPTION...: saves the new model over the old one under strace; sets code.
# shellcheck disable=SC2034 # try counts
traced() {
  local try paths
  for try in 1 2 3 4 5 6 7 8; do
    rm -f -- "$models"/.sapor-*
    cp -- "$work/old" "$target"
    mapfile -t paths < <(paths)
    code=0
    (
      export -f save
      export root ratings SAVE_COMMAND="${SAVE_COMMAND-}"
      # Not by exec: this shell then tells of the death of strace in its own, redirected stderr.
      strace -f -qq -o "$work/trace" "$@" -P "$target" -P "$models" "${paths[@]}" \
        bash -c "save new '$target'" || exit $?
    ) >"$work/out" 2>"$work/err" || code=$?
    # Other processes may have taken the numbers: then the calls on the temporary file are missing.
    if grep -q "INJECTED\|SIGKILL" "$work/trace" || { [ $# -eq 0 ] && grep -q rename "$work/trace"; }; then
      return
    fi
  done
  echo "check-save-faults: no fault came about with $*" >&2
  exit 1
}

traced
if [ "$code" != 0 ] || ! cmp -s "$target" "$work/new"; then echo "check-save-faults: the undisturbed save failed" >&2; cat "$work/err" >&2; exit 1; fi
grep -oE '^[0-9]+ +[a-z_0-9]+\(' "$work/trace" | tr -d '(' |
  awk '{ print $2, ++count[$1 " " $2] }' | sort -u -k1,1 -k2,2n >"$work/calls"
echo "system calls of a save: $(awk '{ print $1 }' "$work/calls" | sort | uniq -c | awk '{ printf "%s%s x %s", separator, $1, $2; separator = ", " }')"

faults=0 old=0 new=0 survived=0
# check WHAT: the model is whole, and the exit code fits.
check() {
  faults=$((faults + 1))
  local now=neither
  if cmp -s "$target" "$work/old"; then now=old; old=$((old + 1)); fi
  if cmp -s "$target" "$work/new"; then now=new; new=$((new + 1)); fi
  if [ "$now" = neither ]; then
    echo "FAULT $1: the model is neither the old nor the new one" >&2
    exit 1
  fi
  if [ "$code" = 0 ]; then
    survived=$((survived + 1))
    [ "$now" = new ] || { echo "FAULT $1: exit 0 and the old model" >&2; exit 1; }
  fi
}

while read -r call number; do
  traced -e "inject=$call:signal=SIGKILL:when=$number"
  check "killed at $call $number"
  [ "$code" = 137 ] || { echo "FAULT killed at $call $number: exit $code" >&2; exit 1; }
  for error in EIO ENOSPC; do
    traced -e "inject=$call:error=$error:when=$number"
    check "$error at $call $number"
    # Where the deletion itself is what fails, the file must stay; nowhere else.
    if [ "$call" != unlink ] && ls "$models"/.sapor-* >/dev/null 2>&1; then
      echo "FAULT $error at $call $number: a temporary file is left" >&2
      exit 1
    fi
    case $code in
      0 | 5) ;;
      *) echo "FAULT $error at $call $number: exit $code: $(cat "$work/err")" >&2; exit 1 ;;
    esac
    if [ "$code" = 5 ] && [ "$(grep -c '^sapor: error ' "$work/err")" != 1 ]; then
      echo "FAULT $error at $call $number: not one line of error: $(cat "$work/err")" >&2
      exit 1
    fi
  done
done <"$work/calls"
echo "$faults faults: $old times the old model, $new times the new one, whole; $survived did not matter"

# What a killed run left behind goes with the next save, once it has been at rest.
rm -f -- "$models"/.sapor-*
touch -d '5 minutes ago' "$models/.sapor-3999999-1.tmp"
(save new "$target") >/dev/null 2>&1
ls "$models"/.sapor-* >/dev/null 2>&1 && { echo "FAULT: a leftover was not removed" >&2; exit 1; }
echo "leftovers of killed saves are removed"

if [ "$(id -u)" = 0 ] && mkdir "$work/full" && mount -t tmpfs -o size=64k tmpfs "$work/full" 2>/dev/null; then
  mounted=$work/full
  cp -- "$work/old" "$work/full/m.sapor"
  head -c 1000000 /dev/zero >"$work/full/fill" 2>/dev/null || true
  code=0
  (save new "$work/full/m.sapor") >"$work/out" 2>"$work/err" || code=$?
  cmp "$work/full/m.sapor" "$work/old"
  [ "$code" = 5 ] || { echo "FAULT full file system: exit $code" >&2; exit 1; }
  ls "$work/full"/.sapor-* >/dev/null 2>&1 && { echo "FAULT full file system: a temporary file is left" >&2; exit 1; }
  echo "full file system: exit 5, the old model is whole: $(grep "^sapor: error" "$work/err")"
else
  echo "full file system: not tried, as it takes root to mount one"
fi
