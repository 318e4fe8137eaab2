"""`gsearch init DIR`: make a home."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.output import tell
from gazette_search.errors import EXIT_FOUND
from gazette_search.workflows.home import find_home, make_home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.workflows.home import FreshHome, Home


class InitCommand(GazetteCommand):
    """Settling in, with examples."""

    usage = "init 目录"
    examples = (
        ("gsearch init ~/公报", "新建 ~/公报/corpus，公报就放在里面"),
        ("gsearch init .", "就用当前目录"),
    )


@click.command(
    "init",
    cls=InitCommand,
    context_settings=CONTEXT,
    help="新建放公报的目录，并说明下一步。已有的文件一概不动；还没有记住别的目录时，记住它，"
    "以后在任何目录都查这里的公报。",
)
@click.argument("directory", type=click.Path(path_type=Path), metavar="目录")
def command(**flags: Any) -> int:
    """Make it and say what comes next."""
    fresh = make_home(flags["directory"])
    for line in (*_told(fresh), *_elsewhere(fresh.home)):
        tell(line)
    return EXIT_FOUND


def _elsewhere(home: Home) -> Iterator[str]:
    """That from here another home is used: files added would land there."""
    used = find_home()
    if used.path != home.path and not used.remembered:
        place = quote(str(home.path))
        yield f"注意：在当前目录里用的是 {used.path}（见 gsearch home）；要用新的，先 cd {place}"


def _told(fresh: FreshHome) -> Iterator[str]:
    home = fresh.home
    if fresh.made:
        yield f"新建了 {home.corpus}"
    else:
        yield f"{home.corpus} 已经有了（{fresh.files} 个文件），没有改动"
    if fresh.remembered:
        yield "记住了这个目录，以后在任何目录都查这里的公报（gsearch home 可以更换）"
    elif fresh.other:
        yield f"记住的仍是 {fresh.other}；要换成这个：gsearch home {quote(str(home.path))}"
    yield "下一步："
    if not fresh.files:
        yield "  1. 把公报、公文放进 corpus（文本、网页、DOCX、PDF、OFD），或运行 gsearch add 文件…"
        yield "  2. gsearch 低保标准    第一次查找时自动建立索引"
    else:
        yield "  gsearch 低保标准    第一次查找时自动建立索引"
