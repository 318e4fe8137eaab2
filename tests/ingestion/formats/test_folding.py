from __future__ import annotations

import pytest

from gazette_search.ingestion.formats.folding import count_private, fold_glyphs


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("部⻔负责", "部门负责"),  # CJK Radicals Supplement
        ("⾏政机关⼈⺠政府", "行政机关人民政府"),  # Kangxi radicals and the supplement
        ("资\uf90a", "资金"),  # compatibility ideographs
        ("\U0002f800", "丽"),
        ("﨎﨏", "﨎﨏"),  # ordinary ideographs in the compatibility block
        ("2014\u00ad2020年", "2014-2020年"),  # a dash that the font had no other sign for
        ("政\u00ad策", "政\u00ad策"),
        ("２０２０年〔６〕号，①㎡", "２０２０年〔６〕号，①㎡"),  # kept as printed
        ("丶乙", "丶乙"),
    ],
)
def test_what_looks_alike_becomes_what_it_shows(text: str, folded: str) -> None:
    assert fold_glyphs(text) == folded
    assert fold_glyphs(folded) == folded


def test_private_use_characters_are_counted() -> None:
    assert count_private("第\ue000条\uf8ff\U000f0000目的") == 3
