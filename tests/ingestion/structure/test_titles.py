from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.layout.paragraphs import join_pieces
from gazette_search.ingestion.structure.titles import (
    ends_enclosed_title,
    genre_of,
    repair_paragraph,
    repair_title,
    title_wording,
)
from gazette_texts import content


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        (
            "葫芦岛市人民政府 关于加强城区停车秩序管理工作的通告",
            "葫芦岛市人民政府关于加强城区停车秩序管理工作的通告",
        ),
        ("“葫芦岛工匠” 选拔晋升实施方案", "“葫芦岛工匠”选拔晋升实施方案"),
        ("三年规划 （2019—2021年）", "三年规划（2019—2021年）"),
        (
            "关于印发葫芦岛市 2018年度地质灾害防治方案的通知",
            "关于印发葫芦岛市2018年度地质灾害防治方案的通知",
        ),
        (
            "关于印发2018年 葫芦岛市食品安全重点工作安排",
            "关于印发2018年葫芦岛市食品安全重点工作安排",
        ),
        # figures that are set off, and issuers that are parted
        (
            "葫芦岛市 8890 政务便民服务 平台建设工作方案",
            "葫芦岛市 8890 政务便民服务平台建设工作方案",
        ),
        ("目标及责任单位 (2020 年度)", "目标及责任单位(2020 年度)"),
        ("中共中央 国务院关于深化改革的意见", "中共中央 国务院关于深化改革的意见"),
        (
            "中共葫芦岛市委办公室 葫芦岛市人民政府办公室关于印发",
            "中共葫芦岛市委办公室 葫芦岛市人民政府办公室关于印发",
        ),
    ],
)
def test_spaces_of_printed_line_breaks_go(printed: str, repaired: str) -> None:
    assert repair_title(printed) == repaired


def test_a_space_that_the_contents_print_too_parts_items() -> None:
    printed = "关于提高最低生活保障 特困人员救助供养 孤儿基本生活养育和 60 年代补助标准 的通知"
    contents = "关于提高最低生活保障 特困人员救助供养 孤儿基本生活养育和 60 年代补助标准的通知"
    assert repair_title(printed, contents) == contents


def test_a_repaired_title_knows_its_lines() -> None:
    lines = content("葫芦岛市人民政府 办公室", "关于印发葫芦岛市 老年人", "照顾服务项目的通知")
    paragraph = repair_paragraph(join_pieces(((line, line.text) for line in lines), " "))
    starts = [paragraph.text[start:][:2] for start, _ in paragraph.starts]
    assert paragraph.text == "葫芦岛市人民政府办公室关于印发葫芦岛市老年人照顾服务项目的通知"
    assert starts == ["葫芦", "关于", "照顾"]
    assert [number for _, number in paragraph.starts] == [1, 3, 5]


@given(st.text(alphabet="葫芦岛市政府 关于2018年”（", max_size=30))
def test_repair_drops_spaces_only(title: str) -> None:
    assert repair_title(title).replace(" ", "") == title.replace(" ", "")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于印发葫芦岛市河流断面水质污染补偿办法的通知", "通知"),
        ("发展“文旅产业”落实方案通知", "通知"),
        ("关于推进品牌提升的实施意见", "意见"),
        ("国有土地上房屋征收的决定", "决定"),
        ("葫芦岛市住房公积金管理办法（试行）", "办法"),
        ("关于三河（连山河）城区段管理范围的公告", "公告"),
        ("2018年工作", None),
        ("", None),
    ],
)
def test_genres(title: str, genre: str | None) -> None:
    assert genre_of(title) == genre


@pytest.mark.parametrize(
    "title", ["重点任务分工", "公告表", "办法 (试行)", "三年规划（2019—2021年）", "…的内容"]
)
def test_enclosed_titles_end(title: str) -> None:
    assert ends_enclosed_title(title)
    assert not ends_enclosed_title(title + "以及")


def test_wording_ignores_what_pages_change() -> None:
    body = "葫芦岛市土壤污染治理与修复规划（2017—2020年）〈试行〉"
    contents = "葫芦岛市土壤污染治理与修复规划 (2017-2020 年) 《试行》"
    assert title_wording(body) == title_wording(contents)
    assert title_wording("政务服务平台") != title_wording("政府服务平台")
