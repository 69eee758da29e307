"""The ten best items for all users: Sapor, implicit's recommend and faiss's IndexFlatIP on given factors
(p.npy, q.npy as TrainSgd writes them) or on random ones. Users a second, 1 and 2 threads; the lists
of all are compared, so that the same work is timed."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

import data
import sides

TOP = 10


def implicit_lists(p, q, threads):
    import scipy.sparse
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(factors=q.shape[1], num_threads=threads)
    model.user_factors, model.item_factors = p, q
    none = scipy.sparse.csr_matrix((len(p), len(q)), dtype=np.float32)
    users = np.arange(len(p))
    return lambda: model.recommend(users, none, N=TOP, filter_already_liked_items=False)[0]


def faiss_lists(p, q, threads):
    import faiss

    faiss.omp_set_num_threads(threads)
    index = faiss.IndexFlatIP(q.shape[1])
    index.add(q)
    return lambda: index.search(p, TOP)[1]


def one(options):
    """In a process of its own: libraries fix their number of threads when they are loaded."""
    p, q = np.load(os.path.join(options.factors, "p.npy")), np.load(os.path.join(options.factors, "q.npy"))
    p, q = np.nan_to_num(p[: options.users]), np.nan_to_num(q)
    work = {"implicit": implicit_lists, "faiss": faiss_lists}[options.peer](p, q, options.threads)
    lists, taken = work(), []
    for _ in range(options.repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    np.save(os.path.join(options.work, options.peer), lists)
    print(json.dumps({"users": len(p), "items": len(q), "seconds": taken}))


def random_factors(folder, items, users, factors):
    generator = np.random.default_rng(1)
    for name, rows in (("p", users), ("q", items)):
        rows = generator.standard_normal((rows, factors), dtype=np.float32)
        np.save(os.path.join(folder, name), rows)


def table(options):
    print(f"load averages before: {sides.load_average()}\n")
    print("| F | items | users | library | threads | users/s, median | least | most | GFLOP/s | of peak |\n|---|---|---|---|---|---|---|---|---|---|")
    agreement = []
    for factors in [options.factors] if options.factors else [64, 128]:
        with tempfile.TemporaryDirectory() as work:
            folder = factors
            if not options.factors:
                folder = work
                random_factors(folder, options.items, options.users, factors)
            for threads in (1, 2):
                for library in ("sapor", "implicit", "faiss"):
                    report(folder, work, library, threads, options)
                ours = np.fromfile(os.path.join(work, "sapor.lists"), dtype=np.int32).reshape(-1, TOP)
                for library in ("implicit", "faiss"):
                    same = ours == np.load(os.path.join(work, library + ".npy"))
                    agreement.append(f"{library} %.2f %%" % (100 * same.mean()))
    print("\nplaces that name the same item as Sapor: " + ", ".join(agreement))
    print(f"load averages after: {sides.load_average()}")


def report(folder, work, library, threads, options):
    if library == "sapor":
        said, peak = sapor(folder, work, threads, options)
    else:
        said, peak = peer(folder, work, library, threads, options), None
    rates = [said["users"] / seconds for seconds in said["seconds"]]
    factors = np.load(os.path.join(folder, "q.npy"), mmap_mode="r").shape[1]
    flops = 2 * factors * said["items"] * statistics.median(rates) / 1e9
    share = "%.0f %%" % (100 * flops / peak) if peak else "–"
    speeds = " | ".join("%.0f" % rate for rate in (statistics.median(rates), min(rates), max(rates)))
    print(
        f"| {factors} | {said['items']} | {said['users']} | {library} | {threads} | {speeds} | {flops:.0f} | {share} |",
        flush=True,
    )


def sapor(folder, work, threads, options):
    """The seconds of each run, and the peak of its threads in GFLOP/s, measured between the runs."""
    command = [os.path.join(data.MODULE, "run"), "TopTen", "--factors", folder, "--threads", str(threads)]
    command += ["--users", str(options.users), "--repeats", str(options.repeats)]
    output, _ = sides.process(command + ["--lists", os.path.join(work, "sapor.lists")], SAPOR_NO_BUILD="1")
    runs = sides.events(output)
    items = len(np.load(os.path.join(folder, "q.npy"), mmap_mode="r"))
    users = min(options.users, len(np.load(os.path.join(folder, "p.npy"), mmap_mode="r")))
    said = {"users": users, "items": items, "seconds": [run["seconds"] for run in runs]}
    return said, threads * max(run["peak"] for run in runs) / 1e9


def blas_kernels():
    """The OpenBLAS that faiss brings is older than some processors, takes them for one of 2004 and runs at a
    third of its speed: so it is told what this one can do, unless the environment says otherwise."""
    if "OPENBLAS_CORETYPE" in os.environ or not os.path.exists("/proc/cpuinfo"):
        return {}
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        flags = next((line for line in file if line.startswith("flags")), "").split()
    if "avx512dq" in flags:
        return {"OPENBLAS_CORETYPE": "SkylakeX"}
    return {"OPENBLAS_CORETYPE": "Haswell"} if "avx2" in flags else {}


def peer(folder, work, library, threads, options):
    command = [sys.executable, os.path.abspath(__file__), "--factors", folder, "--peer", library]
    command += ["--threads", str(threads), "--users", str(options.users), "--work", work]
    # implicit shares users out to threads, each with a BLAS of one; faiss leaves threads to its BLAS.
    blas = str(threads) if library == "faiss" else "1"
    environment = {"OPENBLAS_NUM_THREADS": blas, "OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": blas}
    environment.update(blas_kernels())
    output, _ = sides.process(command + ["--repeats", str(options.repeats)], **environment)
    return json.loads(output.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--factors", help="folder with p.npy and q.npy; random factors, F = 64 and 128")
    parser.add_argument("--items", type=int, default=40_000, help="of random factors")
    parser.add_argument("--users", type=int, default=20_000, help="the first so many users")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--peer", choices=("implicit", "faiss"), help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        one(options)
    else:
        sides.build()
        table(options)


if __name__ == "__main__":
    main()
