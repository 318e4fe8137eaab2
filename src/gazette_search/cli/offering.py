"""What a command line can go on with, as click reads it: options and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, ShellComplete

from gazette_search.cli.known_names import KNOWN_NAMES
from gazette_search.cli.offers import Offer
from gazette_search.cli.overview import COMMANDS, DEFAULT

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS = {"plain": "word", "file": "file", "dir": "dir"}
_PATHS = {"文件": "file", "目录": "dir"}


def offered(words: Sequence[str], begun: str) -> list[Offer]:
    """Candidates for the next word of a command line."""
    from gazette_search.cli.main import PROGRAM, gsearch

    name = words[0] if words and words[0] in COMMANDS else DEFAULT
    command = gsearch.get_command(click.Context(gsearch), name)
    for param in command.params if command else ():
        _let_complete(param)
    found = ShellComplete(gsearch, {}, PROGRAM, "").get_completions([*words], begun)
    # click looks for the value behind "=" and leaves the option away, which stays on the line.
    option, equals, _ = begun.partition("=")
    kept = f"{option}=" if equals and begun.startswith("--") else ""
    return [
        Offer(kept + item.value, item.help or "", _KINDS.get(item.type, "word")) for item in found
    ]


def _let_complete(param: click.Parameter) -> None:
    """Let a parameter complete what its metavar stands for, whichever command it belongs to."""
    meant = (param.metavar or "").strip("[]…")
    if meant not in KNOWN_NAMES and meant not in _PATHS:
        return

    def complete(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if meant in _PATHS:  # which the shell itself knows
            return [CompletionItem(incomplete, type=_PATHS[meant])]
        known = KNOWN_NAMES[meant](incomplete, ctx.params.get("home"))
        return [CompletionItem(each.value, help=each.help) for each in known]

    setattr(param, "shell_complete", complete)  # noqa: B010 -- a method of this one
