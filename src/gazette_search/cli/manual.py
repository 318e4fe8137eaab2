"""The manual page, written from the help of the commands, so that neither can fall behind.

roff after man(7): what a line or a word could be taken for is escaped, so that texts stay texts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import click

from gazette_search.cli.help import (
    EXIT_CODES,
    HELP_EXAMPLES,
    QUERY_FORMS,
    SHELL_QUOTES,
    format_entries,
    option_entries,
)
from gazette_search.cli.overview import COMMANDS, DEFAULT
from gazette_search.cli.terminal import may_break
from gazette_search.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.cli.help import HelpEntry

# What roff would take for something else, and a place where it may break a line.
_ESCAPES = {"\\": "\\e", "-": "\\-", '"': "\\(dq"}
_BREAK = "\\:"
_SYNOPSIS = ("[选项] 检索词…", "命令 [选项] …")
_VARIABLES: tuple[HelpEntry, ...] = (
    ("GSEARCH_HOME", "放 corpus 和 index 的目录"),
    ("GSEARCH_NO_HISTORY", "设为 1 时不记查找"),
    ("GSEARCH_AMBIGUOUS_WIDTH", "“”…—·① 这类字符占几列，1 或 2"),
    ("NO_COLOR、CLICOLOR_FORCE", "不要颜色；总要颜色"),
    ("PAGER、LESS", "分页程序和它的选项"),
)
_FILES: tuple[HelpEntry, ...] = (
    ("corpus/", "公报、公文，可以分子目录"),
    ("index/", "索引，可以随时用 gsearch index --rebuild 重建"),
    ("thesaurus.txt、vocabulary.txt", "自己的同义词、公文用语，在 corpus 旁边"),
    ("~/.config/gsearch/config.toml", "设置：color、limit、pager、ambiguous_width"),
)


def manual() -> str:
    """gsearch(1)."""
    from gazette_search.cli.main import gsearch

    context = click.Context(gsearch, info_name="gsearch")
    lines = [
        f'.TH GSEARCH 1 "" "gsearch {__version__}" "用户手册"',
        ".nh",
        ".ad l",
        *_titled("名称", [f"gsearch \\- {_text('在政府公报里查找公文')}"]),
        *_titled("用法", (f"\\fBgsearch\\fR {_text(_SYNOPSIS[0])}", ".br")),
        f"\\fBgsearch\\fR {_text(_SYNOPSIS[1])}",
        *_titled("说明", [_text(gsearch.help or "")]),
        *_listed("检索词的写法", (*QUERY_FORMS, ("引号", SHELL_QUOTES))),
        *_listed("示例", HELP_EXAMPLES),
        ".SH 命令",
    ]
    for name, meaning in COMMANDS.items():
        command = gsearch.get_command(context, name)
        if command is not None:
            lines += _command(name, meaning, command)
    lines += _listed("输出格式", format_entries())
    lines += _listed("退出码", EXIT_CODES)
    lines += _listed("环境变量", _VARIABLES)
    lines += _listed("文件", _FILES)
    return "\n".join(lines) + "\n"


def _command(name: str, meaning: str, command: click.Command) -> Iterator[str]:
    yield f'.SS "gsearch {_text(getattr(command, "usage", "") or name)}"'
    yield _text(command.help or meaning)
    # With the names of the help option, which click keeps from the first who asks.
    context = click.Context(command, info_name=name, help_option_names=["-h", "--help"])
    entries = option_entries(command, context)
    shown = entries if name == DEFAULT else [e for e in entries if "--help" not in e[0]]
    yield from _entries((option.strip(), told) for option, told in shown)
    examples = getattr(command, "examples", ())
    if examples:
        yield from (".PP", _text("示例："))
        yield from _entries(examples)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f".SH {title}"
    yield from lines


def _listed(title: str, entries: Iterable[HelpEntry]) -> Iterator[str]:
    yield f".SH {title}"
    yield from _entries(entries)


def _entries(entries: Iterable[HelpEntry]) -> Iterator[str]:
    for name, meaning in entries:
        yield ".TP"
        yield f"\\fB{_text(name)}\\fR"
        yield _text(meaning)


def _text(text: str) -> str:
    """Text as roff prints it: no escape, no minus that becomes a hyphen, no request.

    roff breaks lines at blanks only, so it is told where Chinese may be broken.
    """
    return "\n".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    pieces = [_ESCAPES.get(text[:1], text[:1])]
    for before, after in pairwise(text):
        breakable = before != " " and may_break(before, after)
        pieces.append((_BREAK if breakable else "") + _ESCAPES.get(after, after))
    line = "".join(pieces)
    return f"\\&{line}" if line[:1] in (".", "'") else line
