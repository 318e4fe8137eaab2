"""Reading PDF files in a process of its own, which is started once and replaced when it ends."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.codec import from_json
from gazette_search.ingestion.formats.pdf.serving import SECONDS, TEXT, read_frame, write_frame

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
    answer = _Reader.of_this_process().ask(raw, file)
    if answer[:1] != TEXT:
        raise SourceFileError(file, answer[1:].decode("utf-8", "replace"))
    return from_json(answer[1:])


class _Reader:
    """The child, started when it is first asked."""

    _current: _Reader | None = None

    def __init__(self) -> None:
        path = [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - plain strings
        code = _START.format(path=path, module=_SERVING)
        self.owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with our own code
            [sys.executable, "-I", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @classmethod
    def of_this_process(cls) -> _Reader:
        """The reader of this process; a copy of a process that has one starts its own."""
        if cls._current is None or cls._current.owner != os.getpid():
            cls._current = cls()
        return cls._current

    def ask(self, raw: bytes, file: str) -> bytes:
        """Send a file and wait for the answer.

        Raises:
            SourceFileError: The child ended over it.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        answer = None
        with suppress(BrokenPipeError):
            write_frame(self._process.stdin, raw)
            answer = read_frame(self._process.stdout)
        if not answer:
            raise SourceFileError(file, self._end())
        return answer

    def _end(self) -> str:
        """Let go of a child that ended, and say why it did."""
        type(self)._current = None
        self.stop()
        if self._process.returncode == -signal.SIGALRM:
            return f"{SECONDS} 秒没有读完，不再读"
        return "读 PDF 的进程意外结束，可能是文件损坏"

    def stop(self) -> None:
        """End the child."""
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
            return
        self._process.kill()
        self._process.wait()


@atexit.register
def _stop() -> None:
    reader = _Reader._current  # noqa: SLF001 - its own module
    if reader is not None and reader.owner == os.getpid():
        reader.stop()
