from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize as unicode_normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.analysis.normalizer import BREAK, marked_text, normalize, search_text

# Unrestricted text rarely brings two telling characters together, so both are drawn.
TELLING = "低保部門市（）《》〔〕，。、,.%‰ \u3000\n\t○〇二年0123５Ⅲm²¼and/-\u200b\x1f"
TEXT = st.one_of(st.text(max_size=40), st.text(st.sampled_from(TELLING), max_size=40))
LATIN = st.characters(max_codepoint=0x24F, categories=["Ll", "Lu", "Nd"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Spaces, width and brackets change from printed page to page.
        ("自2018 年7月1 日起", "自2018年7月1日起"),
        ("葫政办发〔２０１８〕７８号", "葫政办发2018 78号"),
        ("各县〈市〉区政府", "各县市区政府"),
        ("国务院第 427 号令", "国务院第427号令"),
        # Marks between two ASCII units leave one space.
        ("2017-2020年", "2017 2020年"),
        ("VR/AR", "vr ar"),
        ("GB/T51267-2017", "gb t51267 2017"),
        ("hldxxk@163.com", "hldxxk 163 com"),
        ("5G+ 工业", "5g工业"),
        # Numbers keep their points, percent signs, and nothing else.
        ("增长3.5%，5‰、30 %", "增长3.5%5‰30%"),
        ("投资3,924万元", "投资3924万元"),
        ("1,234,567.5", "1234567.5"),
        ("2018,2019", "2018 2019"),
        ("12,34", "12 34"),
        ("1. 推进“互联网+”", "1推进互联网"),
        ("100%.", "100%"),
        # One character for what a reader takes for one.
        ("45m²", "45m2"),
        ("国Ⅲ、劣Ⅴ类", "国iii劣v类"),
        ("行政管理部門的监督", "行政管理部门的监督"),
        ("二○二○年四月十五日", "二〇二〇年四月十五日"),
        ("○市政府文件", "市政府文件"),
        ("○○八", "八"),
        # The and of recognised pages.
        ("点行业 and 重点污染物", "点行业和重点污染物"),
        ("《条例》 and 《办法》", "条例和办法"),
        ("research and development", "research and development"),
        # Table cells and lines stay apart; what no reader sees does not.
        ("重点任务\t负责单位\r\n\n保障措施\t", "重点任务\n负责单位\n保障措施\n"),
        ("低\u200b保\u202e标\ufeff准\x07", "低保标准"),
        ("e\u0301", "e"),
        ("", ""),
    ],
)
def test_search_text(text: str, expected: str) -> None:
    assert search_text(text) == expected


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("葫蘆島市人民政府辦公室關於印發", "葫芦岛市人民政府办公室关于印发"),
        ("最低生活保障標準", "最低生活保障标准"),
        ("徵收與補償", "征收与补偿"),
        ("後備箱", "后备箱"),
        # Simplified characters that are traditional ones of another word as well.
        ("皇后 乾坤 著作 瞭望 慰藉 覆盖", "皇后乾坤著作瞭望慰藉覆盖"),
    ],
)
def test_traditional_characters_are_read_as_simplified(traditional: str, simplified: str) -> None:
    assert search_text(traditional) == simplified


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("抽贷、断贷、压贷", ["抽贷", "断贷", "压贷"]),
        ("各县（市）区", ["各县", "市", "区"]),
        ("葫芦岛市 加快", ["葫芦岛市加快"]),
        ("（试行）", ["试行"]),
        ("负责单位\n市卫生健康委", ["负责单位\n市卫生健康委"]),
        ("2017-2020年", ["2017 2020年"]),
    ],
)
def test_breaks_stand_where_punctuation_stood(text: str, stretches: list[str]) -> None:
    assert [part for part in marked_text(text).split(BREAK) if part] == stretches
    normal = normalize(text)
    assert normal.marked().split(BREAK) == stretches
    places = (0, *normal.breaks, len(normal.text))
    assert [normal.text[start:end] for start, end in pairwise(places)] == stretches


def test_offsets_lead_back_to_the_text() -> None:
    text = "（一）城乡 and 农村：3,924元，增长 5 %。"
    normal = normalize(text)
    assert normal.text == "一城乡和农村3924元增长5%"
    assert "".join(text[at] for at in normal.offsets) == "一城乡a农村3924元增长5%"


@given(TEXT)
def test_with_and_without_offsets_agree(text: str) -> None:
    assert normalize(text).text == search_text(text)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = search_text(text)
    assert search_text(once) == once


@given(TEXT)
def test_offsets_rise_and_stay_inside(text: str) -> None:
    normal = normalize(text)
    assert len(normal.offsets) == len(normal.text)
    assert list(normal.offsets) == sorted(normal.offsets)
    assert all(0 <= at < len(text) for at in normal.offsets)
    assert all(0 < at < len(normal.text) for at in normal.breaks)


@given(TEXT)
def test_every_character_comes_from_one_that_folds_to_it(text: str) -> None:
    normal = normalize(text)
    for char, at in zip(normal.text, normal.offsets, strict=True):
        source = text[at]
        if char == " ":
            assert search_text(f"a{source}b").count(" ") == 1
        elif char not in "\n和〇":
            assert char in search_text(f"1{source}1")[1:-1]


@given(st.text(LATIN, max_size=10))
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    assert search_text(unicode_normalize("NFC", text)) == search_text(
        unicode_normalize("NFD", text)
    )
