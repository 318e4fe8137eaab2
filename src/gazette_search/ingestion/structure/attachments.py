"""附件: where each attachment begins, and what was announced but not printed.

A notice that prints and distributes a text (印发) carries it behind its closing, mostly without
the word 附件. Announced annexes follow behind, with a label (附件 1:) or with their title alone.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from gazette_search.ingestion.structure.announcements import (
    Announced,
    note_extent,
    read_note,
    read_notes,
)
from gazette_search.ingestion.structure.titles import (
    ends_enclosed_title,
    line_wording,
    repair_title,
    title_wording,
)
from gazette_search.models import Attachment
from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral
from gazette_search.text.widths import print_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette_search.ingestion.layout.lines import Line

_N = rf"(?:\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
_LABEL = re.compile(rf"附件 ?(?P<number>{_N})?.*")
_LABEL_AND_TITLE = re.compile(rf"附件 ?(?P<number>{_N}) ?[: ] ?(?P<title>[^。；]{{2,80}})")
# 抄送 and the printer's line (版记) close a document; they are none of its attachments.
_RECORD = re.compile(
    r"(?:抄送|主送|分送|抄报|印发机关) ?[:：]|[\u4e00-\u9fff ]{4,30}\d{4} ?年.{3,10}日 ?印发"
)
_REMARK = re.compile(r"\([^()]{1,30}\)")
_MAX_TITLE_LINES = 4


@dataclass(slots=True)
class Part:
    """An attachment as printed.

    Attributes:
        label: The line 附件 1:, or None.
        title_lines: The lines of its title.
        title: Clean title without the label.
        body: Its lines below the title.
    """

    label: Line | None
    title_lines: tuple[Line, ...]
    title: str
    body: list[Line] = field(default_factory=list)

    @property
    def extent(self) -> tuple[int, int]:
        """Numbers of its first and last line."""
        lines = [*((self.label,) if self.label else ()), *self.title_lines, *self.body]
        return lines[0].number, lines[-1].number

    @property
    def has_label(self) -> bool:
        """Whether 附件 stands above its title or in front of it."""
        return self.label is not None or self.title_lines[0].text.startswith("附件")


class _Goals:
    """Titles that are announced, by their wording and by how they begin."""

    def __init__(self) -> None:
        self.by_number: dict[int, str] = {}
        self._begun: dict[str, set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._begun)

    def add(self, titles: Iterable[Announced]) -> None:
        """Expect these titles."""
        for item in titles:
            goal = title_wording(item.title)
            self._begun.setdefault(goal[:2], set()).add(goal)
            if item.number is not None:
                self.by_number[item.number] = item.title

    def drop(self, title: str) -> None:
        """The title was printed; it opens no second attachment."""
        goal = title_wording(title)
        self._begun.get(goal[:2], set()).discard(goal)

    def matching_lines(self, lines: Sequence[Line], index: int) -> tuple[Line, ...]:
        """The lines from `index` on that together are an expected title."""
        text = ""
        for end in range(index, min(index + _MAX_TITLE_LINES, len(lines))):
            if lines[end].kind not in ("text", "masthead") or len(lines[end].text) > 200:
                break
            text += line_wording(lines[end])
            goals = self._begun.get(text[:2], ())
            if text in goals:
                return tuple(lines[index : end + 1])
            if not any(goal.startswith(text) for goal in goals):
                break
        return ()


def split_attachments(
    lines: Sequence[Line], announced: Sequence[Announced], enclosed: str | None
) -> tuple[list[Line], list[Part]]:
    """Split what stands behind a document's closing.

    Args:
        lines: Content lines behind signature, date and 附注.
        announced: Items of the 附件说明 in front of them.
        enclosed: Title of the text that the document encloses, or None.

    Returns:
        Lines that belong to the document itself (抄送), and the attachments in order.
    """
    own: list[Line] = []
    parts: list[Part] = []
    goals = _Goals()
    goals.add(announced)
    if enclosed:
        goals.add([Announced(None, enclosed, 0)])
    index = 0
    while index < len(lines):
        line = lines[index]
        part = None if _RECORD.match(line.text) else _open_part(lines, index, goals, parts)
        if part:
            parts.append(part)
            goals.drop(part.title)
            index += len(part.title_lines) + (part.label is not None)
        elif line.kind == "note" and parts:
            end = note_extent(lines, index)
            goals.add(read_note(lines[index:end]))
            parts[-1].body += lines[index:end]
            index = end
        else:
            (parts[-1].body if parts and not _RECORD.match(line.text) else own).append(line)
            index += 1
    return own, parts


def _open_part(
    lines: Sequence[Line], index: int, goals: _Goals, parts: Sequence[Part]
) -> Part | None:
    """The attachment that begins at this line, without its body, or None."""
    line = lines[index]
    if line.kind == "label":
        title_lines = goals.matching_lines(lines, index + 1) or _title_lines(lines, index + 1)
        title = _joined(title_lines) or goals.by_number.get(_number(line) or 0)
        return Part(line, title_lines, title or line.text.strip("：: "))
    labelled = _labelled_title(lines, index) if parts or goals else None
    if labelled:
        return Part(None, (line,), labelled)
    title_lines = goals.matching_lines(lines, index)
    if not title_lines and not parts:
        title_lines = _title_lines(lines, index)
    return Part(None, title_lines, _joined(title_lines)) if title_lines else None


def _joined(lines: Sequence[Line]) -> str:
    return repair_title(" ".join(line.text for line in lines))


def _number(label: Line) -> int | None:
    match = _LABEL.match(label.folded)
    return parse_numeral(match["number"]) if match and match["number"] else None


def _labelled_title(lines: Sequence[Line], index: int) -> str | None:
    """The title of a line that holds label and title (附件1：考核表), or None."""
    line = lines[index]
    match = _label_and_title(line)
    if not match:
        return None
    # Two such lines in a row are an 附件说明.
    beside = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
    if any(_label_and_title(other) for other in beside):
        return None
    return repair_title(line.text[match.start("title") :].strip())


def _label_and_title(line: Line) -> re.Match[str] | None:
    if line.kind not in ("note", "text") or len(line.text) > 90:
        return None
    return _LABEL_AND_TITLE.fullmatch(line.folded)


def _title_lines(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    """Short lines up to the end of a title."""
    taken: list[Line] = []
    for line in lines[index : index + _MAX_TITLE_LINES]:
        is_remark = bool(taken) and _REMARK.fullmatch(line.folded) is not None
        if taken and ends_enclosed_title(_joined(taken)) and not is_remark:
            break
        if line.kind not in ("text", "masthead") or line.marker or not _can_be_title(line.text):
            break
        taken.append(line)
    return tuple(taken)


def _can_be_title(text: str) -> bool:
    # A title fills two print lines at most and holds no sentence.
    return print_width(text) <= 74 and text[-1] not in "。；：:;，、" and "。" not in text


def list_attachments(
    parts: Sequence[Part],
    announced: Sequence[Announced],
    enclosed: str | None,
    named: int | None,
) -> tuple[Attachment, ...]:
    """What was printed, in order, then what was only announced.

    Args:
        parts: The printed attachments.
        announced: Items of the document's 附件说明; those inside the parts are read here.
        enclosed: Title of the text that the document says it encloses, or None.
        named: Line that says so.
    """
    items = [*announced]
    for part in parts:
        items += read_notes(part.body)
    left: dict[str, Announced] = {}
    for item in items:
        left.setdefault(title_wording(item.title), item)
    found = []
    for part in parts:
        named_so = left.pop(title_wording(part.title), None)
        # The same wording is given as announced: the width of brackets changes with the page.
        title = named_so.title if named_so else part.title
        source = named_so or _same_number(part, left)
        label = part.label.text if part.label else None
        kind: Literal["annex", "enclosed"] = "annex" if part.has_label or source else "enclosed"
        line = source.line if source else None
        found.append(Attachment(kind, label, title, part.extent, line))
    found += [Attachment("annex", None, item.title, None, item.line) for item in left.values()]
    if enclosed and not _is_listed(enclosed, found):
        found.append(Attachment("enclosed", None, enclosed, None, named))
    return tuple(found)


def _same_number(part: Part, left: dict[str, Announced]) -> Announced | None:
    """Take the announced item with the number on the part's label, where the titles differ."""
    if part.label is None:
        return None
    number = _number(part.label)
    same = [goal for goal, item in left.items() if item.number == number]
    is_sure = len(same) == 1 and (number is not None or len(left) == 1)
    return left.pop(same[0]) if is_sure else None


def _is_listed(enclosed: str, found: Sequence[Attachment]) -> bool:
    """Whether an enclosed text is there, under whatever title it is printed."""
    return any(
        a.kind == "enclosed" or title_wording(a.title) == title_wording(enclosed) for a in found
    )
