"""Runs one command and reports its time and peak memory; started with `python -I -S`.

A process inherits the peak of the one that started it, so this one stays small: what it reports
is never less than its own 10 MB or so, and never that of the whole benchmark.

The kernel keeps the peak of the largest process. A command that works in several is asked what all
of them hold together, twice a second, pages that they share counted once (Linux only).
"""

import json
import os
import sys
import threading
import time

INTERVAL = 0.5  # seconds; asking takes about a hundredth of that


def main(command: list[str]) -> None:
    """Write seconds, peak memory in MB and exit code as JSON; the command's output is dropped."""
    dropped = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    done = threading.Event()
    together = [0.0]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=dropped)
    watcher = threading.Thread(target=watch, args=(pid, done, together))
    watcher.start()
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    in_a_megabyte = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kB elsewhere
    peak = max(usage.ru_maxrss / in_a_megabyte, *together)
    print(json.dumps([seconds, peak, os.waitstatus_to_exitcode(status)]))


def watch(pid: int, done: threading.Event, together: list[float]) -> None:
    """Note what a process and its children hold together, in MB, until it is done."""
    while not done.wait(INTERVAL):
        try:
            together.append(sum(map(_held, _family(pid))) / 1e3)
        except (OSError, ValueError):  # one of them ended, or there is no /proc
            continue


def _family(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as children:  # noqa: PTH123 -- pathlib is large
        return [pid, *(one for child in children.read().split() for one in _family(int(child)))]


def _held(pid: int) -> int:
    """Proportional set size in kB."""
    with open(f"/proc/{pid}/smaps_rollup") as lines:  # noqa: PTH123 -- so is this
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main(sys.argv[1:])
