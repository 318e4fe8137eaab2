"""Where results go: the terminal, a pipe, a pager, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
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
from gazette_search.errors import OutputFileError, UsageError, system_reason
from gazette_search.export.registry import HUMAN
from gazette_search.system import SYSTEM
from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.search.results import IndexState

TEXT_SUFFIXES = ("", ".txt", ".text")  # files of the human view, which is no format of export


@dataclass(frozen=True, slots=True)
class Output:
    """One command's results: their format and their destination.

    Attributes:
        subject: What they are, as export.registry names it.
        format: HUMAN or a format of export.registry.
        screen: Colour and width for the human view.
        file: Where to write, or None for stdout.
        force: Whether to replace a file that is there.
        paged: Whether the human view goes through a pager when it is taller than the terminal.
        home: As `--home` names it.
    """

    subject: str
    format: str
    screen: Screen
    file: Path | None = None
    force: bool = False
    paged: bool = False
    home: Path | None = None

    @property
    def takes_all(self) -> bool:
        """Whether everything found is to be written, not the best of it only."""
        if self.file is None or self.format == HUMAN:
            return False
        from gazette_search.export.registry import format_named

        return format_named(self.format).whole

    def export(self, value: object) -> str | bytes:
        """The value in the format, which is not HUMAN.

        The format's module is imported now, so that a search for people loads none of them.
        """
        from gazette_search.export.registry import export
        from gazette_search.export.wording import seen_from

        with seen_from(self._way_home() if self.format == "plain" else ""):
            return export(self.subject, self.format, value)

    def write(self, written: str | bytes, cut: str = "") -> None:
        """Deliver the whole result.

        Args:
            written: All of it.
            cut: What to say when more was found than stands in it; a file says so itself, too.

        Raises:
            OutputFileError: The file is there already or cannot be written.
        """
        if self.file is not None:
            write_file(self.file, self._content(written, cut), force=self.force)
            if cut:
                tell(f"{self.file}：{cut}")
        elif isinstance(written, bytes):
            sys.stdout.buffer.write(written)
        elif self.paged and written.count("\n") >= terminal_height():
            from gazette_search.cli.pager import page

            page(written)
        else:
            _prepare_stdout(self.format)
            sys.stdout.write(written)

    def _content(self, written: str | bytes, cut: str) -> bytes:
        if isinstance(written, bytes):
            return written
        if self.format != HUMAN:
            from gazette_search.export.registry import format_named

            form = format_named(self.format)
            written = form.mark + (form.cut(written, cut) if cut and form.cut else written)
        return written.encode("utf-8", "replace")

    def _way_home(self) -> str:
        """What leads from the working directory to the home: "", "../" or the whole path."""
        from gazette_search.workflows.home import find_home

        home, here = find_home(self.home).path.resolve(), Path.cwd()
        if home != here and home not in here.parents and here not in home.parents:
            return f"{home}/"  # a way up and down again is longer, and breaks when one moves
        way = os.path.relpath(home, here)
        return "" if way == "." else f"{way}/"


def open_output(flags: Mapping[str, Any], subject: str, *, paged: bool = False) -> Output:
    """Read the options that say where results go and how they look.

    Args:
        flags: The command's options.
        subject: What its results are, as export.registry names it.
        paged: Whether its human view is worth a pager on a terminal.

    Raises:
        UsageError: A format that the command does not know, or a file name that belongs to
            another format or to none.
        OutputFileError: The file is there already; found before the work, not after it.
    """
    file = None if flags["output"] in (None, "-") else Path(flags["output"])
    chosen = _chosen_format("json" if flags["json"] else flags["format"], file, subject)
    force = bool(flags.get("force"))
    if file is not None:
        _refuse(file, force=force)
    on_terminal = file is None and is_terminal(sys.stdout)
    color = wants_color(flags["color"], sys.stdout) if file is None else flags["color"] == "always"
    return Output(
        subject=subject,
        format=chosen,
        screen=Screen(color, terminal_width() if on_terminal else None),
        file=file,
        force=force,
        paged=paged and on_terminal and chosen == HUMAN and not flags["no_pager"],
        home=flags.get("home"),
    )


def open_brief_output(flags: Mapping[str, Any], subject: str, *, paged: bool = False) -> Output:
    """The same for commands that can give numbers (-l), a count (-c) or nothing (-q) instead.

    Raises:
        UsageError: More than one of them, or one with a format that it would not have.
    """
    names = {"-l": "numbers_only", "-c": "count_only", "-q": "quiet"}
    given = [name for name, key in names.items() if flags.get(key)]
    if len(given) > 1:
        raise UsageError(f"{' 和 '.join(given)} 只能选一个")
    if not given:
        return open_output(flags, subject, paged=paged)
    if flags["json"] or flags["format"] not in (None, HUMAN, "plain"):
        raise UsageError(f"{given[0]} 有自己的格式，不能和 --format 同用")
    return open_output({**flags, "format": "numbers"}, subject)


def _chosen_format(named: str | None, file: Path | None, subject: str) -> str:
    """The format that was named, else that of the file's name, else the human view."""
    if named == "numbers":  # -l, -c and -q write lines of their own into any file
        return named
    suffix = file.suffix.lower() if file is not None else ""
    chosen = named or HUMAN
    if suffix not in TEXT_SUFFIXES:  # a name that fits every format
        chosen = _format_of_file(named, suffix)
    if chosen == HUMAN:
        return chosen
    from gazette_search.export.registry import formats_of

    known = formats_of(subject)
    if chosen not in known:
        raise UsageError(f"这个命令没有 {chosen} 格式，可以用 {'、'.join(known)}")
    return chosen


