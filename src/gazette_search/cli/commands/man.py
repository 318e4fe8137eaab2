"""`gsearch man`: the manual page."""

from __future__ import annotations

import sys

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.terminal import is_terminal
from gazette_search.errors import EXIT_FOUND


class ManCommand(GazetteCommand):
    """The manual, with examples."""

    usage = "man"
    examples = (
        ("gsearch man", "在 man 里读"),
        ("gsearch man > ~/.local/share/man/man1/gsearch.1", "装上，以后也可以 man gsearch"),
    )


@click.command(
    "man",
    cls=ManCommand,
    context_settings=CONTEXT,
    help="读使用手册：全部命令、选项、检索词的写法。不在终端里时输出手册页的源文（roff）。",
)
def command() -> int:
    """Show the page, or write it."""
    from gazette_search.cli.manual import manual

    page = manual()
    if not (is_terminal(sys.stdout) and _shown(page)):
        sys.stdout.write(page)
    return EXIT_FOUND


def _shown(page: str) -> bool:
    """Let `man` show the page; false where there is none."""
    import shutil
    import subprocess

    program = shutil.which("man")
    if program is None:
        return False
    shown = subprocess.run(  # noqa: S603 -- a program of the system
        [program, "-l", "-"], input=page.encode(), check=False
    )
    return shown.returncode == 0
