"""`gsearch completion SHELL`: the script that completes command lines."""

from __future__ import annotations

import sys

import click

from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.options import completes, one_of
from gazette_search.errors import EXIT_FOUND

SHELLS = ("bash", "zsh", "fish")


class CompletionCommand(GazetteCommand):
    """The script and how to install it."""

    usage = f"completion {'|'.join(SHELLS)}"
    examples = (
        ('eval "$(gsearch completion bash)"', "写进 ~/.bashrc"),
        ('eval "$(gsearch completion zsh)"', "写进 ~/.zshrc"),
        ("gsearch completion fish | source", "写进 config.fish"),
    )


@click.command(
    "completion",
    cls=CompletionCommand,
    context_settings=CONTEXT,
    help="输出命令行补全脚本，按 Tab 时补全命令、选项、文号、期、文种和机关。",
)
@click.argument(
    "shell", type=one_of(SHELLS), shell_complete=completes(SHELLS), metavar="bash|zsh|fish"
)
def command(shell: str) -> int:
    """Print the script."""
    from gazette_search.cli.completing import SCRIPTS

    sys.stdout.write(SCRIPTS[shell])
    return EXIT_FOUND
