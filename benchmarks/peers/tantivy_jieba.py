"""tantivy over words that jieba cut."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import jieba
import tantivy  # type: ignore[import-not-found,unused-ignore]

from benchmarks.peers.documents import PlainHit
from benchmarks.peers.plain_query import read_query

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.peers.documents import PlainDocument

jieba.setLogLevel(logging.WARNING)
_WORD = re.compile(r"\w")
_TEXT_FIELDS = ["title", "body"]
_SHOWN = 600  # bytes of segmented text, about 150 characters of a passage


def build(documents: Iterable[PlainDocument], directory: Path) -> None:
    """Index the documents."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("number", stored=True, tokenizer_name="raw")
    builder.add_unsigned_field("year", stored=True, indexed=True)
    for field in _TEXT_FIELDS:
        builder.add_text_field(field, stored=True, tokenizer_name="words")
    index = tantivy.Index(builder.build(), path=str(directory))
    _register(index)
    writer = index.writer()
    for item in documents:
        entry = tantivy.Document()
        entry.add_text("number", item.number)
        entry.add_unsigned("year", item.year)
        entry.add_text("title", _segmented(item.title))
        entry.add_text("body", _segmented(item.body))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()


class Searcher:
    """Finds documents that hold every word or, without `every_word`, any."""

    def __init__(self, directory: Path, *, every_word: bool) -> None:
        """Opens the index."""
        self._index = tantivy.Index.open(str(directory))
        _register(self._index)
        self._searcher = self._index.searcher()
        self._every_word = every_word

    def search(self, text: str, limit: int = 10) -> list[PlainHit]:
        """The best documents with a passage."""
        query = self._compile(text)
        snippets = tantivy.SnippetGenerator.create(
            self._searcher, query, self._index.schema, "body"
        )
        snippets.set_max_num_chars(_SHOWN)
        found = []
        for _, address in self._searcher.search(query, limit).hits:
            item = self._searcher.doc(address)
            passage = snippets.snippet_from_doc(item).fragment().replace(" ", "")
            found.append(PlainHit(item["number"][0], [passage]))
        return found

    def _compile(self, text: str) -> tantivy.Query:
        parts = read_query(text)
        words = [f'"{word}"' for run in parts.words for word in _words(run)]
        # Signs are words of the index, so that passages keep them.
        phrases = [f'"{_segmented(phrase)}"' for phrase in parts.phrases]
        wanted = []
        if words:
            wanted.append(self._parse(words, every_word=self._every_word))
        if phrases:
            wanted.append(self._parse(phrases, every_word=True))
        wanted += [self._prefix(prefix) for prefix in parts.prefixes]
        if parts.year:
            wanted.append(self._parse([f"year:{parts.year}"], every_word=True))
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in wanted])

    def _parse(self, parts: list[str], *, every_word: bool) -> tantivy.Query:
        return self._index.parse_query(
            " ".join(parts), _TEXT_FIELDS, conjunction_by_default=every_word
        )

    def _prefix(self, prefix: str) -> tantivy.Query:
        pattern = re.escape(prefix) + ".*"
        fields = [
            tantivy.Query.regex_query(self._index.schema, field, pattern) for field in _TEXT_FIELDS
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in fields])


def _register(index: tantivy.Index) -> None:
    tokenizer = tantivy.Tokenizer.whitespace()
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tokenizer).build())


def _words(text: str) -> list[str]:
    return [word for word in jieba.cut(text) if _WORD.search(word)]


def _segmented(text: str) -> str:
    return " ".join(jieba.cut(text))
