from __future__ import annotations

import fcntl
import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import EmbedderError, IndexDamagedError, IndexLockedError
from gazette_search.index.vector_log import (
    VectorLog,
    VectorWriter,
    all_logs,
    create_log,
    embedding_lock,
    log_path,
)

if TYPE_CHECKING:
    from pathlib import Path

MEAN = [0.5, 0.5, 0.5, 0.5]
KEYS = [bytes([n]) * 8 for n in range(5)]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of three vectors."""
    path = log_path(tmp_path, "senses-1")
    with embedding_lock(tmp_path):
        create_log(path, "senses-1", MEAN)
        append(path, *KEYS[:3])
    return path


def append(path: Path, *keys: bytes) -> None:
    with closing(VectorWriter(path)) as writer:
        for key in keys:
            writer.append(key, [1.0, 0.0, 0.0, key[0] / 10])


def keys_of(path: Path) -> list[bytes]:
    with closing(VectorLog(path)) as log:
        return [key for _, key, _ in log.records()]


def test_what_was_written_is_read(log: Path) -> None:
    with closing(VectorLog(log)) as opened:
        assert opened.model == "senses-1"
        assert [*opened.quantizer.mean] == MEAN
        assert len(opened) == 3
        for number, key, row in opened.records():
            assert opened.row(number, key) == row == opened.quantizer.row([1, 0, 0, key[0] / 10])


@pytest.mark.parametrize("lost", [1, 5, 20])
def test_a_record_torn_by_a_kill_is_written_over(log: Path, lost: int) -> None:
    os.truncate(log, log.stat().st_size - lost)
    assert keys_of(log) == KEYS[:2]
    append(log, KEYS[4])
    assert keys_of(log) == [*KEYS[:2], KEYS[4]]


def test_a_record_that_a_disk_damaged_is_passed_over_and_none_behind_it(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[-40] ^= 1  # in the second record of 28 bytes
    log.write_bytes(content)
    assert keys_of(log) == [KEYS[0], KEYS[2]]
    with closing(VectorLog(log)) as opened, pytest.raises(IndexDamagedError):
        opened.row(1, KEYS[1])


def test_a_record_of_another_text_is_not_taken(log: Path) -> None:
    with closing(VectorLog(log)) as opened:
        with pytest.raises(IndexDamagedError):
            opened.row(0, KEYS[1])
        with pytest.raises(IndexDamagedError):
            opened.row(99, KEYS[1])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b'{"format": 1} 00000000\n',
        b"\xff" * 5000,
        b"[" * 5000 + b" 00000000\n",
    ],
)
def test_what_is_no_log_is_told(log: Path, content: bytes) -> None:
    log.write_bytes(content)
    with pytest.raises(IndexDamagedError, match="请删去它，再运行 gsearch embed"):
        VectorLog(log)


def test_a_missing_log_and_a_link_are_told(log: Path) -> None:
    elsewhere = log.with_name("elsewhere")
    log.rename(elsewhere)
    with pytest.raises(IndexDamagedError):
        VectorLog(log)
    log.symlink_to(elsewhere)
    with pytest.raises(IndexDamagedError):
        VectorLog(log)


def test_vectors_of_other_dimensions_are_refused(log: Path) -> None:
    with closing(VectorWriter(log)) as writer, pytest.raises(EmbedderError, match="5 维"):
        writer.append(KEYS[3], [0.0] * 5)


def test_each_model_has_a_log_of_its_own(tmp_path: Path) -> None:
    models = ["bge-m3", "bge/m3", "bge m3", "模型", "模样", "../../etc", "", "a" * 300]
    paths = {log_path(tmp_path, model) for model in models}
    assert len(paths) == len(models)
    assert {path.parent for path in paths} == {tmp_path / "vectors"}
    assert all(len(path.name) < 100 and not path.name.startswith(".") for path in paths)


def test_all_logs_are_found_and_nothing_else(log: Path, tmp_path: Path) -> None:
    assert all_logs(tmp_path) == [log]
    assert all_logs(tmp_path / "nowhere") == []


def test_two_do_not_make_vectors_at_once(tmp_path: Path) -> None:
    with embedding_lock(tmp_path):
        with pytest.raises(IndexLockedError) as told, embedding_lock(tmp_path):
            pass
        assert told.value.pid == os.getpid()
    with embedding_lock(tmp_path):
        pass


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    with embedding_lock(tmp_path):
        pass
    lock = next((tmp_path / "vectors").glob(".*"))
    with lock.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
