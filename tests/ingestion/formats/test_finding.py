from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gazette_search.ingestion.formats.finding import find_sources, look_through

if TYPE_CHECKING:
    from pathlib import Path


def names(corpus: Path) -> list[str]:
    return [path.relative_to(corpus).as_posix() for path in find_sources(corpus)]


def passed_over(corpus: Path) -> dict[str, str]:
    found = look_through(corpus).passed_over
    return {one.path.relative_to(corpus).as_posix(): one.reason for one in found}


def put(corpus: Path, *files: str) -> None:
    for name in files:
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text("", encoding="utf-8")


def test_text_files_are_read_whatever_their_case_and_folder(tmp_path: Path) -> None:
    put(tmp_path, "2020-02.txt", "2020-01.TXT", "青河/2019/03.Txt", "青河/2019-04.txt", "a b.txt")
    assert names(tmp_path) == [
        "2020-01.TXT",
        "2020-02.txt",
        "a b.txt",
        "青河/2019/03.Txt",
        "青河/2019-04.txt",
    ]
    assert passed_over(tmp_path) == {}


def test_what_is_not_read_is_named_with_the_reason(tmp_path: Path) -> None:
    put(tmp_path, "2020-03.xyz", "旧/2020-04.ofdx", "2020-05")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert passed_over(tmp_path) == {
        "2020-03.xyz": "不读 .xyz 文件，请先转成 .txt 文本",
        "2020-05": "不读没有扩展名的文件，请先转成 .txt 文本",
        "circle.txt": "打不开：链接绕成了圈",
        "dangling.txt": "不是普通文件",
        "pipe.txt": "不是普通文件",
        "旧/2020-04.ofdx": "不读 .ofdx 文件，请先转成 .txt 文本",
    }
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("thesaurus.txt", "是同义词表"),
        ("Thesaurus.TXT", "是同义词表"),
        ("青河/thesaurus.txt", "是同义词表"),
        ("vocabulary.txt", "是公文用语表"),
        ("旧/VOCABULARY.txt", "是公文用语表"),
    ],
)
def test_a_list_of_the_home_among_the_issues_is_told_where_it_works(
    name: str, what: str, tmp_path: Path
) -> None:
    put(tmp_path, name, "2020-02.txt")
    assert passed_over(tmp_path) == {name: f"{what}，在 corpus 里不起作用，请移到 corpus 旁边"}
    assert names(tmp_path) == ["2020-02.txt"]


@pytest.mark.parametrize(
    "name", [".DS_Store", ".git/config.txt", "~$2020-02.docx", "Thumbs.db", "desktop.INI", ".a.txt"]
)
def test_what_systems_leave_is_not_worth_a_word(name: str, tmp_path: Path) -> None:
    put(tmp_path, name)
    assert (names(tmp_path), passed_over(tmp_path)) == ([], {})


def test_a_folder_is_read_once_though_links_lead_to_it(tmp_path: Path) -> None:
    put(tmp_path, "corpus/乙/2020-02.txt", "share/2018-01.txt")
    corpus = tmp_path / "corpus"
    (corpus / "甲").symlink_to(corpus / "乙")
    (corpus / "乙/up").symlink_to(corpus)
    (corpus / "共享").symlink_to(tmp_path / "share")
    assert names(corpus) == ["乙/2020-02.txt", "共享/2018-01.txt"]


def test_a_folder_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a/2020-02.txt", "b/2020-03.txt")
    listed = os.scandir

    def refused(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert names(tmp_path) == ["b/2020-03.txt"]
    assert passed_over(tmp_path) == {"a": "打不开：没有权限"}


def test_a_corpus_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "corpus").touch()
    (found,) = look_through(tmp_path / "corpus").passed_over
    assert (found.path.name, found.reason) == ("corpus", "打不开：路径中有一段不是目录")


def test_a_corpus_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert names(tmp_path / "corpus") == []
    assert passed_over(tmp_path / "corpus") == {}
