from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.index.manifest import Manifest, Source
from gazette_search.index.planning import Plan, plan

FINGERPRINT = "0123456789abcdef"


def manifest(**held: str) -> Manifest:
    sources = tuple(Source(f"corpus/{file}.txt", sha, 1, 0, 9) for file, sha in held.items())
    return Manifest("g-000001-00000000", "2020-03-15T08:00:00+00:00", FINGERPRINT, sources)


def found(**files: str) -> dict[str, str]:
    return {f"corpus/{file}.txt": sha for file, sha in files.items()}


def test_no_index_yet_means_everything_is_added() -> None:
    result = plan(None, found(a="1", b="2"), FINGERPRINT)
    assert result == Plan(added=("corpus/a.txt", "corpus/b.txt"))
    assert result.stale == ("corpus/a.txt", "corpus/b.txt")


def test_each_file_goes_where_its_hash_says() -> None:
    result = plan(manifest(a="1", b="2", c="3"), found(a="1", b="9", d="4"), FINGERPRINT)
    assert result.added == ("corpus/d.txt",)
    assert result.changed == ("corpus/b.txt",)
    assert result.removed == ("corpus/c.txt",)
    assert result.unchanged == ("corpus/a.txt",)
    assert result.stale == ("corpus/b.txt", "corpus/d.txt")
    assert not result.nothing_to_do


def test_same_hashes_leave_nothing_to_do() -> None:
    assert plan(manifest(a="1"), found(a="1"), FINGERPRINT).nothing_to_do


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"rebuild": True}, "按要求重建"),
        ({"fingerprint": "other"}, "程序的分词或索引格式已更新"),
        ({"damage": "旧索引损坏"}, "旧索引损坏"),
    ],
)
def test_a_rebuild_reads_unchanged_files_too(arguments: dict[str, str], reason: str) -> None:
    fingerprint = arguments.pop("fingerprint", FINGERPRINT)
    result = plan(manifest(a="1"), found(a="1", b="2"), fingerprint, **arguments)  # type: ignore[arg-type]
    assert result.rebuild == reason
    assert result.stale == ("corpus/a.txt", "corpus/b.txt")
    assert not result.nothing_to_do


@pytest.mark.parametrize(
    ("kept", "expected"), [("abcd", False), ("ab", False), ("a", True), ("", True)]
)
def test_losing_more_than_half_is_noticed(kept: str, expected: bool) -> None:
    held = manifest(a="1", b="1", c="1", d="1")
    assert plan(held, found(**dict.fromkeys(kept, "1")), FINGERPRINT).loses_most is expected


files = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"))


@given(files, files)
def test_the_plan_is_exactly_the_difference(held: dict[str, str], now: dict[str, str]) -> None:
    result = plan(manifest(**held), found(**now), FINGERPRINT)
    after = {source.file: source.sha256 for source in manifest(**held).sources}
    for file in result.removed:
        del after[file]
    for file in result.stale:
        after[file] = found(**now)[file]
    assert after == found(**now)
    parts = (*result.added, *result.changed, *result.removed, *result.unchanged)
    assert sorted(parts) == sorted(found(**held).keys() | found(**now).keys())
