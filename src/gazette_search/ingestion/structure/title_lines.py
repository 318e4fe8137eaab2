"""Which lines are a title (GB/T 9704-2012, 7.3.1), and whether a text has the shape of one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from gazette_search import vocabulary
from gazette_search.ingestion.structure.titles import (
    genre_of,
    is_official,
    line_wording,
    title_wording,
    unquoted,
)
from gazette_search.text.likeness import bigrams, is_within
from gazette_search.text.patterns import Lazy
from gazette_search.text.widths import fold_width, print_width

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.models import TocEntry

_TITLE_LINES = 8
_LONGEST_LINE = 60  # print width of one line of a title behind the first
_LONGEST = 160  # characters of a title
_CHARACTERS_A_SLIP = 10  # of a title, for one that the contents print differently (办法 → 办)
_ORGANS = ("government", "office", "party", "organ")
# One agency: 青河市人民政府（办公室）, 中共青河市委.
_AGENCY = Lazy(
    lambda: (
        rf"[\u4e00-\u9fff（）()“”]{{0,30}}?{vocabulary.either('organs', *_ORGANS, 'body')}"
        r"(?:（[^（）]{1,12}）|\([^()]{1,12}\))?"
    )
)
_GAP = Lazy("[、 ]+")
# What follows the agencies that open a title.
_VERB = Lazy("关于|印发|转发|批转|对|令|通告|公告|公布|发布|颁布|废止|修改|决定")
_ABOUT = Lazy("关于|印发|转发|批转|公布|发布|颁布|答复|任免|任职|免职|表彰|废止|修改")
_PASSED = Lazy(r"\(.*(?:通过|批准|公布|发布|修订|修正|施行)")
# 条例, 办法: what may be the whole title of a law or rule without 关于.
_LAW = Lazy(r"(?:法|条例|办法|规定|规则|细则|章程|决定|公告|通告|纪要|方案|规划|纲要|大事记)$")


def find_title(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the title, which may be several, at the start of a document's lines."""
    taken: list[Line] = []
    for index, line in enumerate(lines[:_TITLE_LINES]):
        if not can_be_title(line) or _PASSED.match(line.folded):
            break
        joined = unquoted("".join(part.text for part in taken))
        if taken and genre_of(joined) and not _goes_on(joined, lines[index : index + 3]):
            break
        if taken and (print_width(line.text) > _LONGEST_LINE or _names_agency(line, joined)):
            break
        taken.append(line)
    return tuple(taken)


def can_be_title(line: Line) -> bool:
    """Whether a line can be one of a title: short, without number or sentence."""
    if line.kind not in ("text", "masthead") or line.marker or len(line.text) > _LONGEST:
        return False
    return line.text[-1] not in "。；：:;，,、" and "。" not in line.text


def has_title_shape(lines: Sequence[Line]) -> bool:
    """Whether lines read as the title of a document and not as some short text."""
    joined = unquoted("".join(line.folded for line in lines).replace(" ", ""))
    if len(joined) < 5 or not lines:
        return False
    if genre_of(joined) is None:
        return bool(issuer_in(joined)) and "关于" in joined
    # 青河市生态环境局 / 行政处罚决定书
    is_below_agency = len(lines) > 1 and is_agency(lines[0].folded)
    is_known = bool(_ABOUT.search(joined) or _LAW.search(joined))
    return is_known or is_below_agency or starts_with_agency(joined)


def starts_with_agency(title: str) -> bool:
    """Whether a title begins with the agency that issues it."""
    return issuer_in(title) is not None


def issuer_in(title: str) -> str | None:
    """The agencies that open a title, parted by 、."""
    title = title.strip()
    for verb in _VERB.finditer(title[:_LONGEST]):
        agencies = title[: verb.start()].rstrip()
        if agencies and is_agency(agencies):
            return parted(agencies)
    return None


