from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.meaning.quantising import Quantizer, compare_vectors, mean_of


def unit(components: list[float]) -> list[float]:
    length = sqrt(sum(component * component for component in components)) or 1.0
    return [component / length for component in components]


def cosine(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


COMPONENTS = st.floats(-1, 1, width=32)


@st.composite
def vectors(draw: st.DrawFn) -> list[list[float]]:
    size = draw(st.integers(1, 40))
    rows = st.lists(COMPONENTS, min_size=size, max_size=size).filter(
        lambda row: any(abs(x) > 1e-3 for x in row)
    )
    return [unit(draw(rows)) for _ in range(draw(st.integers(2, 6)))]


@given(rows=vectors())
@settings(deadline=None, max_examples=150)
def test_a_cosine_survives_rounding(rows: list[list[float]]) -> None:
    quantizer = Quantizer(mean_of(rows))
    asked, *texts = rows
    question = quantizer.question(asked)
    for text in texts:
        row = quantizer.row(text)
        assert len(row) == quantizer.row_size
        # Half a step on every dimension, in units of the largest component.
        bound = 0.5 / 127 * 2 * sqrt(len(asked)) * question.length + 1e-4
        assert compare_vectors(question, row).cosine == pytest.approx(
            cosine(asked, text), abs=bound
        )


@given(rows=vectors())
@settings(deadline=None)
def test_signs_tell_the_side_of_the_mean(rows: list[list[float]]) -> None:
    quantizer = Quantizer(mean_of(rows))
    for row in map(quantizer.row, rows):
        signs = quantizer.signs(row)
        assert len(signs) == quantizer.signs_size
        bits = int.from_bytes(signs, "little")
        steps = memoryview(row)[8:].cast("b")
        assert [bits >> d & 1 for d in range(len(steps))] == [int(step > 0) for step in steps]
        assert bits >> len(steps) == 0


def test_what_all_share_says_nothing() -> None:
    """Cosines of unlike texts are high in a narrow cone; closeness is not."""
    alike, other, asked = unit([9, 1, 0, 0.1]), unit([9, 0, 1, 0.1]), unit([9, 1, 0, -0.1])
    quantizer = Quantizer(mean_of([alike, other]))
    question = quantizer.question(asked)
    near, far = (compare_vectors(question, quantizer.row(text)) for text in (alike, other))
    assert far.cosine > 0.95
    assert near.closeness > 0.9
    assert far.closeness < -0.9


def test_a_vector_that_is_the_mean_divides_by_nothing() -> None:
    quantizer = Quantizer([1.0, 0.0])
    row = quantizer.row([1.0, 0.0])
    assert compare_vectors(quantizer.question([1.0, 0.0]), row) == (1.0, 0.0)
