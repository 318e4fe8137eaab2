"""`gsearch add FILE…`: put files into the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import chosen_recogniser, format_option, home_option, ocr_option
from gazette_search.cli.output import open_output, tell
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_USAGE


class AddCommand(GazetteCommand):
    """Adding, with its examples."""

    usage = "add [选项] 文件…"
    examples = (
        ("gsearch add 2020-03.pdf", "加入一期，说明读到什么，再更新索引"),
        ("gsearch add 下载的公报/", "加入整个文件夹"),
        ("gsearch add 扫描件.pdf --ocr", "识别图像里的文字，加入并编进索引"),
        ("gsearch add 2019.zip --to 2019", "把压缩包里的文件放进 corpus/2019"),
    )


@click.command(
    "add",
    cls=AddCommand,
    context_settings=CONTEXT,
    help="把文件、文件夹或压缩包里的公报复制进 corpus，说明每个文件是什么，再更新索引。"
    "能读文本、Markdown、网页、Word、EPUB、PDF、OFD；装有 LibreOffice 时还能读 DOC、WPS、RTF。"
    "读不了的文件不会复制。",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件")
@click.option("--to", default="", metavar="专辑", help="放进 corpus 下的这个文件夹")
@ocr_option
@click.option("--force", is_flag=True, help="替换 corpus 里同名而内容不同的文件")
@format_option("adding", force="")
@home_option
def command(**flags: Any) -> int:
    """Copy, tell and update."""
    from gazette_search.workflows.adding import add
    from gazette_search.workflows.stopping import told_when_stopped

    output = open_output({**flags, "force": None}, "adding")
    home = chosen_home(flags)
    recogniser = chosen_recogniser(ocr=flags["ocr"])
    with told_when_stopped(home), progress() as on_progress:
        report = add(
            home,
            flags["files"],
            collection=flags["to"],
            force=flags["force"],
            recogniser=recogniser,
            on_progress=on_progress,
        )
    if output.format != "human":
        output.write(output.export(report))
    else:
        from gazette_search.cli.views.additions import draw_additions

        output.write(draw_additions(report, output.screen))
    failed = report.index.failed if report.index else ()
    for bad in failed:
        tell(f"没有编进索引：{bad.file}：{bad.message}")
    return EXIT_USAGE if failed or not report.added else EXIT_FOUND
