from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.meaning.planes import nearest, transpose

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 2  # bytes: 16 dimensions


def distance(signs: bytes, query: Sequence[int]) -> int:
    """What one vector disagrees with, counted one dimension after the other."""
    bits = int.from_bytes(signs, "little")
    return sum(abs(q) for d, q in enumerate(query) if q and (bits >> d & 1) != (q > 0))


@given(
    vectors=st.lists(st.binary(min_size=WIDTH, max_size=WIDTH), max_size=60),
    query=st.lists(st.integers(-2, 2), min_size=8 * WIDTH, max_size=8 * WIDTH),
    excluded=st.sets(st.integers(0, 59)),
    wanted=st.integers(1, 70),
)
@settings(deadline=None, max_examples=200)
def test_nearest_are_those_that_counting_one_by_one_gives(
    vectors: list[bytes], query: list[int], excluded: set[int], wanted: int
) -> None:
    planes = transpose(b"".join(vectors), WIDTH)
    among = [n for n in range(len(vectors)) if n not in excluded]
    bits = sum(1 << n for n in among)
    expected = sorted(among, key=lambda n: (distance(vectors[n], query), n))[:wanted]
    assert nearest(planes.__getitem__, query, bits, wanted) == sorted(expected)


@given(vectors=st.lists(st.binary(min_size=WIDTH, max_size=WIDTH), max_size=40))
@settings(deadline=None)
def test_a_plane_holds_one_bit_of_every_vector(vectors: list[bytes]) -> None:
    planes = transpose(b"".join(vectors), WIDTH)
    assert len(planes) == 8 * WIDTH
    for d, plane in enumerate(planes):
        assert [plane >> n & 1 for n in range(len(vectors))] == [
            int.from_bytes(vector, "little") >> d & 1 for vector in vectors
        ]


@pytest.mark.parametrize("wanted", [1, 5])
def test_nothing_is_nearest_among_nothing(wanted: int) -> None:
    assert nearest(transpose(b"", WIDTH).__getitem__, [1] * 16, 0, wanted) == []


def test_dimensions_that_say_nothing_are_not_read() -> None:
    def plane(dimension: int) -> int:
        assert dimension == 3
        return 0b01

    assert nearest(plane, [0, 0, 0, 1], 0b11, 1) == [0]
