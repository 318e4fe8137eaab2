"""Text files: their encoding and lines, and Markdown's front matter."""

from __future__ import annotations

import re

from gazette_search.errors import SourceFileError
from gazette_search.ingestion.formats.folding import fold_glyphs
from gazette_search.ingestion.formats.source_text import SourceLine, SourceText

# GB18030 text that happens to be valid UTF-8 for some bytes gives two-byte characters (目 is
# C4 BF); a few Han characters before the first bad byte mean damaged UTF-8.
_SOME_HAN = 3
# An issue has about 110,000 bytes and its longest line 9,000 characters. A line of a million takes
# 1.6 s and 300 MB to index; fifty of them would take the whole machine and are no gazette.
LARGEST = 20_000_000  # bytes
LONGEST_LINE = 1_000_000  # characters
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"([\w\u4e00-\u9fff. -]{1,40}?)[ \t]*[:：][ \t]*(\S.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")


def plain_text(text: str) -> SourceText:
    """Text as it would be read from a file."""
    folded = fold_glyphs(text)
    lines = tuple(SourceLine(line) for line in folded.split("\n"))
    return SourceText("text", lines, metadata=_front_matter(folded))


def read_plain(raw: bytes, file: str) -> SourceText:
    """The lines of a text file as they are, radicals folded.

    Args:
        raw: What the file holds.
        file: Its name for the message.

    Raises:
        SourceFileError: As `decode`.
    """
    return plain_text(decode(raw, file))


def decode(raw: bytes, file: str) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030.

    Args:
        raw: What the file holds.
        file: Its name for the message.

    Raises:
        SourceFileError: No encoding fits; names the file and the offset of the bad byte.
            Or a line is longer than any gazette prints.
    """
    text = _unify_line_ends(decode_bytes(raw, file))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise SourceFileError(file, f"第 {number} 行有 {len(line)} 个字，不会是公报")
    return text


def decode_bytes(raw: bytes, file: str) -> str:
    """As `decode`, whatever ends the lines."""
    if raw.startswith(_UTF16):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise _undecodable(file, problem.start, "UTF-16") from problem
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
    raise _undecodable(file, offset, "UTF-8 也不是 GB18030")


def _undecodable(file: str, offset: int, encodings: str) -> SourceFileError:
    either = "既" if "也" in encodings else ""
    return SourceFileError(file, f"第 {offset} 字节起{either}不是 {encodings} 编码的文字")


def _unify_line_ends(text: str) -> str:
    """Line feeds for line ends; a lone CR is one only in a file that knows no other end."""
    text = text.replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")


def _front_matter(text: str) -> dict[str, str]:
    """Fields of the block between two rules that opens a Markdown file, one a line."""
    block = _FRONT_MATTER.match(text)
    if not block:
        return {}
    fields = (_FIELD.fullmatch(line.strip()) for line in block[1].split("\n"))
    return {field[1].strip(): _QUOTED.sub(r"\2", field[2].strip()) for field in fields if field}
