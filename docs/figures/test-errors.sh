#!/usr/bin/env bash
# Root mean squared error of `sapor train --algorithm sgd` with its defaults on test data: the five
# folds of MovieLens 100K as published (u1 to u5), and five random folds of MovieLens 1M; seed 42.
#
# Usage: docs/figures/test-errors.sh DATA   (DATA holds ml-100k and ml-1m)
# SAPOR names another launcher than ./sapor. Needs jq.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=$1
sapor=${SAPOR:-./sapor}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# train FACTORS ARGUMENT...: the report of a training as JSON.
train() {
  local factors=$1
  shift
  "$sapor" train "$@" --algorithm sgd --factors "$factors" --out "$folder/model.sapor" --json 2>/dev/null
}

# line NAME FACTORS ERROR...: a row of the table, with the mean.
line() {
  local name=$1 factors=$2
  shift 2
  printf '%s\n' "$@" | awk -v name="$name" -v factors="$factors" \
    '{cells = cells sprintf(" %.4f |", $1); sum += $1} END {printf "| %s | %s |%s %.4f |\n", name, factors, cells, sum / NR}'
}

echo '| | F | 1 | 2 | 3 | 4 | 5 | mean |'
echo '|---|---|---|---|---|---|---|---|'
for factors in 32 64 128; do
  errors=()
  for fold in 1 2 3 4 5; do
    errors+=("$(train "$factors" "$data/ml-100k/u$fold.base" --test "$data/ml-100k/u$fold.test" | jq .test.rmse)")
  done
  line 'ml-100k, u1 to u5' "$factors" "${errors[@]}"
done
for factors in 32 64 128; do
  mapfile -t errors < <(train "$factors" "$data/ml-1m/ratings.dat.gz" --split kfold:5 | jq -r '.crossValidation.folds[].rmse')
  line 'ml-1m, five folds' "$factors" "${errors[@]}"
done
