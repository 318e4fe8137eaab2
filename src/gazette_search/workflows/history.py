"""The last searches of a home: what was typed, and which hits were shown under which number.

`gsearch show 3` goes by it. A hit is remembered by the document's id, its file, and the place and
first words of the sentence shown, so that it is found again, or known to be gone, when the index
has changed.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gazette_search.errors import GazetteSearchError
from gazette_search.workflows.keeping import append_kept, kept_folder, read_kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.search.past import PastHit, PastSearch
    from gazette_search.search.results import Hit, Passage, SearchResult
    from gazette_search.workflows.home import Home

NO_HISTORY = "GSEARCH_NO_HISTORY"
# A search of ten hits takes about 1.5 KB: this holds the last hundred and more.
MOST_BYTES = 1 << 18
MOST_HITS = 200  # of one search: what nobody scrolled past, nobody asks for by number
ANCHOR = 24  # characters of the sentence, which tell it from its neighbours


def remembers() -> bool:
    """Whether the user lets searches be remembered: GSEARCH_NO_HISTORY=1 says no."""
    return os.environ.get(NO_HISTORY, "") in ("", "0")


def remember(home: Home, result: SearchResult, typed: Sequence[str]) -> bool:
    """Add a search to the history; that it cannot be written changes no answer.

    Returns:
        Whether it was written.
    """
    past = {
        "query": result.query,
        "typed": [*typed],
        "when": int(time.time()),
        "total": result.total,
        "generation": result.index.generation,
        "terms": [*result.terms],
        "hits": [_fields_of(hit) for hit in result.hits[:MOST_HITS]],
    }
    with suppress(OSError, GazetteSearchError):
        line = json.dumps(past, ensure_ascii=False, separators=(",", ":"))
        append_kept(kept_folder(home) / "searches.jsonl", line, MOST_BYTES)
        return True
    return False


def _fields_of(hit: Hit) -> list[object]:
    passage = hit.passages[0] if hit.passages else None
    place = (passage.lines[0], anchor_of(passage)) if passage else (None, "")
    return [hit.rank, hit.document.id, hit.issue.file, *place]


def anchor_of(passage: Passage) -> str:
    """The words of a passage from its first match on; of a table, in the row below its header."""
    first = passage.text.rfind("\n") + 1 if passage.kind == "table" else 0
    matches = (start for start, _ in passage.highlights if start >= first)
    return passage.text[next(matches, first) :].partition("\n")[0][:ANCHOR]


def past_searches(home: Home) -> Iterator[PastSearch]:
    """The last searches, the newest first; a line that is no search is passed over.

    Raises:
        OSError: They cannot be read.
        UsageError: Nobody knows where the user's own folder is.
    """
    for line in reversed(read_kept(kept_folder(home) / "searches.jsonl").split("\n")):
        with suppress(ValueError, KeyError, TypeError):
            yield _read(json.loads(line))


def _read(past: dict[str, Any]) -> PastSearch:
    """A line as it was written.

    Raises:
        KeyError, TypeError, ValueError: It was not written by this program.
    """
    from gazette_search.search.past import PastSearch  # no search that is written needs it

    return PastSearch(
        str(past["query"]),
        tuple(map(str, past["typed"])),
        float(past["when"]),
        int(past["total"]),
        str(past["generation"]),
        tuple(map(str, past["terms"])),
        tuple(_read_hit(*hit) for hit in past["hits"]),
    )


def _read_hit(rank: int, id_: str, file: str, line: int | None, anchor: str) -> PastHit:
    from gazette_search.search.past import PastHit

    return PastHit(int(rank), str(id_), str(file), None if line is None else int(line), str(anchor))


def last_search(home: Home) -> PastSearch | None:
    """The newest search, with the hits of all its pages that were turned one after the other."""
    pages: list[PastSearch] = []
    for past in past_searches(home):
        if pages and (past.typed, past.generation) != (pages[0].typed, pages[0].generation):
            break
        pages.append(past)
    if not pages:
        return None
    hits = {hit.rank: hit for page in reversed(pages) for hit in page.hits}
    return replace(pages[0], hits=tuple(hits[rank] for rank in sorted(hits)))


def forget_searches(home: Home) -> None:
    """Remove the history of a home.

    Raises:
        OSError: The system does not let it be removed.
        UsageError: Nobody knows where the user's own folder is.
    """
    (kept_folder(home) / "searches.jsonl").unlink(missing_ok=True)
