"""Where the program starts: whatever happens before the command line is read has its exit code.

Nothing but this small module is loaded when the guard stands, so that Ctrl-C or want of memory
while the rest is imported ends as the contract says, and never as 1, "nothing found".
"""

import atexit
import gc
import os
import sys

_FAULT = 70  # EX_SOFTWARE of sysexits.h, as cli.main and errors say
_INTERRUPTED = 130
_OBJECTS_BETWEEN = 20_000  # two looks for cycles


def open_closed_streams() -> None:
    """Give every standard descriptor that was closed (`2>&-`) to the null device.

    Else the next file opened would take its number, and what is meant for people would be written
    into an index.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            nothing = os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 -- a descriptor, open as long as the process


def run() -> int:
    """Run the command line of this process.

    Returns:
        The exit code.
    """
    # A command is over before cycles of objects could fill the memory, and looking for them takes a
    # twentieth of a search. Indexing and embedding turn it on; they make few cycles, and looking
    # after every 700 new objects, as is usual, takes a twentieth of indexing too.
    gc.disable()
    gc.set_threshold(_OBJECTS_BETWEEN)
    # When the interpreter ends, it looks for them whatever was said, among all that ends with it.
    atexit.register(gc.freeze)
    try:
        open_closed_streams()
        shell = os.environ.get("_GSEARCH_COMPLETE")  # set by the scripts of cli.completing
        if shell:
            from gazette_search.cli.completing import write_offers

            return write_offers(shell)
        from gazette_search.cli.main import main

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except MemoryError:
        _say("内存不够")
    except BaseException as problem:
        if isinstance(problem, SystemExit):
            raise
        import traceback

        _say("".join(traceback.format_exception(problem)) + "程序没有装好，请重新安装")
    return _FAULT


def _say(message: str) -> None:
    """Words for people, if anybody is there to read them."""
    try:
        sys.stderr.write(f"gsearch：{message}\n")
    except (OSError, ValueError):  # UnicodeError is a ValueError
        return


if __name__ == "__main__":
    sys.exit(run())
