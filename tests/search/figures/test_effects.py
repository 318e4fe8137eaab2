from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import block, document
from gazette_search.ingestion.content import read_content
from gazette_search.search.figures.effects import Effect, find_effect

if TYPE_CHECKING:
    from gazette_search.models import Block

FIGURE = "农村低保标准，全市统一提高到每人每年4425元。"


def effect_of(*blocks: Block, title: str = "关于提高低保标准的通知") -> Effect:
    """Of a figure in the first sentence of the first block."""
    printed = (*blocks, block(title, kind="title", path=()))
    one = document(blocks=printed, title=title, statements=read_content(printed).statements)
    return find_effect(one, 0, (0, blocks[0].text.find("。") + 1))


def effective(*blocks: Block, title: str = "关于提高低保标准的通知") -> tuple[str, str]:
    found = effect_of(*blocks, title=title)
    return found.day, found.source


@pytest.mark.parametrize(
    ("text", "path", "day"),
    [
        (
            "新的城乡居民最低生活保障、特困人员救助供养标准从2020年2月1日起执行。",
            ("二、执行时间",),
            "2020-02-01",
        ),
        ("提高后的标准从 2018 年 7 月 1 日起执行。", (), "2018-07-01"),
        ("本通知自2021年1月起施行。", (), "2021-01"),
        ("本标准于２０２０年３月１日起执行。", (), "2020-03-01"),
        ("从2019年7月1日起，按新标准核算。", ("二、执行时间",), "2019-07-01"),
    ],
)
def test_a_clause_that_speaks_for_the_document(text: str, path: tuple[str, ...], day: str) -> None:
    assert effective(block(FIGURE), block(text, path=path)) == (day, "stated")


def test_the_figures_own_sentence_comes_first() -> None:
    own = block("从2020年5月1日起执行每人每月600元的标准。新标准2020年实施。")
    other = block("本通知自2020年2月1日起执行。")
    assert effective(own, other) == ("2020-05-01", "stated")


def test_the_paragraph_comes_before_the_document() -> None:
    own = block("每床每月补贴标准从130元，提高到150元。新标准2020年实施。")
    found = effect_of(own, block("本通知自2021年1月1日起执行。"))
    assert found == Effect("2020", "stated", "2020年实施", own.lines[0])


def test_of_sections_with_days_of_their_own_the_nearest_counts() -> None:
    one, other = ("一、低保",), ("二、供热",)
    figure = block(FIGURE, path=one)
    near = block("新标准从2020年2月1日起执行。", path=one)
    far = block("新价格从2020年11月1日起执行。", path=other)
    assert effective(figure, far, near)[0] == "2020-02-01"
    # Whose day it is nobody can tell.
    elsewhere = block("新价格从2020年12月1日起执行。", path=("三、供水",))
    assert effective(figure, far, elsewhere)[1] == "signed"


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("关于印发2018年市《政府工作报告》任务分解方案的通知", "2018"),
        ("关于印发《2020年市〈政府工作报告〉任务分解方案》的通知", "2020"),
        ("关于印发二〇二〇年民生实事任务分解方案的通知", "2020"),
        ("关于印发土壤污染防治规划（2017—2020年）的通知", "2020-03-11"),
        ("关于60年代精简退职职工生活补助标准的通知", "2020-03-11"),
    ],
)
def test_a_plans_year_stands_in_its_title_a_period_says_nothing(title: str, day: str) -> None:
    assert effective(block("地区生产总值增长6%。"), title=title)[0] == day


@pytest.mark.parametrize(
    "text",
    [
        "相关税费制度自2018年1月1日起执行。",  # of another rule
        "2020年实施老旧小区改造 45 个。",
        "从2019年5月至2020年1月连续9个月启动联动机制。",
    ],
)
def test_dates_of_other_matters_leave_the_signed_date(text: str) -> None:
    assert effective(block(FIGURE), block(text, path=())) == ("2020-03-11", "signed")


def test_a_document_without_any_date_has_none() -> None:
    nothing = document(signed_date=None, title="", blocks=(block(FIGURE),), statements=())
    assert find_effect(nothing, 0, (0, 5)) == Effect("", "signed")
