"""References as official documents and Chinese scholarship write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.export.wording import chinese_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette_search.export.citing.works import CitedWork

_MOST_NAMED = 3  # organs; of more the first three and 等 (GB/T 7714-2025, 责任者)
_TITLE_MARKS = re.compile("[《》〈〉]")


def to_gongwen(works: Iterable[CitedWork]) -> str:
    """《标题》（文号）, one a line: an official document names the title first, then the number."""
    return "".join(f"{gongwen(work)}\n" for work in works)


def gongwen(work: CitedWork) -> str:
    """《关于印发〈…办法〉的通知》（葫政办发〔2020〕23号); without a number with the date.

    A document whose title the file does not print is named by the number alone.
    """
    said = work.number or chinese_date(work.signed)
    if not work.title:
        return said
    return f"《{_quoted(work.title)}》" + (f"（{said}）" if said else "")


def to_gbt7714(works: Iterable[CitedWork]) -> str:
    """GB/T 7714-2025, sequential numbering: [1] 责任者. 题名：文号[Z]. 2020-03-11."""
    return "".join(f"[{n}] {gbt7714(work)}\n" for n, work in enumerate(works, start=1))


def gbt7714(work: CitedWork) -> str:
    """An entry after GB/T 7714-2025, which replaces GB/T 7714-2015 since 2026-07-01.

    With a gazette it is a part of a serial (8.5): 刊名，年（期）：页码; without one it is 其他 [Z],
    dated by the day of signing, which tells documents of one year apart.
    """
    return ". ".join(_elements(work)) + "."


def _elements(work: CitedWork) -> Iterator[str]:
    organs = [*work.organs[:_MOST_NAMED], *["等"][: len(work.organs) > _MOST_NAMED]]
    if organs:
        yield "，".join(organs)
    title = "：".join(filter(None, (work.title, work.number)))
    yield f"{title}[{'J' if work.in_gazette else 'Z'}]"
    if work.in_gazette and work.issue:
        page = f"：{work.page}" if work.page is not None else ""
        yield f"{work.gazette}，{work.issue.year}（{work.issue.number}）{page}"
    elif work.signed:
        yield work.signed.isoformat()


def _quoted(title: str) -> str:
    """A title inside 《》: marks alternate with their depth (GB/T 15834-2011, 4.15.3.3)."""
    depth, marks = 1, {True: "《》", False: "〈〉"}

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        opening = found[0] in "《〈"
        depth += opening
        written = marks[depth % 2 == 1][not opening]
        depth -= not opening
        return written

    balanced = title.count("《") + title.count("〈") == title.count("》") + title.count("〉")
    return _TITLE_MARKS.sub(mark, title) if balanced else title
