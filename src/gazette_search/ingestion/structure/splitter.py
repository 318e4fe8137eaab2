"""Split an issue into front matter and documents, at the head lines.

A document starts where a line holds nothing but a 发文字号 and stands as a head: under a masthead,
or named in the contents and between whole paragraphs. A number anywhere else, also one that a
print line left alone, is a citation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.joins import count_brackets, ends_closed
from gazette_search.ingestion.layout.lines import head_number
from gazette_search.text.widths import fold_width

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.models import DocumentNumber

_IMPRINT = re.compile(
    r"编委会成员|编委会|编委会主任 ?:?|编辑委员会|本刊编委会|主 ?办 ?:?|主管主办.{0,20}"
)
_ONLY_SUFFIX = re.compile(r"(?:办公[室厅])? ?(?:文件|公告|通告|令)")
_AGENCY = re.compile(
    r"[\u4e00-\u9fff（）() ]{2,30}(?:政府|办公室|办公厅|委员会|委|局|院|署|部|厅|会)"
)


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """The content lines of one document.

    Attributes:
        number: From its head line.
        masthead: 发文机关标志, or None.
        masthead_lines: Lines above the head line that hold it.
        head: The head line.
        rest: Everything behind the head line.
        footnotes: Notes that its lines refer to, from files that tell them.
    """

    number: DocumentNumber
    masthead: str | None
    masthead_lines: tuple[Line, ...]
    head: Line
    rest: tuple[Line, ...]
    footnotes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """An issue in parts; every content line is in exactly one of them.

    Attributes:
        front: Title page, contents and imprint, in front of and behind the documents.
        documents: In printed order.
        unclear: Lines that look like heads and stand nowhere as one.
    """

    front: tuple[Line, ...]
    documents: tuple[DocumentLines, ...]
    unclear: tuple[Line, ...]


def split_issue(
    lines: Sequence[Line], announced: Collection[DocumentNumber], last_entry: int = 0
) -> Split:
    """Split the content lines of an issue.

    Args:
        lines: Content lines in order.
        announced: Numbers that the contents name.
        last_entry: The last line of the contents; numbers up to there head nothing.
    """
    heads, unclear = [], []
    for index, line in enumerate(lines):
        if line.kind == "number" and line.number > last_entry:
            if _is_head(lines, index, announced):
                heads.append(index)
            elif _is_between_paragraphs(lines, index):
                unclear.append(line)
    starts = [head - len(_masthead_lines(lines, head)) for head in heads]
    end = _end_of_documents(lines, heads[-1]) if heads else len(lines)
    documents = tuple(
        _document(lines, start, head, following)
        for start, head, following in zip(starts, heads, [*starts[1:], end], strict=False)
    )
    front = (*lines[: starts[0] if starts else len(lines)], *lines[end:])
    return Split(front, documents, tuple(unclear))


def _document(lines: Sequence[Line], start: int, head: int, end: int) -> DocumentLines:
    parsed = head_number(lines[head].text)
    if parsed is None:
        raise AssertionError("a head line holds a number")
    beside, number = parsed
    above = tuple(lines[start:head])
    masthead = beside or "".join(line.text for line in above).replace(" ", "") or None
    return DocumentLines(number, masthead, above, lines[head], tuple(lines[head + 1 : end]))


def _is_head(lines: Sequence[Line], index: int, announced: Collection[DocumentNumber]) -> bool:
    parsed = head_number(lines[index].text)
    if parsed is None:
        return False
    beside, number = parsed
    if beside or _masthead_lines(lines, index):
        return True
    return number in announced and _is_between_paragraphs(lines, index)


def _masthead_lines(lines: Sequence[Line], head: int) -> tuple[Line, ...]:
    """The lines of the masthead above a head line, none when it shares the head's line."""
    above = lines[head - 1] if head else None
    if above is None or above.kind != "masthead":
        return ()
    # 葫芦岛市人民政府 / 办公室文件: a masthead that the print broke.
    if head > 1 and _ONLY_SUFFIX.fullmatch(above.text) and _AGENCY.fullmatch(lines[head - 2].text):
        return lines[head - 2], above
    return (above,)


def _is_between_paragraphs(lines: Sequence[Line], index: int) -> bool:
    """Whether a number alone on its line is not a piece of the sentence around it."""
    if index + 1 >= len(lines) or re.match("[，。、；：）)》”]", lines[index + 1].text):
        return False
    open_brackets: dict[str, int] = {}
    for line in lines[max(0, index - 3) : index]:
        count_brackets(line.text[-2000:], open_brackets)
    if any(open_brackets.values()):
        return False
    before = lines[index - 1] if index else None
    if before is None or before.kind != "text":
        return True
    return ends_closed(before.text[-1500:]) or len(before.text) < 30


def _end_of_documents(lines: Sequence[Line], last_head: int) -> int:
    """Where the last document ends: at an imprint printed behind it, else with the file."""
    for index in range(last_head + 1, len(lines)):
        if len(lines[index].text) < 30 and _IMPRINT.fullmatch(fold_width(lines[index].text)):
            return index
    return len(lines)
