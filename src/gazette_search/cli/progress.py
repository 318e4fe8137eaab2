"""Progress on stderr: a bar on a terminal, one quiet line elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gazette_search.cli.terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID


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
    """Says once what is under way."""

    def __init__(self) -> None:
        self.said: set[str] = set()

    def advance(self, stage: str, done: int, total: int) -> None:  # noqa: ARG002 -- as a bar
        if stage not in self.said:
            self.said.add(stage)
            print(f"正在{stage}……", file=sys.stderr)  # noqa: T201 -- for people, not a result


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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
