from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gazette_search.index.posting_pool import PostingPool

postings = st.dictionaries(
    st.tuples(
        st.sampled_from(("word", "gram", "form")),
        st.sampled_from(("低保", "标准", "保标", "a", "2020 23")),
        st.integers(0, 30),
    ),
    st.integers(1, 9),
)


@given(postings, st.integers(1, 20))
def test_postings_come_out_by_field_term_and_document(
    held: dict[tuple[str, str, int], int], most_terms: int
) -> None:
    """However many runs they went to."""
    pool = PostingPool(Path(tempfile.gettempdir()), most_terms)
    for (field, term, document), count in sorted(held.items(), key=lambda item: item[0][2]):
        pool.add((field, term.encode(), document, float(count), b""))
    expected = sorted(
        (field, term.encode(), document, float(count), b"")
        for (field, term, document), count in held.items()
    )
    got = list(pool.iter_postings())
    pool.cleanup()
    assert got == expected
    assert pool.fieldnames == {field for field, _, _ in held}


def test_runs_leave_no_file_and_nothing_is_left_after_cleaning_up(tmp_path: Path) -> None:
    pool = PostingPool(tmp_path, most_terms=1)
    pool.add(("word", "低保".encode(), 0, 3.0, b""))
    pool.add(("word", "标准".encode(), 0, 1.0, b""))
    assert len(list(pool.iter_postings())) == 2
    assert not list(tmp_path.iterdir())
    pool.cleanup()
    assert not list(pool.iter_postings())
