from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gazette_search.errors import SourceFileError, UsageError
from gazette_search.ingestion.formats import child
from gazette_search.ingestion.formats.recognition import reading
from gazette_search.ingestion.formats.recognition.seen import SeenPage, seen_to_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

# A child that says of each page how many files it was sent, and dies over page 9.
SERVING = f"""
import sys
sys.path[:] = {sys.path!r}
from gazette_search.ingestion.formats.child import read_frame, write_frame
from gazette_search.ingestion.formats.recognition.seen import SeenPage, seen_to_lines
files = 0
while (frame := read_frame(sys.stdin.buffer)) is not None:
    files += frame[:1] == b"F"
    if frame == b"P9":
        sys.exit(1)
    if frame == b"P8":
        write_frame(sys.stdout.buffer, b"R" + "第 8 页的图像读不出来".encode())
    elif frame[:1] == b"P":
        page = SeenPage(int(frame[1:]), files, 842)
        write_frame(sys.stdout.buffer, b"T" + seen_to_lines([page]))
"""


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> Iterator[reading.Recogniser]:
    monkeypatch.setattr(reading, "find_spec", lambda _: object())
    monkeypatch.setattr(reading, "version", lambda _: "9.9")
    monkeypatch.setattr(child, "_START", SERVING.replace("{", "{{").replace("}", "}}"))
    made = reading.open_recogniser()
    yield made
    made.stop()  # type: ignore[attr-defined]


def test_without_the_extra_one_line_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda name: None if name == "rapidocr" else name)
    with pytest.raises(UsageError) as problem:
        reading.open_recogniser()
    assert "pip install 'gazette-search[ocr]'" in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_file_is_sent_once_for_all_its_pages(recogniser: reading.Recogniser) -> None:
    one, other = b"a file", b"another"
    asked = ((one, 1), (one, 2), (other, 1), (other, 3))
    pages = [recogniser.see(raw, "pdf", number) for raw, number in asked]
    assert [(page.number, page.width) for page in pages] == [(1, 1), (2, 1), (1, 2), (3, 2)]
    assert {page.engine for page in pages} == {"rapidocr 9.9"}


def test_a_page_that_cannot_be_read_or_kills_the_child_stops_no_other(
    recogniser: reading.Recogniser,
) -> None:
    raw = b"a file"
    with pytest.raises(SourceFileError, match="第 8 页的图像读不出来"):
        recogniser.see(raw, "pdf", 8)
    with pytest.raises(SourceFileError, match="第 9 页.*意外结束") as problem:
        recogniser.see(raw, "pdf", 9)
    assert problem.value.lasting is False
    assert recogniser.see(raw, "pdf", 3).number == 3


def test_a_child_that_is_late_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    late = "import signal, sys; sys.stdin.buffer.read(8); signal.alarm(1); signal.pause()"
    monkeypatch.setattr(reading, "find_spec", lambda _: object())
    monkeypatch.setattr(reading, "version", lambda _: "9.9")
    monkeypatch.setattr(child, "_START", late)
    with pytest.raises(SourceFileError, match=f"{reading.RECOGNITION_SECONDS} 秒没有完"):
        reading.open_recogniser().see(b"", "pdf", 1)


def test_the_answer_of_a_stand_in_is_a_page() -> None:
    assert seen_to_lines([SeenPage(1, 2.0, 3.0)]).startswith(b'{"number":1')
