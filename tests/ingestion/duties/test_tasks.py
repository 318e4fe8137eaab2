from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import block
from gazette_search.ingestion.duties.tasks import find_duties
from gazette_search.ingestion.pipeline import read_issue
from gazette_search.models import ROLES, Block, Duty

ROOT = Path(__file__).parents[3]
NUMBER = block("葫政办发〔2019〕8号", kind="number", lines=(1, 1))


def duties(*texts: str) -> tuple[Duty, ...]:
    """Those of blocks that stand on every second line from 10; `kind#` may stand in front."""
    blocks = [NUMBER]
    for line, text in enumerate(texts, 5):
        kind, _, words = text.rpartition("#")
        lines = (2 * line, 2 * line)
        blocks.append(block(words, kind=kind or "paragraph", lines=lines, line_starts=()))
    return find_duties(blocks)


def told(duty: Duty) -> str:
    units = " ".join(f"{unit.role[0]}:{unit.name}" for unit in duty.units)
    return f"{duty.task}|{units}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 2018-04:586
        (
            "可以将土地等作为养老基地。(责任单位：市农委，各县〈市〉区政府等)",
            ["可以将土地等作为养老基地。|r:市农委 r:各县〈市〉区政府"],
        ),
        # 2019-04:651: a bracket with brackets in it
        (
            "按规定发放到位。（责任部门：各县（市）区政府，各市属开发区管委会）",
            ["按规定发放到位。|r:各县（市）区政府 r:各市属开发区管委会"],
        ),
        # 2018-04:764: two in one paragraph
        (
            "及时更新。（牵头单位：市编委办）适时公开负面清单。（牵头单位：市发展改革委）",
            ["及时更新。|l:市编委办", "适时公开负面清单。|l:市发展改革委"],
        ),
        (
            "推进标准化。（牵头单位：市教育局）（责任单位：市财政局）",
            ["推进标准化。|l:市教育局 r:市财政局"],
        ),
        ("推进标准化（市教育局负责）。", ["推进标准化|r:市教育局"]),
        ("推进标准化。【责任单位：市教育局】", ["推进标准化。|r:市教育局"]),
        ("推进标准化。责任单位：市教育局。", ["推进标准化。|r:市教育局"]),
        ("推进标准化。（责任单位：市教育局", ["推进标准化。|r:市教育局"]),
        ("物业服务企业（市教育局负责）的收费，另行规定。", []),
        ("按照“属地管理”（属地负责）的原则推进。", []),
        ("（责任单位：市教育局）", []),
        ("明确责任领导、责任单位、完成时限，逐步推进落实。", []),
        # 2018-02:1269
        ("由市政府督考办牵头，会同有关部门，采取日常检查等形式，进行督查考核。", []),
        ("牵头单位要加强领导，配合单位要各负其责。", []),
    ],
)
def test_brackets(text: str, expected: list[str]) -> None:
    assert [told(duty) for duty in duties(text)] == expected


@pytest.mark.parametrize(
    ("texts", "task", "lines", "unit_lines"),
    [
        # 2018-02:317
        (
            (
                "item#4. 发展现代农业，完善流通体系。",
                "responsibility#责任单位：市农委、商务局",
                "responsibility#配合单位：市政府有关部门",
            ),
            "4. 发展现代农业，完善流通体系。",
            (10, 10),
            (12, 14),
        ),
        # 2018-02:737: persons that are not kept stand between
        (
            (
                "item#47. 强化风险防范。",
                "responsibility#配合领导：各位副市长",
                "responsibility#责任单位：市财政局",
            ),
            "47. 强化风险防范。",
            (10, 10),
            (14, 14),
        ),
        # 2020-02:259: a heading with its bullets
        (
            (
                "heading#（三）充分打造特色文旅节会。",
                "item#——主办好博览会；",
                "item#——推进品牌创建。",
                "（牵头单位：市委宣传部，责任单位：市文旅广电局）",
            ),
            "（三）充分打造特色文旅节会。\n——主办好博览会；\n——推进品牌创建。",
            (10, 14),
            (16, 16),
        ),
        (
            ("总的要求。", "item#——主办好博览会；", "item#——推进品牌创建。", "（市民政局负责）"),
            "——主办好博览会；\n——推进品牌创建。",
            (12, 14),
            (16, 16),
        ),
        (
            ("item#1. 推进改革。", "提高质量。", "responsibility#责任单位：市教育局"),
            "1. 推进改革。\n提高质量。",
            (10, 12),
            (14, 14),
        ),
        (
            ("heading#一、推进改革", "responsibility#责任单位：市教育局"),
            "一、推进改革",
            (10, 10),
            (12, 12),
        ),
        # 2020-01:349: the paragraph, not its heading
        (
            ("heading#（一）推进改革", "提高质量。", "responsibility#责任单位：市教育局"),
            "提高质量。",
            (12, 12),
            (14, 14),
        ),
        (
            ("总的要求。", "提高质量。", "responsibility#责任单位：市教育局"),
            "提高质量。",
            (12, 12),
            (14, 14),
        ),
    ],
)
def test_lines_of_their_own(
    texts: tuple[str, ...], task: str, lines: tuple[int, int], unit_lines: tuple[int, int]
) -> None:
    (duty,) = duties(*texts)
    assert duty.task == task
    assert (duty.lines, duty.unit_lines) == (lines, unit_lines)


