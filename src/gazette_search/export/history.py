"""The last searches, for scripts."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from gazette_search.export.json_export import answer
from gazette_search.export.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette_search.export.json_export import Fields
    from gazette_search.search.past import History, PastHit, PastSearch


def history_to_json(history: History) -> str:
    """One object."""
    return answer({"searches": [_past(past) for past in history.searches]})


def history_to_plain(history: History) -> str:
    """When, how many documents were found, and what was typed, tab-separated; a search a line."""
    return "".join(
        f"{moment_of(past)}\t{past.total}\t{one_line(' '.join(past.typed))}\n"
        for past in history.searches
    )


def moment_of(past: PastSearch) -> str:
    """When a search was made: UTC, ISO 8601."""
    return datetime.fromtimestamp(past.when, timezone.utc).isoformat(timespec="seconds")


def _past(past: PastSearch) -> Fields:
    return {
        "time": moment_of(past),
        "query": past.query,
        "typed": [*past.typed],
        "total": past.total,
        "generation": past.generation,
        "hits": [_hit(hit) for hit in past.hits],
    }


def _hit(hit: PastHit) -> Fields:
    return {"rank": hit.rank, "id": hit.id, "file": hit.file, "line": hit.line}


EXPORTS: Mapping[str, Callable[[History], str]] = {
    "json": history_to_json,
    "plain": history_to_plain,
}
