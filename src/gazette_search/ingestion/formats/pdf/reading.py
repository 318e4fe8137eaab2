"""Reading PDF files in a process of its own, which is started once and replaced when it ends."""

from __future__ import annotations

import atexit
import os
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.child import GIVEN, Child
from gazette_search.ingestion.formats.codec import text_from_json
from gazette_search.ingestion.formats.pdf.serving import READING_SECONDS
from gazette_search.ingestion.formats.recognition.seen import NOTHING_SEEN, seen_to_lines
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.recognition.seen import SeenPages
    from gazette_search.ingestion.formats.source_text import SourceText

_SERVING = "gazette_search.ingestion.formats.pdf.serving"


def read_pdf(raw: bytes, file: str, seen: SeenPages = NOTHING_SEEN) -> SourceText:
    """The text of a PDF.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        seen: What a machine read off its pages, for those that are images.

    Raises:
        SourceFileError: It is damaged, locked, beyond the limits, or ended its reader.
    """
    answer = _reader().ask(raw, seen_to_lines(seen.values()))
    if not answer:
        code = _readers.pop().stop()
        late = SYSTEM.ran_out_of_time(code)
        reason = (
            f"{READING_SECONDS} 秒没有读完，不再读"
            if late
            else "读它的进程意外结束，可能是文件损坏"
        )
        raise SourceFileError(file, reason)
    if answer[:1] != GIVEN:
        raise SourceFileError(file, answer[1:].decode("utf-8", "replace"))
    return text_from_json(answer[1:])


# The one child of this process; a copy of the process starts its own.
_readers: list[Child] = []


def _reader() -> Child:
    if not _readers or _readers[0].owner != os.getpid():
        _readers[:] = [Child(_SERVING, "serve")]
    return _readers[0]


@atexit.register
def _stop() -> None:
    for reader in _readers:
        if reader.owner == os.getpid():
            reader.stop()