def _format_of_file(named: str | None, suffix: str) -> str:
    """The format of a file whose name has a suffix that is not for plain text.

    Raises:
        UsageError: No format's files end so, and none was named; or another's do. Whoever opened
            such a file would be told that it is damaged.
    """
    from gazette_search.export.registry import format_of_file, formats

    form = format_of_file(suffix)
    if form is None:
        if named:
            return named
        known = " ".join([*(one for form in formats() for one in form.suffixes), ".txt"])
        raise UsageError(f"不认识扩展名 {suffix}，可以用 {known}，或者用 --format 写明格式")
    if named not in (None, form.name):
        raise UsageError(f"扩展名 {suffix} 是 {form.name} 格式的，和 --format {named} 不一致")
    return form.name


def tell(message: str) -> None:
    """Say something beside the result; that nobody listens changes no result."""
    with suppress(OSError, ValueError):
        print(sanitize(message), file=sys.stderr)  # noqa: T201


def tell_stale(state: IndexState) -> None:
    """Say that the corpus has moved on, and what else there is to say of the index."""
    for note in state.notes:
        tell(note)
    if state.stale:
        tell(f"索引已旧：有 {state.new_issues} 期公报的变化还没有编进去，请运行 gsearch index")


def write_file(file: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file atomically: at every instant there is the old file, none, or the whole new one.

    A temporary file beside it is written and synced, then takes its name. A symbolic link is
    never followed: `force` replaces the link itself.

    Raises:
        OutputFileError: See `_refuse`, or the system says no.
    """
    _refuse(file, force=force)
    aside: Path | None = None
    try:
        aside = _write_aside(file.parent, content)
        if force:
            SYSTEM.rename_over(aside, file)
        else:
            _link(aside, file)
    except OSError as problem:
        raise OutputFileError(str(file), f"写不进去：{system_reason(problem)}") from problem
    finally:
        if aside is not None:
            with suppress(OSError):
                aside.unlink()


def _write_aside(directory: Path, content: bytes) -> Path:
    """A new file with the content, forced to the disk, under a name that nothing has or had.

    Not one made of the name to be: that may be as long as names can be.
    """
    while True:
        aside = directory / f".gsearch-{os.urandom(8).hex()}.tmp"
        with suppress(FileExistsError):
            stream = aside.open("xb")
            break
    try:
        with stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    return aside


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
        raise OutputFileError(str(file), f"写不进去：{system_reason(problem)}") from problem
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
