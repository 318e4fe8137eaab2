"""Conditions as queries of the cluster: exact, so that nothing has to be looked into afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazette_search.analysis.occurrences import pairs_of
from gazette_search.analysis.terms import FORM, GRAM, WORD
from gazette_search.analysis.units import parted_at_last
from gazette_search.index import conditions as c
from gazette_search.index.opensearch.placing import (
    BEGINNING,
    BLOCK_END,
    STARTS,
    TITLE_END,
    TITLE_START,
    ending,
    phrase,
    places_of,
    starting,
    term_of,
    unbroken,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Query = dict[str, Any]

ANY: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}
CORPUS = "corpus"
# Latin words and numbers that one beginning behind other text may stand for.
_MOST_ENDINGS = 5000


def query_of(condition: c.Condition) -> Query:
    """The documents that meet a condition."""
    if isinstance(condition, c.AllOf):
        return all_of(map(query_of, condition.parts))
    if isinstance(condition, c.AnyOf):
        return any_of(map(query_of, condition.parts))
    if isinstance(condition, c.NegatedCondition):
        return {"bool": {"must_not": [query_of(condition.part)]}}
    return _QUERIES[type(condition)](condition)


def all_of(queries: Iterable[Query]) -> Query:
    """What all queries match."""
    parts = [one for one in queries if one != ANY]
    return parts[0] if len(parts) == 1 else {"bool": {"filter": parts}} if parts else ANY


def any_of(queries: Iterable[Query]) -> Query:
    """What any of the queries matches."""
    parts = [*queries]
    if len(parts) == 1:
        return parts[0]
    return {"bool": {"should": parts, "minimum_should_match": 1}} if parts else NONE


def named(query: Query, name: str) -> Query:
    """The query, and its score of each document sent back under a name."""
    return {"bool": {"must": [query], "_name": name}}


def term(field: str, text: str) -> Query:
    """What holds a counted term; its score is how often."""
    return {"term": {field: {"value": term_of(text)}}}


def terms_held(field: str, text: str) -> Query:
    """What holds every pair of a text in a field."""
    return all_of(term(field, one) for one in dict.fromkeys(pairs_of(text)))


def run_query(text: str) -> Query:
    """Where a text stands exactly so."""
    if not pairs_of(text):
        return NONE
    pairs = any_of(terms_held(field, text) for field in (GRAM, FORM))
    return pairs if len(pairs_of(text)) == 1 else all_of((pairs, _placed(phrase(places_of(text)))))


def whole(text: str) -> Query:
    """Where a text stands and is more than an accident of two neighbouring words."""
    tokens = places_of(text)
    if len(tokens) < 2:
        return run_query(text)
    ways = (starting(tokens), ending(tokens), unbroken(tokens))
    pairs = any_of(terms_held(field, text) for field in (GRAM, FORM))
    return all_of((pairs, any_of(map(_placed, ways))))


def word(text: str) -> Query:
    """Where a text stands as people mean a word."""
    return any_of((term(WORD, text), whole(text))) if pairs_of(text) else NONE


def _placed(tokens: str) -> Query:
    return {"match_phrase": {"text": tokens}}


def _begins(condition: c.Begins) -> Query:
    head, last = parted_at_last(condition.text)
    if not condition.text:
        return NONE
    if not last:
        return _placed(starting(places_of(condition.text)))
    if not head:
        return {"prefix": {"text": STARTS + term_of(last)}}
    tokens = starting([*places_of(head), term_of(last)])
    return {"match_phrase_prefix": {"text": {"query": tokens, "max_expansions": _MOST_ENDINGS}}}


def _intervals(text: str) -> Query:
    return {"match": {"query": phrase(places_of(text)), "ordered": True, "max_gaps": 0}}


def _near(condition: c.NearRuns) -> Query:
    if not (condition.left and condition.right):
        return NONE
    both = all_of((run_query(condition.left), run_query(condition.right)))
    ends = [{"match": {"query": mark}} for mark in (BLOCK_END, TITLE_END)]
    orders = [
        {
            "all_of": {
                "ordered": True,
                "max_gaps": condition.distance,
                "intervals": [_intervals(one), _intervals(other)],
                "filter": {"not_containing": {"any_of": {"intervals": ends}}},
            }
        }
        for one, other in (
            (condition.left, condition.right),
            (condition.right, condition.left),
        )
    ]
    return all_of((both, {"intervals": {"text": {"any_of": {"intervals": orders}}}}))


def _in_body(condition: c.InBody) -> Query:
    if not condition.text:
        return NONE
    edges = [{"match": {"query": mark}} for mark in (TITLE_START, TITLE_END)]
    title = {"all_of": {"ordered": True, "intervals": edges}}
    outside = {**_intervals(condition.text)["match"], "filter": {"not_contained_by": title}}
    return all_of((run_query(condition.text), {"intervals": {"text": {"match": outside}}}))


def _holding(field: str) -> Callable[[str], Query]:
    """What holds a text in a field that is matched character by character."""

    def query(text: str) -> Query:
        return {"match_phrase": {field: text}} if text else ANY

    return query


in_title = _holding("titles")


def _like_title(condition: c.LikeTitle) -> Query:
    pieces = [in_title(piece) for piece in condition.pieces]
    if condition.least <= 0:
        return ANY
    return {"bool": {"should": pieces, "minimum_should_match": condition.least}}


def _signed(condition: c.Signed) -> Query:
    limits = {"gte": condition.first, "lte": condition.last}
    given = {name: value for name, value in limits.items() if value}
    return {"range": {"date": given}} if given else {"exists": {"field": "date"}}


def _of_issue(condition: c.OfIssue) -> Query:
    exact = {
        "issue_year": condition.year,
        "issue_number": condition.number,
        "issue_serial": condition.serial,
    }
    given: list[Query] = [
        {"term": {name: value}} for name, value in exact.items() if value is not None
    ]
    if condition.collection:  # names of files are paths below the home, which begin with corpus
        given.append({"prefix": {"file": f"{CORPUS}/{condition.collection}/"}})
    return all_of((*given, _holding("issue_name")(condition.name)))


def _number_holds(condition: c.NumberHolds) -> Query:
    return _holding("number_text")(BEGINNING * condition.at_start + condition.text)


def any_term(field: str, values: Iterable[str]) -> Query:
    """What has one of these values."""
    wanted: Sequence[str] = sorted(values)
    return {"terms": {field: wanted}} if wanted else NONE


_QUERIES: dict[type, Callable[[Any], Query]] = {
    c.Run: lambda one: run_query(one.text),
    c.Word: lambda one: word(one.text),
    c.Segmented: lambda one: term(WORD, one.text),
    c.Begins: _begins,
    c.NearRuns: _near,
    c.InBody: _in_body,
    c.InTitle: lambda one: in_title(one.text),
    c.LikeTitle: _like_title,
    c.Signed: _signed,
    c.OfIssue: _of_issue,
    c.OfGenre: lambda one: _holding("genre_text")(one.text),
    c.IssuedBy: lambda one: any_term("issuer", one.names),
    c.Numbered: lambda one: any_term("number", one.numbers),
    c.NumberHolds: _number_holds,
    c.Cites: lambda one: any_term("cites", one.numbers),
    c.ActsOn: lambda one: any_term("act_keys", one.subjects),
    c.Assigns: lambda _: {"term": {"assigns": True}},
    c.Everything: lambda _: ANY,
}
