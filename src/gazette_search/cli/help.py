"""Help pages: usage, what it does, options, examples, in Chinese and folded to the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gazette_search.cli.terminal import Screen, display_width, is_terminal, terminal_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.cli.group import GazetteCommand, GazetteGroup

Entry = tuple[str, str]

_EXAMPLES: tuple[Entry, ...] = (
    ("gsearch 低保标准", "查找，最相关的在前"),
    ("gsearch 农村低保一年多少钱", "直接问也行"),
    ("gsearch '“放管服” -审批'", "引号里的字要连着出现，减号后的词不要"),
    ("gsearch 葫政办发2020 23号", "按文号找，写法随意"),
    ("gsearch show 葫政办发2020 23号", "读这份公文"),
    ("gsearch 低保 --since 2019 -o 低保.md", "存成可以放进材料的 Markdown"),
    ("gsearch -- index", "查找 index 这个词，而不是更新索引"),
)
_QUERY_FORMS: tuple[Entry, ...] = (
    ("低保 孤儿", "两个词都要有"),
    ('"…" “…”', "这些字连着出现，标点和空格不论"),
    ("A OR B、A | B", "有一个就行"),
    ("-词、NOT 词", "不要这个词"),
    ("低保*", "以这些字开头"),
    ("A NEAR/10 B", "相隔不超过 10 个字"),
    ("标题:供热", "只在标题里找；还有 正文 文号 机关 文种 期 日期 年份"),
    ("日期:2019..2020", "一段时间；起止可以缺一头"),
)
_FORMATS: tuple[Entry, ...] = (
    ("human", "给人看；不是终端时没有颜色，也不折行不截断"),
    ("plain", "一段一行，文件:行:文号:文字，同 grep -n"),
    ("json jsonl", "给程序用；jsonl 一件一行"),
    ("md", "Markdown，命中的字加粗，可以直接放进材料"),
    ("csv", "表格，一件一行；用 -o 写文件时 Excel 能直接打开"),
)
_EXIT_CODES: tuple[Entry, ...] = (
    ("0", "找到了，或做完了"),
    ("1", "没有找到"),
    ("2", "写法、查询式或文件有误"),
    ("3", "索引损坏，或没有索引也没有公报"),
    ("75", "索引正被另一个进程写入"),
    ("130", "被 Ctrl-C 中断"),
)


def group_help(group: GazetteGroup, ctx: click.Context) -> str:
    """The page of `gsearch --help`."""
    from gazette_search.cli.group import COMMANDS, DEFAULT

    screen = _screen()
    search = group.get_command(ctx, DEFAULT)
    options = _options(search, ctx) if search else []
    return _page(
        [
            screen.text("用法：gsearch [选项] 检索词…", hanging=6),
            screen.text("gsearch 命令 [选项] …", indent=6),
            "",
            screen.text(group.help or "", hanging=0),
            *_section(screen, "命令（要写在最前面；每个命令都有 -h）", [*COMMANDS.items()]),
            *_section(screen, "检索词的写法", _QUERY_FORMS),
            *_section(screen, "查找的选项（写在检索词前后都行，-- 之后都是检索词）", options),
            *_section(screen, "输出格式", _FORMATS),
            *_section(screen, "其他", [("-V, --version", "显示版本")]),
            *_section(screen, "示例", _EXAMPLES),
            *_section(screen, "退出码", _EXIT_CODES),
        ]
    )


def command_help(command: GazetteCommand, ctx: click.Context) -> str:
    """The page of one command."""
    screen = _screen()
    return _page(
        [
            screen.text(f"用法：gsearch {command.usage}", hanging=6),
            "",
            screen.text(command.help or ""),
            *_section(screen, "选项", _options(command, ctx)),
            *_section(screen, "示例", command.examples),
        ]
    )


def _screen() -> Screen:
    # Help that is piped is folded all the same: it is prose, no result.
    return Screen(width=terminal_width() if is_terminal(sys.stdout) else 80)


def _options(command: click.Command, ctx: click.Context) -> list[Entry]:
    entries = []
    for param in command.get_params(ctx):
        if isinstance(param, click.Option) and not param.hidden:
            value = "" if param.is_flag or param.count else f" {param.metavar or param.type.name}"
            name = ", ".join(param.opts)
            margin = "" if param.opts[0][1] != "-" else "    "
            help_ = "显示这份说明" if "--help" in param.opts else param.help or ""
            entries.append((f"{margin}{name}{value}", help_))
    return entries


def _section(screen: Screen, title: str, entries: Sequence[Entry]) -> Iterable[str]:
    """A titled list in two columns; an entry with a wide name explains itself a line below."""
    if not entries:
        return
    yield f"\n{title}："
    column = min(44, max(display_width(name) for name, _ in entries) + 4)
    for name, meaning in entries:
        text = screen.text(meaning, indent=column).strip()
        gap = column - 2 - display_width(name)
        yield f"  {name}{' ' * gap if gap > 1 else chr(10) + ' ' * column}{text}"


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines)
