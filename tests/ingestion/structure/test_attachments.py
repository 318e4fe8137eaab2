from __future__ import annotations

import pytest

from gazette_search.models import Attachment
from gazette_texts import NOTICE, PLAN, document_text, only_document

FIRST = "一、指导思想"
TABLE = "序号\t河流\n1\t兴城河\n2\t六股河"


def attachments(*behind: str, **fields: object) -> list[tuple[str, str | None, str, bool]]:
    document = only_document(document_text(*behind, **fields))  # type: ignore[arg-type]
    return [(a.kind, a.label, a.title, a.present) for a in document.attachments]


def test_a_notice_encloses_the_text_behind_its_closing() -> None:
    assert attachments(PLAN, FIRST, "坚持政府引导。") == [("enclosed", None, PLAN, True)]


@pytest.mark.parametrize(
    ("title_lines", "title"),
    [
        (["葫芦岛市加快夜经济 发展工作方案"], PLAN),
        (["葫芦岛市加快夜经济", "发展工作方案"], PLAN),
        (
            ["葫芦岛做好做大旅游文章 发展“文旅产业”落实方案"],
            "葫芦岛做好做大旅游文章发展“文旅产业”落实方案",
        ),
        (["2020年工作要点", "（试行）"], "2020年工作要点（试行）"),
    ],
)
def test_titles_of_enclosed_texts(title_lines: list[str], title: str) -> None:
    assert attachments(*title_lines, FIRST, "坚持。") == [("enclosed", None, title, True)]


def test_an_enclosed_text_that_is_not_printed() -> None:
    assert attachments() == [("enclosed", None, PLAN, False)]


def test_announced_annexes_with_labels() -> None:
    body = ("现予公布。", "- 附件：1. 补偿方案\n2. 征收范围图\n3. 责任单位一览表")
    title = "葫芦岛市人民政府关于房屋征收的决定"
    behind = ("附件 1:", "补偿方案", "一、范围", "化工地区。", "附件3", TABLE)
    assert attachments(*behind, title=title, addressee="", body=body) == [
        ("annex", "附件 1:", "补偿方案", True),
        ("annex", "附件3", "责任单位一览表", True),
        ("annex", None, "征收范围图", False),
    ]


def test_an_announced_annex_without_a_label() -> None:
    title = "葫芦岛市人民政府关于公布行政执法主体的公告"
    body = ("现予以公告。", "附件：2019年行政执法主体（第一批）公告表")
    printed = "2019年行政执法主体 (第一批) 公告表"
    found = attachments(printed, TABLE, title=title, addressee="", body=body)
    assert found == [("annex", None, "2019年行政执法主体（第一批）公告表", True)]


def test_an_enclosed_text_announces_its_own_annex() -> None:
    behind = (PLAN, "第一条 具体断面见附件。", "附件：考核目标", "附件：", "考核目标", TABLE)
    assert attachments(*behind) == [
        ("enclosed", None, PLAN, True),
        ("annex", "附件：", "考核目标", True),
    ]


@pytest.mark.parametrize("line", ["附件1：考核目标", "附件 1 考核目标", "附件一 考核目标"])
def test_label_and_title_on_one_line(line: str) -> None:
    found = attachments(PLAN, "第一条 为了保护河流。", line, TABLE)
    assert found[1] == ("annex", None, "考核目标", True)


@pytest.mark.parametrize(
    "lines",
    [
        ["附件 葫芦岛市河流断面水质考核", "实施方案"],
        ["附件", "葫芦岛市河流断面水质考核", "实施方案"],
    ],
)
def test_a_label_in_front_of_a_title_of_two_lines_is_seen(lines: list[str]) -> None:
    title = "葫芦岛市人民政府关于做好河流保护工作的通知"
    (found,) = attachments(*lines, TABLE, title=title, body=("请认真贯彻执行。",))
    assert found[0] == "annex"
    assert found[2].endswith("葫芦岛市河流断面水质考核实施方案")


def test_an_announcement_item_may_take_two_lines() -> None:
    body = (
        "现予公布。",
        "附件：1. 葫芦岛市人民政府关于修订集中连片棚户区改造实施方",
        "案有关问题的内容\n2. 名单",
    )
    document = only_document(document_text(title="葫芦岛市人民政府公告", addressee="", body=body))
    titles = [attachment.title for attachment in document.attachments]
    assert titles == ["葫芦岛市人民政府关于修订集中连片棚户区改造实施方案有关问题的内容", "名单"]


def test_records_behind_the_closing_are_no_attachment() -> None:
    title = "葫芦岛市人民政府关于改革的意见"
    behind = ("抄送：市委各部门。", "葫芦岛市人民政府办公室 2020年3月9日印发")
    document = only_document(document_text(*behind, title=title, body=("一、总则。",)))
    assert document.attachments == ()
    assert [block.part for block in document.blocks if block.text in behind] == [0, 0]


def test_attachments_know_their_lines_and_parts() -> None:
    document = only_document(
        document_text(PLAN, FIRST, "坚持。", "附件：考核目标", "附件", "考核目标", TABLE)
    )
    enclosed, annex = document.attachments
    parts = {block.part: block for block in document.blocks}
    first = next(block.lines[0] for block in document.blocks if block.kind == "attachment_title")
    note = next(block for block in document.blocks if block.kind == "attachment_note")
    assert enclosed == Attachment("enclosed", None, PLAN, (first, note.lines[1]))
    assert annex.announced == note.lines[0]
    assert annex.lines == (note.lines[1] + 2, parts[2].lines[1])
    assert document.lines[1] == parts[2].lines[1]
    assert document.title == NOTICE
