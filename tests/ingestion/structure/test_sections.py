from __future__ import annotations

import pytest

from gazette_texts import document_text, only_document

TITLE = "葫芦岛市人民政府关于加强管理的意见"


def outline(*body: str) -> list[tuple[str, int, tuple[str, ...], str]]:
    """Kind, level, path and start of the text of every block of a body."""
    text = document_text(title=TITLE, body=body, closing=("葫芦岛市人民政府", "2020年3月8日"))
    blocks = only_document(text).blocks
    first = next(i for i, block in enumerate(blocks) if block.kind == "addressee") + 1
    return [(b.kind, b.level, b.path, b.text[:6]) for b in blocks[first:-2]]


def test_headings_make_the_path() -> None:
    assert outline(
        "现提出如下意见。",
        "### 一、提高标准",
        "## （一）最低生活保障标准。",
        "城市低保标准，每人每月600元。",
        "(二) 特困人员救助供养标准。",
        "1. 城市供养对象。按照11600元执行。",
        "（1）集中供养。",
        "二、执行时间",
        "从2020年2月1日起执行。",
    ) == [
        ("paragraph", 0, (), "现提出如下意"),
        ("heading", 1, (), "一、提高标准"),
        ("heading", 2, ("一、提高标准",), "（一）最低生"),
        ("paragraph", 0, ("一、提高标准", "（一）最低生活保障标准。"), "城市低保标准"),
        ("heading", 2, ("一、提高标准",), "(二) 特困"),
        ("item", 3, ("一、提高标准", "(二) 特困人员救助供养标准。"), "1. 城市供"),
        (
            "item",
            4,
            ("一、提高标准", "(二) 特困人员救助供养标准。", "1. 城市供养对象。"),
            "（1）集中供",
        ),
        ("heading", 1, (), "二、执行时间"),
        ("paragraph", 0, ("二、执行时间",), "从2020年"),
    ]


def test_chapters_and_articles() -> None:
    found = outline(
        "第一章 “飞地经济” 发展基金",
        "**第一条** 基金概要。",
        "1. 基金类型：有限合伙制。",
        "第二条 市本级财政每年预算安排1000万元，专项用于补助。",
        "补助资金由市财政局管理。",
        "第二章 统计办法",
        "第一条 根据所属原则进行统计。",
    )
    chapter = "第一章 “飞地经济”发展基金"
    assert [(kind, path) for kind, _, path, _ in found] == [
        ("heading", ()),
        ("heading", (chapter,)),
        ("item", (chapter, "第一条 基金概要。")),
        ("item", (chapter,)),
        ("paragraph", (chapter, "第二条")),
        ("heading", ()),
        ("item", ("第二章 统计办法",)),
    ]


@pytest.mark.parametrize(
    "clauses",
    [
        # clauses of a proclamation, one of them over a list (2018-04:138-150)
        (
            "一、严禁任何单位张贴小广告，违者处罚。",
            "二、严禁散发传单，违者处罚。",
            "三、禁止下列内容的传单。",
            "1. 非法行医的传单；",
        ),
        # a list that closes with a full stop before a paragraph (2019-04:432-439)
        (
            "（一）购买自住住房的；",
            "（二）离休、退休的；",
            "（三）租住住房的。",
            "符合前款情形之一，可以提取。",
        ),
        ("一、本通告自发布之日起生效。", "特此通告。"),
    ],
)
def test_clauses_are_items(clauses: tuple[str, ...]) -> None:
    kinds = [kind for kind, _, _, _ in outline(*clauses)]
    assert kinds[: len(clauses) - 1] == ["item"] * (len(clauses) - 1)


def test_a_task_above_its_units_is_an_item_that_names_them() -> None:
    assert outline(
        "一、主要经济指标", "1. 地区生产总值增长6%。", "责任领导：冯英", "责任单位：市发展改革委"
    ) == [
        ("heading", 1, (), "一、主要经济"),
        ("item", 2, ("一、主要经济指标",), "1. 地区生"),
        ("responsibility", 0, ("一、主要经济指标", "1. 地区生产总值增长6%。"), "责任领导：冯"),
        ("responsibility", 0, ("一、主要经济指标", "1. 地区生产总值增长6%。"), "责任单位：市"),
    ]


def test_bullets_and_ordinals_are_items() -> None:
    found = outline(
        "一、工作目标", "——创新体制机制。", "——继续深耕京津冀。", "一是加强领导。", "- 其他。"
    )
    assert [kind for kind, _, _, _ in found] == ["heading", "item", "item", "item", "item"]


@pytest.mark.parametrize(
    "last",
    [
        "本意见自发布之日起施行。",
        "政策意见执行期限定两年，由市政府解释。",
        "各地区、各部门要结合实际制定方案。",
    ],
)
def test_a_last_paragraph_about_the_whole_belongs_to_no_section(last: str) -> None:
    sections = [line for n in "一二三" for line in (f"（{n}）加强领导。", "要切实落实。")]
    assert outline("一、保障措施", *sections, last)[-1][2] == ()


def test_captions_and_notes_of_a_table() -> None:
    found = outline(
        "减免项目及额度", "附表一", "序号\t项目\n1\t水费", "注：五里河超标，由市建委承担。"
    )
    assert [kind for kind, _, _, _ in found] == ["caption", "caption", "table", "note"]


def test_units_in_brackets_of_their_own() -> None:
    found = outline("——积极推进建设。", "（牵头单位：市委宣传部，责任单位：市文旅广电局）")
    assert [kind for kind, _, _, _ in found] == ["item", "responsibility"]
