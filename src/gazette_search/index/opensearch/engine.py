"""The port, answered by a cluster.

Nothing that grows with the holdings is fetched for a query: counts and candidates are worked out
where the documents are, and of these come only the few that may be shown. What has been asked for
is kept for the time that the index is open, so that it is asked once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from gazette_search.errors import IndexDamagedError
from gazette_search.index.conditions import OfIssue, Run
from gazette_search.index.opensearch.blobs import ClusterDictionary, read_blob
from gazette_search.index.opensearch.candidates import PRINTED, ClusterCandidates
from gazette_search.index.opensearch.counting import Counts
from gazette_search.index.opensearch.heads import head_search, require_current
from gazette_search.index.opensearch.querying import ANY, query_of
from gazette_search.index.opensearch.rendering import (
    ISSUE_FIELDS,
    ROW_FIELDS,
    announced_of,
    document_of,
    issue_of,
    row_of,
    scan_of,
)
from gazette_search.index.reading import MOST_UNITS, Numbers
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Container,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from gazette_search.analysis.dictionary import Dictionary
    from gazette_search.analysis.scan import Scan
    from gazette_search.index.bounds import IndexQuery, Totals
    from gazette_search.index.conditions import Condition
    from gazette_search.index.opensearch.connection import (
        Connection,
        Json,
        Reply,
    )
    from gazette_search.index.opensearch.heads import ClusterHead
    from gazette_search.index.reading import Facet, Row, RowOrder
    from gazette_search.models import Document, IssueInfo

T = TypeVar("T")
# Rows of one request; OpenSearch gives out at most 10,000.
_PAGE = 1000
_MOST_VALUES = 10_000
# Searches of one request; more would wait for one another in the cluster.
_AT_ONCE = 1000
_FACETS: Mapping[Facet, str] = {
    "issue": "label",
    "genre": "genre",
    "issuer": "issuer",
    "year": "year",
}


@dataclass(slots=True)
class _Seen:
    """A document that was met: what was sent of it so far."""

    identifier: str
    fields: Json
    scan: Scan | None = None
    document: Document | None = None


class ClusterIndex:
    """One generation on a cluster; ordinals are given out as documents are met."""

    def __init__(self, cluster: Connection, head: ClusterHead, *, assumed: bool = False) -> None:
        """Opens a generation without asking anything.

        Args:
            cluster: Where it is.
            head: The generation.
            assumed: Whether it was current once; the first search finds out whether it still is.
        """
        self.cluster = cluster
        self.head = head
        self._assumed = assumed
        self._live = {kind: head.live(kind) for kind in ("document", "issue")}
        self._counted: dict[Condition, int] = {}
        self._expected: dict[Condition, None] = {}
        self._seen: list[_Seen] = []
        self._ordinals: dict[str, int] = {}
        self._wanted: set[int] = set()

    @property
    def totals(self) -> Totals:
        """What scores need to know of all documents."""
        return self.head.totals

    @property
    def texts_read(self) -> int:
        """How many texts of documents were sent so far."""
        return sum(seen.scan is not None or "scan" in seen.fields for seen in self._seen)

    @property
    def newest_issue(self) -> IssueInfo | None:
        """How far the issues held reach; None where none says which it is."""
        return issue_of(self.head.newest) if self.head.newest else None

    @cached_property
    def dictionary(self) -> Dictionary:
        """The segmentation dictionary, cut down to words that occur here."""
        return ClusterDictionary(self.cluster, self.head.dictionary, self.head.frequencies)

    @cached_property
    def issuers(self) -> Collection[str]:
        """The names of all issuers, as printed."""
        return set(self._values("issuer", ANY))

    @cached_property
    def pairs(self) -> Container[str]:
        """Every two units that stand side by side anywhere; some may be of documents gone."""
        return _Pairs(self, read_blob(self.cluster, self.head.pairs))

    def prepare(self, conditions: Iterable[Condition]) -> None:
        """Say what will be counted: all of it is counted with the next question."""
        self._expected.update(dict.fromkeys(conditions))

    def counts(self, conditions: Sequence[Condition]) -> list[int]:
        """How many documents meet each condition."""
        if any(condition not in self._counted for condition in conditions):
            asked = [
                c for c in (*self._expected, *dict.fromkeys(conditions)) if c not in self._counted
            ]
            self._count([*dict.fromkeys(asked)])
            self._expected.clear()
        return [self._counted[condition] for condition in conditions]

    def candidates(self, asked: IndexQuery) -> ClusterCandidates:
        """The documents that answer a query."""
        return ClusterCandidates(asked, self)

    def units_from(self, beginning: str) -> list[str]:
        """Latin words and numbers that begin so, ascending, at most `MOST_UNITS`."""
        values = {
            "field": "latin",
            "include": _beginning_with(beginning),
            "size": MOST_UNITS,
            "order": {"_key": "asc"},
        }
        (answer,) = self.search([{"size": 0, "aggs": {"values": {"terms": values}}, "query": ANY}])
        return [bucket["key"] for bucket in answer["aggregations"]["values"]["buckets"]]

    def numbers(self, serial: int) -> Numbers:
        """The document numbers with a serial."""
        key = f"{serial} "
        cited = {
            "field": "cite_keys",
            "include": _beginning_with(key),
            "size": _MOST_VALUES,
        }
        held = {"field": "number", "size": _MOST_VALUES}
        entries = {
            "query": {"term": {"announced_serials": serial}},
            "sort": [{"file": "asc"}],
            "size": _PAGE,
            "_source": [*ISSUE_FIELDS, "announced"],
        }
        answers = self._among(
            [
                (_valued({"term": {"serials": serial}}, held), "document"),
                (_valued({"prefix": {"cite_keys": key}}, cited), "document"),
                (entries, "issue"),
            ]
        )
        found, mentioned = (
            [bucket["key"] for bucket in answer["aggregations"]["values"]["buckets"]]
            for answer in answers[:2]
        )
        announced = (
            (issue_of(hit["_source"]), one)
            for hit in answers[2]["hits"]["hits"]
            for one in announced_of(hit["_source"])
        )
        return Numbers.with_serial(
            serial, found, (one.removeprefix(key) for one in mentioned), announced
        )

    def rows(
        self,
        condition: Condition,
        order: RowOrder = "printed",
        first: int = 0,
        most: int | None = None,
    ) -> list[Row]:
        """What the catalog says of the documents that meet a condition."""
        by: list[Json] = [*PRINTED]
        if order != "printed":
            newest = order == "newest"
            direction = "desc" if newest else "asc"
            by.insert(0, {"date": {"order": direction, "missing": "_last" if newest else "_first"}})
        body: Json = {
            "query": query_of(condition),
            "sort": by,
            "_source": [*ROW_FIELDS, *ISSUE_FIELDS],
        }
        last = None if most is None else first + most
        hits = [*self._pages(body, last)][first:]
        return [row_of(hit["_source"], self.see(hit)) for hit in hits]

    def facets(self, condition: Condition) -> Mapping[Facet, Mapping[str, int]]:
        """How the documents that meet a condition divide by issue, genre, issuer and year."""
        query = query_of(condition)
        return {facet: self._values(field, query) for facet, field in _FACETS.items()}

    def issues(self, condition: OfIssue, last: int | None = None) -> list[IssueInfo]:
        """Issues by what names them, by file name; the last so many of them or all."""
        body: Json = {
            "query": query_of(condition),
            "sort": [{"file": "desc" if last else "asc"}],
            "_source": [*ISSUE_FIELDS],
        }
        found = [issue_of(hit["_source"]) for hit in self._pages(body, last, kind="issue")]
        return found[::-1] if last else found

    def fetch(self, ordinals: Collection[int]) -> None:
        """Say which documents will be read: all of them are sent with the first."""
        self._wanted.update(ordinals)

    def scan(self, ordinal: int) -> Scan:
        """The scan record of a document."""
        seen = self._seen[ordinal]
        if seen.scan is None:
            if "scan" not in seen.fields:
                self.load_texts({ordinal, *self._wanted})
            seen.scan = _read(scan_of, seen.fields)
            del seen.fields["scan"]
        return seen.scan

    def document(self, ordinal: int) -> Document:
        """The whole document."""
        if self._seen[ordinal].document is None:
            self._load_documents({ordinal, *self._wanted})
        document = self._seen[ordinal].document
        assert document is not None  # noqa: S101 -- loaded above
        return document

    def issue(self, ordinal: int) -> IssueInfo:
        """The issue that printed a document."""
        return issue_of(self._seen[ordinal].fields)

    def close(self) -> None:
        """Let go of the connections."""
        self.cluster.close()

    # --- for the candidates -------------------------------------------------------------------

    def search(self, bodies: Sequence[Json]) -> list[Reply]:
        """Search the documents that this generation holds.

        Raises:
            HeadMovedError: When it was assumed to be current and is not.
        """
        return self._among([(body, "document") for body in bodies])

    def see(self, hit: Json) -> int:
        """The ordinal of a document that was sent."""
        identifier = hit["_id"]
        ordinal = self._ordinals.setdefault(identifier, len(self._seen))
        if ordinal == len(self._seen):
            self._seen.append(_Seen(identifier, dict(hit["_source"])))
        elif self._seen[ordinal].scan is None:
            self._seen[ordinal].fields.update(hit["_source"])
        return ordinal

    def known_count(self, condition: Condition) -> int | None:
        """How many documents meet a condition, None where that was not counted."""
        return self._counted.get(condition)

    def text_counts(self, ordinal: int) -> Counts:
        """How often texts stand in a document."""
        return Counts(self.scan(ordinal))

    def _among(self, searches: Sequence[tuple[Json, str]]) -> list[Reply]:
        """The answers to searches, each among what this generation holds of a kind."""
        narrowed = [
            (
                self.head.index,
                body | {"query": {"bool": {"filter": [self._live[kind]], "must": [body["query"]]}}},
            )
            for body, kind in searches
        ]
        if not self._assumed:
            return self.cluster.search(narrowed)
        first, *answers = self.cluster.search([head_search(self.cluster), *narrowed])
        require_current(self.head, first)
        self._assumed = False
        return answers

    # --- questions ----------------------------------------------------------------------------

    def _count(self, conditions: Sequence[Condition]) -> None:
        for start in range(0, len(conditions), _AT_ONCE):
            piece = conditions[start : start + _AT_ONCE]
            answers = self.search(
                [{"size": 0, "track_total_hits": True, "query": query_of(one)} for one in piece]
            )
            for one, answer in zip(piece, answers, strict=True):
                self._counted[one] = answer["hits"]["total"]["value"]

    def _pages(self, body: Json, most: int | None, kind: str = "document") -> Iterator[Json]:
        """The first so many hits of a sorted search, or all."""
        given = 0
        while most is None or given < most:
            size = _PAGE if most is None else min(_PAGE, most - given)
            (answer,) = self._among([({**body, "size": size}, kind)])
            hits = answer["hits"]["hits"]
            yield from hits
            given += len(hits)
            if len(hits) < size:
                return
            body = {**body, "search_after": hits[-1]["sort"]}

    def _values(self, field: str, query: Json) -> dict[str, int]:
        """Every value of a field among some documents, with how many have it."""
        found: dict[str, int] = {}
        values: Json = {
            "size": _MOST_VALUES,
            "sources": [{"value": {"terms": {"field": field}}}],
        }
        while True:
            body = {"size": 0, "query": query, "aggs": {"values": {"composite": values}}}
            (answer,) = self.search([body])
            got = answer["aggregations"]["values"]
            found.update((one["key"]["value"], one["doc_count"]) for one in got["buckets"])
            if len(got["buckets"]) < _MOST_VALUES:
                return found
            values = {**values, "after": got["after_key"]}

    def load_texts(self, ordinals: Iterable[int]) -> None:
        """Have the texts of documents sent that were not yet, all at once."""
        lacking = [
            self._seen[ordinal]
            for ordinal in ordinals
            if self._seen[ordinal].scan is None and "scan" not in self._seen[ordinal].fields
        ]
        for seen, sent in zip(lacking, self._many(lacking, self.head.index, ["scan"]), strict=True):
            seen.fields["scan"] = sent["_source"]["scan"]

    def _load_documents(self, ordinals: Iterable[int]) -> None:
        lacking = [self._seen[o] for o in ordinals if self._seen[o].document is None]
        sent = self._many(lacking, records_of(self.head.index), ["record"])
        for seen, one in zip(lacking, sent, strict=True):
            seen.document = _read(document_of, one["_source"])

    def _many(self, wanted: Sequence[_Seen], index: str, fields: Sequence[str]) -> list[Reply]:
        return self.cluster.many(
            [
                {
                    "_index": index,
                    "_id": seen.identifier,
                    "routing": seen.fields["store"],
                    "_source": [*fields],
                }
                for seen in wanted
            ]
        )


class _Pairs:
    """Pairs of characters; those of numbers and Latin words are asked for one by one."""

    def __init__(self, index: ClusterIndex, lines: str) -> None:
        self._index = index
        self._behind = {line[0]: line[1:] for line in lines.splitlines()}

    def __contains__(self, pair: object) -> bool:
        text = str(pair)
        if len(text) == 2 and not (text[0].isascii() or text[1].isascii()):
            return text[1] in self._behind.get(text[0], "")
        return bool(self._index.counts([Run(text)])[0])


def records_of(index: str) -> str:
    """The index with the whole documents of an index."""
    return f"{index}-records"


def _valued(query: Json, values: Json) -> Json:
    return {"size": 0, "query": query, "aggs": {"values": {"terms": values}}}


def _beginning_with(text: str) -> str:
    """A pattern of Lucene for values that begin with a text."""
    return "".join(f"\\{c}" if not c.isalnum() and c.isascii() else c for c in text) + ".*"


def _read(decode: Callable[[Json], T], fields: Json) -> T:
    try:
        return decode(fields)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise IndexDamagedError("集群", "里的记录读不懂") from problem
