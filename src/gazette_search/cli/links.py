"""Places that open when they are clicked: hyperlinks of terminals (OSC 8).

A terminal that does not know them shows the text, or garbage when it is old: so only those that
are known to show them get any, and nothing that is piped or without colour.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazette_search.models import Place

LINK, _END = "\x1b]8;;", "\x1b\\"
# Says yes (1) or no (0) whatever the terminal is; other programs know it too.
FORCE_VARIABLE = "FORCE_HYPERLINK"
_FIRST_VTE = 5000  # version 0.50 of GNOME's terminal and its kin; 0.50.0 itself is older than links
_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Tabby", "Hyper")
_TERMINALS = ("kitty", "alacritty", "foot", "ghostty", "wezterm", "contour")
_VARIABLES = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "ALACRITTY_WINDOW_ID")


def shows_links(variables: Mapping[str, str]) -> bool:
    """Whether the terminal that these variables tell of shows links."""
    forced = variables.get(FORCE_VARIABLE)
    if forced:
        return forced != "0"
    terminal = variables.get("TERM", "")
    if terminal in ("", "dumb", "linux") or variables.get("CI"):
        return False
    vte = variables.get("VTE_VERSION", "")
    return (
        (vte.isdigit() and int(vte) > _FIRST_VTE)
        or variables.get("TERM_PROGRAM") in _PROGRAMS
        or any(name in terminal for name in _TERMINALS)
        or any(variables.get(name) for name in _VARIABLES)
    )


def place_url(home: Path, place: Place, variables: Mapping[str, str]) -> str:
    """The address of a place's file; nothing in it can act on a terminal, all of it is encoded.

    With the machine's name, so that a terminal on another one does not open a file of its own. The
    line only where the terminal is documented to hand it on (kitty): others look for a file with
    that name.
    """
    path = quote((home / place.file).absolute().as_posix(), safe="/:")
    host = quote(os.uname().nodename) if hasattr(os, "uname") else ""
    kitty = "kitty" in variables.get("TERM", "") or variables.get("KITTY_WINDOW_ID")
    line = f"#{place.line}" if kitty and place.line is not None else ""
    return f"file://{host}{path if path.startswith('/') else f'/{path}'}{line}"


def linked(text: str, url: str) -> str:
    """A text that opens an address."""
    return f"{LINK}{url}{_END}{text}{LINK}{_END}"


def without_links(text: str) -> str:
    """A text whose links open nothing any more."""
    return re.sub(f"{re.escape(LINK)}[^\x1b]*{re.escape(_END)}", "", text)
