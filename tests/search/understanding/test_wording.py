from __future__ import annotations

import pytest

from gazette_search.search.language.parser import parse
from gazette_search.search.understanding.wording import wording


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("养狗要办证吗", "养狗要办证吗"),
        ("低保 孤儿", "低保 孤儿"),
        ("低保 -孤儿", "低保"),
        ("低保 NOT 孤儿", "低保"),
        ("“以房养老” 怎么办理", "以房养老 怎么办理"),
        ("供热 date:2019..2020", "供热"),
        ("供热 标题:办法", "供热"),
        ("供热 低保*", "供热"),
        # Nothing that has a meaning, or more than one:
        ("“以房养老”", ""),
        ("低保*", ""),
        ("低保 OR 五保", ""),
        ("(低保 OR 五保) 标准", ""),
        ("葫政办发〔2020〕23号", ""),
        ("葫政办发〔2020〕23号 低保", ""),
        ("标题:供热", ""),
        ("year:2020", ""),
        ("养老 NEAR/10 床位", ""),
    ],
)
def test_what_a_query_says(query: str, said: str) -> None:
    assert wording(parse(query)) == said
