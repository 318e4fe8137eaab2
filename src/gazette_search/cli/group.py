"""`gsearch` itself: which command is meant, and what of the line is query text.

Only an exact first token names a command; everything else is a search. Commands are imported
when they are called, so that a search does not pay for the others.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

import click

from gazette_search.cli.overview import COMMANDS, DEFAULT
from gazette_search.errors import EXIT_USAGE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_PLAIN = re.compile(r"[\w@%+=:,./〔〕（）“”{}-]+")
_OF_GROUP = ("-h", "--help", "-V", "--version")
CONTEXT = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}


def meant_command(query: str) -> str | None:
    """The command that a query of Latin letters names, or nearly names: no gazette holds indx."""
    word, *_ = query.split() or [""]
    if word in COMMANDS and word == query:
        return word
    if not (word.isascii() and word.isalpha()):
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), COMMANDS, n=1)), None)


class PagedHelp(click.Command):
    """A command whose help is shown as results are: in colour, and page by page."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`-h`, which shows the page."""
        found = super().get_help_option(ctx)
        return found and click.Option(
            found.opts, is_flag=True, is_eager=True, expose_value=False, callback=_show_help
        )


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- click's call
    if wanted and not ctx.resilient_parsing:
        from gazette_search.cli.help import show_help

        show_help(ctx.get_help())
        ctx.exit()


class GazetteCommand(PagedHelp):
    """A command with help in Chinese, whose words may begin with a minus sign.

    Attributes:
        examples: Lines of the help that can be typed as they stand, with what they do.
    """

    examples: tuple[tuple[str, str], ...] = ()
    usage: str = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hand click the options first and then, after `--`, the words."""
        options, words = split_words(args, self._options_with_value(ctx))
        try:
            rest = super().parse_args(ctx, [*options, "--", *words] if words else options)
        except click.UsageError as problem:
            problem.ctx = problem.ctx or ctx  # click leaves it out of some
            raise
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(f"多出了参数：{' '.join(rest)}", ctx)
        return rest

    def get_help(self, ctx: click.Context) -> str:
        """The help as this project lays it out."""
        from gazette_search.cli.help import command_help

        return command_help(self, ctx, self.usage, self.examples)

    def _options_with_value(self, ctx: click.Context) -> frozenset[str]:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        return frozenset(
            name
            for option in options
            if not (option.is_flag or option.count)
            for name in option.opts
        )


def split_words(args: list[str], with_value: frozenset[str]) -> tuple[list[str], list[str]]:
    """Tell options from words.

    A word is whatever follows `--`, does not begin with "-", or begins with "-" and then
    something that no option begins with: -孤儿 excludes a word.

    Args:
        args: The command line after the command.
        with_value: Options whose value may be the next token.
    """
    options: list[str] = []
    words: list[str] = []
    tokens = iter(args)
    for token in tokens:
        if token == "--":  # noqa: S105 -- not a password
            words += tokens
        elif not _is_option(token):
            words.append(token)
        else:
            options.append(token)
            if _wants_value(token, with_value):
                value = next(tokens, None)
                if value is None:
                    return (
                        options,
                        [],
                    )  # so that nothing is taken for the value, and click complains
                options.append(value)
    return options, words


def _is_option(token: str) -> bool:
    head = token[1:2]
    return token.startswith("-") and (head == "-" or (head.isascii() and head.isalpha()))


def _wants_value(token: str, with_value: frozenset[str]) -> bool:
    """Whether the next token is this option's value: --limit, -n, -ln; not -n5 or --limit=5."""
    if token.startswith("--"):
        return token in with_value
    taking = [n for n, letter in enumerate(token) if n and f"-{letter}" in with_value]
    return bool(taking) and taking[0] == len(token) - 1


class GazetteGroup(PagedHelp, click.Group):
    """The commands, and search where none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands in the order of the overview."""
        del ctx
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"gazette_search.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the search when the first token names nothing."""
        if not args and not ctx.resilient_parsing:
            from gazette_search.cli.help import welcome

            click.echo(welcome(), err=True)
            ctx.exit(EXIT_USAGE)
        if args[:1] == ["help"] and len(args) <= 2:  # no gazette holds the word
            args = [*args[1:], "--help"]
        ctx.obj = args
        if args and args[0] not in COMMANDS and args[0] not in _OF_GROUP:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """Commands, and the options of a search."""
        from gazette_search.cli.help import group_help

        return group_help(self, ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The options of a search, which may come first; commands are offered without click."""
        search = self.get_command(ctx, DEFAULT)
        if not (incomplete.startswith("-") and search):
            return []
        own = click.Command.shell_complete(self, ctx, incomplete)
        return [*own, *search.shell_complete(click.Context(search, parent=ctx), incomplete)]


def next_page(args: list[str]) -> str:
    """The command line to type again for more, with "{}" where the offset goes."""
    kept = of_every_page(args)
    end = kept.index("--") if "--" in kept else len(kept)
    return typed_again([*kept[:end], "--offset", "{}", *kept[end:]])


def of_every_page(args: list[str]) -> list[str]:
    """A command line without `--offset`: the same for all pages of a search."""
    kept: list[str] = []
    tokens = iter(args)
    for token in tokens:
        if token == "--":  # noqa: S105 -- not a password
            return [*kept, token, *tokens]
        if token == "--offset":  # noqa: S105
            next(tokens, None)
        elif not token.startswith("--offset="):
            kept.append(token)
    return kept


def typed_again(args: list[str]) -> str:
    """As a person types it: quoted where a shell wants it, and not around every Han character."""
    from shlex import quote

    return " ".join(token if _PLAIN.fullmatch(token) else quote(token) for token in args)
