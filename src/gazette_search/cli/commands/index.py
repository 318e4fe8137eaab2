"""`gsearch index`: bring the index up to date."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    chosen_recogniser,
    count,
    format_option,
    home_option,
    ocr_option,
)
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_USAGE, GazetteSearchError

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home


class IndexCommand(GazetteCommand):
    """Indexing, with its examples."""

    usage = "index [选项]"
    examples = (
        ("gsearch index", "把新增和改过的公报编进索引"),
        ("gsearch index --dry-run", "只看有什么变化"),
        ("gsearch index --rebuild", "全部重来"),
        ("gsearch index --ocr", "扫描件也识别出来，再编进索引"),
    )


@click.command(
    "index",
    cls=IndexCommand,
    context_settings=CONTEXT,
    help="更新索引：只处理新增、改过和移走的公报。更新期间照常可以查找。",
)
@click.option("--rebuild", is_flag=True, help="全部重新编索引")
@click.option("--dry-run", is_flag=True, help="只说明会有什么变化，什么也不写")
@ocr_option
@click.option(
    "--wait", type=count, default=10, metavar="秒数", help="别的进程正在写时等多久，默认 10"
)
@click.option("--force", is_flag=True, help="库中一半以上的公报已不在 corpus 里，也照样更新")
@format_option("index", force="")
@home_option
def command(**flags: Any) -> int:
    """Update and report."""
    from gazette_search.workflows.indexing import bring_up_to_date
    from gazette_search.workflows.stopping import told_when_stopped

    output = open_output({**flags, "force": False}, "index")
    home = chosen_home(flags)
    recogniser = None if flags["dry_run"] else chosen_recogniser(ocr=flags["ocr"])
    with told_when_stopped(home), progress() as on_progress:
        report = bring_up_to_date(
            home,
            rebuild=flags["rebuild"],
            dry_run=flags["dry_run"],
            wait=float(flags["wait"]),
            force=flags["force"],
            recogniser=recogniser,
            on_progress=on_progress,
        )
    if output.format != "human":
        output.write(output.export(report))
    else:
        from gazette_search.cli.views.changes import draw_changes

        output.write(draw_changes(report, output.screen))
    for bad in report.failed:
        tell(f"没有编进索引：{bad.file}：{bad.message}")
    if report.new_documents and not report.dry_run:
        _tell_news(home)
    return EXIT_USAGE if report.failed else EXIT_FOUND


def _tell_news(home: Home) -> None:
    """Say that something came in on the topics that the user follows, if he follows any."""
    from gazette_search.workflows.topics import followed, look_for_news

    with suppress(GazetteSearchError):  # the index is up to date whatever the topics say
        arrived = look_for_news(home).total if followed(home).topics else 0
        if arrived:
            tell(f"关注的题目上新到 {arrived} 件，见 gsearch new")
