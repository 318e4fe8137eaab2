"""Small private files in which the program remembers something of one home.

They lie in the platform's state folder and nowhere else, one folder a home, readable by their owner
alone. Losing one loses a convenience, never data: nothing here is forced to the disk.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from gazette_search.workflows.folders import state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home

_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_KEY_DIGITS = 16  # hexadecimal; homes of one user that a million times a million pairs keep apart


def kept_folder(home: Home) -> Path:
    """Where what is remembered of a home lies; named by its path, so that it lies beside nothing.

    Raises:
        UsageError: Nobody knows where the user's own folder is.
    """
    key = hashlib.sha256(os.fsencode(home.path.resolve())).hexdigest()[:_KEY_DIGITS]
    return state_folder() / "homes" / key


def append_kept(path: Path, line: str, most_bytes: int) -> None:
    """Add a line to a file; past the bound, only the newest half of it is kept.

    One call of the system writes the line, so that two programs at once do not mix theirs.

    Raises:
        OSError: The system does not let it be written.
    """
    content = f"{line}\n".encode("utf-8", "replace")
    descriptor = _open_private(path)
    try:
        os.write(descriptor, content)
        size = os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
    if size > most_bytes:
        half = path.read_bytes()[-most_bytes // 2 :]
        replace_kept(path, half[half.find(b"\n") + 1 :])


def replace_kept(path: Path, content: bytes) -> None:
    """Give a file new content in one step: readers see the old or the new, never a part.

    Raises:
        OSError: The system does not let it be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = _open_private(aside, os.O_TRUNC)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def read_kept(path: Path) -> str:
    """The text of a file; empty where there is none."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def _open_private(path: Path, how: int = os.O_APPEND) -> int:
    """A descriptor for writing a file that its owner alone may read; its folder is made."""
    flags = os.O_WRONLY | os.O_CREAT | how
    with suppress(FileNotFoundError):
        return os.open(path, flags, _PRIVATE_FILE)
    for folder in reversed([path.parent, *path.parent.parents]):
        with suppress(FileExistsError):
            folder.mkdir(_PRIVATE_FOLDER)
    return os.open(path, flags, _PRIVATE_FILE)
