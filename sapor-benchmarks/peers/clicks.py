"""Implicit ALS on clicks: Sapor beside irspack and implicit, in turn, each in a process of its own. Seconds of
an epoch once warm, by solver, factors and threads; and how far the factors of Sapor and irspack are
apart after three epochs from one start. MovieLens 1M with all ratings as clicks."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

import sides
from data import MODULE, named, read_csv

ALPHA0, LAMBDA = 0.3, 0.007


def matrix(part):
    """Users x items with ones, without the ids that nobody has: the sizes count in the weights."""
    import scipy.sparse

    users, items, _ = read_csv(part.path("train.csv"))
    rows, columns = np.unique(users, return_inverse=True)[1], np.unique(items, return_inverse=True)[1]
    return scipy.sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)))


def irspack_trainer(clicks, options):
    from irspack.recommenders.ials import IALSTrainer
    from irspack.recommenders._ials_core import LossType, SolverType

    solver = {"cg": SolverType.CG, "cholesky": SolverType.CHOLESKY}[options.solver]
    return IALSTrainer(
        clicks, options.factors, ALPHA0, LAMBDA, 1.0, 0.1, solver, 3, 64, LossType.IALSPP, 42, options.threads, 5, 7
    )


def implicit_epochs(clicks, options):
    """implicit has no α0 and another λ: the same work by its own parameters."""
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=options.factors, regularization=0.01, alpha=1 / ALPHA0, iterations=options.epochs,
        num_threads=options.threads, use_cg=options.solver == "cg", calculate_training_loss=False,
    )  # fmt: skip
    taken = []
    model.fit(clicks, show_progress=False, callback=lambda epoch, seconds, loss: taken.append(seconds))
    return taken


def one(options):
    """In a process of its own."""
    clicks = matrix(named("ml-1m", options.data))
    if options.peer == "implicit":
        print(json.dumps(implicit_epochs(clicks, options)))
        return
    trainer = irspack_trainer(clicks, options)
    if options.start:
        core = trainer.core_trainer
        core.item = np.load(os.path.join(options.start, "dense.npy"))
        core.user = np.zeros_like(core.user)
    taken = []
    for _ in range(options.epochs):
        begin = time.perf_counter()
        trainer.run_epoch()
        taken.append(time.perf_counter() - begin)
    if options.start:
        core = trainer.core_trainer
        np.savez(os.path.join(options.start, "theirs"), p=core.user, q=core.item)
    print(json.dumps(taken))


def theirs(peer, options, solver, factors, threads, epochs, start=None):
    command = [sys.executable, __file__, "--peer", peer, "--data", options.data, "--solver", solver]
    command += ["--factors", str(factors), "--threads", str(threads), "--epochs", str(epochs)]
    command += ["--start", start] if start else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit("peers: error: %s: %s" % (peer, done.stderr[-2000:]))
    return json.loads(done.stdout.strip().splitlines()[-1])


def ours(part, solver, factors, threads, epochs, more=()):
    command = [os.path.join(MODULE, "run"), "TrainClicks", "--train", part.path("train.csv"), "--solver", solver]
    command += ["--factors", str(factors), "--threads", str(threads), "--epochs", str(epochs), *more]
    output, _ = sides.process(command, SAPOR_NO_BUILD="1")
    return [line["seconds"] for line in sides.events(output) if line["event"] == "epoch"]


def warm(seconds):
    return statistics.median(seconds[len(seconds) // 2 :])


def agreement(part, options, solver, factors):
    """Greatest difference of a factor after three epochs from one start."""
    ids = dict(zip("pq", map(np.unique, read_csv(part.path("train.csv"))[:2])))
    with tempfile.TemporaryDirectory() as folder:
        start = np.random.default_rng(7).standard_normal((ids["q"].max() + 1, factors), dtype=np.float32)
        start *= np.float32(0.1 / np.sqrt(factors))
        np.save(os.path.join(folder, "q.npy"), start)
        np.save(os.path.join(folder, "dense.npy"), start[ids["q"]])
        theirs("irspack", options, solver, factors, 2, 3, folder)
        other = np.load(os.path.join(folder, "theirs.npz"))
        ours(part, solver, factors, 2, 3, ("--start", folder, "--factors-out", folder))
        mine = {name: np.load(os.path.join(folder, name + ".npy"))[ids[name]] for name in "pq"}
        return max(np.abs(mine[name] - other[name]).max() for name in "pq")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--factors", default="64,128,256")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--solver", default="cg,cholesky")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--start", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        options.factors, options.threads = int(options.factors), int(options.threads)
        one(options)
        return
    sides.build()
    part = named("ml-1m", options.data)
    print(f"load averages before: {sides.load_average()}\n")
    print("| solver | F | threads | Sapor s/epoch | irspack | irspack / Sapor | implicit | implicit / Sapor | apart after 3 epochs |")
    print("|---|---|---|---|---|---|---|---|---|")
    for solver in options.solver.split(","):
        for factors in map(int, options.factors.split(",")):
            apart = agreement(part, options, solver, factors)
            for threads in map(int, options.threads.split(",")):
                runs = {"sapor": [], "irspack": [], "implicit": []}
                for _ in range(options.pairs):
                    runs["sapor"].append(warm(ours(part, solver, factors, threads, options.epochs)))
                    for peer in ("irspack", "implicit"):
                        runs[peer].append(warm(theirs(peer, options, solver, factors, threads, options.epochs)))
                cells = [solver, factors, threads, "%.3f" % statistics.median(runs["sapor"])]
                for peer in ("irspack", "implicit"):
                    ratios = [b / a for a, b in zip(runs["sapor"], runs[peer])]
                    cells += ["%.3f" % statistics.median(runs[peer])]
                    cells += ["%.2f (%.2f to %.2f)" % (statistics.median(ratios), min(ratios), max(ratios))]
                print("| " + " | ".join(map(str, cells + ["%.1e" % apart])) + " |", flush=True)
    print(f"\nload averages after: {sides.load_average()}")


if __name__ == "__main__":
    main()
