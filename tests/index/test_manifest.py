from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gazette_search.errors import IndexDamagedError, IndexForeignError
from gazette_search.index.manifest import (
    GenerationRun,
    Manifest,
    Refused,
    Segment,
    Source,
    from_json,
    to_json,
)

MANIFEST = Manifest(
    generation="g-000003-1234abcd",
    updated="2020-03-15T08:00:00+00:00",
    fingerprint="0123456789abcdef",
    sources=(Source("corpus/2020-02.txt", "ab" * 32, 97920, 1584230400_000000000, 8),),
    segments=(Segment("s0001", (GenerationRun("corpus/2020-02.txt", "ab" * 32, 8),)),),
    files=(("catalog.json", "cd" * 32),),
    refused=(Refused("corpus/2020-03.txt", "ef" * 32, 7, 1584230400_000000001, "不是文字"),),
    replaced=("00000000-11111111-22",),
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert from_json(to_json(MANIFEST), "manifest.json") == MANIFEST


def test_it_counts_documents() -> None:
    assert MANIFEST.documents == 8
    assert MANIFEST.segments[0].documents == 8


def test_a_file_whose_content_changes_gets_another_store() -> None:
    source = MANIFEST.sources[0]
    changed = Source(source.file, "ef" * 32, 1, 0, 1)
    assert source.store != changed.store


def broken(**changes: object) -> bytes:
    return json.dumps({**json.loads(to_json(MANIFEST)), **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        b'"g-000001"',
        to_json(MANIFEST)[:-20],
        broken(sources=[["corpus/2020-02.txt"]]),
        broken(segments=[["s0001", [[1]]]]),
        broken(segments=3),
        broken(files=[["catalog.json"]]),
        broken(refused=[["corpus/2020-03.txt"]]),
        broken(refused=7),
        broken(replaced=7),
        b"[" * 100_000,
    ],
)
def test_what_is_no_manifest_is_damage(content: bytes) -> None:
    with pytest.raises(IndexDamagedError, match=r"manifest\.json 不是有效的清单"):
        from_json(content, "manifest.json")


def test_another_format_is_another_version_and_no_damage() -> None:
    with pytest.raises(IndexForeignError, match="格式是 2，本版本读 1.*同一版本") as caught:
        from_json(broken(format=2), "manifest.json")
    assert caught.value.exit_code == 3


def test_a_manifest_from_before_files_were_refused_is_read() -> None:
    record = json.loads(to_json(MANIFEST))
    del record["refused"], record["replaced"]
    before = from_json(json.dumps(record).encode(), "manifest.json")
    assert before == replace(MANIFEST, refused=(), replaced=())
