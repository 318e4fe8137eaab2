"""Where this platform wants programs to keep what is theirs: state, and settings.

Linux and other Unix: the XDG Base Directory Specification, which ignores a variable that holds no
absolute path. macOS: Application Support, for both. Windows: the local application data for state,
which stays on the machine, and the roaming one for settings.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gazette_search.errors import UsageError

PROGRAM_FOLDER = "gsearch"


def state_folder() -> Path:
    """Where the program keeps what it remembers; it may not exist yet.

    Raises:
        UsageError: Nobody knows where the user's own folder is.
    """
    if sys.platform == "win32":
        return _named_folder("LOCALAPPDATA", "AppData/Local")
    if sys.platform == "darwin":
        return _named_folder("", "Library/Application Support")
    return _named_folder("XDG_STATE_HOME", ".local/state")


def config_folder() -> Path:
    """Where the user's settings belong; it may not exist yet.

    Raises:
        UsageError: Nobody knows where the user's own folder is.
    """
    if sys.platform == "win32":
        return _named_folder("APPDATA", "AppData/Roaming")
    if sys.platform == "darwin":
        return _named_folder("", "Library/Application Support")
    return _named_folder("XDG_CONFIG_HOME", ".config")


def _named_folder(variable: str, usual: str) -> Path:
    """This program's folder in the one that a variable names, else in the usual one."""
    named = Path(os.environ.get(variable, ""))
    if variable and named.is_absolute():
        return named / PROGRAM_FOLDER
    try:
        return Path.home() / usual / PROGRAM_FOLDER
    except RuntimeError:
        told = f"环境变量 HOME 或 {variable}" if variable else "环境变量 HOME"
        raise UsageError(f"不知道您的主目录在哪里，请设置{told}") from None
