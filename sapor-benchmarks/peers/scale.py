"""The whole job on growing data: read, train, judge, save; seconds and peak memory of ./sapor beside
those of LIBMF, which does it all in one process. Writes a CSV file, from which ScalePlot draws."""

import argparse
import csv
import json
import os
import sys
import tempfile
import time

import data
import sides


def measured(command, **environment):
    """Seconds, peak bytes and output of a process."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as talk:
        start = time.perf_counter()
        pid = os.posix_spawnp(
            command[0],
            command,
            {**os.environ, **environment},
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, talk.fileno(), 2)],
        )
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        talk.seek(0)
        if status:
            data.fail("%s: %s" % (" ".join(command), talk.read()[-2000:]))
        return seconds, usage.ru_maxrss << 10, out.read()


def sapor(part, options):
    launcher = os.path.join(data.ROOT, "sapor")
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "model.sapor")
        train = [launcher, "train", part.path("train.csv"), "--out", model, "--algorithm", "sgd"]
        train += ["--factors", str(options.factors), "--epochs", str(options.epochs), "--no-early-stopping"]
        train += ["--threads", str(options.threads), "--json"] + options.sapor.split()
        judge = [launcher, "evaluate", model, "--test", part.path("test.csv"), "--metrics", "rmse"]
        judge += ["--baselines", "none", "--threads", str(options.threads), "--json"]
        first = measured(train)
        second = measured(judge)
    return first[0] + second[0], max(first[1], second[1]), second[2]


def libmf(part, options):
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, os.path.join(data.PEERS, "libmf_train.py"), "--train", part.path("train.txt")]
        command += ["--factors", str(options.factors), "--epochs", str(options.epochs)]
        command += ["--threads", str(options.threads), "--judge", part.path("test.txt")]
        return measured(command + ["--save", os.path.join(folder, "model")])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", default="1,5,10,25", help="made-up ratings, a tenth of them for the test")
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the fastest counts")
    parser.add_argument("--sapor", default="", help="further options of ./sapor train")
    parser.add_argument("--out", default=os.path.join(data.WORK, "scale.csv"))
    options = parser.parse_args()
    measured([os.path.join(data.ROOT, "sapor"), "--version"])  # builds it if need be
    print(f"load averages before: {sides.load_average()}\n")
    print("| ratings | side | seconds | µs a rating and epoch | peak MB | RMSE |\n|---|---|---|---|---|---|")
    rows = []
    for millions in map(int, options.millions.split(",")):
        part = data.synthetic(millions * 1_000_000)
        runs = {"sapor": [], "libmf": []}
        for _ in range(options.repeats):
            runs["sapor"].append(sapor(part, options))
            runs["libmf"].append(libmf(part, options))
        for side, of in runs.items():
            seconds, _, output = min(of)
            peak = max(run[1] for run in of)
            cost = seconds * 1e6 / (millions * 1e6 * options.epochs)
            print(f"| {millions} M | {side} | {seconds:.1f} | {cost:.4f} | {peak / 1e6:.0f} | {error(output)} |", flush=True)
            rows.append([millions * 1_000_000, side, seconds, peak])
    with open(options.out, "w", newline="", encoding="ascii") as file:
        csv.writer(file).writerows([["ratings", "side", "seconds", "peak_bytes"], *rows])
    print(f"\nload averages after: {sides.load_average()}\n{options.out}")


def error(output):
    """The RMSE in the JSON of either side."""
    start = output.index("{")
    if '"judged"' in output:
        return "%.4f" % next(line["rmse"] for line in sides.events(output) if line["event"] == "judged")
    found = list(values(json.loads(output[start:]), "rmse"))
    return "%.4f" % found[0] if found else "?"


def values(tree, name):
    """The numbers of a name, wherever in a tree of JSON, and the value of figures of that name."""
    if isinstance(tree, dict):
        if isinstance(tree.get(name), (int, float)):
            yield tree[name]
        if tree.get("name") == name and isinstance(tree.get("value"), (int, float)):
            yield tree["value"]
        tree = list(tree.values())
    if isinstance(tree, list):
        for child in tree:
            yield from values(child, name)


if __name__ == "__main__":
    main()
