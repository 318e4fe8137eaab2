"""Bringing the index up to date: find, compare, read what is new, write, promote."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette_search.errors import (
    HomeNotFoundError,
    IndexForeignError,
    OutputFileError,
    UsageError,
    system_reason,
)
from gazette_search.index.fingerprint import fingerprint
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.manifest import Refused
from gazette_search.index.planning import loses_most
from gazette_search.search.reports import IndexReport, SkippedFile
from gazette_search.workflows.kept_texts import KeptTexts
from gazette_search.workflows.meaning import vector_state
from gazette_search.workflows.recognising import recognise_corpus
from gazette_search.workflows.surveying import require_gazette, restamped, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from gazette_search.index.building import Builder
    from gazette_search.index.manifest import Manifest
    from gazette_search.index.recovery import Recovery
    from gazette_search.ingestion.formats.recognition.reading import Recogniser
    from gazette_search.search.reports import NewIssue
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.surveying import Survey

    Progress = Callable[[str, int, int], None]

# Programs remembered as replaced; nobody has more versions than that at one home.
MOST_REPLACED = 20


def bring_up_to_date(
    home: Home,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    wait: float = 10.0,
    force: bool = False,
    recogniser: Recogniser | None = None,
    on_progress: Progress | None = None,
) -> IndexReport:
    """Index what was added or changed, drop what was removed, keep the rest.

    Args:
        home: Where corpus and index are.
        rebuild: Read everything anew.
        dry_run: Say what would be done and do nothing.
        wait: Seconds to wait for another writer.
        force: Go on although most of the issues held have vanished.
        recogniser: What recognises pages that are images, None to leave them.
        on_progress: Told (stage, done, total).

    Raises:
        HomeNotFoundError: When there is neither a corpus nor an index.
        IndexMissingError: When there is no index and nothing to make it from.
        IndexForeignError: When another version of the program has the index, and `rebuild` is
            not set.
        IndexLockedError: When another writer is still at it after `wait`.
        IndexUnreadableError: When the system does not let the old index be read.
        UsageError: When most issues vanished and `force` is not set.
        OutputFileError: When the index directory cannot be written to.
    """
    gc.enable()  # it was off since the start: see __main__
    started = time.monotonic()
    directory = IndexDirectory(home.index)
    if not directory.generations():
        if not home.corpus.is_dir():
            reason = f"{home.path} 里没有 corpus 目录。请把公报文本放进 {home.corpus}"
            raise HomeNotFoundError(reason)
        if recogniser is None:  # else what scans hold is not known yet
            require_gazette(home, texts=KeptTexts(home.index))
    if dry_run:
        found = survey(home, directory, fingerprint(), rebuild=rebuild)
        return index_report(found, found.old, started, dry_run=True)
    with directory.lock(wait):
        recovery = _recovered(directory, rebuild=rebuild)
        found = survey(home, directory, fingerprint(), rebuild=rebuild)
        _refuse_to_swap(found, rebuild=rebuild)
        if recogniser:
            texts = KeptTexts(directory.path)
            again = recognise_corpus(found.corpus, texts, recogniser, on_progress)
            found.plan = found.plan.reading_again(again)
            if not directory.generations():
                require_gazette(home, texts=texts)
        update = _Update(home, directory, found, force=force)
        manifest = update.run(on_progress)
        KeptTexts(directory.path).forget_all_but(found.corpus.hashes.values())
    report = index_report(found, manifest, started)
    issues = tuple(one for one in update.issues if one.issue.file not in found.corpus.left_out)
    return replace(
        report,
        recovered=recovery.damage if recovery else "",
        issues=issues,
        vectors=vector_state(home, manifest) if manifest else None,
    )


def _recovered(directory: IndexDirectory, *, rebuild: bool) -> Recovery | None:
    from gazette_search.index.recovery import recover

    try:
        return recover(directory)
    except IndexForeignError:
        if not rebuild:
            raise
        return None


def _refuse_to_swap(found: Survey, *, rebuild: bool) -> None:
    """Leave an index alone that another version made from this one's.

    Raises:
        IndexForeignError: It did, and the user did not ask for a rebuild.
    """
    if found.old and fingerprint() in found.old.replaced and not rebuild:
        raise IndexForeignError("索引已由另一版本的 gsearch 重建，本版本不来回重建")


def index_report(
    found: Survey, manifest: Manifest | None, started: float, *, dry_run: bool = False
) -> IndexReport:
    """What an update did, or would do, from what was found and what came of it."""
    corpus, todo = found.corpus, found.plan
    failed = {bad.file: bad for bad in corpus.failed}
    gone = failed.keys() | corpus.left_out.keys()
    remembered = [b for b in (manifest.refused if manifest else ()) if b.file in todo.refused]
    skipped = [
        *corpus.passed_over,
        *(SkippedFile(file, why) for file, why in corpus.left_out.items()),
        *(SkippedFile(bad.file, bad.message, known=True) for bad in remembered),
    ]
    return IndexReport(
        added=tuple(file for file in todo.added if file not in gone),
        changed=tuple(file for file in todo.changed if file not in gone),
        removed=todo.removed,
        unchanged=tuple(file for file in todo.unchanged if file not in gone),
        failed=tuple(failed.values()),
        documents=manifest.documents if manifest else 0,
        seconds=round(time.monotonic() - started, 3),
        generation=manifest.generation if manifest else "",
        dry_run=dry_run,
        reason=todo.rebuild,
        skipped=tuple(sorted(skipped, key=lambda one: one.file)),
    )


class _Update:
    """One update of the index, from the survey to the new generation."""

    def __init__(
        self, home: Home, directory: IndexDirectory, found: Survey, *, force: bool
    ) -> None:
        self._home = home
        self._directory = directory
        self._found = found
        self._force = force
        old = None if found.plan.rebuild else found.old
        self._base = restamped(old, found.corpus) if old else None
        self.issues: list[NewIssue] = []

    def run(self, on_progress: Progress | None) -> Manifest | None:
        """Build and promote a generation, unless nothing is to do.

        Returns:
            Its manifest, or the old one.

        Raises:
            OutputFileError: When a generation cannot be written.
            UsageError: When most of what the index holds would be gone, and `force` is not set.
        """
        found = self._found
        self._refuse_loss({*found.corpus.hashes, *self._moved()})
        if found.plan.nothing_to_do and self._base == found.old:
            return found.old
        from gazette_search.index.building import Builder

        try:
            builder = Builder(self._directory, self._base)
            try:
                return self._built(builder, on_progress)
            finally:
                builder.discard()
        except OSError as problem:
            reason = f"写不进去（{system_reason(problem)}），原来的索引没有动"
            raise OutputFileError(str(self._home.index), reason) from problem

    def _built(self, builder: Builder, on_progress: Progress | None) -> Manifest | None:
        """Read what is to be read and finish the generation, unless it would be as the old one."""
        from gazette_search.workflows.issue_readers import LocalDestination, Readers
        from gazette_search.workflows.newcomers import new_issues, twins_among, without_files

        found = self._found
        destination = LocalDestination(self._directory, builder.aside)
        kept_texts = KeptTexts(self._directory.path)
        outcomes = Readers(destination, kept_texts, found, on_progress).run(self._base)
        parts = [outcome.part for outcome in outcomes if outcome.part]
        read = {source.file: source.documents for part in parts for source in part.sources}
        kept = self._kept(read)
        held = builder.held_parts() if parts else []
        self.issues = new_issues([new for outcome in outcomes for new in outcome.issues], held)
        twins = twins_among([part for part in held if part.issue.file in kept], parts)
        refused = self._refused(twins)
        kept, read = _without(kept, twins), _without(read, twins)
        if self._is_same(read, refused):
            return found.old
        left = {**kept, **read}
        notes = {file for file in found.corpus.left_out if not found.held.get(file)}
        self._refuse_loss({*left, *self._moved(), *twins, *notes}, sum(left.values()))
        parts = [without_files(part, twins) for part in parts]
        return builder.finish(fingerprint(), parts, kept, refused, self._replaced())

    def _moved(self) -> set[str]:
        """Files held whose very content lies in the corpus under another name now."""
        old, lying = self._found.old, {*self._found.corpus.hashes.values()}
        return {source.file for source in old.sources if source.sha256 in lying} if old else set()

    def _kept(self, read: Mapping[str, int]) -> dict[str, int]:
        """Documents by file of what stays as the old generation has it."""
        if not self._base:
            return {}
        todo = self._found.plan
        gone = read.keys() | self._found.corpus.left_out.keys()
        stays = {*todo.unchanged, *todo.changed, *todo.refused} - gone
        return {s.file: s.documents for s in self._base.sources if s.file in stays}

    def _refused(self, twins: Mapping[str, str]) -> list[Refused]:
        """What is not indexed whatever is tried: known before, or found now."""
        corpus, todo = self._found.corpus, self._found.plan
        corpus.left_out |= {file: f"与 {taken} 是同一期" for file, taken in twins.items()}
        why = {bad.file: bad.message for bad in corpus.failed if bad.lasting} | corpus.left_out
        refused = [
            replace(bad, twin=twins.get(bad.twin, bad.twin))
            for bad in (self._base.refused if self._base else ())
            if bad.file in todo.refused
        ]
        refused += [
            Refused(file, corpus.hashes[file], *corpus.stamps[file], why[file], twins.get(file, ""))
            for file in why
            if file in corpus.stamps
        ]
        return sorted(refused, key=lambda bad: bad.file)

    def _is_same(self, read: Mapping[str, int], refused: list[Refused]) -> bool:
        """Whether nothing would change: all that was to be read failed for a while."""
        base = self._base
        if base is None or base != self._found.old or read or self._found.plan.removed:
            return False
        return refused == [*base.refused]

    def _replaced(self) -> tuple[str, ...]:
        """Fingerprints of the programs whose indexes the new one takes the place of."""
        old, mine = self._found.old, fingerprint()
        known = dict.fromkeys((*old.replaced, old.fingerprint)) if old else {}
        return tuple(one for one in known if one != mine)[-MOST_REPLACED:]

    def _refuse_loss(self, left: Collection[str], documents: int | None = None) -> None:
        """Stop before the index loses what only a person should take away.

        Args:
            left: Files that the index would still hold.
            documents: How many documents in all, None when that is not known yet.

        Raises:
            UsageError: See `run`.
        """
        held, corpus = self._found.held, self._home.corpus
        if self._force:
            return
        lost = [file for file in held if file not in left]
        if loses_most(held, left):
            where = "读不出来" if documents is not None else f"已不在 {corpus}"
            told = f"库中 {len(lost)} 期{where}，超过一半"
        elif documents == 0 and (any(held.values()) or self._directory.generations()):
            told = f"{corpus} 里一件公文也没有读到，库中原来有"
        else:
            return
        raise UsageError(f"{told}。索引没有动；如果确实要从索引中去掉，请加 --force")


def _without(documents: Mapping[str, int], files: Collection[str]) -> dict[str, int]:
    return {file: count for file, count in documents.items() if file not in files}
