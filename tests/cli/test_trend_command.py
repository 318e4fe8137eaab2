from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.bars import bar
from gazette_search.cli.views.trend import MOST_GROUPS, draw_trend
from gazette_search.search.trends import Trend, TrendCount, TrendGroup, TrendRequest
from gazette_search.workflows.trends import trend
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home


@pytest.fixture(autouse=True)
def _here(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GSEARCH_HOME", str(home.path))
    monkeypatch.chdir(tmp_path)


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", "低保", "疫情", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["schema_version"], answer["by"]) == (1, "year")
    assert answer["queries"] == ["低保", "疫情"]
    assert [group["name"] for group in answer["groups"]] == ["2018", "2019", "2020"]


@pytest.mark.parametrize("query", ["低保", "供热 -拆迁", "“放管服”"])
def test_counts_are_those_of_a_search(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["trend", query, "--json"])
    total = json.loads(capsys.readouterr().out)["total"]["counts"][0]["documents"]
    main(["-c", query])
    assert capsys.readouterr().out == f"{total}\n"


def test_a_pipe_gets_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", "疫情"]) == 0
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert header == "年份\t疫情（件）\t疫情（处）\t库内（件）"
    assert first == "2018\t0\t0\t19"


def test_nothing_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", "火星移民"]) == 1
    assert capsys.readouterr().err == "没有找到“火星移民”。\n"
    assert main(["trend", "火星移民", "低保"]) == 0
    assert capsys.readouterr().err == "没有找到“火星移民”。\n"


def test_filters_that_leave_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", "低保", "--genre", "通只"]) == 1
    assert "通只" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([" "], "检索词是空的"),
        (["低保", "--by", "week"], "没有“week”，可以选 year、month、issue、organ、genre"),
        (["“低保"], "引号"),
        (["低保", "--format", "numbers"], "没有“numbers”"),
    ],
)
def test_what_is_refused(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", *args]) == 2
    assert message in capsys.readouterr().err


def test_tables_as_files(tmp_path: Path) -> None:
    assert main(["trend", "低保", "-o", "a.csv"]) == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "2018,4,16,19"
    assert main(["trend", "低保", "-o", "a.txt"]) == 0
    assert "█" in (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_chart_golden(home: Home, width: int) -> None:
    found = trend(home, TrendRequest(("低保", "疫情")))
    drawn = draw_trend(found, Screen(width=width))
    assert agrees_with_golden(f"trend-{width}.txt", drawn)
    assert max(map(display_width, drawn.splitlines())) <= width


@pytest.mark.parametrize("by", ["month", "issue", "organ", "genre"])
@pytest.mark.parametrize("width", [24, 40, 80, 120])
@pytest.mark.parametrize("queries", [("低保",), ("低保", "供热", "疫情", "拆迁", "标准", "资金")])
def test_no_row_is_wider_than_the_screen(
    home: Home, by: str, width: int, queries: tuple[str, ...]
) -> None:
    found = trend(home, TrendRequest(queries, by))  # type: ignore[arg-type]
    drawn = draw_trend(found, Screen(width=width))
    assert max(map(display_width, drawn.splitlines())) <= width


def test_bars_of_all_queries_are_to_one_scale(home: Home) -> None:
    found = trend(home, TrendRequest(("低保", "疫情")))
    rows = draw_trend(found, Screen(width=80)).splitlines()
    row = next(line for line in rows if line.startswith("2020"))
    first, second = (part for part in row.split() if "█" in part)
    assert first == second  # two documents each


def test_only_the_largest_organs_are_drawn() -> None:
    from builders import state

    groups = tuple(TrendGroup(f"机关{n}", 1, (TrendCount(1, 1),)) for n in range(60))
    found = Trend(("低保",), "organ", groups, TrendGroup("", 0, (TrendCount(),)), 60, state())
    drawn = draw_trend(found, Screen(width=80))
    assert f"共 60 个，列出前 {MOST_GROUPS} 个；全部：--format plain。" in drawn
    assert drawn.count("机关") == MOST_GROUPS + 3  # in the title and in two remarks


@pytest.mark.parametrize(
    ("share", "columns", "drawn"),
    [(0, 8, ""), (1, 3, "███"), (0.5, 3, "█▌"), (0.0001, 8, "▏"), (1 / 8, 1, "▏")],
)
def test_bar(share: float, columns: int, drawn: str) -> None:
    assert bar(share, columns) == drawn
