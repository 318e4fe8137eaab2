from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.numerals import NUMERAL_CHARACTERS, parse_numeral, to_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十八", 28),
        ("廿三", 23),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千零三十", 1030),
        ("一万二千", 12000),
        ("二〇二〇", 2020),
        ("二○一八", 2018),
        ("两", 2),
        ("0", 0),
        ("100", 100),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    "text", ["", "葫", "十百", "百", "一一十", "二十十", "第一", "1.5", "万", "零十"]
)
def test_what_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(0, 9999))
def test_written_numerals_are_read_back(value: int) -> None:
    assert parse_numeral(to_numeral(value)) == value


@pytest.mark.parametrize(
    ("value", "text"), [(0, "零"), (12, "十二"), (101, "一百零一"), (1010, "一千零一十")]
)
def test_numerals_are_written_as_printed(value: int, text: str) -> None:
    assert to_numeral(value) == text


@pytest.mark.parametrize("value", [-1, 10_000])
def test_numbers_without_a_numeral(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        to_numeral(value)


@given(st.text(alphabet=NUMERAL_CHARACTERS, max_size=8))
def test_reading_never_fails(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0
