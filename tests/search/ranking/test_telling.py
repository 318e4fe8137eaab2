"""What is shown of a document that was found: the units that tell the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import block, document
from gazette_search.index.concepts import Concept, Surface
from gazette_search.search.ranking.passages import WINDOWS, WORTH_THE_WINDOW, Extent
from gazette_search.search.ranking.places import gather
from gazette_search.search.ranking.read_text import ReadText
from gazette_search.search.ranking.telling import told_first
from gazette_search.search.understanding.questions import AnswerType
from small_homes import ask, notice, small_home

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.models import Block
    from gazette_search.search.understanding.traits import Trait


def told(
    analyzer: Analyzer,
    word: str,
    *blocks: Block,
    wanted: AnswerType | None = None,
    traits: tuple[Trait, ...] = (),
) -> list[str]:
    """The blocks of a document, one unit each, in the order in which they are shown."""
    whole = document(blocks=blocks)
    scan = analyzer.analyze(whole).scan
    evidence = gather(scan, [Concept(word, (Surface(word),))])
    units = told_first(whole, evidence, ReadText(evidence, [1.0]).units, wanted, traits)
    return [whole.blocks[scan.blocks[one.unit]].text for one in units]


@pytest.mark.parametrize(
    "figure",
    ["滑坡4处", "滑坡12起", "滑坡补助500元", "滑坡治理率达到90%", "滑坡应急抢险队6支、设备30台",
     "滑坡每年巡查2次", "滑坡热线3110501"],
)  # fmt: skip
def test_what_states_a_figure_comes_first(analyzer: Analyzer, figure: str) -> None:
    first, *_ = told(analyzer, "滑坡", block("加强滑坡防治。"), block(f"{figure}。"))
    assert first == f"{figure}。"


def test_a_title_in_quotes_tells_less(analyzer: Analyzer) -> None:
    quoting, telling = "根据《滑坡防治条例》制定。", "滑坡防治由县区负责。"
    assert told(analyzer, "滑坡", block(quoting), block(telling))[0] == telling


@pytest.mark.parametrize(
    ("trait", "does"),
    [
        ("limit", "公积金贷款不超过最大贷款额度。"),
        ("condition", "符合下列条件之一的，可申请公积金贷款："),
        ("penalty", "骗取公积金贷款的，依法处罚。"),
        ("materials", "申请公积金贷款，应当提交身份证、购房合同。"),
        ("procedure", "申请公积金贷款，由中心受理、审批。"),
        ("consent", "已有两次公积金贷款的，不得再贷。"),
    ],
)
def test_what_does_what_was_asked_for_comes_first(
    analyzer: Analyzer, trait: Trait, does: str
) -> None:
    blocks = block("公积金贷款是一项惠民的工作。"), block(does)
    assert told(analyzer, "公积金贷款", *blocks)[0] == blocks[0].text
    assert told(analyzer, "公积金贷款", *blocks, traits=(trait,))[0] == does


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        (AnswerType(("number",), "米"), "堤防背水面堤脚外延20米。"),
        (AnswerType(("amount",)), "超过目标的缴纳补偿金500万元。"),
        (AnswerType(("phone",)), "举报电话0429-3110501。"),
        (AnswerType(("date",)), "自2020年3月1日起执行。"),
    ],
)
def test_an_answer_under_a_title_that_names_the_matter_is_shown(
    analyzer: Analyzer, wanted: AnswerType, answer: str
) -> None:
    """管理范围为堤防背水面堤脚外延20米 names no river: its title does."""
    title = block("关于五里河管理范围的公告", kind="title")
    blocks = [title, block("现将有关事项公告如下。"), block(answer)]
    assert answer in told(analyzer, "五里河", *blocks, wanted=wanted)
    assert answer not in told(analyzer, "五里河", *blocks)
    untitled = [block("五里河两岸。"), block("现将有关事项公告如下。"), block(answer)]
    assert answer not in told(analyzer, "五里河", *untitled, wanted=wanted)


@pytest.mark.parametrize(
    ("rank", "share", "window"),
    [
        (1, 1.0, WINDOWS[0]),
        (1, 0.2, WINDOWS[0]),  # by date the first is not the best
        (2, 1.0, WINDOWS[1]),
        (2, WORTH_THE_WINDOW, WINDOWS[1]),
        (2, WORTH_THE_WINDOW / 2, WINDOWS[1] // 2),
        (9, WORTH_THE_WINDOW / 2, WINDOWS[2] // 2),
        (3, 0.0, 0),
    ],
)
def test_a_hit_far_behind_the_first_shows_less(rank: int, share: float, window: int) -> None:
    assert Extent(2, rank=rank, share=share).window == window


def test_at_least_the_sentence_itself_is_shown_of_a_hit_far_behind(tmp_path: Path) -> None:
    sentence = "各供热单位应当公示服务电话，接受用户的监督，并在冬季供热期内安排专人值守。"
    home = small_home(
        tmp_path,
        notice(8, "城市供热管理", "城市供热管理由市住房城乡建设局负责。", "供热管理按月考核。"),
        notice(9, "冬季值守", sentence, "其他行业依照执行。"),
    )
    first, second = ask(home, "城市供热管理").hits
    assert second.score < first.score * WORTH_THE_WINDOW
    assert [passage.text for passage in second.passages] == [sentence]
