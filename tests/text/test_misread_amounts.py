from __future__ import annotations

import pytest

from gazette_search.text.misread_amounts import misread_amounts


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        # 5‰ and 12‰ as PP-OCRv6 reads them, with the words that rates in ‰ stand beside
        ("人口自然增长率为5%", [("5%", "‰")]),
        ("人口自然增长率控制在 6.5％以内", [("6.5％", "‰")]),
        ("婴儿死亡率降到12%0以下", [("12%0", "‰")]),
        ("印花税税率为0.3%。", [("0.3%", "‰")]),
        ("按日加收滞纳金5%o", [("5%o", "‰")]),
        ("月利率7%，贴息5%", [("7%", "‰"), ("5%", "‰")]),
        # what cannot be ‰, and what is said of other things
        ("婴儿死亡率下降40%", []),
        ("地区生产总值增长5%", []),
        ("提高到80%，12%0.5", []),
        ("下浮不低于10%", []),
        # ㎡ as m
        ("总建筑面积1200m，其中住宅 800 m", [("1200m", "平方米"), ("800 m", "平方米")]),
        ("每月租金 3 元/m", [("元/m", "平方米")]),
        ("户型面积45m²—60m²", []),
        ("道路长1200m，宽12m", []),
        ("占地面积500mm", []),
        ("", []),
    ],
)
def test_amounts_that_are_to_be_compared_with_the_page(
    text: str, unsure: list[tuple[str, str]]
) -> None:
    found = misread_amounts(text)
    assert [(text[one.start : one.end].strip(), one.likely) for one in found] == unsure
