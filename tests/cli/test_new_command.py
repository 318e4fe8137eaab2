from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.cli.terminal import display_width
from gazette_search.workflows.indexing import bring_up_to_date
from small_homes import notice, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.workflows.home import Home


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home where 供热 is followed and a notice on it came in since."""
    home = small_home(tmp_path / "home", notice(7, "供热"), notice(8, "提高低保标准"))
    monkeypatch.setenv("GSEARCH_HOME", str(home.path))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    assert main(["topics", "add", "供热", "低保"]) == 0
    write_issue(home, "2020-05", notice(21, "供热", "供热期从11月1日开始。"))
    file = home.corpus / "2020-05.txt"
    file.write_text(file.read_text("utf-8").replace("总第63期", "总第66期"), encoding="utf-8")
    bring_up_to_date(home)
    return home


def out(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    capsys.readouterr()
    main([*args])
    return capsys.readouterr().out


def test_news_are_told_once(desk: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk
    capsys.readouterr()
    assert main(["new"]) == 0
    told = capsys.readouterr().out
    assert "供热：新到 1 件，共 2 件\n" in told
    assert "低保：没有新的，共 1 件\n" in told
    assert "1. 葫芦岛市人民政府办公室关于供热的通知\n" in told
    assert "2 个题目，新到 1 件（公报收至2020年第5期）。\n" in told
    assert "公报缺 2020年第3期、2020年第4期。\n" in told
    assert main(["new"]) == 1
    assert "没有新到的公文" in capsys.readouterr().out


def test_looking_only_marks_nothing(desk: Home) -> None:
    assert desk
    for _ in range(2):
        assert main(["new", "--keep"]) == 0
    assert main(["new"]) == 0
    assert main(["new", "--keep"]) == 1


def test_what_could_not_be_written_is_not_seen(desk: Home, tmp_path: Path) -> None:
    assert desk
    (tmp_path / "新到.md").write_text("")
    assert main(["new", "-o", "新到.md"]) == 2
    assert main(["new", "-o", "nowhere/新到.md"]) == 2
    assert main(["new", "-o", "新到.md", "--force"]) == 0
    assert "## 供热：新到 1 件，共 2 件" in (tmp_path / "新到.md").read_text(encoding="utf-8")
    assert main(["new"]) == 1


def test_every_format_tells_it(desk: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk
    answer = json.loads(out(capsys, "new", "--keep", "--json"))
    assert answer["total"] == 1
    assert [(one["query"], one["new"], one["total"]) for one in answer["topics"]] == [
        ("供热", 1, 2),
        ("低保", 0, 1),
    ]
    assert answer["missing_issues"] == ["2020年第3期", "2020年第4期"]
    (line,) = out(capsys, "new", "--keep", "--format", "jsonl").splitlines()
    assert (json.loads(line)["topic"], json.loads(line)["number"]) == (
        "供热",
        "葫政办发〔2020〕21号",
    )
    (line,) = out(capsys, "new", "--keep", "--format", "plain").splitlines()
    assert line.split("\t")[:2] == ["供热", "葫政办发〔2020〕21号"]
    header, *rows = out(capsys, "new", "--keep", "--format", "csv").splitlines()
    assert header.startswith("题目,")
    assert len(rows) >= 1
    assert all(row.startswith("供热,") for row in rows)
    memo = out(capsys, "new", "--keep", "--format", "md")
    assert memo.startswith("# 新到的公文\n\n2 个题目，新到 1 件")
    assert "### 1. 葫芦岛市人民政府办公室关于供热的通知" in memo
    cited = out(capsys, "new", "--keep", "--format", "md", "--cite")
    assert "《葫芦岛市人民政府办公室关于供热的通知》（葫政办发〔2020〕21号）" in cited


def test_an_update_says_that_something_came_in_on_a_topic(
    desk: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new"])
    for name, about, told in (("2020-06", "供热", True), ("2020-07", "绿化", False)):
        write_issue(desk, name, notice(31 + told, about))
        capsys.readouterr()
        assert main(["index"]) == 0
        assert ("关注的题目上新到 1 件，见 gsearch new" in capsys.readouterr().err) is told
        main(["new"])


def test_several_topics_can_be_read_in_any_order_of_words(
    desk: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk
    assert out(capsys, "topics", "--format", "plain") == "供热\n低保\n"
    assert re.search(r"供热　1 件看过，\d{4}-\d\d-\d\d 起关注\n", out(capsys, "topics", "list"))
    assert main(["topics", "remove", "低保"]) == 0
    assert [one["query"] for one in json.loads(out(capsys, "topics", "--json"))["topics"]] == [
        "供热"
    ]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["topics", "drop", "供热"], "没有“drop”，可以写 list、add、remove"),
        (["topics", "add"], "请写明题目"),
        (["topics", "add", " "], "请写明题目"),
        (["topics", "list", "供热"], "请写明题目"),
        (["topics", "remove", "供水"], "没有关注“供水”"),
        (["topics", "add", "“没有关上"], "没有"),
    ],
)
def test_what_makes_no_sense_is_told(
    args: list[str], told: str, desk: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk
    assert main(args) == 2
    assert told in capsys.readouterr().err


def test_without_topics(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = small_home(tmp_path / "home", notice(7, "供热"))
    monkeypatch.setenv("GSEARCH_HOME", str(home.path))
    assert main(["topics"]) == 1
    assert main(["new"]) == 2
    assert capsys.readouterr().err.count("gsearch topics add 低保标准") == 2


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int, desk: Home) -> None:
    from gazette_search.cli.terminal import Screen
    from gazette_search.cli.views.news import draw_news
    from gazette_search.workflows.topics import look_for_news

    text = draw_news(look_for_news(desk), Screen(width=width))
    assert max(map(display_width, text.split("\n"))) <= width
