"""Which is lower, the error of Sapor or that of LIBMF, each at its best? In two steps:

  choose  a grid of rates, weights and epochs for both, judged on a tenth of the training part of fold
          0 of MovieLens 1M; the winners go to a file, which is committed before the next step
  test    five folds, three seeds each (LIBMF has none, and on one thread the order of the rows leaves
          it as it is: so users and items get other numbers), both at their chosen point; paired
          differences with a 95 % interval
"""

import argparse
import itertools
import json
import os
import statistics
import tempfile

import numpy as np

import data
import sides
from judge import judge

CHOSEN = os.path.join(data.PEERS, "accuracy-chosen.json")
SEEDS = (1, 2, 3)
# Two-sided 95 % points of Student's t for 14 and for 4 degrees of freedom.
STUDENT = {15: 2.1448, 5: 2.7764}


def grid(values):
    """Every combination of a dict of lists, as lists of options."""
    for point in itertools.product(*values.values()):
        yield [text for pair in zip(values, map(str, point)) for text in pair]


def best_epoch(curve):
    epoch = int(np.argmin(curve))
    return {"error": round(curve[epoch], 4), "epochs": epoch + 1}


def choose(options, settings):
    rows = data.movielens(options.data)
    train = rows[data.folds(rows) != 0]
    held_out = np.zeros(len(train), dtype=bool)
    held_out[np.random.default_rng(3).permutation(len(train))[: len(train) // 10]] = True
    part = data.write_part(os.path.join(data.WORK, "ml-1m-choose"), train, held_out)
    wanted = settings["accuracy"]
    chosen = {}
    for factors in options.factors:
        trials = {"libmf": [], "sapor": []}
        for point in grid(wanted["libmf"]):
            rate, penalty = point[1], point[3]
            _, curve = sides.libmf(part, factors, 1, wanted["epochs"]["libmf"], rate, penalty, test=True)
            trials["libmf"].append({"rate": float(rate), "lambda": float(penalty), **best_epoch(curve)})
            print(f"F = {factors} libmf {trials['libmf'][-1]}", flush=True)
        for arguments in (form["fixed"] + point for form in wanted["sapor"] for point in grid(form["grid"])):
            epochs = wanted["epochs"]["sapor"]
            _, curve = sides.sapor(part, factors, options.threads, epochs, arguments, test=True)
            trials["sapor"].append({"options": arguments, **best_epoch(curve)})
            print(f"F = {factors} sapor {trials['sapor'][-1]}", flush=True)
        chosen[str(factors)] = {
            side: min(of, key=lambda trial: (trial["error"], trial["epochs"])) for side, of in trials.items()
        }
        print(f"F = {factors} chosen {chosen[str(factors)]}", flush=True)
    with open(options.chosen, "w", encoding="utf-8") as file:
        json.dump(chosen, file, indent=2)
        file.write("\n")


def interval(differences):
    mean = statistics.mean(differences)
    half = STUDENT[len(differences)] * statistics.stdev(differences) / len(differences) ** 0.5
    return f"{mean:+.4f}, 95 % interval {mean - half:+.4f} to {mean + half:+.4f}"


def pair(part, factors, point, seed, threads):
    with tempfile.TemporaryDirectory() as folder:
        best = point["sapor"]
        arguments = best["options"] + ["--seed", str(seed)]
        sides.sapor(part, factors, threads, best["epochs"], arguments, out=folder)
        ours = judge(folder, part)
    with tempfile.TemporaryDirectory() as folder:
        best = point["libmf"]
        sides.libmf(part, factors, 1, best["epochs"], best["rate"], best["lambda"], out=folder)
        return ours, judge(folder, part)


def test(options):
    with open(options.chosen, encoding="utf-8") as file:
        chosen = json.load(file)
    rows = data.movielens(options.data)
    fold = data.folds(rows)
    errors = {factors: [] for factors in options.factors}
    for number in range(5):
        for seed in SEEDS:
            folder = os.path.join(data.WORK, "ml-1m-fold")
            part = data.write_part(folder, data.renumbered(rows, seed), fold == number)
            for factors in options.factors:
                both = pair(part, factors, chosen[str(factors)], seed, options.threads)
                errors[factors].append(both)
                print(f"F = {factors} fold {number} seed {seed}: Sapor %.4f, LIBMF %.4f" % both, flush=True)
    print("\n| F | Sapor | LIBMF | Sapor − LIBMF over 15 pairs | over the means of 5 folds |\n|---|---|---|---|---|")
    for factors, pairs in errors.items():
        differences = [ours - theirs for ours, theirs in pairs]
        by_fold = [statistics.mean(differences[k : k + 3]) for k in range(0, 15, 3)]
        means = [statistics.mean(side) for side in zip(*pairs)]
        print("| %d | %.4f | %.4f |" % (factors, *means), interval(differences), "|", interval(by_fold), "|")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=("choose", "test"))
    parser.add_argument("--data", default=os.path.join("..", "shared", "data"), help="folder with ml-1m")
    parser.add_argument("--factors", default="32,64,128")
    parser.add_argument("--threads", type=int, default=2, help="of Sapor, which come to the same; LIBMF has one")
    parser.add_argument("--chosen", default=CHOSEN, help="file of the chosen points")
    parser.add_argument("--settings", default=os.path.join(data.PEERS, "settings.json"))
    options = parser.parse_args()
    options.factors = [int(text) for text in options.factors.split(",")]
    with open(options.settings, encoding="utf-8") as file:
        settings = json.load(file)
    sides.build()
    if options.step == "choose":
        choose(options, settings)
    else:
        test(options)
    print(f"load averages: {sides.load_average()}")


if __name__ == "__main__":
    main()
