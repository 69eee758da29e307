#!/usr/bin/env bash
# Seconds and peak memory of a full ranking evaluation on Gowalla (29,858 users x 40,981 items, 64
# factors), for a quarter, a half and all of the test users: cutoffs alone, and with AUC, which needs
# all ranks. The seconds of one user of the test data are those of starting, loading and ending.
#
# Usage: docs/figures/evaluation-speed.sh DATA [THREADS]   (DATA holds gowalla/train.txt.gz, test.txt.gz)
# SAPOR names another launcher than ./sapor. Needs GNU time.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=$1/gowalla
threads=${2:-$(nproc)}
sapor=${SAPOR:-./sapor}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$sapor" train "$data/train.txt.gz" --lists --factors 64 --alpha0 0.0125 --out "$folder/gowalla.sapor" 2>/dev/null
all=$(zcat "$data/test.txt.gz" | wc -l)
printf '%-8s %-32s %10s %10s %12s\n' users metrics 'wall s' 'CPU s' 'peak MiB'
for users in 1 $((all / 4)) $((all / 2)) "$all"; do
  zcat "$data/test.txt.gz" | awk -v all="$all" -v wanted="$users" 'int(NR * wanted / all) > int((NR - 1) * wanted / all)' > "$folder/test.txt"
  for metrics in recall@20,ndcg@20 recall@20,ndcg@20,auc; do
    /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$sapor" evaluate "$folder/gowalla.sapor" --lists \
      --test "$folder/test.txt" --metrics "$metrics" --baselines none --threads "$threads" > /dev/null 2>&1
    read -r wall user system kilobytes < "$folder/time"
    printf '%-8s %-32s %10s %10s %12s\n' "$users" "$metrics" "$wall" \
      "$(awk "BEGIN {print $user + $system}")" "$((kilobytes / 1024))"
  done
done
