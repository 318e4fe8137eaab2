from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.widths import fold_width, print_width


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２０－２０３５", "2020-2035"),
        ("（责任单位：市财政局）", "(责任单位:市财政局)"),
        ("葫政发〔2018〕4号", "葫政发〔2018〕4号"),
        ("刘\u3000剑\xa0袁　伶", "刘 剑 袁 伶"),
    ],
)
def test_full_width_forms_become_ascii(text: str, folded: str) -> None:
    assert fold_width(text) == folded


@given(st.text())
def test_folding_keeps_length_and_is_stable(text: str) -> None:
    folded = fold_width(text)
    assert len(folded) == len(text)
    assert fold_width(folded) == folded


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("葫芦岛市", 4), ("10%以上", 3.5), ("PM2.5 浓度", 5), ("（一）", 3)],
)
def test_print_width_counts_ascii_as_half(text: str, width: float) -> None:
    assert print_width(text) == width
