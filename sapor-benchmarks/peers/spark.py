"""Explicit ALS: Sapor beside Spark MLlib on local[2], one after the other on the same split of MovieLens 1M. Wall time of
training within Spark's session and of the whole command of Sapor, which includes its start and the reading; RMSE on
the held-out tenth. Sapor has its defaults; Spark is given its best λ of a few by the test set, in its favour."""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time

import sides
from data import ROOT, named

LAMBDAS = (0.03, 0.05, 0.07, 0.1)


def sapor(part, factors, epochs):
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "model.sapor")
        command = [os.path.join(ROOT, "sapor")]
        train = ["train", part.path("train.csv"), "--algorithm", "als", "--factors", str(factors), "--epochs", str(epochs)]
        begin = time.perf_counter()
        subprocess.run([*command, *train, "--threads", "2", "--out", model, "--json"], check=True, capture_output=True)
        seconds = time.perf_counter() - begin
        judge = ["evaluate", model, "--test", part.path("test.csv"), "--metrics", "rmse", "--baselines", "none"]
        done = subprocess.run([*command, *judge, "--json"], check=True, capture_output=True, text=True)
        return seconds, figure(json.loads(done.stdout))


def figure(report):
    """The first number called rmse, wherever it stands."""
    if isinstance(report, dict):
        if str(report.get("metric", "")).lower() == "rmse" and "value" in report:
            return report["value"]
        report = list(report.values())
    for part in report if isinstance(report, list) else []:
        found = figure(part)
        if found is not None:
            return found
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--factors", default="32,64")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    from pyspark.ml.recommendation import ALS
    from pyspark.sql import SparkSession

    part = named("ml-1m", options.data)
    quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    spark = SparkSession.builder.master("local[2]").config(map=quiet).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    schema = "user int, item int, rating float"
    train, test = (spark.read.csv(part.path(n), header=True, schema=schema).cache() for n in ("train.csv", "test.csv"))
    train.count(), test.count()

    def theirs(factors, lam):
        begin = time.perf_counter()
        model = ALS(rank=factors, maxIter=options.epochs, regParam=lam, seed=1, coldStartStrategy="drop").fit(train)
        model.userFactors.count()
        seconds = time.perf_counter() - begin
        error = model.transform(test).selectExpr("sqrt(avg(pow(rating - prediction, 2)))").first()[0]
        return seconds, error

    print(f"load averages before: {sides.load_average()}\n")
    print("| F | Sapor s | RMSE | Spark s | RMSE | its λ |")
    print("|---|---|---|---|---|---|")
    for factors in map(int, options.factors.split(",")):
        best = min(LAMBDAS, key=lambda lam: theirs(factors, lam)[1])
        ours = [sapor(part, factors, options.epochs) for _ in range(options.repeats)]
        other = [theirs(factors, best) for _ in range(options.repeats)]
        cells = (statistics.median(s for s, _ in ours), ours[0][1], statistics.median(s for s, _ in other), other[0][1])
        print("| %d | %.1f | %.4f | %.1f | %.4f | %s |" % (factors, *cells, best), flush=True)
    spark.stop()
    print(f"\nload averages after: {sides.load_average()}")


if __name__ == "__main__":
    main()
