"""What a person sees: less itself, on a terminal of this system."""

from __future__ import annotations

import os
import select
import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette_search.workflows.home import Home

pty = pytest.importorskip("pty")
pytestmark = pytest.mark.skipif(shutil.which("less") is None, reason="no less here")

PATIENCE = 30.0  # seconds, on a busy machine


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.child, self.master = pty.fork()
        if not self.child:
            os.execvpe(command[0], [*command], {**environment})  # noqa: S606 -- our own program
        self.seen = b""

    def until(self, wanted: str) -> str:
        """What was drawn since the last keys, up to some text."""
        end = time.monotonic() + PATIENCE
        while wanted.encode() not in self.seen:
            assert time.monotonic() < end, self.seen.decode("utf-8", "replace")
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 1 << 16)
        return self.seen.decode("utf-8", "replace")

    def press(self, keys: str) -> None:
        self.seen = b""
        os.write(self.master, keys.encode())

    def leave(self) -> int:
        """Press q; the exit code."""
        os.write(self.master, b"q")
        while True:
            try:
                if not os.read(self.master, 1 << 16):
                    break
            except OSError:  # how Linux says that nobody is there any more
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


@pytest.fixture
def terminal(home: Home) -> Callable[..., Terminal]:
    kept = {name: os.environ[name] for name in ("PATH", "XDG_STATE_HOME") if name in os.environ}
    environment = {
        **kept,
        "TERM": "xterm",
        "LINES": "24",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "GSEARCH_HOME": str(home.path),
    }
    program = (sys.executable, "-m", "gazette_search")
    return lambda *args, **more: Terminal((*program, *args), {**environment, **more})


def test_the_fourth_hit_is_read_at_its_sentence(terminal: Callable[..., Terminal]) -> None:
    """The clerk's first task: hit 4 of 低保标准 is row 489 of 599, and was on screen 21."""
    search = terminal("低保标准")
    search.until("q=quit")
    search.leave()
    reading = terminal("show", "4")
    screen = reading.until("n=next match")
    assert "继续提高城乡" in screen
    assert "685" in screen
    assert "葫政办发〔2018〕10号" not in screen, "which stands at the top"
    reading.press("n")
    assert "713>" in reading.until("深化医疗卫生体制改革").replace("\x1b[7m", "")
    assert reading.leave() == 0


def test_a_place_is_opened_there(terminal: Callable[..., Terminal]) -> None:
    reading = terminal("show", "2018-02:685", NO_COLOR="1")
    screen = reading.until("q=quit")
    assert "38. 健全社保体系" in screen
    assert reading.leave() == 0
