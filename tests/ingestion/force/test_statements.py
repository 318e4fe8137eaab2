from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citation_texts import TEXTS
from gazette_search.ingestion.content import read_content
from gazette_search.ingestion.pipeline import read_issue
from gazette_search.models import SELF, Block, Statement, Title, about_key

if TYPE_CHECKING:
    from gazette_search.models import BlockKind

ROOT = Path(__file__).parents[3]
NOTICE = "葫芦岛市人民政府关于印发葫芦岛市河道管理办法的通知"


def _read(*texts: str, title: str = NOTICE) -> list[Statement]:
    kinds: list[BlockKind] = ["number", "title"]
    blocks = [
        Block(kinds[n] if n < 2 else "paragraph", text, (n + 1, n + 1))
        for n, text in enumerate(("葫政发〔2021〕9号", title, *texts))
    ]
    return list(read_content(blocks).statements)


def _name(statement: Statement) -> str:
    """A number or bare title, `self`, or nothing."""
    about = statement.about
    return about.title if isinstance(about, Title) else about_key(about)


def _brief(statements: list[Statement]) -> list[tuple[str, str]]:
    return [(each.kind, _name(each)) for each in statements]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "本办法自2021年5月1日起施行，有效期5年。《葫芦岛市河道管理办法（试行）》"
            "（葫政发〔2010〕5号）同时废止。",
            [("effective", "self"), ("term", "self"), ("repealed", "葫政发〔2010〕5号")],
        ),
        (
            "原《葫芦岛市河道采砂管理暂行办法》同时废止。",
            [("repealed", "葫芦岛市河道采砂管理暂行办法")],
        ),
        (
            "自本通知印发之日起，葫政发〔2012〕3号、葫政发〔2013〕4号文件同时废止。",
            [("repealed", "葫政发〔2012〕3号"), ("repealed", "葫政发〔2013〕4号")],
        ),
        (
            "《葫芦岛市供热管理办法》（葫政发〔2015〕9号）第五条、第八条同时废止。",
            [("partly_repealed", "葫政发〔2015〕9号")],
        ),
        (
            "《葫芦岛市供热管理办法》（葫政发〔2015〕9号）有效期延长至2022年12月31日。",
            [("expires", "葫政发〔2015〕9号")],
        ),
        (
            "2014年6月19日实施的《关于划定“环保绿标区”的通告》（葫政告字〔2014〕1号）同时废止。",
            [("repealed", "葫政告字〔2014〕1号"), ("effective", "葫政告字〔2014〕1号")],
        ),
        (
            "《葫芦岛市河道管理办法》业经市政府第8次常务会议审议通过，现予公布，"
            "自2021年5月1日起施行。",
            [("effective", "self")],
        ),
        (
            "本办法自2021年5月1日起施行，有效期5年，此前的规定以下称“旧办法”。",
            [("effective", "self"), ("term", "self")],
        ),
        (
            "《中华人民共和国外商投资法》自2020年1月1日起施行。",
            [("effective", "中华人民共和国外商投资法")],
        ),
        ("市政府颁发的相关规定条款与本办法相抵触的以本办法为准。", [("partly_repealed", "")]),
        ("本办法施行前的有关规定同时废止。原有规定同时废止。", [("partly_repealed", "")]),
    ],
)
def test_what_is_stated(text: str, stated: list[tuple[str, str]]) -> None:
    assert _brief(_read(text)) == stated


@pytest.mark.parametrize(
    "text",
    [
        "《葫芦岛市河道管理办法》（葫政发〔2010〕5号）已于2019年废止。",
        "《葫芦岛市河道管理办法（一期）》（葫政发〔2010〕5号）与本办法不一致的，以本办法为准。",
        "若《葫芦岛市河道管理办法》（葫政发〔2010〕5号）被废止，则按新规定执行。",
        "《葫芦岛市河道管理办法》（葫政发〔2010〕5号）废止前签订的合同继续有效。",
        "不得擅自停止执行《葫芦岛市河道管理办法》（葫政发〔2010〕5号）。",
        "适时修订《葫芦岛市供热管理办法》（葫政发〔2015〕9号）。",
        "即将修订出台的《中华人民共和国政府信息公开条例》。",
        "根据《辽宁省人民政府关于废止部分规章的决定》（辽政令〔2019〕1号），制定本办法。",
        "取得经营许可证有效期5年，逾期自行失效。营业执照自2020年1月1日起启用。",
        "《办法》同时废止。",
        "本公司自2020年1月1日起实施。",
        "第八条修改为：“《葫芦岛市供热管理办法》同时废止。本办法自公布之日起施行。”",
        # The mark that closes new wording stands in front of that of the sentence, or alone.
        "将第八条修改为：“本办法自2021年5月1日起施行，有效期5年”；",
        "第八条修改为：“本办法自2021年5月1日起施行，有效期5年”。",
        "第八条改为：「本办法有效期5年，自2021年5月1日起施行」；",
        "增加一条作为末条：“本办法自2021年5月1日起试行，试行期2年。”",
        "末条修改为：“本办法自2021年5月1日起施行，有效期至2025年12月31日”",
    ],
)
def test_what_is_not_stated(text: str) -> None:
    assert _read(text) == []


