"""任务分工: who must do what by when, as a document assigns it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.models.block import Block, Lines

DutyRole = Literal["lead", "responsible", "cooperating"]  # 牵头, 责任, 配合

ROLES: tuple[DutyRole, ...] = ("lead", "responsible", "cooperating")


@dataclass(frozen=True, slots=True)
class DutyUnit:
    """A unit that a duty names.

    Attributes:
        name: What it is called on its own: 市财政局 where “市民政局、财政局” is printed.
        printed: As it stands in the list: 财政局.
        role: What it has to do with the task.
    """

    name: str
    printed: str
    role: DutyRole


@dataclass(frozen=True, slots=True)
class Deadline:
    """A 完成时限: as printed, with its last day where the text gives one (持续推进 does not)."""

    text: str
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class TaskSpan:
    """Where a task stands in the blocks of its document.

    Attributes:
        first: Index of the block in which it begins.
        start: Offset in that block's text.
        last: Index of the block in which it ends.
        end: Offset behind it in that block's text.
    """

    first: int
    start: int
    last: int
    end: int

    def text(self, blocks: Sequence[Block]) -> str:
        """The task; line feeds separate its blocks."""
        if self.first == self.last:
            return blocks[self.first].text[self.start : self.end]
        texts = [block.text for block in blocks[self.first : self.last + 1]]
        texts[-1] = texts[-1][: self.end]
        texts[0] = texts[0][self.start :]
        return "\n".join(texts)

    def lines(self, blocks: Sequence[Block]) -> Lines:
        """First and last source line of the task."""
        last = max(self.end - 1, 0)
        return blocks[self.first].line_at(self.start), blocks[self.last].line_at(last)


@dataclass(frozen=True, slots=True)
class Duty:
    """One task with those who answer for it.

    Attributes:
        task: The task as printed, without the bracket that names the units.
        path: Headings above it, outermost first.
        lines: Source lines of the task.
        unit_lines: Source lines of the units.
        span: Where the task stands in the document's blocks.
        units: In the order printed.
        leaders: 责任领导, the persons.
        deadlines: From 完成时限, else the terms that the task itself sets.
    """

    task: str
    path: tuple[str, ...]
    lines: Lines
    unit_lines: Lines
    span: TaskSpan
    units: tuple[DutyUnit, ...]
    leaders: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @classmethod
    def at(
        cls,
        blocks: Sequence[Block],
        span: TaskSpan,
        unit_lines: Lines,
        units: tuple[DutyUnit, ...],
        leaders: tuple[str, ...] = (),
        deadlines: tuple[Deadline, ...] = (),
    ) -> Duty:
        """The duty of the task that stands at `span`; text, path and lines follow from there."""
        task, path, lines = span.text(blocks), blocks[span.first].path, span.lines(blocks)
        return cls(task, path, lines, unit_lines, span, units, leaders, deadlines)

    @property
    def lead(self) -> tuple[str, ...]:
        """牵头单位."""
        return self.in_role("lead")

    @property
    def responsible(self) -> tuple[str, ...]:
        """责任单位."""
        return self.in_role("responsible")

    @property
    def cooperating(self) -> tuple[str, ...]:
        """配合单位."""
        return self.in_role("cooperating")

    @property
    def deadline(self) -> Deadline | None:
        """The term by which all of it is due: the last one, among those with a day."""
        dated = [term for term in self.deadlines if term.last_day]
        if dated:
            return max(dated, key=lambda term: term.last_day or date.min)
        return self.deadlines[0] if self.deadlines else None

    def in_role(self, role: DutyRole) -> tuple[str, ...]:
        """Names of the units in a role."""
        return tuple(unit.name for unit in self.units if unit.role == role)
