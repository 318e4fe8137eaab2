"""What a command line can go on with: options, their values, and names that the index knows."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, ShellComplete

from gazette_search.cli.completing import Candidate
from gazette_search.cli.overview import COMMANDS, DEFAULT
from gazette_search.errors import GazetteSearchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from gazette_search.index.catalog import Catalog

    Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_KINDS = {"plain": "word", "file": "file", "dir": "dir"}


def offered(words: Sequence[str], begun: str) -> list[Candidate]:
    """Candidates for the next word of a command line."""
    from gazette_search.cli.main import PROGRAM, gsearch

    name = words[0] if words and words[0] in COMMANDS else DEFAULT
    command = gsearch.get_command(click.Context(gsearch), name)
    for param in command.params if command else ():
        _let_complete(param)
    found = ShellComplete(gsearch, {}, PROGRAM, "").get_completions([*words], begun)
    # click looks for the value behind "=" and leaves the option away, which stays on the line.
    option, equals, _ = begun.partition("=")
    kept = f"{option}=" if equals and begun.startswith("--") else ""
    return [
        Candidate(kept + item.value, item.help or "", _KINDS.get(item.type, "word"))
        for item in found
    ]


def _let_complete(param: click.Parameter) -> None:
    """Let a parameter complete what its metavar stands for, whichever command it belongs to."""
    completer = _BY_METAVAR.get((param.metavar or "").strip("[]…"))
    if completer is not None:

        def complete(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
            return completer(ctx, param, incomplete)

        setattr(param, "shell_complete", complete)  # noqa: B010 -- a method of this one


def _some_file(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """What the shell knows of files."""
    return [CompletionItem(begun, type="file")]


def _some_directory(
    _ctx: click.Context, _param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """What the shell knows of directories."""
    return [CompletionItem(begun, type="dir")]


def known_numbers(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Numbers and ids of the documents held, each with its title."""
    catalog = _catalog(ctx)
    if catalog is None:
        return []
    pairs = zip(catalog.numbers, (titles.split("\n")[0] for titles in catalog.titles), strict=True)
    return [*_beginning(pairs, begun)]


def known_issues(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """2020-02 of the issues held; the newest first."""
    catalog = _catalog(ctx)
    rows = catalog.issues if catalog else ()
    named = ((f"{row.year}-{row.number:02}", row) for row in rows if row.year and row.number)
    told = {name: f"总第{row.serial}期" if row.serial else row.file for name, row in named}
    return [*_beginning(sorted(told.items(), reverse=True), begun)]


def known_genres(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """文种 of the documents held, the commonest first."""
    catalog = _catalog(ctx)
    return [*_counted(catalog.genres if catalog else (), begun)]


def known_issuers(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Organs that issued documents held, the commonest first."""
    catalog = _catalog(ctx)
    return [*_counted(catalog.issuers if catalog else (), begun)]


_BY_METAVAR: dict[str, Completer] = {
    "文号": known_numbers,
    "期": known_issues,
    "文种": known_genres,
    "机关": known_issuers,
    "文件": _some_file,
    "目录": _some_directory,
}


def _counted(values: Iterable[str], begun: str) -> Iterator[CompletionItem]:
    from collections import Counter

    common = Counter(filter(None, values)).most_common()
    yield from _beginning(((value, f"{count} 件") for value, count in common), begun)


def _beginning(pairs: Iterable[tuple[str, str]], begun: str) -> Iterator[CompletionItem]:
    """Those that begin as typed, whatever the width and kind of brackets: 葫政办发[2020."""
    exact = begun.isascii() and not any(c in begun for c in "[(")
    wanted = begun if exact or not begun else _folded(begun)
    for value, meaning in dict(pairs).items():
        if value.startswith(begun) or (not exact and _folded(value).startswith(wanted)):
            yield CompletionItem(value, help=meaning)


def _folded(text: str) -> str:
    from gazette_search.text.widths import fold_width

    return fold_width(text).translate(_BRACKETS)


_BRACKETS = str.maketrans("〔【（([）】〕)]", "[[[[[]]]]]")


def _catalog(ctx: click.Context) -> Catalog | None:
    """The catalog of the index that the line would ask; none where anything is in the way.

    Nothing is built and nothing told: a shell waits, and shows what is said between its words.
    """
    from gazette_search.index.catalog import CATALOG, catalog_from_json
    from gazette_search.index.files import read_vouched
    from gazette_search.index.generations import IndexDirectory
    from gazette_search.workflows.home import find_home

    named: Path | Any = ctx.params.get("home")
    with suppress(GazetteSearchError, OSError):
        home = find_home(named)
        manifest = IndexDirectory(home.index).current()
        if manifest is None:
            return None
        place = home.index / manifest.generation / CATALOG
        content = read_vouched(place, dict(manifest.files)[CATALOG], CATALOG)
        return catalog_from_json(content)
    return None