def test_a_list_needs_the_sentence_above_it() -> None:
    title = "葫芦岛市人民政府关于废止部分规范性文件的决定"
    lead = "经研究，决定废止下列规范性文件："
    found = _read(
        lead,
        "1.《葫芦岛市河道管理办法》（葫政发〔2010〕5号）",
        "2.《葫芦岛市供热管理暂行规定》",
        "本决定自公布之日起施行。",
        title=title,
    )
    assert [(each.kind, _name(each), each.lead) for each in found] == [
        ("repealed", "葫政发〔2010〕5号", lead),
        ("repealed", "葫芦岛市供热管理暂行规定", lead),
        ("effective", "self", ""),
    ]


def test_articles_of_a_decision_change_what_its_title_names() -> None:
    found = _read(
        "一、第五条修改为：“供热单位应当：",
        "本办法自2019年1月1日起施行。”",
        "二、删去第八条。",
        "本决定自2021年3月1日起施行。",
        title="葫芦岛市人民政府关于修改《葫芦岛市供热管理办法》的决定",
    )
    assert _brief(found) == [("amended", "葫芦岛市供热管理办法")] * 3 + [("effective", "self")]
    assert found[-1].day == date(2021, 3, 1)


def test_what_belongs_to_the_city_is_not_the_document() -> None:
    (found,) = _read("本市最低工资标准自2021年11月1日起执行。")
    assert (found.about, found.scope) == (SELF, "clause")


def test_a_repeal_may_have_a_day_of_its_own() -> None:
    (found,) = _read("《关于加强河道管理的通知》（葫政办发〔2011〕33号）自2022年1月1日起废止。")
    assert (found.kind, found.day) == ("repealed", date(2022, 1, 1))


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("葫芦岛市人民政府办公室关于提高城乡居民最低生活保障标准的通知", "document"),
        ("葫芦岛市人民政府关于印发葫芦岛市民政事业发展规划的通知", "clause"),
    ],
)
def test_a_standard_is_the_document_when_its_title_says_so(title: str, scope: str) -> None:
    text = "提高后的城乡居民最低生活保障标准从2018年7月1日起执行。"
    (found,) = _read(text, title=title)
    assert (found.about, found.scope) == (SELF, scope)


@cache
def _truth() -> list[dict[str, Any]]:
    file = ROOT / "tests/truth/validity.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@cache
def _found() -> frozenset[tuple[str, int, str, str]]:
    return frozenset(
        (str(document.number), statement.lines[0], _name(statement), statement.kind)
        for path in sorted((ROOT / "corpus").glob("*.txt"))
        for document in read_issue(path, path.name).documents
        for statement in document.statements
    )


def _key(record: dict[str, Any]) -> tuple[str, int, str, str]:
    return record["doc_number"], record["line"], record["about"] or "", record["kind"]


def test_every_statement_of_the_corpus_is_found() -> None:
    wanted = {
        _key(record)
        for record in _truth()
        if not record.get("doubtful") and not record.get("secondary")
    }
    assert wanted <= _found()


def test_nothing_else_is_stated() -> None:
    assert _found() <= {_key(record) for record in _truth()}


def test_only_a_repeated_day_without_year_and_an_announced_law_are_left_out() -> None:
    missed = {_key(record) for record in _truth()} - _found()
    assert {(number, line) for number, line, _, _ in missed} == {
        ("葫政办发〔2018〕78号", 536),
        ("葫政办发〔2019〕55号", 671),
        ("葫政办发〔2018〕88号", 802),
    }


def test_days_and_terms_are_those_printed() -> None:
    printed = {
        _key(record): record["date"] or record.get("term", "")
        for record in _truth()
        if not record.get("doubtful")
    }
    for path in sorted((ROOT / "corpus").glob("*.txt")):
        for document in read_issue(path, path.name).documents:
            for each in document.statements:
                key = (str(document.number), each.lines[0], _name(each), each.kind)
                said = "".join((printed.get(key) or "").split())
                if each.event and said:
                    assert said == f"{each.event}之日"
                elif each.day and said.endswith("日"):
                    assert said == f"{each.day.year}年{each.day.month}月{each.day.day}日"
                elif each.months:
                    assert (said, each.months) == ("两年", 24)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["title", "paragraph", "table", "item", "note"]))))
def test_any_blocks_are_read(parts: list[tuple[str, BlockKind]]) -> None:
    blocks = [Block(kind, text, (n, n)) for n, (text, kind) in enumerate(parts)]
    for each in read_content(blocks).statements:
        assert each.text in blocks[each.block].text
