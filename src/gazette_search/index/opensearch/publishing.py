"""From a build to a generation: one writer, what it wrote made current, what is gone swept away."""

from __future__ import annotations

import os
import socket
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from gazette_search.analysis.dictionary import merged
from gazette_search.errors import ClusterError, GazetteSearchError, IndexLockedError
from gazette_search.index.bounds import Totals, spread_of
from gazette_search.index.opensearch.blobs import STORED, read_blob, write_blob
from gazette_search.index.opensearch.connection import EXISTS, Connection
from gazette_search.index.opensearch.engine import records_of
from gazette_search.index.opensearch.heads import (
    ClusterWriter,
    Dropped,
    change_head,
    control_index,
    current_head,
)
from gazette_search.index.opensearch.holdings import issue_fields
from gazette_search.index.opensearch.mapping import (
    MAPPINGS,
    RECORDS,
    REPLICAS,
    SHARDS,
    index_settings,
)
from gazette_search.index.opensearch.rendering import ISSUE_FIELDS
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette_search.index.opensearch.connection import ClusterAddress, Json
    from gazette_search.index.opensearch.heads import ClusterHead
    from gazette_search.index.opensearch.writing import ClusterPart

# Seconds between signs of life, and without one after which a writer counts as dead.
BEAT, LEASE = 10.0, 60.0
# A search takes a second; what it may be reading stays for an hour.
GRACE = 3600.0
_PAGE = 5000
_FEW, _MANY = 100, 1000  # issues with all their words, questions of one request
_AT_WORK: set[str] = set()  # the builds of the writers of this process, by the name of their index


@dataclass(frozen=True, slots=True)
class ShardLayout:
    """How a new index is laid out; what stands is not changed by it."""

    shards: int = SHARDS
    replicas: int = REPLICAS


USUAL_LAYOUT = ShardLayout()


@dataclass(frozen=True, slots=True)
class ClusterChange:
    """What a generation has that the one before had not.

    Attributes:
        index: The index that was written to.
        fingerprint: Of the program that wrote.
        written: What was written.
        gone: Of issues that it holds no longer, what the names of their documents begin with, and
            how many these are.
        refused: What the record of refused files says from now on, of the writer's part.
    """

    index: str
    fingerprint: str
    written: tuple[ClusterPart, ...]
    gone: tuple[tuple[str, int], ...]
    refused: str


