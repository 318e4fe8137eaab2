"""The process that recognises images for another: models and decoders get no more than their share.

It answers the frames that `recognition.reading` sends.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.child import GIVEN, REFUSED, read_frame, write_frame
from gazette_search.ingestion.formats.recognition.reading import OPEN, RECOGNITION_SECONDS
from gazette_search.system import SYSTEM

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.seeing.seer import Seer

# A page takes 0.9 GB of memory and 1.8 GB of addresses with two threads; each thread adds 70 MB.
RECOGNITION_MEMORY = 4_000_000_000  # bytes of addresses, what the file itself takes aside


def serve_images() -> None:
    """Answer until standard input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever an engine prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and with it our input
    seer: Seer | None = None
    while (frame := read_frame(requests)) is not None:
        if frame[:1] == OPEN:
            kind, _, raw = frame[1:].partition(b"\0")
            SYSTEM.limit_memory(RECOGNITION_MEMORY + 5 * len(raw))
            from gazette_search.ingestion.formats.seeing.seer import Seer

            seer = Seer(raw, kind.decode())  # type: ignore[arg-type]
        elif seer:
            with SYSTEM.within_seconds(RECOGNITION_SECONDS):
                write_frame(answers, _answer(seer, int(frame[1:])))


def _answer(seer: Seer, number: int) -> bytes:
    from gazette_search.errors import SourceFileError
    from gazette_search.ingestion.formats.recognition.seen import seen_to_lines

    try:
        return GIVEN + seen_to_lines([seer.see(number)])
    except SourceFileError as problem:
        return REFUSED + problem.reason.encode()
    except MemoryError:
        return REFUSED + "识别要用的内存超过限度".encode()
