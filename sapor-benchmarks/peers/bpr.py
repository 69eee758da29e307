"""Bayesian personalized ranking on gowalla, a tenth of the training file held out: Sapor beside implicit, in turn,
each in a process of its own, with the defaults of each but for factors and threads. Seconds of an epoch, and Recall@20 and NDCG@20 of
the held-out tenth (the same code judges both). An epoch of Sapor sets each click against 1,024 items, one of implicit against one."""

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile

import numpy as np

import sides
from data import MODULE, fail

TOP = 20


def clicks(data):
    """Users and items of the training file."""
    path = os.path.join(data, "gowalla", "train.txt.gz")
    if not os.path.exists(path):
        fail(f"{path} is not there; --data names the folder with the public data sets")
    users, items = [], []
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            user, *mine = map(int, line.split())
            users += [user] * len(mine)
            items += mine
    return np.array(users), np.array(items)


def implicit_bpr(options):
    """In a process of its own."""
    import time

    import scipy.sparse
    from implicit.cpu.bpr import BayesianPersonalizedRanking

    users, items = np.load(os.path.join(options.folder, "train.npy"))
    matrix = scipy.sparse.csr_matrix((np.ones(len(users), dtype=np.float32), (users, items)))
    model = BayesianPersonalizedRanking(factors=options.factors, num_threads=options.threads, random_state=42, **({"iterations": options.epochs} if options.epochs else {}))
    begin = time.perf_counter()
    model.fit(matrix, show_progress=False)
    print(json.dumps({"seconds": (time.perf_counter() - begin) / model.iterations, "epochs": model.iterations}))
    np.save(os.path.join(options.folder, "p"), model.user_factors)
    np.save(os.path.join(options.folder, "q"), model.item_factors)


def judge(folder, train, test):
    """Recall and NDCG over the users of the test part, what they had in training left out."""
    p, q = np.load(os.path.join(folder, "p.npy")), np.load(os.path.join(folder, "q.npy"))
    seen, wanted = {}, {}
    for user, item in zip(*train):
        seen.setdefault(user, []).append(item)
    for user, item in zip(*test):
        wanted.setdefault(user, set()).add(item)
    discounts = 1 / np.log2(np.arange(2, TOP + 2))
    recalls, ndcgs = [], []
    for user, mine in wanted.items():
        scores = q @ p[user] if user < len(p) else np.zeros(len(q), dtype=np.float32)
        scores[seen.get(user, [])] = -np.inf
        best = np.argpartition(-scores, TOP)[:TOP]
        best = best[np.argsort(-scores[best])]
        hits = np.array([item in mine for item in best])
        recalls.append(hits.sum() / len(mine))
        ndcgs.append((hits * discounts).sum() / discounts[: min(TOP, len(mine))].sum())
    return np.mean(recalls), np.mean(ndcgs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with gowalla")
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=0, help="of both; their defaults if not given")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder:
        implicit_bpr(options)
        return
    sides.build()
    users, items = clicks(options.data)
    held = np.random.default_rng(1).random(len(users)) < 0.1
    train, test = (users[~held], items[~held]), (users[held], items[held])
    print(f"load averages before: {sides.load_average()}\n")
    print("| library | epochs | s/epoch | Recall@20 | NDCG@20 |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        np.save(os.path.join(folder, "train"), np.array(train))
        csv = os.path.join(folder, "train.csv")
        np.savetxt(csv, np.array(train).T, fmt="%d", delimiter=",", header="user,item", comments="")
        common = ["--factors", str(options.factors), "--threads", str(options.threads)]
        common += ["--epochs", str(options.epochs)] if options.epochs else []
        output, _ = sides.process([os.path.join(MODULE, "run"), "TrainBpr", "--train", csv, "--factors-out", folder, *common], SAPOR_NO_BUILD="1")
        seconds = [line["seconds"] for line in sides.events(output) if line["event"] == "epoch"]
        show("Sapor", len(seconds), statistics.median(seconds), judge(folder, train, test))
        output, _ = sides.process([sys.executable, os.path.abspath(__file__), "--folder", folder, *common])
        said = sides.events(output)[-1]
        show("implicit", said["epochs"], said["seconds"], judge(folder, train, test))
    print(f"\nload averages after: {sides.load_average()}")


def show(name, epochs, seconds, figures):
    print(f"| {name} | {epochs} | {seconds:.3f} | {figures[0]:.4f} | {figures[1]:.4f} |", flush=True)


if __name__ == "__main__":
    main()
