from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.errors import OutputFileError, UsageError
from gazette_search.workflows.adding import add
from gazette_search.workflows.home import Home
from small_homes import notice
from typesetting import pdf, set_columns, zipped
from word_files import docx, p

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.additions import AddReport

PARAGRAPHS = [
    "青河市人民政府文件",
    "青政发〔2020〕7号",
    "青河市人民政府关于做好普查工作的通知",
    "各县（市）区人民政府：",
    "为做好第四次全国经济普查工作，现将有关事项通知如下，请认真贯彻执行。",
]
WORD = docx("".join(map(p, PARAGRAPHS)))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home" / "corpus").mkdir(parents=True)
    return Home(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def put(inbox: Path, name: str, raw: bytes) -> Path:
    (inbox / name).parent.mkdir(parents=True, exist_ok=True)
    (inbox / name).write_bytes(raw)
    return inbox / name


def held(home: Home) -> list[str]:
    found = (path for path in home.corpus.rglob("*") if path.is_file())
    return sorted(path.relative_to(home.corpus).as_posix() for path in found)


def left(report: AddReport) -> dict[str, str]:
    return {one.source.rpartition("/")[2]: one.reason for one in report.left}


def test_a_file_is_copied_told_and_found(home: Home, inbox: Path) -> None:
    report = add(home, [put(inbox, "普查.docx", WORD)])
    (one,) = report.added
    assert (one.file, one.format, one.documents, one.pages) == ("corpus/普查.docx", "docx", 1, None)
    assert (home.corpus / "普查.docx").read_bytes() == WORD
    assert report.index is not None
    assert report.index.documents == 1


def test_a_folder_comes_with_its_folders_and_an_archive_as_one(home: Home, inbox: Path) -> None:
    put(inbox, "2020/3.docx", WORD)
    put(inbox, "旧.zip", zipped({"a/4.docx": docx(p("甲")), "__MACOSX/x": "", "../../5.txt": "乙"}))
    put(inbox, "封面.jpg", b"\xff\xd8\xff")
    put(inbox, ".DS_Store", b"x")
    report = add(home, [inbox], collection="专辑")
    assert held(home) == ["专辑/2020/3.docx", "专辑/旧/5.txt", "专辑/旧/a/4.docx"]
    assert left(report) == {"封面.jpg": "是图像，没有文字；要识别请加 --ocr"}


def test_names_of_windows_archives_are_read() -> None:
    from gazette_search.ingestion.formats.archive import _decoded

    windows = "公报/第1期.txt".encode("gb18030").decode("cp437")
    # Packed tighter or faster, with its size behind it: other flags say nothing of the name.
    assert {_decoded(windows, flags) for flags in (0, 0x2, 0x4, 0x8, 0x1, 0x7FF)} == {
        "公报/第1期.txt"
    }
    assert {_decoded("café.txt", flags) for flags in (0x800, 0x808, 0x80F)} == {"café.txt"}


def test_what_cannot_be_read_is_never_copied(home: Home, inbox: Path) -> None:
    bad = [
        put(inbox, "坏.docx", WORD[:-40]),
        put(inbox, "坏.pdf", b"%PDF-1.7 broken"),
        put(inbox, "表.xlsx", zipped({"xl/workbook.xml": "<x/>"})),
        put(inbox, "坏.zip", zipped({"a": "x"})[:-30]),
    ]
    report = add(home, bad)
    assert {*left(report)} == {"坏.docx", "坏.pdf", "表.xlsx", "坏.zip"}
    assert (report.added, report.index, held(home)) == ((), None, [])


def test_the_same_file_is_not_added_twice(home: Home, inbox: Path) -> None:
    first, second = put(inbox, "a.docx", WORD), put(inbox, "b.docx", WORD)
    add(home, [first])
    assert left(add(home, [second])) == {"b.docx": "库中已有同样的文件 corpus/a.docx"}


def test_another_file_of_the_name_is_replaced_only_by_force(home: Home, inbox: Path) -> None:
    add(home, [put(inbox, "a.docx", WORD)])
    other = put(inbox, "a.docx", docx("".join(map(p, [*PARAGRAPHS, "特此通知。"]))))
    assert "要替换请加 --force" in left(add(home, [other]))["a.docx"]
    assert (home.corpus / "a.docx").read_bytes() == WORD
    assert [one.file for one in add(home, [other], force=True).added] == ["corpus/a.docx"]


def test_what_is_doubtful_is_told(home: Home, inbox: Path) -> None:
    changed = docx("".join(map(p, PARAGRAPHS)) + p("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>"))
    report = add(home, [put(inbox, "a.docx", changed), put(inbox, "b.txt", "记事".encode())])
    assert [one.doubts for one in report.added] == [
        ("有修订痕迹，按全部接受修订后的文字读取",),
        ("没有找到公文",),
    ]


@pytest.mark.parametrize("name", ["../外面", "/etc", "a/../../b"])
def test_a_collection_stays_inside_the_corpus(name: str, home: Home, inbox: Path) -> None:
    with pytest.raises(UsageError, match="corpus 外面"):
        add(home, [put(inbox, "a.docx", WORD)], collection=name)


def test_a_path_that_is_not_there_is_told(home: Home, inbox: Path) -> None:
    with pytest.raises(UsageError, match="没有这个文件"):
        add(home, [inbox / "gone.pdf"])


def test_a_corpus_that_cannot_be_written_to_is_told(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    source = inbox / "a.txt"
    source.write_text(notice(5, "旅游"), encoding="utf-8")
    with pytest.raises(OutputFileError, match="写不进去"):
        add(home, [source])
    assert held(home) == []


def test_the_command_says_what_each_file_is(
    home: Home, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paged = put(inbox, "a.pdf", pdf(set_columns(PARAGRAPHS, ((80.0, 524.0),))))
    where = ["--home", str(home.path)]
    assert main(["add", str(paged), *where]) == 0
    told = capsys.readouterr()
    assert "加入  corpus/a.pdf：PDF，" in told.out
    assert "1 页" in told.out
    assert main(["add", str(paged), "--json", *where]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["added"], answer["index"]) == ([], None)
    assert "没有加入" in (main(["add", str(paged), *where]), capsys.readouterr().out)[1]
