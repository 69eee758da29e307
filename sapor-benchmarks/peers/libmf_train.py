"""Trains LIBMF in a process of its own and prints lines of JSON, as TrainSgd does for Sapor.

The shared library is called directly: its own Python shell copies the ratings into arrays of
floats first, which would count against LIBMF's time and memory. Ratings are read by LIBMF's own
text reader ("user item rating" a line), trained on in place (copy_data off, as its command-line
program does), and L1 penalties, which the shell switches on, are off.
"""

import argparse
import ctypes
import glob
import json
import os
import re
import sys
import sysconfig
import time


class Node(ctypes.Structure):
    _fields_ = [("u", ctypes.c_int), ("v", ctypes.c_int), ("r", ctypes.c_float)]


class Problem(ctypes.Structure):
    _fields_ = [
        ("m", ctypes.c_int),
        ("n", ctypes.c_int),
        ("nnz", ctypes.c_longlong),
        ("R", ctypes.POINTER(Node)),
    ]


class Parameter(ctypes.Structure):
    _fields_ = [
        ("fun", ctypes.c_int),
        ("k", ctypes.c_int),
        ("nr_threads", ctypes.c_int),
        ("nr_bins", ctypes.c_int),
        ("nr_iters", ctypes.c_int),
        ("lambda_p1", ctypes.c_float),
        ("lambda_p2", ctypes.c_float),
        ("lambda_q1", ctypes.c_float),
        ("lambda_q2", ctypes.c_float),
        ("eta", ctypes.c_float),
        ("do_nmf", ctypes.c_bool),
        ("quiet", ctypes.c_bool),
        ("copy_data", ctypes.c_bool),
    ]


class Model(ctypes.Structure):
    _fields_ = [
        ("fun", ctypes.c_int),
        ("m", ctypes.c_int),
        ("n", ctypes.c_int),
        ("k", ctypes.c_int),
        ("b", ctypes.c_float),
        ("P", ctypes.POINTER(ctypes.c_float)),
        ("Q", ctypes.POINTER(ctypes.c_float)),
    ]


class StdString(ctypes.Structure):
    """A std::string of libstdc++, as read_problem takes it: pointer, length, short buffer."""

    _fields_ = [
        ("data", ctypes.c_char_p),
        ("length", ctypes.c_size_t),
        ("buffer", ctypes.c_char * 16),
    ]


def library():
    found = glob.glob(os.path.join(sysconfig.get_path("platlib"), "libmf*.so"))
    if not found:
        sys.exit("libmf_train: error: no shared library of libmf in this Python environment")
    lib = ctypes.CDLL(found[0])
    lib.read_problem.restype = Problem
    lib.read_problem.argtypes = [ctypes.POINTER(StdString)]
    lib.mf_get_default_param.restype = Parameter
    for name, problems in (("mf_train", 1), ("mf_train_with_validation", 2)):
        function = getattr(lib, name)
        function.restype = ctypes.POINTER(Model)
        function.argtypes = [ctypes.POINTER(Problem)] * problems + [Parameter]
    lib.mf_save_model.argtypes = [ctypes.POINTER(Model), ctypes.c_char_p]
    lib.calc_rmse.restype = ctypes.c_double
    lib.calc_rmse.argtypes = [ctypes.POINTER(Problem), ctypes.POINTER(Model)]
    lib.mf_destroy_model.argtypes = [ctypes.POINTER(ctypes.POINTER(Model))]
    return lib


def read(lib, path):
    text = os.fsencode(path)
    problem = lib.read_problem(StdString(text, len(text), b""))
    if problem.nnz == 0:
        sys.exit(f"libmf_train: error: LIBMF read nothing from {path}")
    return problem


def peak_bytes():
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) << 10


def say(**fields):
    print(json.dumps(fields), flush=True)


def write_factors(model, folder):
    import numpy as np

    os.makedirs(folder, exist_ok=True)
    for name, pointer, rows in (("p", model.P, model.m), ("q", model.Q, model.n)):
        np.save(os.path.join(folder, name), np.ctypeslib.as_array(pointer, (rows, model.k)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only look whether LIBMF is there")
    parser.add_argument("--train", help='ratings, "user item rating" a line')
    parser.add_argument("--test", help="ratings that LIBMF judges each epoch on")
    parser.add_argument("--factors", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", default="10", help="how many; 1,11 trains twice, the second time on data that the first left in another order")
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--lambda", dest="penalty", type=float, default=0.05)
    parser.add_argument("--save", help="file for the model, in LIBMF's own form")
    parser.add_argument("--judge", help="ratings to judge the model on at the end")
    parser.add_argument("--factors-out", help="folder for p.npy and q.npy")
    options = parser.parse_args()
    lib = library()
    if options.check:
        return

    start = time.perf_counter()
    train = read(lib, options.train)
    say(event="loaded", seconds=time.perf_counter() - start, ratings=train.nnz)
    test = read(lib, options.test) if options.test else None

    parameter = lib.mf_get_default_param()
    parameter.k = options.factors
    parameter.nr_threads = options.threads
    parameter.lambda_p1 = parameter.lambda_q1 = 0
    parameter.lambda_p2 = parameter.lambda_q2 = options.penalty
    parameter.eta = options.rate
    parameter.copy_data = False
    # Not quiet, it computes its objective after each epoch: not for a timing.
    parameter.quiet = test is None
    model = None
    for epochs in map(int, options.epochs.split(",")):
        if model:
            lib.mf_destroy_model(ctypes.byref(model))
        parameter.nr_iters = epochs
        start = time.perf_counter()
        if test is None:
            model = lib.mf_train(ctypes.byref(train), parameter)
        else:
            model = lib.mf_train_with_validation(
                ctypes.byref(train), ctypes.byref(test), parameter
            )
        say(
            event="trained",
            epochs=epochs,
            seconds=time.perf_counter() - start,
            peak_bytes=peak_bytes(),
        )
    if options.judge:
        judged = read(lib, options.judge)
        say(event="judged", rmse=lib.calc_rmse(ctypes.byref(judged), model), peak_bytes=peak_bytes())
    if options.save and lib.mf_save_model(model, os.fsencode(options.save)):
        sys.exit(f"libmf_train: error: LIBMF could not write {options.save}")
    if options.factors_out:
        write_factors(model.contents, options.factors_out)


if __name__ == "__main__":
    main()
