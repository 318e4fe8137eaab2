"""Text files: turning their bytes into text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError, system_reason

if TYPE_CHECKING:
    from pathlib import Path

# GB18030 text that happens to be valid UTF-8 for some bytes gives two-byte characters (目 is
# C4 BF); a few Han characters before the first bad byte mean damaged UTF-8.
_SOME_HAN = 3
# An issue has about 110,000 bytes and its longest line 9,000 characters. A line of a million takes
# 1.6 s and 300 MB to index; fifty of them would take the whole machine and are no gazette.
LARGEST = 20_000_000  # bytes
LONGEST_LINE = 1_000_000  # characters


def read_source(path: Path, file: str) -> bytes:
    """What an issue file holds.

    Args:
        path: Where it is.
        file: Its name for the message.

    Raises:
        SourceFileError: It cannot be read or is too large for an issue.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as problem:
        reason = f"读不出来（{system_reason(problem)}）"
        raise SourceFileError(file, reason, lasting=False) from problem
    if len(raw) > LARGEST:
        raise SourceFileError(file, f"超过 {LARGEST // 1_000_000} MB，不会是一期公报")
    return raw


def decode(raw: bytes, file: str) -> str:
    """The text of an issue file: UTF-8 with or without a byte order mark, else GB18030.

    Args:
        raw: What the file holds.
        file: Its name for the message.

    Raises:
        SourceFileError: Neither encoding fits; names the file and the offset of the bad byte.
            Or a line is longer than any gazette prints.
    """
    text = _unify_line_ends(_decode(raw, file))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise SourceFileError(file, f"第 {number} 行有 {len(line)} 个字，不会是公报")
    return text


def _decode(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # The codec counts from behind the mark.
        offset = problem.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        before = problem.object[: problem.start].decode("utf-8", "ignore")
    if len(re.findall("[\u4e00-\u9fff]", before)) < _SOME_HAN:
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError as problem:
            offset = problem.start
    raise SourceFileError(file, f"第 {offset} 字节起既不是 UTF-8 也不是 GB18030 编码的文字")


def _unify_line_ends(text: str) -> str:
    """Line feeds for line ends; a lone CR is one only in a file that knows no other end."""
    text = text.replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")
