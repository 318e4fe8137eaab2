from __future__ import annotations

from datetime import date

import pytest

from builders import block, citation, document, issue, number
from gazette_search.errors import DocumentNotFoundError
from gazette_search.search.force.references import ReferenceReader
from held_texts import LAST_ARTICLE, NEW_TITLE, OLD_NUMBER, OLD_TITLE, references
from memory_index import MemoryIndex

DAY = date(2021, 1, 1)


def test_a_document_that_is_not_held_is_known_by_who_cites_it() -> None:
    found = references()
    assert (found.number, found.title, found.document) == (OLD_NUMBER, OLD_TITLE, None)
    assert (found.validity.status, found.rests_on) == ("repealed", ())
    (link,) = found.cited_by
    assert (link.number, link.title, link.held) == ("葫政办发〔2020〕28号", NEW_TITLE, True)
    assert (link.citation.relation, link.citation.lines) == ("repeals", (1334, 1334))
    assert link.sentence == LAST_ARTICLE.split("。")[1] + "。"


def test_a_document_that_is_held_shows_what_it_cites() -> None:
    found = references("葫政办发2020-28")
    assert found.document is not None
    assert (found.validity.status, found.cited_by) == ("none", ())
    (link,) = found.rests_on
    assert (link.number, link.title, link.held) == (OLD_NUMBER, OLD_TITLE, False)
    assert link.validity.status == "repealed"


def test_an_issue_that_is_added_closes_the_link() -> None:
    citing = document(citations=(citation(number=OLD_NUMBER, raw=OLD_NUMBER),))
    cited = document(number=number(259, 2017), title=OLD_TITLE, citations=())
    reader = ReferenceReader(MemoryIndex([(citing, issue()), (cited, issue(number=1))]), DAY)
    (link,) = reader.read(str(citing.number)).rests_on
    assert (link.held, link.title) == (True, OLD_TITLE)
    assert [link.number for link in reader.read(OLD_NUMBER).cited_by] == [str(citing.number)]


def test_one_serial_of_two_agencies_is_two_documents() -> None:
    provincial = "辽政发〔2018〕5号"
    own = document(
        number=number(5, 2018, "葫政发"), citations=(citation(number=provincial, raw=provincial),)
    )
    reader = ReferenceReader(MemoryIndex([(own, issue())]), DAY)
    municipal = reader.read("葫政发〔2018〕5号")
    assert (municipal.cited_by, municipal.namesakes) == ((), (provincial,))
    assert [link.number for link in reader.read(provincial).cited_by] == ["葫政发〔2018〕5号"]
    with pytest.raises(DocumentNotFoundError, match="对应不止一件：葫政发〔2018〕5号、辽政发"):
        reader.read("2018年5号")


@pytest.mark.parametrize("text", ["葫政办2018-5", "葫政办〔2018〕5", "葫政办发2018-5"])
def test_a_whole_code_is_the_one_that_was_typed(text: str) -> None:
    cited, held = "葫政办〔2018〕5号", "葫政办发〔2018〕5号"
    citing = document(citations=(citation(number=cited, raw=cited),))
    other = document(number=number(5, 2018, "葫政办发"), title="另一件", citations=())
    reader = ReferenceReader(MemoryIndex([(citing, issue()), (other, issue(number=1))]), DAY)
    assert reader.read(text).number == (held if "发" in text else cited)
    with pytest.raises(DocumentNotFoundError, match=f"对应不止一件：{held}、{cited}"):
        reader.read("葫政2018-5")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("低保标准", "“低保标准”不是文号"),
        ("葫政发〔1999〕1号", "葫政发〔1999〕1号 不在库内，库内也没有公文引用它"),
        (
            "葫政办法〔2020〕23号",
            "葫政办法〔2020〕23号 不在库内，库内也没有公文引用它，是不是 葫政办发〔2020〕23号？",
        ),
    ],
)
def test_what_is_neither_held_nor_cited(text: str, message: str) -> None:
    with pytest.raises(DocumentNotFoundError, match=message):
        references(text)


def test_a_mention_in_a_table_is_quoted_with_its_row() -> None:
    table = (
        "序号\t文件名称\t发文字号\n1\t《关于棚户区的通知。》\t葫政发〔2005〕18号\n2\t《其他》\t无"
    )
    start = table.index("葫政发")
    mention = citation(
        number="葫政发〔2005〕18号", raw="葫政发〔2005〕18号", block=0, start=start, title=None
    )
    citing = document(blocks=(block(table, kind="table"),), citations=(mention,))
    (link,) = ReferenceReader(MemoryIndex([(citing, issue())]), DAY).read("葫政发2005-18").cited_by
    assert link.sentence == "1\t《关于棚户区的通知。》\t葫政发〔2005〕18号"
