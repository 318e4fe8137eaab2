"""Documents of other governments: every layout with every form of contents, damage, metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gazette_search.ingestion.pipeline import parse_issue
from gazette_texts import corpus_text, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.models import Document

PLACES = (
    ("青河市人民政府", "青政发"),
    ("白山县民政局", "白民规字"),
    ("云岭省教育厅", "云教函"),
    ("东湖区人民政府办公室", "东府办规"),
    ("河口县财政局 河口县人力资源和社会保障局", "河财社"),
)
MATTERS = ("加强城市绿化管理工作", "提高城乡低保标准", "做好防汛抗旱工作")
# Pieces of a head with blank lines between; {masthead}, {number} may be letter-spaced.
LAYOUTS = {
    "title above number": "{title}\n\n{number}",
    "number above title": "{number}\n\n{title}",
    "masthead": "{masthead}\n\n{number}\n\n{title}",
    "masthead letter-spaced": "{spaced_masthead}\n\n{spaced_number}\n\n{title}",
    "title wrapped": "{wrapped}\n\n{number}",
    "metadata": "索引号：0001\n\n发文字号：{number}\n\n有效性：有效\n\n{title}",
    "number in brackets below title": "{title}\n\n（{number}）",
    "number at the end of the title": "{title}（{number}）",
    "Markdown heading": "# {title}\n\n**{number}**",
    "signatory beside number": "{masthead}\n\n{number}　　签发人：张三\n\n{title}",
    "copy number, 密级": "000012\n\n机密★1年\n\n{masthead}\n\n{number}\n\n{title}",
    "labelled number": "{title}\n\n文号：{number}",
}
CONTENTS = {
    "none": "",
    "titles and pages": "{title}……（{page}）",
    "numbers and pages": "{title}{number} …… {page}",
    "numbers in brackets": "{page}. {title}（{number}）",
    "titles alone": "{title}",
    "number below": "{title}\n{number}",
    "table": "| {title} | {number} | {page} |",
    "links": "- [{title}](#p{page})（{number}）",
    "two lines with leaders": "{title}\n　　（{number}）…………………{page}",
    "marked": "○ {title}（{number}）（{page}）",
    "page in front": "{page}　{title}　{number}",
}
CASES = [(layout, contents) for layout in LAYOUTS for contents in CONTENTS]


def facts(place: tuple[str, str]) -> list[tuple[str, str]]:
    """Number and title of three documents of a place."""
    agency, code = place
    return [(f"{code}〔2021〕{n}号", f"{agency}关于{m}的通知") for n, m in enumerate(MATTERS, 5)]


def printed(place: tuple[str, str], layout: str, contents: str) -> str:
    """An issue of these documents."""
    entry = CONTENTS[contents]
    lines = ["目 录", "2021年第2期（总第8期）"] if entry else []
    for page, (number, title) in enumerate(facts(place), 2):
        lines += [entry.format(title=title, number=number, page=page)] if entry else []
    masthead = f"{place[0].split(' ')[0]}文件"
    for day, (number, title) in enumerate(facts(place), 3):
        head = LAYOUTS[layout].format(
            title=title,
            number=number,
            masthead=masthead,
            wrapped=title.replace("关于", "\n关于"),
            spaced_number=" ".join(number),
            spaced_masthead=" ".join(masthead),
        )
        lines += [head, "各县（市、区）人民政府，市政府各部门：", f"现就第{day}项工作通知如下。"]
        lines += [place[0].replace(" ", "　　"), f"2021年3月{day}日"]
    return paragraphs(*lines)


def found(text: str) -> list[tuple[str, str]]:
    return [(str(d.number), d.title) for d in documents(text)]


def documents(text: str) -> tuple[Document, ...]:
    issue = parse_issue(text, "corpus/x.txt")
    assert issue.line_counts.unassigned == 0
    return issue.documents


@pytest.mark.parametrize("place", PLACES, ids=[code for _, code in PLACES])
@pytest.mark.parametrize(("layout", "contents"), CASES)
def test_every_layout_under_every_contents(
    place: tuple[str, str], layout: str, contents: str
) -> None:
    assert found(printed(place, layout, contents)) == facts(place)


DAMAGES: dict[str, Callable[[str], str]] = {
    "号 lost": lambda number: number.replace("号", ""),
    "bracket lost": lambda number: number.replace("〔", ""),
    "other bracket lost": lambda number: number.replace("〕", ""),
    "brackets mixed": lambda number: number.replace("〔", "【").replace("〕", "}"),
    "letters for figures": lambda number: number.replace("0", "O").replace("1", "l"),
    "broken": lambda number: number.replace("〕", "〕\n\n"),
    "code misread": lambda number: "请" + number[1:],
    "code lost": lambda number: number[1:],
    "a 4 more": lambda number: number.replace("号", "4号"),
    "illegible": lambda number: f"3 [〔2] {number[-1:]} 口",
    "gone": lambda number: number[:0],
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("contents", ["numbers and pages", "numbers in brackets", "titles alone"])
@pytest.mark.parametrize("place", PLACES, ids=[code for _, code in PLACES])
def test_a_damaged_number_is_read_or_is_none(
    place: tuple[str, str], contents: str, damage: str
) -> None:
    (number, title), (other, _), _ = facts(place)
    text = printed(place, "masthead", contents)
    head = text.rindex(other)  # the head line, behind the contents
    text = text[:head] + DAMAGES[damage](other) + text[head + len(other) :]
    read = documents(text)
    assert [document.title for document in read] == [one for _, one in facts(place)]
    if read[1].number is None or str(read[1].number) != other:
        assert read[1].number is None or contents == "titles alone"
    assert str(read[0].number) == number
    assert title in read[0].title


def test_what_is_unclear_is_told() -> None:
    text = printed(PLACES[0], "masthead", "numbers and pages")
    head = text.rindex("青政发〔2021〕6号")
    issue = parse_issue(text[:head] + "青政发〔2021〕6" + text[head + 11 :], "corpus/x.txt")
    (problem,) = [one for one in issue.diagnostics if one.code == "number-unclear"]
    assert "文号印作“青政发〔2021〕6”，按目录读作 青政发〔2021〕6号" in problem.message


@pytest.mark.parametrize(
    "block",
    [
        "---\n标题: {title}\n文号: {number}\n状态: 有效\n---\n\n# {title}",
        "索引号：0069/2021-12\n发文机构：青河市人民政府\n发文字号：{number}\n有效性：有效\n\n{title}",
        "- **发文字号**：{number}\n- **发文机关**：市政府\n- **效力**：有效\n\n# {title}",
        "{title}\n\n索 引 号：0069\n发文字号：{number}\n时效性：有效\n\n{title}",
        "索引号：\t0069\t发文字号：\t{number}\n发文机关：\t青河市人民政府\t有效性：\t有效\n\n{title}",
        "{title}\n\n发文字号：\n{number}\n发文机关：\n青河市人民政府\n有效性：\n有效\n",
    ],
)
def test_what_a_source_states(block: str) -> None:
    number, title = facts(PLACES[0])[0]
    head = block.format(number=number, title=title)
    (document,) = documents(paragraphs(head, "各区人民政府：", "现就有关事项通知如下。"))
    assert (str(document.number), document.title) == (number, title)
    assert ("force", "有效") in [(fact.name, fact.value) for fact in document.facts]


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("青河市人民政府　　　青河军分区", "青河市人民政府、青河军分区"),
        (
            "青河市民政局 青河市财政局 青河市卫生健康委员会",
            "青河市民政局、青河市财政局、青河市卫生健康委员会",
        ),
        ("国务院　中央军委", "国务院、中央军委"),
        ("青河市人民政府（章）", "青河市人民政府"),
        ("青河市人民政府 （盖章）", "青河市人民政府"),
        ("青河市人民政府\n\n办公室", "青河市人民政府办公室"),
    ],
)
def test_signatures(signature: str, issuer: str) -> None:
    text = paragraphs("青河市人民政府文件", *facts(PLACES[0])[0], "市住建局：", "同意迁建。")
    (document,) = documents(
        paragraphs(text, signature, "2021年3月4日", "关于迁建的请示", "市政府：")
    )
    assert document.issuer == issuer
    assert str(document.signed_date) == "2021-03-04"


@pytest.mark.parametrize(
    "title",
    [
        ("青河市民政局 青河市财政局", "关于印发青河市引进人才落户管理办法", "实施细则的通知"),
        ("青河市人民政府关于印发青河市城市更新规划", "编制和管理规定的通知"),
        ("青河市人民政府办公室关于转发市教育局扩招方案", "和考试办法", "的通知"),
        ("青河市人民政府关于印发防汛抗旱应急工作方案", "（试行）的通知"),
        ("青河市人民政府关于修改《青河市养犬管理规定》和《青河市殡葬管理", "办法》的决定"),
    ],
)
def test_a_title_wrapped_behind_a_genre_is_whole(title: tuple[str, ...]) -> None:
    (document,) = documents(
        paragraphs("青民规字〔2021〕3号", *title, "各有关单位：", "请遵照执行。")
    )
    assert document.title.replace(" ", "") == "".join(title).replace(" ", "")
    assert document.addressee == "各有关单位"


def test_a_document_on_one_line() -> None:
    (number, title), *_ = facts(PLACES[0])
    body = "为做好工作，通知如下：一、工作目标到2022年底前完成。二、工作要求认真落实。"
    for head in (title + number, number + title):
        text = f"{head}各县（市、区）人民政府：{body}青河市人民政府2021年3月4日（此件公开发布）"
        (document,) = documents(text)
        assert (str(document.number), document.title) == (number, title)
        assert (document.addressee, document.issuer) == ("各县（市、区）人民政府", "青河市人民政府")
        assert [b.marker for b in document.blocks if b.marker] == ["一、", "二、"]


HTML = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>{0}</td><td>市教育局</td></tr></table>"


@pytest.mark.parametrize(
    "table",
    [
        HTML,
        HTML.replace("<tr>", "\n<tr>").replace("</table>", "\n</table>"),
        HTML.replace("td>", "th>", 4).upper().replace("{0}", "{0}"),
        "| 任务 | 单位 |\n| --- | --- |\n| {0} | 市教育局 |",
        "| 任务 | 单位 |\n|:--|--:|\n| {0} | 市教育局 |",
        "|任务|单位|\n|{0}|市教育局|",
    ],
)
def test_tables_in_markup_are_rows(table: str) -> None:
    text = paragraphs(
        "青河市人民政府文件", *facts(PLACES[0])[0], "通知如下。", table.format("建校")
    )
    (document,) = documents(text)
    assert [b.text for b in document.blocks if b.kind == "table"] == ["任务\t单位\n建校\t市教育局"]


NAMES = {"葫芦岛": "青河", "葫政": "青政", "连山区": "东湖区", "辽宁": "云岭", "辽政": "云政"}


@pytest.mark.parametrize("issue", ["2018-02", "2020-02"])
def test_another_city_has_the_same_structure(issue: str) -> None:
    text = corpus_text(issue)
    renamed = re.sub("|".join(NAMES), lambda match: NAMES[match[0]], text)
    one, other = (parse_issue(each, "corpus/x.txt").documents for each in (text, renamed))
    assert [[(b.kind, b.lines, b.level) for b in d.blocks] for d in one] == [
        [(b.kind, b.lines, b.level) for b in d.blocks] for d in other
    ]
