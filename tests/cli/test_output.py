from __future__ import annotations

import io
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from builders import result
from gazette_search.cli.main import main
from gazette_search.cli.output import open_brief_output, open_output
from gazette_search.errors import EXIT_USAGE, OutputFileError, UsageError

if TYPE_CHECKING:
    from gazette_search.workflows.home import Home

FLAGS: dict[str, Any] = {
    "output": None,
    "json": False,
    "format": None,
    "force": False,
    "color": "auto",
    "no_pager": False,
}


def leftovers(directory: Path) -> list[str]:
    return sorted(file.name for file in directory.iterdir())


@pytest.mark.parametrize(
    ("flags", "chosen"),
    [
        ({}, "human"),
        ({"format": "plain"}, "plain"),
        ({"json": True}, "json"),
        ({"output": "低保.md"}, "md"),
        ({"output": "低保.CSV"}, "csv"),
        ({"output": "低保.jsonl"}, "jsonl"),
        ({"output": "低保.txt"}, "human"),
        ({"output": "低保", "format": "json"}, "json"),
        ({"output": "低保.txt", "format": "md"}, "md"),
        ({"output": "低保.MARKDOWN"}, "md"),
        ({"output": "低保.数据", "format": "json"}, "json"),
        ({"output": "-"}, "human"),
    ],
)
def test_format(
    flags: dict[str, Any], chosen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_output({**FLAGS, **flags}, "search").format == chosen


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"output": "低保.xyz"}, "不认识扩展名 .xyz，可以用 "),
        ({"output": "低保.PDF"}, "不认识扩展名 .pdf，可以用 "),
        ({"output": "低保.2020"}, "不认识扩展名 .2020，可以用 "),
        (
            {"output": "低保.csv", "json": True},
            "扩展名 .csv 是 csv 格式的，和 --format json 不一致",
        ),
        (
            {"output": "低保.json", "format": "human"},
            "扩展名 .json 是 json 格式的，和 --format human 不一致",
        ),
    ],
)
def test_a_file_is_what_its_name_says(
    flags: dict[str, Any], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        open_output({**FLAGS, **flags}, "search")
    assert str(caught.value).startswith(message)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("flags", "cut", "written"),
    [
        ({"output": "a.csv"}, "共 9 件。", "\ufeff甲,乙\r\n1,2\r\n共 9 件。,\r\n"),
        ({"output": "a.csv"}, "", "\ufeff甲,乙\r\n1,2\r\n"),
        ({"output": "a.txt", "format": "plain"}, "共 9 件。", "甲,乙\r\n1,2\r\n共 9 件。\n"),
        ({"output": "a.md"}, "共 9 件。", "甲,乙\r\n1,2\r\n\n共 9 件。\n"),
        ({"output": "a.md"}, "甲,乙", "甲,乙\r\n1,2\r\n"),
    ],
)
def test_a_file_that_is_cut_says_so(
    flags: dict[str, Any],
    cut: str,
    written: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    open_output({**FLAGS, **flags}, "search").write("甲,乙\r\n1,2\r\n", cut)
    assert (tmp_path / flags["output"]).read_bytes().decode() == written
    assert capsys.readouterr().err == (f"{flags['output']}：{cut}\n" if cut else "")


def test_unknown_format_for_the_command() -> None:
    with pytest.raises(
        UsageError, match="^这个命令没有 csv 格式，可以用 human、docx、html、json、md、plain$"
    ):
        open_output({**FLAGS, "format": "csv"}, "document")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"numbers_only": True, "count_only": True}, "-l 和 -c 只能选一个"),
        ({"count_only": True, "json": True}, "-c 有自己的格式，不能和 --format 同用"),
        ({"quiet": True, "format": "csv"}, "-q 有自己的格式，不能和 --format 同用"),
    ],
)
def test_brief_outputs_exclude_each_other(flags: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_brief_output({**FLAGS, **flags}, "search")
    assert str(caught.value) == message


def test_a_csv_file_starts_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "低保.csv"
    open_output({**FLAGS, "output": str(file)}, "search").write("文号\r\n")
    assert file.read_bytes() == b"\xef\xbb\xbf" + "文号\r\n".encode()


def test_a_count_in_a_csv_file_is_a_count(tmp_path: Path) -> None:
    file = tmp_path / "低保.csv"
    open_brief_output({**FLAGS, "output": str(file), "count_only": True}, "search").write("3\n")
    assert file.read_bytes() == b"3\n"


@pytest.mark.parametrize("below", ["", "corpus", "corpus/2020"])
def test_plain_output_names_files_from_where_the_user_stands(
    below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home/corpus/2020").mkdir(parents=True)
    file = tmp_path / "home/corpus/2020-02.txt"
    file.touch()
    for here in (tmp_path / "home" / below, tmp_path, tmp_path / "elsewhere"):
        here.mkdir(exist_ok=True)
        monkeypatch.chdir(here)
        output = open_output({**FLAGS, "format": "plain", "home": tmp_path / "home"}, "search")
        place, _, _ = str(output.export(result())).partition(":")
        assert Path(place).samefile(file)
        told = open_output({**FLAGS, "json": True, "home": tmp_path / "home"}, "search")
        assert '"file": "corpus/2020-02.txt"' in str(told.export(result()))


@pytest.mark.parametrize("command", ["index", "add"])
def test_where_force_means_something_else_another_name_is_advised(
    command: str, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    file.write_text("旧", encoding="utf-8")
    given = [str(file)] if command == "add" else []
    told = io.StringIO()
    with redirect_stderr(told):
        words = [command, *given, "-o", str(file), "--force", "--home", str(home.path)]
        assert main(words) == EXIT_USAGE
    assert told.getvalue().endswith("report.json：已经存在。请换一个名字\n")
    assert file.read_text(encoding="utf-8") == "旧"


def test_a_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "低保.md"
    file.write_text("旧", encoding="utf-8")
    with pytest.raises(OutputFileError, match="低保.md：已经存在。要覆盖它，请加 --force$"):
        open_output({**FLAGS, "output": str(file)}, "search")
    open_output({**FLAGS, "output": str(file), "force": True}, "search").write("新")
    assert file.read_text(encoding="utf-8") == "新"
    assert leftovers(tmp_path) == ["低保.md"]


@pytest.mark.parametrize(
    ("encoding", "chosen", "written"),
    [
        ("ascii", "human", b"???"),
        ("ascii", "json", "低保²".encode()),
        ("gb18030", "human", "低保²".encode("gb18030")),
        ("gbk", "human", "低保?".encode("gbk")),
        ("gbk", "json", "低保²".encode()),
    ],
)
def test_stdout_never_fails_on_a_character(
    encoding: str, chosen: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr("sys.stdout", stream)
    open_output({**FLAGS, "format": chosen}, "search").write("低保²")
    stream.flush()
    assert raw.getvalue() == written


@pytest.mark.parametrize(
    ("lines", "flags", "paged"),
    [
        (30, {}, True),
        (5, {}, False),
        (30, {"no_pager": True}, False),
        (30, {"format": "json"}, False),
    ],
)
def test_what_is_taller_than_the_terminal_is_paged(
    lines: int, flags: dict[str, Any], paged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setattr("gazette_search.cli.pager.page", lambda text, *_: seen.append(text))
    monkeypatch.setenv("LINES", "24")
    monkeypatch.delenv("LESS", raising=False)
    text = "低保\n" * lines
    open_output({**FLAGS, **flags}, "search", paged=True).write(text)
    assert (seen, stream.getvalue()) == (([text], "") if paged else ([], text))


def test_what_is_no_text_is_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xlsxwriter")
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    assert open_output({**FLAGS, "format": "xlsx"}, "search").format == "xlsx"  # a pipe
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    with pytest.raises(UsageError, match="^xlsx 不是文字，请用 -o 写进文件$"):
        open_output({**FLAGS, "format": "xlsx"}, "search")


@pytest.mark.parametrize(("name", "module"), [("a.xlsx", "xlsxwriter"), ("a.docx", "docx")])
def test_what_writes_a_format_may_be_missing(
    name: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda wanted: wanted != module or None)
    with pytest.raises(UsageError) as caught:
        open_output({**FLAGS, "output": name}, "search")
    said = f"写 {name[2:]} 要另装一个库，请运行 pip install 'gazette-search[office]'"
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"append": True}, "--append 要和 -o 文件 同用"),
        ({"append": True, "output": "-"}, "--append 要和 -o 文件 同用"),
        ({"append": True, "force": True, "output": "a.md"}, "--append 和 --force 只能选一个"),
        (
            {"append": True, "output": "a.json"},
            "json 的文件是一个整体，不能接着写；"
            "能接着写的是 .csv .jsonl .ndjson .md .markdown .txt",
        ),
        ({"append": True, "output": "a.html"}, "html 的文件是一个整体，不能接着写；"),
    ],
)
def test_what_cannot_be_appended_to(
    flags: dict[str, Any], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        open_output({**FLAGS, **flags}, "search")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "first", "second", "whole"),
    [
        ("a.md", "# 甲\n", "# 乙\n", "# 甲\n\n# 乙\n"),
        ("a.csv", "文号\r\n甲\r\n", "文号\r\n乙\r\n", "\ufeff文号\r\n甲\r\n乙\r\n"),
        ("a.jsonl", "{}\n", "{}\n", "{}\n{}\n"),
        ("a.txt", "甲\n", "乙\n", "甲\n\n乙\n"),
    ],
)
def test_results_behind_results(
    name: str, first: str, second: str, whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in (first, second):
        open_output({**FLAGS, "output": name, "append": True}, "search").write(text)
    assert (tmp_path / name).read_bytes().decode() == whole