def parted(agencies: str) -> str:
    """Agencies that stand side by side (国务院　中央军委) as a list parted by 、."""
    names = [name for name in fold_width(agencies).replace("、", " ").split(" ") if name]
    joined: list[str] = []
    for name in names:
        # 青河市人民政府 办公室: one name that the print broke.
        if joined and (name in ("办公室", "办公厅") or not is_agency(joined[-1])):
            joined[-1] += name
        else:
            joined.append(name)
    return "、".join(joined)


def is_agency(text: str) -> bool:
    """Whether a text is nothing but the name of an agency, or of several side by side."""
    if not 2 <= len(text) <= _LONGEST:
        return False
    names = [name for name in _GAP.split(text) if name]
    return bool(names) and all(_AGENCY.fullmatch(name) for name in names)


def _goes_on(joined: str, following: Sequence[Line]) -> bool:
    """Whether the title goes on behind a 文种: …实施意见 / 的通知, …管理办法 / 实施细则的通知."""
    line = following[0]
    if len(line.text) < 30 and line.text.startswith(("的", "（", "(")) and genre_of(line.text):
        return "的" in line.text or line.text.startswith("的")
    if is_official(genre_of(joined)) or "关于" not in joined:
        return False
    text = ""
    for part in following:
        if not can_be_title(part) or is_agency(part.text) or print_width(part.text) > 40:
            return False
        text += part.text
        if is_official(genre_of(text)):
            return True
    return False


def _names_agency(line: Line, joined: str) -> bool:
    """Whether a line only names an agency, so that it closes a text instead of going on."""
    return is_agency(line.text) and not is_agency(joined)


class AnnouncedTitles:
    """The titles of the contents, found again where they stand in the body."""

    def __init__(self, entries: Iterable[TocEntry]) -> None:
        self._announced: dict[str, list[TocEntry]] = {}
        for entry in entries:
            goal = title_wording(entry.title)
            if len(goal) >= 5:
                self._announced.setdefault(goal, []).append(entry)
        self._in_order = sorted(self._announced)

    def __bool__(self) -> bool:
        return bool(self._announced)

    def entry_of(self, title: str) -> TocEntry | None:
        """The one entry with this title, or None."""
        found = self._announced.get(title_wording(title), [])
        return found[0] if len(found) == 1 else None

    def like(self, title: str, taken: Collection[int]) -> TocEntry | None:
        """The one entry whose title differs from this one by a few characters, or None.

        Args:
            title: As printed above the text.
            taken: `id` of the entries that belong to other documents.
        """
        goal = title_wording(title)
        allowed = len(goal) // _CHARACTERS_A_SLIP
        near = [
            entry
            for wanted in self._sharing(goal, allowed)
            if is_within(wanted, goal, allowed)
            for entry in self._announced[wanted]
            if id(entry) not in taken
        ]
        return near[0] if len(near) == 1 else None

    def _sharing(self, goal: str, slips: int) -> Iterable[str]:
        """The announced titles that so many slips can make of this one, and few others.

        A slip breaks two pairs of neighbouring characters at most, so that of more pairs than that
        one is left, of the rarest as of any: long contents are not read for every document.
        """
        pairs = sorted(set(bigrams(goal)), key=lambda pair: len(self._by_pair.get(pair, ())))
        rarest = pairs[: 2 * slips + 1]
        if len(rarest) <= 2 * slips:
            return self._announced
        return dict.fromkeys(goal for pair in rarest for goal in self._by_pair.get(pair, ()))

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for goal in self._announced:
            for pair in set(bigrams(goal)):
                found[pair].append(goal)
        return found

    def at(self, lines: Sequence[Line], index: int) -> tuple[Line, ...]:
        """The lines from `index` on that together are an announced title, or none."""
        text = ""
        for end in range(index, min(index + _TITLE_LINES, len(lines))):
            line = lines[end]
            if line.kind not in ("text", "masthead") or len(line.text) > _LONGEST:
                break
            text += line_wording(line)
            if text in self._announced:
                return tuple(lines[index : end + 1])
            if not self._begins_one(text):
                break
        return ()

    def _begins_one(self, text: str) -> bool:
        place = bisect_left(self._in_order, text)
        return any(goal.startswith(text) for goal in self._in_order[place : place + 1])
