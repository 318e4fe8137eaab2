"""`gsearch QUERY`: find documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gazette_search.cli.group import (
    CONTEXT,
    GazetteCommand,
    meant_command,
    next_page,
    of_every_page,
)
from gazette_search.cli.homes import chosen_home
from gazette_search.cli.options import (
    as_of_option,
    brief_options,
    cite_option,
    count,
    force_options,
    format_option,
    home_option,
    limit_of,
    paging_options,
    partial_option,
    query_words,
    read_as_of,
    read_filters,
    read_statuses,
    selection_options,
    sort_option,
)
from gazette_search.cli.output import open_brief_output, tell, tell_stale
from gazette_search.cli.progress import progress
from gazette_search.errors import EXIT_FOUND, EXIT_NOTHING
from gazette_search.export.wording import cut_note, facet_lines, remarks, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette_search.cli.output import Output
    from gazette_search.search.results import SearchRequest, SearchResult
    from gazette_search.workflows.home import Home


HITS_SHOWN = 10  # hits that a person looks at
ALL_PASSAGES = 1_000_000


class SearchCommand(GazetteCommand):
    """The search and its examples."""

    usage = "[search] [选项] 检索词…"
    examples = (
        ("gsearch 低保标准", "最相关的公文在前，各附两段命中的文字"),
        ("gsearch 低保 -孤儿", "有“低保”而没有“孤儿”的公文"),
        ("gsearch '“连续发放价格临时补贴”'", "这些字连着出现"),
        ("gsearch 供热 --since 2019 --genre 通知", "2019 年以来的通知"),
        ("gsearch 低保标准 -n 3 -o 低保.md", "前三件存成 Markdown"),
        ("gsearch 低保标准 --json", "给程序用的 JSON"),
        ("gsearch show 3", "然后读其中第 3 件，翻到命中的那一句"),
    )


@click.command(
    "search",
    cls=SearchCommand,
    context_settings=CONTEXT,
    help="查找公文。几个词都要有；查不到时给出只符合一部分的，并指明缺哪个词。"
    "检索词的写法见 gsearch --help。",
)
@click.argument("query", nargs=-1, required=True, type=query_words, metavar="检索词…")
@paging_options(default=HITS_SHOWN)
@sort_option("relevance")
@selection_options
@force_options
@click.option("-F", "--fixed-strings", is_flag=True, help="整个检索词按原样查，不看作运算符")
@click.option(
    "--strict", is_flag=True, help="不给部分符合的结果，也不改正检索词；有 -l、-c、-q 时总是如此"
)
@click.option("--words-only", is_flag=True, help="只按词查找，不按意思；没有向量时总是如此")
@click.option(
    "--passages",
    type=count,
    metavar="段数",
    help="每件最多几段，默认 2；JSON 默认 3，表格（.csv .xlsx）默认全部",
)
@click.option("--context", type=count, default=0, metavar="段数", help="命中的段前后再各给几段")
@click.option("--facets", is_flag=True, help="最后按期、年份、文种、机关计数，算找到的全部公文")
@click.option("--explain", is_flag=True, help="说明检索词怎样理解、切分，怎样打分")
@brief_options
@click.option("-q", "--quiet", is_flag=True, help="什么也不输出，只看退出码")
@click.option(
    "--no-history", is_flag=True, help="不记住这次查找；环境变量 GSEARCH_NO_HISTORY=1 总不记"
)
@as_of_option
@cite_option
@format_option("search")
@partial_option
@home_option
def command(**flags: Any) -> int:
    """Find documents and show them."""
    from gazette_search.workflows.searching import search

    output = open_brief_output(flags, "search", paged=True)
    request = _read_request(flags, output)
    home = chosen_home(flags)
    with progress(quiet=flags["quiet"]) as on_progress:
        result = search(home, request, on_progress)
    # -q and -c show no hit that could be named.
    shown = not (flags["quiet"] or flags["count_only"])
    remembered = shown and _remember(home, result, flags)
    if not flags["quiet"]:
        output = output.linking(home)
        _tell(result, output, flags)
        written = _render(result, output, flags, remembered=remembered)
        output.write(written, cut_note(result))
    return EXIT_FOUND if result.total else EXIT_NOTHING


def _remember(home: Home, result: SearchResult, flags: Mapping[str, Any]) -> bool:
    """Let `gsearch show 3` know what the third hit was; whether it does."""
    from gazette_search.cli.settings import settings
    from gazette_search.workflows.history import remember, remembers

    if flags["no_history"] or not (remembers() and settings().history):
        return False
    typed = click.get_current_context().find_root().obj or []
    return remember(home, result, of_every_page(typed))


def _read_request(flags: Mapping[str, Any], output: Output) -> SearchRequest:
    from gazette_search.search.results import SearchRequest

    query = " ".join(flags["query"])
    if not query.strip():
        raise click.UsageError("检索词是空的")
    return SearchRequest(
        query=query,
        limit=limit_of(flags, output, HITS_SHOWN),
        offset=flags["offset"],
        sort=flags["sort"],
        filters=read_filters(flags),
        fixed_strings=flags["fixed_strings"],
        strict=flags["strict"] or _is_brief(flags),
        passages=_default_passages(output) if flags["passages"] is None else flags["passages"],
        context=flags["context"],
        explain=flags["explain"],
        as_of=read_as_of(flags),
        words_only=flags["words_only"],
        statuses=read_statuses(flags),
        facets=flags["facets"],
    )


def _is_brief(flags: Mapping[str, Any]) -> bool:
    """Whether only numbers, a count or the exit code are asked for.

    A script takes them at their word, so what has only some of the words is not found.
    """
    return bool(flags["count_only"] or flags["numbers_only"] or flags["quiet"])


def _default_passages(output: Output) -> int:
    """A person compares hits, a script looks for the answer in each, a table is for counting."""
    if output.format in ("csv", "xlsx"):
        return ALL_PASSAGES
    return 3 if output.format in ("json", "jsonl") else 2


def _render(
    result: SearchResult, output: Output, flags: Mapping[str, Any], *, remembered: bool
) -> str | bytes:
    if flags["count_only"]:
        return f"{result.total}\n"
    if output.format != "human":
        return output.export(result)
    if not result.total:
        return ""  # said on stderr
    from gazette_search.cli.views.hits import draw_hits

    typed = click.get_current_context().find_root().obj or []
    more = f"gsearch {next_page(typed)}"
    return draw_hits(result, output.screen, more, remembered=remembered)


def _tell(result: SearchResult, output: Output, flags: Mapping[str, Any]) -> None:
    """Say on stderr what the format has no place for, and that the index is behind."""
    brief = flags["count_only"] or flags["numbers_only"]
    lines: list[str] = []
    if brief or output.format in ("plain", "csv", "jsonl") or not result.total:
        lines += [*remarks(result), *facet_lines(result.facets)]
    if (brief or output.format not in ("human", "json")) or not result.total:
        lines += result.explanation
    if not result.total:
        lines += _nothing(result, brief=brief)
    elif (
        output.file is None
        and flags["limit"] is None
        and output.format not in ("human", "md", "json")
    ):
        lines += [] if flags["count_only"] else [note for note in (cut_note(result),) if note]
    if result.relaxed and result.total:
        lines += _misspelt_command(result)
    for line in lines:
        tell(line)
    tell_stale(result.index)


def _nothing(result: SearchResult, *, brief: bool) -> Iterator[str]:
    """That nothing was found, and what may have been meant."""
    yield totals(result) + ("（-c 和 -l 只算完全符合的）" if brief else "")
    command = meant_command(result.query)
    if command == result.query:
        yield f"要用命令 {command}，请把它写在最前面：gsearch {command} …"
    elif command:
        yield f"是不是 gsearch {command}？"


def _misspelt_command(result: SearchResult) -> Iterator[str]:
    """That a first word which no document holds is nearly a command: shwo 葫政办发2020-23."""
    first, *rest = result.query.split()
    command = meant_command(result.query)
    if command and rest and all(first in hit.missing for hit in result.hits):
        yield f"是不是 gsearch {' '.join((command, *rest))}？"
