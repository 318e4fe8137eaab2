from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.terminal import Screen, display_width
from gazette_search.cli.views.comparing import draw_comparison
from gazette_search.workflows.comparing import diff
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

OLD, NEW = "葫政办发2019-55", "葫政办发〔2020〕23号"
SCREENS = {
    "80": Screen(width=80),
    "120": Screen(width=120),
    "120-colour": Screen(color=True, width=120),
    "pipe": Screen(),
}


def run(home: Home, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(["diff", *args, "--home", str(home.path)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("name", SCREENS)
def test_view(name: str, home: Home) -> None:
    drawn = draw_comparison(diff(home, OLD, NEW), SCREENS[name], everything=False)
    assert agrees_with_golden(f"diff-{name}.txt", drawn)
    if (width := SCREENS[name].width) and not SCREENS[name].color:
        assert max(display_width(line) for line in drawn.split("\n")) <= width


def test_everything_shows_what_is_the_same(home: Home) -> None:
    compared = diff(home, OLD, NEW)
    line = "城乡低收入家庭标准：按当地城乡低保标准"
    assert line not in draw_comparison(compared, Screen(width=120), everything=False)
    assert line in draw_comparison(compared, Screen(width=120), everything=True)


def test_json(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(home, capsys, OLD, NEW, "--json")
    answer = json.loads(out)
    assert (code, answer["schema_version"]) == (0, 1)
    assert answer["left"]["number"] == "葫政办发〔2019〕55号"
    assert (answer["right"]["file"], answer["right"]["line"]) == ("corpus/2020-02.txt", 1097)
    pairs = [pair for section in answer["sections"] for pair in section["pairs"]]
    assert len(pairs) == sum(answer["counts"].values())
    (city,) = [p for p in pairs if p["left"] and "575" in p["left"]["text"]]
    assert city["change"] == "changed"
    start, end = city["right"]["changed"][0]
    assert city["right"]["text"][start:end] == "600"
    assert city["right"]["lines"] == [1109, 1109]


def test_markdown(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(home, capsys, OLD, NEW, "--format", "md")
    assert agrees_with_golden("diff.md", out)


def test_plain_marks_words(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(home, capsys, OLD, NEW, "--format", "plain")[1].splitlines()
    assert "- 城市低保标准，全市统一提高到每人每月 [-575-] 元。" in lines
    assert "+ 城市低保标准，全市统一提高到每人每月{+600+}元。" in lines


@pytest.mark.parametrize(
    ("left", "right", "code", "message"),
    [
        (OLD, "葫政办发〔2019〕55号", 2, "没有可以对照的"),
        (OLD, "葫政办发〔1999〕1号", 1, "不在库内"),
        (OLD, "低保", 1, "不是文号"),
    ],
)
def test_what_cannot_be_compared(
    left: str,
    right: str,
    code: int,
    message: str,
    home: Home,
    capsys: pytest.CaptureFixture[str],
) -> None:
    done, out, err = run(home, capsys, left, right)
    assert (done, out) == (code, "")
    assert message in err


def test_two_numbers_are_needed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, capsys, OLD)[0] == 2
    assert run(home, capsys, OLD, NEW, OLD)[0] == 2


def test_the_series_of_a_shown_document(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", OLD, "--home", str(home.path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(v["number"], v["position"], v["signed_date"]) for v in shown["series"]] == [
        ("葫政办发〔2018〕78号", "earlier", "2018-05-31"),
        ("葫政办发〔2020〕23号", "later", "2020-03-11"),
    ]
    assert main(["show", OLD, "--home", str(home.path)]) == 0
    assert "gsearch diff 葫政办发〔2018〕78号 葫政办发〔2019〕55号" in capsys.readouterr().out
    assert main(["show", OLD, "--home", str(home.path), "--format", "md"]) == 0
    assert "## 同类公文" in capsys.readouterr().out
