from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.word.document import read_docx
from word_files import W, docx, numbered, numbering, p, r, row, table, tc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette_search.ingestion.formats.source_text import SourceText


def read(body: str, parts: Mapping[str, str | bytes] | None = None) -> SourceText:
    return read_docx(docx(body, parts), "x.docx")


def lines(body: str, parts: Mapping[str, str | bytes] | None = None) -> list[str]:
    return [line.text for line in read(body, parts).lines if line.text]


def codes(text: SourceText) -> list[str]:
    return [warning.code for warning in text.warnings]


def test_a_tracked_change_is_read_as_accepted_and_told() -> None:
    changed = (
        "<w:del><w:r><w:delText>4260</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>4425</w:t></w:r></w:ins>"
    )
    text = read(p("农村低保标准提高到", changed, "元。"))
    assert [line.text for line in text.lines] == ["农村低保标准提高到4425元。"]
    assert codes(text) == ["revisions"]


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        ("<w:ins>{}</w:ins>", ["revisions"]),
        ("<w:moveTo>{}</w:moveTo>", ["revisions"]),
        ("<w:ins><w:hyperlink>{}</w:hyperlink></w:ins>", ["revisions"]),
        ("<w:hyperlink>{}</w:hyperlink>", []),
        ("<w:smartTag>{}</w:smartTag>", []),
        ("{}", []),
    ],
)
def test_what_was_only_put_in_is_told_and_nothing_else_is(piece: str, told: list[str]) -> None:
    text = read(p("提高到", piece.format(r("4425元")), "。"))
    assert [line.text for line in text.lines] == ["提高到4425元。"]
    assert codes(text) == told


