"""Opening a file of the corpus in the user's editor, at a line."""

from __future__ import annotations

import os
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from gazette_search.errors import UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Editors that are not told the line as `+LINE FILE`, which vi, vim, nvim, nano, emacs, joe, mcedit,
# gedit and pluma take.
_PLACES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--goto", "{file}:{line}")),
    **dict.fromkeys(("subl", "zed", "hx", "helix", "mate"), ("{file}:{line}",)),
    **dict.fromkeys(("kate", "kwrite"), ("--line", "{line}", "{file}")),
    "notepad++": ("-n{line}", "{file}"),
    **dict.fromkeys(("notepad", "open", "xdg-open"), ("{file}",)),
}
_USUAL = ("+{line}", "{file}")


def edit(path: Path, line: int) -> None:
    """Open a file in the editor and wait until it is left.

    Args:
        path: The file.
        line: Counted from 1.

    Raises:
        UsageError: There is no such editor, or its name cannot be read.
    """
    import subprocess

    command = editor_command(os.environ, path, line)
    try:
        subprocess.run(command, check=False)  # noqa: S603 -- the command is the user's own
    except OSError as problem:
        raise UsageError(
            f"编辑器 {command[0]} 打不开（{system_reason(problem)}）。"
            "请用环境变量 EDITOR 指明编辑器，如 EDITOR=nano"
        ) from problem


def editor_command(variables: Mapping[str, str], path: Path, line: int) -> list[str]:
    """The editor that VISUAL or EDITOR names, and how it is told the place.

    Raises:
        UsageError: Quotes that do not match.
    """
    import shlex

    usual = "notepad" if sys.platform == "win32" else "vi"
    named = variables.get("VISUAL") or variables.get("EDITOR") or usual
    try:
        command = shlex.split(named, posix=sys.platform != "win32") or [usual]
    except ValueError:
        raise UsageError(f"环境变量 EDITOR 的引号不成对：{named}") from None
    program = PurePath(command[0].strip('"')).name.lower().removesuffix(".exe")
    place = _PLACES.get(program, _USUAL)
    return [*command, *(part.format(file=path.absolute(), line=line) for part in place)]
