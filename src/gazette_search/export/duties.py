"""Duties in every format that files and scripts take."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette_search.export.duty_wording import (
    ROLE_NAMES,
    duty_facts,
    duty_remarks,
    duty_source,
    duty_totals,
    heading,
)
from gazette_search.export.json_export import Fields, answer, json_line, place_fields
from gazette_search.export.memos import (
    Memo,
    MemoHeading,
    MemoLine,
    MemoList,
    MemoQuote,
    memo_of,
    plain_lines,
)
from gazette_search.export.search import source_line
from gazette_search.export.sheets import Sheet
from gazette_search.export.wording import from_here, issue_name, one_line, reference, section_path
from gazette_search.models import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazette_search.export.memos import MemoPart
    from gazette_search.export.sheets import SheetRow
    from gazette_search.models import Deadline, Duty
    from gazette_search.search.duties import AssignedDuty, DutyList


def duties_to_json(found: DutyList) -> str:
    """The duties, and how the unit was understood."""
    return answer(duties_fields(found))


def duties_fields(found: DutyList) -> Fields:
    """The fields of the duties, and how the unit was understood."""
    return {
        "unit": found.unit,
        "names": [{"name": other.name, "reason": other.reason} for other in found.names],
        "by_part": found.by_part,
        "total": found.total,
        "returned": len(found.duties),
        "duties": [_fields(assigned) for assigned in found.duties],
    }


def duties_to_jsonl(found: DutyList) -> str:
    """One duty a line."""
    return "".join(json_line(_fields(assigned)) for assigned in found.duties)


def duties_memo(found: DutyList) -> Memo:
    """Tasks under their documents, each with its units, term and place."""
    parts: list[MemoPart] = [
        MemoHeading(1, heading(found)),
        *(MemoLine(said, "remark") for said in (*duty_remarks(found), duty_totals(found))),
    ]
    for _, group in groupby(found.duties, key=lambda one: (one.issue.file, one.document.lines)):
        members = list(group)
        document, issue = members[0].document, members[0].issue
        parts.append(MemoHeading(2, one_line(document.title)))
        parts.append(MemoLine(" · ".join(reference(document, issue)), "facts"))
        parts += [part for member in members for part in _quoted(member)]
    return memo_of(parts)


def duties_sheet(found: DutyList) -> Sheet:
    """One row a duty."""
    roles = (*ROLE_NAMES.values(), "责任领导", "完成时限", "最后一天")
    header = ("任务", *roles, "章节", "文号", "标题", "期", "出处")
    rows = tuple(_row(assigned) for assigned in found.duties)
    said = (heading(found), *duty_remarks(found), duty_totals(found))
    return Sheet("任务", header, rows, said)


def duties_to_plain(found: DutyList) -> str:
    """As `grep -n` writes: file:line:number:units and terms, then the task after a tab."""
    return "".join(
        f"{from_here(duty_source(one))}:{one.document.id}:"
        f"{'；'.join(duty_facts(one.duty))}\t{one_line(one.duty.task)}\n"
        for one in found.duties
    )


def duties_to_numbers(found: DutyList) -> str:
    """Only the document numbers, each once."""
    numbers = dict.fromkeys(one.document.id for one in found.duties)
    return "".join(f"{number}\n" for number in numbers)


def _fields(assigned: AssignedDuty) -> Fields:
    document, issue = assigned.document, assigned.issue
    signed = document.signed_date
    return {
        "id": document.id,
        "number": str(document.number) if document.number else None,
        "machine_read": document.machine_read,
        "title": document.title,
        "issuer": document.issuer,
        "signed_date": signed.isoformat() if signed else None,
        "issue": {"year": issue.year, "number": issue.number, "serial": issue.serial},
        "collection": issue.collection or None,
        "source": place_fields(place_of(issue, document, assigned.duty.lines[0])),
        **duty_fields(assigned.duty),
        "matched": [*assigned.units],
    }


def duty_fields(duty: Duty) -> Fields:
    """The fields of a duty, without those of its document."""
    return {
        "task": duty.task,
        "path": [*duty.path],
        "lines": [*duty.lines],
        "unit_lines": [*duty.unit_lines],
        "lead": [*duty.lead],
        "responsible": [*duty.responsible],
        "cooperating": [*duty.cooperating],
        "units": [
            {"name": unit.name, "printed": unit.printed, "role": unit.role} for unit in duty.units
        ],
        "leaders": [*duty.leaders],
        "deadline": _term(duty.deadline) if duty.deadline else None,
        "deadlines": [_term(term) for term in duty.deadlines],
    }


def _term(term: Deadline) -> Fields:
    return {"text": term.text, "date": term.last_day.isoformat() if term.last_day else None}


def _quoted(assigned: AssignedDuty) -> Iterator[MemoPart]:
    lines = (line for text in assigned.duty.task.split("\n") for line in plain_lines(text))
    yield MemoQuote(tuple(lines))
    yield MemoList(tuple(duty_facts(assigned.duty)))
    yield source_line(assigned.duty.path, duty_source(assigned))


def _row(assigned: AssignedDuty) -> SheetRow:
    duty, document = assigned.duty, assigned.document
    return (
        duty.task,
        *("、".join(duty.in_role(role)) for role in ROLE_NAMES),
        "、".join(duty.leaders),
        "；".join(term.text for term in duty.deadlines),
        duty.deadline.last_day if duty.deadline else None,
        section_path(duty.path),
        document.id,
        document.title,
        issue_name(assigned.issue),
        duty_source(assigned),
    )


EXPORTS: Mapping[str, Callable[[DutyList], str | Memo | Sheet]] = {
    "json": duties_to_json,
    "jsonl": duties_to_jsonl,
    "plain": duties_to_plain,
    "numbers": duties_to_numbers,
    "memo": duties_memo,
    "sheet": duties_sheet,
}
