"""What a server takes to start and in memory, for each of some ways to start it: seconds until
/health/ready answers 200, resident memory then and after 1,000 recommendations, and its highest.

Usage: server_figures.py USERS NAME COMMAND [NAME COMMAND]...   (check-packages.sh --figures)
"""

import http.client
import os
import shlex
import signal
import socket
import statistics
import subprocess
import sys
import time

REPEATS = 7
REQUESTS = 1000


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def mebibytes(pid, field):
    with open("/proc/%d/status" % pid, encoding="ascii") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


def ask(port, users):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for request in range(REQUESTS):
        connection.request("GET", "/v1/users/%s/recommendations" % users[request % len(users)])
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            sys.exit("server_figures: the answer to %s is %d" % (users[request % len(users)], response.status))
    connection.close()


def run(command, users):
    port = free_port()
    start = time.perf_counter()
    server = subprocess.Popen(shlex.split(command) + ["--port", str(port)], stdout=subprocess.PIPE)
    while status(port, "/health/ready") != 200:
        if server.poll() is not None:
            sys.exit("server_figures: %s ended with %d" % (command, server.returncode))
        time.sleep(0.005)
    seconds = time.perf_counter() - start
    ready = mebibytes(server.pid, "VmRSS")
    server.stdout.readline()
    ask(port, users)
    after, highest = mebibytes(server.pid, "VmRSS"), mebibytes(server.pid, "VmHWM")
    server.send_signal(signal.SIGTERM)
    if server.wait() != 0:
        sys.exit("server_figures: SIGTERM ended %s with %d" % (command, server.returncode))
    return seconds, ready, after, highest


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        users = lines.read().split()
    ways = list(zip(sys.argv[2::2], sys.argv[3::2]))
    rounds = [[run(command, users) for _, command in ways] for _ in range(REPEATS + 1)]
    print("\n| | s to ready (least to most) | MiB then | after 1,000 requests | highest |\n|---|---|---|---|---|")
    for way, (name, _) in enumerate(ways):
        # The first round fills the file cache. The others go round the ways, so that what else the
        # machine does meets all of them.
        taken = list(zip(*(results[way] for results in rounds[1:])))
        seconds, ready, after, highest = (statistics.median(values) for values in taken)
        print("| %s | %.2f (%.2f to %.2f) | %.0f | %.0f | %.0f |"
              % (name, seconds, min(taken[0]), max(taken[0]), ready, after, highest))
    print("\nmedians of %d; load average %.1f on %d cores" % (REPEATS, os.getloadavg()[0], os.cpu_count()))


if __name__ == "__main__":
    main()
