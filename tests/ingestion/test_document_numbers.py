from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.ingestion.document_numbers import find_document_numbers
from gazette_search.models import DocumentNumber


def numbers(text: str) -> list[str]:
    return [str(number) for _, _, number in find_document_numbers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("葫政办发〔2020〕23号", ["葫政办发〔2020〕23号"]),
        ("葫政发〔2018〕4 号", ["葫政发〔2018〕4号"]),
        ("葫政发[2018]4号", ["葫政发〔2018〕4号"]),
        ("葫政发（２０１８）第４号", ["葫政发〔2018〕4号"]),
        ("葫政发 【2018】 004 号", ["葫政发〔2018〕4号"]),
        ("辽政办密电〔2017〕14号", ["辽政办密电〔2017〕14号"]),
        ("国办发明电〔2020〕6号", ["国办发明电〔2020〕6号"]),
        # the contents run the title into the number (2020-02:15)
        ("若干政策意见的通知葫政发〔2020〕6号……………(2)", ["葫政发〔2020〕6号"]),
        ("市本级行政执法主体 (第一批) 的公告葫政告字〔2019〕2 号 (2)", ["葫政告字〔2019〕2号"]),
        ("关于设立控制区的公告葫政公告〔2019〕2号", ["葫政公告〔2019〕2号"]),
        ("葫芦岛市人民政府文件葫政规〔2021〕3号", ["葫政规〔2021〕3号"]),
        (
            "按照国办发〔2018〕63号和葫政发〔2018〕5号执行",
            ["国办发〔2018〕63号", "葫政发〔2018〕5号"],
        ),
        ("依据和政办发〔2019〕2号", ["和政办发〔2019〕2号"]),
        ("（葫政办发〔2017〕259号）同时废止", ["葫政办发〔2017〕259号"]),
    ],
)
def test_numbers_in_text(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "国务院令第590号",
        "葫政发2018 4号",
        "〔2018〕4号",
        "葫政发〔18〕4号",
        "92493部队",
        "1:5万",
        "",
    ],
)
def test_what_is_no_bracketed_number(text: str) -> None:
    assert numbers(text) == []


def test_the_place_is_the_number_alone() -> None:
    text = "标准的通知葫政办发〔2020〕23 号……(34)"
    ((start, end, _),) = find_document_numbers(text)
    assert text[start:end] == "葫政办发〔2020〕23 号"


@given(
    st.text(alphabet="葫锦辽国政委府办发函字规", min_size=2, max_size=8),
    st.integers(1949, 2099),
    st.integers(1, 99_999),
    st.sampled_from(["〔{}〕", "[{}]", "（{}）", "［{}］", "【{}】", " 〔 {} 〕 "]),
)
def test_any_agency_code_and_bracket(code: str, year: int, serial: int, bracket: str) -> None:
    text = f"{code}{bracket.format(year)}{serial}号"
    assert numbers(text) == [str(DocumentNumber(code, year, serial))]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for start, end, _ in find_document_numbers(text):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("沪规划资源风〔2024〕66号", "沪规划资源风〔2024〕66号"),
        ("按《办法》（沪规划资源风〔2024〕66号）执行", "沪规划资源风〔2024〕66号"),
        ("（青标准办〔2024〕6号）", "青标准办〔2024〕6号"),
        ("（青计划发〔2024〕6号）", "青计划发〔2024〕6号"),
        ("通知葫政发〔2020〕6号", "葫政发〔2020〕6号"),
        ("（根据葫政发〔2003〕12号）", "葫政发〔2003〕12号"),
    ],
)
def test_a_code_may_hold_the_name_of_a_genre(text: str, number: str) -> None:
    assert [str(found) for _, _, found in find_document_numbers(text)] == [number]
