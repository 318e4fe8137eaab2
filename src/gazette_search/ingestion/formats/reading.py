"""From the bytes of a file to its text, by what the bytes are."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from gazette_search.errors import SourceFileError, system_reason
from gazette_search.ingestion.formats.detecting import detect
from gazette_search.ingestion.formats.folding import count_private
from gazette_search.ingestion.formats.source_text import SourceWarning
from gazette_search.ingestion.formats.text import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gazette_search.ingestion.formats.recognition.seen import SeenPages
    from gazette_search.ingestion.formats.source_text import SourceText

    Reader = Callable[..., SourceText]

# Each reader is imported when a file needs it: text needs none of their libraries.
_READERS = {
    "text": ("text", "read_plain"),
    "html": ("web.page", "read_html"),
    "docx": ("word.document", "read_docx"),
    "epub": ("web.epub", "read_epub"),
    "pdf": ("pdf.reading", "read_pdf"),
    "ofd": ("ofd.document", "read_ofd"),
    "image": ("image", "read_image"),
}
# Readers of files whose pages may be images.
_PAGED = frozenset(("pdf", "ofd", "docx", "image"))
_REFUSED = {
    "spreadsheet": "是电子表格，只读公文和公报",
    "slides": "是演示文稿，只读公文和公报",
    "encrypted": "加了密码，没有密码读不出来",
    "binary": "不是能读的格式",
    "archive": "是压缩包，请用 gsearch add 展开加入",
}
# Scans of a thick issue; text and pages have a limit of their own.
LARGEST_FILE = 500_000_000  # bytes
_PRIVATE_SHARE = 0.0005  # of the characters: a bullet here and there is no trouble


def read_source(path: Path, file: str) -> bytes:
    """What a file holds.

    Args:
        path: Where it is.
        file: Its name for the message.

    Raises:
        SourceFileError: It cannot be read or is too large for an issue.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as problem:
        reason = f"读不出来（{system_reason(problem)}）"
        raise SourceFileError(file, reason, lasting=False) from problem
    if len(raw) > LARGEST_FILE:
        raise SourceFileError(file, f"超过 {LARGEST_FILE // 1_000_000} MB，不会是一期公报")
    return raw


def read_source_text(raw: bytes, file: str, seen: SeenPages | None = None) -> SourceText:
    """The text of a file, whatever its name says it is.

    Args:
        raw: What the file holds.
        file: Its name for messages.
        seen: What a machine saw on the pages that are images.

    Raises:
        SourceFileError: It is of a kind that is not read, damaged, or beyond the limits.
    """
    kind = detect(raw, file)
    if kind in ("doc", "rtf", "odt"):
        from gazette_search.ingestion.formats.office import read_office

        return _with_private(read_office(raw, file, kind))
    if kind not in _READERS:
        raise SourceFileError(file, _REFUSED[kind])
    if kind in ("text", "html") and len(raw) > LARGEST:
        raise SourceFileError(file, f"超过 {LARGEST // 1_000_000} MB，不会是一期公报")
    module, name = _READERS[kind]
    reader: Reader = getattr(import_module(f"{__package__}.{module}"), name)
    return _with_private(reader(raw, file, seen or {}) if kind in _PAGED else reader(raw, file))


def is_plain(raw: bytes, file: str) -> bool:
    """Whether a file is text, which is read sooner than anything kept of it.

    Raises:
        SourceFileError: It is a zipped file that cannot be opened.
    """
    return detect(raw, file) == "text"


def _with_private(source: SourceText) -> SourceText:
    """Tell of characters that only a font of the file can tell."""
    text = source.text
    count = count_private(text)
    if count <= _PRIVATE_SHARE * len(text):
        return source
    warning = SourceWarning("private-use", f"有 {count} 个字只有文件自带的字体认得，按原样保留")
    return replace(source, warnings=(*source.warnings, warning))
