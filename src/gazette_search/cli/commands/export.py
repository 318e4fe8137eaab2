"""`gsearch export --all FILE`: everything as one file of data."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

import click

from gazette_search.cli.files import refuse, whole_file
from gazette_search.cli.group import CONTEXT, GazetteCommand
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    home_option,
    query_words,
    read_as_of,
    read_filters,
    selection_options,
)
from gazette_search.cli.output import tell, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING, UsageError
from gazette_search.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette_search.search.lookup.filter_set import Filters
    from gazette_search.search.reports import ShownDocument
    from gazette_search.search.results import IndexState
    from gazette_search.workflows.exporting import Take

DATABASES = (".db", ".sqlite", ".sqlite3")
LINES = (".jsonl", ".ndjson")
STDOUT = "-"


class ExportCommand(GazetteCommand):
    """Taking everything away, with examples."""

    usage = "export [选项] 文件"
    examples = (
        ("gsearch export --all gazette.db", "全部公文，存成 SQLite 数据库"),
        ("gsearch export --all documents.jsonl", "全部公文，一行一件 JSON"),
        ("gsearch export --issue 2020-02 2020-02.db", "只要一期的"),
        ("gsearch export --all - | jq -r .title", "写到标准输出，给别的程序"),
    )


@click.command(
    "export",
    cls=ExportCommand,
    context_settings=CONTEXT,
    help="把公文连同从中读出的段落、引用、任务和效力一起导出：.db 是 SQLite 数据库（sqlite-utils、"
    "datasette 能打开，可以全文查找，表 about 里有写法），.jsonl 一行一件。要么写全要么不写。",
)
@click.argument("file", nargs=1, required=True, type=query_words, metavar="文件")
@click.option("--all", "everything", is_flag=True, help="全部公文；不写时要用下面的条件选出一些")
@selection_options
@as_of_option
@click.option("--force", is_flag=True, help="文件已经存在时覆盖")
@home_option
def command(**flags: Any) -> int:
    """Hand every document to the file."""
    from gazette_search.workflows.exporting import export_documents

    filters, take = _read_selection(flags), _taker(flags)
    states: list[IndexState] = []

    def take_from(documents: Iterator[ShownDocument], state: IndexState) -> None:
        states[:] = [state]
        take(documents, state)

    with progress() as on_progress:
        home, as_of = chosen_home(flags), read_as_of(flags)
        count = export_documents(home, filters, take_from, on_progress, as_of=as_of)
    if not count:
        tell("没有符合条件的公文，没有写文件。")
        return EXIT_NOTHING
    tell(f"写出 {count} 件公文" + ("" if flags["file"] == STDOUT else f"：{flags['file']}"))
    tell_stale(states[0])
    return EXIT_FOUND


def _read_selection(flags: Mapping[str, Any]) -> Filters:
    """What is exported.

    Raises:
        UsageError: Neither everything nor a part is asked for, or both are.
    """
    from gazette_search.search.lookup.filter_set import Filters

    filters = read_filters(flags)
    if flags["everything"] == (filters != Filters()):
        raise UsageError(
            "--all 是全部，不能和筛选的选项同用"
            if flags["everything"]
            else "要导出全部，请写 gsearch export --all 文件；或者用 --issue、--since 等选出一部分"
        )
    return filters


def _taker(flags: Mapping[str, Any]) -> Take:
    """What writes the documents to where the file's name says.

    Raises:
        UsageError: The name is of neither format.
        OutputFileError: The file is there already.
    """
    if flags["file"] == STDOUT:
        return _to_stdout
    file, force = Path(flags["file"]), bool(flags["force"])
    suffix = file.suffix.lower()
    if suffix not in (*DATABASES, *LINES):
        known = " ".join((*DATABASES, *LINES))
        raise UsageError(f"不认识扩展名 {suffix or '（没有）'}，可以用 {known}")
    refuse(file, force=force)

    def take(documents: Iterator[ShownDocument], state: IndexState) -> None:
        with whole_file(file, force=force) as aside:
            if suffix in LINES:
                with aside.open("wb") as stream:
                    _write_lines(documents, stream)
            else:
                _write_database(aside, documents, state, flags)

    return take


def _to_stdout(documents: Iterator[ShownDocument], state: IndexState) -> None:
    """All at the end: when the index is swept away meanwhile, it begins anew."""
    del state
    with TemporaryFile() as aside:
        _write_lines(documents, aside)
        aside.seek(0)
        copyfileobj(aside, sys.stdout.buffer)


def _write_lines(documents: Iterator[ShownDocument], stream: IO[bytes]) -> None:
    from gazette_search.export.whole_documents import whole_document_line

    for shown in documents:
        stream.write(whole_document_line(shown).encode("utf-8"))


def _write_database(
    file: Path, documents: Iterator[ShownDocument], state: IndexState, flags: Mapping[str, Any]
) -> None:
    from gazette_search.export.database import write_database

    about = {
        "程序": f"gsearch {__version__}",
        "索引": f"{state.generation}，更新于 {state.updated}",
        "效力截至": read_as_of(flags).isoformat(),
    }
    if not write_database(file, documents, about):
        tell("这里的 SQLite 没有 FTS5，数据库里没有全文索引，查找请用 LIKE")
