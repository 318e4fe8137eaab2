from __future__ import annotations

from datetime import date

import pytest

from builders import block
from gazette_search.models import Deadline, Duty, DutyUnit, TaskSpan

FIRST = block(
    "（三）充分打造特色文旅节会，培育区域文化产业品牌。",
    kind="heading",
    lines=(259, 259),
    path=("三、重点任务",),
)
LAST = block(
    "——主办好第十届中国葫芦岛国际泳装博览会；继续争取冬季冰雪节的启动仪式。（责任单位：市委宣传部）",
    lines=(261, 263),
    line_starts=((0, 261), (21, 263)),
)


def test_a_task_is_read_where_it_stands() -> None:
    end = LAST.text.index("（")
    duty = Duty.at([FIRST, LAST], TaskSpan(0, 0, 1, end), (263, 263), ())
    assert duty.task == f"{FIRST.text}\n{LAST.text[:end]}"
    assert (duty.path, duty.lines) == (("三、重点任务",), (259, 263))


def test_a_task_within_one_block() -> None:
    span = TaskSpan(1, 2, 1, 20)
    assert span.text([FIRST, LAST]) == "主办好第十届中国葫芦岛国际泳装博览会"
    assert span.lines([FIRST, LAST]) == (261, 261)


def test_units_by_role() -> None:
    units = (
        DutyUnit("市商务局", "商务局", "responsible"),
        DutyUnit("市营商局", "市营商局", "lead"),
        DutyUnit("市财政局", "市财政局", "responsible"),
    )
    duty = Duty.at([FIRST], TaskSpan(0, 0, 0, 5), (259, 259), units)
    assert duty.lead == ("市营商局",)
    assert duty.responsible == ("市商务局", "市财政局")
    assert duty.cooperating == ()


@pytest.mark.parametrize(
    ("deadlines", "expected"),
    [
        ((), None),
        ((Deadline("持续推进"),), "持续推进"),
        (
            (Deadline("12月底前", date(2020, 12, 31)), Deadline("6月底前", date(2020, 6, 30))),
            "12月底前",
        ),
        ((Deadline("持续推进"), Deadline("6月底前", date(2020, 6, 30))), "6月底前"),
    ],
)
def test_all_of_a_task_is_due_by_its_last_term(
    deadlines: tuple[Deadline, ...], expected: str | None
) -> None:
    duty = Duty.at([FIRST], TaskSpan(0, 0, 0, 5), (259, 259), (), (), deadlines)
    assert (duty.deadline.text if duty.deadline else None) == expected
