"""Who rests on a statute, held or not: by any way to write its title, article by article."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import issue
from gazette_search.errors import DocumentNotFoundError
from gazette_search.ingestion.pipeline import parse_issue
from gazette_search.search.force.references import ReferenceReader
from gazette_texts import document_text
from memory_index import MemoryIndex
from search.lookup.test_articles import LAW

if TYPE_CHECKING:
    from gazette_search.search.force.references import References

DAY = date(2026, 1, 1)
BODY = (
    "根据《中华人民共和国土地管理法》（以下简称《土地法》）、《土地管理法实施条例》和"
    "《中华人民共和国城乡规划法》第四十条的规定，现通知如下。",
    "违反《土地法》第七十四条的，依法处理；违反土地管理法第十条第二款规定的，责令改正。",
    "农村土地管理法第十条不是法律。养犬按照《青河市养犬管理条例》第三条执行。",
)


def asked(text: str, *more: str) -> References:
    texts = [document_text(number="青政发〔2021〕5号", body=BODY), LAW, *more]
    held = [(d, issue(file=f"corpus/{n}.txt")) for n, text in enumerate(texts)
            for d in parse_issue(text, f"corpus/{n}.txt").documents]  # fmt: skip
    return ReferenceReader(MemoryIndex(held), DAY).read(text)


def told(found: References) -> list[tuple[str, str | None]]:
    return [(link.citation.relation, link.citation.article) for link in found.cited_by]


@pytest.mark.parametrize("title", [
    "土地管理法", "《土地管理法》", "中华人民共和国土地管理法", "《中华人民共和国土地管理法》",
    "《中华人民共和国土地管理法》（2019年修正）", "土地法",
])  # fmt: skip
def test_who_rests_on_a_statute_that_is_not_held(title: str) -> None:
    found = asked(title)
    assert (found.document, found.number) == (None, "")
    assert found.title == "中华人民共和国土地管理法"
    assert told(found) == [("basis", None), ("cites", "第七十四条"), ("cites", "第十条第二款")]
    assert {link.number for link in found.cited_by} == {"青政发〔2021〕5号"}


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("土地管理法 第十条", ["第十条第二款"]),
        ("《土地管理法》第10条第2款", ["第十条第二款"]),
        ("土地管理法第十条第一款", None),
        ("土地管理法第七十四条", ["第七十四条"]),
        ("城乡规划法第四十条", ["第四十条"]),
        ("动物防疫法第十七条", ["第十七条"]),
    ],
)
def test_one_article_of_it(text: str, articles: list[str] | None) -> None:
    if articles is None:
        with pytest.raises(DocumentNotFoundError):
            asked(text)
        return
    assert [article for _, article in told(asked(text))] == articles


@pytest.mark.parametrize("title", ["青河市养犬管理条例", "《青河市养犬管理条例》"])
def test_a_statute_that_is_held_by_whom_it_is_cited(title: str) -> None:
    found = asked(title)
    assert found.document is not None
    assert found.document.title == "青河市养犬管理条例"
    assert told(found) == [("cites", "第三条")]


def test_a_longer_title_is_another_statute() -> None:
    assert told(asked("土地管理法实施条例")) == [("basis", None)]


def test_what_nobody_cites_is_not_found() -> None:
    with pytest.raises(DocumentNotFoundError):
        asked("森林法")
    with pytest.raises(DocumentNotFoundError):
        asked("管理法")
