from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import duty, duty_list, state
from gazette_search.cli.main import main
from gazette_search.cli.terminal import Screen
from gazette_search.cli.views.duties import draw_duties
from gazette_search.models import Deadline
from gazette_search.search.duties import DutyRequest, UnitName
from gazette_search.search.lookup.filter_set import Filters
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from pathlib import Path

    from stand_ins import Operations


def asked(operations: Operations) -> DutyRequest:
    (_, (request, _), _) = operations.calls[-1]
    assert isinstance(request, DutyRequest)
    return request


def test_options_reach_the_request(operations: Operations) -> None:
    flags = "--before 2021-01 --after 2019 --role 牵头 --role 配合 -n 5 --offset 10"
    assert main(["duties", "市教育局", *flags.split(), "--issue", "2020-02"]) == 0
    assert asked(operations) == DutyRequest(
        unit="市教育局",
        before=date(2021, 1, 1),
        after=date(2019, 12, 31),
        roles=("lead", "cooperating"),
        filters=Filters(issues=("2020-02",)),
        limit=5,
        offset=10,
    )


def test_no_unit_means_all(operations: Operations) -> None:
    assert main(["duties"]) == 0
    assert asked(operations) == DutyRequest()


def test_nothing_found(operations: Operations, capsys: pytest.CaptureFixture[str]) -> None:
    operations.duties = duty_list(duties=(), total=0, unit="火星局")
    assert main(["duties", "火星局"]) == 1
    assert capsys.readouterr() == ("", "没有找到“火星局”的任务。\n")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ("--before 2020 --after 2020-06", "早于 2020-01-01 又晚于 2020-06-30 的日子没有"),
        ("--role 督办", "没有“督办”，可以选 牵头、责任、配合"),
        ("--before 不久", "不久"),
    ],
)
def test_misuse(
    flags: str, said: str, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duties", "市教育局", *flags.split()]) == 2
    assert said in capsys.readouterr().err
    assert not operations.calls


@pytest.mark.parametrize(("flag", "out"), [("-c", "1\n"), ("-l", "葫政办发〔2020〕23号\n")])
def test_brief_outputs(
    flag: str, out: str, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.duties = duty_list(index=state(new_issues=2))
    assert main(["duties", "市民政局", flag]) == 0
    printed = capsys.readouterr()
    assert printed.out == out
    assert "有 2 期公报的变化" in printed.err


@pytest.mark.parametrize(
    ("chosen", "told"), [("human", False), ("md", False), ("json", False), ("csv", True)]
)
def test_other_names_go_where_the_format_has_a_place_for_them(
    chosen: str, told: bool, operations: Operations, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.duties = duty_list(names=(UnitName("市民政委", "旧称"),))
    assert main(["duties", "市民政局", "--format", chosen]) == 0
    out, err = capsys.readouterr()
    assert ("市民政委（旧称）" in err) == told
    assert told or "市民政委" in out


def test_a_memo(operations: Operations, tmp_path: Path) -> None:
    file = tmp_path / "任务.md"
    assert main(["duties", "市民政局", "-o", str(file)]) == 0
    assert len(operations.calls) == 1
    assert file.read_text(encoding="utf-8").startswith("# 任务分工：市民政局\n")


LONG = "推进城乡低保、特困人员救助供养，" * 12
SCREENS = {
    "80": Screen(color=False, width=80),
    "80-colour": Screen(color=True, width=80),
    "pipe": Screen(),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_view(screen: str) -> None:
    found = duty_list(
        duty(),
        duty(task=LONG, path=(), leaders=(), deadlines=(Deadline("持续推进"),)),
        duty(task="兴城河\t红石碑\tⅣ", deadlines=()),
        total=9,
        offset=2,
        names=(UnitName("市民政委", "旧称"),),
    )
    assert agrees_with_golden(f"duties-{screen}.txt", draw_duties(found, SCREENS[screen]))
