"""Citations and statements read one context: what one takes for quoted the other does, too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citation_texts import TEXTS
from gazette_search.ingestion.citing.context import read_contexts
from gazette_search.ingestion.citing.quotations import quoted_spans
from gazette_search.ingestion.content import Content, read_content
from gazette_search.models import Block, BlockKind, NumberedTarget, Title

PARAGRAPH: BlockKind = "paragraph"
Row = str | tuple[BlockKind, str]

REPEAL = "《青河市河道管理办法》（青政发〔2010〕5号）同时废止。"
NUMBER = "青政发〔2010〕5号"
DECISION = "青河市人民政府关于修改《青河市供热管理办法》的决定"
CLEANING = "青河市人民政府关于公布规范性文件清理结果的通知"


def blocks(*rows: Row, title: str = DECISION) -> list[Block]:
    found = [Block("number", "青政发〔2021〕9号", (1, 1)), Block("title", title, (2, 2))]
    for line, row in enumerate(rows, start=3):
        kind, text = row if isinstance(row, tuple) else (PARAGRAPH, row)
        found.append(Block(kind, text, (line, line)))
    return found


def content(*rows: Row, title: str = DECISION) -> Content:
    return read_content(blocks(*rows, title=title))


def relations(found: Content) -> list[str]:
    return [each.relation for each in found.citations if each.number == NUMBER]


def repealed(found: Content) -> list[str]:
    """Numbers and titles of which the document states that they are repealed."""
    return [
        each.about.number if isinstance(each.about, NumberedTarget) else each.about.title
        for each in found.statements
        if each.kind == "repealed" and isinstance(each.about, NumberedTarget | Title)
    ]


LAST = "本决定自2021年3月1日起施行。"


@pytest.mark.parametrize(
    "rows",
    [
        ("第八条修改为：“供热单位应当：", "（一）保证供热；", f"{REPEAL}”", LAST),
        ("第八条修改为：“供热单位应当：", REPEAL, "（二）保证供热。”", LAST),
        ("第八条修改为：“供热单位应当：", f"“（一）{REPEAL}", "“（二）保证供热。”", LAST),
        (f"第八条修改为：“本办法自公布之日起施行。{REPEAL}”", LAST),
        (f"第八条修改为：“供热单位按“一户一策”供热。{REPEAL}”", LAST),
        ("第八条修改为：「供热单位应当：", f"{REPEAL}」", LAST),
        ("第八条修改为：“", ("item", f"第八条 {REPEAL}"), ("item", "第九条 略。”"), LAST),
    ],
)
def test_new_wording_repeals_nothing(rows: tuple[Row, ...]) -> None:
    found = content(*rows)
    assert relations(found) == ["cites"]
    assert repealed(found) == []
    own = [each for each in found.statements if each.kind == "effective"]
    assert [each.day and each.day.isoformat() for each in own] == ["2021-03-01"]


@pytest.mark.parametrize(
    "rows",
    [
        (f"第八条修改为：“供热单位应当保证供热。{REPEAL}", LAST),  # a mark that nothing closes
        ("第八条修改为：“供热单位应当保证供热。”", REPEAL, LAST),
        (f"按“一户一策”供热，{REPEAL}", LAST),
        (f"“供热单位”是指供热企业。{REPEAL}", LAST),
        ("供热单位应当：”", REPEAL, LAST),
    ],
)
def test_what_stands_behind_a_quotation_is_performed(rows: tuple[Row, ...]) -> None:
    found = content(*rows)
    assert relations(found) == ["repeals"]
    assert repealed(found) == [NUMBER]


HEAT, WATER = "青河市供热管理暂行规定", "关于加强城市供水管理的通知"
LISTS: list[tuple[Row, ...]] = [
    (("caption", "废止的规范性文件目录"), ("table", f"序号\t文件名称\n1\t{HEAT}\n2\t《{WATER}》")),
    (("caption", "废止的规范性文件目录"), ("table", f"1\t{HEAT}\n2\t{WATER}")),
    (("table", f"序号\t文件名称\t文号\t处理意见\n1\t{HEAT}\t\t废止\n2\t{WATER}\t无\t废止"),),
    (("table", f"废止文件名称\n{HEAT}\n{WATER}"),),
    (("table", f"规范性文件\t清理结果\n{HEAT}\t宣布失效\n{WATER}\t予以废止"),),
    ("现决定废止下列规范性文件：", f"1. {HEAT}；", ("item", f"2. {WATER}。")),
    ("决定废止以下文件。", ("heading", f"1. {HEAT}"), ("heading", f"2. {WATER}")),
    ("下列文件予以废止：", f"《{HEAT}》", f"（二）《{WATER}》；"),
]


@pytest.mark.parametrize("rows", LISTS)
def test_titles_without_a_number_state_what_they_state(rows: tuple[Row, ...]) -> None:
    assert repealed(content(*rows, title=CLEANING)) == [HEAT, WATER]


@pytest.mark.parametrize(
    "rows",
    [
        (("caption", "继续有效的规范性文件目录"), ("table", f"序号\t文件名称\n1\t{HEAT}")),
        (("table", f"序号\t文件名称\t处理意见\n1\t{HEAT}\t保留"),),
        (("table", f"序号\t文件名称\t备注\n1\t{HEAT}\t拟废止"),),
        ("拟废止下列文件：", f"1. {HEAT}"),
        ("决定废止下列文件：", "1. 办法"),  # names nothing by itself
        ("下列文件予以废止：", "请各单位遵照执行。", f"{HEAT}"),
        (f"1. {HEAT}",),
        # Prose that tells of a repeal leads in to nothing.
        ("去年全市开展清理，废止了12件规章。", f"1. {HEAT}"),
        ("市政府常务会议听取了清理情况的汇报，同意废止有关文件。", f"1. {HEAT}", f"2. {WATER}"),
    ],
)
def test_titles_that_are_kept_wished_away_or_not_listed(rows: tuple[Row, ...]) -> None:
    assert repealed(content(*rows, title=CLEANING)) == []


def test_the_sentence_above_is_told_with_a_listed_title() -> None:
    lead = "现决定废止下列规范性文件："
    found = content(lead, f"1. {HEAT}", title=CLEANING)
    assert [(each.text, each.lead) for each in found.statements] == [(f"1. {HEAT}", lead)]


_KINDS: list[BlockKind] = ["title", "heading", "paragraph", "item", "table", "caption", "note"]


@given(st.lists(st.tuples(TEXTS, st.sampled_from(_KINDS), st.integers(0, 1)), max_size=8))
def test_whoever_is_said_to_repeal_also_states_it(parts: list[tuple[str, BlockKind, int]]) -> None:
    found = read_content(
        [Block(kind, text, (n, n), part=part) for n, (text, kind, part) in enumerate(parts)]
    )
    acted = {each.number for each in found.citations if each.relation in ("repeals", "amends")}
    stated = {
        each.about.number for each in found.statements if isinstance(each.about, NumberedTarget)
    }
    assert acted <= stated


@given(st.lists(st.tuples(st.text("“”「」甲。", max_size=12), st.integers(0, 1)), max_size=8))
def test_quotations_stay_inside_their_blocks(parts: list[tuple[str, int]]) -> None:
    found = [Block("paragraph", text, (1, 1), part=part) for text, part in parts]
    for block, spans in zip(found, quoted_spans(found), strict=True):
        assert all(0 <= start <= end <= len(block.text) for start, end in spans)
    assert len(read_contexts(found)) == len(found)


LISTED = ["葫芦岛市城市供热管理暂行办法", "葫芦岛市公园管理办法"]


@pytest.mark.parametrize(
    "caption",
    [
        "废止的规范性文件目录",
        "宣布失效的规范性文件清单",
        "予以废止的市政府文件一览表",
        "市政府决定废止的规章目录",
    ],
)
@pytest.mark.parametrize("kind", ["caption", "paragraph"])
@pytest.mark.parametrize(
    "tables",
    [
        ("序号\t文件名称\n1\t葫芦岛市城市供热管理暂行办法\n2\t葫芦岛市公园管理办法",),
        ("序号\t文件名称", "1\t葫芦岛市城市供热管理暂行办法\n2\t葫芦岛市公园管理办法"),
        ("序号\t文件名称\n1\t葫芦岛市城市供热管理暂行办法", "2\t葫芦岛市公园管理办法"),
    ],
)
def test_a_table_of_titles_states_what_stands_above_it(
    caption: str, kind: BlockKind, tables: tuple[str, ...]
) -> None:
    rows: tuple[Row, ...] = ("现公布如下。", (kind, caption), *(("table", one) for one in tables))
    assert repealed(content(*rows, title=CLEANING)) == LISTED


@pytest.mark.parametrize(
    "above",
    [
        ("继续有效的规范性文件目录",),
        ("废止的规范性文件目录", "其余文件继续有效，具体见下表。"),
        (("caption", "废止的规范性文件目录"), ("caption", "继续有效的规范性文件目录")),
    ],
)
def test_a_caption_is_over_with_other_text(above: tuple[Row, ...]) -> None:
    table = "序号\t文件名称\n1\t葫芦岛市城市供热管理暂行办法"
    assert repealed(content(*above, ("table", table), title=CLEANING)) == []
