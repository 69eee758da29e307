"""Compares the test rows of sapor split with those of Surprise and scikit-learn.

peer_splits.py RATINGS KFOLD_DIR HOLDOUT_DIR: RATINGS as u.data (tabs) or ratings.dat.gz (::), the folders as sapor
split --by surprise-kfold:5 and --by sklearn-holdout:0.2 wrote them. Exits with 1 at the first difference.
"""

import csv
import gzip
import sys

import numpy as np
from sklearn.model_selection import train_test_split
from surprise import Dataset, Reader
from surprise.model_selection import KFold


def peer_rows(path):
    """(user, item, rating) as texts and a number, in the order of the file."""
    opened = gzip.open(path, "rt", encoding="latin-1") if path.endswith(".gz") else open(path, encoding="latin-1")
    with opened as lines:
        fields = (line.rstrip("\n").split("::" if "::" in line else "\t") for line in lines)
        return [(f[0], f[1], float(f[2])) for f in fields]


def sapor_rows(path):
    with open(path, newline="", encoding="utf-8") as lines:
        return [(row["user"], row["item"], float(row["rating"])) for row in csv.DictReader(lines)]


def surprise_folds(rows):
    """The test rows of KFold(n_splits=5, random_state=0): file order within Dataset, shuffled by RandomState(0)."""
    data = Dataset(Reader(rating_scale=(1, 5)))
    data.raw_ratings = [(user, item, rating, None) for user, item, rating in rows]
    data.has_been_split = False
    data.construct_trainset = lambda raw: None
    for _, test in KFold(n_splits=5, random_state=0).split(data):
        yield test


def equal(name, ours, peer):
    same = sorted(ours) == sorted(peer)
    first = sorted(peer)[0]
    print(f"{name}: {len(ours)} rows, peer {len(peer)}, {'the same' if same else 'DIFFERENT'}; one of them {first}")
    if not same:
        sys.exit(1)


def main():
    ratings, kfold, holdout = sys.argv[1:]
    rows = peer_rows(ratings)
    for fold, test in enumerate(surprise_folds(rows), start=1):
        equal(f"{ratings} surprise fold {fold}", sapor_rows(f"{kfold}/fold{fold}/test.csv"), test)
    train, test = train_test_split(np.arange(len(rows)), test_size=0.2, random_state=1)
    equal(f"{ratings} sklearn test", sapor_rows(f"{holdout}/test.csv"), [rows[i] for i in test])
    equal(f"{ratings} sklearn train", sapor_rows(f"{holdout}/train.csv"), [rows[i] for i in train])


main()
