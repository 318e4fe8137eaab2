"""`gsearch show NUMBER`: read one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    format_option,
    home_option,
    query_words,
    read_as_of,
)
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, GazetteSearchError, NoNumberError
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.cli.output import Output
    from gazette_search.search.reports import ShownDocument
    from gazette_search.workflows.home import Home


OFFERED = 3  # documents, where words were given instead of a number


class ShowCommand(GazetteCommand):
    """Reading, with its examples."""

    usage = "show [选项] 文号"
    examples = (
        ("gsearch show 葫政办发〔2020〕23号", "在分页程序里读"),
        ("gsearch show 葫政办发2020 23号", "文号怎么写都行"),
        ("gsearch show 葫政办发2020-23 --query 低保", "标出低保"),
        ("gsearch show 葫政办发2020-23 -o 23号.md", "存成 Markdown"),
        ("gsearch show 葫政发2019-17 --citations", "只看它引用什么、谁引用它"),
    )


@click.command(
    "show",
    cls=ShowCommand,
    context_settings=CONTEXT,
    help="读一份公文：标题、正文、表格、附件，最后列出它引用的和引用它的公文。",
)
@click.argument("number", nargs=-1, required=True, type=query_words, metavar="文号")
@click.option("--query", type=query_words, metavar="检索词", help="在文中标出这些词")
@click.option("--citations", is_flag=True, help="只看引用关系，同 gsearch refs")
@as_of_option
@format_option("document")
@home_option
def command(**flags: Any) -> int:
    """Find the document and lay it out."""
    from gazette_search.workflows.reading import show

    if flags["citations"]:
        from gazette_search.cli.commands.refs import show_references

        return show_references(flags)
    output = open_output(flags, "document", paged=True)
    home, number, as_of = chosen_home(flags), " ".join(flags["number"]), read_as_of(flags)
    with progress() as on_progress:
        try:
            shown = show(home, number, on_progress, as_of=as_of)
        except NoNumberError as problem:
            tell(str(problem))
            tell_alike(home, problem.text)
            return problem.exit_code
    output.write(_render(shown, output, flags))
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


def _render(shown: ShownDocument, output: Output, flags: Mapping[str, Any]) -> str | bytes:
    if output.format != "human":
        return output.export(shown)
    from gazette_search.cli.marking import marker
    from gazette_search.cli.views.document import draw_document

    return draw_document(shown, output.screen, marker(flags["query"]))
