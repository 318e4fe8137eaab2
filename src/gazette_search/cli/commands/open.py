"""`gsearch open NUMBER`: show the file that prints a document, at its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    collection_option,
    home_option,
    partial_option,
    query_words,
)
from gazette_search.cli.output import tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, UsageError

if TYPE_CHECKING:
    from gazette_search.models import Document


class OpenCommand(GazetteCommand):
    """Opening, with its examples."""

    usage = "open [选项] 文号"
    examples = (
        ("gsearch open 3", "上次查找的第 3 件，翻到命中的那一页"),
        ("gsearch open 葫政办发2020-23", "用桌面的阅读程序打开登载它的文件，翻到那一页"),
        ("gsearch open 葫政办发2020-23 --query 4425元", "翻到写着 4425元 的那一页"),
        ("gsearch open 葫政办发2020-23 --print", "只说在哪个文件第几页"),
    )


@click.command(
    "open",
    cls=OpenCommand,
    context_settings=CONTEXT,
    help="用桌面的阅读程序打开登载一份公文的文件；程序能翻页时翻到它所在的页。",
)
@click.argument("number", nargs=-1, required=True, type=query_words, metavar="文号")
@click.option("--query", type=query_words, metavar="文字", help="翻到文中写着它的地方")
@click.option("--print", "only_print", is_flag=True, help="只说明在哪里，不打开")
@collection_option
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Find the document and hand its file to the viewer."""
    from gazette_search.export.wording import place_text
    from gazette_search.models import place_of
    from gazette_search.search.lookup.spots import line_of_spot
    from gazette_search.workflows.standing import stand_at
    from gazette_search.workflows.viewing import view

    home = chosen_home(flags)
    with progress() as on_progress:
        standing, *others = stand_at(
            home, flags["number"], on_progress, collections=flags["collections"]
        )
    if others:
        raise UsageError("一次只能打开一份公文")
    for note in standing.notes:
        tell(note)
    held, spot = standing.shown.held, standing.spot
    line = line_of_spot(held.document, spot) if spot else None
    if flags["query"]:
        line = _line_of(held.document, flags["query"])
    place = place_of(held.issue, held.document, line)
    if flags["only_print"]:
        click.echo(place_text(place))
        return EXIT_FOUND
    told = view(home.path / place.file, place.page)
    if place.page is not None and not told:
        tell(f"打开了 {place.file}；请翻到第 {place.page} 页。")
    return EXIT_FOUND


def _line_of(document: Document, wanted: str) -> int | None:
    """The line of the first block that holds some text, spacing and width aside."""
    from gazette_search.analysis.normalizer import normalize

    text = normalize(wanted).text
    for block in document.blocks:
        found = normalize(block.text)
        start = found.text.find(text)
        if text and start >= 0:
            return block.line_at(found.offsets[start])
    tell(f"文中没有“{wanted}”，翻到公文开头。")
    return None
