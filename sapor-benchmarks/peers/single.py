"""One query after the other, the ten best of all items: Sapor's item index by a scan and by codes of eight
bits, faiss's IndexFlatIP, implicit's recommend, and a graph index (faiss IndexHNSWFlat) at a recall of .99
and .999, to know from which size an approximate index would pay. One thread unless --threads; random
factors, with the lengths of the items equal or, by --spread, e^N(0, s²)."""

import argparse
import json
import os
import sys
import tempfile
import time

import numpy as np

import data
import sides
from top_ten import blas_kernels

TOP = 10
SIZES = "26000x64,100000x64,1000000x64,1000000x250,1000000x50"


def random_factors(folder, items, users, factors, spread):
    generator = np.random.default_rng(1)
    q = generator.standard_normal((items, factors), dtype=np.float32)
    if spread:
        q *= np.exp(spread * generator.standard_normal((items, 1), dtype=np.float32))
    np.save(os.path.join(folder, "q"), q)
    np.save(os.path.join(folder, "p"), generator.standard_normal((users, factors), dtype=np.float32))


def timed(ask, queries):
    for k in range(min(50, queries)):
        ask(k)
    taken, lists = [], []
    for k in range(queries):
        start = time.perf_counter()
        found = ask(k)
        taken.append(time.perf_counter() - start)
        lists.append(found)
    return np.array(lists), taken


def one(options):
    """In a process of its own: libraries fix their number of threads when they are loaded."""
    p, q = np.load(os.path.join(options.factors, "p.npy")), np.load(os.path.join(options.factors, "q.npy"))
    queries = options.queries
    if options.peer == "implicit":
        import scipy.sparse
        from implicit.cpu.als import AlternatingLeastSquares

        model = AlternatingLeastSquares(factors=q.shape[1], num_threads=1)
        model.user_factors, model.item_factors = p, q
        none = scipy.sparse.csr_matrix((1, len(q)), dtype=np.float32)
        report("implicit", *timed(lambda k: model.recommend(k % len(p), none, N=TOP, filter_already_liked_items=False)[0], queries), q, p)
        return
    import faiss

    faiss.omp_set_num_threads(1)
    if options.peer == "faiss":
        index = faiss.IndexFlatIP(q.shape[1])
        index.add(q)
        report("faiss IndexFlatIP", *timed(lambda k: index.search(p[k % len(p)][None], TOP)[1][0], queries), q, p)
        return
    faiss.omp_set_num_threads(2)
    start = time.perf_counter()
    index = faiss.IndexHNSWFlat(q.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 200
    index.add(q)
    built = time.perf_counter() - start
    faiss.omp_set_num_threads(1)
    exact = faiss.IndexFlatIP(q.shape[1])
    exact.add(q)
    some = min(queries, 200)
    truth = exact.search(p[:some], TOP)[1]
    wanted = [0.99, 0.999]
    for effort in (16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192):
        index.hnsw.efSearch = effort
        lists, taken = timed(lambda k: index.search(p[k % len(p)][None], TOP)[1][0], some)
        recall = np.mean([len(set(a) & set(b)) / TOP for a, b in zip(lists, truth)])
        while wanted and recall >= wanted[0]:
            wanted.pop(0)
            print(json.dumps({"name": f"faiss HNSW, recall {recall:.3f}", "p50": np.median(taken), "p99": np.quantile(taken, 0.99), "rate": len(taken) / sum(taken), "build": built}))
        if not wanted:
            break


def report(name, lists, taken, q, p):
    print(json.dumps({"name": name, "p50": np.median(taken), "p99": np.quantile(taken, 0.99), "rate": len(taken) / sum(taken)}))


def sapor(folder, options):
    command = [os.path.join(data.MODULE, "run"), "SingleQueries", "--factors", folder, "--threads", str(options.threads)]
    command += ["--queries", str(options.queries), "--lists", os.path.join(folder, "lists")]
    output, _ = sides.process(command, SAPOR_NO_BUILD="1")
    for said in sides.events(output):
        name = f"sapor, {said['search']}" + (" (chosen)" if said["chosen"] else "") + ("" if said["same"] else " OTHER LISTS")
        yield {"name": name, "p50": said["p50"], "p99": said["p99"], "rate": options.queries / said["seconds"], "build": said["build"]}


def peer(folder, name, options):
    command = [sys.executable, os.path.abspath(__file__), "--factors", folder, "--peer", name, "--queries", str(options.queries)]
    environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "2" if name == "hnsw" else "1"}
    environment.update(blas_kernels())
    output, _ = sides.process(command, **environment)
    return sides.events(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"items x factors ({SIZES})")
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=1, help="callers, of Sapor")
    parser.add_argument("--spread", type=float, default=0.0)
    parser.add_argument("--peers", default="faiss,implicit,hnsw", help="of these; empty for none")
    parser.add_argument("--factors", help=argparse.SUPPRESS)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        one(options)
        return
    sides.build()
    print(f"load averages before: {sides.load_average()}\n")
    print("| items x F | library | p50, µs | p99, µs | queries/s | build, s |\n|---|---|---|---|---|---|")
    for size in options.sizes.split(","):
        items, factors = map(int, size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            random_factors(folder, items, options.queries, factors, options.spread)
            rows = list(sapor(folder, options))
            for name in filter(None, options.peers.split(",")):
                rows += peer(folder, name, options)
        for row in rows:
            built = "%.1f" % row["build"] if "build" in row else "–"
            print(f"| {items} x {factors} | {row['name']} | {1e6 * row['p50']:.0f} | {1e6 * row['p99']:.0f} | {row['rate']:.0f} | {built} |", flush=True)
    print(f"\nload averages after: {sides.load_average()}")


if __name__ == "__main__":
    main()
