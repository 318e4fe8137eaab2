"""What an update brings: new documents, and issues that are there already under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import IndexMissingError, UsageError
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_search.workflows.reading import show
from small_homes import ask, notice, ranks, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.search.reports import IndexReport
    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")
FIRST, SECOND = "葫政办发〔2020〕1号", "葫政办发〔2020〕2号"
COPY = "corpus/2020-02 副本.txt"


@pytest.fixture
def small(tmp_path: Path) -> Home:
    home = small_home(tmp_path, notice(1, "冬季供热"), notice(2, "城市防汛"))
    bring_up_to_date(home)
    return home


def copy(home: Home, encoding: str = "utf-8", name: str = "2020-02 副本.txt") -> None:
    text = (home.corpus / "2020-02.txt").read_text(encoding="utf-8")
    (home.corpus / name).write_bytes(text.encode(encoding))


def skipped(report: IndexReport) -> list[tuple[str, str, bool]]:
    return [(one.file, one.reason, one.known) for one in report.skipped]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_copy_of_an_issue_is_named_once_and_doubles_nothing(encoding: str, small: Home) -> None:
    copy(small, encoding)
    report = bring_up_to_date(small)
    assert skipped(report) == [(COPY, "与 corpus/2020-02.txt 是同一期", False)]
    assert (report.added, report.documents) == ((), 2)
    assert ranks(small, "供热") == [FIRST]
    assert str(show(small, FIRST).held.document.number) == FIRST
    assert not ask(small, "供热").index.stale
    again = bring_up_to_date(small)
    assert skipped(again) == [(COPY, "与 corpus/2020-02.txt 是同一期", True)]
    assert again.generation == report.generation


def test_a_first_build_and_a_rebuild_take_one_of_two(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    copy(home)
    for rebuild in (False, True):
        report = bring_up_to_date(home, rebuild=rebuild)
        assert [file for file, *_ in skipped(report)] == [COPY]
        assert ranks(home, "供热") == [FIRST]


def test_a_copy_is_taken_when_the_issue_is_gone(small: Home) -> None:
    copy(small)
    bring_up_to_date(small)
    (small.corpus / "2020-02.txt").unlink()
    assert ask(small, "供热").index.stale
    report = bring_up_to_date(small)
    assert (report.added, report.removed) == ((COPY,), ("corpus/2020-02.txt",))
    assert skipped(report) == []
    assert ranks(small, "供热") == [FIRST]


def test_a_fuller_copy_takes_the_place_of_the_issue(small: Home) -> None:
    copy(small, name="2020-02 副本 (2).txt")
    bring_up_to_date(small)
    write_issue(small, "2020-2", notice(1, "冬季供热"), notice(2, "城市防汛"), notice(3, "旅游"))
    report = bring_up_to_date(small)
    assert report.added == ("corpus/2020-2.txt",)
    assert ranks(small, "旅游") == ["葫政办发〔2020〕3号"]
    assert ranks(small, "供热") == [FIRST]
    assert [document.number for document in report.new_documents] == ["葫政办发〔2020〕3号"]
    assert not ask(small, "供热").index.stale
    assert [(file, known) for file, _, known in skipped(bring_up_to_date(small))] == [
        ("corpus/2020-02 副本 (2).txt", True),
        ("corpus/2020-02.txt", True),
    ]


def test_new_documents_are_listed_with_their_titles(small: Home) -> None:
    write_issue(small, "2020-03", notice(5, "旅游"))
    write_issue(small, "2020-02", notice(1, "冬季供热"), notice(7, "义务植树"))
    report = bring_up_to_date(small)
    listed = [(one.number, one.title, one.file) for one in report.new_documents]
    office = "葫芦岛市人民政府办公室"
    assert listed == [
        ("葫政办发〔2020〕7号", f"{office}关于义务植树的通知", "corpus/2020-02.txt"),
        ("葫政办发〔2020〕5号", f"{office}关于旅游的通知", "corpus/2020-03.txt"),
    ]
    assert bring_up_to_date(small, rebuild=True).new_documents == ()


def test_issues_under_new_names_bring_nothing_new(small: Home) -> None:
    (small.corpus / "2020-02.txt").rename(small.corpus / "2020年第2期.TXT")
    report = bring_up_to_date(small)
    assert report.added == ("corpus/2020年第2期.TXT",)
    assert report.new_documents == ()


def test_sub_folders_are_read_and_what_is_not_is_named(small: Home) -> None:
    (small.corpus / "2019").mkdir()
    text = (
        (small.corpus / "2020-02.txt").read_text(encoding="utf-8").replace("〔2020〕", "〔2019〕")
    )
    (small.corpus / "2019/2019-01.TXT").write_text(
        text.replace("2020年第2期", "2019年第1期"), encoding="utf-8"
    )
    (small.corpus / "2019/2019-02.xyz").write_bytes(b"")
    for known in (False, False):  # it is said as long as it lies there
        report = bring_up_to_date(small)
        assert ("corpus/2019/2019-02.xyz", "不读 .xyz 文件，请先转成 .txt 文本", known) in skipped(
            report
        )
    assert sorted(ranks(small, "供热")) == ["葫政办发〔2019〕1号", FIRST]


def test_a_note_is_no_issue_and_is_told_once(small: Home) -> None:
    (small.corpus / "笔记.txt").write_text("供热的事，下周再问。\n", encoding="utf-8")
    assert skipped(bring_up_to_date(small)) == [("corpus/笔记.txt", "里面没有公文", False)]
    assert not ask(small, "供热").index.stale
    assert skipped(bring_up_to_date(small)) == [("corpus/笔记.txt", "里面没有公文", True)]
    write_issue(small, "2020-03", notice(5, "旅游"))
    (small.corpus / "2020-03.txt").replace(small.corpus / "笔记.txt")
    assert bring_up_to_date(small).added == ("corpus/笔记.txt",)


def test_issues_that_become_notes_are_a_loss_that_only_a_person_allows(small: Home) -> None:
    """A share that is not in sync yet gives such files."""
    write_issue(small, "2020-03", notice(5, "旅游"))
    write_issue(small, "2020-04", notice(6, "植树"))
    bring_up_to_date(small)
    for name in ("2020-02", "2020-03"):
        (small.corpus / f"{name}.txt").write_text("请稍候，正在同步。\n", encoding="utf-8")
    with pytest.raises(UsageError, match="2 期读不出来，超过一半"):
        bring_up_to_date(small)
    assert ranks(small, "旅游") == ["葫政办发〔2020〕5号"]
    report = bring_up_to_date(small, force=True)
    assert report.documents == 1
    assert [file for file, *_ in skipped(report)] == ["corpus/2020-02.txt", "corpus/2020-03.txt"]


def test_nothing_to_index_is_no_index_that_is_up_to_date(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    (home.corpus / "2020-02.txt").rename(home.corpus / "2020-02.xyz")
    with pytest.raises(IndexMissingError, match="里没有公报"):
        bring_up_to_date(home)
    assert not home.index.exists()
