"""A snapshot of a few documents in memory, with the parts that citations and validity read."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from builders import block, document, issue, number
from gazette_search.analysis.normalizer import search_text
from gazette_search.ingestion.content import read_content
from gazette_search.models import SELF, about_key
from gazette_search.search.force.references import ReferenceReader

if TYPE_CHECKING:
    from gazette_search.models import Document, IssueInfo
    from gazette_search.search.force.references import References


def snapshot(*held: tuple[Document, IssueInfo]) -> Any:
    documents = [document for document, _ in held]
    catalog = SimpleNamespace(
        issues=(),
        numbers=[str(document.number) for document in documents],
        titles=[search_text(document.title) for document in documents],
        issuers=[document.issuer or "" for document in documents],
        cites=[[citation.number for citation in document.citations] for document in documents],
        acts=[
            list(
                dict.fromkeys(
                    about_key(s.about) for s in document.statements if s.about not in (None, SELF)
                )
            )
            for document in documents
        ],
    )
    return SimpleNamespace(
        catalog=catalog, document=documents.__getitem__, issue=lambda ordinal: held[ordinal][1]
    )


NEW_TITLE = "葫芦岛市人民政府办公室关于印发葫芦岛市河流断面水质污染补偿办法的通知"
OLD_TITLE = "葫芦岛市人民政府办公室关于印发葫芦岛市河流断面水质污染补偿办法（试行）的通知"
OLD_NUMBER = "葫政办发〔2017〕259号"
LAST_ARTICLE = f"第十二条 本办法自发布之日起开始实施。《{OLD_TITLE}》（{OLD_NUMBER}）同时废止。"


def compensation() -> Document:
    """The notice on river sections, corpus/2020-02.txt, its last article and what is read of it."""
    blocks = (
        block("葫政办发〔2020〕28号", kind="number", lines=(1294, 1294), path=()),
        block(LAST_ARTICLE, kind="item", lines=(1334, 1334), path=("第四章 附则",)),
    )
    content = read_content(blocks)
    return document(
        number=number(28),
        title=NEW_TITLE,
        toc_title=NEW_TITLE,
        signed_date=date(2020, 3, 14),
        page=46,
        lines=(1294, 1351),
        blocks=blocks,
        citations=content.citations,
        statements=content.statements,
    )


def references(text: str = OLD_NUMBER, as_of: date = date(2021, 1, 1)) -> References:
    """Of a document, by its number, in a corpus of two."""
    held = snapshot((document(), issue()), (compensation(), issue()))
    return ReferenceReader(held, as_of).read(text)
