"""Recognising the pages of a file in a process of its own."""

from __future__ import annotations

import atexit
import os
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from gazette_search.errors import SourceFileError, UsageError
from gazette_search.ingestion.formats.child import GIVEN, Child
from gazette_search.ingestion.formats.recognition.seen import seen_from_lines
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.recognition.seen import SeenPage
    from gazette_search.ingestion.formats.source_text import FileFormat

# Frames of what is asked of the child: a file (what it is, a zero, its bytes), which has no answer,
# and a page of it by its number.
OPEN, PAGE = b"F", b"P"
RECOGNITION_SECONDS = 240  # for a page that takes 2 to 15
_SERVING = "gazette_search.ingestion.formats.seeing.serving"
_MISSING = "识别图像要用 rapidocr，没有装。请运行 pip install 'gazette-search[ocr]'，再试"


class Recogniser(Protocol):
    """What recognises pages."""

    def see(self, raw: bytes, kind: FileFormat, number: int) -> SeenPage:
        """What stands on a page.

        Args:
            raw: What its file holds.
            kind: What the file is.
            number: Of the page, counted from 1.

        Raises:
            SourceFileError: It cannot be recognised.
        """
        ...


def open_recogniser() -> Recogniser:
    """The recogniser of the extra `ocr`.

    Raises:
        UsageError: It is not installed.
    """
    if any(find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        raise UsageError(_MISSING)
    return _RapidOcr()


class _RapidOcr:
    """Asks a child, which is started when it is first needed and again when it ended."""

    def __init__(self) -> None:
        self._engine = f"rapidocr {version('rapidocr')}"
        self._child: Child | None = None
        self._open: bytes | None = None  # the file that the child has
        atexit.register(self.stop)

    def see(self, raw: bytes, kind: FileFormat, number: int) -> SeenPage:
        frames = [PAGE + str(number).encode()]
        if self._child is None or self._child.owner != os.getpid():
            self._child, self._open = Child(_SERVING, "serve_images"), None
        if self._open is not raw:
            frames.insert(0, OPEN + kind.encode() + b"\0" + raw)
            self._open = raw
        answer = self._child.ask(*frames)
        if not answer:
            late = SYSTEM.ran_out_of_time(self.stop())
            reason = (
                f"识别 {RECOGNITION_SECONDS} 秒没有完，不再试" if late else "识别它的进程意外结束"
            )
            raise SourceFileError("", f"第 {number} 页{reason}", lasting=False)
        if answer[:1] != GIVEN:
            raise SourceFileError("", answer[1:].decode("utf-8", "replace"))
        return replace(seen_from_lines(answer[1:])[number], engine=self._engine)

    def stop(self) -> int:
        """End the child, if it is ours.

        Returns:
            Its exit code, 0 when there is none.
        """
        child, self._child, self._open = self._child, None, None
        return child.stop() if child and child.owner == os.getpid() else 0
