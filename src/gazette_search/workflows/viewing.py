"""Handing a file to the desktop's viewer, at the page where a document stands if it can do that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from gazette_search.errors import GazetteSearchError
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# How viewers are told the page; {page} is that of the file, counted from 1.
_PAGE_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "evince": ("--page-index={page}",),
    "papers": ("--page-index={page}",),
    "atril": ("--page-index={page}",),
    "xreader": ("--page-index={page}",),
    "okular": ("--page", "{page}"),
    "zathura": ("--page={page}",),
}
_BROWSERS = ("firefox", "chromium", "google-chrome", "microsoft-edge")
_ASK_SECONDS = 5


class NoViewerError(GazetteSearchError):
    """There is no program to show a file, or no desktop."""


def view(path: Path, page: int | None = None) -> bool:
    """Show a file.

    Args:
        path: The file.
        page: Where to open it, None for its beginning.

    Returns:
        Whether the viewer was told the page.

    Raises:
        NoViewerError: There is no desktop or no program for the file.
    """
    command, told = viewer_command(path, page)
    if not command and SYSTEM.open_on_desktop(path):
        return False
    if not command:
        where = f"，在第 {page} 页" if page else ""
        raise NoViewerError(f"这里没有可以打开文件的桌面程序。文件是 {path}{where}")
    subprocess.Popen(  # noqa: S603 - the desktop's own viewer with a file of the corpus
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **SYSTEM.own_group,
    )
    return told


def viewer_command(path: Path, page: int | None) -> tuple[Sequence[str], bool]:
    """The command that shows a file, empty when there is none, and whether it names the page."""
    if sys.platform == "darwin":
        return ("open", str(path)), False
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return (), False
    if page is not None and path.suffix.lower() == ".pdf":
        told = _with_page(_default_viewer(), path, page)
        if told:
            return told, True
    opener = shutil.which("xdg-open")
    return ((opener, str(path)) if opener else ()), False


def _with_page(name: str, path: Path, page: int) -> Sequence[str]:
    """The command of a viewer that can be told the page, empty for any other."""
    known = next((one for one in (*_PAGE_OPTIONS, *_BROWSERS) if one in name), "")
    program = shutil.which(known) if known else None
    if program is None:
        return ()
    if known in _BROWSERS:
        return program, f"{path.absolute().as_uri()}#page={page}"
    return program, *(o.format(page=page) for o in _PAGE_OPTIONS[known]), str(path)


def _default_viewer() -> str:
    """The name of the desktop entry for PDF, as org.gnome.Evince.desktop."""
    asked = shutil.which("xdg-mime")
    if asked is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - a program of the desktop
            [asked, "query", "default", "application/pdf"],
            capture_output=True,
            text=True,
            timeout=_ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().lower()
