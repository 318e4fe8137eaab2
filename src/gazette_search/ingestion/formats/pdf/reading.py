"""Reading PDF files in a process of its own, which is started once and replaced when it ends."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.codec import text_from_json
from gazette_search.ingestion.formats.pdf.serving import (
    READING_SECONDS,
    TEXT,
    read_frame,
    write_frame,
)
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.source_text import SourceText

# The child sees the same packages as this process and nothing of the directory it is started in.
_START = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"
_SERVING = "gazette_search.ingestion.formats.pdf.serving"


def read_pdf(raw: bytes, file: str) -> SourceText:
    """The text of a PDF.

    Args:
        raw: What the file holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged, locked, beyond the limits, or ended its reader.
    """
    answer = _reader().ask(raw)
    if not answer:
        code = _readers.pop().stop()
        late = SYSTEM.ran_out_of_time(code)
        reason = (
            f"{READING_SECONDS} 秒没有读完，不再读"
            if late
            else "读它的进程意外结束，可能是文件损坏"
        )
        raise SourceFileError(file, reason)
    if answer[:1] != TEXT:
        raise SourceFileError(file, answer[1:].decode("utf-8", "replace"))
    return text_from_json(answer[1:])


class _Reader:
    """The child, started when it is first asked."""

    def __init__(self) -> None:
        path = [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - strings
        code = _START.format(path=path, module=_SERVING)
        self.owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with our own code
            [sys.executable, "-I", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, raw: bytes) -> bytes:
        """Send a file and wait for the answer; none when the child ended over it."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            return b""
        with suppress(BrokenPipeError):
            write_frame(requests, raw)
            return read_frame(answers) or b""
        return b""

    def stop(self) -> int:
        """End the child.

        Returns:
            Its exit code.
        """
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        try:
            return self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


# The one child of this process; a copy of the process starts its own.
_readers: list[_Reader] = []


def _reader() -> _Reader:
    if not _readers or _readers[0].owner != os.getpid():
        _readers[:] = [_Reader()]
    return _readers[0]


@atexit.register
def _stop() -> None:
    for reader in _readers:
        if reader.owner == os.getpid():
            reader.stop()
