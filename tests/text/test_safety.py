from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.text.safety import escape_unsafe, is_safe, sanitize

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (
            "城市低保标准，全市统一提高到每人每月600元。",
            "城市低保标准，全市统一提高到每人每月600元。",
        ),
        ("低保\x1b[31m标准", "低保[31m标准"),
        ("低保\x9b31m标准", "低保31m标准"),
        ("\x1b]0;改名\x07低保", "]0;改名低保"),
        ("低\u202e保\u2066标\u200f准", "低保标准"),
        ("低\u200b保\ufeff标\u00ad准", "低保标准"),
        ("低保\U000e0041标准", "低保标准"),
        (
            "第一行\r\n第二行\r第三行\u2028第四行\x85第五行",
            "第一行\n第二行\n第三行\n第四行\n第五行",
        ),
        ("甲\t乙\n丙", "甲\t乙\n丙"),
        ("低\ud800保", "低保"),
        ("45m²　Ⅲ类水质〔2020〕", "45m²　Ⅲ类水质〔2020〕"),
    ],
)
def test_steering_and_hidden_characters_are_dropped(text: str, safe: str) -> None:
    assert sanitize(text) == safe
    assert is_safe(text) == (text == safe)


@given(ANY_TEXT)
def test_safe_text_stays_as_it_is(text: str) -> None:
    safe = sanitize(text)
    assert sanitize(safe) == safe
    assert is_safe(safe)
    safe.encode("utf-8")


@given(ANY_TEXT)
def test_escaped_json_is_safe_and_loses_nothing(text: str) -> None:
    written = escape_unsafe(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == json.loads(json.dumps(text))
    written.encode("utf-8")
    assert sanitize(written) == written


def test_escapes_name_the_character() -> None:
    assert escape_unsafe('"\u202e\U000e0041\x9b"') == '"\\u202e\\udb40\\udc41\\u009b"'