class Publisher:
    """The one writer of a cluster's index, or of a part of its files."""

    def __init__(self, cluster: Connection, writer: ClusterWriter) -> None:
        self._cluster = cluster
        self._writer = writer

    @property
    def writer(self) -> ClusterWriter:
        """Itself, as the head names it."""
        return self._writer

    @property
    def build(self) -> int:
        """The number under which it writes."""
        return self._writer.build

    @property
    def own_index(self) -> str:
        """The name of the index that this writer may make anew."""
        return _index_of(self._cluster, self.build)

    def share_index(self) -> ClusterHead:
        """The index that writers of parts fill together, named by whoever comes first."""

        def change(head: ClusterHead) -> ClusterHead | None:
            return None if head.index else replace(head, index=self.own_index)

        return change_head(self._cluster, change)

    def lay_out(self, index: str, layout: ShardLayout) -> None:
        """Make an index, where it does not stand yet."""
        both = (index, MAPPINGS), (records_of(index), RECORDS)
        for name, mappings in both:
            body = {
                "settings": index_settings(layout.shards, layout.replicas),
                "mappings": mappings,
            }
            try:
                self._cluster.send("PUT", f"/{name}", body)
            except ClusterError as problem:
                if problem.kind != EXISTS:
                    raise

    def publish(self, change: ClusterChange) -> ClusterHead:
        """Make what was written current, all of it at once.

        Raises:
            ClusterError: When not all that was written is there, or another took this one's place.
        """
        self._cluster.send("POST", f"/{change.index},{records_of(change.index)}/_refresh")
        documents = sum(s.documents for part in change.written for s in part.sources)
        self._require_whole(change.index, documents)
        head = change_head(self._cluster, lambda head: self._published(head, change))
        self._name_current(head)
        return head

    def beat(self) -> None:
        """Give a sign of life."""

        def beaten(head: ClusterHead) -> ClusterHead | None:
            own = head.writer(self.build, self._writer.holder)
            if own is None:
                return None
            again = replace(own, seen=time.time())
            return replace(head, writers=tuple(again if w == own else w for w in head.writers))

        change_head(self._cluster, beaten)

    def leave(self) -> None:
        """Not be a writer any more; what was not published is never seen."""

        def left(head: ClusterHead) -> ClusterHead | None:
            own = head.writer(self.build, self._writer.holder)
            return _without(head, [own]) if own else None

        change_head(self._cluster, left)

    def sweep(self) -> ClusterHead:
        """Remove what dead writers left, and what no reader can be reading any more."""
        head = current_head(self._cluster)
        assert head is not None  # noqa: S101 -- this writer stands in it
        now = time.time()
        abandoned = [one for one in head.writers if not one.holder]
        old = [one for one in head.dead if now - one.since > GRACE]
        retired = [one for one in head.retired if now - one.since > GRACE]
        if abandoned:
            head = change_head(self._cluster, lambda head: _without(head, abandoned))
        self._sweep_builds(head)
        self._delete_issues(head.index, old)
        for one in retired:
            self._delete_retired(one.name)
        if not (old or retired):
            return head

        def swept(head: ClusterHead) -> ClusterHead:
            return replace(
                head,
                dead=tuple(one for one in head.dead if one not in old),
                retired=tuple(one for one in head.retired if one not in retired),
            )

        return change_head(self._cluster, swept)

    # --- becoming current ---------------------------------------------------------------------

    def _published(self, head: ClusterHead, change: ClusterChange) -> ClusterHead:
        own = head.writer(self.build, self._writer.holder)
        if own is None:
            raise ClusterError("另一个进程接替了这次写入，没有发布。请再运行一次", lasting=False)
        now = time.time()
        moved = head.index != change.index
        gone = tuple(Dropped(name, documents, now) for name, documents in change.gone)
        draft = replace(
            head,
            generation=head.generation + 1,
            updated=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            fingerprint=change.fingerprint,
            index=change.index,
            writers=tuple(one for one in head.writers if one != own),
            aborted=() if moved else head.aborted,
            dead=() if moved else (*head.dead, *gone),
        )
        draft = self._counted(draft)
        draft = self._stored(draft, head, change, moved=moved)
        kept = {draft.index, draft.dictionary, draft.pairs, draft.refused, ""}
        before = (head.index, head.dictionary, head.pairs, head.refused)
        left = tuple(Dropped(name, 0, now) for name in before if name not in kept)
        still = tuple(one for one in head.retired if one.name not in kept)
        return replace(draft, retired=(*still, *left))

    def _counted(self, draft: ClusterHead) -> ClusterHead:
        """What is told of all documents together, from the issues that hold them."""
        lengths: list[int] = []
        dates: list[str] = []
        newest: dict[str, Any] | None = None
        names = [*ISSUE_FIELDS, "source.lengths", "source.dates"]
        for fields in issue_fields(self._cluster, draft, {"match_all": {}}, names):
            lengths += fields["source"]["lengths"]
            dates += fields["source"]["dates"]
            if fields.get("issue_year") and fields.get("issue_number"):
                newest = fields if newest is None or _age(fields) >= _age(newest) else newest
        totals = Totals(
            len(lengths),
            sum(lengths) / max(1, len(lengths)),
            spread_of(lengths),
            min(dates, default=""),
            max(dates, default=""),
        )
        named = newest and {name: newest[name] for name in ISSUE_FIELDS if name in newest}
        return replace(draft, totals=totals, newest=named)

    def _stored(
        self, draft: ClusterHead, head: ClusterHead, change: ClusterChange, *, moved: bool
    ) -> ClusterHead:
        """Words and pairs together with those of before; words that stand nowhere now are gone."""
        written = [[*part.words] for part in change.written]
        words = [] if moved else read_blob(self._cluster, head.dictionary).splitlines()
        lines = merged([one for one in (words, *written) if one])
        if change.gone and not moved:
            lines = [lines[0], *self._still_held(draft, head, change, lines[1:])]
        pairs = {pair for part in change.written for pair in part.pairs}
        if not moved:
            pairs |= pairs_in(read_blob(self._cluster, head.pairs))
        return replace(
            draft,
            frequencies=int(lines[0].split()[1]),
            dictionary=write_blob(self._cluster, "".join(f"{line}\n" for line in lines)),
            pairs=write_blob(self._cluster, pair_lines(pairs)),
            refused=write_blob(self._cluster, change.refused) if change.refused else "",
        )

    def _still_held(
        self, draft: ClusterHead, head: ClusterHead, change: ClusterChange, lines: list[str]
    ) -> Iterator[str]:
        """The lines without the words of which no issue is left."""
        stores = [name for name, _ in change.gone]
        doubtful = set[str]()
        for start in range(0, len(stores), _FEW):
            among = [head.live("issue"), {"terms": {"store": stores[start : start + _FEW]}}]
            body = {"query": {"bool": {"filter": among}}, "size": _FEW, "_source": ["words"]}
            (answer,) = self._cluster.search([(head.index, body)])
            doubtful.update(w for hit in answer["hits"]["hits"] for w in hit["_source"]["words"])
        lost = doubtful - self._held_words(draft, sorted(doubtful))
        return (line for line in lines if line.split(" ", 1)[0] not in lost)

    def _held_words(self, head: ClusterHead, words: list[str]) -> set[str]:
        """Those of the words that stand in some issue of a generation."""
        held = set[str]()
        for start in range(0, len(words), _MANY):
            asked = words[start : start + _MANY]
            bodies: list[Json] = [
                {
                    "size": 0,
                    "terminate_after": 1,
                    "query": {"bool": {"filter": [head.live("issue"), {"term": {"words": word}}]}},
                }
                for word in asked
            ]
            answers = self._cluster.search([(head.index, body) for body in bodies])
            held.update(
                word
                for word, answer in zip(asked, answers, strict=True)
                if answer["hits"]["total"]["value"]
            )
        return held

    def _require_whole(self, index: str, documents: int) -> None:
        """Count what was written: nothing lost, nothing doubled."""
        kinds = [{"term": {"build": self.build}}, {"term": {"kind": "document"}}]
        body: Json = {
            "size": 0,
            "track_total_hits": True,
            "query": {"bool": {"filter": kinds}},
        }
        (answer,) = self._cluster.search([(index, body)])
        found = answer["hits"]["total"]["value"]
        if found != documents:
            raise ClusterError(
                f"写入不完整：应有 {documents} 件，集群里有 {found} 件。请再运行一次"
            )

    def _name_current(self, head: ClusterHead) -> None:
        """Let the alias follow; it is for people, so that a failure harms nothing."""
        alias = self._cluster.address.name
        actions = [
            {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
            {"add": {"index": head.index, "alias": alias, "filter": head.live("document")}},
        ]
        with suppress(ClusterError):
            self._cluster.send("POST", "/_aliases", {"actions": actions})

    # --- sweeping -----------------------------------------------------------------------------

    def _sweep_builds(self, head: ClusterHead) -> None:
        """Remove what builds wrote that will never count."""
        for build in head.aborted:
            own = _index_of(self._cluster, build)
            if own != head.index:
                self._delete_retired(own)
        if head.index and head.aborted:
            self._delete_matching(head.index, {"terms": {"build": [*head.aborted]}})

    def _delete_matching(self, index: str, query: Json) -> None:
        self._cluster.send("POST", f"/{index}/_refresh", missing=True)
        body: Json = {"query": query, "size": _PAGE, "_source": ["store"], "sort": ["_doc"]}
        while True:
            try:
                (answer,) = self._cluster.search([(index, body)])
            except ClusterError as problem:
                if problem.status == 404:
                    return
                raise
            found = [(hit["_id"], hit["_source"]["store"]) for hit in answer["hits"]["hits"]]
            if not found:
                return
            self._delete(index, found)

    def _delete_issues(self, index: str, dropped: Iterable[Dropped]) -> None:
        names = [
            (f"{one.name}.{place}", one.name)
            for one in dropped
            for place in (*range(one.documents), "issue")
        ]
        if names:
            self._delete(index, names)

    def _delete(self, index: str, names: Iterable[tuple[str, str]]) -> None:
        self._cluster.bulk(
            {"delete": {"_index": one, "_id": identifier, "routing": routing}}
            for identifier, routing in names
            for one in (index, records_of(index))
        )
        self._cluster.send("POST", f"/{index},{records_of(index)}/_refresh")

    def _delete_retired(self, name: str) -> None:
        """An index with its records, or a stored part."""
        if name.startswith(STORED):
            self._cluster.send(
                "DELETE", f"/{control_index(self._cluster)}/_doc/{name}", missing=True
            )
            return
        for index in (name, records_of(name)):
            self._cluster.send("DELETE", f"/{index}", missing=True)


@contextmanager
def publishing(
    cluster: Connection, part: str, wait: float, *, anew: bool = False
) -> Iterator[Publisher]:
    """Be the only writer, or the only one of a part, for the time of a `with` block.

    Args:
        cluster: Where the index is.
        part: Of the files, as 2/4; "" for all.
        wait: Seconds to wait for another writer.
        anew: Whether a record that cannot be read is to be replaced.

    Raises:
        IndexLockedError: When another is still writing after `wait` seconds.
        ClusterError: When the cluster does not answer.
    """
    ensure_control(cluster)
    one = Publisher(cluster, _entered(cluster, part, time.monotonic() + wait, anew=anew))
    _AT_WORK.add(one.own_index)
    try:
        yield one
    finally:
        _AT_WORK.discard(one.own_index)
        with suppress(GazetteSearchError):  # what is left is swept by the next writer
            one.leave()


def keep_alive(address: ClusterAddress, writer: ClusterWriter, parent: int) -> None:
    """Give signs of life for a writer, in a process of its own, as long as its parent lives."""
    cluster = Connection(address)
    one = Publisher(cluster, writer)
    while os.getppid() == parent:
        with suppress(ClusterError):  # there is time for the next
            one.beat()
        time.sleep(BEAT)


def ensure_control(cluster: Connection) -> None:
    """Make the index that holds the head, where there is none."""
    body = {
        "settings": {"number_of_shards": 1, "number_of_replicas": REPLICAS},
        "mappings": {"enabled": False},
    }
    try:
        cluster.send("PUT", f"/{control_index(cluster)}", body)
    except ClusterError as problem:
        if problem.kind != EXISTS:
            raise


def clash(one: str, other: str) -> bool:
    """Whether two writers would write the same: the same part, or parts of different divisions."""
    if not one or not other:
        return True
    return one == other or one.partition("/")[2] != other.partition("/")[2]


def pair_lines(pairs: Iterable[str]) -> str:
    """Pairs as text: a line for each first character with all that follow it."""
    behind: dict[str, list[str]] = {}
    for pair in sorted(pairs):
        behind.setdefault(pair[0], [pair[0]]).append(pair[1])
    return "".join(f"{''.join(chars)}\n" for chars in behind.values())


def pairs_in(lines: str) -> set[str]:
    """The pairs that `pair_lines` wrote."""
    return {line[0] + second for line in lines.splitlines() for second in line[1:]}


def _entered(cluster: Connection, part: str, deadline: float, *, anew: bool) -> ClusterWriter:
    """Become a writer, as soon as no other is in the way."""
    entered: list[ClusterWriter] = []

    def enter(head: ClusterHead) -> ClusterHead | None:
        entered.clear()
        writers = tuple(
            one if _is_alive(cluster, one) else replace(one, holder="") for one in head.writers
        )
        if any(one.holder and clash(one.part, part) for one in writers):
            return None
        build = head.last_build + 1
        entered.append(ClusterWriter(build, part, _holder(), time.time()))
        return replace(head, writers=(*writers, *entered), last_build=build)

    while True:
        head = change_head(cluster, enter, anew=anew)
        if entered:
            return entered[0]
        if time.monotonic() >= deadline:
            (holder, *_) = [w.holder for w in head.writers if w.holder and clash(w.part, part)]
            raise IndexLockedError(holder)
        time.sleep(0.2)


def _without(head: ClusterHead, writers: Sequence[ClusterWriter]) -> ClusterHead:
    """A head on which some writers are no more and their builds never count."""
    builds = {one.build for one in writers}
    return replace(
        head,
        writers=tuple(one for one in head.writers if one.build not in builds),
        aborted=(*head.aborted, *sorted(builds)),
    )


def _holder() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_alive(cluster: Connection, writer: ClusterWriter) -> bool:
    """Whether a writer may still be at work; of one on this machine the system knows.

    A writer of this very process is known here: it may have left while the cluster took no word of
    it, as one does whose disk is full.
    """
    if writer.holder == _holder() and _index_of(cluster, writer.build) not in _AT_WORK:
        return False
    host, _, pid = writer.holder.rpartition(":")
    if host == socket.gethostname() and pid.isdecimal():
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
        except OSError:
            pass  # someone else's
    return bool(writer.holder) and time.time() - writer.seen < LEASE


def _index_of(cluster: Connection, build: int) -> str:
    return f"{cluster.address.name}-{build:06d}"


def _age(fields: dict[str, Any]) -> tuple[int, int]:
    return fields["issue_year"], fields["issue_number"]
