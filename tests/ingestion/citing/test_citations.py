from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citation_texts import TEXTS
from gazette_search.ingestion.content import read_content
from gazette_search.models import Block, BlockKind, Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: tuple[BlockKind, ...] = (
    "number",
    "title",
    "heading",
    "paragraph",
    "item",
    "table",
    "caption",
    "attachment_note",
    "attachment_title",
)


def block(  # a builder with the defaults of a body paragraph
    text: str,
    kind: BlockKind = "paragraph",
    path: tuple[str, ...] = (),
    part: int = 0,
    marker: str = "",
) -> Block:
    return Block(kind, text, (10, 10), path, part=part, marker=marker)


def find_citations(blocks: Sequence[Block]) -> tuple[Citation, ...]:
    return read_content(blocks).citations


def said(*blocks: Block) -> list[tuple[str, str, str]]:
    return [(each.number, each.relation, each.scope) for each in find_citations(blocks)]


def only(*blocks: Block) -> Citation:
    (citation,) = find_citations(blocks)
    return citation


def test_a_citation_tells_number_title_article_and_place() -> None:
    citation = only(
        block("企业收到补助资金，按照《企业财务通则》（财政部令〔2016〕41号）第二十条的相关规定")
    )
    assert citation.number == citation.raw == "财政部令〔2016〕41号"
    assert (citation.title, citation.article) == ("企业财务通则", "第二十条")
    assert (citation.relation, citation.lines, citation.start) == ("basis", (10, 10), 20)


def test_a_title_broken_by_a_page_spans_both_lines() -> None:
    text = "按照《葫芦岛市企业债务风险预警处置预案的通知》（葫政办发〔2018〕72号）有关要求"
    broken = Block("paragraph", text, (625, 627), line_starts=((0, 625), (20, 627)))
    citation = only(broken)
    assert citation.lines == (625, 627)
    assert citation.title == "葫芦岛市企业债务风险预警处置预案的通知"


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("修改《甲》（葫政发〔2005〕18号）第五条第一款相关内容", "第五条第一款"),
        (
            "按国务院令第590号第三十条、第三十一条、第三十三条执行",
            "第三十条、第三十一条、第三十三条",
        ),
        ("《关于印发甲的通知》（葫政发〔2005〕18号）印发的《甲》第三条修改为", "第三条"),
        ("按照《甲》（葫政发〔2005〕18号）有关规定，第三条所列", None),
    ],
)
def test_the_article_behind_a_reference(text: str, article: str | None) -> None:
    assert only(block(text)).article == article


def test_a_document_does_not_cite_itself() -> None:
    assert not find_citations(
        [block("葫政发〔2018〕 5号", "number"), block("葫政发〔2018〕5号自印发之日起施行。")]
    )
    # The same number of another agency is another document (2018-02:259 and 267).
    assert only(
        block("葫政发〔2018〕5号", "number"),
        block("按照《辽宁省人民政府关于环境保护税的通知》（辽政发〔2018〕5号）规定，"),
    )


def test_the_opening_grounds_the_document_and_later_provisions_do_not() -> None:
    opening = "按照《甲》（辽政发〔2018〕5号）规定，我省环境保护税实行属地征管。"
    later = "按照《乙》（葫委发〔2017〕19号）的有关规定，收入全部留存。"
    assert said(block(opening), block(later)) == [
        ("辽政发〔2018〕5号", "basis", "document"),
        ("葫委发〔2017〕19号", "basis", "clause"),
    ]
    headed = block("一、工作目标", "heading")
    assert said(headed, block(later, path=("一、工作目标",))) == [
        ("葫委发〔2017〕19号", "basis", "clause")
    ]


@pytest.mark.parametrize(
    ("opening", "scope"),
    [
        ("按照《甲》（辽政发〔2018〕5号）规定，我省环境保护税实行属地征管。", "clause"),
        ("根据《税法》、《甲》（辽政发〔2018〕5号）规定，我省实行属地征管。", "clause"),
        ("按照辽政发〔2018〕5号和《税法》规定，我省实行属地征管。", "clause"),
        # A ground without a number leaves the grounds to those that follow ...
        ("根据《税法》规定，环境保护税实行属地征管。", "document"),
        # ... and so does a document that is told of and grounds nothing.
        ("《甲》（辽政发〔2018〕5号）印发以来，各地认真落实。", "document"),
        ("环境保护税实行属地征管。", "document"),
    ],
)
def test_a_part_is_grounded_once(opening: str, scope: str) -> None:
    later = "按照《乙》（葫委发〔2017〕19号）的有关规定，收入全部留存。"
    assert said(block(opening), block(later))[-1] == ("葫委发〔2017〕19号", "basis", scope)
    assert said(block(opening), block(later, part=1))[-1][2] == "document"


