"""任务分工: tasks with their units, from brackets, lines of their own and tables.

Brackets close the sentence, paragraph or item that states the task (2019-04:170, 2018-04:764);
lines of their own stand below it (2020-02:425-431); a table has a column for the units
(2020-02:1255).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.ingestion.duties.assignments import (
    Assignment,
    Rules,
    find_tail,
    opens_with_label,
    read_labelled,
    read_rules,
    read_value,
    read_verbal,
    role_of_header,
)
from gazette_search.ingestion.duties.deadlines import find_deadlines
from gazette_search.ingestion.layout.numbering import find_marker
from gazette_search.models.duty import Duty, TaskSpan
from gazette_search.text.dates import parse_date
from gazette_search.text.widths import fold_width
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.models.block import Block, Lines

_TEXT_KINDS = ("paragraph", "item", "heading", "responsibility", "note")
_TASK_KINDS = ("paragraph", "item", "heading")
_SIGNS = re.compile(r"[()（）\[\]［］【】〔〕]")
_OPENERS = "(（[［【〔"
_BRACKETS = frozenset("()（）[]［］【】〔〕")
_TASK_SIGN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_SENTENCE_ENDS = "。；！？;!?”’）)：:"
_NOTHING_MORE = re.compile(r"[ 。；;]*\Z")
_WORDS = re.compile("单位|部门|负责|牵头|时限|完成|负总责|落实|承办|参与|领导")
_MOST_UNITS = 300  # the longest list of the corpus has 16; a file of nothing else must not be slow
_NO_TASK_COLUMN = re.compile(r"序号|编号|号|备注|进展(?:情况)?|联系(?:人|电话|方式)|类别|分类")


@dataclass(frozen=True, slots=True)
class _Found:
    """An assignment with its task, before the task's own words are read."""

    span: TaskSpan
    said: Assignment
    unit_lines: Lines

    def with_more(self, said: Assignment, lines: Lines) -> _Found:
        """The same with what stands on further lines; those without units don't count."""
        if len(self.said.units) > _MOST_UNITS:
            return self
        if not self.said.units:
            extent = lines
        else:
            extent = (self.unit_lines[0], lines[1] if said.units else self.unit_lines[1])
        return _Found(self.span, self.said + said, extent)


def find_duties(blocks: Sequence[Block]) -> tuple[Duty, ...]:
    """The duties that a document assigns, in order.

    Args:
        blocks: All blocks of the document.

    Returns:
        Only tasks with a unit; nothing is guessed where the text is not clear.
    """
    rules = _rules_by_part(blocks)
    found: list[_Found] = []
    free = 0  # first block that no duty on a line of its own has claimed
    for index, block in enumerate(blocks):
        rule = rules.get(block.part, Rules())
        if block.kind == "table":
            found += _in_table(index, block, rule)
        elif block.kind in _TEXT_KINDS and _WORDS.search(block.text):
            said = _own_line(block, rule)
            if said is not None:
                _add_own_line(found, blocks, (free, index), said)
                free = index + 1
            elif block.kind != "responsibility":
                brackets = _in_brackets(index, block, rule)
                found += brackets
                free = index + 1 if brackets else free
    return tuple(_duty(one, blocks, rules) for one in found if one.said.units)


def _rules_by_part(blocks: Sequence[Block]) -> dict[int, Rules]:
    """How each part of the document (its own text, each attachment) reads its lists."""
    year = _year(blocks)
    rules: dict[int, Rules] = {}
    for block in blocks:
        known = rules.setdefault(block.part, Rules(year=year))
        stated = read_rules(block.text, year)
        if stated != known:
            first_leads = known.first_leads or stated.first_leads
            each_leads = known.each_leads or stated.each_leads
            rules[block.part] = Rules(first_leads, each_leads, year)
    return rules


def _year(blocks: Sequence[Block]) -> int | None:
    """The year of the signed date, else of the number."""
    for block in blocks:
        signed = parse_date(block.text) if block.kind == "date" else None
        if signed:
            return signed.year
    for block in blocks:
        year = re.search(r"20\d\d", block.text) if block.kind in ("date", "number") else None
        if year:
            return int(year[0])
    return None


def _own_line(block: Block, rules: Rules) -> Assignment | None:
    """What a block says that is nothing but an assignment, with or without brackets.

    Returns:
        None for any other block; an empty assignment for persons that a duty does not keep
        (配合领导：各位副市长), for they stand between the task and its units (2018-02:739).
    """
    text = block.text.strip(" 。")
    is_bracket = text[:1] in _BRACKETS and text[-1:] in _BRACKETS
    inner = text[1:-1].strip() if is_bracket else text
    if is_bracket and _closes_early(inner):
        return None
    said = read_labelled(inner, rules)
    if said:
        return said
    if opens_with_label(inner):
        return said if block.kind == "responsibility" else None
    return (read_verbal(inner, rules) or None) if is_bracket else None


def _closes_early(inner: str) -> bool:
    depth = 0
    for sign in _SIGNS.finditer(inner):
        depth += 1 if sign[0] in _OPENERS else -1
        if depth < 0:
            return True
    return False


def _add_own_line(
    found: list[_Found], blocks: Sequence[Block], reach: tuple[int, int], said: Assignment
) -> None:
    """The duty of the text above, or more of the duty that the line above began."""
    free, index = reach
    lines = blocks[index].lines
    first = _task_above(blocks, free, index)
    if first is not None:
        span = TaskSpan(first, 0, index - 1, len(blocks[index - 1].text))
        found.append(_Found(span, said, lines))
    elif found and free == index and _is_beside(blocks, found[-1], index):
        found[-1] = found[-1].with_more(said, lines)


