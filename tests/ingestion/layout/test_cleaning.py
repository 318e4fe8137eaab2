from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.layout.cleaning import clean, clean_row


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        # marks of Markdown
        (
            "## 葫芦岛市人民政府 关于加强城区停车秩序管理工作的通告",
            "葫芦岛市人民政府 关于加强城区停车秩序管理工作的通告",
        ),
        ("**第一条** 为加强城市供热行业监管", "第一条 为加强城市供热行业监管"),
        ("- (一) 购买、建造自住住房的；", "(一) 购买、建造自住住房的；"),
        ("葫芦岛市人民政府  ", "葫芦岛市人民政府"),
        ("> 注：五里河", "注：五里河"),
        (r"1\. 建设 8890\_平台 \*", "1. 建设 8890_平台 *"),
        # signs that are text
        ("化机路7段18-2#楼（化机五区4#）", "化机路7段18-2#楼（化机五区4#）"),
        ("徐大堡核电 3#4# 机组", "徐大堡核电 3#4# 机组"),
        ("各县<市>区政府", "各县<市>区政府"),
        ("-5℃以下", "-5℃以下"),
        ("3*4*5 米", "3*4*5 米"),
        ("单价 100$ 至 200$", "单价 100$ 至 200$"),
        # HTML
        ("面积 45m<sup>2</sup> 以下", "面积 45m² 以下"),
        ("CO<sub>2</sub> 排放<br>减少", "CO₂ 排放 减少"),
        ("&lt;市&gt;&nbsp;区", "<市> 区"),
        # LaTeX (2018-04:460, 2019-04:785)
        (r"风险预警 \geq 三级时", "风险预警 ≥ 三级时"),
        (
            r"为： $\text{固定资产投资总额} / 95 \times 500 \text{ 万元}$，",
            "为： 固定资产投资总额 / 95 × 500 万元，",
        ),
        (r"$\frac{1}{2}$，$10^{2}$，$50\%$", "1/2，10²，50%"),
        # 和
        ("行业 and 市内外知名专家", "行业和市内外知名专家"),
        ("“飞地经济” and 园区", "“飞地经济”和园区"),
        ("Research and Development", "Research and Development"),
        # controls, escape sequences, hidden characters, spaces
        ("葫\x00芦\x07岛\ufeff市", "葫芦岛市"),
        ("\x1b[31m葫芦岛\x1b[0m市\x1b]0;标题\x07", "葫芦岛市"),
        ("葫\u202e芦\u200b岛", "葫芦岛"),
        ("　　现将\u3000有关\xa0事项", "现将 有关 事项"),
    ],
)
def test_layout_is_repaired_and_wording_kept(raw: str, text: str) -> None:
    assert clean(raw)[0] == text


@pytest.mark.parametrize(
    ("raw", "depth", "bullet"),
    [
        ("### 一、划界范围", 3, False),
        ("#### （六）创新人才政策。", 4, False),
        ("#葫芦岛市人民政府文件", 1, False),
        ("- （一）借款人", 0, True),
        ("4# 楼", 0, False),
        ("#5 机组", 0, False),
    ],
)
def test_marks_are_told(raw: str, depth: int, bullet: bool) -> None:
    assert clean(raw)[1:] == (depth, bullet)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("加强全过程监管\t", "加强全过程监管\t"),
        ("3\t\t小渔场 \t Ⅲ", "3\t\t小渔场\tⅢ"),
        ("2005年 4月21日\t45m<sup>2</sup>", "2005年 4月21日\t45m²"),
    ],
)
def test_rows_keep_their_cells(raw: str, text: str) -> None:
    assert clean_row(raw) == text


@given(st.text())
def test_clean_text_holds_no_control_characters(raw: str) -> None:
    text = clean(raw.replace("\t", " "))[0]
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text)
    assert text == text.strip()
