"""The one record that says what is current: which index, which writings count, who is writing.

The promise is that of the local index: whoever reads sees a whole generation, the old or the new.
Documents are written under the number of their *build*; a reader passes over builds that were not
published when it opened the index, and over issues that are dead. Publishing is one write of this
record under the sequence number with which it was read (`if_seq_no`), so that of two writers who
both believe to be the only one, one is refused. An alias cannot be changed under such a condition;
the alias that names the current index is for people and their tools.

A writer leaves its name here and a sign of life every few seconds. Another waits for it, or takes
its place when there has been none for a minute; the writer that comes back then finds its name gone
and cannot publish.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from gazette_search.errors import ClusterError, HeadMovedError, IndexDamagedError
from gazette_search.index.bounds import Totals
from gazette_search.index.opensearch.connection import CONFLICT
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette_search.index.opensearch.connection import Connection

HEAD = "head"
NO_TOTALS = Totals(0, 0.0, 0.0, "", "")
# Two writers of parts may meet here many times; each time one of them gets on.
_TRIES = 50


@dataclass(frozen=True, slots=True)
class ClusterWriter:
    """A writer at work.

    Attributes:
        build: The number under which its documents are written.
        part: Which part of the files it writes, as 2/4; "" for all.
        holder: Machine and process, for people.
        seen: Its last sign of life, seconds since 1970.
    """

    build: int
    part: str
    holder: str
    seen: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """What no generation holds any more and earlier ones may still be reading.

    Attributes:
        name: Of an index or a stored part; of an issue what its documents' names begin with.
        documents: How many documents it had, of an issue.
        since: When, seconds since 1970.
    """

    name: str
    documents: int
    since: float


@dataclass(frozen=True, slots=True)
class ClusterHead:
    """One generation and the writers at work on the next.

    Attributes:
        generation: Counted up; 0 before anything is published.
        updated: When it was published, UTC, ISO 8601.
        fingerprint: Of the program that wrote it.
        index: The index that holds it, "" before anything is published.
        last_build: The highest number given to a build.
        writers: At work; their builds do not count yet.
        aborted: Builds that will never count; what a writer still sends that was thought dead, or
            an orphan of one, stays unseen.
        dead: Issues in the index that this generation does not hold.
        retired: Whole indexes and parts that no generation from this one on needs.
        totals: Of its documents.
        newest: What names the newest issue, as `rendering.issue_fields`.
        frequencies: The sum of the frequencies of all words of the language.
        dictionary: Name of the stored words; so `pairs` and `refused`.
    """

    generation: int = 0
    updated: str = ""
    fingerprint: str = ""
    index: str = ""
    last_build: int = 0
    writers: tuple[ClusterWriter, ...] = ()
    aborted: tuple[int, ...] = ()
    dead: tuple[Dropped, ...] = ()
    retired: tuple[Dropped, ...] = ()
    totals: Totals = NO_TOTALS
    newest: dict[str, Any] | None = None
    frequencies: int = 1
    dictionary: str = ""
    pairs: str = ""
    refused: str = ""

    @property
    def name(self) -> str:
        """Of the generation, as results tell it."""
        return f"g-{self.generation:06d}"

    def writer(self, build: int, holder: str) -> ClusterWriter | None:
        """The writer of that build, None when another took its place."""
        return next((w for w in self.writers if (w.build, w.holder) == (build, holder)), None)

    def live(self, kind: str) -> dict[str, Any]:
        """The query for what this generation holds of a kind."""
        unpublished = [*(writer.build for writer in self.writers), *self.aborted]
        return {
            "bool": {
                "filter": [
                    {"term": {"kind": kind}},
                    {"range": {"build": {"lte": self.last_build}}},
                ],
                "must_not": [
                    {"terms": {"build": unpublished}},
                    {"terms": {"store": [one.name for one in self.dead]}},
                ],
            }
        }


def control_index(cluster: Connection) -> str:
    """The index that holds the head and what goes with it."""
    return f"{cluster.address.name}-control"


def current_head(cluster: Connection) -> ClusterHead | None:
    """What is current, None where nothing ever was.

    Raises:
        IndexDamagedError: When the record is none of ours.
    """
    found = _read(cluster)
    return found[0] if found else None


def head_search(cluster: Connection) -> tuple[str, dict[str, Any]]:
    """The search that gives the head, to go along with others."""
    return control_index(cluster), {"query": {"ids": {"values": [HEAD]}}}


def require_current(head: ClusterHead, answer: dict[str, Any]) -> None:
    """See that a head is what the answer to `head_search` says.

    Raises:
        HeadMovedError: When it is not.
    """
    hits = answer["hits"]["hits"]
    now = hits[0]["_source"] if hits else {}
    if any(now.get(name) != getattr(head, name) for name in ("generation", "index", "updated")):
        raise HeadMovedError


def head_in(record: object) -> ClusterHead:
    """A head that `asdict` made a record.

    Raises:
        ValueError: When it is none.
    """
    try:
        return _decoded(record)  # type: ignore[arg-type]
    except (KeyError, TypeError) as problem:
        raise ValueError from problem


def change_head(
    cluster: Connection,
    change: Callable[[ClusterHead], ClusterHead | None],
    *,
    anew: bool = False,
) -> ClusterHead:
    """ClusterChange the head, anew when another changed it meanwhile.

    Args:
        cluster: Where it is.
        change: From what is there to what shall be there; None leaves it. May be called often.
        anew: Whether a record that cannot be read is to be replaced.

    Returns:
        What is there now.
    """
    for _ in range(_TRIES):
        found = _read(cluster, anew=anew)
        head, at = found or (ClusterHead(), {"op_type": "create"})
        wanted = change(head)
        if wanted is None:
            return head
        moved = wanted.generation != head.generation  # which readers ask for by a search
        params = {**at, "refresh": "true" if moved else "false"}
        try:
            path = f"/{control_index(cluster)}/_doc/{HEAD}"
            cluster.send("PUT", path, asdict(wanted), params=params)
        except ClusterError as problem:
            if problem.status != CONFLICT:
                raise
        else:
            return wanted
    raise ClusterError("集群的索引一直被别的进程改动，没有写成。请稍后再试", lasting=False)


def _read(cluster: Connection, *, anew: bool = False) -> tuple[ClusterHead, dict[str, Any]] | None:
    found = cluster.get(control_index(cluster), HEAD)
    if found is None:
        return None
    at = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    try:
        return _decoded(found["_source"]), at
    except (KeyError, TypeError, ValueError) as problem:
        if anew:  # no index may be given a name that was used
            last = found["_source"].get("last_build")
            return ClusterHead(last_build=last if isinstance(last, int) else 1000), at
        raise IndexDamagedError(control_index(cluster), "里的记录不是这个程序写的") from problem


def _decoded(record: dict[str, Any]) -> ClusterHead:
    head = ClusterHead(**record)
    return replace(
        head,
        writers=tuple(ClusterWriter(**one) for one in record["writers"]),
        aborted=tuple(record["aborted"]),
        dead=tuple(Dropped(**one) for one in record["dead"]),
        retired=tuple(Dropped(**one) for one in record["retired"]),
        totals=Totals(**record["totals"]),
    )
