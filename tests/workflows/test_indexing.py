from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gazette_search.analysis.analyzer import Analyzer
from gazette_search.errors import OutputFileError, SourceFileError, UsageError
from gazette_search.export.json_export import search_to_json
from gazette_search.index import catalog as catalogs
from gazette_search.index.generations import IndexDirectory
from gazette_search.index.planning import MOST_SEGMENTS
from gazette_search.index.posting_pool import PostingPool
from gazette_search.index.snapshot import Snapshot
from gazette_search.index.verification import verify
from gazette_search.ingestion.pipeline import parse_issue
from gazette_search.workflows.home import Home
from gazette_search.workflows.indexing import bring_up_to_date
from gazette_texts import corpus_text, issue_text
from small_homes import ask, notice, ranks, small_home, write_issue

if TYPE_CHECKING:
    from pathlib import Path

    from gazette_search.index.manifest import Manifest

pytestmark = pytest.mark.usefixtures("one_dictionary")

NO_TEXT = b"\xe7\x9b\xae\xe5\xbd\x95\xe7\x9a\x84\xff\xff\xff"  # 目录的, then no UTF-8


def current(home: Home) -> Manifest:
    manifest = IndexDirectory(home.index).current()
    assert manifest
    return manifest


def files_of(home: Home) -> dict[str, tuple[int, int, int]]:
    """Every file below the index but the lock, with inode, size and time."""
    return {
        path.relative_to(home.index).as_posix(): (s.st_ino, s.st_size, s.st_mtime_ns)
        for path in home.index.rglob("*")
        if path.is_file() and path.name != "LOCK" and (s := path.stat())
    }


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """Three issues with a document each, indexed."""
    home = small_home(tmp_path / "home", notice(1, "冬季供热"))
    write_issue(home, "2020-03", notice(2, "低保标准"))
    write_issue(home, "2020-04", notice(3, "夜间经济"))
    bring_up_to_date(home)
    return home


def test_the_first_run_adds_every_issue(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"), notice(2, "低保标准"))
    report = bring_up_to_date(home)
    assert report.added == ("corpus/2020-02.txt",)
    assert (report.documents, report.generation) == (2, current(home).generation)
    assert (report.changed, report.removed, report.unchanged) == ((), (), ())
    assert report.failed == ()
    assert not report.dry_run
    verify(IndexDirectory(home.index), current(home))


def test_each_change_is_reported_as_what_it_is(small: Home) -> None:
    write_issue(small, "2020-03", notice(2, "低保标准"), notice(7, "孤儿养育"))
    write_issue(small, "2020-05", notice(5, "旅游"))
    (small.corpus / "2020-04.txt").unlink()
    report = bring_up_to_date(small)
    assert report.added == ("corpus/2020-05.txt",)
    assert report.changed == ("corpus/2020-03.txt",)
    assert report.removed == ("corpus/2020-04.txt",)
    assert report.unchanged == ("corpus/2020-02.txt",)
    assert report.documents == 4
    assert ranks(small, "number:葫政办发") == [f"葫政办发〔2020〕{n}号" for n in (1, 2, 5, 7)]


def test_nothing_changed_writes_nothing(small: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(small)

    def refuse() -> Analyzer:
        raise AssertionError

    monkeypatch.setattr(Analyzer, "for_issues", refuse)
    report = bring_up_to_date(small)
    assert report.generation == current(small).generation
    assert len(report.unchanged) == 3
    assert files_of(small) == before


def test_nothing_changed_loads_neither_jieba_nor_whoosh(home: Home) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from gazette_search.workflows.home import Home;"
        "from gazette_search.workflows.indexing import bring_up_to_date;"
        "report = bring_up_to_date(Home(Path(sys.argv[1])));"
        "assert len(report.unchanged) == 5, report;"
        "print(*sorted(sys.modules.keys() & {'jieba', 'whoosh'}))"
    )
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, str(home.path)], capture_output=True, check=True, text=True
    )
    assert ran.stdout.strip() == ""


