from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette_search.cli.main import main
from gazette_search.errors import IndexMissingError, SourceFileError
from gazette_search.ingestion.formats.recognition import reading
from gazette_search.workflows.adding import add
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.kept_pages import RECOGNISED
from small_homes import notice, write_issue
from typesetting import Sheet, pdf, seen_page, set_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.ingestion.formats.recognition.seen import SeenPage
    from gazette_search.search.reports import IndexReport

ONE = ((80.0, 524.0),)
IMAGE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
SCAN = pdf([Sheet(), Sheet()], extra=IMAGE)
PNG = b"\x89PNG\r\n\x1a\npicture"
PARAGRAPHS = [
    "各县（市）区人民政府，市政府各部门：",
    "农村低保标准，全市统一提高到每人每年4425元，自2020年2月1日起执行，各地区要抓好落实。",
    "全市人口自然增长率为5%，城镇人均住房面积达到38.2m，居民收入增长7%，失业率控制在4%以内。",
]


def sheets() -> list[Sheet]:
    """A notice on two pages, its signature on the second."""
    first = set_columns(PARAGRAPHS * 2, ONE, top=300)[0]
    first.centered(120, "青河市人民政府文件", 30, 80, 524)
    first.centered(170, "青政发〔2020〕7号", 14, 80, 524)
    first.centered(220, "青河市人民政府关于提高最低生活保障标准的通知", 14, 80, 524)
    last = set_columns(PARAGRAPHS[1:2] * 2, ONE)[0]
    last.text(524 - 12 * 8, 400, "青河市人民政府")
    last.text(524 - 12 * 6, 417, "2020年3月11日")
    return [first, last]


class Reader:
    """Sees the notice on whatever file; counts what it is asked for."""

    def __init__(self, fails: tuple[int, ...] = (), stops: int = 0) -> None:
        self.asked: list[int] = []
        self.fails, self.stops = fails, stops

    def see(self, _raw: bytes, _kind: str, number: int) -> SeenPage:
        self.asked.append(number)
        if number in self.fails:
            raise SourceFileError("", f"第 {number} 页识别它的进程意外结束", lasting=False)
        if len(self.asked) == self.stops:
            raise KeyboardInterrupt
        return seen_page(sheets()[number - 1], number)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "扫描.pdf").write_bytes(SCAN)
    return Home(tmp_path)


def new(report: IndexReport) -> list[str | None]:
    return [document.number for document in report.new_documents]


def test_scans_are_recognised_once_and_never_again(home: Home) -> None:
    reader = Reader()
    assert new(bring_up_to_date(home, recogniser=reader)) == ["青政发〔2020〕7号"]
    assert reader.asked == [1, 2]
    for again in (
        bring_up_to_date(home, recogniser=reader),
        bring_up_to_date(home, recogniser=reader, rebuild=True),
        bring_up_to_date(home, rebuild=True),
    ):
        assert again.documents == 1
    assert reader.asked == [1, 2]


def test_what_was_seen_outlives_the_rules_that_made_text_of_it(home: Home) -> None:
    bring_up_to_date(home, recogniser=Reader())
    for text in (home.index / "texts").iterdir():
        text.unlink()
    assert bring_up_to_date(home, rebuild=True).documents == 1


def test_an_index_without_it_says_what_to_do_and_takes_it_later(home: Home) -> None:
    write_issue(home, "2020-02", notice(1, "普查"))
    before = bring_up_to_date(home)
    assert [(one.file, one.reason) for one in before.skipped] == [
        ("corpus/扫描.pdf", "第 1–2 页是图像，没有文字；要识别请运行 gsearch index --ocr")
    ]
    after = bring_up_to_date(home, recogniser=Reader())
    assert (after.added, new(after)) == (("corpus/扫描.pdf",), ["青政发〔2020〕7号"])
    assert (bring_up_to_date(home).unchanged, after.documents) == (
        ("corpus/2020-02.txt", "corpus/扫描.pdf"),
        2,
    )


def test_a_file_that_was_read_in_part_is_read_anew(tmp_path: Path) -> None:
    """Only its second page is a scan."""
    first, last = sheets()
    mixed = pdf([first, Sheet()])
    (tmp_path / "corpus").mkdir()
    image = pdf([first, Sheet()], extra=IMAGE)
    (tmp_path / "corpus" / "a.pdf").write_bytes(image)
    home = Home(tmp_path)
    assert mixed != image
    told = bring_up_to_date(home)
    assert told.issues[0].lacking == ("第 2 页是图像，没有文字；要识别请运行 gsearch index --ocr",)
    reader = Reader()
    report = bring_up_to_date(home, recogniser=reader)
    assert (report.changed, reader.asked) == (("corpus/a.pdf",), [2])
    assert last.glyphs


def test_a_page_that_fails_is_told_and_tried_again(home: Home) -> None:
    report = bring_up_to_date(home, recogniser=Reader(fails=(2,)))
    assert report.documents == 1
    assert "第 2 页识别它的进程意外结束" in {one.reason for one in report.skipped}
    reader = Reader()
    bring_up_to_date(home, recogniser=reader)
    assert reader.asked == [2]


