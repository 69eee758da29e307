#!/usr/bin/env python3
"""Writes ranking metrics of random cases as ranx and scikit-learn compute them.

The table is kept beside the tests of dev.sapor.eval, which compare Sapor's metrics with it:

    pip install ranx==0.3.21 scikit-learn==1.9.1
    python build-tests/peer_metrics.py > sapor-core/src/test/resources/dev/sapor/eval/outside-metrics.tsv

ranx divides average precision by the number of relevant items, Sapor by min(k, that number); so
map@k is written only where no more than k items are relevant. scikit-learn gives the area under the
ROC curve and, on cases with ties, the NDCG averaged over the tied, as expectations.
"""
import random

import numpy as np
from ranx import Qrels, Run, evaluate
from sklearn.metrics import ndcg_score, roc_auc_score

METRICS = ["precision", "recall", "ndcg", "map", "mrr", "hit_rate"]
NAMES = {"hit_rate": "hr"}


def without_ties(rng):
    """Ranks of the relevant items among n candidates, all of different score."""
    n = rng.randint(2, 60)
    relevant = sorted(rng.sample(range(1, n + 1), rng.randint(1, min(n - 1, 15))))
    k = rng.randint(1, n + 10)
    qrels = Qrels({"q": {f"d{rank}": 1 for rank in relevant}})
    run = Run({"q": {f"d{rank}": float(n - rank) for rank in range(1, n + 1)}})
    values = {}
    for metric in METRICS:
        if metric != "map" or len(relevant) <= k:
            values[f"{NAMES.get(metric, metric)}@{k}"] = evaluate(qrels, run, f"{metric}@{k}")
    truth = [1 if rank in relevant else 0 for rank in range(1, n + 1)]
    values["auc"] = roc_auc_score(truth, [n - rank for rank in range(n)])
    scores = [n - rank for rank in range(n)]
    return n, scores, truth, values


def with_ties(rng):
    n = rng.randint(2, 40)
    scores = [rng.randint(0, 5) for _ in range(n)]
    truth = [0] * n
    for item in rng.sample(range(n), rng.randint(1, n - 1)):
        truth[item] = 1
    k = rng.randint(1, n)
    values = {
        f"ndcg@{k}": ndcg_score(np.array([truth]), np.array([scores]), k=k),
        "auc": roc_auc_score(truth, scores),
    }
    return n, scores, truth, values


def main():
    rng = random.Random(20)
    print("# ties\tscores\trelevant\tmetrics; written by build-tests/peer_metrics.py")
    for ties, draw in (("item-order", without_ties), ("expected", with_ties)):
        for _ in range(250):
            n, scores, truth, values = draw(rng)
            row = [
                ties,
                ",".join(str(score) for score in scores),
                ",".join(str(item) for item in range(n) if truth[item]),
                ",".join(f"{name}={float(value)!r}" for name, value in values.items()),
            ]
            print("\t".join(row))


if __name__ == "__main__":
    main()
