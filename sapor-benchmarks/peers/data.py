"""The data of the side-by-side runs, as CSV for Sapor and as LIBMF's own text for LIBMF."""

import gzip
import os
import subprocess
import sys

import numpy as np

PEERS = os.path.dirname(os.path.abspath(__file__))
MODULE = os.path.dirname(PEERS)
ROOT = os.path.dirname(MODULE)
WORK = os.path.join(MODULE, "target", "peers-work")


def fail(message):
    sys.exit("peers: error: " + message)


class Part:
    """Training and test data in files of both forms, and the test data as arrays."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def test(self):
        return read_csv(self.path("test.csv"))

    def train_mean(self):
        with open(self.path("mean"), encoding="ascii") as file:
            return float(file.read())


def read_csv(path):
    """Users, items (both int) and ratings of a CSV file with a header."""
    with open(path, encoding="ascii") as file:
        next(file)
        rows = np.fromstring(file.read().replace("\n", ","), dtype=np.float32, sep=",")
    rows = rows.reshape(-1, 3)
    return rows[:, 0].astype(np.int32), rows[:, 1].astype(np.int32), rows[:, 2]


def plain_text(csv):
    """LIBMF's form of a CSV file beside it: no header, spaces."""
    with open(csv, "rb") as file, open(csv[:-3] + "txt", "wb") as out:
        next(file)
        while block := file.read(1 << 24):
            out.write(block.replace(b",", b" "))


def finish(folder):
    part = Part(folder)
    for name in ("train.csv", "test.csv"):
        plain_text(part.path(name))
    with open(part.path("mean"), "w", encoding="ascii") as file:
        file.write(repr(float(read_csv(part.path("train.csv"))[2].mean(dtype=np.float64))))
    return part


def ready(folder):
    return os.path.exists(os.path.join(folder, "mean"))


def movielens(data):
    """MovieLens 1M as rows (user, item, rating)."""
    path = os.path.join(data, "ml-1m", "ratings.dat.gz")
    if not os.path.exists(path):
        fail(f"{path} is not there; --data names the folder with the public data sets")
    with gzip.open(path, "rt", encoding="latin-1") as file:
        fields = np.fromstring(file.read().replace("::", ",").replace("\n", ","), sep=",", dtype=np.int32)
    per_row = len(fields) // 1_000_209
    return fields.reshape(-1, per_row)[:, :3]


def renumbered(rows, seed):
    """The same ratings by other numbers of users and items, drawn at random."""
    generator = np.random.default_rng(seed)
    rows = rows.copy()
    for column in (0, 1):
        rows[:, column] = generator.permutation(rows[:, column].max() + 1)[rows[:, column]]
    return rows


def write_part(folder, rows, is_test):
    """Writes rows (user, item, rating) as the two files."""
    os.makedirs(folder, exist_ok=True)
    for name, part in (("train.csv", rows[~is_test]), ("test.csv", rows[is_test])):
        np.savetxt(
            os.path.join(folder, name), part, fmt="%d", delimiter=",", header="user,item,rating", comments=""
        )
    return finish(folder)


def movielens_tenth(data):
    """MovieLens 1M with a tenth held out at random."""
    folder = os.path.join(WORK, "ml-1m")
    if ready(folder):
        return Part(folder)
    rows = movielens(data)
    is_test = np.zeros(len(rows), dtype=bool)
    is_test[np.random.default_rng(1).permutation(len(rows))[: len(rows) // 10]] = True
    return write_part(folder, rows, is_test)


def folds(rows, count=5):
    """For each row its fold: a random order, cut."""
    fold = np.empty(len(rows), dtype=np.int8)
    order = np.random.default_rng(2).permutation(len(rows))
    for number, positions in enumerate(np.array_split(order, count)):
        fold[positions] = number
    return fold


def synthetic(ratings):
    """Made-up ratings, a tenth held out."""
    folder = os.path.join(WORK, f"synthetic-{ratings}")
    if ready(folder):
        return Part(folder)
    os.makedirs(folder, exist_ok=True)
    part = Part(folder)
    command = [os.path.join(MODULE, "run"), "GenerateRatings", "--ratings", str(ratings)]
    command += ["--out", part.path("train.csv"), "--test", part.path("test.csv")]
    subprocess.run(command, check=True)
    return finish(folder)


def named(name, data):
    """ml-1m, or a number of made-up ratings such as 25M."""
    if name == "ml-1m":
        return movielens_tenth(data)
    if name.endswith("M") and name[:-1].isdigit():
        return synthetic(int(name[:-1]) * 1_000_000)
    fail(f"no data set {name}; ml-1m, or millions of made-up ratings such as 25M")
