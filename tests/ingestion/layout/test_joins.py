from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.layout.joins import ends_closed, join_lines, repeated
from gazette_search.ingestion.layout.lines import classify_lines
from gazette_search.ingestion.pipeline import parse_issue
from gazette_search.text.widths import print_width
from gazette_texts import ISSUES, content, corpus_text


def joined(text: str) -> list[str]:
    lines = [line for line in classify_lines(text) if line.is_content]
    return [paragraph.text for paragraph in join_lines(lines)]


# The halves of real page breaks and wraps; the first fills its last print line.
@pytest.mark.parametrize(
    ("first", "second"),
    [
        # inside a word (2018-02:189, 2019-04:188, 2018-04:101, 2020-02:687)
        (
            "加强规划区划和建设项目布局论证，严格执行相关行业企业布局选址要求。严格",
            "保护优先保护类耕地，确保其面积不减少。",
        ),
        (
            "8. 完善政务服务平台功能。进一步完善政务服务平台各项功能，实现政务服务事",
            "项全流程网上可办。",
        ),
        (
            "1. 全面清理街路两侧占用人行步道的各类店外经营和乱堆乱占、乱扔乱放、乱泼",
            "乱倒、乱贴乱画行为；",
        ),
        (
            "41. 深入开展招商引资。制定招商引资新办法，鼓励全市各领域参与招商，实现",
            "招商引资 175 亿元，增长 12%。",
        ),
        # before a number that is no marker (2018-04:380, 432)
        (
            "其中连山区33处、龙港区4处、南票区32处、兴城市12处、绥中县4处、建昌县",
            "17处、杨家杖子经济开发区12处。",
        ),
        # behind a comma (2018-02:235, 2020-02:127), whatever the width
        ("构成犯罪的，要依法追究刑事责任，已经调离、提拔或者退休的，", "也要终身追究责任。"),
        ("探索增加信用贷款、中长期贷款、", "产业链贷款等方式，拓展企业贷款渠道。"),
        # inside a bracket, quote or title (2020-02:361, 2018-02:1287, 2020-01:625)
        ("进一步提升夜晚餐饮消费水平。（责任", "单位：市商务局，各县〈市〉区人民政府）"),
        ("要认真遵循“把握大局，围绕中心，突出重点，服务决", "策”的原则，紧紧围绕政府中心工作。"),
        (
            "按照《葫芦岛市人民政府办公室关于印发葫芦岛市企业债务风险预警处置预案的",
            "通知》（葫政办发〔2018〕72号）有关要求。",
        ),
        ("加强监督。（牵头单位：市营商局；", "责任单位：市信息中心，各县〈市〉区政府）"),
    ],
)
def test_halves_of_a_broken_paragraph_come_together(first: str, second: str) -> None:
    assert joined(f"{first}\n\n{second}") == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、总体要求", "全面贯彻落实党的十九大精神。"),
        ("（一）最低生活保障标准。", "城市低保标准，全市统一提高到每人每月600元。"),
        ("责任单位：市发展改革委，各县（市）区政府，各市属开发区管委会", "配合单位：市财政局"),
        (
            "责任单位：市工业和信息化局、市商务局，各县（市）区政府，各市属开发区管委会",
            "3. 固定资产投资增长 7.5%。",
        ),
        (
            "责任单位：市教育局，各县（市）区政府，杨家杖子经济开发区管委会，各有关单位",
            "政策意见执行期限定两年，由市政府负责解释。",
        ),
        # full lines that end a sentence, also behind a remark
        (
            "葫芦岛市土壤环境质量总体状况良好，地区局部污染较重。土壤污染状况一致。",
            "主要类型土壤正在受到污染。",
        ),
        ("1. 方案公示讨论阶段。（2019 年 9 月 5 日至 2019 年 10 月 7 日）", "征收公告另行发布。"),
        (
            "推进多元化监管。（市卫生健康委、市发展改革委、市财政局按职责分工负责）",
            "要加强宣传引导。",
        ),
        # a bracket that OCR left open does not swallow what follows
        ("加强宣传。（责任单位：市教育局", "二、工作要求"),
        ("加强宣传。（责任单位：市教育局", "各地区要加强领导。"),
        # the next number of a row, even where a full line has no full stop
        (
            "1. 全面清理街路两侧占用人行步道的各类店外经营和乱堆乱占、乱扔乱放等行为",
            "2. 全面清理流动商贩；",
        ),
    ],
)
def test_paragraphs_stay_apart(first: str, second: str) -> None:
    assert joined(f"{first}\n\n{second}") == [first, second]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "适当增加夜间临时停放车位，鼓励加强出租车夜间车辆保障。三是完善配套服务和管\n"
        "理。完善食品安全、治安、消防等配套管理措施和服务功能，切实提升服务夜经济发\n"
        "展的管理保障水平。（责任单位：市住房城乡建设局、市交通运输局、市市场监管局、\n"
        "市公安局，各县〈市〉区人民政府）"
    )
    assert joined(f"{wrapped}\n\n（四）加大政策和资金支持力度。") == [
        wrapped.replace("\n", ""),
        "（四）加大政策和资金支持力度。",
    ]


