from __future__ import annotations

import pytest

from gazette_search.ingestion.structure.splitter import split_issue
from gazette_search.models import DocumentNumber
from gazette_texts import content

FIFTH = DocumentNumber("葫政发", 2018, 5)
BODY = "按照有关要求，现就有关事项通知如下。"


def heads(*lines: str, announced: tuple[DocumentNumber, ...] = ()) -> list[tuple[str, str | None]]:
    split = split_issue(content(*lines), announced)
    return [(str(document.number), document.masthead) for document in split.documents]


@pytest.mark.parametrize(
    "lines",
    [
        ["葫芦岛市人民政府文件", "葫政发〔2018〕5号"],
        ["# 葫芦岛市人民政府文件", "## 葫政发〔2018〕5号"],
        ["葫芦岛市人民政府文件 葫政发[2018]5号"],
        ["葫芦岛市人民政府文件葫政发（２０１８）第５号"],
    ],
)
def test_a_number_under_or_beside_a_masthead_heads_a_document(lines: list[str]) -> None:
    assert heads(*lines, BODY) == [("葫政发〔2018〕5号", "葫芦岛市人民政府文件")]


def test_agency_codes_need_not_be_known() -> None:
    lines = ["锦州市人民政府办公室文件", "锦政办规〔2021〕10号", BODY]
    lines += ["锦州市人民政府令", "锦政令〔2021〕2号", BODY]
    assert heads(*lines) == [
        ("锦政办规〔2021〕10号", "锦州市人民政府办公室文件"),
        ("锦政令〔2021〕2号", "锦州市人民政府令"),
    ]


def test_a_broken_masthead_is_whole() -> None:
    lines = [BODY, "葫芦岛市人民政府", "办公室文件", "葫政办发〔2018〕10号", BODY]
    assert heads(*lines) == [("葫政办发〔2018〕10号", "葫芦岛市人民政府办公室文件")]


def test_a_number_without_masthead_counts_when_the_contents_name_it() -> None:
    lines = ["此件公开发布。", "葫政发〔2018〕5号", "葫芦岛市人民政府关于改革的通知", BODY]
    assert heads(*lines, announced=(FIFTH,)) == [("葫政发〔2018〕5号", None)]
    assert heads(*lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        # a print line that holds nothing but the citation
        [
            "按照《辽宁省人民政府关于明确环境保护税市与县分享体制的通知》（",
            "葫政发〔2018〕5号",
            "）规定",
        ],
        [
            "为贯彻落实市与县分享体制改革精神，依据市政府文件和省有关要求以及",
            "葫政发〔2018〕5号",
            "的规定",
        ],
        ["经研究", "葫政发〔2018〕5号", "，同时废止。"],
        # cells and titles
        ["序号\t文件名称\t发文字号\n1\t《通知》\t葫政发〔2018〕5号"],
        ["关于修订葫政发〔2018〕5号的通知"],
    ],
)
def test_citations_head_nothing(lines: list[str]) -> None:
    masthead = ["葫芦岛市人民政府文件", "葫政发〔2019〕17号"]
    assert heads(*masthead, *lines, BODY, announced=(FIFTH,)) == [
        ("葫政发〔2019〕17号", "葫芦岛市人民政府文件")
    ]


def test_a_list_of_repealed_documents_is_unclear_and_splits_nothing() -> None:
    lines = ["葫芦岛市人民政府文件", "葫政发〔2019〕17号", BODY]
    lines += [
        "葫芦岛市人民政府关于改革的通知",
        "葫政发〔2018〕5号",
        "葫芦岛市人民政府关于环保的通知",
    ]
    split = split_issue(content(*lines), ())
    assert [str(document.number) for document in split.documents] == ["葫政发〔2019〕17号"]
    assert [line.text for line in split.unclear] == ["葫政发〔2018〕5号"]


def test_numbers_in_the_contents_head_nothing() -> None:
    lines = content(
        "关于改革的通知", "葫政发〔2018〕5号", "葫芦岛市人民政府文件", "葫政发〔2018〕5号", BODY
    )
    split = split_issue(lines, (FIFTH,), last_entry=3)
    assert [document.head.number for document in split.documents] == [7]


def test_an_imprint_behind_the_documents_is_none_of_them() -> None:
    lines = content("葫芦岛市人民政府文件", "葫政发〔2018〕5号", BODY, "编委会成员", "主任：宋晓东")
    split = split_issue(lines, ())
    assert [line.text for line in split.front] == ["编委会成员", "主任：宋晓东"]
    assert [line.text for line in split.documents[0].rest] == [BODY]


def test_text_without_a_head_is_front_matter() -> None:
    lines = content("会议纪要", "一、议题")
    split = split_issue(lines, ())
    assert (list(split.front), split.documents) == (lines, ())
