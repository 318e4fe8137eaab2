"""Runs one command and reports its time and peak memory; started with `python -I -S`.

A process inherits the peak of the one that started it, so this one stays small: what it reports
is never less than its own 9 MB or so, and never that of the whole benchmark.
"""

import json
import os
import sys
import time


def main(command: list[str]) -> None:
    """Write seconds, peak memory in MB and exit code as JSON; the command's output is dropped."""
    dropped = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=dropped)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    in_a_megabyte = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kB elsewhere
    peak = usage.ru_maxrss / in_a_megabyte
    print(json.dumps([seconds, peak, os.waitstatus_to_exitcode(status)]))


if __name__ == "__main__":
    main(sys.argv[1:])
