"""`gsearch show NUMBER…`: read documents, each opened where the reader wants to stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.naming import read_names
from gazette_search.cli.options import (
    as_of_option,
    cite_option,
    collection_option,
    format_option,
    home_option,
    partial_option,
    query_words,
    read_as_of,
)
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, GazetteSearchError, NoNumberError
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.cli.output import Output
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.standing import Standing


OFFERED = 3  # documents, where words were given instead of a number


class ShowCommand(GazetteCommand):
    """Reading, with its examples."""

    usage = "show [选项] 文号…"
    examples = (
        ("gsearch show 3", "上次查找的第 3 件，翻到命中的那一句；按 n 到下一处"),
        ("gsearch show 葫政办发2020 23号", "按文号读，写法随意"),
        ("gsearch show 2020-02:1111", "2020 年第 2 期第 1111 行那里"),
        ("gsearch show 供热服务质量管理办法", "按标题"),
        ("gsearch show 葫政办发2020-23 --query 低保", "标出低保，翻到第一处"),
        ("gsearch show 1 2 3 -o 材料.md", "几件一起存成 Markdown"),
        ("gsearch 低保 -l | gsearch show -", "读列出的各件"),
        ("gsearch show 3 -e", "用 $EDITOR 打开原文件，停在那一行"),
        ("gsearch show 葫政发2019-17 --citations", "只看它引用什么、谁引用它"),
    )


@click.command(
    "show",
    cls=ShowCommand,
    context_settings=CONTEXT,
    help="读公文：标题、正文、表格、附件，最后列出它引用的和引用它的公文。"
    "光写一个数是上次查找的第几件，按文号找要带“号”：3号。",
)
@click.argument("number", nargs=-1, required=True, type=query_words, metavar="文号…")
@click.option("--query", type=query_words, metavar="检索词", help="在文中标出这些词，翻到第一处")
@click.option("-e", "--edit", is_flag=True, help="用 $VISUAL 或 $EDITOR 打开原文件，停在那一行")
@click.option("--citations", is_flag=True, help="只看引用关系，同 gsearch refs")
@as_of_option
@cite_option
@format_option("documents")
@collection_option
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Find the documents and lay them out."""
    from gazette_search.workflows.standing import stand_at

    if flags["citations"]:
        from gazette_search.cli.commands.refs import show_references

        return show_references(flags)
    output = open_output(flags, "documents", paged=True)
    home, names, as_of = chosen_home(flags), read_names(flags["number"]), read_as_of(flags)
    with progress() as on_progress:
        try:
            standings = stand_at(
                home, names, on_progress, as_of=as_of, collections=flags["collections"]
            )
        except NoNumberError as problem:
            tell(str(problem))
            tell_alike(home, problem.text)
            return problem.exit_code
    for note in (note for one in standings for note in one.notes):
        tell(note)
    if flags["edit"]:
        return _edit(home, standings)
    if output.format != "human":
        output.write(_exported(standings, output))
    else:
        _draw(standings, output.linking(home), flags["query"])
    return EXIT_FOUND


def tell_alike(home: Home, words: str) -> None:
    """Offer the documents that words mean most likely, each as it can be typed."""
    from gazette_search.search.results import SearchRequest
    from gazette_search.workflows.searching import search

    try:
        hits = search(home, SearchRequest(words, limit=OFFERED, passages=0)).hits
    except GazetteSearchError:  # words that are no query either
        return
    if hits:
        tell("最相关的公文：")
    for hit in hits:
        tell(f"  gsearch show {hit.document.id}  {one_line(hit.document.title)}")


def _exported(standings: Sequence[Standing], output: Output) -> str | bytes:
    """One document as it always was, several together."""
    from dataclasses import replace

    shown = [replace(one.shown, spot=one.spot) for one in standings]
    if len(shown) == 1:
        return replace(output, subject="document").export(shown[0])
    return output.export(shown)


def _draw(standings: Sequence[Standing], output: Output, query: str | None) -> None:
    from gazette_search.cli.margin import MARKED_ROW
    from gazette_search.cli.views.document import draw_documents

    drawn = draw_documents(standings, output.screen, query)
    output.write(drawn.text, row=drawn.row, marks=MARKED_ROW if drawn.marks else "")


def _edit(home: Home, standings: Sequence[Standing]) -> int:
    """Open the file of the first document in the editor.

    Raises:
        UsageError: It is no text, or there is no editor or no terminal for it.
    """
    from gazette_search.cli.editing import edit
    from gazette_search.errors import UsageError
    from gazette_search.search.lookup.spots import line_of_spot

    held, spot = standings[0].shown.held, standings[0].spot
    if held.issue.format != "text":
        raise UsageError(f"{held.issue.file} 不是文本文件，请用 gsearch open 打开")
    if len(standings) > 1:
        tell("只打开第一件。")
    line = line_of_spot(held.document, spot) if spot else held.document.lines[0]
    edit(home.path / held.issue.file, line)
    return EXIT_FOUND
