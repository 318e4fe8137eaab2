"""The clipboard of the desktop, for terminals that do not heed OSC 52."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress

_WAIT = 2  # seconds; a program that holds on longer keeps the clipboard all the same


def copy_text(text: str) -> bool:
    """Hand a text to the program of the desktop that keeps the clipboard.

    Returns:
        Whether there is one and it took the text.
    """
    command = clipboard_command()
    if not command:
        return False
    encoded = text.encode("utf-16-le" if command[0] == "clip.exe" else "utf-8")
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603 -- a program of the desktop, the text on its input
            command,
            input=encoded,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_WAIT,
            check=False,
        )
        return done.returncode == 0
    return False


def clipboard_command() -> tuple[str, ...]:
    """The program of this desktop; none over a network or without a desktop."""
    if sys.platform == "darwin":
        return ("pbcopy",)
    if sys.platform == "win32":
        return ("clip.exe",)
    for variable, command in (
        ("WAYLAND_DISPLAY", ("wl-copy",)),
        ("DISPLAY", ("xclip", "-selection", "clipboard")),
        ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ):
        if os.environ.get(variable) and shutil.which(command[0]):
            return command
    return ()
