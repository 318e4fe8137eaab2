"""The home that a command works on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazette_search.workflows.home import find_home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.workflows.home import Home


def chosen_home(flags: Mapping[str, Any]) -> Home:
    """The home of a command line, told where only memory names it: nobody asked for it here.

    Raises:
        HomeNotFoundError: There is none.
    """
    home = find_home(flags["home"])
    if home.remembered and not flags.get("quiet"):
        from gazette_search.cli.output import tell

        tell(f"公报目录：{home.path}（记住的；gsearch home 可以更换）")
    return home
