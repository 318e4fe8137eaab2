from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.index.codecs import decode_document, decode_scan, inflate
from gazette_search.index.document_store import StoreReader
from gazette_search.index.manifest import GenerationRun, Source
from gazette_search.index.writing import WrittenPart, write_part
from gazette_search.ingestion.pipeline import parse_issue
from gazette_texts import document_text, issue_text
from small_homes import notice

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.models import Issue

FIRST = Source("corpus/2020-02.txt", "ab" * 32, 97920, 1, 0)
SECOND = Source("corpus/2020-03.txt", "cd" * 32, 12, 2, 0)
HEATING = "供热单位应当按照《供热条例》（辽政发〔2014〕8号）做好准备工作。"


def issue(source: Source, *documents: str) -> Issue:
    return parse_issue(issue_text(*documents), source.file)


@pytest.fixture
def issues() -> list[tuple[Source, Issue]]:
    return [
        (FIRST, issue(FIRST, notice(8, "冬季供热", HEATING), notice(9, "低保标准"))),
        (SECOND, issue(SECOND)),
    ]


@pytest.fixture
def part(tmp_path: Path, issues: list[tuple[Source, Issue]], analyzer: Analyzer) -> WrittenPart:
    return write_part(tmp_path, "s0007", issues, analyzer)


def test_sources_know_how_many_documents_they_hold(part: WrittenPart) -> None:
    assert [source.documents for source in part.sources] == [2, 0]
    assert part.segment.name == "s0007"
    assert part.segment.runs == (
        GenerationRun(FIRST.file, FIRST.sha256, 2),
        GenerationRun(SECOND.file, SECOND.sha256, 0),
    )


def test_the_catalog_has_a_row_for_each_document(part: WrittenPart) -> None:
    first, second = part.catalog
    assert (first.issue.year, first.issue.number, first.issue.serial) == (2020, 2, 63)
    assert first.issue.published == "2020-03-15"
    assert [entry.number for entry in first.entries] == [
        "葫政办发〔2020〕8号",
        "葫政办发〔2020〕9号",
    ]
    assert second.entries == ()
    entry = first.entries[0]
    assert entry.titles == "葫芦岛市人民政府办公室关于冬季供热的通知"
    assert (entry.date, entry.genre, entry.issuer) == (
        "2020-03-08",
        "通知",
        "葫芦岛市人民政府办公室",
    )
    assert entry.cites == ("辽政发〔2014〕8号",)
    assert entry.length > len("供热单位应当按照供热条例")


def test_the_store_gives_back_document_and_scan(
    tmp_path: Path, issues: list[tuple[Source, Issue]], part: WrittenPart, analyzer: Analyzer
) -> None:
    row, entries = part.catalog[0].issue, part.catalog[0].entries
    for document, entry in zip(issues[0][1].documents, entries, strict=True):
        assert decode_document(StoreReader(tmp_path).read(row.store, entry.record)) == document
        scan = decode_scan(StoreReader(tmp_path).read(row.store, entry.scan))
        assert scan == analyzer.analyze(document).scan


def test_the_words_that_occur_are_known(tmp_path: Path, part: WrittenPart) -> None:
    files = [inflate((tmp_path / source.words).read_bytes()).decode() for source in part.sources]
    lines = [line for file in files for line in file.splitlines()]
    assert lines.count("total 60101967") == 2
    words = {line.split(" ")[0] for line in lines}
    assert {"供热", "单位", "条例", "低保", "标准"} <= words
    assert "烟花" not in words


def test_stores_stand_at_the_paths_that_the_manifest_names(
    tmp_path: Path, part: WrittenPart
) -> None:
    assert all((tmp_path / source.store).is_file() for source in part.sources)
    assert len({source.store for source in part.sources}) == 2


def test_a_document_that_says_little_has_empty_columns(tmp_path: Path, analyzer: Analyzer) -> None:
    bare = document_text(addressee="", body=(), closing=(), title="关于供热")
    part = write_part(tmp_path, "s0001", [(FIRST, issue(FIRST, bare))], analyzer)
    (entry,) = part.catalog[0].entries
    assert (entry.date, entry.issuer, entry.cites, entry.acts) == ("", "", (), ())
