from __future__ import annotations

import pytest

from builders import issue
from gazette_search.search.news import missing_issues


def held(*named: tuple[int, int] | tuple[int, int, int]) -> list[object]:
    return [issue(year=n[0], number=n[1], serial=n[2] if len(n) > 2 else None) for n in named]


@pytest.mark.parametrize(
    ("named", "missing"),
    [
        ([], ""),
        ([(2020, 2, 63)], ""),
        ([(2020, 1, 62), (2020, 2, 63)], ""),
        ([(2018, 2, 51), (2018, 4, 53)], "2018年第3期"),
        ([(2018, 4, 53), (2018, 2, 51)], "2018年第3期"),
        ([(2018, 2), (2018, 5)], "2018年第3期 2018年第4期"),
        ([(2019, 11, 60), (2020, 2, 63)], "2019年第12期 2020年第1期"),
        ([(2019, 12, 61), (2020, 1, 62)], ""),
        ([(2019, 12), (2020, 2)], "2020年第1期"),  # how many 2019 had, nobody says
        ([(2018, 12, 61), (2020, 2, 75)], "总第62期 总第63期 总第64期 总第65期 总第66期 总第67期 "
         "总第68期 总第69期 总第70期 总第71期 总第72期 总第73期 2020年第1期"),
        ([(2018, 2, 51), (2018, 4, 60)], ""),  # numbers and serials disagree
        ([(2019, 5, 60), (2020, 4, 62)], ""),
        ([(2020, 1, 63), (2020, 2, 63)], ""),  # two gazettes, or a misprint
        ([(2020, 0, 0), (2020, 3)], ""),
    ],
)  # fmt: skip
def test_issues_that_lack_are_known_from_those_held(
    named: list[tuple[int, int, int]], missing: str
) -> None:
    assert missing_issues(held(*named)) == tuple(missing.split())  # type: ignore[arg-type]


def test_files_that_are_no_issues_say_nothing() -> None:
    files = [issue(year=None, number=None, serial=None), issue(number=None)]
    assert missing_issues(files) == ()
