"""Long results on a terminal: a pager that shows Chinese, colours, and how to leave it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gazette_search.cli.links import LINK, without_links
from gazette_search.cli.settings import settings
from gazette_search.cli.terminal import terminal_width

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shown at the foot of each page. Not in Chinese: many versions of less print the bytes of a prompt
# one by one (Debian's 590 and 643 do, upstream from 654 on), which nobody can read.
PROMPT = "q=quit  SPACE=next page  /=find"
# less of a locale that is not UTF-8, GBK above all: every byte from 128 on is printed as it is.
_ANY_BYTE = "dos"


# Where there is a next match to go to; the rest of the prompt gives way on a narrow screen, of
# which less shows the end of a prompt only.
PROMPT_OF_MATCHES = "q=quit  n=next match"
_ROOM = 50  # columns for both
_CONTEXT = 4  # row of the screen on which the place lies: what stands above it is seen, too


def page(text: str, row: int = 0, marks: str = "") -> None:
    """Show a text in the user's pager; print it without one, or where no page can be turned.

    Args:
        text: Of any length.
        row: Where to open it, counted from 1; 0 for its beginning. Only less is told.
        marks: What less's `n` looks for, a pattern as less takes it.
    """
    if os.environ.get("TERM") in (None, "", "dumb"):
        sys.stdout.write(text)
        return
    import shlex
    import signal
    import subprocess

    encoding = sys.stdout.encoding
    # Ctrl-C stops a search in the pager and must not take the text away from it. Unlike a signal
    # that is ignored, a handler of ours is not inherited by the pager.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        command = shlex.split(settings().pager_command or os.environ.get("PAGER", "")) or ["less"]
        prompt = _prompt(marks)
        if LINK in text and not _passes_links(command[0]):
            text = without_links(text)
        shown = subprocess.Popen(  # noqa: S603 -- the command is the user's own
            [*command, *_place(command[0], row, marks)],
            stdin=subprocess.PIPE,
            env=environment(os.environ, encoding, prompt),
        )
        shown.communicate(text.encode(encoding, "replace"))
    except (OSError, ValueError):  # no such program, or quotes that do not match
        sys.stdout.write(text)
    finally:
        signal.signal(signal.SIGINT, before)


def _prompt(marks: str) -> str:
    if not marks:
        return PROMPT
    return PROMPT_OF_MATCHES if terminal_width() < _ROOM else f"{PROMPT}  n=next match"


def _is_less(program: str) -> bool:
    return os.path.basename(program).removesuffix(".exe") == "less"  # noqa: PTH119 -- any text


def _passes_links(program: str) -> bool:
    """Whether a pager hands links on: less from 581 on, which older ones show as garbage."""
    import re
    import subprocess

    if not _is_less(program):
        return False
    told = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603 -- the user's own
    version = re.match(rb"less (\d+)", told.stdout)
    return version is not None and int(version[1]) >= 581


def _place(program: str, row: int, marks: str) -> list[str]:
    """What makes less open at a row, which is searched for from the one above it.

    So the pattern is known to its `n`. A pattern alone would be found at its first match.
    """
    if not row or not _is_less(program):
        return []
    if row > 1 and marks:
        return [f"-j{_CONTEXT}", f"+{row - 1}g/{marks}"]
    return [f"-j{_CONTEXT}", f"+{row}g"]


def environment(
    variables: Mapping[str, str], encoding: str, prompt: str = PROMPT
) -> dict[str, str]:
    """What `less` is told, whatever the locale and the user's options.

    -R lets colours through; -X, unless the user has options of his own, leaves the text on the
    screen afterwards. LESS may hold options with or without dashes, a prompt that swallows what
    follows it among them, so ours stand first; a dollar sign ends our prompt.

    Args:
        variables: Of the process.
        encoding: In which the text is written.
        prompt: At the foot of each page; ASCII without what less takes for its own.
    """
    own = variables.get("LESS", "")
    options = f"-R -Ps{prompt}$ {own}" if own else f"-RX -Ps{prompt}$"
    charset = "utf-8" if encoding.lower().replace("-", "") == "utf8" else _ANY_BYTE
    return {**variables, "LESS": options, "LESSCHARSET": charset}
