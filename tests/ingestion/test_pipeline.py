from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.recognition.pages import scanned
from gazette_search.ingestion.formats.source_text import SourceWarning
from gazette_search.ingestion.formats.text import decode, plain_text
from gazette_search.ingestion.pipeline import parse_issue, parse_source, read_issue
from gazette_search.text.numerals import to_numeral
from gazette_texts import CORPUS, ISSUES, corpus_text, document_text, issue_text
from golden_files import agrees_with_golden

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.models import Block, Document, Issue


def check_accounts(issue: Issue, text: str) -> None:
    """Every line is counted once, and the blocks are made of the lines that they say."""
    counts = issue.line_counts
    assert counts.total == text.count("\n") + 1
    assert counts.unassigned == 0
    assert counts.total == counts.blank + counts.front_matter + counts.documents + counts.layout
    used = Counter(number for document in issue.documents for number in lines_of(document, text))
    assert counts.documents == len(used)
    assert not used or max(used.values()) == 1


def lines_of(document: Document, text: str) -> list[int]:
    """Lines that the blocks cover and that are no layout: each block's own, headers repeated."""
    lines = text.split("\n")
    found: list[int] = []
    for block in document.blocks:
        named = [number for _, number in block.line_starts]
        header = lines[named[0] - 1] if block.kind == "table" else None
        within = range(block.lines[0], block.lines[1] + 1)
        found += [n for n in within if n in named or lines[n - 1] == header]
    return found


@pytest.mark.parametrize("issue", ISSUES)
def test_nothing_of_an_issue_is_lost(issue: str) -> None:
    text = corpus_text(issue)
    check_accounts(parse_issue(text, issue), text)


@pytest.mark.parametrize("issue", ISSUES)
def test_every_character_comes_from_its_line(issue: str) -> None:
    text = corpus_text(issue)
    lines = text.split("\n")
    for document in parse_issue(text, issue).documents:
        for block in document.blocks:
            for offset, character in enumerate(block.text):
                # m² stands for m<sup>2</sup>, 和 for " and ", signs for LaTeX
                if character.isalnum() and character not in "²和":
                    assert character in lines[block.line_at(offset) - 1]


@pytest.mark.parametrize("issue", ISSUES)
def test_structure_of_an_issue(issue: str) -> None:
    parsed = parse_issue(corpus_text(issue), f"corpus/{issue}.txt")
    assert agrees_with_golden(f"structure-{issue}.txt", "".join(map(outline, parsed.documents)))


def outline(document: Document) -> str:
    """A document for a reviewer: its elements, then a line for every block of its text."""
    head = f"{document.number} {document.title}\n"
    elements = (document.genre, document.issuer, document.signed_date, document.addressee)
    head += "  " + " | ".join(str(element) for element in elements if element) + "\n"
    for attachment in document.attachments:
        extent = "-".join(map(str, attachment.lines or ("未刊",)))
        head += f"  {attachment.kind} {extent} {attachment.title}\n"
    settled = ("masthead", "number", "title", "addressee", "signature", "date", "disclosure")
    blocks = [block for block in document.blocks if block.kind not in settled]
    runs = groupby(
        blocks, key=lambda block: block.kind if block.kind == "responsibility" else block
    )
    return head + "".join(line_of(list(run)) for _, run in runs) + "\n"


def line_of(run: list[Block]) -> str:
    first, last, kind = run[0].lines[0], run[-1].lines[1], run[0].kind
    extent = f"{first}-{last}" if last > first else str(first)
    if kind == "responsibility":
        return f"  {extent:9} {'· ' * len(run[0].path)}{kind} {len(run)}\n"
    start = run[0].text[:16].replace("\t", "|").replace("\n", "/")
    return f"  {extent:9} {'· ' * len(run[0].path)}{kind}: {start}\n"


def in_numerals(match: re.Match[str]) -> str:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in match[1])
    return f"{year}年{to_numeral(int(match[2]))}月{to_numeral(int(match[3]))}日"


