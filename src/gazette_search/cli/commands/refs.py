"""`gsearch refs NUMBER`: what a document cites and who cites it, held or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    collection_option,
    format_option,
    home_option,
    partial_option,
    query_words,
    read_as_of,
)
from gazette_search.cli.output import open_output
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND

if TYPE_CHECKING:
    from collections.abc import Mapping


class RefsCommand(GazetteCommand):
    """References, with their examples."""

    usage = "refs [选项] 文号"
    examples = (
        ("gsearch refs 葫政办发〔2017〕259号", "库内没有的公文也行：谁废止了它，原话在哪里"),
        ("gsearch refs 葫政发2019-17", "它依据、引用、修改、废止了什么"),
        ("gsearch refs 国务院令第590号", "谁依据这部法规"),
        ("gsearch refs 2", "上次查找的第 2 件"),
        ("gsearch refs 葫政发2020-6 --as-of 2021-06", "按 2021 年 6 月底判断效力"),
        ("gsearch refs 葫政发2019-17 -o 引用.csv", "存成表格"),
    )


@click.command(
    "refs",
    cls=RefsCommand,
    context_settings=CONTEXT,
    help="看一份公文的引用关系：它引用什么，谁引用它，各附原话和所在的行；"
    "以及库内公文说它是否废止、修改、到期。",
)
@click.argument("number", nargs=-1, required=True, type=query_words, metavar="文号")
@as_of_option
@format_option("references")
@collection_option
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Follow the citations both ways."""
    return show_references(flags)


def show_references(flags: Mapping[str, Any]) -> int:
    """The whole command, also for `show --citations`.

    Returns:
        The exit code.
    """
    from gazette_search.workflows.references import references
    from gazette_search.workflows.standing import meant_id

    output = open_output(flags, "references", paged=True)
    home, as_of = chosen_home(flags), read_as_of(flags)
    with progress() as on_progress:
        number = meant_id(home, " ".join(flags["number"]), on_progress)
        found = references(home, number, as_of, on_progress, collections=flags["collections"])
    if output.format != "human":
        output.write(output.export(found))
    else:
        from gazette_search.cli.views.references import draw_references

        output.write(draw_references(found, output.screen))
    return EXIT_FOUND
