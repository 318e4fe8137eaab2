from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.layout.numbering import RANKS, find_marker


@pytest.mark.parametrize(
    ("line", "kind", "text", "value", "rest"),
    [
        ("第一章 重点工业企业", "chapter", "第一章", 1, "重点工业企业"),
        ("第二十九条 当事人对", "article", "第二十九条", 29, "当事人对"),
        ("第八条 1. 申请方式：", "article", "第八条", 8, "1. 申请方式："),
        ("一、强化财政支持", "clause", "一、", 1, "强化财政支持"),
        ("十二、征收补偿争议的解决", "clause", "十二、", 12, "征收补偿争议的解决"),
        ("（二十八）完成精准扶贫路", "paren", "（二十八）", 28, "完成精准扶贫路"),
        ("(十四) 加强企业经营者培训。", "paren", "(十四)", 14, "加强企业经营者培训。"),
        ("1. 统筹领导。", "digit", "1.", 1, "统筹领导。"),
        ("1.在从事的岗位", "digit", "1.", 1, "在从事的岗位"),
        ("1. 5G+ 工业互联网", "digit", "1.", 1, "5G+ 工业互联网"),
        ("53．坚决服从", "digit", "53．", 53, "坚决服从"),
        ("3、补充", "digit", "3、", 3, "补充"),
        ("(1) 1945 年以前", "paren_digit", "(1)", 1, "1945 年以前"),
        ("2）提交材料", "half_paren", "2）", 2, "提交材料"),
        ("③其他", "circled", "③", 3, "其他"),
        ("一是加强城市的亮化", "ordinal", "一是", 1, "加强城市的亮化"),
        ("——创新改革", "bullet", "——", None, "创新改革"),
    ],
)
def test_markers(line: str, kind: str, text: str, value: int | None, rest: str) -> None:
    marker = find_marker(line)
    assert marker is not None
    assert (marker.kind, marker.text, marker.value, line[marker.end :]) == (kind, text, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "第三十三条规定，在城市道路范围内",
        "第五条第一款",
        "第三十条、第三十一条",
        "第一条、关于办理手续问题",
        "（一）、（五）、（六）项情形之一",
        "1.5倍确定",
        "2019年底，全市",
        "17处、杨家杖子",
        "30 前上报",
        "二、三产业融合",
        "—CBD—兴城海滨",
        "（2019—2021年）",
        "葫芦岛市",
        "",
    ],
)
def test_numbers_that_go_on_as_a_sentence_mark_nothing(line: str) -> None:
    assert find_marker(line) is None


def test_ranks_follow_the_standard() -> None:
    order = ["第一章 总则", "第一条 为了", "一、总则", "（一）目的", "1. 统筹", "（1）烈属"]
    ranks = [marker.rank for line in order if (marker := find_marker(line))]
    assert ranks == sorted(set(ranks))
    assert len(ranks) == len(order)


@given(st.text(alphabet="第一二十条章、.（）(1) ——是①g", max_size=12))
def test_a_marker_lies_inside_its_line(line: str) -> None:
    marker = find_marker(line)
    if marker:
        assert line.startswith(marker.text)
        assert len(marker.text) <= marker.end <= len(line)
        assert marker.kind in RANKS
