"""Sapor beside LIBMF, in turn: speed of updates, seconds of an epoch, error after each epoch, time to
the error that LIBMF reaches at its default rate, memory, loading. What the columns mean stands in
docs/benchmarks.md."""

import argparse
import json
import os
import statistics
import tempfile

import sides
from data import PEERS, named
from judge import judge

EPOCHS = {"ml-1m": 40, "25M": 8}


def spread(values, form):
    return (form + " (" + form + " to " + form + ")") % (statistics.median(values), min(values), max(values))


def speeds(part, name, settings, options):
    epochs = options.epochs or EPOCHS.get(name, 10)
    print(f"\n## {name}: speed, {options.pairs} pairs in turn, {epochs} epochs\n")
    print("| F | threads | optimizer | Sapor M/s | LIBMF M/s | ratio | s/epoch | LIBMF | load s | LIBMF | peak MB | LIBMF |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for factors in options.factors:
        for threads in options.threads:
            for optimizer in options.optimizers:
                ours, theirs = [], []
                for _ in range(options.pairs):
                    ours.append(sides.sapor(part, factors, threads, epochs, settings["sapor"][optimizer])[0])
                    rate, penalty = settings["libmf"]["rate"], settings["libmf"]["lambda"]
                    theirs.append(sides.libmf(part, factors, threads, epochs, rate, penalty, steady=True)[0])
                ratios = [a.speed / b.speed for a, b in zip(ours, theirs)]
                middle = lambda runs, field: statistics.median(getattr(run, field) for run in runs)
                cells = [factors, threads, optimizer, "%.1f" % middle(ours, "speed"), "%.1f" % middle(theirs, "speed")]
                cells += [spread(ratios, "%.2f")]
                cells += ["%.4f" % middle(side, "steady") for side in (ours, theirs)]
                cells += ["%.2f" % middle(side, "load") for side in (ours, theirs)]
                cells += ["%.0f" % (middle(side, "peak") / 1e6) for side in (ours, theirs)]
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    print(f"\nload averages after: {sides.load_average()}")


def curves(part, name, settings, options):
    """The error after each epoch, then the time to the best that LIBMF reaches."""
    rate, penalty = settings["libmf"]["rate"], settings["libmf"]["lambda"]
    print(f"\n## {name}: error and time\n\nLIBMF: rate {rate}, lambda {penalty}, {options.curve_epochs} epochs")
    for factors in options.factors:
        for threads in options.threads:
            with tempfile.TemporaryDirectory() as folder:
                _, theirs = sides.libmf(
                    part, factors, threads, options.curve_epochs, rate, penalty, test=True, out=folder
                )
                judged = judge(folder, part)
            best = min(theirs)
            at = theirs.index(best) + 1
            print(f"\n### F = {factors}, {threads} thread(s)\n")
            print("LIBMF " + " ".join("%.4f" % error for error in theirs))
            print(f"best {best:.4f} after {at} epochs; last by its own count {theirs[-1]:.4f}, by the evaluator {judged:.4f}")
            for optimizer in options.optimizers:
                beside(part, factors, threads, optimizer, (best, at), settings, options)
    print(f"\nload averages after: {sides.load_average()}")


def beside(part, factors, threads, optimizer, target, settings, options):
    best, at = target
    rate, penalty = settings["libmf"]["rate"], settings["libmf"]["lambda"]
    arguments = settings["sapor"][optimizer]
    with tempfile.TemporaryDirectory() as folder:
        _, ours = sides.sapor(
            part, factors, threads, options.curve_epochs, arguments, test=True, out=folder
        )
        judged = judge(folder, part)
    print(f"\nSapor {optimizer} " + " ".join("%.4f" % error for error in ours))
    print(f"best {min(ours):.4f}; last by its own count {ours[-1]:.4f}, by the evaluator {judged:.4f}")
    reached = next((epoch for epoch, error in enumerate(ours, 1) if error <= best), None)
    if reached is None:
        print(f"does not reach {best:.4f} in {options.curve_epochs} epochs")
        return
    our_seconds, their_seconds = [], []
    for _ in range(options.pairs):
        timing, _ = sides.sapor(part, factors, threads, reached, arguments)
        our_seconds.append(timing.training)
        their_seconds.append(sides.libmf(part, factors, threads, at, rate, penalty)[0].training)
    ratios = [a / b for a, b in zip(our_seconds, their_seconds)]
    print(
        f"seconds of training to {best:.4f}, warm-up included: Sapor {spread(our_seconds, '%.2f')} in {reached} epochs,"
        f" LIBMF {spread(their_seconds, '%.2f')} in {at}; ratio {spread(ratios, '%.2f')}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--sets", default="ml-1m,25M", help="ml-1m, or millions of made-up ratings (25M)")
    parser.add_argument("--factors", default="16,32,64,128")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--optimizers", help="names in the settings; all of them")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--epochs", type=int, help="of a run for speed; 40 on ml-1m, 8 on 25M")
    parser.add_argument("--curve-epochs", type=int, default=30)
    parser.add_argument("--parts", default="speed,curves")
    parser.add_argument("--settings", default=os.path.join(PEERS, "settings.json"))
    options = parser.parse_args()
    options.factors = [int(text) for text in options.factors.split(",")]
    options.threads = [int(text) for text in options.threads.split(",")]
    with open(options.settings, encoding="utf-8") as file:
        settings = json.load(file)
    options.optimizers = options.optimizers.split(",") if options.optimizers else list(settings["sapor"])
    sides.build()
    print(f"load averages before: {sides.load_average()}")
    for name in options.sets.split(","):
        part = named(name, options.data)
        if "speed" in options.parts:
            speeds(part, name, settings, options)
        if "curves" in options.parts:
            curves(part, name, settings, options)


if __name__ == "__main__":
    main()
