from __future__ import annotations

import pytest

from gazette_search.search.understanding.traits import Trait, has_trait, traits_asked


@pytest.mark.parametrize(
    ("question", "traits"),
    [
        ("公积金贷款最多能贷多少", ("limit",)),
        ("供热温度最低不能低于几度", ("limit",)),
        ("奖励封顶吗", ("limit",)),
        ("提取公积金条件", ("condition",)),
        ("什么样的家庭能领救助", ("condition",)),
        ("谁可以住养老院", ("condition",)),
        ("乱停车怎么处罚", ("penalty",)),
        ("不交暖气费会被罚吗", ("penalty",)),
        ("办停供手续", ("materials",)),
        ("领补贴要带什么", ("materials",)),
        ("暖气报停怎么办理", ("procedure",)),
        ("山体滑坡找哪个部门", ("procedure",)),
        ("欠薪去哪投诉", ("procedure",)),
        ("货车能不能进城", ("consent",)),
        ("可以在街上摆摊吗", ("consent",)),
        ("低保标准", ()),
        ("路边摆摊会被取缔吗", ()),  # 取缔 is a word to look for
        ("最近的通知", ()),
    ],
)
def test_what_a_wording_asks_of_its_answer(question: str, traits: tuple[Trait, ...]) -> None:
    assert traits_asked(question, for_kind=False) == traits


def test_whether_is_asked_by_the_way_where_something_else_is_asked_for() -> None:
    question = "能不能把公积金取出来审核要多久"
    assert traits_asked(question, for_kind=False) == ("consent",)
    assert traits_asked(question, for_kind=True) == ()


@pytest.mark.parametrize(
    ("trait", "does", "does_not"),
    [
        ("limit", "(一)不超过规定的最大贷款额度;", "贷款额度由受托银行核定。"),
        ("limit", "室温不得低于18℃。", "室温为18℃。"),
        ("condition", "职工有下列情形之一的,可以提取:", "职工可以提取存储余额。"),
        ("condition", "申请补助的企业应具备以下条件:", "申请补助的企业由市财政局审核。"),
        ("penalty", "逾期不改的,处以1万元罚款。", "逾期不报的,视为放弃。"),
        ("materials", "持身份证、租房合同到窗口办理。", "到窗口办理。"),
        ("procedure", "知情人应立即向当地人民政府报告。", "知情人应当保持镇静。"),
        ("procedure", "由街道受理,区民政局审批。", "由街道负责。"),
        ("consent", "主城区内禁止柴油车通行。", "主城区内设立标志。"),
        ("consent", "符合条件的,可以免交。", "符合条件的,按半价交。"),
    ],
)
def test_what_an_official_sentence_does(trait: Trait, does: str, does_not: str) -> None:
    assert has_trait((trait,), does)
    assert not has_trait((trait,), does_not)
    assert not has_trait((), does)
