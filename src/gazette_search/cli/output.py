"""Where results go: the terminal, a pipe, a pager, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazette_search.cli.settings import settings
from gazette_search.cli.terminal import (
    Screen,
    is_terminal,
    ruled,
    terminal_height,
    terminal_width,
    wants_color,
)
from gazette_search.errors import ExtraMissingError, UsageError
from gazette_search.export.registry import HUMAN
from gazette_search.text.safety import sanitize
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.export.registry import Format
    from gazette_search.search.results import IndexState
    from gazette_search.workflows.home import Home

TEXT_SUFFIXES = ("", ".txt", ".text")  # files of the human view, which is no format of export


@dataclass(frozen=True, slots=True)
class Output:
    """One command's results: their format and their destination.

    Attributes:
        subject: What they are, as export.registry names it.
        format: HUMAN or a format of export.registry.
        screen: Colour and width for the human view.
        file: Where to write, or None for stdout.
        force: Whether to replace a file that is there; None where a user cannot say so.
        append: Whether to write behind what is in a file that is there.
        paged: Whether the human view goes through a pager when it is taller than the terminal.
        home: As `--home` names it.
        cite: Whether places are named as 《标题》（文号）, not by file and line.
    """

    subject: str
    format: str
    screen: Screen
    file: Path | None = None
    force: bool | None = None
    append: bool = False
    paged: bool = False
    home: Path | None = None
    cite: bool = False

    @property
    def takes_all(self) -> bool:
        """Whether everything found is to be written, not the best of it only."""
        form = self.known_format() if self.file is not None else None
        return form is not None and form.whole

    def linking(self, home: Home) -> Output:
        """The same, with links to the files of a home where the terminal shows them."""
        if not (self.screen.color and self.screen.width is not None):
            return self
        from gazette_search.cli.links import shows_links

        if not shows_links(os.environ):
            return self
        return replace(self, screen=replace(self.screen, home=home.path))

    def export(self, value: object) -> str | bytes:
        """The value in the format, which is not HUMAN.

        The format's module is imported now, so that a search for people loads none of them.
        """
        from gazette_search.export.registry import export
        from gazette_search.export.sources import cited_as_documents
        from gazette_search.export.wording import seen_from

        plain = self.format == "plain"
        with seen_from(self._way_home() if plain else ""), cited_as_documents(self.cite):
            return export(self.subject, self.format, value)

    def write(self, written: str | bytes, cut: str = "", *, row: int = 0, marks: str = "") -> None:
        """Deliver the whole result.

        Args:
            written: All of it.
            cut: What to say when more was found than stands in it; a file says so itself, too.
            row: Where a pager opens it, from 1; 0 at its beginning.
            marks: What the pager's `n` looks for.

        Raises:
            OutputFileError: The file is there already or cannot be written.
        """
        if self.file is not None:
            self._write_file(self.file, written, cut)
            if cut:
                tell(f"{self.file}：{cut}")
            return
        if isinstance(written, bytes):
            sys.stdout.buffer.write(written)
            return
        if self.screen.width is not None and self.format == HUMAN:
            written = ruled(written)
        if self.paged and written.count("\n") >= terminal_height():
            from gazette_search.cli.pager import page

            page(written, row, marks)
        else:
            _prepare_stdout(self.format)
            sys.stdout.write(written)

    def _write_file(self, file: Path, written: str | bytes, cut: str) -> None:
        from gazette_search.cli.files import append_file, write_file

        form = self.known_format()
        if isinstance(written, str) and form and form.cut and cut:
            written = form.cut(written, cut)
        mark = form.mark if form else ""
        if self.append and isinstance(written, str):
            append_file(file, written, _joiner(form), mark)
        else:
            content = written if isinstance(written, bytes) else _encoded(mark + written)
            write_file(file, content, force=self.force)

    def known_format(self) -> Format | None:
        """The format, None for that which the command line draws itself."""
        if self.format == HUMAN:
            return None
        from gazette_search.export.registry import format_named

        return format_named(self.format)

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
            another format or to none; a format that is no text on a terminal.
        ExtraMissingError: What writes the format is not installed.
        OutputFileError: The file is there already; found before the work, not after it.
    """
    file = None if flags["output"] in (None, "-") else Path(flags["output"])
    chosen = _chosen_format("json" if flags["json"] else flags["format"], file, subject)
    on_terminal = file is None and is_terminal(sys.stdout)
    chosen_color = flags["color"] or settings().color
    color = wants_color(chosen_color, sys.stdout) if file is None else flags["color"] == "always"
    allowed = paged and not flags["no_pager"] and settings().pager
    output = Output(
        subject=subject,
        format=chosen,
        screen=Screen(color, terminal_width() if on_terminal else None),
        file=file,
        force=flags.get("force"),
        append=bool(flags.get("append")),
        paged=allowed and on_terminal and chosen == HUMAN,
        home=flags.get("home"),
        cite=_cites(flags, chosen),
    )
    _refuse_early(output, on_terminal=on_terminal)
    return output