HEAD = r"(?m)^([^\d\n]*)〔(\d{4})〕(\d+)号$"
MASTHEAD = r"(?m)^(.*人民政府(?:办公室)?(?:文件|通告))\n\n(.*〔\d{4}〕\d+号)$"
SIGNED = r"(?m)^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日 *$"
VARIANTS: dict[str, Callable[[str], str]] = {
    "crlf": lambda text: decode(text.replace("\n", "\r\n").encode("utf-8-sig"), "x"),
    "gb18030": lambda text: decode(text.encode("gb18030"), "x"),
    "dates in numerals": lambda text: re.sub(SIGNED, in_numerals, text),
    "number beside masthead": lambda text: re.sub(MASTHEAD, r"\1 \2", text),
    "number run into masthead": lambda text: re.sub(MASTHEAD, r"\1\2", text),
    "square brackets": lambda text: re.sub(HEAD, r"\1[\2] \3 号", text),
    "bold number": lambda text: re.sub(HEAD, r"**\1〔\2〕\3号**", text),
    "number as heading": lambda text: re.sub(HEAD, r"### \1〔\2〕\3号  ", text),
    "indented": lambda text: re.sub("(?m)^(?=[\u4e00-\u9fff])", "\u3000\u3000", text),
    "broken signature": lambda text: re.sub(
        "(?m)^葫芦岛市人民政府办公室$", "葫芦岛市人民政府\n办公室", text
    ),
}


def elements(document: Document) -> tuple[object, ...]:
    attachments = [(a.kind, a.title, a.present) for a in document.attachments]
    title = (
        str(document.number),
        document.title,
        document.toc_title,
        document.page,
        document.genre,
    )
    return (*title, document.issuer, document.signed_date, document.addressee, attachments)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("issue", ["2018-04", "2020-01"])
def test_other_print_of_the_same_issue(issue: str, variant: str) -> None:
    text = corpus_text(issue)
    printed = VARIANTS[variant](text)
    found, wanted = parse_issue(printed, "x"), parse_issue(text, "x")
    assert list(map(elements, found.documents)) == list(map(elements, wanted.documents))
    check_accounts(found, printed)


@pytest.mark.parametrize(
    "names",
    [
        {"葫芦岛": "大兴安岭", "葫政": "大政"},
        {"葫政告字": "葫政公告", "葫政办发": "葫政办函", "葫政发": "葫政规"},
        {"葫芦岛": "锦州", "葫政告字": "锦政通", "葫政办发": "锦政办明电", "葫政发": "锦政任"},
    ],
)
@pytest.mark.parametrize("issue", ISSUES)
def test_other_agencies(issue: str, names: dict[str, str]) -> None:
    text = corpus_text(issue)
    wanted = repr(list(map(elements, parse_issue(text, "x").documents)))
    for name, other in names.items():
        text, wanted = text.replace(name, other), wanted.replace(name, other)
    assert repr(list(map(elements, parse_issue(text, "x").documents))) == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "文件是空的"),
        ("\n\n  \n", "文件是空的"),
        ("\x00\x01\x02", "文件是空的"),
        ("供热的事，下周再问。", "没有找到公文"),
        ("目 录\n\n2018年第2期", "没有找到公文"),
    ],
)
def test_what_is_no_gazette(text: str, message: str) -> None:
    issue = parse_issue(text, "x")
    assert [(p.code, p.message) for p in issue.diagnostics] == [("no-documents", message)]
    check_accounts(issue, text)


@pytest.mark.parametrize(
    ("warnings", "text", "told"),
    [
        ([scanned(1)], "", ["not-read"]),
        ([scanned(1), scanned(2), scanned(3)], "", ["not-read"]),
        ([scanned(1)], "\n \n", ["not-read"]),
        ([SourceWarning("embedded", "有 1 幅图没有读")], "", ["not-read"]),
        ([SourceWarning("hidden", "有隐藏的文字，没有读")], "", ["hidden"]),
        ([SourceWarning("text-layer-doubtful", "文字层不可信", 1)], "", ["text-layer-doubtful"]),
        ([SourceWarning("revisions", "有修订，按接受后的读")], "", ["no-documents", "revisions"]),
        ([scanned(2)], "供热的事，下周再问。", ["no-documents", "not-read"]),
        ([], "", ["no-documents"]),
    ],
)
def test_a_file_that_is_not_read_is_not_called_empty(
    warnings: list[SourceWarning], text: str, told: list[str]
) -> None:
    issue = parse_source(replace(plain_text(text), warnings=tuple(warnings)), "x")
    assert [problem.code for problem in issue.diagnostics] == told


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("会议纪要\n\n一、议题", "会议纪要"),
        ("a\tb\n1\t2", "2021-记录"),
        ("葫芦岛市绿化条例\n\n第一条 为了绿化，制定本条例。", "葫芦岛市绿化条例"),
    ],
)
def test_a_text_in_official_form_is_at_least_one_document(text: str, title: str) -> None:
    issue = parse_issue(text, "corpus/2021-记录.txt")
    (document,) = issue.documents
    assert (document.number, document.title) == (None, title)
    assert document.id.startswith("无号-")
    assert document.id == parse_issue("\n" + text, "corpus/x.txt").documents[0].id or (
        document.title == "2021-记录"
    )
    check_accounts(issue, text)


