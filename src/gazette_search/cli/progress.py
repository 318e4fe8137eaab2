"""Progress on stderr: a bar on a terminal, one quiet line elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gazette_search.cli.terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID


SAID_EVERY = 60.0  # seconds between two lines where no bar can be drawn


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """What to call as work goes on; nothing is drawn, and rich not imported, before the first call.

    Args:
        quiet: Whether to draw nothing at all.
    """
    shown = _Silent() if quiet else _Bar() if is_terminal(sys.stderr) else _Line()
    try:
        yield shown.advance
    finally:
        shown.close()


class _Silent:
    def advance(self, stage: str, done: int, total: int) -> None:
        """Take note of nothing."""

    def close(self) -> None:
        """Nothing was drawn."""


class _Line(_Silent):
    """Says what is under way, and of long work once a minute how far it is."""

    def __init__(self) -> None:
        self.began: dict[str, tuple[float, int]] = {}
        self.said = 0.0

    def advance(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage not in self.began:
            self.began[stage] = (now, done)
            self._say(f"正在{stage}……", now)
        elif done < total and now >= self.said + SAID_EVERY:
            since, first = self.began[stage]
            left = (now - since) / max(1, done - first) * (total - done)
            self._say(f"正在{stage}：{done}/{total}，约剩 {duration(left)}", now)

    def _say(self, line: str, now: float) -> None:
        self.said = now
        print(line, file=sys.stderr, flush=True)  # noqa: T201 -- for people, not a result


def duration(seconds: float) -> str:
    """3 小时 20 分, 5 分, 40 秒."""
    if seconds < 60:
        return f"{seconds:.0f} 秒"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分"


class _Bar(_Silent):
    """One bar for each stage; they vanish when the work is done."""

    def __init__(self) -> None:
        self.bars: Bars | None = None
        self.tasks: dict[str, TaskID] = {}

    def advance(self, stage: str, done: int, total: int) -> None:
        if self.bars is None:
            self.bars = _new_bars()
            self.bars.start()
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task(stage, total=total)
        self.bars.update(self.tasks[stage], completed=done, total=total)

    def close(self) -> None:
        if self.bars is not None:
            self.bars.stop()


def _new_bars() -> Bars:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
