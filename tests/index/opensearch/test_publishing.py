"""What of publishing needs no cluster."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.index.opensearch.heads import ClusterHead, ClusterWriter, Dropped
from gazette_search.index.opensearch.publishing import clash, pair_lines, pairs_in


@pytest.mark.parametrize(
    ("one", "other", "clashing"),
    [
        ("", "", True),
        ("", "1/4", True),
        ("2/4", "", True),
        ("1/4", "2/4", False),
        ("2/4", "2/4", True),
        ("1/4", "2/3", True),  # the same file may belong to both
    ],
)
def test_who_may_write_beside_whom(one: str, other: str, clashing: bool) -> None:
    assert clash(one, other) == clashing
    assert clash(other, one) == clashing


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@given(st.sets(st.tuples(HAN, HAN).map("".join)))
def test_pairs_come_back_from_their_lines(pairs: set[str]) -> None:
    lines = pair_lines(pairs)
    assert pairs_in(lines) == pairs
    assert len(lines.splitlines()) == len({pair[0] for pair in pairs})


def test_what_a_generation_does_not_hold() -> None:
    """Builds after its own, at work or given up, and issues that are dead."""
    head = ClusterHead(
        last_build=7,
        writers=(ClusterWriter(6, "1/2", "host:1", 0.0),),
        aborted=(3,),
        dead=(Dropped("ab12", 9, 0.0),),
    )
    live = head.live("document")["bool"]
    assert {"range": {"build": {"lte": 7}}} in live["filter"]
    assert live["must_not"] == [{"terms": {"build": [6, 3]}}, {"terms": {"store": ["ab12"]}}]
