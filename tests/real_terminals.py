"""A real terminal for programs that draw or complete: a tmux of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEEDS_TMUX = pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
PATIENCE = 20.0  # seconds


class Terminal:
    """A tmux server of its own, with one window."""

    def __init__(self, folder: Path, size: tuple[int, int], command: str) -> None:
        self._tmux = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull]
        width, height = map(str, size)
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        subprocess.run(  # noqa: S603 -- a program of the test
            [*self._tmux, "new-session", "-d", "-x", width, "-y", height, command],
            env=environment,
            check=True,
        )

    def call(self, *words: str) -> str:
        done = subprocess.run(  # noqa: S603 -- a program of the test
            [*self._tmux, *words], capture_output=True, text=True, encoding="utf-8", check=False
        )
        return done.stdout

    def screen(self) -> list[str]:
        return self.call("capture-pane", "-p").split("\n")

    def press(self, *keys: str) -> None:
        self.call("send-keys", *keys)

    def type(self, text: str) -> None:
        self.call("send-keys", "-l", text)

    def until(self, seen: Callable[[str], object]) -> list[str]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            lines = self.screen()
            if seen("\n".join(lines)):
                return lines
            time.sleep(0.1)
        raise AssertionError("\n".join(self.screen()))
