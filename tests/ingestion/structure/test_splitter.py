from __future__ import annotations

import pytest

from gazette_search.ingestion.layout.unfolding import unfold
from gazette_search.ingestion.structure.clusters import read_cluster
from gazette_search.ingestion.structure.number_readings import read_numbers
from gazette_search.ingestion.structure.splitter import Split, split_issue
from gazette_search.ingestion.structure.title_lines import AnnouncedTitles
from gazette_search.models import DocumentNumber
from gazette_texts import content

FIFTH = DocumentNumber("葫政发", 2018, 5)
BODY = "按照有关要求，现就有关事项通知如下。"


def split(*lines: str, announced: tuple[DocumentNumber, ...] = ()) -> Split:
    return split_issue((), unfold(content(*lines)), AnnouncedTitles(()), announced)


def heads(*lines: str, announced: tuple[DocumentNumber, ...] = ()) -> list[tuple[str, str | None]]:
    """Number and masthead of the documents that a head shows."""
    found = split(*lines, announced=announced).documents
    numbers = read_numbers(found, AnnouncedTitles(()), ())
    return [
        (str(one.number), document.masthead)
        for document, one in zip(found, numbers, strict=True)
        if document.reason
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["葫芦岛市人民政府文件", "葫政发〔2018〕5号"],
        ["# 葫芦岛市人民政府文件", "## 葫政发〔2018〕5号"],
        ["葫芦岛市人民政府文件 葫政发[2018]5号"],
        ["葫芦岛市人民政府文件葫政发（２０１８）第５号"],
        ["葫 芦 岛 市 人 民 政 府 文 件", "葫 政 发 〔 2018 〕 5 号"],
        ["葫芦岛市人民政府文件", "葫政发〔二〇一八〕五号"],
        ["葫芦岛市人民政府文件", "葫政发〔2018〕5号（备案号：LN0012018001）"],
        ["葫芦岛市人民政府文件", "葫政发〔2018〕5号　　签发人：李　明"],
        ["葫芦岛市人民政府文件", "（葫政发〔2018〕5号）"],
        ["000012", "机密★1年", "特急", "葫芦岛市人民政府文件", "葫政发〔2018〕5号", "签发人：李明"],
        ["葫芦岛市人民政府文件", "葫政发", "〔2018〕5号"],
        ["葫芦岛市人民政府文件", "葫政发〔2018〕", "5号"],
    ],
)
def test_a_number_under_or_beside_a_masthead_heads_a_document(lines: list[str]) -> None:
    (found,) = heads(*lines, BODY)
    masthead = (found[1] or "").replace(" ", "")
    assert (found[0], masthead[-10:]) == ("葫政发〔2018〕5号", "葫芦岛市人民政府文件")


def test_agency_codes_need_not_be_known() -> None:
    lines = ["锦州市人民政府办公室文件", "锦政办规〔2021〕10号", BODY]
    lines += ["锦州市人民政府令", "锦政令〔2021〕2号", BODY]
    assert heads(*lines) == [
        ("锦政办规〔2021〕10号", "锦州市人民政府办公室文件"),
        ("锦政令〔2021〕2号", "锦州市人民政府令"),
    ]


@pytest.mark.parametrize(
    ("lines", "masthead"),
    [
        (["葫芦岛市人民政府", "办公室文件"], "葫芦岛市人民政府办公室文件"),
        (["白山县财政局", "白山县民政局", "文件"], "白山县财政局白山县民政局文件"),
        (["白山县财政局", "文件", "白山县民政局"], "白山县财政局文件白山县民政局"),
        (["中共白山县委", "白山县人民政府文件"], "中共白山县委白山县人民政府文件"),
        (["白山县教育局 白山县财政局 文件"], "白山县教育局白山县财政局文件"),
        (
            ["白山县财政局", "白山县民政局文件", "白山县审计局"],
            "白山县财政局白山县民政局文件白山县审计局",
        ),
    ],
)
def test_a_masthead_on_several_lines_is_whole(lines: list[str], masthead: str) -> None:
    before = ["葫芦岛市人民政府文件", "葫政发〔2018〕9号", BODY, "葫芦岛市人民政府", "2018年3月1日"]
    assert heads(*before, *lines, "白财社〔2018〕10号", BODY)[1:] == [
        ("白财社〔2018〕10号", masthead)
    ]


