"""The fields of the inverted index.

Nothing here imports jieba: documents arrive as counted terms, so that opening an index never costs
a dictionary. No positions are kept (phrases are verified against the search text), no lengths
(the catalog has them) and no stored fields: a posting is a document and a frequency.
"""

from __future__ import annotations

from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence

from gazette_search.analysis.terms import FIELDS


class CountedTerms(FieldType):  # type: ignore[misc]
    """A whoosh field that takes counted terms instead of text."""

    def __init__(self) -> None:
        self.analyzer = None
        self.column_type = None
        self.format = Existence()
        self.scorable = False
        self.spelling = False
        self.stored = False
        self.unique = False
        self.vector = None


def schema() -> Schema:
    """The whoosh schema, for writing and for reading."""
    return Schema(**{name: CountedTerms() for name in FIELDS})
