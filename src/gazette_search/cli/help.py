"""Help pages: usage, what it does, options, examples, in Chinese and folded to the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gazette_search.cli.overview import COMMANDS, DEFAULT
from gazette_search.cli.terminal import (
    STACKED_BELOW,
    Screen,
    display_width,
    is_terminal,
    terminal_height,
    terminal_width,
    wants_color,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


HelpEntry = tuple[str, str]

TEXT_INDENT = 6

HELP_EXAMPLES: tuple[HelpEntry, ...] = (
    ("gsearch 低保标准", "查找，最相关的在前"),
    ("gsearch 农村低保一年多少钱", "直接问也行"),
    ("gsearch '“放管服” -审批'", "引号里的字要连着出现，减号后的词不要"),
    ("gsearch 葫政办发2020 23号", "按文号找，写法随意"),
    ("gsearch show 葫政办发2020 23号", "读这份公文"),
    ("gsearch 低保 --since 2019 -o 低保.md", "存成可以放进材料的 Markdown；也可以 .docx .xlsx"),
    ("gsearch -- index", "查找 index 这个词，而不是更新索引"),
)
QUERY_FORMS: tuple[HelpEntry, ...] = (
    ("低保 孤儿", "两个词都要有"),
    ('"…" “…”', "这些字连着出现，标点和空格不论"),
    ("A OR B、A | B", "有一个就行"),
    ("-词、NOT 词", "不要这个词"),
    ("低保*", "以这些字开头"),
    ("A NEAR/10 B", "相隔不超过 10 个字"),
    ("标题:供热", "只在标题里找；还有 正文 文号 机关 文种 期 日期 年份"),
    ("日期:2019..2020", "一段时间；起止可以缺一头，也可以写 去年、上个月、近三年"),
)
_FOR_PEOPLE = ("human", "给人看的文字和表格；不是终端时没有颜色，也不折行不截断")
# What a person who typed the bare name needs: it fits on any screen.
_WELCOME: tuple[HelpEntry, ...] = (
    ("gsearch 低保标准", "查找公文，最相关的在前"),
    ("gsearch 农村低保一年多少钱", "直接问也行"),
    ("gsearch show 葫政办发2020-23", "读一份公文，文号写法随意"),
    ("gsearch browse", "全屏浏览：边打边查，边看正文"),
    ("gsearch 低保 -o 低保.md", "存成可以放进材料的 Markdown"),
    ("gsearch init ~/公报", "新建放公报的目录；gsearch add 文件… 放进去"),
)
_EVERYDAY = ("show", "browse", "list", "refs", "timeline", "diff", "cite", "new", "add", "index")
_THESAURUS = (
    "自己的同义词写在 thesaurus.txt 里，放在 corpus 旁边（不是里面），一行一条，如 暖气 = 供热"
)
SHELL_QUOTES = "有 | * ( ) 的检索式请用单引号，否则 shell 会先解释：gsearch '低保 | 孤儿'"
EXIT_CODES: tuple[HelpEntry, ...] = (
    ("0", "找到了，或做完了"),
    ("1", "没有找到"),
    ("2", "写法、查询式或文件有误"),
    ("3", "索引损坏，或没有索引也没有公报"),
    ("75", "索引正被另一个进程写入"),
    ("130", "被 Ctrl-C 中断"),
)


def welcome() -> str:
    """What the bare name says: a dozen lines, and where to read on."""
    screen = Screen(wants_color("auto", sys.stderr), terminal_width())
    names = "、".join(_EVERYDAY)
    return "\n".join(
        [
            screen.text("用法：gsearch 检索词…  或  gsearch 命令 …", "heading", hanging=6),
            *_section(screen, "", _WELCOME),
            "",
            screen.text(f"常用的命令：{names}", hanging=6),
            screen.text("全部说明：gsearch -h；某个命令的说明：gsearch show -h", hanging=2),
        ]
    )


def show_help(page: str) -> None:
    """Print a help page, through the pager where it is taller than the terminal."""
    if is_terminal(sys.stdout) and page.count("\n") >= terminal_height():
        from gazette_search.cli.pager import page as show_page

        show_page(f"{page}\n")
    else:
        click.echo(page, color=True)


def group_help(group: click.Group, ctx: click.Context) -> str:
    """The page of `gsearch --help`."""
    screen = _screen()
    search = group.get_command(ctx, DEFAULT)
    options = option_entries(search, ctx) if search else []
    return _page(
        [
            screen.text("用法：gsearch [选项] 检索词…  或  gsearch 命令 [选项] …", hanging=6),
            *_section(screen, "", _WELCOME),
            screen.text(SHELL_QUOTES, indent=2, hanging=2),
            "",
            screen.text(group.help or "", hanging=0),
            *_section(screen, "命令（要写在最前面；每个命令都有 -h）", [*COMMANDS.items()]),
            *_section(screen, "检索词的写法", QUERY_FORMS),
            screen.text(_THESAURUS, indent=2, hanging=2),
            *_section(screen, "查找的选项（写在检索词前后都行，-- 之后都是检索词）", options),
            *_section(screen, "输出格式", format_entries()),
            *_section(screen, "其他", [("-V, --version", "显示版本")]),
            *_section(screen, "示例", HELP_EXAMPLES),
            *_section(screen, "退出码", EXIT_CODES),
        ]
    )


def command_help(
    command: click.Command, ctx: click.Context, usage: str, examples: Sequence[HelpEntry]
) -> str:
    """The page of one command.

    Args:
        command: With its help and options.
        ctx: The call that asks.
        usage: What is typed behind `gsearch`.
        examples: Lines that can be typed as they stand, with what they do.
    """
    screen = _screen()
    return _page(
        [
            screen.text(f"用法：gsearch {usage}", hanging=6),
            "",
            screen.text(command.help or ""),
            *_section(screen, "选项", option_entries(command, ctx)),
            *_section(screen, "示例", examples),
        ]
    )


def _screen() -> Screen:
    # Help that is piped is folded all the same: it is prose, no result.
    seen = is_terminal(sys.stdout)
    return Screen(wants_color("auto", sys.stdout), terminal_width() if seen else 80)


def format_entries() -> list[HelpEntry]:
    """The formats of results and what they are for."""
    from gazette_search.export.registry import formats

    return [_FOR_PEOPLE, *((form.name, form.meaning) for form in formats())]


def option_entries(command: click.Command, ctx: click.Context) -> list[HelpEntry]:
    """The options of a command and what they do."""
    entries = []
    for param in command.get_params(ctx):
        if isinstance(param, click.Option) and not param.hidden:
            value = "" if param.is_flag or param.count else f" {param.metavar or param.type.name}"
            name = ", ".join(param.opts)
            margin = "" if param.opts[0][1] != "-" else "    "
            entries.append((f"{margin}{name}{value}", _explained(param)))
    return entries


def _explained(option: click.Option) -> str:
    if "--help" in option.opts:
        return "显示这份说明"
    known = getattr(option, "known", None)
    return f"{option.help}；可以是 {'、'.join(known())}" if known else option.help or ""


def _section(screen: Screen, title: str, entries: Sequence[HelpEntry]) -> Iterable[str]:
    """A titled list in two columns; an entry with a wide name explains itself a line below."""
    if not entries:
        return
    yield ""
    if title:
        yield screen.text(f"{title}：", "heading")
    widest = max(display_width(name) for name, _ in entries) + 4
    narrow = screen.width is not None and screen.width < STACKED_BELOW
    column = TEXT_INDENT if narrow else min(44, widest)
    for name, meaning in entries:
        text = screen.text(meaning, indent=column).strip()
        gap = column - 2 - display_width(name)
        yield f"  {name}{' ' * gap if gap > 1 else chr(10) + ' ' * column}{text}"


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines)
