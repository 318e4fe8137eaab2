from __future__ import annotations

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


@given(postings)
def test_postings_come_out_by_field_term_and_document(
    held: dict[tuple[str, str, int], int],
) -> None:
    pool = PostingPool()
    for (field, term, document), count in sorted(held.items(), key=lambda item: item[0][2]):
        pool.add((field, term.encode(), document, float(count), b""))
    expected = sorted(
        (field, term.encode(), document, float(count), b"")
        for (field, term, document), count in held.items()
    )
    assert list(pool.iter_postings()) == expected
    assert pool.fieldnames == {field for field, _, _ in held}


def test_nothing_is_left_after_cleaning_up() -> None:
    pool = PostingPool()
    pool.add(("word", "低保".encode(), 0, 3.0, b""))
    pool.cleanup()
    assert not list(pool.iter_postings())
