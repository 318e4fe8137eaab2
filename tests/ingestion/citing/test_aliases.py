from __future__ import annotations

import pytest
from hypothesis import given

from citation_texts import TEXTS
from gazette_search.ingestion.citing.aliases import find_aliases
from gazette_search.models import Alias, Block


def pairs(text: str) -> list[tuple[str, str]]:
    return [(each.short, each.full) for each in find_aliases([Block("paragraph", text, (1, 1))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "聘请供热专家、社会监督员组成的葫芦岛市城市供热服务质量考核委员会（以下简称考核委员会），",
            [("考核委员会", "葫芦岛市城市供热服务质量考核委员会")],
        ),
        (
            "征收具有《房屋所有权证》（以下简称房照或照）的住宅房屋",
            [("房照", "《房屋所有权证》"), ("照", "《房屋所有权证》")],
        ),
        (
            "葫芦岛市 8890 政务便民服务平台（以下简称 8890 平台）的建立",
            [("8890 平台", "葫芦岛市 8890 政务便民服务平台")],
        ),
        (
            "第二条 葫芦岛市住房公积金管理委员会（以下简称市公积金管委会）是",
            [("市公积金管委会", "葫芦岛市住房公积金管理委员会")],
        ),
        (
            "住房公积金由国家机关、国有企业、事业单位、社会团体（以下统称单位）及其在职职工缴存",
            [("单位", "国家机关、国有企业、事业单位、社会团体")],
        ),
        (
            "安排 2000 万元，用于支持“飞地经济”发展专项奖励资金（以下简称“奖励资金”）。",
            [("奖励资金", "“飞地经济”发展专项奖励资金")],
        ),
        (
            "设立葫芦岛市“飞地经济”发展基金（以下简称“飞地基金”）。",
            [("飞地基金", "葫芦岛市“飞地经济”发展基金")],
        ),
        (
            "根据《甲办法》（葫政发〔2010〕5号，以下简称《办法》）",
            [("《办法》", "《甲办法》")],
        ),
        (
            "全市一体化在线政务服务平台（下称“一体化平台”）",
            [("一体化平台", "全市一体化在线政务服务平台")],
        ),
        (
            "葫芦岛市住房公积金管理中心，以下简称中心，负责",
            [("中心", "葫芦岛市住房公积金管理中心")],
        ),
    ],
)
def test_explicit_short_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("妥善处理好市与县（含市属开发区，下同）间", [("县（含市属开发区）", "县")]),
        ("对我市困难企业（经政府确定的，下同）坚持", [("困难企业（经政府确定的）", "困难企业")]),
        ("第五代移动通信技术（5G）作为", [("5G", "第五代移动通信技术")]),
        ("通过政府和社会资本合作（PPP）模式", [("PPP", "政府和社会资本合作")]),
        ("完善工程总承包（EPC）模式", [("EPC", "工程总承包")]),
        ("细颗粒物（PM2.5）浓度", [("PM2.5", "细颗粒物")]),
        ("由市自然资源局（原市国土局）牵头", [("原市国土局", "市自然资源局")]),
        ("海韵路建成通车。海韵路（原东双线）起于", [("原东双线", "海韵路")]),
        ("领导小组，下设领导小组办公室（市政府督考办）。", [("市政府督考办", "领导小组办公室")]),
        (
            "市政府决定，对三河（连山河、茨山河、五里河）城区段",
            [("三河", "连山河、茨山河、五里河")],
        ),
        ("在“两河”（五里河和连山河）及其两侧", [("两河", "五里河和连山河")]),
        ("“三查”（即汛前排查、汛中巡查、汛后核查）", [("三查", "汛前排查、汛中巡查、汛后核查")]),
        (
            "“三统一两分（统一指挥、统一办案、统一处置，分别查处、分别维稳）”原则",
            [("三统一两分", "统一指挥、统一办案、统一处置，分别查处、分别维稳")],
        ),
        (
            "加快无公害农产品、绿色食品、有机食品和农产品地理标志标识（三品一标）认证",
            [("三品一标", "无公害农产品、绿色食品、有机食品和农产品地理标志标识")],
        ),
        (
            "打造“两河、一带”（两河：连山河、五里河；一带：滨海岸带）的格局",
            [("一带", "滨海岸带"), ("两河", "连山河、五里河")],
        ),
    ],
)
def test_glosses_whose_form_leaves_no_doubt(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各开发区（园区）管委会",
        "市发展改革委（沿海办）",
        "加强核心基础零部件（元器件）研发",
        "人防工程（原则上不予减免）",
        "三城（连山区、龙港区）",
        "市市场监管局参与（分别负责为各部门按职责分别牵头，下同）",
        "市发展改革委负责。排在第一位的部门为牵头部门，下同）",
        "甲、乙双方（以下分别简称“甲方”“乙方”）",
        "（以下简称）",
        "以下简称",
        "（PPP）",
    ],
)
def test_remarks_are_no_aliases(text: str) -> None:
    assert pairs(text) == []


def test_the_text_is_asked_before_the_title_and_each_alias_told_once() -> None:
    gloss = "三河（连山河、茨山河、五里河）"
    blocks = [Block("title", f"关于{gloss}城区段管理范围的公告", (152, 152))]
    blocks += [Block("paragraph", f"对{gloss}进行划定", (line, line)) for line in (154, 160)]
    assert find_aliases(blocks) == (Alias("三河", "连山河、茨山河、五里河", (154, 154)),)


def test_an_alias_broken_by_a_page_spans_both_lines() -> None:
    text = "成立葫芦岛市城市供热服务质量考核委员会（以下简称考核委员会）"
    broken = Block("paragraph", text, (5, 7), line_starts=((0, 5), (12, 7)))
    assert [each.lines for each in find_aliases([broken])] == [(5, 7)]


@given(TEXTS)
def test_any_text_gives_aliases_that_stand_in_it(text: str) -> None:
    for short, full in pairs(text):
        assert short
        assert full
        assert full in text
        assert short != full
