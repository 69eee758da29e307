"""How long each command takes from start to end on little data, and what the first epochs cost a JVM
that is not warm yet."""

import argparse
import os
import statistics
import subprocess
import tempfile
import time

import data
import sides


def seconds(command, repeats):
    taken = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        taken.append(time.perf_counter() - start)
        if done.returncode:
            data.fail("%s: %s" % (" ".join(command), done.stderr[-1000:]))
    return taken[1:]  # the first fills the file cache


def commands(options):
    launcher = os.path.join(data.ROOT, "sapor")
    with tempfile.TemporaryDirectory() as folder:
        ratings, test = os.path.join(folder, "ratings.csv"), os.path.join(folder, "test.csv")
        model = os.path.join(folder, "model.sapor")
        generate = [os.path.join(data.MODULE, "run"), "GenerateRatings", "--ratings", "20000"]
        subprocess.run(generate + ["--out", ratings, "--test", test], check=True)
        train = [launcher, "train", ratings, "--out", model, "--algorithm"]
        print("| command | median ms | least | most |\n|---|---|---|---|")
        for words in (
            [launcher, "--version"],
            [launcher, "--help"],
            [launcher, "train", "--help"],
            train + ["als"],
            train + ["sgd"],
            [launcher, "evaluate", model, "--test", test, "--metrics", "rmse", "--baselines", "none"],
            [launcher, "evaluate", model, "--test", test],
            [launcher, "recommend", model, "--user", "1"],
            [launcher, "predict", model, "--user", "1", "--item", "1"],
            [launcher, "similar", model, "--item", "1"],
            [launcher, "info", model],
            [launcher, "verify", model],
        ):
            taken = [1000 * s for s in seconds(words, options.repeats)]
            said = " ".join(os.path.basename(word) for word in words)
            print("| `%s` | %.0f | %.0f | %.0f |" % (said, statistics.median(taken), min(taken), max(taken)), flush=True)


def epochs(options):
    part = data.movielens_tenth(options.data)
    print("\n| F | threads | start ms | epoch 1 | 2 | 3 | 4 | 5 | once warm |\n|---|---|---|---|---|---|---|---|---|")
    for factors in (32, 64, 128):
        for threads in (1, 2):
            runs = [sides.sapor(part, factors, threads, 40, options.sapor.split())[0] for _ in range(options.pairs)]
            cells = [run.prepare for run in runs], *([run.epochs[k] for run in runs] for k in range(5))
            cells += ([run.steady for run in runs],)
            times = " | ".join("%.0f" % (1000 * statistics.median(cell)) for cell in cells)
            print(f"| {factors} | {threads} | {times} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--repeats", type=int, default=15, help="of each command")
    parser.add_argument("--pairs", type=int, default=5, help="runs for the first epochs")
    parser.add_argument("--sapor", default="", help="further options of TrainSgd")
    options = parser.parse_args()
    sides.build()
    subprocess.run([os.path.join(data.ROOT, "sapor"), "--version"], check=True, stdout=subprocess.DEVNULL)
    print(f"load averages before: {sides.load_average()}\n")
    commands(options)
    epochs(options)
    print(f"\nload averages after: {sides.load_average()}")


if __name__ == "__main__":
    main()
