"""The parameters of implicit and of Spark's ALS, translated (sapor train --from implicit|spark): how far the factors
are apart. implicit and Sapor train three epochs from one start; the users of Sapor are solved from the items that Spark
ended with, as Spark's own users are. MovieLens 1M, with the ratings as counts."""

import argparse
import os
import sys
import tempfile

import numpy as np

import sides
from data import MODULE, named, read_csv

FACTORS, EPOCHS = 16, 3


def trained_here(part, dialect, alpha, lam, start, epochs):
    """Factors by id that Sapor has after some epochs from given items."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(os.path.join(folder, "q.npy"), start)
        command = [os.path.join(MODULE, "run"), "TrainClicks", "--train", part.path("train.csv"), "--solver", "cholesky"]
        command += ["--from", dialect, "--alpha", str(alpha), "--lambda", str(lam), "--factors", str(FACTORS)]
        command += ["--epochs", str(epochs), "--start", folder, "--factors-out", folder]
        sides.process(command, SAPOR_NO_BUILD="1")
        return tuple(np.load(os.path.join(folder, name + ".npy")) for name in "pq")


def distance(ours, theirs, ids):
    """Greatest difference of an element, beside the greatest element."""
    return np.abs(ours[ids] - theirs[ids]).max(), np.abs(theirs[ids]).max()


def against_implicit(part, users, items, counts):
    import scipy.sparse
    from implicit.cpu.als import AlternatingLeastSquares

    alpha, lam = 2.0, 0.5
    start = np.random.default_rng(7).standard_normal((items.max() + 1, FACTORS), dtype=np.float32) * 0.1
    # An id that no item has would count as an item there.
    start[np.setdiff1d(np.arange(len(start)), items)] = 0
    matrix = scipy.sparse.csr_matrix((counts.astype(np.float32), (users, items)))
    model = AlternatingLeastSquares(
        factors=FACTORS, regularization=lam, alpha=alpha, iterations=EPOCHS, num_threads=1, use_cg=False,
        calculate_training_loss=False,
    )  # fmt: skip
    model.item_factors = start.copy()
    model.user_factors = np.zeros((users.max() + 1, FACTORS), dtype=np.float32)
    model.fit(matrix, show_progress=False)
    p, q = trained_here(part, "implicit", alpha, lam, start, EPOCHS)
    return [
        ("implicit", "users", *distance(p, model.user_factors, np.unique(users))),
        ("implicit", "items", *distance(q, model.item_factors, np.unique(items))),
    ]


def against_spark(part, users, items, _):
    from pyspark.ml.recommendation import ALS
    from pyspark.sql import SparkSession

    alpha, lam = 2.0, 0.05
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    rows = spark.read.csv(part.path("train.csv"), header=True, inferSchema=True)
    model = ALS(rank=FACTORS, maxIter=EPOCHS, regParam=lam, alpha=alpha, implicitPrefs=True, seed=1).fit(rows)

    def factors(table, size):
        dense = np.zeros((size, FACTORS), dtype=np.float32)
        for row in table.collect():
            dense[row.id] = row.features
        return dense

    theirs = factors(model.userFactors, users.max() + 1)
    start = factors(model.itemFactors, items.max() + 1)
    spark.stop()
    p, _ = trained_here(part, "spark", alpha, lam, start, 1)
    return [("Spark", "users", *distance(p, theirs, np.unique(users)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with the set")
    parser.add_argument("--set", default="ml-1m")
    parser.add_argument("--peers", default="implicit,spark")
    options = parser.parse_args()
    sides.build()
    part = named(options.set, options.data)
    users, items, counts = read_csv(part.path("train.csv"))
    known = {"implicit": against_implicit, "spark": against_spark}
    rows = [row for peer in options.peers.split(",") for row in known[peer](part, users, items, counts)]
    print("| peer | factors of | apart at most | greatest element |")
    print("|---|---|---|---|")
    for peer, side, apart, greatest in rows:
        print(f"| {peer} | {side} | {apart:.1e} | {greatest:.2f} |")
    if any(apart > 1e-3 * greatest for _, _, apart, greatest in rows):
        sys.exit("peers: error: the factors are further apart than a thousandth of the greatest element")


if __name__ == "__main__":
    main()
