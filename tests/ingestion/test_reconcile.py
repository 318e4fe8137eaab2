from __future__ import annotations

import pytest

from gazette_search.ingestion.pipeline import parse_issue
from gazette_texts import NOTICE, PLAN, document_text, issue_text

ENTRY = (
    "葫芦岛市人民政府办公室关于印发葫芦岛市加快夜经济发展工作方案的通知葫政办发〔2020〕10号…(10)"
)
OTHER = "葫芦岛市人民政府关于改革的意见葫政发〔2020〕6号……(2)"
DOCUMENT = document_text(PLAN, "一、指导思想", "坚持政府引导。")


def problems(text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in parse_issue(text, "x").diagnostics]


def test_contents_and_documents_that_agree() -> None:
    text = issue_text(DOCUMENT, contents=(ENTRY,))
    (document,) = parse_issue(text, "x").documents
    assert problems(text) == []
    assert (document.page, document.toc_title) == (10, document.title)


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY.replace("夜经济", "“夜经济”"),
        ENTRY.replace("葫芦岛市加快", "葫芦岛市 加快"),
        ENTRY.replace("加快夜经济发展工作方案", "《加快夜经济发展工作方案》")
        .replace("《", "〈")
        .replace("》", "〉"),
    ],
)
def test_typesetting_is_no_difference(entry: str) -> None:
    body = DOCUMENT
    if "〈" in entry:
        body = DOCUMENT.replace("加快夜经济发展工作方案的通知", "《加快夜经济发展工作方案》的通知")
    assert problems(issue_text(body, contents=(entry,))) == []


def test_another_wording_is_one() -> None:
    entry = ENTRY.replace("工作方案", "实施方案")
    ((code, message),) = problems(issue_text(DOCUMENT, contents=(entry,)))
    assert code == "toc-title-differs"
    assert "实施方案的通知”，正文作“" in message


def test_what_one_side_lacks() -> None:
    missing_body = problems(issue_text(DOCUMENT, contents=(OTHER, ENTRY)))
    missing_entry = problems(issue_text(DOCUMENT, contents=(OTHER,)))
    assert missing_body == [("toc-document-missing", "目录有 葫政发〔2020〕6号，正文没有")]
    assert sorted(missing_entry) == [
        ("toc-document-missing", "目录有 葫政发〔2020〕6号，正文没有"),
        ("toc-entry-missing", "正文有 葫政办发〔2020〕10号，目录没有"),
    ]


def test_two_numbers_of_one_document_are_told_and_neither_is_believed() -> None:
    entry = ENTRY.replace("10号", "11号")
    text = issue_text(DOCUMENT, contents=(entry,))
    assert problems(text) == [
        (
            "number-unclear",
            f"《{NOTICE}》文号印作“葫政办发〔2020〕10号”，目录作 葫政办发〔2020〕11号，"
            "读不准，按无文号收录",
        )
    ]
    assert parse_issue(text, "x").documents[0].page == 10


def test_attachments_that_were_not_printed() -> None:
    seen = "具体见附表（附表一）、（见附件2）和（见附件3）。"
    body = ("见《名单》。", seen, "附件：1. 名单\n2. 征收范围图")
    title = "葫芦岛市人民政府关于房屋征收的决定"
    document = document_text("附件1", "名单", "王伟\t局长", title=title, body=body)
    assert problems(issue_text(document)) == [
        ("attachment-missing", "正文提到附表一，未刊"),
        ("attachment-missing", "正文提到附件3，未刊"),
        ("attachment-missing", "附件“征收范围图”未刊"),
    ]


def test_an_enclosed_text_that_was_not_printed() -> None:
    assert problems(issue_text(document_text())) == [
        ("attachment-missing", f"印发的文件“{PLAN}”未刊")
    ]


def test_elements_that_are_missing() -> None:
    document = document_text("一、总则", title="", addressee="", body=("为加强管理。",), closing=())
    assert [code for code, _ in problems(issue_text(document))] == [
        "date-missing",
        "issuer-missing",
        "title-missing",
    ]


def test_two_titles_differ_in_the_five_issues(all_problems: list[tuple[str, str | None]]) -> None:
    assert [number for code, number in all_problems if code == "toc-title-differs"] == [
        "葫政发〔2019〕10号",
        "葫政办发〔2020〕1号",
    ]


@pytest.fixture(name="all_problems", scope="module")
def _all_problems() -> list[tuple[str, str | None]]:
    from gazette_texts import ISSUES, corpus_text

    found = (parse_issue(corpus_text(issue), issue).diagnostics for issue in ISSUES)
    return [(problem.code, problem.number) for issue in found for problem in issue]
