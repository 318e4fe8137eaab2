"""Long results on a terminal: a pager that shows Chinese, colours, and how to leave it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gazette_search.cli.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shown at the foot of each page. Not in Chinese: many versions of less print the bytes of a prompt
# one by one (Debian's 590 and 643 do, upstream from 654 on), which nobody can read.
PROMPT = "q=quit  SPACE=next page  /=find"
# less of a locale that is not UTF-8, GBK above all: every byte from 128 on is printed as it is.
_ANY_BYTE = "dos"


def page(text: str) -> None:
    """Show a text in the user's pager; print it without one, or where no page can be turned."""
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
        shown = subprocess.Popen(  # noqa: S603 -- the command is the user's own
            command, stdin=subprocess.PIPE, env=environment(os.environ, encoding)
        )
        shown.communicate(text.encode(encoding, "replace"))
    except (OSError, ValueError):  # no such program, or quotes that do not match
        sys.stdout.write(text)
    finally:
        signal.signal(signal.SIGINT, before)


def environment(variables: Mapping[str, str], encoding: str) -> dict[str, str]:
    """What `less` is told, whatever the locale and the user's options.

    -R lets colours through; -X, unless the user has options of his own, leaves the text on the
    screen afterwards. LESS may hold options with or without dashes, a prompt that swallows what
    follows it among them, so ours stand first; a dollar sign ends our prompt.

    Args:
        variables: Of the process.
        encoding: In which the text is written.
    """
    own = variables.get("LESS", "")
    options = f"-R -Ps{PROMPT}$ {own}" if own else f"-RX -Ps{PROMPT}$"
    charset = "utf-8" if encoding.lower().replace("-", "") == "utf8" else _ANY_BYTE
    return {**variables, "LESS": options, "LESSCHARSET": charset}