@pytest.mark.parametrize(
    ("masthead", "behind"),
    [
        (["白山县人民政府文件"], ["白山县民政局", "关于提高低保标准的通知"]),
        (["白山县财政局", "白山县民政局", "文件"], ["白山县民政局", "关于提高低保标准的通知"]),
        (["白山县财政局", "白山县民政局", "文件"], ["关于提高低保标准的通知"]),
        (["白山县财政局", "白山县民政局文件"], ["关于提高低保标准的通知"]),
        # The file ends here.
        (["白山县财政局", "白山县民政局", "文件"], ["白山县审计局"]),
    ],
)
def test_agencies_below_a_masthead_without_a_number_are_none_of_it(
    masthead: list[str], behind: list[str]
) -> None:
    cluster = read_cluster(content(*masthead, *behind), 0, AnnouncedTitles(()))
    assert cluster
    assert cluster.masthead == range(len(masthead))


@pytest.mark.parametrize(
    "lines",
    [
        # number above its title: the cities of Guangdong
        ["葫政发〔2018〕5号", "葫芦岛市人民政府关于改革的通知", BODY],
        # title above its number: the State Council, most provinces
        ["葫芦岛市人民政府关于改革的通知", "葫政发〔2018〕5号", BODY],
        ["葫芦岛市人民政府", "关于改革\n工作的通知", "葫政发〔2018〕5号", BODY],
        ["葫芦岛市人民政府对市政协", "第12号提案的答复", "葫政发〔2018〕5号", BODY],
        ["葫芦岛市人民政府关于改革的通知 葫政发〔2018〕5号", BODY],
        ["葫政发〔2018〕5号 葫芦岛市人民政府关于改革的通知", BODY],
        # no title at all
        ["葫政发〔2018〕5号", "各区人民政府，市政府各部门：", BODY],
    ],
)
def test_a_number_alone_beside_a_title_heads_a_document(lines: list[str]) -> None:
    before = ["葫芦岛市人民政府文件", "葫政发〔2018〕4号", BODY, "葫芦岛市人民政府", "2018年3月1日"]
    assert heads(*before, *lines)[1:] == [("葫政发〔2018〕5号", None)]
    assert heads(*lines) == [("葫政发〔2018〕5号", None)]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["白山县人民政府令", "第12号"], "白山县人民政府令第12号"),
        (["白山县人民政府令", "第十二号"], "白山县人民政府令第12号"),
        (["白山县人民政府令第12号"], "白山县人民政府令第12号"),
        (["白山县人民政府令", "（第12号）"], "白山县人民政府令第12号"),
        (["白山县人民政府令", "〔2010〕第15号"], "白山县人民政府令〔2010〕15号"),
        (["中华人民共和国国务院令", "第707号"], "国令第707号"),
        (["白山县人民代表大会常务委员会公告", "第3号"], "白山县人民代表大会常务委员会公告第3号"),
    ],
)
def test_an_order_counts_under_its_masthead(lines: list[str], number: str) -> None:
    text = "《白山县绿化管理办法》已经通过，现予公布，自2021年5月1日起施行。"
    assert [found for found, _ in heads(*lines, text)] == [number]


def test_a_number_without_masthead_counts_when_the_contents_name_it() -> None:
    lines = ["此件公开发布。", "葫政发〔2018〕5号", "葫芦岛市人民政府改革要情", BODY]
    assert heads(*lines, announced=(FIFTH,)) == [("葫政发〔2018〕5号", None)]


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
        # lists
        ["下列文件同时废止：", "葫芦岛市人民政府关于改革的通知", "葫政发〔2018〕5号", "特此通知。"],
        [
            "下列文件同时废止。",
            "葫芦岛市人民政府关于改革的通知",
            "葫政发〔2018〕6号",
            "葫芦岛市人民政府关于环保的通知",
            "葫政发〔2018〕5号",
            "特此通知。",
        ],
        # what a notice prints and distributes with a number of its own
        [
            "葫芦岛市人民政府关于印发《关于改革的意见》的通知",
            "现将《关于改革的意见》印发给你们。",
            "葫芦岛市人民政府",
            "2018年3月1日",
            "中共葫芦岛市委关于改革的意见",
            "葫委发〔2018〕5号",
            "为了改革，提出如下意见。",
        ],
    ],
)
def test_citations_head_nothing(lines: list[str]) -> None:
    masthead = ["葫芦岛市人民政府文件", "葫政发〔2019〕17号"]
    announced = (FIFTH,) if len(lines) < 4 else ()
    assert heads(*masthead, *lines, BODY, announced=announced) == [
        ("葫政发〔2019〕17号", "葫芦岛市人民政府文件")
    ]


