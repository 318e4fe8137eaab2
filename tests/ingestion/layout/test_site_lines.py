from __future__ import annotations

import pytest

from gazette_search.ingestion.layout.lines import classify_lines
from gazette_search.ingestion.layout.site_lines import is_site_line, set_aside


@pytest.mark.parametrize(
    "line",
    [
        "当前位置: 首页 > 政务公开 > 政策法规",
        "您现在的位置:首页 >> 政府公报 >> 2023年第3期",
        "首页 > 信息公开 > 信息浏览",
        "来源:市政府网 日期:2017-01-12 17:08 字号:【",
        "来源:市政府办公室 发布时间:2023-03-04 10:20 字体:【大 中 小】",
        "发布时间:2023-03-04 浏览次数:590次",
        "发布日期:2023-03-04 10:20:33",
        "2023-03-04 10:20",
        "浏览量:",
        "视力保护色:",
        "访问量: 1234",
        "更新日期:2024-01-12",
        "【字体:大 中 小】",
        "【打印本页】 【关闭窗口】",
        "打印本页",
        "字号: [大 中 小]",
        "返回顶部",
        "打印 关闭",
    ],
)
def test_what_a_page_prints_around_a_text(line: str) -> None:
    assert is_site_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "来源:国家统计局",  # below a table
        "时间:2021年3月5日",  # of a meeting
        "时间:2021年3月5日 地点:市政府三楼会议室",
        "2021年3月5日",
        "位置:青河市东湖区龙湾大街15号",
        "申请 > 受理 > 审核 > 办结",
        "各县(市、区)人民政府,市政府各部门:",
        "编辑:张三",
        "审核:李四",
        "责任单位:市民政局",
        "发布时间:每月5日前。",
        "关闭煤矿12处",
        "打印费、复印费由市财政承担",
        "大中小企业融通发展",
        "来源于本市的收入,日期以入账为准,编辑部负责解释。",
    ],
)
def test_what_documents_print(line: str) -> None:
    assert not is_site_line(line)


def test_a_block_of_metadata_keeps_its_lines() -> None:
    block = (
        "索引号：0069\n发布日期：2021-03-08 10:00\n来源：市政府 发布时间：2021-03-08\n有效性：有效"
    )
    assert [line.kind for line in set_aside(classify_lines(block))] == ["text"] * 4
    alone = set_aside(classify_lines("关于绿化的通知\n\n发布日期：2021-03-08 10:00\n\n各县区："))
    assert [line.kind for line in alone if line.kind != "blank"] == ["text", "layout", "text"]
