"""Bringing the index on a cluster up to date, from all files of a home or from a part of them."""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gazette_search.analysis.normalizer import search_text
from gazette_search.errors import IndexForeignError, UsageError
from gazette_search.index.conditions import Numbered
from gazette_search.index.fingerprint import fingerprint
from gazette_search.index.manifest import Manifest, Refused
from gazette_search.index.opensearch.blobs import read_blob
from gazette_search.index.opensearch.connection import WRITER_SECONDS, Connection
from gazette_search.index.opensearch.engine import ClusterIndex
from gazette_search.index.opensearch.heads import ClusterHead, current_head
from gazette_search.index.opensearch.holdings import held_sources, printed_beside
from gazette_search.index.opensearch.publishing import (
    USUAL_LAYOUT,
    ClusterChange,
    ShardLayout,
    keep_alive,
    publishing,
)
from gazette_search.index.opensearch.writing import ClusterPart, write_issues
from gazette_search.index.planning import loses_most, plan
from gazette_search.ingestion.doubles import doubles, printed_name
from gazette_search.values import dataclass
from gazette_search.workflows.forking import Copy
from gazette_search.workflows.indexing import index_report
from gazette_search.workflows.issue_readers import Readers
from gazette_search.workflows.kept_texts import KeptTexts
from gazette_search.workflows.newcomers import printed_part
from gazette_search.workflows.recognising import recognise_corpus
from gazette_search.workflows.surveying import Survey, look_at_corpus, require_gazette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette_search.analysis.analyzer import Analyzer
    from gazette_search.index.manifest import Source
    from gazette_search.index.opensearch.connection import ClusterAddress
    from gazette_search.index.opensearch.publishing import Publisher
    from gazette_search.ingestion.formats.recognition.reading import Recogniser
    from gazette_search.models import Issue
    from gazette_search.search.reports import IndexReport, NewIssue
    from gazette_search.workflows.home import Home

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FileShare:
    """Which files one of several machines reads; each file belongs to exactly one.

    Attributes:
        number: From 1.
        of: How many there are.
    """

    number: int = 1
    of: int = 1

    @classmethod
    def read(cls, text: str) -> FileShare:
        """As written: 2/4.

        Raises:
            UsageError: When it is not so written.
        """
        number, _, of = text.partition("/")
        if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return cls(int(number), int(of))
        raise UsageError(f"--shard “{text}”不对，请写成 1/4 到 4/4 这样的第几份/共几份")

    def __str__(self) -> str:
        return f"{self.number}/{self.of}" if self.of > 1 else ""

    def holds(self, file: str) -> bool:
        """Whether a file belongs to it; that depends on the name alone."""
        digest = hashlib.sha256(file.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


WHOLE = FileShare()


@dataclass(frozen=True, slots=True)
class ClusterUpdate:
    """How the index on a cluster is to be brought up to date.

    Attributes:
        share: Which files are read.
        layout: Of an index that is made anew.
        rebuild: Read everything anew.
        dry_run: Say what would be done and do nothing.
        wait: Seconds to wait for another writer.
        force: Go on although most of the issues held have vanished.
        recogniser: What recognises pages that are images, None to leave them.
    """

    share: FileShare = WHOLE
    layout: ShardLayout = USUAL_LAYOUT
    rebuild: bool = False
    dry_run: bool = False
    wait: float = 10.0
    force: bool = False
    recogniser: Recogniser | None = None


def bring_cluster_up_to_date(
    home: Home,
    address: ClusterAddress,
    update: ClusterUpdate | None = None,
    on_progress: Progress | None = None,
) -> IndexReport:
    """Index what was added or changed, drop what was removed, keep the rest.

    Raises:
        ClusterError: When the cluster does not take it; what was current still is.
        IndexLockedError: When another writer is still at it.
        IndexForeignError: When another version of the program wrote the index, and nothing says
            that it is to be made anew.
        UsageError: When most issues vanished and nothing says that this is right, or a part is to
            be written into an index that has to be made anew.
        IndexMissingError: When there is no index and nothing to make it from.
    """
    update = update or ClusterUpdate()
    started = time.monotonic()
    with closing(Connection(address, seconds=WRITER_SECONDS)) as cluster:
        if update.dry_run:
            found = _survey(home, cluster, current_head(cluster) or ClusterHead(), update)
            return index_report(found, found.old, started, dry_run=True)
        entered = publishing(cluster, str(update.share), update.wait, anew=update.rebuild)
        with entered as publisher:
            beating = Copy(partial(keep_alive, address, publisher.writer, os.getpid()))
            try:
                return _Writing(home, cluster, publisher, update).run(started, on_progress)
            finally:
                beating.stop()


class _Writing:
    """One update, from the survey to the new generation."""

    def __init__(
        self, home: Home, cluster: Connection, publisher: Publisher, update: ClusterUpdate
    ) -> None:
        self._home = home
        self._cluster = cluster
        self._publisher = publisher
        self._update = update
        self._head = publisher.sweep()

    def run(self, started: float, on_progress: Progress | None) -> IndexReport:
        if self._head.generation and self._head.fingerprint != fingerprint():
            self._refuse_to_swap()
        found = _survey(self._home, self._cluster, self._head, self._update)
        texts = KeptTexts(self._home.index)
        if self._update.recogniser:
            again = recognise_corpus(found.corpus, texts, self._update.recogniser, on_progress)
            found.plan = found.plan.reading_again(again)
        self._refuse_loss(found)
        if found.plan.nothing_to_do:
            return self._told(index_report(found, found.old, started), self._head)
        if not self._head.index:
            require_gazette(self._home, texts=texts)
        index = self._prepared(found)
        destination = ClusterDestination(self._cluster.address, index, self._publisher.build)
        outcomes = Readers(destination, texts, found, on_progress).run(None)
        parts = [one.part for one in outcomes if isinstance(one.part, ClusterPart)]
        issues = [new for outcome in outcomes for new in outcome.issues]
        news = self._new_issues(issues, fresh=bool(found.plan.rebuild))
        twins = self._twins(index, parts, found)
        head = self._publisher.publish(self._change(index, parts, twins, found))
        report = self._told(index_report(found, _manifest(head, ()), started), head)
        return replace(report, issues=news)

    def _prepared(self, found: Survey) -> str:
        """The index to write to, laid out: the one that stands, or a new one."""
        if not found.plan.rebuild and self._head.index:
            return self._head.index
        if self._update.share.of > 1:
            if self._head.generation:
                raise UsageError(
                    f"索引要全部重建（{found.plan.rebuild}），请先不带 --shard 运行 gsearch index"
                )
            self._head = self._publisher.share_index()
            index = self._head.index
        else:
            index = self._publisher.own_index
        self._publisher.lay_out(index, self._update.layout)
        return index

    def _change(
        self, index: str, parts: list[ClusterPart], twins: dict[str, str], found: Survey
    ) -> ClusterChange:
        """What is new, and what is gone: changed, removed, or the same issue as another."""
        written = [source for part in parts for source in part.sources]
        gone = {*found.plan.changed, *found.plan.removed, *found.corpus.left_out, *twins}
        gone -= {bad.file for bad in found.corpus.failed if not bad.lasting}
        held = found.old.sources if found.old and index == self._head.index else ()
        dropped = [one for one in held if one.file in gone]
        dropped += [one for one in written if one.file in twins]
        return ClusterChange(
            index,
            fingerprint(),
            tuple(parts),
            tuple((one.store.rpartition("/")[2], one.documents) for one in dropped),
            self._refused(twins, found),
        )

    def _twins(self, index: str, parts: list[ClusterPart], found: Survey) -> dict[str, str]:
        """Files that print an issue which is taken from another file, with that file."""
        rows = [printed_part(one) for part in parts for one in part.catalog]
        gone = {*found.plan.changed, *found.plan.removed}
        beside = (
            printed_beside(self._cluster, self._head, rows) if self._head.index == index else []
        )
        twins = doubles([*rows, *(one for one in beside if one.file not in gone)])
        found.corpus.left_out |= {file: f"与 {taken} 是同一期" for file, taken in twins.items()}
        return twins

    def _refused(self, twins: dict[str, str], found: Survey) -> str:
        """The record of files that are not indexed, those of other parts as they were."""
        others = refused_in(read_blob(self._cluster, self._head.refused))
        corpus, todo = found.corpus, found.plan
        why = {bad.file: bad.message for bad in corpus.failed if bad.lasting} | corpus.left_out
        kept = [
            one
            for one in others
            if one.file not in why
            and (one.file in todo.refused or not self._update.share.holds(one.file))
        ]
        kept += [
            Refused(file, corpus.hashes[file], *corpus.stamps[file], why[file], twins.get(file, ""))
            for file in why
            if file in corpus.stamps
        ]
        rows = [[o.file, o.sha256, o.size, o.modified, o.message, o.twin] for o in kept]
        return json.dumps(sorted(rows), ensure_ascii=False) if rows else ""

    def _new_issues(self, read: Iterable[NewIssue], *, fresh: bool) -> tuple[NewIssue, ...]:
        """Issues by file, each with the documents only that the index did not hold before."""
        issues = sorted(read, key=lambda one: one.issue.file)
        numbers = frozenset(document.id for one in issues for document in one.documents)
        known = set[str]()
        if self._head.generation and numbers and not fresh:
            rows = ClusterIndex(self._cluster, self._head).rows(Numbered(numbers))
            known = {printed_name(row.number, row.titles) for row in rows}
        return tuple(
            replace(
                one,
                documents=tuple(
                    d
                    for d in one.documents
                    if printed_name(d.id, search_text(d.title)) not in known
                ),
            )
            for one in issues
        )

    def _refuse_to_swap(self) -> None:
        """Leave what another version wrote: making all of it anew takes hours on many machines.

        Raises:
            IndexForeignError: It did, and the user did not ask for a rebuild.
        """
        if not self._update.rebuild:
            raise IndexForeignError("集群上的索引是另一版本的 gsearch 建立的，本版本不自动重建")

    def _refuse_loss(self, found: Survey) -> None:
        """Stop before the index loses what only a person should take away."""
        if self._update.force or not loses_most(found.held, {*found.corpus.hashes}):
            return
        lost = [file for file in found.held if file not in found.corpus.hashes]
        raise UsageError(
            f"库中 {len(lost)} 期已不在 {self._home.corpus}，超过一半。"
            "索引没有动；如果确实要从索引中去掉，请加 --force"
        )

    def _told(self, report: IndexReport, head: ClusterHead) -> IndexReport:
        name = head.name if head.generation else ""
        return replace(report, documents=head.totals.documents, generation=name)


@dataclass(frozen=True, slots=True)
class ClusterDestination:
    """An index on a cluster, written to under one build."""

    address: ClusterAddress
    index: str
    build: int

    def write(
        self, name: str, issues: Iterable[tuple[Source, Issue]], analyzer: Analyzer
    ) -> ClusterPart:
        """Send the issues; a cluster has no segments to name."""
        del name
        return write_issues(self.address, self.index, self.build, issues, analyzer)

    def in_copy(self) -> None:
        """Nothing: every copy has a connection of its own."""


def _survey(home: Home, cluster: Connection, head: ClusterHead, update: ClusterUpdate) -> Survey:
    """Look at the files and at what the cluster holds of them, of one share."""
    sources = held_sources(cluster, head, update.share.holds) if head.generation else ()
    refused = refused_in(read_blob(cluster, head.refused))
    old = _manifest(head, sources, refused) if head.generation else None
    corpus = look_at_corpus(home, old)
    for found in (corpus.paths, corpus.hashes, corpus.stamps):
        for file in [file for file in found if not update.share.holds(file)]:
            del found[file]
    corpus.failed = [bad for bad in corpus.failed if update.share.holds(bad.file)]
    todo = plan(old, corpus.hashes, fingerprint(), rebuild=update.rebuild)
    return Survey(old, {one.file: one.documents for one in sources}, corpus, todo)


def _manifest(
    head: ClusterHead, sources: Iterable[Source], refused: Iterable[Refused] = ()
) -> Manifest:
    return Manifest(
        head.name, head.updated, head.fingerprint, tuple(sources), refused=tuple(refused)
    )


def refused_in(text: str) -> list[Refused]:
    """The files of a record of refused ones."""
    return [Refused(*row) for row in json.loads(text)] if text else []
