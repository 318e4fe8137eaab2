from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest

from builders import result
from gazette_search.cli.output import open_brief_output, open_output, write_file
from gazette_search.errors import OutputFileError, UsageError

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


def test_the_name_of_a_file_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    file = tmp_path / f"{'低' * 83}保.md"  # 255 bytes
    write_file(file, b"new")
    assert leftovers(tmp_path) == [file.name]


def test_what_a_killed_process_left_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter([b"\0" * 8, b"\0" * 8, b"\1" * 8])
    monkeypatch.setattr(os, "urandom", lambda _: next(names))
    (tmp_path / f".gsearch-{'00' * 8}.tmp").write_bytes(b"half")
    write_file(tmp_path / "低保.md", b"new")
    assert (tmp_path / "低保.md").read_bytes() == b"new"
    assert (tmp_path / f".gsearch-{'00' * 8}.tmp").read_bytes() == b"half"


def test_unknown_format_for_the_command() -> None:
    with pytest.raises(UsageError, match="^这个命令没有 csv 格式，可以用 human、json、md、plain$"):
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


def test_a_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "低保.md"
    file.write_text("旧", encoding="utf-8")
    with pytest.raises(OutputFileError, match="低保.md：已经存在。要覆盖它，请加 --force$"):
        open_output({**FLAGS, "output": str(file)}, "search")
    open_output({**FLAGS, "output": str(file), "force": True}, "search").write("新")
    assert file.read_text(encoding="utf-8") == "新"
    assert leftovers(tmp_path) == ["低保.md"]


def test_a_file_that_comes_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "低保.md"
    monkeypatch.setattr(os, "fsync", lambda _: file.write_text("旧", encoding="utf-8"))
    with pytest.raises(OutputFileError, match="已经存在"):
        write_file(file, "新".encode())
    assert file.read_text(encoding="utf-8") == "旧"
    assert leftovers(tmp_path) == ["低保.md"]


@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, force: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "磁盘满")

    file = tmp_path / "低保.md"
    if force:
        file.write_text("旧", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputFileError, match="低保.md：写不进去：磁盘满了$"):
        write_file(file, b"new", force=force)
    assert leftovers(tmp_path) == (["低保.md"] if force else [])
    assert not force or file.read_text(encoding="utf-8") == "旧"


@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_is_never_followed(tmp_path: Path, dangling: bool) -> None:
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    if not dangling:
        target.write_text("别动", encoding="utf-8")
    link.symlink_to(target)
    with pytest.raises(OutputFileError, match="已经存在"):
        write_file(link, b"new")
    write_file(link, b"new", force=True)
    assert (link.is_symlink(), link.read_bytes()) == (False, b"new")
    assert target.exists() != dangling
    assert dangling or target.read_text(encoding="utf-8") == "别动"


def test_only_regular_files_are_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputFileError, match="不是普通文件，不能写在这里$"):
        write_file(tmp_path, b"", force=True)
    with pytest.raises(OutputFileError, match="不是普通文件"):
        write_file(Path(os.devnull), b"", force=True)
    with pytest.raises(OutputFileError, match="所在目录不存在$"):
        write_file(tmp_path / "没有" / "低保.md", b"")


def test_without_hard_links_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.EPERM, "不支持")

    monkeypatch.setattr(os, "link", unsupported)
    write_file(tmp_path / "低保.md", b"new")
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
    monkeypatch.setattr("gazette_search.cli.pager.page", seen.append)
    monkeypatch.setenv("LINES", "24")
    monkeypatch.delenv("LESS", raising=False)
    text = "低保\n" * lines
    open_output({**FLAGS, **flags}, "search", paged=True).write(text)
    assert (seen, stream.getvalue()) == (([text], "") if paged else ([], text))
