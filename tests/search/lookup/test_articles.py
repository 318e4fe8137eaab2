from __future__ import annotations

import pytest

from builders import document
from gazette_search.errors import DocumentNotFoundError
from gazette_search.ingestion.pipeline import parse_issue
from gazette_search.search.lookup.articles import (
    Article,
    articles_in,
    names_article,
    part_of,
    split_article,
    statute_key,
)

LAW = """# 青河市养犬管理条例

（2021年3月26日青河市第十六届人民代表大会常务委员会第二十次会议通过）

第一章 总则

第一条 为了加强养犬管理，根据《中华人民共和国动物防疫法》第十七条，制定本条例。

第二条 本市行政区域内养犬适用本条例。

军用、警用犬只的管理，不适用本条例。

第二章 登记

第三条 养犬人应当具备下列条件：

（一）有合法身份证明；

（二）有固定住所。

第三条之一 每户养犬不超过一只。

第四条 违反本条例第二条规定的，责令改正。
"""


@pytest.mark.parametrize(
    ("text", "name", "article"),
    [
        ("土地管理法 第十条", "土地管理法", Article(10)),
        ("《土地管理法》第十条", "《土地管理法》", Article(10)),
        ("土地管理法第10条", "土地管理法", Article(10)),
        ("土地管理法第１０条第２款", "土地管理法", Article(10, 0, 2)),
        ("土地管理法的第一百零三条第二款第（一）项", "", None),
        ("土地管理法第一百零三条第二款第三项", "土地管理法", Article(103, 0, 2)),
        ("刑法第一百二十条之一", "刑法", Article(120, 1)),
        ("土地管理法", "", None),
        ("第十条", "", None),
        ("青政发〔2021〕5号", "", None),
    ],
)
def test_what_a_text_names(text: str, name: str, article: Article | None) -> None:
    assert split_article(text) == ((name, article) if article else (text, None))


@pytest.mark.parametrize("title", [
    "土地管理法", "《土地管理法》", "中华人民共和国土地管理法", "《中华人民共和国土地管理法》",
    "中华人民共和国土地管理法（2019年修正）", "《中华人民共和国土地管理法(2004修正)》",
    " 土地管理法 ",
])  # fmt: skip
def test_every_way_to_write_a_title_is_one(title: str) -> None:
    assert statute_key(title) == "土地管理法"


@pytest.mark.parametrize("title", [
    "土地管理法实施条例", "农村土地管理法", "土地管理法（试行）", "中华人民共和国土地法",
])  # fmt: skip
def test_other_titles_are_others(title: str) -> None:
    assert statute_key(title) != "土地管理法"


def test_articles_of_a_citation() -> None:
    assert articles_in("第五条第一款、第七条") == (Article(5, 0, 1), Article(7))
    assert articles_in(None) == ()
    assert Article(5).holds(Article(5, 0, 1))
    assert not Article(5, 0, 2).holds(Article(5, 0, 1))
    assert not Article(5).holds(Article(5, 1))
    assert str(Article(120, 1, 2)) == "第一百二十条之一第二款"
    assert names_article("第十条")
    assert not names_article("土地管理法第十条")


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        (
            "第二条",
            ["第二条 本市行政区域内养犬适用本条例。", "军用、警用犬只的管理，不适用本条例。"],
        ),
        ("第二条第二款", ["军用、警用犬只的管理，不适用本条例。"]),
        (
            "第三条",
            ["第三条 养犬人应当具备下列条件：", "（一）有合法身份证明；", "（二）有固定住所。"],
        ),
        ("第三条之一", ["第三条之一 每户养犬不超过一只。"]),
        ("第四条", ["第四条 违反本条例第二条规定的，责令改正。"]),
    ],
)
def test_one_article(asked: str, texts: list[str]) -> None:
    (law,) = parse_issue(LAW, "corpus/x.txt").documents
    (article,) = articles_in(asked)
    part = part_of(law, article)
    title, *blocks = part.blocks
    assert title.text == law.title
    assert [block.text for block in blocks] == texts
    assert part.lines == (blocks[0].lines[0], blocks[-1].lines[1])
    assert (part.title, part.id) == (law.title, law.id)


def test_citations_stay_where_they_stand() -> None:
    own = parse_issue(LAW.replace("第十七条", "（国发〔2020〕5号）"), "corpus/x.txt").documents[0]
    part = part_of(own, Article(1))
    (citation,) = part.citations
    assert citation.number in part.blocks[citation.block].text
    assert part_of(own, Article(2)).citations == ()


@pytest.mark.parametrize("asked", [Article(9), Article(3, 2), Article(2, 0, 3)])
def test_an_article_that_is_not_there(asked: Article) -> None:
    (law,) = parse_issue(LAW, "corpus/x.txt").documents
    with pytest.raises(DocumentNotFoundError, match=f"没有{asked}，有第一条到第四条"):
        part_of(law, asked)


def test_a_notice_without_articles() -> None:
    with pytest.raises(DocumentNotFoundError, match="没有第一条，它不分条"):
        part_of(document(), Article(1))
