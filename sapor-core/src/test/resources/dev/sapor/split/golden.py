"""Writes the golden files of this folder: what numpy, pandas, scikit-learn and Surprise themselves give.

Run in this folder with numpy 2.4.6, pandas, scikit-learn 1.9.1 and scikit-surprise 1.1.5; the generator
behind RandomState is frozen, so other versions give the same.
"""

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from surprise import Dataset, Reader
from surprise.model_selection import KFold


def generator():
    lines = []
    for seed in (0, 1, 42, 98765, 4294967295):
        random = np.random.RandomState(seed)
        lines.append(f"words {seed} " + " ".join(str(w) for w in random.randint(0, 2**32, 5, dtype=np.uint64)))
        for n in (1, 2, 7, 700):
            order = np.random.RandomState(seed).permutation(n)
            lines.append(f"permutation {seed} {n} " + " ".join(map(str, order)))
            count = max(1, n // 5)
            drawn = np.random.RandomState(seed).choice(n, count, replace=False)
            lines.append(f"choice {seed} {n} " + " ".join(map(str, drawn)))
    with open("numpy-legacy.txt", "w") as out:
        out.write("\n".join(lines) + "\n")


def rows():
    """Pairs of small integers in no order; some items only few users have."""
    random = np.random.RandomState(7)
    pairs = {(int(u), int(i)) for u, i in zip(random.randint(1, 121, 900), random.zipf(1.3, 900) % 150)}
    pairs = sorted(pairs)
    random.shuffle(pairs)
    return pd.DataFrame(pairs, columns=["user", "item"])


def peers(data):
    """Which fold of Surprise a row is tested in, and whether scikit-learn tests it."""
    ratings = pd.DataFrame({"user": data.user, "item": data["item"], "rating": np.arange(len(data)) % 5 + 1.0})
    built = Dataset.load_from_df(ratings, Reader(rating_scale=(1, 5)))
    number = {(u, i): n for n, (u, i, _, _) in enumerate(built.raw_ratings)}
    fold = np.full(len(data), -1)
    for k, (_, test) in enumerate(KFold(n_splits=5, random_state=0).split(built)):
        for user, item, _ in test:
            fold[number[(user, item)]] = k
    _, test = train_test_split(np.arange(len(data)), test_size=0.2, random_state=1)
    tested = np.zeros(len(data), dtype=int)
    tested[test] = 1
    return fold, tested


def vae(data, held, text):
    """The steps of the notebook of Liang et al. (WWW 2018), on its own words."""
    raw = data.astype({"user": str}) if text else data
    unique_uid = raw.groupby("user").size().index
    np.random.seed(98765)
    unique_uid = unique_uid[np.random.permutation(unique_uid.size)]
    n_users = unique_uid.size
    tr_users = unique_uid[: n_users - held * 2]
    vd_users = unique_uid[n_users - held * 2 : n_users - held]
    te_users = unique_uid[n_users - held :]
    train = raw.loc[raw["user"].isin(tr_users)]
    unique_sid = pd.unique(train["item"])
    part = pd.Series("none", index=raw.index)
    part[train.index] = "train"
    for name, users in (("validation", vd_users), ("test", te_users)):
        plays = raw.loc[raw["user"].isin(users)]
        plays = plays.loc[plays["item"].isin(unique_sid)]
        np.random.seed(98765)
        for _, group in plays.groupby("user"):
            n_items_u = len(group)
            idx = np.zeros(n_items_u, dtype="bool")
            if n_items_u >= 5:
                idx[np.random.choice(n_items_u, size=int(0.2 * n_items_u), replace=False).astype("int64")] = True
            part[group.index[idx]] = name
            part[group.index[~idx]] = name + "-fold-in"
    return part


def main():
    generator()
    data = rows()
    fold, tested = peers(data)
    out = data.assign(fold=fold, sklearn=tested, vae=vae(data, 20, False), vaetext=vae(data, 20, True))
    out.to_csv("splits.csv", index=False, lineterminator="\n")


main()
