"""Issue texts for tests of the ingestion, written as the gazette prints and OCR leaves them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gazette_search.ingestion.layout.lines import classify_lines
from gazette_search.ingestion.pipeline import parse_issue

if TYPE_CHECKING:
    from gazette_search.ingestion.layout.lines import Line
    from gazette_search.models import Document

CORPUS = Path(__file__).parents[1] / "corpus"
ISSUES = ("2018-02", "2018-04", "2019-04", "2020-01", "2020-02")

NOTICE = "葫芦岛市人民政府办公室关于印发葫芦岛市加快夜经济发展工作方案的通知"
PLAN = "葫芦岛市加快夜经济发展工作方案"


def corpus_text(issue: str) -> str:
    """One of the five issues."""
    return (CORPUS / f"{issue}.txt").read_text(encoding="utf-8")


def paragraphs(*lines: str) -> str:
    """Lines with a blank line between, as OCR gives paragraphs."""
    return "\n\n".join(lines)


def content(*lines: str) -> list[Line]:
    """Content lines of the text."""
    return [line for line in classify_lines(paragraphs(*lines)) if line.is_content]


def document_text(
    *behind: str,
    masthead: str = "葫芦岛市人民政府文件",
    number: str = "葫政办发〔2020〕10号",
    title: str = NOTICE,
    addressee: str = "各县（市）区人民政府，市政府有关部门，各有关单位：",
    body: tuple[str, ...] = (f"《{PLAN}》已经市政府同意，现印发给你们，请认真贯彻执行。",),
    closing: tuple[str, ...] = ("葫芦岛市人民政府办公室", "2020年3月8日", "(此件公开发布)"),
) -> str:
    """葫政办发〔2020〕10号, with anything changed and lines behind its closing."""
    lines = (masthead, number, title, addressee, *body, *closing, *behind)
    return paragraphs(*(line for line in lines if line))


def issue_text(*documents: str, contents: tuple[str, ...] = ()) -> str:
    """An issue of these documents."""
    front = ("目 录 (双月刊)", "2020年第2期(总第63期)", "2020年3月15日出版")
    return paragraphs(*front, *contents, "编委会成员", "编委：", "刘剑 邹俊峰", *documents)


def only_document(text: str) -> Document:
    """The document of an issue that must have one, with every line accounted for."""
    issue = parse_issue(issue_text(text), "corpus/2020-02.txt")
    assert issue.line_counts.unassigned == 0
    (document,) = issue.documents
    return document