def test_a_head_that_is_none_is_told() -> None:
    body = (
        "下列文件废止：",
        "葫芦岛市人民政府关于改革的通知",
        "葫政发〔2018〕5号",
        "葫芦岛市人民政府关于环保的通知",
    )
    issue = parse_issue(
        issue_text(document_text(title="葫芦岛市人民政府决定", addressee="", body=body)), "x"
    )
    assert len(issue.documents) == 1
    assert [problem.code for problem in issue.diagnostics] == ["head-unclear"]


def test_a_citation_alone_on_its_line_joins_its_sentence() -> None:
    body = ("按照《辽宁省关于环保的通知》（", "葫政发〔2018〕5号", "）规定执行。")
    issue = parse_issue(
        issue_text(document_text(title="葫芦岛市人民政府决定", addressee="", body=body)), "x"
    )
    (document,) = issue.documents
    assert "".join(body) in [block.text for block in document.blocks]


def test_controls_leave_the_text_and_not_the_account() -> None:
    text = issue_text(document_text(body=("葫芦\x00岛\x1b[31m市\x1b[0m。", "\x07")))
    issue = parse_issue(text, "x")
    assert "葫芦岛市。" in [block.text for block in issue.documents[0].blocks]
    assert issue.line_counts.layout == 1
    check_accounts(issue, text)


def test_reading_a_file(tmp_path: Path) -> None:
    assert len(read_issue(CORPUS / "2020-02.txt", "corpus/2020-02.txt").documents) == 8
    with pytest.raises(SourceFileError, match="corpus/2021-01.txt：读不出来"):
        read_issue(tmp_path / "2021-01.txt", "corpus/2021-01.txt")


PIECES = [
    "葫芦岛市人民政府文件",
    "葫政发〔2018〕4号",
    "葫芦岛市人民政府关于印发规划的通知",
    "各县（市）区人民政府：",
    "现将《规划》印发给你们。",
    "葫芦岛市人民政府",
    "2018年3月14日",
    "(此件公开发布)",
    "规划",
    "一、总则",
    "（一）目的",
    "1. 认真",
    "第一条 为了",
    "附件：1. 名单",
    "2. 表",
    "附件 1:",
    "附件1：表",
    "责任单位：市财政局",
    "序号\t河流",
    "1\t兴城河\t",
    "\t",
    "---",
    "",
    "  ",
    "（",
    "》”",
    "，",
    "葫" * 35,
    "目 录",
    "○ 葫政发文件",
    "关于改革的通知葫政发〔2018〕5号……(2)",
    "编委会成员",
    "注：五里河",
    "\x00",
    "\x1b[2J",
    "\ufeff",
    "####",
    "**",
]
SCRAPS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40)


@given(SCRAPS, st.sampled_from(["\n", "\n\n"]))
def test_any_text_is_an_issue_without_a_lost_line(pieces: list[str], separator: str) -> None:
    text = separator.join(pieces)
    check_accounts(parse_issue(text, "x"), text)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ISSUES), st.data())
def test_a_damaged_issue_is_still_read_whole(issue: str, data: st.DataObject) -> None:
    lines = corpus_text(issue).split("\n")
    start = data.draw(st.integers(0, len(lines) - 200))
    lines = lines[start : start + 200]
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[place])))
        damage = data.draw(st.sampled_from(["drop", "cut", "double", "swap", "insert"]))
        if damage == "drop":
            del lines[place]
        elif damage == "cut":
            lines[place : place + 1] = [lines[place][:cut], lines[place][cut:]]
        elif damage == "double":
            lines.insert(place, lines[place])
        elif damage == "swap":
            lines[place], lines[-1] = lines[-1], lines[place]
        else:
            lines.insert(place, data.draw(st.sampled_from(PIECES)))
    text = "\n".join(lines)
    check_accounts(parse_issue(text, "x"), text)
