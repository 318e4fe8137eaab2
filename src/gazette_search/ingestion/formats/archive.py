"""Archives of files: what is in a .zip, each member by the name of a file of its own."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from gazette_search.ingestion.formats.zipped import LARGEST_PART, Package
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

# What systems put beside the files of an archive.
_DEBRIS = ("__MACOSX/", ".")
_UTF8_NAME = 0x800  # flag of a name in UTF-8 (APPNOTE 4.4.4)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive.

    Attributes:
        name: Its path in the archive, safe to be put below a folder.
        raw: What it holds.
    """

    name: str
    raw: bytes


def members(raw: bytes, file: str) -> Iterator[Member]:
    """The files of an archive, in its order; folders and what systems leave are passed over.

    Args:
        raw: What the archive holds.
        file: Its name for messages.

    Raises:
        SourceFileError: It is damaged, locked or beyond the limits of a zipped file.
    """
    package = Package(raw, file)
    for info in package:
        name = safe_name(_decoded(info.filename, info.flag_bits))
        if info.is_dir() or not name or name.startswith(_DEBRIS):
            continue
        if posixpath.basename(name).startswith("."):
            continue
        yield Member(name, package.read(info.filename, LARGEST_PART))


def safe_name(path: str) -> str:
    """A path without anything that leads out of the folder that it is put into, perhaps empty."""
    parts = path.replace("\\", "/").split("/")
    kept = [part.strip() for part in parts if part.strip() not in ("", ".", "..")]
    return "/".join("".join(c for c in part if c >= " " and c not in ':*?"<>|') for part in kept)


def _decoded(name: str, flags: int) -> str:
    """The name as Windows in China writes it: in GBK, which zipfile takes for code page 437."""
    if flags & _UTF8_NAME:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