def _is_beside(blocks: Sequence[Block], duty: _Found, index: int) -> bool:
    return blocks[duty.span.last].part == blocks[index].part


def _task_above(blocks: Sequence[Block], free: int, index: int) -> int | None:
    """Where the task above an own line begins.

    The block above; a numbered item with all that stands below it; a heading with all that stands
    below it when that is more than one block (2020-02:259-265).
    """
    part, first = blocks[index].part, index - 1
    if first < free or blocks[first].kind not in _TASK_KINDS or blocks[first].part != part:
        return None
    if blocks[first].kind == "heading" or _is_numbered(blocks[first]):
        return first
    while first > free and _is_bullet(blocks[first]) and _is_bullet(blocks[first - 1]):
        first -= 1
    top = first
    while top > free and _goes_up(blocks, top - 1, part):
        top -= 1
        if _is_numbered(blocks[top]):
            return top
    above = blocks[top - 1] if top > free else None
    is_below_heading = above and above.kind == "heading" and above.part == part
    return top - 1 if is_below_heading and top < index - 1 else first


def _goes_up(blocks: Sequence[Block], index: int, part: int) -> bool:
    return blocks[index].kind in ("paragraph", "item") and blocks[index].part == part


def _is_numbered(block: Block) -> bool:
    return block.kind == "item" and not _is_bullet(block)


def _is_bullet(block: Block) -> bool:
    """Whether it is one of several that only together make a task: ——…, 一是…, ①…."""
    marker = find_marker(block.text)
    unnumbered = marker is None or marker.kind in ("bullet", "ordinal", "circled")
    return block.kind == "item" and unnumbered


def _in_brackets(index: int, block: Block, rules: Rules) -> list[_Found]:
    """Duties whose brackets close sentences of the block, or whose labels close it."""
    found: list[_Found] = []
    task = 0
    tail = find_tail(block.text)
    tails = [(tail - 1, len(block.text))] if tail else []
    for start, end in (*_outer_brackets(block.text), *tails):
        inner = block.text[start + 1 : end]
        if start < task - 1 or not _WORDS.search(inner):
            continue
        said = read_labelled(inner, rules)
        if not said and _closes_sentence(block.text, start, end):
            said = read_verbal(inner, rules)
        if not said:
            continue
        lines = block.line_at(start + 1), block.line_at(end)
        if _TASK_SIGN.search(block.text, task, start):
            close = start + (block.text[start] in "。；;")
            found.append(_Found(TaskSpan(index, task, index, close), said, lines))
        elif found:
            found[-1] = found[-1].with_more(said, lines)
        task = end + 1
        while task < len(block.text) and block.text[task] in "。；， ":
            task += 1
    return found


def _outer_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outermost pairs of round brackets; one that never closes runs to the end."""
    depth = start = 0
    if _BRACKETS.isdisjoint(text):
        return
    for sign in _SIGNS.finditer(text):
        if sign[0] in _OPENERS:
            if not depth:
                start = sign.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, sign.start()
    if depth:
        yield start, len(text)


def _closes_sentence(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()[-1:]
    return before in _SENTENCE_ENDS or bool(_NOTHING_MORE.match(text, end + 1))


def _in_table(index: int, block: Block, rules: Rules) -> Iterator[_Found]:
    """Duties of a table that has a column for units."""
    rows = block.text.split("\n")
    roles = [role_of_header(cell) for cell in rows[0].split("\t")]
    if not any(role in ("lead", "responsible", "cooperating") for role in roles):
        return
    first, last = _task_columns(rows[0].split("\t"), roles)
    offset, task = len(rows[0]) + 1, None
    for row in rows[1:]:
        cells = row.split("\t")
        task = _task_in_row(index, offset, cells, (first, last)) or task
        said = Assignment()
        for role, cell in zip(roles, cells, strict=False):
            if role and cell.strip():
                said += read_value(role, cell, rules)
        if said.units and task:
            line = block.line_at(offset)
            yield _Found(task, said, (line, line))
        offset += len(row) + 1


def _task_columns(header: Sequence[str], roles: Sequence[str | None]) -> tuple[int, int]:
    """The first run of columns that say what is to be done: first, and behind the last."""
    is_task = [
        role is None and not _NO_TASK_COLUMN.fullmatch(fold_width(cell).replace(" ", ""))
        for cell, role in zip(header, roles, strict=True)
    ]
    first = is_task.index(True) if True in is_task else 0
    last = first
    while last < len(is_task) and is_task[last]:
        last += 1
    return first, last


def _task_in_row(
    index: int, offset: int, cells: Sequence[str], columns: tuple[int, int]
) -> TaskSpan | None:
    """The row's task, or None where its cell is merged with the one above."""
    first, last = columns
    start = offset + sum(len(cell) + 1 for cell in cells[:first])
    text = "\t".join(cells[first:last])
    if not text.strip():
        return None
    start += len(text) - len(text.lstrip())
    return TaskSpan(index, start, index, start + len(text.strip()))


def _duty(found: _Found, blocks: Sequence[Block], rules: dict[int, Rules]) -> Duty:
    """The duty with its own words read."""
    span, said = found.span, found.said
    year = rules[blocks[span.first].part].year
    deadlines = said.deadlines or find_deadlines(span.text(blocks), year)
    return Duty.at(blocks, span, found.unit_lines, said.units, said.leaders, deadlines)
