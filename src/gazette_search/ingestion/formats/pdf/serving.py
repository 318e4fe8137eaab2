"""The process that reads PDF files for another: pdfium is C++ and gets no more than its share.

Asked with the bytes of a file and what a machine read off its images, it answers with a source text
as JSON, or with a sentence saying why there is none.
"""

from __future__ import annotations

import signal
import sys

from gazette_search.ingestion.formats.child import GIVEN, REFUSED, read_frame, write_frame
from gazette_search.system import SYSTEM

# 350 pages of a gazette take 120 MB of memory and under 300 MB of addresses.
MEMORY = 2_000_000_000  # bytes of addresses, what the file itself takes aside
# 3,000 pages at 30 ms are 90 s; a machine under load takes some times as long.
READING_SECONDS = 300


def serve() -> None:
    """Answer until standard input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and with it our input
    while (raw := read_frame(requests)) is not None:
        seen = read_frame(requests) or b""
        SYSTEM.limit_memory(MEMORY + 3 * len(raw) + 50 * len(seen))
        with SYSTEM.within_seconds(READING_SECONDS):
            write_frame(answers, _answer(raw, seen))


def _answer(raw: bytes, seen: bytes) -> bytes:
    from gazette_search.errors import SourceFileError
    from gazette_search.ingestion.formats.codec import text_to_json
    from gazette_search.ingestion.formats.pdf.document import pdf_text
    from gazette_search.ingestion.formats.recognition.seen import seen_from_lines

    try:
        return GIVEN + text_to_json(pdf_text(raw, "", seen_from_lines(seen)))
    except SourceFileError as problem:
        return REFUSED + problem.reason.encode()
    except MemoryError:
        return REFUSED + "读它要用的内存超过限度，没有读".encode()