def test_a_stop_loses_no_page_that_was_done(home: Home) -> None:
    write_issue(home, "2020-02", notice(1, "普查"))
    bring_up_to_date(home)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(home, recogniser=Reader(stops=2))
    reader = Reader()
    bring_up_to_date(home, recogniser=reader)
    assert reader.asked == [2]


def test_pages_of_files_that_are_gone_go_too(home: Home) -> None:
    write_issue(home, "2020-02", notice(1, "普查"))
    bring_up_to_date(home, recogniser=Reader())
    assert len([*(home.index / RECOGNISED).iterdir()]) == 1
    (home.corpus / "扫描.pdf").unlink()
    bring_up_to_date(home)
    assert [*(home.index / RECOGNISED).iterdir()] == []


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:-3], lambda raw: raw.replace(b"4425", b"9425"), lambda _: b""]
)
def test_a_kept_page_that_is_damaged_is_seen_anew(
    home: Home, spoil: Callable[[bytes], bytes]
) -> None:
    bring_up_to_date(home, recogniser=Reader())
    (folder,) = (home.index / RECOGNISED).iterdir()
    page = folder / "00001.json"
    page.write_bytes(spoil(page.read_bytes()))
    for text in (home.index / "texts").iterdir():
        text.unlink()
    reader = Reader()
    bring_up_to_date(home, recogniser=reader)
    assert reader.asked == [1]


def test_a_corpus_of_scans_alone_makes_no_index_without_it(home: Home) -> None:
    with pytest.raises(IndexMissingError, match=r"扫描.pdf：第 1–2 页是图像.*--ocr"):
        bring_up_to_date(home)


def test_a_photograph_is_a_page(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "通知.png").write_bytes(PNG)
    assert new(bring_up_to_date(home, recogniser=Reader())) == ["青政发〔2020〕7号"]


def test_adding_recognises_the_files_added_and_no_others(home: Home, tmp_path: Path) -> None:
    write_issue(home, "2020-02", notice(1, "普查"))
    photograph = tmp_path / "通知.png"
    photograph.write_bytes(PNG)
    assert add(home, [photograph]).left[0].reason == "是图像，没有文字；要识别请加 --ocr"
    reader = Reader()
    report = add(home, [photograph], recogniser=reader)
    assert (report.added[0].format, report.added[0].documents) == ("image", 1)
    assert "第 1 页由图像识别而来，请以原件为准" in report.added[0].doubts
    assert reader.asked == [1]
    assert report.index is not None
    assert report.index.documents == 2


@pytest.fixture
def recognised(home: Home) -> Home:
    write_issue(home, "2020-02", notice(1, "普查"))
    bring_up_to_date(home, recogniser=Reader())
    return home


def said(capsys: pytest.CaptureFixture[str], home: Home, *words: str) -> str:
    assert main([*words, "--home", str(home.path)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("低保标准",),
        ("低保标准", "--format", "plain"),
        ("低保标准", "--format", "md"),
        ("低保标准", "--format", "csv"),
        ("show", "青政发2020-7"),
        ("show", "青政发2020-7", "--format", "md"),
        ("list",),
        ("list", "--format", "plain"),
        ("list", "--format", "md"),
        ("list", "--format", "csv"),
        ("refs", "青政发2020-7"),
        ("timeline", "农村低保标准"),
    ],
)
def test_what_a_machine_read_is_marked_wherever_it_is_shown(
    recognised: Home, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert "机器识别" in said(capsys, recognised, *words)


def test_what_was_typed_bears_no_mark(recognised: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert "机器识别" not in said(capsys, recognised, "普查")


def test_scripts_are_told_who_read_it_and_which_amounts_are_unsure(
    recognised: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (hit,) = json.loads(said(capsys, recognised, "自然增长率", "--json"))["hits"]
    assert hit["machine_read"] is True
    passage = hit["passages"][0]
    assert {passage["text"][a:b] for a, b in passage["unsure"]} == {"5%", "38.2m"}
    listed = json.loads(said(capsys, recognised, "list", "--json"))
    assert [one["machine_read"] for one in listed] == [False, True]
    (block, *_) = [
        block
        for block in json.loads(said(capsys, recognised, "show", "青政发2020-7", "--json"))[
            "blocks"
        ]
        if block["unsure"]
    ]
    assert block["text"].startswith("全市人口自然增长率")


def test_an_unsure_amount_is_marked_where_it_is_quoted(
    recognised: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "（机器识别，待核：5%、38.2m）" in said(capsys, recognised, "自然增长率")
    assert "“5%”可能是‰" in said(capsys, recognised, "check")


@pytest.mark.parametrize("words", [("index", "--ocr"), ("add", "x.pdf", "--ocr")])
def test_without_the_extra_the_command_ends_with_one_line(
    home: Home,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    assert main([*words, "--home", str(home.path)]) == 2
    told = capsys.readouterr().err
    assert "pip install 'gazette-search[ocr]'" in told
    assert len(told.splitlines()) == 1


def test_the_command_recognises_with_what_is_installed(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "open_recogniser", Reader)
    assert "青政发〔2020〕7号" in said(capsys, home, "index", "--ocr")