def test_items_on_neighbouring_lines_stay_apart() -> None:
    items = "1. 基金类型：有限合伙制。\n2. 基金性质：盈利性基金。\n- 离休、退休的；\n- 租住住房的。"
    assert len(joined(items)) == 4


@pytest.mark.parametrize(
    ("before", "after", "length"),
    [
        ("在土壤环境管理上，葫", "葫芦岛市还面临着", 1),
        ("（责任单位：葫", "葫芦岛市社会信用体系", 1),
        ("加快推进“互", "“互联网+政务服务”工作", 2),
        # repeated by the language, not by the page
        ("财政局、市", "市场监管局", 0),
        ("各级政府", "政府部门", 0),
        ("严格", "保护", 0),
        ("2018", "8890", 0),
        ("", "葫", 0),
    ],
)
def test_characters_that_the_page_break_printed_twice(before: str, after: str, length: int) -> None:
    assert repeated(before, after) == length


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("从2020年2月1日起执行。", True),
        ("通知如下：", True),
        ("“一网通办”。", True),
        ("并报省环保厅备案。”", True),
        ("增长6%。（责任单位：市财政局）", True),
        ("（牵头单位：市委宣传部）", True),
        ("各县（市）", False),
        ("《实施方案》（辽政发〔2016〕58号）", False),
        ("推进“互联网+”", False),
        ("市财政局、", False),
        ("", False),
    ],
)
def test_sentence_ends(text: str, closed: bool) -> None:
    assert ends_closed(text) is closed


@given(st.lists(st.text(alphabet="葫芦岛市，。（）《》“”1. 一、责任单位：\t", max_size=40)))
def test_every_character_of_a_paragraph_comes_from_its_line(raws: list[str]) -> None:
    lines = [line for line in classify_lines("\n".join(raws)) if line.is_content]
    paragraphs = join_lines([line for line in lines if line.kind != "row"])
    for paragraph in paragraphs:
        ends = [start for start, _ in paragraph.starts[1:]] + [len(paragraph.text)]
        for line, (start, number), end in zip(paragraph.lines, paragraph.starts, ends, strict=True):
            assert line.number == number
            assert line.text.endswith(paragraph.text[start:end])


def test_lines_are_kept_in_order() -> None:
    lines = content(*"一二三四五六")
    assert [line for paragraph in join_lines(lines) for line in paragraph.lines] == lines


def print_anew(text: str, shift: int) -> tuple[str, set[tuple[int, int]]]:
    """The issue with its pages broken at other places, and the pairs of lines that belong together.

    Paragraphs are filled into lines of about 37 characters, 33 to a page. Breaks behind a full
    stop are not made: nothing but the count of lines tells them.
    """
    chance = random.Random(shift)  # noqa: S311
    issue = parse_issue(text, "x")
    printed = text.split("\n")[: issue.documents[0].blocks[0].lines[0] - 1]
    pairs = set()
    for document in issue.documents:
        position = shift
        for block in document.blocks:
            printed.append("")
            if block.kind not in ("paragraph", "item", "heading", "responsibility"):
                printed += block.text.split("\n")
                continue
            page, rest, room = "", block.text, 35.0
            while rest:
                cut = line_end(rest, room + chance.choice((-1, -0.5, 0, 0, 0.5, 1)))
                page, rest, room = page + rest[:cut], rest[cut:], 37.0
                position += 1
                if position % 33 == 0 and rest and page[-1] not in "。；！？：":
                    printed += [page.rstrip(), ""]
                    pairs.add((len(printed) - 1, len(printed) + 1))
                    page, rest = "", rest.lstrip()
            printed.append(page)
    return "\n".join(printed), pairs


def line_end(text: str, room: float) -> int:
    """Where a print line ends; closing signs don't begin the next one."""
    end = 0
    while end < len(text) and print_width(text[: end + 1]) <= room:
        end += 1
    while end < len(text) and text[end] in "，。；：、）》”？！)":
        end += 1
    return max(end, 1)


@pytest.mark.parametrize("issue", ISSUES)
@pytest.mark.parametrize("shift", [4, 15, 26])
def test_pages_broken_anywhere_are_put_together(issue: str, shift: int) -> None:
    text, pairs = print_anew(corpus_text(issue), shift)
    found = set()
    for document in parse_issue(text, "x").documents:
        for block in document.blocks:
            if block.kind not in ("table", "title", "attachment_title"):
                numbers = [number for _, number in block.line_starts]
                found |= set(pairwise(numbers))
    assert pairs
    assert found == pairs
