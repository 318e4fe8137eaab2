from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.text import decode

TEXT = "目 录\n葫芦岛市人民政府文件\n葫政发〔2018〕4号\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
        TEXT.replace("\n", "\r").encode("utf-8"),
    ],
    ids=["utf-8", "mark", "gb18030", "crlf", "gb18030-crlf", "cr"],
)
def test_encodings_and_line_ends(raw: bytes) -> None:
    assert decode(raw, "corpus/2018-02.txt") == TEXT


def test_a_lone_carriage_return_among_line_feeds_stays() -> None:
    assert decode("葫芦\r岛\n".encode(), "x") == "葫芦\r岛\n"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", "x") == ""


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        (TEXT.encode() + b"\xff" + TEXT.encode(), len(TEXT.encode())),
        # damaged UTF-8 whose bytes would pass as GB18030 is not read as other characters
        (TEXT.encode() + b"\xe8\x91" + "\n葫芦".encode(), len(TEXT.encode())),
        (b"\xef\xbb\xbf" + TEXT.encode() + b"\xff", 3 + len(TEXT.encode())),
        (b"\x80\xff", 0),
    ],
)
def test_undecodable_bytes_are_named_with_their_offset(raw: bytes, offset: int) -> None:
    with pytest.raises(SourceFileError) as caught:
        decode(raw, "corpus/2018-02.txt")
    assert str(caught.value) == (
        f"corpus/2018-02.txt：第 {offset} 字节起既不是 UTF-8 也不是 GB18030 编码的文字"
    )


@given(st.binary())
def test_bytes_are_decoded_or_refused(raw: bytes) -> None:
    with suppress(SourceFileError):
        assert decode(raw, "x") is not None