def test_a_list_of_repealed_documents_is_unclear_and_splits_nothing() -> None:
    lines = ["葫芦岛市人民政府文件", "葫政发〔2019〕17号", BODY]
    lines += [
        "葫芦岛市人民政府关于改革的通知",
        "葫政发〔2018〕5号",
        "葫芦岛市人民政府关于环保的通知",
    ]
    found = split(*lines)
    assert len(found.documents) == 1
    assert [line.text for line in found.unclear] == ["葫政发〔2018〕5号"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["葫芦岛市人民政府关于王伟等同志任职的通知", "任命王伟为市财政局局长；"], "通知"),
        (["葫芦岛市人民政府关于禁止露天焚烧秸秆的公告", "2018年第4号", BODY], "公告"),
        (["葫芦岛市人民政府关于2018年政府工作的报告", BODY], "报告"),
    ],
)
def test_a_document_without_number_begins_behind_the_end_of_another(
    lines: list[str], title: str
) -> None:
    before = ["葫芦岛市人民政府文件", "葫政发〔2018〕4号", BODY, "葫芦岛市人民政府", "2018年3月1日"]
    found = split(*before, *lines, "葫芦岛市人民政府", "2018年3月9日").documents
    assert len(found) == 2
    assert found[1].printed_title.endswith(title)
    assert [one.number for one in read_numbers(found, AnnouncedTitles(()), ())][1] is None


@pytest.mark.parametrize(
    ("lines", "masthead"),
    [
        (
            ["白山县人民政府会议纪要", "第15期", "关于供热工作的纪要"],
            "白山县人民政府会议纪要第15期",
        ),
        # Counted on its own line it is a title: of an annex, of a list.
        (["第二批行政执法主体公告", "葫芦岛市人民政府关于公布行政执法主体的公告"], None),
        (["第三次全国经济普查通报", "关于经济普查情况的通报"], None),
    ],
)
def test_what_is_counted_heads_a_document_with_its_count_below(
    lines: list[str], masthead: str | None
) -> None:
    before = ["葫芦岛市人民政府文件", "葫政发〔2018〕4号", BODY, "葫芦岛市人民政府", "2018年3月1日"]
    _, *found = split(*before, *lines, BODY).documents
    assert [document.masthead for document in found] == ([masthead] if masthead else [])


def test_a_law_begins_with_its_title() -> None:
    before = ["葫芦岛市人民政府文件", "葫政发〔2018〕4号", BODY, "葫芦岛市人民政府", "2018年3月1日"]
    law = ["葫芦岛市绿化条例", "（2018年3月1日市人民代表大会常务委员会通过）", "第一条 为了绿化。"]
    found = split(*before, *law).documents
    assert [document.printed_title for document in found][1:] == ["葫芦岛市绿化条例"]


def test_an_imprint_behind_the_documents_is_none_of_them() -> None:
    found = split("葫芦岛市人民政府文件", "葫政发〔2018〕5号", BODY, "编委会成员", "主任：宋晓东")
    assert [line.text for line in found.front] == ["编委会成员", "主任：宋晓东"]
    assert [line.text for line in found.documents[0].rest] == [BODY]


def test_what_a_web_page_prints_below_its_text_is_none_of_it() -> None:
    found = split(
        "穗卫函〔2023〕19号", "各区卫生健康局：", BODY, "/", "基层处", "发布",
        "主办单位：广州市卫生健康委员会    联系方式：020-12320",
        "粤公网安备44010402000409号        粤ICP备20001927号-1",
    )  # fmt: skip
    assert [line.text for line in found.documents[0].rest] == ["各区卫生健康局：", BODY]


@pytest.mark.parametrize(
    "lines", [["会议纪要", "一、议题"], ["a\tb\n1\t2"], ["各有关单位：", "请参加会议。"]]
)
def test_text_without_a_head_is_one_document(lines: list[str]) -> None:
    found = split(*lines)
    assert [document.reason for document in found.documents] == [None]
    assert not found.front
