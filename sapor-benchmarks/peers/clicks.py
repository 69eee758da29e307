"""Implicit ALS on clicks: Sapor beside irspack, implicit and cmfrec, in turn, each in a process of its own. Seconds of
an epoch once warm, by solver, factors and threads; and how far the factors of Sapor and irspack are
apart after three epochs from one start. MovieLens 1M with all ratings as clicks, or made-up ratings.

irspack's blocks take all users before the items, Sapor's take both for each block: they are compared in blocks of
64 for speed, and for the factors in one block, where both are exact."""

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

ALPHA0, LAMBDA, BLOCK = 0.3, 0.007, 64


def matrix(part):
    """Users x items with ones, without the ids that nobody has: the sizes count in the weights."""
    import scipy.sparse

    users, items, _ = read_csv(part.path("train.csv"))
    rows, columns = np.unique(users, return_inverse=True)[1], np.unique(items, return_inverse=True)[1]
    return scipy.sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)))


def irspack_trainer(clicks, options):
    from irspack.recommenders.ials import IALSTrainer
    from irspack.recommenders._ials_core import LossType, SolverType

    solver = {"cg": SolverType.CG, "cholesky": SolverType.CHOLESKY, "blocks": SolverType.IALSPP}[options.solver]
    block = options.factors if options.start else BLOCK
    return IALSTrainer(
        clicks, options.factors, ALPHA0, LAMBDA, 1.0, 0.1, solver, 3, block, LossType.IALSPP, 42, options.threads, 5, 7
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


def cmfrec_epochs(clicks, options):
    """cmfrec says nothing of its epochs: each is the difference of trainings of two lengths."""
    import cmfrec

    def seconds(epochs):
        model = cmfrec.CMF_implicit(
            k=options.factors, lambda_=1.0, alpha=1.0, niter=epochs, use_cg=options.solver == "cg", max_cg_steps=3,
            finalize_chol=False, precompute_for_predictions=False, use_float=True, nthreads=options.threads, verbose=False,
        )  # fmt: skip
        begin = time.perf_counter()
        model.fit(clicks.tocoo())
        return time.perf_counter() - begin

    seconds(1)
    return [(seconds(options.epochs + 1) - seconds(1)) / options.epochs]


def one(options):
    """In a process of its own."""
    clicks = matrix(named(options.set, options.data))
    if options.peer == "cmfrec":
        print(json.dumps(cmfrec_epochs(clicks, options)))
        return
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
    command = [sys.executable, __file__, "--peer", peer, "--data", options.data, "--set", options.set, "--solver", solver]
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
        one_block = ("--block", str(factors))
        ours(part, solver, factors, 2, 3, ("--start", folder, "--factors-out", folder, *one_block))
        mine = {name: np.load(os.path.join(folder, name + ".npy"))[ids[name]] for name in "pq"}
        return max(np.abs(mine[name] - other[name]).max() for name in "pq")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--set", default="ml-1m", help="ml-1m, or millions of made-up ratings such as 25M")
    parser.add_argument("--factors", default="64,128,256")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--solver", default="cg,blocks,cholesky")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--peers", default="irspack,implicit,cmfrec")
    parser.add_argument("--no-agreement", action="store_true", help="leave out how far the factors are apart")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--start", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        options.factors, options.threads = int(options.factors), int(options.threads)
        one(options)
        return
    sides.build()
    part = named(options.set, options.data)
    print(f"{options.set}, load averages before: {sides.load_average()}\n")
    peers = options.peers.split(",")
    heads = [head for peer in peers for head in (peer, peer + " / Sapor")]
    print("| solver | F | threads | Sapor s/epoch | " + " | ".join(heads) + " | apart from irspack after 3 epochs |")
    print("|---" * (5 + len(heads)) + "|")
    for solver in options.solver.split(","):
        for factors in map(int, options.factors.split(",")):
            apart = "" if options.no_agreement else "%.1e" % agreement(part, options, solver, factors)
            for threads in map(int, options.threads.split(",")):
                cells = [solver, factors, threads, *times(part, options, peers, solver, factors, threads), apart]
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    print(f"\nload averages after: {sides.load_average()}")


def times(part, options, peers, solver, factors, threads):
    """Medians of seconds, and of the ratios of pairs with their range."""
    mine, others = [], {peer: [] for peer in peers}
    for _ in range(options.pairs):
        mine.append(warm(ours(part, solver, factors, threads, options.epochs)))
        for peer in peers:
            if peer == "irspack" or solver != "blocks":
                others[peer].append(warm(theirs(peer, options, solver, factors, threads, options.epochs)))
    yield "%.3f" % statistics.median(mine)
    for peer in peers:
        ratios = [b / a for a, b in zip(mine, others[peer])]
        yield "%.3f" % statistics.median(others[peer]) if ratios else ""
        yield "%.2f (%.2f to %.2f)" % (statistics.median(ratios), min(ratios), max(ratios)) if ratios else ""


if __name__ == "__main__":
    main()
