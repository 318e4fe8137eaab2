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
    documents: dict[int, dict[str, dict[str, int]]] = {}
    for (field, term, document), count in held.items():
        documents.setdefault(document, {}).setdefault(field, {})[term] = count
    for document in sorted(documents):
        pool.add(document, documents[document])
    expected = sorted((*key, count) for key, count in held.items())
    terms = [(field, term.decode(), *lists) for field, term, *lists in pool.iter_postings()]
    pool.cleanup()
    assert len({term[:2] for term in terms}) == len(terms)
    assert [
        (field, term, document, count)
        for field, term, documents, counts in terms
        for document, count in zip(documents, counts, strict=True)
    ] == expected


def test_runs_leave_no_file_and_nothing_is_left_after_cleaning_up(tmp_path: Path) -> None:
    pool = PostingPool(tmp_path, most_terms=1)
    pool.add(0, {"word": {"低保": 3}})
    pool.add(1, {"word": {"标准": 1}})
    assert len(list(pool.iter_postings())) == 2
    assert not list(tmp_path.iterdir())
    pool.cleanup()
    assert not list(pool.iter_postings())
