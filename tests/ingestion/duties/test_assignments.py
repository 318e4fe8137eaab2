from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.duties.assignments import (
    Assignment,
    Rules,
    find_tail,
    opens_with_label,
    read_labelled,
    read_rules,
    read_value,
    read_verbal,
    role_of_header,
)

FIRST_LEADS = "（市卫生健康委、市发展改革委负责。排在第一位的部门为牵头部门，下同）"
EACH_LEADS = "（分别负责为各部门按职责分别牵头，下同）"


def told(said: Assignment) -> str:
    """l: lead, r: responsible, c: cooperating; persons after @, terms after #."""
    units = [f"{unit.role[0]}:{unit.name}" for unit in said.units]
    persons = [f"@{name}" for name in said.leaders]
    return " ".join([*units, *persons, *(f"#{term.last_day}" for term in said.deadlines)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 2019-04:188
        (
            "牵头单位：市营商局；责任单位：市信息中心，各县〈市〉区政府；完成时限：2019年4月底前",
            "l:市营商局 r:市信息中心 r:各县〈市〉区政府 #2019-04-30",
        ),
        # 2020-02:267: a comma between the labels
        (
            "牵头单位：市委宣传部，责任单位：市文旅广电局，各县〈市〉区政府",
            "l:市委宣传部 r:市文旅广电局 r:各县〈市〉区政府",
        ),
        # 2018-04:772
        (
            "牵头单位：市政府办公室；配合单位：市发展改革委等部门",
            "l:市政府办公室 c:市发展改革委",
        ),
        # 2019-04:206
        ("牵头单位：市营商局；完成时限：持续推进", "l:市营商局 #None"),
        ("责任领导：冯英、马文志", "@冯英 @马文志"),
        ("牵头单位：市教育局 责任单位：市财政局", "l:市教育局 r:市财政局"),
        ("牵头部门:各县〈市〉区政府;配合部门:市财政局", "l:各县〈市〉区政府 c:市财政局"),
        ("责任单位：市教育局牵头，市财政局、审计局配合", "l:市教育局 c:市财政局 c:市审计局"),
        ("牵头单位：市教育局；市财政局按职责分工负责", "l:市教育局 r:市财政局"),
        ("责任单位及责任人：市教育局 张三", "r:市教育局"),
        ("责任单位：市教育局，2019年6月底前完成", "r:市教育局 #2019-06-30"),
        ("配合领导：各位副市长", ""),
        ("责任单位：见附件", ""),
        ("责任单位要加强领导", ""),
        ("市教育局，责任单位：市财政局", ""),
    ],
)
def test_labels(text: str, expected: str) -> None:
    assert told(read_labelled(text, Rules(year=2019))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 2018-04:658
        (
            "各县〈市〉区政府，市编委办、市发展改革委按职责分工负责",
            "r:各县〈市〉区政府 r:市编委办 r:市发展改革委",
        ),
        # 2018-04:718
        ("市卫生计生委、市商务局等按部门职责分工负责", "r:市卫生计生委 r:市商务局"),
        # 2019-04:322
        (
            "市扶贫办等有关部门和单位及各有关县〈市〉区政府按分工负责",
            "r:市扶贫办 r:各有关县〈市〉区政府",
        ),
        # 2019-04:561
        ("市卫生健康委负责", "r:市卫生健康委"),
        ("市发展改革委牵头，市财政局、教育局等部门配合", "l:市发展改革委 c:市财政局 c:市教育局"),
        (
            "市教育局牵头负责；市财政局按职责分工负责，2019年6月底前完成",
            "l:市教育局 r:市财政局 #2019-06-30",
        ),
        ("由市农业农村局会同市财政局负责", "l:市农业农村局 c:市财政局"),
        ("市教育局、市体育局分别牵头", "l:市教育局 l:市体育局"),
        (
            "市医保局、葫芦岛银保监局分别负责，市财政局参与",
            "r:市医保局 r:葫芦岛银保监局 c:市财政局",
        ),
        ("市教育局、市财政局，2019年6月底前完成", "r:市教育局 r:市财政局 #2019-06-30"),
        ("市教育局、市财政局", ""),
        ("2019年6月底前完成", ""),
        ("企业负责", ""),
        ("由建设单位负责", ""),
        ("属地负责", ""),
        ("法定代表人、主要负责人", ""),
        ("以下简称公司负责", ""),
        ("市财政局负责解释", ""),
        ("市财政局根据年度预算负责", ""),
    ],
)
def test_verbs(text: str, expected: str) -> None:
    assert told(read_verbal(text, Rules(year=2019))) == expected


@pytest.mark.parametrize(
    ("text", "first", "each"),
    [
        (FIRST_LEADS, True, False),
        (EACH_LEADS, False, True),
        ("责任单位中列第一位的为牵头单位。", True, False),
        ("注：排在首位的单位为牵头单位", True, False),
        ("牵头单位为排在第一位的部门", True, False),
        ("由市督考办牵头，会同有关部门进行督查。", False, False),
        ("市卫生健康委、市医保局分别负责。", False, False),
    ],
)
def test_rules_that_a_document_states(text: str, first: bool, each: bool) -> None:
    assert read_rules(text, 2019) == Rules(first, each, 2019)


def test_rules_decide_who_leads() -> None:
    rules = Rules(first_leads=True, each_leads=True)
    inner = FIRST_LEADS[1:-1]
    assert told(read_verbal(inner, rules)) == "l:市卫生健康委 r:市发展改革委"
    assert told(read_verbal("市卫生健康委负责", rules)) == "r:市卫生健康委"
    # 2020-02:1261
    cell = f"市卫生健康委、市财政局分别负责，市教育局参与{EACH_LEADS}"
    assert told(read_value("responsible", cell, rules)) == "l:市卫生健康委 l:市财政局 c:市教育局"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("负责单位", "responsible"),
        ("责任单位", "responsible"),
        ("牵头（责任）单位", "lead"),
        ("配合单位（部门）", "cooperating"),
        ("完成时限", "deadline"),
        ("责任领导", "leaders"),
        ("责任单位及责任人", "responsible"),
        # 2020-01:243: who collects a fee has no task
        ("主管部门", None),
        ("重点任务", None),
        ("单位", None),
    ],
)
def test_headers(header: str, kind: str | None) -> None:
    assert role_of_header(header) == kind


def test_labels_at_either_end() -> None:
    assert opens_with_label("牵头单位：市教育局")
    assert not opens_with_label("牵头单位要加强领导")
    text = "推进教育改革。责任单位：市教育局。"
    assert find_tail(text) == text.index("责任")
    assert find_tail("推进教育改革。责任单位：市教育局。各地要加强领导。") is None


@given(
    st.text(st.sampled_from("市局政府各县区牵头责任配合单位负责按职责分工参与：；，、。()（）等和"))
)
def test_any_text_can_be_read(text: str) -> None:
    for said in (read_labelled(text, Rules()), read_verbal(text, Rules())):
        assert all(unit.printed in text for unit in said.units)
