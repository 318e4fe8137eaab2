from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gazette_search.cli.files import append_file, whole_file, write_file
from gazette_search.errors import OutputFileError
from gazette_search.export.plain import joined_lines


def leftovers(directory: Path) -> list[str]:
    return sorted(file.name for file in directory.iterdir())


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


def test_what_is_written_bit_by_bit_is_there_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "全部.jsonl"
    with whole_file(file) as aside:
        for line in ("甲\n", "乙\n"):
            with aside.open("a", encoding="utf-8") as stream:
                stream.write(line)
            assert not file.exists()
    assert file.read_text(encoding="utf-8") == "甲\n乙\n"
    assert leftovers(tmp_path) == [file.name]


def test_whoever_fails_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def write_half() -> None:
        with whole_file(tmp_path / "全部.jsonl") as aside:
            aside.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert leftovers(tmp_path) == []


def test_a_file_to_append_to_need_not_be_there(tmp_path: Path) -> None:
    file = tmp_path / "低保.csv"
    append_file(file, "甲\n", joined_lines, "\ufeff")
    append_file(file, "乙\n", joined_lines, "\ufeff")
    assert file.read_text(encoding="utf-8") == "\ufeff甲\n乙\n"
    assert leftovers(tmp_path) == [file.name]


def test_appending_keeps_the_rights_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "低保.md"
    file.write_text("甲", encoding="utf-8")
    file.chmod(0o640)
    append_file(file, "乙\n", joined_lines)
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_text(encoding="utf-8") == "甲\n乙\n"


def test_what_is_no_text_is_not_appended_to(tmp_path: Path) -> None:
    file = tmp_path / "低保.csv"
    file.write_bytes("低保".encode("gb18030"))
    with pytest.raises(OutputFileError, match="低保.csv：不是 UTF-8 的文字，不能接着写$"):
        append_file(file, "甲\n", joined_lines)
    assert file.read_bytes() == "低保".encode("gb18030")


def test_texts_that_do_not_fit_are_not_joined(tmp_path: Path) -> None:
    def unfit(_: str, __: str) -> str:
        raise ValueError("里面的列和这次的不同")

    file = tmp_path / "低保.csv"
    file.write_text("旧", encoding="utf-8")
    with pytest.raises(OutputFileError, match="低保.csv：里面的列和这次的不同，不能接着写$"):
        append_file(file, "甲\n", unfit)
    assert file.read_text(encoding="utf-8") == "旧"


def test_a_link_is_not_appended_to(tmp_path: Path) -> None:
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_text("别动", encoding="utf-8")
    link.symlink_to(target)
    with pytest.raises(OutputFileError, match="是一个链接，不能接着写"):
        append_file(link, "甲\n", joined_lines)
    assert target.read_text(encoding="utf-8") == "别动"


def test_what_another_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    def slowly(text: str, more: str) -> str:
        file.write_text("另一个程序写的", encoding="utf-8")
        return text + more

    file = tmp_path / "低保.md"
    file.write_text("旧", encoding="utf-8")
    with pytest.raises(OutputFileError, match="有别的程序正在写它，没有接着写，请再试一次$"):
        append_file(file, "甲\n", slowly)
    assert file.read_text(encoding="utf-8") == "另一个程序写的"
    assert leftovers(tmp_path) == [file.name]
