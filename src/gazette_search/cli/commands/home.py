"""`gsearch home`: which home is used, and which to use from everywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.output import tell
from gazette_search.errors import EXIT_FOUND, HomeNotFoundError

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home


class HomeCommand(GazetteCommand):
    """The remembered home, with examples."""

    usage = "home [目录]"
    examples = (
        ("gsearch home", "看现在用的是哪个目录，为什么是它"),
        ("gsearch home ~/公报", "记住它：以后在任何目录都查这里的公报"),
        ("gsearch home --forget", "不再记住"),
        ('cd "$(gsearch home)"', "进入放公报的目录"),
    )


@click.command(
    "home",
    cls=HomeCommand,
    context_settings=CONTEXT,
    help="看公报放在哪里，或记住一个目录。用哪个目录，依次看：--home、环境变量 GSEARCH_HOME、"
    "当前目录往上有 corpus 的、记住的。",
)
@click.argument("directory", required=False, type=click.Path(path_type=Path), metavar="[目录]")
@click.option("--forget", is_flag=True, help="不再记住")
def command(**flags: Any) -> int:
    """Show, remember or forget."""
    from gazette_search.workflows.home import find_home, remember_home

    directory: Path | None = flags["directory"]
    if directory and flags["forget"]:
        raise click.UsageError("记住一个目录和 --forget 只能选一个")
    if flags["forget"]:
        remember_home(None)
        return EXIT_FOUND
    if directory:
        home = find_home(directory)
        if not (home.corpus.is_dir() or home.index.is_dir()):
            raise HomeNotFoundError(
                f"{home.path} 里没有 corpus 目录。要在这里新建，请运行 gsearch init {directory}"
            )
        remember_home(home.path)
        tell("记住了，以后在任何目录都查这里的公报")
    _show(find_home())
    return EXIT_FOUND


def _show(home: Home) -> None:
    """The path alone on stdout, so that a shell can use it; why it is that one beside it."""
    import os

    from gazette_search.workflows.home import ENVIRONMENT_VARIABLE

    sys.stdout.write(f"{home.path}\n")
    sys.stdout.flush()
    if os.environ.get(ENVIRONMENT_VARIABLE):
        tell(f"（环境变量 {ENVIRONMENT_VARIABLE} 指明的）")
    elif home.remembered:
        tell("（记住的）")
    else:
        tell("（当前目录往上最近的、有 corpus 的目录）")
