"""What a file is, by what it holds and not by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gazette_search.ingestion.formats.zipped import Package

Kind = Literal[
    "text", "html", "docx", "epub", "pdf", "ofd", "doc", "rtf", "odt", "image",
    "archive", "encrypted", "spreadsheet", "slides", "binary",
]  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|\s){0,40}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# A part that only one kind of zipped file has.
_ZIPPED: dict[str, Kind] = {
    "word/document.xml": "docx",
    "OFD.xml": "ofd",
    "META-INF/container.xml": "epub",
    "xl/workbook.xml": "spreadsheet",
    "ppt/presentation.xml": "slides",
}
# Names of streams in an OLE file, as its directory spells them.
_STREAMS: dict[str, Kind] = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "spreadsheet",
    "PowerPoint Document": "slides",
}
# PDF allows anything before its header within the first kilobyte (ISO 32000-1, annex H.3.4.1).
_PDF_HEADER = 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect(raw: bytes, file: str) -> Kind:
    """What the bytes of a file are.

    Args:
        raw: What it holds, all of it.
        file: Its name for messages.

    Raises:
        SourceFileError: It is a zipped file that cannot be opened.
    """
    if b"%PDF-" in raw[:_PDF_HEADER]:
        return "pdf"
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(raw, file)
    if raw.startswith(_OLE):
        return _ole(raw)
    if raw.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    if raw.startswith(_IMAGES) or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"):
        return "image"
    return _textual(raw)


def _textual(raw: bytes) -> Kind:
    start = raw[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "html" if _HTML.match(start.decode("utf-16", "ignore").encode()) else "text"
    if _HTML.match(start.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    # No text in UTF-8 or GB18030 has many control characters; a single one is a scanner's slip.
    return "binary" if len(_CONTROL.findall(start)) > len(start) // 64 + 2 else "text"


def _zipped(raw: bytes, file: str) -> Kind:
    from gazette_search.ingestion.formats.zipped import Package  # text needs neither zip nor XML

    package = Package(raw, file)
    for part, kind in _ZIPPED.items():
        if part in package:
            return kind
    if "mimetype" in package and "content.xml" in package:
        mimetype = package.read("mimetype", 1000)
        return "odt" if b"opendocument.text" in mimetype else "spreadsheet"
    if "[Content_Types].xml" in package and _main_part(package):
        return "docx"
    return "archive"


def _main_part(package: Package) -> bool:
    """Whether a Word file has its main part under another name, as some writers do."""
    return b"wordprocessingml.document.main" in package.read("[Content_Types].xml")


def _ole(raw: bytes) -> Kind:
    for name, kind in _STREAMS.items():
        if name.encode("utf-16-le") in raw:
            return kind
    return "binary"
