#!/usr/bin/env bash
# Tuning within the base files of MovieLens 100K, judged on the test files, which the search never
# sees: whether the winner beats poor starting values, and whether it is worse than the defaults by more
# than noise. docs/tune.md has the last figures.
#
# usage: build-tests/check-tune.sh [DATA] [TRIALS]
#
# DATA is the folder with u1.base, u1.test … u5.test; ../shared/data/ml-100k unless given. Prints, for
# each fold, the figures of three models and the paired 95 % intervals over users of (tuned - poor)
# and (tuned - defaults): for ratings RMSE, where less is better, then for recommendation NDCG@10,
# where more is. Exit code 1 where an interval says otherwise, or a command fails. Takes minutes; needs python3.
#
# SAPOR names another program than ./sapor.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
data=${1:-$root/../shared/data/ml-100k}
trials=${2:-30}
sapor=${SAPOR:-$root/sapor}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

[ -r "$data/u1.base" ] || { echo "check-tune: no u1.base in $data; nothing is checked" >&2; exit 2; }
command -v python3 >/dev/null || { echo "check-tune: python3 is not installed" >&2; exit 2; }

# field FILE KEY: a field of a JSON object, as text.
field() {
  python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$1" "$2"
}

# fold NUMBER GOAL METRIC POOR-AS-RANGES POOR-AS-OPTIONS...: one row of the table.
fold() {
  local number=$1 goal=$2 metric=$3 poor=$4
  shift 4
  local base=$data/u$number.base test=$data/u$number.test
  rm -f -- "$work"/*.sapor "$work"/*.json
  "$sapor" tune "$base" --goal "$goal" --trials "$trials" --start "$poor" --json \
    >"$work/tune.json" 2>>"$work/log" || return 1
  # The printed command, as a person would paste it, but for the program and the file.
  local command
  command=$(field "$work/tune.json" command) || return 1
  command=${command#* }
  command=${command% --out my.sapor}
  (cd "$work" && eval "\"$sapor\" $command --out tuned.sapor" >/dev/null 2>>"$work/log") || return 1
  "$sapor" train "$base" --goal "$goal" --out "$work/defaults.sapor" >/dev/null 2>>"$work/log" ||
    return 1
  "$sapor" train "$base" --goal "$goal" "$@" --out "$work/poor.sapor" >/dev/null 2>>"$work/log" ||
    return 1
  for other in poor defaults; do
    "$sapor" compare "$work/$other.sapor" "$work/tuned.sapor" --test "$test" --metrics "$metric" \
      --json >"$work/$other.json" 2>>"$work/log" || return 1
  done
  python3 - "$number" "$work" <<'PYTHON'
import json, sys

def read(name):
    with open(sys.argv[2] + "/" + name + ".json", encoding="utf-8") as file:
        return json.load(file)

tune, poor, defaults = (read(name) for name in ("tune", "poor", "defaults"))
poor, defaults = poor["comparisons"][0], defaults["comparisons"][0]
sign = -1 if poor["metric"] == "rmse" else 1
interval = lambda c: "{:+.4f} to {:+.4f}".format(c["low"], c["high"])
print("| u{} | {:.4f} | {:.4f} | {:.4f} | {} | {} | {} |".format(
    sys.argv[1], poor["first"], defaults["first"], poor["second"], interval(poor),
    interval(defaults), "defaults" if tune["winner"] == 0 else "trial {}".format(tune["winner"])))
better = min(sign * poor["low"], sign * poor["high"]) > 0
worse = max(sign * defaults["low"], sign * defaults["high"]) < 0
if not better or worse:
    sys.exit("u{}: {}".format(sys.argv[1], "worse than the defaults" if worse else "no better than poor values"))
PYTHON
}

# table GOAL METRIC POOR-AS-RANGES POOR-AS-OPTIONS...
table() {
  echo
  echo "$1, $2, $trials trials; poor: $3"
  echo
  echo "| fold | poor | defaults | tuned | tuned - poor | tuned - defaults | winner |"
  echo "|---|---|---|---|---|---|---|"
  for number in 1 2 3 4 5; do
    fold "$number" "$@" || { echo "u$number: failed"; failed=1; }
  done
}

failed=0
cd "$root"
data=$(cd -- "$data" && pwd -P)
table predict rmse regularization=0.01,factors=64,kappa=0,bias-kappa=0.1 \
  --regularization 0.01 --factors 64 --kappa 0 --bias-kappa 0.1
table recommend ndcg@10 regularization=0.00001,alpha0=0.001,factors=64 \
  --regularization 0.00001 --alpha0 0.001 --factors 64
echo
if [ "$failed" != 0 ]; then
  cat "$work/log" >&2
  exit 1
fi
echo "check-tune: as it should be"
