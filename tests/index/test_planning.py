from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.index.manifest import GenerationRun, Manifest, Segment, Source
from gazette_search.index.planning import (
    LEAST_GATHERED,
    MOST_SEGMENTS,
    Plan,
    loses_most,
    plan,
)

FINGERPRINT = "0123456789abcdef"


def manifest(**held: str) -> Manifest:
    sources = tuple(Source(f"corpus/{file}.txt", sha, 1, 0, 9) for file, sha in held.items())
    return Manifest("g-000001-00000000", "2020-03-15T08:00:00+00:00", FINGERPRINT, sources)


def found(**files: str) -> dict[str, str]:
    return {f"corpus/{file}.txt": sha for file, sha in files.items()}


def test_no_index_yet_means_everything_is_added() -> None:
    result = plan(None, found(a="1", b="2"), FINGERPRINT)
    assert result == Plan(added=("corpus/a.txt", "corpus/b.txt"))
    assert result.to_read == ("corpus/a.txt", "corpus/b.txt")


def test_each_file_goes_where_its_hash_says() -> None:
    result = plan(manifest(a="1", b="2", c="3"), found(a="1", b="9", d="4"), FINGERPRINT)
    assert result.added == ("corpus/d.txt",)
    assert result.changed == ("corpus/b.txt",)
    assert result.removed == ("corpus/c.txt",)
    assert result.unchanged == ("corpus/a.txt",)
    assert result.to_read == ("corpus/b.txt", "corpus/d.txt")
    assert not result.nothing_to_do


def test_same_hashes_leave_nothing_to_do() -> None:
    assert plan(manifest(a="1"), found(a="1"), FINGERPRINT).nothing_to_do


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"rebuild": True}, "按要求重建"),
        ({"fingerprint": "other"}, "程序已更新"),
        ({"damage": "旧索引损坏"}, "旧索引损坏"),
    ],
)
def test_a_rebuild_reads_unchanged_files_too(arguments: dict[str, str], reason: str) -> None:
    fingerprint = arguments.pop("fingerprint", FINGERPRINT)
    result = plan(manifest(a="1"), found(a="1", b="2"), fingerprint, **arguments)  # type: ignore[arg-type]
    assert result.rebuild == reason
    assert result.to_read == ("corpus/a.txt", "corpus/b.txt")
    assert not result.nothing_to_do


@pytest.mark.parametrize(
    ("kept", "expected"), [("abcd", False), ("ab", False), ("a", True), ("", True)]
)
def test_losing_more_than_half_is_noticed(kept: str, expected: bool) -> None:
    assert loses_most("abcd", kept) is expected


def test_an_empty_index_has_nothing_to_lose() -> None:
    assert not loses_most("", "")
    assert not loses_most("", "ab")


files = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"))


@given(files, files)
def test_the_plan_is_exactly_the_difference(held: dict[str, str], now: dict[str, str]) -> None:
    result = plan(manifest(**held), found(**now), FINGERPRINT)
    after = {source.file: source.sha256 for source in manifest(**held).sources}
    for file in result.removed:
        del after[file]
    for file in result.to_read:
        after[file] = found(**now)[file]
    assert after == found(**now)
    parts = (*result.added, *result.changed, *result.removed, *result.unchanged)
    assert sorted(parts) == sorted(found(**held).keys() | found(**now).keys())


def in_segments(*sizes: int) -> Manifest:
    """An index with a segment of so many issues each, named 01-1, 01-2, … after their segments."""
    names = [[f"{n:02}-{i:03}" for i in range(size)] for n, size in enumerate(sizes)]
    held = manifest(**{name: "1" for group in names for name in group})
    segments = [
        Segment(f"s{n}", tuple(GenerationRun(f"corpus/{name}.txt", "1", 9) for name in group))
        for n, group in enumerate(names)
    ]
    return replace(held, segments=tuple(segments))


def gathered(sizes: tuple[int, ...], *, changed: tuple[str, ...] = ()) -> list[int]:
    """Which segments are written anew when an issue is added."""
    held = in_segments(*sizes)
    now = {source.file: "1" for source in held.sources} | {"corpus/99-0.txt": "1"}
    now |= {f"corpus/{name}.txt": "2" for name in changed}
    files = plan(held, now, FINGERPRINT).gathered
    return sorted({int(file[7:9]) for file in files})


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((250, *[1] * 8), []),  # not too many
        ((250, *[1] * 9), list(range(1, 10))),
        ((250, 250, *[1] * 8), list(range(2, 10))),
        ((250, 9, *[1] * 8), list(range(2, 10))),  # larger than all the smaller ones together
        ((250, 7, *[1] * 8), list(range(1, 10))),
        ((250, 128, 64, 32, 16, 8, 4, 3, 2, 1), list(range(10))),  # each time twice as large
        ((250, 128, 64, 40, 16, 8, 4, 3, 2, 1), list(range(4, 10))),
        ((512, 256, 128, 64, 32, 16, 8, 4, 2, 1), [6, 7, 8, 9]),  # four at least
    ],
)
def test_too_many_segments_are_gathered_from_the_smallest_on(
    sizes: tuple[int, ...], expected: list[int]
) -> None:
    assert gathered(sizes) == expected


def test_what_changed_is_not_gathered_besides() -> None:
    files = gathered((250, *[1] * 9), changed=("01-000",))
    assert files == list(range(2, 10))


def test_nothing_is_gathered_when_nothing_is_written() -> None:
    held = in_segments(*[1] * 12)
    now = {source.file: "1" for source in held.sources}
    assert plan(held, now, FINGERPRINT).nothing_to_do
    assert not plan(held, dict(list(now.items())[1:]), FINGERPRINT).gathered


def test_segments_stay_few_and_little_is_written_again() -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(500):
        gone = gathered(tuple(sizes))
        new = 1 + sum(sizes[n] for n in gone)
        sizes = [size for n, size in enumerate(sizes) if n not in gone] + [new]
        written += new
        assert len(sizes) <= MOST_SEGMENTS
    assert sum(sizes) == 500
    assert len(gone) in {0, *range(LEAST_GATHERED, MOST_SEGMENTS + 1)}
    assert written / 500 < 10
