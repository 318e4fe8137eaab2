"""How results are worded for people, the same in the terminal, in a memo and in a table."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gazette_search.models import place_of
from gazette_search.text.safety import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette_search.models import Document, IssueInfo, Place
    from gazette_search.search.lookup.facets import Facets
    from gazette_search.search.lookup.versions import Version
    from gazette_search.search.results import Hit, SearchResult
    from gazette_search.text.spans import Span

RELATIONS = {"repeals": "废止", "amends": "修改", "basis": "依据", "cites": "引用"}
PATH_SEPARATOR = " › "
MACHINE_READ = "机器识别"
# What leads from where the user stands to the home, below which results name their files.
_WAY_HOME: ContextVar[str] = ContextVar("way_home", default="")


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
    """Number, date, issue, page, and whether a machine read it: what a citation of it needs."""
    page = f"第{document.page}页" if document.page is not None else ""
    read = MACHINE_READ if document.machine_read else ""
    parts = (document.id, chinese_date(document.signed_date), issue_name(issue) + page, read)
    return tuple(one_line(part) for part in parts if part)


def version_line(version: Version) -> str:
    """2019-05-30  葫政办发〔2019〕55号  较早  葫芦岛市人民政府办公室关于…的通知."""
    placed = {"earlier": "较早", "later": "较新"}[version.position]
    facts = (version.signed_date, version.number, placed, version.title)
    return "  ".join(one_line(fact) for fact in facts if fact)


def section_path(path: tuple[str, ...]) -> str:
    """一、提高标准 › （一）最低生活保障标准。"""
    return PATH_SEPARATOR.join(one_line(heading) for heading in path)


def source_place(
    document: Document, issue: IssueInfo, line: int | None = None, text: str = ""
) -> str:
    """Where a line of a document stands, its head line when none is given, and how it was read.

    Args:
        document: The document.
        issue: Where it is printed.
        line: Of the text.
        text: What stands there.
    """
    return place_text(place_of(issue, document, line)) + read_mark(document, text)


def place_text(place: Place) -> str:
    """corpus/2020-02.txt:1111, as editors and grep write a place; corpus/2020-02.pdf 第34页."""
    file = one_line(place.file)
    if place.page is not None:
        return f"{file} 第{place.page}页"
    return f"{file}:{place.line}" if place.line is not None else file


def read_mark(document: Document, text: str = "") -> str:
    """（机器识别） behind what a machine read: its characters are to be looked at on the page.

    Of a text it names the amounts whose unit machines misread: （机器识别，待核：5%）.
    """
    if not document.machine_read:
        return ""
    amounts = (one_line(text[start:end]) for start, end in unsure_amounts(document, text))
    unsure = "、".join(dict.fromkeys(amounts))  # each once, however often it stands there
    return f"（{MACHINE_READ}，待核：{unsure}）" if unsure else f"（{MACHINE_READ}）"


def unsure_amounts(document: Document, text: str) -> list[Span]:
    """Where amounts stand in a text of a document that a machine perhaps misread."""
    if not document.machine_read or not text:
        return []
    from gazette_search.text.misread_amounts import misread_amounts  # most texts were typed

    return [(amount.start, amount.end) for amount in misread_amounts(text)]


@contextmanager
def seen_from(way_home: str) -> Iterator[None]:
    """For the time of a `with` block, plain output names files as they are found from elsewhere.

    Args:
        way_home: What to put before a path below the home: "", "../" or "/srv/gazette/".
    """
    token = _WAY_HOME.set(way_home)
    try:
        yield
    finally:
        _WAY_HOME.reset(token)


def from_here(place: str) -> str:
    """A place below the home as editors and shells find it from where the user stands."""
    return one_line(_WAY_HOME.get()) + place


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
    """共 12 件，列出第 1–10 件（公报收至2020年第2期）。"""
    if not result.total:
        return f"没有找到“{one_line(result.query)}”。"
    if not result.hits:
        return f"共 {result.total} 件，这一段里没有。"
    first, last = result.hits[0].rank, result.hits[-1].rank
    held = f"（公报收至{one_line(result.newest)}）" if result.newest else ""
    if (first, last) == (1, result.total):
        return f"共 {result.total} 件{held}。"
    part = f"第 {first}–{last} 件" if first < last else f"第 {first} 件"
    return f"共 {result.total} 件，列出{part}{held}。"


def cut_note(result: SearchResult) -> str:
    """What `totals` says when not all that was found is listed, else nothing."""
    return totals(result) if len(result.hits) < result.total else ""


COUNTED_BY = {"issue": "期", "year": "年份", "genre": "文种", "issuer": "发文机关"}
COUNTED_VALUES = 12  # the largest; the rest are counted in one word


def facet_lines(facets: Facets) -> list[str]:
    """年份：2020 5，2019 3 – a line for each way in which documents divide."""
    lines = []
    for key, name in COUNTED_BY.items():
        counts = facets.get(key, ())
        shown = [f"{one_line(value) or '不明'} {count}" for value, count in counts[:COUNTED_VALUES]]
        if len(counts) > COUNTED_VALUES:
            shown.append(f"另有 {len(counts) - COUNTED_VALUES} 种")
        lines += [f"{name}：{'，'.join(shown)}"] if shown else []
    return lines


def further_places(hit: Hit) -> str:
    """另有 7 处（第34、36页）: what its passages do not show; empty where they show all."""
    if not hit.further:
        return ""
    pages = f"（第{'、'.join(map(str, hit.further_pages))}页）" if hit.further_pages else ""
    return f"另有 {hit.further} 处{pages}"


def local_time(moment: str) -> str:
    """2020-03-16 17:00, where the user is, of an ISO moment in UTC."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return one_line(moment)


def missing_words(hit: Hit) -> str:
    """未见：孤儿、拆迁; nothing when the hit has every word, 意思相近 where no word found it."""
    if hit.matched == "meaning":
        return "意思相近"
    if not hit.partial:
        return ""
    words = "、".join(one_line(word) for word in hit.missing)
    return f"未见：{words}" if words else "部分符合"
