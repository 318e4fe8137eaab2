from __future__ import annotations

from dataclasses import asdict

import pytest

from gazette_search.errors import HeadMovedError
from gazette_search.index.opensearch.heads import ClusterHead, require_current

HEAD = ClusterHead(7, "2021-03-04T08:00:00+00:00", "ab-cd-ef", "gsearch-000007", last_build=9)


def answer(**changed: object) -> dict[str, object]:
    return {"hits": {"hits": [{"_source": {**asdict(HEAD), **changed}}]}}


def test_a_head_is_current_while_only_writers_come_and_go() -> None:
    require_current(HEAD, answer())
    require_current(HEAD, answer(last_build=10, writers=[{"build": 10}], aborted=[8]))


@pytest.mark.parametrize(
    "said",
    [
        answer(generation=8),
        answer(index="gsearch-000008"),  # rebuilt, or made anew after it was deleted
        answer(updated="2021-03-05T08:00:00+00:00"),
        {"hits": {"hits": []}},
    ],
)
def test_a_head_has_moved_when_anything_that_names_it_has(said: dict[str, object]) -> None:
    with pytest.raises(HeadMovedError):
        require_current(HEAD, said)
