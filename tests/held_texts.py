"""An index of a few documents in memory, for what citations and validity read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from builders import block, document, issue, number
from gazette_search.ingestion.content import read_content
from gazette_search.search.force.references import ReferenceReader
from memory_index import MemoryIndex

if TYPE_CHECKING:
    from gazette_search.models import Document
    from gazette_search.search.force.references import References


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
    held = MemoryIndex([(document(), issue()), (compensation(), issue())])
    return ReferenceReader(held, as_of).read(text)
