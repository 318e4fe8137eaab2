from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.analysis.thesaurus import Thesaurus
from gazette_search.index.conditions import Word
from gazette_search.search.understanding.suggestions import Suggestions, _alone

if TYPE_CHECKING:
    from gazette_search.index.local.engine import LocalIndex


@pytest.fixture(scope="module")
def suggestions(index: LocalIndex) -> Suggestions:
    return Suggestions(index)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("底保", "低保"),  # homophone
        ("徐大宝", "徐大堡"),
        ("谱查", "普查"),
        ("龙谭", "龙潭"),
        ("扶贪", "扶贫"),  # look alike
        ("低排方", "低排放"),
        ("dibao", "低保"),
        ("zhengfu", "政府"),
    ],
)
def test_a_slip_is_corrected_to_what_is_held(
    suggestions: Suggestions, typed: str, meant: str
) -> None:
    assert suggestions.correct(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "烟花",  # 烟花爆竹 is a subject that these issues do not treat
        "烟花爆竹",
        "网约车",
        "疫苗",
        "墓地",
        "火星移民",
        "xyzabc",
        "github",
        "鑫",
    ],
)
def test_a_real_word_that_is_absent_is_never_corrected(suggestions: Suggestions, word: str) -> None:
    assert suggestions.correct(word) is None


def test_a_correction_is_always_held(index: LocalIndex, suggestions: Suggestions) -> None:
    for typed in ("底保", "徐大宝", "扶贪", "dibao"):
        meant = suggestions.correct(typed)
        assert meant
        assert all(index.counts([Word(meant)]))


def test_the_neighbour_decides_between_several(suggestions: Suggestions) -> None:
    """保护税 follows 环境, and 环境 stands in front of 保护 in some document."""
    assert suggestions.correct("保沪", before="环境", behind="税") == "保护"


@pytest.mark.parametrize(
    "word",
    ["公租房", "廉租房", "保障房", "创客空间", "串标", "法援", "限行", "公租房政策", "县公租房"],
)
def test_what_the_thesaurus_knows_is_a_real_word(index: LocalIndex, word: str) -> None:
    assert Suggestions(index, Thesaurus.load()).correct(word) is None


@pytest.mark.parametrize(
    "word",
    [
        "公租房",  # 公住房 stands in 商转公住房
        "保障房",  # 保障|方
        "倒垃圾",  # 到|垃圾
        "告政府",  # 高|政府
        "生育假",  # 生育|家
        "找工作",  # 造|工作
        "食品安全办",  # 食品安全|协 of 协会
        "应急局",  # 应急|车
        "托育服务",  # 托|服务
        "一窗受理",  # 一|受理
        "公主房",  # 公住房 stands in 商转公住房
        "译发区",  # 易发区 in 高易发区
        "粮大弦",  # 粮大县 in 产粮大县
        "杖子存",  # 杖子村 in 杨家杖子村
        "惜化局",  # 息化局 in 信息化局
        "市预县",  # 市与县
        "裳的乡",  # 上的乡
    ],
)
def test_a_correction_is_made_of_words(suggestions: Suggestions, word: str) -> None:
    """Without the thesaurus, as words that it does not know."""
    assert suggestions.correct(word) is None


@pytest.mark.parametrize("word", ["低排方", "徐大宝", "徐大宝核电", "最低生活宝障"])
def test_a_lone_character_may_stand_where_it_was_typed(suggestions: Suggestions, word: str) -> None:
    assert suggestions.correct(word)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("低|排放", [0]),
        ("排放|低", [2]),
        ("公|租|房", []),  # a name that no dictionary has
        ("住房|公|租", []),
        ("公|租|住房", []),
        ("公|住房|贷", [0, 3]),
        ("商|转|住房|贷|款项", [4]),
        ("县|住房|公|租", [0]),
        ("公积金|低|排放|县|市", [3]),
        ("排放", []),
        ("低", [0]),
    ],
)
def test_a_character_is_alone_without_another_on_either_side(words: str, places: list[int]) -> None:
    assert _alone(words.split("|")) == places


@pytest.mark.parametrize(
    "word",
    ["登革", "下花", "转圜", "不遇", "拿铁咖", "纳斯达", "加勒比"],
)
def test_a_part_of_a_longer_word_is_no_slip(suggestions: Suggestions, word: str) -> None:
    assert suggestions.correct(word) is None


@pytest.mark.parametrize(
    ("before", "word", "behind"),
    [
        ("质量", "兴市", ""),
        ("五育", "并举", ""),
        ("两", "抢一", "盗"),
        ("", "小税", "种"),
        ("煤炭去", "产能", ""),
        ("", "照后减", "证"),
    ],
)
def test_what_an_entry_names_behind_its_sign_is_a_word(
    index: LocalIndex, before: str, word: str, behind: str
) -> None:
    """With its neighbours; 质量兴市 stands behind ~> alone."""
    suggestions = Suggestions(index, Thesaurus.load())
    assert suggestions.correct(word, before, behind) is None
    assert suggestions.correct(before + word + behind) is None


def test_a_part_of_a_longer_word_is_corrected_beside_its_neighbour(
    suggestions: Suggestions,
) -> None:
    """畅所 begins 畅所欲言, but behind 办公 it is 场所."""
    assert suggestions.correct("畅所", before="办公") == "场所"
