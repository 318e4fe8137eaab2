from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette_search.errors import IndexDamagedError
from gazette_search.index.files import (
    CHUNK,
    digest,
    read_vouched,
    replace_atomically,
    vouch,
    write_synced,
)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=200))
def test_what_was_written_is_vouched_for(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("generation") / "catalog.json"
    write_synced(path, content)
    assert digest(path) == sha256(content)
    assert read_vouched(path, sha256(content), "catalog.json") == content
    vouch(path, sha256(content), "catalog.json")


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3])
def test_a_file_is_digested_in_pieces_of_any_size(tmp_path: Path, size: int) -> None:
    content = b"\x5a" * size
    (tmp_path / "store").write_bytes(content)
    assert digest(tmp_path / "store") == sha256(content)


@pytest.mark.parametrize("check", [read_vouched, vouch])
def test_a_changed_file_is_named(tmp_path: Path, check: object) -> None:
    path = tmp_path / "catalog.json"
    path.write_bytes(b"{}")
    with pytest.raises(IndexDamagedError, match=r"catalog\.json 的内容与校验和不符"):
        check(path, sha256(b"[]"), "catalog.json")  # type: ignore[operator]


@pytest.mark.parametrize("check", [read_vouched, vouch])
def test_a_missing_file_is_named(tmp_path: Path, check: object) -> None:
    with pytest.raises(IndexDamagedError, match=r"catalog\.json 读不出来"):
        check(tmp_path / "catalog.json", "", "catalog.json")  # type: ignore[operator]


@pytest.mark.parametrize("check", [read_vouched, vouch])
def test_a_directory_in_the_place_of_a_file_is_named(tmp_path: Path, check: object) -> None:
    with pytest.raises(IndexDamagedError, match="segments 读不出来"):
        check(tmp_path, "", "segments")  # type: ignore[operator]


@pytest.mark.parametrize("linked", [False, True])
def test_what_stands_there_already_is_never_written_to(tmp_path: Path, linked: bool) -> None:
    path, other = tmp_path / "catalog.json", tmp_path / "other"
    other.write_bytes(b"[]")
    if linked:
        path.symlink_to(other)
    else:
        path.write_bytes(b"[]")
    with pytest.raises(FileExistsError):
        write_synced(path, b"{}")
    assert path.read_bytes() == other.read_bytes() == b"[]"


def test_replacing_leaves_the_new_content_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    for content in (b"g-000001", b"g-000002"):
        replace_atomically(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_replacement_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    path.write_bytes(b"g-000001")

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space left"):
        replace_atomically(path, b"g-000002")
    assert path.read_bytes() == b"g-000001"
    assert list(tmp_path.iterdir()) == [path]
