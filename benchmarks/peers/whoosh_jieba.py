"""The obvious build: jieba's ChineseAnalyzer, whole documents as stored fields, whoosh's parser."""

from __future__ import annotations

import html
import logging
import re
from typing import TYPE_CHECKING

import jieba
from jieba.analyse import ChineseAnalyzer
from whoosh import index as whoosh_index
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from benchmarks.peers.documents import PlainHit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.peers.documents import PlainDocument

jieba.setLogLevel(logging.WARNING)
# Characters around a word; the 20 of the default cut most Chinese sentences in the middle.
SURROUND = 50
_TAG = re.compile("<[^>]+>")


def build(documents: Iterable[PlainDocument], directory: Path) -> None:
    """Index the documents."""
    analyzer = ChineseAnalyzer()
    schema = Schema(
        number=ID(stored=True),
        year=NUMERIC(stored=True),
        title=TEXT(stored=True, analyzer=analyzer),
        body=TEXT(stored=True, analyzer=analyzer),
    )
    writer = whoosh_index.create_in(directory, schema).writer()
    for item in documents:
        writer.add_document(number=item.number, year=item.year, title=item.title, body=item.body)
    writer.commit()


class Searcher:
    """Finds documents that hold every word or, without `every_word`, any."""

    def __init__(self, directory: Path, *, every_word: bool) -> None:
        """Opens the index."""
        opened = whoosh_index.open_dir(directory)
        self._searcher = opened.searcher()
        group = AndGroup if every_word else OrGroup
        self._parser = MultifieldParser(["title", "body"], opened.schema, group=group)

    def search(self, text: str, limit: int = 10) -> list[PlainHit]:
        """The best documents with three highlighted passages."""
        results = self._searcher.search(self._parser.parse(text), limit=limit)
        results.fragmenter.surround = SURROUND
        return [
            PlainHit(hit["number"], _passages(hit.highlights("body", top=3))) for hit in results
        ]


def _passages(highlighted: str) -> list[str]:
    return [html.unescape(_TAG.sub("", part)) for part in highlighted.split("...") if part]