def test_new_times_are_noted_without_reading_an_issue(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(small)
    monkeypatch.setattr(Analyzer, "for_issues", lambda _: pytest.fail("an issue was read"))
    os.utime(small.corpus / "2020-02.txt", ns=(0, 7))
    report = bring_up_to_date(small)
    assert (len(report.unchanged), report.changed, report.reason) == (3, (), "")
    after = current(small)
    assert [source.modified for source in after.sources] == [
        7,
        *(source.modified for source in before.sources[1:]),
    ]
    assert (after.segments, after.documents) == (before.segments, before.documents)
    verify(IndexDirectory(small.index), after)
    bring_up_to_date(small)
    assert current(small) == after


def test_unchanged_issues_are_shared_between_generations(small: Home) -> None:
    first = current(small)
    write_issue(small, "2020-05", notice(5, "旅游"))
    bring_up_to_date(small)
    second = current(small)
    for source in first.sources:
        one = small.index / first.generation / source.store
        other = small.index / second.generation / source.store
        assert one.stat().st_ino == other.stat().st_ino
    assert {segment.name for segment in first.segments} < {s.name for s in second.segments}


def test_after_many_updates_the_segments_are_few_and_the_answers_those_of_a_rebuild(
    tmp_path: Path,
) -> None:
    grown = small_home(tmp_path / "grown", notice(1, "冬季供热"))
    bring_up_to_date(grown)
    for month in range(3, 3 + MOST_SEGMENTS + 2):
        write_issue(grown, f"2020-{month:02}", notice(month, "低保标准", f"低保标准第{month}项。"))
        report = bring_up_to_date(grown)
        assert report.added == (f"corpus/2020-{month:02}.txt",)
        assert len(current(grown).segments) <= MOST_SEGMENTS
    verify(IndexDirectory(grown.index), current(grown))
    fresh = Home(tmp_path / "fresh")
    shutil.copytree(grown.corpus, fresh.corpus)
    bring_up_to_date(fresh)
    assert catalog_of(grown) == catalog_of(fresh)
    assert ranks(grown, "低保标准") == ranks(fresh, "低保标准")
    assert len(ranks(grown, "低保标准")) == MOST_SEGMENTS + 2


def test_a_dry_run_says_what_it_would_do_and_does_nothing(small: Home) -> None:
    write_issue(small, "2020-05", notice(5, "旅游"))
    (small.corpus / "2020-04.txt").unlink()
    before = files_of(small)
    report = bring_up_to_date(small, dry_run=True)
    assert report.dry_run
    assert (report.added, report.removed) == (("corpus/2020-05.txt",), ("corpus/2020-04.txt",))
    assert report.documents == 3  # those held now
    assert files_of(small) == before


def test_a_dry_run_makes_no_index(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    report = bring_up_to_date(home, dry_run=True)
    assert (report.added, report.documents, report.generation) == (("corpus/2020-02.txt",), 0, "")
    assert not home.index.exists()


def test_a_file_that_fails_keeps_what_the_index_had(small: Home) -> None:
    write_issue(small, "2020-05", notice(5, "旅游"))
    (small.corpus / "2020-03.txt").write_bytes(NO_TEXT)
    report = bring_up_to_date(small)
    assert [bad.file for bad in report.failed] == ["corpus/2020-03.txt"]
    assert "UTF-8" in report.failed[0].message
    assert report.added == ("corpus/2020-05.txt",)
    assert report.changed == ()
    assert report.documents == 4
    assert ranks(small, "title:低保") == ["葫政办发〔2020〕2号"]
    verify(IndexDirectory(small.index), current(small))


def test_a_new_file_that_fails_stops_no_other(tmp_path: Path) -> None:
    home = small_home(tmp_path, notice(1, "冬季供热"))
    (home.corpus / "2019-01.txt").write_bytes(NO_TEXT)
    (home.corpus / "2019-02.txt").write_bytes(b"")
    (home.corpus / "2019-03.txt").write_text("这不是公报。\n", encoding="utf-8")
    report = bring_up_to_date(home)
    assert [bad.file for bad in report.failed] == ["corpus/2019-01.txt"]
    assert report.added == ("corpus/2020-02.txt",)
    assert [(one.file, one.reason, one.known) for one in report.skipped] == [
        ("corpus/2019-02.txt", "里面没有公文", False),
        ("corpus/2019-03.txt", "里面没有公文", False),
    ]
    assert report.documents == 1


def test_a_file_whose_bytes_are_at_fault_is_told_once(small: Home) -> None:
    (small.corpus / "2020-03.txt").write_bytes(NO_TEXT)
    (small.corpus / "2020-05.txt").write_bytes(NO_TEXT)
    first = bring_up_to_date(small)
    assert [bad.file for bad in first.failed] == ["corpus/2020-03.txt", "corpus/2020-05.txt"]
    assert first.skipped == ()
    assert not ask(small, "title:低保").index.stale
    before = files_of(small)
    again = bring_up_to_date(small)
    assert again.failed == ()
    assert [bad.file for bad in again.skipped] == ["corpus/2020-03.txt", "corpus/2020-05.txt"]
    assert again.skipped[0].reason == first.failed[0].message
    assert files_of(small) == before
    assert ranks(small, "title:低保") == ["葫政办发〔2020〕2号"]
    write_issue(small, "2020-06", notice(6, "旅游"))
    assert bring_up_to_date(small).added == ("corpus/2020-06.txt",)
    assert [bad.file for bad in current(small).refused] == [
        "corpus/2020-03.txt",
        "corpus/2020-05.txt",
    ]


def test_a_refused_file_is_tried_again_when_everything_is(small: Home) -> None:
    (small.corpus / "2020-05.txt").write_bytes(NO_TEXT)
    bring_up_to_date(small)
    assert [bad.file for bad in bring_up_to_date(small, rebuild=True).failed] == [
        "corpus/2020-05.txt"
    ]


def test_a_refused_file_that_is_gone_is_forgotten(small: Home) -> None:
    (small.corpus / "2020-05.txt").write_bytes(NO_TEXT)
    bring_up_to_date(small)
    (small.corpus / "2020-05.txt").unlink()
    assert not ask(small, "title:低保").index.stale
    assert bring_up_to_date(small).skipped == ()
    assert current(small).refused == ()


def test_what_the_system_refuses_is_tried_again(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right that is missing says nothing about the bytes."""
    from gazette_search.ingestion.formats import reading

    write_issue(small, "2020-05", notice(5, "旅游"))
    read = reading.read_source

    def refuse(path: Path, file: str) -> bytes:
        if file == "corpus/2020-05.txt":
            raise SourceFileError(file, "读不出来（Permission denied）", lasting=False)
        return read(path, file)

    before = files_of(small)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_source", refuse)
        for _ in range(2):
            report = bring_up_to_date(small)
            assert [bad.file for bad in report.failed] == ["corpus/2020-05.txt"]
            assert files_of(small) == before
    assert bring_up_to_date(small).added == ("corpus/2020-05.txt",)


def test_a_file_that_was_mended_is_read_again(small: Home) -> None:
    good = (small.corpus / "2020-03.txt").read_bytes()
    (small.corpus / "2020-03.txt").write_bytes(NO_TEXT)
    bring_up_to_date(small)
    (small.corpus / "2020-03.txt").write_bytes(good.replace("低保".encode(), "孤儿".encode()))
    assert bring_up_to_date(small).changed == ("corpus/2020-03.txt",)
    assert ranks(small, "title:孤儿") == ["葫政办发〔2020〕2号"]
    assert ranks(small, "title:低保") == []


def test_losing_most_issues_needs_force(small: Home) -> None:
    before = files_of(small)
    for name in ("2020-03", "2020-04"):
        (small.corpus / f"{name}.txt").unlink()
    with pytest.raises(UsageError, match=r"2 期.*--force"):
        bring_up_to_date(small)
    assert files_of(small) == before
    assert bring_up_to_date(small, force=True).documents == 1


def test_a_vanished_corpus_does_not_empty_the_index(small: Home) -> None:
    shutil.rmtree(small.corpus)
    with pytest.raises(UsageError, match="3 期"):
        bring_up_to_date(small)
    assert ranks(small, "title:低保") == ["葫政办发〔2020〕2号"]


def test_a_rebuild_reads_everything_and_says_why(small: Home) -> None:
    report = bring_up_to_date(small, rebuild=True)
    assert report.reason == "按要求重建"
    assert len(report.unchanged) == 3
    assert report.documents == 3
    assert [segment.name for segment in current(small).segments] == ["s0001"]


def test_another_program_version_rebuilds(small: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette_search.workflows.indexing.fingerprint", lambda: "other")
    assert bring_up_to_date(small).reason == "程序已更新"
    assert bring_up_to_date(small).reason == ""


def test_a_damaged_index_is_rebuilt_and_the_damage_named(small: Home) -> None:
    catalog = small.index / current(small).generation / "catalog.json"
    catalog.unlink()
    report = bring_up_to_date(small)
    assert report.reason.startswith("旧索引损坏（catalog.json ")
    assert report.documents == 3
    assert ranks(small, "title:低保") == ["葫政办发〔2020〕2号"]


def test_progress_counts_every_file(small: Home) -> None:
    told: list[tuple[str, int, int]] = []
    bring_up_to_date(small, rebuild=True, on_progress=lambda *step: told.append(step))
    assert {(stage, total) for stage, _, total in told} == {("建立索引", 3)}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1] == 3


def test_two_processes_index_as_one_does(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazette_search.workflows.issue_readers.processors", lambda: 1)
    alone = Home(tmp_path)
    shutil.copytree(home.corpus, alone.corpus)
    bring_up_to_date(alone)
    assert len(current(alone).segments) == 1
    assert answers(alone) == answers(home)


QUERIES = (
    "低保标准",
    "供热 管理",
    "低保 停车 建设",
    '"人民政府"',
    "文种:通知",
    "葫政告字2018 5号",
    "建设 NEAR/10 项目",
    "管理* -低保",
    "2018年 工作 要求",
)


def answers(home: Home) -> list[dict[str, Any]]:
    """What scripts see of the queries, but for the name and the time of the index."""
    found = [json.loads(search_to_json(ask(home, query, explain=True))) for query in QUERIES]
    for answer in found:
        del answer["index"]
    return found


def catalog_of(home: Home) -> bytes:
    return catalogs.catalog_to_json(Snapshot(IndexDirectory(home.index), current(home)).catalog)


def pieces(*issues: str) -> list[str]:
    """The text of the shorter documents of real issues."""
    found = []
    for name in issues:
        text = corpus_text(name)
        lines = text.split("\n")
        for document in parse_issue(text, name).documents:
            first, last = document.lines
            if last - first < 60:
                found.append("\n".join((document.masthead or "", "", *lines[first - 1 : last])))
    return found


PIECES = pieces("2018-02", "2018-04", "2019-04", "2020-01")
FILES = ("2018-02", "2019-04", "2020-01", "2020-02")
Step = dict[str, list[str] | None]

steps: st.SearchStrategy[list[Step]] = st.lists(
    st.dictionaries(
        st.sampled_from(FILES),
        st.one_of(st.none(), st.lists(st.sampled_from(PIECES), max_size=3)),
        min_size=1,
    ),
    min_size=1,
    max_size=4,
)


def take(home: Home, step: Step) -> None:
    """Write, change and remove issues as a step says."""
    for name, documents in step.items():
        path = home.corpus / f"{name}.txt"
        if documents is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(issue_text(*documents), encoding="utf-8")


# Not shrunk: each step takes a tenth of a second, and shrinking takes minutes.
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(steps=steps)
def test_step_by_step_gives_what_a_rebuild_gives(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    """The same documents, scores and passages, in the same order, whatever came before."""
    grown, fresh = (Home(tmp_path_factory.mktemp(name)) for name in ("grown", "fresh"))
    grown.corpus.mkdir()
    write_issue(grown, "2017-01", PIECES[0])
    bring_up_to_date(grown)
    for step in steps:
        take(grown, step)
        bring_up_to_date(grown, force=True)
    verify(IndexDirectory(grown.index), current(grown))
    shutil.copytree(grown.corpus, fresh.corpus)
    bring_up_to_date(fresh)
    assert catalog_of(grown) == catalog_of(fresh)
    assert answers(grown) == answers(fresh)


def test_there_are_pieces_enough() -> None:
    assert len(PIECES) >= 8


def test_many_terms_are_put_aside_and_the_answers_stay(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = catalog_of(small), ranks(small, "低保标准"), ranks(small, "通知")
    monkeypatch.setattr(PostingPool.__init__, "__defaults__", (5,))
    bring_up_to_date(small, rebuild=True)
    assert (catalog_of(small), ranks(small, "低保标准"), ranks(small, "通知")) == before


def test_a_disk_too_full_to_put_terms_aside_leaves_the_index_as_it_was(
    small: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = files_of(small)
    monkeypatch.setattr(PostingPool.__init__, "__defaults__", (5,))
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(OutputFileError, match="写不进去（磁盘满了）"):
        bring_up_to_date(small, rebuild=True)
    assert files_of(small) == before
