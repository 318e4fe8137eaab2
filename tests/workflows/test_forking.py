from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.workflows.forking import Copy, processors, shared


@pytest.mark.parametrize(
    ("sizes", "shares", "expected"),
    [
        ([5, 1, 1, 1, 1, 1], 2, [[0], [1, 2, 3, 4, 5]]),
        ([1, 2, 3], 1, [[0, 1, 2]]),
        ([4, 3, 2, 1], 2, [[0, 3], [1, 2]]),
        ([7], 4, [[0]]),  # no empty group
        ([], 2, []),
    ],
)
def test_groups_have_about_the_same_total(
    sizes: list[int], shares: int, expected: list[list[int]]
) -> None:
    assert shared(sizes, shares) == expected


@given(sizes=st.lists(st.integers(0, 10_000)), shares=st.integers(1, 8))
def test_every_index_is_in_one_group(sizes: list[int], shares: int) -> None:
    groups = shared(sizes, shares)
    assert sorted(index for group in groups for index in group) == [*range(len(sizes))]
    assert all(group == sorted(group) for group in groups)
    totals = [sum(sizes[index] for index in group) for group in groups]
    assert not totals or max(totals) <= sum(sizes) / shares + max(sizes)


def test_there_is_a_processor() -> None:
    assert processors() >= 1


def test_a_copy_gives_back_what_its_call_returned() -> None:
    own = os.getpid()
    copy = Copy(lambda: (os.getpid(), {"低保": 3}))
    other, counts = copy.result()
    copy.stop()
    assert other != own
    assert counts == {"低保": 3}


def test_a_large_result_comes_back_whole() -> None:
    copy = Copy(lambda: "低保" * 1_000_000)
    assert len(copy.result()) == 2_000_000
    copy.stop()


def test_what_a_copy_changes_is_changed_in_it_alone() -> None:
    held = {"供热": 1}
    copy = Copy(lambda: held.update(供热=2))
    copy.result()
    copy.stop()
    assert held == {"供热": 1}


def test_a_full_disk_in_a_copy_is_raised_here() -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    copy = Copy(fail)
    with pytest.raises(OSError, match="No space left"):
        copy.result()
    copy.stop()


def test_memory_that_ran_out_in_a_copy_is_raised_here() -> None:
    def fail() -> None:
        raise MemoryError

    copy = Copy(fail)
    with pytest.raises(MemoryError):
        copy.result()
    copy.stop()


def test_a_copy_that_died_is_noticed() -> None:
    copy = Copy(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(Exception, match="9"):
        copy.result()
    copy.stop()


def test_a_copy_that_is_not_wanted_is_ended() -> None:
    copy = Copy(lambda: time.sleep(600))
    copy.stop()
    assert not copy._process.is_alive()
    copy.stop()  # again is no error


def late_and_large() -> str:
    time.sleep(0.5)
    return "低保" * 1_000_000


def test_a_copy_ends_with_the_parent_that_would_have_read_a_large_result() -> None:
    """Its own end for reading must not keep the pipe open for it."""
    told, tell = os.pipe()
    parent = os.fork()
    if not parent:
        copy = Copy(late_and_large)
        os.write(tell, str(copy._process.pid).encode())
        os._exit(0)
    os.waitpid(parent, 0)
    orphan = int(os.read(told, 20))
    os.close(told)
    os.close(tell)
    for _ in range(100):
        try:
            os.kill(orphan, 0)
        except ProcessLookupError:
            return
        if (Path("/proc") / str(orphan) / "stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    os.kill(orphan, signal.SIGKILL)
    pytest.fail("the copy outlived its parent")
