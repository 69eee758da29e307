#!/bin/sh
# The same bits on every machine: the model of two epochs for any number of threads, any kernels and
# any tier of the JIT compiler, by sha256. DATA is the folder with the public data sets.
#   build-tests/check-same-bits.sh DATA
set -eu
data=${1:?'usage: build-tests/check-same-bits.sh DATA'}
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# model FILE OPTIMIZER THREADS JAVA_OPTIONS: prints the sha256 of the model.
model() {
  rm -f "$work/model.sapor"
  SAPOR_JAVA_OPTS=$4 "$root/sapor" train "$1" --algorithm sgd --optimizer "$2" --epochs 2 --no-early-stopping \
    --threads "$3" --out "$work/model.sapor" >"$work/said" 2>&1 || {
    cat "$work/said" >&2
    return 1
  }
  sha256sum "$work/model.sapor" | cut -d ' ' -f 1
}

# same NAME FILE OPTIMIZER THREADS JAVA_OPTIONS: compares with the first model of the name.
same() {
  for again in 1 2; do
    is=$(model "$2" "$3" "$4" "$5")
    first=$work/$1.first
    [ -f "$first" ] || printf '%s' "$is" >"$first"
    if [ "$is" = "$(cat "$first")" ]; then verdict=ok; else verdict=DIFFERS failed=1; fi
    printf '%-8s %s %s, %s threads, %s\n' "$verdict" "$(printf '%.12s' "$is")" "$1" "$4" "$5"
  done
}

for optimizer in sgd adagrad; do
  for kernels in scalar simd256 simd512; do
    for threads in 1 2 3 7; do
      same "ml-1m-$optimizer" "$data/ml-1m/ratings.dat.gz" "$optimizer" "$threads" "-Dsapor.kernels=$kernels"
    done
    same "ml-1m-$optimizer" "$data/ml-1m/ratings.dat.gz" "$optimizer" 2 "-Dsapor.kernels=$kernels -XX:TieredStopAtLevel=1"
    same "ml-100k-$optimizer" "$data/ml-100k/u1.base" "$optimizer" 2 "-Dsapor.kernels=$kernels"
    same "ml-100k-$optimizer" "$data/ml-100k/u1.base" "$optimizer" 2 "-Dsapor.kernels=$kernels -Xint"
  done
done
exit "$failed"
