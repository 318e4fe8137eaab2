"""`gsearch cite NUMBER…`: references, ready to paste or to import."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.naming import read_names
from gazette_search.cli.options import file_options, home_option, partial_option, query_words
from gazette_search.cli.output import tell, write_text
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, UsageError

if TYPE_CHECKING:
    from gazette_search.export.citing.styles import CitingStyle

USUAL = "gongwen"
CITATION_STYLES = ("gongwen", "gbt7714", "bibtex", "ris", "csl-json")


class CiteCommand(GazetteCommand):
    """Citing, with its examples."""

    usage = "cite [选项] 文号…"
    examples = (
        ("gsearch cite 葫政办发2020-23", "《…的通知》（葫政办发〔2020〕23号）"),
        ("gsearch cite 1 2 3", "上次查找的前三件"),
        ("gsearch cite 1 2 --style gbt7714", "参考文献（GB/T 7714-2025）"),
        ("gsearch cite 葫政办发2020-23 --style gbt7714 --gazette 葫芦岛市人民政府公报",
         "按公报里的文章著录，带年、期、页"),
        ("gsearch 低保 -l | gsearch cite - -o 低保.bib", "查到的各件，给 LaTeX 或 Zotero"),
    )  # fmt: skip


def _known(value: str) -> str:
    if value not in CITATION_STYLES:
        raise click.BadParameter(f"没有“{value}”，可以选 {'、'.join(CITATION_STYLES)}")
    return value


@click.command(
    "cite",
    cls=CiteCommand,
    context_settings=CONTEXT,
    help="引用公文：《标题》（文号），或者给论文和文献管理软件用的著录。"
    "公报本身没有写明公报的名称，要按公报里的文章著录，请用 --gazette 写明。",
)
@click.argument("number", nargs=-1, required=True, type=query_words, metavar="文号…")
@click.option(
    "--style",
    type=_known,
    shell_complete=lambda _ctx, _param, begun: [s for s in CITATION_STYLES if s.startswith(begun)],
    metavar="格式",
    help=f"{'、'.join(CITATION_STYLES)}；不写时看 -o 的扩展名（.bib .ris .json），否则 {USUAL}",
)
@click.option("--gazette", type=query_words, default="", metavar="名称", help="登载它的公报叫什么")
@file_options
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Find the documents and refer to them."""
    from gazette_search.export.citing.works import work_of
    from gazette_search.workflows.standing import stand_at

    style = _style(flags["style"], flags["output"])
    home, names = chosen_home(flags), read_names(flags["number"])
    with progress() as on_progress:
        standings = stand_at(home, names, on_progress)
    for note in (note for one in standings for note in one.notes):
        tell(note)
    held = {one.shown.held.document.id: one.shown.held for one in standings}
    works = [work_of(one.document, one.issue, flags["gazette"]) for one in held.values()]
    write_text(style.write(works), flags)
    return EXIT_FOUND


def _style(named: str | None, file: str | None) -> CitingStyle:
    """The style that was named, else that of the file's name.

    Raises:
        UsageError: No style's files end so.
    """
    from gazette_search.export.citing.styles import CITING_STYLES

    suffix = PurePath(file or "").suffix.lower()
    if named or suffix in ("", "."):
        return CITING_STYLES[named or USUAL]
    for style in CITING_STYLES.values():
        if suffix in style.suffixes:
            return style
    raise UsageError(f"不认识扩展名 {suffix}，可以用 .bib .ris .json .txt，或者用 --style 写明格式")
