"""What a cluster holds of issues: what an update compares with the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazette_search.index.opensearch.rendering import held_source
from gazette_search.ingestion.doubles import Printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazette_search.index.manifest import Source
    from gazette_search.index.opensearch.connection import Connection, Json
    from gazette_search.index.opensearch.heads import ClusterHead

_PAGE = 2000
# Questions of one request.
_MANY = 500


def held_sources(
    cluster: Connection, head: ClusterHead, wanted: Callable[[str], bool]
) -> tuple[Source, ...]:
    """The files of the issues held, by file, those that are wanted."""
    found = (held_source(f) for f in issue_fields(cluster, head, {"match_all": {}}, ["source.row"]))
    return tuple(source for source in found if wanted(source.file))


def printed_beside(
    cluster: Connection, head: ClusterHead, rows: Sequence[Printed]
) -> list[Printed]:
    """Issues held that might print the same as others: of their year and number, or a document."""
    files = {row.file for row in rows}
    found: dict[str, Printed] = {}
    for start in range(0, len(rows), _MANY):
        wanted = [_like(row) for row in rows[start : start + _MANY] if row.documents]
        query: Json = {"bool": {"should": wanted, "minimum_should_match": 1}}
        names = ["file", "prints", "issue_year", "issue_number"]
        for fields in issue_fields(cluster, head, query, names) if wanted else ():
            year, number = fields.get("issue_year"), fields.get("issue_number")
            issue = (year, number) if year and number else None
            found[fields["file"]] = Printed(fields["file"], issue, frozenset(fields["prints"]))
    return [one for file, one in found.items() if file not in files]


def _like(row: Printed) -> Json:
    if row.issue:
        year, number = row.issue
        terms: list[Json] = [
            {"term": {"issue_year": year}},
            {"term": {"issue_number": number}},
        ]
    else:
        terms = [{"term": {"prints": min(row.documents)}}]
    return {"bool": {"filter": terms}}


def issue_fields(
    cluster: Connection, head: ClusterHead, query: Json, names: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Some fields of the issues of a generation that match, by file."""
    body: Json = {
        "query": {"bool": {"filter": [head.live("issue"), query]}},
        "sort": [{"file": "asc"}],
        "size": _PAGE,
        "_source": [*names],
    }
    while True:
        (answer,) = cluster.search([(head.index, body)])
        hits = answer["hits"]["hits"]
        yield from (hit["_source"] for hit in hits)
        if len(hits) < _PAGE:
            return
        body["search_after"] = hits[-1]["sort"]
