"""`gsearch check`: what the corpus lacks or contradicts."""

from __future__ import annotations

from typing import Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import format_option, home_option
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_INDEX, EXIT_USAGE


class CheckCommand(GazetteCommand):
    """The check and its examples."""

    usage = "check [选项]"
    examples = (
        ("gsearch check", "每期的行数账目，然后是问题"),
        ("gsearch check -o 问题.csv", "存成表格"),
        ("gsearch check --index", "核对索引的每一个字节"),
    )


@click.command(
    "check",
    cls=CheckCommand,
    context_settings=CONTEXT,
    help="逐期重读公报，核对每一行的归属，指出目录与正文不符、附件缺失、文号缺号或重复之处。",
)
@click.option("--index", is_flag=True, help="不读公报，核对索引的每一个字节是否与写入时相同")
@format_option("check")
@home_option
def command(**flags: Any) -> int:
    """Check every issue, or the index."""
    from gazette_search.workflows.checking import check

    if flags["index"]:
        return _check_index(flags)
    output = open_output(flags, "check", paged=True)
    with progress() as on_progress:
        report = check(chosen_home(flags), on_progress)
    if output.format != "human":
        output.write(output.export(report))
    else:
        from gazette_search.cli.views.accounts import draw_check

        output.write(draw_check(report, output.screen))
    for bad in report.unreadable:
        tell(f"读不出来：{bad.file}：{bad.message}")
    return EXIT_USAGE if report.unreadable else EXIT_FOUND


def _check_index(flags: dict[str, Any]) -> int:
    from gazette_search.workflows.verifying import verify_index

    output = open_output(flags, "verification")
    with progress() as on_progress:
        found = verify_index(chosen_home(flags), on_progress)
    if output.format != "human":
        output.write(output.export(found))
    else:
        from gazette_search.cli.views.verification import draw_verification

        output.write(draw_verification(found, output.screen))
    return EXIT_INDEX if found.damages else EXIT_FOUND
