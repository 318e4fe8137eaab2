"""Both sides of the door give the same answers; the other side's own calls are stand-ins."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from gazette_search.system import SYSTEM
from gazette_search.system.posix import Posix
from gazette_search.system.windows import Windows
from system.elsewhere import msvcrt_stand_in

if TYPE_CHECKING:
    from gazette_search.system.door import OperatingSystem

SIDES: list[OperatingSystem] = [Posix(), Windows()]


@pytest.fixture(params=SIDES, ids=lambda side: type(side).__name__)
def side(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> OperatingSystem:
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt_stand_in())
    chosen: OperatingSystem = request.param
    return chosen


def test_here_stands_posix() -> None:
    assert isinstance(SYSTEM, Posix)


def test_of_two_only_one_has_the_lock_until_it_lets_go(
    side: OperatingSystem, tmp_path: Path
) -> None:
    first, second = (os.open(tmp_path / "LOCK", side.locking, 0o666) for _ in range(2))
    assert side.lock_at_once(first)
    assert not side.lock_at_once(second)
    side.write_at(first, b"4711", 0)
    assert side.read_at(second, 20, 0) == b"4711"  # a lock never hides who holds it
    os.close(first)
    assert side.lock_at_once(second)
    os.close(second)


def test_the_locked_byte_is_one_that_nobody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    msvcrt = msvcrt_stand_in()
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    side = Windows()
    descriptor = os.open(tmp_path / "LOCK", side.locking, 0o666)
    assert side.lock_at_once(descriptor)
    os.close(descriptor)
    assert min(msvcrt.places) > 1 << 20


@pytest.mark.parametrize(
    ("length", "offset", "expected"),
    [(3, 0, "低"), (6, 3, "保标"), (99, 9, "准"), (5, 12, ""), (0, 3, "")],
)
def test_bytes_from_a_place(
    length: int, offset: int, expected: str, side: OperatingSystem, tmp_path: Path
) -> None:
    path = tmp_path / "text"
    path.write_bytes("低保标准".encode())
    descriptor = os.open(path, side.reading)
    assert side.read_at(descriptor, length, offset).decode() == expected
    os.close(descriptor)


def test_threads_that_share_a_descriptor_get_their_own_bytes(
    side: OperatingSystem, tmp_path: Path
) -> None:
    path = tmp_path / "numbers"
    path.write_bytes(b"".join(n.to_bytes(4, "big") for n in range(2000)))
    descriptor = os.open(path, side.reading)
    wrong: list[int] = []

    def look(first: int) -> None:
        for n in range(first, 2000, 4):
            if int.from_bytes(side.read_at(descriptor, 4, 4 * n), "big") != n:
                wrong.append(n)

    threads = [threading.Thread(target=look, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.close(descriptor)
    assert wrong == []


def test_reading_into_memory_that_is_there(side: OperatingSystem, tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"0123456789")
    piece = memoryview(bytearray(4))
    descriptor = os.open(path, side.reading)
    read = [bytes(piece[: side.read_into(descriptor, piece)]) for _ in range(4)]
    os.close(descriptor)
    assert read == [b"0123", b"4567", b"89", b""]


def test_a_file_takes_the_name_of_another(side: OperatingSystem, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("新")
    (tmp_path / "old").write_text("旧")
    side.rename_over(tmp_path / "new", tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "新"
    side.sync(tmp_path / "old")
    side.sync_names(tmp_path)


@pytest.mark.parametrize(("held", "done"), [(0, True), (3, True), (10**9, False)])
def test_windows_waits_while_somebody_has_the_file_open(
    held: int, *, done: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count()
    monkeypatch.setattr(time, "monotonic", lambda: next(clock) / 10)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    tries: list[Path] = []

    def replace(_path: Path, target: Path) -> None:
        tries.append(target)
        if len(tries) <= held:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", replace)
    if done:
        Windows().rename_over(tmp_path / "new", tmp_path / "old")
        assert len(tries) == held + 1
    else:
        with pytest.raises(PermissionError):
            Windows().rename_over(tmp_path / "new", tmp_path / "old")
        assert len(tries) > 10


def test_files_below_are_the_same_and_in_the_same_order(tmp_path: Path) -> None:
    for name in ("b/two.py", "b/one.py", "b/inner/three.txt", "a.py", "b/__pycache__/x.pyc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    seen = [
        [
            (name, os.read(descriptor, 99).decode())
            for name, descriptor in side.files_below(
                tmp_path, ("b", "a.py"), lambda path: "__pycache__" in path
            )
        ]
        for side in SIDES
    ]
    expected = ["b/inner/three.txt", "b/one.py", "b/two.py", "a.py"]
    assert seen == [[(name, name) for name in expected]] * 2


SLOW = """
import time
from gazette_search.system.{module} import {side}
with {side}().within_seconds({seconds}):
    time.sleep({sleep})
"""


@pytest.mark.parametrize("name", ["posix", "windows"])
@pytest.mark.parametrize(("seconds", "sleep", "late"), [(1, 30, True), (30, 0, False)])
def test_a_process_that_takes_too_long_ends(
    name: str, seconds: int, sleep: int, *, late: bool
) -> None:
    code = SLOW.format(module=name, side=name.title(), seconds=seconds, sleep=sleep)
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 -- our own code
    side = next(one for one in SIDES if type(one).__name__.lower() == name)
    assert side.ran_out_of_time(done.returncode) == late


def test_a_program_ends_with_what_it_started(
    side: OperatingSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taskkill = tmp_path / "taskkill"
    taskkill.write_text(
        '#!/bin/sh\n[ "$1 $2 $3" = "/F /T /PID" ] && kill -9 $(ps -o pid= --ppid "$4")\n'
    )
    taskkill.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    options = side.own_group if isinstance(side, Posix) else {}
    program = subprocess.Popen(  # noqa: S603 -- a shell of the test
        ["/bin/sh", "-c", "sleep 60 & echo $!; wait"],
        stdout=subprocess.PIPE,
        **options,
    )
    assert program.stdout
    child = int(program.stdout.readline())
    side.end_group(program)
    program.wait()
    for _ in range(100):
        if _ended(child):
            break
        time.sleep(0.05)
    assert _ended(child)
    program.stdout.close()


def _ended(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def test_only_windows_opens_files_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [side.open_on_desktop(tmp_path) for side in SIDES] == [False, False]
    opened: list[str] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    assert Windows().open_on_desktop(tmp_path / "2020-02.pdf")
    assert opened == [str(tmp_path / "2020-02.pdf")]
    assert not Posix().open_on_desktop(tmp_path)


@pytest.mark.parametrize(("console", "asked", "colors"), [(True, 7, True), (False, None, False)])
def test_a_console_window_is_asked_for_colors(
    asked: int | None, monkeypatch: pytest.MonkeyPatch, *, console: bool, colors: bool
) -> None:
    import ctypes

    modes: list[int] = []

    def set_mode(_handle: int, mode: int) -> int:
        modes.append(mode)
        return 1

    def get_mode(_handle: int, mode: Any) -> int:
        mode._obj.value = 3
        return int(console)

    kernel = SimpleNamespace(
        GetStdHandle=lambda which: which,
        GetConsoleMode=get_mode,
        SetConsoleMode=set_mode,
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert Windows().shows_colors(sys.__stderr__ or sys.stderr) == colors
    assert modes == ([] if asked is None else [asked])


def test_where_there_is_no_console_there_is_no_color() -> None:
    assert not Windows().shows_colors(sys.__stderr__ or sys.stderr)