def _refuse_early(output: Output, *, on_terminal: bool) -> None:
    """Stop before the work for what could not be written after it.

    Raises:
        UsageError: See `open_output`.
        OutputFileError: See `files.refuse`.
    """
    form = output.known_format()
    if form and form.needs and not _is_installed(form.needs[0]):
        raise ExtraMissingError(f"写 {form.name} ", form.needs[1])
    if form and form.binary and on_terminal:
        raise UsageError(f"{form.name} 不是文字，请用 -o 写进文件")
    if output.append:
        _refuse_append(output, form)
    if output.file is not None:
        from gazette_search.cli.files import refuse

        refuse(output.file, force=output.force, append=output.append)


def _refuse_append(output: Output, form: Format | None) -> None:
    if output.file is None:
        raise UsageError("--append 要和 -o 文件 同用")
    if output.force:
        raise UsageError("--append 和 --force 只能选一个")
    if form and form.join is None:
        from gazette_search.export.registry import formats

        known = [one for other in formats() if other.join for one in other.suffixes]
        raise UsageError(
            f"{form.name} 的文件是一个整体，不能接着写；能接着写的是 {' '.join([*known, '.txt'])}"
        )


def _is_installed(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def _joiner(form: Format | None) -> Callable[[str, str], str]:
    """How a text is written behind another."""
    if form and form.join:
        return form.join
    from gazette_search.export.plain import joined_lines

    return lambda text, more: joined_lines(text, f"\n{more}" if text else more)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _cites(flags: Mapping[str, Any], chosen: str) -> bool:
    """Whether `--cite` was given, to a format that names places.

    Raises:
        UsageError: To another one.
    """
    if flags.get("cite") and chosen in (HUMAN, "plain", "json", "jsonl", "numbers"):
        raise UsageError("--cite 用于导出的材料，请同 -o 文件.md（.html .docx .csv .xlsx）一起用")
    return bool(flags.get("cite"))


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


def write_text(text: str, flags: Mapping[str, Any]) -> None:
    """Deliver a text that is no export: into the file of `-o`, else to stdout.

    Raises:
        OutputFileError: The file is there already or cannot be written.
    """
    if flags["output"] in (None, "-"):
        _prepare_stdout("text")
        sys.stdout.write(text)
    else:
        from gazette_search.cli.files import write_file

        write_file(Path(flags["output"]), text.encode("utf-8", "replace"), force=flags["force"])


def tell(message: str) -> None:
    """Say something beside the result; that nobody listens changes no result."""
    with suppress(OSError, ValueError):
        print(sanitize(message), file=sys.stderr)  # noqa: T201


def tell_stale(state: IndexState) -> None:
    """Say that the corpus has moved on, and what else there is to say of the index."""
    for note in state.notes:
        tell(note)
    if state.stale:
        tell(f"有 {state.new_issues} 期公报的变化还没有编进索引，请运行 gsearch index")


def _prepare_stdout(chosen: str) -> None:
    """Never fail on a character: scripts get UTF-8, a terminal what it can show."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and chosen not in ("human", "plain"):
        reconfigure(encoding="utf-8", errors="replace", newline="\n")
    elif reconfigure:
        reconfigure(errors="replace")
