#!/bin/bash
# Are the replicas of published splits those of the peers themselves? Installs scikit-surprise, scikit-learn and numpy
# (versions in peer-splits-requirements.txt) into a temporary environment, cuts MovieLens 100K and 1M by Surprise's KFold
# and by scikit-learn's train_test_split, and compares every test row with what ./sapor split makes.
#
#   build-tests/check-peer-splits.sh DATA_FOLDER     (with ml-100k/u.data and ml-1m/ratings.dat.gz in it)
#
# SAPOR names another launcher than ./sapor.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1" ]; then
  echo "usage: build-tests/check-peer-splits.sh DATA_FOLDER" >&2
  exit 2
fi
data=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
sapor=${SAPOR:-$here/../sapor}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/peer-splits-requirements.txt"

checked=0
for file in ml-100k/u.data ml-1m/ratings.dat.gz; do
  if [ ! -f "$data/$file" ]; then
    echo "skipped: $data/$file is not there"
    continue
  fi
  name=${file%%/*}
  "$sapor" split "$data/$file" --by surprise-kfold:5 --out "$work/$name-kfold" > "$work/$name-kfold.txt"
  "$sapor" split "$data/$file" --by sklearn-holdout:0.2 --out "$work/$name-holdout" > "$work/$name-holdout.txt"
  "$work/venv/bin/python" "$here/peer_splits.py" "$data/$file" "$work/$name-kfold" "$work/$name-holdout"
  checked=$((checked + 1))
done
if [ "$checked" -eq 0 ]; then
  echo "no data set to check in $data" >&2
  exit 1
fi
