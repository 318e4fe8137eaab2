from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.duties.units import (
    are_surely_units,
    full_names,
    is_unit,
    split_units,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委宣传部", "市委宣传部"),
        # 2018-02:555
        (
            "市农委、林业局等有关部门，各县（市）区政府，各开发区（园区）管委会",
            "市农委|林业局|各县（市）区政府|各开发区（园区）管委会",
        ),
        # 2019-04:180
        (
            "市信息中心等市政府有关部门，各县〈市〉区政府",
            "市信息中心|市政府有关部门|各县〈市〉区政府",
        ),
        # 2019-04:298
        (
            "市财政局、市教育局等有关部门和单位及各县〈市〉区政府",
            "市财政局|市教育局|各县〈市〉区政府",
        ),
        # 2019-04:350
        ("各有关部门和单位及各县〈市〉区政府", "各有关部门和单位|各县〈市〉区政府"),
        # 2019-04:270
        (
            "人民银行葫芦岛市中心支行和各县〈市〉区政府",
            "人民银行葫芦岛市中心支行|各县〈市〉区政府",
        ),
        # 2020-02:1257: the space of a name, no gap in a list
        ("市市场监管局、92493 部队保障部", "市市场监管局|92493 部队保障部"),
        ("市教育局 市财政局", "市教育局|市财政局"),
        (
            "市文化旅游和广播电视局、市住房和城乡建设局",
            "市文化旅游和广播电视局|市住房和城乡建设局",
        ),
        ("市教育局与市财政局", "市教育局|市财政局"),
        ("各县、区人民政府，市公安局", "各县、区人民政府|市公安局"),
        ("各区、县（市）政府", "各区、县（市）政府"),
        ("各县（市、区）人民政府、各乡镇、街道", "各县（市、区）人民政府|各乡镇、街道"),
        ("市高等院校、市中等职业学校等", "市高等院校|市中等职业学校"),
        # 2020-02:839: printed without 局
        ("市人力资源和社会保障、市民政局", "市人力资源和社会保障|市民政局"),
        ("市教育局 张三", "市教育局"),
        ("见附件", ""),
        ("同上", ""),
        ("", ""),
    ],
)
def test_split(text: str, expected: str) -> None:
    assert "|".join(split_units(text)) == expected


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        # 2018-02:329
        ("市商务局 发展改革委 旅发委", "市商务局 市发展改革委 市旅发委"),
        # 2018-02:741
        (
            "市财政局 政府金融办 人民银行葫芦岛市中心支行 葫芦岛银监局 国资委",
            "市财政局 市政府金融办 人民银行葫芦岛市中心支行 葫芦岛银监局 市国资委",
        ),
        # 2018-02:387
        (
            "市港口与口岸局 商务局 绥中县政府",
            "市港口与口岸局 市商务局 绥中县政府",
        ),
        # 2020-02:747
        ("市建交集团 连山区 龙港区 兴城市政府", "市建交集团 连山区政府 龙港区政府 兴城市政府"),
        # 2018-02:593
        ("市发展改革委（市沿海办） 编委办", "市发展改革委 市编委办"),
        ("市委组织部 宣传部 教育局", "市委组织部 市委宣传部 市教育局"),
        ("省教育厅 财政厅", "省教育厅 省财政厅"),
        ("各县（市）区党委 政府", "各县（市）区党委 各县（市）区政府"),
        # Whose it is, the list does not say.
        ("绥中县政府 财政局", "绥中县政府 财政局"),
        ("财政局 民政局", "财政局 民政局"),
        ("市财政局 建设银行 教育部门 城市商业银行", "市财政局 建设银行 教育部门 城市商业银行"),
        # Organs of the state in a place are not the city's.
        ("市商务局 葫芦岛海关 海事局", "市商务局 葫芦岛海关 海事局"),
        ("各县〈市〉区政府 各有关部门", "各县〈市〉区政府 各有关部门"),
        # 2020-02:1344
        ("绥中县 兴城市", "绥中县 兴城市"),
        ("团市委 市妇联", "团市委 市妇联"),
    ],
)
def test_a_name_takes_over_what_governs_its_list(printed: str, names: str) -> None:
    assert full_names(printed.split()) == names.split()


@pytest.mark.parametrize("text", ["是指承担工作的单位", "市", "", "根据实际确定的单位", "张三"])
def test_what_is_no_unit(text: str) -> None:
    assert not is_unit(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市财政局 市民政局", True),
        ("葫芦岛出入境检验检疫局", True),
        ("各县〈市〉区政府", True),
        ("企业", False),
        ("建设单位", False),
        ("法定代表人 主要负责人", False),
        ("市财政局 建设进度", False),
        ("", False),
    ],
)
def test_without_a_label_only_organs_count(text: str, expected: bool) -> None:
    assert are_surely_units(text.split()) is expected


@given(st.text(st.sampled_from("市县区各政府局委和及等、，（）〈〉 民教财育有关部门单位2")))
def test_no_unit_is_invented(text: str) -> None:
    for unit in split_units(text):
        assert unit in text
    names = full_names(split_units(text))
    assert len(names) == len(split_units(text))
