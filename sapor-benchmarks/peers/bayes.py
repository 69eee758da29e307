"""Bayesian matrix factorization by Gibbs sampling: Sapor beside myFM, in turn, each in a process of its own, on
the first fold of five of MovieLens 1M. Seconds of a sweep, with ids alone and with iu and ii, and the error on
the fold of predictions clipped to the range of the ratings. myFM has one thread. Both keep samples of the sweeps
after the first 20: Sapor 32 of them, myFM all."""

import argparse
import json
import os
import statistics
import sys
import time

import numpy as np

import sides
from data import MODULE, WORK, Part, movielens, read_csv, ready, write_part

BURN_IN = 20


def first_fold(data):
    """The first fold of Surprise's KFold(5, random_state=0): a fifth of the shuffled rows."""
    folder = os.path.join(WORK, "ml-1m-fold-1")
    if ready(folder):
        return Part(folder)
    rows = movielens(data)
    order = np.arange(len(rows))
    np.random.RandomState(0).shuffle(order)
    is_test = np.zeros(len(rows), dtype=bool)
    is_test[order[: len(rows) // 5 + (len(rows) % 5 > 0)]] = True
    return write_part(folder, rows, is_test)


def one_hot(indices, count):
    import scipy.sparse

    rows = np.arange(len(indices))
    return scipy.sparse.csr_matrix((np.ones(len(indices)), (rows, indices)), shape=(len(indices), count))


def bags(rows, columns, shape):
    """For each row what it has, divided by the root of how many."""
    import scipy.sparse

    has = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts = np.maximum(1, np.asarray(has.sum(axis=1)).ravel())
    return scipy.sparse.diags(1 / np.sqrt(counts)) @ has


def my_fm(part, factors, sweeps, with_bags, seed):
    """In a process of its own."""
    import myfm
    import scipy.sparse

    users, items, ratings = read_csv(part.path("train.csv"))
    test_users, test_items, truth = read_csv(part.path("test.csv"))
    count = 1 + max(users.max(), test_users.max()), 1 + max(items.max(), test_items.max())
    model = myfm.MyFMRegressor(rank=factors, random_seed=seed)
    if with_bags:
        user_block = scipy.sparse.hstack([one_hot(np.arange(count[0]), count[0]), bags(users, items, count)]).tocsr()
        item_block = scipy.sparse.hstack([one_hot(np.arange(count[1]), count[1]), bags(items, users, count[::-1])]).tocsr()
        blocks = lambda u, i: [myfm.RelationBlock(u, user_block), myfm.RelationBlock(i, item_block)]
        known = dict(X=None, X_rel=blocks(users, items), group_shapes=[count[0], count[1], count[1], count[0]])
        asked = dict(X=None, X_rel=blocks(test_users, test_items))
    else:
        ids = lambda u, i: scipy.sparse.hstack([one_hot(u, count[0]), one_hot(i, count[1])]).tocsr()
        known = dict(X=ids(users, items), group_shapes=list(count))
        asked = dict(X=ids(test_users, test_items))
    stamps = []

    def note(*_):
        stamps.append(time.perf_counter())
        return False, None

    kept = sweeps - BURN_IN if sweeps > BURN_IN else 1
    model.fit(y=ratings.astype(np.float64), n_iter=sweeps, n_kept_samples=kept, callback=note, **known)
    predicted = np.clip(model.predict(**asked), ratings.min(), ratings.max())
    print(json.dumps({"seconds": np.diff(stamps).tolist(), "rmse": float(np.sqrt(np.mean((predicted - truth) ** 2)))}))


def theirs(options, with_bags, sweeps):
    command = [sys.executable, os.path.abspath(__file__), "--peer", "--data", options.data, "--factors", str(options.factors)]
    command += ["--sweeps", str(sweeps), "--seeds", str(options.seeds[0])] + (["--bags"] if with_bags else [])
    output, _ = sides.process(command)
    said = sides.events(output)[-1]
    return statistics.median(said["seconds"]), said["rmse"]


def ours(part, options, with_bags, sweeps, threads, seed):
    command = [os.path.join(MODULE, "run"), "TrainBayes", "--train", part.path("train.csv"), "--test", part.path("test.csv")]
    command += ["--factors", str(options.factors), "--threads", str(threads), "--sweeps", str(sweeps), "--seed", str(seed)]
    output, _ = sides.process(command + (["--bags"] if with_bags else []), SAPOR_NO_BUILD="1")
    said = sides.events(output)
    seconds = [line["seconds"] for line in said if line["event"] == "epoch"]
    return statistics.median(seconds[len(seconds) // 2 :]), said[-1]["rmse"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--factors", type=int, default=32)
    parser.add_argument("--sweeps", type=int, default=200, help="of the runs whose error is told")
    parser.add_argument("--pairs", type=int, default=3, help="short runs of both, for the seconds; 0 for none")
    parser.add_argument("--short", type=int, default=20, help="sweeps of a short run")
    parser.add_argument("--seeds", default="42", help="of the long runs of Sapor; myFM takes the first")
    parser.add_argument("--no-errors", action="store_true", help="leave out the long runs")
    parser.add_argument("--peer", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--bags", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.seeds = [int(seed) for seed in options.seeds.split(",")]
    part = first_fold(options.data)
    if options.peer:
        my_fm(part, options.factors, options.sweeps, options.bags, options.seeds[0])
        return
    sides.build()
    print(f"load averages before: {sides.load_average()}\n")
    if options.pairs:
        print("| features | threads | Sapor s/sweep | myFM s/sweep | myFM / Sapor, pairs |\n|---|---|---|---|---|")
        for with_bags in (False, True):
            for threads in (1, 2):
                mine, others = [], []
                for _ in range(options.pairs):
                    mine.append(ours(part, options, with_bags, options.short, threads, options.seeds[0])[0])
                    others.append(theirs(options, with_bags, options.short // 2)[0])
                ratios = sorted(b / a for a, b in zip(mine, others))
                cells = ["iu, ii" if with_bags else "ids", threads, "%.3f" % statistics.median(mine), "%.3f" % statistics.median(others)]
                cells.append("%.1f (%.1f to %.1f)" % (statistics.median(ratios), ratios[0], ratios[-1]))
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    if not options.no_errors:
        print("\n| features | library, seed | RMSE |\n|---|---|---|")
        for with_bags in (False, True):
            name = "iu, ii" if with_bags else "ids"
            for seed in options.seeds:
                print(f"| {name} | Sapor, {seed} | {ours(part, options, with_bags, options.sweeps, 2, seed)[1]:.4f} |", flush=True)
            print(f"| {name} | myFM, {options.seeds[0]} | {theirs(options, with_bags, options.sweeps)[1]:.4f} |", flush=True)
    print(f"\nload averages after: {sides.load_average()}")


if __name__ == "__main__":
    main()
