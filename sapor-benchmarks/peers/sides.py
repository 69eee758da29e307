"""One measurement of one side, each in a process of its own as a user has it."""

import json
import os
import re
import statistics
import subprocess
import sys
import time

from data import MODULE, PEERS, fail


def build():
    """Builds Sapor once, so that no measurement does."""
    subprocess.run([os.path.join(MODULE, "run"), "TrainSgd", "--help"], check=True, stdout=subprocess.DEVNULL)


def process(command, **environment):
    start = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        fail("%s ended with %d: %s" % (" ".join(command), done.returncode, done.stderr[-2000:]))
    return done.stdout, seconds


def events(output):
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


class Timing:
    """What one run took.

    prepare: seconds from the start of training to its first epoch, where the side tells it
    epochs: seconds of each epoch, where the side tells it; training: seconds of all of it
    steady: seconds of an epoch once warm
    """

    def __init__(self, ratings, load, training, steady, peak, whole, prepare=None, epochs=None):
        self.ratings, self.load, self.training, self.steady = ratings, load, training, steady
        self.peak, self.whole, self.prepare, self.epochs = peak, whole, prepare, epochs

    @property
    def speed(self):
        """Millions of updates a second."""
        return self.ratings / self.steady / 1e6


def sapor(part, factors, threads, epochs, options, test=False, out=None):
    """Trains Sapor; returns what it took and the error after each epoch."""
    command = [os.path.join(MODULE, "run"), "TrainSgd", "--train", part.path("train.csv")]
    command += ["--factors", str(factors), "--threads", str(threads), "--epochs", str(epochs)]
    command += options + (["--test", part.path("test.csv")] if test else [])
    command += ["--factors-out", out] if out else []
    output, whole = process(command, SAPOR_NO_BUILD="1")
    lines = events(output)
    loaded = next(line for line in lines if line["event"] == "loaded")
    prepare = next(line for line in lines if line["event"] == "started")["seconds"]
    passes = [line for line in lines if line["event"] == "epoch"]
    seconds = [line["seconds"] for line in passes]
    timing = Timing(
        loaded["ratings"],
        loaded["seconds"],
        prepare + sum(seconds),
        statistics.mean(seconds[len(seconds) // 2 :]),
        lines[-1]["peak_bytes"],
        whole,
        prepare,
        seconds,
    )
    return timing, [line["test_rmse"] for line in passes if "test_rmse" in line]


def libmf(part, factors, threads, epochs, rate, penalty, test=False, out=None, steady=False):
    """Trains LIBMF. With steady it trains two times more, for one epoch and for all of them: the
    difference is what an epoch takes once everything is prepared, the slow first one left out."""
    command = [sys.executable, os.path.join(PEERS, "libmf_train.py"), "--train", part.path("train.txt")]
    command += ["--factors", str(factors), "--threads", str(threads)]
    command += ["--epochs", f"{epochs},1,{epochs}" if steady else str(epochs)]
    command += ["--rate", str(rate), "--lambda", str(penalty)]
    command += ["--test", part.path("test.txt")] if test else []
    command += ["--factors-out", out] if out else []
    output, whole = process(command)
    lines = events(output)
    trained = [line["seconds"] for line in lines if line["event"] == "trained"]
    each = (trained[2] - trained[1]) / (epochs - 1) if steady else trained[0] / epochs
    timing = Timing(
        lines[0]["ratings"], lines[0]["seconds"], trained[0], each, lines[1]["peak_bytes"], whole
    )
    curve = re.findall(r"^\s*\d+\s+[0-9.]+\s+([0-9.]+)\s+[0-9.]+e", output, re.MULTILINE)
    return timing, [float(error) for error in curve]


def load_average():
    return "%.2f %.2f %.2f" % os.getloadavg()
