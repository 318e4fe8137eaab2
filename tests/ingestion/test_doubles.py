from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.doubles import Printed, doubles

if TYPE_CHECKING:
    import random

ISSUE = (2020, 2)


def printed(file: str, documents: str, issue: tuple[int, int] | None = ISSUE) -> Printed:
    """A file with a document for each character."""
    return Printed(file, issue, frozenset(documents))


@pytest.mark.parametrize(
    ("files", "left_out"),
    [
        ([printed("2020-02.txt", "abc"), printed("2020-02 副本.txt", "abc")], {1: 0}),
        ([printed("2020年第2期 副本.txt", "abc"), printed("2020年第2期.txt", "abc")], {0: 1}),
        ([printed("a.txt", "abc"), printed("b.txt", "abc")], {1: 0}),
        # a copy without its last pages
        ([printed("a.txt", "ab"), printed("long name.txt", "abcd")], {0: 1}),
        # one number of three misread
        ([printed("a.txt", "abc"), printed("b.txt", "abx")], {1: 0}),
        # two cities, or an issue and its supplement
        ([printed("青河/2.txt", "abc"), printed("沧水/2.txt", "xyz")], {}),
        ([printed("a.txt", "abc"), printed("b.txt", "axy")], {}),
        ([printed("a.txt", "abc"), printed("b.txt", "abc", (2020, 3))], {}),
        # three of one
        (
            [printed("1.txt", "abc"), printed("22.txt", "abc"), printed("333.txt", "ab")],
            {1: 0, 2: 0},
        ),
        # notes without documents
        ([printed("a.txt", ""), printed("b.txt", "")], {}),
        # single documents that name no issue
        ([printed("a.html", "a", None), printed("a.docx", "a", None)], {0: 1}),
        ([printed("a.txt", "a", None), printed("b.txt", "ab", None)], {}),
        ([printed("a.txt", "a", None), printed("b.txt", "abc")], {}),
    ],
)
def test_one_issue_is_taken_once(files: list[Printed], left_out: dict[int, int]) -> None:
    wanted = {files[one].file: files[other].file for one, other in left_out.items()}
    assert doubles(files) == wanted


FILES = st.lists(
    st.builds(
        Printed,
        st.text("ab12.", min_size=1, max_size=6),
        st.sampled_from([None, (2020, 1), (2020, 2)]),
        st.frozensets(st.sampled_from("abcdef")),
    ),
    unique_by=lambda one: one.file,
    max_size=8,
)


@given(FILES, st.randoms())
def test_the_order_in_which_files_came_does_not_matter(
    files: list[Printed], shuffler: random.Random
) -> None:
    found = doubles(files)
    shuffled = [*files]
    shuffler.shuffle(shuffled)
    assert doubles(shuffled) == found
    assert not {*found} & {*found.values()}, "what is taken stays"
    assert doubles(one for one in files if one.file not in found) == {}
