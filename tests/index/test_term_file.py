from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.index.term_file import (
    BLOCK_TERMS,
    TOP_BLOCKS,
    TermFile,
    TermFileWriter,
    pack,
    unpack,
)

Held = dict[tuple[int, bytes], tuple[list[int], list[int]]]
FIELDS = ("form", "gram", "word")


@dataclass(frozen=True)
class Memory:
    """Bytes in memory as a file."""

    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def read(self, start: int, end: int) -> bytes:
        assert 0 <= start <= end <= self.size
        return self.content[start:end]


def written(held: Held) -> TermFile:
    terms, postings = io.BytesIO(), io.BytesIO()
    writer = TermFileWriter(terms, postings, FIELDS)
    for (field, term), (documents, counts) in sorted(held.items()):
        writer.add(field, term, documents, counts)
    writer.finish()
    return TermFile(Memory(terms.getvalue()), Memory(postings.getvalue()))


posting_lists = st.dictionaries(st.integers(0, 1 << 20), st.integers(1, 1 << 17), min_size=1).map(
    lambda held: (sorted(held), [held[document] for document in sorted(held)])
)


@given(posting_lists)
def test_postings_come_back(postings: tuple[list[int], list[int]]) -> None:
    documents, counts = unpack(pack(*postings), len(postings[0]))
    assert (list(documents), list(counts)) == postings


@pytest.mark.parametrize(
    ("documents", "counts", "size"),
    [
        (range(100), [1] * 100, 101),  # a byte a gap and no counts
        (range(1, 200, 2), [7] * 100, 201),
        (range(0, 100_000, 1000), [1] * 100, 200),
        ([0, 1 << 17], [1, 1], 6),
        ([0, 1], [1 << 16, 1], 11),
    ],
)
def test_arrays_are_as_narrow_as_fits(documents: list[int], counts: list[int], size: int) -> None:
    assert len(pack(documents, counts)) == size


def test_postings_that_were_cut_are_noticed() -> None:
    with pytest.raises(ValueError, match="cut short"):
        unpack(pack([1, 5, 9], [2, 2, 3])[:-1], 3)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.text("低保标准5g%〇𠮷 .", max_size=4).map(str.encode)),
        posting_lists,
        max_size=90,
    )
)
def test_every_term_is_found_and_no_other(held: Held) -> None:
    file = written(held)
    for place, field in enumerate(FIELDS):
        terms = sorted(term for number, term in held if number == place)
        assert [term.encode() for term in file.terms_from(field, "")] == terms
        for term in {*terms, b"", "低保标".encode(), "龘".encode()}:
            documents, counts = file.postings(field, term.decode())
            assert (list(documents), list(counts)) == held.get((place, term), ([], []))
            assert file.holds(field, term.decode()) == ((place, term) in held)


def test_many_blocks_are_searched_from_the_top() -> None:
    count = BLOCK_TERMS * TOP_BLOCKS * 3 + 5
    held: Held = {
        (1, f"{chr(0x4E00 + n % 5000)}{n:05}".encode()): ([n], [n % 7 + 1]) for n in range(count)
    }
    file = written(held)
    for (_, term), postings in held.items():
        assert file.postings("gram", term.decode()) == tuple(map(tuple, postings))
    assert not file.holds("gram", "龘")
    assert not file.holds("gram", "")
    assert not file.holds("word", f"{chr(0x4E00)}00000")
    assert not file.holds("title", "低保")
    prefix = chr(0x4E00 + 7)
    assert list(file.terms_from("gram", prefix)) == [f"{prefix}00007"]


@pytest.mark.parametrize("content", [b"", b"x" * 50, b"GST1" * 20])
def test_what_is_no_term_file_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, AssertionError)):
        TermFile(Memory(content), Memory(b""))
