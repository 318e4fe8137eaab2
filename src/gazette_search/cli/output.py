"""Where results go: the terminal, a pipe, a pager, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import TYPE_CHECKING, Any

from gazette_search.cli.terminal import (
    Screen,
    is_terminal,
    terminal_height,
    terminal_width,
    wants_color,
)
from gazette_search.errors import OutputFileError, UsageError
from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazette_search.search.results import IndexState

FORMATS = ("human", "plain", "json", "jsonl", "md", "csv")
_MODULES = {
    "plain": "plain",
    "numbers": "plain",
    "json": "json_export",
    "jsonl": "json_export",
    "md": "markdown",
    "csv": "csv_export",
}
# Subjects whose formats stand together in a module of their own.
_OF_SUBJECT = {"timeline": "figures", "comparison": "comparing", "duties": "duties"}
_SUFFIXES = {".md": "md", ".markdown": "md", ".csv": "csv", ".json": "json", ".jsonl": "jsonl"}


@dataclass(frozen=True, slots=True)
class Output:
    """One command's results: their format and their destination.

    Attributes:
        format: One of FORMATS.
        screen: Colour and width for the human view.
        file: Where to write, or None for stdout.
        force: Whether to replace a file that is there.
        paged: Whether the human view goes through a pager when it is taller than the terminal.
    """

    format: str
    screen: Screen
    file: Path | None = None
    force: bool = False
    paged: bool = False

    def write(self, text: str) -> None:
        """Deliver the whole result.

        Raises:
            OutputFileError: The file is there already or cannot be written.
        """
        if self.file is not None:
            # Excel reads a CSV file without the mark in the local code page.
            mark = "\ufeff" if self.format == "csv" else ""
            write_file(self.file, (mark + text).encode("utf-8", "replace"), force=self.force)
        elif self.paged and text.count("\n") >= terminal_height():
            _page(text, color=self.screen.color)
        else:
            _prepare_stdout(self.format)
            sys.stdout.write(text)


def open_output(
    flags: Mapping[str, Any], formats: Sequence[str] = FORMATS, *, paged: bool = False
) -> Output:
    """Read the options that say where results go and how they look.

    Args:
        flags: The command's options.
        formats: Those that the command knows.
        paged: Whether its human view is worth a pager on a terminal.

    Raises:
        UsageError: A format that the command does not know.
        OutputFileError: The file is there already; found before the work, not after it.
    """
    file = None if flags["output"] in (None, "-") else Path(flags["output"])
    chosen = "json" if flags["json"] else flags["format"]
    if chosen is None and file is not None:
        guess = _SUFFIXES.get(file.suffix.lower(), "human")
        chosen = guess if guess in formats else "human"
    chosen = chosen or "human"
    if chosen not in formats:
        raise UsageError(f"这个命令没有 {chosen} 格式，可以用 {'、'.join(formats)}")
    if file is not None:
        _refuse(file, force=flags["force"])
    on_terminal = file is None and is_terminal(sys.stdout)
    color = wants_color(flags["color"], sys.stdout) if file is None else flags["color"] == "always"
    return Output(
        format=chosen,
        screen=Screen(color, terminal_width() if on_terminal else None),
        file=file,
        force=flags["force"],
        paged=paged and on_terminal and chosen == "human" and not flags["no_pager"],
    )


def open_brief_output(flags: Mapping[str, Any], *, paged: bool = False) -> Output:
    """The same for commands that can give numbers (-l), a count (-c) or nothing (-q) instead.

    Raises:
        UsageError: More than one of them, or one with a format that it would not have.
    """
    names = {"-l": "numbers_only", "-c": "count_only", "-q": "quiet"}
    given = [name for name, key in names.items() if flags.get(key)]
    if len(given) > 1:
        raise UsageError(f"{' 和 '.join(given)} 只能选一个")
    if not given:
        return open_output(flags, paged=paged)
    if flags["json"] or flags["format"] not in (None, "human", "plain"):
        raise UsageError(f"{given[0]} 有自己的格式，不能和 --format 同用")
    return open_output({**flags, "format": "plain"})


def export(subject: str, chosen: str, value: object) -> str:
    """A value in a format: `search` as `json` is what export.json_export.search_to_json says.

    The format's module is imported now, so that a search for people loads none of them.
    """
    module = import_module(f"gazette_search.export.{_OF_SUBJECT.get(subject, _MODULES[chosen])}")
    name = "markdown" if chosen == "md" else chosen
    text: str = getattr(module, f"{subject}_to_{name}")(value)
    return text


def tell(message: str) -> None:
    """Say something beside the result."""
    print(sanitize(message), file=sys.stderr)  # noqa: T201


def tell_stale(state: IndexState) -> None:
    """Say that the corpus has moved on, and what else there is to say of the index."""
    for note in state.notes:
        tell(note)
    if state.stale:
        tell(f"索引已旧：有 {state.new_issues} 期公报是新增、改过或移走的，请运行 gsearch index")


def write_file(file: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file atomically: at every instant there is the old file, none, or the whole new one.

    A temporary file beside it is written and synced, then takes its name. A symbolic link is
    never followed: `force` replaces the link itself.

    Raises:
        OutputFileError: See `_refuse`, or the system says no.
    """
    _refuse(file, force=force)
    aside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        _write_synced(aside, content)
        if force:
            aside.replace(file)
        else:
            _link(aside, file)
    except OSError as problem:
        raise OutputFileError(str(file), f"写不进去（{problem.strerror}）") from problem
    finally:
        with suppress(OSError):
            aside.unlink()


def _write_synced(file: Path, content: bytes) -> None:
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _link(aside: Path, file: Path) -> None:
    """Give the file its name unless another took it meanwhile."""
    try:
        os.link(aside, file)
    except FileExistsError:
        raise _taken(file) from None
    except OSError:  # a file system without hard links
        aside.rename(file)


def _refuse(file: Path, *, force: bool) -> None:
    """Stop before a file is lost.

    Raises:
        OutputFileError: The file is there and `force` was not given, or it is a directory or a
            device, or its directory is not there.
    """
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        if not file.parent.is_dir():
            raise OutputFileError(str(file), "所在目录不存在") from None
        return
    except OSError as problem:
        raise OutputFileError(str(file), f"写不进去（{problem.strerror}）") from problem
    if not (S_ISREG(mode) or S_ISLNK(mode)):
        raise OutputFileError(str(file), "不是普通文件，不能写在这里")
    if not force:
        raise _taken(file)


def _taken(file: Path) -> OutputFileError:
    return OutputFileError(str(file), "已经存在。要覆盖它，请加 --force")


def _prepare_stdout(chosen: str) -> None:
    """Never fail on a character: scripts get UTF-8, a terminal what it can show."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and chosen not in ("human", "plain"):
        reconfigure(encoding="utf-8", errors="replace", newline="\n")
    elif reconfigure:
        reconfigure(errors="replace")


def _page(text: str, *, color: bool) -> None:
    import click

    # -R shows colours, -X leaves the text on the screen afterwards.
    os.environ.setdefault("LESS", "-RX")
    click.echo_via_pager(text, color=color)
