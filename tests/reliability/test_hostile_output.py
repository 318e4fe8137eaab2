"""An issue that wants to steer terminals, forms and tables: what the command lets out of it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.text.safety import is_safe
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from reliability.faults import in_a_fork
from reliability.scratch import issue_text

if TYPE_CHECKING:
    from pathlib import Path

STEERING = "\x1b[2J\x1b]0;标题\x07\x9b31m\x00\r\u202e\u2066\u200b\ufeff\U000e0041"
FORMULA = "=HYPERLINK(1,2)"
MARKUP = "[bold red]红[/] [link=http://x]"
MARKDOWN = "](http://x) <script>x</script> ![x](y) **粗** `码` | 栏 # 题 \\ &amp; ~~删~~"
FORMATS = ("human", "plain", "json", "jsonl", "md", "csv")
COMMANDS = {
    "search": (["修订"], FORMATS),
    "search in context": (["修订", "--context", "5", "--explain"], FORMATS),
    "show": (["show", "葫政办发〔2020〕10号"], ("human", "plain", "json", "md")),
    "list": (["list"], FORMATS),
    "toc": (["toc", "2020-01"], ("human", "plain", "json", "md")),
    "check": (["check"], ("human", "plain", "json")),
}
RUNS = [(name, form) for name, (_, forms) in COMMANDS.items() for form in forms]


def hostile_issue() -> str:
    """Every place that is shown holds something that wants to get out."""
    text = issue_text(number=1, version=1)
    text = text.replace("最低生活保障标准的通知", f"最低{STEERING}{MARKUP}生活{MARKDOWN}的通知")
    text = text.replace("农村低保标准", f"{FORMULA}{STEERING}农村{MARKUP}低保标准{MARKDOWN}修订")
    text = text.replace("一、提高标准", f"一、{MARKUP}提高{STEERING}{MARKDOWN}标准")
    text = text.replace("\n葫芦岛市人民政府办公室\n", f"\n{FORMULA}{STEERING}人民政府办公室\n")
    lines = [
        FORMULA,
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "```",
        "~~~",
        "---",
        "***",
        "> 引",
        "1. 项",
    ]
    lines += ["<!-- ", "<details>", "[1]: http://x", "| a | b |", "======", "&lt;script&gt;"]
    return text.replace("一、", "\n\n".join(f"{line} 修订" for line in lines) + "\n\n一、", 1)


@pytest.fixture(scope="session")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("hostile"))
    home.corpus.mkdir()
    issue = hostile_issue().encode()
    (home.corpus / "2020-01.txt").write_bytes(issue)
    name = "2020-02 [red]=1](x)\x1b[31m\u202e.txt"
    (home.corpus / name).write_text(issue_text(number=2, version=1), encoding="utf-8")
    bring_up_to_date(home)
    return home


def run(home: Home, name: str, form: str, *more: str) -> int:
    arguments, _ = COMMANDS[name]
    return main([*arguments, "--format", form, "--home", str(home.path), *more])


@pytest.mark.parametrize(("name", "form"), RUNS)
def test_nothing_steers_the_terminal(
    name: str, form: str, hostile_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(hostile_home, name, form) == 0
    told = capsys.readouterr()
    assert is_safe(told.out.replace("\r\n", "\n"))
    assert is_safe(told.err)
    assert told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_only_our_own_colours_reach_a_terminal(
    name: str, hostile_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(hostile_home, name, "human", "--color", "always") == 0
    drawn = capsys.readouterr().out
    assert is_safe(re.sub("\x1b\\[[0-9;]*m", "", drawn))
    if name in ("search", "show"):
        assert "[bold red]" in drawn, "markup is text like any other"


@pytest.mark.parametrize("name", ["search", "list"])
def test_no_cell_is_a_formula(
    name: str, hostile_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    run(hostile_home, name, "csv")
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@\t\r")] == []
    assert any("HYPERLINK" in cell for cell in cells) or name == "list"


@pytest.mark.parametrize("name", ["search", "search in context", "show", "list", "toc"])
def test_markdown_holds_no_foreign_structure(
    name: str, hostile_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    run(hostile_home, name, "md")
    markdown = capsys.readouterr().out
    unescaped = re.sub(r"\\.", "", markdown)
    for harmful in ("<script", "<!--", "<details", "](http", "![x]", "[1]:", "`码`", "~~删"):
        assert harmful not in unescaped
    fences = [line for line in unescaped.splitlines() if re.match(r"\s*(```|~~~)", line)]
    assert fences == []


@pytest.mark.parametrize("name", ["search", "show", "list"])
def test_json_is_one_value_with_the_text_as_it_is(
    name: str, hostile_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    run(hostile_home, name, "json")
    value = json.loads(capsys.readouterr().out)
    assert "<script>x</script>" in json.dumps(value, ensure_ascii=False)


def test_errors_quote_safely(
    hostile_home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(hostile_home.path)]
    evil = f"低{STEERING}保"
    for arguments in (
        [f"({evil}", *home],
        [f"{evil}:x", *home],
        ["show", evil, *home],
        ["toc", evil, *home],
        [evil, "--issue", evil, *home],
        [evil, "--since", evil, *home],
        [evil, "-o", str(tmp_path / evil.replace("\0", "") / "x"), *home],
        ["index", "--home", str(tmp_path / evil.replace("\0", ""))],
        [f"--{evil}"],
    ):
        assert main(arguments) in (0, 1, 2)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert is_safe(told.err)
        assert is_safe(told.out)


@pytest.mark.parametrize("kilobytes", [1, 2])
def test_a_result_file_is_whole_or_not_there(
    kilobytes: int, hostile_home: Home, tmp_path: Path
) -> None:
    old = tmp_path / "旧.md"
    old.write_text("旧", encoding="utf-8")

    def write(*more: str) -> int:
        return in_a_fork(lambda: _limited(kilobytes, hostile_home, *more))

    assert write("-o", str(tmp_path / "新.md")) == 2
    assert write("-o", str(old), "--force") == 2
    assert old.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["旧.md"]


def _limited(kilobytes: int, home: Home, *more: str) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, resource.RLIM_INFINITY))
    os._exit(main(["修订", "-n", "0", "--passages", "9", "--home", str(home.path), *more]))


def test_a_result_file_is_never_written_through_a_link(hostile_home: Home, tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link.md"
    target.write_text("别动", encoding="utf-8")
    link.symlink_to(target)
    home = ["--home", str(hostile_home.path)]
    assert main(["修订", "-o", str(link), *home]) == 2
    assert main(["修订", "-o", str(link), "--force", *home]) == 0
    assert target.read_text(encoding="utf-8") == "别动"
    assert not link.is_symlink()


def test_a_thesaurus_of_bytes_is_said(
    hostile_home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(hostile_home.path, home.path)
    (home.path / "thesaurus.txt").write_bytes(bytes(range(256)))
    assert main(["低保", "--home", str(home.path)]) == 2
    assert "thesaurus.txt" in capsys.readouterr().err
