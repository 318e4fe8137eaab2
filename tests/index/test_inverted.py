from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir

from gazette_search.analysis.terms import FIELDS, FORM, GRAM, WORD
from gazette_search.errors import IndexDamagedError
from gazette_search.index.inverted import SegmentReader, SegmentWriter
from gazette_search.index.sealed import SEAL, read_seal, seal
from gazette_search.index.term_file import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazette_search.index.snapshot import Snapshot

Documents = list[dict[str, Counter[str]]]

LOW_INCOME = {WORD: Counter({"低保": 3, "标准": 2}), GRAM: Counter({"低保": 3, "保标": 2})}
HEATING = {WORD: Counter({"供热": 7, "标准": 1}), FORM: Counter({"办公": 1})}


def written(directory: Path, documents: Documents) -> SegmentReader:
    writer = SegmentWriter(directory)
    for document in documents:
        writer.add(document)
    writer.commit()
    return SegmentReader(directory, read_seal((directory / SEAL).read_bytes()))


@pytest.fixture
def segment(tmp_path: Path) -> Iterator[Callable[[Documents], SegmentReader]]:
    """Writes documents and opens them; closed behind the test."""
    opened: list[SegmentReader] = []

    def write(documents: Documents) -> SegmentReader:
        opened.append(written(tmp_path / f"s{len(opened)}", documents))
        return opened[-1]

    yield write
    for reader in opened:
        reader.close()


@pytest.fixture
def reader(segment: Callable[[Documents], SegmentReader]) -> SegmentReader:
    return segment([LOW_INCOME, {}, HEATING])


@pytest.mark.parametrize(
    ("field", "term", "postings"),
    [
        (WORD, "低保", [(0, 3.0)]),
        (WORD, "标准", [(0, 2.0), (2, 1.0)]),  # a document without terms has its place
        (GRAM, "保标", [(0, 2.0)]),
        (FORM, "办公", [(2, 1.0)]),
        (FORM, "低保", []),
        (WORD, "烟花", []),
        (WORD, "", []),
    ],
)
def test_postings_are_documents_and_frequencies(
    reader: SegmentReader, field: str, term: str, postings: list[tuple[int, float]]
) -> None:
    assert list(reader.postings(field, term)) == postings
    assert ((field, term) in reader) == bool(postings)


def test_terms_are_listed_from_a_prefix(segment: Callable[[Documents], SegmentReader]) -> None:
    reader = segment([{GRAM: Counter(["haccp", "hac", "haccp等", "gmp", "5g"])}])
    assert list(reader.terms_from(GRAM, "hac")) == ["hac", "haccp", "haccp等"]
    assert list(reader.terms_from(GRAM, "x")) == []
    assert list(reader.terms_from(WORD, "hac")) == []


def test_a_segment_of_nothing_can_be_read(segment: Callable[[Documents], SegmentReader]) -> None:
    reader = segment([])
    assert list(reader.postings(WORD, "低保")) == []
    assert list(reader.terms_from(WORD, "低")) == []


def test_no_lock_is_left_behind(reader: SegmentReader, tmp_path: Path) -> None:
    assert reader
    assert not [path for path in (tmp_path / "s0").iterdir() if "LOCK" in path.name]


def test_a_directory_that_holds_no_segment_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="terms 不属于这份索引"):
        SegmentReader(tmp_path, {})


@pytest.mark.parametrize("place", range(0, 400, 13))
def test_bytes_that_nobody_wrote_are_damage_or_harmless(
    tmp_path: Path, reader: SegmentReader, place: int
) -> None:
    """Even when the checksums were made to fit."""
    assert reader
    path = tmp_path / "s0" / TERMS
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 0xFF
    path.write_bytes(content)
    (tmp_path / "s0" / SEAL).unlink()
    seal(tmp_path / "s0")
    try:
        forged = SegmentReader(tmp_path / "s0", read_seal((tmp_path / "s0" / SEAL).read_bytes()))
        for field, term in ((WORD, "低保"), (GRAM, "保标"), (FORM, "办公")):
            list(forged.postings(field, term))
        list(forged.terms_from(WORD, ""))
    except IndexDamagedError:
        pass


def test_whoosh_reads_the_same(tmp_path: Path, snapshot: Snapshot) -> None:
    """Every term of the issues: what a search reads is what whoosh holds."""
    scans = [snapshot.scan(ordinal) for ordinal in range(len(snapshot.catalog))]
    found: list[dict[str, Counter[str]]] = [
        {GRAM: Counter(scan.text[n : n + 2] for n in range(len(scan.text) - 1)), WORD: Counter()}
        for scan in scans
    ]
    ours = written(tmp_path / "s", found)
    theirs = open_dir(str(tmp_path / "s")).reader()
    terms = sorted({term for document in found for term in document[GRAM]}, key=str.encode)
    assert [*ours.terms_from(GRAM, "")] == terms == [t.decode() for _, t in theirs.all_terms()]
    for term in terms:
        matcher = theirs.postings(GRAM, term.encode())
        expected = []
        while matcher.is_active():
            expected.append((matcher.id(), matcher.weight()))
            matcher.next()
        assert list(ours.postings(GRAM, term)) == expected
    theirs.close()
    ours.close()


documents = st.lists(
    st.fixed_dictionaries(
        {
            field: st.dictionaries(
                st.text(alphabet="低保标准5g%〇𠮷 .", min_size=1, max_size=3), st.integers(1, 9)
            ).map(Counter)
            for field in FIELDS
        }
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents=documents)
def test_every_count_comes_back(
    tmp_path_factory: pytest.TempPathFactory, documents: Documents
) -> None:
    reader = written(tmp_path_factory.mktemp("segments") / "s", documents)
    for field in FIELDS:
        terms = {term for document in documents for term in document[field]}
        assert set(reader.terms_from(field, "")) == terms
        for term in terms:
            expected = [
                (place, float(document[field][term]))
                for place, document in enumerate(documents)
                if term in document[field]
            ]
            assert list(reader.postings(field, term)) == expected
    reader.close()