def test_the_first_article_grounds_a_regulation() -> None:
    chapter = "第一章 总则"
    article = "第一条 根据《甲》（辽政办发〔2017〕45号），制定本办法。"
    assert said(block(chapter, "heading"), block(article, "item", (chapter,), marker="第一条")) == [
        ("辽政办发〔2017〕45号", "basis", "document")
    ]


def test_what_stands_under_grounds_is_a_ground() -> None:
    heading = "（二）编制依据。"
    text = "《甲》（国发〔2016〕31号）、《乙》（环境保护部第42号令）。"
    found = said(block(heading, "heading"), block(text, path=("一、总则", heading)))
    assert found == [
        ("国发〔2016〕31号", "basis", "document"),
        ("环境保护部令第42号", "basis", "document"),
    ]


def test_a_whole_repeal_concerns_the_document_and_a_partial_one_a_clause() -> None:
    assert said(block("《甲》（葫政发〔2010〕5号）同时废止。")) == [
        ("葫政发〔2010〕5号", "repeals", "document")
    ]
    assert said(block("市政府决定废止《甲》（葫政发〔2010〕5号）相关内容。")) == [
        ("葫政发〔2010〕5号", "repeals", "clause")
    ]


def test_the_annexes_of_an_amending_document() -> None:
    # 2020-01:217, shortened
    title = "葫芦岛市人民政府关于修订和废止有关规定的通知"
    minutes = "葫芦岛市人民政府办公会议纪要 2005 年第 42 期"
    annex = f"葫芦岛市人民政府决定废止 {minutes} 《研究棚户区改造有关问题》的内容"
    content = "废止：第一条、关于办理手续问题中“人防费无论回迁房和商品房一律按 50%收取。”"
    found = find_citations(
        [
            block(title, "title"),
            block("修改《甲》（葫政发〔2005〕18号）第五条第一款相关内容。"),
            block(annex, "attachment_title", part=2),
            block(content, part=2),
        ]
    )
    assert [(each.relation, each.article, each.title) for each in found] == [
        ("amends", "第五条第一款", "甲"),
        ("repeals", "第一条", "研究棚户区改造有关问题"),
    ]
    assert (found[1].raw, found[1].scope) == (minutes, "clause")


def test_a_deciding_title_holds_for_later_mentions() -> None:
    title = block("葫芦岛市人民政府关于废止《甲办法》的通知", "title")
    told = block("2010年，市政府印发了《甲办法》（葫政发〔2010〕5号）。")
    ground = block("按照《乙办法》（辽政发〔2010〕5号）要求，通知如下：")
    assert [row[1] for row in said(title, told, ground)] == ["repeals", "basis"]


def test_lists_under_headings_and_intros() -> None:
    found = said(
        block("葫芦岛市人民政府关于废止和修改部分规范性文件的决定", "title"),
        block("根据《甲》（国办发〔2018〕37号）精神，决定废止下列文件："),
        block("1. 关于印发葫芦岛市乙办法的通知（葫政发〔2003〕12号）；", "item"),
        block("2.《丙》（葫政办发〔2004〕3号）。", "item"),
        block("二、修改的文件", "heading"),
        block("1.《丁》（葫政发〔2005〕6号）：将“甲”改为“乙”。", "item", ("二、修改的文件",)),
        block("三、继续有效的文件", "heading"),
        block("1.《戊》（葫政发〔2006〕7号）", "item", ("三、继续有效的文件",)),
    )
    assert [row[1] for row in found] == ["basis", "repeals", "repeals", "amends", "cites"]


def test_a_table_of_an_annex_knows_its_title() -> None:
    table = "序号\t文件名称\t文号\n1\t葫芦岛市甲办法\t葫政发〔2001〕3号"
    blocks = [
        block("葫芦岛市人民政府关于公布规范性文件清理结果的通知", "title"),
        block("宣布失效的规范性文件目录", "attachment_title", part=1),
        Block("table", table, (20, 21), line_starts=((0, 20), (11, 21)), part=1),
    ]
    citation = only(*blocks)
    assert (citation.relation, citation.scope) == ("repeals", "document")
    assert (citation.raw, citation.title) == ("葫政发〔2001〕3号", "葫芦岛市甲办法")
    assert citation.lines == (21, 21)


def test_mentions_come_one_by_one_in_text_order() -> None:
    text = "落实《甲》（国发〔2016〕31号）；《甲》（国发〔2016〕31号）要求：“治理”"
    assert [row[1] for row in said(block(text))] == ["basis", "cites"]


@given(st.lists(st.builds(block, TEXTS, st.sampled_from(KINDS)), max_size=6))
def test_any_blocks_give_citations_that_stand_where_they_say(blocks: list[Block]) -> None:
    for citation in find_citations(blocks):
        source = blocks[citation.block]
        assert source.text.startswith(citation.raw, citation.start)
        assert not re.search(r"\s", citation.number)
        assert citation.title is None or citation.title in source.text
        assert citation.lines == source.lines
