"""How duties are worded, the same in the terminal, in a memo and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.export.wording import (
    chinese_date,
    one_line,
    source_place,
)

if TYPE_CHECKING:
    from gazette_search.models import Deadline, Duty, DutyRole
    from gazette_search.search.duties import AssignedDuty, DutyList

ROLE_NAMES: dict[DutyRole, str] = {
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperating": "配合单位",
}


def heading(found: DutyList) -> str:
    """任务分工：市教育局."""
    return f"任务分工：{one_line(found.unit)}" if found.unit else "任务分工"


def duty_totals(found: DutyList) -> str:
    """共 32 项，列出第 11–20 项。"""
    if not found.total:
        return f"没有找到{f'“{one_line(found.unit)}”的' if found.unit else ''}任务。"
    if len(found.duties) == found.total:
        return f"共 {found.total} 项。"
    if not found.duties:
        return f"共 {found.total} 项，这一段里没有。"
    first, last = found.offset + 1, found.offset + len(found.duties)
    part = f"第 {first}–{last} 项" if first < last else f"第 {first} 项"
    return f"共 {found.total} 项，列出{part}。"


def duty_remarks(found: DutyList) -> list[str]:
    """By which other names duties were found, and why."""
    said = []
    if found.by_part:
        said.append(f"没有叫“{one_line(found.unit)}”的单位，以下是名称里有这些字的单位。")
    by_reason: dict[str, list[str]] = {}
    for name in found.names:
        by_reason.setdefault(name.reason, []).append(one_line(name.name))
    if by_reason:
        names = "；".join(
            f"{'、'.join(names)}（{one_line(reason)}）" for reason, names in by_reason.items()
        )
        said.append(f"也按这些名称查找：{names}。")
    return said


def duty_facts(duty: Duty) -> list[str]:
    """Role by role who has the task, then the persons and the terms."""
    facts = [
        f"{label}：{_listed(duty.in_role(role))}"
        for role, label in ROLE_NAMES.items()
        if duty.in_role(role)
    ]
    if duty.leaders:
        facts.append(f"责任领导：{_listed(duty.leaders)}")
    if duty.deadlines:
        facts.append(f"完成时限：{deadlines(duty)}")
    return facts


def deadlines(duty: Duty) -> str:
    """年底前（2020年12月31日）；持续推进."""
    return "；".join(_deadline(term) for term in duty.deadlines)


def duty_source(assigned: AssignedDuty) -> str:
    """corpus/2020-02.txt:967."""
    return source_place(assigned.document, assigned.issue, assigned.duty.lines[0])


def _deadline(term: Deadline) -> str:
    text, day = one_line(term.text), chinese_date(term.last_day)
    return f"{text}（{day}）" if day and day not in text.replace(" ", "") else text


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(one_line(name) for name in names)