def test_every_item_has_its_own_lines() -> None:
    found = duties(
        "item#1. 地区生产总值增长6%。",
        "responsibility#责任领导：冯英",
        "responsibility#责任单位：市发展改革委",
        "responsibility#完成时限：年底前",
        "item#2. 规模以上工业增加值增长7%。",
        "responsibility#责任领导：黄晓霞",
        "responsibility#责任单位：市工业和信息化局",
    )
    assert [(duty.leaders, duty.responsible) for duty in found] == [
        (("冯英",), ("市发展改革委",)),
        (("黄晓霞",), ("市工业和信息化局",)),
    ]
    assert [str(term.last_day) for term in found[0].deadlines] == ["2019-12-31"]
    assert found[1].deadlines == ()


def test_what_a_label_says_goes_before_what_the_task_says() -> None:
    (duty,) = duties("6月底前启动。（责任单位：市教育局；完成时限：2020年12月底前）")
    assert [term.text for term in duty.deadlines] == ["2020年12月底前"]


TABLE = (
    "序号\t工作任务\t具体措施\t牵头单位\t责任单位\t完成时限\t备注\n"
    "1\t推进改革\t修订办法\t市教育局\t市财政局、体育局\t6月底\t无\n"
    "\t\t公开结果\t\t市民政局\t长期坚持\t\n"
    "2\t加强监管\t\t\t\t\t\n"
    "3\t提高质量\t抽检\t市教育局负责\t各县（市）区政府\t\t"
)


def test_a_table() -> None:
    starts = tuple((TABLE.index(row), 30 + n) for n, row in enumerate(TABLE.split("\n")))
    table = block(TABLE, kind="table", lines=(30, 34), line_starts=starts)
    found = find_duties([NUMBER, table])
    assert [told(duty) for duty in found] == [
        "推进改革\t修订办法|l:市教育局 r:市财政局 r:市体育局",
        "公开结果|r:市民政局",
        "提高质量\t抽检|r:市教育局 r:各县（市）区政府",
    ]
    assert [duty.lines for duty in found] == [(31, 31), (32, 32), (34, 34)]
    assert [[str(term.last_day) for term in duty.deadlines] for duty in found] == [
        ["2019-06-30"],
        ["None"],
        [],
    ]


def test_a_table_without_units_has_no_duties() -> None:
    fees = "序号\t收费项目\t主管部门\n1\t水资源费\t市建委节水办"  # 2020-01:243
    assert find_duties([NUMBER, block(fees, kind="table")]) == ()


def test_a_rule_holds_in_its_part_only() -> None:
    texts = (
        "开展医疗服务。（市卫生健康委、市发展改革委负责。排在第一位的部门为牵头部门，下同）",
        "改善医疗服务。（市卫生健康委、市财政局负责）",
    )
    first, second = (block(text, part=1) for text in texts)
    other = block(texts[1], part=2)
    found = find_duties([NUMBER, first, second, other])
    assert [duty.lead for duty in found] == [("市卫生健康委",), ("市卫生健康委",), ()]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("paragraph", "item", "heading", "responsibility", "table", "note")),
            st.text(
                st.sampled_from(
                    "一、1.——推进任务单位责任牵头配合负责：；，。（）市局\n\t年底前2020"
                )
            ),
        )
    )
)
def test_any_blocks_can_be_read(parts: list[tuple[Any, str]]) -> None:
    blocks = [Block(kind, text, (n, n)) for n, (kind, text) in enumerate(parts, 1)]
    for duty in find_duties(blocks):
        assert duty.units
        assert duty.task == duty.span.text(blocks)
        assert 1 <= duty.lines[0] <= duty.lines[1] <= duty.unit_lines[1] <= len(blocks)


@pytest.fixture(scope="module")
def of_corpus() -> dict[tuple[str, int], list[Duty]]:
    """All duties of the corpus by file and first line of the task."""
    found: dict[tuple[str, int], list[Duty]] = {}
    for path in sorted((ROOT / "corpus").glob("*.txt")):
        for document in read_issue(path, f"corpus/{path.name}").documents:
            for duty in document.duties:
                found.setdefault((path.name, duty.lines[0]), []).append(duty)
    return found


def truth() -> list[dict[str, Any]]:
    file = ROOT / "tests" / "truth" / "duties.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_agrees_with_what_was_read_by_hand(of_corpus: dict[tuple[str, int], list[Duty]]) -> None:
    for record in truth():
        wanted = {role: [_folded(name) for name in record[role]] for role in ROLES}
        read = of_corpus.get((record["file"], record["line"]), [])
        assert wanted in [_printed(duty) for duty in read], record["task"]
        due = record["deadline"] or record.get("deadline_in_text")
        assert not due or due in [term.text for duty in read for term in duty.deadlines]
        leaders = tuple(record.get("leaders", ()))
        assert leaders in [duty.leaders for duty in read]


def test_the_corpus_holds_so_many(of_corpus: dict[tuple[str, int], list[Duty]]) -> None:
    """When this number changes, what came or went wants to be read in the source."""
    assert sum(map(len, of_corpus.values())) == 488


def _printed(duty: Duty) -> dict[str, list[str]]:
    return {
        role: [_folded(unit.printed) for unit in duty.units if unit.role == role] for role in ROLES
    }


def _folded(name: str) -> str:
    """The brackets of 各县（市）区 come in three kinds; the truth writes the printed one."""
    return name.translate(str.maketrans("〈〉<>", "（）（）")).replace(" ", "")
