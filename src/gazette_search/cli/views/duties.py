"""Tasks under their documents, each with its units, term and place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.cli.excerpt import excerpt
from gazette_search.export.duty_wording import (
    duty_facts,
    duty_remarks,
    duty_source,
    duty_totals,
)
from gazette_search.export.marked import mark
from gazette_search.export.wording import one_line, reference, section_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette_search.cli.terminal import Screen
    from gazette_search.search.duties import AssignedDuty, DutyList

# On a terminal a task takes at most this many lines; `show` has the rest.
TASK_LINES = 3
MARGIN = 4


def draw_duties(found: DutyList, screen: Screen) -> str:
    """Remarks, tasks document by document, totals."""
    remarks = [screen.text(remark, "quiet") for remark in duty_remarks(found)]
    parts = ["\n".join(remarks)] if remarks else []
    for _, group in groupby(found.duties, key=lambda one: (one.issue.file, one.document.lines)):
        members = list(group)
        parts.append(_document(members[0], screen))
        parts += ["\n".join(_duty(member, screen)) for member in members]
    parts.append(screen.text(duty_totals(found), "quiet"))
    return "\n\n".join(parts) + "\n"


def _document(assigned: AssignedDuty, screen: Screen) -> str:
    document, issue = assigned.document, assigned.issue
    facts = screen.text(" · ".join(reference(document, issue)), "quiet")
    return f"{screen.text(one_line(document.title), 'title')}\n{facts}"


def _duty(assigned: AssignedDuty, screen: Screen) -> Iterator[str]:
    duty = assigned.duty
    task = mark(duty.task.replace("\t", " | "))
    if screen.width is not None:
        task = excerpt(task, TASK_LINES * screen.width)
    yield screen.paragraph(task.runs())
    for fact in duty_facts(duty):
        yield screen.text(fact, "heading", indent=MARGIN, hanging=10)
    place = "  ".join(filter(None, (section_path(duty.path), duty_source(assigned))))
    yield screen.text(place, "quiet", indent=MARGIN)