def test_what_was_moved_stands_where_it_is_now() -> None:
    moved = f"<w:moveFrom>{r('甲')}</w:moveFrom>", f"<w:moveTo>{r('乙')}</w:moveTo>"
    assert lines(p(*moved, "丙")) == ["乙丙"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    assert lines(p("第一条　为加强", properties="<w:rPr><w:del/></w:rPr>") + p("管理。")) == [
        "第一条　为加强管理。"
    ]


@pytest.mark.parametrize(
    "piece",
    [
        f"<w:sdt><w:sdtContent>{r('2020年3月')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{r('2020年3月')}</w:smartTag>",
        f"<w:hyperlink>{r('2020年3月')}</w:hyperlink>",
        f"<w:fldSimple>{r('2020年3月')}</w:fldSimple>",
        "<w:r><w:ruby><w:rt><w:r><w:t>nián</w:t></w:r></w:rt><w:rubyBase>"
        f"{r('2020年3月')}</w:rubyBase></w:ruby></w:r>",
        f"{r('2020', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}{r('年3月')}",
    ],
)
def test_what_is_inside_other_elements_is_read_once(piece: str) -> None:
    assert lines(p("自", piece, "起")) == ["自2020年3月起"]


def test_a_block_inside_a_content_control_is_read() -> None:
    assert lines(f"<w:sdt><w:sdtContent>{p('青河市人民政府文件')}</w:sdtContent></w:sdt>") == [
        "青河市人民政府文件"
    ]


def test_hidden_text_is_left_out_and_told() -> None:
    text = read(p("公开", r("内部意见", "<w:vanish/>")))
    assert [line.text for line in text.lines] == ["公开"]
    assert codes(text) == ["hidden"]


def test_text_hidden_by_its_style_is_left_out() -> None:
    styles = f"""<w:styles {W}><w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr>
        </w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"""
    body = p("公开", r("内部", '<w:rStyle w:val="b"/>'))
    assert lines(body, {"word/styles.xml": styles}) == ["公开"]


def test_a_text_box_is_read_once_before_what_it_stands_at() -> None:
    inner = f"<w:txbxContent>{p('青河市人民政府文件')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p(box, "青政发〔2020〕6号")) == ["青河市人民政府文件", "青政发〔2020〕6号"]


CHAPTERS = numbering(
    ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")
)


def test_automatic_numbers_are_those_that_are_printed() -> None:
    body = "".join(
        numbered(text, level)
        for text, level in (
            ("总体要求", 0), ("目标", 1), ("任务", 1), ("建设", 2), ("措施", 0), ("组织", 1),
        )
    )  # fmt: skip
    assert lines(body, CHAPTERS) == [
        "一、总体要求", "（一）目标", "（二）任务", "1.建设", "二、措施", "（一）组织",
    ]  # fmt: skip


def test_an_article_counts_on_over_its_chapters() -> None:
    made = numbering(("chineseCounting", "第%1章 "), ("chineseCounting", "第%2条 "))
    made["word/numbering.xml"] = made["word/numbering.xml"].replace(
        '<w:lvlText w:val="第%2条 "/>', '<w:lvlText w:val="第%2条 "/><w:lvlRestart w:val="0"/>'
    )
    body = "".join(numbered(text, level) for text, level in (("总则", 0), ("甲", 1), ("罚则", 0)))
    assert lines(body + numbered("乙", 1), made) == [
        "第一章 总则",
        "第一条 甲",
        "第二章 罚则",
        "第二条 乙",
    ]


def test_a_list_that_begins_anew_does_and_one_that_goes_on_does() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    made = numbering(("decimal", "%1."), more=again)
    body = "".join(numbered(text, 0, number) for text, number in (("甲", 1), ("乙", 2), ("丙", 3)))
    assert lines(body, made) == ["1.甲", "1.乙", "2.丙"]


def test_a_list_of_the_style_counts_and_can_be_left() -> None:
    styles = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="h"><w:pPr><w:numPr>
        <w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"""
    own = '<w:pStyle w:val="h"/>'
    out = f'{own}<w:numPr><w:numId w:val="0"/></w:numPr>'
    made = {**CHAPTERS, "word/styles.xml": styles}
    body = p("甲", properties=own) + p("乙", properties=out) + p("丙", properties=own)
    assert lines(body, made) == ["一、甲", "乙", "二、丙"]


def test_an_empty_paragraph_of_a_list_takes_no_number() -> None:
    assert lines(numbered("甲") + numbered("") + numbered("乙"), CHAPTERS) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□"),
        ('<w:r><w:sym w:font="No Such" w:char="F0FE"/></w:r>', "\uf0fe"),
        (r"<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> eq \o\ac(○,3) </w:instrText>"
         "<w:fldChar w:fldCharType='end'/></w:r>", "③"),
        ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar"
         " w:fldCharType='separate'/><w:t>7</w:t><w:fldChar w:fldCharType='end'/></w:r>", "7"),
        ("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox>"
         "</w:ffData></w:fldChar><w:fldChar w:fldCharType='end'/></w:r>", "☑"),
        (r("2", '<w:vertAlign w:val="superscript"/>'), "<sup>2</sup>"),
        (r("2", '<w:vertAlign w:val="subscript"/>'), "<sub>2</sub>"),
        ("<w:r><w:noBreakHyphen/></w:r>", "-"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r>"
         "</m:den></m:f></m:oMath>", "a/b"),
    ],
)  # fmt: skip
def test_signs_that_are_stored_by_other_means(run: str, shown: str) -> None:
    assert lines(p("甲", run, "乙")) == [f"甲{shown}乙"]


def test_a_break_in_a_centred_title_joins_and_elsewhere_ends_a_line() -> None:
    broken = "<w:r><w:t>关于印发</w:t><w:br/><w:t>方案的通知</w:t></w:r>"
    assert lines(p(broken, properties='<w:jc w:val="center"/>')) == ["关于印发方案的通知"]
    assert lines(p(broken)) == ["关于印发", "方案的通知"]


def test_a_tab_is_a_leader_in_contents_and_never_a_cell() -> None:
    entry = "<w:r><w:t>关于普查的通知</w:t><w:tab/><w:t>(7)</w:t></w:r>"
    dotted = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    assert lines(p(entry, properties=dotted)) == ["关于普查的通知……(7)"]
    assert lines(p(entry)) == ["关于普查的通知 (7)"]


def test_a_footnote_stands_behind_its_paragraph_and_its_mark_is_gone() -> None:
    notes = f"""<w:footnotes {W}><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="7">
        {p('数据来自第四次经济普查。')}</w:footnote></w:footnotes>"""
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    text = read(p("增长5.2%", mark, "。") + p("二"), {"word/footnotes.xml": notes})
    assert [(line.text, line.origin) for line in text.lines if line.text] == [
        ("增长5.2%。", "text"), ("注1：数据来自第四次经济普查。", "note"), ("二", "text"),
    ]  # fmt: skip


def test_tables_with_merged_cells_and_numbers_in_them() -> None:
    rows = (
        row(tc("地区", '<w:vMerge w:val="restart"/>'), tc("标准", '<w:gridSpan w:val="2"/>')),
        row(tc("", "<w:vMerge/>"), "城市", "农村"),
        row("甲", "600", "4425", properties="<w:del/>"),
        row("青河区", "600", "4425"),
    )
    text = read(p("附表") + table(*rows) + p("注"))
    assert [line.text for line in text.lines] == [
        "附表", "", "地区\t标准\t", "\t城市\t农村", "青河区\t600\t4425", "", "注",
    ]  # fmt: skip


def test_two_tables_beside_each_other_stay_two() -> None:
    body = table(row("甲", "乙")) + p("") + table(row("丙", "丁"))
    assert [line.text for line in read(body).lines] == ["甲\t乙", "", "丙\t丁"]


def test_pages_are_those_that_word_noted() -> None:
    broken = "<w:r><w:t>各地区要</w:t><w:lastRenderedPageBreak/><w:t>切实加强领导。</w:t></w:r>"
    text = read(p("第一页") + p(broken) + p("第二页"))
    assert [(line.text, line.page, line.continues) for line in text.lines if line.text] == [
        ("第一页", 1, False),
        ("各地区要", 1, False),
        ("切实加强领导。", 2, True),
        ("第二页", 2, False),
    ]
    assert text.pages == 2
    assert read(p("没有页")).lines[0].page is None


def test_heads_feet_and_comments_are_not_read() -> None:
    parts: dict[str, str | bytes] = {
        "word/header1.xml": f"<w:hdr {W}>{p('公报')}</w:hdr>",
        "word/comments.xml": f"<w:comments {W}><w:comment>{p('删')}</w:comment></w:comments>",
    }
    assert lines(p("正文") + "<w:sectPr/>", parts) == ["正文"]


def test_a_picture_is_told() -> None:
    assert codes(read(p("图", "<w:r><w:drawing/></w:r>"))) == ["embedded"]


def test_the_strict_variant_is_read() -> None:
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    body = f"<w:document {strict}><w:body>{numbered('正文')}</w:body></w:document>"
    # Attributes of later versions of the program stand among those of the variant.
    counted = numbering(("chineseCounting", "%1、"))["word/numbering.xml"].replace(W, strict)
    for element in ("abstractNum", "lvl", "numFmt", "lvlText"):
        counted = counted.replace(f"<w:{element} ", f'<w:{element} mc:new="0" ')
    parts = {"word/document.xml": body, "word/numbering.xml": counted}
    assert lines("", parts) == ["一、正文"]


def test_what_nests_without_end_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 200 + p("甲") + "</w:sdtContent></w:sdt>" * 200
    with pytest.raises(SourceFileError, match="嵌套"):
        read(deep)


def test_radicals_are_folded() -> None:
    assert lines(p("各部⻔")) == ["各部门"]
