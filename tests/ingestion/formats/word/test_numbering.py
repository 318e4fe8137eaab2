from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.word.numbering import printed


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("decimal", "1 2 10 21"),
        ("decimalZero", "01 02 10 21"),
        ("decimalFullWidth", "１ ２ １０ ２１"),
        ("decimalEnclosedCircle", "① ② ⑩ ㉑"),
        ("chineseCounting", "一 二 十 二十一"),
        ("chineseCountingThousand", "一 二 十 二十一"),
        ("ideographDigital", "一 二 一〇 二一"),
        ("chineseLegalSimplified", "壹 贰 壹拾 贰拾壹"),
        ("ideographTraditional", "甲 乙 癸 甲"),
        ("ideographZodiac", "子 丑 酉 申"),
        ("upperRoman", "I II X XXI"),
        ("lowerRoman", "i ii x xxi"),
        ("upperLetter", "A B J U"),
        ("lowerLetter", "a b j u"),
        ("bullet", "   "),
        ("none", "   "),
        ("hebrew1", "1 2 10 21"),  # not used in Chinese texts
    ],
)
def test_numbers_are_printed_as_word_prints_them(name: str, shown: str) -> None:
    assert " ".join(printed(number, name) for number in (1, 2, 10, 21)) == shown


def test_letters_go_on_behind_z() -> None:
    assert [printed(number, "upperLetter") for number in (26, 27, 53)] == ["Z", "AA", "AAA"]
