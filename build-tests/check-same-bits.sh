#!/bin/sh
# The same bits on every machine: the model of two epochs for any number of threads, any kernels and
# any tier of the JIT compiler, by sha256. DATA is the folder with the public data sets.
#   build-tests/check-same-bits.sh DATA [sgd|svdpp|bayes|softmax|bpr|implicit-als]
set -eu
data=${1:?'usage: build-tests/check-same-bits.sh DATA [sgd|svdpp|bayes|softmax|bpr|implicit-als]'}
only=${2-}
case $only in
  '' | sgd | svdpp | bayes | softmax | bpr | implicit-als) ;;
  *)
    printf 'check-same-bits: no part %s; it has sgd, svdpp, bayes, softmax, bpr and implicit-als\n' "$only" >&2
    exit 2
    ;;
esac
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# model FILE ALGORITHM THREADS JAVA_OPTIONS: prints the sha256 of the model; ALGORITHM with its options.
model() {
  rm -f "$work/model.sapor"
  # shellcheck disable=SC2086 # ALGORITHM is a list of words
  SAPOR_JAVA_OPTS=$4 "$root/sapor" train "$1" --algorithm $2 --epochs 2 \
    --threads "$3" --out "$work/model.sapor" >"$work/said" 2>&1 || {
    cat "$work/said" >&2
    return 1
  }
  sha256sum "$work/model.sapor" | cut -d ' ' -f 1
}

# same NAME FILE ALGORITHM THREADS JAVA_OPTIONS: compares with the first model of the name.
same() {
  for _ in 1 2; do
    is=$(model "$2" "$3" "$4" "$5")
    first=$work/$1.first
    [ -f "$first" ] || printf '%s' "$is" >"$first"
    if [ "$is" = "$(cat "$first")" ]; then verdict=ok; else verdict=DIFFERS failed=1; fi
    printf '%-8s %s %s, %s threads, %s\n' "$verdict" "$(printf '%.12s' "$is")" "$1" "$4" "$5"
  done
}

for optimizer in sgd adagrad; do
  [ -z "$only" ] || [ "$only" = sgd ] || continue
  algorithm="sgd --no-early-stopping --optimizer $optimizer"
  for kernels in scalar simd256 simd512; do
    for threads in 1 2 3 7; do
      same "ml-1m-$optimizer" "$data/ml-1m/ratings.dat.gz" "$algorithm" "$threads" "-Dsapor.kernels=$kernels"
    done
    same "ml-1m-$optimizer" "$data/ml-1m/ratings.dat.gz" "$algorithm" 2 "-Dsapor.kernels=$kernels -XX:TieredStopAtLevel=1"
    same "ml-100k-$optimizer" "$data/ml-100k/u1.base" "$algorithm" 2 "-Dsapor.kernels=$kernels"
    same "ml-100k-$optimizer" "$data/ml-100k/u1.base" "$algorithm" 2 "-Dsapor.kernels=$kernels -Xint"
  done
done

# NAME=OPTIONS; of sampled models all draws go through the file.
for part in 'svdpp-20=--no-early-stopping --factors 20' 'svdpp-64=--no-early-stopping --factors 64' \
  'bayes-20=--factors 20 --burn-in 0 --samples 2 --features iu,ii,time' \
  'bayes-8=--factors 8 --burn-in 0 --samples 2 --likelihood ordered-probit' 'softmax-20=--factors 20 --negatives 100' 'bpr-20=--factors 20 --negatives 100'; do
  name=${part%%=*}
  [ -z "$only" ] || [ "$only" = "${name%-*}" ] || continue
  algorithm="${name%-*} ${part#*=}"
  for kernels in scalar simd256 simd512; do
    for threads in 1 2 3 7; do
      same "ml-100k-$name" "$data/ml-100k/u1.base" "$algorithm" "$threads" "-Dsapor.kernels=$kernels"
    done
    same "ml-100k-$name" "$data/ml-100k/u1.base" "$algorithm" 2 "-Dsapor.kernels=$kernels -XX:TieredStopAtLevel=1"
    # Products of matrices in vectors take an interpreter hours.
    case $name-$kernels in
      svdpp-* | *-scalar) same "ml-100k-$name" "$data/ml-100k/u1.base" "$algorithm" 2 "-Dsapor.kernels=$kernels -Xint" ;;
    esac
  done
done

# 64 and 128 factors have loops of their own; 80 are a whole block and a part of one.
for solver in cg-64 cg-128 cg-80 blocks-80 cholesky-80; do
  [ -z "$only" ] || [ "$only" = implicit-als ] || continue
  algorithm="implicit-als --solver ${solver%-*} --factors ${solver#*-}"
  for kernels in scalar simd256 simd512; do
    for threads in 1 2 3 7; do
      same "ml-100k-$solver" "$data/ml-100k/u1.base" "$algorithm" "$threads" "-Dsapor.kernels=$kernels"
    done
    same "ml-100k-$solver" "$data/ml-100k/u1.base" "$algorithm" 2 "-Dsapor.kernels=$kernels -XX:TieredStopAtLevel=1"
  done
done
exit "$failed"
