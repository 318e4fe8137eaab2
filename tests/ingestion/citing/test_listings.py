from __future__ import annotations

import pytest

from gazette_search.ingestion.citing.listings import find_table_mentions
from gazette_search.models import Relation

Row = tuple[str, str | None, Relation, str | None]


def rows(text: str, listed: Relation | None = None) -> list[Row]:
    found = []
    for each in find_table_mentions(text, listed):
        mention, title = each.mention.number, each.mention.title
        assert mention is not None
        shown = text[slice(*title)] if title else None
        found.append((mention.number, shown, each.relation, each.article))
    return found


def test_an_amendment_table() -> None:
    # 2020-01:267, shortened
    text = (
        "序号\t文件名称\t发文字号\t制发日期\t修改的内容\t修改为\n"
        "1\t《关于印发葫芦岛市 5 万平方米以下棚户区改造实施方案的通知》\t葫政办发〔2007〕17 号\t"
        "2007 年 3 月 28 日\t第三条第二款“城市基础设施配套费免收”\t“城市基础设施配套费减半”"
    )
    title = "关于印发葫芦岛市 5 万平方米以下棚户区改造实施方案的通知"
    assert rows(text) == [("葫政办发〔2007〕17号", title, "amends", "第三条第二款")]


def test_a_list_takes_its_relation_from_above() -> None:
    text = "序号\t文件名称\t文号\n1\t葫芦岛市甲办法\t葫政发〔2001〕3号"
    assert rows(text, "repeals") == [("葫政发〔2001〕3号", "葫芦岛市甲办法", "repeals", None)]
    assert rows(text) == [("葫政发〔2001〕3号", "葫芦岛市甲办法", "cites", None)]


def test_the_verdict_of_a_row_goes_before_all_else() -> None:
    text = (
        "序号\t文件名称\t发文字号\t清理意见\t理由\n"
        "1\t甲办法\t葫政发〔2001〕3号\t废止\t已被葫政发〔2018〕9号代替\n"
        "2\t乙办法\t葫政发〔2002〕4号\t修改\t\n"
        "3\t丙办法\t葫政发〔2003〕5号\t保留\t"
    )
    assert rows(text, "repeals") == [
        ("葫政发〔2001〕3号", "甲办法", "repeals", None),
        ("葫政发〔2018〕9号", None, "cites", None),
        ("葫政发〔2002〕4号", "乙办法", "amends", None),
        ("葫政发〔2003〕5号", "丙办法", "cites", None),
    ]


def test_section_rows_change_what_is_listed() -> None:
    text = (
        "文件名称\t文号\n一、废止的文件\t\n甲\t葫政发〔2001〕3号\n"
        "二、保留的文件\t\n乙\t葫政发〔2002〕4号"
    )
    assert [row[2] for row in rows(text)] == ["repeals", "cites"]


def test_a_column_of_grounds() -> None:
    text = "序号\t事项\t设定依据\n1\t取水许可\t《水法》（主席令第74号）第七条"
    assert rows(text) == [("主席令第74号", "水法", "basis", None)]


def test_a_title_that_quotes_another_is_taken_whole() -> None:
    text = (
        "文件名称\t文号\n关于印发《甲办法》的通知\t葫政发〔2001〕3号\n《乙办法》\t葫政发〔2002〕4号"
    )
    assert [row[1] for row in rows(text)] == ["关于印发《甲办法》的通知", "乙办法"]


@pytest.mark.parametrize("text", ["", "\t", "\n\n", "文号", "文号\n\t\t\t", "a\tb\nc\td\te"])
def test_a_table_without_numbers(text: str) -> None:
    assert rows(text) == []
