from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.errors import IndexDamagedError
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.snapshot import Snapshot
from gazette_search.workflows.indexing import bring_up_to_date
from small_homes import notice, reading, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.manifest import Manifest
    from gazette_search.workflows.home import Home

pytestmark = pytest.mark.usefixtures("one_dictionary")

HEATING = "供热单位应当做好准备工作。"
LOW_INCOME = "城市低保标准提高到每人每月600元。"


def current(home: Home) -> Manifest:
    manifest = IndexDirectory(home.index).current()
    assert manifest
    return manifest


@pytest.fixture
def small(tmp_path: Path) -> Home:
    home = small_home(tmp_path, notice(8, "冬季工作", HEATING), notice(9, "民政工作", LOW_INCOME))
    bring_up_to_date(home)
    return home


def test_documents_go_by_their_row_in_the_catalog(snapshot: Snapshot) -> None:
    for ordinal in (0, 17, 43):
        document, issue = snapshot.document(ordinal), snapshot.issue(ordinal)
        assert str(document.number) == snapshot.catalog.numbers[ordinal]
        assert document.lines[0] == snapshot.catalog.lines[ordinal]
        assert issue.file == snapshot.catalog.issues[snapshot.catalog.issue[ordinal]].file


def test_a_scan_is_read_once_and_is_the_text_of_its_document(snapshot: Snapshot) -> None:
    ordinal = snapshot.catalog.numbers.index("葫政办发〔2020〕23号")
    assert "农村低保标准全市统一提高到每人每年4425元" in snapshot.scan(ordinal).text
    assert snapshot.scan(ordinal) is snapshot.scan(ordinal)


def test_postings_go_by_ordinal(small: Home) -> None:
    with reading(small) as snapshot:
        assert snapshot.postings(WORD, "供热") == {0: 1.0}
        assert snapshot.postings(GRAM, "低保") == {1: 1.0}
        assert snapshot.postings(WORD, "工作").keys() == {0, 1}
        assert snapshot.postings(FORM, "通知") == {}
        assert snapshot.postings(WORD, "烟花") == {}
        assert snapshot.holds(GRAM, "低保")
        assert not snapshot.holds(GRAM, "烟花")


def test_what_was_removed_is_found_no_more(small: Home) -> None:
    write_issue(small, "2020-03", notice(10, "供热收费", HEATING))
    bring_up_to_date(small)
    with reading(small) as snapshot:
        assert snapshot.postings(WORD, "供热").keys() == {0, 2}
    (small.corpus / "2020-02.txt").unlink()
    bring_up_to_date(small)
    with reading(small) as snapshot:
        assert snapshot.catalog.numbers == ["葫政办发〔2020〕10号"]
        assert snapshot.postings(WORD, "供热").keys() == {0}
        assert snapshot.postings(WORD, "低保") == {}


def test_a_changed_issue_answers_with_its_new_text(small: Home) -> None:
    write_issue(small, "2020-03", notice(10, "养老", "养老机构的床位。"))
    bring_up_to_date(small)
    write_issue(small, "2020-03", notice(11, "旅游", "景区的开放。"), notice(12, "养老", "养老。"))
    bring_up_to_date(small)
    with reading(small) as snapshot:
        assert snapshot.postings(WORD, "床位") == {}
        assert snapshot.postings(WORD, "景区") == {2: 1.0}
        assert snapshot.postings(WORD, "养老").keys() == {3}


def test_terms_from_a_prefix_ascend_over_all_segments(small: Home) -> None:
    write_issue(small, "2020-03", notice(10, "认证", "HACCP认证和HAC标准。"))
    bring_up_to_date(small)
    write_issue(small, "2020-04", notice(11, "认证", "HACCP体系。"))
    bring_up_to_date(small)
    with reading(small) as snapshot:
        terms = snapshot.terms_from(GRAM, "hac")
        assert terms == sorted(set(terms))
        assert {"hac", "haccp", "haccp体", "haccp认"} <= set(terms)


def test_a_snapshot_stays_as_it_was_while_writers_go_on(small: Home) -> None:
    with reading(small) as snapshot:
        before = snapshot.catalog.numbers
        write_issue(small, "2020-02", notice(20, "旅游工作"))
        bring_up_to_date(small)
        assert snapshot.catalog.numbers == before
        assert snapshot.postings(WORD, "供热") == {0: 1.0}
        assert str(snapshot.document(0).number) == "葫政办发〔2020〕8号"


@pytest.mark.parametrize("part", ["catalog.json", "dictionary.txt", "segments", "store"])
def test_damage_is_noticed_where_it_is_read(small: Home, part: str) -> None:
    root = small.index / current(small).generation / part
    files = [root] if root.is_file() else [path for path in root.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.unlink()  # the store may be shared with another generation
        path.write_bytes(content)
    snapshot = Snapshot(IndexDirectory(small.index), current(small))
    with pytest.raises(IndexDamagedError):
        _read_everything(snapshot)
    snapshot.close()


def _read_everything(snapshot: Snapshot) -> None:
    for ordinal in range(len(snapshot.catalog)):
        snapshot.document(ordinal)
        snapshot.scan(ordinal)
    snapshot.postings(WORD, "供热")
    assert snapshot.dictionary


def test_a_file_that_the_manifest_does_not_name_is_not_read(small: Home) -> None:
    manifest = replace(current(small), files=())
    with pytest.raises(IndexDamagedError, match=r"catalog\.json"):
        len(Snapshot(IndexDirectory(small.index), manifest).catalog)


def test_closing_what_was_never_opened_is_no_error(small: Home) -> None:
    Snapshot(IndexDirectory(small.index), current(small)).close()
