"""`gsearch browse [QUERY]`: search and read, full screen."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    home_option,
    partial_option,
    query_words,
    read_as_of,
)
from gazette_search.cli.progress import progress
from gazette_search.cli.terminal import Screen, is_terminal
from gazette_search.errors import EXIT_FOUND, ExtraMissingError, UsageError


class BrowseCommand(GazetteCommand):
    """Browsing, with examples."""

    usage = "browse [选项] [检索词…]"
    examples = (
        ("gsearch browse", "最新的公文在前；打字就查"),
        ("gsearch browse 低保标准", "从这个检索词开始"),
    )


@click.command(
    "browse",
    cls=BrowseCommand,
    context_settings=CONTEXT,
    help="全屏浏览：上面打检索词，边打边查；左边是命中的公文，右边是正文里命中的地方。Enter 读，"
    "空格收集，c 复制引用，r 看引用关系，e 把收集的存成 Markdown，f 按年份、机关、文种、效力筛选，"
    "? 看全部按键。鼠标也能用。",
)
@click.argument("query", nargs=-1, type=query_words, metavar="检索词…")
@as_of_option
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Open the index, building it when there is none, then hand over to the screen."""
    if find_spec("textual") is None:
        raise ExtraMissingError("全屏浏览", "browse")
    if not all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr))):  # textual draws on the last
        raise UsageError("browse 要在终端里用；要给程序用的结果，请用 gsearch 检索词 --json")
    from gazette_search.workflows.opening import open_index

    home = chosen_home(flags)
    with progress() as on_progress, open_index(home, on_progress):
        pass  # what can be said of the index is said before the screen is taken
    from gazette_search.cli.browse.app import BrowseApp
    from gazette_search.cli.browse.asking import Enquiry

    enquiry = Enquiry(home, read_as_of(flags))
    # Always with colours: matches are found by them; textual heeds NO_COLOR by itself.
    drawing = Screen(color=True, width=80)
    BrowseApp(enquiry, " ".join(flags["query"]), drawing, Path.cwd()).run()
    return EXIT_FOUND
