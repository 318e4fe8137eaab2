from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.figures import draw_timeline
from gazette_search.search.results import SearchRequest
from gazette_search.workflows.figures import timeline
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

SCREENS = {"80": Screen(width=80), "120": Screen(width=120), "pipe": Screen()}


def run(home: Home, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["timeline", *args, "--home", str(home.path)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_json_is_the_contract(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(home, capsys, "农村低保标准", "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["schema_version"], answer["query"], answer["total"]) == (1, "农村低保标准", 1)
    (series,) = answer["series"]
    assert (series["label"], series["unit"]) == ("农村低保标准", "元/人·年")
    assert [point["value"] for point in series["points"]] == [3924, 4260, 4425]
    assert series["points"][2] == {
        "id": "葫政办发〔2020〕23号",
        "number": "葫政办发〔2020〕23号",
        "title": "葫芦岛市人民政府办公室关于提高城乡居民最低生活保障、特困人员救助供养标准的通知",
        "signed_date": "2020-03-11",
        "effective": "2020-02-01",
        "effective_source": "stated",
        "effective_text": "从2020年2月1日起执行",
        "value": 4425,
        "upper": None,
        "bound": "",
        "unit": "元/人·年",
        "previous": None,
        "unchanged": False,
        "name": "农村低保标准",
        "text": "农村低保标准，全市统一提高到每人每年4425元。",
        "highlight": [18, 23],
        "file": "corpus/2020-02.txt",
        "line": 1111,
        "page": None,
        "machine_read": False,
        "unsure": [],
    }


def test_what_stays_has_no_value(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, "特困供养标准", "--format", "jsonl")
    points: list[dict[str, Any]] = [json.loads(line) for line in out.splitlines()]
    stays = [point for point in points if point["unchanged"]]
    assert {(p["number"], p["value"], p["line"]) for p in stays} == {
        ("葫政办发〔2018〕78号", None, 522)
    }


def test_csv_has_a_row_for_each_figure(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, "低保标准", "--format", "csv")
    header, *rows = csv.reader(io.StringIO(out))
    table = [dict(zip(header, row, strict=True)) for row in rows]
    names = ("执行时间", "数额", "单位", "变化额", "变化率")
    assert [tuple(row[name] for name in names) for row in table[:4]] == [
        ("2018-07-01", "540", "元/人·月", "", ""),
        ("2019-07-01", "575", "元/人·月", "35", "0.0648"),
        ("2020-02-01", "600", "元/人·月", "25", "0.0435"),
        ("2018-07-01", "3924", "元/人·年", "", ""),
    ]


def test_plain_is_for_grep(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, "农村低保标准", "--format", "plain")
    assert out.splitlines()[0] == (
        f"{home.path}/corpus/2018-04.txt:520:葫政办发〔2018〕78号:2018-07-01:3924 元/人·年:"
        "农村低保标准：全市统一提高到每人每年3924元。"
    )


def test_markdown(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, "特困供养标准", "--format", "md")
    assert agrees_with_golden("timeline.md", out)


def test_a_signed_date_is_said_to_be_one(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, "公积金缴存比例")
    assert "2019-05-20（成文）" in out
    assert "文中没有写明执行时间，以成文日期代替" in out
    assert "5–12" in out


@pytest.mark.parametrize("query", ["月球基地建设补贴办法", "出租车起步价"])
def test_nothing(query: str, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(home, capsys, query)
    assert (code, out) == (1, "")
    assert f"没有找到“{query}”的数额。" in err


def test_filters_and_limit(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, "低保标准", "--since", "2019", "-n", "1", "--json")
    answer = json.loads(out)
    assert [p["value"] for p in answer["series"][0]["points"]] == [575, 600]
    assert (len(answer["series"]), answer["total"] > 1) == (1, True)


def test_an_empty_query_is_refused(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, capsys, " ")[0] == 2


@pytest.mark.parametrize("name", SCREENS)
def test_view(name: str, home: Home) -> None:
    found = timeline(home, SearchRequest("低保标准"))
    drawn = draw_timeline(found, SCREENS[name])
    assert agrees_with_golden(f"timeline-{name}.txt", drawn)
    if width := SCREENS[name].width:
        assert max(display_width(line) for line in drawn.split("\n")) <= width
