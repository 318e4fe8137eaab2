"""How results are worded for people, the same in the terminal, in a memo and in a table."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from datetime import date

    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.lookup.versions import Version
    from gazette_search.search.results import Hit, IndexState, Passage, SearchResult

RELATIONS = {"repeals": "废止", "amends": "修改", "basis": "依据", "cites": "引用"}
PATH_SEPARATOR = " › "


def issue_name(issue: IssueInfo) -> str:
    """2020年第2期（总第63期）; the file's name when the issue does not say."""
    if issue.year is None or issue.number is None:
        return one_line(issue.file)
    serial = f"（总第{issue.serial}期）" if issue.serial is not None else ""
    return f"{issue.year}年第{issue.number}期{serial}"


def issue_key(issue: IssueInfo) -> str:
    """2020-02: short, sorts by time, and `--issue` takes it."""
    if issue.year is None or issue.number is None:
        return one_line(PurePosixPath(issue.file).stem)
    return f"{issue.year}-{issue.number:02d}"


def chinese_date(day: date | None) -> str:
    """2020年3月11日, or nothing."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def reference(document: Document, issue: IssueInfo) -> tuple[str, ...]:
    """Number, date, issue and page: what a citation of the document needs."""
    page = f"第{document.page}页" if document.page is not None else ""
    parts = (str(document.number), chinese_date(document.signed_date), issue_name(issue) + page)
    return tuple(one_line(part) for part in parts if part)


def version_line(version: Version) -> str:
    """2019-05-30  葫政办发〔2019〕55号  较早  葫芦岛市人民政府办公室关于…的通知."""
    placed = {"earlier": "较早", "later": "较新"}[version.position]
    facts = (version.signed_date, version.number, placed, version.title)
    return "  ".join(one_line(fact) for fact in facts if fact)


def section_path(path: tuple[str, ...]) -> str:
    """一、提高标准 › （一）最低生活保障标准。"""
    return PATH_SEPARATOR.join(one_line(heading) for heading in path)


def source_of(hit: Hit, passage: Passage | None = None) -> str:
    """corpus/2020-02.txt:1111, as editors and grep write a place."""
    line = passage.lines[0] if passage else hit.document.lines[0]
    return f"{one_line(hit.issue.file)}:{line}"


def one_line(text: str) -> str:
    """Safe text on one line: rows become " / ", cells " | "."""
    return sanitize(text).strip().replace("\n", " / ").replace("\t", " | ")


def remarks(result: SearchResult) -> list[str]:
    """What was done to find the hits: correction, relaxation, notes."""
    said = []
    if result.suggestion is not None:
        asked, answered = one_line(result.query), one_line(result.suggestion)
        said.append(f"没有找到“{asked}”，改为查找“{answered}”。")
    if result.relaxed:
        said.append("没有一份公文含有全部检索词，以下各件只符合一部分。")
    return said + [one_line(note) for note in result.notes]


def totals(result: SearchResult) -> str:
    """共 12 件，列出第 1–10 件。"""
    if not result.total:
        return f"没有找到“{one_line(result.query)}”。"
    if not result.hits:
        return f"共 {result.total} 件，这一段里没有。"
    first, last = result.hits[0].rank, result.hits[-1].rank
    if (first, last) == (1, result.total):
        return f"共 {result.total} 件。"
    part = f"第 {first}–{last} 件" if first < last else f"第 {first} 件"
    return f"共 {result.total} 件，列出{part}。"


def answered_by(state: IndexState) -> str:
    """索引 g0001，更新于 2020-03-16 09:00 UTC。"""
    moment = one_line(state.updated)
    if moment.endswith("+00:00"):
        moment = f"{moment[:16].replace('T', ' ')} UTC"
    return f"索引 {one_line(state.generation)}，更新于 {moment}。"


def missing_words(hit: Hit) -> str:
    """缺：孤儿、拆迁; nothing when the hit has every word."""
    if not hit.partial:
        return ""
    words = "、".join(one_line(word) for word in hit.missing)
    return f"缺：{words}" if words else "部分符合"
