"""The process that reads PDF files for another: pdfium is C++ and gets no more than its share.

Frames on standard input and output: a length of eight bytes, then so many bytes. Asked with the
bytes of a file, it answers with a source text as JSON, or with a sentence saying why there is none.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from typing import IO

TEXT, REFUSED = b"T", b"R"
# 350 pages of a gazette take 120 MB of memory and under 300 MB of addresses.
MEMORY = 2_000_000_000  # bytes of addresses, what the file itself takes aside
# 3,000 pages at 30 ms are 90 s; a machine under load takes some times as long.
READING_SECONDS = 300


def serve() -> None:
    """Answer until standard input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and with it our input
    while (raw := read_frame(requests)) is not None:
        SYSTEM.limit_memory(MEMORY + 3 * len(raw))
        with SYSTEM.within_seconds(READING_SECONDS):
            write_frame(answers, _answer(raw))


def _answer(raw: bytes) -> bytes:
    from gazette_search.errors import SourceFileError
    from gazette_search.ingestion.formats.codec import text_to_json
    from gazette_search.ingestion.formats.pdf.document import pdf_text

    try:
        return TEXT + text_to_json(pdf_text(raw, ""))
    except SourceFileError as problem:
        return REFUSED + problem.reason.encode()
    except MemoryError:
        return REFUSED + "读它要用的内存超过限度，没有读".encode()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame, None when the stream ended before or inside one."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(body) == size else None


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Send a frame."""
    stream.write(len(body).to_bytes(8, "big"))
    stream.write(body)
    stream.flush()
